//! How a word depends on its head.

use super::arc::Roles;
use crate::network::{Buffer, GROUP, Matrix, ModelError, Path, Product, Weights, best, dense};

/// Heads that are worked on together.
const HEADS: usize = 16;

/// Scores of labels: for each relation, dependent times weights times head, both with a constant
/// value at the end.
#[derive(Clone, Debug)]
pub(super) struct Labels {
    /// For each value of a head, and last for the constant one, what it adds to the weights
    /// between the values of a dependent and the relations.
    weights: Buffer<f32>,
    relations: usize,
    /// Class of the relation to the root, which no word has to another one.
    root: usize,
}

/// Memory for labels.
#[derive(Debug, Default)]
pub(super) struct LabelScratch {
    heads: Buffer<f32>,
    /// Weights between dependent and relations, for each head.
    forms: Buffer<f32>,
    scores: Buffer<f32>,
}

impl Labels {
    /// Reads the weights for a number of relations, of which `root` is the one to the root.
    pub(super) fn read(
        weights: &Weights,
        label: usize,
        relations: usize,
        root: usize,
    ) -> Result<Self, ModelError> {
        let side = label + 1;
        let cube = weights.floats("parser.label.weight", &[relations, side, side])?;
        let width = width(label, relations);
        let mut weights = Buffer::of(&vec![0.0; side * width]);
        for (at, weight) in cube.iter().enumerate() {
            let (relation, dependent, head) = (at / side / side, at / side % side, at % side);
            weights[head * width + dependent * relations + relation] = *weight;
        }
        Ok(Self { weights, relations, root })
    }

    /// The class of the relation of each word to its head.
    pub(super) fn relations(
        &self,
        path: Path,
        roles: Roles<'_>,
        heads: &[Option<usize>],
        scratch: &mut LabelScratch,
    ) -> Vec<usize> {
        let (label, width) = (roles.widths.label, width(roles.widths.label, self.relations));
        let arcs = heads.iter().enumerate().filter_map(|(word, head)| Some(((*head)?, word)));
        let mut arcs: Vec<(usize, usize)> = arcs.collect();
        arcs.sort_unstable();
        let mut found = vec![self.root; heads.len()];
        // All dependents of a head share what its values make of the weights.
        let by_head: Vec<_> = arcs.chunk_by(|a, b| a.0 == b.0).collect();
        for group in by_head.chunks(HEADS) {
            let LabelScratch { heads, forms, scores } = &mut *scratch;
            heads.resize(group.len() * label);
            for (arcs, head) in group.iter().zip(heads.chunks_exact_mut(label)) {
                head.copy_from_slice(roles.labelling(arcs[0].0));
            }
            forms.resize(group.len() * width);
            let product = Product {
                rows: Matrix { values: heads, stride: label },
                count: group.len(),
                depth: label,
                weights: Matrix { values: &self.weights, stride: width },
                start: &self.weights[label * width..],
            };
            dense(path, &product, forms);
            for (arcs, form) in group.iter().zip(forms.chunks_exact(width)) {
                for &(_, word) in *arcs {
                    found[word] = self.best(path, roles.labelled(word), form, scores);
                }
            }
        }
        found
    }

    /// The best relation of a dependent, given what its head made of the weights.
    fn best(&self, path: Path, dependent: &[f32], form: &[f32], scores: &mut Buffer<f32>) -> usize {
        let label = dependent.len();
        scores.resize(self.relations.next_multiple_of(GROUP));
        let product = Product {
            rows: Matrix { values: dependent, stride: label },
            count: 1,
            depth: label,
            weights: Matrix { values: form, stride: self.relations },
            start: &form[label * self.relations..][..scores.len()],
        };
        dense(path, &product, scores);
        scores[self.root] = f32::NEG_INFINITY;
        best(path, &scores[..self.relations])
    }
}

/// Weights between dependent and relations, filled up so that whole groups of columns can be read
/// from the last row too.
fn width(label: usize, relations: usize) -> usize {
    (label * relations + relations.next_multiple_of(GROUP)).next_multiple_of(GROUP)
}
