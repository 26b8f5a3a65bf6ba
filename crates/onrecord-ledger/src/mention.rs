//! Reads mentions back, as the lines that they were.

use onrecord_model::record::{MentionLine, SpanLine};
use onrecord_model::{Id, SCHEMA};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use serde::de::DeserializeOwned;

use crate::actor::Actor;
use crate::error::{Error, Result};
use crate::mentioned::NEWEST;

/// Columns of a mention, for [`line`].
const COLUMNS: &str = "whole.id, run.id, m.ordinal, m.start, m.\"end\", m.quote, m.label, \
                       ifnull(m.name, a.name), a.id, m.codes, m.place, m.date, m.candidates";

/// The ids that a parameter lists, as JSON.
const AMONG: &str = "(SELECT value FROM json_each(?))";

/// See [`crate::Ledger::mentions_of`].
pub(crate) fn of_actor(connection: &Connection, ids: &[Actor]) -> Result<Vec<MentionLine>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {NEWEST} JOIN run ON run.key = n.run \
         JOIN actor AS a ON a.key = m.actor WHERE a.id IN {AMONG} \
         ORDER BY d.published_start NULLS LAST, whole.id, m.start, m.ordinal"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([among(ids)])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        lines.push(line(row)?);
    }
    Ok(lines)
}

/// See [`crate::Ledger::names_of`].
pub(crate) fn names(connection: &Connection, ids: &[Actor]) -> Result<Vec<(String, u64)>> {
    let sql = format!(
        "SELECT m.quote, count(*) FROM {NEWEST} JOIN actor AS a ON a.key = m.actor \
         WHERE a.id IN {AMONG} AND m.label NOT IN ('pronoun', 'description', 'office') \
         GROUP BY m.quote ORDER BY count(*) DESC, m.quote"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let names = statement
        .query_map([among(ids)], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?.unsigned_abs())))?;
    Ok(names.collect::<rusqlite::Result<_>>()?)
}

/// The ids as the parameter of [`AMONG`].
fn among<'a>(ids: impl IntoIterator<Item = &'a Actor>) -> String {
    serde_json::json!(ids.into_iter().map(|actor| &actor.id).collect::<Vec<_>>()).to_string()
}

/// See [`crate::Ledger::mentions`].
pub(crate) fn all(
    connection: &Connection,
    each: &mut dyn FnMut(&MentionLine) -> std::io::Result<()>,
) -> Result<()> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {NEWEST} JOIN run ON run.key = n.run \
         LEFT JOIN actor AS a ON a.key = m.actor ORDER BY whole.id, m.ordinal"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        each(&line(row)?)?;
    }
    Ok(())
}

/// The mentions of a document of a reading, for a check.
pub(crate) fn of_document(
    connection: &Connection,
    document: i64,
) -> Result<Vec<Result<MentionLine>>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM mention AS m JOIN line AS whole ON whole.key = m.document \
         JOIN reading AS r ON r.seq = whole.reading JOIN run ON run.key = r.run \
         LEFT JOIN actor AS a ON a.key = m.actor WHERE m.document = ? ORDER BY m.ordinal"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([document])?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        lines.push(line(row));
    }
    Ok(lines)
}

/// The line of a row of [`COLUMNS`].
fn line(row: &Row<'_>) -> Result<MentionLine> {
    let item = name(row);
    let id = |column: usize| -> Result<Id> {
        let text: String = row.get(column)?;
        text.parse().map_err(|error| Error::damaged(&item, &error))
    };
    let codes: String = row.get(9)?;
    Ok(MentionLine {
        schema: SCHEMA,
        run: id(1)?,
        document: id(0)?,
        span: SpanLine { start: row.get(3)?, end: row.get(4)?, quote: row.get(5)? },
        label: row.get(6)?,
        name: row.get(7)?,
        actor: row.get(8)?,
        codes: codes.split_whitespace().map(str::to_owned).collect(),
        place: json(&item, row, 10)?,
        date: json(&item, row, 11)?,
        candidates: json(&item, row, 12)?.unwrap_or_default(),
    })
}

/// What a mention is called in messages: `doc-…, mention 3`.
fn name(row: &Row<'_>) -> String {
    let document = row.get_ref(0).ok().and_then(|id| id.as_str().ok()).unwrap_or_default();
    format!("{document}, mention {}", row.get(2).unwrap_or(0_i64))
}

/// A cell that holds JSON, if it holds anything.
pub(crate) fn json<T: DeserializeOwned>(
    item: &str,
    row: &Row<'_>,
    column: usize,
) -> Result<Option<T>> {
    let text = match row.get_ref(column)? {
        ValueRef::Null => return Ok(None),
        cell => cell.as_str().map_err(|error| Error::damaged(item, &error))?,
    };
    serde_json::from_str(text).map(Some).map_err(|error| Error::damaged(item, &error))
}
