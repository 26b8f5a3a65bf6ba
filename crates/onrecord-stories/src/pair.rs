//! Scores of pairs: features times weights.

use std::sync::OnceLock;

use onrecord_model::Id;

use crate::words::rows;

pub(crate) const TABLE: &str = include_str!("../tables/pairs.tsv");

/// Weights of the features of a kind of pairs.
pub(crate) struct PairWeights(Vec<f64>);

impl PairWeights {
    /// Those of pairs of acts or figures, in the order of `names`.
    ///
    /// # Panics
    /// If the table, which is compiled in, does not hold a weight of a feature; a test walks it.
    fn read(of: &str, names: &[&str]) -> Self {
        let rows: Vec<Vec<&str>> = rows(TABLE).collect();
        let weight = |name: &&str| {
            let row = rows.iter().find(|row| row.len() == 3 && row[0] == of && row[1] == *name);
            row.and_then(|row| row[2].parse().ok())
                .unwrap_or_else(|| panic!("no weight of {of} {name}"))
        };
        Self(names.iter().map(weight).collect())
    }

    /// The score of features.
    pub(crate) fn score(&self, features: &[f64]) -> f64 {
        self.0.iter().zip(features).map(|(weight, feature)| weight * feature).sum()
    }
}

/// What a pair of events is scored by.
pub(crate) const ACT: [&str; 25] = [
    "bias",
    "stem",
    "plural",
    "mode",
    "mode_apart",
    "violent_mode_apart",
    "days_apart",
    "series",
    "past",
    "both_past",
    "place",
    "place_apart",
    "actor",
    "actor_apart",
    "recipient",
    "recipient_apart",
    "reversed",
    "count",
    "count_apart",
    "text",
    "sentence",
    "sentence_actor",
    "context",
    "loose",
    "verbal",
];

/// What a pair of figures is scored by.
pub(crate) const FIGURE: [&str; 17] = [
    "bias",
    "large",
    "change",
    "sentence",
    "witness",
    "text",
    "act",
    "act_apart",
    "place",
    "place_apart",
    "days_apart",
    "bare",
    "unknown",
    "noun",
    "context",
    "ratio",
    "casualty",
];

/// Weights for acts.
pub(crate) fn of_acts() -> &'static PairWeights {
    static WEIGHTS: OnceLock<PairWeights> = OnceLock::new();
    WEIGHTS.get_or_init(|| PairWeights::read("act", &ACT))
}

/// Weights for figures of one value, and for others.
pub(crate) fn of_figures(same: bool) -> &'static PairWeights {
    static WEIGHTS: OnceLock<[PairWeights; 2]> = OnceLock::new();
    let weights =
        WEIGHTS.get_or_init(|| ["value", "values"].map(|of| PairWeights::read(of, &FIGURE)));
    &weights[usize::from(!same)]
}

/// A pair with its features, to fit weights on.
#[derive(Clone, Debug)]
pub struct Pair {
    /// `act`, `value` (figures of one value) or `values` (of two).
    pub of: &'static str,
    /// Both.
    pub items: (Id, Id),
    /// Names of the features, and what they are.
    pub features: Vec<(&'static str, f64)>,
}
