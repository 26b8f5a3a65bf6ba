//! A statement before names are resolved and evidence is cut.

use std::ops::Range;

use onrecord_model::{Act, Factuality, Form};

use crate::mention::Mention;
use crate::tables::Rule;

/// A cue in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DraftCue {
    /// Row of the table.
    pub(crate) row: u16,
    pub(crate) bytes: Range<u32>,
}

/// A statement in the making.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) rule: Rule,
    pub(crate) form: Form,
    pub(crate) pieces: Vec<Range<u32>>,
    pub(crate) cue: Option<DraftCue>,
    /// The row that gives act and medium: the cue's, or that of the statement it continues.
    pub(crate) row: Option<u16>,
    pub(crate) source: Mention,
    pub(crate) addressee: Option<Mention>,
    pub(crate) via: Vec<(Mention, Option<DraftCue>)>,
    pub(crate) factuality: Factuality,
    /// The act, where the row does not give it.
    pub(crate) act: Option<Act>,
}
