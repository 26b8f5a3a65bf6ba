//! How fast small documents are added and found again: `cargo run --release --example speed`.
#![expect(clippy::print_stdout, clippy::unwrap_used, reason = "a measurement by hand")]

use std::time::Instant;

use onrecord_ledger::{Entry, Filter, Ledger, Sighting};
use onrecord_model::record::{self, DocumentLine, Line, StatementLine};
use onrecord_model::{
    Act, Capture, CodePoints, Document, DocumentParts, Evidences, Factuality, Form, Medium,
    OffsetMap, Outcome, Run, Sketch, Span, Statement, StatementParts,
};

const COUNT: usize = 10_000;
const BATCH: usize = 200;

/// About 3000 characters of words that differ from page to page, or not.
fn text(seed: usize) -> String {
    let mut state = seed as u64;
    let mut text = String::new();
    for at in 1..450 {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        text.push_str(["bridge", "envoy", "said", "closed"][(state >> 62) as usize]);
        text.push_str(&((state >> 40) % 3000).to_string());
        text.push_str(if at % 15 == 0 { ". " } else { " " });
    }
    text
}

fn read(text: &str, run: &Run) -> (Capture, Vec<Line>, Vec<(onrecord_model::Id, Sketch)>) {
    let capture = Capture::new(text.into()).unwrap();
    let map = OffsetMap::identity(Span::<()>::from_range(0..text.len()).end(), 0);
    let parts = DocumentParts { text: text.to_owned(), map, ..DocumentParts::default() };
    let document = Document::new(capture.id(), parts);
    let mut lines = vec![Line::Document(Box::new(DocumentLine::new(
        &document,
        &record::Sighting::default(),
        run,
    )))];
    for at in 0..10 {
        let content =
            Evidences::cut(&document, &[Span::from_range(at * 200..at * 200 + 150)]).unwrap();
        let parts = StatementParts {
            source: None,
            cue: None,
            content,
            form: Form::Direct,
            medium: Medium::Speech,
            act: Act::Assert,
            factuality: Factuality::Happened,
            addressee: None,
            condition: None,
            deadline: None,
            via: Vec::new(),
            said: None,
            parent: None,
            confidence: 0.5,
            by: "speed".to_owned(),
        };
        let statement = Statement::new(&document, parts);
        lines.push(Line::Statement(Box::new(StatementLine::new(
            &statement,
            &CodePoints::new(text),
            run,
        ))));
    }
    let sketch = Sketch::of(text).unwrap();
    (capture, lines, vec![(document.id(), sketch)])
}

/// Seconds that this thread was on a processor, on Linux; else seconds of the clock.
fn seconds(start: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let spent = told.split(' ').next().and_then(|nanos| nanos.parse::<f64>().ok());
    spent.map_or_else(|| start.elapsed().as_secs_f64(), |nanos| nanos / 1e9)
}

/// Resident memory in MB, on Linux.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn timed<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let clock = Instant::now();
    let start = seconds(clock);
    let made = work();
    println!("{what}: {:.3} s, memory at most {} MB", seconds(clock) - start, memory());
    made
}

fn main() {
    let (run, clock) = (Run::new("1", "tables", None), Instant::now());
    for (name, kinds) in [("different", COUNT), ("copies", 1)] {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.db");
        let mut ledger = Ledger::open(&path).unwrap();
        let (mut adding, mut looking) = (0.0, 0.0);
        for batch in 0..COUNT / BATCH {
            let texts = (batch * BATCH..).take(BATCH).map(|n| text(n % kinds) + &n.to_string());
            let readings: Vec<_> = texts.map(|text| read(&text, &run)).collect();
            let start = seconds(clock);
            for (capture, _, sketches) in &readings {
                ledger.duplicate_of(&sketches[0].1, capture.id().as_str(), run.id()).unwrap();
            }
            looking += seconds(clock) - start;
            let sightings: Vec<_> = (0..BATCH)
                .map(|n| Sighting { path: format!("{batch}#{n}"), ..Sighting::default() })
                .collect();
            let entries: Vec<_> = readings
                .iter()
                .zip(&sightings)
                .map(|((capture, lines, sketches), sighting)| Entry {
                    capture: Some(capture),
                    sighting,
                    outcome: &Outcome::Read,
                    notices: &[],
                    lines,
                    mentions: &[],
                    actors: &[],
                    sketches,
                })
                .collect();
            let start = seconds(clock);
            ledger.add(&run, &entries).unwrap();
            adding += seconds(clock) - start;
        }
        let rate = |seconds: f64| f64::from(u32::try_from(COUNT).unwrap()) / seconds;
        println!(
            "{name}: {COUNT} documents with 10 statements each, {} MB",
            path.metadata().unwrap().len() >> 20
        );
        println!("add: {:.0} documents/s, memory at most {} MB", rate(adding), memory());
        println!("duplicate_of: {:.0} documents/s", rate(looking));
        timed("export", || ledger.export(&mut |_| Ok(())).unwrap());
        timed("search", || ledger.search("bridge1000", 20).unwrap());
        let filter = Filter { limit: Some(50), ..Filter::default() };
        timed("list 50 documents", || ledger.documents(&filter).unwrap());
        timed("list 50 statements", || ledger.statements(&filter).unwrap());
        let checked = timed("verify", || ledger.verify().unwrap());
        assert!(checked.faults.is_empty());
    }
}
