//! ICEWS: one row for each pair of a source and a target.

use std::collections::HashSet;

use super::party::Party;
use super::tables::TABLES;
use super::told::{SpotKind, Told, number};
use super::{Row, Shape};

/// The rows of an event; `taken` are the numbers of other rows.
pub(super) fn rows(told: &Told<'_>, taken: &mut HashSet<u32>) -> Vec<Row> {
    let row = |(at, pair): (usize, (Option<Party<'_>>, Option<Party<'_>>))| {
        let mut row = Row::new(Shape::Icews);
        let mut id = short(told.number(at));
        while !taken.insert(id) {
            id = (id + 1) & short(u64::MAX);
        }
        row.value("Event ID", Some(id));
        row.value("Event Date", told.date().and_then(|date| date.day));
        party(&mut row, "Source", pair.0.as_ref());
        let cameo = told.cameo();
        let name = cameo.and_then(|code| TABLES.cameo.get(code)).map(|cameo| cameo.name);
        row.text("Event Text", name);
        row.value("CAMEO Code", cameo);
        row.value("Intensity", told.goldstein());
        party(&mut row, "Target", pair.1.as_ref());
        row.value("Story ID", Some(short(number(told.event.document))));
        row.text("Publisher", told.outlet());
        if let Some(spot) = told.spot() {
            match spot.kind {
                SpotKind::Country => {}
                SpotKind::Division => row.text("Province", Some(&spot.line.name)),
                SpotKind::Point => {
                    row.text("City", Some(&spot.line.name));
                    row.text("Province", spot.line.admin1.as_deref());
                }
            }
            row.text("Country", spot.country_name);
            row.value("Latitude", spot.line.lat);
            row.value("Longitude", spot.line.lon);
        }
        row
    };
    told.pairs().into_iter().enumerate().map(row).collect()
}

/// 31 bits: loaders in R read ids as whole numbers of 32 with a sign.
fn short(number: u64) -> u32 {
    u32::try_from(number >> 32 & 0x7fff_ffff).unwrap_or_default()
}

fn party(row: &mut Row, side: &str, party: Option<&Party<'_>>) {
    let Some(party) = party else { return };
    row.text(&format!("{side} Name"), Some(party.called()));
    let sectors: Vec<&str> =
        party.all_sectors().map(|sector| sector.icews).filter(|name| !name.is_empty()).collect();
    row.text(&format!("{side} Sectors"), Some(&sectors.join(",")));
    row.text(&format!("{side} Country"), party.country_name);
}
