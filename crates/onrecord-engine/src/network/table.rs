//! Tables of vectors that are looked up by the hash of a key.

use std::sync::Arc;

use safetensors::Dtype;

use super::feature::{KINDS, Keys};
use super::kernel::{self, Path};
use super::weights::{ModelError, Weights};

/// Sorted hashes, read where they lie in the file, with an index of their first bits.
#[derive(Clone, Debug)]
struct Index {
    hashes: &'static [[u8; 4]],
    /// Where the hashes of each start of the bits begin; one more than there are starts.
    starts: Vec<u32>,
    shift: u32,
}

impl Index {
    fn read(weights: &Weights, tensor: &str) -> Result<Self, ModelError> {
        let [n] = weights.shape(tensor)?;
        let hashes = weights.bytes(tensor, Dtype::U32, &[n])?.as_chunks().0;
        let unordered = || ModelError::tensor(tensor, "hashes are not ascending");
        let count = u32::try_from(n).map_err(|_| ModelError::tensor(tensor, "too long"))?;
        // A start for about eight hashes.
        let bits = (n / 8).max(2).ilog2().min(20);
        let shift = 32 - bits;
        let mut starts = Vec::with_capacity((1 << bits) + 1);
        let mut last = None;
        for (place, hash) in (0..count).zip(hashes) {
            let hash = u32::from_le_bytes(*hash);
            if last.is_some_and(|last| last >= hash) {
                return Err(unordered());
            }
            last = Some(hash);
            let bucket = (hash >> shift) as usize;
            while starts.len() <= bucket {
                starts.push(place);
            }
        }
        starts.resize((1 << bits) + 1, count);
        Ok(Self { hashes, starts, shift })
    }

    /// Place of a hash.
    fn find(&self, hash: u32) -> Option<usize> {
        let bucket = (hash >> self.shift) as usize;
        let (start, end) = (self.starts[bucket] as usize, self.starts[bucket + 1] as usize);
        let mut hashes = self.hashes[start..end].iter();
        hashes.position(|other| u32::from_le_bytes(*other) == hash).map(|at| start + at)
    }
}

/// Rows of quantised vectors with a scale each, read where they lie in the file.
#[derive(Clone, Debug)]
struct Rows {
    bytes: &'static [u8],
    scales: &'static [[u8; 4]],
    width: usize,
}

impl Rows {
    fn read(weights: &Weights, name: &str, count: Option<usize>) -> Result<Self, ModelError> {
        let (table, scale) = (format!("{name}.table"), format!("{name}.scale"));
        let [rows, width] = weights.shape(&table)?;
        if count.is_some_and(|count| count != rows) {
            return Err(ModelError::tensor(&table, format!("{rows} rows do not fit the keys")));
        }
        weights.floats(&scale, &[rows])?;
        Ok(Self {
            bytes: weights.bytes(&table, Dtype::I8, &[rows, width])?,
            scales: weights.bytes(&scale, Dtype::F32, &[rows])?.as_chunks().0,
            width,
        })
    }

    fn write(&self, path: Path, row: usize, into: &mut [f32]) {
        let bytes = &self.bytes[row * self.width..(row + 1) * self.width];
        kernel::widen(path, bytes, f32::from_le_bytes(self.scales[row]), into);
    }
}

/// Which row of the vectors a form has; one for all models.
#[derive(Clone, Debug)]
pub(crate) struct Vectors {
    index: Index,
    rows: &'static [[u8; 2]],
    /// One more than the highest row.
    end: usize,
}

impl Vectors {
    /// Reads the keys of the vectors; none if the file has none.
    ///
    /// # Errors
    /// If a tensor has another shape.
    pub(crate) fn read(weights: &Weights) -> Result<Option<Arc<Self>>, ModelError> {
        if !weights.has("vector.hash") {
            return Ok(None);
        }
        let index = Index::read(weights, "vector.hash")?;
        let rows = weights.bytes("vector.row", Dtype::U16, &[index.hashes.len()])?.as_chunks().0;
        let end = rows.iter().map(|row| usize::from(u16::from_le_bytes(*row)) + 1).max();
        Ok(Some(Arc::new(Self { index, rows, end: end.unwrap_or(0) })))
    }

    fn row(&self, keys: [u32; 2]) -> Option<usize> {
        let place = keys.iter().find_map(|key| self.index.find(*key))?;
        Some(usize::from(u16::from_le_bytes(self.rows[place])))
    }
}

/// The tables of a model: form in, vector out.
#[derive(Clone, Debug)]
pub(crate) struct Embedding {
    tables: Vec<(Index, Rows)>,
    vectors: Option<(Arc<Vectors>, Rows)>,
}

impl Embedding {
    /// Reads the tables of `model`.
    ///
    /// # Errors
    /// If a tensor is absent or has another shape.
    pub(crate) fn read(
        weights: &Weights,
        model: &str,
        vectors: Option<&Arc<Vectors>>,
    ) -> Result<Self, ModelError> {
        let table = |kind: &&str| {
            let index = Index::read(weights, &format!("{model}.{kind}.hash"))?;
            let keys = index.hashes.len() + 1;
            Ok((index, Rows::read(weights, &format!("{model}.{kind}"), Some(keys))?))
        };
        let tables = KINDS.iter().map(table).collect::<Result<_, ModelError>>()?;
        let name = format!("{model}.vector");
        let vectors = match vectors {
            Some(vectors) if weights.has(&format!("{name}.table")) => {
                let rows = Rows::read(weights, &name, None)?;
                if rows.scales.len() < vectors.end {
                    return Err(ModelError::tensor("vector.row", format!("no such row in {name}")));
                }
                Some((Arc::clone(vectors), rows))
            }
            _ => None,
        };
        Ok(Self { tables, vectors })
    }

    /// Length of a vector.
    pub(crate) fn width(&self) -> usize {
        let tables: usize = self.tables.iter().map(|(_, rows)| rows.width).sum();
        tables + self.vectors.as_ref().map_or(0, |(_, rows)| rows.width)
    }

    /// Writes the vector of a form.
    pub(crate) fn write(&self, path: Path, keys: &Keys, into: &mut [f32]) {
        let mut rest = into;
        for ((index, rows), key) in self.tables.iter().zip(keys.features) {
            let (here, after) = rest.split_at_mut(rows.width);
            rows.write(path, index.find(key).map_or(0, |place| place + 1), here);
            rest = after;
        }
        if let Some((vectors, rows)) = &self.vectors {
            match vectors.row(keys.vector) {
                Some(row) => rows.write(path, row, rest),
                None => rest.fill(0.0),
            }
        }
    }
}
