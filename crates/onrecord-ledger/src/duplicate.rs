//! Finds the document that another one repeats.

use onrecord_model::{Id, Sketch};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use crate::error::{Error, Result};

/// See [`crate::Ledger::duplicate_of`].
pub(crate) fn of(
    connection: &Connection,
    sketch: &Sketch,
    capture: &str,
    run: Id,
) -> Result<Option<Id>> {
    let mut run_key = connection.prepare_cached("SELECT key FROM run WHERE id = ?")?;
    let Some(run): Option<i64> =
        run_key.query_row([run.to_string()], |row| row.get(0)).optional()?
    else {
        return Ok(None);
    };
    let bands: Vec<Value> = sketch.bands().map(|band| band.cast_signed().into()).collect();
    // SQLite merges the ordered parts as it is asked for rows: with a thousand copies of one text
    // only the first is looked at.
    let part = "SELECT document FROM band WHERE run = ?1 AND key = ?";
    let parts = vec![part; bands.len()].join(" UNION ");
    let mut candidates = connection.prepare_cached(&format!("{parts} ORDER BY document"))?;
    let mut rows =
        candidates.query(params_from_iter(std::iter::once(Value::from(run)).chain(bands)))?;
    let sql = "SELECT l.id, s.mins FROM sketch AS s JOIN line AS l ON l.key = s.document \
               JOIN reading AS r ON r.seq = l.reading JOIN capture AS c ON c.key = r.capture \
               WHERE s.document = ?1 AND c.id <> ?2";
    let mut sketches = connection.prepare_cached(sql)?;
    while let Some(row) = rows.next()? {
        let document: i64 = row.get(0)?;
        let stored = sketches
            .query_row((document, capture), |row| {
                Ok((row.get::<_, String>(0)?, row.get::<_, Vec<u8>>(1)?))
            })
            .optional()?;
        let Some((id, mins)) = stored else { continue };
        let other = Sketch::from_bytes(&mins)
            .ok_or_else(|| Error::damaged(&id, &"its sketch has another length"))?;
        if sketch.resemblance(&other) >= Sketch::DUPLICATE {
            return Ok(Some(id.parse().map_err(|error| Error::damaged(&id, &error))?));
        }
    }
    Ok(None)
}
