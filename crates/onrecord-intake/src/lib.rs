//! Bytes of a capture in, documents out.
//!
//! Pure and total: no files, no network, no clock; whatever the bytes, [`intake`] returns, and
//! what it could not read it says in notices and in the [`Outcome`].

mod byline;
mod charset;
mod date;
mod examples;
mod html;
mod json;
mod language;
mod origin;
mod sniff;
#[doc(hidden)]
pub mod testing;
mod text;

pub use sniff::sniff;

use onrecord_model::{Capture, Document, DocumentParts, Edit, Notice, Outcome, Role};

use crate::charset::Decoded;

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

impl Intake {
    fn refused(kind: Kind, reason: impl Into<String>) -> Self {
        let outcome = Outcome::Refused(reason.into());
        Self { documents: Vec::new(), notices: Vec::new(), outcome, kind, charset: None }
    }
}

/// The tables that are compiled in.
const TABLES: &[&str] = &[
    include_str!("../tables/bylines.toml"),
    include_str!("../tables/containers.toml"),
    include_str!("../tables/date-words.tsv"),
    include_str!("../tables/function-words.tsv"),
    include_str!("../tables/furniture.toml"),
    include_str!("../tables/months.tsv"),
    include_str!("../tables/origin.toml"),
];

/// Hash of the tables that are compiled in, in hexadecimal: part of what a [`Run`] stands for.
///
/// [`Run`]: onrecord_model::Run
pub fn tables_hash() -> String {
    onrecord_model::hash_of(&TABLES.join("\0"))
}

/// Finds the documents of a capture.
///
/// ```
/// use onrecord_intake::{Hints, intake};
/// use onrecord_model::{Capture, Outcome};
/// let page = "<title>Dam reopens</title><p>The dam was opened again on Friday, the ministry of works said.";
/// let capture = Capture::new(page.into()).unwrap();
/// let intake = intake(&capture, &Hints::default());
/// assert_eq!(intake.outcome, Outcome::Read);
/// let document = &intake.documents[0];
/// assert_eq!(document.text(), "Dam reopens\n\nThe dam was opened again on Friday, the ministry of works said.");
/// let bytes = document.map().to_capture(document.body()).unwrap();
/// assert!(page[bytes.range()].starts_with("The dam"));
/// ```
pub fn intake(capture: &Capture, hints: &Hints<'_>) -> Intake {
    let bytes = capture.bytes();
    let kind = hints.kind.unwrap_or_else(|| sniff(&bytes[..bytes.len().min(SNIFFED)], hints.name));
    match kind {
        _ if bytes.iter().all(u8::is_ascii_whitespace) => return Intake::refused(kind, "empty"),
        Kind::Binary => return Intake::refused(kind, "no text: a binary file"),
        Kind::Gzip => return Intake::refused(kind, "compressed within compressed data"),
        Kind::JsonLines => return Intake::refused(kind, "several JSON lines in one capture"),
        Kind::Html | Kind::Text | Kind::JsonLine => {}
    }
    let Decoded { text, map, charset, mut notices } =
        charset::decode(bytes, hints.charset, kind == Kind::Html);
    let parts = match kind {
        Kind::Html => html::documents(&text, hints.url, &mut notices),
        Kind::JsonLine => match json::document(&text) {
            Ok(parts) => vec![parts],
            Err(reason) => {
                return Intake { notices, charset: Some(charset), ..Intake::refused(kind, reason) };
            }
        },
        _ => {
            let text = text::within_limit(&text, &mut notices);
            text::documents(text).iter().map(|document| text::build(text, document)).collect()
        }
    };
    let identity = matches!(map.runs(), [run] if run.edit == Edit::Kept && run.capture.is_some_and(|c| c.start() == 0));
    let name = |mut parts: DocumentParts| {
        if !identity {
            parts.map = parts.map.through(&map);
        }
        if parts.role == Some(Role::Article) && parts.language.is_none() {
            parts.language = language::detect(&parts.text[parts.body_start as usize..], None);
        }
        Document::new(capture.id(), parts)
    };
    let documents: Vec<Document> = parts.into_iter().map(name).collect();
    notices.extend(documents.iter().filter_map(unread));
    let outcome = outcome(&documents, &notices);
    Intake { documents, notices, outcome, kind, charset: Some(charset) }
}

/// Bytes that tell what a capture is.
const SNIFFED: usize = 4096;

/// Why an article will not be read, if so.
fn unread(document: &Document) -> Option<Notice> {
    if document.role() != Role::Article || document.is_readable() {
        return None;
    }
    let language = document.parts().language.as_deref().unwrap_or("another language");
    let title = document.parts().title.as_deref().unwrap_or("an article without title");
    Some(Notice::new(
        "not-english",
        format!("kept but not read, for it is not English ({language}): {title}"),
    ))
}

fn outcome(documents: &[Document], notices: &[Notice]) -> Outcome {
    if let Some(limit) = notices.iter().find(|notice| notice.code.ends_with("-limit")) {
        return Outcome::Partly(limit.message.clone());
    }
    if documents.is_empty() {
        return Outcome::Refused("no text found".to_owned());
    }
    if documents.iter().all(|document| document.role() != Role::Article) {
        return Outcome::Partly("no article found: kept as boilerplate".to_owned());
    }
    Outcome::Read
}
