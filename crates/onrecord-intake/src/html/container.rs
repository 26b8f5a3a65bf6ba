//! What the class and id of an element say about the text in it; see `tables/containers.toml`.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::page::{NodeId, Page};
use crate::examples::Examples;

/// The table, as text.
pub(crate) const TABLE: &str = include_str!("../../tables/containers.toml");

static CONTAINERS: LazyLock<Containers> = LazyLock::new(|| {
    let table: Table = toml::from_str(TABLE).expect("the test of the table parses it");
    Containers::new(&table.pattern)
});

#[derive(Deserialize)]
struct Table {
    pattern: Vec<Pattern>,
}

#[derive(Deserialize)]
struct Pattern {
    #[cfg_attr(not(test), expect(dead_code, reason = "for the test that walks the table"))]
    name: String,
    words: Vec<String>,
    inside: bool,
    outside: bool,
    #[serde(flatten)]
    #[cfg_attr(not(test), expect(dead_code, reason = "for the test that walks the table"))]
    examples: Examples,
}

/// What a container's name says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Meaning {
    /// Not part of the article around it.
    pub(crate) inside: bool,
    /// Never where an article is.
    pub(crate) outside: bool,
}

struct Phrase {
    words: Vec<String>,
    open: bool,
    meaning: Meaning,
}

struct Containers {
    /// By the first word, or for words with `*` by its first three letters.
    whole: FxHashMap<String, Vec<Phrase>>,
    open: Vec<Phrase>,
}

impl Containers {
    fn new(patterns: &[Pattern]) -> Self {
        let mut containers = Self { whole: FxHashMap::default(), open: Vec::new() };
        for pattern in patterns {
            let meaning = Meaning { inside: pattern.inside, outside: pattern.outside };
            for phrase in &pattern.words {
                let open = phrase.ends_with('*');
                let words: Vec<String> =
                    phrase.trim_end_matches('*').split(' ').map(str::to_owned).collect();
                let first = words[0].clone();
                let phrase = Phrase { words, open, meaning };
                if open {
                    containers.open.push(phrase);
                } else {
                    containers.whole.entry(first).or_default().push(phrase);
                }
            }
        }
        containers
    }

    fn meaning(&self, words: &[String]) -> Meaning {
        let mut meaning = Meaning::default();
        for at in 0..words.len() {
            let whole = self.whole.get(&words[at]).map_or(&[][..], Vec::as_slice);
            for phrase in
                whole.iter().chain(&self.open).filter(|phrase| phrase.begins(&words[at..]))
            {
                meaning.inside |= phrase.meaning.inside;
                meaning.outside |= phrase.meaning.outside;
            }
        }
        meaning
    }
}

impl Phrase {
    fn begins(&self, words: &[String]) -> bool {
        if self.open {
            return words[0].starts_with(&self.words[0]);
        }
        words.len() >= self.words.len() && words.iter().zip(&self.words).all(|(a, b)| a == b)
    }
}

/// What the class and id of an element say.
pub(crate) fn meaning(page: &Page<'_>, id: NodeId) -> Meaning {
    let words = words_of(page, id);
    if words.is_empty() { Meaning::default() } else { CONTAINERS.meaning(&words) }
}

/// The words of the class and id of an element, lower case.
pub(crate) fn words_of(page: &Page<'_>, id: NodeId) -> Vec<String> {
    let mut words = Vec::new();
    for value in ["id", "class"].into_iter().filter_map(|name| page.attribute(id, name)) {
        split(value, &mut words);
    }
    words
}

/// Cuts a class or id into words, lower case.
pub(crate) fn split(value: &str, words: &mut Vec<String>) {
    let mut word = String::new();
    let mut small = false;
    // Some sites write whole stylesheets into `class`: what matters comes first.
    for c in value.chars().take(400) {
        if (!c.is_alphanumeric() || (small && c.is_uppercase())) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
        small = c.is_lowercase();
    }
    if !word.is_empty() {
        words.push(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(value: &str) -> Vec<String> {
        let mut words = Vec::new();
        split(value, &mut words);
        words
    }

    #[test]
    fn classes_are_cut_into_words() {
        assert_eq!(
            words("c-promoBox__x1 JPRelated ALL"),
            ["c", "promo", "box", "x1", "jprelated", "all"]
        );
    }

    #[test]
    fn every_pattern_matches_its_examples() {
        let table: Table = toml::from_str(TABLE).unwrap();
        for pattern in &table.pattern {
            assert!(pattern.inside || pattern.outside, "{}: means nothing", pattern.name);
            let alone = Containers::new(std::slice::from_ref(pattern));
            let matches = |value: &str| alone.meaning(&words(value)) != Meaning::default();
            pattern.examples.check(&pattern.name, matches);
        }
    }
}
