//! What an encoder makes of forms alone, kept from batch to batch.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::feature::MAX_CHARS;
use super::kernel::Buffer;

/// Forms that are kept: about as many as some hundred articles have. When there are more, all are
/// forgotten, so that memory stays bounded.
const MOST: usize = 8192;

/// Values of forms, and what finds them again. They depend on nothing but the form.
#[derive(Debug, Default)]
pub(crate) struct Forms {
    /// The encoder whose values they are.
    owner: Option<Arc<()>>,
    numbers: FxHashMap<Box<str>, usize>,
    /// A row for each number.
    pub(super) values: Buffer<f32>,
}

impl Forms {
    /// Makes ready for a batch of so many words of an encoder.
    pub(super) fn start(&mut self, owner: &Arc<()>, words: usize) {
        let is_mine = self.owner.as_ref().is_some_and(|known| Arc::ptr_eq(known, owner));
        if !is_mine || self.numbers.len() + words > MOST {
            self.numbers.clear();
            self.owner = Some(Arc::clone(owner));
        }
    }

    /// How many forms have a number.
    pub(super) fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Number of a form. One that had none is added to `fresh`; its values are to be written.
    pub(super) fn number<'f>(&mut self, form: &'f str, fresh: &mut Vec<&'f str>) -> usize {
        let form = significant(form);
        if let Some(number) = self.numbers.get(form) {
            return *number;
        }
        fresh.push(form);
        let number = self.numbers.len();
        self.numbers.insert(form.into(), number);
        number
    }
}

/// The characters of a form that count.
fn significant(form: &str) -> &str {
    if form.len() <= MAX_CHARS {
        return form;
    }
    form.char_indices().nth(MAX_CHARS).map_or(form, |(end, _)| &form[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_known_again_by_their_encoder_alone() {
        let (one, other) = (Arc::new(()), Arc::new(()));
        let mut forms = Forms::default();
        let mut fresh = Vec::new();
        let long = "é".repeat(80);
        forms.start(&one, 4);
        let numbers = ["a", "b", "a", &long, &long[..140]];
        assert_eq!(numbers.map(|form| forms.number(form, &mut fresh)), [0, 1, 0, 2, 2]);
        assert_eq!(fresh, ["a", "b", &long[..128]]);
        forms.start(&one, 1);
        assert_eq!((forms.number("b", &mut fresh), forms.len()), (1, 3));
        forms.start(&other, 1);
        assert_eq!(forms.len(), 0);
    }

    #[test]
    fn memory_is_bounded() {
        let (owner, mut forms, mut fresh) = (Arc::new(()), Forms::default(), Vec::new());
        let words: Vec<String> = (0..3 * MOST).map(|n| n.to_string()).collect();
        for batch in words.chunks(1000) {
            forms.start(&owner, batch.len());
            for word in batch {
                forms.number(word, &mut fresh);
            }
            assert!(forms.len() <= MOST);
        }
        assert_eq!(fresh.len(), words.len());
    }
}
