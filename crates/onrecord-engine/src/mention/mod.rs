//! Who is meant: noun phrases beside a cue, and the names in them.
//!
//! A mention is a stretch of the skeleton of one sentence. Its span is the noun phrase as it
//! stands: title and name (“former President Ada Okoye”), without a relative clause or apposition
//! behind it. The name is the phrase without titles; a description is all of a phrase that has no
//! name. Without a parser, phrases are runs of words between words that no phrase goes over
//! (`words.tsv`), and nothing is looked up but closed lists (`kinds.tsv`).

mod name;
mod phrase;
mod subject;

use onrecord_model::PartyKind;

pub(crate) use name::describe;
pub(crate) use phrase::{object, phrase_at};
pub(crate) use subject::subject;

/// Somebody mentioned, before it becomes a party of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mention {
    /// Bytes of the phrase.
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Name without titles; as it stands in the text, not yet resolved.
    pub(crate) name: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) kind: Option<PartyKind>,
}
