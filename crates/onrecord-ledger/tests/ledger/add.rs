//! What goes in comes out, once.

use crate::common::{
    Page, Reading, add, assert_whole, documents, events, export, figures, raid, read, run, sorted,
    statements, strelsau,
};
use onrecord_ledger::{Added, Entry, Error, Ledger, Noted, Sighting};
use onrecord_model::record::Line;
use onrecord_model::{Act, Capture, Notice, Outcome, Span};

#[test]
fn what_goes_in_comes_out() {
    let (run, folder) = (run("1"), tempfile::tempdir().unwrap());
    let path = folder.path().join("ledger.db");
    let reading = strelsau().read("a.html", &run);
    let id = reading.capture.as_ref().unwrap().id().to_string();
    {
        let mut ledger = Ledger::open(&path).unwrap();
        assert!(!ledger.has_reading(&id, run.id()).unwrap());
        let added = add(&mut ledger, &run, std::slice::from_ref(&reading));
        assert_eq!(
            added,
            Added { captures: 1, sightings: 1, documents: 1, statements: 2, ..Added::default() }
        );
    }
    for ledger in [Ledger::open(&path).unwrap(), Ledger::open_read_only(&path).unwrap()] {
        assert!(ledger.has_reading(&id, run.id()).unwrap());
        assert_eq!(export(&ledger), sorted(std::slice::from_ref(&reading)));
        assert_eq!(documents(&ledger), reading.lines[..1]);
        assert_eq!(statements(&ledger), reading.lines[1..]);
        assert_eq!(ledger.capture(&id).unwrap().unwrap(), crate::common::STRELSAU.as_bytes());
        assert_eq!(ledger.capture("0000").unwrap(), None);
        let seen = ledger.sightings().unwrap();
        assert_eq!(seen.len(), 1);
        assert_eq!(seen[0].sighting, reading.sighting);
        assert_eq!((seen[0].capture.as_ref(), seen[0].outcome.as_str()), (Some(&id), "read"));
        let checked = ledger.verify().unwrap();
        assert_eq!((checked.captures, checked.documents, checked.statements), (1, 1, 2));
        assert_eq!(checked.faults, []);
    }
}

#[test]
fn events_and_figures_come_out_as_they_went_in() {
    let run = run("1");
    let mut ledger = Ledger::in_memory().unwrap();
    let reading = raid().read("a", &run);
    let added = add(&mut ledger, &run, std::slice::from_ref(&reading));
    assert_eq!((added.statements, added.events, added.figures), (1, 3, 2));
    assert_eq!(export(&ledger), sorted(std::slice::from_ref(&reading)));
    // In the order of the text: threatened, raid, killed.
    assert_eq!(events(&ledger), [2, 1, 3].map(|at| reading.lines[at + 1].clone()));
    assert_eq!(figures(&ledger), reading.lines[5..]);
    for line in &reading.lines {
        let stored = ledger.line(&line.id().to_string()).unwrap().unwrap();
        assert_eq!(stored.to_json(), line.to_json(), "to the last digit");
    }
    let checked = ledger.verify().unwrap();
    assert_eq!((checked.events, checked.figures), (3, 2));
    assert_eq!(checked.faults, []);
    let mut alone = reading.clone();
    alone.lines.remove(0);
    let error = Ledger::in_memory().unwrap().add(&run, &[alone.entry()]).unwrap_err();
    assert!(matches!(error, Error::Invalid { .. }), "{error}");
}

#[test]
fn adding_again_adds_nothing() {
    let run = run("1");
    let mut ledger = Ledger::in_memory().unwrap();
    let mut reading = strelsau().read("a.html", &run);
    reading.notices =
        vec![Notice::new("doubt", "a doubt"), Notice::new("doubt", "a place").at(Span::new(3, 4))];
    reading.outcome = Outcome::Partly("a doubt".into());
    add(&mut ledger, &run, std::slice::from_ref(&reading));
    assert_eq!(add(&mut ledger, &run, std::slice::from_ref(&reading)), Added::default());
    // In one batch, too; and the time of the first sighting stays.
    let mut later = reading.clone();
    later.sighting.at = Some("2024-01-01T00:00:00Z".into());
    assert_eq!(add(&mut ledger, &run, &[reading.clone(), later]), Added::default());
    assert_eq!(ledger.sightings().unwrap()[0].sighting, reading.sighting);
    assert_eq!(ledger.notices().unwrap().len(), 2);
    // Elsewhere it is a new sighting of the same capture.
    let mut elsewhere = reading.clone();
    elsewhere.sighting.url = Some("https://echo.example/1".into());
    let added = add(&mut ledger, &run, &[elsewhere]);
    assert_eq!(added, Added { sightings: 1, ..Added::default() });
    assert_eq!(ledger.sightings().unwrap().len(), 2);
    assert_eq!(export(&ledger).len(), 3);
    assert_whole(&ledger);
}

#[test]
fn a_new_run_adds_its_lines_beside_the_old() {
    let mut ledger = Ledger::in_memory().unwrap();
    add(&mut ledger, &run("1"), &[strelsau().read("a", &run("1"))]);
    let newer = strelsau().read("a", &run("2"));
    let added = add(&mut ledger, &run("2"), std::slice::from_ref(&newer));
    assert_eq!(added, Added { documents: 1, statements: 2, ..Added::default() });
    assert_eq!(export(&ledger), sorted(&[newer]));
    assert_eq!(ledger.verify().unwrap().documents, 2);
    assert_whole(&ledger);
}

#[test]
fn what_could_not_be_read_is_kept_as_a_sighting() {
    let run = run("1");
    let mut ledger = Ledger::in_memory().unwrap();
    let (capture, refused) =
        (Capture::new(vec![0xFF; 9]).unwrap(), Outcome::Refused("not a text".into()));
    let sighting = Sighting { path: "picture.png".into(), ..Sighting::default() };
    for capture in [None, Some(&capture)] {
        let notices = [Notice::new("refused", "not a text")];
        let entry = Entry {
            capture,
            sighting: &sighting,
            outcome: &refused,
            notices: &notices,
            lines: &[],
            mentions: &[],
            actors: &[],
            sketches: &[],
        };
        assert_eq!(ledger.add(&run, &[entry]).unwrap().sightings, 1);
        assert_eq!(ledger.add(&run, &[entry]).unwrap().sightings, 0);
    }
    assert!(!ledger.has_reading(capture.id().as_str(), run.id()).unwrap());
    let seen = ledger.sightings().unwrap();
    assert_eq!(
        (seen[0].outcome.as_str(), seen[0].reason.as_deref()),
        ("refused", Some("not a text"))
    );
    assert_eq!((&seen[0].capture, &seen[1].capture), (&None, &Some(capture.id().to_string())));
    let noted = Noted {
        path: "picture.png".into(),
        capture: None,
        run: run.id().to_string(),
        code: "refused".into(),
        message: "not a text".into(),
        place: None,
    };
    assert_eq!(ledger.notices().unwrap()[0], noted);
    assert_whole(&ledger);
}

/// A change that makes an entry contradict itself.
type Spoil = fn(&mut Reading);

#[test]
fn an_entry_that_contradicts_itself_is_not_added() {
    let one = run("1");
    let good = strelsau().read("a", &one);
    let bad: [(&str, Spoil); 6] = [
        ("without its bytes", |reading| reading.capture = None),
        ("refused, but with lines", |reading| reading.outcome = Outcome::Refused("no".into())),
        ("made by run-", |reading| reading.lines = strelsau().read("a", &run("2")).lines),
        ("of another capture", |reading| reading.capture = Some(Capture::new(vec![1]).unwrap())),
        ("does not come with it", |reading| drop(reading.lines.remove(0))),
        ("cannot add a sketch", |reading| reading.lines.clear()),
    ];
    let mut ledger = Ledger::in_memory().unwrap();
    for (message, spoil) in bad {
        let mut reading = good.clone();
        spoil(&mut reading);
        let error = ledger.add(&one, &[good.entry(), reading.entry()]).unwrap_err();
        assert!(
            matches!(error, Error::Invalid { .. }) && error.to_string().contains(message),
            "{error}"
        );
        assert_eq!(ledger.sightings().unwrap(), [], "all of a batch is kept or none");
    }
}

#[test]
fn of_two_lines_with_one_id_the_first_is_kept() {
    let run = run("1");
    let mut ledger = Ledger::in_memory().unwrap();
    let mut reading = strelsau().read("a", &run);
    let first = reading.lines.clone();
    reading.lines.extend(first.clone());
    let Line::Statement(mut other) = first[1].clone() else { panic!() };
    other.by = "another rule".into();
    reading.lines.push(Line::Statement(other));
    let added = add(&mut ledger, &run, &[reading]);
    assert_eq!((added.documents, added.statements), (1, 2));
    assert_eq!(statements(&ledger), first[1..]);
    let noted = ledger.notices().unwrap();
    assert_eq!((noted.len(), noted[0].code.as_str()), (1, "same-id"));
}

#[test]
fn a_capture_may_hold_several_documents() {
    let run = run("1");
    let capture = Capture::new(b"First page. Second page.".to_vec()).unwrap();
    let page = |text: &str, at| {
        let mut page = Page::new(text);
        page.parts.map =
            onrecord_model::OffsetMap::identity(u32::try_from(text.len()).unwrap(), at);
        page
    };
    let pages =
        [page("First page.", 0).says("First", "page", Act::Assert), page("Second page.", 12)];
    let reading = read(&capture, &pages, "two", &run);
    let mut ledger = Ledger::in_memory().unwrap();
    assert_eq!(add(&mut ledger, &run, std::slice::from_ref(&reading)).documents, 2);
    assert_eq!(export(&ledger), sorted(&[reading]));
    assert_whole(&ledger);
}
