//! What hangs on the words of a content and belongs to what is around it.

use super::frame::is_marked;
use super::tree::Tree;
use crate::sentence::{Relation, Upos, Xpos};
use crate::tables::CueTable;

/// Whether a semicolon parts a clause from the one that it hangs on: it tells something else.
pub(super) fn is_apart(tree: &Tree<'_>, head: usize, child: usize) -> bool {
    let (first, _) = tree.extent(child);
    let is_clause = matches!(tree.words[child].relation, Relation::Parataxis | Relation::Conj);
    is_clause && child > head && first > head && is_behind(tree, first, &[";"])
}

/// Whether one of these marks stands before a stretch, or at its beginning.
fn is_behind(tree: &Tree<'_>, first: usize, marks: &[&str]) -> bool {
    marks.contains(&tree.form(first)) || first > 0 && marks.contains(&tree.form(first - 1))
}

/// Words below the head of a content that are none of it, each with all that depends on it: what a
/// comma sets off behind a noun (`a deal, known as …`), clauses that go on with the author's own
/// telling (`said he would go, arguing that …`; `said he would go and accused …`), and what is added.
pub(super) fn outside(tree: &Tree<'_>, head: usize, cue: usize, verbs: &CueTable) -> Vec<usize> {
    let is_noun = matches!(tree.words[head].upos, Upos::Noun | Upos::Propn | Upos::Pron);
    let is_nominal = is_noun && tree.child(head, &[Relation::Cop, Relation::Nsubj]).is_none();
    let is_set_off = |child: usize| {
        let (first, _) = tree.extent(child);
        first > head && is_behind(tree, first, &[",", "—", "–", "--", ";"])
    };
    let is_out = |&child: &usize| {
        let word = &tree.words[child];
        if is_apart(tree, head, child) {
            return true;
        }
        if child < head || child < cue && cue > head {
            return false;
        }
        let is_cue = || word.upos == Upos::Verb && verbs.of(&tree.lemma(child)).next().is_some();
        match word.relation {
            Relation::Appos | Relation::Acl | Relation::AclRelcl | Relation::Parataxis
                if is_nominal =>
            {
                is_set_off(child)
            }
            Relation::Advcl => word.xpos == Xpos::Vbg && is_set_off(child) && is_cue(),
            // `said he had gone, and that he knew nothing`: both.
            Relation::Conj if tree.marker(child).is_some() => false,
            Relation::Conj if !is_nominal => {
                let has_subject =
                    tree.child(child, &[Relation::Nsubj, Relation::NsubjPass]).is_some();
                let goes_on = word.xpos == tree.words[cue].xpos
                    && matches!(word.xpos, Xpos::Vbd | Xpos::Vbz)
                    && verbs.of(&tree.lemma(head)).next().is_none();
                is_cue() && (has_subject && is_set_off(child) || !has_subject && goes_on)
            }
            _ => false,
        }
    };
    let (low, high) = tree.extent(head);
    // What is added at the end may be the author's own, unless it is quoted: `said the bridge fell, which
    // …`; `said it would hold, though …`.
    let is_added = |&at: &usize| {
        let word = &tree.words[at];
        let (first, last) = tree.extent(at);
        let is_aside = match word.relation {
            Relation::Appos | Relation::Acl => true,
            // What happened there goes on with it.
            Relation::AclRelcl => !(first..=last).take(2).any(|at| tree.form(at) == "where"),
            Relation::Advcl => is_marked(tree, at, "though") || is_marked(tree, at, "although"),
            _ => false,
        };
        is_aside
            && last == high
            && first > head
            && is_behind(tree, first, &[",", "—", "–", "--"])
            && (low..first).filter(|&at| tree.is_quote(at)).count() % 2 == 0
            && tree.is_below(at, head)
    };
    let children = tree.children(head).iter().copied().filter(is_out);
    children.chain((head + 1..=high).filter(is_added)).collect()
}
