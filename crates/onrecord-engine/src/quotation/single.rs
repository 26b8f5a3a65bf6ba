//! Single quotation marks as outer ones.

use super::{Mark, Quotation};

/// A closer is looked for among so many single marks.
const NEAR: usize = 64;

fn is_single(mark: &Mark) -> bool {
    !mark.doubled && matches!(mark.glyph, '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '`')
}

/// `‘Go` opens; `’tis`, `’90s` and `workers’` do not.
fn opens(mark: &Mark) -> bool {
    let glyph = matches!(mark.glyph, '\'' | '‘' | '‚' | '‹' | '`');
    let digits = mark.after.is_some_and(|c| c.is_ascii_digit()) && mark.glyph != '‘';
    glyph
        && mark.free_before
        && !digits
        && (mark.word_after || mark.after.is_some_and(|c| "“\"[…".contains(c)))
}

/// How surely a mark closes: after a comma or full stop it does; after a letter it may be the
/// apostrophe of `workers’`.
fn closes(mark: &Mark) -> Option<bool> {
    let glyph = matches!(mark.glyph, '\'' | '’' | '‘' | '›');
    if !glyph || mark.word_after || mark.before.is_none_or(char::is_whitespace) {
        return None;
    }
    let after_point = mark.before.is_some_and(|c| ",.?!…”\"".contains(c));
    let before_point = mark.after.is_some_and(|c| ",.;:?!)”\"".contains(c));
    Some(after_point || before_point || mark.before != Some('s'))
}

/// Quotations in single marks that have both, in order and apart.
pub(super) fn pair(marks: &[Mark], end: usize) -> Vec<Quotation> {
    let singles: Vec<&Mark> = marks.iter().filter(|mark| is_single(mark)).collect();
    let (mut found, mut at) = (Vec::new(), 0);
    while at < singles.len() {
        let closer = if opens(singles[at]) { closer(&singles[at + 1..]) } else { None };
        let Some(closer) = closer.map(|step| at + 1 + step) else {
            at += 1;
            continue;
        };
        let (open, close) = (singles[at].token, singles[closer].token);
        if open + 1 < close && close < end {
            found.push(Quotation {
                open: Some(open),
                close: Some(close),
                inner: open + 1..close,
                runs_on: false,
            });
        }
        at = closer + 1;
    }
    found
}

/// The first sure closer before the next opener; else the first possible one.
fn closer(rest: &[&Mark]) -> Option<usize> {
    let near = &rest[..rest.len().min(NEAR)];
    let before = near.iter().position(|mark| opens(mark)).unwrap_or(near.len());
    let sure = |&step: &usize| closes(near[step]) == Some(true);
    let possible = |&step: &usize| closes(near[step]).is_some();
    (0..before).find(sure).or_else(|| (0..before).find(possible))
}
