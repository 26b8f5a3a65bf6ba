//! What could not be read, and where.

use crate::span::{InCapture, Span};

/// Something a reader of the record should know about a capture: a limit that it broke, text that
/// could not be placed, a doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it is about, as a short fixed word (`depth-limit`, `charset-guessed`).
    pub code: &'static str,
    /// For a person, without full stop.
    pub message: String,
    /// Where in the capture, if it is about a place.
    pub place: Option<Span<InCapture>>,
}

impl Notice {
    /// A notice about a capture as a whole.
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), place: None }
    }

    /// The same, with a place.
    #[must_use]
    pub fn at(mut self, place: Span<InCapture>) -> Self {
        self.place = Some(place);
        self
    }
}

/// How a capture ended. There is no fourth way: none passes in silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All of it was read.
    Read,
    /// Some of it was left out or doubtful, for this reason.
    Partly(String),
    /// Nothing of it was read, for this reason.
    Refused(String),
}

impl Outcome {
    /// The word used in the ledger: `read`, `partly` or `refused`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Partly(_) => "partly",
            Self::Refused(_) => "refused",
        }
    }

    /// Why, unless all was read.
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Read => None,
            Self::Partly(reason) | Self::Refused(reason) => Some(reason),
        }
    }
}
