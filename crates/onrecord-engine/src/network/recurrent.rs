//! Gated recurrent layers that read the sentences in both directions.

use super::kernel::{self, Buffer, Path};
use super::layout::Layout;
use super::linear::{Linear, States, TILE, Tile};
use super::weights::{ModelError, Weights};

/// A layer: a unit that reads forward and one that reads backward.
#[derive(Clone, Debug)]
pub(crate) struct Recurrent {
    directions: [Direction; 2],
    state: usize,
}

#[derive(Clone, Debug)]
struct Direction {
    input: Linear,
    hidden: Linear,
    /// Scale of a recurrent sum: that of the output, times 1/127 for the state.
    scale: Buffer<f32>,
}

/// Memory of a layer at work.
#[derive(Debug, Default)]
pub(crate) struct Work {
    tile: Tile,
    gates: [Buffer<f32>; 2],
    state: Buffer<f32>,
    states: States,
}

impl Recurrent {
    /// Reads a layer that takes `inputs` values a word.
    ///
    /// # Errors
    /// If a tensor is absent or has another shape.
    pub(crate) fn read(weights: &Weights, name: &str, inputs: usize) -> Result<Self, ModelError> {
        let tensor = format!("{name}.f.hidden.weight");
        let [_, state] = weights.shape(&tensor)?;
        let direction = |letter: &str| {
            let input =
                Linear::read(weights, &format!("{name}.{letter}.input"), inputs, 3 * state)?;
            let hidden =
                Linear::read(weights, &format!("{name}.{letter}.hidden"), state, 3 * state)?;
            let mut scale = hidden.scale.clone();
            scale.iter_mut().for_each(|scale| *scale *= 1.0 / 127.0);
            Ok(Direction { input, hidden, scale })
        };
        Ok(Self { directions: [direction("f")?, direction("b")?], state })
    }

    /// Values of a word that come out.
    pub(crate) fn width(&self) -> usize {
        2 * self.state
    }

    /// Runs the layer over the rows of `from`.
    pub(crate) fn run(
        &self,
        path: Path,
        layout: &Layout,
        from: &[f32],
        into: &mut Buffer<f32>,
        work: &mut Work,
    ) {
        into.resize(layout.words() * self.width());
        self.inputs(path, layout.words(), from, work);
        for (number, direction) in self.directions.iter().enumerate() {
            work.state.resize(layout.sentences() * self.state);
            work.state.fill(0.0);
            for step in 0..layout.steps() {
                let step = if number == 0 { step } else { layout.steps() - 1 - step };
                direction.step(path, layout, step, number, self.state, into, work);
            }
        }
    }

    /// What the input layers of both directions give, for all words.
    fn inputs(&self, path: Path, words: usize, from: &[f32], work: &mut Work) {
        let (inputs, gates) = (self.directions[0].input.inputs(), 3 * self.state);
        for buffer in &mut work.gates {
            buffer.resize(words * gates);
        }
        for first in (0..words).step_by(TILE) {
            let rows = (words - first).min(TILE);
            work.tile.start(&self.directions[0].input, rows);
            for row in first..first + rows {
                work.tile.push(path, &[&from[row * inputs..(row + 1) * inputs]]);
            }
            for (direction, buffer) in self.directions.iter().zip(&mut work.gates) {
                work.tile.multiply(path, &direction.input);
                for row in 0..rows {
                    let at = (first + row) * gates;
                    let into = &mut buffer[at..at + gates];
                    work.tile.outputs(path, &direction.input, row, into);
                }
            }
        }
    }
}

impl Direction {
    #[expect(clippy::too_many_arguments, reason = "what a step reads and writes")]
    fn step(
        &self,
        path: Path,
        layout: &Layout,
        step: usize,
        number: usize,
        width: usize,
        into: &mut [f32],
        work: &mut Work,
    ) {
        let alive = layout.alive(step);
        let states = &mut work.state[..alive * width];
        work.states.multiply(path, &self.hidden, states);
        let first = layout.row(step, 0);
        let sums = work.states.sums(&self.hidden);
        for (place, (state, sums)) in states.chunks_exact_mut(width).zip(sums).enumerate() {
            let row = first + place;
            let input = &work.gates[number][row * 3 * width..(row + 1) * 3 * width];
            kernel::gate(path, input, sums, &self.scale, &self.hidden.bias, state);
            let at = (2 * row + number) * width;
            into[at..at + width].copy_from_slice(state);
        }
    }
}
