//! Events and figures as flat rows.

use onrecord_model::record::{
    AsserterLine, DateLine, EventLine, FigureLine, ParticipantLine, PlaceLine,
};

use super::{About, id};

/// Columns of events.
pub(crate) const EVENT_COLUMNS: [&str; 41] = [
    "id",
    "type",
    "mode",
    "factuality",
    "actors",
    "actor_ids",
    "actor_codes",
    "recipients",
    "recipient_ids",
    "recipient_codes",
    "date_start",
    "date_end",
    "date_precision",
    "place",
    "place_id",
    "country",
    "lat",
    "lon",
    "killed",
    "injured",
    "arrested",
    "displaced",
    "size",
    "contexts",
    "cameo",
    "quad",
    "score",
    "trigger",
    "start",
    "end",
    "asserted_by",
    "statement",
    "about",
    "confidence",
    "by",
    "document",
    "title",
    "outlet",
    "published",
    "path",
    "run",
];

/// Columns of figures.
pub(crate) const FIGURE_COLUMNS: [&str; 29] = [
    "id",
    "quote",
    "low",
    "high",
    "approx",
    "unit",
    "of",
    "of_normal",
    "when_start",
    "when_end",
    "when_precision",
    "place",
    "place_id",
    "country",
    "lat",
    "lon",
    "start",
    "end",
    "asserted_by",
    "statement",
    "change_from",
    "confidence",
    "by",
    "document",
    "title",
    "outlet",
    "published",
    "path",
    "run",
];

/// The cells of an event, as [`EVENT_COLUMNS`].
pub(crate) fn event(line: &EventLine, about: &About) -> [String; 41] {
    let [actors, actor_ids, actor_codes] = parties(&line.actors);
    let [recipients, recipient_ids, recipient_codes] = parties(&line.recipients);
    let [start, end, precision] = date(line.date.as_ref().map(|date| &date.date));
    let [place, place_id, country, lat, lon] = place(line.place.as_ref());
    let [asserted_by, statement] = asserter(&line.asserted_by);
    let [title, outlet, published, path] = about.cells();
    [
        line.id.to_string(),
        line.plover.plover.clone(),
        line.plover.mode.clone().unwrap_or_default(),
        line.factuality.clone(),
        actors,
        actor_ids,
        actor_codes,
        recipients,
        recipient_ids,
        recipient_codes,
        start,
        end,
        precision,
        place,
        place_id,
        country,
        lat,
        lon,
        id(line.killed),
        id(line.injured),
        id(line.arrested),
        id(line.displaced),
        id(line.size),
        line.contexts.join(" "),
        line.cameo.clone().unwrap_or_default(),
        line.quad.to_string(),
        line.score.to_string(),
        line.trigger.quote.clone(),
        line.trigger.start.to_string(),
        line.trigger.end.to_string(),
        asserted_by,
        statement,
        id(line.about),
        line.confidence.to_string(),
        line.by.clone(),
        line.document.to_string(),
        title,
        outlet,
        published,
        path,
        line.run.to_string(),
    ]
}

/// The cells of a figure, as [`FIGURE_COLUMNS`].
pub(crate) fn figure(line: &FigureLine, about: &About) -> [String; 29] {
    let number = |number: Option<f64>| number.map_or(String::new(), |number| number.to_string());
    let [start, end, precision] = date(line.when.as_ref());
    let [place, place_id, country, lat, lon] = place(line.place.as_ref());
    let [asserted_by, statement] = asserter(&line.asserted_by);
    let [title, outlet, published, path] = about.cells();
    let of = line.of.as_ref();
    [
        line.id.to_string(),
        line.span.quote.clone(),
        number(line.low),
        number(line.high),
        line.approx.clone().unwrap_or_default(),
        line.unit.clone().unwrap_or_default(),
        of.map_or(String::new(), |of| of.span.quote.clone()),
        of.map_or(String::new(), |of| of.normal.clone()),
        start,
        end,
        precision,
        place,
        place_id,
        country,
        lat,
        lon,
        line.span.start.to_string(),
        line.span.end.to_string(),
        asserted_by,
        statement,
        id(line.change_from),
        line.confidence.to_string(),
        line.by.clone(),
        line.document.to_string(),
        title,
        outlet,
        published,
        path,
        line.run.to_string(),
    ]
}

/// Names (else words), ids and codes, one entry a party in each.
fn parties(parties: &[ParticipantLine]) -> [String; 3] {
    let join = |cell: &dyn Fn(&ParticipantLine) -> String| {
        parties.iter().map(cell).collect::<Vec<_>>().join("; ")
    };
    [
        join(&|one| one.name.clone().unwrap_or_else(|| one.span.quote.clone())),
        join(&|one| one.actor.clone().unwrap_or_default()),
        join(&|one| one.codes.join(" ")),
    ]
}

fn date(date: Option<&DateLine>) -> [String; 3] {
    let Some(date) = date else { return Default::default() };
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    [day(&date.start), day(&date.end), date.precision.clone()]
}

fn place(place: Option<&PlaceLine>) -> [String; 5] {
    let Some(place) = place else { return Default::default() };
    let degrees = |degrees: Option<f64>| degrees.map_or(String::new(), |number| number.to_string());
    [
        place.name.clone(),
        place.id.clone(),
        place.country.clone().unwrap_or_default(),
        degrees(place.lat),
        degrees(place.lon),
    ]
}

fn asserter(by: &AsserterLine) -> [String; 2] {
    [by.kind.clone(), id(by.id)]
}
