//! Descriptions in sentences: `the Iraqi prime minister`, `the parliament`, `its leader`.
//!
//! A noun of `roles.tsv` describes somebody when an article, a possessive or the name of a country
//! or body makes it definite. Whom it means is asked twice ([`super::role`]): first where the name
//! of the country or body stands beside it or none is needed; then, when pronouns are understood,
//! where it belongs to whom a pronoun or another description means (`its leader`). In between,
//! coreference may tell ([`super::refer`]). Table: `roles.tsv`.

use std::ops::Range;

use onrecord_knowledge::{Kind, Subject};
use onrecord_model::Span;
use rustc_hash::FxHashMap;

use super::context::Context;
use super::role::Judge;
use super::{Entity, Label, Mention, Page};
use crate::sentence::{NameKind, Relation as Arc, Sentence, Upos, Word, Xpos};
use crate::tables::{Means, Modifies, RoleNoun};

/// Words that describe somebody.
#[derive(Clone, Debug)]
pub(super) struct Description<'p> {
    pub(super) sentence: usize,
    pub(super) noun: Noun<'p>,
    /// The country or body that is named beside it.
    pub(super) owner: Option<Subject>,
    /// The word, no name, that it belongs to: `its`, `the group` of `the group's leader`.
    pub(super) owner_word: Option<usize>,
    pub(super) modifier: Modifies,
    /// Its mention.
    pub(super) words: Range<usize>,
}

/// A noun of the table in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Noun<'p> {
    words: Range<usize>,
    /// The word that the others depend on.
    head: usize,
    pub(super) row: &'p RoleNoun,
    /// As the table has it.
    pub(super) form: String,
}

/// Whose role it is.
#[derive(Default)]
struct Owner {
    subject: Option<Subject>,
    /// Where it starts, if it stands right before the noun.
    start: Option<usize>,
}

/// Adds the descriptions of sentences to mentions and entities, and returns those that are open.
pub(super) fn add<'p>(
    page: Page<'p>,
    context: &Context,
    mentions: &mut Vec<Mention>,
    entities: &mut Vec<Entity>,
) -> Vec<Description<'p>> {
    let mut finder = Finder { page, names: mentions, entities, found: Vec::new() };
    for number in 0..page.sentences.len() {
        finder.sentence(number);
    }
    let found = finder.found;
    let judge = Judge { page, context, names: mentions, entities };
    let meant: Vec<Meant> = found
        .iter()
        .map(|(description, attached)| match attached {
            Some(entity) => Meant::Entity(*entity),
            None if description.owner_word.is_some() => Meant::Unknown,
            None => {
                judge.who(description, description.owner).map_or(Meant::Unknown, Meant::Subject)
            }
        })
        .collect();
    let mut known: FxHashMap<Subject, usize> = entities
        .iter()
        .enumerate()
        .filter_map(|(at, entity)| Some((entity.subject?, at)))
        .collect();
    let mut open = Vec::new();
    for ((description, _), meant) in found.into_iter().zip(meant) {
        let entity = match meant {
            Meant::Entity(entity) => entity,
            Meant::Subject(subject) => *known.entry(subject).or_insert_with(|| {
                entities.push(Entity::of(page, subject));
                entities.len() - 1
            }),
            Meant::Unknown => {
                entities.push(Entity::default());
                entities.len() - 1
            }
        };
        mentions.push(mention(page, &description, entity));
        if matches!(meant, Meant::Unknown) {
            open.push(description);
        }
    }
    mentions.sort_by_key(|mention| (mention.span.start(), mention.span.end()));
    open
}

enum Meant {
    Entity(usize),
    Subject(Subject),
    Unknown,
}

fn mention(page: Page<'_>, description: &Description<'_>, entity: usize) -> Mention {
    let Description { sentence, words, .. } = description;
    let inside = &page.sentences[*sentence].words[words.clone()];
    Mention {
        sentence: *sentence,
        words: words.clone(),
        span: Span::new(inside[0].span.start(), inside[inside.len() - 1].span.end()),
        label: Label::Description,
        entity,
    }
}

struct Finder<'p, 'n> {
    page: Page<'p>,
    names: &'n [Mention],
    entities: &'n [Entity],
    /// With the entity of the name that they stand beside, if they do.
    found: Vec<(Description<'p>, Option<usize>)>,
}

impl<'p> Finder<'p, '_> {
    fn sentence(&mut self, number: usize) {
        let sentence = &self.page.sentences[number];
        let first = self.names.partition_point(|name| name.sentence < number);
        let last = self.names.partition_point(|name| name.sentence <= number);
        let names = &self.names[first..last];
        let mut at = 0;
        while at < sentence.words.len() {
            let Some(noun) = self.noun(sentence, at) else {
                at += 1;
                continue;
            };
            at = noun.words.end;
            let is_taken = |name: &Mention| {
                name.words.start < noun.words.end && noun.words.start < name.words.end
            };
            if names.iter().any(is_taken) {
                continue;
            }
            let attached = attached(sentence, names, &noun);
            if matches!(attached, Some(Attached::Title)) {
                continue;
            }
            let owner = self.owner(sentence, names, &noun);
            let owner_word = owner.subject.is_none().then(|| possessor(sentence, &noun)).flatten();
            if !is_definite(sentence, &noun, &owner, owner_word) {
                continue;
            }
            let modifier = self.modifier(sentence, &noun, &owner);
            let words = owner.start.unwrap_or(noun.words.start)..noun.words.end;
            let entity = match attached {
                Some(Attached::Apposition(entity)) => Some(entity),
                _ => None,
            };
            let description = Description {
                sentence: number,
                noun,
                owner: owner.subject,
                owner_word,
                modifier,
                words,
            };
            self.found.push((description, entity));
        }
    }

    /// The longest noun of the table that begins at a word.
    fn noun(&self, sentence: &Sentence, at: usize) -> Option<Noun<'p>> {
        let roles = &self.page.tables.roles;
        let words = &sentence.words[at..];
        if !matches!(words[0].upos, Upos::Noun | Upos::Propn | Upos::Adj) {
            return None;
        }
        let mut before = String::new();
        let mut found = None;
        for (length, word) in words.iter().take(roles.longest()).enumerate() {
            let singular = [before.as_str(), &word.lemma.to_lowercase()].concat();
            before.push_str(&self.page.text[word.span.range()].to_lowercase());
            let row = roles.noun(&singular).map(|row| (row, singular));
            let row = row.or_else(|| roles.noun(&before).map(|row| (row, before.clone())));
            if let Some((row, form)) = row {
                found = Some((length + 1, row, form));
            }
            before.push(' ');
        }
        let (length, row, form) = found?;
        let words = at..at + length;
        let is_outside = |&word: &usize| {
            let head = sentence.words[word].head.map(|head| head as usize);
            head.is_none_or(|head| !words.contains(&head))
        };
        let head = words.clone().find(is_outside)?;
        let is_noun = matches!(sentence.words[head].upos, Upos::Noun | Upos::Propn);
        is_noun.then_some(Noun { words, head, row, form })
    }

    /// The country or body that is named right before a noun, or behind it with “of”.
    fn owner(&self, sentence: &Sentence, names: &[Mention], noun: &Noun<'_>) -> Owner {
        // Between them may stand adjectives, a hyphen and a possessive.
        let before = names.iter().rev().find(|name| {
            name.words.end <= noun.words.start
                && sentence.words[name.words.end..noun.words.start].iter().all(|word| {
                    matches!(word.upos, Upos::Adj | Upos::Adv)
                        || word.relation == Arc::Amod
                        || matches!(word.xpos, Xpos::Hyph | Xpos::Pos | Xpos::Nn)
                })
                && noun.words.start - name.words.end <= 3
        });
        let base = self.page.knowledge.base();
        let subject = |name: &Mention| self.entities[name.entity].subject;
        if let Some(name) = before
            && let Some(subject) = subject(name)
        {
            let is_person = base.kind(subject) == Some(Kind::Person);
            let start = (!is_person).then_some(name.words.start);
            // A person owns only with a possessive: not `Sadr aide`.
            let owns =
                sentence.words.get(name.words.end).is_some_and(|word| word.xpos == Xpos::Pos);
            if !is_person || owns {
                return Owner { subject: Some(subject), start: start.or(Some(noun.words.start)) };
            }
        }
        let behind = names.iter().find(|name| {
            let inside = |word: &usize| name.words.contains(word);
            name.words.start >= noun.words.end
                && name.words.clone().any(|word| {
                    let word = &sentence.words[word];
                    word.head
                        .is_some_and(|head| head as usize == noun.head && !inside(&(head as usize)))
                        && word.relation.name().starts_with("nmod")
                })
        });
        Owner { subject: behind.and_then(subject), start: None }
    }

    /// What the words before a noun do to it.
    fn modifier(&self, sentence: &Sentence, noun: &Noun<'_>, owner: &Owner) -> Modifies {
        let roles = &self.page.tables.roles;
        let start = owner.start.unwrap_or(noun.words.start).saturating_sub(3);
        let before = sentence.words[start..noun.words.start].iter();
        let after = sentence.words[noun.words.end..].iter().take(2);
        let mut does = before.chain(after).filter_map(|word| {
            let form = self.page.text[word.span.range()].to_lowercase();
            roles.modifier(&form).or_else(|| roles.modifier(&format!("{form}-")))
        });
        does.find(|does| *does != Modifies::None).unwrap_or(Modifies::None)
    }
}

/// How a noun stands to a name beside it.
enum Attached {
    /// A title before it: `Prime Minister Adil Abdul-Mahdi`.
    Title,
    /// Set off by a comma: `Akram al-Kaabi, the leader`. With whom the name means.
    Apposition(usize),
}

/// The name that a noun is one with.
fn attached(sentence: &Sentence, names: &[Mention], noun: &Noun<'_>) -> Option<Attached> {
    let word = &sentence.words[noun.head];
    let of_person = |name: &Mention| name.label == Label::Name(Some(NameKind::Person));
    names.iter().find_map(|name| {
        let next = name.words.start == noun.words.end;
        let depends = |relations: &[Arc]| {
            word.head.is_some_and(|head| name.words.contains(&(head as usize)))
                && relations.contains(&word.relation)
        };
        let carries = |relations: &[Arc]| {
            name.words.clone().any(|at| {
                let word = &sentence.words[at];
                word.head == u32::try_from(noun.head).ok() && relations.contains(&word.relation)
            })
        };
        let is_title = next
            || depends(&[Arc::Compound, Arc::Flat, Arc::Nmod])
            || carries(&[Arc::Flat, Arc::Compound]);
        if of_person(name) && is_title {
            Some(Attached::Title)
        } else if depends(&[Arc::Appos]) || carries(&[Arc::Appos]) {
            Some(Attached::Apposition(name.entity))
        } else {
            None
        }
    })
}

/// The word that a noun belongs to: a possessive pronoun or noun, or one behind “of”.
fn possessor(sentence: &Sentence, noun: &Noun<'_>) -> Option<usize> {
    let of_head = |word: &Word| word.head == u32::try_from(noun.head).ok();
    let mut words = sentence.words.iter().enumerate();
    words.find(|(_, word)| of_head(word) && word.relation == Arc::NmodPoss).map(|(at, _)| at)
}

/// Whether a noun means somebody in particular.
fn is_definite(
    sentence: &Sentence,
    noun: &Noun<'_>,
    owner: &Owner,
    owner_word: Option<usize>,
) -> bool {
    let head = &sentence.words[noun.head];
    let plural = matches!(head.xpos, Xpos::Nns | Xpos::Nnps);
    if plural && !matches!(noun.row.means, Means::Government | Means::Group | Means::People) {
        return false;
    }
    let of_head = |word: &&Word| word.head == u32::try_from(noun.head).ok();
    let determiner = sentence.words.iter().filter(of_head).find(|word| word.relation == Arc::Det);
    match determiner {
        Some(word) => matches!(&*word.lemma, "the" | "this" | "that"),
        None => owner.start.is_some() || owner_word.is_some() || noun.row.is_bare,
    }
}
