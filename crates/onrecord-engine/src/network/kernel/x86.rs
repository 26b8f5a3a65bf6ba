//! Products with the instructions of x86: AVX2, AVX2 with VNNI, AVX-512 with VNNI.

#![expect(clippy::needless_range_loop, reason = "registers: nothing is left to inline")]

use std::arch::x86_64::{
    __m256i, __m512i, _mm256_abs_epi8, _mm256_add_epi32, _mm256_add_ps, _mm256_dpbusd_avx_epi32,
    _mm256_load_si256, _mm256_loadu_ps, _mm256_loadu_si256, _mm256_madd_epi16,
    _mm256_maddubs_epi16, _mm256_mul_ps, _mm256_set1_epi16, _mm256_set1_epi32, _mm256_set1_ps,
    _mm256_setzero_si256, _mm256_sign_epi8, _mm256_storeu_ps, _mm256_storeu_si256,
    _mm256_sub_epi32, _mm512_add_ps, _mm512_dpbusd_epi32, _mm512_load_si512, _mm512_loadu_ps,
    _mm512_loadu_si512, _mm512_mul_ps, _mm512_set1_epi32, _mm512_set1_ps, _mm512_setzero_si512,
    _mm512_storeu_ps, _mm512_storeu_si512, _mm512_sub_epi32,
};

use super::dense::{GROUP, Product, dense_with};
use super::multiply::{Line, PANEL, Packed};

/// Panels and rows of a block of AVX-512: 24 sums, 4 weights and an input fill 29 of 32 registers.
const PANELS_512: usize = 4;
const ROWS_512: usize = 6;
/// Rows of a block of VNNI on registers of AVX2: 12 sums of 16 registers.
const ROWS_VNNI: usize = 6;
/// Rows of a block of AVX2: 8 sums of 16 registers.
const ROWS_256: usize = 4;

/// The rows of a product that a block works on.
struct Rows<'r> {
    bytes: &'r [u8],
    depth: usize,
    width: usize,
}

impl Rows<'_> {
    /// The four inputs of a step of a row, in one number.
    ///
    /// # Safety
    /// `row * depth + 4 * step + 4 <= bytes.len()`.
    #[inline]
    unsafe fn inputs(&self, row: usize, step: usize) -> i32 {
        debug_assert!(row * self.depth + 4 * step + 4 <= self.bytes.len());
        // SAFETY: the caller promises that the four bytes lie in the slice.
        unsafe {
            self.bytes.as_ptr().add(row * self.depth + 4 * step).cast::<i32>().read_unaligned()
        }
    }
}

/// Product with AVX-512 VNNI. Inputs lie 128 too high; the excess is taken off at the end.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
pub(super) fn avx512(weights: &Packed, bytes: &[u8], sums: &mut [i32]) {
    let rows = Rows { bytes, depth: weights.depth(), width: weights.width() };
    let mut panel = 0;
    while panel < weights.panels() {
        let left = (weights.panels() - panel).min(PANELS_512);
        match left {
            4 => columns_512::<4>(weights, panel, &rows, sums),
            3 => columns_512::<3>(weights, panel, &rows, sums),
            2 => columns_512::<2>(weights, panel, &rows, sums),
            _ => columns_512::<1>(weights, panel, &rows, sums),
        }
        panel += left;
    }
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn columns_512<const P: usize>(weights: &Packed, panel: usize, rows: &Rows<'_>, sums: &mut [i32]) {
    let lines = weights.lines(panel, P);
    let excess = weights.excess(panel, P);
    let count = rows.bytes.len() / rows.depth;
    let mut row = 0;
    while row < count {
        let left = (count - row).min(ROWS_512);
        let to = &mut sums[row * rows.width + panel * PANEL..];
        match left {
            6 => block_512::<6, P>(lines, excess, rows, row, to),
            5 => block_512::<5, P>(lines, excess, rows, row, to),
            4 => block_512::<4, P>(lines, excess, rows, row, to),
            3 => block_512::<3, P>(lines, excess, rows, row, to),
            2 => block_512::<2, P>(lines, excess, rows, row, to),
            _ => block_512::<1, P>(lines, excess, rows, row, to),
        }
        row += left;
    }
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vnni")]
fn block_512<const R: usize, const P: usize>(
    lines: &[Line],
    excess: &[i32],
    rows: &Rows<'_>,
    row: usize,
    sums: &mut [i32],
) {
    let steps = rows.depth / 4;
    assert!((row + R) * rows.depth <= rows.bytes.len());
    assert!(lines.len() == P * steps && excess.len() == P * PANEL);
    let mut total: [[__m512i; P]; R] = [[_mm512_setzero_si512(); P]; R];
    for step in 0..steps {
        let mut weights = [_mm512_setzero_si512(); P];
        for p in 0..P {
            // SAFETY: there are `P * steps` lines, each aligned to its 64 bytes.
            weights[p] = unsafe { _mm512_load_si512(lines.as_ptr().add(p * steps + step).cast()) };
        }
        for i in 0..R {
            // SAFETY: the rows and their steps were checked above.
            let inputs = _mm512_set1_epi32(unsafe { rows.inputs(row + i, step) });
            for p in 0..P {
                total[i][p] = _mm512_dpbusd_epi32(total[i][p], inputs, weights[p]);
            }
        }
    }
    for i in 0..R {
        let to = &mut sums[i * rows.width..][..P * PANEL];
        for p in 0..P {
            // SAFETY: both slices hold the 16 numbers of each of `P` panels.
            unsafe {
                let excess = _mm512_loadu_si512(excess.as_ptr().add(p * PANEL).cast());
                let sum = _mm512_sub_epi32(total[i][p], excess);
                _mm512_storeu_si512(to.as_mut_ptr().add(p * PANEL).cast(), sum);
            }
        }
    }
}

/// Product with AVX2. Unsigned times signed bytes are summed in pairs in 16 bits: |input| times
/// the weight with the sign of the input is at most 127 * 127, so a pair never saturates.
#[target_feature(enable = "avx2")]
pub(super) fn avx2(weights: &Packed, bytes: &[u8], sums: &mut [i32]) {
    let rows = Rows { bytes, depth: weights.depth(), width: weights.width() };
    let count = bytes.len() / rows.depth;
    for panel in 0..weights.panels() {
        let lines = weights.lines(panel, 1);
        let mut row = 0;
        while row < count {
            let left = (count - row).min(ROWS_256);
            let to = &mut sums[row * rows.width + panel * PANEL..];
            match left {
                4 => block_256::<4>(lines, &rows, row, to),
                3 => block_256::<3>(lines, &rows, row, to),
                2 => block_256::<2>(lines, &rows, row, to),
                _ => block_256::<1>(lines, &rows, row, to),
            }
            row += left;
        }
    }
}

#[inline]
#[target_feature(enable = "avx2")]
fn block_256<const R: usize>(lines: &[Line], rows: &Rows<'_>, row: usize, sums: &mut [i32]) {
    let steps = rows.depth / 4;
    assert!((row + R) * rows.depth <= rows.bytes.len() && lines.len() == steps);
    let ones = _mm256_set1_epi16(1);
    let mut total: [[__m256i; 2]; R] = [[_mm256_setzero_si256(); 2]; R];
    for (step, line) in lines.iter().enumerate() {
        let mut halves = [_mm256_setzero_si256(); 2];
        for half in 0..2 {
            // SAFETY: a line has two halves of 32 bytes and is aligned.
            halves[half] = unsafe { _mm256_load_si256(line.0.as_ptr().add(32 * half).cast()) };
        }
        for i in 0..R {
            // SAFETY: the rows and their steps were checked above.
            let inputs = _mm256_set1_epi32(unsafe { rows.inputs(row + i, step) });
            let size = _mm256_abs_epi8(inputs);
            for half in 0..2 {
                let signed = _mm256_sign_epi8(halves[half], inputs);
                let pairs = _mm256_maddubs_epi16(size, signed);
                total[i][half] = _mm256_add_epi32(total[i][half], _mm256_madd_epi16(pairs, ones));
            }
        }
    }
    for i in 0..R {
        let to = &mut sums[i * rows.width..][..PANEL];
        for half in 0..2 {
            // SAFETY: the slice holds the 16 numbers of a panel.
            unsafe { _mm256_storeu_si256(to.as_mut_ptr().add(8 * half).cast(), total[i][half]) };
        }
    }
}

/// Product with VNNI on registers of AVX2, for machines without AVX-512. Inputs lie 128 too high.
#[target_feature(enable = "avx2,avxvnni")]
pub(super) fn avx_vnni(weights: &Packed, bytes: &[u8], sums: &mut [i32]) {
    let rows = Rows { bytes, depth: weights.depth(), width: weights.width() };
    let count = bytes.len() / rows.depth;
    for panel in 0..weights.panels() {
        let (lines, excess) = (weights.lines(panel, 1), weights.excess(panel, 1));
        let mut row = 0;
        while row < count {
            let left = (count - row).min(ROWS_VNNI);
            let to = &mut sums[row * rows.width + panel * PANEL..];
            match left {
                6 => block_vnni::<6>(lines, excess, &rows, row, to),
                5 => block_vnni::<5>(lines, excess, &rows, row, to),
                4 => block_vnni::<4>(lines, excess, &rows, row, to),
                3 => block_vnni::<3>(lines, excess, &rows, row, to),
                2 => block_vnni::<2>(lines, excess, &rows, row, to),
                _ => block_vnni::<1>(lines, excess, &rows, row, to),
            }
            row += left;
        }
    }
}

#[inline]
#[target_feature(enable = "avx2,avxvnni")]
fn block_vnni<const R: usize>(
    lines: &[Line],
    excess: &[i32],
    rows: &Rows<'_>,
    row: usize,
    sums: &mut [i32],
) {
    let steps = rows.depth / 4;
    assert!((row + R) * rows.depth <= rows.bytes.len());
    assert!(lines.len() == steps && excess.len() == PANEL);
    let mut total: [[__m256i; 2]; R] = [[_mm256_setzero_si256(); 2]; R];
    for (step, line) in lines.iter().enumerate() {
        let mut halves = [_mm256_setzero_si256(); 2];
        for half in 0..2 {
            // SAFETY: a line has two halves of 32 bytes and is aligned.
            halves[half] = unsafe { _mm256_load_si256(line.0.as_ptr().add(32 * half).cast()) };
        }
        for i in 0..R {
            // SAFETY: the rows and their steps were checked above.
            let inputs = _mm256_set1_epi32(unsafe { rows.inputs(row + i, step) });
            for half in 0..2 {
                total[i][half] = _mm256_dpbusd_avx_epi32(total[i][half], inputs, halves[half]);
            }
        }
    }
    for i in 0..R {
        let to = &mut sums[i * rows.width..][..PANEL];
        for half in 0..2 {
            // SAFETY: both slices hold the 16 numbers of a panel.
            unsafe {
                let excess = _mm256_loadu_si256(excess.as_ptr().add(8 * half).cast());
                let sum = _mm256_sub_epi32(total[i][half], excess);
                _mm256_storeu_si256(to.as_mut_ptr().add(8 * half).cast(), sum);
            }
        }
    }
}

dense_with! {
    #[target_feature(enable = "avx512f")]
    fn dense_512, dense_block_512: 8 rows, 2 vectors of 16;
    _mm512_set1_ps, _mm512_loadu_ps, _mm512_storeu_ps, _mm512_add_ps, _mm512_mul_ps
}

dense_with! {
    #[target_feature(enable = "avx2")]
    fn dense_256, dense_block_256: 4 rows, 2 vectors of 8;
    _mm256_set1_ps, _mm256_loadu_ps, _mm256_storeu_ps, _mm256_add_ps, _mm256_mul_ps
}
