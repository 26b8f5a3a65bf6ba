//! Bytes that are looked up in place: compiled in, or made at run time and shared.

use std::ops::Range;
use std::sync::Arc;

/// A part of a compiled base.
#[derive(Clone, Debug)]
pub(crate) struct Bytes {
    whole: Whole,
    range: Range<usize>,
}

#[derive(Clone, Debug)]
enum Whole {
    Static(&'static [u8]),
    Shared(Arc<[u8]>),
}

impl Bytes {
    pub(crate) fn new_static(bytes: &'static [u8]) -> Self {
        Self { whole: Whole::Static(bytes), range: 0..bytes.len() }
    }

    pub(crate) fn shared(bytes: Vec<u8>) -> Self {
        Self { range: 0..bytes.len(), whole: Whole::Shared(bytes.into()) }
    }

    /// A part of it; none where it has no such part.
    pub(crate) fn part(&self, range: Range<usize>) -> Option<Self> {
        self.as_ref().get(range.clone())?;
        let start = self.range.start;
        Some(Self { whole: self.whole.clone(), range: start + range.start..start + range.end })
    }

    /// The number at a place, counted in numbers.
    pub(crate) fn number(&self, at: usize) -> Option<u32> {
        let bytes = self.as_ref().get(at * 4..at * 4 + 4)?;
        Some(u32::from_le_bytes(bytes.try_into().ok()?))
    }

    /// The numbers of a list that begins with its length.
    pub(crate) fn list(&self, start: u64) -> impl Iterator<Item = u32> + '_ {
        let start = usize::try_from(start).unwrap_or(usize::MAX / 8);
        let length = self.number(start).unwrap_or_default() as usize;
        (start + 1..start + 1 + length).filter_map(|at| self.number(at))
    }

    /// The string that begins with its length.
    pub(crate) fn text(&self, start: u32) -> &str {
        let text = || {
            let start = start as usize;
            let bytes = self.as_ref();
            let length = bytes.get(start..start + 4)?.try_into().ok().map(u32::from_le_bytes)?;
            std::str::from_utf8(bytes.get(start + 4..start + 4 + length as usize)?).ok()
        };
        text().unwrap_or_default()
    }

    /// How many numbers it holds.
    pub(crate) fn numbers(&self) -> usize {
        self.range.len() / 4
    }
}

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        let whole = match &self.whole {
            Whole::Static(bytes) => bytes,
            Whole::Shared(bytes) => &**bytes,
        };
        &whole[self.range.clone()]
    }
}
