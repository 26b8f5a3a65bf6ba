//! Where sentences end.

use super::token::{Token, TokenKind};
use crate::tables::{Class, Ending, Tables};

/// Whether a token is the full stop, question mark, exclamation mark or ellipsis that may end a
/// sentence.
pub(crate) fn is_terminal(text: &str, token: Token) -> bool {
    token.kind == TokenKind::Punctuation
        && matches!(text.as_bytes().get(token.start as usize), Some(b'.' | b'!' | b'?'))
        || text[token.range()] == *"…"
}

fn is_closer(text: &str, token: Token) -> bool {
    token.kind == TokenKind::Mark || matches!(&text[token.range()], ")" | "]")
}

/// If a sentence ends with the token `at` and the closing marks after it: the number of the first
/// token of the next one.
pub(crate) fn sentence_end(
    text: &str,
    tokens: &[Token],
    at: usize,
    tables: &Tables,
) -> Option<usize> {
    let token = tokens[at];
    let maybe = match token.kind {
        TokenKind::Abbreviation(Ending::Never) => return None,
        TokenKind::Abbreviation(Ending::Maybe) => true,
        _ if is_terminal(text, token) => false,
        _ => return None,
    };
    let mut next = at + 1;
    // Marks that touch what they close; `!?` and `?!` end one sentence, not two.
    while next < tokens.len()
        && tokens[next].start == tokens[next - 1].end
        && (is_closer(text, tokens[next]) || is_terminal(text, tokens[next]))
    {
        next += 1;
    }
    let Some(&follower) = tokens.get(next) else { return Some(next) };
    if follower.start == tokens[next - 1].end && follower.kind != TokenKind::Word {
        return None;
    }
    let first = text[follower.range()].chars().next().unwrap_or(' ');
    let opens = follower.kind == TokenKind::Mark || matches!(first, '(' | '[');
    let ellipsis = matches!(&text[token.range()], "…" | "...");
    let ends = if maybe {
        opens || tables.class(&text[follower.range()]).any(Class::STARTER) && first.is_uppercase()
    } else if ellipsis {
        first.is_uppercase() && !opens
    } else {
        !first.is_lowercase() && !matches!(first, ',' | ';' | ':' | '-' | '–' | '—')
    };
    ends.then_some(next)
}
