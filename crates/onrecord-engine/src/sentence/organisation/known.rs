//! Names that the table lists.

use std::ops::Range;

use super::data::{LONGEST, OrganisationTables, Use};
use super::view::{View, folded};
use super::{Find, Proof};
use crate::sentence::{NameKind, Upos};

/// The listed names of a sentence, from left to right, the longest first.
pub(super) fn known(view: &View<'_>, tables: &OrganisationTables) -> Vec<Find> {
    let mut finds = Vec::new();
    let mut at = 0;
    while at < view.len() {
        let Some((end, how)) = longest(view, at, tables) else {
            at += 1;
            continue;
        };
        // `The New York Times` loses its article where every sentence begins with a capital.
        let article = view.opening(at) && view.form(at) == "The";
        if article && longest(view, at + 1, tables).is_some_and(|(other, _)| other == end) {
            at += 1;
            continue;
        }
        if let Some(proof) = proof(view, at..end, how) {
            finds.push(Find { words: at..end, proof });
        }
        at = end;
    }
    finds
}

/// The longest form that begins with word `at`: where it ends, and its use.
fn longest(view: &View<'_>, at: usize, tables: &OrganisationTables) -> Option<(usize, Use)> {
    if !tables.begins(&folded(view.form(at))) {
        return None;
    }
    let mut key = String::new();
    let mut found = None;
    for end in at..view.len().min(at + LONGEST) {
        let form = view.form(end);
        let more = folded(form);
        key.push_str(&more);
        if !more.is_empty()
            && let Some(how) = tables.form(&key)
        {
            found = Some((end + 1, how));
        }
    }
    found
}

/// Whether a listed name begins with word `at`.
pub(super) fn listed(view: &View<'_>, at: usize, tables: &OrganisationTables) -> bool {
    longest(view, at, tables).is_some_and(|(_, how)| how != Use::Not)
}

/// What a listed name at these words is worth.
fn proof(view: &View<'_>, words: Range<usize>, how: Use) -> Option<Proof> {
    let (start, end) = (words.start, words.end);
    if view.trapped(end) {
        return Some(Proof::Never);
    }
    if how != Use::Not && view.goes_on(end) && !view.heading {
        return Some(Proof::Guess);
    }
    match how {
        Use::Not => Some(Proof::Never),
        Use::Sure => Some(Proof::Sure),
        Use::Cased if beside(view, start, end) || says(view, start, end) => Some(Proof::Sure),
        Use::Cased => {
            let tags = words.into_iter().all(|at| tagged(view, at));
            let alone = !other(view, start.checked_sub(1));
            (tags && alone && !view.heading && !view.opening(start)).then_some(Proof::Free)
        }
        Use::Beside => {
            let near = beside(view, start, end) || says(view, start, end);
            (near && !view.heading).then_some(Proof::Free)
        }
    }
}

/// Whether the tag agrees: what is certainly no name is none.
fn tagged(view: &View<'_>, at: usize) -> bool {
    !matches!(view.words[at].upos, Upos::Verb | Upos::Adv | Upos::Aux | Upos::Pron | Upos::Intj)
}

/// Whether a word that may belong to another name stands there.
fn other(view: &View<'_>, at: Option<usize>) -> bool {
    let Some(at) = at else { return false };
    view.part(at)
        && !view.is(at, |head| head.beside)
        && view.kind(at).is_none_or(|kind| kind == NameKind::Person)
}

/// Whether a word that organisations stand beside is next: “Apple shares”, “Target 's customers”,
/// “the retailer Target”.
fn beside(view: &View<'_>, start: usize, end: usize) -> bool {
    let test = |at: usize| view.is(at, |head| head.beside);
    let owner = matches!(view.form(end), "'s" | "’s" | "'" | "’");
    test(end + usize::from(owner)) || start.checked_sub(1).is_some_and(test)
}

/// Whether a word that tells what organisations do is next: “Apple said”. Persons do so too.
fn says(view: &View<'_>, start: usize, end: usize) -> bool {
    let person = view.kind(start) == Some(NameKind::Person);
    !person && view.is(end, |head| head.says)
}
