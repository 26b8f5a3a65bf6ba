//! `docs/cli.md`, written from the help texts: this test fails when it is stale, and
//! `UPDATE=1 cargo test -p onrecord` writes it anew.

use std::fmt::Write;
use std::path::Path;

use clap::{Command, CommandFactory};

use crate::args::Cli;

const HEAD: &str = "\
<!-- Written from the help texts by `UPDATE=1 cargo test -p onrecord`; do not edit. -->

# The command line

Data goes to standard output, word on the work to standard error. On a terminal lists are tables; \
in a pipe they are JSON Lines (see `record.md`). Nothing needs colour to be understood.

| exit code | meaning |
|---|---|
| 0 | all was read, or done; also when the reader of our output went away (`onrecord … \\| head`) |
| 1 | nothing could be done: every input failed, the ledger cannot be opened, there is no such id |
| 2 | wrong usage |
| 3 | some inputs failed or were cut short, and are named; or `verify` found faults |

What goes wrong is named on standard error, one line each: `failed:` an input that was not read, or \
not to its end; `partly:` one of which something was left out; `note:` something to know; `error:` \
what ended the command, with a `hint:` below it. `--quiet` leaves `failed:` and `error:`.

Limits: a capture larger than `--max-size` after decompression is refused; a longer line of a JSON \
Lines file is skipped and the next ones are read; a few captures for each thread are held in memory, \
and no more. Output, messages and exit code are the same for any number of `--threads`. `read` \
compares a document with the latest 100,000 before it; `add` with all of the ledger. In CSV, a cell \
that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, a tab or a line break, \
also after blanks or quotes) gets a leading apostrophe; JSON Lines are the exact form.
";

fn manual() -> String {
    let mut text = HEAD.to_owned();
    let mut command = Cli::command().term_width(90).disable_help_subcommand(true);
    command.build();
    section(&mut text, &mut command);
    text
}

/// A command, then its subcommands.
fn section(text: &mut String, command: &mut Command) {
    let name = command.get_bin_name().unwrap_or("onrecord").to_owned();
    let help = command.render_long_help().to_string();
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    write!(text, "\n## {name}\n\n```text\n{}\n```\n", help.join("\n").trim_end()).unwrap();
    for sub in command.get_subcommands_mut() {
        section(text, sub);
    }
}

#[test]
fn the_manual_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/cli.md");
    let manual = manual();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &manual).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == manual, "docs/cli.md is stale: UPDATE=1 cargo test -p onrecord");
}
