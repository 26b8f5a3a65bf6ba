//! GDELT 2.0: events, one row for each pair of actors, and where each is mentioned.

use super::party::Party;
use super::tables::TABLES;
use super::told::{SpotKind, Told};
use super::{Row, Shape};

/// The rows of an event.
pub(super) fn rows(told: &Told<'_>) -> Vec<Row> {
    told.pairs().into_iter().enumerate().map(|(at, pair)| row(told, at, &pair)).collect()
}

fn row(told: &Told<'_>, at: usize, pair: &(Option<Party<'_>>, Option<Party<'_>>)) -> Row {
    let mut row = Row::new(Shape::Gdelt);
    row.value("GLOBALEVENTID", Some(told.number(at)));
    if let Some(date) = told.date() {
        let digits = date.digits();
        row.value("MonthYear", digits.as_ref().map(|digits| &digits[..6]));
        row.value("FractionDate", digits.as_deref().and_then(fraction));
        row.value("SQLDATE", digits);
        row.value("Year", Some(date.year));
    }
    actor(&mut row, "Actor1", pair.0.as_ref());
    actor(&mut row, "Actor2", pair.1.as_ref());
    row.value("IsRootEvent", told.is_lead().map(u8::from));
    let cameo = told.cameo();
    row.value("EventCode", cameo);
    row.value("EventBaseCode", cameo.and_then(|code| code.get(..3)));
    let root = cameo.and_then(|code| code.get(..2));
    row.value("EventRootCode", root);
    row.value("QuadClass", root.and_then(quad));
    row.value("GoldsteinScale", told.goldstein());
    for column in ["NumMentions", "NumSources", "NumArticles"] {
        row.value(column, Some(1));
    }
    row.value("Actor1Geo_Type", Some(0));
    row.value("Actor2Geo_Type", Some(0));
    place(&mut row, told);
    row.value("DATEADDED", moment(told));
    row.text("SOURCEURL", source(told));
    row
}

/// Where the pairs of an event are mentioned.
pub(super) fn mentions(told: &Told<'_>) -> Vec<Row> {
    let row = |(at, pair): (usize, (Option<Party<'_>>, Option<Party<'_>>))| {
        let mut row = Row::new(Shape::GdeltMentions);
        row.value("GLOBALEVENTID", Some(told.number(at)));
        row.value("EventTimeDate", moment(told));
        row.value("MentionTimeDate", moment(told));
        let url = told.document.and_then(|document| document.url.as_deref());
        row.value("MentionType", url.map(|_| 1));
        let outlet = told.document.and_then(|document| document.outlet.as_ref());
        row.text(
            "MentionSourceName",
            outlet.and_then(|outlet| outlet.domain.as_deref().or(outlet.name.as_deref())),
        );
        row.text("MentionIdentifier", source(told));
        for (column, party) in [("Actor1CharOffset", &pair.0), ("Actor2CharOffset", &pair.1)] {
            row.value(column, party.as_ref().map(|party| party.line.span.start));
        }
        row.value("ActionCharOffset", Some(told.event.trigger.start));
        row.value("InRawText", Some(1));
        row.value("Confidence", Some((told.event.confidence * 100.0).round()));
        let length = told.document.map(|document| document.text.chars().count());
        row.value("MentionDocLen", length);
        row
    };
    told.pairs().into_iter().enumerate().map(row).collect()
}

/// The class of a root code of CAMEO: 1, 2 cooperation and 3, 4 conflict, in words and in deeds.
fn quad(root: &str) -> Option<u8> {
    match root.parse().ok()? {
        1..=5 => Some(1),
        6..=8 => Some(2),
        9..=13 => Some(3),
        14..=20 => Some(4),
        _ => None,
    }
}

/// The year with the part of it that has passed, as GDELT counts it: months of 30 days in years of 365.
fn fraction(digits: &str) -> Option<String> {
    let number = |range| digits.get(range).and_then(|part: &str| part.parse::<u32>().ok());
    let days = (number(4..6)? - 1) * 30 + number(6..8)?;
    Some(format!("{:.4}", f64::from(number(0..4)?) + f64::from(days) / 365.0))
}

/// When the document was fetched: `20190704182000`.
fn moment(told: &Told<'_>) -> Option<String> {
    Some(told.captured()?.strftime("%Y%m%d%H%M%S").to_string())
}

/// Its address, or else its path.
fn source<'a>(told: &Told<'a>) -> Option<&'a str> {
    let document = told.document?;
    document.url.as_deref().or(document.path.as_deref())
}

fn actor(row: &mut Row, side: &str, party: Option<&Party<'_>>) {
    let Some(party) = party else { return };
    let country = party.country().map(|country| country.cameo);
    let group = party.group().map(|sector| sector.group).filter(|group| !group.is_empty());
    let mut types: Vec<&str> = Vec::new();
    for sector in party.all_sectors().filter(|sector| !sector.cameo.is_empty()) {
        if !types.contains(&sector.cameo) {
            types.push(sector.cameo);
        }
    }
    // An international body has its kind before it: `IGOUNO`.
    let (before, behind) = types.split_at(usize::from(group.is_some()).min(types.len()));
    let code: Vec<&str> = country
        .into_iter()
        .chain(before.iter().copied())
        .chain(group)
        .chain(behind.iter().copied())
        .collect();
    row.value(&format!("{side}Code"), Some(code.concat()));
    row.text(&format!("{side}Name"), Some(&party.called().to_uppercase()));
    row.value(&format!("{side}CountryCode"), country);
    row.value(&format!("{side}KnownGroupCode"), group);
    for (number, code) in (1..=3).zip(types) {
        row.value(&format!("{side}Type{number}Code"), Some(code));
    }
}

fn place(row: &mut Row, told: &Told<'_>) {
    let Some(spot) = told.spot() else { return row.value("ActionGeo_Type", Some(0)) };
    let is_us = spot.country.as_deref() == Some("USA");
    let kind = match (spot.kind, is_us) {
        (SpotKind::Country, _) => 1,
        (SpotKind::Division, true) => 2,
        (SpotKind::Division, false) => 5,
        (SpotKind::Point, true) => 3,
        (SpotKind::Point, false) => 4,
    };
    row.value("ActionGeo_Type", Some(kind));
    let mut names = vec![spot.line.name.as_str()];
    if spot.kind == SpotKind::Point {
        names.extend(spot.line.admin1.as_deref());
    }
    if spot.kind != SpotKind::Country {
        names.extend(spot.country_name);
    }
    row.text("ActionGeo_FullName", Some(&names.join(", ")));
    let fips = spot
        .country
        .as_deref()
        .and_then(|code| TABLES.countries.get(code))
        .map(|country| country.fips);
    row.value("ActionGeo_CountryCode", fips);
    if spot.kind == SpotKind::Country {
        row.value("ActionGeo_ADM1Code", fips);
        row.value("ActionGeo_FeatureID", fips);
    }
    row.value("ActionGeo_Lat", spot.line.lat);
    row.value("ActionGeo_Long", spot.line.lon);
}
