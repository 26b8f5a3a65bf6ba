//! Keeps the record: one SQLite file that only grows.
//!
//! The ledger stores captures, where and when they were seen, and the lines of the record that
//! readings made from them. It knows no HTML and no language: it is handed lines and gives them
//! back. Nothing is changed or removed once written; a new run adds its lines beside the old.

use std::path::Path;

use onrecord_model::record::Line;
use onrecord_model::{Capture, Id, Notice, Outcome, Run, Sketch};

/// Where and when a capture was seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sighting {
    /// File name or `-`, with `#N` for line N of a file that holds one capture a line.
    pub path: String,
    /// Address it was fetched from.
    pub url: Option<String>,
    /// When it was fetched, or the file's time, in RFC 3339.
    pub at: Option<String>,
    /// Charset it was read in.
    pub charset: Option<String>,
}

/// What one reading of one capture gives to the ledger.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The bytes; `None` when they could not be had (refused before they were read).
    pub capture: Option<&'a Capture>,
    /// Where and when it was seen.
    pub sighting: &'a Sighting,
    /// How it ended.
    pub outcome: &'a Outcome,
    /// What to know about it.
    pub notices: &'a [Notice],
    /// Its documents and statements.
    pub lines: &'a [Line],
    /// Sketches of its documents.
    pub sketches: &'a [(Id, Sketch)],
}

/// What [`Ledger::add`] wrote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// New captures.
    pub captures: u64,
    /// New sightings.
    pub sightings: u64,
    /// New documents of this run.
    pub documents: u64,
    /// New statements of this run.
    pub statements: u64,
}

/// Which lines to list; an empty filter lists all. Only the newest run of each capture is listed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Source: part of its name or description, in any case.
    pub source: Option<String>,
    /// Outlet: part of its name or domain, in any case.
    pub outlet: Option<String>,
    /// Published on this day or later (`2019`, `2019-07` or `2019-07-01`).
    pub from: Option<String>,
    /// Published on this day or earlier.
    pub to: Option<String>,
    /// Words of the content (statements) or of the text (documents): an FTS5 query made safe.
    pub text: Option<String>,
    /// Statements with this act.
    pub act: Option<String>,
    /// Documents with this role.
    pub role: Option<String>,
    /// At most so many.
    pub limit: Option<u32>,
}

/// Something [`Ledger::verify`] found wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Id or key of what is wrong.
    pub item: String,
    /// What is wrong with it.
    pub message: String,
}

/// What [`Ledger::verify`] looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// Captures whose hash was made again.
    pub captures: u64,
    /// Documents whose map, text and id were checked.
    pub documents: u64,
    /// Statements whose quotes and id were checked.
    pub statements: u64,
    /// All that is wrong.
    pub faults: Vec<Fault>,
}

/// A sighting as listed by [`Ledger::sightings`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// Where and when.
    pub sighting: Sighting,
    /// Hash of the bytes; `None` when they could not be had.
    pub capture: Option<String>,
    /// `read`, `partly` or `refused`.
    pub outcome: String,
    /// Why, unless all was read.
    pub reason: Option<String>,
}

/// An error of the ledger.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// SQLite failed.
    #[error("{0}")]
    Sqlite(String),
}

/// The store.
pub struct Ledger;

/// A result of the ledger.
pub type Result<T> = std::result::Result<T, Error>;

#[expect(clippy::missing_panics_doc, unused_variables, reason = "signatures first")]
impl Ledger {
    /// Opens the ledger at `path` for reading and writing; makes it if there is none and migrates
    /// it if it is older.
    pub fn open(path: &Path) -> Result<Self> {
        todo!()
    }

    /// Opens an existing ledger without writing to it, also on a read-only disk.
    pub fn open_read_only(path: &Path) -> Result<Self> {
        todo!()
    }

    /// A ledger that is kept nowhere.
    pub fn in_memory() -> Result<Self> {
        todo!()
    }

    /// Adds what a reading gave, in one transaction for all `entries`: all of it is kept or none.
    /// What is there already is not added again.
    pub fn add(&mut self, run: &Run, entries: &[Entry<'_>]) -> Result<Added> {
        todo!()
    }

    /// Whether this capture was read by this run already (and not refused).
    pub fn has_reading(&self, capture: &str, run: Id) -> Result<bool> {
        todo!()
    }

    /// The earliest added document of this run, other than those of the capture itself, that is a
    /// duplicate of a text with this sketch ([`Sketch::DUPLICATE`]).
    pub fn duplicate_of(&self, sketch: &Sketch, capture: &str, run: Id) -> Result<Option<Id>> {
        todo!()
    }

    /// Document lines, by publication date and id.
    pub fn documents(&self, filter: &Filter) -> Result<Vec<Line>> {
        todo!()
    }

    /// Statement lines with the id of their document, by publication date of the document and
    /// place in it.
    pub fn statements(&self, filter: &Filter) -> Result<Vec<Line>> {
        todo!()
    }

    /// Documents and statements that hold these words, best first, with a snippet (matches between
    /// `\u{2}` and `\u{3}`).
    pub fn search(&self, words: &str, limit: u32) -> Result<Vec<(Line, String)>> {
        todo!()
    }

    /// The line with this id, or with the one id that begins so (at least `sta-` and 4 digits).
    /// `None` if there is none; an error that names them if there are several.
    pub fn line(&self, id: &str) -> Result<Option<Line>> {
        todo!()
    }

    /// The line of the newest run that took the place of an older one: of the same capture, with
    /// the most bytes of the capture in common. `None` if the line is of the newest run, or
    /// nothing follows it.
    pub fn successor(&self, line: &Line) -> Result<Option<Line>> {
        todo!()
    }

    /// The bytes of a capture.
    pub fn capture(&self, id: &str) -> Result<Option<Vec<u8>>> {
        todo!()
    }

    /// Everywhere that captures were seen, in the order added.
    pub fn sightings(&self) -> Result<Vec<Seen>> {
        todo!()
    }

    /// Hands every line of the newest runs to `each`, documents first, sorted by id.
    pub fn export(&self, each: &mut dyn FnMut(&Line) -> std::io::Result<()>) -> Result<()> {
        todo!()
    }

    /// Checks everything again: every capture's hash, every document's map and id, every quote
    /// against its text, every statement's id, every reference, and SQLite's own integrity check.
    pub fn verify(&self) -> Result<Verification> {
        todo!()
    }
}
