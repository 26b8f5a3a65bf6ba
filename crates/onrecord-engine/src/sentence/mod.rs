//! From a text to sentences: tokens, words, tags, lemmas, dependency trees, names.
//!
//! The scheme is Universal Dependencies as the English Web Treebank and GUM have it: a *token* is
//! what stands between blanks and marks (`don't`), a *word* is a node of the tree (`do`, `n't`).
//! Always true of a [`Sentence`]: words are in order, apart and not empty; they hold every
//! character of the sentence that is no blank; exactly one word is the root; every word leads to
//! it.

mod graph;
mod tag;

pub use graph::{Name, NameKind, Sentence, Word};
pub use tag::{Relation, Upos, Xpos};
