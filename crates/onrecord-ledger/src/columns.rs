//! What is extracted from a line to filter and search by. `add` writes it, `verify` compares it.

use onrecord_model::record::{DocumentLine, Line, StatementLine};
use rusqlite::Row;
use rusqlite::types::Value;

use crate::error::{Error, Result};

/// Names of columns with their values.
pub(crate) type Columns = Vec<(&'static str, Value)>;

/// Kinds of lines, in the order of an export: documents come before what points at them.
pub(crate) const KINDS: [&str; 2] = ["document", "statement"];

/// The kind of a line: its `kind` in JSON, and the name of the table of its columns.
pub(crate) fn kind(line: &Line) -> &'static str {
    match line {
        Line::Document(_) => "document",
        Line::Statement(_) => "statement",
    }
}

/// The run that a line says made it.
pub(crate) fn run(line: &Line) -> onrecord_model::Id {
    match line {
        Line::Document(line) => line.run,
        Line::Statement(line) => line.run,
    }
}

/// The columns of `document`, without its key.
pub(crate) fn document(line: &DocumentLine) -> Columns {
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

/// The columns of `statement`, without the keys of the line and its document.
pub(crate) fn statement(line: &StatementLine) -> Columns {
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

/// What the index holds of a line: must be what the view `line_words` gives for it.
pub(crate) fn words(line: &Line) -> String {
    match line {
        Line::Document(line) => line.text.clone(),
        Line::Statement(line) => {
            let quotes: Vec<&str> = line.content.iter().map(|span| span.quote.as_str()).collect();
            quotes.join(" … ")
        }
    }
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
