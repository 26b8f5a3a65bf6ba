//! The product: words, their tree, their names.

use std::ops::Range;
use std::sync::Arc;

use onrecord_model::{InText, Span, words};

use super::tag::{Relation, Upos, Xpos};

/// A word of a sentence: a node of its tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Where it stands, in bytes of the text.
    pub span: Span<InText>,
    /// Whether it is one token with the word before it, as `n't` in `don't`.
    pub joined: bool,
    /// Universal part of speech.
    pub upos: Upos,
    /// Part of speech of the Penn Treebank.
    pub xpos: Xpos,
    /// Morphological features in the form of CoNLL-U, as `Number=Sing|Person=3`; empty if none.
    pub features: Arc<str>,
    /// Dictionary form.
    pub lemma: Box<str>,
    /// The word it depends on, counted from 0 in the sentence; none for the root.
    pub head: Option<u32>,
    /// How it depends on it.
    pub relation: Relation,
}

/// The place of a word, before anything is known of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WordSpan {
    /// Where it stands, in bytes of the text.
    pub span: Span<InText>,
    /// As in [`Word`].
    pub joined: bool,
}

words! {
    /// What a name or a value stands for.
    NameKind {
        /// A person.
        Person = "PERSON",
        /// A company, body, government, party or armed group.
        Organisation = "ORGANISATION",
        /// A place.
        Location = "LOCATION",
        /// A nationality, religion or movement: `Iraqi`, `Shia`.
        Norp = "NORP",
        /// A day or a longer time, absolute or relative.
        Date = "DATE",
        /// A time of less than a day.
        Time = "TIME",
        /// A measure with its unit.
        Quantity = "QUANTITY",
        /// A sum of money.
        Money = "MONEY",
        /// A percentage.
        Percent = "PERCENT",
    }
}

/// A name or a value: some words of a sentence that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its words, counted from 0 in the sentence.
    pub words: Range<u32>,
    /// What it stands for.
    pub kind: NameKind,
}

/// A sentence as it was understood.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence {
    /// Its words in order.
    pub words: Vec<Word>,
    /// Its names in order; none lies in another.
    pub names: Vec<Name>,
}

/// Numbers of the sentences that have words in a stretch of the text, in bytes; it begins with the first
/// that ends behind its start.
pub(crate) fn within(sentences: &[Sentence], bytes: &Range<u32>) -> Range<usize> {
    let ends = |sentence: &Sentence| {
        sentence.words.last().is_some_and(|word| word.span.end() <= bytes.start)
    };
    let begins = |sentence: &Sentence| {
        sentence.words.first().is_some_and(|word| word.span.start() < bytes.end)
    };
    let first = sentences.partition_point(ends);
    first..first + sentences[first..].partition_point(begins)
}
