//! Words of a text and how much each tells.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::{FxHashMap, FxHashSet};

/// In how many texts a word stands; the format is told in its head.
pub(crate) const TABLE: &str = include_str!("../tables/words.tsv");

/// Closed lists of words; the format is told in its head.
pub(crate) const LISTS: &str = include_str!("../tables/lists.tsv");

/// The rows of a table: its fields, comments left out.
pub(crate) fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|line| !line.starts_with('#')).map(|line| line.split('\t').collect())
}

/// Whether a word, in lower case, stands in a list.
pub(crate) fn is_in(list: &str, word: &str) -> bool {
    static LISTED: OnceLock<FxHashSet<(&str, &str)>> = OnceLock::new();
    let pair = |row: Vec<&'static str>| Some((*row.first()?, *row.get(1)?));
    LISTED.get_or_init(|| rows(LISTS).filter_map(pair).collect()).contains(&(list, word))
}

/// Runs of letters and runs of digits of a text, in bytes; the lines that are an address alone left out.
///
/// A line opens with an address where a page's head was pasted with the text.
pub(crate) fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut from = 0;
    text.split_inclusive('\n').flat_map(move |line| {
        let start = from;
        from += line.len();
        let is_address = ["http:", "https:", "www."].iter().any(|scheme| {
            line.trim_start().get(..scheme.len()).is_some_and(|it| it.eq_ignore_ascii_case(scheme))
        });
        let line = if is_address { "" } else { line };
        runs(line).map(move |run| start + run.start..start + run.end)
    })
}

fn runs(line: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let class = |sign: char| match sign {
        _ if sign.is_alphabetic() => 1,
        _ if sign.is_numeric() => 2,
        _ => 0,
    };
    let mut signs = line.char_indices().map(move |(at, sign)| (at, class(sign))).peekable();
    std::iter::from_fn(move || {
        let (start, kind) = signs.find(|&(_, kind)| kind > 0)?;
        let mut end = line.len();
        while let Some(&(at, next)) = signs.peek() {
            if next != kind {
                end = at;
                break;
            }
            signs.next();
        }
        Some(start..end)
    })
}

/// Stems of words and their weights.
pub(crate) struct Weights {
    stemmer: Stemmer,
    texts: f32,
    /// By stem: in how many texts the most frequent of its words stands.
    found: FxHashMap<String, u32>,
}

impl Weights {
    /// Those of the table.
    ///
    /// # Panics
    /// If the table, which is compiled in, does not hold what its head says; a test walks it.
    pub(crate) fn table() -> &'static Self {
        static WEIGHTS: OnceLock<Weights> = OnceLock::new();
        WEIGHTS.get_or_init(|| {
            let stemmer = Stemmer::create(Algorithm::English);
            let (mut texts, mut found) = (0, FxHashMap::<String, u32>::default());
            for row in rows(TABLE) {
                let number = row.get(1).and_then(|number| number.parse().ok());
                let (word, number): (_, u32) = (row[0], number.expect("a word and a number"));
                if word == "*" {
                    texts = number;
                } else {
                    let most = found.entry(stemmer.stem(word).into_owned()).or_default();
                    *most = number.max(*most);
                }
            }
            #[expect(clippy::cast_precision_loss, reason = "some thousands")]
            Weights { stemmer, texts: texts as f32, found }
        })
    }

    /// Stem of a word in lower case.
    pub(crate) fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        self.stemmer.stem(word)
    }

    /// How much a stem tells: the inverse document frequency, natural logarithm.
    ///
    /// K. Spärck Jones, “A statistical interpretation of term specificity”, 1972.
    #[expect(clippy::cast_precision_loss, reason = "some thousands")]
    pub(crate) fn of(&self, stem: &str) -> f32 {
        let found = self.found.get(stem).copied().unwrap_or_default() as f32;
        libm::logf((1.0 + self.texts) / (1.0 + found))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).map(|run| &text[run]).collect()
    }

    #[test]
    fn letters_and_digits_are_apart() {
        assert_eq!(
            words("5,200 troops in the G20’s É-zone"),
            ["5", "200", "troops", "in", "the", "G", "20", "s", "É", "zone"]
        );
        assert_eq!(words(""), [""; 0]);
    }

    #[test]
    fn addresses_are_left_out() {
        assert_eq!(
            words("https://a.example/b\nTwo words\n www.c.example\nwww"),
            ["Two", "words", "www"]
        );
    }

    #[test]
    fn lists_are_in_order() {
        assert!(
            is_in("negation", "never")
                && !is_in("office", "never")
                && !is_in("negation", "minister")
        );
        assert!(rows(LISTS).is_sorted() && rows(LISTS).all(|row| row.len() == 2));
    }

    #[test]
    fn the_table_holds() {
        let weights = Weights::table();
        assert!(weights.texts > 5000.0);
        assert!(weights.found.len() > 8000);
        assert!(weights.of("the") < 0.5 && weights.of("zembra") > 8.0);
        let words = TABLE.lines().filter(|line| !line.starts_with('#')).skip(1);
        assert!(words.is_sorted(), "one order, no word twice");
        assert_eq!(weights.stem("bombings"), "bomb");
    }
}
