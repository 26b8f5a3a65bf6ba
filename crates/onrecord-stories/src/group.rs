//! Documents to stories.
//!
//! Average-linkage agglomeration with two stops: a least likeness, and a veto where two groups are much less like
//! each other than each is in itself. The second tells look-alikes apart (the same teams, another match), whatever
//! the level of likeness in their field is.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

use onrecord_model::Sketch;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::profile::{Days, Profile, Vector};

/// Least mean likeness of two groups that are joined.
const LEAST: f64 = 0.18;
/// Likeness of two groups over the geometric mean of the likeness inside of each, below which they stay apart.
const APART: f64 = 0.66;
/// Likeness of one or two documents and a group over the likeness inside of it, below which they stay apart.
const ALONE: f64 = 0.45;
/// From this size on a group is judged by the likeness inside of it.
const COHERENT: f64 = 3.0;
/// How much more the likeness counts of groups that appeared at one time.
const NEAR: f64 = 1.6;
/// Days between two groups after which it counts half of that.
const HALF: f64 = 14.0;
/// Features by which a document looks for others, the weightiest first.
const LOOKED_UP: usize = 24;
/// Documents before it in time that a document is compared with, for each of these features.
const WINDOW: usize = 48;
/// Of these features two documents share at least so many.
const SHARED: u32 = 2;
/// Copies of one text that a document is compared with.
const COPIES: usize = 16;

/// The stories of these documents: indexes into `profiles`, each in one story; in the order of the documents' ids.
///
/// A pure function of the set: the order of `profiles` does not matter.
pub fn group(profiles: &[Profile]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..profiles.len()).collect();
    order.sort_by_key(|&at| profiles[at].document);
    let units = units(profiles, &order);
    let mut groups = Groups::new(profiles, &units);
    for (left, right) in candidates(&units, &groups) {
        groups.compare(left, right);
    }
    groups.join();
    let stories = groups.alive().map(|members| {
        let mut story: Vec<usize> =
            members.iter().flat_map(|&unit| units[unit].iter().copied()).collect();
        story.sort_by_key(|&at| profiles[at].document);
        story
    });
    let mut stories: Vec<_> = stories.collect();
    stories.sort_by_key(|story| profiles[story[0]].document);
    stories
}

/// The first of those that are one with another.
fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

/// Documents that carry one text count as one: the first of each by id, then the others.
fn units(profiles: &[Profile], order: &[usize]) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..profiles.len()).collect();
    let mut bands: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for &at in order {
        let Some(sketch) = &profiles[at].sketch else { continue };
        for band in sketch.bands() {
            let alike = bands.entry(band).or_default();
            for &other in alike.iter() {
                let (left, right) = (root(&mut parent, at), root(&mut parent, other));
                let resembles = |other: &Sketch| other.resemblance(sketch) >= Sketch::DUPLICATE;
                if left != right && profiles[other].sketch.as_ref().is_some_and(resembles) {
                    parent[left.max(right)] = left.min(right);
                }
            }
            if alike.len() < COPIES {
                alike.push(at);
            }
        }
    }
    let mut units: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut place = vec![0; profiles.len()];
    for (number, &at) in order.iter().enumerate() {
        place[at] = number;
    }
    let mut first: FxHashMap<usize, usize> = FxHashMap::default();
    for &at in order {
        let whole = root(&mut parent, at);
        let first = *first.entry(whole).or_insert(place[at]);
        units.entry(first).or_default().push(at);
    }
    units.into_values().collect()
}

/// Pairs of units that share features which tell much, near in time.
fn candidates(units: &[Vec<usize>], groups: &Groups) -> Vec<(usize, usize)> {
    let mut order: Vec<usize> = (0..units.len()).collect();
    order.sort_by_key(|&unit| (groups.groups[unit].days, unit));
    let mut with: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    let mut pairs = Vec::new();
    let mut shared: BTreeMap<usize, u32> = BTreeMap::new();
    for unit in order {
        shared.clear();
        let mut features = groups.groups[unit].sum.features().to_vec();
        features.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        for &(key, _) in features.iter().take(LOOKED_UP) {
            let before = with.entry(key).or_default();
            for &other in before.iter().rev().take(WINDOW) {
                *shared.entry(other).or_default() += 1;
            }
            before.push(unit);
        }
        let near = shared.iter().filter(|&(_, &number)| number >= SHARED);
        pairs.extend(near.map(|(&other, _)| (other.min(unit), other.max(unit))));
    }
    pairs
}

/// Units that were joined.
struct Group {
    units: Vec<usize>,
    /// Sum of the features of its units.
    sum: Vector,
    /// Product of the sum with itself, and the sum of the products of each unit with itself.
    square: f64,
    own: f64,
    days: Option<Days>,
    /// Products of its sum with that of others that are known.
    products: BTreeMap<usize, f64>,
    /// How often it was joined.
    state: u32,
}

impl Group {
    #[expect(clippy::cast_precision_loss, reason = "numbers of documents")]
    fn size(&self) -> f64 {
        self.units.len() as f64
    }

    /// Mean likeness of two of its units; none where it has too few.
    fn inside(&self) -> Option<f64> {
        let size = self.size();
        (size >= COHERENT).then(|| (self.square - self.own) / (size * (size - 1.0)))
    }
}

/// Two groups that may be joined.
struct Proposal {
    likeness: f64,
    groups: (usize, usize),
    states: (u32, u32),
}

impl Ord for Proposal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.likeness.total_cmp(&other.likeness).then(other.groups.cmp(&self.groups))
    }
}

impl PartialOrd for Proposal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Proposal {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Proposal {}

struct Groups {
    groups: Vec<Group>,
    proposals: BinaryHeap<Proposal>,
}

impl Groups {
    fn new(profiles: &[Profile], units: &[Vec<usize>]) -> Self {
        let group = |(unit, members): (usize, &Vec<usize>)| {
            let days = members.iter().filter_map(|&at| profiles[at].days).reduce(Days::cover);
            let sum = members
                .iter()
                .map(|&at| profiles[at].features.clone())
                .reduce(|sum, next| sum.plus(&next))
                .unwrap_or_default();
            #[expect(clippy::cast_precision_loss, reason = "numbers of documents")]
            let sum = sum.times(1.0 / members.len() as f32);
            let square = sum.dot(&sum);
            Group {
                units: vec![unit],
                sum,
                square,
                own: square,
                days,
                products: BTreeMap::new(),
                state: 0,
            }
        };
        Self { groups: units.iter().enumerate().map(group).collect(), proposals: BinaryHeap::new() }
    }

    /// Learns how like two units are, and whether they may be joined.
    fn compare(&mut self, left: usize, right: usize) {
        let product = self.groups[left].sum.dot(&self.groups[right].sum);
        if product * NEAR >= LEAST {
            self.groups[left].products.insert(right, product);
            self.groups[right].products.insert(left, product);
            self.propose(left, right);
        }
    }

    fn propose(&mut self, left: usize, right: usize) {
        let (left, right) = (left.min(right), left.max(right));
        let (a, b) = (&self.groups[left], &self.groups[right]);
        let product = a.products.get(&right).copied().unwrap_or_default();
        let near =
            a.days.zip(b.days).map_or(1.0, |(a, b)| NEAR / (1.0 + f64::from(a.gap(b)) / HALF));
        let mean = product / (a.size() * b.size());
        let likeness = mean * near;
        // What is inside of a group has no lift for nearness.
        let plain = mean * near.min(1.0);
        let is_apart = match (a.inside(), b.inside()) {
            (Some(inside), Some(other)) => plain < APART * (inside * other).sqrt(),
            (Some(inside), None) | (None, Some(inside)) => plain < ALONE * inside,
            (None, None) => false,
        };
        if likeness >= LEAST && !is_apart {
            self.proposals.push(Proposal {
                likeness,
                groups: (left, right),
                states: (a.state, b.state),
            });
        }
    }

    /// Joins the most alike until none is left that may be.
    fn join(&mut self) {
        while let Some(Proposal { groups: (left, right), states, .. }) = self.proposals.pop() {
            if (self.groups[left].state, self.groups[right].state) == states {
                self.merge(left, right);
            }
        }
    }

    /// Joins the second to the first.
    fn merge(&mut self, left: usize, right: usize) {
        const GONE: u32 = u32::MAX;
        let gone = &mut self.groups[right];
        gone.state = GONE;
        let (units, sum, products) = (
            std::mem::take(&mut gone.units),
            std::mem::take(&mut gone.sum),
            std::mem::take(&mut gone.products),
        );
        let (square, own, days) = (gone.square, gone.own, gone.days);
        let known = std::mem::take(&mut self.groups[left].products);
        let between = known.get(&right).copied().unwrap_or_default();
        let others: FxHashSet<usize> = known
            .keys()
            .chain(products.keys())
            .copied()
            .filter(|&at| at != left && at != right)
            .collect();
        let mut others: Vec<usize> = others.into_iter().collect();
        others.sort_unstable();
        let mut joined = BTreeMap::new();
        for &other in &others {
            let with = |known: &BTreeMap<usize, f64>, sum: &Vector| {
                known.get(&other).copied().unwrap_or_else(|| sum.dot(&self.groups[other].sum))
            };
            let product = with(&known, &self.groups[left].sum) + with(&products, &sum);
            joined.insert(other, product);
        }
        for (&other, &product) in &joined {
            let products = &mut self.groups[other].products;
            products.remove(&right);
            products.insert(left, product);
        }
        let group = &mut self.groups[left];
        group.units.extend(units);
        group.sum = group.sum.plus(&sum);
        group.square += square + 2.0 * between;
        group.own += own;
        group.days = match (group.days, days) {
            (Some(a), Some(b)) => Some(a.cover(b)),
            (a, b) => a.or(b),
        };
        group.products = joined;
        group.state += 1;
        for other in others {
            self.propose(left, other);
        }
    }

    /// The units of each group that is left.
    fn alive(&self) -> impl Iterator<Item = &[usize]> {
        self.groups.iter().map(|group| group.units.as_slice()).filter(|units| !units.is_empty())
    }
}
