//! `onrecord events` and `onrecord figures`.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use onrecord_knowledge::Knowledge;
use onrecord_ledger::{EventFilter, FigureFilter, Filter, Ledger};
use onrecord_model::record::Line;

use super::{Sheet, filter, list, named, open};
use crate::actors::country;
use crate::args::{Circumstances, EventFormat, EventsArgs, FiguresArgs, Listing, Where};
use crate::dataset::Table;
use crate::failure::Status;
use crate::kb::load;
use crate::out::{Console, Out, World};

/// `onrecord events`
pub(crate) fn events(
    args: &EventsArgs,
    path: &Path,
    console: &mut Console,
    world: World,
) -> Result<Status> {
    let ledger = open(path)?;
    let circumstances = &args.circumstances;
    let shape = args.format.and_then(EventFormat::shape);
    let knowledge = (shape.is_some() || circumstances.country.is_some())
        .then(|| load::knowledge(&args.layers.paths(), args.layers.options(), console))
        .transpose()?;
    let lines = ledger.events(&EventFilter {
        within: within(&ledger, &args.which, args.limit, circumstances)?,
        types: args.types.iter().map(|name| name.to_uppercase()).collect(),
        mode: args.mode.clone(),
        context: args.context.clone(),
        factualities: args.factuality.clone(),
        actor: args.actor.clone(),
        recipient: args.recipient.clone(),
        party: args.party.clone(),
        since: args.since.clone(),
        until: args.until.clone(),
        place: circumstances.place.clone(),
        country: country_id(circumstances, knowledge.as_ref())?,
        asserted_by: circumstances.asserted_by.clone(),
        about: match args.about.as_deref() {
            None | Some("") => args.about.clone(),
            Some(id) => Some(crate::show::find(&ledger, id)?.id().to_string()),
        },
    })?;
    if let Some((shape, knowledge)) = shape.zip(knowledge.as_ref()) {
        return rows(&ledger, &lines, Table::new(shape, knowledge), console, world);
    }
    let format = args.format.and_then(EventFormat::list);
    let listing = Listing { limit: args.limit, format, width: args.width };
    list(&ledger, &lines, "event", Sheet::new(&listing, console, world))
}

/// Prints events as rows of a table of other event data.
fn rows(
    ledger: &Ledger,
    lines: &[Line],
    mut table: Table<'_>,
    console: &Console,
    world: World,
) -> Result<Status> {
    let mut out = Out::new(world);
    table.header(&mut out)?;
    let mut last = None;
    for line in lines {
        let Line::Event(event) = line else { continue };
        if last.replace(event.document) != Some(event.document) {
            table.forget();
            if let Some(Line::Document(document)) = named(ledger, event.document) {
                table.document(&document);
            }
        }
        for (_, id) in event.counts() {
            if let Some(Line::Figure(figure)) = named(ledger, id) {
                table.figure(&figure);
            }
        }
        table.event(event, &mut out)?;
    }
    out.flush()?;
    table.left_out().words().iter().for_each(|words| console.note(words));
    Ok(Status::Done)
}

/// `onrecord figures`
pub(crate) fn figures(
    args: &FiguresArgs,
    path: &Path,
    console: &mut Console,
    world: World,
) -> Result<Status> {
    let ledger = open(path)?;
    let circumstances = &args.circumstances;
    let knowledge = (circumstances.country.is_some())
        .then(|| load::knowledge(&args.layers.paths(), args.layers.options(), console))
        .transpose()?;
    let lines = ledger.figures(&FigureFilter {
        within: within(&ledger, &args.which, args.listing.limit, circumstances)?,
        unit: args.unit.clone(),
        of: args.of.clone(),
        at_least: args.at_least,
        at_most: args.at_most,
        place: circumstances.place.clone(),
        country: country_id(circumstances, knowledge.as_ref())?,
        asserted_by: circumstances.asserted_by.clone(),
    })?;
    list(&ledger, &lines, "figure", Sheet::new(&args.listing, console, world))
}

fn within(
    ledger: &Ledger,
    which: &Where,
    limit: Option<u32>,
    circumstances: &Circumstances,
) -> Result<Filter> {
    Ok(Filter { confidence: circumstances.confidence, ..filter(ledger, which, limit)? })
}

/// The id of the country that is asked for.
fn country_id(
    circumstances: &Circumstances,
    knowledge: Option<&Knowledge>,
) -> Result<Option<String>> {
    let known = circumstances.country.as_deref().zip(knowledge);
    known.map(|(name, knowledge)| country(knowledge, name).map(str::to_owned)).transpose()
}
