//! `onrecord events` and `onrecord figures`.

use std::path::Path;

use anyhow::Result;
use onrecord_ledger::{EventFilter, FigureFilter, Filter};

use super::{Sheet, filter, list, open};
use crate::actors::country;
use crate::args::{Circumstances, EventsArgs, FiguresArgs, Layers, Listing, Where};
use crate::failure::Status;
use crate::kb::load;
use crate::out::{Console, World};

/// `onrecord events`
pub(crate) fn events(
    args: &EventsArgs,
    path: &Path,
    console: &mut Console,
    world: World,
) -> Result<Status> {
    let ledger = open(path)?;
    let circumstances = &args.circumstances;
    let lines = ledger.events(&EventFilter {
        within: within(&args.which, &args.listing, circumstances),
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
        country: country_id(circumstances, &args.layers, console)?,
        asserted_by: circumstances.asserted_by.clone(),
        about: match args.about.as_deref() {
            None | Some("") => args.about.clone(),
            Some(id) => Some(crate::show::find(&ledger, id)?.id().to_string()),
        },
    })?;
    list(&ledger, &lines, "event", Sheet::new(&args.listing, console, world))
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
    let lines = ledger.figures(&FigureFilter {
        within: within(&args.which, &args.listing, circumstances),
        unit: args.unit.clone(),
        of: args.of.clone(),
        at_least: args.at_least,
        at_most: args.at_most,
        place: circumstances.place.clone(),
        country: country_id(circumstances, &args.layers, console)?,
        asserted_by: circumstances.asserted_by.clone(),
    })?;
    list(&ledger, &lines, "figure", Sheet::new(&args.listing, console, world))
}

fn within(which: &Where, listing: &Listing, circumstances: &Circumstances) -> Filter {
    Filter { confidence: circumstances.confidence, ..filter(which, listing) }
}

/// The id of the country that is asked for.
fn country_id(
    circumstances: &Circumstances,
    layers: &Layers,
    console: &Console,
) -> Result<Option<String>> {
    let Some(name) = &circumstances.country else { return Ok(None) };
    let knowledge = load::knowledge(&layers.paths(), layers.options(), console)?;
    country(&knowledge, name).map(|id| Some(id.to_owned()))
}
