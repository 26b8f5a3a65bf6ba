//! Pronouns, and descriptions that only the text explains: `he`, `the group`.
//!
//! Names and descriptions that are resolved go into coreference as they are; what it joins to them
//! means the same. Inside a quotation `I` is whoever says it, and `we` the body or country that he
//! speaks for.

use onrecord_knowledge::{Holds, Kind, Property, Subject};
use onrecord_model::{InText, Span};
use rustc_hash::FxHashMap;

use super::context::Context;
use super::describe::Description;
use super::role::Judge;
use super::{Candidate, Entity, Label, Mention, Page};
use crate::coref::{self, Class, NameEntity, Saying};
use crate::sentence::{NameKind, Relation, Upos};

/// Adds pronouns, and finds out whom descriptions mean that are open.
pub(super) fn add(
    page: Page<'_>,
    context: &Context,
    open: &[Description<'_>],
    mentions: &mut Vec<Mention>,
    entities: &mut Vec<Entity>,
) {
    let mut known = Vec::new();
    // Number of the mention that holds a word.
    let mut at_word: FxHashMap<(usize, usize), usize> = FxHashMap::default();
    for (number, mention) in mentions.iter().enumerate() {
        at_word.extend(mention.words.clone().map(|word| ((mention.sentence, word), number)));
        known.extend(known_name(page, mention, &entities[mention.entity]));
    }
    let open_at: FxHashMap<usize, &Description<'_>> = open
        .iter()
        .filter_map(|one| Some((*at_word.get(&(one.sentence, one.words.start))?, one)))
        .collect();
    let of_page = coref::Page {
        text: page.text,
        sentences: page.sentences,
        title: None,
        names: Some(&known),
        sayings: page.sayings,
        explain: false,
    };
    for cluster in coref::link(of_page, page.tables, page.coref) {
        let found = |one: &coref::Mention| at_word.get(&(one.sentence, one.head)).copied();
        let is_resolved = |number: &usize| is_known(&entities[mentions[*number].entity]);
        let first = cluster.iter().filter_map(found).find(is_resolved);
        let first = first.or_else(|| cluster.iter().find_map(found));
        let entity = first.map_or_else(
            || {
                entities.push(Entity::default());
                entities.len() - 1
            },
            |number| mentions[number].entity,
        );
        let sure = sureness(&cluster);
        for (one, sure) in cluster.iter().zip(sure) {
            let entity = if sure >= SURE {
                entity
            } else {
                let candidate = entities[entity].subject.map(|subject| Candidate {
                    subject,
                    score: chance(sure),
                    why: "coreference",
                });
                entities.push(Entity {
                    candidates: candidate.into_iter().collect(),
                    ..Entity::default()
                });
                entities.len() - 1
            };
            match found(one) {
                Some(number) => {
                    let judge = Judge { page, context, names: mentions, entities };
                    let may_mean = |one: &&Description<'_>| {
                        entities[entity].subject.is_none_or(|subject| judge.may_mean(one, subject))
                    };
                    if open_at.get(&number).is_some_and(may_mean) {
                        mentions[number].entity = entity;
                    }
                }
                None if one.kind.is_pronoun() => mentions.push(Mention {
                    sentence: one.sentence,
                    words: one.words.clone(),
                    span: one.span,
                    label: Label::Pronoun,
                    entity,
                }),
                None => {}
            }
        }
    }
    mentions.sort_by_key(|mention| (mention.span.start(), mention.span.end()));
    speakers(page, mentions, entities);
    belongings(page, context, open, mentions, entities);
}

/// Logarithm of the odds from which on a pronoun means whom it was joined to; below, that is open.
const SURE: f32 = 0.5;

/// The probability of logarithmic odds.
fn chance(odds: f32) -> f32 {
    1.0 / (1.0 + libm::expf(-odds))
}

/// How sure it is that each mention of a cluster belongs to it: as sure as the weakest link to a
/// name or description.
fn sureness(cluster: &[coref::Mention]) -> Vec<f32> {
    let mut sure: Vec<f32> = Vec::with_capacity(cluster.len());
    for one in cluster {
        sure.push(one.link.as_ref().map_or(f32::INFINITY, |link| {
            let before = sure.get(link.to).copied().unwrap_or(f32::INFINITY);
            if cluster[link.to].kind.is_pronoun() { link.margin.min(before) } else { link.margin }
        }));
    }
    sure
}

/// Finds out whom descriptions mean that belong to somebody whom a pronoun or another description
/// means: `its leader`, `the group's leader`.
fn belongings(
    page: Page<'_>,
    context: &Context,
    open: &[Description<'_>],
    mentions: &mut [Mention],
    entities: &mut Vec<Entity>,
) {
    let mut of_subject = by_subject(entities);
    // Entities that turned out to be others.
    let mut moved: FxHashMap<usize, usize> = FxHashMap::default();
    for description in open {
        let here = in_sentence(mentions, description.sentence);
        let is_it = |&at: &usize| mentions[at].words == description.words;
        let Some(at) = here.clone().find(is_it) else { continue };
        let old = mentions[at].entity;
        let judge = Judge { page, context, names: mentions, entities };
        let owner = description.owner_word.map(|word| {
            let owner = here.clone().find(|&at| mentions[at].words.contains(&word));
            owner.and_then(|owner| entities[mentions[owner].entity].subject)
        });
        let subject = match owner {
            Some(owner) => owner.and_then(|owner| judge.who(description, Some(owner))),
            None if is_known(&entities[old]) || description.owner.is_some() => None,
            None => judge.only_one(description),
        };
        let Some(subject) = subject else { continue };
        if is_known(&entities[old]) {
            mentions[at].entity = entity_of(page, subject, &mut of_subject, entities);
        } else {
            // Pronouns that mean the same go with it.
            entities[old] = Entity::of(page, subject);
            let known = *of_subject.entry(subject).or_insert(old);
            if known != old {
                moved.insert(old, known);
            }
        }
    }
    for mention in mentions.iter_mut() {
        mention.entity = moved.get(&mention.entity).copied().unwrap_or(mention.entity);
    }
}

/// Entities by whom they are.
fn by_subject(entities: &[Entity]) -> FxHashMap<Subject, usize> {
    let known = entities.iter().enumerate().rev();
    known.filter_map(|(at, entity)| Some((entity.subject?, at))).collect()
}

/// The entity of an actor, a new one if there is none.
fn entity_of(
    page: Page<'_>,
    subject: Subject,
    of_subject: &mut FxHashMap<Subject, usize>,
    entities: &mut Vec<Entity>,
) -> usize {
    *of_subject.entry(subject).or_insert_with(|| {
        entities.push(Entity::of(page, subject));
        entities.len() - 1
    })
}

/// Numbers of the mentions of a sentence.
fn in_sentence(mentions: &[Mention], sentence: usize) -> std::ops::Range<usize> {
    mentions.partition_point(|mention| mention.sentence < sentence)
        ..mentions.partition_point(|mention| mention.sentence <= sentence)
}

/// Lets the pronouns of the first person inside quotations mean whoever says these.
fn speakers(page: Page<'_>, mentions: &mut Vec<Mention>, entities: &mut Vec<Entity>) {
    let mut of_subject = by_subject(entities);
    let mut sayings: Vec<&Saying> = page.sayings.iter().collect();
    sayings.sort_by_key(|saying| saying.content.start());
    let mut added = Vec::new();
    for (number, sentence) in page.sentences.iter().enumerate() {
        for (at, word) in sentence.words.iter().enumerate() {
            let form = &page.text[word.span.range()];
            let Some(is_one) = first_person(form).filter(|_| word.upos == Upos::Pron) else {
                continue;
            };
            // Quotations are apart: the last that begins before a word is the one that may hold it.
            let begun =
                sayings.partition_point(|saying| saying.content.start() <= word.span.start());
            let Some(saying) = begun.checked_sub(1).map(|last| sayings[last]) else { continue };
            if word.span.end() > saying.content.end() {
                continue;
            }
            let named = within(mentions, saying.source);
            let speaker = speaker(page, &mentions[named.clone()]);
            let speaker = speaker.map(|speaker| speaker.entity);
            let entity = if is_one {
                speaker
            } else {
                // Somebody of a body speaks for it: `a spokesman for the group`.
                let of_speaker = speaker.and_then(|speaker| group(page, &entities[speaker]));
                let body = || {
                    let subjects =
                        mentions[named].iter().filter_map(|one| entities[one.entity].subject);
                    let base = page.knowledge.base();
                    subjects.into_iter().find(|one| base.kind(*one) != Some(Kind::Person))
                };
                let subject = of_speaker.or_else(body);
                subject.map(|subject| entity_of(page, subject, &mut of_subject, entities))
            };
            let entity = entity.unwrap_or_else(|| {
                entities.push(Entity::default());
                entities.len() - 1
            });
            let here = in_sentence(mentions, number);
            match mentions[here].iter_mut().find(|mention| mention.span == word.span) {
                Some(mention) => mention.entity = entity,
                None => added.push(Mention {
                    sentence: number,
                    words: at..at + 1,
                    span: word.span,
                    label: Label::Pronoun,
                    entity,
                }),
            }
        }
    }
    mentions.extend(added);
    mentions.sort_by_key(|mention| (mention.span.start(), mention.span.end()));
}

/// The mentions that touch a span.
fn within(mentions: &[Mention], span: Span<InText>) -> std::ops::Range<usize> {
    let end = mentions.partition_point(|mention| mention.span.start() < span.end());
    let before = mentions[..end].iter().rev();
    end - before.take_while(|mention| mention.span.end() > span.start()).count()..end
}

/// Who speaks of those whom a source names: its head, or a name beside the head.
fn speaker<'m>(page: Page<'_>, named: &'m [Mention]) -> Option<&'m Mention> {
    let depth = |mention: &Mention| {
        let words = &page.sentences[mention.sentence].words;
        let head = |at: usize| words[at].head.map(|head| head as usize);
        let is_top = |at: &usize| head(*at).is_none_or(|head| !mention.words.contains(&head));
        let mut at = mention.words.clone().find(is_top).unwrap_or(mention.words.start);
        let mut depth = 0;
        while let Some(above) = head(at).filter(|_| depth < words.len()) {
            // A name beside a title or a description is as good as it.
            let is_beside =
                matches!(words[at].relation, Relation::Flat | Relation::Appos | Relation::Compound);
            depth += usize::from(!is_beside);
            at = above;
        }
        depth
    };
    // The last of equals: `the group's spokesman Ali Karim`.
    named.iter().rev().min_by_key(|mention| depth(mention))
}

/// Whether a pronoun of the first person stands for one.
pub(crate) fn first_person(form: &str) -> Option<bool> {
    match form.to_ascii_lowercase().as_str() {
        "i" | "me" | "my" | "mine" | "myself" => Some(true),
        "we" | "us" | "our" | "ours" | "ourselves" => Some(false),
        _ => None,
    }
}

/// The body or country that somebody speaks for when he says `we`.
fn group(page: Page<'_>, speaker: &Entity) -> Option<Subject> {
    let base = page.knowledge.base();
    let speaker = speaker.subject?;
    if base.kind(speaker) != Some(Kind::Person) {
        return Some(speaker);
    }
    let ties = [
        Property::SpeaksFor,
        Property::Commands,
        Property::Holds,
        Property::Leads,
        Property::MemberOf,
    ];
    ties.into_iter().find_map(|tie| {
        let mut facts = base.facts(speaker).filter(|fact| {
            let holds = |at| fact.period.holds(at) > Holds::No;
            fact.property == tie && page.published.is_none_or(holds)
        });
        let object = base.subject(facts.next()?.object)?;
        match tie {
            Property::Holds => {
                base.object(object, Property::OfficeOf).and_then(|id| base.subject(id))
            }
            _ => Some(object),
        }
    })
}

/// Whether somebody is meant whom a name or the base tells.
fn is_known(entity: &Entity) -> bool {
    entity.subject.is_some() || !entity.name.is_empty()
}

/// What coreference needs to know of a mention.
fn known_name(page: Page<'_>, mention: &Mention, entity: &Entity) -> Option<NameEntity> {
    if !is_known(entity) {
        return None;
    }
    let base = page.knowledge.base();
    let class = match entity.subject.and_then(|subject| base.kind(subject)) {
        Some(Kind::Person) => Some(Class::Person),
        Some(kind) if kind.is_land() || kind.is_site() => Some(Class::Place),
        Some(_) => Some(Class::Group),
        None => match mention.label {
            Label::Name(Some(NameKind::Person)) => Some(Class::Person),
            Label::Name(Some(NameKind::Organisation)) => Some(Class::Group),
            Label::Name(Some(NameKind::Location)) => Some(Class::Place),
            _ => None,
        },
    };
    let gender = entity.subject.and_then(|subject| base.object(subject, Property::Gender));
    Some(NameEntity {
        sentence: mention.sentence,
        words: mention.words.clone(),
        entity: u32::try_from(mention.entity).ok()?,
        class,
        is_female: gender.map(|gender| gender == "female"),
    })
}
