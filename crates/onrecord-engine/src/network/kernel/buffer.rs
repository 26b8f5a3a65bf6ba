//! Memory that starts on a cache line.

use std::ops::{Deref, DerefMut};

/// Bytes of a cache line, and of the widest vector register.
const LINE: usize = 64;

/// A slice that starts on a cache line and grows without keeping what it held: vector loads from
/// its start never touch two lines.
#[derive(Clone, Debug, Default)]
pub(crate) struct Buffer<T> {
    data: Vec<T>,
    start: usize,
    len: usize,
}

impl<T: Copy + Default> Buffer<T> {
    /// A copy of `values` on a cache line.
    pub(crate) fn of(values: &[T]) -> Self {
        let mut buffer = Self::default();
        buffer.resize(values.len());
        buffer.copy_from_slice(values);
        buffer
    }

    /// Makes the slice `len` long. What it holds afterwards is left from earlier use.
    pub(crate) fn resize(&mut self, len: usize) {
        if self.start + len > self.data.len() {
            let spare = LINE / size_of::<T>();
            self.data = vec![T::default(); len + spare];
            self.start = self.data.as_ptr().align_offset(LINE).min(spare);
        }
        self.len = len;
    }

    /// Makes the slice `len` long and keeps what it held.
    pub(crate) fn grow(&mut self, len: usize) {
        if self.start + len > self.data.len() {
            let mut larger = Self::default();
            larger.resize(len.max(2 * self.len));
            larger[..self.len].copy_from_slice(self);
            *self = larger;
        }
        self.len = len;
    }
}

impl<T> Deref for Buffer<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.data[self.start..self.start + self.len]
    }
}

impl<T> DerefMut for Buffer<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.data[self.start..self.start + self.len]
    }
}
