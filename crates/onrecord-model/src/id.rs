//! Names made from content: the same thing read twice has the same id.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// What an [`Id`] names; its first letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdKind {
    /// `doc-…`
    Document,
    /// `sta-…`
    Statement,
    /// `eve-…`
    Event,
    /// `fig-…`
    Figure,
    /// `act-…`
    Actor,
    /// `sto-…`
    Story,
    /// `sam-…`
    SameAs,
    /// `agr-…`
    Agreement,
    /// `run-…`
    Run,
}

impl IdKind {
    const ALL: [Self; 9] = [
        Self::Document,
        Self::Statement,
        Self::Event,
        Self::Figure,
        Self::Actor,
        Self::Story,
        Self::SameAs,
        Self::Agreement,
        Self::Run,
    ];

    /// The letters before the dash.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Document => "doc",
            Self::Statement => "sta",
            Self::Event => "eve",
            Self::Figure => "fig",
            Self::Actor => "act",
            Self::Story => "sto",
            Self::SameAs => "sam",
            Self::Agreement => "agr",
            Self::Run => "run",
        }
    }
}

/// A name made from what it names: its kind and the first 128 bits of a BLAKE3 hash.
///
/// ```
/// use onrecord_model::{Id, IdKind};
/// let id = Id::of(IdKind::Document, &[b"capture", b"text"]);
/// assert_eq!(id.to_string().parse::<Id>(), Ok(id));
/// assert_ne!(id, Id::of(IdKind::Document, &[b"capturet", b"ext"]));
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Id {
    kind: IdKind,
    hash: [u8; 16],
}

impl Id {
    /// The id of a thing with these fields. Their bounds count: moving a byte from one to the next
    /// gives another id.
    pub fn of(kind: IdKind, fields: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for field in std::iter::once(&kind.prefix().as_bytes()).chain(fields) {
            hasher.update(&(field.len() as u64).to_le_bytes());
            hasher.update(field);
        }
        let mut hash = [0; 16];
        hash.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self { kind, hash }
    }

    /// What it names.
    pub fn kind(self) -> IdKind {
        self.kind
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-", self.kind.prefix())?;
        self.hash.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.to_string()
    }
}

/// A text that is not an [`Id`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParseIdError(String);

impl fmt::Display for ParseIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not an id (doc-…, sta-…, eve-…, fig-…, act-…, sto-…, sam-…, agr-… or run-… and 32 hexadecimal \
             digits)",
            self.0
        )
    }
}

impl std::error::Error for ParseIdError {}

impl FromStr for Id {
    type Err = ParseIdError;

    fn from_str(text: &str) -> Result<Self, ParseIdError> {
        let error = || ParseIdError(text.to_owned());
        let (prefix, digits) = text.split_once('-').ok_or_else(error)?;
        let kind =
            IdKind::ALL.into_iter().find(|kind| kind.prefix() == prefix).ok_or_else(error)?;
        let lower_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if digits.len() != 32 || !digits.bytes().all(lower_hex) {
            return Err(error());
        }
        let hash = u128::from_str_radix(digits, 16).map_err(|_| error())?.to_be_bytes();
        Ok(Self { kind, hash })
    }
}

impl TryFrom<String> for Id {
    type Error = ParseIdError;

    fn try_from(text: String) -> Result<Self, ParseIdError> {
        text.parse()
    }
}

/// BLAKE3 of a text, as 64 hexadecimal digits.
pub fn hash_of(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().to_string()
}
