//! Adds what readings gave.

use std::collections::{HashMap, HashSet};
use std::fmt::Display;

use onrecord_model::record::{Line, MentionLine};
use onrecord_model::{Capture, Id, Outcome, Run, Sketch};
use rusqlite::types::Value;
use rusqlite::{
    Connection, OptionalExtension, Transaction, TransactionBehavior, params, params_from_iter,
};
use serde::Serialize;

use crate::actor::Actor;
use crate::columns::{self, Columns};
use crate::error::{Error, Result};
use crate::{Added, Entry, Sighting};

/// See [`crate::Ledger::add`].
pub(crate) fn add(connection: &mut Connection, run: &Run, entries: &[Entry<'_>]) -> Result<Added> {
    for entry in entries {
        check(run, entry)?;
    }
    if entries.is_empty() {
        return Ok(Added::default());
    }
    // The lock to write is taken first, so that two processes cannot both find a capture new.
    let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut writer =
        Writer { run: run_key(&change, run)?, change: &change, added: Added::default() };
    for entry in entries {
        writer.entry(entry)?;
    }
    let added = writer.added;
    change.commit()?;
    Ok(added)
}

/// Tests that an entry does not contradict itself; the database is not asked.
fn check(run: &Run, entry: &Entry<'_>) -> Result<()> {
    let refused = matches!(entry.outcome, Outcome::Refused(_));
    if !refused && entry.capture.is_none() {
        return Err(Error::invalid(&entry.sighting.path, "read, but without its bytes"));
    }
    if refused && !entry.lines.is_empty() {
        return Err(Error::invalid(&entry.sighting.path, "refused, but with lines"));
    }
    let documents: HashSet<Id> =
        entry.lines.iter().filter(|line| is_document(line)).map(Line::id).collect();
    for line in entry.lines {
        if line.run() != run.id() {
            let message = format!("made by {}, not by {}", line.run(), run.id());
            return Err(Error::invalid(&line.id(), message));
        }
        match line {
            Line::Document(document) => {
                if entry.capture.is_none_or(|capture| *capture.id() != document.capture) {
                    return Err(Error::invalid(&document.id, "of another capture"));
                }
            }
            _ => needs(&documents, line.document(), &line.id())?,
        }
    }
    let actors: HashMap<&str, &Actor> =
        entry.actors.iter().map(|actor| (actor.id.as_str(), actor)).collect();
    for mention in entry.mentions {
        check_mention(run, mention, &documents, &actors)?;
    }
    entry.sketches.iter().try_for_each(|(document, _)| needs(&documents, *document, &"a sketch"))
}

fn check_mention(
    run: &Run,
    mention: &MentionLine,
    documents: &HashSet<Id>,
    actors: &HashMap<&str, &Actor>,
) -> Result<()> {
    let item = format!("the mention {:?}", mention.span.quote);
    needs(documents, mention.document, &item)?;
    if mention.run != run.id() {
        return Err(Error::invalid(&item, format!("made by {}, not by {}", mention.run, run.id())));
    }
    let Some(id) = &mention.actor else { return Ok(()) };
    let Some(actor) = actors.get(id.as_str()) else {
        return Err(Error::invalid(&item, format!("{id} does not come with it")));
    };
    if mention.name.is_none() {
        return Err(Error::invalid(&item, format!("means {id}, but without a name")));
    }
    match &actor.folded {
        Some(folded) => {
            let again = Actor::own_id(&mention.document.to_string(), &actor.kind, folded);
            if again.to_string() != *id {
                return Err(Error::invalid(
                    &item,
                    format!("means {id}, whose content has the id {again}"),
                ));
            }
        }
        None if id.starts_with("act-") => {
            return Err(Error::invalid(&item, format!("means {id}, which is no id of the base")));
        }
        None => {}
    }
    Ok(())
}

fn is_document(line: &Line) -> bool {
    matches!(line, Line::Document(_))
}

fn needs(documents: &HashSet<Id>, document: Id, item: &dyn Display) -> Result<()> {
    if documents.contains(&document) {
        return Ok(());
    }
    Err(Error::invalid(item, format!("{document} does not come with it")))
}

pub(crate) fn run_key(change: &Transaction<'_>, run: &Run) -> Result<i64> {
    let id = run.id().to_string();
    let sql =
        "INSERT INTO run (id, version, tables, models) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    change.execute(sql, params![id, run.version(), run.tables(), run.models()])?;
    Ok(change.query_row("SELECT key FROM run WHERE id = ?", [id], |row| row.get(0))?)
}

/// A transaction under way.
struct Writer<'t> {
    change: &'t Transaction<'t>,
    run: i64,
    added: Added,
}

impl Writer<'_> {
    fn entry(&mut self, entry: &Entry<'_>) -> Result<()> {
        let capture = entry.capture.map(|capture| self.capture(capture)).transpose()?;
        let sighting = self.sighting(entry.sighting, capture, entry.outcome)?;
        for notice in entry.notices {
            let place = notice.place.map(|place| (place.start(), place.end()));
            self.notice(sighting, notice.code, &notice.message, place)?;
        }
        if let Some(capture) = capture
            && !matches!(entry.outcome, Outcome::Refused(_))
            && self.insert(
                "INSERT INTO reading (capture, run) VALUES (?, ?)",
                params![capture, self.run],
            )?
        {
            let reading = self.change.last_insert_rowid();
            self.lines(entry, reading, sighting)?;
        }
        Ok(())
    }

    /// Inserts a row unless it is there; says whether it was not.
    fn insert(&self, sql: &str, params: impl rusqlite::Params) -> Result<bool> {
        Ok(self.change.prepare_cached(&format!("{sql} ON CONFLICT DO NOTHING"))?.execute(params)?
            == 1)
    }

    fn capture(&mut self, capture: &Capture) -> Result<i64> {
        let id = capture.id().as_str();
        let known = self
            .change
            .prepare_cached("SELECT key FROM capture WHERE id = ?")?
            .query_row([id], |row| row.get(0))
            .optional()?;
        if let Some(key) = known {
            return Ok(key);
        }
        let sql = "INSERT INTO capture (id, length, bytes) VALUES (?, ?, ?)";
        let length = i64::try_from(capture.bytes().len()).map_err(|_| Error::TooLarge)?;
        self.insert(sql, params![id, length, capture.bytes()])?;
        self.added.captures += 1;
        Ok(self.change.last_insert_rowid())
    }

    fn sighting(
        &mut self,
        seen: &Sighting,
        capture: Option<i64>,
        outcome: &Outcome,
    ) -> Result<i64> {
        let sql = "INSERT INTO sighting (path, url, capture, outcome, reason, at, charset) \
                   VALUES (?, ?, ?, ?, ?, ?, ?)";
        let (name, reason) = (outcome.name(), outcome.reason());
        if self.insert(
            sql,
            params![seen.path, seen.url, capture, name, reason, seen.at, seen.charset],
        )? {
            self.added.sightings += 1;
            return Ok(self.change.last_insert_rowid());
        }
        let sql = "SELECT key FROM sighting WHERE path = ? AND url IS ? AND capture IS ? \
                   AND outcome = ? AND reason IS ?";
        let mut known = self.change.prepare_cached(sql)?;
        Ok(known
            .query_row(params![seen.path, seen.url, capture, name, reason], |row| row.get(0))?)
    }

    fn notice(
        &self,
        sighting: i64,
        code: &str,
        message: &str,
        place: Option<(u32, u32)>,
    ) -> Result<()> {
        let sql = r#"INSERT INTO notice (sighting, run, code, message, start, "end") VALUES (?, ?, ?, ?, ?, ?)"#;
        let (start, end) = place.unzip();
        self.insert(sql, params![sighting, self.run, code, message, start, end])?;
        Ok(())
    }

    /// Adds the lines of a new reading: documents first, as the others point at them.
    fn lines(&mut self, entry: &Entry<'_>, reading: i64, sighting: i64) -> Result<()> {
        let mut documents: HashMap<Id, i64> = HashMap::new();
        let numbered = || (0_i64..).zip(entry.lines);
        for (ordinal, line) in numbered().filter(|(_, line)| is_document(line)) {
            if let Some(key) = self.line(line, reading, ordinal, sighting)? {
                self.columns("document", ("line", key), columns::of(line))?;
                self.added.documents += 1;
                documents.insert(line.id(), key);
            }
        }
        for (ordinal, line) in numbered().filter(|(_, line)| !is_document(line)) {
            let document = documents[&line.document()];
            let Some(key) = self.line(line, reading, ordinal, sighting)? else { continue };
            let mut columns = columns::of(line);
            columns.push(("document", document.into()));
            self.columns(line.kind(), ("line", key), columns)?;
            match line {
                Line::Event(event) => {
                    for party in columns::parties(event) {
                        self.columns("event_party", ("event", key), party)?;
                    }
                    self.added.events += 1;
                }
                Line::Figure(_) => self.added.figures += 1,
                _ => self.added.statements += 1,
            }
        }
        self.mentions(entry, &documents)?;
        entry
            .sketches
            .iter()
            .try_for_each(|(document, sketch)| self.sketch(documents[document], sketch))
    }

    /// Adds the mentions of a new reading, and the actors that they mean.
    fn mentions(&mut self, entry: &Entry<'_>, documents: &HashMap<Id, i64>) -> Result<()> {
        let mut actors: HashMap<&str, (i64, &str)> = HashMap::new();
        for actor in entry.actors {
            actors.insert(&actor.id, (actor_key(self.change, actor)?, &actor.name));
        }
        let sql = r#"INSERT INTO mention (document, ordinal, start, "end", quote, label, name, actor,
                     codes, place, date, candidates) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"#;
        let mut insert = self.change.prepare_cached(sql)?;
        for (ordinal, line) in (0_i64..).zip(entry.mentions) {
            let actor = line.actor.as_ref().map(|id| actors[id.as_str()]);
            // The name of an actor is not written down again.
            let name =
                line.name.as_deref().filter(|name| actor.is_none_or(|(_, own)| own != *name));
            let candidates = Some(&line.candidates).filter(|candidates| !candidates.is_empty());
            insert.execute(params![
                documents[&line.document],
                ordinal,
                line.span.start,
                line.span.end,
                line.span.quote,
                line.label,
                name,
                actor.map(|(key, _)| key),
                line.codes.join(" "),
                line.place.as_ref().map(json),
                line.date.as_ref().map(json),
                candidates.map(json),
            ])?;
            self.added.mentions += 1;
        }
        Ok(())
    }

    /// Adds what all lines have; its key, or `None` if the reading has a line of that id already.
    fn line(&self, line: &Line, reading: i64, ordinal: i64, sighting: i64) -> Result<Option<i64>> {
        let (id, json) = (line.id().to_string(), line.to_json());
        let sql = "INSERT INTO line (id, kind, reading, ordinal, json) VALUES (?, ?, ?, ?, ?)";
        if !self.insert(sql, params![id, line.kind(), reading, ordinal, json])? {
            self.told_twice(&id, &json, reading, sighting)?;
            return Ok(None);
        }
        let key = self.change.last_insert_rowid();
        if let Some(words) = columns::words(line) {
            self.change
                .prepare_cached("INSERT INTO words (rowid, text) VALUES (?, ?)")?
                .execute(params![key, words])?;
        }
        Ok(Some(key))
    }

    /// Two lines of one id should be the same; if they are not, the first is kept and a notice
    /// says so, as one odd page must not stop a batch.
    fn told_twice(&self, id: &str, json: &str, reading: i64, sighting: i64) -> Result<()> {
        let sql = "SELECT json FROM line WHERE id = ? AND reading = ?";
        let first: String =
            self.change.prepare_cached(sql)?.query_row(params![id, reading], |row| row.get(0))?;
        if first != json {
            let message = format!("two different lines have the id {id}; the first is kept");
            self.notice(sighting, "same-id", &message, None)?;
        }
        Ok(())
    }

    /// Adds a row of a line to a table; `of` names the column that holds the key of the line.
    fn columns(&self, table: &str, (of, key): (&str, i64), columns: Columns) -> Result<()> {
        let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
        let places = ", ?".repeat(names.len());
        let sql = format!("INSERT INTO {table} ({of}, {}) VALUES (?{places})", names.join(", "));
        let values =
            std::iter::once(Value::from(key)).chain(columns.into_iter().map(|(_, value)| value));
        self.change.prepare_cached(&sql)?.execute(params_from_iter(values))?;
        Ok(())
    }

    fn sketch(&self, document: i64, sketch: &Sketch) -> Result<()> {
        let sql = "INSERT INTO sketch (document, mins) VALUES (?, ?)";
        if !self.insert(sql, params![document, sketch.to_bytes()])? {
            return Ok(());
        }
        for band in sketch.bands() {
            let sql = "INSERT INTO band (run, key, document) VALUES (?, ?, ?)";
            self.insert(sql, params![self.run, band.cast_signed(), document])?;
        }
        Ok(())
    }
}

/// The key of an actor's row, which is made if it is not there.
pub(crate) fn actor_key(change: &Transaction<'_>, actor: &Actor) -> Result<i64> {
    let Actor { id, name, kind, folded } = actor;
    let sql =
        "INSERT INTO actor (id, name, kind, folded) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
    change.prepare_cached(sql)?.execute(params![id, name, kind, folded])?;
    let sql = "SELECT key FROM actor WHERE id = ? AND name = ? AND kind = ? AND folded IS ?";
    let mut known = change.prepare_cached(sql)?;
    Ok(known.query_row(params![id, name, kind, folded], |row| row.get(0))?)
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("parts of lines hold nothing that JSON cannot")
}
