//! `onrecord timeline`: events by their own date, statements by when they were said, publication apart.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::Result;
use onrecord_ledger::{EventFilter, Filter, Ledger};
use onrecord_model::Id;
use onrecord_model::record::{AcrossLine, Line, ParticipantLine};
use serde::Serialize;

use super::find;
use crate::across::open_with_stories;
use crate::args::{ListFormat, TimelineArgs};
use crate::failure::Status;
use crate::flat::Rows;
use crate::list::{Sheet, named};
use crate::out::{Console, World};
use crate::read::print_lines;
use crate::table::{self, Style};

/// Columns.
const COLUMNS: [&str; 7] = ["date", "of", "item", "document", "published", "outlet", "text"];

/// What stands at one time of a time line.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename = "moment")]
struct Moment {
    schema: u32,
    /// The run of the item.
    run: Id,
    /// Its own date, as far as the text tells it.
    date: Option<String>,
    /// `event`, `statement` or `document`.
    of: &'static str,
    item: Id,
    document: Id,
    published: Option<String>,
    outlet: Option<String>,
    text: String,
}

/// `onrecord timeline`
pub(crate) fn timeline(
    args: &TimelineArgs,
    path: &Path,
    console: &mut Console,
    world: World,
) -> Result<Status> {
    let ledger = open_with_stories(path)?;
    let lines = if args.id.starts_with("sto-") {
        of_story(&ledger, args)?
    } else {
        of_actor(&ledger, args)?
    };
    let mut moments: Vec<Moment> = lines.iter().filter_map(|line| moment(&ledger, line)).collect();
    // What tells no date of its own took place, or was said, by the day on which it was published.
    let time = |moment: &Moment| moment.date.clone().or(moment.published.clone());
    moments.sort_by_cached_key(|moment| (time(moment).is_none(), time(moment), moment.item));
    moments.truncate(args.listing.limit.map_or(usize::MAX, |limit| limit as usize));
    let mut sheet = Sheet::new(&args.listing, console, world);
    match sheet.format {
        ListFormat::Jsonl => print_lines(&mut sheet.out, &moments)?,
        ListFormat::Csv | ListFormat::Tsv => {
            let mut rows = Rows::new(&mut sheet.out, &COLUMNS, sheet.format)?;
            for moment in &moments {
                rows.row(&[
                    moment.date.clone().unwrap_or_default(),
                    moment.of.to_owned(),
                    moment.item.to_string(),
                    moment.document.to_string(),
                    moment.published.clone().unwrap_or_default(),
                    moment.outlet.clone().unwrap_or_default(),
                    moment.text.clone(),
                ])?;
            }
            rows.finish()?;
        }
        ListFormat::Table => {
            for moment in &moments {
                let day = |date: &str| date.get(..10).unwrap_or(date).to_owned();
                let own = moment.date.as_deref().map(day);
                let by = || moment.published.as_deref().map(|date| format!("by {}", day(date)));
                let when = own.or_else(by).unwrap_or_else(|| "(no date)".to_owned());
                let lead = format!("{when:13}  {:9}  ", moment.of);
                let told =
                    moment.published.as_deref().and_then(|date| date.get(..10)).unwrap_or_default();
                let facts = [moment.outlet.as_deref().unwrap_or_default(), told].join(" ");
                sheet.layout.paragraph(&mut sheet.out, &lead, &moment.text, None)?;
                let below = format!("{}  {}", facts.trim(), table::short_id(moment.item));
                sheet.layout.paragraph(
                    &mut sheet.out,
                    &" ".repeat(26),
                    below.trim(),
                    Some(Style::Dim),
                )?;
            }
        }
    }
    sheet.end(moments.len(), "moment")
}

/// The documents of a story with what they tell; an act that is told more than once by the event that tells most of it.
fn of_story(ledger: &Ledger, args: &TimelineArgs) -> Result<Vec<Line>> {
    let story = find(ledger, &args.id)?;
    let mut lines = Vec::new();
    for member in story.iter().filter_map(AcrossLine::member) {
        let within =
            Filter { document: Some(member), text: args.text.clone(), ..Filter::default() };
        lines.extend(named(ledger, member));
        let filter = EventFilter { within: within.clone(), ..EventFilter::default() };
        lines.extend(ledger.events(&filter)?);
        lines.extend(ledger.statements(&within)?);
    }
    let tells = |line: &Line| match line {
        Line::Event(event) => {
            let own = u8::from(event.date.is_some()) + u8::from(event.factuality == "happened");
            usize::from(own) + event.actors.len().min(1) + event.recipients.len().min(1)
        }
        _ => 0,
    };
    for act in story.iter().filter_map(AcrossLine::same_as) {
        let own = lines.iter().filter(|line| act.items.contains(&line.id()));
        let best = own.max_by_key(|line| (tells(line), std::cmp::Reverse(line.id()))).map(Line::id);
        lines.retain(|line| !act.items.contains(&line.id()) || Some(line.id()) == best);
    }
    Ok(lines)
}

/// What an actor did and said, and what was done to it.
fn of_actor(ledger: &Ledger, args: &TimelineArgs) -> Result<Vec<Line>> {
    let within = Filter { text: args.text.clone(), ..Filter::default() };
    let party = Some(args.id.clone());
    let events = EventFilter { within: within.clone(), party, ..EventFilter::default() };
    let mut lines = ledger.events(&events)?;
    let id = Some(args.id.clone());
    // Whom the base does not know is a source by name alone.
    lines.extend(ledger.statements(&Filter { actor: id.clone(), ..within.clone() })?);
    let known: BTreeSet<Id> = lines.iter().map(Line::id).collect();
    let named = ledger.statements(&Filter { source: id, ..within })?;
    lines.extend(named.into_iter().filter(|line| !known.contains(&line.id())));
    Ok(lines)
}

fn moment(ledger: &Ledger, line: &Line) -> Option<Moment> {
    let document = super::document(ledger, line.document());
    let published =
        document.as_ref().and_then(|document| Some(document.published.as_ref()?.value.clone()));
    let (date, of, text) = match line {
        Line::Document(document) => (published.clone(), "document", table::title(document)),
        Line::Event(event) => {
            let names = |parties: &[ParticipantLine]| {
                let names: BTreeSet<&str> = parties
                    .iter()
                    .map(|one| one.name.as_deref().unwrap_or(&one.span.quote))
                    .collect();
                names.into_iter().collect::<Vec<_>>().join(", ")
            };
            let (actors, recipients) = (names(&event.actors), names(&event.recipients));
            let to =
                if recipients.is_empty() { String::new() } else { format!(" → {recipients}") };
            let sense = if event.factuality == "happened" {
                String::new()
            } else {
                format!(", {}", event.factuality)
            };
            let text =
                format!("{actors}{to}: {} ({}{sense})", event.trigger.quote, event.plover.plover);
            let date = event.date.as_ref().and_then(|date| date.date.start.clone());
            (date, "event", text.trim_start_matches(": ").to_owned())
        }
        Line::Statement(statement) => {
            let source = table::source_name(statement.source.as_ref());
            let text = format!("{source} ({}): {}", statement.act, table::content(statement));
            (statement.said.as_ref().map(|when| when.value.clone()), "statement", text)
        }
        Line::Figure(_) => return None,
    };
    let outlet = document.as_ref().and_then(table::outlet).map(str::to_owned);
    Some(Moment {
        schema: onrecord_model::SCHEMA,
        run: line.run(),
        date,
        of,
        item: line.id(),
        document: line.document(),
        published,
        outlet,
        text,
    })
}
