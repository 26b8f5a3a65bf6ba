//! Gated recurrent layers that read the sentences in both directions.

use std::ops::Range;

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
}

/// Memory of a layer at work.
#[derive(Debug, Default)]
pub(crate) struct Work {
    /// Inputs of all words; what the input layer makes of some of them.
    tile: Tile,
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
        let linear = |layer: &str, inputs| {
            Linear::read(weights, &format!("{name}.{layer}"), inputs, 3 * state)
        };
        let direction = |letter: &str| {
            let input = linear(&format!("{letter}.input"), inputs)?;
            Ok(Direction { input, hidden: linear(&format!("{letter}.hidden"), state)? })
        };
        Ok(Self { directions: [direction("f")?, direction("b")?], state })
    }

    /// Values of a word that come out: both directions side by side.
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
        let input = &self.directions[0].input;
        work.tile.start(input, layout.words());
        for row in from.chunks_exact(input.inputs()) {
            work.tile.push(path, &[row]);
        }
        // What the input layer makes of some words is used before it makes more, while it is near.
        let mut groups = layout.groups(TILE);
        for (number, direction) in self.directions.iter().enumerate() {
            work.state.resize(layout.sentences() * self.state);
            work.state.fill(0.0);
            for group in &groups {
                work.tile.multiply_some(path, &direction.input, layout.rows(group.clone()));
                for at in 0..group.len() {
                    let step = if number == 0 { group.start + at } else { group.end - 1 - at };
                    let into = &mut into[number * self.state..];
                    direction.step(path, layout.rows(step..step + 1), into, work);
                }
            }
            groups.reverse();
        }
    }
}

impl Direction {
    /// A step of all sentences that have a word at it, which are `rows`. `into` begins with the
    /// place for the state of row 0.
    fn step(&self, path: Path, rows: Range<usize>, into: &mut [f32], work: &mut Work) {
        let Work { tile, state, states } = work;
        let width = self.hidden.inputs();
        let alive = &mut state[..rows.len() * width];
        states.multiply(path, &self.hidden, alive);
        let alive = alive.chunks_exact_mut(width).zip(states.sums(&self.hidden));
        for (row, (state, sums)) in rows.zip(alive) {
            kernel::gate(path, &tile.sums(&self.input, row), &sums, state);
            into[2 * row * width..][..width].copy_from_slice(state);
        }
    }
}
