//! Events: who did what to whom, where, when, and in what sense the text tells it.
//!
//! In: sentences with their trees, statements, mentions, figures. Out: an event for each word that tells
//! one (`events/*.tsv`), and one for each act of saying that PLOVER counts (a threat, a demand, a
//! refusal), which leads to the deed that it is about. `frame` finds the word and where its parties stand, `party` who they
//! are, `sense` whether it happened; `saying` makes events of statements, `fold` of words over deeds.

mod confidence;
mod fold;
mod frame;
mod party;
mod saying;
mod sense;

use std::ops::Range;

use fold::{above, also, among, is_same, over, planned};
use frame::{Look, Told};
use onrecord_model::{
    Act, Asserter, Document, Event, EventParts, Evidence, Factuality, Figure, Id, Mention,
    Participant, Party, PloverType, Span, Statement,
};
use party::{owner, participants, parties};
use rustc_hash::FxHashSet;
use saying::folded;

use crate::coref::CorefTables;
use crate::report::{Tree, is_marked, noun_phrase, source};
use crate::said::{Said, within};
use crate::sentence::{Relation, Sentence, Upos};
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
    let mut purposes: FxHashSet<Id> = FxHashSet::default();
    let mut carried: FxHashSet<u32> = FxHashSet::default();
    for sentence in known.sentences {
        let tree = Tree::new(known.document.text(), sentence);
        let look = Look {
            tree: &tree,
            sentence,
            nouns: known.nouns,
            figures: &known.tables.figures,
            roles: &known.tables.roles,
            implicatives: &known.tables.reports.implicatives,
            events: &known.tables.events,
            mentions: known.mentions,
        };
        let bytes = tree.bytes(&(0..tree.words.len()));
        let near = within(known.mentions, bytes, |one| one.evidence.span().start());
        // `31 March`
        let is_date = |at: usize| {
            let word = tree.words[at].span;
            near.iter().any(|one| {
                let span = one.evidence.span();
                one.date.is_some() && span.start() <= word.start() && word.end() <= span.end()
            })
        };
        let titles = titles(&tree);
        let is_title = |at: usize| titles.iter().any(|title| title.contains(&at));
        let told = (0..tree.words.len()).filter(|&at| !is_date(at) && !is_title(at));
        let told = told.filter_map(|at| look.event(at));
        let told: Vec<Told<'_>> = told.collect();
        for one in &told {
            // `carried out an attack`: one event, told by the noun; `shot and killed`: by the first.
            let is_double = |other: &Told<'_>| {
                let is_carried = other.light == Some(one.trigger) && !other.is_loose;
                let is_joined = other.trigger < one.trigger
                    && other.row.plover == one.row.plover
                    && tree.words[one.trigger].relation == Relation::Conj
                    && tree.head(one.trigger) == Some(other.trigger)
                    && one.recipients == other.recipients
                    && !one.recipients.is_empty();
                is_carried || is_joined
            };
            if told.iter().any(is_double) {
                continue;
            }
            let Some(deed) = event(known, &tree, one) else { continue };
            let Some(deed) = among(known, deed) else { continue };
            if sense::is_purpose(&tree, one) {
                purposes.insert(deed.id());
            }
            found.extend(also(known, &tree, one, &deed));
            if one.row.plover == PloverType::Assault
                && !one.actors.is_empty()
                && one.actors.iter().all(|&at| look.is_senseless(at, &known.tables.folds))
                && !deed.parts().actors.iter().any(Participant::is_known)
            {
                continue;
            }
            // `lifted sanctions`: the verb's event tells it.
            let takes = |other: &Told<'_>| {
                other.there.contains(&one.trigger)
                    && one.light != Some(other.trigger)
                    && tree.words[one.trigger].upos != Upos::Verb
            };
            let is_taken = told.iter().any(takes);
            let verb = over(&tree, one).filter(|&verb| told.iter().all(|one| one.trigger != verb));
            if let Some(verb) = verb {
                let told = Told { trigger: verb, words: (verb, verb), light: None, ..one.clone() };
                let actors = source(&tree, verb).into_iter().collect();
                let told = Told { actors, recipients: Vec::new(), place: None, ..told };
                let made = parts(known, &tree, &told);
                found.extend(above(known, &tree, verb, &made, &deed));
            }
            carried.extend(one.light.map(|light| tree.words[light].span.start()));
            if !(is_taken && is_told(deed.parts().factuality)) {
                found.push(deed);
            }
        }
    }
    found.sort_by_key(start);
    // What is said inside of another saying first: a demand may be about a refusal.
    let (inner, outer): (Vec<&Statement>, Vec<&Statement>) =
        known.said.statements.iter().partition(|one| one.parts().parent.is_some());
    let fold = |all: &[&Statement], deeds: &[Event]| -> Vec<Event> {
        all.iter().filter_map(|one| folded(known, one, deeds, &carried)).collect()
    };
    let inner = fold(&inner, &found);
    settle(&mut found, &inner);
    found.extend(inner);
    found.sort_by_key(start);
    let mut sayings = fold(&outer, &found);
    sayings.sort_by_key(start);
    settle(&mut found, &sayings);
    let told: FxHashSet<Id> =
        sayings.iter().chain(&found).filter_map(|one| one.parts().about).collect();
    let ahead: Vec<Event> = found
        .iter()
        .filter(|deed| !told.contains(&deed.id()) && !purposes.contains(&deed.id()))
        .filter_map(|deed| planned(known, deed))
        .collect();
    found.extend(sayings);
    found.extend(ahead);
    found.sort_by_key(start);
    let sure = |event: Event| {
        let features = confidence::features(event.parts());
        event.with_confidence(known.tables.event_confidence.of(&features))
    };
    found.into_iter().map(sure).collect()
}

fn start(event: &Event) -> u32 {
    event.parts().trigger.span().start()
}

/// Drops the events of words that sayings tell too and know more of: the deed that it is about, or to whom it
/// is done.
fn settle(found: &mut Vec<Event>, sayings: &[Event]) {
    found.retain(|event| {
        let own = event.parts().trigger.span();
        let knows_more = |one: &Event| {
            let is_more = one.parts().about.is_some()
                || event.parts().recipients.is_empty() && !one.parts().recipients.is_empty();
            is_more && is_same(one, event.parts().plover, own)
        };
        event.parts().about.is_some()
            || !within(sayings, own.start()..own.end(), start).iter().any(knows_more)
    });
}

/// No title has fewer words.
const SHORTEST: usize = 3;
/// Words of so many letters have a capital in a title.
const LONG: usize = 4;

/// Where titles stand in quotation marks: `“The Plot to Burn Strelsau”`.
fn titles(tree: &Tree<'_>) -> Vec<Range<usize>> {
    let marks: Vec<usize> = (0..tree.words.len()).filter(|&at| tree.is_quote(at)).collect();
    // Of an opening and a closing one: not what stands between two quotations.
    let between = marks.chunks_exact(2).map(|pair| pair[0] + 1..pair[1]);
    let is_title = |words: &Range<usize>| {
        let mut long = words
            .clone()
            .map(|at| tree.form(at))
            .filter(|form| form.chars().filter(|letter| letter.is_alphabetic()).count() >= LONG);
        words.len() >= SHORTEST
            && tree.form(words.end - 1) != "."
            && long.all(|form| form.starts_with(char::is_uppercase))
            && words.clone().any(|at| tree.words[at].upos == Upos::Verb)
    };
    between.filter(is_title).collect()
}

/// A deed with its parties; none where the text tells of nobody, unless the word does by itself.
fn event(known: &Known<'_>, tree: &Tree<'_>, told: &Told<'_>) -> Option<Event> {
    let mut parts = parts(known, tree, told);
    pronoun(known, tree, told, &mut parts);
    let is_said = said_of(known, tree, told, &mut parts);
    if told.is_loose && !is_said {
        return None;
    }
    // Forces that are deployed are those of whoever deploys them, and not whom it is done to.
    if parts.plover == PloverType::Mobilize {
        if parts.actors.is_empty() {
            std::mem::swap(&mut parts.actors, &mut parts.recipients);
        } else if told.object.is_some_and(|object| told.recipients == [object]) {
            parts.recipients.clear();
        }
    }
    if parts.recipients.is_empty()
        && let Some(object) = told.object.filter(|object| !told.actors.contains(object))
    {
        let bytes = tree.bytes(&noun_phrase(tree, object));
        parts.recipients.extend(owner(known, bytes, &parts.actors));
    }
    // `closed its border with Peru`, `a cyberattack on its parliament`, `spread false news about its election`
    if parts.recipients.is_empty() {
        let has_object = told.object.is_some();
        let on = tree.children(told.trigger).iter().copied().find(|&child| {
            matches!(tree.words[child].relation, Relation::Nmod | Relation::Obl)
                && !told.actors.contains(&child)
                && (["on", "against", "about", "among"]
                    .iter()
                    .any(|one| is_marked(tree, child, one))
                    || has_object && is_marked(tree, child, "with"))
        });
        let bytes = on.map(|on| tree.bytes(&noun_phrase(tree, on)));
        parts.recipients.extend(bytes.and_then(|bytes| owner(known, bytes, &parts.actors)));
    }
    // `marched to protest against the king`: whom it is against.
    if parts.plover == PloverType::Protest && parts.recipients.is_empty() {
        let verbs = [Some(told.trigger), told.light, tree.head(told.trigger)];
        let mut clauses = verbs.into_iter().flatten().flat_map(|verb| {
            tree.children(verb).iter().copied().filter(|&child| {
                let is_clause = matches!(
                    tree.words[child].relation,
                    Relation::Advcl | Relation::Acl | Relation::Xcomp
                );
                is_clause && child > told.trigger
                    || ["against", "over", "at", "of"].iter().any(|one| is_marked(tree, child, one))
            })
        });
        let found = clauses.find_map(|clause| {
            let (first, last) = tree.extent(clause);
            owner(known, tree.bytes(&(first..last + 1)), &parts.actors)
        });
        parts.recipients.extend(found);
    }
    at_home(known, &mut parts);
    if parts.plover == PloverType::Consult && parts.mode.is_none() {
        let all = parts.actors.iter().chain(&parts.recipients);
        let states: FxHashSet<&str> =
            all.flat_map(|one| one.codes.iter().filter_map(|code| code.get(..3))).collect();
        parts.mode = (states.len() > 2).then(|| "multilateral".to_owned());
    }
    // `protest movement`, `aid group`; `heart attack`
    let is_other = |&child: &usize| {
        tree.words[child].relation == Relation::Compound
            && !(told.words.0..=told.words.1).contains(&child)
            && known.tables.folds.weapon(&tree.lemma(child)).is_none()
    };
    let is_part = tree.words[told.trigger].relation == Relation::Compound
        || tree.children(told.trigger).iter().any(is_other);
    if is_part && (told.is_loose || told.is_bare()) {
        return None;
    }
    let is_bare = parts.actors.is_empty() && parts.recipients.is_empty() && told.place.is_none();
    (!is_bare || told.may_be_bare()).then(|| Event::new(known.document, parts))
}

/// Organs of a state that act in their own country.
const AT_HOME: [&str; 3] = ["COP", "JUD", "LEG"];

/// `arrested in Iran by police`: whose police, by where it takes place.
fn at_home(known: &Known<'_>, parts: &mut EventParts) {
    let Some(country) = parts.place.as_ref().and_then(|place| place.country.as_ref()) else {
        return;
    };
    let text = known.document.text();
    for one in parts.actors.iter_mut().chain(&mut parts.recipients).filter(|one| !one.is_known()) {
        let words = text[one.evidence.span().range()].to_lowercase();
        let noun = words.rsplit(' ').next().and_then(|noun| known.tables.roles.noun(noun));
        if let Some(row) = noun.filter(|row| AT_HOME.contains(&&*row.sector)) {
            one.codes.push(format!("{}{}", country.to_uppercase(), row.sector));
        }
    }
}

/// `The president said he would visit`: who is meant by a pronoun that nobody else is found for.
fn pronoun(known: &Known<'_>, tree: &Tree<'_>, told: &Told<'_>, parts: &mut EventParts) {
    let Some(said) = sense::of(known, tree, told) else { return };
    let is_third = |one: &Participant| {
        let words = &known.document.text()[one.evidence.span().range()];
        !one.is_known()
            && ["he", "she", "it", "they"].iter().any(|form| words.eq_ignore_ascii_case(form))
    };
    let Some(source) = said.parts().source.as_ref() else { return };
    for one in parts.actors.iter_mut().filter(|one| is_third(one)) {
        if let [whole] = parties(known, source).as_slice() {
            one.name.clone_from(&whole.name);
            one.actor.clone_from(&whole.actor);
            one.codes.clone_from(&whole.codes);
        }
    }
}

/// Takes the parties of a deed from the statement that it is what is said of, and tells whether it has some:
/// `threatened Peru with sanctions`, `asked Norway for a loan`.
fn said_of(known: &Known<'_>, tree: &Tree<'_>, told: &Told<'_>, parts: &mut EventParts) -> bool {
    let Some(said) = sense::of(known, tree, told) else { return false };
    let said = said.parts();
    let list = |party: Option<&Party>| party.map_or_else(Vec::new, |one| parties(known, one));
    let (does, suffers) = match said.act {
        Act::Threaten | Act::Promise | Act::Offer | Act::Announce | Act::Intend | Act::Propose => {
            (said.source.as_ref(), said.addressee.as_ref())
        }
        // `asked Norway for a loan`: help is for whoever asks.
        Act::Demand | Act::Request | Act::Appeal | Act::Order
            if matches!(parts.plover, PloverType::Aid | PloverType::Cooperate) =>
        {
            (said.addressee.as_ref(), said.source.as_ref())
        }
        Act::Demand | Act::Request | Act::Appeal | Act::Order => (said.addressee.as_ref(), None),
        Act::Accuse | Act::Criticise | Act::Praise => {
            let before = parts.actors.len();
            accused(known, tree, told, said, parts);
            return before < parts.actors.len();
        }
        _ => return false,
    };
    let mut is_found = false;
    // `called on Peru to leave`: whoever is called on leaves.
    let is_source = |one: &Participant| {
        said.source.as_ref().is_some_and(|source| source.evidence.span() == one.evidence.span())
    };
    if said.addressee.is_some()
        && said.act != Act::Threaten
        && does.map(|one| one.evidence.span())
            == said.addressee.as_ref().map(|one| one.evidence.span())
        && parts.actors.iter().any(is_source)
    {
        parts.actors = list(does);
        is_found = true;
    }
    let is_noun = tree.words[told.trigger].upos != Upos::Verb;
    if parts.actors.is_empty() && is_noun {
        parts.actors = list(does);
        // `demanded an apology from Japan`
        if does.is_none() {
            let sources = list(said.source.as_ref());
            let (end, last) = (parts.trigger.span().end(), tree.bytes(&(0..tree.words.len())).end);
            parts.actors.extend(owner(known, end..last, &sources));
        }
        is_found |= !parts.actors.is_empty();
    }
    let is_for = matches!(parts.plover, PloverType::Aid | PloverType::Cooperate)
        && said.addressee.is_some()
        && !parts.recipients.iter().any(Participant::is_known);
    if (parts.recipients.is_empty() && is_noun || is_for) && parts.plover != PloverType::Protest {
        let suffers = list(suffers);
        if !suffers.is_empty() {
            parts.recipients = suffers;
            is_found = true;
        }
    }
    is_found
}

/// `accused Peru of an attack`: the object of the cue does what the noun tells.
fn accused(
    known: &Known<'_>,
    tree: &Tree<'_>,
    told: &Told<'_>,
    said: &onrecord_model::StatementParts,
    parts: &mut EventParts,
) {
    let Some(cue) = said.cue.as_ref().map(|cue| cue.evidence.span()) else { return };
    let is_cue = |at: usize| {
        let span = tree.words[at].span;
        cue.start() <= span.start() && span.end() <= cue.end()
    };
    let verb =
        std::iter::successors(tree.head(told.trigger), |&at| tree.head(at)).find(|&at| is_cue(at));
    let object = verb.and_then(|verb| tree.child(verb, &[Relation::Obj, Relation::NsubjPass]));
    let is_noun = tree.words[told.trigger].upos != Upos::Verb;
    if let Some(object) =
        object.filter(|&object| is_noun && parts.actors.is_empty() && object != told.trigger)
    {
        let bytes = tree.bytes(&noun_phrase(tree, object));
        parts.actors = participants(known, bytes, tree.words[object].span.start());
    }
}

fn parts(known: &Known<'_>, tree: &Tree<'_>, told: &Told<'_>) -> EventParts {
    let cut = |bytes: Range<u32>| Evidence::cut(known.document, Span::new(bytes.start, bytes.end));
    let trigger = cut(tree.bytes(&(told.words.0..told.words.1 + 1)));
    let all = |heads: &[usize]| {
        let one = |&head: &usize| {
            let words = noun_phrase(tree, head);
            // Those joined to it are heads of their own.
            let joined = tree.children(head).iter().copied().find(|child| heads.contains(child));
            let first = joined.map_or(words.end, |child| tree.extent(child).0.max(head + 1));
            let bytes = tree.bytes(&(words.start..first.min(words.end)));
            participants(known, trimmed(known, bytes), tree.words[head].span.start())
        };
        heads.iter().flat_map(one).collect::<Vec<_>>()
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
    let mode = weapon(known, tree, told).or(told.row.mode.as_deref());
    let mut contexts = told.row.contexts.iter().map(|one| one.clone().into_string()).collect();
    known.tables.contexts.add(tree.words.iter().map(|word| &*word.lemma), &mut contexts);
    EventParts {
        plover: told.row.plover,
        mode: mode.map(str::to_owned),
        contexts,
        cameo: told.row.cameo.as_deref().map(str::to_owned),
        actors: all(&told.actors),
        recipients: all(&told.recipients),
        place,
        date,
        counts: counts(known, tree, told),
        trigger,
        factuality,
        asserted_by,
        about: None,
        confidence: 0.0,
        by: format!("event@1+{}:{}", told.row.table, told.row.line),
    }
}

/// A stretch without the marks and the `and` at its end.
fn trimmed(known: &Known<'_>, bytes: Range<u32>) -> Range<u32> {
    let text = &known.document.text()[bytes.start as usize..bytes.end as usize];
    let ends = |text: &str| text.trim_end_matches(|c: char| c.is_whitespace() || c == ',').len();
    let mut end = ends(text);
    for word in [" and", " or", " nor", " as well as"] {
        end = text[..end].strip_suffix(word).map_or(end, ends);
    }
    // Nothing but marks: as it stands.
    let end = if end == 0 { text.len() } else { end };
    bytes.start..bytes.start + u32::try_from(end).unwrap_or(0)
}

/// The mode of an assault by what it is made with: who does it, what the noun is made of, what stands
/// behind `with`, `by`, `from` or `in`.
fn weapon<'k>(known: &Known<'k>, tree: &Tree<'_>, told: &Told<'_>) -> Option<&'k str> {
    // Modes that tell more than the weapon.
    let is_open = told.row.mode.as_deref().is_none_or(|mode| known.tables.folds.is_weapons(mode));
    if told.row.plover != PloverType::Assault || !is_open {
        return None;
    }
    let parts = |at: usize| {
        let parts = tree.children(at).iter().copied();
        parts.filter(|&child| {
            matches!(tree.words[child].relation, Relation::Compound | Relation::Amod)
        })
    };
    let with = [told.trigger].into_iter().chain(told.light).flat_map(|verb| {
        tree.children(verb).iter().copied().filter(|&child| {
            let is_phrase = matches!(
                tree.words[child].relation,
                Relation::Obl | Relation::Nmod | Relation::OblAgent
            );
            is_phrase && ["with", "by", "from", "in"].iter().any(|one| is_marked(tree, child, one))
        })
    });
    let heads = told.actors.iter().copied().chain(with);
    let all = parts(told.trigger).chain(heads.flat_map(|head| parts(head).chain([head])));
    let mut modes = all.filter_map(|at| known.tables.folds.weapon(&tree.lemma(at)));
    modes.next()
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

fn asserter(statement: Option<&Statement>) -> Asserter {
    statement.map_or(Asserter::Author, |one| Asserter::Statement(one.id()))
}

/// Whether the text tells of something as done or under way.
fn is_told(factuality: Factuality) -> bool {
    matches!(factuality, Factuality::Happened | Factuality::Ongoing)
}
