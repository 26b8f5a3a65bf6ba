//! Walks the tables of reported speech: each row attributes in its passage, and not in its near miss.

use std::fmt::Write as _;

use expect_test::expect_file;
use onrecord_engine::{Engine, testing};

/// Rows that do not hold today are listed in a file, so that each change of that list is seen.
/// `UPDATE_EXPECT=1` writes it.
#[test]
fn rows_attribute_where_they_should() {
    let engine = Engine::new();
    let mut failed = String::new();
    let rows = testing::report_rows(&engine);
    let count = rows.len();
    for [table, form, yes, no] in rows {
        let found = |passage: &str| {
            let cues = testing::cues(&engine, &testing::document(passage, None));
            cues.iter().any(|cue| cue == form)
        };
        if !found(yes) {
            let _ = writeln!(failed, "{table}\t{form}\tmissed\t{yes}");
        }
        if found(no) {
            let _ = writeln!(failed, "{table}\t{form}\tfound\t{no}");
        }
    }
    expect_file!["tables/reports-today.tsv"].assert_eq(&failed);
    assert!(failed.lines().count() * 5 < 2 * count, "one passage in five fails");
}
