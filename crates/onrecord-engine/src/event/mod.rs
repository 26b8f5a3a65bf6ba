//! Events: who did what to whom, where, when, and in what sense the text tells it.
//!
//! In: sentences with their trees, statements, mentions, figures. Out: an event for each word that tells
//! one (`events/*.tsv`), and one for each act of saying that PLOVER counts (a threat, a demand, a
//! refusal), which leads to the deed that it is about. `frame` finds the word and its parties, `sense`
//! tells whether it happened, `fold` makes events of statements.

mod fold;
mod frame;
mod sense;

use std::ops::Range;

use fold::{folded, planned};
use frame::{Look, Told};
use onrecord_model::{
    Asserter, Document, Event, EventParts, Evidence, Factuality, Figure, Id, Mention, Participant,
    Span, Statement,
};

use rustc_hash::FxHashSet;

use crate::coref::CorefTables;
use crate::report::{Tree, noun_phrase};
use crate::said::{Said, within};
use crate::sentence::{Relation, Sentence};
use crate::tables::{FigureClass, Tables};

/// What events are made from.
#[derive(Clone, Copy)]
pub(crate) struct Known<'k> {
    pub(crate) document: &'k Document,
    pub(crate) sentences: &'k [Sentence],
    pub(crate) tables: &'k Tables,
    pub(crate) nouns: &'k CorefTables,
    pub(crate) said: &'k Said<'k>,
    pub(crate) mentions: &'k [Mention],
    pub(crate) figures: &'k [Figure],
}

/// The events of a document, in the order of the text.
pub(crate) fn events(known: &Known<'_>) -> Vec<Event> {
    let mut found = Vec::new();
    for sentence in known.sentences {
        let tree = Tree::new(known.document.text(), sentence);
        let look = Look {
            tree: &tree,
            sentence,
            nouns: known.nouns,
            figures: &known.tables.figures,
            roles: &known.tables.roles,
        };
        let told = (0..tree.words.len()).filter_map(|at| look.event(at, &known.tables.events));
        let told: Vec<Told<'_>> = told.collect();
        for one in &told {
            // `carried out an attack`: one event, told by the noun; `shot and killed`: by the first.
            let is_double = |other: &Told<'_>| {
                let is_carried = other.light == Some(one.trigger);
                let is_joined = other.trigger < one.trigger
                    && other.row.plover == one.row.plover
                    && tree.words[one.trigger].relation == Relation::Conj
                    && tree.head(one.trigger) == Some(other.trigger)
                    && one.recipients == other.recipients
                    && !one.recipients.is_empty();
                is_carried || is_joined
            };
            if !told.iter().any(is_double) {
                found.push(event(known, &tree, one));
            }
        }
    }
    found.sort_by_key(|event: &Event| event.parts().trigger.span().start());
    let sayings: Vec<Event> =
        known.said.statements.iter().filter_map(|one| folded(known, one, &found)).collect();
    let told: FxHashSet<Id> = sayings.iter().filter_map(|one| one.parts().about).collect();
    let ahead: Vec<Event> = found
        .iter()
        .filter(|deed| !told.contains(&deed.id()))
        .filter_map(|deed| planned(known, deed))
        .collect();
    found.extend(sayings);
    found.extend(ahead);
    found.sort_by_key(|event| event.parts().trigger.span().start());
    found
}

fn event(known: &Known<'_>, tree: &Tree<'_>, told: &Told<'_>) -> Event {
    let cut = |bytes: Range<u32>| Evidence::cut(known.document, Span::new(bytes.start, bytes.end));
    let trigger = cut(tree.bytes(&(told.words.0..told.words.1 + 1)));
    let participants = |heads: &[usize]| {
        heads
            .iter()
            .map(|&head| {
                participant(
                    known,
                    tree.bytes(&noun_phrase(tree, head)),
                    tree.words[head].span.start(),
                )
            })
            .collect::<Vec<_>>()
    };
    let whole = tree.bytes(&(0..tree.words.len()));
    let near = within(known.mentions, whole, |one| one.evidence.span().start()).iter();
    let mut dates = near.clone().filter_map(|one| Some((one.date.clone()?, one.evidence.clone())));
    let date = dates.next().filter(|_| dates.next().is_none());
    let is_here = |one: &&Mention| {
        let span = one.evidence.span();
        told.place.is_some_and(|place| {
            let word = tree.words[place].span;
            span.start() <= word.start() && word.end() <= span.end()
        })
    };
    let is_in = |one: &&Mention| {
        let first =
            tree.words.partition_point(|word| word.span.start() < one.evidence.span().start());
        first > 0
            && matches!(&*tree.form(first - 1).to_lowercase(), "in" | "near" | "at" | "outside")
    };
    let place =
        near.clone().filter(is_here).chain(near.filter(is_in)).find_map(|one| one.place.clone());
    let (factuality, asserted_by) = sense::sense(known, tree, told);
    Event::new(
        known.document,
        EventParts {
            plover: told.row.plover,
            mode: told.row.mode.as_deref().map(str::to_owned),
            contexts: told.row.contexts.iter().map(|one| one.clone().into_string()).collect(),
            cameo: told.row.cameo.as_deref().map(str::to_owned),
            actors: participants(&told.actors),
            recipients: participants(&told.recipients),
            place,
            date,
            counts: counts(known, tree, told),
            trigger,
            factuality,
            asserted_by,
            about: None,
            confidence: 0.7,
            by: format!("event@1+{}:{}", told.row.table, told.row.line),
        },
    )
}

/// The figures of those killed, injured, arrested, displaced, and who take part.
fn counts(known: &Known<'_>, tree: &Tree<'_>, told: &Told<'_>) -> [Option<Id>; 5] {
    let of = |heads: &[usize]| {
        let mut figures = heads.iter().filter_map(|&head| {
            let words = noun_phrase(tree, head);
            let bytes = tree.bytes(&words);
            within(known.figures, bytes, |figure| figure.parts().evidence.span().start()).first()
        });
        figures.next().map(Figure::id)
    };
    let lemma = tree.lemma(told.trigger);
    let is = |class| known.tables.figures.one(&lemma, class).is_some();
    let suffer = of(&told.recipients);
    [
        suffer.filter(|_| is(FigureClass::Killed)),
        suffer.filter(|_| is(FigureClass::Injured)),
        suffer.filter(|_| is(FigureClass::Arrested)),
        suffer.filter(|_| is(FigureClass::Displaced)),
        of(&told.actors),
    ]
}

/// Whoever stands in a stretch of the text with a head.
pub(super) fn participant(known: &Known<'_>, bytes: Range<u32>, head: u32) -> Participant {
    let evidence = Evidence::cut(known.document, Span::new(bytes.start, bytes.end));
    let inside = within(known.mentions, bytes.clone(), |one| one.evidence.span().start());
    let inside =
        inside.iter().filter(|one| one.evidence.span().end() <= bytes.end && one.date.is_none());
    let around = |one: &&Mention| {
        let span = one.evidence.span();
        span.start() <= head && head < span.end()
    };
    let own = inside.clone().filter(around).max_by_key(|one| one.evidence.span().range().len());
    let mut codes = own.map(|one| one.codes.clone()).unwrap_or_default();
    // `Moroccan police`: whose they are.
    if codes.is_empty() {
        codes = inside
            .clone()
            .find(|one| !one.codes.is_empty())
            .map(|one| one.codes.clone())
            .unwrap_or_default();
    }
    Participant {
        name: own.and_then(|one| one.name.clone()),
        actor: own.and_then(|one| one.actor.clone()),
        codes,
        evidence,
    }
}

fn asserter(statement: Option<&Statement>) -> Asserter {
    statement.map_or(Asserter::Author, |one| Asserter::Statement(one.id()))
}

/// Whether the text tells of something as done or under way.
fn is_told(factuality: Factuality) -> bool {
    matches!(factuality, Factuality::Happened | Factuality::Ongoing)
}
