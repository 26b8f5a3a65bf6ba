//! Checks a whole ledger again, as `git fsck` does a repository.
//!
//! What is wrong becomes a [`Fault`]; an error is only what keeps the check from being made. One
//! capture, and one document of it, is in memory at a time.

mod event;
mod mention;

use std::collections::BTreeSet;
use std::fmt::Display;
use std::ops::Range;

use onrecord_model::record::{DocumentLine, Line, SpanLine, StatementLine};
use onrecord_model::{
    Act, CaptureId, CodePoints, Document, DocumentParts, Id, IdKind, Role, Run, Sketch, Statement,
};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row, params};

use crate::columns::{self, Columns, KINDS};
use crate::error::{Error, Result};
use crate::{Fault, Verification};

/// See [`crate::Ledger::verify`].
pub(crate) fn verify(connection: &Connection) -> Result<Verification> {
    let mut check = Check { connection, found: Verification::default() };
    check.stage("index of words", Check::index)?;
    // From here on one state of the ledger, though others may add meanwhile.
    let _snapshot = connection.unchecked_transaction()?;
    check.stage("database", Check::database)?;
    check.stage("table run", Check::runs)?;
    check.stage("table capture", Check::captures)?;
    check.stage("table line", Check::strays)?;
    check.stage("table mention", Check::stray_mentions)?;
    check.stage("table judgement", Check::judgements)?;
    check.stage("references", Check::references)?;
    Ok(check.found)
}

/// A check under way.
struct Check<'c> {
    connection: &'c Connection,
    found: Verification,
}

impl Check<'_> {
    fn fault(&mut self, item: &dyn Display, message: impl Into<String>) {
        self.found.faults.push(Fault { item: item.to_string(), message: message.into() });
    }

    /// Runs one part of the check: a part that the damage itself ends is a fault.
    fn stage(&mut self, item: &str, part: fn(&mut Self) -> Result<()>) -> Result<()> {
        match part(self) {
            Err(error @ (Error::Busy | Error::Full | Error::ReadOnly)) => Err(error),
            Err(error) => {
                self.fault(&item, error.to_string());
                Ok(())
            }
            Ok(()) => Ok(()),
        }
    }

    /// Compares the index with the words of every line. This takes the lock to write, so that a
    /// ledger opened for reading is checked by [`Self::database`] only, which does not compare.
    fn index(&mut self) -> Result<()> {
        if self.connection.is_readonly("main")? {
            return Ok(());
        }
        self.connection
            .execute("INSERT INTO words (words, rank) VALUES ('integrity-check', 1)", [])?;
        Ok(())
    }

    fn database(&mut self) -> Result<()> {
        let mut statement = self.connection.prepare("PRAGMA integrity_check")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let told = text(row, 0);
            if told != "ok" {
                self.fault(&"database", told);
            }
        }
        Ok(())
    }

    fn runs(&mut self) -> Result<()> {
        let mut statement =
            self.connection.prepare("SELECT id, version, tables, models FROM run")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let models = (!matches!(row.get_ref(3)?, ValueRef::Null)).then(|| text(row, 3));
            let again = Run::new(&text(row, 1), &text(row, 2), models.as_deref()).id();
            self.same_id(&text(row, 0), again);
        }
        Ok(())
    }

    fn captures(&mut self) -> Result<()> {
        let mut statement =
            self.connection.prepare("SELECT key, id, length, bytes FROM capture ORDER BY key")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (key, id): (i64, _) = (row.get(0)?, text(row, 1));
            let bytes = row.get_ref(3)?.as_blob_or_null().ok().flatten().unwrap_or_default();
            self.found.captures += 1;
            if CaptureId::of(bytes).as_str() != id {
                self.fault(&id, "its bytes have another hash");
            }
            if text(row, 2) != bytes.len().to_string() {
                self.fault(
                    &id,
                    format!("its length is {} bytes, not {} as stored", bytes.len(), text(row, 2)),
                );
            }
            self.documents(key, &id, bytes)?;
        }
        Ok(())
    }

    /// The documents of a capture, of all runs.
    fn documents(&mut self, capture: i64, capture_id: &str, bytes: &[u8]) -> Result<()> {
        let sql = "SELECT l.key, l.id, l.json, run.id, l.reading, l.kind FROM reading AS r \
                   JOIN line AS l ON l.reading = r.seq AND l.kind = 'document' \
                   JOIN run ON run.key = r.run WHERE r.capture = ? ORDER BY r.seq, l.ordinal";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([capture])?;
        while let Some(row) = rows.next()? {
            self.found.documents += 1;
            let stored = Stored::of(row)?;
            let Some(line) = self.line(&stored) else { continue };
            let Line::Document(home) = &line else { continue };
            if home.capture.as_str() != capture_id {
                self.fault(
                    &stored.id,
                    format!("says it is of capture {}, but stands with {capture_id}", home.capture),
                );
            }
            self.document(home, bytes);
            self.columns("document", &stored, &columns::of(&line))?;
            self.sketch(&stored)?;
            if let Some(first) = home.duplicate_of {
                self.exists(&stored, "duplicate_of", first, None)?;
            }
            for kind in &KINDS[1..] {
                self.told(kind, &stored, home)?;
            }
            self.mentions(&stored, home)?;
        }
        Ok(())
    }

    fn document(&mut self, line: &DocumentLine, bytes: &[u8]) {
        let points = CodePoints::new(&line.text);
        let (start, end) = (points.to_byte(line.body.start), points.to_byte(line.body.end));
        let body_start = match (start, end) {
            (Some(start), Some(end)) if start <= end => start,
            _ => {
                let (start, end) = (line.body.start, line.body.end);
                self.fault(
                    &line.id,
                    format!("its body at {start}..{end} does not lie in its text"),
                );
                0
            }
        };
        let Some(map) = line.offset_map() else {
            return self.fault(&line.id, "its map does not fit its text");
        };
        if let Err(message) = map.check(&line.text, bytes) {
            return self.fault(&line.id, message);
        }
        let role = [Role::Article, Role::Comment, Role::Boilerplate]
            .into_iter()
            .find(|role| role.name() == line.role);
        if role.is_none() {
            return self.fault(&line.id, format!("`{}` is not a role", line.role));
        }
        let text = line.text.clone();
        let parts = DocumentParts { text, map, role, body_start, ..DocumentParts::default() };
        self.same_id(&line.id.to_string(), Document::new(&line.capture, parts).id());
    }

    /// The lines of a kind that a document tells.
    fn told(&mut self, kind: &str, document: &Stored, home: &DocumentLine) -> Result<()> {
        let sql = format!(
            "SELECT l.key, l.id, l.json, run.id, l.reading, l.kind FROM {kind} AS item \
             JOIN line AS l ON l.key = item.line JOIN reading AS r ON r.seq = l.reading \
             JOIN run ON run.key = r.run WHERE item.document = ? ORDER BY l.ordinal"
        );
        let points = CodePoints::new(&home.text);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([document.key])?;
        while let Some(row) = rows.next()? {
            match kind {
                "event" => self.found.events += 1,
                "figure" => self.found.figures += 1,
                _ => self.found.statements += 1,
            }
            let stored = Stored::of(row)?;
            if stored.reading != document.reading {
                self.fault(
                    &stored.id,
                    format!("is of another reading than its document {}", document.id),
                );
            }
            let Some(line) = self.line(&stored) else { continue };
            if line.kind() != kind {
                self.fault(
                    &stored.id,
                    format!("is of kind {}, but stands in table {kind}", line.kind()),
                );
                continue;
            }
            if line.document().to_string() != document.id {
                self.fault(
                    &stored.id,
                    format!(
                        "says it is told by {}, but stands with {}",
                        line.document(),
                        document.id
                    ),
                );
            }
            for (name, span) in line.spans() {
                let stands = bytes(span, &points).and_then(|range| home.text.get(range));
                if stands != Some(span.quote.as_str()) {
                    let SpanLine { start, end, quote } = span;
                    self.fault(
                        &stored.id,
                        format!("its {name} {quote:?} does not stand at {start}..{end}"),
                    );
                }
            }
            let mut columns = columns::of(&line);
            columns.push(("document", document.key.into()));
            self.columns(kind, &stored, &columns)?;
            match &line {
                Line::Document(_) => {}
                Line::Statement(line) => {
                    self.statement(line, &points);
                    self.names(&stored, "parent", line.parent, IdKind::Statement)?;
                }
                Line::Event(line) => self.event(&stored, line, &points)?,
                Line::Figure(line) => self.figure(&stored, line, &points)?,
            }
        }
        Ok(())
    }

    fn statement(&mut self, line: &StatementLine, points: &CodePoints<'_>) {
        let Some(act) = Act::from_name(&line.act) else {
            return self.fault(&line.id, format!("`{}` is not an act", line.act));
        };
        if line.content.is_empty() {
            return self.fault(&line.id, "has no content");
        }
        // A span outside the text is a fault already; without it there is no id to compare.
        let place = |span: Option<&SpanLine>| match span {
            None => Some(None),
            Some(span) => bytes(span, points).map(Some),
        };
        let content: Option<Vec<_>> = line.content.iter().map(|span| bytes(span, points)).collect();
        let cue = place(line.cue.as_ref().map(|cue| &cue.span));
        let source = place(line.source.as_ref().map(|source| &source.span));
        if let (Some(cue), Some(source), Some(content)) = (cue, source, content) {
            self.same_id(
                &line.id.to_string(),
                Statement::id_of(line.document, cue, source, content, act),
            );
        }
    }

    /// The line of a row, if it is one and says of itself what the row says.
    fn line(&mut self, stored: &Stored) -> Option<Line> {
        let line = match columns::parse(&stored.id, &stored.json) {
            Ok(line) => line,
            Err(Error::Damaged { message, .. }) => {
                self.fault(&stored.id, message);
                return None;
            }
            Err(error) => {
                self.fault(&stored.id, error.to_string());
                return None;
            }
        };
        if line.id().to_string() != stored.id {
            self.fault(&stored.id, format!("its line says it is {}", line.id()));
        }
        if line.run().to_string() != stored.run {
            self.fault(
                &stored.id,
                format!("says it was made by {}, but stands with {}", line.run(), stored.run),
            );
        }
        if line.kind() != stored.kind {
            self.fault(
                &stored.id,
                format!("its line is of kind {}, its row of kind {}", line.kind(), stored.kind),
            );
        }
        Some(line)
    }

    fn same_id(&mut self, stored: &str, again: Id) {
        if again.to_string() != stored {
            self.fault(&stored, format!("its content has the id {again}"));
        }
    }

    /// Compares the columns of a line's row with what is extracted from the line again.
    fn columns(&mut self, table: &str, stored: &Stored, columns: &Columns) -> Result<()> {
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let sql = format!("SELECT {} FROM {table} WHERE line = ?", names.join(", "));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query([stored.key])?;
        let Some(row) = rows.next()? else {
            self.fault(&stored.id, format!("has no row in table {table}"));
            return Ok(());
        };
        for (at, (name, value)) in columns.iter().enumerate() {
            if row.get_ref(at)? != ValueRef::from(value) {
                self.fault(&stored.id, format!("its column {name} is not what its line says"));
            }
        }
        Ok(())
    }

    fn sketch(&mut self, stored: &Stored) -> Result<()> {
        let mut statement =
            self.connection.prepare_cached("SELECT mins FROM sketch WHERE document = ?")?;
        let mut rows = statement.query([stored.key])?;
        let Some(row) = rows.next()? else { return Ok(()) };
        let mins = row.get_ref(0)?.as_bytes_or_null().ok().flatten().unwrap_or_default();
        let Some(sketch) = Sketch::from_bytes(mins) else {
            self.fault(&stored.id, "its sketch has another length");
            return Ok(());
        };
        let sql = "SELECT b.key FROM band AS b JOIN reading AS r ON r.run = b.run \
                   WHERE r.seq = ?1 AND b.key = ?2 AND b.document = ?3";
        let mut statement = self.connection.prepare_cached(sql)?;
        let bands: BTreeSet<u64> = sketch.bands().collect();
        for band in bands {
            if !statement.exists(params![stored.reading, band.cast_signed(), stored.key])? {
                self.fault(&stored.id, "a band of its sketch is missing");
            }
        }
        Ok(())
    }

    /// Tests that the line which another names is there, in the same reading if one is given.
    fn exists(&mut self, stored: &Stored, field: &str, id: Id, reading: Option<i64>) -> Result<()> {
        let sql = "SELECT 1 FROM line WHERE id = ?1 AND reading = ifnull(?2, reading)";
        if !self.connection.prepare_cached(sql)?.exists(params![id.to_string(), reading])? {
            self.fault(&stored.id, format!("its {field} {id} is not in the ledger"));
        }
        Ok(())
    }

    /// Tests an id that a line names: of that kind, and in the same reading.
    fn names(&mut self, stored: &Stored, field: &str, id: Option<Id>, kind: IdKind) -> Result<()> {
        let Some(id) = id else { return Ok(()) };
        if id.kind() != kind {
            self.fault(&stored.id, format!("its {field} {id} is no id of a line of that kind"));
        }
        self.exists(stored, field, id, Some(stored.reading))
    }

    /// Lines that the way from capture to document to what it tells does not reach.
    fn strays(&mut self) -> Result<()> {
        let homeless = KINDS[1..].iter().map(|kind| {
            format!(
                "SELECT l.id, 'its document is missing' FROM line AS l \
                 WHERE l.kind = '{kind}' AND NOT EXISTS (SELECT 1 FROM {kind} AS item \
                  JOIN document AS d ON d.line = item.document \
                  JOIN line AS whole ON whole.key = d.line WHERE item.line = l.key) UNION ALL "
            )
        });
        let sql = format!(
            "{}SELECT l.id, 'its reading, run or capture is missing' FROM line AS l WHERE NOT EXISTS \
               (SELECT 1 FROM reading AS r JOIN capture AS c ON c.key = r.capture \
                JOIN run ON run.key = r.run WHERE r.seq = l.reading) \
             UNION ALL SELECT l.id, 'has no row in table document' FROM line AS l \
               WHERE l.kind = 'document' AND NOT EXISTS (SELECT 1 FROM document AS d WHERE d.line = l.key) \
             UNION ALL SELECT l.id, 'its kind ' || quote(l.kind) || ' is unknown' FROM line AS l \
               WHERE l.kind NOT IN ('{}')",
            homeless.collect::<String>(),
            KINDS.join("', '")
        );
        let mut statement = self.connection.prepare(&sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.fault(&text(row, 0), text(row, 1));
        }
        Ok(())
    }

    fn references(&mut self) -> Result<()> {
        let mut statement = self.connection.prepare("PRAGMA foreign_key_check")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (table, key, other) = (text(row, 0), text(row, 1), text(row, 2));
            self.fault(
                &format!("table {table}, row {key}"),
                format!("points at a row of table {other} that is missing"),
            );
        }
        Ok(())
    }
}

/// A row of `line`, with the id of its run. Text that is not UTF-8 is taken as it can be read: it
/// will not parse, or not compare.
struct Stored {
    key: i64,
    id: String,
    json: String,
    run: String,
    reading: i64,
    kind: String,
}

impl Stored {
    fn of(row: &Row<'_>) -> Result<Self> {
        let (key, reading) = (row.get(0)?, row.get(4)?);
        Ok(Self {
            key,
            id: text(row, 1),
            json: text(row, 2),
            run: text(row, 3),
            reading,
            kind: text(row, 5),
        })
    }
}

/// A column as text, whatever it holds.
fn text(row: &Row<'_>, column: usize) -> String {
    match row.get_ref(column) {
        Ok(ValueRef::Text(bytes) | ValueRef::Blob(bytes)) => {
            String::from_utf8_lossy(bytes).into_owned()
        }
        Ok(ValueRef::Integer(number)) => number.to_string(),
        Ok(ValueRef::Real(number)) => number.to_string(),
        Ok(ValueRef::Null) | Err(_) => String::new(),
    }
}

/// A span in bytes of the text; `None` if it does not lie in it.
fn bytes(span: &SpanLine, points: &CodePoints<'_>) -> Option<Range<usize>> {
    let (start, end) = (points.to_byte(span.start)?, points.to_byte(span.end)?);
    (start <= end).then_some(start as usize..end as usize)
}
