//! Ends of sentences in paragraphs.

use std::ops::Range;
use std::sync::Arc;

use crate::network::{
    Encoded, Encoder, Linear, ModelError, Path, TILE, Tile, Vectors, Weights, batches, pieces,
};

/// Words of a paragraph that are read together.
const WINDOW: usize = 256;
/// Words at the ends of a window that are there for the sake of their neighbours only.
const MARGIN: usize = 32;

/// Finds the ends of sentences.
#[derive(Clone, Debug)]
pub struct Segmenter {
    encoder: Encoder,
    end: Linear,
}

/// Memory of a segmenter at work; may be used again.
#[derive(Debug, Default)]
pub struct SegmentScratch {
    encoded: Encoded,
    tile: Tile,
}

impl Segmenter {
    /// Reads the model `segment`.
    pub(crate) fn read(
        weights: &Weights,
        path: Path,
        vectors: Option<&Arc<Vectors>>,
    ) -> Result<Self, ModelError> {
        let encoder = Encoder::read(weights, "segment", path, vectors)?;
        let end = Linear::read(weights, "segment.end", encoder.width(), 1)?;
        Ok(Self { encoder, end })
    }

    /// For each word of each paragraph how much speaks for a sentence to end with it: above 0
    /// when it rather does than not (a log-odds).
    ///
    /// A paragraph that is longer than a window is read in windows that overlap, so that time and
    /// memory do not grow faster than the text.
    pub fn ends(&self, paragraphs: &[Vec<&str>], scratch: &mut SegmentScratch) -> Vec<Vec<f32>> {
        let mut ends: Vec<_> = paragraphs.iter().map(|words| vec![0.0; words.len()]).collect();
        let mut windows = Vec::new();
        for (paragraph, words) in paragraphs.iter().enumerate() {
            windows.extend(cut(words.len()).map(|window| (paragraph, window)));
        }
        let forms: Vec<Vec<&str>> = windows
            .iter()
            .map(|(paragraph, window)| paragraphs[*paragraph][window.read.clone()].to_vec())
            .collect();
        for batch in batches(&pieces(&forms, WINDOW)) {
            let batch_forms: Vec<_> = batch.iter().map(|piece| piece.of(&forms)).collect();
            self.encoder.run(&batch_forms, &mut scratch.encoded);
            let found = self.score(scratch);
            let layout = &scratch.encoded.layout;
            for (place, number) in layout.order() {
                let (paragraph, window) = &windows[batch[number].sentence];
                for word in window.used.clone() {
                    let row = layout.row(word - window.read.start, place);
                    ends[*paragraph][word] = found[row];
                }
            }
        }
        ends
    }

    fn score(&self, scratch: &mut SegmentScratch) -> Vec<f32> {
        let SegmentScratch { encoded, tile } = scratch;
        let path = self.encoder.path();
        let words = encoded.layout.words();
        let mut found = Vec::with_capacity(words);
        for first in (0..words).step_by(TILE) {
            let rows = (words - first).min(TILE);
            tile.start(&self.end, rows);
            for row in first..first + rows {
                tile.push(path, &[encoded.state(row, self.encoder.width())]);
            }
            tile.multiply(path, &self.end);
            for row in 0..rows {
                let mut score = [0.0];
                tile.outputs(path, &self.end, row, &mut score);
                found.push(score[0]);
            }
        }
        found
    }
}

/// Some words of a paragraph that are read together, and those among them that count.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Window {
    read: Range<usize>,
    used: Range<usize>,
}

/// Cuts a paragraph into windows whose used parts tile it.
fn cut(length: usize) -> impl Iterator<Item = Window> {
    let mut done = 0;
    std::iter::from_fn(move || {
        if done == length {
            return None;
        }
        let start = done.saturating_sub(MARGIN);
        let end = length.min(start + WINDOW);
        let used = if end == length { end } else { end - MARGIN };
        let window = Window { read: start..end, used: done..used };
        done = used;
        Some(window)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_tile_a_paragraph() {
        for length in [0, 1, 255, 256, 257, 300, 5000] {
            let mut next = 0;
            for window in cut(length) {
                assert_eq!(window.used.start, next);
                assert!(window.used.start < window.used.end && window.used.end <= window.read.end);
                assert!(window.read.len() <= WINDOW);
                assert!(window.used.start == 0 || window.read.start + MARGIN <= window.used.start);
                assert!(window.used.end == length || window.used.end + MARGIN <= window.read.end);
                next = window.used.end;
            }
            assert_eq!(next, length);
        }
    }
}
