//! What must hold of any bytes, for property tests and cargo-fuzz.

use std::ops::Range;

use onrecord_model::{Capture, Document, Edit, Evidence, Outcome, Span};

use crate::{Hints, Intake, Kind, intake};

/// Bytes taken for a page.
///
/// # Panics
/// Only if there is a flaw to be found.
pub fn fuzz_html(data: &[u8]) {
    check(data, Some(Kind::Html));
}

/// Bytes taken for text, in whatever charset.
///
/// # Panics
/// Only if there is a flaw to be found.
pub fn fuzz_text(data: &[u8]) {
    let Some(found) = check(data, Some(Kind::Text)) else { return };
    for document in &found.documents {
        let inserted = document.map().runs().iter().find(|run| run.edit == Edit::Inserted);
        assert_eq!(inserted, None, "text that is not in the capture");
    }
}

/// Bytes taken for JSON Lines.
///
/// # Panics
/// Only if there is a flaw to be found.
pub fn fuzz_json_lines(data: &[u8]) {
    for line in data.split(|&byte| byte == b'\n') {
        let Some(found) = check(line, Some(Kind::JsonLine)) else { continue };
        let [document] = found.documents.as_slice() else { continue };
        let inserted = document.map().runs().iter().find(|run| run.edit == Edit::Inserted);
        assert_eq!(inserted, None, "text that is not in the capture");
        let utf8 = found.charset == Some("UTF-8");
        if let Ok(value) = serde_json::from_slice::<serde_json::Value>(line)
            && utf8
            && !line.starts_with(b"\xEF\xBB\xBF")
        {
            assert_eq!(
                value["text"].as_str(),
                Some(document.text()),
                "another text than the field"
            );
        }
    }
}

/// Bytes taken for whatever they look like.
///
/// # Panics
/// Only if there is a flaw to be found.
pub fn fuzz_any(data: &[u8]) {
    check(data, None);
}

/// Reads the bytes and tests what must hold of any.
fn check(data: &[u8], kind: Option<Kind>) -> Option<Intake> {
    let capture = Capture::new(data.to_vec()).ok()?;
    let hints = Hints { kind, ..Hints::default() };
    let found = intake(&capture, &hints);
    for document in &found.documents {
        check_document(document, capture.bytes());
    }
    assert_eq!(
        matches!(found.outcome, Outcome::Refused(_)),
        found.documents.is_empty(),
        "{:?} with {} documents",
        found.outcome,
        found.documents.len()
    );
    let again = intake(&capture, &hints);
    assert_eq!(format!("{:?}", found.outcome), format!("{:?}", again.outcome));
    let words = |found: &Intake| format!("{:?} {:?}", found.documents, found.notices);
    assert!(words(&found) == words(&again), "another reading of the same bytes");
    Some(found)
}

fn check_document(document: &Document, bytes: &[u8]) {
    let text = document.text();
    assert_eq!(document.map().check(text, bytes), Ok(()));
    assert!(text.is_char_boundary(document.body().start() as usize));
    assert_eq!(document.body().end() as usize, text.len());
    for range in words(text) {
        let span = Span::from_range(range.clone());
        assert_eq!(Evidence::cut(document, span).quote(), &text[range]);
        if let Some(place) = document.map().to_capture(span) {
            assert!(place.end() as usize <= bytes.len(), "{place:?} is beyond the capture");
        }
    }
    if let Some(title) = &document.parts().title {
        assert!(!title.trim().is_empty(), "a title without a word");
    }
}

/// Stretches without blanks.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    text.split_whitespace().map(move |word| {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        at..at + word.len()
    })
}
