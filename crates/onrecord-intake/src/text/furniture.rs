//! Which lines are furniture of a site: `tables/furniture.toml`, compiled once.

use std::sync::LazyLock;

use regex::bytes::Regex;
use serde::Deserialize;

use crate::examples::Examples;

/// What a line of furniture does to the text around it; the table's head defines each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Does {
    /// Only the line goes.
    Drop,
    /// Goes, with the short lines after it.
    List,
    /// Stands under an article.
    Credit,
    /// The article is most likely over.
    Close,
    /// The article is over.
    End,
    /// Another article begins.
    Next,
    /// A quoted article begins.
    Quote,
    /// Stands above a title.
    Label,
    /// Opens the comments.
    Comments,
    /// First line of a comment, with the name of its author.
    Head,
    /// First line of a numbered post.
    Number,
    /// When a comment was written.
    Stamp,
    /// Buttons under a comment.
    Foot,
    /// About a comment's author.
    Meta,
    /// Form for new comments.
    Form,
    /// Tells who the author is.
    Blurb,
}

/// One row of the table.
#[derive(Debug, Deserialize)]
struct Pattern {
    name: String,
    does: Does,
    whole: Option<String>,
    starts: Option<String>,
    #[serde(flatten)]
    #[cfg_attr(not(test), expect(dead_code, reason = "for the test that walks the table"))]
    examples: Examples,
}

/// The table as it is written.
#[derive(Debug, Deserialize)]
struct Table {
    pattern: Vec<Pattern>,
}

/// The table, ready to match.
struct Compiled {
    patterns: Vec<Pattern>,
    /// Row by row: nearly all fail within a few bytes of a line, and each automaton stays small. A set of
    /// them all forgets its states all the time.
    matchers: Vec<Regex>,
}

/// Bytes of a line that are looked at.
const LOOK: usize = 400;

static TABLE: LazyLock<Compiled> = LazyLock::new(|| {
    let table: Table =
        toml::from_str(include_str!("../../tables/furniture.toml")).expect("the table is tested");
    let matcher = |pattern: &Pattern| Regex::new(&pattern.source()).expect("the table is tested");
    Compiled { matchers: table.pattern.iter().map(matcher).collect(), patterns: table.pattern }
});

impl Pattern {
    fn source(&self) -> String {
        let source = match (&self.whole, &self.starts) {
            (Some(whole), None) => format!("(?i)^(?:{whole})$"),
            (None, Some(starts)) => format!("(?i)^(?:{starts})"),
            _ => panic!("{} must have one of `whole` and `starts`", self.name),
        };
        // Counted dots count bytes: for characters the automaton is twenty times as large.
        let bytes = source.replace(".{", "(?-u:.){").replace("\\(?-u:.){", "\\.{");
        // The ends of words in ASCII: those of Unicode no automaton can tell.
        bytes.replace(r"\b", r"(?-u:\b)")
    }
}

/// Everything that a line of furniture may do; several rows can match.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Deeds(u32);

impl Deeds {
    /// Whether it does this.
    pub(crate) fn has(self, does: Does) -> bool {
        self.0 & (1 << does as u32) != 0
    }

    /// Whether it does one of these.
    pub(crate) fn any(self, list: &[Does]) -> bool {
        list.iter().any(|&does| self.has(does))
    }

    /// Whether it is not furniture at all.
    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Adds what the table cannot tell.
    pub(crate) fn add(&mut self, does: Does) {
        self.0 |= 1 << does as u32;
    }
}

/// What a trimmed line does.
pub(crate) fn deeds(line: &str) -> Deeds {
    let (line, mut deeds) = (look(line).as_bytes(), Deeds::default());
    for (pattern, matcher) in TABLE.patterns.iter().zip(&TABLE.matchers) {
        if !deeds.has(pattern.does) && matcher.is_match(line) {
            deeds.add(pattern.does);
        }
    }
    deeds
}

/// Whether a line is furniture wherever on a page it stands.
pub(crate) fn is_furniture(line: &str) -> bool {
    let anywhere =
        [Does::Drop, Does::List, Does::Credit, Does::Close, Does::End, Does::Next, Does::Form];
    deeds(line.trim()).any(&anywhere)
}

/// Who wrote a comment, from its first line.
pub(crate) fn commenter(line: &str) -> Option<&str> {
    let line = look(line);
    let rows = TABLE.patterns.iter().zip(&TABLE.matchers);
    let mut heads = rows.filter(|(pattern, _)| pattern.does == Does::Head);
    let captures = heads.find_map(|(_, head)| head.captures(line.as_bytes()))?;
    captures.name("name").and_then(|name| line.get(name.range())).map(str::trim)
}

fn look(line: &str) -> &str {
    let mut end = line.len().min(LOOK);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    &line[..end]
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_pattern_holds_its_examples() {
        for (index, pattern) in TABLE.patterns.iter().enumerate() {
            let matches = |line: &str| TABLE.matchers[index].is_match(look(line).as_bytes());
            pattern.examples.check(&pattern.name, matches);
        }
    }

    #[test]
    fn names_are_unique() {
        let names: BTreeSet<_> = TABLE.patterns.iter().map(|pattern| &pattern.name).collect();
        assert_eq!(names.len(), TABLE.patterns.len());
    }

    #[test]
    fn heads_tell_who_wrote() {
        assert_eq!(commenter("Wilhelm says:"), Some("Wilhelm"));
        assert_eq!(commenter("harbourmaster > Greta P. • 3 years ago"), Some("harbourmaster"));
        assert_eq!(commenter("Comment by Ludo — December 14, 2015 @ 10:02 pm"), Some("Ludo"));
    }
}
