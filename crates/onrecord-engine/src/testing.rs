//! Thin doors to inner functions for the tests and measurements in `tests/`, `benches/` and
//! beyond. Not part of the API.

use std::ops::Range;

use crate::Engine;
use crate::sentence::cut::{self, Bound};

/// A paragraph as `sentence::cut` makes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CutParagraph {
    /// Byte offsets of each word, and whether it is one token with the word before it.
    pub words: Vec<(Range<u32>, bool)>,
    /// For each word whether a sentence must (1), cannot (2) or may (0) end after it.
    pub bounds: Vec<u8>,
    /// Numbers of the words after which a sentence ends by rules alone.
    pub rule_ends: Vec<usize>,
}

/// `sentence::cut::cut`.
pub fn cut(engine: &Engine, text: &str) -> Vec<CutParagraph> {
    let paragraphs = cut::cut(text, &engine.tables);
    let show = |paragraph: cut::Paragraph| CutParagraph {
        rule_ends: paragraph.rule_ends(text, &engine.tables),
        words: paragraph.words.iter().map(|word| (word.start..word.end, word.joined)).collect(),
        bounds: paragraph.words.iter().map(|word| bound_number(word.bound)).collect(),
    };
    paragraphs.into_iter().map(show).collect()
}

fn bound_number(bound: Bound) -> u8 {
    match bound {
        Bound::Open => 0,
        Bound::Must => 1,
        Bound::Never => 2,
    }
}

/// `sentence::cut::is_blank`.
pub fn is_blank(c: char) -> bool {
    cut::is_blank(c)
}
