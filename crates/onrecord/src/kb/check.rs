//! `onrecord kb check`: what is in files of facts, and what is wrong with them.

use std::collections::BTreeSet;
use std::io::Write;

use anyhow::Result;
use onrecord_knowledge::{Fact, Form, Property, join};
use serde::Serialize;

use super::load::{self, File, Layer, at};
use crate::args::{KbCheckArgs, KbFormat};
use crate::failure::Status;
use crate::out::Console;
use crate::safe::safe;
use crate::tally::count;

#[derive(Serialize)]
struct Checked<'c> {
    files: &'c [Counts],
}

/// What is in a file.
#[derive(Serialize)]
struct Counts {
    path: String,
    form: &'static str,
    /// Actors, or agents.
    entries: usize,
    names: usize,
    codes: usize,
    problems: Vec<Fault>,
}

#[derive(Serialize)]
struct Fault {
    line: u32,
    what: String,
}

/// `onrecord kb check`
pub(super) fn run(
    args: &KbCheckArgs,
    out: &mut impl Write,
    console: &mut Console,
) -> Result<Status> {
    let options = args.layers.options();
    let below = load::built_in();
    let layers: Vec<Vec<File>> =
        args.layers.paths().iter().map(|path| load::whole(path, options)).collect::<Result<_>>()?;
    let (files, failed) = load::files(&args.paths, options);
    failed.iter().for_each(|reason| console.failed(reason));
    let mut known: Vec<Fact<'_>> = below.all_facts().collect();
    for files in &layers {
        known = join(&[known, files.iter().flat_map(|file| file.source.facts().0).collect()]);
    }
    let layer = Layer::of(&files, &known);
    let counts: Vec<Counts> = files
        .iter()
        .zip(&layer.facts)
        .zip(&layer.problems)
        .map(|((file, facts), problems)| {
            for problem in problems {
                console.failed(&format!("{}:{}", file.path.display(), at(problem)));
            }
            let faults = problems.iter().map(|p| Fault { line: p.line, what: p.what.clone() });
            count_of(file, facts, faults.collect())
        })
        .collect();
    match args.format {
        KbFormat::Json => super::json(out, &Checked { files: &counts })?,
        KbFormat::Table => counts.iter().try_for_each(|counts| line(out, counts))?,
    }
    let faults: usize = counts.iter().map(|counts| counts.problems.len()).sum();
    console.summary(&format!(
        "{}: {}",
        count(files.len() as u64, "file"),
        count(faults as u64, "problem")
    ));
    Ok(match (files.len(), failed.len() + faults) {
        (_, 0) => Status::Done,
        (0, _) => Status::Nothing,
        _ => Status::Faults,
    })
}

fn count_of(file: &File, facts: &[Fact<'_>], problems: Vec<Fault>) -> Counts {
    let said = || facts.iter().filter(|fact| !fact.retracts);
    let entries: BTreeSet<&str> = facts.iter().map(|fact| fact.subject).collect();
    let is_name = |property| {
        use Property::{Acronym, Alias, Name, Native, Short};
        matches!(property, Name | Alias | Acronym | Short | Native)
    };
    let agents = &file.source.agents;
    Counts {
        path: file.path.display().to_string(),
        form: file.form.name(),
        entries: entries.len() + agents.len(),
        names: said().filter(|fact| is_name(fact.property)).count()
            + agents.iter().map(|agent| agent.names.len()).sum::<usize>(),
        codes: said().filter(|fact| fact.property == Property::Code).count() + agents.len(),
        problems,
    }
}

fn line(out: &mut impl Write, counts: &Counts) -> Result<()> {
    let Counts { path, form, entries, names, codes, problems } = counts;
    let noun = if *form == Form::Agents.name() { "agent" } else { "actor" };
    let parts = [(*entries, noun), (*names, "name"), (*codes, "code"), (problems.len(), "problem")];
    let parts = parts.map(|(number, noun)| count(number as u64, noun));
    Ok(writeln!(out, "{} ({form}): {}", safe(path), parts.join(", "))?)
}
