//! Figures as lines of the record.

use serde::{Deserialize, Serialize};

use super::{DateLine, PlaceLine, SpanLine};
use crate::SCHEMA;
use crate::code_points::CodePoints;
use crate::evidence::Evidence;
use crate::figure::{Asserter, Figure};
use crate::id::Id;
use crate::run::Run;

/// A figure as a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct FigureLine {
    pub schema: u32,
    pub run: Id,
    pub id: Id,
    pub document: Id,
    pub span: SpanLine,
    pub low: Option<f64>,
    pub high: Option<f64>,
    pub approx: Option<String>,
    pub unit: Option<String>,
    pub of: Option<CountedLine>,
    pub place: Option<PlaceLine>,
    pub when: Option<DateLine>,
    pub asserted_by: AsserterLine,
    pub change_from: Option<Id>,
    pub confidence: f32,
    pub by: String,
}

/// What is counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct CountedLine {
    pub span: SpanLine,
    pub normal: String,
}

/// Who asserts it: `author`, or `statement` with its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct AsserterLine {
    pub kind: String,
    pub id: Option<Id>,
}

impl From<Asserter> for AsserterLine {
    fn from(asserter: Asserter) -> Self {
        match asserter {
            Asserter::Author => Self { kind: "author".to_owned(), id: None },
            Asserter::Statement(id) => Self { kind: "statement".to_owned(), id: Some(id) },
        }
    }
}

impl FigureLine {
    /// The figure as a line of this run; `points` are those of its document's text.
    pub fn new(figure: &Figure, points: &CodePoints<'_>, run: &Run) -> Self {
        let parts = figure.parts();
        let span = |evidence: &Evidence| SpanLine {
            start: points.from_byte(evidence.span().start()),
            end: points.from_byte(evidence.span().end()),
            quote: evidence.quote().to_owned(),
        };
        Self {
            schema: SCHEMA,
            run: run.id(),
            id: figure.id(),
            document: figure.document(),
            span: span(&parts.evidence),
            low: parts.low,
            high: parts.high,
            approx: parts.approx.clone(),
            unit: parts.unit.clone(),
            of: parts
                .of
                .as_ref()
                .map(|of| CountedLine { span: span(&of.evidence), normal: of.normal.clone() }),
            place: parts.place.clone().map(PlaceLine::from),
            when: parts.when.as_ref().map(DateLine::from),
            asserted_by: parts.asserted_by.into(),
            change_from: parts.change_from,
            confidence: parts.confidence,
            by: parts.by.clone(),
        }
    }

    /// Every span of the line, with a name for messages.
    pub fn spans(&self) -> impl Iterator<Item = (&'static str, &SpanLine)> {
        std::iter::once(("number", &self.span)).chain(self.of.as_ref().map(|of| ("of", &of.span)))
    }
}
