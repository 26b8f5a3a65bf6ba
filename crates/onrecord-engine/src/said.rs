//! The statements of a document by where they stand: which one holds a stretch of the text.

use onrecord_model::{Id, InText, Span, Statement};
use rustc_hash::FxHashMap;

use crate::sentence::Sentence;

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
        let by_sentence = vec![Vec::new(); sentences.len()];
        let mut said = Self { statements, sentences, by_sentence, by_id };
        for (at, one) in statements.iter().enumerate() {
            for piece in one.parts().content.iter().map(onrecord_model::Evidence::span) {
                let first = said.sentence(piece.start());
                let begins = |sentence: &Sentence| {
                    sentence.words.first().is_some_and(|word| word.span.start() < piece.end())
                };
                let here = said.by_sentence[first..].iter_mut().zip(&sentences[first..]);
                for (list, _) in here.take_while(|(_, sentence)| begins(sentence)) {
                    list.push(at);
                }
            }
        }
        said
    }

    /// Number of the first sentence that ends behind a place.
    fn sentence(&self, start: u32) -> usize {
        self.sentences.partition_point(|sentence| {
            sentence.words.last().is_some_and(|word| word.span.end() <= start)
        })
    }

    /// The innermost statement that holds a stretch.
    pub(crate) fn around(&self, span: Span<InText>) -> Option<&'s Statement> {
        let here = self.by_sentence.get(self.sentence(span.start()))?;
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
