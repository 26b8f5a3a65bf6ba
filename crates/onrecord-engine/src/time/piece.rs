//! From words, figures and marks to pieces that mean something.

use super::lex::{Lex, Lexeme};
use super::words::{Link, Meaning, TimeWords};

/// A piece of a time that means something by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Piece {
    Word(Meaning),
    /// A figure: its value and how many digits it has.
    Figure(u32, usize),
    /// A figure with an apostrophe: “’67”.
    Short(u32),
    /// “3rd”
    Ordinal(u32),
    /// “1990s”, “’90s”: its first year, and how many digits it has.
    Decade(u32, usize),
    /// “3/1/2020” with its mark.
    Numeric(Numeric),
    /// “07/2019”
    MonthYear(u32, u32),
    /// “15:30”
    Clock(u32, u32),
    Comma,
    Hyphen,
}

/// A date in figures: their values, how many digits they have, and the mark between them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numeric {
    pub(super) values: [u32; 3],
    pub(super) digits: [usize; 3],
    pub(super) mark: char,
}

/// The pieces of a time; `None` if one of them means nothing.
pub(super) fn pieces(lexemes: &[Lexeme], words: &TimeWords) -> Option<Vec<Piece>> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut at = 0;
    while at < lexemes.len() {
        let rest = &lexemes[at..];
        let (piece, len) = match numeric(rest, 3) {
            Some(numeric) => (Piece::Numeric(numeric), 5),
            None => phrase(rest, words).or_else(|| figure(rest))?,
        };
        at += len;
        push(&mut pieces, piece);
    }
    Some(pieces)
}

/// Adds a piece; numbers in words become one: “twenty-five”, “two hundred”, “thirty-first”.
fn push(pieces: &mut Vec<Piece>, piece: Piece) {
    use Meaning::{About, Filler, Number, Ordinal};
    let (before, gap) = match pieces.as_slice() {
        [.., Piece::Word(before), Piece::Hyphen] => (Some(*before), 2),
        [.., Piece::Word(before)] => (Some(*before), 1),
        _ => (None, 0),
    };
    let tens = |number: u32| (20..100).contains(&number) && number.is_multiple_of(10);
    let sum = match (before, piece) {
        (Some(Number(ten)), Piece::Word(Number(one))) if tens(ten) && one < 10 => Number(ten + one),
        (Some(Number(ten)), Piece::Word(Ordinal(one))) if tens(ten) && one < 10 => {
            Ordinal(ten + one)
        }
        (Some(Number(few)), Piece::Word(Number(100))) if few < 10 => Number(few * 100),
        (Some(Number(1)), Piece::Word(about @ About(_)))
        | (Some(about @ About(_)), Piece::Word(Filler)) => about,
        _ => return pieces.push(piece),
    };
    pieces.truncate(pieces.len() - gap);
    pieces.push(Piece::Word(sum));
}

/// The longest form of the table that the pieces begin with; hyphens count as blanks.
fn phrase(lexemes: &[Lexeme], words: &TimeWords) -> Option<(Piece, usize)> {
    let mut form = String::new();
    let mut best = None;
    let mut parts = 0;
    for (at, lexeme) in lexemes.iter().enumerate() {
        let text = match &lexeme.kind {
            Lex::Word(text) | Lex::Figure(text) => text.clone(),
            Lex::Mark('-') if at > 0 => continue,
            Lex::Mark(char) => char.to_string(),
        };
        if parts == words.longest() {
            break;
        }
        if parts > 0 {
            form.push(' ');
        }
        form.push_str(&text);
        parts += 1;
        if let Some(meaning) = words.meaning(&form) {
            best = Some((Piece::Word(meaning), at + 1));
        }
    }
    best
}

/// The figure or the mark that the pieces begin with.
fn figure(lexemes: &[Lexeme]) -> Option<(Piece, usize)> {
    let first = lexemes.first()?;
    match &first.kind {
        Lex::Mark('-') => Some((Piece::Hyphen, 1)),
        Lex::Mark(',') => Some((Piece::Comma, 1)),
        Lex::Mark('/') => Some((Piece::Word(Meaning::Link(Link::To)), 1)),
        Lex::Mark('\'') => match figure(
            lexemes.get(1..).filter(|rest| rest.first().is_some_and(|next| next.glued))?,
        )? {
            (Piece::Figure(value, 2), len) => Some((Piece::Short(value), len + 1)),
            (Piece::Decade(value, 2), len) => Some((Piece::Decade(value, 2), len + 1)),
            _ => None,
        },
        Lex::Figure(digits) => {
            let value = value(digits)?;
            match (numeric(lexemes, 2), glued_word(lexemes)) {
                (Some(Numeric { values: [month, year, _], digits: [_, 4, _], mark: '/' }), _)
                    if month <= 12 =>
                {
                    Some((Piece::MonthYear(month, year), 3))
                }
                (
                    Some(Numeric { values: [hour, minute, _], digits: [_, 2, _], mark: ':' | '.' }),
                    _,
                ) if hour <= 24 && minute < 60 => Some((Piece::Clock(hour, minute), 3)),
                (_, Some("st" | "nd" | "rd" | "th")) => Some((Piece::Ordinal(value), 2)),
                _ if is_decade(lexemes) && digits.len() == 4 && value.is_multiple_of(10) => {
                    Some((Piece::Decade(value, 4), 3))
                }
                (_, Some("s")) if value.is_multiple_of(10) => {
                    Some((Piece::Decade(value, digits.len()), 2))
                }
                _ => Some((Piece::Figure(value, digits.len()), 1)),
            }
        }
        _ => None,
    }
}

/// So many figures with the same mark between them, written together: `3/1/2020`, `15:30`.
fn numeric(lexemes: &[Lexeme], count: usize) -> Option<Numeric> {
    let mut numeric = Numeric { values: [0; 3], digits: [0; 3], mark: ' ' };
    for at in 0..count {
        let lexeme = lexemes.get(2 * at).filter(|lexeme| at == 0 || lexeme.glued)?;
        let Lex::Figure(digits) = &lexeme.kind else { return None };
        (numeric.values[at], numeric.digits[at]) = (value(digits)?, digits.len());
        if at + 1 < count {
            let Lex::Mark(mark) = lexemes.get(2 * at + 1).filter(|lexeme| lexeme.glued)?.kind
            else {
                return None;
            };
            let fits = matches!(mark, '/' | '-' | '.' | ':') && (at == 0 || mark == numeric.mark);
            numeric.mark = if fits { mark } else { return None };
        }
    }
    Some(numeric)
}

/// Whether an apostrophe and an “s” are written on to a figure: “1990's”.
fn is_decade(lexemes: &[Lexeme]) -> bool {
    let mut rest = lexemes.iter().skip(1).take_while(|lexeme| lexeme.glued);
    rest.next().is_some_and(|next| next.kind == Lex::Mark('\''))
        && rest.next().is_some_and(|next| next.kind == Lex::Word("s".to_owned()))
}

/// The word that is written on to the first piece.
fn glued_word(lexemes: &[Lexeme]) -> Option<&str> {
    match lexemes.get(1).filter(|lexeme| lexeme.glued).map(|lexeme| &lexeme.kind) {
        Some(Lex::Word(word)) => Some(word),
        _ => None,
    }
}

/// The value of a figure; none of one that no time has.
fn value(digits: &str) -> Option<u32> {
    digits.parse().ok().filter(|_| digits.len() <= 6)
}
