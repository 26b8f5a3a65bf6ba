//! What is printed for a capture, in pieces: all of it may be large.

use std::io::{self, Write};

/// Bytes of a piece.
const PIECE: usize = 1 << 18;

/// Hands on what is written to it, some at a time.
pub(super) struct Pieces<'p> {
    waiting: Vec<u8>,
    put: &'p mut dyn FnMut(Vec<u8>),
}

impl<'p> Pieces<'p> {
    /// Pieces that `put` takes.
    pub(super) fn new(put: &'p mut dyn FnMut(Vec<u8>)) -> Self {
        Self { waiting: Vec::new(), put }
    }
}

impl Write for Pieces<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= PIECE {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if !self.waiting.is_empty() {
            (self.put)(std::mem::take(&mut self.waiting));
        }
        Ok(())
    }
}
