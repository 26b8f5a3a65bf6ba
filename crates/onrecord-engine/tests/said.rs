//! Walks the tables of what becomes of what is said: implicatives, conditions, folds. Each row has its effect in
//! its passage, and not in its near miss.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::panic,
    reason = "reads the tables as files of the repository, which the engine reads too"
)]

use std::fmt::Write as _;
use std::path::Path;

use expect_test::expect_file;
use onrecord_engine::{Engine, Reading, testing};
use onrecord_model::Factuality;

/// The rows of a table of the engine: two columns, its passage and its near miss, which stand last.
fn rows(name: &str, columns: [usize; 2]) -> Vec<[String; 4]> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tables").join(name);
    let text = std::fs::read_to_string(path).unwrap();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let [.., yes, no] = *cells else { panic!("{name}: {line}") };
        [cells[columns[0]], cells[columns[1]], yes, no].map(str::to_owned)
    };
    text.lines().filter(|line| !line.starts_with('#')).skip(1).map(row).collect()
}

/// The rows that do not hold, as lines of a `today` table.
fn failing(
    name: &str,
    columns: [usize; 2],
    has: impl Fn(&Reading, &str, &str) -> bool,
) -> (String, usize) {
    let engine = Engine::new();
    let mut failed = String::new();
    let rows = rows(name, columns);
    for [word, effect, yes, no] in &rows {
        let found =
            |passage: &str| has(&engine.read(&testing::document(passage, None)), word, effect);
        if !found(yes) {
            let _ = writeln!(failed, "{name}\t{word}\tmissed\t{yes}");
        }
        if found(no) {
            let _ = writeln!(failed, "{name}\t{word}\tfound\t{no}");
        }
    }
    let count = failed.lines().count();
    (format!("# {count} of {} passages\n{failed}", 2 * rows.len()), rows.len())
}

/// Rows that do not hold today are listed in a file, so that each change of that list is seen, the other way
/// than hoped for too; `UPDATE_EXPECT=1` writes it. Most are alike: a saying without content
/// (*warn its clients*) makes no statement, and one under an intention (*aims to announce*) none of its own.
#[test]
fn words_tell_whether_it_takes_place() {
    let (failed, count) = failing("implicatives.tsv", [0, 1], |reading, _, effect| {
        let effect = Factuality::from_name(effect);
        let mut statements = reading.statements.iter().map(|one| one.parts().factuality);
        let mut events = reading.events.iter().map(|one| one.parts().factuality);
        statements.any(|one| Some(one) == effect) || events.any(|one| Some(one) == effect)
    });
    expect_file!["tables/implicatives-today.tsv"].assert_eq(&failed);
    assert!(failed.lines().count() * 4 < 2 * count, "one passage in four fails");
}

#[test]
fn words_begin_what_it_depends_on() {
    let (failed, count) = failing("conditions.tsv", [0, 1], |reading, form, kind| {
        let conditions = reading.statements.iter().filter_map(|one| one.parts().condition.as_ref());
        let mut these = conditions.filter(|one| one.kind == kind);
        these.any(|one| one.evidence.quote().to_lowercase().starts_with(form))
    });
    expect_file!["tables/conditions-today.tsv"].assert_eq(&failed);
    assert!(failed.lines().count() * 8 < 2 * count, "one passage in eight fails");
}

#[test]
fn acts_and_words_are_folded() {
    let (failed, count) = failing("folds.tsv", [3, 4], |reading, plover, mode| {
        let mut events = reading.events.iter().map(onrecord_model::Event::parts);
        let fits = |own: Option<&str>| mode.is_empty() || own == Some(mode);
        events.any(|one| one.plover.name() == plover && fits(one.mode.as_deref()))
    });
    expect_file!["tables/folds-today.tsv"].assert_eq(&failed);
    assert!(failed.lines().count() * 8 < 2 * count, "one passage in eight fails");
}
