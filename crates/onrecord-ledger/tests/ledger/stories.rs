//! Stories: kept, made again, and what became of them.

use onrecord_ledger::{ArticleKey, Error, Ledger, Story, StoryFilter};
use onrecord_model::record::{AcrossLine, AgreementLine, MemberLine, SideLine, StoryLine};
use onrecord_model::{Id, IdKind, SCHEMA};

use crate::common::{Page, add, run};

/// Makes stories of these articles, by their place among those of the ledger; the rest stay alone. Gives how many were
/// told again.
pub(crate) fn regroup(ledger: &mut Ledger, groups: &[&[usize]]) -> usize {
    let made = run("stories");
    let mut regroup = ledger.regroup(&made).unwrap();
    let articles = regroup.articles().unwrap();
    let mut stories: Vec<Vec<ArticleKey>> =
        groups.iter().map(|group| group.iter().map(|&at| articles[at]).collect()).collect();
    let alone = (0..articles.len()).filter(|at| !groups.iter().any(|group| group.contains(at)));
    stories.extend(alone.map(|at| vec![articles[at]]));
    let mut changed = Vec::new();
    for members in stories {
        if !regroup.is_kept(&members) {
            changed.push(told(members, made.id()));
        }
    }
    for article in &articles {
        regroup.keep_profile(*article, b"profile").unwrap();
    }
    regroup.finish(&changed).unwrap();
    changed.len()
}

fn told(members: Vec<ArticleKey>, run: Id) -> Story {
    let id = Id::of(IdKind::Story, &[members[0].document.to_string().as_bytes()]);
    let mut lines = vec![AcrossLine::Story(StoryLine {
        schema: SCHEMA,
        run,
        id,
        title: "a story".to_owned(),
        from: Some("2020-01-03".to_owned()),
        to: Some("2020-01-05".to_owned()),
        documents: u32::try_from(members.len()).unwrap(),
        independent: 1,
    })];
    let member = |key: &ArticleKey| {
        AcrossLine::Member(MemberLine { schema: SCHEMA, run, story: id, item: key.document })
    };
    lines.extend(members.iter().map(member));
    let side = |value: &str| SideLine {
        value: value.to_owned(),
        items: vec![members[0].document],
        sources: Vec::new(),
        outlets: Vec::new(),
        first: None,
        independent: 1,
    };
    lines.push(AcrossLine::Agreement(AgreementLine {
        schema: SCHEMA,
        run,
        story: id,
        id: Id::of(IdKind::Agreement, &[id.to_string().as_bytes()]),
        on: "figure".to_owned(),
        topic: "dead".to_owned(),
        relation: "conflict".to_owned(),
        detail: "apart".to_owned(),
        sides: vec![side("9"), side("11")],
        why: String::new(),
        confidence: 0.5,
    }));
    Story { members, lines }
}

fn ledger(pages: usize) -> Ledger {
    let mut ledger = Ledger::in_memory().unwrap();
    grow(&mut ledger, 0..pages);
    ledger
}

fn grow(ledger: &mut Ledger, pages: std::ops::Range<usize>) {
    let pages: Vec<_> = pages
        .map(|n| {
            Page::new(&format!("page {n} is about the bridge"))
                .read(&format!("{n}.html"), &run("1"))
        })
        .collect();
    add(ledger, &run("1"), &pages);
}

/// Ids of all stories, by their first document's place.
fn ids(ledger: &Ledger) -> Vec<String> {
    let stories = ledger.stories(&StoryFilter::default()).unwrap();
    let id = |line: &AcrossLine| match line {
        AcrossLine::Story(story) => story.id.to_string(),
        _ => unreachable!("stories alone"),
    };
    let mut ids: Vec<String> = stories.iter().map(id).collect();
    ids.sort();
    ids
}

/// The id of a story whose first article has this place.
fn id_of(ledger: &mut Ledger, at: usize) -> String {
    let document = ledger.regroup(&run("stories")).unwrap().articles().unwrap()[at].document;
    Id::of(IdKind::Story, &[document.to_string().as_bytes()]).to_string()
}

#[test]
fn what_stays_is_not_told_again() {
    let mut ledger = ledger(4);
    assert_eq!(regroup(&mut ledger, &[&[0, 1]]), 3);
    assert_eq!(regroup(&mut ledger, &[&[0, 1]]), 0);
    assert_eq!(ids(&ledger).len(), 3);
    assert!(ledger.are_stories_current(run("stories").id()).unwrap());
    assert!(!ledger.are_stories_current(run("others").id()).unwrap());
    assert_eq!(regroup(&mut ledger, &[&[0, 1], &[2, 3]]), 1);
    assert_eq!(ids(&ledger).len(), 2);
    grow(&mut ledger, 4..5);
    assert!(!ledger.are_stories_current(run("stories").id()).unwrap());
}

#[test]
fn old_ids_lead_to_what_took_their_place() {
    let mut ledger = ledger(4);
    regroup(&mut ledger, &[&[0, 1], &[2, 3]]);
    let (first, third) = (id_of(&mut ledger, 0), id_of(&mut ledger, 2));
    // Merged into the first, then the first is told under another name.
    regroup(&mut ledger, &[&[0, 1, 2, 3]]);
    let found = ledger.story(&third).unwrap().unwrap();
    assert!(
        matches!(&found[0], AcrossLine::Story(story) if story.id.to_string() == first && story.documents == 4)
    );
    regroup(&mut ledger, &[&[1, 0, 2, 3]]);
    assert_eq!(ids(&ledger), std::slice::from_ref(&first), "the same members are the same story");
    assert_eq!(ledger.story(&first[..10]).unwrap().unwrap().len(), 6);
    assert_eq!(ledger.story("sto-00000000").unwrap(), None);
    assert!(matches!(ledger.story("doc-00000000"), Err(Error::BadId { .. })));
}

#[test]
fn stories_and_agreements_are_filtered() {
    let mut ledger = ledger(3);
    regroup(&mut ledger, &[&[0, 1]]);
    let number = |filter: StoryFilter| {
        (ledger.stories(&filter).unwrap().len(), ledger.agreements(&filter).unwrap().len())
    };
    assert_eq!(number(StoryFilter::default()), (2, 2));
    assert_eq!(number(StoryFilter { documents: 2, ..StoryFilter::default() }), (1, 1));
    assert_eq!(
        number(StoryFilter {
            text: Some("bridge".into()),
            limit: Some(1),
            ..StoryFilter::default()
        }),
        (1, 1)
    );
    assert_eq!(
        number(StoryFilter { text: Some("river".into()), ..StoryFilter::default() }),
        (0, 0)
    );
    assert_eq!(
        number(StoryFilter { from: Some("2020-01-06".into()), ..StoryFilter::default() }),
        (0, 0)
    );
    assert_eq!(
        number(StoryFilter { to: Some("2020-01".into()), ..StoryFilter::default() }),
        (2, 2)
    );
    assert_eq!(
        number(StoryFilter { subject: Some("event".into()), ..StoryFilter::default() }).1,
        0
    );
    let relations = vec!["denied".to_owned(), "conflict".to_owned()];
    assert_eq!(number(StoryFilter { relations, ..StoryFilter::default() }).1, 2);
}

#[test]
fn deleted_they_come_back_the_same() {
    let mut ledger = ledger(4);
    regroup(&mut ledger, &[&[0, 1], &[2, 3]]);
    let all = |ledger: &Ledger| {
        ids(ledger).iter().map(|id| ledger.story(id).unwrap().unwrap()).collect::<Vec<_>>()
    };
    let before = all(&ledger);
    ledger.forget_stories().unwrap();
    assert!(ids(&ledger).is_empty());
    assert!(!ledger.are_stories_current(run("stories").id()).unwrap());
    regroup(&mut ledger, &[&[0, 1], &[2, 3]]);
    assert_eq!(all(&ledger), before);
    assert!(ledger.verify().unwrap().faults.is_empty());
}
