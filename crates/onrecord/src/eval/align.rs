//! Which words of two analyses of one text stand for each other.
//!
//! As the CoNLL 2018 shared task has it (Zeman et al., “CoNLL 2018 Shared Task”, section 5;
//! `conll18_ud_eval.py`): every token is a range of the characters of the text, blanks left out.
//! Words that are tokens match when their ranges are the same. Where a multi-word token of either
//! side lies, the words of the stretch that it covers are matched by a longest common subsequence
//! of their forms in lowercase.

use std::ops::Range;

use super::treebank::{Treebank, Word};

/// A treebank laid out over the characters of its text.
pub(crate) struct Layout<'t> {
    /// Characters of all tokens, without blanks.
    pub(crate) characters: Vec<char>,
    /// Tokens, as ranges of the characters.
    pub(crate) tokens: Vec<Range<usize>>,
    /// Sentences, as ranges of the characters.
    pub(crate) sentences: Vec<Range<usize>>,
    /// Words of all sentences.
    pub(crate) words: Vec<Placed<'t>>,
}

/// A word in its place.
pub(crate) struct Placed<'t> {
    /// The word.
    pub(crate) word: &'t Word,
    /// Its head, counted from the first word of the treebank.
    pub(crate) head: Option<usize>,
    /// Its token.
    token: Range<usize>,
    /// Whether the token has other words too.
    multi: bool,
    /// Its form as it is compared.
    form: String,
}

impl<'t> Layout<'t> {
    /// Lays out a treebank.
    pub(crate) fn of(treebank: &'t Treebank) -> Self {
        let mut layout = Self {
            characters: Vec::new(),
            tokens: Vec::new(),
            sentences: Vec::new(),
            words: Vec::new(),
        };
        for sentence in &treebank.sentences {
            let (start, first) = (layout.characters.len(), layout.words.len());
            for token in &sentence.tokens {
                let begin = layout.characters.len();
                layout.characters.extend(token.form.chars().filter(|&char| !is_blank(char)));
                let range = begin..layout.characters.len();
                let multi = token.words.len() > 1;
                layout.words.extend(sentence.words[token.words.clone()].iter().map(|word| {
                    Placed {
                        word,
                        head: word.head.map(|head| first + head),
                        token: range.clone(),
                        multi,
                        form: form(word, multi),
                    }
                }));
                layout.tokens.push(range);
            }
            layout.sentences.push(start..layout.characters.len());
        }
        layout
    }
}

/// The form as it is compared. The shared task leaves out the blanks of words that are tokens, and
/// of no others.
fn form(word: &Word, multi: bool) -> String {
    if multi { word.form.to_lowercase() } else { word.form.replace(is_blank, "").to_lowercase() }
}

/// Characters of the category Zs, which may stand in a form.
fn is_blank(char: char) -> bool {
    matches!(
        char,
        ' ' | '\u{A0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
    )
}

/// Pairs of words of gold and system that stand for each other, in order.
pub(crate) fn align(gold: &[Placed<'_>], system: &[Placed<'_>]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut g, mut s) = (0, 0);
    while let (Some(one), Some(other)) = (gold.get(g), system.get(s)) {
        if one.multi || other.multi {
            let (golds, systems) = stretch(gold, system, g, s);
            (g, s) = (golds.end, systems.end);
            pairs.extend(common(gold, system, golds, systems));
        } else if one.token == other.token {
            pairs.push((g, s));
            (g, s) = (g + 1, s + 1);
        } else if one.token.start <= other.token.start {
            g += 1;
        } else {
            s += 1;
        }
    }
    pairs
}

impl Placed<'_> {
    /// Whether it belongs to a stretch that ends there: a multi-word token that begins before the
    /// end prolongs the stretch.
    fn belongs(&self, end: usize) -> bool {
        if self.multi { self.token.start < end } else { self.token.end <= end }
    }
}

/// The words around a multi-word token at `g` or `s`, up to where no multi-word token sticks out.
///
/// The shared task steps over one word of the other side that begins before the token, and over
/// one only; so do we, or the figures would not be those of its script.
fn stretch(
    gold: &[Placed<'_>],
    system: &[Placed<'_>],
    mut g: usize,
    mut s: usize,
) -> (Range<usize>, Range<usize>) {
    let (one, other) = (&gold[g], &system[s]);
    let mut end = if one.multi {
        s += usize::from(!other.multi && other.token.start < one.token.start);
        one.token.end
    } else {
        g += usize::from(one.token.start < other.token.start);
        other.token.end
    };
    let first = (g, s);
    loop {
        let (one, other) = (gold.get(g), system.get(s));
        if ![one, other].iter().flatten().any(|word| word.belongs(end)) {
            return (first.0..g, first.1..s);
        }
        let gold_is_next = match (one, other) {
            (Some(one), Some(other)) => one.token.start <= other.token.start,
            (one, _) => one.is_some(),
        };
        let (next, at) = if gold_is_next { (one, &mut g) } else { (other, &mut s) };
        *at += 1;
        end = next.filter(|next| next.multi).map_or(end, |next| end.max(next.token.end));
    }
}

/// A longest common subsequence of the forms of two stretches.
fn common(
    gold: &[Placed<'_>],
    system: &[Placed<'_>],
    golds: Range<usize>,
    systems: Range<usize>,
) -> Vec<(usize, usize)> {
    let (rows, columns) = (golds.len(), systems.len());
    let same = |g: usize, s: usize| gold[golds.start + g].form == system[systems.start + s].form;
    // The length from each pair of places to the ends.
    let mut length = vec![vec![0_usize; columns + 1]; rows + 1];
    for g in (0..rows).rev() {
        for s in (0..columns).rev() {
            let both = if same(g, s) { 1 + length[g + 1][s + 1] } else { 0 };
            length[g][s] = both.max(length[g + 1][s]).max(length[g][s + 1]);
        }
    }
    let mut pairs = Vec::new();
    let (mut g, mut s) = (0, 0);
    while g < rows && s < columns {
        if same(g, s) {
            pairs.push((golds.start + g, systems.start + s));
            (g, s) = (g + 1, s + 1);
        } else if length[g][s] == length[g + 1][s] {
            g += 1;
        } else {
            s += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::treebank::{Sentence, Token};

    /// A sentence of tokens apart by blanks, their words by `+`.
    fn treebank(tokens: &str) -> Treebank {
        let mut sentence = Sentence::default();
        for token in tokens.split(' ') {
            let start = sentence.words.len();
            sentence.words.extend(token.split('+').map(|form| Word {
                form: form.to_owned(),
                lemma: String::new(),
                upos: String::new(),
                xpos: String::new(),
                features: String::new(),
                head: None,
                relation: String::new(),
            }));
            let words = start..sentence.words.len();
            let form = token.replace('+', "");
            sentence.tokens.push(Token { form, words, space_after: true });
        }
        Treebank { sentences: vec![sentence] }
    }

    /// Pairs of forms, for instance `a=a`.
    fn pairs(gold: &str, system: &str) -> String {
        let (gold, system) = (treebank(gold), treebank(system));
        let (gold, system) = (Layout::of(&gold), Layout::of(&system));
        assert_eq!(gold.characters, system.characters);
        let [gold, system] = [gold, system].map(|layout| layout.words);
        let pair =
            |(g, s): (usize, usize)| format!("{}={}", gold[g].word.form, system[s].word.form);
        align(&gold, &system).into_iter().map(pair).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn words_that_are_tokens_match_by_place() {
        assert_eq!(pairs("a b c", "a b c"), "a=a b=b c=c");
        assert_eq!(pairs("a bc d", "a b c d"), "a=a d=d");
        assert_eq!(pairs("ab cd e", "a bcd e"), "e=e");
    }

    #[test]
    fn words_of_tokens_match_by_form() {
        assert_eq!(pairs("I do+n't go", "I don't go"), "I=I go=go");
        assert_eq!(pairs("I do+n't go", "I do n't go"), "I=I do=do n't=n't go=go");
        assert_eq!(pairs("a b+c+d e", "a b+cd e"), "a=a b=b e=e");
    }

    #[test]
    fn tokens_that_overlap_are_one_stretch() {
        assert_eq!(pairs("a+b c+d e", "a b+c d e"), "a=a b=b c=c d=d e=e");
        assert_eq!(pairs("x a+b y", "xa b y"), "b=b y=y");
    }

    #[test]
    fn a_stretch_may_be_the_end() {
        assert_eq!(pairs("a b+c", "a+b c"), "a=a b=b c=c");
        assert_eq!(pairs("ab c+d", "a b c d"), "c=c d=d");
    }
}
