//! Double quotation marks.

use std::ops::Range;

use super::{Mark, Quotation};
use crate::passage::{Text, is_terminal};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
}

/// Whether a mark is of the double family.
fn is_double(mark: &Mark) -> bool {
    mark.doubled || matches!(mark.glyph, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// Opening or closing, from the glyph and what stands around it; `top` is the mark that is open.
fn side(mark: &Mark, top: Option<&Mark>) -> Option<Side> {
    let by_place = match (mark.free_before, mark.free_after) {
        (true, false) => Some(Side::Open),
        (false, true) => Some(Side::Close),
        _ => None,
    };
    let toggled = if top.is_some() { Side::Close } else { Side::Open };
    match mark.glyph {
        '“' if top.is_some_and(|top| top.glyph == '„') => Some(Side::Close),
        '“' if by_place == Some(Side::Close) && top.is_some() => Some(Side::Close),
        '”' if by_place == Some(Side::Open) && top.is_none() => Some(Side::Open),
        '”' => Some(Side::Close),
        '«' | '»' => by_place.or(Some(if mark.glyph == '«' { Side::Open } else { Side::Close })),
        '“' | '`' | '„' | '‟' => Some(Side::Open),
        // 6'2" tall: inches, unless a quotation is open.
        '"' if top.is_none() && mark.before.is_some_and(|c| c.is_ascii_digit()) => None,
        _ => by_place.or(Some(toggled)),
    }
}

/// `said," For example … harvest".`: a straight mark on the wrong side of its blank opens, if the
/// next one closes.
fn is_misplaced(mark: &Mark, next: Option<&Mark>) -> bool {
    let closes = |mark: &Mark| mark.glyph == '"' && !mark.free_before && mark.free_after;
    closes(mark) && mark.before == Some(',') && next.is_some_and(closes)
}

/// Whether the marks of a paragraph leave one open, and whether the first one closes one that was
/// not opened in it.
pub(super) fn leans(text: &Text<'_>, tokens: Range<usize>) -> (bool, bool) {
    let marks = super::marks(text, tokens);
    let (mut depth, mut first_closes, mut first) = (0_usize, false, true);
    let mut top: Option<&Mark> = None;
    for mark in marks.iter().filter(|mark| is_double(mark)) {
        match side(mark, top) {
            Some(Side::Open) => {
                depth += 1;
                top = Some(mark);
            }
            Some(Side::Close) => {
                first_closes |= first;
                depth = depth.saturating_sub(1);
                top = top.filter(|_| depth > 0);
            }
            None => {}
        }
        first = false;
    }
    (depth > 0, first_closes)
}

/// Quotations in double marks, not sorted; inner ones may be among them.
pub(super) fn pair(
    text: &Text<'_>,
    marks: &[Mark],
    tokens: &Range<usize>,
    opened: bool,
    opens_next: bool,
) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut open: Vec<&Mark> = Vec::new();
    let mut floor = tokens.start;
    let doubles: Vec<&Mark> = marks.iter().filter(|mark| is_double(mark)).collect();
    for (at, &mark) in doubles.iter().enumerate() {
        let misplaced = open.is_empty() && is_misplaced(mark, doubles.get(at + 1).copied());
        match if misplaced { Some(Side::Open) } else { side(mark, open.last().copied()) } {
            Some(Side::Open) => open.push(mark),
            Some(Side::Close) => {
                if let Some(start) = open.pop() {
                    push(&mut found, Some(start.token), Some(mark.token), false);
                } else {
                    let from = if opened && floor == tokens.start {
                        floor
                    } else {
                        sentence_start(text, floor, mark.token)
                    };
                    push_unopened(&mut found, from, mark.token);
                }
                floor = mark.token + 1;
            }
            None => {}
        }
    }
    close_rest(text, &open, marks, tokens, opens_next, &mut found);
    found
}

fn push(found: &mut Vec<Quotation>, open: Option<usize>, close: Option<usize>, runs_on: bool) {
    if let (Some(from), Some(to)) = (open, close)
        && from + 1 < to
    {
        found.push(Quotation { open, close, inner: from + 1..to, runs_on });
    }
}

fn push_unopened(found: &mut Vec<Quotation>, from: usize, close: usize) {
    if from < close {
        found.push(Quotation {
            open: None,
            close: Some(close),
            inner: from..close,
            runs_on: false,
        });
    }
}

/// First token of the sentence that holds the token before `at`, not before `floor`.
fn sentence_start(text: &Text<'_>, floor: usize, at: usize) -> usize {
    let lowest = floor.max(at.saturating_sub(LONGEST));
    let ends = |&token: &usize| is_terminal(text.whole, text.tokens[token]) && token + 1 < at;
    // The full stop just before the mark ends the sentence itself.
    (lowest..at.saturating_sub(1)).rev().find(ends).map_or(lowest, |token| token + 1)
}

/// A sentence without its opening mark is looked for within so many tokens.
const LONGEST: usize = 200;

/// What to do with marks that were opened and never closed: the outermost runs to the end of the
/// paragraph where that may go on in the next one, else to the end of its sentence.
fn close_rest(
    text: &Text<'_>,
    open: &[&Mark],
    marks: &[Mark],
    tokens: &Range<usize>,
    opens_next: bool,
    found: &mut Vec<Quotation>,
) {
    for (at, mark) in open.iter().enumerate() {
        let from = mark.token + 1;
        if from >= tokens.end {
            continue;
        }
        let after = marks.partition_point(|other| other.token <= mark.token);
        let next_mark = marks[after..].iter().find(|other| is_double(other));
        let is_last = next_mark.is_none();
        let sole = at == 0 && mark.token == tokens.start;
        if (sole || is_last) && opens_next || is_last && one_sentence(text, from, tokens.end) {
            found.push(Quotation {
                open: Some(mark.token),
                close: None,
                inner: from..tokens.end,
                runs_on: opens_next,
            });
            if at == 0 {
                return;
            }
            continue;
        }
        let limit = next_mark.map_or(tokens.end, |next| next.token).min(from + LONGEST);
        let end = (from..limit)
            .find(|&token| is_terminal(text.whole, text.tokens[token]))
            .map_or(limit, |end| end + 1);
        if end > from {
            found.push(Quotation {
                open: Some(mark.token),
                close: None,
                inner: from..end,
                runs_on: false,
            });
        }
    }
}

fn one_sentence(text: &Text<'_>, from: usize, to: usize) -> bool {
    to - from <= LONGEST
        && (from..to).filter(|&token| is_terminal(text.whole, text.tokens[token])).count() <= 1
}
