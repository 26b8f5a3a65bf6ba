//! Sentences in batches of bounded size.

use std::ops::Range;

/// Words of a batch: more and memory moves too much, fewer and recurrent layers have too few
/// sentences to work on at a time.
const BATCH: usize = 1024;

/// Some words of a sentence that are read together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// Number of the sentence.
    pub(crate) sentence: usize,
    /// Words of the sentence.
    pub(crate) words: Range<usize>,
}

impl Piece {
    /// The forms of the piece.
    pub(crate) fn of<'s, 'f>(&self, sentences: &'s [Vec<&'f str>]) -> &'s [&'f str] {
        &sentences[self.sentence][self.words.clone()]
    }
}

/// Cuts sentences that are longer than `most` into pieces as long as that; the others are a piece each.
pub(crate) fn pieces(sentences: &[Vec<&str>], most: usize) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(sentences.len());
    for (sentence, words) in sentences.iter().enumerate() {
        let ends = |start: usize| start..words.len().min(start + most);
        pieces.extend(
            (0..words.len()).step_by(most).map(|start| Piece { sentence, words: ends(start) }),
        );
    }
    pieces
}

/// Groups pieces that follow each other into batches of about [`BATCH`] words.
pub(crate) fn batches(pieces: &[Piece]) -> impl Iterator<Item = &[Piece]> {
    let mut rest = pieces;
    std::iter::from_fn(move || {
        let mut words = 0;
        let enough = rest.iter().position(|piece| {
            words += piece.words.len();
            words >= BATCH
        });
        let (batch, after) = rest.split_at(enough.map_or(rest.len(), |last| last + 1));
        rest = after;
        (!batch.is_empty()).then_some(batch)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sentences_are_cut_and_batches_hold_all() {
        let sentences = vec![vec!["a"; 5], vec![], vec!["b"; 4], vec!["c"; 2000]];
        let cut = pieces(&sentences, 4);
        assert_eq!((cut[0].words.clone(), cut[1].words.clone()), (0..4, 4..5));
        assert_eq!((cut[2].sentence, cut[2].words.clone()), (2, 0..4));
        let batches: Vec<_> = batches(&cut).collect();
        assert_eq!(batches.concat(), cut);
        assert_eq!(batches.len(), 2);
        assert_eq!(batches[0].iter().map(|piece| piece.words.len()).sum::<usize>(), 1025);
    }
}
