//! Walks the tables of events: each row tells an event of its type in its passages, and not in its near
//! misses.

use std::fmt::Write as _;

use expect_test::expect_file;
use onrecord_engine::{Engine, testing};

/// Rows that do not hold today are listed in a file, so that each change of that list is seen.
/// `UPDATE_EXPECT=1` writes it.
#[test]
fn rows_tell_events_where_they_should() {
    let engine = Engine::new();
    let mut failed = String::new();
    let rows = testing::event_rows(&engine);
    let count = rows.len();
    for (plover, lemma, [yes, also, no, nor]) in rows {
        let found = |passage: &str| {
            let events = engine.read(&testing::document(passage, None)).events;
            let is_one = |event: &onrecord_model::Event| {
                event.parts().plover.name() == plover && event.parts().by.starts_with("event@")
            };
            events.iter().any(is_one)
        };
        for passage in [yes, also].into_iter().filter(|passage| !found(passage)) {
            let _ = writeln!(failed, "{plover}\t{lemma}\tmissed\t{passage}");
        }
        for passage in [no, nor].into_iter().filter(|passage| found(passage)) {
            let _ = writeln!(failed, "{plover}\t{lemma}\tfound\t{passage}");
        }
    }
    expect_file!["tables/events-today.tsv"].assert_eq(&failed);
    assert!(failed.lines().count() * 8 < 4 * count, "one passage in eight fails");
}

/// Each context stands at an event of its passage, and at none of its near miss.
#[test]
fn words_tell_what_it_is_about() {
    let engine = Engine::new();
    let mut failed = String::new();
    for [context, yes, no] in testing::context_rows(&engine) {
        let has = |passage: &str| {
            let events = engine.read(&testing::document(passage, None)).events;
            events.iter().any(|event| event.parts().contexts.iter().any(|one| one == context))
        };
        if !has(yes) {
            let _ = writeln!(failed, "{context}\tmissed\t{yes}");
        }
        if has(no) {
            let _ = writeln!(failed, "{context}\tfound\t{no}");
        }
    }
    assert_eq!(failed, "");
}
