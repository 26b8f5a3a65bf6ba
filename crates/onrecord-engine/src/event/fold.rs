//! What else a deed is, and what the words over it are (`folds.tsv`): talks that are cancelled, a deed that is
//! decided, what counts as another deed in its sentence.

use onrecord_model::{Event, EventParts, Factuality, InText, Participant, PloverType, Span};

use super::Known;
use super::party::owner;
use crate::report::Tree;
use crate::sentence::Relation;
use crate::tables::FoldRow;

/// Whether an event is of a type and told by the words of a stretch.
pub(super) fn is_same(event: &Event, plover: PloverType, own: Span<InText>) -> bool {
    event.parts().plover == plover && is_same_place(event.parts().trigger.span(), own)
}

/// Whether two stretches have something in common.
pub(super) fn is_same_place(one: Span<InText>, other: Span<InText>) -> bool {
    one.start() < other.end() && other.start() < one.end()
}

/// Whether two are the same: by their words, by who they are, or by their codes.
pub(super) fn is_one(one: &Participant, other: &Participant) -> bool {
    one.evidence.span() == other.evidence.span()
        || one.actor.is_some() && one.actor == other.actor
        || !one.codes.is_empty() && one.codes == other.codes
}

/// The event that a decided deed is by itself: what one will do together is agreed, what one will yield
/// conceded, and what one will do to others threatened.
pub(super) fn planned(known: &Known<'_>, deed: &Event) -> Option<Event> {
    let parts = deed.parts();
    if parts.factuality != Factuality::Planned || parts.actors.is_empty() {
        return None;
    }
    let deed_of = Some((parts.plover, parts.mode.as_deref()));
    let row = known.tables.folds.of("ahead", deed_of, |_| false)?;
    let made = EventParts { factuality: Factuality::Happened, ..parts.clone() };
    over_deed(known, row, made, deed, "ahead")
}

/// A deed as it counts among what its sentence is about: soldiers that are sent after a flood bring aid. None
/// if it counts as nothing there.
pub(super) fn among(known: &Known<'_>, deed: Event) -> Option<Event> {
    let parts = deed.parts();
    let own = Some((parts.plover, parts.mode.as_deref()));
    let of =
        |context: &String| known.tables.folds.of(&format!("context:{context}"), own, |_| false);
    let Some(row) = parts.contexts.iter().find_map(of) else { return Some(deed) };
    let plover = row.plover?;
    let mode = row.mode.as_deref().map(str::to_owned);
    Some(Event::new(known.document, EventParts { plover, mode, cameo: None, ..parts.clone() }))
}

/// What the same words tell too: who is sentenced to prison is locked up.
pub(super) fn also(
    known: &Known<'_>,
    tree: &Tree<'_>,
    told: &super::Told<'_>,
    deed: &Event,
) -> Option<Event> {
    let parts = deed.parts();
    let (first, last) = tree.extent(told.trigger);
    let holds = |lemma: &str| (first..=last).any(|at| *tree.lemma(at) == *lemma);
    let own = Some((parts.plover, parts.mode.as_deref()));
    let row = known.tables.folds.of("also", own, holds)?;
    let mode = row.mode.as_deref().map(str::to_owned);
    let by = format!("also@1+{}", parts.by);
    let made = EventParts { plover: row.plover?, mode, cameo: None, by, ..parts.clone() };
    Some(Event::new(known.document, made))
}

/// An event that leads to the deed that it is about.
fn over_deed(
    known: &Known<'_>,
    row: &FoldRow,
    made: EventParts,
    deed: &Event,
    rule: &str,
) -> Option<Event> {
    let parts = EventParts {
        plover: row.plover?,
        mode: row.mode.as_deref().map(str::to_owned),
        cameo: None,
        counts: [None; 5],
        about: Some(deed.id()),
        by: format!("{rule}@1+{}", deed.parts().by),
        ..made
    };
    Some(Event::new(known.document, parts))
}

/// The verb that a deed is the object of, with its particle: `called off the talks`.
pub(super) fn over(tree: &Tree<'_>, told: &super::Told<'_>) -> Option<usize> {
    let at = told.light.unwrap_or(told.trigger);
    let relation = tree.words[at].relation;
    let is_object = matches!(relation, Relation::Obj | Relation::NsubjPass | Relation::Xcomp);
    tree.head(at).filter(|_| is_object)
}

/// The event of a verb over a deed: talks that are cancelled are refused, sanctions that are lifted are
/// given up.
pub(super) fn above(
    known: &Known<'_>,
    tree: &Tree<'_>,
    verb: usize,
    made: &EventParts,
    deed: &Event,
) -> Option<Event> {
    let lemma = tree.lemma(verb);
    let particle = tree.child(verb, &[Relation::CompoundPrt]);
    let whole = particle.map(|part| format!("word:{lemma} {}", tree.lemma(part)));
    let parts = deed.parts();
    let of = |word: &str| {
        let deed = Some((parts.plover, parts.mode.as_deref()));
        known.tables.folds.of(word, deed, |_| false)
    };
    let row = whole.and_then(|word| of(&word)).or_else(|| of(&format!("word:{lemma}")))?;
    let mut recipients: Vec<_> = parts.recipients.clone();
    recipients.extend(parts.actors.iter().cloned());
    recipients.retain(|one| made.actors.iter().all(|actor| !is_one(actor, one)));
    if recipients.is_empty() {
        let bytes = tree.bytes(&(tree.extent(verb).0..tree.extent(verb).1 + 1));
        let bytes = made.trigger.span().end()..bytes.end.max(made.trigger.span().end());
        recipients.extend(owner(known, bytes, &made.actors).filter(|_| !made.actors.is_empty()));
    }
    over_deed(known, row, EventParts { recipients, ..made.clone() }, deed, "fold")
}
