//! What is extracted from a line to filter and search by. `add` writes it, `verify` compares it.

use onrecord_model::record::{
    AsserterLine, DocumentLine, EventLine, FigureLine, Line, ParticipantLine, PlaceLine,
    StatementLine,
};
use rusqlite::Row;
use rusqlite::types::Value;

use crate::error::{Error, Result};

/// Names of columns with their values.
pub(crate) type Columns = Vec<(&'static str, Value)>;

/// Kinds of lines, in the order of an export: documents come before what points at them.
/// Each is the name of the table of its columns, too.
pub(crate) const KINDS: [&str; 4] = ["document", "statement", "event", "figure"];

/// The columns of a line, without its key and that of its document.
pub(crate) fn of(line: &Line) -> Columns {
    match line {
        Line::Document(line) => document(line),
        Line::Statement(line) => statement(line),
        Line::Event(line) => event(line),
        Line::Figure(line) => figure(line),
    }
}

fn document(line: &DocumentLine) -> Columns {
    let outlet = line.outlet.as_ref();
    let published = line.published.as_ref();
    vec![
        ("role", line.role.clone().into()),
        ("outlet", outlet.map(|outlet| lines(&[&outlet.name, &outlet.domain])).into()),
        ("published_start", published.map(|when| when.start.clone()).into()),
        ("published_end", published.map(|when| when.end.clone()).into()),
        ("language", line.language.clone().into()),
        ("duplicate_of", line.duplicate_of.map(|id| id.to_string()).into()),
    ]
}

fn statement(line: &StatementLine) -> Columns {
    vec![
        (
            "source",
            line.source.as_ref().map(|source| lines(&[&source.name, &source.description])).into(),
        ),
        ("act", line.act.clone().into()),
        ("form", line.form.clone().into()),
        ("start", line.content.first().map(|span| span.start).into()),
    ]
}

fn event(line: &EventLine) -> Columns {
    let date = line.date.as_ref().map(|date| &date.date);
    let mut columns = vec![
        ("type", line.plover.plover.clone().into()),
        ("mode", line.plover.mode.clone().into()),
        ("contexts", line.contexts.join(" ").into()),
        ("factuality", line.factuality.clone().into()),
        ("confidence", printed(line.confidence).into()),
        ("date_start", date.and_then(|date| date.start.clone()).into()),
        ("date_end", date.and_then(|date| date.end.clone()).into()),
        ("about", line.about.map(|id| id.to_string()).into()),
        ("start", line.trigger.start.into()),
    ];
    columns.extend(asserter(&line.asserted_by));
    columns.extend(place(line.place.as_ref()));
    columns
}

fn figure(line: &FigureLine) -> Columns {
    let mut columns = vec![
        ("low", line.low.into()),
        ("high", line.high.into()),
        ("approx", line.approx.clone().into()),
        ("unit", line.unit.clone().into()),
        ("counted", line.of.as_ref().map(|of| fold(&of.normal)).into()),
        ("confidence", printed(line.confidence).into()),
        ("start", line.span.start.into()),
    ];
    columns.extend(asserter(&line.asserted_by));
    columns.extend(place(line.place.as_ref()));
    columns
}

fn asserter(by: &AsserterLine) -> Columns {
    let statement = by.id.map(|id| id.to_string());
    vec![("asserted_by", by.kind.clone().into()), ("statement", statement.into())]
}

fn place(place: Option<&PlaceLine>) -> Columns {
    let words = place.map(|place| format!("{}\n{}", fold(&place.name), fold(&place.id)));
    let country = place.and_then(|place| place.country.clone());
    vec![("place", words.into()), ("country", country.into())]
}

/// The rows of `event_party`, without the key of the event.
pub(crate) fn parties(line: &EventLine) -> Vec<Columns> {
    let numbered = |role: &'static str, parties: &[ParticipantLine]| -> Vec<Columns> {
        let party = |(ordinal, one): (i64, &ParticipantLine)| {
            vec![
                ("role", role.to_owned().into()),
                ("ordinal", ordinal.into()),
                ("actor", one.actor.clone().into()),
                ("name", one.name.clone().into()),
                ("folded", lines(&[&one.name, &Some(one.span.quote.clone())]).into()),
                ("codes", one.codes.join(" ").into()),
            ]
        };
        (0..).zip(parties).map(party).collect()
    };
    let (actors, recipients) =
        (numbered("actor", &line.actors), numbered("recipient", &line.recipients));
    actors.into_iter().chain(recipients).collect()
}

/// A confidence as the line prints it, so that .7 is .7 to a filter.
fn printed(confidence: f32) -> f64 {
    confidence.to_string().parse().unwrap_or_else(|_| f64::from(confidence))
}

/// What the index holds of a line: must be what the view `line_words` gives for it. `None` for
/// lines that it leaves out.
pub(crate) fn words(line: &Line) -> Option<String> {
    Some(match line {
        Line::Event(_) | Line::Figure(_) => return None,
        Line::Document(line) => line.text.clone(),
        Line::Statement(line) => {
            let quotes: Vec<&str> = line.content.iter().map(|span| span.quote.as_str()).collect();
            quotes.join(" … ")
        }
    })
}

/// Text in which upper and lower case look the same. Character by character, so that a part of a
/// folded text is the folded part (a final sigma is like any other).
pub(crate) fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

fn lines(texts: &[&Option<String>]) -> String {
    let given: Vec<String> = texts.iter().filter_map(|text| text.as_deref().map(fold)).collect();
    given.join("\n")
}

/// The line of a stored row.
pub(crate) fn parse(id: &str, json: &str) -> Result<Line> {
    serde_json::from_str(json).map_err(|error| Error::damaged(id, &format!("not a line: {error}")))
}

/// The line of a row of `id, json`.
pub(crate) fn line(row: &Row<'_>) -> Result<Line> {
    let id: String = row.get(0)?;
    let json = row.get_ref(1)?.as_str().map_err(|error| Error::damaged(&id, &error))?;
    parse(&id, json)
}
