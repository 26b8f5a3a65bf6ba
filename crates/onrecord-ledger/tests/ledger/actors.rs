//! Who is mentioned, who is who, and what users judge of it.

use onrecord_ledger::{Actor, ActorFilter, Added, Error, Judgement, Ledger, Mentioned, Verdict};
use proptest::prelude::*;

use crate::common::{Page, Reading, add, assert_whole, run};

/// Three pages: Tove Ansgar in two of them, and again under another name; Wick in all.
fn readings(version: &str) -> Vec<Reading> {
    let pages = [
        Page::new("Tove Ansgar of Ruritania met Dorn in Wick.")
            .published(2019, Some(7), Some(1))
            .names("Tove Ansgar", "?")
            .names("Ruritania", "rur")
            .names("Dorn", "?"),
        Page::new("In Wick, Tove Ansgar and Dorn spoke. Ansgar left.")
            .published(2018, Some(2), None)
            .names("Tove Ansgar", "?")
            .names("Ansgar", "rur|zen")
            .names("Dorn", "?"),
        Page::new("T. J. Ansgar is of Zenda, not of Ruritania.")
            .names("T. J. Ansgar", "?")
            .names("Zenda", "zen")
            .names("Ruritania", "rur"),
    ];
    let read = |(number, page): (usize, &Page)| page.read(&number.to_string(), &run(version));
    pages.iter().enumerate().map(read).collect()
}

fn filled() -> Ledger {
    let mut ledger = Ledger::in_memory().unwrap();
    add(&mut ledger, &run("1"), &readings("1"));
    ledger
}

fn all(ledger: &Ledger) -> Vec<Mentioned> {
    ledger.actors(&ActorFilter::default()).unwrap()
}

/// Names with the number of their ids and mentions, in order of names.
fn names(actors: &[Mentioned]) -> Vec<(String, usize, u64)> {
    let name = |actor: &Mentioned| (actor.actor().name.clone(), actor.ids.len(), actor.mentions);
    let mut names: Vec<_> = actors.iter().map(name).collect();
    names.sort();
    names
}

fn ids(ledger: &Ledger, name: &str) -> Vec<String> {
    let actors = all(ledger).into_iter().flat_map(|actor| actor.ids);
    let mut ids: Vec<String> = actors.filter(|a| a.name == name).map(|actor| actor.id).collect();
    ids.sort();
    ids
}

fn judge(ledger: &mut Ledger, verdict: Verdict, ids: [&str; 2]) -> Result<Judgement, Error> {
    let judgement = Judgement {
        verdict,
        first: ids[0].to_owned(),
        second: ids[1].to_owned(),
        who: "user".to_owned(),
        at: "2020-01-01T00:00:00Z".to_owned(),
        because: Some("they look alike".to_owned()),
    };
    ledger.judge(&judgement, &[Actor::of_base("rur.king", "Rudolf", "person")])
}

fn expected(names: &[(&str, usize, u64)]) -> Vec<(String, usize, u64)> {
    names.iter().map(|&(name, ids, mentions)| (name.to_owned(), ids, mentions)).collect()
}

const PLAIN: [(&str, usize, u64); 6] = [
    ("Dorn", 1, 1),
    ("Dorn", 1, 1),
    ("Full rur", 1, 2),
    ("Full zen", 1, 1),
    ("T. J. Ansgar", 1, 1),
    ("Tove Ansgar", 2, 2),
];

#[test]
fn full_names_are_joined_and_single_words_are_not() {
    let ledger = filled();
    assert_eq!(names(&all(&ledger)), expected(&PLAIN));
    let ansgar = ledger.actor(&ids(&ledger, "Tove Ansgar")[1]).unwrap().unwrap();
    assert_eq!(ansgar.ids.len(), 2);
    assert_eq!((ansgar.documents, ansgar.is_known()), (2, false));
    assert_eq!(
        (ansgar.first.as_deref(), ansgar.last.as_deref()),
        (Some("2018-02-01"), Some("2019-07-01"))
    );
    assert_eq!(ansgar.run, Some(run("1").id()));
    let rur = ledger.actor("rur").unwrap().unwrap();
    assert_eq!(
        (rur.codes.join(" "), rur.first.as_deref()),
        ("ELI RUR".to_owned(), Some("2019-07-01"))
    );
    assert_eq!(ledger.actor("nobody").unwrap(), None);
    assert_eq!(ledger.mentions_of(&ansgar.ids).unwrap().len(), 2);
    assert_whole(&ledger);
}

#[test]
fn filters_choose() {
    let ledger = filled();
    let chosen = |filter: ActorFilter| names(&ledger.actors(&filter).unwrap());
    let name = |name: &str| ActorFilter { name: Some(name.to_owned()), ..ActorFilter::default() };
    assert_eq!(chosen(name("ZENDA")), expected(&[PLAIN[3]]), "as a document has it");
    assert_eq!(chosen(name("ansgar")), expected(&PLAIN[4..]));
    let kind = ActorFilter { kind: Some("country".to_owned()), ..ActorFilter::default() };
    assert_eq!(chosen(kind), expected(&PLAIN[2..4]));
    assert_eq!(chosen(ActorFilter { unknown: true, ..ActorFilter::default() }).len(), 4);
    let open = ledger.open_names(&name("ansgar")).unwrap();
    assert_eq!((open.len(), open[0].quote.as_str(), open[0].mentions), (1, "Ansgar", 1));
    assert_eq!(open[0].candidates, [("rur".to_owned(), 0.5), ("zen".to_owned(), 0.5)]);
    assert_eq!(ledger.open_names(&name("dorn")).unwrap(), []);
}

#[test]
fn what_goes_in_comes_out() {
    let ledger = filled();
    let mut lines = Vec::new();
    ledger
        .mentions(&mut |line| {
            lines.push(line.clone());
            Ok(())
        })
        .unwrap();
    let mut readings = readings("1");
    readings.sort_by_key(|reading| reading.lines[0].id().to_string());
    let given: Vec<_> = readings.into_iter().flat_map(|reading| reading.mentions).collect();
    assert_eq!(lines, given);
}

#[test]
fn a_newer_run_takes_the_place_of_the_older() {
    let mut ledger = filled();
    let added = add(&mut ledger, &run("2"), &readings("2"));
    assert_eq!(added, Added { documents: 3, mentions: 9, ..Added::default() });
    assert_eq!(add(&mut ledger, &run("2"), &readings("2")), Added::default());
    assert_eq!(names(&all(&ledger)), expected(&PLAIN));
    assert_eq!(all(&ledger)[0].run, Some(run("2").id()));
    assert_whole(&ledger);
}

#[test]
fn a_merge_joins_and_a_split_takes_it_back() {
    let mut ledger = filled();
    let before = all(&ledger);
    let (tove, tj) = (ids(&ledger, "Tove Ansgar"), ids(&ledger, "T. J. Ansgar"));
    let made = judge(&mut ledger, Verdict::Merge, [&tj[0][..10], &tove[1]]).unwrap();
    assert_eq!((&made.first, &made.second), (&tj[0], &tove[1]));
    let joined = ledger.actor(&tove[0]).unwrap().unwrap();
    assert_eq!(joined.actor().id, tj[0], "it goes by the first id");
    assert_eq!((joined.ids.len(), joined.mentions, joined.documents), (3, 3, 3));
    // Both ways again, and to the base, also to whom nobody mentions.
    judge(&mut ledger, Verdict::Split, [&tove[1], &tj[0]]).unwrap();
    assert_eq!(all(&ledger), before);
    judge(&mut ledger, Verdict::Merge, ["rur.king", &tove[0]]).unwrap();
    let king = ledger.actor("rur.king").unwrap().unwrap();
    assert_eq!((king.actor().name.as_str(), king.ids.len(), king.is_known()), ("Rudolf", 3, true));
    judge(&mut ledger, Verdict::Split, ["rur.king", &tove[0]]).unwrap();
    assert_eq!(all(&ledger), before);
    let told: Vec<bool> =
        ledger.judgements().unwrap().into_iter().map(|(_, counts)| counts).collect();
    assert_eq!(told, [false, true, false, true]);
    assert_whole(&ledger);
}

#[test]
fn a_split_parts_namesakes_and_a_merge_takes_it_back() {
    let mut ledger = filled();
    let before = all(&ledger);
    let tove = ids(&ledger, "Tove Ansgar");
    judge(&mut ledger, Verdict::Split, [&tove[1], &tove[0]]).unwrap();
    assert_eq!(all(&ledger).len(), before.len() + 1);
    // A third of the name stays with the one that was not taken out.
    let more = Page::new("Tove Ansgar again").names("Tove Ansgar", "?").read("9", &run("1"));
    add(&mut ledger, &run("1"), &[more]);
    assert_eq!(ledger.actor(&tove[0]).unwrap().unwrap().ids.len(), 1);
    assert_eq!(ledger.actor(&tove[1]).unwrap().unwrap().ids.len(), 2);
    judge(&mut ledger, Verdict::Merge, [&tove[0], &tove[1]]).unwrap();
    assert_eq!(ledger.actor(&tove[0]).unwrap().unwrap().ids.len(), 3);
    assert_whole(&ledger);
}

#[test]
fn judgements_that_make_no_sense_are_refused() {
    let mut ledger = filled();
    let (tove, tj) = (ids(&ledger, "Tove Ansgar"), ids(&ledger, "T. J. Ansgar"));
    let mut refused = |verdict, ids: [&str; 2], message: &str| {
        let error = judge(&mut ledger, verdict, ids).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    };
    refused(Verdict::Merge, ["rur", "nobody"], "no actor has the id nobody");
    refused(Verdict::Merge, ["rur", "rur"], "rur is one actor already");
    refused(Verdict::Merge, [&tove[0], &tove[1]], "are one actor already");
    refused(Verdict::Split, ["rur", "zen"], "rur and zen are two actors already");
    judge(&mut ledger, Verdict::Merge, [&tj[0], &tove[0]]).unwrap();
    let error = judge(&mut ledger, Verdict::Split, [&tj[0], &tove[1]]).unwrap_err();
    assert!(error.to_string().ends_with(&format!("are joined over {}", tove[0])), "{error}");
    judge(&mut ledger, Verdict::Split, [&tove[0], &tove[1]]).unwrap();
    let error = judge(&mut ledger, Verdict::Merge, [&tove[1], &tj[0]]).unwrap_err();
    assert!(error.to_string().contains("were split at 2020-01-01"), "{error}");
    assert!(error.hint().is_some());
    assert_eq!(ledger.judgements().unwrap().len(), 2);
    assert_whole(&ledger);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_order_of_documents_does_not_matter(order in Just([0, 1, 2]).prop_shuffle(), cut in 0usize..3) {
        let readings = readings("1");
        let shuffled: Vec<Reading> = order.iter().map(|&number| readings[number].clone()).collect();
        let mut ledger = Ledger::in_memory().unwrap();
        for part in [&shuffled[..cut], &shuffled[cut..], &shuffled] {
            add(&mut ledger, &run("1"), part);
        }
        prop_assert_eq!(all(&ledger), all(&filled()));
        assert_whole(&ledger);
    }

    #[test]
    fn the_last_judgement_can_be_taken_back(judged in prop::collection::vec((any::<bool>(), 0usize..6, 0usize..6), 1..8)) {
        let mut ledger = filled();
        let known: Vec<String> = all(&ledger).into_iter().flat_map(|a| a.ids).map(|a| a.id).collect();
        for (is_merge, a, b) in judged {
            let (verdict, back) = if is_merge {
                (Verdict::Merge, Verdict::Split)
            } else {
                (Verdict::Split, Verdict::Merge)
            };
            let before = groups(&ledger);
            if judge(&mut ledger, verdict, [&known[a], &known[b]]).is_ok() {
                prop_assert_ne!(&groups(&ledger), &before);
                prop_assert!(judge(&mut ledger, back, [&known[a], &known[b]]).is_ok());
                prop_assert_eq!(&groups(&ledger), &before);
                prop_assert!(judge(&mut ledger, verdict, [&known[a], &known[b]]).is_ok());
            } else {
                prop_assert_eq!(&groups(&ledger), &before);
            }
        }
        assert_whole(&ledger);
    }
}

/// Ids that mean one actor, whichever it goes by.
fn groups(ledger: &Ledger) -> std::collections::BTreeSet<Vec<String>> {
    let sorted = |actor: Mentioned| {
        let mut ids: Vec<String> = actor.ids.into_iter().map(|actor| actor.id).collect();
        ids.sort();
        ids
    };
    all(ledger).into_iter().map(sorted).collect()
}
