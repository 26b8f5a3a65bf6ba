//! Keeps the record: one SQLite file that only grows.
//!
//! The ledger stores captures, where and when they were seen, and the lines of the record that
//! readings made from them. It knows no HTML and no language: it is handed lines and gives them
//! back. Nothing is changed or removed once written; a new run adds its lines beside the old.

mod actor;
mod add;
mod columns;
mod duplicate;
mod error;
mod filter;
mod fuzz;
mod joins;
mod judge;
mod mention;
mod mentioned;
mod query;
mod schema;
mod story;
mod successor;
mod verify;
mod words;

use std::path::Path;

use onrecord_model::record::{AcrossLine, Line, MentionLine};
use onrecord_model::{Capture, Id, Notice, Outcome, Run, Sketch};
use rusqlite::Connection;

pub use actor::{Actor, ActorFilter, Judgement, Mentioned, OpenName, Verdict};
pub use error::{Error, Result};
#[doc(hidden)]
pub use fuzz::fuzz_rows;
pub use story::{Article, ArticleKey, Regroup, Story, StoryFilter};

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
    /// Its documents, statements, events and figures.
    pub lines: &'a [Line],
    /// Mentions in its documents.
    pub mentions: &'a [MentionLine],
    /// The actors that they mean.
    pub actors: &'a [Actor],
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
    /// New events of this run.
    pub events: u64,
    /// New figures of this run.
    pub figures: u64,
    /// New mentions of this run.
    pub mentions: u64,
}

/// Which lines to list; an empty filter lists all. Only the newest run of each capture is listed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Source: part of its name or description, in any case.
    pub source: Option<String>,
    /// Outlet: part of its name or domain, in any case.
    pub outlet: Option<String>,
    /// Published on this day or later (`2019`, `2019-07` or `2019-07-01`). What is known to the
    /// month or year only counts if it may be; what has no date does not.
    pub from: Option<String>,
    /// Published on this day or earlier.
    pub to: Option<String>,
    /// Words of the content (statements) or of the text (documents; for events and figures that of
    /// their document): an FTS5 query made safe.
    pub text: Option<String>,
    /// Statements with this act.
    pub act: Option<String>,
    /// Statements of this medium.
    pub medium: Option<String>,
    /// Statements of this form.
    pub form: Option<String>,
    /// Statements of this factuality.
    pub factuality: Option<String>,
    /// Addressee: part of its name, description or words, in any case.
    pub addressee: Option<String>,
    /// Any of the relays, as `addressee`.
    pub via: Option<String>,
    /// Statements with a condition of this kind (`unless`); an empty kind stands for all.
    pub condition: Option<String>,
    /// Statements with a deadline only.
    pub deadline: bool,
    /// Actor of the source: its id, or part of a name in any case. Those that are joined with it
    /// count too.
    pub actor: Option<String>,
    /// Statements that stand in another one only.
    pub nested: bool,
    /// With at least this confidence, as the line prints it (0 to 1).
    pub confidence: Option<f64>,
    /// Documents with this role.
    pub role: Option<String>,
    /// This document, and what it tells.
    pub document: Option<Id>,
    /// At most so many.
    pub limit: Option<u32>,
}

/// Which events to list; an empty filter lists all.
#[derive(Clone, Debug, Default)]
pub struct EventFilter {
    /// Which documents, and how many and how sure; what it asks of statements does not count.
    pub within: Filter,
    /// Any of these types of PLOVER; all if there are none.
    pub types: Vec<String>,
    /// With this mode.
    pub mode: Option<String>,
    /// With this context.
    pub context: Option<String>,
    /// Of any of these factualities; all if there are none.
    pub factualities: Vec<String>,
    /// Who acts: the id of an actor, or part of a name or of the words, in any case.
    pub actor: Option<String>,
    /// Who is acted on, likewise.
    pub recipient: Option<String>,
    /// Either, likewise.
    pub party: Option<String>,
    /// On this day or later, by the event's own date (`2019`, `2019-07` or `2019-07-01`). What is
    /// known to the month or year only counts if it may be; what has no date does not.
    pub since: Option<String>,
    /// On this day or earlier.
    pub until: Option<String>,
    /// Place: its id, or part of its name in any case.
    pub place: Option<String>,
    /// Id of the country of the place.
    pub country: Option<String>,
    /// Asserted by the `author`, or in a `statement`.
    pub asserted_by: Option<String>,
    /// About the deed with this id; an empty id stands for all that are about one.
    pub about: Option<String>,
}

/// Which figures to list; an empty filter lists all.
#[derive(Clone, Debug, Default)]
pub struct FigureFilter {
    /// Which documents, and how many and how sure; what it asks of statements does not count.
    pub within: Filter,
    /// In this unit.
    pub unit: Option<String>,
    /// Of what: words of the dictionary forms, in any order and case.
    pub of: Option<String>,
    /// That may be so much or more.
    pub at_least: Option<f64>,
    /// That may be so much or less.
    pub at_most: Option<f64>,
    /// Place: its id, or part of its name in any case.
    pub place: Option<String>,
    /// Id of the country of the place.
    pub country: Option<String>,
    /// Asserted by the `author`, or in a `statement`.
    pub asserted_by: Option<String>,
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
    /// Events whose quotes, id and parties were checked.
    pub events: u64,
    /// Figures whose quotes and id were checked.
    pub figures: u64,
    /// Mentions whose quotes and actors were checked.
    pub mentions: u64,
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

/// A notice as listed by [`Ledger::notices`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// Path of the sighting it is about.
    pub path: String,
    /// Hash of the bytes; `None` when they could not be had.
    pub capture: Option<String>,
    /// The run that noted it.
    pub run: String,
    /// What it is about, as a short fixed word.
    pub code: String,
    /// For a person.
    pub message: String,
    /// Where in the capture, in bytes, if it is about a place.
    pub place: Option<(u32, u32)>,
}

/// The store.
///
/// Any number of processes may use one file at a time: readers do not wait, and those that add
/// wait for each other, up to 30 seconds. Killing a process at any moment leaves all batches that
/// were added, and nothing of the one under way.
///
/// ```
/// use onrecord_ledger::{Entry, Filter, Ledger, Sighting};
/// use onrecord_model::record::{self, DocumentLine, Line};
/// use onrecord_model::{Capture, Document, DocumentParts, OffsetMap, Outcome, Run};
///
/// let text = "The envoy left Strelsau on Monday.";
/// let capture = Capture::new(text.into()).unwrap();
/// let map = OffsetMap::identity(34, 0);
/// let document = Document::new(capture.id(), DocumentParts { text: text.into(), map, ..Default::default() });
/// let run = Run::new("0.1.0", "tables", None);
/// let line = DocumentLine::new(&document, &record::Sighting::default(), &run);
///
/// let mut ledger = Ledger::in_memory()?;
/// let entry = Entry {
///     capture: Some(&capture),
///     sighting: &Sighting { path: "-".into(), ..Default::default() },
///     outcome: &Outcome::Read,
///     notices: &[],
///     lines: &[Line::Document(Box::new(line))],
///     mentions: &[],
///     actors: &[],
///     sketches: &[],
/// };
/// assert_eq!(ledger.add(&run, &[entry])?.documents, 1);
/// assert_eq!(ledger.add(&run, &[entry])?.documents, 0);
/// assert_eq!(ledger.documents(&Filter::default())?.len(), 1);
/// assert!(ledger.verify()?.faults.is_empty());
/// # Ok::<(), onrecord_ledger::Error>(())
/// ```
#[derive(Debug)]
pub struct Ledger {
    connection: Connection,
}

/// What is read of a ledger stays at one state while this is held; see [`Ledger::hold`].
#[derive(Debug)]
pub struct Hold<'l> {
    _snapshot: rusqlite::Transaction<'l>,
}

impl Ledger {
    /// Opens the ledger at `path` for reading and writing; makes it if there is none and migrates
    /// it if it is older.
    ///
    /// # Errors
    /// [`Error::NotALedger`] and [`Error::Newer`] for a file that is left as it is;
    /// [`Error::Open`] where no file can be, [`Error::ReadOnly`] where it cannot be written.
    pub fn open(path: &Path) -> Result<Self> {
        Ok(Self { connection: schema::open(path)? })
    }

    /// Opens an existing ledger without writing to it, also on a read-only disk.
    ///
    /// # Errors
    /// As [`Ledger::open`]; [`Error::Older`] if it must be migrated first.
    pub fn open_read_only(path: &Path) -> Result<Self> {
        Ok(Self { connection: schema::open_read_only(path)? })
    }

    /// A ledger that is kept nowhere.
    ///
    /// # Errors
    /// If memory runs out.
    pub fn in_memory() -> Result<Self> {
        Ok(Self { connection: schema::in_memory()? })
    }

    /// Adds what a reading gave, in one transaction for all `entries`: all of it is kept or none.
    /// What is there already is not added again.
    ///
    /// If this run read a capture before, its lines are not looked at: only the sighting and its
    /// notices are added, unless they are there too. Two sightings are the same if path, address,
    /// capture and outcome are; the first one's time stays. If two different lines of one entry
    /// have the same id the first is kept, and a notice `same-id` says so.
    ///
    /// # Errors
    /// [`Error::Invalid`] if an entry contradicts itself (lines of another run or capture, a
    /// line or mention without its document, a mention without its actor, lines of what was
    /// refused); [`Error::Full`],
    /// [`Error::Busy`] and [`Error::ReadOnly`]. After an error nothing of the batch was kept.
    pub fn add(&mut self, run: &Run, entries: &[Entry<'_>]) -> Result<Added> {
        add::add(&mut self.connection, run, entries)
    }

    /// Whether this capture was read by this run already (and not refused).
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn has_reading(&self, capture: &str, run: Id) -> Result<bool> {
        query::has_reading(&self.connection, capture, run)
    }

    /// The earliest added document of this run, other than those of the capture itself, that is a
    /// duplicate of a text with this sketch ([`Sketch::DUPLICATE`]).
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn duplicate_of(&self, sketch: &Sketch, capture: &str, run: Id) -> Result<Option<Id>> {
        duplicate::of(&self.connection, sketch, capture, run)
    }

    /// Document lines, by publication date and id; those without a date come last.
    ///
    /// What is asked of statements keeps the documents that have such a one (one that fits all).
    ///
    /// # Errors
    /// [`Error::BadDate`], [`Error::NoWords`], and for an actor [`Error::BadId`] and
    /// [`Error::Ambiguous`], for a filter that cannot be applied.
    pub fn documents(&self, filter: &Filter) -> Result<Vec<Line>> {
        query::documents(&self.connection, filter)
    }

    /// Statement lines with the id of their document, by publication date of the document and
    /// place in it.
    ///
    /// `outlet`, `role` and the dates are those of the document.
    ///
    /// # Errors
    /// [`Error::BadDate`], [`Error::NoWords`], and for an actor [`Error::BadId`] and
    /// [`Error::Ambiguous`], for a filter that cannot be applied.
    pub fn statements(&self, filter: &Filter) -> Result<Vec<Line>> {
        query::statements(&self.connection, filter)
    }

    /// Event lines, by publication date of the document and place in it.
    ///
    /// # Errors
    /// [`Error::BadDate`], [`Error::NoWords`], and for an actor [`Error::BadId`] and
    /// [`Error::Ambiguous`], for a filter that cannot be applied.
    pub fn events(&self, filter: &EventFilter) -> Result<Vec<Line>> {
        query::events(&self.connection, filter)
    }

    /// Figure lines, by publication date of the document and place in it.
    ///
    /// # Errors
    /// [`Error::BadDate`] and [`Error::NoWords`] for a filter that cannot be applied.
    pub fn figures(&self, filter: &FigureFilter) -> Result<Vec<Line>> {
        query::figures(&self.connection, filter)
    }

    /// Documents and statements that hold these words, best first, with a snippet (matches between
    /// `\u{2}` and `\u{3}`). All words must be there, in any order and case and without regard to
    /// accents; what stands in double quotes is a phrase.
    ///
    /// # Errors
    /// [`Error::NoWords`] if there is nothing to search for.
    pub fn search(&self, words: &str, limit: u32) -> Result<Vec<(Line, String)>> {
        query::search(&self.connection, words, limit)
    }

    /// The line with this id, or with the one id that begins so (at least `sta-` and 4 digits).
    /// `None` if there is none. If several runs made it, the line of the newest is given.
    ///
    /// # Errors
    /// [`Error::Ambiguous`] names the ids if there are several; [`Error::BadId`] for anything else.
    pub fn line(&self, id: &str) -> Result<Option<Line>> {
        query::line(&self.connection, id)
    }

    /// The line of the newest run that took the place of an older one: of the same capture, with
    /// the most bytes of the capture in common. `None` if the line is of the newest run, or
    /// nothing follows it.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn successor(&self, line: &Line) -> Result<Option<Line>> {
        successor::of(&self.connection, line)
    }

    /// The bytes of a capture.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn capture(&self, id: &str) -> Result<Option<Vec<u8>>> {
        query::capture(&self.connection, id)
    }

    /// Everywhere that captures were seen, in the order added.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn sightings(&self) -> Result<Vec<Seen>> {
        query::sightings(&self.connection)
    }

    /// Everything that was noted about captures, by all runs, in the order added.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn notices(&self) -> Result<Vec<Noted>> {
        query::notices(&self.connection)
    }

    /// Actors that the newest runs found mentioned, the most mentioned first. Ids that mean one
    /// actor are one: those of one full name, and those that were merged ([`Ledger::judge`]).
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn actors(&self, filter: &ActorFilter) -> Result<Vec<Mentioned>> {
        mentioned::actors(&self.connection, filter)
    }

    /// The actor that an id means: one of the base, or `act-` and at least 4 digits. `None` if the
    /// ledger has none.
    ///
    /// # Errors
    /// [`Error::Ambiguous`] names the ids if several begin so.
    pub fn actor(&self, id: &str) -> Result<Option<Mentioned>> {
        mentioned::find(&self.connection, id)
    }

    /// The mentions of these ids, by publication date of the document and place in it.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn mentions_of(&self, ids: &[Actor]) -> Result<Vec<MentionLine>> {
        mention::of_actor(&self.connection, ids)
    }

    /// How documents name these ids, the commonest first, with how often; pronouns and
    /// descriptions are no names.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn names_of(&self, ids: &[Actor]) -> Result<Vec<(String, u64)>> {
        mention::names(&self.connection, ids)
    }

    /// Names that may mean several actors, the most frequent first; of the filter, `name` counts.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn open_names(&self, filter: &ActorFilter) -> Result<Vec<OpenName>> {
        mentioned::open_names(&self.connection, filter)
    }

    /// Hands every mention of the newest runs to `each`, by document and place.
    ///
    /// # Errors
    /// [`Error::Output`] is what `each` fails with.
    pub fn mentions(
        &self,
        each: &mut dyn FnMut(&MentionLine) -> std::io::Result<()>,
    ) -> Result<()> {
        mention::all(&self.connection, each)
    }

    /// Keeps a judgement on two ids, and gives it with its ids in full. `base` are actors of the
    /// base that it names and the ledger may not have.
    ///
    /// # Errors
    /// [`Error::NoActor`] and [`Error::Ambiguous`] for ids; [`Error::Judged`] if it is so already,
    /// [`Error::Contradicts`] if other judgements must be taken back first. Nothing is kept then.
    pub fn judge(&mut self, judgement: &Judgement, base: &[Actor]) -> Result<Judgement> {
        judge::judge(&mut self.connection, judgement, base)
    }

    /// All judgements in the order in which they were made, with whether they still count.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn judgements(&self) -> Result<Vec<(Judgement, bool)>> {
        let all = judge::all(&self.connection)?;
        let standing = joins::standing(&all);
        let counts =
            all.iter().map(|judged| standing.iter().any(|other| std::ptr::eq(*other, judged)));
        Ok(all.iter().cloned().zip(counts).collect())
    }

    /// Whether the stories that are kept take in all readings, and were made by this run.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn are_stories_current(&self, run: Id) -> Result<bool> {
        story::are_current(&self.connection, run)
    }

    /// Makes the stories anew: one transaction, which others wait for. Those that stay as they are need not be told
    /// again ([`Regroup::is_kept`]).
    ///
    /// # Errors
    /// [`Error::ReadOnly`] and [`Error::Busy`].
    pub fn regroup(&mut self, run: &Run) -> Result<Regroup<'_>> {
        story::regroup(&mut self.connection, run)
    }

    /// Deletes all stories: they are made from the rest, and can be made again.
    ///
    /// # Errors
    /// If the ledger cannot be written.
    pub fn forget_stories(&mut self) -> Result<()> {
        story::forget(&mut self.connection)
    }

    /// Stories, by the time at which they begin; those without one come last.
    ///
    /// # Errors
    /// [`Error::NoWords`] for a filter that cannot be applied.
    pub fn stories(&self, filter: &StoryFilter) -> Result<Vec<AcrossLine>> {
        story::stories(&self.connection, filter)
    }

    /// Where tellings agree or do not, by story.
    ///
    /// # Errors
    /// [`Error::NoWords`] for a filter that cannot be applied.
    pub fn agreements(&self, filter: &StoryFilter) -> Result<Vec<AcrossLine>> {
        story::agreements(&self.connection, filter)
    }

    /// All lines of the story with this id, or with the one id that begins so, or of the story that took the place of
    /// one with this id. `None` if there is none.
    ///
    /// # Errors
    /// [`Error::Ambiguous`] names the ids if there are several; [`Error::BadId`] for anything else.
    pub fn story(&self, id: &str) -> Result<Option<Vec<AcrossLine>>> {
        story::story(&self.connection, id)
    }

    /// Keeps what is read of the ledger at one state while the result is held, though others add.
    ///
    /// # Errors
    /// If the ledger cannot be read.
    pub fn hold(&self) -> Result<Hold<'_>> {
        Ok(Hold { _snapshot: self.connection.unchecked_transaction()? })
    }

    /// Hands every line of the newest runs to `each`, documents first, sorted by id.
    ///
    /// # Errors
    /// [`Error::Output`] is what `each` fails with.
    pub fn export(&self, each: &mut dyn FnMut(&Line) -> std::io::Result<()>) -> Result<()> {
        query::export(&self.connection, each)
    }

    /// Checks everything again: every capture's hash, every document's map and id, every quote
    /// against its text, every id, every reference, every column that is searched, and SQLite's own
    /// integrity check.
    ///
    /// # Errors
    /// Only what keeps the check from being made; what is wrong is told as faults.
    pub fn verify(&self) -> Result<Verification> {
        verify::verify(&self.connection)
    }
}
