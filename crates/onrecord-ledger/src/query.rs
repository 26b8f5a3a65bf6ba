//! Reads the record back. Listings show the newest reading of each capture.

use onrecord_model::Id;
use onrecord_model::record::Line;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use crate::columns::{self, KINDS};
use crate::error::{Error, Result};
use crate::filter::{self, Conditions, WordsOf};
use crate::{EventFilter, FigureFilter, Filter, Noted, Seen, Sighting, words};

/// Ids named in an error when a prefix fits several.
const CANDIDATES: i64 = 5;

/// See [`crate::Ledger::has_reading`].
pub(crate) fn has_reading(connection: &Connection, capture: &str, run: Id) -> Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM reading AS r JOIN capture AS c ON c.key = r.capture \
               JOIN run ON run.key = r.run WHERE c.id = ? AND run.id = ?)";
    Ok(connection
        .prepare_cached(sql)?
        .query_row(params![capture, run.to_string()], |row| row.get(0))?)
}

/// See [`crate::Ledger::documents`].
pub(crate) fn documents(connection: &Connection, filter: &Filter) -> Result<Vec<Line>> {
    let document = Conditions::on_document(filter)?;
    let said = Conditions::on_statement(connection, filter)?;
    let words = Conditions::on_words(filter, WordsOf::Line)?;
    let saying = if said.is_empty() {
        "1".to_owned()
    } else {
        format!(
            "EXISTS (SELECT 1 FROM statement AS item JOIN line AS l ON l.key = item.line \
             WHERE item.document = d.line AND {})",
            said.sql()
        )
    };
    let sql = format!(
        "SELECT l.key FROM document AS d JOIN line AS l ON l.key = d.line \
         JOIN newest AS n ON n.seq = l.reading WHERE {} AND {saying} AND {} \
         ORDER BY d.published_start NULLS LAST, l.id LIMIT ?",
        document.sql(),
        words.sql(),
    );
    lines(connection, &sql, [document, said, words], filter)
}

/// See [`crate::Ledger::statements`].
pub(crate) fn statements(connection: &Connection, filter: &Filter) -> Result<Vec<Line>> {
    let said = Conditions::on_statement(connection, filter)?;
    told(connection, "statement", said, Conditions::on_words(filter, WordsOf::Line)?, filter)
}

/// See [`crate::Ledger::events`].
pub(crate) fn events(connection: &Connection, filter: &EventFilter) -> Result<Vec<Line>> {
    let (done, filter) = (Conditions::on_event(connection, filter)?, &filter.within);
    told(connection, "event", done, Conditions::on_words(filter, WordsOf::Document)?, filter)
}

/// See [`crate::Ledger::figures`].
pub(crate) fn figures(connection: &Connection, filter: &FigureFilter) -> Result<Vec<Line>> {
    let (claimed, filter) = (Conditions::on_figure(filter), &filter.within);
    told(connection, "figure", claimed, Conditions::on_words(filter, WordsOf::Document)?, filter)
}

/// Lines that documents tell: those of one table that meet conditions of their own.
fn told(
    connection: &Connection,
    table: &str,
    own: Conditions,
    words: Conditions,
    filter: &Filter,
) -> Result<Vec<Line>> {
    let document = Conditions::on_document(filter)?;
    let sql = format!(
        "SELECT l.key FROM {table} AS item JOIN document AS d ON d.line = item.document \
         JOIN line AS l ON l.key = item.line JOIN line AS whole ON whole.key = d.line \
         JOIN newest AS n ON n.seq = l.reading WHERE {} AND {} AND {} \
         ORDER BY d.published_start NULLS LAST, whole.id, item.start, l.ordinal LIMIT ?",
        document.sql(),
        own.sql(),
        words.sql(),
    );
    lines(connection, &sql, [document, own, words], filter)
}

/// The lines whose keys a query gives. Two steps, so that SQLite sorts keys and not whole texts.
fn lines(
    connection: &Connection,
    sql: &str,
    conditions: [Conditions; 3],
    filter: &Filter,
) -> Result<Vec<Line>> {
    let values = conditions.into_iter().flat_map(Conditions::into_values);
    let values: Vec<Value> = values.chain([filter::limit(filter)]).collect();
    let mut found = connection.prepare_cached(sql)?;
    let mut whole = connection.prepare_cached("SELECT id, json FROM line WHERE key = ?")?;
    let mut rows = found.query(params_from_iter(values))?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        let key: i64 = row.get(0)?;
        lines.push(whole.query_row([key], |row| Ok(columns::line(row)))??);
    }
    Ok(lines)
}

/// See [`crate::Ledger::search`].
pub(crate) fn search(
    connection: &Connection,
    query: &str,
    limit: u32,
) -> Result<Vec<(Line, String)>> {
    let query = words::safe(query)?;
    // CROSS JOIN keeps the index in front, which gives its rows best first without sorting them.
    let sql = "SELECT l.id, l.json, snippet(words, 0, char(2), char(3), '…', 24) FROM words \
               CROSS JOIN line AS l ON l.key = words.rowid CROSS JOIN newest AS n ON n.seq = l.reading \
               WHERE words MATCH ? ORDER BY rank LIMIT ?";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params![query, limit])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let snippet = row.get_ref(2)?.as_bytes_or_null().ok().flatten().unwrap_or_default();
        found.push((columns::line(row)?, String::from_utf8_lossy(snippet).into_owned()));
    }
    Ok(found)
}

/// See [`crate::Ledger::line`].
pub(crate) fn line(connection: &Connection, id: &str) -> Result<Option<Line>> {
    let id = id.trim().to_ascii_lowercase();
    if id.parse::<Id>().is_ok() {
        return newest(connection, &id);
    }
    let prefixes = ["doc-", "sta-", "eve-", "fig-"];
    let digits = prefixes.iter().find_map(|prefix| id.strip_prefix(prefix)).unwrap_or_default();
    if !(4..32).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Error::BadId { id });
    }
    // `g` follows the digits, so that this is the range of all ids that begin so.
    let sql = "SELECT DISTINCT id FROM line WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let ids: Vec<String> = statement
        .query_map(params![id, CANDIDATES], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    match &ids[..] {
        [] => Ok(None),
        [only] => newest(connection, only),
        _ => Err(Error::Ambiguous { prefix: id, ids }),
    }
}

/// The line of an id, of the newest reading that gave it.
fn newest(connection: &Connection, id: &str) -> Result<Option<Line>> {
    let sql = "SELECT id, json FROM line WHERE id = ? ORDER BY reading DESC LIMIT 1";
    connection
        .prepare_cached(sql)?
        .query_row([id], |row| Ok(columns::line(row)))
        .optional()?
        .transpose()
}

/// See [`crate::Ledger::capture`].
pub(crate) fn capture(connection: &Connection, id: &str) -> Result<Option<Vec<u8>>> {
    let mut statement = connection.prepare_cached("SELECT bytes FROM capture WHERE id = ?")?;
    Ok(statement.query_row([id], |row| row.get(0)).optional()?)
}

/// See [`crate::Ledger::sightings`].
pub(crate) fn sightings(connection: &Connection) -> Result<Vec<Seen>> {
    let sql = "SELECT path, url, at, charset, capture.id, outcome, reason FROM sighting \
               LEFT JOIN capture ON capture.key = sighting.capture ORDER BY sighting.key";
    let mut statement = connection.prepare_cached(sql)?;
    let seen = statement.query_map([], |row| {
        Ok(Seen {
            sighting: Sighting {
                path: row.get(0)?,
                url: row.get(1)?,
                at: row.get(2)?,
                charset: row.get(3)?,
            },
            capture: row.get(4)?,
            outcome: row.get(5)?,
            reason: row.get(6)?,
        })
    })?;
    Ok(seen.collect::<rusqlite::Result<_>>()?)
}

/// See [`crate::Ledger::notices`].
pub(crate) fn notices(connection: &Connection) -> Result<Vec<Noted>> {
    let sql = r#"SELECT path, capture.id, run.id, code, message, start, "end" FROM notice
               JOIN sighting ON sighting.key = notice.sighting JOIN run ON run.key = notice.run
               LEFT JOIN capture ON capture.key = sighting.capture ORDER BY notice.key"#;
    let mut statement = connection.prepare_cached(sql)?;
    let noted = statement.query_map([], |row| {
        let place: (Option<u32>, Option<u32>) = (row.get(5)?, row.get(6)?);
        Ok(Noted {
            path: row.get(0)?,
            capture: row.get(1)?,
            run: row.get(2)?,
            code: row.get(3)?,
            message: row.get(4)?,
            place: place.0.zip(place.1),
        })
    })?;
    Ok(noted.collect::<rusqlite::Result<_>>()?)
}

/// See [`crate::Ledger::export`].
pub(crate) fn export(
    connection: &Connection,
    each: &mut dyn FnMut(&Line) -> std::io::Result<()>,
) -> Result<()> {
    // One state of the ledger for all kinds, though others may add meanwhile.
    let snapshot = || connection.unchecked_transaction();
    let _snapshot = connection.is_autocommit().then(snapshot).transpose()?;
    let sql = "SELECT l.id, l.json FROM line AS l JOIN newest AS n ON n.seq = l.reading \
               WHERE l.kind = ? ORDER BY l.id";
    let mut statement = connection.prepare_cached(sql)?;
    for kind in KINDS {
        let mut rows = statement.query([kind])?;
        while let Some(row) = rows.next()? {
            each(&columns::line(row)?)?;
        }
    }
    Ok(())
}
