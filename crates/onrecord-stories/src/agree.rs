//! Where tellings agree, and where they do not.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_model::Id;
use onrecord_model::record::{AsserterLine, EventLine, FigureLine};

use crate::act::Mention;
use crate::aspect::aspect;
use crate::carry::{Carry, How};
use crate::link::link;
use crate::profile::{Days, Vector};
use crate::text::Text;
use crate::witness::{self, Names, Place};

/// Units of times and ages: how long something takes is seldom what two texts mean alike.
const TIMES: [&str; 7] = ["a", "mo", "wk", "d", "h", "min", "s"];
/// Share by which a number that is told as about or nearly so may be off.
const ABOUT: f64 = 0.1;

/// One side: what it says, where, and how many witnesses it has.
pub(crate) struct Side {
    pub(crate) value: String,
    pub(crate) items: Vec<(usize, Id)>,
    pub(crate) independent: usize,
}

/// An agreement before it is a line.
pub(crate) struct Agreement {
    pub(crate) on: &'static str,
    pub(crate) topic: String,
    pub(crate) relation: &'static str,
    pub(crate) detail: &'static str,
    pub(crate) sides: Vec<Side>,
    pub(crate) why: String,
    pub(crate) confidence: f32,
}

/// A figure with what it is compared by.
struct Number<'t> {
    text: usize,
    figure: &'t FigureLine,
    word: usize,
    aspect: String,
    act: Option<usize>,
    places: BTreeSet<String>,
    days: Option<Days>,
    context: Vector,
    sentence: usize,
    names: Names,
}

impl Number<'_> {
    fn value(&self) -> (Option<u64>, Option<u64>) {
        (self.figure.low.map(f64::to_bits), self.figure.high.map(f64::to_bits))
    }

    /// Least and most that it may mean.
    fn range(&self) -> (f64, f64) {
        let off = if matches!(self.figure.approx.as_deref(), Some("about" | "nearly")) { ABOUT } else { 0.0 };
        let low = self.figure.low.map_or(f64::NEG_INFINITY, |low| low * (1.0 - off));
        (low, self.figure.high.map_or(f64::INFINITY, |high| high * (1.0 + off)))
    }

    fn overlaps(&self, other: &Self) -> bool {
        let ((low, high), (least, most)) = (self.range(), other.range());
        low <= most && least <= high
    }

    fn score(&self, other: &Self) -> f64 {
        if self.aspect != other.aspect {
            return -9.0;
        }
        let mut score = -0.2;
        let mut add = |holds: bool, weight: f64| score += if holds { weight } else { 0.0 };
        let is_change = self.figure.change_from == Some(other.figure.id) || other.figure.change_from == Some(self.figure.id);
        add(is_change, 3.0);
        let same = self.value() == other.value();
        let large = self.figure.low.or(self.figure.high).is_some_and(|value| value >= 100.0);
        add(same, if large { 1.3 } else { 0.8 });
        let is_near = self.text == other.text && self.sentence == other.sentence;
        add(is_near && !same && !is_change, -1.5);
        if let (Some(act), Some(theirs)) = (self.act, other.act) {
            add(act == theirs, 1.0);
            add(act != theirs, -1.0);
        }
        if !self.places.is_empty() && !other.places.is_empty() {
            let apart = self.places.is_disjoint(&other.places);
            add(!apart, 0.4);
            add(apart, -0.8);
        }
        if let (Some(days), Some(theirs)) = (self.days, other.days) {
            add(days.gap(theirs) > 0, -0.8);
        }
        score + 2.0 * self.context.dot(&other.context)
    }
}

/// All agreements of a story; `acts` are those that `mentions` tell.
pub(crate) fn agreements(
    texts: &[Text<'_>],
    carries: &[Carry],
    mentions: &[Mention<'_>],
    acts: &[Vec<usize>],
) -> Vec<Agreement> {
    let mut agreements = figures(texts, carries, mentions, acts);
    agreements.extend(events(texts, carries, mentions, acts));
    agreements
}

fn figures(texts: &[Text<'_>], carries: &[Carry], mentions: &[Mention<'_>], acts: &[Vec<usize>]) -> Vec<Agreement> {
    let mut act_of: BTreeMap<Id, usize> = BTreeMap::new();
    for (number, act) in acts.iter().enumerate() {
        for &at in act {
            act_of.insert(mentions[at].event.id, number);
        }
    }
    let mut numbers = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        let mut roles: BTreeMap<Id, (&EventLine, &str)> = BTreeMap::new();
        for event in text.telling.events() {
            for (role, id) in event.counts() {
                roles.entry(id).or_insert((event, role));
            }
        }
        for figure in text.telling.figures() {
            if figure.unit.as_deref().is_some_and(|unit| TIMES.contains(&unit)) {
                continue;
            }
            let role = roles.get(&figure.id).copied();
            let Some(word) = text.at(&figure.span).next() else { continue };
            let Some(aspect) = aspect(text, figure, role) else { continue };
            let sentence = text.sentence(word);
            let when = figure.when.as_ref().or(role.and_then(|(event, _)| event.date.as_ref()).map(|date| &date.date));
            let place = Place { text: at, word, by: &figure.asserted_by };
            numbers.push(Number {
                text: at,
                figure,
                word,
                aspect,
                act: role.and_then(|(event, _)| act_of.get(&event.id).copied()),
                places: text.places(sentence.clone()).map(str::to_owned).collect(),
                days: when.and_then(|when| Days::new(when.start.as_deref()?, when.end.as_deref()?)),
                sentence: sentence.start,
                context: text.context(sentence),
                names: witness::names(texts, carries, place),
            });
        }
    }
    let mut by_aspect: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, number) in numbers.iter().enumerate() {
        by_aspect.entry(&number.aspect).or_default().push(at);
    }
    let mut agreements = Vec::new();
    for (aspect, of_aspect) in by_aspect {
        for group in link(of_aspect.len(), |left, right| numbers[of_aspect[left]].score(&numbers[of_aspect[right]])) {
            let group: Vec<&Number<'_>> = group.into_iter().map(|at| &numbers[of_aspect[at]]).collect();
            agreements.extend(of_topic(aspect, &group));
        }
    }
    agreements
}

/// The agreements of figures on one thing.
fn of_topic(aspect: &str, group: &[&Number<'_>]) -> Vec<Agreement> {
    let mut values: BTreeMap<(Option<u64>, Option<u64>), Vec<&Number<'_>>> = BTreeMap::new();
    for number in group {
        values.entry(number.value()).or_default().push(number);
    }
    let mut values: Vec<Vec<&Number<'_>>> = values.into_values().collect();
    values.sort_by_key(|items| (items[0].text, items[0].word));
    let place = group.iter().flat_map(|number| &number.places).next();
    let day = group.iter().find_map(|number| number.figure.when.as_ref()?.start.as_deref());
    let parts = [Some(aspect), place.map(String::as_str), day];
    let topic = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let side = |items: &[&Number<'_>]| {
        let names: Vec<Names> = items.iter().map(|number| number.names.clone()).collect();
        Side {
            value: items[0].figure.span.quote.clone(),
            items: items.iter().map(|number| (number.text, number.figure.id)).collect(),
            independent: witness::count(&names),
        }
    };
    let agreement = |relation, detail, sides: Vec<Side>| Agreement {
        on: "figure",
        topic: topic.clone(),
        relation,
        detail,
        sides,
        why: format!("both count {aspect}, in sentences on the same thing"),
        confidence: 0.8,
    };
    let mut agreements = Vec::new();
    for items in values.iter().filter(|items| items.len() > 1) {
        let side = side(items);
        let relation = if side.independent > 1 { "corroborated" } else { "repeated" };
        agreements.push(agreement(relation, "same", vec![side]));
    }
    for (at, items) in values.iter().enumerate() {
        for others in &values[at + 1..] {
            if items[0].overlaps(others[0]) {
                let both: Vec<&Number<'_>> = items.iter().chain(others).copied().collect();
                let side = side(&both);
                if side.independent > 1 {
                    agreements.push(agreement("corroborated", "overlapping", vec![side]));
                }
            } else {
                let is_change = |left: &Number<'_>, right: &Number<'_>| left.figure.change_from == Some(right.figure.id);
                let mut pairs = items.iter().flat_map(|left| others.iter().map(move |right| (left, right)));
                let same_witness = |left: &Number<'_>, right: &Number<'_>| !left.names.is_disjoint(&right.names);
                let is_revised =
                    pairs.any(|(left, right)| is_change(left, right) || is_change(right, left) || same_witness(left, right));
                let detail = if is_revised { "revised" } else { "apart" };
                agreements.push(agreement("conflict", detail, vec![side(items), side(others)]));
            }
        }
    }
    agreements
}

fn events(texts: &[Text<'_>], carries: &[Carry], mentions: &[Mention<'_>], acts: &[Vec<usize>]) -> Vec<Agreement> {
    let mut agreements = Vec::new();
    for act in acts {
        let of = |which: &[&str]| -> Vec<&Mention<'_>> {
            act.iter().map(|&at| &mentions[at]).filter(|one| which.contains(&one.event.factuality.as_str())).collect()
        };
        let side = |value: &str, items: &[&Mention<'_>]| {
            let names: Vec<Names> = items
                .iter()
                .map(|one| {
                    let by: &AsserterLine = &one.event.asserted_by;
                    witness::names(texts, carries, Place { text: one.text, word: one.word, by })
                })
                .collect();
            Side {
                value: value.to_owned(),
                items: items.iter().map(|one| (one.text, one.event.id)).collect(),
                independent: witness::count(&names),
            }
        };
        let (told, denied) = (of(&["happened", "ongoing"]), of(&["denied", "negated"]));
        let Some(first) = act.first().map(|&at| &mentions[at]) else { continue };
        let topic = format!("{}: {}", first.event.plover.plover, first.event.trigger.quote);
        let agreement = |relation, detail, sides| Agreement {
            on: "event",
            topic: topic.clone(),
            relation,
            detail,
            sides,
            why: "events of one type that share parties, place, time or wording".to_owned(),
            confidence: 0.7,
        };
        let happened = side("happened", &told);
        if !told.is_empty() && !denied.is_empty() {
            agreements.push(agreement("denied", "denied", vec![side("happened", &told), side("denied", &denied)]));
        } else if happened.independent > 1 {
            agreements.push(agreement("corroborated", "same", vec![happened]));
        }
    }
    let _ = How::Exact;
    agreements
}
