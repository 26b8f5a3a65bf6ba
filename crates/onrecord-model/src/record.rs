//! The record as it is printed and stored: one JSON object a line, each with a `kind`.
//!
//! `docs/record.md` is the contract and `schema/record.schema.json` its machine-readable form.
//! Here, and only here, bytes become code points: spans in lines count Unicode code points of the
//! document's text, so that `text[start:end] == quote` in Python.

mod actor;
mod event;
mod figure;
mod mention;
mod story;

use serde::{Deserialize, Serialize};

pub use actor::{ActorLine, JoinedLine, NameLine, OfficeLine, ParentLine};
pub use event::{EventDateLine, EventLine, ParticipantLine, PloverLine};
pub use figure::{AsserterLine, CountedLine, FigureLine};
pub use mention::{CandidateLine, DateLine, MentionLine, PlaceLine};
pub use story::{
    AcrossLine, AgreementLine, CarryLine, MemberLine, RangeOfLine, SameAsLine, SharedLine,
    SideLine, StoryLine,
};

use crate::capture::CaptureId;
use crate::code_points::CodePoints;
use crate::document::Document;
use crate::evidence::Evidence;
use crate::id::Id;
use crate::offset_map::{Edit, OffsetMap, OffsetRun};
use crate::run::Run;
use crate::span::{InText, Span};
use crate::statement::{Party, Statement, Via};
use crate::when::When;
use crate::{SCHEMA, statement};

/// A line of the record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Line {
    /// An article, comment or piece of boilerplate.
    Document(Box<DocumentLine>),
    /// Who said what.
    Statement(Box<StatementLine>),
    /// Who did what to whom.
    Event(Box<EventLine>),
    /// How many.
    Figure(Box<FigureLine>),
}

impl Line {
    /// The line as JSON, without a line break.
    ///
    /// # Panics
    /// Never: every line has a JSON form.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("lines hold nothing that JSON cannot")
    }

    /// Name of what the line tells.
    pub fn id(&self) -> Id {
        match self {
            Self::Document(line) => line.id,
            Self::Statement(line) => line.id,
            Self::Event(line) => line.id,
            Self::Figure(line) => line.id,
        }
    }

    /// Its `kind` in JSON.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Document(_) => "document",
            Self::Statement(_) => "statement",
            Self::Event(_) => "event",
            Self::Figure(_) => "figure",
        }
    }

    /// The run that it says made it.
    pub fn run(&self) -> Id {
        match self {
            Self::Document(line) => line.run,
            Self::Statement(line) => line.run,
            Self::Event(line) => line.run,
            Self::Figure(line) => line.run,
        }
    }

    /// The document that it is or stands in.
    pub fn document(&self) -> Id {
        match self {
            Self::Document(line) => line.id,
            Self::Statement(line) => line.document,
            Self::Event(line) => line.document,
            Self::Figure(line) => line.document,
        }
    }

    /// Every span of a statement, event or figure, with a name for messages.
    pub fn spans(&self) -> Vec<(&'static str, &SpanLine)> {
        match self {
            Self::Document(_) => Vec::new(),
            Self::Statement(line) => line.spans().collect(),
            Self::Event(line) => line.spans().collect(),
            Self::Figure(line) => line.spans().collect(),
        }
    }
}

/// A quote and where it stands, in code points of the document's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SpanLine {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// What stands there.
    pub quote: String,
}

/// A stretch of text without its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RangeLine {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

/// A run of the map from text to capture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MapLine {
    /// First code point of the text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// First byte of the capture; null if inserted.
    pub capture_start: Option<u32>,
    /// One past the last.
    pub capture_end: Option<u32>,
    /// `kept`, `replaced` or `inserted`.
    pub edit: String,
}

/// A time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WhenLine {
    /// As precise as known.
    pub value: String,
    /// First day or minute that it may be.
    pub start: String,
    /// Last day or minute that it may be.
    pub end: String,
    /// `year`, `month`, `day` or `minute`.
    pub precision: String,
    /// What it rests on.
    pub basis: String,
}

impl From<&When> for WhenLine {
    fn from(when: &When) -> Self {
        Self {
            value: when.value(),
            start: when.start(),
            end: when.end(),
            precision: when.precision().name().to_owned(),
            basis: when.basis().to_owned(),
        }
    }
}

/// Who published a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutletLine {
    /// As the page has it.
    pub name: Option<String>,
    /// Resolved actor.
    pub actor: Option<String>,
    /// Host name without `www.`.
    pub domain: Option<String>,
}

/// Where a document first appeared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OriginLine {
    /// As it stands in the note.
    pub name: String,
    /// The address in the note.
    pub url: Option<String>,
}

/// What the edge knows of a document: where and when its capture was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sighting {
    /// File name or `-`.
    pub path: Option<String>,
    /// Address it was fetched from.
    pub url: Option<String>,
    /// When it was fetched, or the file's time, in RFC 3339.
    pub captured: Option<String>,
    /// The document that this one repeats.
    pub duplicate_of: Option<Id>,
}

/// A document as a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct DocumentLine {
    pub schema: u32,
    pub run: Id,
    pub id: Id,
    pub capture: CaptureId,
    pub path: Option<String>,
    pub url: Option<String>,
    pub title: Option<String>,
    pub bylines: Vec<String>,
    pub outlet: Option<OutletLine>,
    pub published: Option<WhenLine>,
    pub captured: Option<String>,
    pub language: Option<String>,
    pub origin: Option<OriginLine>,
    pub role: String,
    pub text: String,
    pub body: RangeLine,
    pub map: Vec<MapLine>,
    pub duplicate_of: Option<Id>,
    pub source_id: Option<String>,
}

impl DocumentLine {
    /// The document as a line of this run.
    pub fn new(document: &Document, sighting: &Sighting, run: &Run) -> Self {
        let parts = document.parts();
        let points = CodePoints::new(document.text());
        let range = |span: Span<InText>| RangeLine {
            start: points.from_byte(span.start()),
            end: points.from_byte(span.end()),
        };
        let map = document.map().runs().iter().map(|run| {
            let RangeLine { start, end } = range(run.text);
            MapLine {
                start,
                end,
                capture_start: run.capture.map(Span::start),
                capture_end: run.capture.map(Span::end),
                edit: run.edit.name().to_owned(),
            }
        });
        Self {
            schema: SCHEMA,
            run: run.id(),
            id: document.id(),
            capture: document.capture().clone(),
            path: sighting.path.clone(),
            url: parts.url.clone().or_else(|| sighting.url.clone()),
            title: parts.title.clone(),
            bylines: parts.bylines.clone(),
            outlet: parts.outlet.as_ref().map(|outlet| OutletLine {
                name: outlet.name.clone(),
                actor: None,
                domain: outlet.domain.clone(),
            }),
            published: parts.published.as_ref().map(WhenLine::from),
            captured: sighting.captured.clone(),
            language: parts.language.clone(),
            origin: parts
                .origin
                .as_ref()
                .map(|origin| OriginLine { name: origin.name.clone(), url: origin.url.clone() }),
            role: document.role().name().to_owned(),
            text: document.text().to_owned(),
            body: range(document.body()),
            map: map.collect(),
            duplicate_of: sighting.duplicate_of,
            source_id: parts.source_id.clone(),
        }
    }

    /// The map in bytes again; `None` if it does not fit the text.
    pub fn offset_map(&self) -> Option<OffsetMap> {
        let points = CodePoints::new(&self.text);
        let run = |line: &MapLine| {
            let edit = [Edit::Kept, Edit::Replaced, Edit::Inserted]
                .into_iter()
                .find(|edit| edit.name() == line.edit)?;
            let (start, end) = (points.to_byte(line.start)?, points.to_byte(line.end)?);
            let capture = match (line.capture_start, line.capture_end) {
                (Some(from), Some(to)) if from <= to => Some(Span::new(from, to)),
                (None, None) => None,
                _ => return None,
            };
            (start <= end).then(|| OffsetRun { text: Span::new(start, end), capture, edit })
        };
        Some(OffsetMap::from_runs(self.map.iter().map(run).collect::<Option<_>>()?))
    }
}

/// A source, addressee or relay as part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct PartyLine {
    pub name: Option<String>,
    pub actor: Option<String>,
    pub span: SpanLine,
    pub description: Option<String>,
    /// `person`, `group` …; see [`statement::PartyKind`].
    #[serde(rename = "kind")]
    pub party_kind: Option<String>,
}

/// A relay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct ViaLine {
    #[serde(flatten)]
    pub party: PartyLine,
    pub cue: Option<CueLine>,
}

/// A cue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct CueLine {
    pub lemma: String,
    pub span: SpanLine,
}

/// A condition: its span with the conjunction that opens it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct ConditionLine {
    #[serde(flatten)]
    pub span: SpanLine,
    #[serde(rename = "kind")]
    pub conjunction: String,
}

/// A deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct DeadlineLine {
    pub span: SpanLine,
    pub value: Option<WhenLine>,
}

/// A statement as a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct StatementLine {
    pub schema: u32,
    pub run: Id,
    pub id: Id,
    pub document: Id,
    pub source: Option<PartyLine>,
    pub cue: Option<CueLine>,
    pub content: Vec<SpanLine>,
    pub form: String,
    pub medium: String,
    pub act: String,
    pub factuality: String,
    pub addressee: Option<PartyLine>,
    pub condition: Option<ConditionLine>,
    pub deadline: Option<DeadlineLine>,
    pub via: Vec<ViaLine>,
    pub said: Option<WhenLine>,
    pub parent: Option<Id>,
    pub confidence: f32,
    pub by: String,
}

impl StatementLine {
    /// The statement as a line of this run; `points` are those of its document's text.
    pub fn new(statement: &Statement, points: &CodePoints<'_>, run: &Run) -> Self {
        let parts = statement.parts();
        let span = |evidence: &Evidence| SpanLine {
            start: points.from_byte(evidence.span().start()),
            end: points.from_byte(evidence.span().end()),
            quote: evidence.quote().to_owned(),
        };
        let party = |party: &Party| PartyLine {
            name: party.name.clone(),
            actor: party.actor.clone(),
            span: span(&party.evidence),
            description: party.description.clone(),
            party_kind: party.kind.map(|kind| kind.name().to_owned()),
        };
        let cue =
            |cue: &statement::Cue| CueLine { lemma: cue.lemma.clone(), span: span(&cue.evidence) };
        let via = |via: &Via| ViaLine { party: party(&via.party), cue: via.cue.as_ref().map(cue) };
        Self {
            schema: SCHEMA,
            run: run.id(),
            id: statement.id(),
            document: statement.document(),
            source: parts.source.as_ref().map(party),
            cue: parts.cue.as_ref().map(cue),
            content: parts.content.iter().map(span).collect(),
            form: parts.form.name().to_owned(),
            medium: parts.medium.name().to_owned(),
            act: parts.act.name().to_owned(),
            factuality: parts.factuality.name().to_owned(),
            addressee: parts.addressee.as_ref().map(party),
            condition: parts.condition.as_ref().map(|condition| ConditionLine {
                span: span(&condition.evidence),
                conjunction: condition.kind.clone(),
            }),
            deadline: parts.deadline.as_ref().map(|deadline| DeadlineLine {
                span: span(&deadline.evidence),
                value: deadline.value.as_ref().map(WhenLine::from),
            }),
            via: parts.via.iter().map(via).collect(),
            said: parts.said.as_ref().map(WhenLine::from),
            parent: parts.parent,
            confidence: parts.confidence,
            by: parts.by.clone(),
        }
    }

    /// Every span of the line, with a name for messages.
    pub fn spans(&self) -> impl Iterator<Item = (&'static str, &SpanLine)> {
        self.content
            .iter()
            .map(|span| ("content", span))
            .chain(self.cue.as_ref().map(|cue| ("cue", &cue.span)))
            .chain(self.source.as_ref().map(|party| ("source", &party.span)))
            .chain(self.addressee.as_ref().map(|party| ("addressee", &party.span)))
            .chain(self.condition.as_ref().map(|condition| ("condition", &condition.span)))
            .chain(self.deadline.as_ref().map(|deadline| ("deadline", &deadline.span)))
            .chain(self.via.iter().map(|via| ("via", &via.party.span)))
            .chain(
                self.via
                    .iter()
                    .filter_map(|via| via.cue.as_ref())
                    .map(|cue| ("via cue", &cue.span)),
            )
    }
}
