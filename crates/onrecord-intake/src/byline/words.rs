//! The words of bylines: `tables/bylines.toml`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::Form;
use crate::date::{self, Order};
use crate::examples::Examples;

/// What may stand before the names.
#[derive(Deserialize)]
struct Lead {
    form: Form,
    re: String,
    #[serde(flatten)]
    #[cfg_attr(not(test), expect(dead_code, reason = "for the test that walks the table"))]
    examples: Examples,
}

/// Lists of lower-case words.
#[derive(Deserialize)]
pub(super) struct Words {
    pub(super) roles: BTreeSet<String>,
    pub(super) role_heads: BTreeSet<String>,
    generic: BTreeSet<String>,
    nobody: BTreeSet<String>,
    pub(super) outlets: BTreeSet<String>,
    pub(super) agencies: BTreeSet<String>,
    pub(super) not_names: BTreeSet<String>,
    pub(super) particles: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Table {
    lead: Vec<Lead>,
    words: Words,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    toml::from_str(include_str!("../../tables/bylines.toml")).expect("the table is tested")
});

static LEADS: LazyLock<Vec<(Form, Regex)>> = LazyLock::new(|| {
    let compile =
        |lead: &Lead| Regex::new(&format!("(?i)^(?:{})", lead.re)).expect("the table is tested");
    TABLE.lead.iter().map(|lead| (lead.form, compile(lead))).collect()
});

/// The lists.
pub(super) static WORDS: LazyLock<&'static Words> = LazyLock::new(|| &TABLE.words);

impl Words {
    /// “Staff”, “Our Correspondent”.
    pub(super) fn is_generic(&self, name: &str) -> bool {
        self.generic.contains(&name.to_lowercase())
    }

    /// “admin”.
    pub(super) fn is_nobody(&self, name: &str) -> bool {
        self.nobody.contains(&name.to_lowercase())
    }
}

/// What stands before the names, and the rest of the line.
pub(super) fn lead(line: &str) -> Option<(Form, &str)> {
    LEADS.iter().find_map(|(form, regex)| Some((*form, &line[regex.find(line)?.end()..])))
}

/// The rest of a line that begins with a date and “by”: `March 2, 2019 • by Corinna Abel`.
pub(super) fn after_date(line: &str) -> Option<&str> {
    static BY: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?i)[ •|·/–—,-]by:? +").expect("a literal"));
    let by = BY.find(line)?;
    let found = date::find(&line[..by.start()], Order::Unknown, "byline")?;
    let before = line[..found.range.start].split_whitespace().count();
    (before <= 3).then(|| &line[by.end()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_hold_their_examples() {
        for (lead, (_, regex)) in TABLE.lead.iter().zip(LEADS.iter()) {
            lead.examples.check(&lead.re, |line| regex.is_match(line));
        }
    }

    #[test]
    fn words_are_lower_case() {
        let words = &TABLE.words;
        let lists = [
            &words.roles,
            &words.role_heads,
            &words.generic,
            &words.nobody,
            &words.outlets,
            &words.agencies,
            &words.not_names,
            &words.particles,
        ];
        for word in lists.into_iter().flatten() {
            assert_eq!(*word, word.to_lowercase());
        }
    }
}
