//! The text of all benchmarks, an invented article, and what the stages are given of it.
#![allow(dead_code, reason = "each benchmark needs a part of this")]

use std::mem::take;

use onrecord_engine::sentence::{Models, NameKind, Sentence, ValueTables, add_values};
use onrecord_engine::{Engine, testing};
use onrecord_model::{CaptureId, Document, DocumentParts, OffsetMap};

/// Of an article, as many words are its own as one in so many.
const OWN: usize = 7;

/// So many articles of 600 words, one after the other. From the second on, each has some words of
/// its own, because the models look up a word once a batch.
pub(crate) fn articles(count: usize) -> String {
    (0..count).map(article).collect()
}

fn article(number: usize) -> String {
    let ending = char::from(b'a' + u8::try_from(number % 26).unwrap_or(0));
    let word = |(i, word): (usize, &str)| {
        let plain = word.bytes().all(|byte| byte.is_ascii_lowercase());
        if number > 0 && plain && i % OWN == number % OWN {
            format!("{word}{ending}")
        } else {
            word.to_owned()
        }
    };
    let words: Vec<String> = include_str!("article.txt").split(' ').enumerate().map(word).collect();
    words.join(" ") + "\n"
}

/// The words of a text.
#[derive(Default)]
pub(crate) struct Forms<'t> {
    /// Paragraph by paragraph, for the segmenter.
    pub(crate) paragraphs: Vec<Vec<&'t str>>,
    /// Sentence by sentence, for the other models; by rule, so that they get the same words
    /// whatever the segmenter finds.
    pub(crate) sentences: Vec<Vec<&'t str>>,
}

impl<'t> Forms<'t> {
    pub(crate) fn of(engine: &Engine, text: &'t str) -> Self {
        let mut forms = Self::default();
        for paragraph in testing::cut(engine, text) {
            let form =
                |range: &std::ops::Range<u32>| &text[range.start as usize..range.end as usize];
            let words: Vec<&str> = paragraph.words.iter().map(|(range, _)| form(range)).collect();
            let mut start = 0;
            let ends = paragraph.rule_ends.iter().map(|last| last + 1);
            for end in ends.chain([words.len()]).filter(|end| *end > 0) {
                if start < end {
                    forms.sentences.push(words[start..end].to_vec());
                }
                start = end;
            }
            forms.paragraphs.push(words);
        }
        forms
    }

    /// Number of words.
    pub(crate) fn count(&self) -> usize {
        self.paragraphs.iter().map(Vec::len).sum()
    }
}

#[expect(clippy::expect_used, reason = "a benchmark")]
pub(crate) fn models() -> Models {
    Models::load(onrecord_models::ENGLISH).expect("the weights that are compiled in")
}

/// An engine whose models are loaded.
pub(crate) fn loaded_engine() -> Engine {
    let engine = Engine::new();
    engine.analyse("Go.");
    engine
}

/// The sentences of a text as the rules for values get them: with the names of the model alone.
pub(crate) fn named(engine: &Engine, text: &str) -> Vec<Sentence> {
    let of_model =
        |kind| matches!(kind, NameKind::Person | NameKind::Organisation | NameKind::Location);
    let mut sentences = engine.analyse(text);
    for sentence in &mut sentences {
        sentence.names.retain(|name| of_model(name.kind));
    }
    sentences
}

/// Adds the values to sentences.
pub(crate) fn value(text: &str, sentences: &mut [Sentence], tables: &ValueTables) {
    for sentence in sentences {
        sentence.names = add_values(text, &sentence.words, take(&mut sentence.names), tables);
    }
}

/// A document that is nothing but a text.
#[expect(clippy::expect_used, reason = "a benchmark")]
pub(crate) fn document(text: String) -> Document {
    let len = u32::try_from(text.len()).expect("a short text");
    let map = OffsetMap::identity(len, 0);
    let id = CaptureId::of(text.as_bytes());
    Document::new(&id, DocumentParts { text, map, ..DocumentParts::default() })
}
