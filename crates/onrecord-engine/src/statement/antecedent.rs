//! Whom “he” and “she” stand for where they speak.
//!
//! In: the drafts of a text. Out: a full name for each pronoun that is sure. The candidate is the
//! last named person who spoke, or who is the subject of a sentence, in the paragraph or the one
//! before; whatever else could be meant takes it away: another speaker, another person named since,
//! somebody described. “They” and “it” stay open. Nothing that comes later plays a part.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use onrecord_model::PartyKind;

use super::attribution::View;
use super::draft::Draft;
use super::skeleton::Skeleton;
use super::walk::{Walk, sentences};
use crate::mention::{KnownNames, Mention, describe, first_phrase};
use crate::passage::Text;
use crate::tables::{Class, Inflection, Tables};

/// Names for pronouns, by the byte at which the pronoun begins.
#[derive(Default)]
pub(crate) struct Antecedents(BTreeMap<u32, String>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gender {
    Man,
    Woman,
}

/// The person who is spoken of.
#[derive(Clone, Debug)]
struct Candidate {
    name: String,
    gender: Option<Gender>,
    /// Number of the paragraph in which the person was last meant.
    paragraph: usize,
}

/// A statement, as far as it tells who is spoken of.
struct Turn<'a> {
    /// Byte at which the source stands, or the words of one who goes on.
    at: u32,
    draft: &'a Draft,
}

impl<'a> Turn<'a> {
    fn new(draft: &'a Draft) -> Self {
        let at = if draft.cue.is_some() { draft.source.start } else { draft.pieces[0].start };
        Self { at, draft }
    }
}

impl Antecedents {
    /// Finds the names for the pronouns among the sources of a walk.
    pub(crate) fn find(
        text: &Text<'_>,
        walk: &Walk,
        known: &KnownNames<'_>,
        tables: &Tables,
    ) -> Self {
        let mut turns: Vec<Turn<'_>> = walk.drafts.iter().map(Turn::new).collect();
        turns.sort_by_key(|turn| turn.at);
        let first = |number: &usize| text.tokens[text.paragraphs[*number].start].start;
        let of = |at: u32| {
            let numbers =
                text.paragraphs.partition_point(|tokens| text.tokens[tokens.start].start <= at);
            numbers.saturating_sub(1)
        };
        let mut read: BTreeSet<usize> = BTreeSet::new();
        for turn in turns.iter().filter(|turn| pronoun(text.whole, &turn.draft.source).is_some()) {
            let number = of(turn.at);
            read.extend(number.saturating_sub(1)..=number);
        }
        let mut search = Search {
            text,
            known,
            tables,
            titled: None,
            genders: BTreeMap::new(),
            last: None,
            found: Self::default(),
        };
        for number in read.into_iter().filter(|number| *number >= text.headlines) {
            let start = turns.partition_point(|turn| turn.at < first(&number));
            let end = text.paragraphs.get(number + 1).map_or(turns.len(), |_| {
                turns.partition_point(|turn| turn.at < first(&(number + 1)))
            });
            search.paragraph(number, &turns[start..end], walk);
        }
        search.found
    }

    /// The name for the pronoun at `start`.
    pub(crate) fn name(&self, start: u32) -> Option<&str> {
        self.0.get(&start).map(String::as_str)
    }
}

/// Whether a mention is “he” or “she”.
fn pronoun(text: &str, mention: &Mention) -> Option<Gender> {
    if mention.name.is_some() || mention.description.is_some() {
        return None;
    }
    match &text[mention.start as usize..mention.end as usize] {
        "he" | "He" => Some(Gender::Man),
        "she" | "She" => Some(Gender::Woman),
        _ => None,
    }
}

fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

struct Search<'a> {
    text: &'a Text<'a>,
    known: &'a KnownNames<'a>,
    tables: &'a Tables,
    /// Last words of names behind “Mr.”, “Queen”, with the bytes at which they stand.
    titled: Option<BTreeMap<&'a str, Vec<(u32, Gender)>>>,
    /// What pronouns told of names.
    genders: BTreeMap<String, Gender>,
    last: Option<Candidate>,
    found: Antecedents,
}

impl Search<'_> {
    fn paragraph(&mut self, number: usize, turns: &[Turn<'_>], walk: &Walk) {
        let first = walk.quotations.partition_point(|(at, _)| *at < number);
        let quotations: Vec<_> = walk.quotations[first..]
            .iter()
            .take_while(|(at, _)| *at == number)
            .map(|(_, quotation)| quotation.clone())
            .collect();
        let tokens = self.text.paragraphs[number].clone();
        let skeleton = Skeleton::new(self.text, tokens, &quotations, self.tables);
        if self.last.as_ref().is_some_and(|last| last.paragraph + 1 < number) {
            self.last = None;
        }
        let mut turns = turns.iter().peekable();
        for range in sentences(&skeleton, self.text, &quotations, self.tables) {
            let end = skeleton.items[range.end - 1].end;
            let view =
                |to| View { skeleton: &skeleton, tables: self.tables, from: range.start, to };
            let Some(turn) = turns.next_if(|turn| turn.at < end) else {
                self.plain(&view(range.end), number);
                continue;
            };
            let before = range.clone().find(|&at| {
                skeleton.items[at].start >= turn.at || skeleton.items[at].end > turn.at
            });
            self.plain(&view(before.unwrap_or(range.end)), number);
            self.speaks(turn, number);
            while let Some(turn) = turns.next_if(|turn| turn.at < end) {
                self.speaks(turn, number);
            }
        }
    }

    /// Somebody speaks.
    fn speaks(&mut self, turn: &Turn<'_>, paragraph: usize) {
        let source = &turn.draft.source;
        if let Some(gender) = pronoun(self.text.whole, source) {
            let same = self.found.0.contains_key(&source.start);
            if !same && let Some(name) = self.refer(gender, paragraph) {
                self.found.0.insert(source.start, name);
            }
        } else {
            self.last = self.candidate(source, paragraph);
        }
        // “Who are you?” X asked Y: the next may be either.
        let told = turn.draft.addressee.as_ref();
        if told.is_some_and(|told| self.person(told).is_some()) {
            self.last = None;
        }
    }

    /// The candidate that a pronoun refers to; none is left where it cannot be.
    fn refer(&mut self, gender: Gender, paragraph: usize) -> Option<String> {
        let last = self.last.as_mut()?;
        if last.gender.is_some_and(|known| known != gender) {
            self.last = None;
            return None;
        }
        last.gender = Some(gender);
        last.paragraph = paragraph;
        self.genders.insert(last.name.clone(), gender);
        Some(last.name.clone())
    }

    fn candidate(&mut self, mention: &Mention, paragraph: usize) -> Option<Candidate> {
        let name = self.person(mention)?;
        let gender = self.gender(mention, &name);
        Some(Candidate { name, gender, paragraph })
    }

    /// The full name of a mention that is one person.
    fn person(&self, mention: &Mention) -> Option<String> {
        let name = mention.name.as_deref()?;
        let phrase = &self.text.whole[mention.start as usize..mention.end as usize];
        if phrase.split_whitespace().any(|word| matches!(word, "and" | "&")) {
            return None;
        }
        let full = self.known.resolve(name, mention.start);
        match mention.kind {
            Some(PartyKind::Person) => Some(full.unwrap_or(name).to_owned()),
            None => full.map(str::to_owned),
            Some(_) => None,
        }
    }

    /// What titles, descriptions and earlier pronouns tell.
    fn gender(&mut self, mention: &Mention, name: &str) -> Option<Gender> {
        let phrase = &self.text.whole[mention.start as usize..mention.end as usize];
        let words = phrase.split_whitespace().chain(
            mention.description.iter().flat_map(|description| description.split_whitespace()),
        );
        let (mut man, mut woman) = (false, false);
        for word in words {
            let class = self.tables.class(word.trim_end_matches(','));
            man |= class.any(Class::MAN);
            woman |= class.any(Class::WOMAN);
        }
        match (man, woman) {
            (true, false) => return Some(Gender::Man),
            (false, true) => return Some(Gender::Woman),
            (true, true) => return None,
            (false, false) => {}
        }
        if let Some(gender) = self.genders.get(name) {
            return Some(*gender);
        }
        let titled = self.titled.get_or_insert_with(|| titled(self.text, self.tables));
        let all = titled.get(last_word(name))?;
        let before = all.iter().take_while(|(at, _)| *at < mention.start);
        before.last().map(|(_, gender)| *gender)
    }

    /// The author's words, in which nobody is quoted.
    fn plain(&mut self, view: &View<'_>, paragraph: usize) {
        if view.from >= view.to || self.reported(view, paragraph) {
            return;
        }
        let skeleton = view.skeleton;
        let phrase = first_phrase(skeleton, view.from, view.to);
        let subject = phrase.as_ref().map(|phrase| describe(skeleton, phrase, self.tables));
        if let Some(mention) = &subject
            && mention.name.is_some()
            && let Some(candidate) = self.candidate(mention, paragraph)
        {
            // Two who were named in one paragraph: either may be meant.
            let other = self
                .last
                .as_ref()
                .is_some_and(|last| last.paragraph == paragraph && last.name != candidate.name);
            self.last = (!other).then_some(candidate);
        } else if let Some(mention) = &subject
            && (self.may_be_a_person(mention) || self.is_a_person(mention))
        {
            self.last = None;
        } else if let Some(mention) = &subject
            && let Some(gender) = pronoun(self.text.whole, mention)
        {
            self.refer(gender, paragraph);
        }
        self.others(view);
    }

    /// A name of which nothing is known; with an article it is none of a person.
    fn may_be_a_person(&self, mention: &Mention) -> bool {
        let phrase = &self.text.whole[mention.start as usize..mention.end as usize];
        let first = phrase.split_whitespace().next().unwrap_or_default();
        mention.name.is_some()
            && mention.kind.is_none()
            && !self.tables.class(first).any(Class::DETERMINER)
    }

    /// “The lawyer”, “Okoye’s brother”: one person, described; by the list of nouns, or by endings
    /// that many others share, for too many are better than too few.
    fn is_a_person(&self, mention: &Mention) -> bool {
        let Some(description) = &mention.description else { return false };
        let head = last_word(description);
        let kind = self.tables.kind(head);
        let ending = ["er", "or", "ist", "man", "ian", "ee"].iter().any(|end| head.ends_with(end));
        mention.name.is_none()
            && !head.ends_with('s')
            && (kind == Some(PartyKind::Unnamed) || kind.is_none() && ending)
    }

    /// A sentence that reports without quotation: who speaks is spoken of; what is said is not
    /// looked at.
    fn reported(&mut self, view: &View<'_>, paragraph: usize) -> bool {
        let mut somebody = false;
        for at in view.from..view.to {
            let item = &view.skeleton.items[at];
            if item.cue.is_none_or(|cue| cue.inflection == Inflection::Ing) {
                continue;
            }

            let Some(found) = view.with_subject(view.from, at, None) else { continue };
            if !Self::is_main(view, found.begins) {
                continue;
            }
            if let Some(gender) = pronoun(self.text.whole, &found.source) {
                self.refer(gender, paragraph);
                return true;
            }
            if let Some(candidate) = self.candidate(&found.source, paragraph) {
                self.last = Some(candidate);
                return true;
            }
            somebody = true;
        }
        if somebody {
            self.last = None;
        }
        somebody
    }

    /// Whether a clause that begins at `begins` is no part of another: “when X said”, “Y said X
    /// claimed”.
    fn is_main(view: &View<'_>, begins: usize) -> bool {
        let Some(before) = begins.checked_sub(1).filter(|&before| before >= view.from) else {
            return true;
        };
        let item = &view.skeleton.items[before];
        let joint = item.class.any(Class::JUNCTION.or(Class::RELATIVE))
            && !view.is(before, "and")
            && !view.is(before, "but");
        let cued = (view.from.max(before.saturating_sub(2))..=before).any(|at| {
            view.skeleton.items[at].cue.is_some_and(|cue| at + usize::from(cue.words) == before + 1)
        });
        !joint && !cued
    }

    /// Any other person named in the author's words may be meant as well.
    fn others(&mut self, view: &View<'_>) {
        let skeleton = view.skeleton;
        let mut at = view.from;
        while at < view.to && self.last.is_some() {
            let Some(run) = run(view, at) else {
                at += 1;
                continue;
            };
            at = run.end;
            let article =
                run.start > view.from && skeleton.items[run.start - 1].class.any(Class::DETERMINER);
            let from = run.start - usize::from(article);
            let mention = describe(skeleton, &(from..run.end), self.tables);
            let name = self.person(&mention);
            let same = |name: &String| {
                self.last.as_ref().is_some_and(|last| last_word(&last.name) == last_word(name))
            };
            if name.is_some_and(|name| !same(&name)) {
                self.last = None;
            }
        }
    }
}

/// The capitals that begin at `at`, as one name.
fn run(view: &View<'_>, at: usize) -> Option<Range<usize>> {
    const COMMON: Class = Class::TIME
        .or(Class::PRONOUN)
        .or(Class::DETERMINER)
        .or(Class::JUNCTION)
        .or(Class::PREPOSITION)
        .or(Class::ADVERB);
    let named = |at: usize| {
        view.item(at).is_some_and(|item| item.is_word() && item.capital && !item.class.any(COMMON))
    };
    if !named(at) {
        return None;
    }
    let joins = |at: usize| {
        named(at)
            || view.item(at).is_some_and(|item| {
                item.class.any(Class::PARTICLE)
                    || view.skeleton.str(at).contains('-') && item.is_word()
            })
    };
    let end = (at + 1..view.to.min(at + 8)).find(|&at| !joins(at)).unwrap_or(view.to.min(at + 8));
    Some(at..end)
}

/// The names behind titles that tell a man from a woman.
fn titled<'t>(text: &Text<'t>, tables: &Tables) -> BTreeMap<&'t str, Vec<(u32, Gender)>> {
    let mut found: BTreeMap<&str, Vec<(u32, Gender)>> = BTreeMap::new();
    for at in 0..text.tokens.len() {
        let class = tables.class(text.str(text.tokens[at]));
        if !class.any(Class::TITLE) || !class.any(Class::MAN.or(Class::WOMAN)) {
            continue;
        }
        let gender = if class.any(Class::MAN) { Gender::Man } else { Gender::Woman };
        let rest = &text.tokens[at + 1..text.tokens.len().min(at + 5)];
        let names = rest.iter().take_while(|&&token| {
            let word = text.str(token);
            word.starts_with(char::is_uppercase) && !tables.class(word).any(Class::STARTER)
        });
        if let Some(&last) = names.last() {
            found.entry(text.str(last)).or_default().push((last.start, gender));
        }
    }
    found
}
