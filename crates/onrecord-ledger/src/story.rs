//! Stories: kept as they were made from the rest, and read back.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_model::record::{AcrossLine, DocumentLine, Line, MentionLine};
use onrecord_model::{Id, Run};
use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use crate::error::{Error, Result};
use crate::{add, columns, mention, words};

/// An article of the newest readings, by the key of its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ArticleKey {
    /// The document.
    pub document: Id,
    pub(crate) line: i64,
}

/// An article with all that was read from it.
#[derive(Clone, Debug)]
pub struct Article {
    /// Itself.
    pub document: Box<DocumentLine>,
    /// Its statements, events and figures.
    pub lines: Vec<Line>,
    /// Its mentions.
    pub mentions: Vec<MentionLine>,
}

/// A story as it is kept: its members and its lines, the story itself first.
#[derive(Clone, Debug)]
pub struct Story {
    /// Its documents.
    pub members: Vec<ArticleKey>,
    /// Its lines.
    pub lines: Vec<AcrossLine>,
}

/// Which stories or agreements to list; an empty filter lists all.
#[derive(Clone, Debug, Default)]
pub struct StoryFilter {
    /// Of this story only.
    pub story: Option<String>,
    /// Words of its documents: an FTS5 query made safe.
    pub text: Option<String>,
    /// That go on on this day or later.
    pub from: Option<String>,
    /// That began on this day or earlier.
    pub to: Option<String>,
    /// With at least so many documents.
    pub documents: u32,
    /// Agreements on a `figure`, `event` or `statement`.
    pub subject: Option<String>,
    /// Agreements of these relations; all if there are none.
    pub relations: Vec<String>,
    /// At most so many.
    pub limit: Option<u32>,
}

/// The articles of the newest readings, each once, by id.
pub(crate) fn articles(connection: &Connection) -> Result<Vec<ArticleKey>> {
    let sql = "SELECT l.id, l.key FROM document AS d JOIN line AS l ON l.key = d.line \
               JOIN newest AS n ON n.seq = l.reading WHERE d.role = 'article' ORDER BY l.id, l.key DESC";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut articles: Vec<ArticleKey> = Vec::new();
    while let Some(row) = rows.next()? {
        articles.push(key(row)?);
    }
    articles.dedup_by_key(|article| article.document);
    Ok(articles)
}

/// Id and key of an article.
fn key(row: &rusqlite::Row<'_>) -> Result<ArticleKey> {
    let id: String = row.get(0)?;
    let document = id.parse().map_err(|error| Error::damaged(&id, &error))?;
    Ok(ArticleKey { document, line: row.get(1)? })
}

/// See [`Regroup::article`].
pub(crate) fn article(connection: &Connection, key: ArticleKey) -> Result<Article> {
    let mut whole = connection.prepare_cached("SELECT id, json FROM line WHERE key = ?")?;
    let Line::Document(document) = whole.query_row([key.line], |row| Ok(columns::line(row)))??
    else {
        return Err(Error::invalid(&key.document.to_string(), "not a document".to_owned()));
    };
    let mut lines = Vec::new();
    for table in ["statement", "event", "figure"] {
        let sql = format!(
            "SELECT l.id, l.json FROM {table} AS item JOIN line AS l ON l.key = item.line \
             WHERE item.document = ? ORDER BY l.ordinal"
        );
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = statement.query([key.line])?;
        while let Some(row) = rows.next()? {
            lines.push(columns::line(row)?);
        }
    }
    let mentions =
        mention::of_document(connection, key.line)?.into_iter().collect::<Result<_>>()?;
    Ok(Article { document, lines, mentions })
}

/// See [`crate::Ledger::are_stories_current`].
pub(crate) fn are_current(connection: &Connection, run: Id) -> Result<bool> {
    let sql = "SELECT run.id, g.reading FROM grouping AS g JOIN run ON run.key = g.run ORDER BY g.seq DESC LIMIT 1";
    let state: Option<(String, i64)> = connection
        .prepare_cached(sql)?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(state == Some((run.to_string(), last_reading(connection)?)))
}

fn last_reading(connection: &Connection) -> Result<i64> {
    Ok(connection.query_row("SELECT ifnull(max(seq), 0) FROM reading", [], |row| row.get(0))?)
}

/// The stories that are kept, by id, with the keys of their documents.
pub(crate) fn members(connection: &Connection) -> Result<BTreeMap<String, BTreeSet<i64>>> {
    let sql = "SELECT s.id, m.document FROM story AS s JOIN story_member AS m ON m.story = s.key";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut members: BTreeMap<String, BTreeSet<i64>> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        members.entry(row.get(0)?).or_default().insert(row.get(1)?);
    }
    Ok(members)
}

/// Stories being made anew; see [`crate::Ledger::regroup`].
pub struct Regroup<'l> {
    change: Transaction<'l>,
    run: i64,
    grouping: i64,
    before: BTreeMap<String, BTreeSet<i64>>,
    /// By document: its story of before.
    homes: BTreeMap<i64, String>,
    same_run: bool,
    now: BTreeMap<String, BTreeSet<i64>>,
}

/// See [`crate::Ledger::regroup`].
pub(crate) fn regroup<'l>(connection: &'l mut Connection, run: &Run) -> Result<Regroup<'l>> {
    let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let run = add::run_key(&change, run)?;
    let last: Option<i64> = change
        .query_row("SELECT run FROM grouping ORDER BY seq DESC LIMIT 1", [], |row| row.get(0))
        .optional()?;
    let reading = last_reading(&change)?;
    change.execute("INSERT INTO grouping (run, reading) VALUES (?, ?)", params![run, reading])?;
    let grouping = change.last_insert_rowid();
    let before = members(&change)?;
    let homes = before
        .iter()
        .flat_map(|(id, members)| members.iter().map(move |member| (*member, id.clone())))
        .collect();
    Ok(Regroup {
        change,
        run,
        grouping,
        before,
        homes,
        same_run: last == Some(run),
        now: BTreeMap::new(),
    })
}

impl Regroup<'_> {
    /// The articles that stories are made of.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn articles(&self) -> Result<Vec<ArticleKey>> {
        articles(&self.change)
    }

    /// The profiles that this run kept, by article.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn profiles(&self) -> Result<BTreeMap<ArticleKey, Vec<u8>>> {
        let sql = "SELECT l.id, p.document, p.bytes FROM profile AS p \
                   JOIN line AS l ON l.key = p.document WHERE p.run = ?";
        let mut statement = self.change.prepare_cached(sql)?;
        let mut rows = statement.query([self.run])?;
        let mut profiles = BTreeMap::new();
        while let Some(row) = rows.next()? {
            profiles.insert(key(row)?, row.get(2)?);
        }
        Ok(profiles)
    }

    /// An article with all that was read from it.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn article(&self, key: ArticleKey) -> Result<Article> {
        article(&self.change, key)
    }

    /// Keeps the profile of an article.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn keep_profile(&self, key: ArticleKey, bytes: &[u8]) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO profile (document, run, bytes) VALUES (?, ?, ?)";
        self.change.prepare_cached(sql)?.execute(params![key.line, self.run, bytes])?;
        Ok(())
    }

    /// Whether a story of these members is kept as it is: it need not be told again.
    pub fn is_kept(&mut self, members: &[ArticleKey]) -> bool {
        let keys: BTreeSet<i64> = members.iter().map(|member| member.line).collect();
        let home = members.first().and_then(|member| self.homes.get(&member.line));
        let same = home.filter(|id| self.same_run && self.before.get(*id) == Some(&keys)).cloned();
        let is_kept = same.is_some();
        self.now.extend(same.map(|id| (id, keys)));
        is_kept
    }

    /// Deletes the stories that are no more or have other members.
    fn drop_old(&self, changed: &[Story]) -> Result<()> {
        let gone = self.before.keys().filter(|id| !self.now.contains_key(*id)).cloned();
        let told = changed.iter().filter_map(story_id);
        for id in gone.chain(told) {
            for sql in [
                "DELETE FROM story_line WHERE story IN (SELECT key FROM story WHERE id = ?)",
                "DELETE FROM story_member WHERE story IN (SELECT key FROM story WHERE id = ?)",
                "DELETE FROM story WHERE id = ?",
            ] {
                self.change.prepare_cached(sql)?.execute([&id])?;
            }
        }
        Ok(())
    }

    /// Ends it: keeps the stories that were told again, and what became of the others.
    ///
    /// # Errors
    /// If the ledger cannot be written; nothing is changed then.
    pub fn finish(mut self, changed: &[Story]) -> Result<()> {
        for story in changed {
            let keys = story.members.iter().map(|member| member.line).collect();
            self.now.extend(story_id(story).map(|id| (id, keys)));
        }
        self.drop_old(changed)?;
        changed.iter().try_for_each(|story| self.keep(story))?;
        for (old, new, what) in fates(&self.before, &self.now) {
            let sql = "INSERT INTO story_fate (old, new, what, grouping) VALUES (?, ?, ?, ?)";
            self.change.prepare_cached(sql)?.execute(params![old, new, what, self.grouping])?;
        }
        Ok(self.change.commit()?)
    }

    fn keep(&self, story: &Story) -> Result<()> {
        let Some(AcrossLine::Story(head)) = story.lines.first() else {
            return Err(Error::invalid(&"a story", "its first line is not the story".to_owned()));
        };
        let json = |line: &AcrossLine| {
            serde_json::to_string(line).map_err(|error| Error::damaged("a story", &error))
        };
        let sql = r#"INSERT INTO story (id, made, "from", "to", documents, json) VALUES (?, ?, ?, ?, ?, ?)"#;
        let head_json = json(&story.lines[0])?;
        self.change.prepare_cached(sql)?.execute(params![
            head.id.to_string(),
            self.grouping,
            head.from,
            head.to,
            head.documents,
            head_json
        ])?;
        let key = self.change.last_insert_rowid();
        for member in &story.members {
            let sql = "INSERT INTO story_member (story, document) VALUES (?, ?)";
            self.change.prepare_cached(sql)?.execute(params![key, member.line])?;
        }
        for (ordinal, line) in (0_i64..).zip(&story.lines[1..]) {
            let (kind, id, agreement) = match line {
                AcrossLine::Story(_) => continue,
                AcrossLine::Member(_) => ("member", None, None),
                AcrossLine::Carry(_) => ("carry", None, None),
                AcrossLine::SameAs(line) => ("same_as", Some(line.id), None),
                AcrossLine::Agreement(line) => ("agreement", Some(line.id), Some(line)),
            };
            let sql = "INSERT INTO story_line (story, ordinal, kind, id, subject, relation, detail, json) \
                       VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
            self.change.prepare_cached(sql)?.execute(params![
                key,
                ordinal,
                kind,
                id.map(|id| id.to_string()),
                agreement.map(|line| &line.on),
                agreement.map(|line| &line.relation),
                agreement.map(|line| &line.detail),
                json(line)?,
            ])?;
        }
        Ok(())
    }
}

fn story_id(story: &Story) -> Option<String> {
    Some(story.lines.first()?.story()?.id.to_string())
}

/// What became of stories: where most documents of one that is no more went, and where those went that left one.
fn fates(
    before: &BTreeMap<String, BTreeSet<i64>>,
    now: &BTreeMap<String, BTreeSet<i64>>,
) -> Vec<(String, String, &'static str)> {
    let home: BTreeMap<i64, &String> = now
        .iter()
        .flat_map(|(id, members)| members.iter().map(move |member| (*member, id)))
        .collect();
    let mut fates = Vec::new();
    for (old, members) in before {
        let mut went: BTreeMap<&String, usize> = BTreeMap::new();
        for member in members {
            if let Some(new) = home.get(member) {
                *went.entry(new).or_default() += 1;
            }
        }
        let most = went
            .iter()
            .max_by_key(|(id, number)| (**number, std::cmp::Reverse(**id)))
            .map(|(id, _)| *id);
        for new in went.keys().filter(|new| **new != old) {
            let what = if now.contains_key(old) || Some(*new) != most {
                "split"
            } else if before.contains_key(*new) {
                "merged"
            } else {
                "renamed"
            };
            fates.push((old.clone(), (*new).clone(), what));
        }
    }
    fates
}

/// See [`crate::Ledger::stories`].
pub(crate) fn stories(connection: &Connection, filter: &StoryFilter) -> Result<Vec<AcrossLine>> {
    let sql = r#"SELECT s.id, s.json FROM story AS s WHERE s.documents >= ?1
                 AND (?2 IS NULL OR s.id = ?2) AND (?3 IS NULL OR s."to" >= ?3) AND (?4 IS NULL OR s."from" < ?4 || 'x')
                 AND (?5 IS NULL OR EXISTS (SELECT 1 FROM story_member AS m WHERE m.story = s.key
                      AND m.document IN (SELECT rowid FROM words WHERE words MATCH ?5)))
                 ORDER BY s."from" NULLS LAST, s.id LIMIT ?6"#;
    lines(connection, sql, filter, &[])
}

/// See [`crate::Ledger::agreements`].
pub(crate) fn agreements(connection: &Connection, filter: &StoryFilter) -> Result<Vec<AcrossLine>> {
    let sql = r#"SELECT l.id, l.json FROM story_line AS l JOIN story AS s ON s.key = l.story
                 WHERE l.kind = 'agreement' AND s.documents >= ?1
                 AND (?2 IS NULL OR s.id = ?2) AND (?3 IS NULL OR s."to" >= ?3) AND (?4 IS NULL OR s."from" < ?4 || 'x')
                 AND (?5 IS NULL OR EXISTS (SELECT 1 FROM story_member AS m WHERE m.story = s.key
                      AND m.document IN (SELECT rowid FROM words WHERE words MATCH ?5)))
                 AND (?7 IS NULL OR l.subject = ?7)
                 AND (json_array_length(?8) = 0 OR l.relation IN (SELECT value FROM json_each(?8)))
                 ORDER BY s."from" NULLS LAST, s.id, l.ordinal LIMIT ?6"#;
    let relations = serde_json::json!(filter.relations).to_string();
    lines(connection, sql, filter, &[&filter.subject, &relations])
}

fn lines(
    connection: &Connection,
    sql: &str,
    filter: &StoryFilter,
    more: &[&dyn rusqlite::ToSql],
) -> Result<Vec<AcrossLine>> {
    let text = filter.text.as_deref().map(words::safe).transpose()?;
    let limit = filter.limit.map_or(-1, i64::from);
    let mut values: Vec<&dyn rusqlite::ToSql> =
        vec![&filter.documents, &filter.story, &filter.from, &filter.to, &text, &limit];
    values.extend(more);
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(&values[..])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(across(row)?);
    }
    Ok(found)
}

fn across(row: &rusqlite::Row<'_>) -> Result<AcrossLine> {
    let id: Option<String> = row.get(0)?;
    let json: String = row.get(1)?;
    serde_json::from_str(&json)
        .map_err(|error| Error::damaged(id.as_deref().unwrap_or("a story"), &error))
}

/// See [`crate::Ledger::story`].
pub(crate) fn story(connection: &Connection, id: &str) -> Result<Option<Vec<AcrossLine>>> {
    let Some(id) = current(connection, id)? else { return Ok(None) };
    let head: Option<(i64, String)> = connection
        .prepare_cached("SELECT key, json FROM story WHERE id = ?")?
        .query_row([&id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((key, json)) = head else { return Ok(None) };
    let mut lines = vec![serde_json::from_str(&json).map_err(|error| Error::damaged(&id, &error))?];
    let mut statement = connection
        .prepare_cached("SELECT id, json FROM story_line WHERE story = ? ORDER BY ordinal")?;
    let mut rows = statement.query([key])?;
    while let Some(row) = rows.next()? {
        lines.push(across(row)?);
    }
    Ok(Some(lines))
}

/// The id of the story that an id, or the beginning of one, leads to: itself, or what took its place.
fn current(connection: &Connection, id: &str) -> Result<Option<String>> {
    let id = id.trim().to_ascii_lowercase();
    let digits = id.strip_prefix("sto-").unwrap_or_default();
    if !(4..=32).contains(&digits.len()) || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(Error::BadId { id });
    }
    let sql = "SELECT id FROM story WHERE id >= ?1 AND id < ?1 || 'g' \
               UNION SELECT old FROM story_fate WHERE old >= ?1 AND old < ?1 || 'g' ORDER BY 1 LIMIT 5";
    let mut statement = connection.prepare_cached(sql)?;
    let ids: Vec<String> =
        statement.query_map([&id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    let mut found = match &ids[..] {
        [] => return Ok(None),
        [only] => only.clone(),
        _ => return Err(Error::Ambiguous { prefix: id, ids }),
    };
    // Each step is newer than the one before it.
    let mut since = 0_i64;
    loop {
        let is_there: bool = connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM story WHERE id = ?)")?
            .query_row([&found], |row| row.get(0))?;
        if is_there {
            return Ok(Some(found));
        }
        let sql = "SELECT new, key FROM story_fate WHERE old = ? AND key > ? AND what <> 'split' ORDER BY key DESC LIMIT 1";
        let next: Option<(String, i64)> = connection
            .prepare_cached(sql)?
            .query_row(params![found, since], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((next, key)) = next else { return Ok(None) };
        (found, since) = (next, key);
    }
}

/// See [`crate::Ledger::forget_stories`].
pub(crate) fn forget(connection: &mut Connection) -> Result<()> {
    let change = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for table in ["story_fate", "story_line", "story_member", "story", "profile", "grouping"] {
        change.execute(&format!("DELETE FROM {table}"), [])?;
    }
    Ok(change.commit()?)
}
