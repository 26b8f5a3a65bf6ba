//! In what sense the text tells that something is said.

use onrecord_model::Factuality;

use super::tree::Tree;
use crate::sentence::{Relation, Upos};
use crate::tables::Implicatives;

/// No chain of verbs is followed further.
const STEPS: usize = 4;

/// Prepositions behind words that tell whether something is done: `refrain from`, `bent on`.
const LEADS: [&str; 9] = ["about", "against", "at", "from", "in", "of", "on", "to", "with"];

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
                tree.marker(at).is_some_and(|mark| LEADS.contains(&&*tree.lemma(mark)))
            }
            _ => false,
        };
        if !is_controlled {
            break;
        }
        if let Some(found) = effect(tree, head, words).map(|found| turned(tree, head, words, found))
            && found != Factuality::Happened
        {
            return found;
        }
        at = head;
    }
    if question(tree, cue) { Factuality::Unknown } else { Factuality::Happened }
}

/// What a word does to what depends on it, with its particle or adverb: `called off`, `has yet to`.
pub(crate) fn effect(tree: &Tree<'_>, at: usize, words: &Implicatives) -> Option<Factuality> {
    let lemma = tree.lemma(at);
    let mut parts = tree.children(at).iter().copied().filter(|&part| {
        matches!(tree.words[part].relation, Relation::CompoundPrt | Relation::Advmod)
    });
    let whole = parts.find_map(|part| words.of(&format!("{lemma} {}", tree.lemma(part))));
    whole.or_else(|| words.of(&lemma))
}

/// What a word does to what depends on it where the word itself is negated: `is not expected to`, `did not
/// refuse to`.
pub(crate) fn turned(
    tree: &Tree<'_>,
    at: usize,
    words: &Implicatives,
    effect: Factuality,
) -> Factuality {
    match (own(tree, at, words), effect) {
        (Some(Factuality::Negated), Factuality::Negated) => Factuality::Happened,
        (Some(Factuality::Negated), _) => Factuality::Negated,
        _ => effect,
    }
}

/// Whether a noun phrase is of none: `no attack`, `neither side`, `nobody`.
pub(crate) fn is_none(tree: &Tree<'_>, noun: usize, words: &Implicatives) -> bool {
    let is_none = |at: usize| words.of(&tree.lemma(at)) == Some(Factuality::Negated);
    tree.words[noun].upos == Upos::Pron && is_none(noun)
        || tree.children(noun).iter().any(|&child| {
            matches!(
                tree.words[child].relation,
                Relation::Det | Relation::CcPreconj | Relation::Case | Relation::Advmod
            ) && matches!(
                tree.words[child].upos,
                Upos::Det | Upos::Cconj | Upos::Adp | Upos::Adv | Upos::Part
            ) && is_none(child)
        })
}

/// What the words of a verb itself tell.
fn own(tree: &Tree<'_>, verb: usize, words: &Implicatives) -> Option<Factuality> {
    let lemma = |at: usize| tree.lemma(at);
    let mut has_would = false;
    let mut has_have = false;
    let mut must = false;
    let mut found = None;
    for &child in tree.children(verb) {
        let relation = tree.words[child].relation;
        match (relation, &*lemma(child)) {
            // `not`, `almost`, `perhaps`
            (Relation::Advmod, lemma) => found = words.of(lemma).or(found),
            (Relation::Aux, "will" | "shall") => found = Some(Factuality::Planned),
            (Relation::Aux, "may" | "might" | "could" | "can") => {
                found = Some(Factuality::Possible);
            }
            (Relation::Aux, "must" | "should" | "ought") => must = true,
            (Relation::Aux, "would") => has_would = true,
            (Relation::Aux, "have") => {
                has_have = true;
                // `Had they attacked, …`
                let subject = tree.child(verb, &[Relation::Nsubj, Relation::NsubjPass]);
                let is_first = subject.is_some_and(|subject| child < subject);
                if is_first
                    && tree.form(child).eq_ignore_ascii_case("had")
                    && !tree.is_question(verb)
                {
                    return Some(Factuality::Counterfactual);
                }
            }
            (Relation::Nsubj | Relation::NsubjPass | Relation::Obj, _)
                if is_none(tree, child, words) =>
            {
                return Some(Factuality::Negated);
            }
            (Relation::Mark, "if" | "unless" | "whether") => found = Some(Factuality::Possible),
            _ => {}
        }
        if found == Some(Factuality::Negated) {
            return found;
        }
    }
    match (has_would, has_have) {
        (true, true) => Some(Factuality::Counterfactual),
        (true, false) => Some(Factuality::Possible),
        (false, true) if must => Some(Factuality::Possible),
        (false, false) if must => Some(Factuality::Demanded),
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
