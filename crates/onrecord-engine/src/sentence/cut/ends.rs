//! Where sentences end, by rules.

use super::chars::{is_closer, is_hyphen, is_opener, is_terminal};
use super::{Bound, CutWord};
use crate::tables::Tables;

/// Marks where a sentence must end and where it cannot: it ends with its paragraph; it does not
/// end inside a token, nor between words that touch unless a mark stands there that may end it.
pub(super) fn set_bounds(text: &str, words: &mut [CutWord]) {
    for at in 1..words.len() {
        let (word, next) = (words[at - 1], words[at]);
        let touches = word.end == next.start;
        let ends_with = |is: fn(char) -> bool| text[word.range()].ends_with(is);
        if next.joined || touches && !ends_with(is_terminal) && !ends_with(is_closer) {
            words[at - 1].bound = Bound::Never;
        }
    }
    if let Some(at) = dateline(text, words) {
        words[at].bound = Bound::Must;
    }
    if let Some(last) = words.last_mut() {
        last.bound = Bound::Must;
    }
}

/// No dateline has more words.
const DATELINE: usize = 14;

/// The dash that ends a dateline: `BAGHDAD, June 3 (Reuters) —`. It begins with capitals, or has
/// brackets before the dash; no small word stands in it but in brackets.
fn dateline(text: &str, words: &[CutWord]) -> Option<usize> {
    let form = |at: usize| &text[words[at].range()];
    let is_dash = |at: usize| {
        matches!(form(at), "—" | "–" | "-" | "--")
            && (form(at) != "-" || words[at - 1].end < words[at].start)
    };
    let end = (1..words.len().min(DATELINE)).find(|&at| is_dash(at))?;
    let (mut depth, mut brackets) = (0_usize, false);
    for at in 0..end {
        match form(at) {
            "(" => (depth, brackets) = (depth + 1, true),
            ")" => depth = depth.saturating_sub(1),
            token if depth == 0 && token.starts_with(char::is_lowercase) => return None,
            _ => {}
        }
    }
    let first = form(0);
    let is_capitals = first.chars().count() > 2 && first.chars().all(char::is_uppercase);
    let closes = form(end - 1) == ")";
    (first.starts_with(char::is_uppercase)
        && (is_capitals || brackets && closes)
        && end + 1 < words.len())
    .then_some(end)
}

/// Numbers of the words after which a sentence ends.
pub(super) fn by_rule(text: &str, words: &[CutWord], tables: &Tables) -> Vec<usize> {
    let (mut ends, mut at) = (Vec::new(), 0);
    while at < words.len() {
        let mut last = at;
        if is_stop(text, words[at], tables) {
            while let Some(len) = closing(text, &words[last..]) {
                last += len;
            }
            let is_end = |&next: &CutWord| begins(text, words, at, last, next);
            if words[last].bound != Bound::Never && words.get(last + 1).is_none_or(is_end) {
                ends.push(last);
            }
        }
        at = last + 1;
    }
    if ends.last() != Some(&(words.len() - 1)) {
        ends.push(words.len() - 1);
    }
    ends
}

/// A token of full stops, question marks and exclamation marks, or a face.
fn is_stop(text: &str, word: CutWord, tables: &Tables) -> bool {
    let token = &text[word.range()];
    token.chars().all(is_terminal) || tables.tokens.is_emoticon(token)
}

/// How many words close what the first one ends: quotation marks and brackets that touch it, and
/// references (`[3]`).
fn closing(text: &str, words: &[CutWord]) -> Option<usize> {
    let token = |at: usize| words.get(at).map_or("", |word| &text[word.range()]);
    let touches = words.get(1)?.start == words[0].end;
    if touches && token(1).chars().all(|c| is_closer(c) || is_terminal(c)) {
        return Some(1);
    }
    let is_number = !token(2).is_empty() && token(2).bytes().all(|b| b.is_ascii_digit());
    (token(1) == "[" && is_number && token(3) == "]").then_some(3)
}

/// Whether a sentence may begin with `next`, behind the marks `at..=last`.
fn begins(text: &str, words: &[CutWord], at: usize, last: usize, next: CutWord) -> bool {
    let (stop, next_token) = (&text[words[at].range()], &text[next.range()]);
    let first = next_token.chars().next().unwrap_or(' ');
    if stop.ends_with(['。', '！', '？']) {
        return true;
    }
    if words[last].end == next.start && !first.is_uppercase() && !is_opener(first) {
        return false;
    }
    if first.is_lowercase() && !next_token.contains("://")
        || matches!(first, ',' | ';' | ':')
        || next_token.chars().all(is_terminal)
    {
        return false;
    }
    let strong = matches!(stop, "." | "?" | "!");
    if strong && at == last {
        return true;
    }
    if is_hyphen(first) || matches!(first, '–' | '—') {
        return false;
    }
    strong || first.is_alphanumeric() || is_opener(first)
}
