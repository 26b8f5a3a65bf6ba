//! Bytes of a capture in, documents out.
//!
//! Pure and total: no files, no network, no clock; whatever the bytes, [`intake`] returns, and
//! what it could not read it says in notices and in the [`Outcome`].

use onrecord_model::{Capture, Document, Notice, Outcome};

/// What a capture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A page.
    Html,
    /// Text without markup.
    Text,
    /// One JSON object on one line: `{"id", "text", …}`.
    JsonLine,
    /// Several of these, one a line: split before intake.
    JsonLines,
    /// Compressed: decompress before intake.
    Gzip,
    /// Nothing that holds text.
    Binary,
}

/// Tells what bytes are, from their beginning (4 kB are enough) and, only where that leaves a
/// choice, from the name of the file.
pub fn sniff(head: &[u8], name: Option<&str>) -> Kind {
    let _ = name;
    if head.starts_with(&[0x1F, 0x8B]) { Kind::Gzip } else { Kind::Text }
}

/// What is known of a capture besides its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hints<'a> {
    /// What it is, if that is known; else it is sniffed.
    pub kind: Option<Kind>,
    /// Name of the file.
    pub name: Option<&'a str>,
    /// Address it was fetched from.
    pub url: Option<&'a str>,
    /// Charset that the transport declared.
    pub charset: Option<&'a str>,
}

/// The documents of a capture, in the order of the capture.
#[derive(Clone, Debug)]
pub struct Intake {
    /// Articles, comments, boilerplate.
    pub documents: Vec<Document>,
    /// What a reader should know.
    pub notices: Vec<Notice>,
    /// How it ended.
    pub outcome: Outcome,
    /// What it was taken for.
    pub kind: Kind,
    /// Charset it was read in, by its WHATWG name.
    pub charset: Option<&'static str>,
}

/// Finds the documents of a capture.
pub fn intake(capture: &Capture, hints: &Hints<'_>) -> Intake {
    let _ = (capture, hints);
    todo!()
}
