//! The bytes that were found.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Name of a capture: the BLAKE3 hash of its bytes, after decompression, as 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaptureId(String);

impl CaptureId {
    /// The id of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes).to_hex().to_string())
    }

    /// The 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<String> for CaptureId {
    /// Takes a stored id; `onrecord verify` tests it against the bytes.
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Display for CaptureId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A capture of more than `u32::MAX` bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLarge {
    /// Its length in bytes.
    pub len: usize,
}

impl fmt::Display for TooLarge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a capture of {} bytes is larger than offsets can address", self.len)
    }
}

impl std::error::Error for TooLarge {}

/// The bytes of a page, text or line as they were found, after decompression. Never changed.
///
/// Where and when it was seen is not part of it: the same bytes at two places are one capture
/// with two sightings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Capture {
    id: CaptureId,
    bytes: Vec<u8>,
}

impl Capture {
    /// Takes the bytes and names them.
    ///
    /// # Errors
    /// [`TooLarge`] beyond `u32::MAX` bytes.
    pub fn new(bytes: Vec<u8>) -> Result<Self, TooLarge> {
        if u32::try_from(bytes.len()).is_err() {
            return Err(TooLarge { len: bytes.len() });
        }
        Ok(Self { id: CaptureId::of(&bytes), bytes })
    }

    /// Hash of the bytes.
    pub fn id(&self) -> &CaptureId {
        &self.id
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}
