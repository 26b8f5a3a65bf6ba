//! Words and marks with their places. Nothing is changed: joined with the gaps between them,
//! tokens rebuild the text.

use std::ops::Range;

use crate::tables::{Ending, Tables};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters, digits, and what joins them: `al-Sha’abi`, `U.S.`, `AT&T`.
    Word,
    /// A word that is an abbreviation with its full stop.
    Abbreviation(Ending),
    /// `’s` after a word.
    Suffix,
    /// A quotation mark or a single mark that may be an apostrophe.
    Mark,
    /// Any other character, or a run of full stops.
    Punctuation,
}

/// A piece of text between blanks, by bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) kind: TokenKind,
}

impl Token {
    pub(crate) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Whether a character is a quotation mark or may be one.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '`'
            | '´'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '‘'
            | '’'
            | '‚'
            | '‛'
            | '＂'
    )
}

/// Cuts a stretch of text into tokens and adds them to `tokens`.
pub(crate) fn tokenize(text: &str, range: Range<usize>, tables: &Tables, tokens: &mut Vec<Token>) {
    let mut reader = Reader { text, end: range.end, at: range.start, tables };
    while let Some(token) = reader.next_token() {
        tokens.push(token);
    }
}

struct Reader<'t> {
    text: &'t str,
    end: usize,
    at: usize,
    tables: &'t Tables,
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || (!c.is_ascii() && c.is_alphanumeric())
}

impl Reader<'_> {
    fn char_at(&self, at: usize) -> Option<char> {
        let byte = *self.text.as_bytes()[..self.end].get(at)?;
        if byte.is_ascii() {
            Some(char::from(byte))
        } else {
            self.text[at..self.end].chars().next()
        }
    }

    fn token(&self, start: usize, kind: TokenKind) -> Token {
        let narrow = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Token { start: narrow(start), end: narrow(self.at), kind }
    }

    fn next_token(&mut self) -> Option<Token> {
        let mut c = self.char_at(self.at)?;
        while c.is_whitespace() {
            self.at += c.len_utf8();
            c = self.char_at(self.at)?;
        }
        let start = self.at;
        if is_word(c) {
            return Some(self.word(start));
        }
        self.at += c.len_utf8();
        if is_mark(c) {
            return Some(self.mark(start, c));
        }
        if c == '.' {
            while self.char_at(self.at) == Some('.') {
                self.at += 1;
            }
        }
        Some(self.token(start, TokenKind::Punctuation))
    }

    /// `''` and two backticks are one mark; `’s` after a word is a suffix.
    fn mark(&mut self, start: usize, c: char) -> Token {
        if matches!(c, '\'' | '`') && self.char_at(self.at) == Some(c) {
            self.at += 1;
            return self.token(start, TokenKind::Mark);
        }
        let after_word = self.text[..start].chars().next_back().is_some_and(is_word);
        if matches!(c, '\'' | '’') && after_word && self.is_suffix() {
            self.at += 1;
            return self.token(start, TokenKind::Suffix);
        }
        self.token(start, TokenKind::Mark)
    }

    /// Whether an `s` that ends a word stands here.
    fn is_suffix(&self) -> bool {
        matches!(self.char_at(self.at), Some('s' | 'S'))
            && !self.char_at(self.at + 1).is_some_and(is_word)
    }

    fn word(&mut self, start: usize) -> Token {
        let mut last = ' ';
        while let Some(c) = self.char_at(self.at) {
            let next = self.at + c.len_utf8();
            if is_word(c) {
                last = c;
                self.at = next;
                continue;
            }
            let Some(follower) = self.char_at(next).filter(|&c| is_word(c)) else { break };
            let joins = match c {
                '-' | '_' | '&' | '@' | '\u{2011}' | '\u{ad}' => true,
                '\'' | '’' => {
                    self.at = next;
                    let suffix = self.is_suffix();
                    self.at = next - c.len_utf8();
                    !suffix
                }
                ',' | '/' => last.is_ascii_digit() && follower.is_ascii_digit(),
                '.' => !(last.is_lowercase() && follower.is_uppercase()),
                _ => false,
            };
            if !joins {
                break;
            }
            last = c;
            self.at = next;
        }
        self.with_full_stop(start)
    }

    /// The word that ends here, with its full stop if it is an abbreviation or an initial.
    fn with_full_stop(&mut self, start: usize) -> Token {
        let word = &self.text[start..self.at];
        let single = self.char_at(self.at) == Some('.') && self.char_at(self.at + 1) != Some('.');
        if !single || word.len() > 16 {
            return self.token(start, TokenKind::Word);
        }
        let ending = if is_initial(word) {
            Some(Ending::Never)
        } else if is_dotted(word) {
            Some(Ending::Maybe)
        } else {
            self.tables.abbreviation(word)
        };
        let Some(ending) = ending else { return self.token(start, TokenKind::Word) };
        self.at += 1;
        self.token(start, TokenKind::Abbreviation(ending))
    }
}

/// `A` before a full stop. (`I` ends sentences.)
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|c| c.is_uppercase() && c != 'I') && chars.next().is_none()
}

/// `U.S`, `a.m`: single letters with full stops between.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| {
            let mut chars = part.chars();
            chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
        })
}
