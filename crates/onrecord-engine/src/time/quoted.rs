//! Which words stand inside a quotation.

use crate::sentence::Sentence;

/// Quotation marks, opened and closed from sentence to sentence.
#[derive(Default)]
pub(super) struct Quotes {
    is_open: bool,
    end: usize,
}

impl Quotes {
    /// For each word of the next sentence whether it stands in a quotation. A new paragraph closes
    /// what is open.
    pub(super) fn next(&mut self, text: &str, sentence: &Sentence) -> Vec<bool> {
        let start = sentence.words.first().map_or(self.end, |word| word.span.range().start);
        if text.get(self.end..start).is_some_and(|gap| gap.contains('\n')) {
            self.is_open = false;
        }
        let mut quoted = Vec::with_capacity(sentence.words.len());
        for word in &sentence.words {
            match text.get(word.span.range()) {
                Some("“" | "„" | "«" | "``") => self.is_open = true,
                Some("”" | "»" | "''") => self.is_open = false,
                Some("\"") => self.is_open = !self.is_open,
                _ => {}
            }
            quoted.push(self.is_open);
            self.end = word.span.range().end;
        }
        quoted
    }
}
