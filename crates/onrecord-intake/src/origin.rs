//! Where a piece first appeared: “Originally published in The Lantern on 3 March 2019”.
//!
//! The ways to put it are in `tables/origin.toml`; what follows them is the name.

use std::sync::LazyLock;

use onrecord_model::{Origin, When};
use regex::Regex;
use serde::Deserialize;

use crate::date::{self, Order};
use crate::examples::Examples;

/// A note of first publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    /// Where.
    pub(crate) origin: Origin,
    /// When, if the note tells.
    pub(crate) published: Option<When>,
}

/// Longest line that can be a note, in bytes.
const LONGEST: usize = 320;
/// Words that a name may have.
const WORDS: usize = 9;

#[derive(Deserialize)]
struct Pattern {
    re: String,
    #[serde(flatten)]
    #[cfg_attr(not(test), expect(dead_code, reason = "for the test that walks the table"))]
    examples: Examples,
}

#[derive(Deserialize)]
struct Table {
    subject: String,
    pattern: Vec<Pattern>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    toml::from_str(include_str!("../tables/origin.toml")).expect("the table is tested")
});

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let compile = |pattern: &Pattern| {
        let source = pattern.re.replace("SUBJECT", &TABLE.subject);
        Regex::new(&format!("(?i)^(?:{source})")).expect("the table is tested")
    };
    TABLE.pattern.iter().map(compile).collect()
});

/// Reads a line as a note of first publication; `None` if it is anything else.
pub(crate) fn find(line: &str) -> Option<Note> {
    let line = line.trim();
    if line.len() > LONGEST {
        return None;
    }
    let line = unwrap(line);
    let (plain, published) = without_date(line);
    PATTERNS.iter().find_map(|pattern| {
        let rest = &plain[pattern.find(&plain)?.end()..];
        let origin = origin(rest)?;
        Some(Note { origin, published: published.clone() })
    })
}

/// Takes a date out of a line, with the words and brackets that tie it in.
fn without_date(line: &str) -> (String, Option<When>) {
    let found =
        date::find(line, Order::Unknown, "origin note").map(|found| (found.range, found.when));
    let Some((range, when)) = found.or_else(|| last_year(line)) else {
        return (line.to_owned(), None);
    };
    let before = line[..range.start].trim_end();
    let after = line[range.end..].trim_start_matches([')', ']']);
    let before =
        before.strip_suffix(" on").or_else(|| before.strip_suffix(" am")).unwrap_or(before);
    let before = before.trim_end_matches([',', '(', '[', '–', '—', '-', ' ']);
    (format!("{before}{after}"), Some(when))
}

/// A year that closes the line: `Ferrymen and Fools, 1998.`
fn last_year(line: &str) -> Option<(std::ops::Range<usize>, When)> {
    static YEAR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"[,(] ?((?:18|19|20)\d\d)\)?\.?$").expect("a literal"));
    let year = YEAR.captures(line)?.get(1)?;
    let when = When::date(year.as_str().parse().ok()?, None, None, "origin note")?;
    Some((year.range(), when))
}

/// The name and address at the beginning of what follows the lead-in.
fn origin(rest: &str) -> Option<Origin> {
    let url = address(rest).map(str::to_owned);
    let name = match &url {
        Some(url) => rest.split(url.as_str()).next().unwrap_or_default(),
        None => rest,
    };
    let name = own_page(cut(name));
    if name.is_empty() {
        return url.map(|url| Origin { name: url.clone(), url: Some(url) });
    }
    is_place(name).then(|| Origin { name: name.to_owned(), url })
}

fn address(text: &str) -> Option<&str> {
    static URL: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"https?://[^\s<>()\[\]]+").expect("a literal"));
    URL.find(text).map(|url| url.as_str().trim_end_matches(['.', ',', ';']))
}

/// Cuts off what follows a name: a second sentence, a clause of consent, an issue number.
fn cut(name: &str) -> &str {
    static END: LazyLock<Regex> = LazyLock::new(|| {
        let clauses = r"(?i)[.;!?] |[.]$|, (?:translated|issue|vol|no\.|p\.|pp\.|and|where|with|under|as|a |an |which|the |in |by )| (?:with|by) (?:(?:the|kind|their|his|her|full) )*(?:permission|consent|authori[sz]ation)| under (?:a|an|the|cc|creative)\b| and (?:is|was|has been|re-?)\b| (?:as part|as a|in a|in an|in collab|in partner)\w*\b| \(|: |\s[–—|-]\s";
        Regex::new(clauses).expect("a literal")
    });
    let end =
        END.find_iter(name).map(|end| end.start()).find(|&end| !name[..end].trim().is_empty());
    let name = &name[..end.unwrap_or(name.len())];
    name.trim().trim_matches([
        '“', '”', '"', '‘', '«', '»', '(', ')', '[', ']', '.', ',', ':', ';', '–', '—', '-', ' ',
        '*', '_',
    ])
}

/// `his website Powder and Paper`: the name that follows is the name.
fn own_page(name: &str) -> &str {
    static OWN: LazyLock<Regex> = LazyLock::new(|| {
        let page = r"^(?i:(?:his|her|their|my|our|the author['’]s) (?:own |personal )?(?:blog|web ?site|site|page|column|channel|newsletter|substack)),?(?: called| titled)? +";
        Regex::new(page).expect("a literal")
    });
    let Some(page) = OWN.find(name) else { return name };
    let rest = &name[page.end()..];
    if rest.starts_with(char::is_uppercase) { rest } else { name }
}

/// Whether it can be the name of a paper or site.
fn is_place(name: &str) -> bool {
    static OWN: LazyLock<Regex> = LazyLock::new(|| {
        let own = r"^(?i:his|her|their|my|the author['’]s) (?:\w+ ){0,2}(?:blog|web ?site|site|page|column|channel|newsletter|substack|facebook|telegram|twitter)";
        Regex::new(own).expect("a literal")
    });
    static LOWER: [&str; 24] = [
        "a", "an", "and", "at", "de", "del", "der", "des", "die", "du", "for", "from", "in", "la",
        "le", "of", "on", "the", "to", "und", "with", "y", "e", "&",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    let named = |word: &&&str| {
        word.chars().any(char::is_uppercase)
            || word.contains('.')
            || !word.contains(char::is_alphabetic)
    };
    let first = words.first().map_or("", |word| *word);
    let headed = first
        .starts_with(|c: char| c.is_uppercase() || (c.is_alphabetic() && !c.is_lowercase()))
        || first == "the" && words.get(1).is_some_and(|word| word.starts_with(char::is_uppercase))
        || words.len() == 1
            && first.contains('.')
            && !first.ends_with('.')
            && first.contains(char::is_alphabetic);
    let plain = words.iter().filter(|word| !named(word) && !LOWER.contains(*word)).count();
    OWN.is_match(name) && words.len() <= WORDS || headed && words.len() <= WORDS && plain == 0
}

fn unwrap(line: &str) -> &str {
    let inner = [('(', ')'), ('[', ']'), ('*', '*'), ('_', '_')]
        .into_iter()
        .find_map(|(open, close)| line.strip_prefix(open)?.strip_suffix(close));
    inner.unwrap_or(line).trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_hold_their_examples() {
        for (pattern, regex) in TABLE.pattern.iter().zip(PATTERNS.iter()) {
            pattern.examples.check(&pattern.re, |line| regex.is_match(line));
        }
    }
}
