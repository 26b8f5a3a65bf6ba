//! Events of documents that tell one act.
//!
//! Pairs of mentions of one PLOVER type get a score: what they share counts for, what contradicts counts against
//! (`tables/pairs.tsv`).

use std::collections::{BTreeMap, BTreeSet};

use onrecord_model::Id;
use onrecord_model::record::{EventLine, ParticipantLine};

use crate::carry::{Carry, How};
use crate::link::link;
use crate::pair::{ACT, of_acts};
use crate::profile::{Days, Vector};
use crate::text::Text;
use crate::words::Weights;

/// Words with less weight tell nothing of who takes part.
const TELLING: f32 = 3.0;
/// What mentions lean to the act that is told most.
const LEAN: f64 = 0.15;
/// Mentions of a type in a text that tells one act of it, and how much counts against it if there are more.
const USUAL: f64 = 3.0;
const CROWD: f64 = 0.8;
/// Words of a text that is about more than one thing.
const LONG: usize = 500;
/// Score of two events of one word.
const TWIN: f64 = 6.0;
/// Days from which on a time is that of a series.
const WEEK: i32 = 6;
/// Words before an event in which it may be told as the past of another.
const LEAD: usize = 5;
/// Words by which the same event stands elsewhere in an edited copy.
const SHIFT: usize = 8;

/// An event with what it is compared by.
pub(crate) struct Mention<'t> {
    pub(crate) text: usize,
    pub(crate) event: &'t EventLine,
    /// First word of its trigger.
    pub(crate) word: usize,
    stem: String,
    is_plural: bool,
    /// Whether it is told as the past of another: `four weeks after a bombing`.
    is_past: bool,
    actors: BTreeSet<String>,
    recipients: BTreeSet<String>,
    places: BTreeSet<String>,
    days: Option<Days>,
    /// What is told of the killed and the injured: the bits of the least, or all ones where there is no least.
    counts: [Option<u64>; 2],
    context: Vector,
    /// Whether it stands in a long text and nothing tells who, whom, where or when: which act it means, the text around
    /// it tells.
    is_loose: bool,
    /// First word of its sentence.
    sentence: usize,
}

impl<'t> Mention<'t> {
    fn new(number: usize, text: &Text<'t>, event: &'t EventLine) -> Option<Self> {
        let word = text.at(&event.trigger).next()?;
        let sentence = text.sentence(word);
        let low = |id: Option<Id>| {
            let figure = text.telling.figures().iter().find(|figure| Some(figure.id) == id)?;
            Some(figure.low.map_or(u64::MAX, f64::to_bits))
        };
        let date = event.date.as_ref().map(|date| &date.date);
        let trigger = &text.words[word].lower;
        let is_past = is_past(text, sentence.start, word);
        let (actors, recipients) = (parties(&event.actors), parties(&event.recipients));
        let places: BTreeSet<String> = text.places(sentence.clone()).map(str::to_owned).collect();
        // The day of the sentence is that of the other.
        let days = date
            .filter(|_| !is_past)
            .and_then(|date| Days::new(date.start.as_deref()?, date.end.as_deref()?));
        let is_bare =
            actors.is_empty() && recipients.is_empty() && places.is_empty() && days.is_none();
        Some(Self {
            text: number,
            event,
            word,
            stem: text.stem(word),
            is_past,
            is_plural: trigger.ends_with('s') && !trigger.ends_with("ss"),
            is_loose: is_bare && text.words.len() > LONG,
            actors,
            recipients,
            places,
            days,
            counts: [low(event.killed), low(event.injured)],
            sentence: sentence.start,
            context: text.context(sentence),
        })
    }

    /// How likely both tell one act, as log-odds.
    fn score(&self, other: &Self) -> f64 {
        if self.text == other.text && self.word == other.word {
            return TWIN;
        }
        of_acts().score(&self.features(other))
    }

    /// The features of [`ACT`].
    pub(crate) fn features(&self, other: &Self) -> [f64; ACT.len()] {
        let is = |holds: bool| f64::from(u8::from(holds));
        let (mode, theirs) =
            (self.event.plover.mode.as_deref(), other.event.plover.mode.as_deref());
        let modes_differ = mode.is_some() && theirs.is_some() && mode != theirs;
        let is_violent = self.event.plover.plover == "ASSAULT";
        let days = self.days.zip(other.days);
        let long = |days: Days| days.last - days.first >= WEEK;
        let both = |left: &BTreeSet<String>, right: &BTreeSet<String>| {
            let known = !left.is_empty() && !right.is_empty();
            let apart = left.is_disjoint(right);
            (is(known && !apart), is(known && apart))
        };
        let named =
            |parties: &BTreeSet<String>| parties.iter().any(|party| !party.starts_with('~'));
        let (place, place_apart) = both(&self.places, &other.places);
        let (actor, actor_apart) = both(&self.actors, &other.actors);
        let (recipient, recipient_apart) = both(&self.recipients, &other.recipients);
        let crossed =
            both(&self.actors, &other.recipients).0 + both(&self.recipients, &other.actors).0;
        let is_near = self.text == other.text && self.sentence == other.sentence;
        let counts = || {
            self.counts
                .iter()
                .zip(&other.counts)
                .filter(|(left, right)| left.is_some() && right.is_some())
        };
        [
            1.0,
            is(self.stem == other.stem),
            is(self.is_plural != other.is_plural && self.stem == other.stem),
            is(mode.is_some() && mode == theirs),
            is(modes_differ && !is_violent),
            is(modes_differ && is_violent),
            is(days.is_some_and(|(left, right)| left.gap(right) > 0)),
            // A series is no member of itself.
            is(days.is_some_and(|(left, right)| long(left) != long(right))),
            is(self.is_past != other.is_past),
            is(self.is_past && other.is_past),
            place,
            place_apart,
            actor,
            // Words for somebody without a name tell little.
            if named(&self.actors) && named(&other.actors) { actor_apart } else { 0.0 },
            recipient,
            recipient_apart,
            crossed,
            is(counts().any(|(left, right)| left == right)),
            is(counts().any(|(left, right)| left != right)),
            is(self.text == other.text),
            is(is_near),
            if is_near { actor } else { 0.0 },
            self.context.dot(&other.context),
            is(self.is_loose || other.is_loose),
            // Who asks what of whom is what makes a request one.
            is(self.event.quad % 2 == 1 && actor + recipient == 0.0),
        ]
    }
}

/// Whether words that lead back in time stand shortly before an event: `weeks after a bombing`, `an earlier attack`.
fn is_past(text: &Text<'_>, sentence: usize, word: usize) -> bool {
    let from = word.saturating_sub(LEAD).max(sentence);
    let before: Vec<&str> = text.words[from..word].iter().map(|word| word.lower.as_str()).collect();
    let unit = |word: &str| matches!(word.trim_end_matches('s'), "day" | "week" | "month" | "year");
    let leads = |pair: &[&str]| unit(pair[0]) && matches!(pair[1], "after" | "since" | "following");
    before.windows(2).any(leads)
        || before.last().is_some_and(|word| matches!(*word, "earlier" | "previous" | "last"))
}

fn parties(participants: &[ParticipantLine]) -> BTreeSet<String> {
    let weights = Weights::table();
    let mut found = BTreeSet::new();
    for one in participants {
        found.extend(
            one.actor.clone().or_else(|| one.name.as_ref().map(|name| name.to_lowercase())),
        );
        let quote = one.span.quote.to_lowercase();
        let words = crate::words::tokens(&quote).map(|run| weights.stem(&quote[run]).into_owned());
        found
            .extend(words.filter(|stem| weights.of(stem) > TELLING).map(|stem| format!("~{stem}")));
    }
    found
}

/// All events of these texts, and the acts that they tell: indexes into them, in order.
pub(crate) fn acts<'t>(
    texts: &[Text<'t>],
    carries: &[Carry],
) -> (Vec<Mention<'t>>, Vec<Vec<usize>>) {
    let mut mentions = Vec::new();
    for (number, text) in texts.iter().enumerate() {
        let events = text.telling.events().iter();
        mentions.extend(events.filter_map(|event| Mention::new(number, text, event)));
    }
    let mut types: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let copied = copied(&mentions, carries);
    for (at, mention) in mentions.iter().enumerate().filter(|(at, _)| !copied.contains_key(at)) {
        types.entry(&mention.event.plover.plover).or_default().push(at);
    }
    let mut act_of: BTreeMap<usize, usize> = BTreeMap::new();
    let mut acts: Vec<Vec<usize>> = Vec::new();
    for of_type in types.values() {
        let crowded = crowd(of_type.iter().map(|&at| mentions[at].text));
        let score = |left: usize, right: usize| {
            mentions[of_type[left]].score(&mentions[of_type[right]]) - crowded
        };
        for group in link(of_type.len(), LEAN, score) {
            for at in &group {
                act_of.insert(of_type[*at], acts.len());
            }
            acts.push(group.into_iter().map(|at| of_type[at]).collect());
        }
    }
    for (&copy, &first) in &copied {
        acts[act_of[&first]].push(copy);
    }
    for act in &mut acts {
        act.sort_unstable();
    }
    acts.sort();
    (mentions, acts)
}

/// What counts against any two being one act where each text tells many of a type: an essay on a war, not news of an attack.
#[expect(clippy::cast_precision_loss, reason = "numbers of mentions")]
fn crowd(texts: impl Iterator<Item = usize>) -> f64 {
    let texts: Vec<usize> = texts.collect();
    let documents: BTreeSet<usize> = texts.iter().copied().collect();
    let each = texts.len() as f64 / documents.len().max(1) as f64;
    CROWD * libm::log(each / USUAL).max(0.0)
}

/// Events in what a document carries, with the event of the first document that they repeat.
fn copied(mentions: &[Mention<'_>], carries: &[Carry]) -> BTreeMap<usize, usize> {
    let mut by_place: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (at, mention) in mentions.iter().enumerate() {
        by_place.entry((mention.text, mention.word)).or_default().push(at);
    }
    let mut copied = BTreeMap::new();
    for (at, mention) in mentions.iter().enumerate() {
        // Documents are in the order in which they appeared: the first that has the words is their origin.
        let found = carries
            .iter()
            .filter(|carry| carry.from == mention.text && carry.how != How::Cites)
            .filter_map(|carry| {
                let to = carry.to?;
                let place = carry.image(mention.word)?;
                let near = by_place.range((to, place.saturating_sub(SHIFT))..=(to, place + SHIFT));
                let is_same = |&&other: &&usize| {
                    let (left, right) = (mention, &mentions[other]);
                    left.stem == right.stem
                        && left.event.plover == right.event.plover
                        && left.event.about.is_some() == right.event.about.is_some()
                };
                near.flat_map(|(_, found)| found).find(is_same).copied()
            })
            .min();
        if let Some(first) = found {
            copied.insert(at, copied.get(&first).copied().unwrap_or(first));
        }
    }
    copied
}
