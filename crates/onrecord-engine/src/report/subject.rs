//! Who does what a verb says.

use std::ops::Range;

use super::tree::Tree;
use crate::sentence::{Relation, Upos, Xpos};

/// No chain of verbs is followed further.
const STEPS: usize = 8;

/// The subject of a verb as the sentence has it, over coordination, control and participles.
pub(crate) fn subject(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..STEPS {
        let own = [Relation::Nsubj, Relation::NsubjPass, Relation::NsubjOuter];
        if let Some(subject) = tree.child(at, &own) {
            return antecedent(tree, at, subject);
        }
        let head = tree.head(at)?;
        let word = &tree.words[at];
        let is_participle = matches!(word.xpos, Xpos::Vbg | Xpos::Vbn);
        match word.relation {
            Relation::Conj => at = head,
            // `quoted an official as saying`: the object says.
            Relation::Advcl | Relation::Xcomp | Relation::Obl
                if is_participle
                    && tree.child(head, &[Relation::Obj]).is_some_and(|object| object < at)
                    && tree
                        .marker(at)
                        .is_some_and(|mark| tree.form(mark).eq_ignore_ascii_case("as")) =>
            {
                return tree.child(head, &[Relation::Obj]);
            }
            Relation::Xcomp => {
                // `urged Iran to say`: the object says.
                if let Some(object) = tree.child(head, &[Relation::Obj, Relation::Iobj]) {
                    return Some(object);
                }
                at = head;
            }
            Relation::Advcl if is_participle || tree.is_infinitive(at) => {
                // `It was reported by the paper, citing …`: the agent cites.
                let agent = tree.child(head, &[Relation::OblAgent]);
                if let Some(agent) = agent.filter(|&agent| agent < at) {
                    return Some(agent);
                }
                at = head;
            }
            Relation::Acl if is_participle => return is_nominal(tree, head).then_some(head),
            Relation::Acl if tree.is_infinitive(at) => {
                let owner = owner(tree, head);
                if owner.is_some() {
                    return owner;
                }
                at = head_verb(tree, head)?;
            }
            _ => return None,
        }
    }
    None
}

/// Whose a noun is that tells what somebody means to do: `Iran's plan to attack`, `an Iranian decision to
/// attack`.
fn owner(tree: &Tree<'_>, noun: usize) -> Option<usize> {
    let is_named = |&child: &usize| {
        matches!(tree.words[child].relation, Relation::Amod | Relation::Compound)
            && tree.form(child).starts_with(char::is_uppercase)
            && (1..noun).contains(&child)
    };
    tree.child(noun, &[Relation::NmodPoss])
        .or_else(|| tree.children(noun).iter().copied().find(is_named))
}

/// The verb that a noun is an object of: whoever makes a plan carries it out.
fn head_verb(tree: &Tree<'_>, noun: usize) -> Option<usize> {
    let head = tree.head(noun)?;
    let is_object =
        matches!(tree.words[noun].relation, Relation::Obj | Relation::Obl | Relation::Xcomp);
    (is_object && tree.words[head].upos == Upos::Verb).then_some(head)
}

fn is_nominal(tree: &Tree<'_>, at: usize) -> bool {
    matches!(tree.words[at].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
}

/// What a relative pronoun stands for; other words stand for themselves. None for `it` and `there`
/// that stand for nothing.
pub(crate) fn antecedent(tree: &Tree<'_>, verb: usize, subject: usize) -> Option<usize> {
    let word = &tree.words[subject];
    let relative = matches!(word.xpos, Xpos::Wdt | Xpos::Wp);
    if relative {
        let mut at = verb;
        for _ in 0..STEPS {
            if tree.words[at].relation == Relation::AclRelcl {
                return tree.head(at);
            }
            at = tree.head(at).filter(|_| {
                matches!(
                    tree.words[at].relation,
                    Relation::Conj | Relation::Xcomp | Relation::Ccomp
                )
            })?;
        }
    }
    Some(subject)
}

/// Who says what a verb says, if the sentence tells: its subject, or in the passive whoever stands
/// behind `by`.
pub(crate) fn source(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    if is_passive(tree, verb) {
        return tree
            .child(verb, &[Relation::OblAgent])
            .or_else(|| {
                tree.children(verb).iter().copied().find(|&child| {
                    tree.words[child].relation == Relation::Obl
                        && tree
                            .marker(child)
                            .is_some_and(|case| tree.form(case).eq_ignore_ascii_case("by"))
                })
            })
            .or_else(|| in_paper(tree, verb));
    }
    subject(tree, verb)
}

/// Who wrote what a passive stands in: `In a letter sent by the bank, it was argued …`.
fn in_paper(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let is_in = |at: usize| tree.form(at).eq_ignore_ascii_case("in");
    let mut papers = tree.children(verb).iter().copied().filter(|&child| {
        tree.words[child].relation == Relation::Obl && tree.marker(child).is_some_and(is_in)
    });
    papers.find_map(|paper| {
        let made = tree.child(paper, &[Relation::Acl])?;
        source(tree, made).filter(|_| tree.words[made].xpos == Xpos::Vbn)
    })
}

/// Whether a verb is passive, be it a participle without a verb: `a plan announced by the army`.
pub(crate) fn is_passive(tree: &Tree<'_>, verb: usize) -> bool {
    let word = &tree.words[verb];
    tree.is_passive(verb)
        || word.xpos == Xpos::Vbn
            && matches!(word.relation, Relation::Acl | Relation::Advcl)
            && tree.child(verb, &[Relation::Aux, Relation::Nsubj, Relation::Obj]).is_none()
}

/// The words of a noun phrase that names somebody, without appositions and relative clauses.
pub(crate) fn phrase(tree: &Tree<'_>, head: usize) -> Range<usize> {
    let (mut low, mut high) = (head, head);
    for &child in tree.children(head) {
        let inside = match tree.words[child].relation {
            Relation::Det
            | Relation::DetPredet
            | Relation::Amod
            | Relation::Nummod
            | Relation::Compound
            | Relation::Flat
            | Relation::Nmod
            | Relation::NmodPoss
            | Relation::NmodDesc
            | Relation::NmodUnmarked
            | Relation::Conj
            | Relation::Advmod => true,
            Relation::Case => tree.words[child].xpos == Xpos::Pos,
            _ => false,
        };
        if inside {
            let (first, last) = tree.extent(child);
            (low, high) = (low.min(first), high.max(last));
        }
    }
    let is_preposition = |at: usize| {
        tree.words[at].relation == Relation::Case
            && tree.words[at].xpos != Xpos::Pos
            && tree.head(at) == Some(head)
    };
    while low < head && (tree.is_punctuation(low) || is_preposition(low)) {
        low += 1;
    }
    // What is set off by commas behind the head is no part of the name.
    let mut end = high + 1;
    while end > head + 1 && (tree.is_punctuation(end - 1) || tree.words[end - 1].xpos == Xpos::Pos)
    {
        end -= 1;
    }
    low..end
}
