//! Full names that a document has used so far.

use rustc_hash::FxHashMap;

use crate::passage::{Text, TokenKind};
use crate::tables::{Class, Tables};

/// A full name and where it first stands.
struct Full<'t> {
    name: &'t str,
    at: u32,
}

/// Words that begin with a capital and are no part of a name.
const COMMON: Class = Class::TIME
    .or(Class::PRONOUN)
    .or(Class::DETERMINER)
    .or(Class::JUNCTION)
    .or(Class::PREPOSITION)
    .or(Class::ADVERB)
    .or(Class::TITLE)
    .or(Class::DEPARTMENT)
    .or(Class::STARTER);

fn is_capital(word: &str) -> bool {
    let prefixed = || {
        word.find('-').is_some_and(|at| at <= 2 && word[at + 1..].starts_with(char::is_uppercase))
    };
    word.starts_with(char::is_uppercase) || prefixed()
}

fn is_blank(gap: &str) -> bool {
    gap.chars().all(|c| matches!(c, ' ' | '\n' | '\u{a0}'))
}

/// “ambassador to Graustark Ada Okoye”: the first capital is a place.
fn is_place_of_office(text: &Text<'_>, at: usize, tables: &Tables) -> bool {
    let word = |back: usize| at.checked_sub(back).map_or("", |at| text.str(text.tokens[at]));
    matches!(word(1), "to" | "of") && tables.class(word(2)).any(Class::TITLE)
}

/// No last word keeps more full names: it is ambiguous long before.
const MOST: usize = 8;
/// No name has more words.
const LONGEST: usize = 6;

/// Full names of a document, by their last words.
pub(crate) struct KnownNames<'t> {
    by_last: FxHashMap<&'t str, Vec<Full<'t>>>,
}

/// `al-Kazimi` and `Kazimi` are one family name.
fn last_name(word: &str) -> &str {
    let prefixes = ["al-", "Al-", "el-", "El-"];
    prefixes.iter().find_map(|prefix| word.strip_prefix(prefix)).unwrap_or(word)
}

impl<'t> KnownNames<'t> {
    /// Collects the runs of two to six capitals in a text, without titles before them.
    pub(crate) fn of(text: &Text<'t>, tables: &Tables) -> Self {
        let mut known = Self { by_last: FxHashMap::default() };
        let mut run: Vec<(u32, u32)> = Vec::new();
        for (at, token) in text.tokens.iter().enumerate() {
            let is_word = matches!(token.kind, TokenKind::Word | TokenKind::Abbreviation(_));
            let word = if is_word { text.str(*token) } else { "" };
            let capital = is_capital(word);
            // Most words are small and near no name: no need to look them up.
            if !capital && run.is_empty() {
                continue;
            }
            if let Some(&(_, end)) = run.last()
                && !is_blank(&text.whole[end as usize..token.start as usize])
            {
                known.keep(text, &run);
                run.clear();
            }
            let class = if is_word { tables.class(word) } else { Class::default() };
            let particle = class.any(Class::PARTICLE) && !run.is_empty();
            if !(capital && !class.any(COMMON) || particle) {
                known.keep(text, &run);
                run.clear();
            } else if !run.is_empty() || !is_place_of_office(text, at, tables) {
                run.push((token.start, token.end));
            }
        }
        known.keep(text, &run);
        known
    }

    fn keep(&mut self, text: &Text<'t>, run: &[(u32, u32)]) {
        if !(2..=LONGEST).contains(&run.len()) {
            return;
        }
        let (&(start, _), &(last, end)) = (&run[0], &run[run.len() - 1]);
        let name = &text.whole[start as usize..end as usize];
        let all =
            self.by_last.entry(last_name(&text.whole[last as usize..end as usize])).or_default();
        if all.len() < MOST && !all.iter().any(|full| full.name == name) {
            all.push(Full { name, at: start });
        }
    }

    /// The full name that a single word stands for, if exactly one was used before `at`.
    pub(crate) fn resolve(&self, short: &str, at: u32) -> Option<&'t str> {
        if short.contains(' ') {
            return None;
        }
        let all = self.by_last.get(last_name(short))?;
        let mut earlier = all.iter().filter(|full| full.at < at);
        let first = earlier.next()?;
        // “Mark Milley” and “Mark A. Milley” are one: the longer is given.
        earlier.try_fold(first.name, |name, full| {
            let (long, brief) =
                if full.name.len() > name.len() { (full.name, name) } else { (name, full.name) };
            let within = |word: &str| long.split_whitespace().any(|other| other == word);
            brief.split_whitespace().all(within).then_some(long)
        })
    }
}
