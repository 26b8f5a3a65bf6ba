//! Events as lines of the record.

use serde::{Deserialize, Serialize};

use super::{AsserterLine, DateLine, PlaceLine, SpanLine};
use crate::SCHEMA;
use crate::code_points::CodePoints;
use crate::event::{Event, Participant};
use crate::evidence::Evidence;
use crate::id::Id;
use crate::run::Run;

/// An event as a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct EventLine {
    pub schema: u32,
    pub run: Id,
    pub id: Id,
    pub document: Id,
    pub plover: PloverLine,
    pub contexts: Vec<String>,
    pub cameo: Option<String>,
    pub actors: Vec<ParticipantLine>,
    pub recipients: Vec<ParticipantLine>,
    pub place: Option<PlaceLine>,
    pub date: Option<EventDateLine>,
    pub killed: Option<Id>,
    pub injured: Option<Id>,
    pub arrested: Option<Id>,
    pub displaced: Option<Id>,
    pub size: Option<Id>,
    pub trigger: SpanLine,
    pub quad: u8,
    pub score: f64,
    pub factuality: String,
    pub asserted_by: AsserterLine,
    pub about: Option<Id>,
    pub confidence: f32,
    pub by: String,
}

/// Type and mode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct PloverLine {
    #[serde(rename = "type")]
    pub plover: String,
    pub mode: Option<String>,
}

/// Who takes part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct ParticipantLine {
    pub name: Option<String>,
    pub actor: Option<String>,
    pub codes: Vec<String>,
    pub span: SpanLine,
}

/// When.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct EventDateLine {
    #[serde(flatten)]
    pub date: DateLine,
    pub span: SpanLine,
}

impl EventLine {
    /// The event as a line of this run; `points` are those of its document's text.
    pub fn new(event: &Event, points: &CodePoints<'_>, run: &Run) -> Self {
        let parts = event.parts();
        let span = |evidence: &Evidence| SpanLine {
            start: points.from_byte(evidence.span().start()),
            end: points.from_byte(evidence.span().end()),
            quote: evidence.quote().to_owned(),
        };
        let participant = |one: &Participant| ParticipantLine {
            name: one.name.clone(),
            actor: one.actor.clone(),
            codes: one.codes.clone(),
            span: span(&one.evidence),
        };
        let [killed, injured, arrested, displaced, size] = parts.counts;
        Self {
            schema: SCHEMA,
            run: run.id(),
            id: event.id(),
            document: event.document(),
            plover: PloverLine { plover: parts.plover.name().to_owned(), mode: parts.mode.clone() },
            contexts: parts.contexts.clone(),
            cameo: parts.cameo.clone(),
            actors: parts.actors.iter().map(participant).collect(),
            recipients: parts.recipients.iter().map(participant).collect(),
            place: parts.place.clone().map(PlaceLine::from),
            date: parts
                .date
                .as_ref()
                .map(|(date, words)| EventDateLine { date: date.into(), span: span(words) }),
            killed,
            injured,
            arrested,
            displaced,
            size,
            trigger: span(&parts.trigger),
            quad: parts.plover.quad(),
            score: parts.plover.score(),
            factuality: parts.factuality.name().to_owned(),
            asserted_by: parts.asserted_by.into(),
            about: parts.about,
            confidence: parts.confidence,
            by: parts.by.clone(),
        }
    }

    /// Every span of the line, with a name for messages.
    pub fn spans(&self) -> impl Iterator<Item = (&'static str, &SpanLine)> {
        let date = self.date.as_ref().map(|date| ("date", &date.span));
        std::iter::once(("trigger", &self.trigger))
            .chain(self.actors.iter().map(|one| ("actor", &one.span)))
            .chain(self.recipients.iter().map(|one| ("recipient", &one.span)))
            .chain(date)
    }

    /// The figures of the event, with the name of their field.
    pub fn counts(&self) -> impl Iterator<Item = (&'static str, Id)> {
        let counts = [
            ("killed", self.killed),
            ("injured", self.injured),
            ("arrested", self.arrested),
            ("displaced", self.displaced),
            ("size", self.size),
        ];
        counts.into_iter().filter_map(|(name, id)| Some((name, id?)))
    }
}
