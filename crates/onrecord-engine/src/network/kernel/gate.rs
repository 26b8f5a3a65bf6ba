//! Gates of a recurrent layer, and the exponential they need.
#![expect(
    clippy::inline_always,
    reason = "bodies take the instructions of the path they are compiled for"
)]

use super::on_paths;
use super::row::Sums;

/// Beyond this a gate is open or shut as far as a number can tell; products of two exponentials
/// stay finite.
const LIMIT: f32 = 40.0;
/// As in `row`: rounds a small number to a whole one.
const ROUND: f32 = 12_582_912.0;
/// Values of a state that are worked on together.
const CHUNK: usize = 128;

on_paths! {
    /// A step of a gated recurrent unit: the new state from the sums of the input layer (three
    /// gates r, z, n), the sums of the recurrent layer and the state. The error of the functions
    /// in it is below 1e-6.
    fn gate = gate_body(input: &Sums<'_>, hidden: &Sums<'_>, state: &mut [f32])
}

#[inline(always)]
fn gate_body(input: &Sums<'_>, hidden: &Sums<'_>, state: &mut [f32]) {
    let width = state.len();
    for (chunk, state) in state.chunks_mut(CHUNK).enumerate() {
        let (len, start) = (state.len(), chunk * CHUNK);
        let [reset, keep, new] = [start, width + start, 2 * width + start];
        let (input_r, hidden_r) = (input.part(reset, len), hidden.part(reset, len));
        let (input_z, hidden_z) = (input.part(keep, len), hidden.part(keep, len));
        let (input_n, hidden_n) = (input.part(new, len), hidden.part(new, len));
        let (mut keep, mut new) = ([0.0; CHUNK], [0.0; CHUNK]);
        let (keep, new) = (&mut keep[..len], &mut new[..len]);
        // Two loops: in one, the steps that wait for each other are too many for the processor
        // to look ahead to the next values.
        for i in 0..len {
            let reset = input_r.value(i) + hidden_r.value(i);
            let reset = 1.0 / (1.0 + exp(-reset));
            new[i] = input_n.value(i) + reset * hidden_n.value(i);
            keep[i] = exp(-(input_z.value(i) + hidden_z.value(i)));
        }
        // With a = exp(-z) and b = exp(2 n), the gate is 1 / (1 + a) and the hyperbolic tangent
        // is (b - 1) / (b + 1); what the two make of the state is one fraction.
        for i in 0..len {
            let (a, b) = (keep[i], exp(2.0 * new[i]));
            state[i] = (a * (b - 1.0) + state[i] * (b + 1.0)) / ((1.0 + a) * (b + 1.0));
        }
    }
}

/// Exponential of numbers between -40 and 40 (others are cut); the relative error is below 3e-7.
///
/// With x = k ln 2 + r, exp x = 2^k exp r; 2^k is written into the exponent. The polynomial has
/// the least greatest relative error, 1.1e-7, for |r| <= ln 2 / 2 (fitted with Lawson's method).
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    let x = if x > LIMIT { LIMIT } else { x };
    let x = if x > -LIMIT { x } else { -LIMIT };
    let rounded = x * std::f32::consts::LOG2_E + ROUND;
    let k = rounded - ROUND;
    // ln 2 in two parts, the first of which has few digits, so that its product is exact.
    let r = x - k * 0.693_359_4;
    let r = r - k * -2.121_944_4e-4;
    let p = 8.312_478e-3 * r + 4.189_055e-2;
    let p = p * r + 1.666_711_6e-1;
    let p = p * r + 4.999_922_8e-1;
    let power = f32::from_bits((rounded.to_bits().wrapping_add(127)) << 23);
    (p * r * r + r + 1.0) * power
}
