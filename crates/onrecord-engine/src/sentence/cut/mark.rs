//! Tokens that begin with a mark.

use super::chars::{is_blank, is_closer, is_drawn, is_opener, is_terminal, is_word};
use super::scan::Scanner;
use crate::tables::{Folded, is_apostrophe};

/// No emoticon is longer, in bytes.
const LONGEST_EMOTICON: usize = 6;

impl Scanner<'_> {
    /// The token that begins with the mark `c`.
    pub(super) fn mark(&mut self, c: char) {
        let next = self.at + c.len_utf8();
        if let Some(end) = self.emoticon() {
            return self.push(end, false);
        }
        if is_apostrophe(c) {
            return self.apostrophe(c, next);
        }
        match c {
            '(' | '[' => self.brackets_open = self.brackets_open.saturating_add(1),
            ')' | ']' => self.brackets_open = self.brackets_open.saturating_sub(1),
            '.' | '+' if self.char_at(next).is_some_and(|c| c.is_ascii_digit()) => {
                let before = self.char_before(self.at);
                if !before.is_some_and(|c| is_word(c) || is_terminal(c)) {
                    return self.push(self.figure_end(next), false);
                }
            }
            _ => {}
        }
        let end = if matches!(c, '.' | '…' | '?' | '!') {
            self.stops_end(next)
        } else if let Some(end) = self.arrow_end() {
            end
        } else if is_drawn(c) || matches!(c, '—' | '–' | '―' | '$' | ',') {
            self.while_at(next, |next| next == c)
        } else if c.is_ascii() || !is_picture(c) {
            next
        } else {
            self.while_at(next, |next| next == c || goes_with_pictures(next))
        };
        self.push(end, false);
    }

    /// `...`, `?!`, `!!.` are one token; a question mark behind an ellipsis is another.
    fn stops_end(&self, next: usize) -> usize {
        let dots = self.while_at(self.at, |c| matches!(c, '.' | '…'));
        let marks = self.while_at(next.max(dots), |c| matches!(c, '?' | '!'));
        if dots > next || self.slice(self.at, next) == "…" {
            return dots;
        }
        self.while_at(marks, |c| matches!(c, '.' | '?' | '!'))
    }

    /// `->`, `<--`, `=>`
    fn arrow_end(&self) -> Option<usize> {
        let end = self.while_at(self.at, |c| matches!(c, '-' | '=' | '<' | '>'));
        let arrow = self.slice(self.at, end);
        (arrow.contains(['-', '=']) && arrow.contains(['<', '>'])).then_some(end)
    }

    /// The end of the characters from a place on that are such.
    pub(super) fn while_at(&self, mut at: usize, is: impl Fn(char) -> bool) -> usize {
        while let Some(c) = self.char_at(at).filter(|&c| is(c)) {
            at += c.len_utf8();
        }
        at
    }

    /// An apostrophe that begins a word (`’90s`, `'em`), or a single quotation mark.
    fn apostrophe(&mut self, c: char, next: usize) {
        let before = self.char_before(self.at);
        let after = self.char_at(next);
        if after == Some(c) || (c, after) == ('‘', Some('’')) {
            return self.push(next + c.len_utf8(), false);
        }
        let begins =
            before.is_none_or(|c| is_opener(c) || matches!(c, '-' | '–' | '—' | '/' | ','));
        if begins && c != '`' {
            if let Some(end) = self.year(next) {
                return self.push(end, false);
            }
            let end = self.run_end(next);
            let closed = self.while_at(end, is_apostrophe);
            let tables = &self.tables.tokens;
            let is_row = |end| {
                let token = Folded::new(self.slice(self.at, end));
                token.is_some_and(|token| tables.contraction(&token).is_some())
            };
            if closed > end && is_row(closed) {
                return self.push(closed, false);
            }
            let token = Folded::new(self.slice(self.at, end));
            if is_row(end) {
                return self.push_parts(end);
            }
            if before.is_none() && token.is_some_and(|token| tables.is_clitic(&token)) {
                return self.push(end, false);
            }
        }
        let opens = begins && after.is_some_and(|c| !is_blank(c) && !is_closer(c));
        self.quote_open = c == '‘' || opens && c != '’';
        self.push(next, false);
    }

    /// `90s` or `72` behind an apostrophe.
    fn year(&self, at: usize) -> Option<usize> {
        let digits = self.while_at(at, |c| c.is_ascii_digit());
        let end = self.while_at(digits, |c| c == 's');
        let marked = end > digits;
        let goes_on = self.char_at(end).is_some_and(|c| is_word(c) || !marked && is_apostrophe(c));
        (digits - at == 2 && end - digits <= 1 && !goes_on).then_some(end)
    }

    /// The end of a face like `:-)`.
    pub(super) fn emoticon(&self) -> Option<usize> {
        let longest = (self.at + LONGEST_EMOTICON).min(self.limit);
        let before = self.char_before(self.at);
        if before.is_some_and(|c| c.is_ascii_digit()) {
            return None;
        }
        (self.at + 2..=longest).rev().find(|&end| {
            if !self.text.is_char_boundary(end) {
                return false;
            }
            let face = self.slice(self.at, end);
            let lettered = face.bytes().any(|b| b.is_ascii_alphanumeric());
            self.tables.tokens.is_emoticon(face)
                && !(lettered && before.is_some_and(is_word))
                && !(face.ends_with([')', ']']) && self.brackets_open > 0)
                && self
                    .char_at(end)
                    .is_none_or(|c| c.is_ascii_punctuation() && !matches!(c, '/' | '-' | '"'))
        })
    }
}

/// Pictures and dingbats, which may stand in rows.
fn is_picture(c: char) -> bool {
    c >= '\u{2190}' && !matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

/// Selectors, skin colours and joiners of pictures.
fn goes_with_pictures(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{200d}' | '\u{20e3}' | '\u{1f3fb}'..='\u{1f3ff}')
}
