//! Linear layers with quantised weights.

use std::ops::Range;

use super::kernel::{self, Buffer, Packed, Path, Sums};
use super::weights::{ModelError, Weights};

/// Words that are multiplied in one go: their bytes and sums stay near the processor.
pub(crate) const TILE: usize = 48;

/// A linear layer.
#[derive(Clone, Debug)]
pub(crate) struct Linear {
    packed: Packed,
    /// For each output, what a sum is multiplied with.
    pub(crate) scale: Buffer<f32>,
    /// For each output.
    pub(crate) bias: Buffer<f32>,
}

/// Quantised rows and their sums, of a tile of words.
#[derive(Debug, Default)]
pub(crate) struct Tile {
    bytes: Buffer<u8>,
    scales: Vec<f32>,
    sums: Buffer<i32>,
    depth: usize,
    /// The first word that was multiplied.
    first: usize,
}

impl Linear {
    /// Reads a layer from the file.
    ///
    /// # Errors
    /// If a tensor is absent or another shape.
    pub(crate) fn read(
        weights: &Weights,
        name: &str,
        inputs: usize,
        outputs: usize,
    ) -> Result<Self, ModelError> {
        let packed = weights.packed(&format!("{name}.weight"), [outputs, inputs])?;
        let scale = Buffer::of(&weights.floats(&format!("{name}.scale"), &[outputs])?);
        let bias = Buffer::of(&weights.floats(&format!("{name}.bias"), &[outputs])?);
        Ok(Self { packed, scale, bias })
    }

    /// Number of inputs.
    pub(crate) fn inputs(&self) -> usize {
        self.packed.inputs()
    }

    /// Number of outputs.
    pub(crate) fn outputs(&self) -> usize {
        self.bias.len()
    }

    fn sums<'s>(&'s self, whole: &'s [i32], row: f32) -> Sums<'s> {
        Sums { whole, row, scale: &self.scale, bias: &self.bias }
    }
}

impl Tile {
    /// Makes room for the inputs of `rows` words.
    pub(crate) fn start(&mut self, layer: &Linear, rows: usize) {
        self.depth = layer.packed.depth();
        self.bytes.resize(rows * self.depth);
        self.scales.clear();
    }

    /// Quantises the inputs of the next word, given in parts.
    pub(crate) fn push(&mut self, path: Path, parts: &[&[f32]]) {
        let at = self.scales.len() * self.depth;
        let into = &mut self.bytes[at..at + self.depth];
        self.scales.push(kernel::quantise(path, parts, into));
    }

    /// Multiplies the words that were given with a layer that has as many inputs.
    pub(crate) fn multiply(&mut self, path: Path, layer: &Linear) {
        self.multiply_some(path, layer, 0..self.scales.len());
    }

    /// Multiplies some of the words that were given with a layer that has as many inputs.
    pub(crate) fn multiply_some(&mut self, path: Path, layer: &Linear, rows: Range<usize>) {
        self.first = rows.start;
        self.sums.resize(rows.len() * layer.packed.width());
        let bytes = &self.bytes[rows.start * self.depth..rows.end * self.depth];
        kernel::multiply(path, &layer.packed, bytes, &mut self.sums);
    }

    /// Sums of a word, of the layer that was multiplied with.
    pub(crate) fn sums<'s>(&'s self, layer: &'s Linear, row: usize) -> Sums<'s> {
        let width = layer.packed.width();
        let at = (row - self.first) * width;
        layer.sums(&self.sums[at..at + width], self.scales[row])
    }

    /// Outputs of a word.
    pub(crate) fn outputs(&self, path: Path, layer: &Linear, row: usize, into: &mut [f32]) {
        kernel::dequantise(path, &self.sums(layer, row), into);
    }
}

/// The recurrent product: rows of states in -1..=1, quantised with a fixed scale.
#[derive(Debug, Default)]
pub(crate) struct States {
    bytes: Buffer<u8>,
    sums: Buffer<i32>,
}

impl States {
    /// Multiplies rows of states, each `layer.inputs()` long, with a layer.
    pub(crate) fn multiply(&mut self, path: Path, layer: &Linear, states: &[f32]) {
        let (inputs, depth) = (layer.inputs(), layer.packed.depth());
        let rows = states.len() / inputs;
        self.bytes.resize(rows * depth);
        for (state, bytes) in states.chunks_exact(inputs).zip(self.bytes.chunks_exact_mut(depth)) {
            kernel::quantise_state(path, state, bytes);
        }
        self.sums.resize(rows * layer.packed.width());
        kernel::multiply(path, &layer.packed, &self.bytes, &mut self.sums);
    }

    /// Sums of the rows.
    pub(crate) fn sums<'s>(&'s self, layer: &'s Linear) -> impl Iterator<Item = Sums<'s>> {
        let rows = self.sums.chunks_exact(layer.packed.width());
        rows.map(|sums| layer.sums(sums, 1.0 / 127.0))
    }
}
