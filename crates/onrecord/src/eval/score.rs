//! Figures of a treebank against gold.

use std::ops::Range;

use super::align::{Layout, Placed, align};
use super::treebank::{Treebank, Word};

/// How much of gold a system found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// How many there are in gold.
    pub(crate) gold: usize,
    /// How many the system gave.
    pub(crate) system: usize,
    /// How many of them are in gold.
    pub(crate) right: usize,
}

impl Count {
    /// Of what the system gave, how much is right: 0 to 100.
    pub(crate) fn precision(self) -> f64 {
        percent(self.right, self.system)
    }

    /// Of what is in gold, how much was found: 0 to 100.
    pub(crate) fn recall(self) -> f64 {
        percent(self.right, self.gold)
    }

    /// Harmonic mean of both: 0 to 100.
    pub(crate) fn f1(self) -> f64 {
        percent(2 * self.right, self.gold + self.system)
    }
}

/// Two decimals are what is printed, here and in the shared task.
#[expect(clippy::cast_precision_loss, reason = "no corpus has 2^52 words")]
fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// Counts with their names, in the order in which they are shown.
pub(crate) type Scores = Vec<(&'static str, Count)>;

/// The figures of the CoNLL 2018 shared task: a system that made its own sentences, tokens and
/// words of the text. `las` passes over subtypes; a lemma that is `_` in gold is always right.
///
/// # Errors
/// Where the two have different characters.
pub(crate) fn from_text(gold: &Treebank, system: &Treebank) -> Result<Scores, String> {
    let (gold, system) = (Layout::of(gold), Layout::of(system));
    if let Some(reason) = difference(&gold.characters, &system.characters) {
        return Err(reason);
    }
    let pairs = align(&gold.words, &system.words);
    let judge = Judge::new(&gold.words, &system.words, pairs);
    Ok(vec![
        ("tokens", spans(&gold.tokens, &system.tokens)),
        ("sentences", spans(&gold.sentences, &system.sentences)),
        ("words", judge.words(|_, _| true)),
        ("upos", judge.words(|gold, system| gold.upos == system.upos)),
        ("xpos", judge.words(|gold, system| gold.xpos == system.xpos)),
        ("lemma", judge.words(same_lemma)),
        ("uas", judge.arcs(|_, _| true)),
        ("las", judge.arcs(same_relation)),
    ])
}

/// Figures of a system that was given the sentences and words of gold; none if it has others.
/// `las` passes over subtypes as above, `las_subtypes` does not.
///
/// The arcs `nsubj` and `obj`: an arc is right when dependent, head and label are; `nsubj_folded`
/// and `obj_folded` pass over subtypes, as in `nsubj:pass`.
pub(crate) fn from_words(gold: &Treebank, system: &Treebank) -> Option<Scores> {
    let lengths = |treebank: &Treebank| -> Vec<usize> {
        treebank.sentences.iter().map(|sentence| sentence.words.len()).collect()
    };
    let same_lengths = lengths(gold) == lengths(system);
    let (gold, system) = (Layout::of(gold), Layout::of(system));
    if !same_lengths || gold.tokens != system.tokens {
        return None;
    }
    let pairs = (0..gold.words.len()).map(|word| (word, word)).collect();
    let judge = Judge::new(&gold.words, &system.words, pairs);
    let full = |word: &Word, label: &str| word.relation == label;
    let folded = |word: &Word, label: &str| word.universal_relation() == label;
    Some(vec![
        ("upos", judge.words(|gold, system| gold.upos == system.upos)),
        ("xpos", judge.words(|gold, system| gold.xpos == system.xpos)),
        ("lemma", judge.words(same_lemma)),
        ("uas", judge.arcs(|_, _| true)),
        ("las", judge.arcs(same_relation)),
        ("las_subtypes", judge.arcs(|gold, system| gold.relation == system.relation)),
        ("nsubj", judge.label(|word| full(word, "nsubj"))),
        ("obj", judge.label(|word| full(word, "obj"))),
        ("nsubj_folded", judge.label(|word| folded(word, "nsubj"))),
        ("obj_folded", judge.label(|word| folded(word, "obj"))),
    ])
}

fn same_lemma(gold: &Word, system: &Word) -> bool {
    gold.lemma == "_" || gold.lemma == system.lemma
}

fn same_relation(gold: &Word, system: &Word) -> bool {
    gold.universal_relation() == system.universal_relation()
}

/// Words of two sides and which of them stand for each other.
struct Judge<'l> {
    gold: &'l [Placed<'l>],
    system: &'l [Placed<'l>],
    pairs: Vec<(usize, usize)>,
    /// The gold word of each word of the system.
    partner: Vec<Option<usize>>,
}

impl<'l> Judge<'l> {
    fn new(gold: &'l [Placed<'l>], system: &'l [Placed<'l>], pairs: Vec<(usize, usize)>) -> Self {
        let mut partner = vec![None; system.len()];
        for &(gold, system) in &pairs {
            partner[system] = Some(gold);
        }
        Self { gold, system, pairs, partner }
    }

    /// Words of which both sides say the same.
    fn words(&self, same: impl Fn(&Word, &Word) -> bool) -> Count {
        self.count(|gold, system| same(gold.word, system.word))
    }

    /// Words with the same head of which both sides say the same.
    fn arcs(&self, same: impl Fn(&Word, &Word) -> bool) -> Count {
        self.count(|gold, system| self.same_head(gold, system) && same(gold.word, system.word))
    }

    fn count(&self, same: impl Fn(&Placed<'_>, &Placed<'_>) -> bool) -> Count {
        let right = self.pairs.iter().filter(|&&(g, s)| same(&self.gold[g], &self.system[s]));
        Count { gold: self.gold.len(), system: self.system.len(), right: right.count() }
    }

    /// Arcs with a label.
    fn label(&self, has: impl Fn(&Word) -> bool) -> Count {
        let all = |words: &[Placed<'_>]| words.iter().filter(|word| has(word.word)).count();
        let right = self.arcs(|gold, system| has(gold) && has(system)).right;
        Count { gold: all(self.gold), system: all(self.system), right }
    }

    fn same_head(&self, gold: &Placed<'_>, system: &Placed<'_>) -> bool {
        match (gold.head, system.head) {
            (None, None) => true,
            (Some(gold), Some(system)) => self.partner[system] == Some(gold),
            _ => false,
        }
    }
}

/// Ranges that both have. Those of one side are in order and apart.
fn spans(gold: &[Range<usize>], system: &[Range<usize>]) -> Count {
    let starts = |range: &Range<usize>| (range.start, range.end);
    let right = system
        .iter()
        .filter(|range| gold.binary_search_by_key(&starts(range), starts).is_ok())
        .count();
    Count { gold: gold.len(), system: system.len(), right }
}

/// Where two texts part, in words.
fn difference(gold: &[char], system: &[char]) -> Option<String> {
    if gold == system {
        return None;
    }
    let same = gold.iter().zip(system).take_while(|(one, other)| one == other).count();
    let next = |text: &[char]| text[same..].iter().take(20).collect::<String>();
    Some(format!(
        "the texts differ after {same} characters without blanks: “{}” in gold, “{}” in the system's",
        next(gold),
        next(system)
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::conllu::read;

    fn treebank(rows: &[[&str; 5]]) -> Treebank {
        let line = |(id, row): (usize, &[&str; 5])| {
            let [form, lemma, upos, head, relation] = row;
            format!("{id}\t{form}\t{lemma}\t{upos}\t_\t_\t{head}\t{relation}\t_\t_\n")
        };
        read(&(1..).zip(rows).map(line).collect::<String>()).unwrap()
    }

    fn right(scores: &Scores, name: &str) -> [usize; 3] {
        let count = scores.iter().find(|(one, _)| *one == name).unwrap().1;
        [count.gold, count.system, count.right]
    }

    #[test]
    fn arcs_are_counted_with_their_label() {
        let gold = treebank(&[
            ["Ilsa", "Ilsa", "PROPN", "2", "nsubj"],
            ["read", "read", "VERB", "0", "root"],
            ["it", "_", "PRON", "2", "obj"],
            ["was", "be", "AUX", "2", "nsubj:pass"],
        ]);
        let system = treebank(&[
            ["Ilsa", "ilsa", "PROPN", "2", "nsubj:pass"],
            ["read", "read", "VERB", "0", "root"],
            ["it", "it", "X", "2", "obj"],
            ["was", "be", "AUX", "3", "nsubj"],
        ]);
        let scores = from_words(&gold, &system).unwrap();
        for (name, expected) in [
            ("upos", [4, 4, 3]),
            ("lemma", [4, 4, 3]),
            ("uas", [4, 4, 3]),
            ("las", [4, 4, 3]),
            ("las_subtypes", [4, 4, 2]),
            ("nsubj", [1, 1, 0]),
            ("nsubj_folded", [2, 2, 1]),
            ("obj", [1, 1, 1]),
        ] {
            assert_eq!(right(&scores, name), expected, "{name}");
        }
        assert_eq!(right(&from_text(&gold, &system).unwrap(), "las"), [4, 4, 3]);
    }

    #[test]
    fn other_words_are_not_compared_as_given_ones() {
        let gold = treebank(&[["ab", "_", "X", "0", "root"]]);
        let system = treebank(&[["a", "_", "X", "0", "root"], ["b", "_", "X", "1", "dep"]]);
        assert_eq!(from_words(&gold, &system), None);
        assert_eq!(right(&from_text(&gold, &system).unwrap(), "sentences"), [1, 1, 1]);
        let other = treebank(&[["ac", "_", "X", "0", "root"]]);
        let reason = from_text(&gold, &other).unwrap_err();
        assert!(
            reason.contains("after 1 characters") && reason.contains("“b” in gold, “c”"),
            "{reason}"
        );
    }

    #[test]
    fn figures_are_percentages() {
        let count = Count { gold: 4, system: 2, right: 1 };
        let shares = [count.precision(), count.recall(), count.f1(), Count::default().f1()];
        assert_eq!(shares.map(|share| format!("{share:.2}")), ["50.00", "25.00", "33.33", "0.00"]);
    }
}
