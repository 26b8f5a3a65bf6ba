//! Sets of mentions that mean the same.

use super::describe::Mention;
use super::kind::{Gender, Kind};

/// Disjoint sets (Tarjan 1975), each with what all of its mentions agree on.
pub(super) struct Clusters {
    above: Vec<usize>,
    /// Sex that pronouns leave open; the entity that was given.
    told: Vec<(Gender, Option<u32>)>,
}

impl Clusters {
    pub(super) fn new(mentions: &[Mention], entities: &[Option<u32>]) -> Self {
        let told = mentions.iter().zip(entities).map(|(mention, &entity)| {
            let tells = matches!(mention.kind, Kind::He | Kind::His | Kind::Oneself);
            (if tells { mention.gender } else { Gender::ANY }, entity)
        });
        Self { above: (0..mentions.len()).collect(), told: told.collect() }
    }

    /// The first mention of the set, by whose number it goes.
    pub(super) fn find(&mut self, mut at: usize) -> usize {
        while self.above[at] != at {
            self.above[at] = self.above[self.above[at]];
            at = self.above[at];
        }
        at
    }

    /// Whether the sets of two mentions contradict each other.
    pub(super) fn may_join(&mut self, one: usize, other: usize) -> bool {
        let (one, other) = (self.find(one), self.find(other));
        let (gender, entity) = self.told[one];
        let (sex, another) = self.told[other];
        let apart = entity.is_some() && another.is_some() && entity != another;
        one == other || !apart && !gender.and(sex).is_none()
    }

    pub(super) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        let (first, last) = (one.min(other), one.max(other));
        let (gender, entity) = self.told[last];
        self.above[last] = first;
        let told = &mut self.told[first];
        *told = (told.0.and(gender), told.1.or(entity));
    }
}
