//! Weights of features, one set for each kind of mention: `coref-weights.tsv`.

use rustc_hash::FxHashMap;

use super::kind::Kind;
use super::template::{COUNT, Feature, NOUNS, name, of_noun};
use crate::tables::{TableError, rows};

/// Weights in natural logarithms of odds.
pub(super) struct Weights {
    by_kind: Vec<Vec<f32>>,
}

impl Weights {
    /// Reads weights; `noun` tells the row of a noun.
    pub(super) fn parse(
        text: &str,
        noun: impl Fn(&str) -> Option<u32>,
    ) -> Result<Self, TableError> {
        let features: FxHashMap<String, Feature> = names().map(|(at, name)| (name, at)).collect();
        let mut by_kind = vec![vec![0.0; COUNT + NOUNS]; Kind::ALL.len()];
        for row in rows("coref-weights.tsv", text, &["kind", "feature", "weight"])? {
            let unknown =
                |column: usize| row.error(format!("`{}` is no such word", row.cell(column)));
            let kind = Kind::from_name(row.cell(0)).ok_or_else(|| unknown(0))?;
            let feature = match row.cell(1).strip_prefix(OF_NOUN) {
                Some(form) => noun(form).map(of_noun),
                None => features.get(row.cell(1)).copied(),
            };
            let feature = feature.ok_or_else(|| unknown(1))?;
            let weight: f32 = row.cell(2).parse().map_err(|_| unknown(2))?;
            if !weight.is_finite() {
                return Err(unknown(2));
            }
            by_kind[kind as usize][usize::from(feature)] = weight;
        }
        Ok(Self { by_kind })
    }

    /// Sum of the weights of features.
    pub(super) fn score(&self, kind: Kind, features: &[Feature]) -> f32 {
        let weights = &self.by_kind[kind as usize];
        features.iter().map(|&feature| weights[usize::from(feature)]).sum()
    }

    /// The weight of a feature.
    pub(super) fn weight(&self, kind: Kind, feature: Feature) -> f32 {
        self.by_kind[kind as usize][usize::from(feature)]
    }
}

/// How names of features of nouns begin.
pub(super) const OF_NOUN: &str = "new.noun=";

/// Features by number, but for those of nouns.
pub(super) fn names() -> impl Iterator<Item = (Feature, String)> {
    (0..Feature::MAX).take(COUNT).map(|at| (at, name(at)))
}
