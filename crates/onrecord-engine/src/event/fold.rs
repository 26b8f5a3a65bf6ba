//! Events of saying: a threat, a demand, a refusal, with the deed that it is about (`folds.tsv`).

use onrecord_model::{
    Act, Asserter, Event, EventParts, Evidence, Factuality, Form, InText, Medium, Mention,
    Participant, Party, PartyKind, PloverType, Span, Statement,
};

use rustc_hash::FxHashSet;

use super::party::{owner, participants, parties};
use super::sense::of_act;
use super::{Known, is_told};
use crate::report::Tree;
use crate::said::within;
use crate::sentence::{self, Relation, Upos, Word, Xpos};
use crate::tables::FoldRow;

/// The event that a statement is, if PLOVER counts it, given the deeds of the document.
/// `carried`: where verbs stand that carry the noun of a deed.
pub(super) fn folded(
    known: &Known<'_>,
    statement: &Statement,
    deeds: &[Event],
    carried: &FxHashSet<u32>,
) -> Option<Event> {
    let parts = statement.parts();
    // `was promised rice`: by somebody.
    let is_by_nobody =
        parts.source.is_none() && parts.act != Act::Accuse && parts.addressee.is_none();
    if parts.medium == Medium::Thought || is_by_nobody {
        return None;
    }
    let cue = parts.cue.as_ref()?;
    // `offered apologies`: told by the noun; `the killing pushed Iraq to …`: nobody does.
    let is_act = |party: &Party| {
        let words = top(known, party.evidence.span());
        words.is_some_and(|(_, word)| is_deed(known, word))
    };
    if carried.contains(&cue.evidence.span().start()) || parts.source.as_ref().is_some_and(is_act) {
        return None;
    }
    let covers = |piece: &Evidence, event: &Event| {
        let at = event.parts().trigger.span();
        piece.span().start() <= at.start() && at.end() <= piece.span().end()
    };
    let inside = |event: &&Event| {
        parts.content.iter().any(|piece| covers(piece, event))
            && !parts.condition.as_ref().is_some_and(|one| covers(&one.evidence, event))
    };
    let changed = |event: &&Event| !is_told(event.parts().factuality);
    let start = |event: &Event| event.parts().trigger.span().start();
    let pieces = || parts.content.iter().map(Evidence::span);
    let hull = pieces().map(Span::start).min()?..pieces().map(Span::end).max()?;
    let first = parts.content.iter().next()?.span();
    let (words, top) = top(known, first)?;
    // `refuse to leave when it strikes`: told on the way.
    let is_main = |event: &&Event| {
        let is_clause = |word: &Word| match word.relation {
            Relation::AclRelcl | Relation::Parataxis => true,
            // `asked them to refrain from attacking`
            Relation::Advcl => matches!(word.xpos, Xpos::Vbd | Xpos::Vbp | Xpos::Vbz),
            _ => false,
        };
        !(first.start() <= start(event) && start(event) < first.end())
            || is_near(words, first, top, start(event), is_clause)
    };
    let mut main = within(deeds, hull.clone(), start).iter().filter(inside).filter(is_main);
    let deed = main.find(changed);
    let about = deed.map(Event::parts);
    let future = about
        .is_some_and(|deed| matches!(deed.factuality, Factuality::Planned | Factuality::Promised));
    // `Frost threatens the blossom`: nobody does.
    let acts = |party: &Party| match party.kind {
        Some(kind) => party.actor.is_some() || kind != PartyKind::Document,
        None => party.actor.is_some() || parts.addressee.is_some() || deed.is_some(),
    };
    if !parts.source.as_ref().is_none_or(acts) {
        return None;
    }
    if parts.act == Act::Announce && !future {
        return None;
    }
    // `The hotel offers rooms`: to nobody.
    let is_thing = || top.upos != Upos::Verb;
    let is_state =
        || parts.source.iter().flat_map(|one| parties(known, one)).any(|one| one.is_known());
    if parts.act == Act::Offer
        && deed.is_none()
        && parts.addressee.is_none()
        && is_thing()
        && !is_state()
    {
        return None;
    }
    // `promised not to attack`: what is not done is no deed of a promise.
    let is_kept = matches!(parts.act, Act::Promise | Act::Offer);
    let about = about.filter(|deed| !(is_kept && deed.factuality == Factuality::Negated));
    let row = known.tables.folds.of(
        &format!("act:{}", parts.act.name()),
        about.map(|deed| (deed.plover, deed.mode.as_deref())),
        |lemma| holds(known, statement, lemma),
    )?;
    let plover = row.plover?;
    let own = cue.evidence.span();
    // `“We will see,” he said`: what is said makes a threat by itself, a promise only of a state or body.
    let is_neutral = is_neutral(known, statement);
    let may_be = || match plover {
        PloverType::Threaten => true,
        PloverType::Agree | PloverType::Request => parts.form == Form::Indirect && is_state(),
        _ => false,
    };
    if is_neutral && deed.is_none() && !may_be() {
        return None;
    }
    let mut actors: Vec<_> = parts.source.iter().flat_map(|party| parties(known, party)).collect();
    // `urged Peru to condemn the raid`: not done yet, and by Peru.
    let mut factuality = parts.factuality;
    if let Some(above) = known.said.above(statement).map(Statement::parts)
        && is_told(factuality)
        && let Some(first) = above.content.iter().next()
        && self::top(known, first.span()).is_some_and(|(_, top)| is_same_place(top.span, own))
    {
        factuality = of_act(above.act, factuality);
        let is_by_source = |source: &Party| {
            above.source.as_ref().is_some_and(|one| one.evidence.span() == source.evidence.span())
        };
        if factuality == Factuality::Demanded
            && let Some(addressee) = &above.addressee
            && parts.source.as_ref().is_none_or(is_by_source)
        {
            actors = parties(known, addressee);
        }
    }
    let is_other = |one: &&Participant| actors.iter().all(|actor| !is_one(actor, one));
    let mut recipients: Vec<_> = match plover {
        PloverType::Accuse | PloverType::Support => Vec::new(),
        _ => parts.addressee.iter().flat_map(|party| parties(known, party)).collect(),
    };
    // `threatened to cut ties with Peru`: whom the deed is done to.
    if recipients.is_empty()
        && let Some(deed) = about
    {
        // Whoever is asked does it; whoever is threatened has it done to them.
        let (first, second) = match plover {
            PloverType::Request => (&deed.actors, &deed.recipients),
            _ => (&deed.recipients, &deed.actors),
        };
        recipients.extend(first.iter().chain(second).find(is_other).cloned());
    }
    // `apologised for attacking Peru`
    if recipients.is_empty() && plover == PloverType::Concede {
        let deeds = within(deeds, hull, start).iter().filter(inside);
        recipients.extend(deeds.flat_map(|deed| &deed.parts().recipients).find(is_other).cloned());
    }
    if recipients.is_empty()
        && ["each other", "one another"].iter().any(|one| is_said(known, statement, one))
    {
        recipients.clone_from(&actors);
    }
    // `praised Uruguay`, `accused the firm of theft`: who is named first in what is said, but not in a
    // clause of it.
    if recipients.is_empty() {
        let is_clause = |word: &Word| {
            matches!(
                word.relation,
                Relation::AclRelcl | Relation::Advcl | Relation::Parataxis | Relation::Acl
            )
        };
        let is_near =
            |one: &Mention| is_near(words, first, top, one.evidence.span().start(), is_clause);
        let named =
            within(known.mentions, first.start()..first.end(), |one| one.evidence.span().start());
        let named = named.iter().filter(|one| {
            let is_there = one.evidence.span().end() <= first.end();
            is_there
                && one.date.is_none()
                && (one.actor.is_some() || !one.codes.is_empty())
                && is_near(one)
        });
        let mut all = named.flat_map(|one| {
            let at = one.evidence.span();
            participants(known, at.start()..at.end(), at.start())
        });
        recipients.extend(all.find(|one| is_other(&one)));
    }
    // The word for it is told as an event already: `condemned`, `signed`. Only this one leads to a deed, or
    // to whom it is done.
    let mut twins = within(deeds, own.start()..own.end(), start).iter();
    if let Some(twin) = twins.find(|event| is_same(event, plover, own)) {
        if recipients.is_empty() {
            recipients.clone_from(&twin.parts().recipients);
        }
        if deed.is_none() && (recipients.is_empty() || !twin.parts().recipients.is_empty()) {
            return None;
        }
    }
    // `called the cases “extensions”`, `defended his thesis`: of nobody.
    if matches!(parts.act, Act::Criticise | Act::Praise | Act::Support)
        && deed.is_none()
        && !actors.iter().chain(&recipients).any(Participant::is_known)
        && !parts.source.as_ref().and_then(|one| one.kind).is_some_and(is_body)
    {
        return None;
    }
    let mut contexts = Vec::new();
    known.tables.contexts.add(words.iter().map(|word| &*word.lemma), &mut contexts);
    Some(Event::new(
        known.document,
        EventParts {
            plover,
            mode: row.mode.as_deref().map(str::to_owned),
            contexts,
            cameo: None,
            actors,
            recipients,
            place: None,
            date: None,
            counts: [None; 5],
            // What makes it the act that it is: the cue, or what is said where the cue tells nothing
            // (`said that they would fire`).
            trigger: match deed {
                Some(deed) if is_neutral => deed.parts().trigger.clone(),
                None if is_neutral => Evidence::cut(known.document, top.span),
                _ => cue.evidence.clone(),
            },
            factuality,
            asserted_by: parts.parent.map_or(Asserter::Author, Asserter::Statement),
            about: deed.map(Event::id),
            confidence: 0.0,
            by: format!("act@1+{}", parts.by),
        },
    ))
}

/// Whether somebody is more than one person.
fn is_body(kind: PartyKind) -> bool {
    matches!(kind, PartyKind::Organisation | PartyKind::Government)
}

/// Words between a name and the top of what is said.
const STEPS: usize = 8;

/// Whether a word stands in what is said with none of some clauses around it but the whole.
fn is_near(
    words: &[Word],
    piece: Span<InText>,
    top: &Word,
    start: u32,
    is_clause: impl Fn(&Word) -> bool,
) -> bool {
    let mut at = words.partition_point(|word| word.span.start() < start);
    for _ in 0..STEPS {
        let Some(word) = words.get(at) else { return false };
        if word.span == top.span || !is_inside(word, piece) {
            return true;
        }
        let Some(head) = word.head.filter(|_| !is_clause(word)) else { return false };
        at = head as usize;
    }
    false
}

fn is_inside(word: &Word, piece: Span<InText>) -> bool {
    piece.start() <= word.span.start() && word.span.end() <= piece.end()
}

/// Whether the cue tells nothing of what is done by it: `said`, `was quoted`.
fn is_neutral(known: &Known<'_>, statement: &Statement) -> bool {
    let Some(cue) = &statement.parts().cue else { return false };
    let first = cue.lemma.split(' ').next().unwrap_or_default();
    let mut rows = known.tables.reports.verbs.of(first).map(|(_, row)| row);
    match rows.find(|row| *row.lemma == *cue.lemma) {
        Some(row) => row.is_neutral,
        // Cues of quotations alone.
        None => statement.parts().form == Form::Direct,
    }
}

/// Whether a noun tells of something done, and not of somebody.
fn is_deed(known: &Known<'_>, word: &Word) -> bool {
    word.upos == Upos::Noun
        && known.tables.events.of(&word.lemma, Upos::Noun).next().is_some()
        && known.tables.roles.noun(&word.lemma).is_none()
}

/// The word of a stretch that the rest of its first sentence hangs on, with the words of that sentence.
fn top<'k>(known: &Known<'k>, piece: Span<InText>) -> Option<(&'k [Word], &'k Word)> {
    let bytes = piece.start()..piece.end();
    let sentence = &known.sentences[sentence::within(known.sentences, &bytes)].first()?.words;
    let is_in = |word: &Word| is_inside(word, piece);
    let tops = sentence.iter().filter(|word| {
        let head = word.head.and_then(|head| sentence.get(head as usize));
        is_in(word) && word.upos != Upos::Punct && !head.is_some_and(is_in)
    });
    tops.min_by_key(|word| word.upos != Upos::Verb).map(|word| (&**sentence, word))
}

/// Whether an event is of a type and told by the words of a stretch.
pub(super) fn is_same(event: &Event, plover: PloverType, own: Span<InText>) -> bool {
    event.parts().plover == plover && is_same_place(event.parts().trigger.span(), own)
}

fn is_same_place(one: Span<InText>, other: Span<InText>) -> bool {
    one.start() < other.end() && other.start() < one.end()
}

/// Whether what a statement says begins with some words.
fn is_said(known: &Known<'_>, statement: &Statement, words: &str) -> bool {
    let mut pieces = statement.parts().content.iter().map(Evidence::span);
    pieces.any(|piece| known.document.text()[piece.range()].starts_with(words))
}

/// Whether two are the same: by their words, by who they are, or by their codes.
fn is_one(one: &Participant, other: &Participant) -> bool {
    one.evidence.span() == other.evidence.span()
        || one.actor.is_some() && one.actor == other.actor
        || !one.codes.is_empty() && one.codes == other.codes
}

/// Words of what is said that are looked at.
const WORDS: usize = 12;

/// Whether a dictionary form is among the first words of what a statement says, with `^` the first.
fn holds(known: &Known<'_>, statement: &Statement, lemma: &str) -> bool {
    let Some(first) = statement.parts().content.iter().next().map(Evidence::span) else {
        return false;
    };
    let sentences =
        &known.sentences[sentence::within(known.sentences, &(first.start()..first.end()))];
    let words = sentences.iter().flat_map(|sentence| &sentence.words);
    let words = words.skip_while(|word| word.span.start() < first.start());
    let (lemma, most) = lemma.strip_prefix('^').map_or((lemma, WORDS), |lemma| (lemma, 1));
    words
        .take_while(|word| word.span.end() <= first.end())
        .take(most)
        .any(|word| word.lemma.eq_ignore_ascii_case(lemma))
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
