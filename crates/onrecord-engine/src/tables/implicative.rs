//! Words that tell whether what depends on them takes place: `implicatives.tsv`.

use onrecord_model::Factuality;
use rustc_hash::FxHashMap;

use super::tsv::{TableError, rows};

/// What each word does to what depends on it.
#[derive(Debug)]
pub(crate) struct Implicatives {
    effects: FxHashMap<Box<str>, Factuality>,
}

impl Implicatives {
    pub(super) fn parse(text: &str) -> Result<Self, TableError> {
        let mut effects = FxHashMap::default();
        for row in rows("implicatives.tsv", text, &["lemma", "effect", "yes", "no"])? {
            let effect = Factuality::from_name(row.cell(1));
            let effect =
                effect.ok_or_else(|| row.error(format!("`{}` is no effect", row.cell(1))))?;
            row.filled(2, "yes")?;
            row.filled(3, "no")?;
            effects.insert(row.filled(0, "lemma")?.into(), effect);
        }
        Ok(Self { effects })
    }

    /// What a dictionary form does to what depends on it.
    pub(crate) fn of(&self, lemma: &str) -> Option<Factuality> {
        self.effects.get(lemma).copied()
    }
}
