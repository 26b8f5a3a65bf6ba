//! What stands in quotation marks.
//!
//! In: a paragraph's tokens. Out: its outer quotations, in order and apart, with or without their
//! partner. Double marks (curly, straight, low, angled, two backticks or apostrophes) are paired
//! with a stack; single ones open a quotation only where a closer is at hand, so that apostrophes
//! do not. A quotation inside another belongs to the content of the outer one.

mod double;
mod single;

use std::ops::Range;

use crate::passage::Text;

/// What stands between two quotation marks that are in no others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// Token of the opening mark, if there is one.
    pub(crate) open: Option<usize>,
    /// Token of the closing mark, if there is one.
    pub(crate) close: Option<usize>,
    /// Tokens between the marks; never empty.
    pub(crate) inner: Range<usize>,
    /// Whether it runs to the end of its paragraph without a closing mark.
    pub(crate) runs_on: bool,
}

impl Quotation {
    /// Tokens with the marks.
    pub(crate) fn tokens(&self) -> Range<usize> {
        self.open.unwrap_or(self.inner.start)..self.close.map_or(self.inner.end, |close| close + 1)
    }

    /// Bytes between the marks.
    pub(crate) fn bytes(&self, text: &Text<'_>) -> Range<u32> {
        text.tokens[self.inner.start].start..text.tokens[self.inner.end - 1].end
    }

    /// What stands between the marks.
    pub(crate) fn str<'t>(&self, text: &Text<'t>) -> &'t str {
        let bytes = self.bytes(text);
        &text.whole[bytes.start as usize..bytes.end as usize]
    }
}

/// A quotation mark in its surroundings.
#[derive(Clone, Copy, Debug)]
struct Mark {
    /// Its token.
    token: usize,
    glyph: char,
    /// `''` or two backticks.
    doubled: bool,
    /// Whether blank or an opening mark stands before it.
    free_before: bool,
    /// Whether blank, punctuation or the end stands after it.
    free_after: bool,
    /// Whether a letter or digit stands after it.
    word_after: bool,
    before: Option<char>,
    after: Option<char>,
}

fn marks(text: &Text<'_>, tokens: Range<usize>) -> Vec<Mark> {
    let mut found = Vec::new();
    for token in tokens {
        let at = text.tokens[token];
        if at.kind != crate::passage::TokenKind::Mark {
            continue;
        }
        let (before, after) = (text.before(at.start), text.after(at.end));
        let opening = |c: char| c.is_whitespace() || "([{<—―–-/“‘„«\"'…".contains(c);
        let closing = |c: char| c.is_whitespace() || ".,;:!?)]}—―–-/”’»\"'…".contains(c);
        found.push(Mark {
            token,
            glyph: text.str(at).chars().next().unwrap_or(' '),
            doubled: at.end - at.start == 2 && text.whole.as_bytes()[at.start as usize].is_ascii(),
            free_before: before.is_none_or(opening),
            free_after: after.is_none_or(closing),
            word_after: after.is_some_and(char::is_alphanumeric),
            before,
            after,
        });
    }
    found
}

/// The outer quotations of a paragraph.
///
/// `opened` tells whether the paragraph before ended within a quotation, `opens_next` whether the
/// next one begins with an opening mark.
pub(crate) fn quotations(
    text: &Text<'_>,
    tokens: Range<usize>,
    opened: bool,
    opens_next: bool,
) -> Vec<Quotation> {
    let marks = marks(text, tokens.clone());
    if marks.is_empty() {
        return Vec::new();
    }
    let doubles = double::pair(text, &marks, &tokens, opened, opens_next);
    let singles = single::pair(&marks, tokens.end);
    merge(doubles, singles)
}

/// Both kinds in order, without those inside others and without overlap.
fn merge(doubles: Vec<Quotation>, singles: Vec<Quotation>) -> Vec<Quotation> {
    let mut all = doubles;
    all.extend(singles);
    all.sort_by_key(|quotation| (quotation.tokens().start, usize::MAX - quotation.tokens().end));
    let mut end = 0;
    all.retain(|quotation| {
        let apart = quotation.tokens().start >= end;
        if apart {
            end = quotation.tokens().end;
        }
        apart
    });
    all
}

/// Joins lines that one quotation spans: the first leaves it open, the next, without a blank line
/// between, closes it. (Captures break lines within paragraphs.)
pub(crate) fn join_lines(text: &mut Text<'_>) {
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(text.paragraphs.len());
    let mut open = false;
    for (number, paragraph) in std::mem::take(&mut text.paragraphs).into_iter().enumerate() {
        let (leaves, closes) = double::leans(text, paragraph.clone());
        let near = joined.last().is_some_and(|last| {
            let gap =
                text.tokens[last.end - 1].end as usize..text.tokens[paragraph.start].start as usize;
            text.whole[gap].chars().filter(|&c| c == '\n').count() == 1
        });
        match joined.last_mut() {
            Some(last) if open && closes && near && number > text.headlines => {
                last.end = paragraph.end;
                open = leaves;
            }
            _ => {
                joined.push(paragraph);
                open = leaves;
            }
        }
    }
    text.paragraphs = joined;
}

/// Whether a paragraph begins with an opening mark.
pub(crate) fn begins_with_mark(text: &Text<'_>, tokens: Range<usize>) -> bool {
    let first = text.tokens.get(tokens.start).filter(|_| !tokens.is_empty());
    first.is_some_and(|&token| {
        token.kind == crate::passage::TokenKind::Mark
            && text.after(token.end).is_some_and(|c| !c.is_whitespace())
            && !matches!(text.str(token), "'" | "’" | "‘")
    })
}
