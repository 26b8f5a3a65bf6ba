//! Products of matrices in floating point, for the small ones that are not quantised.

use super::{Kind, Path};

/// Columns that are worked on together; outputs come in whole groups.
pub(crate) const GROUP: usize = 16;

/// A matrix in a slice: row `i` starts at `i * stride`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Matrix<'m> {
    /// The values.
    pub(crate) values: &'m [f32],
    /// From the start of a row to the start of the next.
    pub(crate) stride: usize,
}

impl Matrix<'_> {
    /// Whether `count` rows of `width` values lie in the slice.
    fn holds(&self, count: usize, width: usize) -> bool {
        count == 0 || (count - 1) * self.stride + width <= self.values.len()
    }
}

/// A product: output `o` of row `i` is `start[o]` plus, in the order of k below `depth`, row `i`
/// of `rows` at k times row k of `weights` at `o`. Outputs of a row are as many as `start` has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Product<'m> {
    /// The rows.
    pub(crate) rows: Matrix<'m>,
    /// How many there are.
    pub(crate) count: usize,
    /// Values of a row that count, and rows of weights.
    pub(crate) depth: usize,
    /// The weights.
    pub(crate) weights: Matrix<'m>,
    /// What the sums start from; a multiple of 16 values.
    pub(crate) start: &'m [f32],
}

/// Makes a product, row by row, in `into`.
///
/// # Panics
/// If a slice is too short for its shape, or the number of outputs is no multiple of 16.
pub(crate) fn dense(path: Path, product: &Product<'_>, into: &mut [f32]) {
    let Product { rows, count, depth, weights, start } = *product;
    assert!(
        start.len().is_multiple_of(GROUP)
            && rows.holds(count, depth)
            && weights.holds(depth, start.len())
            && into.len() == count * start.len(),
        "shapes do not fit"
    );
    match path.0 {
        Kind::Portable => portable(product, into),
        // SAFETY: a `Path` exists only on a machine that has its instructions; the shapes fit.
        #[cfg(target_arch = "x86_64")]
        Kind::Avx2 | Kind::AvxVnni => unsafe { super::x86::dense_256(product, into) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Kind::Avx512 => unsafe { super::x86::dense_512(product, into) },
        // SAFETY: as above.
        #[cfg(target_arch = "aarch64")]
        Kind::Neon => unsafe { super::neon::dense(product, into) },
    }
}

fn portable(product: &Product<'_>, into: &mut [f32]) {
    let Product { rows, depth, weights, start, .. } = *product;
    for (i, into) in into.chunks_exact_mut(start.len().max(1)).enumerate() {
        into.copy_from_slice(start);
        for (k, input) in rows.values[i * rows.stride..][..depth].iter().enumerate() {
            for (into, weight) in into.iter_mut().zip(&weights.values[k * weights.stride..]) {
                *into += input * weight;
            }
        }
    }
}

/// Defines [`dense`] for a set of instructions: a block works on `$rows` rows and `$vectors`
/// vectors of `$lanes` outputs, and keeps all sums in registers.
macro_rules! dense_with {
    (
        $(#[$attribute:meta])* fn $name:ident, $block:ident: $rows:literal rows, $vectors:literal vectors of $lanes:literal;
        $splat:ident, $load:ident, $store:ident, $add:ident, $multiply:ident
    ) => {
        /// See `dense`.
        ///
        /// # Safety
        /// The slices are as long as `dense` checks.
        $(#[$attribute])*
        pub(super) unsafe fn $name(product: &Product<'_>, into: &mut [f32]) {
            let (width, count) = (product.start.len(), product.count);
            let mut first = 0;
            while first < width {
                let is_wide = first + $vectors * $lanes <= width;
                let mut row = 0;
                while row < count {
                    let left = count - row;
                    // SAFETY: the block lies inside the product.
                    row += unsafe {
                        if !is_wide && left >= 4 {
                            $block::<4, { GROUP / $lanes }>(product, row, first, into)
                        } else if !is_wide {
                            $block::<1, { GROUP / $lanes }>(product, row, first, into)
                        } else if left >= $rows {
                            $block::<$rows, $vectors>(product, row, first, into)
                        } else if left >= 4 {
                            $block::<4, $vectors>(product, row, first, into)
                        } else {
                            $block::<1, $vectors>(product, row, first, into)
                        }
                    };
                }
                first += if is_wide { $vectors * $lanes } else { GROUP };
            }
        }

        /// A block from row `row` and output `first` on; returns its number of rows.
        ///
        /// # Safety
        /// The block lies inside the product.
        #[inline]
        $(#[$attribute])*
        unsafe fn $block<const R: usize, const V: usize>(
            product: &Product<'_>,
            row: usize,
            first: usize,
            into: &mut [f32],
        ) -> usize {
            let Product { rows, depth, weights, start, .. } = *product;
            // SAFETY: `dense` checked that every row holds `depth` inputs, that every row of
            // weights and `start` hold all outputs, and that `into` holds all rows.
            unsafe {
                let inputs = rows.values.as_ptr().add(row * rows.stride);
                let weight = weights.values.as_ptr().add(first);
                let mut sums = [[$splat(0.0); V]; R];
                for i in 0..R {
                    for v in 0..V {
                        sums[i][v] = $load(start.as_ptr().add(first + v * $lanes));
                    }
                }
                for k in 0..depth {
                    let mut here = [$splat(0.0); V];
                    for v in 0..V {
                        here[v] = $load(weight.add(k * weights.stride + v * $lanes));
                    }
                    for i in 0..R {
                        let input = $splat(*inputs.add(i * rows.stride + k));
                        for v in 0..V {
                            sums[i][v] = $add(sums[i][v], $multiply(input, here[v]));
                        }
                    }
                }
                for i in 0..R {
                    for v in 0..V {
                        let at = (row + i) * start.len() + first + v * $lanes;
                        $store(into.as_mut_ptr().add(at), sums[i][v]);
                    }
                }
            }
            R
        }
    };
}
pub(super) use dense_with;
