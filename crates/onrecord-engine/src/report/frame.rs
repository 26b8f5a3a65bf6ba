//! Whether a cue has the slots of a frame, and what stands in them.

use super::subject::is_passive;
use super::tree::Tree;
use crate::sentence::{Relation, Upos, Xpos};
use crate::tables::{Frame, Part, Slot};

/// What stands in the slots of a cue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filled {
    /// Heads of what is said, and of whom it is about.
    pub(super) content: Vec<usize>,
    /// Their prepositions.
    pub(super) leads: Vec<usize>,
    /// Head of who is told.
    pub(super) addressee: Option<usize>,
    /// The cue and its clause stand inside what is said: `The talks, he said, failed.`
    pub(super) is_inside: bool,
    pub(super) slots: usize,
    /// Names of the slots.
    pub(super) shape: String,
}

impl Filled {
    /// Whoever is told, or whom it is about.
    fn about(&self) -> Option<usize> {
        self.addressee.or_else(|| self.content.first().copied())
    }
}

/// What belongs to a verb and hangs on its object: `asked both candidates for a meeting`; not `told a story
/// of war`.
fn below_object(tree: &Tree<'_>, cue: usize, slot: &Slot, object: usize) -> Option<usize> {
    let Slot::Oblique(preposition) = slot else { return None };
    let is_any = tree
        .child(object, &[Relation::Det])
        .is_some_and(|article| matches!(&*tree.lemma(article), "a" | "an"));
    let is_object = matches!(tree.words[object].relation, Relation::Obj | Relation::Iobj)
        && tree.head(object) == Some(cue)
        && !(**preposition == *"of" && is_any);
    let mut below = tree.children(object).iter().copied().filter(|_| is_object);
    below.find(|&child| {
        tree.words[child].relation == Relation::Nmod && is_marked(tree, child, preposition)
    })
}

/// Fills the slots of a verb's or adjective's frame, if it has them all. Frames without slots and
/// those of direct speech alone do not match here.
pub(super) fn fill(tree: &Tree<'_>, cue: usize, frame: &Frame) -> Option<Filled> {
    let mut filled = Filled { slots: frame.slots.len(), shape: shape(frame), ..Filled::default() };
    for (slot, part) in &frame.slots {
        // Whoever is told is the indirect object, where there is one.
        let is_told = *part == Part::Addressee && *slot == Slot::Object;
        let told = tree.child(cue, &[Relation::Iobj]).filter(|_| is_told);
        let head = match told {
            Some(told) => told,
            None => find(tree, cue, slot, &mut filled.is_inside)
                .or_else(|| below_object(tree, cue, slot, filled.about()?))?,
        };
        filled.leads.extend(lead(tree, head, slot));
        match part {
            Part::Addressee => filled.addressee = Some(head),
            Part::Content | Part::Target => {
                if filled.content.contains(&head) || filled.addressee == Some(head) {
                    return None;
                }
                filled.content.push(head);
            }
        }
    }
    (!filled.content.is_empty()).then_some(filled)
}

/// The preposition of what stands in a slot, where the slot asks for one.
pub(super) fn lead(tree: &Tree<'_>, head: usize, slot: &Slot) -> Option<usize> {
    let is_asked = matches!(slot, Slot::Oblique(_) | Slot::As) && !tree.is_infinitive(head);
    tree.marker(head).filter(|_| is_asked)
}

/// The names of the slots of a frame, without their prepositions.
pub(super) fn shape(frame: &Frame) -> String {
    let name = |(slot, part): &(Slot, Part)| {
        let name = match slot {
            Slot::Quote => "quote",
            Slot::Clause => "ccomp",
            Slot::Infinitive => "xcomp",
            Slot::Gerund => "ger",
            Slot::Object => "obj",
            Slot::Oblique(_) => "obl",
            Slot::Predicate => "pred",
            Slot::As => "as",
        };
        match part {
            Part::Content => name.to_owned(),
            Part::Target => format!("{name}:T"),
            Part::Addressee => format!("{name}:A"),
        }
    };
    frame.slots.iter().map(name).collect::<Vec<_>>().join("+")
}

/// The head of what stands in a slot.
fn find(tree: &Tree<'_>, cue: usize, slot: &Slot, is_inside: &mut bool) -> Option<usize> {
    let children = tree.children(cue);
    let first = |fits: &dyn Fn(usize) -> bool| children.iter().copied().find(|&child| fits(child));
    let relation = |child: usize| tree.words[child].relation;
    match slot {
        Slot::Clause => clause(tree, cue, is_inside),
        Slot::Quote => {
            clause(tree, cue, is_inside).filter(|&content| is_quoted(tree, content, cue))
        }
        // One in front tells a purpose: `To avoid a clash, they offered to leave`.
        Slot::Infinitive => first(&|child| {
            matches!(relation(child), Relation::Xcomp | Relation::Advcl | Relation::Ccomp)
                && child > cue
                && tree.is_infinitive(child)
        }),
        Slot::Gerund => first(&|child| {
            let whole = [Relation::Nsubj, Relation::NsubjPass, Relation::Aux];
            // `feared being left`
            let is_passive = || {
                tree.child(child, &[Relation::AuxPass])
                    .is_some_and(|being| tree.words[being].xpos == Xpos::Vbg)
            };
            matches!(relation(child), Relation::Xcomp | Relation::Ccomp)
                && (tree.words[child].xpos == Xpos::Vbg || is_passive())
                && tree.marker(child).is_none()
                && tree.child(child, &whole).is_none()
        }),
        Slot::Object => object(tree, cue),
        Slot::Oblique(preposition) => first(&|child| {
            let is_oblique = matches!(
                relation(child),
                Relation::Obl | Relation::Advcl | Relation::Nmod | Relation::Acl | Relation::Iobj
            );
            is_oblique && is_marked(tree, child, preposition) && !tree.is_infinitive(child)
        }),
        Slot::Predicate => first(&|child| {
            relation(child) == Relation::Xcomp
                && !tree.is_infinitive(child)
                && tree.marker(child).is_none()
        })
        // `They consider him a hero`: a second object, but of what calls itself something it is the name.
        .or_else(|| {
            let mut objects = children
                .iter()
                .copied()
                .filter(|&child| child > cue && relation(child) == Relation::Obj);
            let first = objects.next().filter(|&first| !is_reflexive(tree, first))?;
            objects.find(|&second| tree.extent(first).1 + 1 == tree.extent(second).0)
        }),
        Slot::As => first(&|child| {
            matches!(
                relation(child),
                Relation::Obl | Relation::Advcl | Relation::Xcomp | Relation::Nmod
            ) && is_marked(tree, child, "as")
        }),
    }
}

/// `itself`, `themselves`
fn is_reflexive(tree: &Tree<'_>, at: usize) -> bool {
    let form = tree.form(at).to_lowercase();
    tree.words[at].upos == Upos::Pron && (form.ends_with("self") || form.ends_with("selves"))
}

/// The object of an active verb, or what the passive has as subject.
fn object(tree: &Tree<'_>, cue: usize) -> Option<usize> {
    if is_passive(tree, cue) {
        let subject = super::subject::subject(tree, cue)?;
        return (tree.words[subject].upos != Upos::Pron || tree.words[subject].xpos != Xpos::Ex)
            .then_some(subject);
    }
    tree.child(cue, &[Relation::Obj])
}

/// Whether a word stands behind a preposition.
pub(crate) fn is_marked(tree: &Tree<'_>, at: usize, preposition: &str) -> bool {
    tree.children(at).iter().any(|&child| {
        matches!(tree.words[child].relation, Relation::Case | Relation::Mark)
            && tree.form(child).eq_ignore_ascii_case(preposition)
    })
}

/// Whether a clause stands in quotation marks, and the cue does not.
fn is_quoted(tree: &Tree<'_>, content: usize, cue: usize) -> bool {
    let (low, high) = tree.extent(content);
    let around = low.saturating_sub(1)..(high + 2).min(tree.words.len());
    let mut marks = around.filter(|&at| tree.is_quote(at));
    marks.next().is_some_and(|first| first != cue && marks.next().is_some())
}

/// The clause that a cue has as content: below it, or above it where the cue is set in.
fn clause(tree: &Tree<'_>, cue: usize, is_inside: &mut bool) -> Option<usize> {
    let mut own = tree.children(cue).iter().copied().filter(|&child| {
        matches!(tree.words[child].relation, Relation::Ccomp | Relation::CsubjPass)
            && !(child < cue && (child..cue).any(|at| tree.form(at) == ";"))
    });
    // Of two, the one in front belongs to the clause before: `As he said it fell, she said it stood`.
    if let Some(content) = own.clone().find(|&child| child > cue).or_else(|| own.next()) {
        return Some(content);
    }
    let word = &tree.words[cue];
    let head = tree.head(cue);
    if word.relation == Relation::Advcl
        && let Some(head) = head
    {
        let strayed = |&child: &usize| {
            tree.words[child].relation == Relation::Ccomp && cue < child && child < head
        };
        if let Some(content) = tree.children(head).iter().copied().find(strayed) {
            return Some(content);
        }
    }
    // `The talks failed, he said`: what is said is the main clause.
    if word.relation == Relation::Parataxis {
        *is_inside = true;
        return head;
    }
    let is_as = || {
        tree.children(cue).iter().any(|&child| {
            tree.words[child].relation == Relation::Mark
                && tree.form(child).eq_ignore_ascii_case("as")
        })
    };
    if word.relation == Relation::Advcl && word.xpos != Xpos::Vbg && is_as() {
        *is_inside = true;
        return head;
    }
    // `He said: the talks failed.` `Moreover, he said, the talks failed.`
    tree.children(cue).iter().copied().find(|&child| {
        let (low, _) = tree.extent(child);
        let is_clause = tree.words[child].relation == Relation::Parataxis && child > cue;
        let between =
            || (cue + 1..low).filter(|&at| tree.words[at].relation != Relation::CompoundPrt);
        let is_set_in = || {
            between().all(|at| tree.form(at) == ",")
                && tree.child(child, &[Relation::Nsubj, Relation::NsubjPass]).is_some()
        };
        is_clause && low > cue && ((cue..child).any(|at| tree.form(at) == ":") || is_set_in())
    })
}
