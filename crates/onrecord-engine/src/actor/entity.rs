//! Names of one actor, joined.

use onrecord_knowledge::{Named, Property, Subject, fold, likeness_of_sounds, sound};
use rustc_hash::FxHashMap;

use super::candidate::{Asked, candidates, key_words};
use super::context::Context;
use super::{Candidate, Entity, Label, Mention, Page, Spot};
use crate::place::{self, is_where};
use crate::sentence::{NameKind, Relation, Upos};

/// From which likeness on a single word is a slip for the last name of a full one.
const SLIP: f32 = 0.8;

/// Last names that a slip is compared with.
const RECENT: usize = 48;

/// Countries where the name of the family stands first.
const FAMILY_FIRST: [&str; 9] = ["chn", "hkg", "khm", "kor", "mac", "prk", "sgp", "twn", "vnm"];

/// The mentions that are names, in order, and whom they mean.
pub(super) fn entities(
    page: Page<'_>,
    spots: &[Spot],
    context: &Context,
) -> (Vec<Mention>, Vec<Entity>) {
    let mut register = Register {
        page,
        context,
        entities: Vec::new(),
        by_key: FxHashMap::default(),
        by_subject: FxHashMap::default(),
        by_last: FxHashMap::default(),
        by_first: FxHashMap::default(),
        lasts: Vec::new(),
        bodies: Vec::new(),
    };
    // Names in full first: a surname in the headline means whom the text names below.
    let mut of_spot: Vec<Option<usize>> = vec![None; spots.len()];
    for (number, spot) in spots.iter().enumerate() {
        if !is_part(page, spot) {
            let named = number.checked_sub(1).filter(|&before| defines(page, &spots[before], spot));
            of_spot[number] = Some(match named.and_then(|before| of_spot[before]) {
                Some(entity) => register.call(spot, entity),
                None => register.full(spot, number),
            });
        }
    }
    for (number, spot) in spots.iter().enumerate() {
        if is_part(page, spot) {
            of_spot[number] = Some(register.part(spot, number));
        }
    }
    let mention = |(number, spot): (usize, &Spot)| Mention {
        sentence: spot.sentence,
        words: spot.words.clone(),
        span: spot.span,
        label: Label::Name(spot.kind),
        entity: of_spot[number].unwrap_or_default(),
    };
    let mut mentions: Vec<Mention> = spots.iter().enumerate().map(mention).collect();
    let missed = register.missed(spots);
    mentions.extend(missed);
    mentions.sort_by_key(|mention| mention.span.start());
    (mentions, register.entities)
}

/// Whether a name stands in brackets behind another as its short form: `Republican Party (HHK)`.
fn defines(page: Page<'_>, long: &Spot, short: &Spot) -> bool {
    let between = page.text.get(long.span.range().end..short.span.range().start);
    let after = &page.text[short.span.range().end..];
    let form = &page.text[short.span.range()];
    let is_short = form.len() < 12 && form.chars().all(|c| c.is_uppercase() || c == '-');
    let may_have_one =
        !matches!(long.kind, Some(NameKind::Location | NameKind::Person | NameKind::Norp));
    let same = |named: &Named| long.named.iter().any(|other| other.subject == named.subject);
    let is_free = short.named.is_empty() || short.named.iter().any(same);
    long.sentence == short.sentence
        && between == Some(" (")
        && after.starts_with(')')
        && is_short
        && may_have_one
        && is_free
        && long.words.len() > 1
}

/// Whether a name may be part of a longer one: one word of a person's name, or a short form.
fn is_part(page: Page<'_>, spot: &Spot) -> bool {
    let name = &page.text[spot.span.range()];
    let one_word = !name.trim_start_matches("al-").trim_start_matches("Al-").contains([' ', '-']);
    let full = spot.named.iter().any(|named| {
        !matches!(named.by, Property::Short)
            && page.knowledge.base().kind(named.subject) != Some(onrecord_knowledge::Kind::Person)
    });
    let person = spot.kind == Some(NameKind::Person)
        || spot.named.iter().any(|named| {
            page.knowledge.base().kind(named.subject) == Some(onrecord_knowledge::Kind::Person)
        });
    !full && (person && one_word || spot.named.iter().any(|named| named.by == Property::Short))
}

/// A name in full, where it stands.
#[derive(Clone, Copy)]
struct Full {
    /// Number of the spot.
    number: usize,
    sentence: usize,
    entity: usize,
}

/// Whether a name tells something or is told it: subject of a cue, object of `tell`, behind
/// `according to` or `quoted by`.
fn tells(page: Page<'_>, spot: &Spot) -> bool {
    let sentence = &page.sentences[spot.sentence];
    let is_cue = |lemma: &str| page.tables.cues.rows().iter().any(|cue| cue.lemma == lemma);
    spot.words.clone().any(|at| {
        let word = &sentence.words[at];
        let Some(head) = word.head.map(|head| head as usize) else { return false };
        let tied = matches!(
            word.relation,
            Relation::Nsubj | Relation::Obj | Relation::Iobj | Relation::Obl | Relation::OblAgent
        );
        !spot.words.contains(&head)
            && tied
            && (is_cue(&sentence.words[head].lemma)
                || sentence.words[head].lemma.starts_with("accord"))
    })
}

struct Register<'p> {
    page: Page<'p>,
    context: &'p Context,
    entities: Vec<Entity>,
    by_key: FxHashMap<String, usize>,
    by_subject: FxHashMap<Subject, usize>,
    /// Last words with how they sound, in the order of the text.
    lasts: Vec<(String, Vec<String>)>,
    /// Names of bodies with three words and more, and whose they are, in order.
    bodies: Vec<(String, usize)>,
    /// First words of the names of persons in full, likewise.
    by_first: FxHashMap<String, Vec<Full>>,
    /// Last words of names in full, with where they stand and whose they are, in order.
    by_last: FxHashMap<String, Vec<Full>>,
}

impl Register<'_> {
    fn name<'s>(&'s self, spot: &Spot) -> &'s str {
        &self.page.text[spot.span.range()]
    }

    /// Gives somebody another name.
    fn call(&mut self, spot: &Spot, entity: usize) -> usize {
        let key = fold(self.name(spot));
        self.by_key.insert(key, entity);
        entity
    }

    fn full(&mut self, spot: &Spot, number: usize) -> usize {
        let mut key = fold(self.name(spot));
        // A capital where something takes place is a town, not a government.
        let stands_for = spot.named.iter().any(|named| named.by == Property::Metonym);
        let sentence = &self.page.sentences[spot.sentence];
        let is_town = stands_for
            && is_where(self.page.text, sentence, &spot.words)
            && self
                .place(&Spot { kind: Some(NameKind::Location), ..spot.clone() }, self.name(spot))
                .is_some();
        if is_town {
            key.insert(0, '@');
        }
        let entity = match self.by_key.get(&key) {
            Some(&entity) => entity,
            None if is_town => {
                let town =
                    Spot { kind: Some(NameKind::Location), named: Vec::new(), ..spot.clone() };
                self.resolve(&town, &key)
            }
            None => self.resolve(spot, &key),
        };
        let words = key_words(self.name(spot));
        if spot.kind != Some(NameKind::Location)
            && words.len() > 1
            && let Some(last) = words.last()
        {
            if !self.by_last.contains_key(last) {
                self.lasts.push((last.clone(), sound(last)));
            }
            self.by_last.entry(last.clone()).or_default().push(Full {
                number,
                sentence: spot.sentence,
                entity,
            });
            if spot.kind == Some(NameKind::Person) {
                self.by_first.entry(words[0].clone()).or_default().push(Full {
                    number,
                    sentence: spot.sentence,
                    entity,
                });
            }
            let base = self.page.knowledge.base();
            let country = self.entities[entity]
                .subject
                .and_then(|subject| base.object(subject, Property::Country));
            if country.is_some_and(|country| FAMILY_FIRST.contains(&country)) {
                self.by_last.entry(words[0].clone()).or_default().push(Full {
                    number,
                    sentence: spot.sentence,
                    entity,
                });
            }
        }
        entity
    }

    fn part(&mut self, spot: &Spot, number: usize) -> usize {
        let key = fold(self.name(spot));
        let last = key.rsplit(' ').next().unwrap_or_default();
        let is_person = spot.kind.is_none_or(|kind| kind == NameKind::Person);
        if self.is_contested(last, spot, number) {
            return self.open(spot, last);
        }
        let known = self.by_key.get(&key).copied();
        let full = self.full_name(last, spot, number).or(known).or_else(|| {
            // A slip of the pen, or another spelling of a name that the document has.
            if !is_person {
                return None;
            }
            let mine = sound(last);
            let near =
                |(_, theirs): &&(String, Vec<String>)| likeness_of_sounds(&mine, theirs) >= SLIP;
            let recent = self.lasts.iter().rev().take(RECENT);
            let near: Vec<&(String, Vec<String>)> = recent.filter(near).collect();
            if let [(only, _)] = near[..] { self.full_name(only, spot, number) } else { None }
        });
        if let Some(entity) = full {
            return entity;
        }
        // A first name alone, of one person only.
        if spot.kind == Some(NameKind::Person)
            && spot.named.iter().all(|named| named.by == Property::Short)
            && let Some([first, rest @ ..]) = self.by_first.get(&key).map(Vec::as_slice)
            && rest.iter().all(|name| name.entity == first.entity)
        {
            return first.entity;
        }
        self.resolve(spot, &key)
    }

    /// Whose full name ends so: the one named last before, else first after. Where two have this
    /// name, the nearer one must stand right before, and the other well before that.
    fn full_name(&self, last: &str, spot: &Spot, number: usize) -> Option<usize> {
        let named = self.by_last.get(last)?;
        let mut before = named.iter().rev().filter(|name| name.number < number);
        let nearest = before.next().or(named.first())?;
        let away = |name: &Full| spot.sentence.abs_diff(name.sentence);
        let other = named.iter().filter(|name| name.entity != nearest.entity).map(away).min();
        let is_clear = other.is_none_or(|other| away(nearest) <= 1 && other > away(nearest) + 1);
        is_clear.then_some(nearest.entity)
    }

    /// Whether two whom the document names in full have this last name, and neither stands right
    /// before.
    fn is_contested(&self, last: &str, spot: &Spot, number: usize) -> bool {
        let full = self.by_last.get(last).map_or(&[][..], Vec::as_slice);
        full.iter().any(|name| name.entity != full[0].entity)
            && self.full_name(last, spot, number).is_none()
    }

    /// One whose last name two have.
    fn open(&mut self, spot: &Spot, last: &str) -> usize {
        let mut candidates: Vec<Candidate> = Vec::new();
        for full in self.by_last.get(last).into_iter().flatten() {
            let subject = self.entities[full.entity].subject;
            if let Some(subject) = subject
                && candidates.iter().all(|known| known.subject != subject)
            {
                candidates.push(Candidate { subject, score: 0.5, why: "last name" });
            }
        }
        let name = self.name(spot).to_owned();
        self.entities.push(Entity { name, candidates, ..Entity::default() });
        self.entities.len() - 1
    }

    /// Last names and short forms of the document that the tagger did not see elsewhere in it.
    fn missed(&self, spots: &[Spot]) -> Vec<Mention> {
        let mut found = Vec::new();
        let mut next = 0;
        for (number, sentence) in self.page.sentences.iter().enumerate() {
            for (at, word) in sentence.words.iter().enumerate() {
                while spots
                    .get(next)
                    .is_some_and(|spot| (spot.sentence, spot.words.end) <= (number, at))
                {
                    next += 1;
                }
                let is_taken = spots
                    .get(next)
                    .is_some_and(|spot| spot.sentence == number && spot.words.contains(&at));
                let form = &self.page.text[word.span.range()];
                let is_name = matches!(word.upos, Upos::Propn | Upos::X)
                    && form.len() > 2
                    && form.starts_with(char::is_uppercase);
                if is_taken || !is_name {
                    continue;
                }
                let key = fold(form);
                let spot = Spot {
                    sentence: number,
                    words: at..at + 1,
                    span: word.span,
                    kind: Some(NameKind::Person),
                    named: Vec::new(),
                };
                let is_short = form.chars().all(char::is_uppercase);
                let short = || self.by_key.get(&key).copied().filter(|_| is_short);
                let Some(entity) = self.full_name(&key, &spot, next).or_else(short) else {
                    continue;
                };
                let kind = Label::Name(None);
                found.push(Mention {
                    sentence: number,
                    words: at..at + 1,
                    span: word.span,
                    label: kind,
                    entity,
                });
            }
        }
        found
    }

    /// Whom a part of a longer name of the document means: `Transitional Council`.
    fn longer(&self, key: &str) -> Option<usize> {
        if !key.contains(' ') {
            return None;
        }
        let is_part = |long: &str| {
            let rest = long.strip_suffix(key).map(|rest| rest.ends_with(' '));
            rest.or_else(|| long.strip_prefix(key).map(|rest| rest.starts_with(' '))) == Some(true)
        };
        let mut found = self.bodies.iter().rev().take(RECENT).filter(|(long, _)| is_part(long));
        let (_, entity) = found.next()?;
        found.all(|(_, other)| other == entity).then_some(*entity)
    }

    /// The place of the gazetteer that a name means.
    fn place(&self, spot: &Spot, name: &str) -> Option<u32> {
        let sentence = &self.page.sentences[spot.sentence];
        let is_person = spot.kind == Some(NameKind::Person);
        // The tagger takes some towns for persons; where something takes place is none.
        let is_place = !is_person || is_where(self.page.text, sentence, &spot.words);
        let next = sentence.words.get(spot.words.end).map_or("", |word| &*word.lemma);
        let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
        let divisions =
            ["province", "governorate", "state", "region", "oblast", "department", "prefecture"];
        let is_division =
            divisions.contains(&next.to_lowercase().as_str()) || divisions.contains(&&*last);
        let name = if divisions.contains(&&*last) {
            name.rsplit_once(' ').map_or(name, |(name, _)| name)
        } else {
            name
        };
        let named = |key: &str| self.page.knowledge.places().named(key).collect();
        let share = |country: &str| self.context.country_of(self.page, country);
        let (found, _) = place::find(named, name, is_division, share);
        found.filter(|_| is_place).map(|place| place.geonames)
    }

    /// The entity of a name that is new.
    fn resolve(&mut self, spot: &Spot, key: &str) -> usize {
        let name = self.name(spot).to_owned();
        let tells = tells(self.page, spot);
        let asked = Asked { name: &name, named: &spot.named, kind: spot.kind, tells };
        let (subject, candidates) = candidates(self.page, self.context, &asked);
        if subject.is_none()
            && spot.kind != Some(NameKind::Person)
            && let Some(entity) = self.longer(key)
        {
            return self.call(spot, entity);
        }
        let geonames = if subject.is_none() { self.place(spot, &name) } else { None };
        let known = subject.and_then(|subject| self.by_subject.get(&subject).copied());
        let entity = known.unwrap_or_else(|| {
            self.entities.push(Entity { name: name.clone(), subject, candidates, geonames });
            self.entities.len() - 1
        });
        if let Some(subject) = subject {
            self.by_subject.insert(subject, entity);
        }
        if self.entities[entity].name.len() < name.len() {
            self.entities[entity].name = name;
        }
        self.by_key.insert(key.to_owned(), entity);
        if spot.kind != Some(NameKind::Person) && key.split(' ').count() > 2 {
            self.bodies.push((key.to_owned(), entity));
        }
        entity
    }
}
