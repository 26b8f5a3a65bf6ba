//! The transcripts in README.md (blocks marked `console`) are what the program prints.
//!
//! `UPDATE=1 cargo test -p onrecord --test readme` writes what is printed now.

use std::path::Path;
use std::process::Command;

#[test]
fn transcripts_of_the_readme_are_true() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let path = root.join("README.md");
    let text = std::fs::read_to_string(&path).unwrap();
    // What the README keeps, for the lists of it.
    let folder = tempfile::tempdir().unwrap();
    let ledger = folder.path().join("onrecord.db");
    let onrecord = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        command.current_dir(&root).env("ONRECORD_LEDGER", &ledger);
        command
    };
    assert!(onrecord().args(["-q", "add", "examples"]).status().unwrap().success());
    let mut printed = String::new();
    let mut blocks = 0;
    let mut rest = text.as_str();
    while let Some((before, block)) = rest.split_once("```console\n") {
        let (transcript, after) = block.split_once("```").unwrap();
        let command = transcript.lines().next().unwrap();
        let arguments: Vec<&str> =
            command.strip_prefix("$ onrecord ").unwrap().split(' ').collect();
        let run = onrecord().args(arguments).output().unwrap();
        assert!(run.status.success(), "{command}");
        let output = String::from_utf8(run.stdout).unwrap();
        printed.extend([before, "```console\n", command, "\n", output.trim_end(), "\n```"]);
        rest = after;
        blocks += 1;
    }
    printed.push_str(rest);
    assert!(blocks > 0, "README.md has no transcript");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &printed).unwrap();
    } else {
        assert!(
            text == printed,
            "README.md is stale: UPDATE=1 cargo test -p onrecord --test readme\n{printed}"
        );
    }
}
