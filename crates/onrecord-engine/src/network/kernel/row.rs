//! Work on the values of one word.
#![expect(
    clippy::inline_always,
    reason = "bodies take the instructions of the path they are compiled for"
)]

use super::{Path, on_paths};

/// Lanes of a sum: value `i` goes to the sum `i % 16`, then the sums are added in pairs.
const LANES: usize = 16;
/// Largest quantised value.
const TOP: f32 = 127.0;
/// Rows whose largest value is below this are zero when quantised.
const LEAST: f32 = 1e-30;
/// 1.5 * 2^23: added to a small number it rounds it to a whole one (ties to even), which then
/// stands in the low bits.
const ROUND: f32 = 12_582_912.0;

/// Weights of a layer norm.
#[derive(Clone, Debug)]
pub(crate) struct Norm {
    /// Factors.
    pub(crate) weight: Vec<f32>,
    /// Summands.
    pub(crate) bias: Vec<f32>,
}

/// Sums of a row of a product, and what makes values of them: the value of a sum is
/// `bias + (row * scale) * sum`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sums<'s> {
    /// The sums, whole numbers.
    pub(crate) whole: &'s [i32],
    /// Scale of the row.
    pub(crate) row: f32,
    /// Scale of each output.
    pub(crate) scale: &'s [f32],
    /// For each output.
    pub(crate) bias: &'s [f32],
}

impl Sums<'_> {
    /// The `len` sums from `start` on: slices of one length, so that a loop over them checks
    /// nothing.
    #[inline(always)]
    pub(super) fn part(&self, start: usize, len: usize) -> Self {
        let Self { whole, row, scale, bias } = *self;
        Self {
            whole: &whole[start..][..len],
            row,
            scale: &scale[start..][..len],
            bias: &bias[start..][..len],
        }
    }

    #[inline(always)]
    #[expect(clippy::cast_precision_loss, reason = "the nearest number, on every machine")]
    pub(super) fn value(&self, i: usize) -> f32 {
        self.bias[i] + (self.row * self.scale[i]) * self.whole[i] as f32
    }
}

/// Quantises a row that is given in parts into `into` (the rest of which becomes zeros), and
/// returns its scale: value = quantised value * scale.
///
/// # Panics
/// If `into` is shorter than the parts.
pub(crate) fn quantise(path: Path, parts: &[&[f32]], into: &mut [u8]) -> f32 {
    quantise_parts(path, parts, into, path.flip())
}

/// Quantises values in -1..=1 with the scale 1/127.
pub(crate) fn quantise_state(path: Path, values: &[f32], into: &mut [u8]) {
    scaled(path, values, TOP, into, path.flip());
}

on_paths! {
    fn quantise_parts = quantise_body(parts: &[&[f32]], into: &mut [u8], flip: u8) -> f32
}
on_paths! {
    fn scaled = scaled_body(values: &[f32], factor: f32, into: &mut [u8], flip: u8)
}

#[inline(always)]
fn quantise_body(parts: &[&[f32]], into: &mut [u8], flip: u8) -> f32 {
    // The order of the bits of positive numbers is the order of the numbers.
    let mut top = 0;
    for part in parts {
        for value in *part {
            let size = value.to_bits() & 0x7FFF_FFFF;
            top = if size > top { size } else { top };
        }
    }
    let top = f32::from_bits(top);
    if top < LEAST {
        into.fill(flip);
        return 0.0;
    }
    let factor = TOP / top;
    let mut rest = into;
    for part in parts {
        let (here, after) = rest.split_at_mut(part.len());
        scaled_body(part, factor, here, flip);
        rest = after;
    }
    rest.fill(flip);
    top / TOP
}

#[inline(always)]
fn scaled_body(values: &[f32], factor: f32, into: &mut [u8], flip: u8) {
    let into = &mut into[..values.len()];
    for i in 0..values.len() {
        into[i] = (values[i] * factor + ROUND).to_bits().to_le_bytes()[0] ^ flip;
    }
}

on_paths! {
    /// Values of sums.
    fn dequantise = dequantise_body(sums: &Sums<'_>, into: &mut [f32])
}

#[inline(always)]
#[expect(clippy::needless_range_loop, reason = "with an iterator the checks stay")]
fn dequantise_body(sums: &Sums<'_>, into: &mut [f32]) {
    let n = into.len();
    let sums = sums.part(0, n);
    for i in 0..n {
        into[i] = sums.value(i);
    }
}

on_paths! {
    /// Maxout over three pieces, each as long as `into`, of dequantised sums; then the layer norm.
    fn largest_norm = largest_norm_body(sums: &Sums<'_>, norm: &Norm, into: &mut [f32])
}

#[inline(always)]
#[expect(clippy::needless_range_loop, reason = "with an iterator the checks stay")]
fn largest_norm_body(sums: &Sums<'_>, norm: &Norm, into: &mut [f32]) {
    let n = into.len();
    let (a, b, c) = (sums.part(0, n), sums.part(n, n), sums.part(2 * n, n));
    for i in 0..n {
        let (a, b, c) = (a.value(i), b.value(i), c.value(i));
        let ab = if b > a { b } else { a };
        into[i] = if c > ab { c } else { ab };
    }
    normalise_body(into, norm);
}

on_paths! {
    /// Layer norm in place.
    fn normalise = normalise_body(values: &mut [f32], norm: &Norm)
}

#[inline(always)]
#[expect(clippy::cast_precision_loss, reason = "a row is short")]
fn normalise_body(values: &mut [f32], norm: &Norm) {
    let n = values.len();
    let (weight, bias) = (&norm.weight[..n], &norm.bias[..n]);
    let mean = sum::<false>(values, 0.0) / n as f32;
    let variance = sum::<true>(values, mean) / n as f32;
    let factor = 1.0 / (variance + 1e-5).sqrt();
    for i in 0..n {
        values[i] = (values[i] - mean) * factor * weight[i] + bias[i];
    }
}

/// Sum of the distances from `from`, each to the power 1 or 2, in the order that [`LANES`] tells.
#[inline(always)]
fn sum<const SQUARE: bool>(values: &[f32], from: f32) -> f32 {
    let mut lanes = [0.0; LANES];
    let (whole, rest) = values.as_chunks::<LANES>();
    for chunk in whole {
        for i in 0..LANES {
            let distance = chunk[i] - from;
            lanes[i] += if SQUARE { distance * distance } else { distance };
        }
    }
    for i in 0..rest.len() {
        let distance = rest[i] - from;
        lanes[i] += if SQUARE { distance * distance } else { distance };
    }
    tree(lanes, |a, b| a + b)
}

/// Joins lanes in pairs, as far apart as they can be.
#[inline(always)]
fn tree(lanes: [f32; LANES], join: impl Fn(f32, f32) -> f32) -> f32 {
    // Without the fence the compiler mixes the pairs into the loop before and gives up its wide
    // registers.
    let lanes = std::hint::black_box(lanes);
    let eight: [f32; 8] = std::array::from_fn(|i| join(lanes[i], lanes[i + 8]));
    let four: [f32; 4] = std::array::from_fn(|i| join(eight[i], eight[i + 4]));
    join(join(four[0], four[2]), join(four[1], four[3]))
}

on_paths! {
    /// Adds `values` to `into`.
    fn add = add_body(values: &[f32], into: &mut [f32])
}

#[inline(always)]
fn add_body(values: &[f32], into: &mut [f32]) {
    let into = &mut into[..values.len()];
    for i in 0..values.len() {
        into[i] += values[i];
    }
}

on_paths! {
    /// Leaky ReLU in place: a tenth of what is below zero.
    fn leaky = leaky_body(values: &mut [f32])
}

#[inline(always)]
fn leaky_body(values: &mut [f32]) {
    for value in values {
        *value = if *value > 0.0 { *value } else { *value * 0.1 };
    }
}

on_paths! {
    /// Values of quantised bytes.
    fn widen = widen_body(bytes: &[u8], scale: f32, into: &mut [f32])
}

#[inline(always)]
fn widen_body(bytes: &[u8], scale: f32, into: &mut [f32]) {
    let into = &mut into[..bytes.len()];
    for i in 0..bytes.len() {
        into[i] = f32::from(bytes[i].cast_signed()) * scale;
    }
}

on_paths! {
    /// Place of the largest value, the first of equals; 0 if there is none.
    fn best = best_body(values: &[f32]) -> usize
}

#[inline(always)]
fn best_body(values: &[f32]) -> usize {
    let mut lanes = [f32::NEG_INFINITY; LANES];
    let (whole, rest) = values.as_chunks::<LANES>();
    for chunk in whole {
        for i in 0..LANES {
            lanes[i] = if chunk[i] > lanes[i] { chunk[i] } else { lanes[i] };
        }
    }
    for i in 0..rest.len() {
        lanes[i] = if rest[i] > lanes[i] { rest[i] } else { lanes[i] };
    }
    let top = tree(lanes, |a, b| if b > a { b } else { a });
    // The place is looked for chunk by chunk, so that most are compared as a whole.
    let mut at = 0;
    for chunk in whole {
        let mut is_here = false;
        for value in chunk {
            is_here |= *value >= top;
        }
        if is_here {
            break;
        }
        at += LANES;
    }
    while at < values.len() && values[at] < top {
        at += 1;
    }
    if at < values.len() { at } else { 0 }
}
