//! Numbers, words and signs of a line.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Digits of any script: how many, and their value (it stops growing at `u64::MAX`).
    Number { digits: usize, value: u64 },
    /// Letters.
    Word,
    /// Anything else.
    Sign(char),
}

/// Blank space before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// It touches the token before it.
    None,
    /// One blank.
    Blank,
    /// A tab, a line break, several blanks: as good as a bar between two fields.
    Wide,
}

/// One piece of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) gap: Gap,
}

/// A text cut into tokens.
pub(super) struct Line<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token>,
}

impl<'t> Line<'t> {
    /// Cuts a text.
    pub(super) fn new(text: &'t str) -> Self {
        let mut tokens: Vec<Token> = Vec::new();
        let mut gap = Gap::None;
        for (start, sign) in text.char_indices() {
            let end = start + sign.len_utf8();
            if sign.is_whitespace() {
                let wide = gap != Gap::None || matches!(sign, '\t' | '\n' | '\r');
                gap = if wide { Gap::Wide } else { Gap::Blank };
                continue;
            }
            if is_invisible(sign) {
                continue;
            }
            let kind = Kind::of(sign);
            if let Some(last) = tokens.last_mut().filter(|_| gap == Gap::None)
                && last.kind.join(kind)
            {
                last.end = end;
            } else {
                tokens.push(Token { kind, start, end, gap });
            }
            gap = Gap::None;
        }
        Self { text, tokens }
    }

    /// What a token says.
    pub(super) fn slice(&self, token: &Token) -> &'t str {
        &self.text[token.start..token.end]
    }
}

impl Kind {
    fn of(sign: char) -> Self {
        if let Some(value) = digit(sign) {
            Self::Number { digits: 1, value }
        } else if is_part_of_word(sign) {
            Self::Word
        } else {
            Self::Sign(sign)
        }
    }

    /// Takes the next piece in if the two are one number or one word.
    fn join(&mut self, next: Self) -> bool {
        match (self, next) {
            (Self::Word, Self::Word) => true,
            (Self::Number { digits, value }, Self::Number { value: next, .. }) => {
                *digits += 1;
                *value = value.saturating_mul(10).saturating_add(next);
                true
            }
            _ => false,
        }
    }
}

/// Marks of direction and joiners, which stand between the digits of dates on right-to-left pages.
fn is_invisible(sign: char) -> bool {
    matches!(sign, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{AD}')
}

/// The signs of East Asian dates stand between digits and are no words.
fn is_part_of_word(sign: char) -> bool {
    let combining = matches!(sign, '\u{300}'..='\u{36F}');
    (sign.is_alphabetic() || combining)
        && !matches!(
            sign,
            'º' | 'ª'
                | '年'
                | '月'
                | '日'
                | '号'
                | '號'
                | '년'
                | '월'
                | '일'
                | '时'
                | '時'
                | '点'
                | '點'
                | '分'
        )
}

/// Whether a text can hold a date at all: most lines of a page cannot.
pub(super) fn has_digit(text: &str) -> bool {
    text.chars().any(|sign| digit(sign).is_some())
}

fn digit(sign: char) -> Option<u64> {
    let zero = match sign {
        '0'..='9' => '0',
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        '０'..='９' => '０',
        _ => return None,
    };
    Some(u64::from(u32::from(sign) - u32::from(zero)))
}

/// A place between tokens; copies of it look ahead.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'l> {
    pub(super) line: &'l Line<'l>,
    pub(super) at: usize,
}

impl<'l> Cursor<'l> {
    /// The next token.
    pub(super) fn peek(&self) -> Option<&'l Token> {
        self.line.tokens.get(self.at)
    }

    /// The token before.
    pub(super) fn before(&self) -> Option<&'l Token> {
        self.at.checked_sub(1).and_then(|at| self.line.tokens.get(at))
    }

    /// Whether the next token touches the one before it.
    pub(super) fn touches(&self) -> bool {
        self.at > 0 && self.peek().is_some_and(|token| token.gap == Gap::None)
    }

    /// Takes a number of so many digits.
    pub(super) fn number(&mut self, lengths: &[usize]) -> Option<Number> {
        let token = self.peek()?;
        let Kind::Number { digits, value } = token.kind else { return None };
        if !lengths.contains(&digits) {
            return None;
        }
        self.at += 1;
        Some(Number { digits, value: i16::try_from(value).ok()? })
    }

    /// Takes one of these signs.
    pub(super) fn sign(&mut self, signs: &str) -> Option<char> {
        let Kind::Sign(sign) = self.peek()?.kind else { return None };
        if !signs.contains(sign) {
            return None;
        }
        self.at += 1;
        Some(sign)
    }

    /// Takes a word that `read` knows.
    pub(super) fn word<T>(&mut self, read: impl Fn(&str) -> Option<T>) -> Option<T> {
        let token = self.peek()?;
        if token.kind != Kind::Word {
            return None;
        }
        let value = read(&lower(self.line.slice(token))?)?;
        self.at += 1;
        Some(value)
    }

    /// Takes one of these words.
    pub(super) fn any_word(&mut self, words: &[&str]) -> bool {
        self.word(|word| words.contains(&word).then_some(())).is_some()
    }
}

/// A number of one to four digits.
#[derive(Clone, Copy, Debug)]
pub(super) struct Number {
    pub(super) digits: usize,
    pub(super) value: i16,
}

/// A word in lower case; `None` if it is too long to be in any table.
pub(super) fn lower(word: &str) -> Option<String> {
    // The dot that Turkish İ leaves behind is no letter of its own.
    (word.len() <= 64).then(|| word.to_lowercase().replace('\u{307}', ""))
}
