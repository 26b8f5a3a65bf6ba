//! What a number counts.

use std::ops::Range;

use super::number::Amount;
use crate::report::Tree;
use crate::sentence::{Relation, Upos};
use crate::tables::{FigureClass, FigureWords};

/// Words for what is counted, with their head.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    pub(super) words: Range<usize>,
    pub(super) head: usize,
    /// The number itself, where it stands among the words.
    without: Range<usize>,
}

impl Counted {
    /// Dictionary forms in lower case without articles and the number.
    pub(super) fn normal(&self, tree: &Tree<'_>) -> String {
        let is_word = |&at: &usize| {
            !self.without.contains(&at)
                && !matches!(tree.words[at].upos, Upos::Det | Upos::Punct | Upos::Pron | Upos::Part)
        };
        let lemmas = self.words.clone().filter(is_word).map(|at| tree.lemma(at));
        lemmas.collect::<Vec<_>>().join(" ")
    }
}

/// What an amount of a sentence counts, if the sentence tells.
pub(super) fn counted(tree: &Tree<'_>, amount: &Amount, table: &FigureWords) -> Option<Counted> {
    let own = amount.words.clone();
    // The word of the amount that the others depend on.
    let top = own.clone().find(|&at| tree.head(at).is_none_or(|head| !own.contains(&head)))?;
    let of = |head: usize| {
        tree.children(head).iter().copied().find(|&child| {
            tree.words[child].relation == Relation::Nmod
                && tree.marker(child).is_some_and(|case| tree.form(case).eq_ignore_ascii_case("of"))
        })
    };
    let phrase = |head: usize| Some(noun(tree, head, &own));
    let behind = own.clone().find_map(|at| of(at).filter(|&head| head >= own.end));
    if let Some(head) = behind {
        return phrase(head);
    }
    let head = tree.head(top)?;
    let is_noun = |at: usize| matches!(tree.words[at].upos, Upos::Noun | Upos::Propn);
    let relation = tree.words[top].relation;
    let is_before = matches!(
        relation,
        Relation::Nummod
            | Relation::Compound
            | Relation::Det
            | Relation::Amod
            | Relation::Nmod
            | Relation::NmodUnmarked
    );
    if is_before && is_noun(head) && head >= own.end && amount.unit.is_none() {
        return phrase(head);
    }
    if amount.unit.is_some() {
        return None;
    }
    // `The toll rose to 40`, `the dead numbered 12`: the subject, or of what it is the number.
    let mut verb = if tree.words[top].upos == Upos::Verb { Some(top) } else { Some(head) };
    for _ in 0..3 {
        let at = verb?;
        let subject = tree.child(at, &[Relation::Nsubj, Relation::NsubjPass]);
        let lemma = tree.lemma(at);
        let is_told = table.one(&lemma, FigureClass::Change).is_some()
            || tree.child(top, &[Relation::Cop]).is_some()
            || matches!(&*lemma, "number" | "total" | "reach" | "stand" | "pass" | "exceed" | "be");
        if let Some(subject) = subject.filter(|&subject| is_told && !own.contains(&subject)) {
            let is_measure = table.one(&tree.lemma(subject), FigureClass::Measure).is_some();
            let inner = of(subject).filter(|_| is_measure);
            return phrase(inner.unwrap_or(subject));
        }
        verb = tree.head(at);
    }
    None
}

/// A noun with its modifiers and phrases with `of`, without the number.
fn noun(tree: &Tree<'_>, head: usize, own: &Range<usize>) -> Counted {
    let (mut low, mut high) = (head, head);
    for &child in tree.children(head) {
        let (first, last) = tree.extent(child);
        let is_inner = match tree.words[child].relation {
            Relation::Amod
            | Relation::Compound
            | Relation::Flat
            | Relation::NmodPoss
            | Relation::Det => first < head,
            Relation::Nmod => child > head,
            _ => false,
        };
        if is_inner && !(first..=last).any(|at| own.contains(&at)) {
            (low, high) = (low.min(first), high.max(last));
        }
    }
    if own.start <= low && low < own.end || low < own.start && own.end <= head {
        low = own.end;
    }
    Counted { words: low..high + 1, head, without: own.clone() }
}
