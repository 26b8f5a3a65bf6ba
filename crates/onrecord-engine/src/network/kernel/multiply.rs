//! Products of quantised rows with quantised weights, exact in 32 bits.

use super::{Kind, Path};

/// Outputs of a panel.
pub(crate) const PANEL: usize = 16;
/// Inputs of a step: the bytes that one vector instruction multiplies and sums.
const STEP: usize = 4;
/// Inputs are filled up with zeros to a multiple of this, so that steps come in pairs.
const FILL: usize = 8;

/// Weights of one step of one panel: for each of 16 outputs its 4 inputs. One cache line.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(64))]
pub(super) struct Line(pub(super) [i8; PANEL * STEP]);

/// Weights of a linear layer, laid out for [`multiply`]: panels of 16 outputs, in each the steps
/// of 4 inputs one after the other. The one layout serves all paths.
#[derive(Clone, Debug)]
pub(crate) struct Packed {
    inputs: usize,
    lines: Vec<Line>,
    /// For each output 128 times the sum of its weights: what [`Path::flip`] adds.
    excess: Vec<i32>,
}

impl Packed {
    /// Packs `outputs` rows of `inputs` weights each; `None` if a weight is -128, which not every
    /// path can multiply, the length is wrong or there are no inputs.
    pub(crate) fn new(weights: &[u8], outputs: usize, inputs: usize) -> Option<Self> {
        if weights.len() != outputs * inputs || inputs == 0 || weights.contains(&0x80) {
            return None;
        }
        let steps = inputs.next_multiple_of(FILL) / STEP;
        let panels = outputs.div_ceil(PANEL);
        let mut lines = vec![Line([0; PANEL * STEP]); panels * steps];
        let mut excess = vec![0; panels * PANEL];
        for (output, row) in weights.chunks_exact(inputs).enumerate() {
            let panel = output / PANEL * steps;
            for (input, weight) in row.iter().enumerate() {
                let line = &mut lines[panel + input / STEP].0;
                line[output % PANEL * STEP + input % STEP] = weight.cast_signed();
                excess[output] += 128 * i32::from(weight.cast_signed());
            }
        }
        Some(Self { inputs, lines, excess })
    }

    /// Inputs that count.
    pub(crate) fn inputs(&self) -> usize {
        self.inputs
    }

    /// Bytes of a quantised row: the inputs and what fills them up.
    pub(crate) fn depth(&self) -> usize {
        self.inputs.next_multiple_of(FILL)
    }

    /// Sums of a row of the result: the outputs, filled up to whole panels.
    pub(crate) fn width(&self) -> usize {
        self.excess.len()
    }

    /// Steps of a panel.
    pub(super) fn steps(&self) -> usize {
        self.depth() / STEP
    }

    pub(super) fn panels(&self) -> usize {
        self.excess.len() / PANEL
    }

    /// The lines of `count` panels from the given one on.
    pub(super) fn lines(&self, panel: usize, count: usize) -> &[Line] {
        &self.lines[panel * self.steps()..(panel + count) * self.steps()]
    }

    /// What is to be taken off the sums of `count` panels where inputs lie 128 too high.
    #[cfg(target_arch = "x86_64")]
    pub(super) fn excess(&self, panel: usize, count: usize) -> &[i32] {
        &self.excess[panel * PANEL..(panel + count) * PANEL]
    }
}

/// Multiplies quantised rows of [`Packed::depth`] bytes with `weights`: [`Packed::width`] sums for
/// each row into `sums`. The rows are as [`quantise`](super::quantise) left them on the same path.
///
/// # Panics
/// If the lengths of `rows` and `sums` do not fit.
pub(crate) fn multiply(path: Path, weights: &Packed, rows: &[u8], sums: &mut [i32]) {
    let depth = weights.depth();
    assert_eq!(rows.len() / depth * weights.width(), sums.len(), "rows and sums do not fit");
    match path.0 {
        Kind::Portable => portable(weights, rows, sums),
        // SAFETY: a `Path` exists only on a machine that has its instructions.
        #[cfg(target_arch = "x86_64")]
        Kind::Avx2 => unsafe { super::x86::avx2(weights, rows, sums) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Kind::AvxVnni => unsafe { super::x86::avx_vnni(weights, rows, sums) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Kind::Avx512 => unsafe { super::x86::avx512(weights, rows, sums) },
        // SAFETY: as above.
        #[cfg(target_arch = "aarch64")]
        Kind::Neon => unsafe { super::neon::neon(weights, rows, sums) },
    }
}

fn portable(weights: &Packed, rows: &[u8], sums: &mut [i32]) {
    let (depth, width) = (weights.depth(), weights.width());
    for (row, sums) in rows.chunks_exact(depth).zip(sums.chunks_exact_mut(width)) {
        for (panel, sums) in sums.chunks_exact_mut(PANEL).enumerate() {
            sums.fill(0);
            for (line, inputs) in weights.lines(panel, 1).iter().zip(row.chunks_exact(STEP)) {
                for (sum, weights) in sums.iter_mut().zip(line.0.chunks_exact(STEP)) {
                    for (weight, input) in weights.iter().zip(inputs) {
                        *sum += i32::from(*weight) * i32::from(input.cast_signed());
                    }
                }
            }
        }
    }
}
