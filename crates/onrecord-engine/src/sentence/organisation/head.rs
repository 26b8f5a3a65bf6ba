//! Capitalised phrases around a word that closes or opens names of organisations.

use std::ops::Range;

use super::data::{Head, OrganisationTables};
use super::known::listed;
use super::view::View;
use super::{Find, Proof};
use crate::sentence::NameKind;

/// A name has at most so many words before its head and so many behind it.
const MOST: usize = 8;

/// The phrases of a sentence, from left to right; one may lie in another.
pub(super) fn heads(view: &View<'_>, tables: &OrganisationTables) -> Vec<Find> {
    let find = |at| {
        let head = view.head(at).filter(|head| head.is_head())?;
        phrase(view, head, at, tables)
    };
    (0..view.len()).filter_map(find).collect()
}

/// The name whose head is word `at`.
fn phrase(view: &View<'_>, head: &Head, at: usize, tables: &OrganisationTables) -> Option<Find> {
    let start = if head.company { company_start(view, at) } else { start(view, at, tables) };
    let end = tail(view, head, at, tables);
    let (modified, tailed) = (start < at, end > at + 1);
    // Another head stands next: it decides.
    let inner = !tailed && view.is(end, Head::is_head) && view.part(end);
    if view.trapped(end) || inner || (!modified && !(tailed && (head.opens || head.opens_weakly))) {
        return None;
    }
    let strong = (modified && (head.closes || head.company)) || (tailed && head.opens);
    let vague = !head.company && (view.heading || (!tailed && view.goes_on(end)));
    let proof = match (vague, strong) {
        (true, _) => Proof::Guess,
        (false, true) => Proof::Sure,
        (false, false) => Proof::Weak,
    };
    Some(Find { words: start..end, proof })
}

/// Where the capitals before a head begin.
fn start(view: &View<'_>, at: usize, tables: &OrganisationTables) -> usize {
    let start = capitals(view, at, at.saturating_sub(MOST));
    // `the Peace and Freedom Party`
    let joins = start < at && start >= 2 && !view.begins_name(start);
    if joins && matches!(view.form(start - 1), "and" | "&") {
        let first = capitals(view, start - 1, start.saturating_sub(4));
        let own = |at: usize| {
            view.kind(at).is_some() || view.is(at, Head::is_head) || listed(view, at, tables)
        };
        let the = first > 0 && matches!(view.form(first - 1), "the" | "The");
        if first < start - 1 && the && !(first..start - 1).any(own) {
            return first;
        }
    }
    start
}

/// Where the capitals begin that end before word `at`; not before word `least`.
fn capitals(view: &View<'_>, at: usize, least: usize) -> usize {
    let mut start = at;
    while start > least {
        let before = start - 1;
        start = match view.form(before) {
            "-" if before > least && view.glued(before) && view.part(before - 1) => before - 1,
            "&" if before > least && start < at && view.part(before - 1) => before - 1,
            "'s" | "’s" | "'" | "’" if before > least && owner(view, before - 1) => before - 1,
            _ if view.part(before) && !person(view, before, at) => before,
            _ => break,
        };
    }
    start
}

/// Whether a word belongs to a person who is named apart from what closes at `head`: in the
/// signature “Ada Okoye Harbour Works Ltd” she is, in “Ada Okoye Ltd” and in running text not.
fn person(view: &View<'_>, at: usize, head: usize) -> bool {
    let is = |at: usize| view.kind(at) == Some(NameKind::Person);
    let may = is(head) || view.is(head, |head| head.company || head.person);
    let touches = (at..head).all(is) || (view.running && view.is(head, |head| head.company));
    is(at) && !(may && touches)
}

fn owner(view: &View<'_>, at: usize) -> bool {
    view.is(at, |head| head.owner)
}

/// The same before `Ltd`: a comma and joining words may stand in it.
fn company_start(view: &View<'_>, at: usize) -> usize {
    let least = at.saturating_sub(MOST);
    let part = |at: usize| view.part(at) || view.form(at).starts_with(|c: char| c.is_ascii_digit());
    let mut start = at;
    while start > least {
        let before = start - 1;
        let joins = before > least && view.part(before - 1);
        start = match view.form(before) {
            "," if joins && view.is(start, |head| head.company) => before - 1,
            "-" if joins && view.glued(before) => before - 1,
            "&" | "'s" | "’s" if joins => before - 1,
            _ if part(before) && !person(view, before, at) => before,
            _ => break,
        };
    }
    start
}

/// Where the name ends whose head is word `at`.
fn tail(view: &View<'_>, head: &Head, at: usize, tables: &OrganisationTables) -> usize {
    let mut end = at + 1;
    let mut first = true;
    while end < at + MOST {
        let joint = view.form(end);
        let goes_on = head.goes_on(joint) || (joint == "of" && !first);
        if !goes_on || (first && joint == "and") {
            break;
        }
        let from = end + 1 + usize::from(view.form(end + 1) == "the");
        let to = run(view, head, from);
        let other = match joint {
            "and" => apart(view, end, from..to, tables),
            "for" => listed(view, from, tables),
            // `the Board of the Harbour Council`: two names.
            _ => from > end + 1 && (from..to).any(|at| view.is(at, |head| head.closes)),
        };
        if to == from || other {
            break;
        }
        end = to;
        first = false;
    }
    end
}

/// Where the capitals end that begin with word `from`.
fn run(view: &View<'_>, head: &Head, from: usize) -> usize {
    let mut end = from;
    while end < from + MOST {
        let person = view.kind(end) == Some(NameKind::Person);
        let parted = end > from && view.begins_name(end) && view.kind(end - 1).is_some();
        if view.part(end) && (!person || head.person) && !parted {
            end += 1;
        } else if end > from
            && (view.form(end) == "&" || (view.form(end) == "-" && view.glued(end)))
            && view.part(end + 1)
        {
            end += 2;
        } else {
            break;
        }
    }
    end
}

/// Whether the words behind the “and” at `joint` are a name of their own.
fn apart(view: &View<'_>, joint: usize, words: Range<usize>, tables: &OrganisationTables) -> bool {
    view.kind(joint - 1).is_some()
        || view.begins_name(words.start)
        || listed(view, words.start, tables)
        || words.into_iter().any(|at| view.is(at, Head::is_head))
}
