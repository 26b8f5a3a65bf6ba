//! ACLED: one row an event of the kinds that it takes.

use super::party::Party;
use super::tables::TABLES;
use super::told::{SpotKind, Told};
use super::{Row, Shape};

/// The row of an event, if ACLED takes its kind.
pub(super) fn row(told: &Told<'_>) -> Option<Row> {
    let event = told.event;
    let spot = told.spot();
    let here = spot.as_ref().and_then(|spot| spot.country.as_deref());
    let (actors, mut recipients) = (told.actors(), told.recipients());
    let mode = event.plover.mode.as_deref().unwrap_or_default();
    let crowd = (event.plover.plover == "PROTEST").then(|| crowd(mode));
    let inter1 = crowd.or_else(|| actors.first().and_then(|party| inter(party, true, here)));
    let inter2 = recipients.first().and_then(|party| inter(party, false, here));
    let is_armed = |inter: Option<&str>| inter.is_some_and(|inter| "12348".contains(inter));
    let recipient = match inter2 {
        Some("7") => "civilians",
        Some("5" | "6") => "protesters",
        _ if is_armed(inter1) && is_armed(inter2) => "armed",
        _ => "",
    };
    let row_of = |recipient| TABLES.acled.get(&[event.plover.plover.as_str(), mode, recipient]);
    let sub_event_type = *row_of(recipient).or_else(|| row_of(""))?;
    let [event_type, disorder_type] = TABLES.acled_kinds[sub_event_type];
    // Those against whom one protests are not there, and are no actors of ACLED.
    if crowd.is_some() {
        recipients.clear();
    }

    let mut row = Row::new(Shape::Acled);
    row.value("event_id_cnty", Some(format!("{}{}", here.unwrap_or_default(), told.number(0))));
    if let Some(date) = told.date() {
        row.value("event_date", date.day);
        row.value("year", Some(date.year));
        row.value("time_precision", Some(date.precision));
    }
    row.value("disorder_type", Some(disorder_type));
    row.value("event_type", Some(event_type));
    row.value("sub_event_type", Some(sub_event_type));
    if let Some(crowd) = crowd {
        let noun = if crowd == "5" { "Rioters" } else { "Protesters" };
        let country = spot.as_ref().and_then(|spot| spot.country_name);
        let name = country.map_or(noun.to_owned(), |country| format!("{noun} ({country})"));
        row.text("actor1", Some(&name));
        row.text("assoc_actor_1", names(&actors).as_deref());
    } else {
        side(&mut row, ["actor1", "assoc_actor_1"], &actors);
    }
    side(&mut row, ["actor2", "assoc_actor_2"], &recipients);
    row.value("inter1", if actors.is_empty() && crowd.is_none() { Some("0") } else { inter1 });
    let inter2 = if recipients.is_empty() { Some("0") } else { inter2 };
    row.value("inter2", inter2);
    row.value("interaction", inter1.zip(inter2).map(|(one, other)| interaction(one, other)));
    let is_violence = disorder_type.starts_with("Political violence");
    let civilian = matches!(recipient, "civilians" | "protesters") && is_violence;
    row.value("civilian_targeting", civilian.then_some("Civilian targeting"));
    if let Some(spot) = &spot {
        row.value("iso", spot.iso);
        row.text("country", spot.country_name);
        let admin1 = match spot.kind {
            SpotKind::Division => Some(spot.line.name.as_str()),
            SpotKind::Country | SpotKind::Point => spot.line.admin1.as_deref(),
        };
        row.text("admin1", admin1);
        row.text("location", Some(&spot.line.name));
        row.value("latitude", spot.line.lat);
        row.value("longitude", spot.line.lon);
        let precision = match spot.kind {
            SpotKind::Country => None,
            SpotKind::Division => Some(3),
            SpotKind::Point => Some(1),
        };
        row.value("geo_precision", precision);
    }
    row.text("source", told.outlet());
    row.text("notes", told.paragraph().as_deref());
    row.value("fatalities", told.low(event.killed));
    row.value("timestamp", told.captured().map(jiff::Timestamp::as_second));
    Some(row)
}

/// Those who protest are rioters where they are violent.
fn crowd(mode: &str) -> &'static str {
    if matches!(mode, "riot" | "vandalize") { "5" } else { "6" }
}

/// ACLED's kind of actor. A country without more is its forces where it acts, and anybody where it is acted on; forces of
/// a state that are not at home are external.
fn inter(party: &Party<'_>, acts: bool, here: Option<&str>) -> Option<&'static str> {
    if let Some(crowd) = TABLES.crowd_in(&party.line.span.quote) {
        return Some(crowd);
    }
    let known = party.all_sectors().map(|sector| sector.inter).find(|inter| !inter.is_empty());
    let known = known.or_else(|| (acts && party.is_country()).then_some("1"));
    let is_abroad = party.country().is_some() && here.is_some_and(|here| party.code != Some(here));
    known.map(|inter| if inter == "1" && is_abroad { "8" } else { inter })
}

/// The two kinds as one number, the smaller first; one side alone counts tens.
fn interaction(one: &str, other: &str) -> String {
    let (low, high) = if one <= other { (one, other) } else { (other, one) };
    if low == "0" { format!("{high}0") } else { format!("{low}{high}") }
}

fn side(row: &mut Row, [first, others]: [&str; 2], parties: &[Party<'_>]) {
    if let Some((head, rest)) = parties.split_first() {
        row.text(first, Some(head.called()));
        row.text(others, names(rest).as_deref());
    }
}

fn names(parties: &[Party<'_>]) -> Option<String> {
    let names: Vec<&str> = parties.iter().map(Party::called).collect();
    (!names.is_empty()).then(|| names.join("; "))
}
