//! Words cut where a figure meets what is written on to it: `120mm`, `US$5bn`, `mid-2017`.

use std::borrow::Cow;

use crate::sentence::Word;

/// A word or a part of one.
pub(super) struct Piece<'t> {
    /// Number of the word.
    pub(super) word: usize,
    /// Its characters, with plain hyphens and without apostrophes inside.
    pub(super) form: Cow<'t, str>,
    /// Whether the word begins with it, and whether the word ends with it.
    pub(super) begins: bool,
    pub(super) ends: bool,
    /// Whether it follows the piece before it without a blank.
    pub(super) glued: bool,
}

/// The pieces of the words, in order.
pub(super) fn pieces<'t>(text: &'t str, words: &[Word]) -> Vec<Piece<'t>> {
    let mut pieces = Vec::with_capacity(words.len());
    let mut end = None;
    for (number, word) in words.iter().enumerate() {
        let form = text.get(word.span.range()).unwrap_or_default();
        let mut glued = end == Some(word.span.start());
        end = Some(word.span.end());
        let mut rest = form;
        while !rest.is_empty() {
            let (piece, tail) = rest.split_at(length(rest));
            pieces.push(Piece {
                word: number,
                form: plain(piece),
                begins: rest.len() == form.len(),
                ends: tail.is_empty(),
                glued,
            });
            glued = true;
            rest = tail;
        }
    }
    pieces
}

/// How many bytes the first piece of `word` has.
fn length(word: &str) -> usize {
    let Some(first) = word.chars().next() else { return 0 };
    if first.is_ascii_digit() {
        return digits(word);
    }
    if is_fraction(first) || matches!(first, '/' | ':' | '%') || is_hyphen(first) {
        return first.len_utf8();
    }
    // Only words with a figure in them are cut: `US$5`, `mid-2017`, the `mm` of `120mm`.
    let figure = word.find(|char: char| char.is_ascii_digit() || is_fraction(char));
    let Some(figure) = figure else {
        return word.strip_prefix("mid-").map_or(word.len(), |_| "mid".len());
    };
    let stem = &word[..figure];
    if let Some(hyphen) = stem.find(is_hyphen) {
        return hyphen.max(first.len_utf8());
    }
    let cut = stem.ends_with(|char: char| is_sign(char) || is_apostrophe(char) || char == '.');
    if cut { figure } else { word.len() }
}

/// How many bytes of `word` are one figure, with its separators: `1,000.5`, `3.1.2020`.
fn digits(word: &str) -> usize {
    let mut chars = word.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let inside = char.is_ascii_digit()
            || (is_separator(char) && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit()));
        if !inside {
            return at;
        }
    }
    word.len()
}

/// Marks and blanks that part the digits of one figure.
pub(super) fn is_separator(char: char) -> bool {
    matches!(char, '.' | ',' | '\u{a0}' | '\u{2009}' | '\u{202f}')
}

/// `½` and its like.
pub(super) fn is_fraction(char: char) -> bool {
    matches!(char, '¼' | '½' | '¾' | '⅓' | '⅔' | '⅕' | '⅛' | '⅜' | '⅝' | '⅞')
}

/// Hyphens and dashes.
pub(super) fn is_hyphen(char: char) -> bool {
    matches!(char, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn is_apostrophe(char: char) -> bool {
    matches!(char, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʿ' | 'ʾ' | 'ʻ')
}

fn is_sign(char: char) -> bool {
    matches!(char, '$' | '€' | '£' | '¥' | '₹' | '₦' | '₺' | '₽' | '₩' | '₪' | '₴' | '₱')
}

/// Plain hyphens and apostrophes; an apostrophe between letters falls away (`Shi’ite`, `Ba'ath`).
fn plain(form: &str) -> Cow<'_, str> {
    if !form.contains(|char| is_hyphen(char) || is_apostrophe(char)) || form == "-" {
        return Cow::Borrowed(form);
    }
    let mut out = String::with_capacity(form.len());
    for (at, char) in form.char_indices() {
        match char {
            char if is_hyphen(char) => out.push('-'),
            char if !is_apostrophe(char) => out.push(char),
            // At the start it is a word of its own or an ending: `'s`.
            _ if at == 0 => out.push('\''),
            _ => {}
        }
    }
    Cow::Owned(out)
}
