//! The clause that a statement depends on.

use std::ops::Range;

use crate::tables::{Class, Tables};

/// A clause of fewer words is no condition.
const SHORTEST: usize = 3;

/// The first condition in a content: its conjunction and its bytes, conjunction included.
///
/// “even if” and “as if” are none; the clause runs to the next comma or the end of its sentence.
pub(super) fn condition(
    text: &str,
    piece: &Range<u32>,
    tables: &Tables,
) -> Option<(&'static str, Range<u32>)> {
    let content = &text[piece.start as usize..piece.end as usize];
    let mut before = ("", "");
    let mut rest = content;
    while let Some(at) = rest.find(char::is_alphabetic) {
        rest = &rest[at..];
        let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let word = &rest[..length];
        let start = content.len() - rest.len();
        if let Some(kind) = kind(word, before, tables) {
            let start = if kind == "as long as" { start - "as long ".len() } else { start };
            let clause = clause(&content[start..]);
            if clause.split_whitespace().count() > SHORTEST {
                let start = piece.start + u32::try_from(start).ok()?;
                return Some((kind, start..start + u32::try_from(clause.len()).ok()?));
            }
        }
        before = (before.1, word);
        rest = &rest[length..];
    }
    None
}

fn kind(word: &str, before: (&str, &str), tables: &Tables) -> Option<&'static str> {
    let is = |word: &str, other: &str| word.eq_ignore_ascii_case(other);
    if is(word, "as") && is(before.0, "as") && before.1 == "long" {
        return Some("as long as");
    }
    if !tables.class(word).any(Class::CONDITION)
        || ["even", "as", "see", "ask", "asked", "know"].iter().any(|other| is(before.1, other))
    {
        return None;
    }
    ["if", "unless", "until"].into_iter().find(|known| is(word, known))
}

/// Up to the first comma, semicolon or end of sentence, without closing marks.
fn clause(text: &str) -> &str {
    let mut chars = text.char_indices().peekable();
    let mut end = text.len();
    while let Some((at, c)) = chars.next() {
        let apart =
            chars.peek().is_none_or(|(_, next)| next.is_whitespace() || "”\"’'".contains(*next));
        if matches!(c, ';' | '\n' | '—' | '―' | '–') || matches!(c, ',' | '.' | '!' | '?') && apart
        {
            end = at;
            break;
        }
    }
    text[..end].trim_end_matches(|c: char| c.is_whitespace() || "”\"’'.,".contains(c))
}
