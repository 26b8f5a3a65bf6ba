//! Gates of a recurrent layer, and the exponential they need.
#![expect(
    clippy::inline_always,
    reason = "bodies take the instructions of the path they are compiled for"
)]

use super::on_paths;
use super::row::value;

/// Beyond this a gate is open or shut as far as a number can tell; products of two exponentials
/// stay finite.
const LIMIT: f32 = 40.0;
/// As in `row`: rounds a small number to a whole one.
const ROUND: f32 = 12_582_912.0;

on_paths! {
    /// A step of a gated recurrent unit: the new state from what the input layer gave (`input`,
    /// three gates r, z, n), the sums of the recurrent product and the state. The error of the
    /// functions in it is below 1e-6.
    fn gate = gate_body(input: &[f32], sums: &[i32], scale: &[f32], bias: &[f32], state: &mut [f32])
}

#[inline(always)]
fn gate_body(input: &[f32], sums: &[i32], scale: &[f32], bias: &[f32], state: &mut [f32]) {
    let n = state.len();
    // Slices of one length, so that nothing is left to check inside the loop.
    let part = |gate: usize| gate * n..(gate + 1) * n;
    let (input_r, input_z, input_n) = (&input[part(0)], &input[part(1)], &input[part(2)]);
    let (sums_r, sums_z, sums_n) = (&sums[part(0)], &sums[part(1)], &sums[part(2)]);
    let (scale_r, scale_z, scale_n) = (&scale[part(0)], &scale[part(1)], &scale[part(2)]);
    let (bias_r, bias_z, bias_n) = (&bias[part(0)], &bias[part(1)], &bias[part(2)]);
    for i in 0..n {
        let reset = input_r[i] + value(sums_r[i], 1.0, scale_r[i], bias_r[i]);
        let reset = 1.0 / (1.0 + exp(-reset));
        let keep = input_z[i] + value(sums_z[i], 1.0, scale_z[i], bias_z[i]);
        let new = input_n[i] + reset * value(sums_n[i], 1.0, scale_n[i], bias_n[i]);
        // With a = exp(-keep) and b = exp(2 new), the gate is 1 / (1 + a) and the hyperbolic
        // tangent is (b - 1) / (b + 1); what the two make of the state is one fraction.
        let (a, b) = (exp(-keep), exp(2.0 * new));
        state[i] = (a * (b - 1.0) + state[i] * (b + 1.0)) / ((1.0 + a) * (b + 1.0));
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
