//! Thin doors to inner functions for the tests and measurements in `tests/`, `benches/` and
//! beyond. Not part of the API.

use std::ops::Range;

use crate::Engine;
use crate::sentence::cut::{self, Bound};
use crate::sentence::{Relation, Sentence, Word};

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

/// What is always true of the sentences of a text (see [`crate::sentence`]).
///
/// # Panics
/// If it is not.
pub fn check_sentences(text: &str, sentences: &[Sentence]) {
    let mut end = 0;
    for sentence in sentences {
        assert!(!sentence.words.is_empty(), "a sentence without words");
        for word in &sentence.words {
            let range = word.span.range();
            assert!(end <= range.start && range.start < range.end, "words in order");
            assert!(text[end..range.start].chars().all(is_blank), "a character in no word");
            assert!(!word.joined || range.start == end, "a token with a gap");
            end = range.end;
        }
        assert!(!sentence.words[0].joined, "a token in two sentences");
        check_tree(&sentence.words);
        let mut after = 0;
        for name in &sentence.names {
            assert!(
                after <= name.words.start && name.words.start < name.words.end,
                "names in order"
            );
            after = name.words.end;
        }
        assert!(after as usize <= sentence.words.len(), "a name beyond its sentence");
    }
    assert!(text[end..].chars().all(is_blank), "a character in no word");
}

fn check_tree(words: &[Word]) {
    let roots: Vec<_> = words.iter().filter(|word| word.head.is_none()).collect();
    assert_eq!(roots.len(), 1, "one root");
    assert_eq!(roots[0].relation, Relation::Root);
    for word in words {
        let (mut steps, mut at) = (0, word);
        while let Some(head) = at.head {
            at = &words[head as usize];
            steps += 1;
            assert!(steps < words.len(), "a circle");
        }
    }
}
