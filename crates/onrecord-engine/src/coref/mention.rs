//! Where mentions stand: pronouns, names, noun phrases with the extent that OntoNotes gives them.
//!
//! A noun phrase is what depends on its head, with appositions, relative clauses and the ending
//! `'s`, without prepositions, conjunctions and other parts of a coordination. A coordination is a
//! mention of its own. A name before a noun is one (`the [Iraq] war`); other nouns there are not.

use std::ops::Range;

use super::layout::Layout;
use crate::sentence::{NameKind, Relation, Sentence, Upos, Word, Xpos};

/// Words that may mean somebody or something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) sentence: usize,
    pub(super) words: Range<usize>,
    pub(super) head: usize,
    /// Number of the name that holds the head.
    pub(super) name: Option<usize>,
    /// Whether it is part of a longer name: `[Wick] Court`.
    pub(super) nested: bool,
    pub(super) coordinated: bool,
    /// Whether it is a verb that stands for its clause.
    pub(super) event: bool,
}

/// What a word is to the phrase of the noun above it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Inside,
    /// Another noun of a coordination.
    Conjunct,
    Outside,
}

/// The places of a sentence, in order; the longer one first of those that begin together.
pub(super) fn places(layout: &Layout<'_>, sentence: usize) -> Vec<Place> {
    let words = &layout.sentences[sentence].words;
    let names = name_of(&layout.sentences[sentence]);
    let mut found = Vec::new();
    // First and last word of the phrase of each word; last word of its coordination.
    let mut phrases: Vec<(usize, usize, usize)> = (0..words.len()).map(|at| (at, at, 0)).collect();
    for (at, word) in words.iter().enumerate() {
        let Some(head) = word.head.map(|head| head as usize) else { continue };
        let (low, high) = layout.extent(sentence, at);
        let phrase = &mut phrases[head];
        match part(words, at, head) {
            Part::Inside => *phrase = (phrase.0.min(low), phrase.1.max(high), phrase.2),
            Part::Conjunct => phrase.2 = phrase.2.max(high),
            Part::Outside => {}
        }
    }
    for (at, word) in words.iter().enumerate() {
        let name = names.get(at).copied().flatten();
        if let Some(verb) = event(words, at) {
            let (words, name) = (verb..verb + 1, None);
            found.push(Place {
                sentence,
                words,
                head: verb,
                name,
                nested: false,
                coordinated: false,
                event: true,
            });
        }
        if !is_head(layout, sentence, at, name) {
            continue;
        }
        let (mut low, mut high, last) = phrases[at];
        if let Some(name) = name {
            let inside = &layout.sentences[sentence].names[name].words;
            let is_last = inside.end as usize == at + 1;
            if word.relation == Relation::Compound && is_last {
                (low, high) = (inside.start as usize, at);
            }
        }
        let nested = name.filter(|_| word.relation == Relation::Compound).is_some_and(|name| {
            let name = &layout.sentences[sentence].names[name].words;
            word.head.is_some_and(|head| name.contains(&head))
        });
        let name = name.filter(|_| !nested);
        let range = trim(layout, words, low..high + 1, at);
        let place = Place {
            sentence,
            words: range,
            head: at,
            name,
            nested,
            coordinated: false,
            event: false,
        };
        if last > at {
            let words = trim(layout, words, place.words.start..last.max(high) + 1, at);
            found.push(Place { words, coordinated: true, name: None, ..place });
        }
        found.push(place);
    }
    found.sort_by_key(|place| (place.words.start, usize::MAX - place.words.end, place.head));
    found.dedup_by(|one, other| one.words == other.words);
    found
}

/// The name that holds each word; empty if there is none at all.
fn name_of(sentence: &Sentence) -> Vec<Option<usize>> {
    if sentence.names.is_empty() {
        return Vec::new();
    }
    let mut found = vec![None; sentence.words.len()];
    for (number, name) in sentence.names.iter().enumerate() {
        found[name.words.start as usize..name.words.end as usize].fill(Some(number));
    }
    found
}

fn part(words: &[Word], at: usize, head: usize) -> Part {
    let (word, before) = (&words[at], at < head);
    match word.relation {
        Relation::Det
        | Relation::DetPredet
        | Relation::Amod
        | Relation::Nummod
        | Relation::Compound
        | Relation::Flat
        | Relation::Goeswith
        | Relation::Fixed
        | Relation::Nmod
        | Relation::NmodPoss
        | Relation::NmodDesc
        | Relation::NmodUnmarked
        | Relation::Acl
        | Relation::AclRelcl
        | Relation::Appos => Part::Inside,
        Relation::Case if word.xpos == Xpos::Pos => Part::Inside,
        Relation::Conj if !before && is_nominal(word) => Part::Conjunct,
        _ => Part::Outside,
    }
}

/// The verb that stands for the clause of a word, if the word heads one: itself, or its copula.
fn event(words: &[Word], at: usize) -> Option<usize> {
    let word = &words[at];
    let heads = matches!(
        word.relation,
        Relation::Root
            | Relation::Ccomp
            | Relation::Xcomp
            | Relation::Advcl
            | Relation::AclRelcl
            | Relation::Conj
            | Relation::Parataxis
    );
    if !heads {
        return None;
    }
    if word.upos == Upos::Verb {
        return Some(at);
    }
    let first = at.saturating_sub(COPULA);
    let is_copula = |word: &Word| {
        word.relation == Relation::Cop && word.head.map(|head| head as usize) == Some(at)
    };
    (first..at).rev().find(|&before| is_copula(&words[before]))
}

/// So many words before its predicate a copula is looked for.
const COPULA: usize = 8;

fn is_nominal(word: &Word) -> bool {
    matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X)
}

/// Whether a word heads a phrase that may be a mention.
fn is_head(layout: &Layout<'_>, sentence: usize, at: usize, name: Option<usize>) -> bool {
    let word = &layout.sentences[sentence].words[at];
    let is_bound = matches!(
        word.relation,
        Relation::Flat
            | Relation::Fixed
            | Relation::Goeswith
            | Relation::NmodDesc
            | Relation::CompoundPrt
            | Relation::Expl
            | Relation::Punct
            | Relation::Reparandum
    );
    let value = name.map(|name| layout.sentences[sentence].names[name].kind);
    match word.upos {
        Upos::Pron => {
            matches!(word.xpos, Xpos::Prp | Xpos::PrpPoss | Xpos::Dt | Xpos::Nn)
                && word.relation != Relation::Mark
        }
        _ if is_bound => false,
        _ if matches!(value, Some(NameKind::Money | NameKind::Percent | NameKind::Quantity)) => {
            false
        }
        Upos::Noun => word.relation != Relation::Compound,
        Upos::Propn | Upos::X => {
            word.relation != Relation::Compound || is_name_before_noun(layout, sentence, at, name)
        }
        Upos::Num => matches!(
            word.relation,
            Relation::Nsubj
                | Relation::Obj
                | Relation::Obl
                | Relation::Nmod
                | Relation::OblUnmarked
        ),
        _ => false,
    }
}

/// Whether a name stands before a noun that is no part of it.
fn is_name_before_noun(
    layout: &Layout<'_>,
    sentence: usize,
    at: usize,
    name: Option<usize>,
) -> bool {
    let Some(head) = layout.sentences[sentence].words[at].head.map(|head| head as usize) else {
        return false;
    };
    match name {
        Some(name) => {
            let name = &layout.sentences[sentence].names[name];
            let inside = name.words.start as usize..name.words.end as usize;
            match name.kind {
                NameKind::Norp | NameKind::Person => false,
                _ => inside.end == at + 1 || inside.contains(&head),
            }
        }
        None => matches!(layout.sentences[sentence].words[head].upos, Upos::Noun | Upos::Propn),
    }
}

/// A phrase without marks at its ends that belong to what is around it.
fn trim(layout: &Layout<'_>, words: &[Word], range: Range<usize>, head: usize) -> Range<usize> {
    let Range { mut start, mut end } = range;
    let is_mark = |at: usize| words[at].upos == Upos::Punct;
    let is_quote = |at: usize| {
        matches!(layout.form(&words[at]), "\"" | "“" | "”" | "''" | "``" | "'" | "’" | "‘")
    };
    while end - 1 > head && is_mark(end - 1) {
        let form = layout.form(&words[end - 1]);
        let paired = matches!(form, ")" | "]")
            || is_quote(end - 1) && (start..end - 1).any(|at| is_mark(at) && is_quote(at));
        if paired {
            break;
        }
        end -= 1;
    }
    while start < head && is_mark(start) {
        let paired = matches!(layout.form(&words[start]), "(" | "[")
            || is_quote(start) && (start + 1..end).any(|at| is_mark(at) && is_quote(at));
        if paired {
            break;
        }
        start += 1;
    }
    start..end
}
