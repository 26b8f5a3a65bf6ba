//! The walk over a paragraph: what stands between two blanks is cut from left to right.

use std::ops::Range;

use super::chars::{is_blank, is_drawn, is_word};
use super::{Bound, CutWord, LONGEST, address};
use crate::tables::Tables;

/// The words of `text[range]`.
pub(super) fn words(text: &str, range: Range<usize>, tables: &Tables) -> Vec<CutWord> {
    let mut scanner = Scanner {
        text,
        tables,
        at: range.start,
        chunk: range.start..range.start,
        limit: range.start,
        end: range.end,
        words: Vec::with_capacity(range.len() / 5),
        quote_open: false,
        brackets_open: 0,
    };
    while scanner.next_chunk() {
        scanner.chunk();
    }
    scanner.words
}

pub(super) struct Scanner<'t> {
    pub(super) text: &'t str,
    pub(super) tables: &'t Tables,
    /// Where the next word starts.
    pub(super) at: usize,
    /// What stands between two blanks.
    pub(super) chunk: Range<usize>,
    /// How far the present word may go: the end of the chunk, or [`LONGEST`].
    pub(super) limit: usize,
    /// End of the paragraph.
    pub(super) end: usize,
    pub(super) words: Vec<CutWord>,
    /// Whether a single quotation mark was opened and not closed.
    pub(super) quote_open: bool,
    pub(super) brackets_open: u32,
}

impl Scanner<'_> {
    /// The character at a place of the chunk, within the limit.
    pub(super) fn char_at(&self, at: usize) -> Option<char> {
        if at >= self.limit {
            return None;
        }
        self.char_in(at, self.limit)
    }

    /// The character at a place before `end`.
    pub(super) fn char_in(&self, at: usize, end: usize) -> Option<char> {
        let byte = *self.text.as_bytes()[..end].get(at)?;
        if byte.is_ascii() { Some(char::from(byte)) } else { self.text[at..end].chars().next() }
    }

    /// The character before a place, unless a blank stands there.
    pub(super) fn char_before(&self, at: usize) -> Option<char> {
        self.text[self.chunk.start..at].chars().next_back()
    }

    pub(super) fn slice(&self, from: usize, to: usize) -> &str {
        &self.text[from..to]
    }

    /// Adds the word `at..end`, and goes on behind it.
    pub(super) fn push(&mut self, end: usize, joined: bool) {
        let narrow = |at| u32::try_from(at).unwrap_or(u32::MAX);
        let (start, end) = (narrow(self.at), narrow(end));
        self.at = end as usize;
        if start < end {
            self.words.push(CutWord { start, end, joined, bound: Bound::Open });
        }
    }

    fn next_chunk(&mut self) -> bool {
        let mut start = self.chunk.end;
        while let Some(c) = self.char_in(start, self.end) {
            if !is_blank(c) {
                break;
            }
            start += c.len_utf8();
        }
        let mut end = start;
        while let Some(c) = self.char_in(end, self.end) {
            if is_blank(c) {
                break;
            }
            end += c.len_utf8();
        }
        self.at = start;
        self.chunk = start..end;
        start < end
    }

    fn set_limit(&mut self) {
        self.limit = self.chunk.end;
        if self.limit - self.at > LONGEST {
            self.limit = self.text.floor_char_boundary(self.at + LONGEST);
        }
    }

    fn chunk(&mut self) {
        let bytes = &self.text.as_bytes()[self.chunk.clone()];
        let may_be_address = bytes.iter().any(|&b| matches!(b, b'@' | b'#' | b'.' | b'/' | b':'));
        let is_drawing = bytes.len() > 1 && bytes.iter().all(|&b| is_drawn(char::from(b)));
        while self.at < self.chunk.end {
            self.set_limit();
            if is_drawing {
                self.push(self.limit, false);
                continue;
            }
            if may_be_address && !self.char_before(self.at).is_some_and(is_word) {
                let rest = self.slice(self.at, self.limit);
                if let Some(len) = address::length(rest, &self.tables.tokens) {
                    self.push(self.at + len, false);
                    continue;
                }
            }
            self.token();
        }
    }

    fn token(&mut self) {
        match self.char_at(self.at) {
            Some(c) if c.is_ascii_digit() => self.number(),
            Some(c) if is_word(c) => self.word(),
            Some(c) => self.mark(c),
            None => self.at = self.chunk.end,
        }
    }
}
