//! What took the place of a line after a newer reading of its capture.

use std::ops::Range;

use onrecord_model::record::{DocumentLine, Line, SpanLine};
use onrecord_model::{CodePoints, OffsetMap, Span};
use rusqlite::{Connection, OptionalExtension, params};

use crate::columns;
use crate::error::Result;
use crate::query;

/// Pieces of a capture, in bytes.
type Pieces = Vec<Range<u32>>;

/// See [`crate::Ledger::successor`].
pub(crate) fn of(connection: &Connection, line: &Line) -> Result<Option<Line>> {
    let Some((capture, newest)) = newer_reading(connection, line)? else { return Ok(None) };
    let Some(bytes) = query::capture(connection, &capture)? else { return Ok(None) };
    let Some(old) = home(connection, line)?.and_then(|home| Home::new(home, &bytes)) else {
        return Ok(None);
    };
    let place = old.place(line);
    let mut best: Option<(Rank, Line)> = None;
    for home in lines(connection, newest, "document")? {
        let Line::Document(document) = home else { continue };
        let Some(home) = Home::new(document, &bytes) else { continue };
        let candidates = match line {
            Line::Document(_) => vec![Line::Document(home.line.clone())],
            _ => told_by(connection, newest, &home.line, line.kind())?,
        };
        for candidate in candidates {
            let rank = Rank::new(&place, &home.place(&candidate), same_sort(line, &candidate));
            if rank.common > 0 && best.as_ref().is_none_or(|(best, _)| rank > *best) {
                best = Some((rank, candidate));
            }
        }
    }
    Ok(best.map(|(_, line)| line))
}

/// How well a line takes the place of another: compared field by field, and the first of equals wins.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Rank {
    /// Bytes of the capture that both hold.
    common: u64,
    /// Whether both have the same role, act, type or unit.
    same_sort: bool,
    /// Bytes that only the candidate holds: the fewer, the better.
    more: std::cmp::Reverse<u64>,
}

impl Rank {
    fn new(old: &Pieces, new: &Pieces, same_sort: bool) -> Self {
        let common = common(old, new);
        let all: u64 = new.iter().map(|piece| u64::from(piece.end - piece.start)).sum();
        Self { common, same_sort, more: std::cmp::Reverse(all.saturating_sub(common)) }
    }
}

fn same_sort(old: &Line, new: &Line) -> bool {
    match (old, new) {
        (Line::Document(old), Line::Document(new)) => old.role == new.role,
        (Line::Statement(old), Line::Statement(new)) => old.act == new.act,
        (Line::Event(old), Line::Event(new)) => old.plover.plover == new.plover.plover,
        (Line::Figure(old), Line::Figure(new)) => old.unit == new.unit,
        _ => false,
    }
}

/// Bytes in both lists; each is in order and disjoint.
fn common(a: &Pieces, b: &Pieces) -> u64 {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut sum = 0;
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        sum += u64::from(x.end.min(y.end).saturating_sub(x.start.max(y.start)));
        if x.end <= y.end {
            a.next()
        } else {
            b.next()
        };
    }
    sum
}

/// A document that lines stand in, with a map that was checked.
struct Home {
    line: Box<DocumentLine>,
    map: OffsetMap,
}

impl Home {
    /// `None` if the map does not hold: nothing can be said about places then.
    fn new(line: Box<DocumentLine>, capture: &[u8]) -> Option<Self> {
        let map = line.offset_map()?;
        map.check(&line.text, capture).ok()?;
        Some(Self { line, map })
    }

    /// Where a line of this document stands in the capture: all of the document, what is said, the
    /// trigger, the number.
    fn place(&self, line: &Line) -> Pieces {
        let spans: &[SpanLine] = match line {
            Line::Document(_) => return self.pieces(0..self.map.text_len()),
            Line::Statement(statement) => &statement.content,
            Line::Event(event) => std::slice::from_ref(&event.trigger),
            Line::Figure(figure) => std::slice::from_ref(&figure.span),
        };
        let points = CodePoints::new(&self.line.text);
        let bytes = |span: &SpanLine| Some(points.to_byte(span.start)?..points.to_byte(span.end)?);
        let mut spans: Vec<Range<u32>> = spans.iter().filter_map(bytes).collect();
        spans.sort_by_key(|span| span.start);
        let mut pieces: Pieces = spans.into_iter().flat_map(|span| self.pieces(span)).collect();
        pieces.dedup_by(|next, last| next.start < last.end);
        pieces
    }

    /// What a stretch of the text came from, run by run: what lies between is not part of it.
    fn pieces(&self, span: Range<u32>) -> Pieces {
        if span.start > span.end {
            return Vec::new();
        }
        let span = Span::new(span.start, span.end);
        let runs = self.map.runs();
        let first = runs.partition_point(|run| run.text.end() <= span.start());
        let parts = runs[first..].iter().map_while(|run| run.text.intersect(span));
        let images = parts.filter_map(|part| self.map.to_capture(part));
        images.map(|image| image.start()..image.end()).collect()
    }
}

/// The capture of a line and its newest reading, if that is not the one that the line is of.
fn newer_reading(connection: &Connection, line: &Line) -> Result<Option<(String, i64)>> {
    let sql = "SELECT c.id, n.seq FROM line AS l JOIN reading AS r ON r.seq = l.reading \
               JOIN run ON run.key = r.run JOIN capture AS c ON c.key = r.capture \
               JOIN newest AS n ON n.capture = r.capture \
               WHERE l.id = ? AND run.id = ? AND n.seq > r.seq";
    let (id, run) = (line.id().to_string(), line.run().to_string());
    let mut statement = connection.prepare_cached(sql)?;
    Ok(statement.query_row(params![id, run], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// The document that a line is or stands in, as of the same run.
fn home(connection: &Connection, line: &Line) -> Result<Option<Box<DocumentLine>>> {
    if let Line::Document(document) = line {
        return Ok(Some(document.clone()));
    }
    let sql = "SELECT l.id, l.json FROM line AS l JOIN reading AS r ON r.seq = l.reading \
               JOIN run ON run.key = r.run WHERE l.id = ? AND run.id = ?";
    let mut query = connection.prepare_cached(sql)?;
    let ids = params![line.document().to_string(), line.run().to_string()];
    match query.query_row(ids, |row| Ok(columns::line(row))).optional()?.transpose()? {
        Some(Line::Document(document)) => Ok(Some(document)),
        _ => Ok(None),
    }
}

/// All lines of one kind in a reading.
fn lines(connection: &Connection, reading: i64, kind: &str) -> Result<Vec<Line>> {
    let sql = "SELECT id, json FROM line WHERE reading = ? AND kind = ? ORDER BY ordinal";
    collect(connection, sql, params![reading, kind])
}

/// The statements, events or figures of a document in a reading.
fn told_by(
    connection: &Connection,
    reading: i64,
    document: &DocumentLine,
    kind: &str,
) -> Result<Vec<Line>> {
    let sql = format!(
        "SELECT l.id, l.json FROM line AS d JOIN {kind} AS item ON item.document = d.key \
         JOIN line AS l ON l.key = item.line WHERE d.id = ? AND d.reading = ? ORDER BY l.ordinal"
    );
    collect(connection, &sql, params![document.id.to_string(), reading])
}

fn collect(connection: &Connection, sql: &str, params: impl rusqlite::Params) -> Result<Vec<Line>> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(params)?;
    let mut lines = Vec::new();
    while let Some(row) = rows.next()? {
        lines.push(columns::line(row)?);
    }
    Ok(lines)
}
