//! From a text to sentences: tokens, words, tags, lemmas, dependency trees, names.
//!
//! The scheme is Universal Dependencies as the English Web Treebank and GUM have it: a *token* is
//! what stands between blanks and marks (`don't`), a *word* is a node of the tree (`do`, `n't`).
//! Always true of a [`Sentence`]: words are in order, apart and not empty; they hold every
//! character of the sentence that is no blank; exactly one word is the root; every word leads to
//! it.

mod analyse;
mod arc;
pub(crate) mod cut;
mod graph;
mod inflection;
mod label;
mod lemma;
mod models;
mod name;
mod organisation;
mod parse;
#[cfg(test)]
mod reference;
mod scratch;
mod segment;
mod show;
mod tag;
mod tree;
mod value;

pub(crate) use analyse::Reader;
pub use analyse::Sentences;
pub(crate) use graph::within;
pub use graph::{Name, NameKind, Sentence, Word, WordSpan};
pub(crate) use inflection::Inflections;
pub use models::Models;
pub use name::{NameScratch, NameTagger};
pub use organisation::{OrganisationTables, add_organisations};
pub use parse::{MAX_WORDS, ParseScratch, Parsed, Parser};
pub use segment::{SegmentScratch, Segmenter};
pub use tag::{Relation, Upos, Xpos};
pub use value::{ValueRule, ValueTables, add_values};
