//! Every path against the portable one, bit by bit, over shapes.
#![expect(clippy::cast_precision_loss, reason = "tests")]

use proptest::collection::vec;
use proptest::prelude::*;

use super::gate::exp;
use super::*;

/// Rows of values, some of them zero, small or equal.
fn values(len: usize) -> impl Strategy<Value = Vec<f32>> {
    vec(prop_oneof![8 => -4.0_f32..4.0, 1 => Just(0.0), 1 => -1e-6_f32..1e-6, 1 => Just(1.5)], len)
}

fn byte() -> impl Strategy<Value = u8> {
    (-127_i8..=127).prop_map(i8::cast_unsigned)
}

/// What a function gives on each path.
fn on_all<T: PartialEq + std::fmt::Debug>(run: impl Fn(Path) -> T) -> T {
    let mut paths = Path::available().into_iter();
    let portable = run(paths.next().unwrap());
    for path in paths {
        assert_eq!(run(path), portable, "{path:?} differs from the portable path");
    }
    portable
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| value.to_bits()).collect()
}

prop_compose! {
    fn product()(rows in 0_usize..15, outputs in 1_usize..100, inputs in 1_usize..80)(
        outputs in Just(outputs), inputs in Just(inputs),
        rows in vec(values(inputs), rows), weights in vec(byte(), outputs * inputs),
    ) -> (usize, usize, Vec<Vec<f32>>, Vec<u8>) {
        (outputs, inputs, rows, weights)
    }
}

proptest! {
    #[test]
    fn products_are_exact((outputs, inputs, rows, weights) in product()) {
        let packed = Packed::new(&weights, outputs, inputs).unwrap();
        let sums = on_all(|path| {
            let mut bytes = vec![0; rows.len() * packed.depth()];
            for (row, bytes) in rows.iter().zip(bytes.chunks_exact_mut(packed.depth())) {
                quantise(path, &[row], bytes);
            }
            let mut sums = vec![0; rows.len() * packed.width()];
            multiply(path, &packed, &bytes, &mut sums);
            sums
        });
        let portable = Path::available()[0];
        for (row, sums) in rows.iter().zip(sums.chunks_exact(packed.width())) {
            let mut bytes = vec![0; inputs];
            quantise(portable, &[row], &mut bytes);
            for (weights, sum) in weights.chunks_exact(inputs).zip(sums) {
                let products = weights.iter().zip(&bytes);
                let exact: i32 = products
                    .map(|(w, x)| i32::from(w.cast_signed()) * i32::from(x.cast_signed()))
                    .sum();
                prop_assert_eq!(exact, *sum);
            }
        }
    }

    #[test]
    fn quantised_values_are_near(row in (1_usize..90).prop_flat_map(values), cut in 0_usize..90) {
        let cut = cut.min(row.len());
        let (bytes, scale) = on_all(|path| {
            let mut bytes = vec![1; row.len() + 5];
            let scale = quantise(path, &[&row[..cut], &row[cut..]], &mut bytes);
            let signed: Vec<i8> = bytes.iter().map(|b| (b ^ path.flip()).cast_signed()).collect();
            (signed, scale.to_bits())
        });
        let scale = f32::from_bits(scale);
        for (value, byte) in row.iter().zip(&bytes) {
            prop_assert!((f32::from(*byte) * scale - value).abs() <= scale * 0.5001);
        }
        prop_assert!(bytes[row.len()..].iter().all(|&byte| byte == 0));
    }

    #[test]
    fn rows_are_the_same_on_all_paths(
        (n, x, y, sums) in (1_usize..70).prop_flat_map(|n| (
            Just(n), values(3 * n), values(3 * n), vec(-500_000_i32..500_000, 3 * n),
        )),
    ) {
        let norm = Norm { weight: x[..n].to_vec(), bias: y[..n].to_vec() };
        let factors: Vec<f32> = y.iter().map(|y| y * 1e-4).collect();
        on_all(|path| {
            let mut out = vec![vec![0.0; n]; 3];
            let given = Sums { whole: &sums, row: 0.01, scale: &y, bias: &x };
            let recurrent = Sums { whole: &sums, row: 1.0, scale: &factors, bias: &y };
            dequantise(path, &given, &mut out[0]);
            largest_norm(path, &given, &norm, &mut out[1]);
            out[2].copy_from_slice(&x[n..2 * n]);
            gate(path, &given, &recurrent, &mut out[2]);
            let copy = out[1].clone();
            add(path, &copy, &mut out[0]);
            leaky(path, &mut out[0]);
            (bits(&out.concat()), best(path, &x))
        });
    }

    #[test]
    fn dense_products_are_the_same_on_all_paths(
        rows in 0_usize..20, depth in 0_usize..12, groups in 1_usize..6, seed in values(700),
    ) {
        let width = groups * 16;
        let at = |i: usize| seed[i % seed.len()];
        let x: Vec<f32> = (0..rows * depth).map(at).collect();
        let w: Vec<f32> = (0..depth * width).map(|i| at(i * 7 + 3)).collect();
        let start: Vec<f32> = (0..width).map(|i| at(i * 5 + 1)).collect();
        let out = on_all(|path| {
            let mut out = vec![0.0; rows * width];
            let (x, w) = (Matrix { values: &x, stride: depth }, Matrix { values: &w, stride: width });
            let product = Product { rows: x, count: rows, depth, weights: w, start: &start };
            dense(path, &product, &mut out);
            bits(&out)
        });
        for (i, out) in out.iter().enumerate() {
            let mut sum = start[i % width];
            for k in 0..depth {
                sum += x[i / width * depth + k] * w[k * width + i % width];
            }
            prop_assert_eq!(sum.to_bits(), *out);
        }
    }

    #[test]
    fn best_is_the_first_of_the_largest(row in vec(-3_i8..3, 0..60)) {
        let row: Vec<f32> = row.into_iter().map(f32::from).collect();
        let expected = (0..row.len()).rev().max_by(|a, b| row[*a].total_cmp(&row[*b]));
        prop_assert_eq!(on_all(|path| best(path, &row)), expected.unwrap_or(0));
    }
}

/// Steps over the numbers from -100 to 100.
fn line() -> impl Iterator<Item = f32> {
    (-1_000_000_i32..=1_000_000).map(|i| i as f32 * 1e-4)
}

#[test]
fn the_exponential_is_near_the_true_one() {
    for x in line() {
        let wide = f64::from(x.clamp(-40.0, 40.0));
        assert!((f64::from(exp(x)) / wide.exp() - 1.0).abs() < 3e-7, "exponential of {x}");
    }
}

#[test]
fn gates_are_near_the_true_ones() {
    let logistic = |x: f64| 1.0 / (1.0 + (-x).exp());
    // All three gates walk over large and small numbers, the state over its range.
    for (i, x) in line().step_by(7).enumerate() {
        let at = |period: usize| (i % period) as f32 / period as f32 * 2.0 - 1.0;
        let (y, n, mut state) = (at(97) * 20.0, at(1013) * 15.0, [at(31)]);
        let [wide_n, was] = [n, state[0]].map(f64::from);
        let new = (wide_n + logistic(f64::from(x)) * 0.5).tanh();
        let keep = logistic(f64::from(y));
        let bias = |bias| Sums { whole: &[0; 3], row: 1.0, scale: &[0.0; 3], bias };
        gate(Path::fastest(), &bias(&[x, y, n]), &bias(&[0.0, 0.0, 0.5]), &mut state);
        let exact = (1.0 - keep) * new + keep * was;
        assert!((f64::from(state[0]) - exact).abs() < 1e-6, "{x} {y} {n}: {exact}");
    }
}

#[test]
fn weights_of_minus_128_are_refused() {
    assert!(Packed::new(&[0x80, 1], 1, 2).is_none());
    assert!(Packed::new(&[1, 1], 1, 3).is_none());
}
