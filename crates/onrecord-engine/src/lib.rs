//! A document in, a reading out.
//!
//! Pure: no files, no clock, no network; the same document gives the same reading, byte for byte.
//!
//! Stages, in reading order: [`sentence`] makes sentences with their trees and names, `passage`
//! cuts the text into paragraphs and tokens for the statement rules, `quotation`
//! pairs quotation marks, `statement` finds who said what, with `mention` for who is meant,
//! `tables` holds the data that all of them read by. What this version cannot do is listed in
//! `statement`.

mod explain;
mod mention;
mod passage;
mod quotation;
pub mod sentence;
mod statement;
mod tables;

use onrecord_model::{Document, Notice, Statement};

use crate::mention::KnownNames;
use crate::passage::Text;
use crate::statement::{Antecedents, Names};
use crate::tables::Tables;
pub use crate::tables::{TableError, TableTexts};

/// Tables, parsed and checked once. Immutable.
pub struct Engine {
    tables: Tables,
    tables_hash: String,
}

/// What a document says.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// Who said what, in the order of the text.
    pub statements: Vec<Statement>,
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
        Ok(Self { tables: Tables::parse(texts)?, tables_hash: texts.hash() })
    }

    /// Hash of all tables, in hexadecimal.
    pub fn tables_hash(&self) -> &str {
        &self.tables_hash
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

    /// Every row of the table of nested statements with the passages that show it: the lemma of
    /// its cue, a passage in which it makes one, and one in which it does not.
    pub fn nested_examples(&self) -> impl Iterator<Item = (&str, [&str; 2])> {
        let rows = self.tables.nested.rows().into_iter();
        rows.map(|row| (row.lemma.as_str(), row.examples.each_ref().map(String::as_str)))
    }

    /// Reads a document. Total: what cannot be read becomes a notice.
    pub fn read(&self, document: &Document) -> Reading {
        let text = cut(document, &self.tables);
        let walk = statement::walk(&text, &self.tables);
        if walk.drafts.is_empty() {
            return Reading::default();
        }
        let known = KnownNames::of(&text, &self.tables);
        let antecedents = Antecedents::find(&text, &walk, &known, &self.tables);
        let names = Names { known: &known, antecedents: &antecedents };
        let mut statements = Vec::new();
        for draft in &walk.drafts {
            statement::build(document, draft, None, names, &self.tables, &mut statements);
        }
        Reading { statements, notices: Vec::new() }
    }

    /// Shows how a document was read, sentence by sentence: tokens, and for each statement the
    /// rule and the table row that made it. For `onrecord explain`.
    pub fn explain(&self, document: &Document) -> String {
        explain::explain(document, &self.tables)
    }
}

/// Paragraphs and tokens of a document.
fn cut<'t>(document: &'t Document, tables: &Tables) -> Text<'t> {
    let mut text = Text::new(document.text(), document.body().start() as usize, tables);
    quotation::join_lines(&mut text);
    text
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}
