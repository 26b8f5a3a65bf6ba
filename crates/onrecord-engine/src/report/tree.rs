//! A sentence as a tree that can be walked downwards.

use std::ops::Range;

use crate::sentence::{Relation, Sentence, Upos, Word, Xpos};

/// A sentence with its children and extents.
pub(crate) struct Tree<'s> {
    pub(crate) text: &'s str,
    pub(crate) words: &'s [Word],
    /// Words by the word that they depend on, and where those of each word begin.
    children: Vec<usize>,
    begins: Vec<usize>,
    /// First and last word of what depends on each word, itself included.
    extents: Vec<(usize, usize)>,
}

impl<'s> Tree<'s> {
    pub(crate) fn new(text: &'s str, sentence: &'s Sentence) -> Self {
        let words = &sentence.words;
        let mut begins = vec![0; words.len() + 1];
        let root = words.iter().position(|word| word.head.is_none()).unwrap_or(0);
        for head in words.iter().filter_map(|word| word.head) {
            begins[head as usize + 1] += 1;
        }
        for at in 0..words.len() {
            begins[at + 1] += begins[at];
        }
        let (mut next, mut children) = (begins.clone(), vec![0; words.len()]);
        for (at, word) in words.iter().enumerate() {
            if let Some(head) = word.head {
                children[next[head as usize]] = at;
                next[head as usize] += 1;
            }
        }
        let mut extents: Vec<(usize, usize)> = (0..words.len()).map(|at| (at, at)).collect();
        let mut order = vec![root];
        let mut next = 0;
        while let Some(&at) = order.get(next) {
            order.extend(&children[begins[at]..begins[at + 1]]);
            next += 1;
        }
        // Marks at the end of the sentence belong to all of it, whatever they hang on.
        let is_mark = |word: &Word| {
            let closes = matches!(word.xpos, Xpos::CloseBracket | Xpos::CloseQuote);
            word.upos == Upos::Punct && !closes
        };
        let end = words.iter().rposition(|word| !is_mark(word)).map_or(0, |last| last + 1);
        for at in order.into_iter().rev() {
            if let Some(head) = words[at].head.filter(|_| at < end) {
                let (low, high) = extents[at];
                let above = &mut extents[head as usize];
                *above = (above.0.min(low), above.1.max(high));
            }
        }
        Self { text, words, children, begins, extents }
    }

    pub(crate) fn form(&self, at: usize) -> &'s str {
        &self.text[self.words[at].span.range()]
    }

    pub(crate) fn lemma(&self, at: usize) -> String {
        self.words[at].lemma.to_lowercase()
    }

    pub(crate) fn head(&self, at: usize) -> Option<usize> {
        self.words[at].head.map(|head| head as usize)
    }

    pub(crate) fn children(&self, at: usize) -> &[usize] {
        &self.children[self.begins[at]..self.begins[at + 1]]
    }

    /// The first child with one of these relations.
    pub(crate) fn child(&self, at: usize, relations: &[Relation]) -> Option<usize> {
        let mut children = self.children(at).iter().copied();
        children.find(|&child| relations.contains(&self.words[child].relation))
    }

    /// First and last word of what depends on a word, itself included.
    pub(crate) fn extent(&self, at: usize) -> (usize, usize) {
        self.extents[at]
    }

    /// Whether a clause ends with a question mark.
    pub(crate) fn is_question(&self, at: usize) -> bool {
        let last = self.extents[at].1;
        let behind = (last + 1..self.words.len()).take_while(|&at| self.is_punctuation(at));
        std::iter::once(last).chain(behind).any(|at| self.form(at) == "?")
    }

    /// Whether a word is another one or depends on it, by however many steps.
    pub(crate) fn is_below(&self, mut at: usize, above: usize) -> bool {
        while at != above {
            match self.head(at) {
                Some(head) => at = head,
                None => return false,
            }
        }
        true
    }

    pub(crate) fn is_punctuation(&self, at: usize) -> bool {
        self.words[at].upos == Upos::Punct
    }

    /// Whether a word is a double quotation mark.
    pub(crate) fn is_quote(&self, at: usize) -> bool {
        matches!(self.form(at), "“" | "”" | "\"" | "''" | "``" | "«" | "»")
    }

    /// The preposition or conjunction that marks a word: `for` of `called for talks`.
    pub(crate) fn marker(&self, at: usize) -> Option<usize> {
        self.child(at, &[Relation::Case, Relation::Mark])
    }

    /// Whether a word is an infinitive with `to`.
    pub(crate) fn is_infinitive(&self, at: usize) -> bool {
        self.children(at).iter().any(|&child| {
            child < at
                && self.words[child].xpos == Xpos::To
                && self.words[child].relation == Relation::Mark
        })
    }

    /// Whether a clause is passive.
    pub(crate) fn is_passive(&self, at: usize) -> bool {
        self.child(at, &[Relation::NsubjPass, Relation::CsubjPass, Relation::AuxPass]).is_some()
            || self.child(at, &[Relation::OblAgent]).is_some() && self.words[at].xpos == Xpos::Vbn
    }

    /// Words as bytes of the text.
    pub(crate) fn bytes(&self, words: &Range<usize>) -> Range<u32> {
        self.words[words.start].span.start()..self.words[words.end - 1].span.end()
    }

    /// The words of what depends on some words, themselves included, without what depends on
    /// `without`: in pieces that are each one stretch, without marks and the word `that` at their
    /// ends.
    pub(crate) fn pieces(&self, heads: &[usize], without: &[usize]) -> Vec<Range<usize>> {
        let low = heads.iter().map(|&head| self.extents[head].0).min().unwrap_or(0);
        let high = heads.iter().map(|&head| self.extents[head].1).max().unwrap_or(0);
        // What lies between two of them is the verb of a passive: `Two are accused of theft.`
        let is_in = |at: usize| {
            heads.iter().any(|&head| (self.extents[head].0..=self.extents[head].1).contains(&at))
        };
        let is_out =
            |at: usize| !is_in(at) || without.iter().any(|&other| self.is_below(at, other));
        let mut found: Vec<Range<usize>> = Vec::new();
        for at in low..=high {
            if is_out(at) {
                continue;
            }
            match found.last_mut() {
                Some(piece) if piece.end == at => piece.end += 1,
                _ => found.push(at..at + 1),
            }
        }
        let pieces = found.into_iter().map(|piece| self.trim(piece));
        pieces.filter(|piece| !piece.is_empty()).collect()
    }

    /// Words without marks at their ends that belong to what is around them.
    pub(crate) fn trim(&self, words: Range<usize>) -> Range<usize> {
        let Range { mut start, mut end } = words;
        let is_quote = |at: usize| self.is_quote(at) || matches!(self.form(at), "'" | "’" | "‘");
        let is_mark = |at: usize| {
            self.is_punctuation(at)
                && !is_quote(at)
                && !matches!(self.form(at), "(" | ")" | "[" | "]" | "$" | "#")
        };
        loop {
            let before = (start, end);
            while start < end && is_mark(start) {
                start += 1;
            }
            while start < end && is_mark(end - 1) {
                end -= 1;
            }
            // Marks around the whole, and a mark without its partner.
            let quotes = |range: Range<usize>| range.filter(|&at| is_quote(at)).count();
            if end - start > 1
                && is_quote(start)
                && quotes(start + 1..end) != 1 + usize::from(quotes(start + 1..end) > 1)
            {
                start += 1;
            } else if end - start > 1 && is_quote(end - 1) && quotes(start..end - 1) == 0 {
                end -= 1;
            } else if end - start > 2
                && is_quote(start)
                && is_quote(end - 1)
                && quotes(start + 1..end - 1) == 0
            {
                (start, end) = (start + 1, end - 1);
            }
            if (start, end) == before {
                break;
            }
        }
        if end - start > 1
            && self.words[start].relation == Relation::Mark
            && self.form(start).eq_ignore_ascii_case("that")
        {
            start += 1;
        }
        start..end
    }
}
