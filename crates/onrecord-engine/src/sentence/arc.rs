//! Which word depends on which.

use super::tree;
use crate::network::{Buffer, GROUP, Matrix, ModelError, Path, Piece, Product, Weights, dense};

/// Widths of what a word is as dependent and as head: of an arc, of a label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Widths {
    pub(super) arc: usize,
    pub(super) label: usize,
}

impl Widths {
    /// Values of a word: dependent and head of an arc, then of a label.
    pub(super) fn all(self) -> usize {
        2 * self.arc + 2 * self.label
    }
}

/// Values of words in their roles, [`Widths::all`] for each word.
#[derive(Clone, Copy)]
pub(super) struct Roles<'r> {
    pub(super) values: &'r [f32],
    pub(super) widths: Widths,
}

impl<'r> Roles<'r> {
    fn words(self) -> usize {
        self.values.len() / self.widths.all()
    }

    /// A word as head of an arc.
    fn head(self, word: usize) -> &'r [f32] {
        &self.values[word * self.widths.all() + self.widths.arc..][..self.widths.arc]
    }

    /// A word as dependent of a label.
    pub(super) fn labelled(self, word: usize) -> &'r [f32] {
        &self.values[word * self.widths.all() + 2 * self.widths.arc..][..self.widths.label]
    }

    /// A word as head of a label.
    pub(super) fn labelling(self, word: usize) -> &'r [f32] {
        let at = (word + 1) * self.widths.all() - self.widths.label;
        &self.values[at..at + self.widths.label]
    }
}

/// Scores of arcs: dependent times weights times head, plus how well a word is a head at all.
#[derive(Clone, Debug)]
pub(super) struct Arcs {
    /// The root as a head.
    root: Vec<f32>,
    /// A row for each value of a dependent, filled up to whole groups of columns.
    weights: Buffer<f32>,
    bias: Buffer<f32>,
}

/// Memory for arcs.
#[derive(Debug, Default)]
pub(super) struct ArcScratch {
    dependents: Buffer<f32>,
    columns: Buffer<f32>,
    pub(super) scores: Buffer<f32>,
    zeros: Buffer<f32>,
}

impl Arcs {
    /// Reads the weights.
    pub(super) fn read(weights: &Weights, arc: usize) -> Result<Self, ModelError> {
        let square = weights.floats("parser.arc.weight", &[arc, arc])?;
        let width = arc.next_multiple_of(GROUP);
        let mut filled = Buffer::of(&vec![0.0; arc * width]);
        for (row, weights) in filled.chunks_exact_mut(width).zip(square.chunks_exact(arc)) {
            row[..arc].copy_from_slice(weights);
        }
        let mut bias = Buffer::of(&vec![0.0; width]);
        bias[..arc].copy_from_slice(&weights.floats("parser.arc.bias", &[arc])?);
        Ok(Self { root: weights.floats("parser.root_arc", &[arc])?, weights: filled, bias })
    }

    /// The head of each word of a batch, none for roots. The words of a piece lie together and
    /// begin where `starts` tells.
    pub(super) fn heads(
        &self,
        path: Path,
        roles: Roles<'_>,
        batch: &[Piece],
        starts: &[usize],
        scratch: &mut ArcScratch,
    ) -> Vec<Option<usize>> {
        let (arc, width) = (roles.widths.arc, self.bias.len());
        scratch.dependents.resize(roles.words() * width);
        let product = Product {
            rows: Matrix { values: roles.values, stride: roles.widths.all() },
            count: roles.words(),
            depth: arc,
            weights: Matrix { values: &self.weights, stride: width },
            start: &self.bias,
        };
        dense(path, &product, &mut scratch.dependents);
        let mut found = Vec::with_capacity(roles.words());
        for (piece, &start) in batch.iter().zip(starts) {
            let n = piece.words.len();
            let stride = (n + 1).next_multiple_of(GROUP);
            self.fill(roles, start, n, stride, &mut scratch.columns);
            let ArcScratch { dependents, columns, scores, zeros } = &mut *scratch;
            scores.resize(n * stride);
            zeros.resize(stride);
            zeros.fill(0.0);
            let product = Product {
                rows: Matrix { values: &dependents[start * width..], stride: width },
                count: n,
                depth: arc,
                weights: Matrix { values: columns, stride },
                start: zeros,
            };
            dense(path, &product, scores);
            let heads = tree::heads(path, scores, stride, n).into_iter();
            found.extend(heads.map(|head| head.checked_sub(1).map(|head| start + head)));
        }
        found
    }

    /// Heads as columns: the root, then the words of a piece.
    fn fill(
        &self,
        roles: Roles<'_>,
        start: usize,
        n: usize,
        stride: usize,
        columns: &mut Buffer<f32>,
    ) {
        columns.resize(self.root.len() * stride);
        for (value, column) in self.root.iter().zip(columns.chunks_exact_mut(stride)) {
            column[0] = *value;
            column[n + 1..].fill(0.0);
        }
        for word in 0..n {
            let values = roles.head(start + word);
            for (value, column) in values.iter().zip(columns.chunks_exact_mut(stride)) {
                column[word + 1] = *value;
            }
        }
    }
}
