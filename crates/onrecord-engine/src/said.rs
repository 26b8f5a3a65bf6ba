//! The statements of a document by where they stand: which one holds a stretch of the text.

use onrecord_model::{Id, InText, Span, Statement};
use rustc_hash::FxHashMap;

use crate::sentence::{self, Sentence};

/// Statements by the sentences that they have content in, and by id.
pub(crate) struct Said<'s> {
    pub(crate) statements: &'s [Statement],
    sentences: &'s [Sentence],
    by_sentence: Vec<Vec<usize>>,
    by_id: FxHashMap<Id, usize>,
}

impl<'s> Said<'s> {
    pub(crate) fn new(sentences: &'s [Sentence], statements: &'s [Statement]) -> Self {
        let by_id = statements.iter().enumerate().map(|(at, one)| (one.id(), at)).collect();
        let mut by_sentence = vec![Vec::new(); sentences.len()];
        for (at, one) in statements.iter().enumerate() {
            for piece in one.parts().content.iter().map(onrecord_model::Evidence::span) {
                for sentence in sentence::within(sentences, &(piece.start()..piece.end())) {
                    by_sentence[sentence].push(at);
                }
            }
        }
        Self { statements, sentences, by_sentence, by_id }
    }

    /// The innermost statement that holds a stretch.
    pub(crate) fn around(&self, span: Span<InText>) -> Option<&'s Statement> {
        let here = sentence::within(self.sentences, &(span.start()..span.end())).start;
        let here = self.by_sentence.get(here)?;
        let holds = |one: &&Statement| {
            one.parts().content.iter().any(|piece| {
                piece.span().start() <= span.start() && span.end() <= piece.span().end()
            })
        };
        let size = |one: &&Statement| {
            one.parts().content.iter().map(|piece| piece.span().range().len()).sum::<usize>()
        };
        here.iter().map(|&at| &self.statements[at]).filter(holds).min_by_key(size)
    }

    /// The statement that one stands in.
    pub(crate) fn above(&self, statement: &Statement) -> Option<&'s Statement> {
        let at = *self.by_id.get(&statement.parts().parent?)?;
        Some(&self.statements[at])
    }
}

/// Those of items in the order of their first bytes that begin in a stretch.
pub(crate) fn within<T>(
    items: &[T],
    bytes: std::ops::Range<u32>,
    start: impl Fn(&T) -> u32,
) -> &[T] {
    let first = items.partition_point(|item| start(item) < bytes.start);
    let last = items.partition_point(|item| start(item) < bytes.end);
    &items[first..last.max(first)]
}
