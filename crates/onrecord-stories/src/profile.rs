//! What a document is about, as numbers that can be compared.

use std::collections::BTreeMap;

use jiff::civil::Date;
use onrecord_model::record::{DocumentLine, MentionLine};
use onrecord_model::{Id, Sketch};

use crate::words::{Weights, tokens};

/// Words of the head of a text: its title and first sentences say what it is about.
const HEAD: usize = 60;

/// What part of the likeness of two documents each kind of feature makes.
///
/// They make 1; days and other names come on top, since many texts tell none that can be placed.
const SHARES: [(&[Kind], f32); 6] = [
    (&[Kind::Word], 0.35),
    (&[Kind::Head], 0.3),
    (&[Kind::Person, Kind::Known], 0.25),
    (&[Kind::Number], 0.1),
    (&[Kind::Day], 0.1),
    (&[Kind::Other], 0.1),
];

/// Weight of a person of the base: presidents stand in many stories.
const KNOWN: f32 = 1.5;
/// Least weights of the name of another person and of a number, however common.
const PERSON: f32 = 1.0;
const NUMBER: f32 = 0.5;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Word,
    Head,
    Person,
    Known,
    Number,
    Day,
    Other,
}

/// What a document is about: weighted features, the days on which it appeared, and a sketch of its wording.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    pub(crate) document: Id,
    pub(crate) features: Vector,
    pub(crate) days: Option<Days>,
    pub(crate) sketch: Option<Sketch>,
}

impl Profile {
    /// The profile of an article, with the names that were found in it.
    ///
    /// Features are stems of words with the logarithm of their number times their inverse document frequency,
    /// those of the head once more, names, numbers, and days; each kind has unit length and then its share.
    pub fn of(document: &DocumentLine, mentions: &[MentionLine]) -> Self {
        let weights = Weights::table();
        let mut counts: BTreeMap<(Kind, String), f32> = BTreeMap::new();
        let mut count =
            |kind: Kind, name: &str| *counts.entry((kind, name.to_owned())).or_default() += 1.0;
        for (at, run) in tokens(&document.text).enumerate() {
            let word = document.text[run].to_lowercase();
            if word.starts_with(char::is_numeric) {
                count(Kind::Number, &word);
            }
            if word.chars().nth(1).is_none() {
                continue;
            }
            let stem = weights.stem(&word);
            count(Kind::Word, &stem);
            if at < HEAD {
                count(Kind::Head, &stem);
            }
        }
        for mention in mentions {
            if let Some(date) = &mention.date
                && date.precision == "day"
                && let Some(day) = &date.start
            {
                count(Kind::Day, day);
            }
            let Some(name) = mention.name.as_deref().map(str::to_lowercase) else { continue };
            match mention.label.as_str() {
                "person" => {}
                "location" | "organisation" | "name" => {
                    count(Kind::Other, &name);
                    continue;
                }
                _ => continue,
            }
            let is_known =
                mention.actor.as_deref().is_some_and(|actor| actor.starts_with("person."));
            let kind = if is_known { Kind::Known } else { Kind::Person };
            // “Smith” may be whom another text calls “Ann Smith”; two Smiths with other first names are two.
            let last = name.split_whitespace().next_back().unwrap_or_default();
            count(kind, last);
            if last.len() < name.len() {
                count(kind, &name);
            }
        }
        let mut features = Vec::with_capacity(counts.len());
        for (kinds, share) in SHARES {
            let weigh = |kind: Kind, name: &str| match kind {
                Kind::Word | Kind::Head => weights.of(name),
                Kind::Person => weights.of(&weights.stem(name)).max(PERSON),
                Kind::Known => KNOWN,
                Kind::Day => 1.0,
                Kind::Other => name
                    .split_whitespace()
                    .map(|word| weights.of(&weights.stem(word)))
                    .fold(PERSON, f32::max),
                Kind::Number => weights.of(name).max(NUMBER),
            };
            let own: Vec<(u32, f32)> = counts
                .iter()
                .filter(|((kind, _), _)| kinds.contains(kind))
                .map(|((kind, name), number)| {
                    (key(*kind as u8, name), (1.0 + libm::logf(*number)) * weigh(*kind, name))
                })
                .filter(|(_, weight)| *weight > 0.0)
                .collect();
            let length = own.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
            let scale = if length > 0.0 { share.sqrt() / length } else { 0.0 };
            features.extend(own.into_iter().map(|(key, weight)| (key, weight * scale)));
        }
        let body = body(document);
        Self {
            document: document.id,
            features: Vector::new(features),
            days: document.published.as_ref().and_then(|when| Days::new(&when.start, &when.end)),
            sketch: Sketch::of(body),
        }
    }

    /// The document.
    pub fn document(&self) -> Id {
        self.document
    }

    /// Stored form: the days, the sketch and the features, little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let days = self.days.map_or([i32::MAX; 2], |days| [days.first, days.last]);
        let sketch = self.sketch.as_ref().map(Sketch::to_bytes).unwrap_or_default();
        let length = u32::try_from(sketch.len()).unwrap_or_default();
        let mut bytes: Vec<u8> = days.iter().flat_map(|day| day.to_le_bytes()).collect();
        bytes.extend(length.to_le_bytes());
        bytes.extend(sketch);
        for (key, weight) in self.features.features() {
            bytes.extend(key.to_le_bytes());
            bytes.extend(weight.to_le_bytes());
        }
        bytes
    }

    /// From the stored form; `None` if it is none.
    pub fn from_bytes(document: Id, bytes: &[u8]) -> Option<Self> {
        let (head, rest) = bytes.split_at_checked(12)?;
        let word = |at: usize| head.get(at..at + 4)?.try_into().ok();
        let (first, last) = (i32::from_le_bytes(word(0)?), i32::from_le_bytes(word(4)?));
        let length = u32::from_le_bytes(word(8)?) as usize;
        let (sketch, rest) = rest.split_at_checked(length)?;
        let sketch = if sketch.is_empty() { None } else { Some(Sketch::from_bytes(sketch)?) };
        let (pairs, []) = rest.as_chunks::<8>() else { return None };
        let feature = |[a, b, c, d, e, f, g, h]: &[u8; 8]| {
            (u32::from_le_bytes([*a, *b, *c, *d]), f32::from_le_bytes([*e, *f, *g, *h]))
        };
        let features: Vec<(u32, f32)> = pairs.iter().map(feature).collect();
        let sound = features.is_sorted_by(|a, b| a.0 < b.0)
            && features.iter().all(|(_, weight)| weight.is_finite());
        let days = (first != i32::MAX).then_some(Days { first, last });
        sound.then_some(Self { document, features: Vector(features), days, sketch })
    }
}

/// The text behind the title.
pub(crate) fn body(document: &DocumentLine) -> &str {
    let start =
        document.text.char_indices().nth(document.body.start as usize).map_or(0, |(at, _)| at);
    &document.text[start..]
}

/// FNV-1a: features are told apart by 32 bits.
pub(crate) fn key(kind: u8, name: &str) -> u32 {
    std::iter::once(kind)
        .chain(name.bytes())
        .fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Features with their weights, in the order of their keys.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Vector(Vec<(u32, f32)>);

impl Vector {
    pub(crate) fn new(mut features: Vec<(u32, f32)>) -> Self {
        features.sort_by_key(|&(key, _)| key);
        features.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        Self(features)
    }

    pub(crate) fn features(&self) -> &[(u32, f32)] {
        &self.0
    }

    /// Product of both: the cosine, for vectors of unit length.
    pub(crate) fn dot(&self, other: &Self) -> f64 {
        let (mut left, mut right) = (self.0.as_slice(), other.0.as_slice());
        let mut sum = 0.0;
        while let ([(a, x), after @ ..], [(b, y), behind @ ..]) = (left, right) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => left = after,
                std::cmp::Ordering::Greater => right = behind,
                std::cmp::Ordering::Equal => {
                    sum += f64::from(*x) * f64::from(*y);
                    (left, right) = (after, behind);
                }
            }
        }
        sum
    }

    /// Sum of both.
    pub(crate) fn plus(&self, other: &Self) -> Self {
        let mut sum = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut left, mut right) = (self.0.as_slice(), other.0.as_slice());
        loop {
            match (left, right) {
                ([a, after @ ..], [b, ..]) if a.0 < b.0 => {
                    sum.push(*a);
                    left = after;
                }
                ([a, ..], [b, behind @ ..]) if b.0 < a.0 => {
                    sum.push(*b);
                    right = behind;
                }
                ([a, after @ ..], [b, behind @ ..]) => {
                    sum.push((a.0, a.1 + b.1));
                    (left, right) = (after, behind);
                }
                (rest, []) | ([], rest) => {
                    sum.extend_from_slice(rest);
                    return Self(sum);
                }
            }
        }
    }

    /// The same direction with another length.
    pub(crate) fn times(mut self, scale: f32) -> Self {
        for (_, weight) in &mut self.0 {
            *weight *= scale;
        }
        self
    }
}

/// From the first to the last day, counted from 1970-01-01.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Days {
    pub(crate) first: i32,
    pub(crate) last: i32,
}

impl Days {
    /// Of two times of the record, `2020-01-03` or `2020-01-03T14:05`.
    pub(crate) fn new(first: &str, last: &str) -> Option<Self> {
        let day = |time: &str| {
            let date: Date = time.get(..10)?.parse().ok()?;
            Some(date.duration_since(Date::new(1970, 1, 1).ok()?).as_hours() / 24)
        };
        let (first, last) = (day(first)?, day(last)?);
        Some(Self { first: i32::try_from(first).ok()?, last: i32::try_from(last).ok()? })
    }

    pub(crate) fn cover(self, other: Self) -> Self {
        Self { first: self.first.min(other.first), last: self.last.max(other.last) }
    }

    /// Days between both, 0 where they touch.
    pub(crate) fn gap(self, other: Self) -> i32 {
        (other.first - self.last).max(self.first - other.last).max(0)
    }
}
