//! From words to values that know their sentence.

use std::sync::Arc;

use super::feature::Reader;
use super::form::Forms;
use super::kernel::{self, Buffer, Norm, Path};
use super::layout::Layout;
use super::linear::{Linear, TILE, Tile};
use super::recurrent::{Recurrent, Work};
use super::table::{Embedding, Vectors};
use super::weights::{ModelError, Weights};

/// Pieces of a maxout layer.
const PIECES: usize = 3;

/// The encoder of a model: tables, convolutions with neighbouring words, recurrent layers.
#[derive(Clone, Debug)]
pub(crate) struct Encoder {
    path: Path,
    embedding: Embedding,
    mix: Maxout,
    convolutions: Vec<(usize, Maxout)>,
    recurrent: Vec<Recurrent>,
    norm: Option<Norm>,
    /// Tells its values of forms from those of other encoders.
    identity: Arc<()>,
}

#[derive(Clone, Debug)]
struct Maxout {
    linear: Linear,
    norm: Norm,
}

/// Memory of an encoder at work, and what it found for a batch.
#[derive(Debug, Default)]
pub(crate) struct Encoded {
    /// Where the words lie.
    pub(crate) layout: Layout,
    /// Values of each word.
    pub(crate) states: Buffer<f32>,
    /// For each word, the number of its form.
    form_of: Vec<usize>,
    /// Values of each form, without its sentence.
    forms: Forms,
    other: Buffer<f32>,
    vector: Buffer<f32>,
    zeros: Buffer<f32>,
    tile: Tile,
    work: Work,
    reader: Reader,
}

impl Maxout {
    fn read(
        weights: &Weights,
        names: [&str; 2],
        inputs: usize,
        width: usize,
    ) -> Result<Self, ModelError> {
        let linear = Linear::read(weights, names[0], inputs, PIECES * width)?;
        Ok(Self { linear, norm: weights.norm(names[1], width)? })
    }

    /// Values of the words of a tile.
    fn finish(&self, path: Path, tile: &mut Tile, into: &mut [f32]) {
        tile.multiply(path, &self.linear);
        for (row, into) in into.chunks_exact_mut(self.norm.bias.len()).enumerate() {
            kernel::largest_norm(path, &tile.sums(&self.linear, row), &self.norm, into);
        }
    }
}

impl Encoder {
    /// Reads the encoder of `model`.
    ///
    /// # Errors
    /// If a tensor or a metadata entry is absent or does not fit.
    pub(crate) fn read(
        weights: &Weights,
        model: &str,
        path: Path,
        vectors: Option<&Arc<Vectors>>,
    ) -> Result<Self, ModelError> {
        let embedding = Embedding::read(weights, model, vectors)?;
        let (mix, norm) = (format!("{model}.mix"), format!("{model}.mix_norm"));
        let [hidden] = weights.shape(&format!("{norm}.weight"))?;
        let mix = Maxout::read(weights, [&mix, &norm], embedding.width(), hidden)?;
        let mut convolutions = Vec::new();
        for (i, dilation) in weights.numbers(&format!("{model}.dilations"))?.into_iter().enumerate()
        {
            let name = format!("{model}.conv.{i}");
            let names = [name.as_str(), &format!("{name}.norm")];
            let layer = Maxout::read(weights, names, 3 * hidden, hidden)?;
            convolutions.push((dilation as usize, layer));
        }
        let mut width = hidden;
        let mut recurrent = Vec::new();
        loop {
            let name = format!("{model}.gru.{}", recurrent.len());
            if !weights.has(&format!("{name}.f.hidden.weight")) {
                break;
            }
            let layer = Recurrent::read(weights, &name, width)?;
            width = layer.width();
            recurrent.push(layer);
        }
        let norm = format!("{model}.out_norm");
        let norm = if weights.has(&format!("{norm}.weight")) {
            Some(weights.norm(&norm, width)?)
        } else {
            None
        };
        Ok(Self { path, embedding, mix, convolutions, recurrent, norm, identity: Arc::default() })
    }

    /// The instructions it runs on.
    pub(crate) fn path(&self) -> Path {
        self.path
    }

    /// Values of a word before its sentence is looked at.
    pub(crate) fn hidden(&self) -> usize {
        self.mix.norm.bias.len()
    }

    /// Values of a word that come out.
    pub(crate) fn width(&self) -> usize {
        self.recurrent.last().map_or(self.hidden(), Recurrent::width)
    }

    /// Encodes sentences. What comes out for a sentence does not depend on the others.
    pub(crate) fn run(&self, sentences: &[&[&str]], encoded: &mut Encoded) {
        let lengths: Vec<_> = sentences.iter().map(|sentence| sentence.len()).collect();
        encoded.layout.arrange(&lengths);
        self.mix(sentences, encoded);
        for (dilation, layer) in &self.convolutions {
            self.convolve(*dilation, layer, encoded);
        }
        for layer in &self.recurrent {
            let Encoded { layout, states, other, work, .. } = encoded;
            layer.run(self.path, layout, states, other, work);
            std::mem::swap(&mut encoded.states, &mut encoded.other);
        }
        if let Some(norm) = &self.norm {
            for row in encoded.states.chunks_exact_mut(self.width()) {
                kernel::normalise(self.path, row, norm);
            }
        }
    }

    /// Values of words from their features. Forms that come again are worked on once.
    fn mix(&self, sentences: &[&[&str]], encoded: &mut Encoded) {
        let hidden = self.hidden();
        let Encoded { layout, states, form_of, forms, vector, tile, reader, .. } = encoded;
        forms.start(&self.identity, layout.words());
        let mut fresh = Vec::new();
        form_of.resize(layout.words(), 0);
        for (place, sentence) in layout.order() {
            for (step, form) in sentences[sentence].iter().enumerate() {
                form_of[layout.row(step, place)] = forms.number(form, &mut fresh);
            }
        }
        let known = forms.len() - fresh.len();
        forms.values.grow(forms.len() * hidden);
        vector.resize(self.embedding.width());
        let values = forms.values[known * hidden..].chunks_mut(TILE * hidden);
        for (fresh, values) in fresh.chunks(TILE).zip(values) {
            tile.start(&self.mix.linear, fresh.len());
            for form in fresh {
                self.embedding.write(self.path, &reader.keys(form), vector);
                tile.push(self.path, &[vector]);
            }
            self.mix.finish(self.path, tile, values);
        }
        states.resize(layout.words() * hidden);
        for (form, state) in form_of.iter().zip(states.chunks_exact_mut(hidden)) {
            state.copy_from_slice(&forms.values[form * hidden..(form + 1) * hidden]);
        }
    }

    /// Adds to each word what a layer makes of it and its neighbours.
    fn convolve(&self, dilation: usize, layer: &Maxout, encoded: &mut Encoded) {
        let hidden = self.hidden();
        let Encoded { layout, states, other, zeros, tile, .. } = encoded;
        other.resize(layout.words() * hidden);
        zeros.resize(hidden);
        zeros.fill(0.0);
        let mut cells = layout.cells();
        for first in (0..layout.words()).step_by(TILE) {
            let rows = (layout.words() - first).min(TILE);
            tile.start(&layer.linear, rows);
            for (step, place) in cells.by_ref().take(rows) {
                let value = |step: Option<usize>| match step {
                    Some(step) if place < layout.alive(step) => {
                        let row = layout.row(step, place);
                        &states[row * hidden..(row + 1) * hidden]
                    }
                    _ => &**zeros,
                };
                let (left, right) = (step.checked_sub(dilation), step.checked_add(dilation));
                tile.push(self.path, &[value(left), value(Some(step)), value(right)]);
            }
            let (from, to) = (first * hidden, (first + rows) * hidden);
            layer.finish(self.path, tile, &mut other[from..to]);
            kernel::add(self.path, &states[from..to], &mut other[from..to]);
        }
        std::mem::swap(states, other);
    }
}

impl Encoded {
    /// Values of the form of a word, without its sentence.
    pub(crate) fn form(&self, row: usize, hidden: usize) -> &[f32] {
        let form = self.form_of[row];
        &self.forms.values[form * hidden..(form + 1) * hidden]
    }

    /// Values of a word.
    pub(crate) fn state(&self, row: usize, width: usize) -> &[f32] {
        &self.states[row * width..(row + 1) * width]
    }
}
