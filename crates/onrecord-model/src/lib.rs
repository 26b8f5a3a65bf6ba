//! What a record is.
//!
//! Types and invariants shared by every other crate: [`Span`] and [`OffsetMap`] (where something
//! stands), [`Capture`] and [`Document`] (what was found), [`Statement`] (what is put on record)
//! and [`record`] (the form in which it is printed and stored). No input or output, no language
//! analysis, no HTML.
//!
//! Inside the program every offset is a UTF-8 byte; [`record`] turns them into Unicode code
//! points, and nothing else does.

mod capture;
mod code_points;
mod dated;
mod document;
mod event;
mod evidence;
mod figure;
mod id;
mod mention;
mod notice;
mod offset_map;
pub mod record;
mod run;
mod sketch;
mod span;
mod statement;
mod when;
mod words;

pub use capture::{Capture, CaptureId, TooLarge};
pub use code_points::CodePoints;
pub use dated::{Dated, DayPart, Grain};
pub use document::{Document, DocumentParts, Origin, Outlet, Role};
pub use event::{Event, EventParts, Participant, PloverType};
pub use evidence::{Evidence, Evidences};
pub use figure::{Asserter, Counted, Figure, FigureParts};
pub use id::{Id, IdKind, ParseIdError, hash_of};
pub use mention::{Mention, MentionCandidate, MentionLabel, MentionedPlace};
pub use notice::{Notice, Outcome};
pub use offset_map::{Edit, OffsetMap, OffsetRun, TextBuilder};
pub use run::Run;
pub use sketch::Sketch;
pub use span::{InCapture, InText, Span};
pub use statement::{
    Act, Condition, Cue, Deadline, Factuality, Form, Medium, Party, PartyKind, Statement,
    StatementParts, Via,
};
pub use when::{Precision, When};

/// Number of the record's schema: a released field changes only with a new one.
pub const SCHEMA: u32 = 1;
