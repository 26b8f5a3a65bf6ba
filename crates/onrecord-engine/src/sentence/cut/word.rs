//! Words of letters: what joins them, and where tokens of several words are cut.

use super::chars::{is_blank, is_currency, is_word};
use super::scan::Scanner;
use crate::tables::{Class, Folded, is_apostrophe};

/// `n't` and what an apostrophe begins: no row is longer, in characters.
const LONGEST_CLITIC: usize = 4;

impl Scanner<'_> {
    /// A word, with its hyphens where prefixes make them and its full stop if it is an
    /// abbreviation.
    pub(super) fn word(&mut self) {
        self.word_from(self.at);
    }

    /// The same where the word is known to go on until `known`, as `50,000` of `50,000th`.
    pub(super) fn word_from(&mut self, known: usize) {
        if let Some(end) = self.leading_unit() {
            return self.push(end, false);
        }
        let start = self.at;
        let mut part = start;
        let mut end = self.run_end(known);
        while let Some(next) = self.hyphen_at(end) {
            let next_end = self.run_end(next);
            if !self.hyphen_joins(part..end, next..next_end) {
                break;
            }
            part = next;
            end = next_end;
        }
        if let Some(c) = self.char_at(end) {
            if c == '.' && self.takes_stop(part, end) {
                end += 1;
                if !self.char_at(end).is_some_and(is_apostrophe) {
                    return self.push(end, false);
                }
                end = self.clitic_end(end);
            } else if c == '/'
                && let Some(end) = self.whole_end(start, end + 1)
            {
                return self.push(end, false);
            } else if is_currency(c) && self.is_currency_code(start, end) {
                return self.push(end + c.len_utf8(), false);
            } else if is_apostrophe(c) && c != '‘' {
                return self.word_before_apostrophe(end, c);
            }
        }
        self.push_parts(end);
    }

    /// The end of letters and digits with what may stand between them.
    pub(super) fn run_end(&self, start: usize) -> usize {
        let mut last = self.char_before(start).filter(|_| start > self.at).unwrap_or(' ');
        let mut at = start;
        while let Some(c) = self.char_at(at) {
            let next = at + c.len_utf8();
            if !is_word(c) {
                let Some(after) = self.char_at(next) else { break };
                if !self.is_inner(start, at, [last, c, after]) {
                    break;
                }
            }
            (last, at) = (c, next);
        }
        at
    }

    /// Whether a mark between two characters is part of the word.
    fn is_inner(&self, start: usize, at: usize, [last, mark, next]: [char; 3]) -> bool {
        match mark {
            '*' => self.is_masked(start, at),
            _ if !is_word(next) => false,
            '_' => true,
            ',' => last.is_ascii_digit() && self.is_thousand(at + 1),
            '&' => {
                let single = at - start == last.len_utf8();
                last.is_uppercase() && next.is_uppercase()
                    || single && !self.char_at(at + 1 + next.len_utf8()).is_some_and(is_word)
            }
            '.' => last.is_ascii_digit() && next.is_ascii_digit() || self.is_dotted(start, at),
            '‘' => last.is_alphabetic() && next.is_lowercase(),
            _ if is_apostrophe(mark) => {
                last.is_alphabetic() && next.is_alphabetic()
                    || last.is_ascii_digit() && matches!(next, 's' | 'S')
            }
            _ => false,
        }
    }

    /// Whether the stars at `at` stand for letters of a word: `f**k`.
    fn is_masked(&self, start: usize, at: usize) -> bool {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let behind = self.while_at(at, |c| c == '*');
        let before = self.slice(start, at).trim_end_matches('*').chars().next_back();
        is_letter(before) && behind < start + 12 && is_letter(self.char_at(behind))
    }

    /// Whether the full stop at `at` stands inside an abbreviation: `U.S`, `Ph.D`.
    fn is_dotted(&self, start: usize, at: usize) -> bool {
        if at - start > 12 {
            return false;
        }
        let mut end = at + 1;
        while let Some(c) = self.char_at(end).filter(|&c| is_word(c)) {
            end += c.len_utf8();
        }
        let is_letter = |part: &str| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
        };
        let candidate = self.slice(start, end);
        candidate.split('.').all(is_letter) || self.tables.any_abbreviation(candidate).is_some()
    }

    /// `anti-war` is one word, `ship-owner` is three.
    fn hyphen_joins(&self, first: std::ops::Range<usize>, second: std::ops::Range<usize>) -> bool {
        let (is_first, after) = (first.start == self.at, self.char_at(second.end));
        let (first, second) = (&self.text[first], &self.text[second]);
        if !second.starts_with(char::is_alphanumeric) {
            return false;
        }
        if self.tables.tokens.is_suffix(second) {
            return is_first && first.chars().all(char::is_alphabetic);
        }
        let capitals = |word: &str| word.len() > 1 && word.chars().all(char::is_uppercase);
        let is_compound = after.is_some_and(super::chars::is_hyphen)
            && self.tables.class(second).any(Class::PREPOSITION.or(Class::DETERMINER));
        self.tables.tokens.is_prefix(first)
            && !self.char_before(self.at).is_some_and(super::chars::is_hyphen)
            && (!capitals(first) || capitals(second))
            && (first.len() > 1 || second.len() > 2 && second.starts_with(char::is_lowercase))
            && !is_compound
            && !self.tables.class(second).any(Class::PREPOSITION)
    }

    /// The end of `w/o`, whose slash stands before `at`.
    fn whole_end(&self, start: usize, at: usize) -> Option<usize> {
        let end = self.run_end(at);
        self.tables.tokens.is_whole(self.slice(start, end)).then_some(end)
    }

    /// `Rs` of `Rs500`, the `x` of `3x4`.
    fn leading_unit(&self) -> Option<usize> {
        let letters = (self.at..self.limit)
            .take_while(|&at| self.text.as_bytes()[at].is_ascii_alphabetic())
            .count();
        let end = self.at + letters;
        if !(1..=3).contains(&letters) || !self.char_at(end)?.is_ascii_digit() {
            return None;
        }
        let word = self.slice(self.at, end);
        let is_times = matches!(word, "x" | "by") && self.follows_figure();
        (is_times || self.tables.tokens.is_unit_before(word)).then_some(end)
    }

    /// `US` of `US$`.
    fn is_currency_code(&self, start: usize, end: usize) -> bool {
        end - start <= 3 && self.slice(start, end).bytes().all(|b| b.is_ascii_uppercase())
    }

    /// The end of `'s` at a place, if it is a clitic.
    fn clitic_end(&self, at: usize) -> usize {
        let mut end = at + self.char_at(at).map_or(0, char::len_utf8);
        while let Some(c) = self.char_at(end).filter(|&c| is_word(c)) {
            end += c.len_utf8();
        }
        let clitic = Folded::new(self.slice(at, end));
        if clitic.is_some_and(|clitic| self.tables.tokens.is_clitic(&clitic)) { end } else { at }
    }

    /// A word that an apostrophe ends: `the workers’ council`, `cookin’`; or it closes a
    /// quotation.
    fn word_before_apostrophe(&mut self, end: usize, mark: char) {
        let behind = end + mark.len_utf8();
        let after = self.char_at(behind);
        if after.is_some_and(|c| is_word(c) || is_apostrophe(c)) {
            return self.push_parts(end);
        }
        let word = self.slice(self.at, end);
        let elided = word.len() > 4 && word.ends_with("in") && word.is_ascii();
        let plural = word.ends_with(['s', 'S', 'x', 'z', 'X', 'Z']) && word.len() > 1;
        if !plural && !elided || mark == '`' || self.closes_quote(behind) {
            return self.push_parts(end);
        }
        if plural {
            self.push_parts(end);
            self.push(behind, true);
        } else {
            self.push(behind, false);
        }
    }

    /// Whether an apostrophe that ends before `at` closes a quotation: one is open, and no other
    /// mark closes it soon.
    fn closes_quote(&self, at: usize) -> bool {
        if !self.quote_open {
            return false;
        }
        let goes_on = self.text[at..self.end]
            .strip_prefix(' ')
            .is_some_and(|rest| rest.starts_with(char::is_alphabetic));
        !goes_on || !self.is_closed_later(at)
    }

    /// Whether a single mark that can only close stands within the next words.
    fn is_closed_later(&self, from: usize) -> bool {
        let to = self.text.floor_char_boundary((from + super::LONGEST).min(self.end));
        let mut last = ' ';
        let mut chars = self.text[from..to].chars().peekable();
        while let Some(c) = chars.next() {
            if is_apostrophe(c) {
                let next_is_word = chars.peek().copied().is_some_and(is_word);
                if c == '‘' || is_blank(last) && next_is_word {
                    return false;
                }
                if !is_blank(last) && !next_is_word {
                    return true;
                }
            }
            last = c;
        }
        false
    }

    /// Adds `at..end` as the words that it holds: `do|n’t`, `can|not`, `should|n't|'ve`.
    pub(super) fn push_parts(&mut self, end: usize) {
        let word = self.slice(self.at, end);
        if let Some(token) = Folded::new(word)
            && let Some(lengths) = self.tables.tokens.contraction(&token)
            && (word.len() > 2 || word.ends_with(char::is_lowercase))
        {
            return self.push_lengths(end, lengths);
        }
        let mut cuts = [end; 4];
        let mut first = cuts.len() - 1;
        while first > 0
            && let Some(cut) = self.clitic_start(self.at, cuts[first])
        {
            first -= 1;
            cuts[first] = cut;
        }
        self.push(cuts[first], false);
        for &cut in &cuts[first + 1..] {
            self.push(cut, true);
        }
    }

    fn push_lengths(&mut self, end: usize, lengths: &[u8]) {
        let tokens: Vec<usize> = {
            let mut chars = self.slice(self.at, end).chars();
            let width = |len: &u8| chars.by_ref().take(usize::from(*len)).map(char::len_utf8).sum();
            lengths.iter().map(width).collect()
        };
        for (number, len) in tokens.into_iter().enumerate() {
            self.push(self.at + len, number > 0);
        }
    }

    /// Where the clitic starts with which a word ends.
    fn clitic_start(&self, start: usize, end: usize) -> Option<usize> {
        let mut backwards = self.slice(start, end).char_indices().rev().take(LONGEST_CLITIC);
        let (at, _) = backwards.find(|&(_, c)| is_apostrophe(c))?;
        let mut cut = start + at;
        let is_clitic = |from: usize| {
            Folded::new(self.slice(from, end)).is_some_and(|end| self.tables.tokens.is_clitic(&end))
        };
        if !is_clitic(cut) {
            if at == 0 || !self.text.is_char_boundary(cut - 1) || !is_clitic(cut - 1) {
                return None;
            }
            cut -= 1;
        }
        let stem = self.slice(start, cut).chars().next_back()?;
        (stem.is_alphanumeric() || stem == '.').then_some(cut)
    }
}
