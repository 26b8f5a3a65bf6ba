//! Phrases that attribute: `phrases.tsv`.

use onrecord_model::{Act, Medium, words};
use rustc_hash::FxHashMap;

use super::tsv::{TableError, rows};

words! {
    /// Who stands in a phrase.
    PhraseSlot {
        /// Who says it.
        Source = "source",
        /// Who hands it on.
        Relay = "relay",
        /// Nobody.
        None = "none",
    }
}

/// A piece of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PhraseToken {
    /// A word, in lower case.
    Word(Box<str>),
    /// A noun phrase.
    Source {
        /// Whether it stands in the genitive.
        is_possessive: bool,
    },
}

/// A phrase that attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PhraseRow {
    /// As the table has it.
    pub(crate) form: Box<str>,
    pub(crate) tokens: Vec<PhraseToken>,
    pub(crate) slot: PhraseSlot,
    pub(crate) act: Act,
    pub(crate) medium: Medium,
    /// A passage in which it attributes, and one in which it does not.
    pub(crate) examples: [String; 2],
    /// Line of the table.
    pub(crate) line: usize,
}

/// The phrases, by their first words.
#[derive(Debug)]
pub(crate) struct PhraseTable {
    rows: Vec<PhraseRow>,
    by_word: FxHashMap<Box<str>, Vec<u16>>,
}

impl PhraseTable {
    /// The phrases that begin with a word in lower case.
    pub(crate) fn of(&self, word: &str) -> impl Iterator<Item = &PhraseRow> {
        let numbers = self.by_word.get(word).into_iter().flatten();
        numbers.map(|&number| &self.rows[usize::from(number)])
    }

    /// All phrases.
    pub(crate) fn rows(&self) -> &[PhraseRow] {
        &self.rows
    }

    pub(super) fn parse(text: &str) -> Result<Self, TableError> {
        let columns = ["form", "slot", "act", "medium", "yes", "no"];
        let mut found = Self { rows: Vec::new(), by_word: FxHashMap::default() };
        for (row, number) in rows("phrases.tsv", text, &columns)?.iter().zip(0..) {
            let wrong = |column| row.error(format!("`{}` is no such word", row.cell(column)));
            let form = row.filled(0, "form")?;
            let token = |word: &str| match word {
                "S" => PhraseToken::Source { is_possessive: false },
                "S's" => PhraseToken::Source { is_possessive: true },
                word => PhraseToken::Word(word.to_lowercase().into()),
            };
            let tokens: Vec<PhraseToken> = form.split(' ').map(token).collect();
            let Some(PhraseToken::Word(first)) = tokens.first() else {
                return Err(row.error("a phrase begins with a word"));
            };
            found.by_word.entry(first.clone()).or_default().push(number);
            found.rows.push(PhraseRow {
                form: form.into(),
                tokens,
                slot: PhraseSlot::from_name(row.cell(1)).ok_or_else(|| wrong(1))?,
                act: Act::from_name(row.cell(2)).ok_or_else(|| wrong(2))?,
                medium: Medium::from_name(row.cell(3)).ok_or_else(|| wrong(3))?,
                examples: [row.filled(4, "yes")?.to_owned(), row.filled(5, "no")?.to_owned()],
                line: row.line,
            });
        }
        Ok(found)
    }
}
