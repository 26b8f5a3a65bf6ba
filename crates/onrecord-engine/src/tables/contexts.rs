//! What a sentence with an event is about (`contexts.tsv`), after the contexts of PLOVER.

use rustc_hash::FxHashMap;

use super::tsv::{TableError, rows};

/// The contexts of words.
#[derive(Debug)]
pub(crate) struct Contexts {
    /// By a dictionary form, or two with a blank.
    by_word: FxHashMap<Box<str>, Vec<Box<str>>>,
    /// Each context with a passage in which an event has it, and one in which none has.
    pub(crate) examples: Vec<[Box<str>; 3]>,
}

impl Contexts {
    pub(super) fn parse(text: &str) -> Result<Self, TableError> {
        let mut by_word: FxHashMap<Box<str>, Vec<Box<str>>> = FxHashMap::default();
        let mut examples = Vec::new();
        for row in rows("contexts.tsv", text, &["context", "words", "yes", "no"])? {
            let context = row.filled(0, "context")?;
            for word in row.filled(1, "words")?.split(',') {
                by_word.entry(word.into()).or_default().push(context.into());
            }
            let (yes, no) = (row.filled(2, "yes")?, row.filled(3, "no")?);
            examples.push([context, yes, no].map(Into::into));
        }
        Ok(Self { by_word, examples })
    }

    /// Adds those of the words of a sentence, in its order; `lemmas` are dictionary forms in lower case.
    pub(crate) fn add<'l>(&self, lemmas: impl Iterator<Item = &'l str>, found: &mut Vec<String>) {
        let mut before = String::new();
        for lemma in lemmas {
            let both = format!("{before} {lemma}");
            for context in
                [lemma, &both].iter().filter_map(|word| self.by_word.get(*word)).flatten()
            {
                if found.iter().all(|one| **one != **context) {
                    found.push(context.clone().into_string());
                }
            }
            before.clear();
            before.push_str(lemma);
        }
    }
}
