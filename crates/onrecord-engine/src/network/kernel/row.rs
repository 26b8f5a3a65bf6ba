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
    /// Values of sums: `bias + (scale of the row * scale of the output) * sum`.
    fn dequantise = dequantise_body(sums: &[i32], row: f32, scale: &[f32], bias: &[f32], into: &mut [f32])
}

#[inline(always)]
fn dequantise_body(sums: &[i32], row: f32, scale: &[f32], bias: &[f32], into: &mut [f32]) {
    let n = into.len();
    let (sums, scale, bias) = (&sums[..n], &scale[..n], &bias[..n]);
    for i in 0..n {
        into[i] = value(sums[i], row, scale[i], bias[i]);
    }
}

#[inline(always)]
#[expect(clippy::cast_precision_loss, reason = "the nearest number, on every machine")]
pub(super) fn value(sum: i32, row: f32, scale: f32, bias: f32) -> f32 {
    bias + (row * scale) * sum as f32
}

on_paths! {
    /// Maxout over three pieces, each as long as `into`, of dequantised sums; then the layer norm.
    fn largest_norm = largest_norm_body(
        sums: &[i32], row: f32, scale: &[f32], bias: &[f32], norm: &Norm, into: &mut [f32],
    )
}

#[inline(always)]
fn largest_norm_body(
    sums: &[i32],
    row: f32,
    scale: &[f32],
    bias: &[f32],
    norm: &Norm,
    into: &mut [f32],
) {
    let n = into.len();
    let (sums, scale, bias) = (&sums[..3 * n], &scale[..3 * n], &bias[..3 * n]);
    for i in 0..n {
        let a = value(sums[i], row, scale[i], bias[i]);
        let b = value(sums[n + i], row, scale[n + i], bias[n + i]);
        let c = value(sums[2 * n + i], row, scale[2 * n + i], bias[2 * n + i]);
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
    for half in [8, 4, 2, 1] {
        for i in 0..half {
            lanes[i] += lanes[i + half];
        }
    }
    lanes[0]
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
    for half in [8, 4, 2, 1] {
        for i in 0..half {
            lanes[i] = if lanes[i + half] > lanes[i] { lanes[i + half] } else { lanes[i] };
        }
    }
    let top = lanes[0];
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
