//! Where tellings agree, and where they do not.

use std::collections::{BTreeMap, BTreeSet};

use onrecord_model::Id;
use onrecord_model::record::{AsserterLine, EventLine, FigureLine};

use crate::act::Mention;
use crate::aspect::{aspects, is_of_table};
use crate::carry::Carry;
use crate::link::link;
use crate::pair::{FIGURE, Pair, of_figures};
use crate::position::positions;
use crate::profile::{Days, Vector};
use crate::text::Text;
use crate::witness::{self, Place, Witness};

/// Units of times and ages: how long something takes is seldom what two texts mean alike.
const TIMES: [&str; 7] = ["a", "mo", "wk", "d", "h", "min", "s"];
/// Score of two that count different things.
const APART: f64 = -9.0;
/// Least mean score of two values that are taken to contradict each other.
const SURE: f64 = -0.5;
/// From this value on it is seldom by chance that two numbers are the same.
const LARGE: f64 = 100.0;
/// Logarithm of a ratio beyond which it does not matter how far apart two values are.
const FAR: f64 = 4.0;
/// What share of each sort was right on the texts of `accuracy/stories`, both parts.
const CONFLICT: f32 = 0.55;
const AGREED: f32 = 0.6;
const BORNE_OUT: f32 = 0.5;
const DENIED: f32 = 0.25;
/// Share by which a number that is told as about or nearly so may be off.
const ABOUT: f64 = 0.1;

/// One side: what it says, where, and how many witnesses it has.
pub(crate) struct Side {
    pub(crate) value: String,
    pub(crate) items: Vec<(usize, Id)>,
    pub(crate) sources: BTreeSet<String>,
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
    /// None where nothing tells what it counts.
    aspect: Option<String>,
    act: Option<usize>,
    places: BTreeSet<String>,
    days: Option<Days>,
    context: Vector,
    sentence: usize,
    /// Whether nothing but its unit tells what it counts: percents, sums of money.
    is_bare: bool,
    witness: Witness,
}

impl Number<'_> {
    fn value(&self) -> (Option<u64>, Option<u64>) {
        (self.figure.low.map(f64::to_bits), self.figure.high.map(f64::to_bits))
    }

    /// Least and most that it may mean.
    fn range(&self) -> (f64, f64) {
        let off = if matches!(self.figure.approx.as_deref(), Some("about" | "nearly")) {
            ABOUT
        } else {
            0.0
        };
        let low = self.figure.low.map_or(f64::NEG_INFINITY, |low| low * (1.0 - off));
        (low, self.figure.high.map_or(f64::INFINITY, |high| high * (1.0 + off)))
    }

    fn overlaps(&self, other: &Self) -> bool {
        let ((low, high), (least, most)) = (self.range(), other.range());
        low <= most && least <= high
    }

    /// Whether nothing says that they count different things.
    fn is_comparable(&self, other: &Self) -> bool {
        let known = self.aspect.as_ref().zip(other.aspect.as_ref());
        known.map_or(self.figure.unit.is_none() || other.figure.unit.is_none(), |(own, theirs)| {
            own == theirs
        })
    }

    /// How likely both count one thing, as log-odds.
    fn score(&self, other: &Self) -> f64 {
        if !self.is_comparable(other) {
            return APART;
        }
        of_figures(self.value() == other.value()).score(&self.features(other))
    }

    /// The features of [`FIGURE`].
    pub(crate) fn features(&self, other: &Self) -> [f64; FIGURE.len()] {
        let is = |holds: bool| f64::from(u8::from(holds));
        let (own, theirs) = (self.figure, other.figure);
        let is_change = own.change_from == Some(theirs.id) || theirs.change_from == Some(own.id);
        let same = self.value() == other.value();
        let is_large = own.low.or(own.high).is_some_and(|value| value >= LARGE);
        let is_one_text = self.text == other.text && !same && !is_change;
        let acts = self.act.zip(other.act);
        let places = (!self.places.is_empty() && !other.places.is_empty())
            .then(|| self.places.is_disjoint(&other.places));
        let days = self.days.zip(other.days);
        let noun = |of: &FigureLine| of.of.as_ref().map(|of| of.normal.clone());
        [
            1.0,
            is(is_large),
            is(is_change),
            is(is_one_text && self.sentence == other.sentence),
            // Who tells two numbers in one text means two things.
            is(is_one_text && self.witness.is(&other.witness)),
            is(is_one_text),
            is(acts.is_some_and(|(left, right)| left == right)),
            is(acts.is_some_and(|(left, right)| left != right)),
            is(places == Some(false)),
            is(places == Some(true)),
            is(days.is_some_and(|(left, right)| left.gap(right) > 0)),
            is(self.is_bare),
            is(self.aspect.is_none() || other.aspect.is_none()),
            is(noun(own).is_some() && noun(own) == noun(theirs)),
            self.context.dot(&other.context),
            self.ratio(other),
            is(self.aspect.as_deref().is_some_and(is_of_table)),
        ]
    }

    /// How far apart the values are: the logarithm of their ratio.
    fn ratio(&self, other: &Self) -> f64 {
        let value = |figure: &FigureLine| figure.low.or(figure.high).unwrap_or_default().max(1.0);
        libm::log(value(self.figure) / value(other.figure)).abs().min(FAR)
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
    agreements.extend(positions(texts, carries));
    agreements
}

/// All figures of these texts that tell what they count.
fn numbers<'t>(
    texts: &[Text<'t>],
    carries: &[Carry],
    mentions: &[Mention<'_>],
    acts: &[Vec<usize>],
) -> Vec<Number<'t>> {
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
        let aspects = aspects(text, &roles);
        for (figure, aspect) in text.telling.figures().iter().zip(aspects) {
            if figure.unit.as_deref().is_some_and(|unit| TIMES.contains(&unit)) {
                continue;
            }
            let role = roles.get(&figure.id).copied();
            let Some(word) = text.at(&figure.span).next() else { continue };
            if is_part(text, word) {
                continue;
            }
            let is_bare = aspect.as_ref().is_some_and(|aspect| aspect.is_bare);
            let sentence = text.sentence(word);
            let when = figure
                .when
                .as_ref()
                .or(role.and_then(|(event, _)| event.date.as_ref()).map(|date| &date.date));
            let place = Place { text: at, word, by: &figure.asserted_by };
            numbers.push(Number {
                text: at,
                figure,
                aspect: aspect.map(|aspect| aspect.name),
                act: role.and_then(|(event, _)| act_of.get(&event.id).copied()),
                places: text.places(sentence.clone()).map(str::to_owned).collect(),
                days: when.and_then(|when| Days::new(when.start.as_deref()?, when.end.as_deref()?)),
                sentence: sentence.start,
                is_bare,
                context: text.context(sentence),
                witness: witness::of(texts, carries, place),
            });
        }
    }
    numbers
}

/// Pairs of figures of one aspect with their features.
pub(crate) fn pairs(
    texts: &[Text<'_>],
    carries: &[Carry],
    mentions: &[Mention<'_>],
    acts: &[Vec<usize>],
) -> Vec<Pair> {
    let numbers = numbers(texts, carries, mentions, acts);
    let pairs = numbers
        .iter()
        .enumerate()
        .flat_map(|(at, left)| numbers[at + 1..].iter().map(move |right| (left, right)));
    let of_one = pairs.filter(|(left, right)| left.is_comparable(right));
    of_one
        .map(|(left, right)| Pair {
            of: if left.value() == right.value() { "value" } else { "values" },
            items: (left.figure.id, right.figure.id),
            features: FIGURE.into_iter().zip(left.features(right)).collect(),
        })
        .collect()
}

fn figures(
    texts: &[Text<'_>],
    carries: &[Carry],
    mentions: &[Mention<'_>],
    acts: &[Vec<usize>],
) -> Vec<Agreement> {
    let numbers = numbers(texts, carries, mentions, acts);
    let score = |left: usize, right: usize| {
        if numbers[left].value() == numbers[right].value() {
            numbers[left].score(&numbers[right])
        } else {
            APART
        }
    };
    let values: Vec<Vec<&Number<'_>>> = link(numbers.len(), 0.0, score)
        .into_iter()
        .map(|group| group.into_iter().map(|at| &numbers[at]).collect())
        .collect();
    let mut agreements: Vec<Agreement> =
        values.iter().filter(|items| items.len() > 1).map(|items| one_value(items)).collect();
    for (at, items) in values.iter().enumerate() {
        agreements.extend(values[at + 1..].iter().filter_map(|others| two_values(items, others)));
    }
    agreements
}

/// Whether a number counts a part of what another one counts, or nothing: `six of them`, `not one soldier`.
fn is_part(text: &Text<'_>, word: usize) -> bool {
    let lower = |at: usize| text.words.get(at).map_or("", |word| word.lower.as_str());
    let is_none = word > 0 && matches!(lower(word - 1), "not" | "no");
    is_none
        || lower(word + 1) == "of"
            && matches!(lower(word + 2), "them" | "these" | "those" | "whom" | "the")
}

/// What several figures of one value make.
fn one_value(items: &[&Number<'_>]) -> Agreement {
    let side = value(items);
    let relation = if side.independent > 1 { "corroborated" } else { "repeated" };
    on_figures(items, relation, "same", vec![side])
}

/// What figures of two values make, if they count one thing.
fn two_values(items: &[&Number<'_>], others: &[&Number<'_>]) -> Option<Agreement> {
    let scores = items.iter().flat_map(|left| others.iter().map(|right| left.score(right)));
    #[expect(clippy::cast_precision_loss, reason = "numbers of items")]
    let mean = scores.sum::<f64>() / (items.len() * others.len()) as f64;
    let is_change =
        |left: &Number<'_>, right: &Number<'_>| left.figure.change_from == Some(right.figure.id);
    let changes =
        |left: &Number<'_>, right: &Number<'_>| is_change(left, right) || is_change(right, left);
    let mut pairs = items.iter().flat_map(|left| others.iter().map(move |right| (*left, *right)));
    // Who tells two numbers in one text means two things, or a change.
    let can_be = pairs.any(|(left, right)| {
        changes(left, right) || left.text != right.text || !left.witness.is(&right.witness)
    });
    if mean < SURE || !can_be {
        return None;
    }
    let both: Vec<&Number<'_>> = items.iter().chain(others).copied().collect();
    if items[0].overlaps(others[0]) {
        let side = value(&both);
        return (side.independent > 1)
            .then(|| on_figures(&both, "corroborated", "overlapping", vec![side]));
    }
    let mut pairs = items.iter().flat_map(|left| others.iter().map(move |right| (*left, *right)));
    let is_revised =
        pairs.any(|(left, right)| changes(left, right) || left.witness.is(&right.witness));
    let detail = if is_revised { "revised" } else { "apart" };
    Some(on_figures(&both, "conflict", detail, vec![value(items), value(others)]))
}

fn value(items: &[&Number<'_>]) -> Side {
    let witnesses: Vec<&Witness> = items.iter().map(|number| &number.witness).collect();
    Side {
        value: items[0].figure.span.quote.clone(),
        items: items.iter().map(|number| (number.text, number.figure.id)).collect(),
        sources: items.iter().map(|number| number.witness.shown.clone()).collect(),
        independent: witness::count(&witnesses),
    }
}

fn on_figures(
    items: &[&Number<'_>],
    relation: &'static str,
    detail: &'static str,
    sides: Vec<Side>,
) -> Agreement {
    let aspect = items.iter().find_map(|number| number.aspect.as_deref()).unwrap_or("number");
    let place = items.iter().flat_map(|number| &number.places).next();
    let day = items.iter().find_map(|number| number.figure.when.as_ref()?.start.as_deref());
    let parts = [Some(aspect), place.map(String::as_str), day];
    Agreement {
        on: "figure",
        topic: parts.into_iter().flatten().collect::<Vec<_>>().join(", "),
        relation,
        detail,
        sides,
        why: format!("both count {aspect}, in sentences on the same thing"),
        confidence: if relation == "conflict" { CONFLICT } else { AGREED },
    }
}

fn events(
    texts: &[Text<'_>],
    carries: &[Carry],
    mentions: &[Mention<'_>],
    acts: &[Vec<usize>],
) -> Vec<Agreement> {
    let mut agreements = Vec::new();
    for act in acts {
        let of = |which: &[&str]| -> Vec<&Mention<'_>> {
            act.iter()
                .map(|&at| &mentions[at])
                .filter(|one| which.contains(&one.event.factuality.as_str()))
                .collect()
        };
        let side = |value: &str, items: &[&Mention<'_>]| {
            let witnesses: Vec<Witness> = items
                .iter()
                .map(|one| {
                    let by: &AsserterLine = &one.event.asserted_by;
                    witness::of(texts, carries, Place { text: one.text, word: one.word, by })
                })
                .collect();
            Side {
                value: value.to_owned(),
                items: items.iter().map(|one| (one.text, one.event.id)).collect(),
                sources: witnesses.iter().map(|witness| witness.shown.clone()).collect(),
                independent: witness::count(&witnesses.iter().collect::<Vec<_>>()),
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
            confidence: if relation == "corroborated" { BORNE_OUT } else { DENIED },
        };
        let happened = side("happened", &told);
        if !told.is_empty() && !denied.is_empty() {
            agreements.push(agreement(
                "denied",
                "denied",
                vec![side("happened", &told), side("denied", &denied)],
            ));
        } else if happened.independent > 1 && told.iter().any(|one| one.text != told[0].text) {
            agreements.push(agreement("corroborated", "same", vec![happened]));
        }
        if first.event.plover.plover == "ASSAULT" {
            let blamed = blamed(&told);
            for (at, (who, items)) in blamed.iter().enumerate() {
                for (other, others) in &blamed[at + 1..] {
                    let sides = vec![side(who, items), side(other, others)];
                    agreements.push(agreement("conflict", "blame", sides));
                }
            }
        }
    }
    agreements
}

/// By whom an act is told to have been done: each name, and the mentions that give it first among the actors.
fn blamed<'m, 't>(told: &[&'m Mention<'t>]) -> Vec<(String, Vec<&'m Mention<'t>>)> {
    let mut blamed: BTreeMap<String, Vec<&Mention<'_>>> = BTreeMap::new();
    for mention in told {
        let named = mention.event.actors.iter().find_map(|one| one.name.clone());
        if let Some(name) = named {
            blamed.entry(name).or_default().push(mention);
        }
    }
    blamed.into_iter().collect()
}
