//! Who stands at the ends of a statement: name, actor and kind of the words that name or describe
//! somebody.

use std::ops::Range;

use onrecord_knowledge::{Kind, Knowledge, Property};
use onrecord_model::{Document, Evidence, Party, PartyKind, Span};
use rustc_hash::FxHashMap;

use crate::actor::{Entity, Label, Mention};
use crate::coref::{Class, CorefTables};
use crate::sentence::{NameKind, Sentence, Upos, within};
use crate::tables::{Means, Tables};

/// What is known of who is meant in a document.
#[derive(Clone, Copy)]
pub(crate) struct Known<'p> {
    pub(crate) sentences: &'p [Sentence],
    pub(crate) mentions: &'p [Mention],
    pub(crate) entities: &'p [Entity],
    pub(crate) knowledge: &'p Knowledge,
    pub(crate) tables: &'p Tables,
}

/// Makes parties of words of a document.
pub(crate) struct Parties<'p> {
    document: &'p Document,
    known: Known<'p>,
    /// Number of the mention that holds a word of a sentence.
    at_word: FxHashMap<(usize, usize), usize>,
    /// How those are described earlier who are here only `the source`, `the official`.
    described: FxHashMap<(usize, usize), String>,
}

/// Words of a sentence with the one that the others depend on.
struct Phrase {
    sentence: usize,
    words: Range<usize>,
    head: usize,
}

impl<'p> Parties<'p> {
    /// Parties of a document; `sources` are those of its statements, in order.
    pub(crate) fn new<'s>(
        document: &'p Document,
        known: Known<'p>,
        sources: impl Iterator<Item = &'s Range<u32>>,
    ) -> Self {
        let mut at_word = FxHashMap::default();
        for (number, mention) in known.mentions.iter().enumerate() {
            at_word.extend(mention.words.clone().map(|word| ((mention.sentence, word), number)));
        }
        let mut made = Self { document, known, at_word, described: FxHashMap::default() };
        made.describe(sources);
        made
    }

    /// Joins `the source` to the description of the sources before.
    fn describe<'s>(&mut self, sources: impl Iterator<Item = &'s Range<u32>>) {
        let mut last: FxHashMap<&str, String> = FxHashMap::default();
        for bytes in sources {
            let Some(phrase) = self.phrase(bytes) else { continue };
            let word = &self.known.sentences[phrase.sentence].words[phrase.head];
            let is_unnamed = self.mention(&phrase).is_none() && word.upos == Upos::Noun;
            if !is_unnamed || self.kind(&phrase, None, None) != Some(PartyKind::Unnamed) {
                continue;
            }
            let words = &self.document.text()[bytes.start as usize..bytes.end as usize];
            let is_short = phrase.words.len() == 2
                && ["the ", "this ", "that ", "these ", "those "]
                    .iter()
                    .any(|article| words.to_lowercase().starts_with(article));
            if !is_short {
                last.insert(&word.lemma, words.to_owned());
            } else if let Some(before) = last.get(&*word.lemma) {
                self.described.insert((phrase.sentence, phrase.head), before.clone());
            }
        }
    }

    /// The party of a stretch of the text.
    pub(crate) fn of(&self, bytes: &Range<u32>) -> Party {
        let evidence = Evidence::cut(self.document, Span::new(bytes.start, bytes.end));
        let Some(phrase) = self.phrase(bytes) else {
            let description = Some(evidence.quote().to_owned());
            return Party { name: None, actor: None, evidence, description, kind: None };
        };
        let mention = self.mention(&phrase);
        let entity = mention.map(|mention| &self.known.entities[mention.entity]);
        let base = self.known.knowledge.base();
        let subject = entity.and_then(|entity| entity.subject);
        let own = entity.map(|entity| entity.name.clone()).filter(|name| !name.is_empty());
        let name = subject.map(|subject| base.name(subject).to_owned()).or(own);
        let is_name = mention.is_some_and(|mention| matches!(mention.label, Label::Name(_)));
        let is_pronoun = self.word(&phrase).upos == Upos::Pron;
        Party {
            name,
            actor: subject.map(|subject| base.id(subject).to_owned()),
            description: if is_pronoun {
                None
            } else {
                let before = self.described.get(&(phrase.sentence, phrase.head)).cloned();
                before.or_else(|| self.description(&phrase, mention, is_name))
            },
            kind: self.kind(&phrase, mention, subject.and_then(|subject| base.kind(subject))),
            evidence,
        }
    }

    /// The entity that a stretch of the text means, if a name or the base tells who that is.
    pub(crate) fn named(&self, bytes: &Range<u32>) -> Option<usize> {
        let entity = self.entity(bytes)?;
        let found = &self.known.entities[entity];
        (found.subject.is_some() || !found.name.is_empty()).then_some(entity)
    }

    /// Whether an entity is on the side of a source: the source itself, whom its words name (`the
    /// union's lawyer`), or the state that both belong to.
    pub(crate) fn is_side(&self, source: &Range<u32>, entity: usize) -> bool {
        let Some(phrase) = self.phrase(source) else { return false };
        let within =
            phrase.words.clone().filter_map(|word| self.at_word.get(&(phrase.sentence, word)));
        if within.into_iter().any(|&number| self.known.mentions[number].entity == entity) {
            return true;
        }
        let state = |entity: usize| {
            let base = self.known.knowledge.base();
            let subject = self.known.entities[entity].subject?;
            let kind = base.kind(subject)?;
            let is_state = kind.is_land()
                || matches!(
                    kind,
                    Kind::Government | Kind::Ministry | Kind::Military | Kind::Person
                );
            let country = || base.object(subject, Property::Country);
            if kind.is_land() { Some(base.id(subject)) } else { country().filter(|_| is_state) }
        };
        let is_person = |entity: usize| {
            let subject = self.known.entities[entity].subject;
            subject.and_then(|subject| self.known.knowledge.base().kind(subject))
                == Some(Kind::Person)
        };
        let speaker = self.mention(&phrase).map(|mention| mention.entity);
        speaker.is_some_and(|speaker| {
            !is_person(entity) && state(speaker).is_some() && state(speaker) == state(entity)
        })
    }

    /// What the noun stands for that is the head of a stretch of the text.
    pub(crate) fn class(&self, bytes: &Range<u32>, nouns: &CorefTables) -> Option<Class> {
        let phrase = self.phrase(bytes)?;
        nouns.class(&self.word(&phrase).lemma)
    }

    /// The entity that a stretch of the text means, if any.
    pub(crate) fn entity(&self, bytes: &Range<u32>) -> Option<usize> {
        self.mention(&self.phrase(bytes)?).map(|mention| mention.entity)
    }

    fn word(&self, phrase: &Phrase) -> &crate::sentence::Word {
        &self.known.sentences[phrase.sentence].words[phrase.head]
    }

    fn phrase(&self, bytes: &Range<u32>) -> Option<Phrase> {
        let sentences = self.known.sentences;
        let number = within(sentences, bytes).start;
        let words = &sentences.get(number)?.words;
        let first = words.partition_point(|word| word.span.end() <= bytes.start);
        let last = words.partition_point(|word| word.span.start() < bytes.end);
        let range = first..last;
        let is_outside =
            |&at: &usize| words[at].head.is_none_or(|head| !range.contains(&(head as usize)));
        let head = range.clone().find(|at| is_outside(at) && words[*at].upos != Upos::Punct)?;
        Some(Phrase { sentence: number, words: range, head })
    }

    /// The mention that a phrase is: at its head, else the last name in it.
    fn mention(&self, phrase: &Phrase) -> Option<&'p Mention> {
        let at = |word: usize| {
            let number = self.at_word.get(&(phrase.sentence, word))?;
            Some(&self.known.mentions[*number])
        };
        at(phrase.head).or_else(|| {
            let is_person =
                |mention: &&Mention| mention.label == Label::Name(Some(NameKind::Person));
            phrase.words.clone().rev().filter_map(at).find(is_person)
        })
    }

    /// How the text describes whom a phrase names: what stands before the name, or all of it where
    /// there is none.
    fn description(
        &self,
        phrase: &Phrase,
        mention: Option<&Mention>,
        is_name: bool,
    ) -> Option<String> {
        let words = &self.known.sentences[phrase.sentence].words;
        let text = |range: Range<usize>| {
            let span = words[range.start].span.range().start..words[range.end - 1].span.range().end;
            self.document.text()[span].to_owned()
        };
        match mention.filter(|_| is_name) {
            None => Some(text(phrase.words.clone())),
            Some(mention) if phrase.words.start < mention.words.start => {
                let before = phrase.words.start..mention.words.start;
                let is_article = before.len() == 1 && words[before.start].upos == Upos::Det;
                (!is_article).then(|| text(before))
            }
            Some(_) => None,
        }
    }

    fn kind(
        &self,
        phrase: &Phrase,
        mention: Option<&Mention>,
        known: Option<Kind>,
    ) -> Option<PartyKind> {
        let of_base = |kind: Kind| match kind {
            Kind::Person => PartyKind::Person,
            Kind::Outlet | Kind::Agency => PartyKind::Outlet,
            Kind::ArmedGroup | Kind::Movement | Kind::Party => PartyKind::Group,
            Kind::Government
            | Kind::Ministry
            | Kind::Parliament
            | Kind::Court
            | Kind::Military
            | Kind::Police
            | Kind::Intelligence => PartyKind::Government,
            kind if kind.is_land() || kind.is_site() => PartyKind::Government,
            _ => PartyKind::Organisation,
        };
        if let Some(kind) = known {
            return Some(of_base(kind));
        }
        let word = self.word(phrase);
        let form = &self.document.text()[word.span.range()];
        let of_label = mention.and_then(|mention| match mention.label {
            Label::Name(Some(NameKind::Person)) => Some(PartyKind::Person),
            Label::Name(Some(NameKind::Organisation)) => Some(PartyKind::Organisation),
            Label::Name(Some(NameKind::Location)) => Some(PartyKind::Government),
            Label::Name(Some(NameKind::Norp)) => Some(PartyKind::Group),
            _ => None,
        });
        let table = || self.known.tables.kind(form).or_else(|| self.known.tables.kind(&word.lemma));
        let role = || {
            let noun = self.known.tables.roles.noun(&word.lemma.to_lowercase())?;
            Some(match noun.means {
                Means::Person | Means::People => PartyKind::Unnamed,
                Means::Group => PartyKind::Group,
                Means::Government | Means::Country | Means::Place => PartyKind::Government,
                Means::Outlet => PartyKind::Outlet,
                Means::Document => PartyKind::Document,
            })
        };
        if word.upos == Upos::Pron {
            return match &*form.to_lowercase() {
                "he" | "she" | "i" | "him" | "her" | "me" | "his" | "my" => Some(PartyKind::Person),
                "they" | "we" | "them" | "us" | "their" | "our" => Some(PartyKind::Group),
                _ => None,
            };
        }
        table().or(of_label).or_else(role)
    }
}
