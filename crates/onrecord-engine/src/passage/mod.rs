//! From a text to paragraphs and tokens, for the statement rules.
//!
//! Tokens here are what those rules look at: `’s` apart, hyphens inside, abbreviations with their
//! full stop. (Words in the sense of Universal Dependencies are made by `sentence`.) Always true:
//! paragraphs are in order and apart; every character that is no blank stands in exactly one
//! token of one paragraph. Table: `abbreviations.tsv`, and the class `starter` of `words.tsv`.

mod split;
mod token;

use std::ops::Range;

pub(crate) use split::{is_terminal, sentence_end};
pub(crate) use token::{Token, TokenKind};

use crate::sentence::cut::paragraphs;
use crate::tables::Tables;

/// A text cut into paragraphs of tokens.
pub(crate) struct Text<'t> {
    /// All of it.
    pub(crate) whole: &'t str,
    pub(crate) tokens: Vec<Token>,
    /// Tokens of each paragraph.
    pub(crate) paragraphs: Vec<Range<usize>>,
    /// How many of the paragraphs are headline.
    pub(crate) headlines: usize,
}

impl<'t> Text<'t> {
    /// Cuts a text; what stands before `body` is its headline.
    ///
    /// Without a headline of its own, a first paragraph that is short, ends without full stop and
    /// is followed by others is taken for one.
    pub(crate) fn new(text: &'t str, body: usize, tables: &Tables) -> Self {
        let mut cut =
            Self { whole: text, tokens: Vec::new(), paragraphs: Vec::new(), headlines: 0 };
        for (part, is_headline) in [(0..body, true), (body..text.len(), false)] {
            for range in paragraphs(text, part) {
                let start = cut.tokens.len();
                token::tokenize(text, range, tables, &mut cut.tokens);
                cut.paragraphs.push(start..cut.tokens.len());
                cut.headlines += usize::from(is_headline);
            }
        }
        if cut.headlines == 0 && cut.paragraphs.len() > 1 && cut.is_headline_like(0) {
            cut.headlines = 1;
        }
        cut
    }

    fn is_headline_like(&self, paragraph: usize) -> bool {
        let tokens = &self.tokens[self.paragraphs[paragraph].clone()];
        let [.., last] = tokens else { return false };
        let content = &self.whole[tokens[0].start as usize..last.end as usize];
        let end = content.trim_end_matches(['’', '\'', '”', '"']);
        content.len() <= 160 && end.ends_with(char::is_alphanumeric)
    }

    /// The characters of a token.
    pub(crate) fn str(&self, token: Token) -> &'t str {
        &self.whole[token.range()]
    }

    /// The character before a byte offset.
    pub(crate) fn before(&self, at: u32) -> Option<char> {
        self.whole[..at as usize].chars().next_back()
    }

    /// The character at a byte offset.
    pub(crate) fn after(&self, at: u32) -> Option<char> {
        self.whole[at as usize..].chars().next()
    }
}
