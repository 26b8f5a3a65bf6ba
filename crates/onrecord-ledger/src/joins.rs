//! Which ids mean one actor: a view over names and judgements, computed anew whenever it is asked
//! for, so that nothing has to be rewritten and everything can be taken back.
//!
//! Ids that the base does not know are joined by kind and full name. Then the last judgement of
//! each pair counts: a merge joins what belongs to its two ids, and the result goes by the first
//! of them; a split undoes a merge and, of two that were joined by name, takes the second out of
//! those of that name.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::actor::{Actor, Judgement, Verdict};

/// Ids in groups that mean one actor each.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Joins {
    of: BTreeMap<String, usize>,
    /// The id that the actor goes by, then the others in order.
    groups: Vec<Vec<String>>,
}

type Pair<'j> = (&'j str, &'j str);

fn pair(judged: &Judgement) -> Pair<'_> {
    let (a, b) = (judged.first.as_str(), judged.second.as_str());
    if a <= b { (a, b) } else { (b, a) }
}

/// The judgements that count: the last of each pair, in the order in which they were made.
pub(crate) fn standing(judged: &[Judgement]) -> Vec<&Judgement> {
    let mut seen = BTreeSet::new();
    let mut last: Vec<&Judgement> =
        judged.iter().rev().filter(|judged| seen.insert(pair(judged))).collect();
    last.reverse();
    last
}

/// What joins ids: names and merges.
struct Links<'j> {
    /// Ids of one name.
    named: Vec<Vec<&'j str>>,
    merges: Vec<Pair<'j>>,
}

impl<'j> Links<'j> {
    fn new(actors: &'j [Actor], standing: &[&'j Judgement]) -> Self {
        let name_of: BTreeMap<&str, (&str, &str)> = actors
            .iter()
            .filter_map(|actor| Some((actor.id.as_str(), actor.joins_by()?)))
            .collect();
        let is_namesake = |judged: &&&Judgement| {
            let [a, b] = [&judged.first, &judged.second].map(|id| name_of.get(id.as_str()));
            judged.verdict == Verdict::Split && a.is_some() && a == b
        };
        let left: BTreeSet<&str> =
            standing.iter().filter(is_namesake).map(|judged| judged.second.as_str()).collect();
        let mut named: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        for (id, name) in name_of.into_iter().filter(|(id, _)| !left.contains(id)) {
            named.entry(name).or_default().push(id);
        }
        let merges = standing.iter().filter(|judged| judged.verdict == Verdict::Merge);
        Self {
            named: named.into_values().collect(),
            merges: merges.map(|judged| (&*judged.first, &*judged.second)).collect(),
        }
    }
}

impl Joins {
    /// Joins these ids, of which each is given once, and those that were judged.
    pub(crate) fn new(actors: &[Actor], judged: &[Judgement]) -> Self {
        let standing = standing(judged);
        let links = Links::new(actors, &standing);
        let mut joins = Self::default();
        for named in links.named {
            joins.add(named.into_iter().map(str::to_owned).collect());
        }
        let ids = actors.iter().map(|actor| &actor.id);
        let judged = judged.iter().flat_map(|judged| [&judged.first, &judged.second]);
        for id in ids.chain(judged) {
            if !joins.of.contains_key(id) {
                joins.add(vec![id.clone()]);
            }
        }
        let mut merged = BTreeSet::new();
        for (first, second) in links.merges {
            joins.merge(first, second, &mut merged);
        }
        joins
    }

    fn add(&mut self, ids: Vec<String>) {
        let number = self.groups.len();
        self.of.extend(ids.iter().map(|id| (id.clone(), number)));
        self.groups.push(ids);
    }

    /// Joins two groups; `merged` are those whose first id was chosen by a merge already.
    fn merge(&mut self, first: &str, second: &str, merged: &mut BTreeSet<usize>) {
        let (Some(&into), Some(&from)) = (self.of.get(first), self.of.get(second)) else { return };
        let name =
            if merged.contains(&into) { self.groups[into][0].clone() } else { first.to_owned() };
        merged.insert(into);
        if into != from {
            let moved = std::mem::take(&mut self.groups[from]);
            self.of.extend(moved.iter().map(|id| (id.clone(), into)));
            self.groups[into].extend(moved);
        }
        let group = &mut self.groups[into];
        group.sort_by(|a, b| (*a != name, a).cmp(&(*b != name, b)));
    }

    /// The ids that mean the same as this one; nothing if it is not known.
    pub(crate) fn group(&self, id: &str) -> &[String] {
        self.of.get(id).map_or(&[], |&number| &self.groups[number])
    }

    /// Whether two ids mean one actor.
    pub(crate) fn are_one(&self, a: &str, b: &str) -> bool {
        self.of.get(a).is_some_and(|group| self.of.get(b) == Some(group))
    }

    /// All groups, in order of the ids that they go by.
    pub(crate) fn groups(&self) -> Vec<&[String]> {
        let mut groups: Vec<&[String]> =
            self.groups.iter().filter(|group| !group.is_empty()).map(Vec::as_slice).collect();
        groups.sort();
        groups
    }
}

/// The ids over which two are joined, without the two; `None` where they are not.
pub(crate) fn between(
    actors: &[Actor],
    judged: &[Judgement],
    from: &str,
    to: &str,
) -> Option<Vec<String>> {
    let standing = standing(judged);
    let links = Links::new(actors, &standing);
    let mut before: BTreeMap<&str, &str> = BTreeMap::new();
    let mut next = VecDeque::from([from]);
    while let Some(id) = next.pop_front() {
        let named = links.named.iter().filter(|named| named.binary_search(&id).is_ok()).flatten();
        let merged = links.merges.iter().filter_map(|&(a, b)| match id {
            _ if a == id => Some(b),
            _ if b == id => Some(a),
            _ => None,
        });
        for other in named.copied().chain(merged) {
            if other != from && !before.contains_key(other) {
                before.insert(other, id);
                next.push_back(other);
            }
        }
    }
    let mut path = Vec::new();
    let mut at = *before.get(to)?;
    while at != from {
        path.push(at.to_owned());
        at = before[at];
    }
    path.reverse();
    Some(path)
}
