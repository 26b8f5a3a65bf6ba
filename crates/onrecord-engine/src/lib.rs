//! A document in, a reading out.
//!
//! Pure: no files, no clock, no network; the same document gives the same reading, byte for byte.

use onrecord_model::{Document, Notice, Statement};

/// Tables, parsed and checked once. Immutable.
pub struct Engine {
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
        Self { tables_hash: String::new() }
    }

    /// Hash of all tables, in hexadecimal.
    pub fn tables_hash(&self) -> &str {
        &self.tables_hash
    }

    /// Reads a document. Total: what cannot be read becomes a notice.
    pub fn read(&self, document: &Document) -> Reading {
        let _ = document;
        Reading::default()
    }

    /// Shows how a document was read, sentence by sentence: tokens, and for each statement the
    /// rule and the table row that made it. For `onrecord explain`.
    pub fn explain(&self, document: &Document) -> String {
        let _ = document;
        String::new()
    }
}

impl Default for Engine {
    fn default() -> Self {
        Self::new()
    }
}
