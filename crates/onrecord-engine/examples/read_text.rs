//! Reads JSON Lines `{"id", "text"}` from standard input and prints the record: for measuring the
//! engine alone, without intake. Arguments are ignored.

use std::io::{Read as _, Write as _};

use onrecord_engine::Engine;
use onrecord_model::record::{DocumentLine, Line, Sighting, StatementLine};
use onrecord_model::{Capture, CodePoints, Document, DocumentParts, OffsetMap, Run};

fn document(line: &str) -> Document {
    let value: serde_json::Value = serde_json::from_str(line).expect("a line of JSON");
    let text = value["text"].as_str().unwrap_or_default().to_owned();
    let capture = Capture::new(text.clone().into_bytes()).expect("a text below 4 GB");
    let length = u32::try_from(text.len()).expect("a text below 4 GB");
    let body_start =
        value["body_start"].as_u64().and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
    let parts = DocumentParts {
        text,
        body_start,
        map: OffsetMap::identity(length, 0),
        source_id: value["id"].as_str().map(str::to_owned),
        ..DocumentParts::default()
    };
    Document::new(capture.id(), parts)
}

fn main() -> std::io::Result<()> {
    let engine = Engine::new();
    let run = Run::new("0", engine.tables_hash(), None);
    let mut input = String::new();
    std::io::stdin().read_to_string(&mut input)?;
    let mut out = std::io::stdout().lock();
    for line in input.lines().filter(|line| !line.is_empty()) {
        let document = document(line);
        let points = CodePoints::new(document.text());
        let reading = engine.read(&document);
        let first =
            Line::Document(Box::new(DocumentLine::new(&document, &Sighting::default(), &run)));
        writeln!(out, "{}", first.to_json())?;
        for statement in &reading.statements {
            let line = Line::Statement(Box::new(StatementLine::new(statement, &points, &run)));
            writeln!(out, "{}", line.to_json())?;
        }
    }
    Ok(())
}
