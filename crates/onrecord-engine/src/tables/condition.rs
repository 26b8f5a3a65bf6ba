//! Words that begin conditions: `conditions.tsv`.

use onrecord_model::words;
use rustc_hash::FxHashMap;

use super::tsv::{TableError, rows};

words! {
    /// How far a condition reaches.
    Scope {
        /// The clause that its word marks.
        Clause = "clause",
        /// The phrase that its word marks.
        Phrase = "phrase",
        /// The clause, where the main clause looks ahead.
        Future = "future",
    }
}

/// A word or words that begin a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ConditionRow {
    pub(crate) words: Vec<Box<str>>,
    pub(crate) kind: Box<str>,
    pub(crate) scope: Scope,
}

/// The table, by first words; the longest first.
#[derive(Debug)]
pub(crate) struct Conditions {
    by_word: FxHashMap<Box<str>, Vec<ConditionRow>>,
}

impl Conditions {
    pub(super) fn parse(text: &str) -> Result<Self, TableError> {
        let mut by_word: FxHashMap<Box<str>, Vec<ConditionRow>> = FxHashMap::default();
        for row in rows("conditions.tsv", text, &["form", "kind", "scope", "yes", "no"])? {
            let words: Vec<Box<str>> = row.filled(0, "form")?.split(' ').map(Into::into).collect();
            let scope = Scope::from_name(row.cell(2))
                .ok_or_else(|| row.error(format!("`{}` is no scope", row.cell(2))))?;
            row.filled(3, "yes")?;
            row.filled(4, "no")?;
            let kind = row.filled(1, "kind")?.into();
            let same = by_word.entry(words[0].clone()).or_default();
            let place = same.partition_point(|other| other.words.len() >= words.len());
            same.insert(place, ConditionRow { words, kind, scope });
        }
        Ok(Self { by_word })
    }

    /// The rows that begin with a word in lower case, the longest first.
    pub(crate) fn of(&self, word: &str) -> &[ConditionRow] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }
}
