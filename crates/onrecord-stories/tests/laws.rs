//! What holds of stories whatever the documents are: they are a partition, the order of input does not matter, making them
//! again gives the same, copies bear out nothing, and no figure is corroborated on both sides of a conflict.

#![expect(clippy::unwrap_used, reason = "what helps tests may fail as a test does")]

use std::collections::BTreeSet;

use onrecord_model::record::{
    self, AcrossLine, AsserterLine, CountedLine, DocumentLine, FigureLine, MentionLine, SpanLine,
};
use onrecord_model::{
    Capture, Document, DocumentParts, Id, IdKind, OffsetMap, Outlet, Run, SCHEMA, When,
};
use onrecord_stories::{Profile, Telling, group, tell};
use proptest::prelude::*;

const PLACES: [&str; 4] = ["Strelsau", "Zenda", "Hofbau", "Wintenberg"];
const PEOPLE: [&str; 4] = ["Rudolf Hentzau", "Antoinette Mauban", "Fritz Tarlenheim", "Karl Sapt"];
const ACTS: [&str; 3] = [
    "A bomb went off in the market",
    "The river flooded the streets",
    "Dockers began a strike at the port",
];
const MORE: [&str; 6] = [
    "Ambulances worked through the night and hospitals asked for blood.",
    "Shops stayed closed while soldiers stood at every corner of the old town.",
    "Neighbours carried water and bread to those who had lost their homes.",
    "The government promised an inquiry and called a meeting for the evening.",
    "Trains to the capital were cancelled, and the bridge was shut to lorries.",
    "Nobody could say in the morning how long it would last.",
];

/// What a document tells.
#[derive(Clone, Debug)]
struct Told {
    place: usize,
    person: usize,
    act: usize,
    day: i8,
    dead: u32,
    more: Vec<usize>,
    outlet: usize,
}

fn told() -> impl Strategy<Value = Told> {
    let more = prop::collection::vec(0..MORE.len(), 0..5);
    (0..PLACES.len(), 0..PEOPLE.len(), 0..ACTS.len(), 1..28_i8, 1..4_u32, more, 0..5_usize)
        .prop_map(|(place, person, act, day, dead, more, outlet)| Told {
            place,
            person,
            act,
            day,
            dead: dead * 7,
            more,
            outlet,
        })
}

fn span(text: &str, quote: &str) -> SpanLine {
    let start = u32::try_from(text.find(quote).unwrap()).unwrap();
    SpanLine { start, end: start + u32::try_from(quote.len()).unwrap(), quote: quote.to_owned() }
}

fn telling(told: &Told) -> Telling {
    let (place, person) = (PLACES[told.place], PEOPLE[told.person]);
    let more: Vec<&str> = told.more.iter().map(|&at| MORE[at]).collect();
    let text = format!(
        "{} of {place} on day {}, and {} people were killed there. {} {person} spoke of a black day.",
        ACTS[told.act],
        told.day,
        told.dead,
        more.join(" ")
    );
    let capture = Capture::new(format!("{told:?}").into_bytes()).unwrap();
    let map = OffsetMap::identity(u32::try_from(text.len()).unwrap(), 0);
    let run = Run::new("1", "", None);
    let document = Document::new(
        capture.id(),
        DocumentParts {
            text: text.clone(),
            map,
            outlet: Some(Outlet {
                name: Some(format!("Outlet {}", told.outlet)),
                ..Outlet::default()
            }),
            published: When::date(2021, Some(3), Some(told.day), "given"),
            ..DocumentParts::default()
        },
    );
    let line = DocumentLine::new(&document, &record::Sighting::default(), &run);
    let number = told.dead.to_string();
    let figure = FigureLine {
        schema: SCHEMA,
        run: run.id(),
        id: Id::of(IdKind::Figure, &[line.id.to_string().as_bytes()]),
        document: line.id,
        span: span(&text, &format!("{number} people")),
        low: Some(told.dead.into()),
        high: Some(told.dead.into()),
        approx: None,
        unit: Some("person".to_owned()),
        of: Some(CountedLine { span: span(&text, "people"), normal: "people".to_owned() }),
        place: None,
        when: None,
        asserted_by: AsserterLine { kind: "author".to_owned(), id: None },
        change_from: None,
        confidence: 0.9,
        by: "test".to_owned(),
    };
    let mention = |label: &str, quote: &str| MentionLine {
        schema: SCHEMA,
        run: run.id(),
        document: line.id,
        span: span(&text, quote),
        label: label.to_owned(),
        name: Some(quote.to_owned()),
        actor: None,
        codes: Vec::new(),
        place: None,
        date: None,
        candidates: Vec::new(),
    };
    let mentions = [mention("location", place), mention("person", person)];
    Telling::new(line, Vec::new(), Vec::new(), vec![figure], &mentions)
}

/// All lines of all stories.
fn stories(tellings: &[Telling]) -> Vec<Vec<AcrossLine>> {
    let profiles: Vec<Profile> = tellings.iter().map(|one| one.profile().clone()).collect();
    let run = Run::new("1", "", None);
    group(&profiles)
        .into_iter()
        .map(|story| tell(&story.into_iter().map(|at| &tellings[at]).collect::<Vec<_>>(), &run))
        .collect()
}

fn once(told: &[Told]) -> Vec<Telling> {
    let mut tellings: Vec<Telling> = told.iter().map(telling).collect();
    let mut seen = BTreeSet::new();
    tellings.retain(|one| seen.insert(one.document().id));
    tellings
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn the_order_of_input_does_not_matter(told in prop::collection::vec(told(), 1..24), seed in any::<u64>()) {
        let tellings = once(&told);
        let mut shuffled = tellings.clone();
        // A walk with a step that meets every place.
        let length = shuffled.len() as u64;
        shuffled.sort_by_key(|one| {
            let hash = Id::of(IdKind::Document, &[one.document().id.to_string().as_bytes(), &seed.to_le_bytes()]);
            (hash, length)
        });
        prop_assert_eq!(stories(&tellings), stories(&shuffled));
        prop_assert_eq!(stories(&tellings), stories(&tellings));
    }

    #[test]
    fn every_document_is_in_one_story(told in prop::collection::vec(told(), 1..24)) {
        let tellings = once(&told);
        let lines: Vec<AcrossLine> = stories(&tellings).into_iter().flatten().collect();
        let members: Vec<Id> = lines.iter().filter_map(|line| match line {
            AcrossLine::Member(member) => Some(member.item),
            _ => None,
        }).collect();
        let own: BTreeSet<Id> = tellings.iter().map(|one| one.document().id).collect();
        prop_assert_eq!(members.len(), own.len());
        prop_assert_eq!(members.into_iter().collect::<BTreeSet<_>>(), own);
    }

    #[test]
    fn no_conflict_is_corroborated_across(told in prop::collection::vec(told(), 1..24)) {
        for lines in stories(&once(&told)) {
            let of = |relation: &str| -> Vec<Vec<BTreeSet<Id>>> {
                lines.iter().filter_map(|line| match line {
                    AcrossLine::Agreement(one) if one.relation == relation => {
                        Some(one.sides.iter().map(|side| side.items.iter().copied().collect()).collect())
                    }
                    _ => None,
                }).collect()
            };
            for conflict in of("conflict") {
                for agreed in of("corroborated") {
                    let meets = |side: &BTreeSet<Id>| !side.is_disjoint(&agreed[0]);
                    prop_assert!(!(meets(&conflict[0]) && meets(&conflict[1])));
                }
            }
        }
    }

    #[test]
    fn copies_bear_out_nothing(one in told(), copies in 1..5_usize) {
        let mut same: Vec<Told> = vec![one.clone()];
        same.extend((0..copies).map(|at| Told { outlet: 5 + at, ..one.clone() }));
        for lines in stories(&once(&same)) {
            for line in lines {
                match line {
                    AcrossLine::Story(story) => prop_assert_eq!(story.independent, 1),
                    AcrossLine::Agreement(agreement) => {
                        prop_assert_ne!(&agreement.relation, "corroborated");
                        prop_assert!(agreement.sides.iter().all(|side| side.independent <= 1));
                    }
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn profiles_are_stored_and_read_again(one in told()) {
        let profile = telling(&one).profile().clone();
        prop_assert_eq!(Profile::from_bytes(profile.document(), &profile.to_bytes()), Some(profile));
    }
}

#[test]
fn numbers_that_differ_are_told_apart_from_those_that_agree() {
    let one = Told { place: 0, person: 0, act: 0, day: 3, dead: 7, more: vec![0, 1], outlet: 0 };
    let same = Told { person: 1, more: vec![2, 5], outlet: 1, ..one.clone() };
    let other = Told { dead: 14, more: vec![3, 4], outlet: 2, ..one.clone() };
    let lines = stories(&once(&[one, same, other]));
    let relations: Vec<(&str, Vec<u32>)> = lines[0]
        .iter()
        .filter_map(|line| match line {
            AcrossLine::Agreement(agreement) => Some((
                agreement.relation.as_str(),
                agreement.sides.iter().map(|side| side.independent).collect(),
            )),
            _ => None,
        })
        .collect();
    assert_eq!(lines.len(), 1);
    assert_eq!(relations, [("corroborated", vec![2]), ("conflict", vec![1, 2])]);
}
