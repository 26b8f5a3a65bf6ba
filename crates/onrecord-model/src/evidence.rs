//! A quote and where it stands.

use crate::document::Document;
use crate::id::Id;
use crate::span::{InText, Span};

/// The characters that bear something out: a span of a document and what stands there.
///
/// Invariant: `quote` is `document.text[span]`, and is not empty. Position and quote are both
/// kept, so that a reader can check a claim with the capture alone, and a damaged store is noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    document: Id,
    span: Span<InText>,
    quote: Box<str>,
}

impl Evidence {
    /// Cuts a span out of a document: the only way to make one.
    ///
    /// # Panics
    /// When the span is empty, or does not lie on character bounds inside the text.
    #[track_caller]
    pub fn cut(document: &Document, span: Span<InText>) -> Self {
        assert!(!span.is_empty(), "evidence must hold at least one character");
        Self { document: document.id(), span, quote: document.text()[span.range()].into() }
    }

    /// The document it was cut from.
    pub fn document(&self) -> Id {
        self.document
    }

    /// Where it stands.
    pub fn span(&self) -> Span<InText> {
        self.span
    }

    /// What stands there.
    pub fn quote(&self) -> &str {
        &self.quote
    }
}

/// One or more pieces of evidence from one document, in the order of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidences {
    first: Evidence,
    rest: Vec<Evidence>,
}

impl Evidences {
    /// Cuts several spans; `None` for an empty list.
    ///
    /// # Panics
    /// As [`Evidence::cut`]; and when the spans overlap or are out of order.
    #[track_caller]
    pub fn cut(document: &Document, spans: &[Span<InText>]) -> Option<Self> {
        assert!(
            spans.windows(2).all(|pair| pair[0].end() <= pair[1].start()),
            "evidence must stand in order and apart"
        );
        let mut all = spans.iter().map(|&span| Evidence::cut(document, span));
        Some(Self { first: all.next()?, rest: all.collect() })
    }

    /// The first piece.
    pub fn first(&self) -> &Evidence {
        &self.first
    }

    /// All pieces.
    pub fn iter(&self) -> impl Iterator<Item = &Evidence> {
        std::iter::once(&self.first).chain(&self.rest)
    }
}
