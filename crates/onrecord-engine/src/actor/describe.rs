//! Who is meant by a role: `the Iraqi prime minister`, `the parliament`, `the group`.
//!
//! A noun of `roles.tsv` describes somebody when an article, a possessive or the name of a country
//! or body makes it definite. Who that is follows, in this order: from a person of the document
//! who stands in that relation to that country or body; from who held the office when the document
//! was published; from the actor named last that the noun can mean. Table: `roles.tsv`.

use std::ops::Range;

use onrecord_knowledge::{Holds, Kind, Property, Role, Subject, fold};
use onrecord_model::Span;
use rustc_hash::FxHashMap;

use super::context::Context;
use super::{Entity, Label, Mention, Page};
use crate::sentence::{NameKind, Relation as Arc, Sentence, Upos, Xpos};
use crate::tables::{Means, Modifies, Relation, RoleNoun};

/// Names before and after a description that it may mean.
const NEAR: usize = 60;

/// Adds the descriptions of sentences to mentions and entities.
pub(super) fn add(
    page: Page<'_>,
    context: &Context,
    mentions: &mut Vec<Mention>,
    entities: &mut Vec<Entity>,
) {
    let names = std::mem::take(mentions);
    let known = entities.iter().enumerate();
    let known = known.filter_map(|(at, entity)| Some((entity.subject?, at))).collect();
    let mut describer =
        Describer { page, context, names: &names, entities, known, found: Vec::new() };
    for number in 0..page.sentences.len() {
        describer.sentence(number);
    }
    let found = describer.found;
    *mentions = names;
    mentions.extend(found);
}

struct Describer<'p> {
    page: Page<'p>,
    context: &'p Context,
    names: &'p [Mention],
    entities: &'p mut Vec<Entity>,
    /// Entities by whom they are.
    known: FxHashMap<Subject, usize>,
    found: Vec<Mention>,
}

/// A noun of the table in a sentence.
struct Noun<'p> {
    words: Range<usize>,
    /// The word that the others depend on.
    head: usize,
    row: &'p RoleNoun,
    /// As the table has it.
    form: String,
}

/// Whose role it is.
#[derive(Default)]
struct Owner {
    subject: Option<Subject>,
    /// Where it starts, if it stands right before the noun.
    start: Option<usize>,
}

impl<'p> Describer<'p> {
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
            if names.iter().any(is_taken) || is_attached(sentence, names, &noun) {
                continue;
            }
            let owner = self.owner(sentence, names, &noun);
            if !is_definite(sentence, &noun, &owner) {
                continue;
            }
            let modifier = self.modifier(sentence, &noun, &owner);
            let subject = self.who(&noun, &owner, modifier, number);
            let start = owner.start.unwrap_or(noun.words.start);
            self.push(number, start..noun.words.end, subject);
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
        let subject = |name: &Mention| {
            let subject = self.entities[name.entity].subject?;
            let kind = self.page.knowledge.base().kind(subject);
            (kind != Some(Kind::Person)).then_some(subject)
        };
        // Between them may stand adjectives, a hyphen and a possessive.
        let before = names.iter().rev().find(|name| {
            name.words.end <= noun.words.start
                && sentence.words[name.words.end..noun.words.start].iter().all(|word| {
                    matches!(word.upos, Upos::Adj | Upos::Part | Upos::Adv | Upos::Verb)
                        || matches!(word.xpos, Xpos::Hyph | Xpos::Pos | Xpos::Nn)
                })
                && noun.words.start - name.words.end <= 3
        });
        if let Some(name) = before
            && let Some(subject) = subject(name)
        {
            return Owner { subject: Some(subject), start: Some(name.words.start) };
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
        let mut does = sentence.words[start..noun.words.start].iter().filter_map(|word| {
            let form = self.page.text[word.span.range()].to_lowercase();
            roles.modifier(&form).or_else(|| roles.modifier(&format!("{form}-")))
        });
        does.find(|does| *does != Modifies::None).unwrap_or(Modifies::None)
    }

    /// Whom a noun means.
    fn who(
        &self,
        noun: &Noun<'_>,
        owner: &Owner,
        modifier: Modifies,
        sentence: usize,
    ) -> Option<Subject> {
        if matches!(modifier, Modifies::Deputy | Modifies::Future) {
            return None;
        }
        let is_former = modifier == Modifies::Former;
        match noun.row.means {
            Means::Person => match noun.row.relation {
                Some(relation) => self.person(relation, noun, owner, is_former, sentence),
                None => None,
            }
            .or_else(|| self.titled(noun, owner, sentence)),
            Means::Group | Means::Government => self.institution(noun, owner).or_else(|| {
                self.last(sentence, |kind| is_body(kind, &noun.form))
                    .filter(|_| owner.subject.is_none())
            }),
            Means::Country => {
                self.last(sentence, Kind::is_land).filter(|_| owner.subject.is_none())
            }
            Means::Outlet => self
                .last(sentence, |kind| matches!(kind, Kind::Outlet | Kind::Agency))
                .filter(|_| owner.subject.is_none()),
            Means::People | Means::Document | Means::Place => None,
        }
    }

    /// Who stands in a relation to the owner, or to a country of the document.
    fn person(
        &self,
        relation: Relation,
        noun: &Noun<'_>,
        owner: &Owner,
        is_former: bool,
        sentence: usize,
    ) -> Option<Subject> {
        let base = self.page.knowledge.base();
        let stands = |person: Subject, to: Option<&str>| {
            let mut facts = base.facts(person);
            facts.any(|fact| match relation {
                Relation::Office(role) => {
                    fact.property == Property::Holds
                        && self.is_office(fact.object, role, to, &noun.form)
                }
                Relation::Link(link) => {
                    fact.property == link && to.is_none_or(|to| fact.object == to)
                }
            } && (is_former || self.page.published.is_none_or(|at| fact.period.holds(at) > Holds::No)))
        };
        let to = owner.subject.map(|subject| base.id(subject));
        // Somebody of the document: the one named last before, else the first one after.
        let named = self.named_person(sentence, |person| stands(person, to));
        if named.is_some() || is_former {
            return named;
        }
        let at = self.page.published?;
        let to = to.or_else(|| {
            self.context.main_country().filter(|_| matches!(relation, Relation::Office(_)))
        })?;
        let of_role = |role| {
            let offices = self.page.knowledge.offices(to, role);
            // `the president` is who is called so, where there is another head of state.
            let is_called = |office: &&Subject| {
                base.objects(**office, Property::Title).any(|(title, _)| title == noun.form)
            };
            let called: Vec<Subject> = offices.iter().filter(is_called).copied().collect();
            let offices = if called.is_empty() { offices } else { called };
            let holders =
                offices.into_iter().flat_map(|office| self.page.knowledge.holders(office, at));
            holders.collect::<Vec<_>>()
        };
        let mut holders = match relation {
            Relation::Office(role) => of_role(role),
            Relation::Link(link) if owner.subject.is_some() => base.whose(link, to, at),
            Relation::Link(_) => Vec::new(),
        };
        // Chiefs and leaders of bodies and countries hold offices.
        for role in stands_for(relation) {
            if holders.is_empty() && owner.subject.is_some() {
                holders = of_role(*role);
            }
        }
        let surest = holders.iter().map(|(_, holds)| *holds).max()?;
        let mut best = holders.iter().filter(|(_, holds)| *holds == surest);
        // Two at once stay open.
        let (first, _) = best.next()?;
        best.all(|(other, _)| other == first).then_some(*first)
    }

    /// The person named last who bears a noun as title: `the ayatollah`.
    fn titled(&self, noun: &Noun<'_>, owner: &Owner, sentence: usize) -> Option<Subject> {
        let base = self.page.knowledge.base();
        let bears = |person: Subject| {
            let mut titles = base.objects(person, Property::Title);
            titles.any(|(title, _)| title.to_lowercase().split(' ').any(|word| word == noun.form))
        };
        owner.subject.is_none().then(|| self.named_person(sentence, bears)).flatten()
    }

    fn is_office(&self, id: &str, role: Role, of: Option<&str>, form: &str) -> bool {
        let base = self.page.knowledge.base();
        base.subject(id).is_some_and(|office| {
            base.object(office, Property::Role) == Some(role.name())
                && of.is_none_or(|of| base.object(office, Property::OfficeOf) == Some(of))
                // A king is no president.
                && (role != Role::HeadOfState
                    || base.objects(office, Property::Title).any(|(title, _)| title == form))
        })
    }

    /// The one person of the document who fits; of several the one whose country the document is
    /// about.
    fn named_person(&self, sentence: usize, fits: impl Fn(Subject) -> bool) -> Option<Subject> {
        let base = self.page.knowledge.base();
        let person = |name: &Mention| {
            let subject = self.entities[name.entity].subject?;
            (base.kind(subject) == Some(Kind::Person) && fits(subject)).then_some(subject)
        };
        let end = self.names.partition_point(|name| name.sentence <= sentence);
        let (before, after) = self.names.split_at(end);
        let mut found: Vec<Subject> = before.iter().rev().take(NEAR).filter_map(person).collect();
        if found.is_empty() {
            found = after.iter().take(NEAR).filter_map(person).collect();
        }
        let first = *found.first()?;
        if found.iter().all(|other| *other == first) {
            return Some(first);
        }
        let main = self.context.main_country();
        let mut at_home =
            found.iter().filter(|person| base.object(**person, Property::Country) == main);
        let first = *at_home.next()?;
        at_home.all(|other| *other == first).then_some(first)
    }

    /// The body of a country that a noun names: `Iraqi` and `parliament`.
    fn institution(&self, noun: &Noun<'_>, owner: &Owner) -> Option<Subject> {
        let base = self.page.knowledge.base();
        let country = match owner.subject {
            Some(subject) => subject,
            None => base.subject(self.context.main_country()?)?,
        };
        let adjective = base.object(country, Property::Demonym)?;
        let key = fold(&format!("{adjective} {}", noun.form));
        let mut named = base.named(&key);
        named
            .find(|named| matches!(named.by, Property::Name | Property::Alias))
            .map(|named| named.subject)
    }

    /// The actor of a kind that is named last before a sentence, or first in it.
    fn last(&self, sentence: usize, is: impl Fn(Kind) -> bool) -> Option<Subject> {
        let base = self.page.knowledge.base();
        let end = self.names.partition_point(|name| name.sentence < sentence);
        let near = self.names[..end].iter().rev().take_while(|name| name.sentence + 3 >= sentence);
        near.filter(|name| !matches!(name.label, Label::Name(Some(NameKind::Norp))))
            .filter_map(|name| self.entities[name.entity].subject)
            .find(|subject| base.kind(*subject).is_some_and(&is))
    }

    fn push(&mut self, number: usize, words: Range<usize>, subject: Option<Subject>) {
        let sentence = &self.page.sentences[number];
        let inside = &sentence.words[words.clone()];
        let span = Span::new(inside[0].span.start(), inside[inside.len() - 1].span.end());
        let known = subject.and_then(|subject| self.known.get(&subject).copied());
        let entity = known.unwrap_or_else(|| {
            let name = subject.map_or("", |subject| self.page.knowledge.base().name(subject));
            self.entities.push(Entity { name: name.to_owned(), subject, ..Entity::default() });
            self.entities.len() - 1
        });
        if let Some(subject) = subject {
            self.known.insert(subject, entity);
        }
        self.found.push(Mention {
            sentence: number,
            words,
            span,
            label: Label::Description,
            entity,
        });
    }
}

/// The offices that stand for a link, where nobody has it.
fn stands_for(relation: Relation) -> &'static [Role] {
    match relation {
        Relation::Link(Property::Leads) => &[Role::Head, Role::HeadOfGovernment, Role::HeadOfState],
        Relation::Link(Property::Commands) => &[Role::ArmyChief],
        Relation::Link(Property::SpeaksFor) => &[Role::Spokesperson],
        Relation::Office(Role::Head) => &[Role::Other],
        _ => &[],
    }
}

/// Whether a noun and a name are one: `Prime Minister Adil Abdul-Mahdi`, `Akram al-Kaabi, the leader`.
fn is_attached(sentence: &Sentence, names: &[Mention], noun: &Noun<'_>) -> bool {
    let word = &sentence.words[noun.head];
    let is_person = |name: &&Mention| name.label == Label::Name(Some(NameKind::Person));
    names.iter().filter(is_person).any(|name| {
        let next = name.words.start == noun.words.end;
        let depends = word.head.is_some_and(|head| name.words.contains(&(head as usize)))
            && matches!(word.relation, Arc::Compound | Arc::Flat | Arc::Appos | Arc::Nmod);
        let carries = name.words.clone().any(|at| {
            let word = &sentence.words[at];
            word.head == u32::try_from(noun.head).ok()
                && matches!(word.relation, Arc::Flat | Arc::Appos | Arc::Compound)
        });
        next || depends || carries
    })
}

/// Whether a noun means somebody in particular.
fn is_definite(sentence: &Sentence, noun: &Noun<'_>, owner: &Owner) -> bool {
    let head = &sentence.words[noun.head];
    let plural = matches!(head.xpos, Xpos::Nns | Xpos::Nnps);
    if plural && !matches!(noun.row.means, Means::Government | Means::Group) {
        return false;
    }
    let of_head = |word: &&crate::sentence::Word| word.head == u32::try_from(noun.head).ok();
    let determiner = sentence.words.iter().filter(of_head).find(|word| word.relation == Arc::Det);
    match determiner {
        Some(word) => matches!(&*word.lemma, "the" | "this" | "that"),
        None => owner.start.is_some(),
    }
}

/// Whether a body of a kind can be called by a noun.
fn is_body(kind: Kind, form: &str) -> bool {
    match form {
        "party" => kind == Kind::Party,
        "company" | "firm" => kind == Kind::Company,
        "court" | "tribunal" => kind == Kind::Court,
        "ministry" => kind == Kind::Ministry,
        "agency" => {
            matches!(kind, Kind::Agency | Kind::Igo | Kind::Intelligence | Kind::Government)
        }
        "group" | "militia" | "movement" | "faction" | "organisation" | "organization"
        | "militant group" | "rebel group" | "armed group" | "brigade" | "brigades" => {
            matches!(kind, Kind::ArmedGroup | Kind::Movement | Kind::Party | Kind::Ngo | Kind::Ingo)
        }
        _ => false,
    }
}
