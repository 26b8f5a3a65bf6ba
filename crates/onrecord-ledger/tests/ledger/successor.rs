//! From a line of an older run to what took its place.

use onrecord_ledger::Ledger;
use onrecord_model::record::Line;
use onrecord_model::{Act, Capture, OffsetMap, Role, TextBuilder};

use crate::common::{Page, STRELSAU, add, raid, read, run, strelsau};

#[test]
fn an_old_statement_leads_to_the_one_in_its_place() {
    let mut ledger = Ledger::in_memory().unwrap();
    let old = strelsau().read("a", &run("1"));
    add(&mut ledger, &run("1"), std::slice::from_ref(&old));
    assert_eq!(ledger.successor(&old.lines[1]).unwrap(), None, "it is the newest");

    // The newer run leaves out the title and cuts the content otherwise.
    let at = STRELSAU.find("The “old”").unwrap();
    let mut page = Page::new(&STRELSAU[at..])
        .says("the mayor", "“old” bridge in Strelsau", Act::Assert)
        .says("the mayor", "will be closed", Act::Assert);
    page.parts.map = OffsetMap::identity(
        u32::try_from(STRELSAU.len() - at).unwrap(),
        u32::try_from(at).unwrap(),
    );
    let capture = Capture::new(STRELSAU.as_bytes().to_vec()).unwrap();
    let new = read(&capture, &[page], "a", &run("2"));
    add(&mut ledger, &run("2"), std::slice::from_ref(&new));

    assert_eq!(ledger.line(&old.lines[1].id().to_string()).unwrap().as_ref(), Some(&old.lines[1]));
    assert_eq!(ledger.successor(&old.lines[0]).unwrap().as_ref(), Some(&new.lines[0]));
    assert_eq!(
        ledger.successor(&old.lines[1]).unwrap().as_ref(),
        Some(&new.lines[1]),
        "most in common"
    );
    assert_eq!(ledger.successor(&old.lines[2]).unwrap(), None, "nothing follows it");
    assert_eq!(ledger.successor(&new.lines[1]).unwrap(), None);

    // Over two runs it leads to the newest at once.
    let third = strelsau().read("a", &run("3"));
    add(&mut ledger, &run("3"), std::slice::from_ref(&third));
    for (old, new) in old.lines.iter().zip(&third.lines) {
        assert_eq!(
            ledger.successor(old).unwrap().as_ref(),
            Some(new),
            "the same id, of the newer run"
        );
        assert_eq!(ledger.line(&old.id().to_string()).unwrap().as_ref(), Some(new));
    }
    assert_eq!(ledger.successor(&new.lines[2]).unwrap().as_ref(), Some(&third.lines[1]));
}

#[test]
fn events_and_figures_have_successors_too() {
    let mut ledger = Ledger::in_memory().unwrap();
    let old = raid().read("a", &run("1"));
    add(&mut ledger, &run("1"), std::slice::from_ref(&old));
    // The newer run finds other parties, and one of two figures.
    let mut page = raid();
    for deed in &mut page.events {
        deed.actor = "the mayor".into();
    }
    page.events.reverse();
    for deed in &mut page.events {
        (deed.about, deed.killed) = (None, None);
    }
    page.figures.pop();
    let new = page.read("a", &run("2"));
    add(&mut ledger, &run("2"), std::slice::from_ref(&new));
    let successor = |at: usize| ledger.successor(&old.lines[at]).unwrap();
    for (at, next) in [(2, 4), (3, 3), (4, 2), (5, 5)] {
        assert_ne!(old.lines[at].to_json(), new.lines[next].to_json());
        assert_eq!(successor(at).as_ref(), Some(&new.lines[next]), "{at}");
    }
    assert_eq!(successor(6).as_ref(), Some(&new.lines[5]), "the number in common");
}

#[test]
fn of_equals_the_same_act_and_the_shortest_win() {
    let mut ledger = Ledger::in_memory().unwrap();
    let said = "will be closed";
    let old = Page::new(STRELSAU).says("the mayor", said, Act::Announce).read("a", &run("1"));
    let new = Page::new(STRELSAU)
        .says("the mayor", said, Act::Assert)
        .says("the mayor", "in Strelsau will be closed", Act::Announce)
        .says("Café owners", "Strelsau will be closed", Act::Announce)
        .read("a", &run("2"));
    add(&mut ledger, &run("1"), std::slice::from_ref(&old));
    add(&mut ledger, &run("2"), std::slice::from_ref(&new));
    assert_eq!(ledger.successor(&old.lines[1]).unwrap().as_ref(), Some(&new.lines[3]));
}

#[test]
fn documents_follow_by_bytes_of_the_capture_not_of_the_text() {
    let capture = Capture::new(b"<p>AT&amp;T spoke</p><p>Others did not</p>".to_vec()).unwrap();
    let page = |build: &dyn Fn(&mut TextBuilder), role| {
        let mut builder = TextBuilder::default();
        build(&mut builder);
        let (text, map) = builder.finish();
        let mut page = Page::default();
        (page.parts.text, page.parts.map, page.parts.role) = (text, map, Some(role));
        page
    };
    let span = onrecord_model::Span::new;
    let first = page(
        &|text| {
            text.keep("AT", 3);
            text.replace("&", span(5, 10));
            text.keep("T spoke", 10);
        },
        Role::Article,
    );
    let second = page(&|text| text.keep("Others did not", 24), Role::Comment);
    let both = page(
        &|text| {
            text.insert("— ");
            text.keep("T spoke", 10);
            text.insert("\n\n");
            text.keep("Others did not", 24);
        },
        Role::Article,
    );
    let mut ledger = Ledger::in_memory().unwrap();
    let apart = read(&capture, &[first, second], "a", &run("1"));
    let joined = read(&capture, &[both], "a", &run("2"));
    add(&mut ledger, &run("1"), std::slice::from_ref(&apart));
    add(&mut ledger, &run("2"), std::slice::from_ref(&joined));
    crate::common::assert_whole(&ledger);
    for line in &apart.lines {
        assert_eq!(ledger.successor(line).unwrap().as_ref(), Some(&joined.lines[0]));
    }
    add(&mut ledger, &run("3"), &[read(&capture, &[], "a", &run("3"))]);
    assert_eq!(
        ledger.successor(&joined.lines[0]).unwrap(),
        None,
        "the newest run found no document"
    );
    assert_eq!(ledger.documents(&onrecord_ledger::Filter::default()).unwrap(), [] as [Line; 0]);
}
