//! onrecord reads news as it is found in the wild and puts on record who said what.
//!
//! This is the edge: the only crate that opens files, looks at the environment and talks to
//! people. What captures say is read by `onrecord-intake` and `onrecord-engine`, kept by
//! `onrecord-ledger`.

mod across;
mod actors;
mod add;
mod args;
mod capture;
mod dataset;
mod duplicate;
mod eval;
mod explain;
mod export;
mod failure;
mod flat;
mod kb;
mod list;
#[cfg(test)]
mod manual;
mod out;
mod parallel;
mod read;
mod reading;
mod safe;
mod sentences;
mod show;
mod size;
mod stories;
mod table;
mod tally;
mod walk;

use std::io::Write;
use std::process::ExitCode;

use anyhow::Result;
use clap::{CommandFactory, Parser};
use onrecord_ledger::Verdict;

use crate::args::{Cli, Command};
use crate::failure::{Status, code_of, hint_of, is_broken_pipe};
use crate::out::{Console, Out, World};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let world = World::look();
    let mut console = Console::new(cli.global.quiet);
    match run(&cli, &mut console, world) {
        Ok(status) => status.into(),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            console.finish();
            console.error(&format!("{error:#}"), hint_of(&error));
            code_of(&error)
        }
    }
}

fn run(cli: &Cli, console: &mut Console, world: World) -> Result<Status> {
    let ledger = cli.global.ledger.as_path();
    match &cli.command {
        Command::Read(args) => read::run(args, console, world),
        Command::Sentences(args) => sentences::run(args, console, world),
        Command::Add(args) => add::run(args, ledger, console, world),
        Command::Stories(args) => stories::stories(args, ledger, console, world),
        Command::Conflicts(args) => stories::conflicts(args, ledger, console, world),
        Command::Timeline(args) => stories::timeline(args, ledger, console, world),
        Command::Documents(args) => list::documents(args, ledger, console, world),
        Command::Statements(args) => list::statements(args, ledger, console, world),
        Command::Events(args) => list::event::events(args, ledger, console, world),
        Command::Figures(args) => list::event::figures(args, ledger, console, world),
        Command::Actors(args) => actors::run(args, ledger, console, world),
        Command::Search(args) => list::search(args, ledger, console, world),
        Command::Captures(args) => list::captures(args, ledger, console, world),
        Command::Show(args) => show::run(args, ledger, console, world),
        Command::Merge(args) => actors::judge::run(args, Verdict::Merge, ledger, console),
        Command::Split(args) => actors::judge::run(args, Verdict::Split, ledger, console),
        Command::Explain(args) => explain::run(args, ledger, console, world),
        Command::Verify => show::verify(ledger, console, world),
        Command::Export(args) => export::run(args, ledger, console),
        Command::Kb(args) => kb::run(args, console, world),
        Command::Eval(args) => eval::run(args, world),
        Command::Completions { shell } => completions(*shell, world),
    }
}

fn completions(shell: clap_complete::Shell, world: World) -> Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "onrecord", &mut script);
    let mut out = Out::new(world);
    out.write_all(&script)?;
    out.flush()?;
    Ok(Status::Done)
}
