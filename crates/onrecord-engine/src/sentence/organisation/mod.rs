//! Organisations by rule, beside those that the model finds.
//!
//! Two kinds of evidence, each in a file: `known` finds names that `organisations.tsv` lists, `head`
//! finds capitalised phrases around a word that closes or opens names (`Housing Authority of …`) by
//! `organisation_heads.tsv`. `view` says what the capitals of a sentence tell. This file weighs both
//! against the spans of the model. The time is linear in the words.

mod data;
mod head;
mod known;
mod view;

pub use data::OrganisationTables;

use std::ops::Range;

use self::view::View;
use super::{Name, NameKind, Word};

/// How much a find is worth beside the spans of the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Proof {
    /// An organisation whatever the model says.
    Sure,
    /// One where the model says nothing.
    Free,
    /// None of its own, but what is one for the model or the table reaches so far.
    Weak,
    /// The same for the model alone: the capitals around it tell too little.
    Guess,
    /// None, and nothing shorter here is one.
    Never,
}

/// Words that look like an organisation.
#[derive(Clone, Debug)]
struct Find {
    words: Range<usize>,
    proof: Proof,
}

/// The names of a sentence together with the organisations that the rules find in it: in order, none
/// over another.
///
/// `names` are the spans that a model found, in any order; of two that share a word the first is
/// kept, and what is empty or reaches beyond the words is dropped. A span of the model that holds
/// more than a find stays as it is. A find with proof takes in the spans that lie in it, whatever
/// their kind, and joins an organisation that reaches into it. To be called before
/// [`add_values`](super::add_values).
///
/// ```
/// use onrecord_engine::sentence::{OrganisationTables, add_organisations};
/// let tables = OrganisationTables::compiled_in();
/// assert!(add_organisations("", &[], Vec::new(), &tables).is_empty());
/// ```
pub fn add_organisations(
    text: &str,
    words: &[Word],
    mut names: Vec<Name>,
    tables: &OrganisationTables,
) -> Vec<Name> {
    keep_apart(&mut names, words.len());
    let view = View::new(text, words, &names, tables);
    let mut finds = known::known(&view, tables);
    finds.extend(head::heads(&view, tables));
    merge(names, longest(finds))
}

/// The finds in order and apart: of two that share a word the surer one stays, of two as sure the
/// longer one, then the first.
fn longest(mut finds: Vec<Find>) -> Vec<Find> {
    finds.sort_by_key(|find| (find.words.start, find.words.end));
    let mut out: Vec<Find> = Vec::with_capacity(finds.len());
    for find in finds {
        match out.pop() {
            Some(last) if find.words.start < last.words.end => out.push(better(last, find)),
            last => {
                out.extend(last);
                out.push(find);
            }
        }
    }
    out
}

/// Of two finds that share a word the one to go by.
fn better(first: Find, second: Find) -> Find {
    let unsure = |find: &Find| matches!(find.proof, Proof::Weak | Proof::Guess);
    let (sure, other) = match (unsure(&first), unsure(&second)) {
        (false, true) => (first, second),
        (true, false) => (second, first),
        _ if second.words.len() > first.words.len() => return second,
        _ => return first,
    };
    let holds = other.words.start <= sure.words.start && sure.words.end <= other.words.end;
    // `Christian Democratic Union` is listed, `of Germany` belongs to it.
    let words = if holds && other.proof == Proof::Weak { other.words } else { sure.words };
    Find { words, proof: sure.proof }
}

/// The names of the model with the finds among them. Both are in order and apart.
fn merge(names: Vec<Name>, finds: Vec<Find>) -> Vec<Name> {
    let mut out = Vec::with_capacity(names.len() + finds.len());
    let mut names = names.into_iter().peekable();
    for find in finds {
        while let Some(name) = names.next_if(|name| name.words.end as usize <= find.words.start) {
            out.push(name);
        }
        let mut inside = Vec::new();
        while let Some(name) = names.next_if(|name| (name.words.start as usize) < find.words.end) {
            inside.push(name);
        }
        match weigh(&find, &inside) {
            Some(name) => {
                // A span that was joined may end behind the find; what follows stays apart from it.
                out.push(name);
            }
            None => out.append(&mut inside),
        }
    }
    out.extend(names);
    keep_apart(&mut out, usize::MAX);
    out
}

/// The organisation that a find makes of the spans that share a word with it; none if these stay.
fn weigh(find: &Find, inside: &[Name]) -> Option<Name> {
    let organisation = |name: &Name| name.kind == NameKind::Organisation;
    let (mut start, mut end) = (find.words.start, find.words.end);
    for name in inside {
        let (first, last) = (name.words.start as usize, name.words.end as usize);
        let holds = first <= start && end <= last && last - first > end - start;
        let crosses = first < start || end < last;
        let joins = organisation(name) && find.proof != Proof::Guess;
        if holds || (crosses && !joins) {
            return None;
        }
        start = start.min(first);
        end = end.max(last);
    }
    let is = match find.proof {
        Proof::Sure => true,
        Proof::Free => inside.iter().all(organisation),
        Proof::Weak | Proof::Guess => inside.iter().any(organisation),
        Proof::Never => false,
    };
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    is.then(|| Name { words: narrow(start)..narrow(end), kind: NameKind::Organisation })
}

/// Names in order of their places; of two that share a word the first stays.
fn keep_apart(names: &mut Vec<Name>, words: usize) {
    names.sort_by_key(|name| name.words.start);
    let mut end = 0;
    names.retain(|name| {
        let Range { start, end: last } = name.words;
        let keep = start < last && start >= end && last as usize <= words;
        if keep {
            end = last;
        }
        keep
    });
}
