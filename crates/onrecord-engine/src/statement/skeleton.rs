//! A paragraph with each quotation folded into one item: what the author wrote around them.

use std::ops::Range;

use crate::passage::{Text, TokenKind, sentence_end};
use crate::quotation::Quotation;
use crate::tables::{Class, CueUse, Tables};

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemKind {
    /// A word, with a full stop if it is an abbreviation.
    Word,
    /// `’s`
    Suffix,
    /// A mark of punctuation, by its first character.
    Point(char),
    /// A quotation, by its number in the paragraph.
    Quotation(usize),
}

/// One item of a skeleton.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    pub(crate) kind: ItemKind,
    /// Bytes, quotation marks included.
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) class: Class,
    /// Begins with a capital letter.
    pub(crate) capital: bool,
    /// The cue that begins here.
    pub(crate) cue: Option<CueUse>,
    /// A sentence of the author's ends here.
    pub(crate) ends: bool,
}

impl Item {
    pub(crate) fn is_word(&self) -> bool {
        self.kind == ItemKind::Word
    }

    pub(crate) fn is_point(&self, points: &str) -> bool {
        matches!(self.kind, ItemKind::Point(c) if points.contains(c))
    }

    pub(crate) fn quotation(&self) -> Option<usize> {
        if let ItemKind::Quotation(number) = self.kind { Some(number) } else { None }
    }
}

/// A paragraph, folded.
pub(crate) struct Skeleton<'t> {
    pub(crate) text: &'t str,
    pub(crate) items: Vec<Item>,
}

impl<'t> Skeleton<'t> {
    /// Folds a paragraph.
    pub(crate) fn new(
        text: &Text<'t>,
        tokens: Range<usize>,
        quotations: &[Quotation],
        tables: &Tables,
    ) -> Self {
        let mut skeleton = Self { text: text.whole, items: Vec::new() };
        let mut folded = quotations.iter().enumerate().peekable();
        let mut at = tokens.start;
        while at < tokens.end {
            if let Some((number, quotation)) =
                folded.next_if(|(_, quotation)| quotation.tokens().start == at)
            {
                let range = quotation.tokens();
                let (first, last) = (text.tokens[range.start], text.tokens[range.end - 1]);
                skeleton.push(ItemKind::Quotation(number), first.start, last.end, tables);
                at = range.end;
                continue;
            }
            let token = text.tokens[at];
            let kind = match token.kind {
                TokenKind::Word | TokenKind::Abbreviation(_) => Some(ItemKind::Word),
                TokenKind::Suffix => Some(ItemKind::Suffix),
                TokenKind::Mark => None,
                TokenKind::Punctuation => text.str(token).chars().next().map(ItemKind::Point),
            };
            if let Some(kind) = kind {
                skeleton.push(kind, token.start, token.end, tables);
                if let Some(last) = skeleton.items.last_mut() {
                    last.ends = token.kind != TokenKind::Word
                        && sentence_end(text.whole, &text.tokens[..tokens.end], at, tables)
                            .is_some();
                }
            }
            at += 1;
        }
        skeleton.find_cues(tables);
        skeleton
    }

    fn push(&mut self, kind: ItemKind, start: u32, end: u32, tables: &Tables) {
        let word = &self.text[start as usize..end as usize];
        let is_word = kind == ItemKind::Word;
        let class = if is_word { tables.class(word) } else { Class::default() };
        let capital = is_word && word.starts_with(char::is_uppercase);
        self.items.push(Item { kind, start, end, class, capital, cue: None, ends: false });
    }

    fn find_cues(&mut self, tables: &Tables) {
        let mut inside = 0;
        for at in 0..self.items.len() {
            // A capital inside a sentence is a name: “The Evening Post”.
            let first = at == 0 || self.items[at - 1].ends || !self.items[at - 1].is_word();
            if !self.items[at].is_word() || at < inside || self.items[at].capital && !first {
                continue;
            }
            let found = crate::tables::with_lower(self.str(at), |first| {
                tables.cues.find(first, |step, word| {
                    self.items.get(at + step).is_some_and(Item::is_word)
                        && crate::tables::with_lower(self.str(at + step), |lower| lower == word)
                })
            });
            self.items[at].cue = found;
            inside = at + found.map_or(0, |cue| usize::from(cue.words));
        }
    }

    /// The characters of an item.
    pub(crate) fn str(&self, at: usize) -> &'t str {
        &self.text[self.items[at].start as usize..self.items[at].end as usize]
    }

    /// The characters of an item at hand.
    pub(crate) fn word(&self, item: &Item) -> &'t str {
        &self.text[item.start as usize..item.end as usize]
    }

    /// Whether an item is this word, in any case.
    pub(crate) fn is(&self, at: usize, word: &str) -> bool {
        self.items[at].is_word() && self.str(at).eq_ignore_ascii_case(word)
    }

    /// The bytes from the first to the last item of a range.
    pub(crate) fn bytes(&self, range: &Range<usize>) -> Range<u32> {
        self.items[range.start].start..self.items[range.end - 1].end
    }
}
