//! Words that begin with a digit.

use super::chars::{is_currency, is_hyphen, is_word};
use super::scan::Scanner;
use crate::tables::{Class, is_apostrophe};

impl Scanner<'_> {
    /// A figure, or a word that begins with one.
    pub(super) fn number(&mut self) {
        let start = self.at;
        let core = self.joined_figures(start).unwrap_or_else(|| self.figure_end(start));
        let tail = self.letters_end(core);
        if let Some(end) = self.decade_end(core) {
            self.push(end, false);
        } else if tail > core && !self.parts_from(core, tail) || self.goes_on(core) {
            self.word_from(core);
        } else {
            self.push(core, false);
        }
    }

    /// The end of digits with the marks that group them: `1,70,300.50`, `5:30`.
    pub(super) fn figure_end(&self, start: usize) -> usize {
        let mut at = start;
        while let Some(c) = self.char_at(at) {
            let next = at + c.len_utf8();
            let goes_on = match c {
                '0'..='9' => true,
                ',' if self.brackets_open > 0 => self.is_digit(next) && self.is_grouped(next),
                '.' | ',' | ':' | '٫' | '٬' => self.is_digit(next),
                _ if is_apostrophe(c) => self.is_thousand(next),
                _ => false,
            };
            if !goes_on {
                break;
            }
            at = next;
        }
        at
    }

    fn is_digit(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(|c| c.is_ascii_digit())
    }

    /// Whether groups that commas part end with one of three digits: `[13,14]` are two figures.
    fn is_grouped(&self, mut at: usize) -> bool {
        for _ in 0..4 {
            let digits = self.digits(at);
            at += digits;
            if self.char_at(at) != Some(',') || !self.is_digit(at + 1) {
                return digits == 3;
            }
            at += 1;
        }
        false
    }

    /// Exactly three digits.
    pub(super) fn is_thousand(&self, at: usize) -> bool {
        (at..at + 3).all(|at| self.is_digit(at)) && !self.is_digit(at + 3)
    }

    fn digits(&self, at: usize) -> usize {
        self.while_at(at, |c| c.is_ascii_digit()) - at
    }

    /// The end of a date, telephone number or the like, whose parts hyphens or slashes join.
    fn joined_figures(&self, start: usize) -> Option<usize> {
        let (mut lengths, mut at) = ([0_usize; 6], start);
        let mut marks = 0;
        loop {
            lengths[marks] = self.digits(at);
            at += lengths[marks];
            let mark = self.char_at(at).filter(|c| matches!(c, '-' | '/' | '\u{2011}'));
            let Some(mark) = mark.filter(|&c| self.is_digit(at + c.len_utf8())) else { break };
            marks += 1;
            if marks == lengths.len() {
                return None;
            }
            at += mark.len_utf8();
        }
        let slash = self.slice(start, at).contains('/');
        let is_one = match lengths[..=marks] {
            [_, _] if slash => self.is_month_and_day(start, at),
            [1 | 3 | 5, 4] => true,
            [_] | [_, _] => false,
            [a, b, c] if slash => a <= 4 && b <= 4 && c <= 4,
            ref more => more.iter().any(|&len| len >= 3) || more.iter().all(|&len| len == 2),
        };
        let ends = !self
            .char_at(at)
            .is_some_and(|c| is_word(c) || matches!(c, '.' | '-') && self.is_digit(at + 1));
        (is_one && ends).then_some(at)
    }

    /// `9/11` is a day, `1/2` and `24/7` are not; `503/464-7927` is a telephone number.
    fn is_month_and_day(&self, start: usize, end: usize) -> bool {
        let mut parts = self.slice(start, end).split('/');
        let mut part = || parts.next().and_then(|part| part.parse::<u32>().ok());
        let (Some(first), Some(second)) = (part(), part()) else { return false };
        let is_fraction = first < second && second <= 10 || (first, second) == (7, 24);
        (1..=12).contains(&first) && (1..=31).contains(&second) && !is_fraction
            || first > 99 && second > 999
    }

    fn letters_end(&self, start: usize) -> usize {
        self.while_at(start, |c| is_word(c) && !c.is_ascii_digit())
    }

    /// Whether the letters behind a figure are a word of their own: `5|km`, `20|minutes`.
    fn parts_from(&self, core: usize, tail: usize) -> bool {
        let letters = self.slice(core, tail);
        let digit_follows = self.is_digit(tail);
        if digit_follows {
            return matches!(letters, "x" | "by" | "×");
        }
        if matches!(letters, "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH" | "s") {
            return false;
        }
        let clock = matches!(letters, "a" | "p") && self.slice(tail, self.limit).starts_with(".m");
        let money = self.char_before(self.at).is_some_and(is_currency);
        clock
            || self.tables.tokens.is_unit(letters, money)
            || letters.len() > 2 && letters.chars().all(char::is_lowercase)
            || letters.len() == 2
                && self.tables.class(letters).any(Class::PREPOSITION.or(Class::JUNCTION))
                && letters.chars().all(char::is_lowercase)
    }

    /// The end of `the 1590's`.
    fn decade_end(&self, at: usize) -> Option<usize> {
        let next = at + self.char_at(at).filter(|&c| is_apostrophe(c))?.len_utf8();
        let is_decade = self.slice(self.at, at).ends_with('0')
            && self.char_at(next) == Some('s')
            && !self.char_at(next + 1).is_some_and(is_word);
        is_decade.then_some(next + 1)
    }

    /// Whether a figure goes on with what is neither a letter nor a blank: `4_28`, `the 47's`.
    fn goes_on(&self, at: usize) -> bool {
        self.char_at(at).is_some_and(|c| {
            let letter_follows =
                || self.char_at(at + c.len_utf8()).is_some_and(char::is_alphabetic);
            c == '_' || c.is_ascii_digit() || is_apostrophe(c) && letter_follows()
        })
    }

    /// Whether what stands before a place and touches it is a figure.
    pub(super) fn follows_figure(&self) -> bool {
        self.char_before(self.at).is_some_and(|c| c.is_ascii_digit())
    }

    /// Whether a hyphen and a word follow.
    pub(super) fn hyphen_at(&self, at: usize) -> Option<usize> {
        let next = at + self.char_at(at).filter(|&c| is_hyphen(c))?.len_utf8();
        self.char_at(next).filter(|&c| is_word(c)).map(|_| next)
    }
}
