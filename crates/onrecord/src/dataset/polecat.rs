//! POLECAT: one row an event, several parties in one cell.

use super::party::Party;
use super::told::{SpotKind, Told};
use super::{Row, Shape};

/// What the quad categories are called, from 1 to 4.
pub(super) const QUADS: [&str; 4] =
    ["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"];

/// The row of an event.
pub(super) fn row(told: &Told<'_>) -> Row {
    let event = told.event;
    let mode = event.plover.mode.as_deref();
    let mut row = Row::new(Shape::Polecat);
    // Loaders count the stories by what stands before the first `_`.
    let parts = [&event.document.to_string(), event.plover.plover.as_str(), mode.unwrap_or("")];
    row.value("Event ID", Some(format!("{}_{}", parts.join("_"), event.id)));
    row.value("Event Date", told.date().and_then(|date| date.day));
    row.value("Event Type", Some(&event.plover.plover));
    row.value("Event Mode", mode);
    row.value("Intensity", told.mode().map(|mode| mode.score));
    row.value("Quad Code", QUADS.get(usize::from(event.quad).wrapping_sub(1)));
    row.value("Contexts", Some(event.contexts.join("; ")));
    parties(&mut row, "Actor", &told.actors());
    parties(&mut row, "Recipient", &told.recipients());
    if let Some(spot) = told.spot() {
        let name = Some(spot.line.name.as_str());
        row.text("Placename", name);
        match spot.kind {
            SpotKind::Country => {}
            SpotKind::Division => row.text("Province", name),
            SpotKind::Point => {
                row.text("City", name);
                row.text("Province", spot.line.admin1.as_deref());
            }
        }
        row.value("Country", spot.country);
        row.value("Latitude", spot.line.lat);
        row.value("Longitude", spot.line.lon);
        row.value("GeoNames ID", spot.geonames.map(|(number, _)| number));
        row.value("Feature Type", spot.geonames.and_then(|(_, feature)| feature));
    }
    row.text("Source", told.outlet());
    row.value("Publication Date", told.published().and_then(|date| date.day));
    row.text("Language", told.document.and_then(|document| document.language.as_deref()));
    row.value("Version", Some(event.run));
    row
}

fn parties(row: &mut Row, side: &str, parties: &[Party<'_>]) {
    let joined = |cell: &dyn Fn(&Party<'_>) -> Option<String>| {
        let cells: Vec<String> = parties.iter().filter_map(cell).collect();
        (!cells.is_empty()).then(|| cells.join("; "))
    };
    let name = joined(&|party| party.line.name.clone());
    row.text(&format!("{side} Name"), name.as_deref());
    row.value(&format!("{side} Country"), joined(&|party| party.code.map(str::to_owned)));
    let cow =
        |party: &Party<'_>| Some(party.country()?.cow.to_owned()).filter(|cow| !cow.is_empty());
    row.value(&format!("{side} COW"), joined(&cow));
    let mut sectors: Vec<&str> = Vec::new();
    for sector in parties.iter().flat_map(|party| &party.sectors) {
        if !sectors.contains(sector) {
            sectors.push(sector);
        }
    }
    row.value(&format!("Primary {side} Sector"), sectors.first());
    row.value(&format!("{side} Sectors"), Some(sectors.join("; ")));
    let raw = joined(&|party| Some(party.line.span.quote.clone()));
    row.text(&format!("{side} Name Raw"), raw.as_deref());
}
