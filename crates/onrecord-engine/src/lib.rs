//! A document in, a reading out.
//!
//! Pure: no files, no clock, no network; the same document gives the same reading, byte for byte.
//!
//! Stages, in reading order: [`sentence`] makes sentences with their trees and names, `passage`
//! cuts the text into paragraphs and tokens for the statement rules, `quotation`
//! pairs quotation marks, `statement` finds who said what, with `mention` for who is meant, `figure`
//! how many, `event` who did what to whom; `tables` holds the data that all of them read by. What this version cannot do is listed in
//! `statement`.

mod actor;
pub mod coref;
mod event;
mod explain;
mod figure;
mod mention;
pub mod network;
mod passage;
mod place;
mod quotation;
mod report;
mod said;
pub mod sentence;
mod stages;
mod statement;
mod tables;
#[doc(hidden)]
pub mod testing;
mod time;

use std::sync::OnceLock;

use onrecord_knowledge::{Base, Knowledge, Places};
use onrecord_model::{Document, Event, Figure, Mention, Notice, Statement};

use crate::coref::CorefTables;
use crate::said::Said;
use crate::sentence::{
    Models, OrganisationTables, Reader, Sentence, Sentences, ValueTables, WordSpan,
};
use crate::stages::Stages;
use crate::tables::Tables;
pub use crate::tables::{TableError, TableTexts};

/// Tables, parsed and checked once, and models, loaded when they are first needed.
pub struct Engine {
    tables: Tables,
    organisations: OrganisationTables,
    values: ValueTables,
    coref: CorefTables,
    tables_hash: String,
    models: OnceLock<Models>,
    knowledge: OnceLock<Knowledge>,
}

/// What a document says.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Who said what, in the order of the text.
    pub statements: Vec<Statement>,
    /// Who, what, where and when it names or describes, in the order of the text.
    pub mentions: Vec<Mention>,
    /// Who did what to whom, in the order of the text.
    pub events: Vec<Event>,
    /// How many and how much, in the order of the text.
    pub figures: Vec<Figure>,
    /// What could not be read.
    pub notices: Vec<Notice>,
}

impl Engine {
    /// The engine with the tables that are compiled in.
    pub fn new() -> Self {
        Self::from_tables(&TableTexts::compiled_in())
            .expect("the test `compiled_in_tables_hold` reads these tables")
    }

    /// The engine with other tables.
    ///
    /// # Errors
    /// The first row that does not hold, with its table and line.
    pub fn from_tables(texts: &TableTexts<'_>) -> Result<Self, TableError> {
        Ok(Self {
            tables: Tables::parse(texts)?,
            organisations: OrganisationTables::parse(texts)?,
            values: ValueTables::parse(texts)?,
            coref: CorefTables::parse(texts)?,
            tables_hash: texts.hash(),
            models: OnceLock::new(),
            knowledge: OnceLock::new(),
        })
    }

    /// The sentences of a text, in order, with their trees and names.
    ///
    /// ```
    /// let engine = onrecord_engine::Engine::new();
    /// let sentences = engine.analyse("She doesn't know.");
    /// assert_eq!(sentences[0].words.len(), 5);
    /// ```
    pub fn analyse(&self, text: &str) -> Vec<Sentence> {
        self.sentences(text).collect()
    }

    /// The same sentences one by one, for long texts: memory is that of some thousand words and
    /// of the places of all.
    pub fn sentences<'e>(&'e self, text: &'e str) -> Sentences<'e> {
        self.reader().analyse(text)
    }

    /// The sentences of a text whose words are given: as many sentences, with as many words.
    ///
    /// # Panics
    /// If a word does not lie in the text, by whole characters.
    pub fn analyse_words(&self, text: &str, sentences: &[Vec<WordSpan>]) -> Vec<Sentence> {
        self.reader().analyse_words(text, sentences)
    }

    fn reader(&self) -> Reader<'_> {
        let models = self.models.get_or_init(|| {
            Models::load(onrecord_models::ENGLISH)
                .expect("the test `compiled_in_models_load` loads these weights")
        });
        let Self { tables, organisations, values, .. } = self;
        Reader { models, tables, organisations, values }
    }

    /// Who and where there is: the base that is compiled in, unless another was given.
    pub fn knowledge(&self) -> &Knowledge {
        self.knowledge.get_or_init(|| {
            let base = Base::open(onrecord_base::FACTS).expect("compiled by the same version");
            let places = Places::open(onrecord_base::PLACES).expect("compiled by the same version");
            Knowledge::new(base, places)
        })
    }

    /// The same with other knowledge than the base that is compiled in.
    #[must_use]
    pub fn with_knowledge(self, knowledge: Knowledge) -> Self {
        Self { knowledge: OnceLock::from(knowledge), ..self }
    }

    /// Hash of the base that is compiled in, in hexadecimal.
    pub fn knowledge_hash(&self) -> &'static str {
        onrecord_base::HASH
    }

    /// Clusters of mentions of the same in a text, in the order of their first mentions. The title
    /// says what the text is about, if it has one.
    pub fn coreference(
        &self,
        text: &str,
        sentences: &[Sentence],
        title: Option<&str>,
    ) -> Vec<coref::Cluster> {
        let page =
            coref::Page { text, sentences, title, names: None, sayings: &[], explain: false };
        coref::link(page, &self.tables, &self.coref)
    }

    /// Hash of all tables, in hexadecimal.
    pub fn tables_hash(&self) -> &str {
        &self.tables_hash
    }

    /// Hash of the models, in hexadecimal: sentences depend on them, statements do not yet.
    pub fn models_hash(&self) -> String {
        blake3::hash(onrecord_models::ENGLISH).to_hex().to_string()
    }

    /// Every cue of the tables with the passages that show it: its lemma, a passage in which it
    /// attributes, and one in which it does not.
    pub fn cue_examples(&self) -> impl Iterator<Item = (&str, [&str; 2])> {
        self.tables
            .cues
            .rows()
            .iter()
            .map(|row| (row.lemma.as_str(), row.examples.each_ref().map(String::as_str)))
    }

    /// Reads a document. Total: what cannot be read becomes a notice.
    pub fn read(&self, document: &Document) -> Reading {
        let stages = Stages::new(self, document);
        let (mentions, entities) = actor::find(stages.page());
        let statements = stages.statements(&mentions, &entities);
        let mentions = actor::record(document, stages.page(), &mentions, &entities, &stages.times);
        let tables = (&self.tables.figures, &self.coref);
        let said = Said::new(&stages.sentences, &statements);
        let figures = figure::figures(document, &stages.sentences, tables, &said, &mentions);
        let events = event::events(&event::Known {
            document,
            sentences: &stages.sentences,
            tables: &self.tables,
            nouns: &self.coref,
            said: &said,
            mentions: &mentions,
            figures: &figures,
        });
        Reading { statements, mentions, events, figures, notices: Vec::new() }
    }

    /// Shows how a document was read, sentence by sentence: tree and names, and for each statement the
    /// rule and the table row that made it. For `onrecord explain`.
    pub fn explain(&self, document: &Document) -> String {
        explain::explain(&Stages::new(self, document))
    }
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}
