//! Reads actors back: who is mentioned, and where.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_model::record::CandidateLine;
use rusqlite::{Connection, Row, params};

use crate::actor::{Actor, ActorFilter, Mentioned, OpenName};
use crate::columns::fold;
use crate::error::{Error, Result};
use crate::joins::Joins;
use crate::judge;
use crate::mention::json;

/// Ids named in an error when a prefix fits several.
const CANDIDATES: i64 = 5;

/// Mentions of the newest readings; `a` is the actor, `d` the document, `whole` its line.
pub(crate) const NEWEST: &str = "mention AS m JOIN document AS d ON d.line = m.document \
                      JOIN line AS whole ON whole.key = d.line \
                      JOIN newest AS n ON n.seq = whole.reading";

/// Every actor that is mentioned in a newest reading, one row an id.
pub(crate) fn current(connection: &Connection) -> Result<Vec<Actor>> {
    let sql = "SELECT a.id, a.name, a.kind, a.folded FROM actor AS a WHERE EXISTS \
                 (SELECT 1 FROM mention AS m JOIN line AS l ON l.key = m.document \
                  JOIN newest AS n ON n.seq = l.reading WHERE m.actor = a.key) \
               ORDER BY a.id, a.key DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let mut actors: Vec<Actor> =
        statement.query_map([], actor)?.collect::<rusqlite::Result<_>>()?;
    actors.dedup_by(|later, first| later.id == first.id);
    Ok(actors)
}

fn actor(row: &Row<'_>) -> rusqlite::Result<Actor> {
    Ok(Actor { id: row.get(0)?, name: row.get(1)?, kind: row.get(2)?, folded: row.get(3)? })
}

/// The newest row of an id.
pub(crate) fn row(connection: &Connection, id: &str) -> Result<Option<Actor>> {
    let sql = "SELECT id, name, kind, folded FROM actor WHERE id = ? ORDER BY key DESC LIMIT 1";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([id])?;
    Ok(rows.next()?.map(actor).transpose()?)
}

/// The id that is meant by an id of the base, or by `act-` and at least four digits.
pub(crate) fn resolve(connection: &Connection, id: &str) -> Result<Option<Actor>> {
    let id = id.trim();
    let Some(digits) = id.strip_prefix("act-") else { return row(connection, id) };
    if !(4..=32).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Error::BadId { id: id.to_owned() });
    }
    let sql =
        "SELECT DISTINCT id FROM actor WHERE id >= ?1 AND id < ?1 || 'g' ORDER BY id LIMIT ?2";
    let mut statement = connection.prepare_cached(sql)?;
    let ids: Vec<String> = statement
        .query_map(params![id.to_ascii_lowercase(), CANDIDATES], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    match &ids[..] {
        [] => Ok(None),
        [only] => row(connection, only),
        _ => Err(Error::Ambiguous { prefix: id.to_owned(), ids }),
    }
}

/// See [`crate::Ledger::actors`].
pub(crate) fn actors(connection: &Connection, filter: &ActorFilter) -> Result<Vec<Mentioned>> {
    let actors = current(connection)?;
    let joins = Joins::new(&actors, &judge::all(connection)?);
    let named = filter.name.as_deref().map(|name| named(connection, &fold(name))).transpose()?;
    let mut tallies = tallies(connection, None)?;
    let mut found = Vec::new();
    for group in joins.groups() {
        let mentioned = gather(connection, group, &mut tallies)?;
        let is_named =
            |named: &BTreeSet<String>| mentioned.ids.iter().any(|actor| named.contains(&actor.id));
        if mentioned.mentions > 0
            && filter.kind.as_ref().is_none_or(|kind| mentioned.ids.iter().any(|a| a.kind == *kind))
            && named.as_ref().is_none_or(is_named)
            && !(filter.unknown && mentioned.is_known())
        {
            found.push(mentioned);
        }
    }
    found.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.actor().cmp(b.actor())));
    Ok(found)
}

/// See [`crate::Ledger::actor`].
pub(crate) fn find(connection: &Connection, id: &str) -> Result<Option<Mentioned>> {
    let Some(asked) = resolve(connection, id)? else { return Ok(None) };
    let actors = current(connection)?;
    let joins = Joins::new(&actors, &judge::all(connection)?);
    let alone = [asked.id.clone()];
    let group = match joins.group(&asked.id) {
        [] => &alone[..],
        group => group,
    };
    let mut tallies = tallies(connection, Some(group))?;
    gather(connection, group, &mut tallies).map(Some)
}

/// Whom somebody who looks for an actor may mean.
pub(crate) struct Meant {
    /// Ids.
    pub(crate) ids: Vec<String>,
    /// Folded text that names may hold, unless an id was given.
    pub(crate) name: Option<String>,
}

/// The actors that an id means (of the base, or `act-` and at least four digits), or else those that
/// a part of a name does, with all that are joined with them.
pub(crate) fn meant(connection: &Connection, text: &str) -> Result<Meant> {
    let (asked, name) = match resolve(connection, text)? {
        Some(actor) => (BTreeSet::from([actor.id]), None),
        None => (named(connection, &fold(text))?, Some(fold(text))),
    };
    let joins = Joins::new(&current(connection)?, &judge::all(connection)?);
    let mut ids = asked.clone();
    ids.extend(asked.iter().flat_map(|id| joins.group(id)).cloned());
    // An id that nothing is resolved to any longer may still be asked for.
    ids.insert(text.to_owned());
    Ok(Meant { ids: ids.into_iter().collect(), name })
}

/// Ids with a name that holds this folded text, their own or as a document has it.
fn named(connection: &Connection, name: &str) -> Result<BTreeSet<String>> {
    let sql = "SELECT id, name FROM actor UNION \
               SELECT a.id, m.quote FROM mention AS m JOIN actor AS a ON a.key = m.actor";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut ids = BTreeSet::new();
    while let Some(row) = rows.next()? {
        if fold(row.get_ref(1)?.as_str().unwrap_or_default()).contains(name) {
            ids.insert(row.get(0)?);
        }
    }
    Ok(ids)
}

/// Where an id is mentioned.
#[derive(Default)]
struct Tally {
    mentions: u64,
    documents: BTreeSet<i64>,
    codes: BTreeSet<String>,
    first: Option<String>,
    last: Option<String>,
    reading: i64,
}

impl Tally {
    fn take(&mut self, other: Self) {
        self.mentions += other.mentions;
        self.documents.extend(other.documents);
        self.codes.extend(other.codes);
        self.first = self.first.take().into_iter().chain(other.first).min();
        self.last = self.last.take().max(other.last);
        self.reading = self.reading.max(other.reading);
    }
}

/// Where ids are mentioned: these, or all.
fn tallies(connection: &Connection, ids: Option<&[String]>) -> Result<BTreeMap<String, Tally>> {
    let mut tallies = BTreeMap::new();
    let columns = "a.id, m.document, m.codes, count(*), substr(d.published_start, 1, 10), \
                   substr(d.published_end, 1, 10), whole.reading";
    let (from, group) =
        ("JOIN actor AS a ON a.key = m.actor", "GROUP BY a.id, m.document, m.codes");
    if let Some(ids) = ids {
        let sql = format!("SELECT {columns} FROM {NEWEST} {from} WHERE a.id = ? {group}");
        let mut statement = connection.prepare_cached(&sql)?;
        for id in ids {
            tally(&mut statement.query([id])?, &mut tallies)?;
        }
    } else {
        let sql = format!("SELECT {columns} FROM {NEWEST} {from} {group}");
        tally(&mut connection.prepare_cached(&sql)?.query([])?, &mut tallies)?;
    }
    Ok(tallies)
}

fn tally(rows: &mut rusqlite::Rows<'_>, tallies: &mut BTreeMap<String, Tally>) -> Result<()> {
    while let Some(row) = rows.next()? {
        let codes: String = row.get(2)?;
        tallies.entry(row.get(0)?).or_default().take(Tally {
            mentions: row.get::<_, i64>(3)?.unsigned_abs(),
            documents: BTreeSet::from([row.get(1)?]),
            codes: codes.split_whitespace().map(str::to_owned).collect(),
            first: row.get(4)?,
            last: row.get(5)?,
            reading: row.get(6)?,
        });
    }
    Ok(())
}

/// An actor of these ids, of which the first is the one that it goes by.
fn gather(
    connection: &Connection,
    group: &[String],
    tallies: &mut BTreeMap<String, Tally>,
) -> Result<Mentioned> {
    let mut all = Tally::default();
    let mut ids = Vec::new();
    for id in group {
        all.take(tallies.remove(id).unwrap_or_default());
        ids.extend(row(connection, id)?);
    }
    let run: Option<String> = connection
        .prepare_cached(
            "SELECT run.id FROM reading AS r JOIN run ON run.key = r.run WHERE r.seq = ?",
        )?
        .query_map([all.reading], |row| row.get(0))?
        .next()
        .transpose()?;
    if ids.is_empty() {
        return Err(Error::damaged(&group.join(", "), &"it was judged, but is not in the ledger"));
    }
    Ok(Mentioned {
        ids,
        codes: all.codes.into_iter().collect(),
        mentions: all.mentions,
        documents: all.documents.len() as u64,
        first: all.first,
        last: all.last,
        run: run.and_then(|run| run.parse().ok()),
    })
}

/// Where a name is open, and for whom.
#[derive(Default)]
struct Open {
    /// Candidates with their highest scores.
    best: BTreeMap<String, f32>,
    mentions: u64,
    documents: BTreeSet<i64>,
}

/// See [`crate::Ledger::open_names`].
pub(crate) fn open_names(connection: &Connection, filter: &ActorFilter) -> Result<Vec<OpenName>> {
    let sql = format!(
        "SELECT m.quote, m.label, m.candidates, m.document FROM {NEWEST} \
         WHERE m.actor IS NULL AND m.candidates IS NOT NULL"
    );
    let asked = filter.name.as_deref().map(fold);
    let mut names: BTreeMap<(String, String), Open> = BTreeMap::new();
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let quote: String = row.get(0)?;
        if asked.as_ref().is_some_and(|asked| !fold(&quote).contains(asked)) {
            continue;
        }
        let candidates: Vec<CandidateLine> = json(&quote, row, 2)?.unwrap_or_default();
        let open = names.entry((quote, row.get(1)?)).or_default();
        for candidate in candidates {
            let score = open.best.entry(candidate.actor).or_default();
            *score = score.max(candidate.score);
        }
        open.mentions += 1;
        open.documents.insert(row.get(3)?);
    }
    let open = names.into_iter().map(|((quote, label), open)| {
        let mut candidates: Vec<(String, f32)> = open.best.into_iter().collect();
        candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let (mentions, documents) = (open.mentions, open.documents.len() as u64);
        OpenName { quote, label, candidates, mentions, documents }
    });
    let mut open: Vec<OpenName> = open.collect();
    open.sort_by(|a, b| b.mentions.cmp(&a.mentions).then_with(|| a.quote.cmp(&b.quote)));
    Ok(open)
}
