//! From a text to paragraphs and words.
//!
//! The scheme is that of the English Web Treebank: hyphened compounds are several tokens
//! (`15|-|year`) unless a prefix makes them (`anti-war`); a token of several words (`don't`) is
//! its words, joined. Always true: words are in order, apart, not empty and at most [`LONGEST`]
//! bytes long; every character that is no blank stands in exactly one; time is linear.
//! Tables: `abbreviations.tsv`, `contractions.tsv`, `emoticons.tsv`, `endings.tsv`,
//! `joins.tsv`, `units.tsv`, and the class `starter` of `words.tsv`.

mod address;
mod chars;
mod ends;
mod mark;
mod number;
mod paragraph;
mod scan;
mod stop;
mod word;

use std::ops::Range;

use crate::tables::Tables;
pub(crate) use chars::is_blank;
pub(crate) use paragraph::paragraphs;

/// No word is longer, in bytes.
pub(crate) const LONGEST: usize = 256;

/// Whether a sentence ends after a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Bound {
    /// It may.
    #[default]
    Open,
    /// It does.
    Must,
    /// It does not.
    Never,
}

/// A word and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CutWord {
    /// Byte offset of its first character.
    pub(crate) start: u32,
    /// Byte offset behind its last character.
    pub(crate) end: u32,
    /// Whether it is one token with the word before it.
    pub(crate) joined: bool,
    /// Whether a sentence ends after it.
    pub(crate) bound: Bound,
}

impl CutWord {
    /// Its bytes.
    pub(crate) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A paragraph; it has at least one word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Its words in order.
    pub(crate) words: Vec<CutWord>,
}

impl Paragraph {
    /// The words after which sentences end, by rules alone; the last word is always one.
    pub(crate) fn rule_ends(&self, text: &str, tables: &Tables) -> Vec<usize> {
        ends::by_rule(text, &self.words, tables)
    }
}

/// Cuts a text into paragraphs of words. Offsets are those of the text, which must be shorter
/// than 4 GiB; what lies behind that is left out.
pub(crate) fn cut(text: &str, tables: &Tables) -> Vec<Paragraph> {
    let mut found = Vec::new();
    for range in paragraphs(text, 0..text.len()) {
        let mut words = scan::words(text, range, tables);
        ends::set_bounds(text, &mut words);
        if !words.is_empty() {
            found.push(Paragraph { words });
        }
    }
    found
}
