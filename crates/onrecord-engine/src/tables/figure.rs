//! What figures are made of: `figures.tsv`.

use onrecord_model::words;
use rustc_hash::FxHashMap;

use super::tsv::{TableError, rows};

words! {
    /// What a word does in a figure.
    FigureClass {
        /// A number: `seven`.
        Number = "number",
        /// What multiplies one: `million`.
        Scale = "scale",
        /// A number that is not told: `dozens`.
        Several = "several",
        /// A part: `half`.
        Fraction = "fraction",
        /// A unit of measure, with its UCUM code.
        Unit = "unit",
        /// A currency, with its ISO 4217 code.
        Money = "money",
        /// Limits the number behind it: `more than`.
        Before = "before",
        /// Does not, though its last word may: `spread over`.
        Plain = "plain",
        /// Limits the number before it: `or more`.
        After = "after",
        /// A verb of change: `from 5 to 7`.
        Change = "change",
        /// A noun for a number: `toll`.
        Measure = "measure",
        /// Whoever it counts are persons: `casualties`.
        Human = "human",
        /// Whoever it is done to is dead.
        Killed = "killed",
        /// Is hurt.
        Injured = "injured",
        /// Is held.
        Arrested = "arrested",
        /// Has fled or was driven out.
        Displaced = "displaced",
        /// A noun that numbers tell apart: `article 61`.
        Numbered = "numbered",
    }
}

/// A form of the table.
#[derive(Debug)]
pub(crate) struct FigureRow {
    /// Its words, in lower case.
    pub(crate) words: Vec<Box<str>>,
    pub(crate) class: FigureClass,
    /// A number, a code, or how the text limits a number.
    pub(crate) value: Box<str>,
    /// The number, where it is one.
    pub(crate) number: f64,
}

/// The table, by first words; the longest first.
#[derive(Debug)]
pub(crate) struct FigureWords {
    by_word: FxHashMap<Box<str>, Vec<FigureRow>>,
}

impl FigureWords {
    pub(super) fn parse(text: &str) -> Result<Self, TableError> {
        let mut by_word: FxHashMap<Box<str>, Vec<FigureRow>> = FxHashMap::default();
        for row in rows("figures.tsv", text, &["form", "class", "value"])? {
            let words: Vec<Box<str>> = row.filled(0, "form")?.split(' ').map(Into::into).collect();
            let class = FigureClass::from_name(row.cell(1))
                .ok_or_else(|| row.error(format!("`{}` is no class", row.cell(1))))?;
            let is_number = matches!(
                class,
                FigureClass::Number
                    | FigureClass::Scale
                    | FigureClass::Several
                    | FigureClass::Fraction
            );
            let number = row.cell(2).parse();
            if is_number && number.is_err() {
                return Err(row.error(format!("`{}` is no number", row.cell(2))));
            }
            let same = by_word.entry(words[0].clone()).or_default();
            let place = same.partition_point(|other| other.words.len() >= words.len());
            let value = row.cell(2).into();
            same.insert(place, FigureRow { words, class, value, number: number.unwrap_or(0.0) });
        }
        Ok(Self { by_word })
    }

    /// The rows that begin with a word in lower case, the longest first.
    pub(crate) fn of(&self, word: &str) -> &[FigureRow] {
        self.by_word.get(word).map_or(&[], Vec::as_slice)
    }

    /// The row of a single word in lower case with a class.
    pub(crate) fn one(&self, word: &str, class: FigureClass) -> Option<&FigureRow> {
        self.of(word).iter().find(|row| row.words.len() == 1 && row.class == class)
    }
}
