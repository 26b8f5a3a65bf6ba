//! Products with the instructions of 64-bit ARM.

#![expect(clippy::needless_range_loop, reason = "registers: nothing is left to inline")]

use std::arch::aarch64::{
    int8x8_t, int32x4_t, vaddq_f32, vdup_n_s8, vdup_n_s32, vdupq_n_f32, vdupq_n_s32, vld1_s8,
    vld1q_f32, vmlal_s8, vmull_s8, vmulq_f32, vpadalq_s16, vpaddq_s32, vreinterpret_s8_s32,
    vst1q_f32, vst1q_s32,
};

use super::dense::{GROUP, Product, dense_with};
use super::multiply::{Line, PANEL, Packed};

/// Rows of a block: 16 sums of 32 registers.
const ROWS: usize = 2;
/// Vectors of 8 bytes in a line, each with two outputs.
const PARTS: usize = 8;

/// Product with NEON. Two products of bytes are summed in 16 bits: at most 2 * 127 * 127.
#[target_feature(enable = "neon")]
pub(super) fn neon(weights: &Packed, bytes: &[u8], sums: &mut [i32]) {
    let (depth, width) = (weights.depth(), weights.width());
    let count = bytes.len() / depth;
    for panel in 0..weights.panels() {
        let lines = weights.lines(panel, 1);
        let mut row = 0;
        while row < count {
            let to = &mut sums[row * width + panel * PANEL..];
            let from = &bytes[row * depth..];
            if row + ROWS <= count {
                block::<ROWS>(lines, from, width, to);
                row += ROWS;
            } else {
                block::<1>(lines, from, width, to);
                row += 1;
            }
        }
    }
}

/// The four inputs of a step, twice.
#[inline]
#[target_feature(enable = "neon")]
fn inputs(row: &[u8], step: usize) -> int8x8_t {
    let bytes = row[4 * step..].first_chunk::<4>().copied().unwrap_or_default();
    vreinterpret_s8_s32(vdup_n_s32(i32::from_le_bytes(bytes)))
}

#[inline]
#[target_feature(enable = "neon")]
fn block<const R: usize>(lines: &[Line], rows: &[u8], width: usize, sums: &mut [i32]) {
    let depth = 4 * lines.len();
    let rows: [&[u8]; R] = std::array::from_fn(|i| &rows[i * depth..(i + 1) * depth]);
    let mut total: [[int32x4_t; PARTS]; R] = [[vdupq_n_s32(0); PARTS]; R];
    for (pair, lines) in lines.chunks_exact(2).enumerate() {
        let mut steps = [[vdup_n_s8(0); 2]; R];
        for i in 0..R {
            steps[i] = [inputs(rows[i], 2 * pair), inputs(rows[i], 2 * pair + 1)];
        }
        for part in 0..PARTS {
            // SAFETY: a line has eight parts of 8 bytes.
            let weights = unsafe {
                [
                    vld1_s8(lines[0].0.as_ptr().add(8 * part)),
                    vld1_s8(lines[1].0.as_ptr().add(8 * part)),
                ]
            };
            for i in 0..R {
                let products = vmull_s8(weights[0], steps[i][0]);
                let products = vmlal_s8(products, weights[1], steps[i][1]);
                total[i][part] = vpadalq_s16(total[i][part], products);
            }
        }
    }
    for i in 0..R {
        let to = &mut sums[i * width..][..PANEL];
        for four in 0..PARTS / 2 {
            let sum = vpaddq_s32(total[i][2 * four], total[i][2 * four + 1]);
            // SAFETY: the slice holds the 16 numbers of a panel.
            unsafe { vst1q_s32(to.as_mut_ptr().add(4 * four), sum) };
        }
    }
}

dense_with! {
    #[target_feature(enable = "neon")]
    fn dense, dense_block: 4 rows, 4 vectors of 4;
    vdupq_n_f32, vld1q_f32, vst1q_f32, vaddq_f32, vmulq_f32
}
