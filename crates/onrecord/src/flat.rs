//! The record as flat rows, for spreadsheets.
//!
//! Every cell is made inert first (see [`inert`]); JSON Lines are the exact form.

mod event;

use std::io::Write;

use onrecord_ledger::{Judgement, OpenName, Seen};
use onrecord_model::Id;
use onrecord_model::record::{ActorLine, DocumentLine, Line, PartyLine, SpanLine, StatementLine};

pub(crate) use self::event::{EVENT_COLUMNS, FIGURE_COLUMNS, event, figure};
use crate::args::ListFormat;
use crate::safe::inert;

/// Columns of documents.
pub(crate) const DOCUMENT_COLUMNS: [&str; 18] = [
    "id",
    "title",
    "outlet",
    "domain",
    "published",
    "bylines",
    "language",
    "role",
    "origin",
    "path",
    "url",
    "captured",
    "duplicate_of",
    "source_id",
    "characters",
    "published_basis",
    "capture",
    "run",
];

/// Columns of statements.
pub(crate) const STATEMENT_COLUMNS: [&str; 27] = [
    "id",
    "source",
    "source_kind",
    "source_quote",
    "source_description",
    "act",
    "cue",
    "form",
    "medium",
    "factuality",
    "content",
    "start",
    "end",
    "addressee",
    "condition",
    "deadline",
    "via",
    "said",
    "parent",
    "confidence",
    "by",
    "document",
    "title",
    "outlet",
    "published",
    "path",
    "run",
];

/// Columns of captures.
pub(crate) const CAPTURE_COLUMNS: [&str; 7] =
    ["outcome", "reason", "path", "url", "at", "charset", "capture"];

/// Columns of actors.
pub(crate) const ACTOR_COLUMNS: [&str; 13] = [
    "id",
    "name",
    "actor_kind",
    "codes",
    "country",
    "wikidata",
    "known",
    "mentions",
    "documents",
    "first",
    "last",
    "joined",
    "run",
];

/// Columns of open names.
pub(crate) const OPEN_COLUMNS: [&str; 5] = ["name", "label", "candidates", "mentions", "documents"];

/// Columns of judgements.
pub(crate) const JUDGEMENT_COLUMNS: [&str; 7] =
    ["verdict", "first", "second", "who", "at", "because", "counts"];

/// What the row of a statement, event or figure tells of its document.
#[derive(Clone, Debug, Default)]
pub(crate) struct About {
    title: Option<String>,
    outlet: Option<String>,
    published: Option<String>,
    path: Option<String>,
}

impl About {
    /// Title, outlet, date and path.
    fn cells(&self) -> [String; 4] {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        [text(&self.title), text(&self.outlet), text(&self.published), text(&self.path)]
    }
}

impl From<&DocumentLine> for About {
    fn from(document: &DocumentLine) -> Self {
        Self {
            title: document.title.clone(),
            outlet: document
                .outlet
                .as_ref()
                .and_then(|outlet| outlet.name.clone().or_else(|| outlet.domain.clone())),
            published: document.published.as_ref().map(|when| when.value.clone()),
            path: document.path.clone(),
        }
    }
}

/// The cells of a document, as [`DOCUMENT_COLUMNS`].
pub(crate) fn document(line: &DocumentLine) -> [String; 18] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let outlet = line.outlet.as_ref();
    let published = line.published.as_ref();
    [
        line.id.to_string(),
        text(&line.title),
        outlet.map_or(String::new(), |outlet| text(&outlet.name)),
        outlet.map_or(String::new(), |outlet| text(&outlet.domain)),
        published.map_or(String::new(), |when| when.value.clone()),
        line.bylines.join("; "),
        text(&line.language),
        line.role.clone(),
        line.origin.as_ref().map_or(String::new(), |origin| origin.name.clone()),
        text(&line.path),
        text(&line.url),
        text(&line.captured),
        id(line.duplicate_of),
        text(&line.source_id),
        line.text.chars().count().to_string(),
        published.map_or(String::new(), |when| when.basis.clone()),
        line.capture.to_string(),
        line.run.to_string(),
    ]
}

/// The cells of a statement, as [`STATEMENT_COLUMNS`].
pub(crate) fn statement(line: &StatementLine, about: &About) -> [String; 27] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let quote = |span: Option<&SpanLine>| span.map_or(String::new(), |span| span.quote.clone());
    let name = |party: &PartyLine| party.name.clone().unwrap_or_else(|| party.span.quote.clone());
    let source = line.source.as_ref();
    let pieces: Vec<&str> = line.content.iter().map(|piece| piece.quote.as_str()).collect();
    let relays: Vec<String> = line.via.iter().map(|via| name(&via.party)).collect();
    let [title, outlet, published, path] = about.cells();
    [
        line.id.to_string(),
        source.map_or(String::new(), name),
        source.map_or(String::new(), |party| text(&party.party_kind)),
        quote(source.map(|party| &party.span)),
        source.map_or(String::new(), |party| text(&party.description)),
        line.act.clone(),
        quote(line.cue.as_ref().map(|cue| &cue.span)),
        line.form.clone(),
        line.medium.clone(),
        line.factuality.clone(),
        pieces.join(" … "),
        line.content.first().map_or(String::new(), |piece| piece.start.to_string()),
        line.content.last().map_or(String::new(), |piece| piece.end.to_string()),
        line.addressee.as_ref().map_or(String::new(), name),
        quote(line.condition.as_ref().map(|condition| &condition.span)),
        quote(line.deadline.as_ref().map(|deadline| &deadline.span)),
        relays.join("; "),
        line.said.as_ref().map_or(String::new(), |when| when.value.clone()),
        id(line.parent),
        line.confidence.to_string(),
        line.by.clone(),
        line.document.to_string(),
        title,
        outlet,
        published,
        path,
        line.run.to_string(),
    ]
}

/// The cells of what a document tells, with the columns of its kind.
pub(crate) fn told(line: &Line, about: &About) -> Option<Vec<String>> {
    Some(match line {
        Line::Document(_) => return None,
        Line::Statement(line) => statement(line, about).to_vec(),
        Line::Event(line) => event(line, about).to_vec(),
        Line::Figure(line) => figure(line, about).to_vec(),
    })
}

/// The columns of a kind of line.
pub(crate) fn columns(kind: &str) -> &'static [&'static str] {
    match kind {
        "statement" => &STATEMENT_COLUMNS,
        "event" => &EVENT_COLUMNS,
        "figure" => &FIGURE_COLUMNS,
        _ => &DOCUMENT_COLUMNS,
    }
}

/// The cells of a capture, as [`CAPTURE_COLUMNS`].
pub(crate) fn capture(seen: &Seen) -> [String; 7] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    [
        seen.outcome.clone(),
        text(&seen.reason),
        seen.sighting.path.clone(),
        text(&seen.sighting.url),
        text(&seen.sighting.at),
        text(&seen.sighting.charset),
        text(&seen.capture),
    ]
}

/// The cells of an actor, as [`ACTOR_COLUMNS`].
pub(crate) fn actor(line: &ActorLine) -> [String; 13] {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let joined: Vec<&str> = line.joined.iter().map(|other| other.actor.as_str()).collect();
    [
        line.id.clone(),
        line.name.clone(),
        line.actor_kind.clone(),
        line.codes.join(" "),
        text(&line.country),
        text(&line.wikidata),
        line.known.to_string(),
        line.mentions.to_string(),
        line.documents.to_string(),
        text(&line.first),
        text(&line.last),
        joined.join("; "),
        id(line.run),
    ]
}

/// The cells of an open name, as [`OPEN_COLUMNS`].
pub(crate) fn open(name: &OpenName) -> [String; 5] {
    let [mentions, documents] = [name.mentions, name.documents].map(|number| number.to_string());
    [name.quote.clone(), name.label.clone(), candidates(name), mentions, documents]
}

/// Whom a name may mean: `irq.badr 0.61, lbn.badr 0.40`.
pub(crate) fn candidates(name: &OpenName) -> String {
    let candidates = name.candidates.iter().map(|(actor, score)| format!("{actor} {score:.2}"));
    candidates.collect::<Vec<_>>().join(", ")
}

/// The cells of a judgement, as [`JUDGEMENT_COLUMNS`].
pub(crate) fn judgement((judged, counts): &(Judgement, bool)) -> [String; 7] {
    [
        judged.verdict.name().to_owned(),
        judged.first.clone(),
        judged.second.clone(),
        judged.who.clone(),
        judged.at.clone(),
        judged.because.clone().unwrap_or_default(),
        counts.to_string(),
    ]
}

fn id(id: Option<Id>) -> String {
    id.map_or(String::new(), |id| id.to_string())
}

/// A CSV or TSV file under way.
pub(crate) struct Rows<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> Rows<W> {
    /// Writes the head.
    pub(crate) fn new(out: W, columns: &[&str], format: ListFormat) -> std::io::Result<Self> {
        let mark = if format == ListFormat::Tsv { b'\t' } else { b',' };
        let mut writer = csv::WriterBuilder::new().delimiter(mark).from_writer(out);
        writer.write_record(columns)?;
        Ok(Self { writer })
    }

    /// Writes a row, each cell made inert.
    pub(crate) fn row(&mut self, cells: &[String]) -> std::io::Result<()> {
        for cell in cells {
            self.writer.write_field(inert(cell).as_bytes())?;
        }
        Ok(self.writer.write_record(None::<&[u8]>)?)
    }

    /// Hands everything on to the file.
    pub(crate) fn finish(mut self) -> std::io::Result<()> {
        self.writer.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_inert() {
        let mut out = Vec::new();
        let mut rows = Rows::new(&mut out, &["a", "b"], ListFormat::Csv).unwrap();
        rows.row(&["=HYPERLINK(\"x\")".to_owned(), "said “no”, twice\nover".to_owned()]).unwrap();
        rows.finish().unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "a,b\n\"'=HYPERLINK(\"\"x\"\")\",\"said “no”, twice\nover\"\n"
        );
    }
}
