//! A number that somebody claimed.

use crate::dated::Dated;
use crate::document::Document;
use crate::evidence::Evidence;
use crate::id::{Id, IdKind};
use crate::mention::MentionedPlace;

/// What a number counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The words.
    pub evidence: Evidence,
    /// Dictionary forms without articles, in lower case, so that two outlets' figures on the same thing meet.
    pub normal: String,
}

/// Who asserts something that a document tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asserter {
    /// The document's own author.
    Author,
    /// Whoever makes a statement of the document.
    Statement(Id),
}

/// The fields of a [`Figure`]; [`Figure::new`] names it.
#[derive(Clone, Debug)]
pub struct FigureParts {
    /// The number with what bounds it and its unit: `more than 40 km`.
    pub evidence: Evidence,
    /// The least that it may be; none where the text gives only the most.
    pub low: Option<f64>,
    /// The most that it may be; none where the text gives only the least.
    pub high: Option<f64>,
    /// How the text limits it: `about`, `nearly`, `over`, `at_least`, `less_than`, `at_most`, `dozens` …
    pub approx: Option<String>,
    /// A UCUM code, an ISO 4217 code for money, else a counted noun: `person`, `base`.
    pub unit: Option<String>,
    /// What is counted.
    pub of: Option<Counted>,
    /// Where.
    pub place: Option<MentionedPlace>,
    /// When.
    pub when: Option<Dated>,
    /// Who claims it.
    pub asserted_by: Asserter,
    /// The figure that this one changed from: `from 5,200 to 11,000`.
    pub change_from: Option<Id>,
    /// 0…1.
    pub confidence: f32,
    /// The rule that made it, with its version.
    pub by: String,
}

/// One number in a document.
#[derive(Clone, Debug)]
pub struct Figure {
    id: Id,
    document: Id,
    parts: FigureParts,
}

impl Figure {
    /// Names a figure of a document: its id is made from the document and its place.
    ///
    /// # Panics
    /// When evidence is of another document, or the confidence is not within 0…1.
    #[track_caller]
    pub fn new(document: &Document, parts: FigureParts) -> Self {
        let of = parts.of.as_ref().map(|of| &of.evidence);
        for piece in std::iter::once(&parts.evidence).chain(of) {
            assert_eq!(piece.document(), document.id(), "evidence of another document");
        }
        assert!((0.0..=1.0).contains(&parts.confidence), "confidence must be within 0 and 1");
        let id = Self::id_of(document.id(), &parts.evidence.span().range());
        Self { id, document: document.id(), parts }
    }

    /// The id of a figure with this place, in bytes of the document's text.
    pub fn id_of(document: Id, place: &std::ops::Range<usize>) -> Id {
        let place = format!("{}-{}", place.start, place.end);
        Id::of(IdKind::Figure, &[document.to_string().as_bytes(), place.as_bytes()])
    }

    /// Its name, made from its content.
    pub fn id(&self) -> Id {
        self.id
    }

    /// The document that tells it.
    pub fn document(&self) -> Id {
        self.document
    }

    /// Everything else.
    pub fn parts(&self) -> &FigureParts {
        &self.parts
    }
}
