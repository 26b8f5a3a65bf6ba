//! A ledger whose rows hold anything, for property tests and cargo-fuzz.

use onrecord_model::record::{self, DocumentLine, Line, StatementLine};
use onrecord_model::{
    Act, Capture, CodePoints, Document, DocumentParts, Evidence, Evidences, Factuality, Form,
    Medium, OffsetMap, Outcome, Party, Run, Sketch, Span, Statement, StatementParts,
};
use rusqlite::types::Value;
use rusqlite::{Connection, params};

use crate::{Entry, Filter, Ledger, Sighting};

const TEXT: &str = "Bridge closed\n\nThe “old” bridge will be closed for repairs until the end of the year, and \
                    buses will run instead of trams, the mayor said on Monday.";

/// Columns that are written to. `words_data` is where the index of words keeps what it knows.
const CELLS: &[(&str, &str)] = &[
    ("line", "json"),
    ("line", "id"),
    ("line", "kind"),
    ("line", "reading"),
    ("document", "published_start"),
    ("document", "outlet"),
    ("document", "role"),
    ("statement", "document"),
    ("statement", "source"),
    ("statement", "start"),
    ("capture", "bytes"),
    ("capture", "id"),
    ("capture", "length"),
    ("reading", "capture"),
    ("reading", "run"),
    ("run", "id"),
    ("run", "models"),
    ("sighting", "path"),
    ("sighting", "capture"),
    ("notice", "start"),
    ("notice", "code"),
    ("sketch", "mins"),
    ("words_data", "block"),
];

/// Writes arbitrary bytes to the rows of a small ledger, past all its guards, and reads it in
/// every way. Errors and faults are fine; panics are not.
///
/// # Panics
/// Only if there is a flaw to be found.
pub fn fuzz_rows(data: &[u8]) {
    let mut ledger = Ledger::in_memory().expect("a ledger in memory");
    let mut old = Vec::new();
    for version in ["1", "2"] {
        old = fill(&mut ledger, &Run::new(version, "tables", None));
    }
    let guards = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;";
    ledger.connection.execute_batch(guards).expect("pragmas");
    unguard(&ledger.connection);
    let mut input = Input(data);
    while !input.0.is_empty() {
        damage(&ledger.connection, &mut input);
    }
    read(&ledger, &old);
}

/// Adds a document with a statement; gives its lines.
fn fill(ledger: &mut Ledger, run: &Run) -> Vec<Line> {
    let capture = Capture::new(TEXT.into()).expect("a small capture");
    let map = OffsetMap::identity(Span::<()>::from_range(0..TEXT.len()).end(), 0);
    let parts =
        DocumentParts { text: TEXT.to_owned(), map, body_start: 15, ..DocumentParts::default() };
    let document = Document::new(capture.id(), parts);
    let cut = |quote: &str| {
        let at = TEXT.find(quote).expect("a quote of the text");
        Span::from_range(at..at + quote.len())
    };
    let mayor = Evidence::cut(&document, cut("the mayor"));
    let source = Party {
        name: None,
        evidence: mayor,
        description: Some("the mayor".to_owned()),
        kind: None,
    };
    let parts = StatementParts {
        source: Some(source),
        cue: None,
        content: Evidences::cut(&document, &[cut("The “old” bridge will be closed")])
            .expect("one piece"),
        form: Form::Indirect,
        medium: Medium::Speech,
        act: Act::Announce,
        factuality: Factuality::Happened,
        addressee: None,
        condition: None,
        deadline: None,
        via: Vec::new(),
        said: None,
        parent: None,
        confidence: 0.5,
        by: "fuzz".to_owned(),
    };
    let statement = Statement::new(&document, parts);
    let lines = vec![
        Line::Document(Box::new(DocumentLine::new(&document, &record::Sighting::default(), run))),
        Line::Statement(Box::new(StatementLine::new(&statement, &CodePoints::new(TEXT), run))),
    ];
    let sketch = Sketch::of(TEXT).expect("enough words");
    let entry = Entry {
        capture: Some(&capture),
        sighting: &Sighting { path: "-".to_owned(), ..Sighting::default() },
        outcome: &Outcome::Partly("a doubt".to_owned()),
        notices: &[onrecord_model::Notice::new("doubt", "a doubt")],
        lines: &lines,
        sketches: &[(document.id(), sketch)],
    };
    ledger.add(run, &[entry]).expect("a good entry");
    lines
}

/// Removes the triggers that keep rows as they are.
fn unguard(connection: &Connection) {
    let sql = "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema WHERE type = 'trigger'";
    let drop: String = connection.query_row(sql, [], |row| row.get(0)).expect("triggers");
    connection.execute_batch(&drop).expect("triggers can be dropped");
}

/// Does one thing that must not be done. SQLite may refuse it.
fn damage(connection: &Connection, input: &mut Input<'_>) {
    let (what, row) = (input.byte(), i64::from(input.byte() % 6));
    let (table, column) = CELLS[usize::from(input.byte()) % CELLS.len()];
    let refused = match what % 8 {
        0 => connection.execute(&format!("DELETE FROM {table} WHERE rowid = ?"), [row]),
        1 => {
            let sql = format!("UPDATE {table} SET {column} = ? WHERE rowid = ?");
            connection.execute(&sql, params![input.value(), row])
        }
        // Most often a few bytes of a line, as anything else does not even parse.
        _ => {
            let (at, cut) =
                (i64::from(input.byte()) * 8 + i64::from(what / 8), i64::from(input.byte() % 16));
            let sql = "UPDATE line SET json = substr(json, 1, ?1) || ?2 || substr(json, ?1 + ?3 + 1) WHERE key = ?4";
            connection.execute(sql, params![at, input.text(), cut, row])
        }
    };
    drop(refused);
}

fn read(ledger: &Ledger, old: &[Line]) {
    let filter = Filter {
        source: Some("MAYOR".to_owned()),
        outlet: Some("\u{130}".to_owned()),
        from: Some("2019".to_owned()),
        to: Some("2019-02-31".to_owned()),
        text: Some("bridge \"will be\"".to_owned()),
        ..Filter::default()
    };
    for filter in [Filter::default(), filter] {
        let _ = ledger.documents(&filter);
        let _ = ledger.statements(&filter);
    }
    let _ = ledger.search("bridge closed", 10);
    let _ = (ledger.sightings(), ledger.notices());
    let stored = old.iter().filter_map(|line| ledger.line(&line.id().to_string()).ok().flatten());
    let lines: Vec<Line> = stored.chain(old.iter().cloned()).collect();
    for line in &lines {
        let _ = ledger.successor(line);
        let _ = ledger.line(&line.id().to_string()[..8]);
        if let (Line::Document(line), Some(sketch)) = (line, Sketch::of(TEXT)) {
            let _ = ledger.capture(line.capture.as_str());
            let _ = ledger.duplicate_of(&sketch, "another", line.run);
        }
    }
    let _ = ledger.export(&mut |line| {
        assert!(!line.to_json().is_empty());
        Ok(())
    });
    let _ = ledger.verify();
}

/// Bytes that decide what happens; zeros follow when they are used up.
struct Input<'d>(&'d [u8]);

impl Input<'_> {
    fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first
    }

    fn bytes(&mut self) -> Vec<u8> {
        let len = usize::from(self.byte()).min(self.0.len());
        let (bytes, rest) = self.0.split_at(len);
        self.0 = rest;
        bytes.to_vec()
    }

    fn text(&mut self) -> String {
        String::from_utf8_lossy(&self.bytes()).into_owned()
    }

    fn value(&mut self) -> Value {
        match self.byte() % 5 {
            0 => Value::Null,
            1 => Value::Integer(i64::from(self.byte()) - 8),
            2 => {
                Value::Integer(self.bytes().iter().fold(0, |sum, &byte| sum << 8 | i64::from(byte)))
            }
            3 => Value::Text(self.text()),
            _ => Value::Blob(self.bytes()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn reading_damaged_rows_never_panics(data in proptest::collection::vec(any::<u8>(), 0..300)) {
            super::fuzz_rows(&data);
        }
    }
}
