//! Who said what, from the quotations of a document.
//!
//! In: a text cut into paragraphs of tokens. Out: statements, in the order of the text. Each
//! paragraph is folded ([`skeleton`]), so that what remains is what the author wrote around the
//! quotations; in each sentence cues are sought beside them ([`attribution`]) and quotations are
//! given to cues ([`sentence`]); what has no cue of its own may go on with the last speaker
//! ([`walk`]). Tables: `cues.tsv`, `rules.tsv`, `words.tsv`, `kinds.tsv`.
//!
//! Limits of this version, each for a later one:
//! - words without quotation marks are no statements (a sentence that only reports still tells
//!   who goes on speaking in the quotation after it);
//! - a pronoun stays a pronoun: no name, its own span; no coreference but short names;
//! - no parse: subjects are found by position and by closed lists of words, so a clause between
//!   subject and cue longer than one apposition or relative clause hides the subject;
//! - statements within a quotation are not read; `parent`, `said` and `deadline` stay empty;
//! - the act is that of the cue's row, whatever the content says.

mod antecedent;
pub(crate) mod attribution;
mod build;
mod clause;
mod condition;
mod draft;
mod headline;
mod nested;
mod sentence;
mod skeleton;
mod walk;

pub(crate) use antecedent::Antecedents;
pub(crate) use build::{Names, build};
pub(crate) use draft::{Draft, DraftCue};
pub(crate) use skeleton::{Item, ItemKind, Skeleton};
pub(crate) use walk::{Walk, walk};
