//! The data that the engine reads by: texts in, checked tables out.
//!
//! The texts stand in `tables/` beside `src/` and are compiled in; `tables/README.md` says what
//! each column means and where the rows come from. Every row is checked when it is read: an
//! unknown word in a closed column, a double or a row out of order is a [`TableError`].

mod cue;
mod nested;
mod rule;
mod tsv;
mod word;

use onrecord_model::PartyKind;
use rustc_hash::FxHashMap;

pub(crate) use cue::{CueUse, Cues, Frames, Inflection};
pub(crate) use nested::{Complement, NestedFrames};
pub(crate) use rule::{Rule, Rules};
pub use tsv::TableError;
pub(crate) use word::{Class, Ending, with_lower};

/// The texts of all tables, as they stand in their files.
#[derive(Clone, Copy, Debug)]
pub struct TableTexts<'t> {
    /// `abbreviations.tsv`
    pub abbreviations: &'t str,
    /// `cues.tsv`
    pub cues: &'t str,
    /// `kinds.tsv`
    pub kinds: &'t str,
    /// `nested.tsv`
    pub nested: &'t str,
    /// `rules.tsv`
    pub rules: &'t str,
    /// `words.tsv`
    pub words: &'t str,
}

impl TableTexts<'static> {
    /// The tables that are compiled in.
    pub fn compiled_in() -> Self {
        Self {
            abbreviations: include_str!("../../tables/abbreviations.tsv"),
            cues: include_str!("../../tables/cues.tsv"),
            kinds: include_str!("../../tables/kinds.tsv"),
            nested: include_str!("../../tables/nested.tsv"),
            rules: include_str!("../../tables/rules.tsv"),
            words: include_str!("../../tables/words.tsv"),
        }
    }
}

impl TableTexts<'_> {
    /// File name and text of each table, sorted.
    pub fn named(&self) -> [(&'static str, &str); 6] {
        [
            ("abbreviations.tsv", self.abbreviations),
            ("cues.tsv", self.cues),
            ("kinds.tsv", self.kinds),
            ("nested.tsv", self.nested),
            ("rules.tsv", self.rules),
            ("words.tsv", self.words),
        ]
    }

    /// Hash of names and texts, in hexadecimal.
    pub(crate) fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (name, text) in self.named() {
            for field in [name, text] {
                hasher.update(&(field.len() as u64).to_le_bytes());
                hasher.update(field.as_bytes());
            }
        }
        hasher.finalize().to_hex().to_string()
    }
}

/// All tables, checked.
pub(crate) struct Tables {
    pub(crate) cues: Cues,
    pub(crate) nested: NestedFrames,
    pub(crate) rules: Rules,
    words: FxHashMap<Box<str>, Class>,
    kinds: FxHashMap<Box<str>, PartyKind>,
    abbreviations: FxHashMap<Box<str>, Ending>,
}

impl Tables {
    pub(crate) fn parse(texts: &TableTexts<'_>) -> Result<Self, TableError> {
        let cues = Cues::parse(texts.cues)?;
        Ok(Self {
            nested: NestedFrames::parse(texts.nested, &cues)?,
            cues,
            rules: Rules::parse(texts.rules)?,
            words: word::words(texts.words)?,
            kinds: word::kinds(texts.kinds)?,
            abbreviations: word::abbreviations(texts.abbreviations)?,
        })
    }

    /// Classes of a word, in any case.
    pub(crate) fn class(&self, word: &str) -> Class {
        with_lower(word, |word| self.words.get(word).copied().unwrap_or_default())
    }

    /// What a head noun or a proper name denotes.
    pub(crate) fn kind(&self, word: &str) -> Option<PartyKind> {
        with_lower(word, |word| self.kinds.get(word).copied())
    }

    /// Whether a word, without its full stop, is an abbreviation.
    pub(crate) fn abbreviation(&self, word: &str) -> Option<Ending> {
        with_lower(word, |word| self.abbreviations.get(word).copied())
    }
}
