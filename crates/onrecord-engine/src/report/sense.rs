//! In what sense the text tells that something is said.

use onrecord_model::Factuality;

use super::tree::Tree;
use crate::sentence::{Relation, Upos};
use crate::tables::Implicatives;

/// No chain of verbs is followed further.
const STEPS: usize = 4;

/// Whether a cue tells of a saying that took place, and if not, what of it.
pub(crate) fn factuality(tree: &Tree<'_>, cue: usize, words: &Implicatives) -> Factuality {
    let mut at = cue;
    for _ in 0..STEPS {
        if let Some(found) = own(tree, at, words) {
            return found;
        }
        // What stands above: `refused to say`, `is expected to announce`, `no minister has said`.
        let Some(head) = tree.head(at) else { break };
        let is_controlled = match tree.words[at].relation {
            Relation::Xcomp => true,
            Relation::Advcl | Relation::Obl | Relation::Ccomp => {
                tree.marker(at).is_some_and(|mark| matches!(&*tree.lemma(mark), "from" | "to"))
            }
            _ => false,
        };
        if !is_controlled {
            break;
        }
        if let Some(found) = effect(tree, head, words) {
            return found;
        }
        at = head;
    }
    if question(tree, cue) { Factuality::Unknown } else { Factuality::Happened }
}

/// What a word does to what depends on it, with its particle: `called off`.
pub(crate) fn effect(tree: &Tree<'_>, at: usize, words: &Implicatives) -> Option<Factuality> {
    let lemma = tree.lemma(at);
    let particle = tree.child(at, &[Relation::CompoundPrt]);
    let whole = particle.and_then(|part| words.of(&format!("{lemma} {}", tree.lemma(part))));
    whole.or_else(|| words.of(&lemma))
}

/// What the words of a verb itself tell.
fn own(tree: &Tree<'_>, verb: usize, words: &Implicatives) -> Option<Factuality> {
    let lemma = |at: usize| tree.lemma(at);
    let mut has_would = false;
    let mut has_have = false;
    let mut found = None;
    for &child in tree.children(verb) {
        let relation = tree.words[child].relation;
        match (relation, &*lemma(child)) {
            (Relation::Advmod, "not" | "never" | "n't" | "no") => return Some(Factuality::Negated),
            (Relation::Aux, "will" | "shall") => found = Some(Factuality::Planned),
            (Relation::Aux, "may" | "might" | "could" | "can") => {
                found = Some(Factuality::Possible);
            }
            (Relation::Aux, "would") => has_would = true,
            (Relation::Aux, "have") => has_have = true,
            (Relation::Nsubj | Relation::NsubjPass, lemma) => {
                let is_none = |at: usize| words.of(&tree.lemma(at)) == Some(Factuality::Negated);
                let determiner = tree.child(child, &[Relation::Det]);
                if words.of(lemma) == Some(Factuality::Negated) || determiner.is_some_and(is_none) {
                    return Some(Factuality::Negated);
                }
            }
            (Relation::Mark, "if" | "unless") => found = Some(Factuality::Possible),
            _ => {}
        }
    }
    match (has_would, has_have) {
        (true, true) => Some(Factuality::Counterfactual),
        (true, false) => Some(Factuality::Possible),
        _ => found,
    }
}

/// Whether the main clause asks: `Did he say so?`
fn question(tree: &Tree<'_>, cue: usize) -> bool {
    let is_root = tree.words[cue].relation == Relation::Root;
    let last = tree.words.len() - 1;
    is_root
        && tree.form(last) == "?"
        && tree.children(cue).iter().any(|&child| {
            tree.words[child].upos == Upos::Aux
                && tree.child(cue, &[Relation::Nsubj]).is_some_and(|subject| child < subject)
        })
}
