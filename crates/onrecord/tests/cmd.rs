//! Transcripts of the command line: `tests/cmd/*.md`, which are its manual by example too.
//!
//! `TRYCMD=overwrite cargo test -p onrecord --test cmd` writes what is printed now.

#[test]
fn transcripts() {
    trycmd::TestCases::new()
        .env("ONRECORD_LEDGER", "record.db")
        .env("COLUMNS", "80")
        .case("tests/cmd/*.md");
}
