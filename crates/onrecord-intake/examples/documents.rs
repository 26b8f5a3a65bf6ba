//! Prints the documents of a plain text as lines of the record.
//!
//! `cargo run -p onrecord-intake --example documents -- page.txt >documents.jsonl`
#![expect(clippy::disallowed_methods, clippy::print_stdout, reason = "an example reads and prints")]

use std::error::Error;

use onrecord_intake::testing;
use onrecord_model::record::{DocumentLine, Line, Sighting};
use onrecord_model::{Capture, Document, Run};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: documents FILE")?;
    let capture = Capture::new(std::fs::read(&path)?)?;
    let text = std::str::from_utf8(capture.bytes())?;
    let run = Run::new(env!("CARGO_PKG_VERSION"), "", None);
    let sighting = Sighting { path: Some(path), ..Sighting::default() };
    for parts in testing::text_documents(text) {
        let document = Document::new(capture.id(), parts);
        println!(
            "{}",
            Line::Document(Box::new(DocumentLine::new(&document, &sighting, &run))).to_json()
        );
    }
    Ok(())
}
