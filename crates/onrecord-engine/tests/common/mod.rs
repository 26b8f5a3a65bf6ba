//! One way into the engine for all tests.
#![expect(
    clippy::unwrap_used,
    unreachable_pub,
    reason = "helpers of tests, compiled into each of them"
)]

use std::fmt::Write as _;

use onrecord_engine::{Engine, Reading};
use onrecord_model::{Capture, Document, DocumentParts, OffsetMap, Party, Statement};

/// A document whose text is its capture.
pub fn document(text: &str) -> Document {
    let capture = Capture::new(text.as_bytes().to_vec()).unwrap();
    let map = OffsetMap::identity(u32::try_from(text.len()).unwrap(), 0);
    Document::new(
        capture.id(),
        DocumentParts { text: text.to_owned(), map, ..DocumentParts::default() },
    )
}

/// What the engine reads in a text.
pub fn read(engine: &Engine, text: &str) -> Reading {
    engine.read(&document(text))
}

/// A statement on one line: source | cue | act | form | content, and what else is not empty.
pub fn line(statement: &Statement) -> String {
    let parts = statement.parts();
    let content: Vec<&str> = parts.content.iter().map(onrecord_model::Evidence::quote).collect();
    let source = parts.source.as_ref().map_or("?".to_owned(), party);
    let cue = parts.cue.as_ref().map_or("-", |cue| &cue.lemma);
    // Without versions and lines, which change when a table grows.
    let rules: Vec<&str> =
        parts.by.split('+').filter_map(|rule| rule.split(['@', ':']).next()).collect();
    let rule = rules.join("+");
    let (act, form) = (parts.act.name(), parts.form.name());
    let mut line = format!(
        "{source} | {cue} | {act} | {form} | {} | {rule}",
        content.join(" … ").replace('\n', "⏎")
    );
    let mut more = |name: &str, value: String| write!(line, " | {name}: {value}").unwrap();
    if parts.factuality.name() != "happened" {
        more("factuality", parts.factuality.name().to_owned());
    }
    if let Some(addressee) = &parts.addressee {
        more("addressee", party(addressee));
    }
    if let Some(condition) = &parts.condition {
        more("condition", format!("{} [{}]", condition.kind, condition.evidence.quote()));
    }
    for via in &parts.via {
        more("via", party(&via.party));
    }
    line
}

/// Name or description, the mention where it differs, and the kind.
fn party(party: &Party) -> String {
    let mention = party.evidence.quote().replace('\n', "⏎");
    let kind = party.kind.map_or("unknown", |kind| kind.name());
    match (&party.name, &party.description) {
        (Some(name), _) if *name == mention => format!("{name} ({kind})"),
        (Some(name), _) => format!("{name} = [{mention}] ({kind})"),
        (None, Some(_)) => format!("[{mention}] ({kind})"),
        (None, None) => format!("<{mention}> ({kind})"),
    }
}
