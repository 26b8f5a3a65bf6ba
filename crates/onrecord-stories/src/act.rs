//! Events of documents that tell one act.
//!
//! Pairs of mentions of one PLOVER type get a score: what they share counts for, what contradicts counts against.
//! Weights were set by hand on `accuracy/stories/open`, after a logistic regression over its pairs.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_model::Id;
use onrecord_model::record::{EventLine, ParticipantLine};

use crate::carry::{Carry, How};
use crate::link::link;
use crate::profile::{Days, Vector};
use crate::text::Text;
use crate::words::Weights;

/// Words with less weight tell nothing of who takes part.
const TELLING: f32 = 3.0;
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
    actors: BTreeSet<String>,
    recipients: BTreeSet<String>,
    places: BTreeSet<String>,
    days: Option<Days>,
    counts: [Option<Option<u64>>; 2],
    context: Vector,
}

impl<'t> Mention<'t> {
    fn new(number: usize, text: &Text<'t>, event: &'t EventLine) -> Option<Self> {
        let word = text.at(&event.trigger).next()?;
        let sentence = text.sentence(word);
        let low = |id: Option<Id>| {
            let figure = text.telling.figures().iter().find(|figure| Some(figure.id) == id)?;
            Some(figure.low.map(f64::to_bits))
        };
        let date = event.date.as_ref().map(|date| &date.date);
        let trigger = &text.words[word].lower;
        Some(Self {
            text: number,
            event,
            word,
            stem: text.stem(word),
            is_plural: trigger.ends_with('s') && !trigger.ends_with("ss"),
            actors: parties(&event.actors),
            recipients: parties(&event.recipients),
            places: text.places(sentence.clone()).map(str::to_owned).collect(),
            days: date.and_then(|date| Days::new(date.start.as_deref()?, date.end.as_deref()?)),
            counts: [low(event.killed), low(event.injured)],
            context: text.context(sentence),
        })
    }

    /// How likely both tell one act, as log-odds.
    fn score(&self, other: &Self) -> f64 {
        let mut score = 0.3;
        let mut add = |holds: bool, weight: f64| score += if holds { weight } else { 0.0 };
        let (mode, theirs) = (self.event.plover.mode.as_deref(), other.event.plover.mode.as_deref());
        let is_twin = self.text == other.text && self.word == other.word;
        add(is_twin, 4.0);
        add(self.stem == other.stem, 0.3);
        add(self.is_plural != other.is_plural && self.stem == other.stem, -1.0);
        add(mode.is_some() && mode == theirs, 0.4);
        add(mode.is_some() && theirs.is_some() && mode != theirs && !is_twin, -1.6);
        if let (Some(days), Some(theirs)) = (self.days, other.days) {
            add(days.gap(theirs) > 0, -1.2);
        }
        let both = |left: &BTreeSet<String>, right: &BTreeSet<String>, same: f64, apart: f64| {
            if left.is_empty() || right.is_empty() {
                0.0
            } else if left.is_disjoint(right) {
                apart
            } else {
                same
            }
        };
        score += both(&self.places, &other.places, 0.4, -0.8);
        score += both(&self.actors, &other.actors, 0.1, -0.9);
        score += both(&self.recipients, &other.recipients, 0.8, -0.8);
        score += both(&self.actors, &other.recipients, -0.5, 0.0) + both(&self.recipients, &other.actors, -0.5, 0.0);
        for (count, theirs) in self.counts.iter().zip(&other.counts) {
            if count.is_some() && theirs.is_some() {
                score += if count == theirs { 0.6 } else { -0.4 };
            }
        }
        if self.text == other.text && !is_twin {
            score -= 0.2;
        }
        score + 1.8 * self.context.dot(&other.context)
    }
}

fn parties(participants: &[ParticipantLine]) -> BTreeSet<String> {
    let weights = Weights::table();
    let mut found = BTreeSet::new();
    for one in participants {
        found.extend(one.actor.clone().or_else(|| one.name.as_ref().map(|name| name.to_lowercase())));
        let quote = one.span.quote.to_lowercase();
        let words = crate::words::tokens(&quote).map(|run| weights.stem(&quote[run]).into_owned());
        found.extend(words.filter(|stem| weights.of(stem) > TELLING).map(|stem| format!("~{stem}")));
    }
    found
}

/// All events of these texts, and the acts that they tell: indexes into them, in order.
pub(crate) fn acts<'t>(texts: &[Text<'t>], carries: &[Carry]) -> (Vec<Mention<'t>>, Vec<Vec<usize>>) {
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
        for group in link(of_type.len(), |left, right| mentions[of_type[left]].score(&mentions[of_type[right]])) {
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
