//! `onrecord actors`: who is mentioned in the ledger; and what is judged of them.

pub(crate) mod judge;
mod line;
mod own;
pub(crate) mod show;

use std::path::Path;

use anyhow::Result;
use onrecord_knowledge::{Kind, Knowledge, Subject, fold};
use onrecord_ledger::{ActorFilter, Judgement, Ledger, OpenName};
use onrecord_model::record::ActorLine;
use serde_json::{Value, json};

pub(crate) use self::own::own;
use crate::args::{ActorsArgs, ListFormat};
use crate::failure::{Status, hinted};
use crate::flat::{self, ACTOR_COLUMNS, JUDGEMENT_COLUMNS, OPEN_COLUMNS, Rows};
use crate::kb::{dotted, load};
use crate::list::{Sheet, open};
use crate::out::{Console, Out, World};
use crate::read::print_lines;
use crate::table::{self, Layout, Style};
use crate::tally::count;

/// `onrecord actors`
pub(crate) fn run(
    args: &ActorsArgs,
    path: &Path,
    console: &mut Console,
    world: World,
) -> Result<Status> {
    let ledger = open(path)?;
    if args.judgements {
        return judgements(args, &ledger, console, world);
    }
    let filter =
        ActorFilter { kind: args.kind.clone(), name: args.name.clone(), unknown: args.unknown };
    if args.open {
        return open_names(args, ledger.open_names(&filter)?, console, world);
    }
    let knowledge = load::knowledge(&args.layers.paths(), args.layers.options(), console)?;
    let country = args.country.as_deref().map(|name| country(&knowledge, name)).transpose()?;
    let judged = ledger.judgements()?;
    let base = knowledge.base();
    let mut lines: Vec<ActorLine> = Vec::new();
    for actor in ledger.actors(&filter)? {
        if lines.len() == limit(args) {
            break;
        }
        let subjects = || actor.ids.iter().filter_map(|actor| base.subject(&actor.id));
        let of = || line::country(base, &subjects().collect::<Vec<_>>());
        if country.is_none_or(|country| of() == Some(country)) {
            lines.push(line::line(&ledger, &knowledge, &actor, &judged)?);
        }
    }
    let mut sheet = Sheet::new(&args.listing, console, world);
    match sheet.format {
        ListFormat::Jsonl => print_lines(&mut sheet.out, &lines)?,
        ListFormat::Csv | ListFormat::Tsv => {
            let mut rows = Rows::new(&mut sheet.out, &ACTOR_COLUMNS, sheet.format)?;
            lines.iter().try_for_each(|line| rows.row(&flat::actor(line)))?;
            rows.finish()?;
        }
        ListFormat::Table => {
            lines.iter().try_for_each(|line| block(&mut sheet.out, sheet.layout, line))?;
        }
    }
    sheet.end(lines.len(), "actor")
}

fn limit(args: &ActorsArgs) -> usize {
    args.listing.limit.map_or(usize::MAX, |limit| limit as usize)
}

/// The id of a country, from its id or a name.
pub(crate) fn country<'k>(knowledge: &'k Knowledge, name: &str) -> Result<&'k str> {
    let base = knowledge.base();
    let is_land = |subject: &Subject| base.kind(*subject).is_some_and(Kind::is_land);
    let named = || base.named(&fold(name)).map(|named| named.subject).find(is_land);
    let found = base.subject(name).filter(is_land).or_else(named);
    found.map(|subject| base.id(subject)).ok_or_else(|| {
        let hint = "give a name or an id; `onrecord kb find --kind country NAME` lists countries";
        hinted(format!("no country is known as {name:?}"), hint)
    })
}

/// An id as people see it: those of hashes are cut.
fn short(id: &str) -> String {
    id.parse().map_or_else(|_| id.to_owned(), table::short_id)
}

/// When it is mentioned: `2019-07-01 to 2020-01-05`.
fn dates(line: &ActorLine) -> String {
    match (&line.first, &line.last) {
        (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
        (Some(day), _) | (None, Some(day)) => day.clone(),
        (None, None) => String::new(),
    }
}

/// How often it is mentioned: `3 mentions in 2 documents`.
fn frequency(mentions: u64, documents: u64) -> String {
    format!("{} in {}", count(mentions, "mention"), count(documents, "document"))
}

/// An actor: name, then what is known of it.
fn block(out: &mut Out, layout: Layout, line: &ActorLine) -> Result<()> {
    layout.paragraph(out, "", &line.name, Some(Style::Bold))?;
    let often = frequency(line.mentions, line.documents);
    let codes = line.codes.join(" ");
    let facts = [&short(&line.id), &line.actor_kind, &codes, &often, &dates(line)];
    layout.paragraph(out, "    ", &dotted(facts.map(String::as_str)), None)?;
    let merged = line.joined.iter().filter(|joined| joined.by == "merge");
    for other in merged {
        let text = format!("merged with {} · {}", short(&other.actor), other.name);
        layout.paragraph(out, "    ", &text, None)?;
    }
    Ok(())
}

/// `onrecord actors --open`
fn open_names(
    args: &ActorsArgs,
    mut names: Vec<OpenName>,
    console: &mut Console,
    world: World,
) -> Result<Status> {
    names.truncate(limit(args));
    let mut sheet = Sheet::new(&args.listing, console, world);
    match sheet.format {
        ListFormat::Jsonl => {
            let lines: Vec<Value> = names.iter().map(open_line).collect();
            print_lines(&mut sheet.out, &lines)?;
        }
        ListFormat::Csv | ListFormat::Tsv => {
            let mut rows = Rows::new(&mut sheet.out, &OPEN_COLUMNS, sheet.format)?;
            names.iter().try_for_each(|name| rows.row(&flat::open(name)))?;
            rows.finish()?;
        }
        ListFormat::Table => {
            for name in &names {
                let often = frequency(name.mentions, name.documents);
                sheet.layout.paragraph(&mut sheet.out, "", &name.quote, Some(Style::Bold))?;
                let text = dotted([&*name.label, &*flat::candidates(name), &*often]);
                sheet.layout.paragraph(&mut sheet.out, "    ", &text, None)?;
            }
        }
    }
    sheet.end(names.len(), "open name")
}

fn open_line(name: &OpenName) -> Value {
    let candidate = |(actor, score): &(String, f32)| json!({"actor": actor, "score": score});
    json!({
        "kind": "open",
        "schema": onrecord_model::SCHEMA,
        "name": name.quote,
        "label": name.label,
        "candidates": name.candidates.iter().map(candidate).collect::<Vec<_>>(),
        "mentions": name.mentions,
        "documents": name.documents,
    })
}

/// `onrecord actors --judgements`
fn judgements(
    args: &ActorsArgs,
    ledger: &Ledger,
    console: &mut Console,
    world: World,
) -> Result<Status> {
    let mut judged = ledger.judgements()?;
    judged.truncate(limit(args));
    let mut sheet = Sheet::new(&args.listing, console, world);
    match sheet.format {
        ListFormat::Jsonl => {
            let lines: Vec<Value> = judged.iter().map(judgement_line).collect();
            print_lines(&mut sheet.out, &lines)?;
        }
        ListFormat::Csv | ListFormat::Tsv => {
            let mut rows = Rows::new(&mut sheet.out, &JUDGEMENT_COLUMNS, sheet.format)?;
            judged.iter().try_for_each(|judged| rows.row(&flat::judgement(judged)))?;
            rows.finish()?;
        }
        ListFormat::Table => {
            for judged in &judged {
                sheet.layout.paragraph(&mut sheet.out, "", &told(judged), None)?;
            }
        }
    }
    sheet.end(judged.len(), "judgement")
}

/// A judgement for people.
fn told((judged, counts): &(Judgement, bool)) -> String {
    let Judgement { verdict, first, second, who, at, because } = judged;
    let what = format!("{} {} {}", verdict.name(), short(first), short(second));
    let after = if *counts { "" } else { "no longer counts" };
    dotted([at.as_str(), who, &what, because.as_deref().unwrap_or_default(), after])
}

fn judgement_line((judged, counts): &(Judgement, bool)) -> Value {
    json!({
        "kind": "judgement",
        "schema": onrecord_model::SCHEMA,
        "verdict": judged.verdict.name(),
        "first": judged.first,
        "second": judged.second,
        "who": judged.who,
        "at": judged.at,
        "because": judged.because,
        "counts": counts,
    })
}
