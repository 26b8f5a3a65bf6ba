//! The words, figures and marks of a time, as written.

/// A piece of a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lexeme {
    pub(super) kind: Lex,
    /// Whether it follows the piece before it without a blank.
    pub(super) glued: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Lex {
    /// Letters, in lower case, without apostrophes and full stops: `jan`, `am`, `years`.
    Word(String),
    /// Digits, without the commas between thousands.
    Figure(String),
    /// Anything else; hyphens and dashes are `-`, apostrophes `'`.
    Mark(char),
}

/// A time with more pieces has no value.
pub(super) const MOST: usize = 32;

/// The pieces of a time; none if there are more than [`MOST`].
pub(super) fn lex(text: &str) -> Vec<Lexeme> {
    let mut pieces = Vec::new();
    let (mut rest, mut glued) = (text, false);
    while let Some(first) = rest.chars().next() {
        if pieces.len() == MOST {
            return Vec::new();
        }
        let len = match first {
            _ if first.is_whitespace() => {
                glued = false;
                rest = &rest[first.len_utf8()..];
                continue;
            }
            _ if first.is_alphabetic() => word(rest),
            _ if first.is_ascii_digit() => figure(rest),
            _ => first.len_utf8(),
        };
        let (piece, tail) = rest.split_at(len);
        let kind = if first.is_alphabetic() {
            let letters = piece.chars().filter(|char| char.is_alphabetic());
            Lex::Word(letters.flat_map(char::to_lowercase).collect())
        } else if first.is_ascii_digit() {
            Lex::Figure(piece.replace(',', ""))
        } else {
            Lex::Mark(mark(first))
        };
        pieces.push(Lexeme { kind, glued });
        (rest, glued) = (tail, true);
    }
    pieces
}

/// How many bytes of `rest` are one word: letters, with apostrophes and full stops between or
/// full stops behind them.
fn word(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, char)) = chars.next() {
        let next = chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        // “New Year's”, “Saints' Day”
        let is_end = chars.peek().is_none_or(|(_, next)| next.is_whitespace());
        let inside =
            char.is_alphabetic() || char == '.' || (mark(char) == '\'' && (next || is_end));
        if !inside {
            break;
        }
        end = at + char.len_utf8();
    }
    end
}

/// How many bytes of `rest` are one figure: `1,700`.
fn figure(rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut end = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    while bytes.get(end) == Some(&b',') && (1..4).all(|at| digit(end + at)) && !digit(end + 4) {
        end += 4;
    }
    end
}

fn mark(char: char) -> char {
    match char {
        '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\'' | '’' | '‘' | '`' | '´' => '\'',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        let show = |piece: &Lexeme| {
            let text = match &piece.kind {
                Lex::Word(text) | Lex::Figure(text) => text.clone(),
                Lex::Mark(char) => char.to_string(),
            };
            format!("{}{text}", if piece.glued { "+" } else { " " })
        };
        lex(text).iter().map(show).collect()
    }

    #[test]
    fn pieces_are_words_figures_and_marks() {
        assert_eq!(shown("Jan. 3–5, 2020"), " jan 3+-+5+, 2020");
        assert_eq!(shown("New Year’s Eve"), " new years eve");
        assert_eq!(shown("3:30 p.m."), " 3+:+30 pm");
        assert_eq!(shown("the ’90s"), " the '+90+s");
        assert_eq!(shown("1,700 years"), " 1700 years");
        assert_eq!(shown("5,2020 1,7000"), " 5+,+2020 1+,+7000");
        assert_eq!(shown("3rd 10.30am"), " 3+rd 10+.+30+am");
        assert_eq!(shown(&"a ".repeat(MOST + 1)), "");
    }
}
