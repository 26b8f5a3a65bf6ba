//! From readings to stories.

use std::collections::BTreeMap;

use onrecord_model::record::{AcrossLine, DocumentLine, Line, MentionLine};
use onrecord_model::{Id, Run};
use onrecord_stories::{Profile, Telling, group, tell};

use crate::reading::Reading;

/// Articles with what was read from them, until all are there.
#[derive(Default)]
pub(crate) struct Tellings(Vec<Telling>);

impl Tellings {
    /// Keeps the articles of a reading that were read, each once.
    pub(crate) fn take(&mut self, reading: &Reading) {
        let mut found: BTreeMap<Id, Parts<'_>> = BTreeMap::new();
        for line in &reading.lines {
            if let Line::Document(document) = line
                && is_told(document)
            {
                found.entry(document.id).or_insert_with(|| Parts::new(document));
            }
        }
        for line in &reading.lines {
            let Some(parts) = found.get_mut(&line.document()) else { continue };
            match line {
                Line::Document(_) => {}
                Line::Statement(line) => parts.statements.push(line.as_ref().clone()),
                Line::Event(line) => parts.events.push(line.as_ref().clone()),
                Line::Figure(line) => parts.figures.push(line.as_ref().clone()),
            }
        }
        for mention in &reading.mentions {
            if let Some(parts) = found.get_mut(&mention.document) {
                parts.mentions.push(mention.clone());
            }
        }
        self.0.extend(found.into_values().map(Parts::telling));
    }

    /// The lines of all stories.
    pub(crate) fn lines(mut self, run: &Run) -> impl Iterator<Item = Vec<AcrossLine>> {
        self.0.sort_by_key(|telling| telling.document().id);
        self.0.dedup_by_key(|telling| telling.document().id);
        let profiles: Vec<Profile> = self.0.iter().map(|telling| telling.profile().clone()).collect();
        let run = run.clone();
        group(&profiles).into_iter().map(move |members| {
            let members: Vec<&Telling> = members.into_iter().map(|at| &self.0[at]).collect();
            tell(&members, &run)
        })
    }
}

/// Whether a document takes part in stories: articles that were read, but not the same bytes again.
fn is_told(document: &DocumentLine) -> bool {
    let readable = document.language.as_deref().is_none_or(|language| language == "en");
    document.role == "article" && readable && document.duplicate_of != Some(document.id)
}

struct Parts<'r> {
    document: &'r DocumentLine,
    statements: Vec<onrecord_model::record::StatementLine>,
    events: Vec<onrecord_model::record::EventLine>,
    figures: Vec<onrecord_model::record::FigureLine>,
    mentions: Vec<MentionLine>,
}

impl<'r> Parts<'r> {
    fn new(document: &'r DocumentLine) -> Self {
        Self { document, statements: Vec::new(), events: Vec::new(), figures: Vec::new(), mentions: Vec::new() }
    }

    fn telling(self) -> Telling {
        Telling::new(self.document.clone(), self.statements, self.events, self.figures, &self.mentions)
    }
}
