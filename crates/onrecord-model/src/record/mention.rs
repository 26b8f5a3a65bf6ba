//! Mentions as lines of the record.

use serde::{Deserialize, Serialize};

use super::SpanLine;
use crate::SCHEMA;
use crate::code_points::CodePoints;
use crate::dated::Dated;
use crate::id::Id;
use crate::mention::{Mention, MentionedPlace};
use crate::run::Run;

/// A mention as a line: printed by `read --mentions`, kept by `add`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename = "mention")]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct MentionLine {
    pub schema: u32,
    pub run: Id,
    pub document: Id,
    pub span: SpanLine,
    pub label: String,
    pub name: Option<String>,
    pub actor: Option<String>,
    pub codes: Vec<String>,
    pub place: Option<PlaceLine>,
    pub date: Option<DateLine>,
    pub candidates: Vec<CandidateLine>,
}

/// A place of the gazetteer or of the base.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct PlaceLine {
    pub id: String,
    pub name: String,
    pub country: Option<String>,
    pub admin1: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
}

impl From<MentionedPlace> for PlaceLine {
    fn from(place: MentionedPlace) -> Self {
        Self {
            id: place.id,
            name: place.name,
            country: place.country,
            admin1: place.admin1,
            lat: place.latitude,
            lon: place.longitude,
        }
    }
}

/// A time that a text names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct DateLine {
    pub start: Option<String>,
    pub end: Option<String>,
    pub precision: String,
    pub part: Option<String>,
    pub clock: Option<String>,
    pub approx: bool,
    pub basis: String,
}

impl From<&Dated> for DateLine {
    fn from(dated: &Dated) -> Self {
        let day = |day: jiff::civil::Date| day.to_string();
        Self {
            start: dated.first().map(day),
            end: dated.last().map(day),
            precision: dated.grain().name().to_owned(),
            part: dated.part().map(|part| part.name().to_owned()),
            clock: dated.clock().map(|clock| clock.strftime("%H:%M").to_string()),
            approx: dated.is_approx(),
            basis: dated.basis().to_owned(),
        }
    }
}

/// Somebody whom a mention may mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct CandidateLine {
    pub actor: String,
    pub score: f32,
    pub why: String,
}

impl MentionLine {
    /// The mention as a line of this run; `points` are those of its document's text.
    pub fn new(mention: Mention, points: &CodePoints<'_>, run: &Run) -> Self {
        let span = mention.evidence.span();
        let place = mention.place.map(PlaceLine::from);
        let candidate = |candidate: crate::mention::MentionCandidate| CandidateLine {
            actor: candidate.actor,
            score: candidate.score,
            why: candidate.why,
        };
        Self {
            schema: SCHEMA,
            run: run.id(),
            document: mention.evidence.document(),
            span: SpanLine {
                start: points.from_byte(span.start()),
                end: points.from_byte(span.end()),
                quote: mention.evidence.quote().to_owned(),
            },
            label: mention.label.name().to_owned(),
            name: mention.name,
            actor: mention.actor,
            codes: mention.codes,
            place,
            date: mention.date.as_ref().map(DateLine::from),
            candidates: mention.candidates.into_iter().map(candidate).collect(),
        }
    }
}
