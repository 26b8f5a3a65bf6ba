//! A ledger whose rows hold anything, for property tests and cargo-fuzz.

use onrecord_model::record::{
    self, CandidateLine, DocumentLine, EventLine, FigureLine, Line, MentionLine, SpanLine,
    StatementLine,
};
use onrecord_model::{
    Act, Asserter, Capture, CodePoints, Document, DocumentParts, Event, EventParts, Evidence,
    Evidences, Factuality, Figure, FigureParts, Form, Id, Medium, OffsetMap, Outcome, Participant,
    Party, PloverType, Run, Sketch, Span, Statement, StatementParts,
};
use rusqlite::types::Value;
use rusqlite::{Connection, params};

use crate::{
    Actor, ActorFilter, Entry, EventFilter, FigureFilter, Filter, Judgement, Ledger, Sighting,
    Verdict,
};

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
    ("event", "document"),
    ("event", "type"),
    ("event", "place"),
    ("event", "date_start"),
    ("event", "about"),
    ("event_party", "event"),
    ("event_party", "actor"),
    ("event_party", "folded"),
    ("figure", "document"),
    ("figure", "low"),
    ("figure", "counted"),
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
    ("actor", "id"),
    ("actor", "kind"),
    ("actor", "folded"),
    ("mention", "document"),
    ("mention", "actor"),
    ("mention", "start"),
    ("mention", "quote"),
    ("mention", "codes"),
    ("mention", "candidates"),
    ("judgement", "verdict"),
    ("judgement", "second"),
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
    let judgement = Judgement {
        verdict: Verdict::Merge,
        first: "rur.trams".to_owned(),
        second: "rur".to_owned(),
        who: "user".to_owned(),
        at: "2020-01-01T00:00:00Z".to_owned(),
        because: None,
    };
    let rur = Actor::of_base("rur", "Ruritania", "country");
    ledger.judge(&judgement, &[rur]).expect("a good judgement");
    let guards = "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;";
    ledger.connection.execute_batch(guards).expect("pragmas");
    unguard(&ledger.connection);
    let mut input = Input(data);
    while !input.0.is_empty() {
        damage(&ledger.connection, &mut input);
    }
    read(&ledger, &old);
}

/// Adds a document with a statement, an event and a figure; gives its lines.
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
        actor: None,
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
    let (event, figure) = deeds(&document, cut("buses"), cut("run"), statement.id());
    let points = CodePoints::new(TEXT);
    let lines = vec![
        Line::Document(Box::new(DocumentLine::new(&document, &record::Sighting::default(), run))),
        Line::Statement(Box::new(StatementLine::new(&statement, &points, run))),
        Line::Event(Box::new(EventLine::new(&event, &points, run))),
        Line::Figure(Box::new(FigureLine::new(&figure, &points, run))),
    ];
    let (mentions, actors) = mentions(document.id(), run);
    let sketch = Sketch::of(TEXT).expect("enough words");
    let entry = Entry {
        capture: Some(&capture),
        sighting: &Sighting { path: "-".to_owned(), ..Sighting::default() },
        outcome: &Outcome::Partly("a doubt".to_owned()),
        notices: &[onrecord_model::Notice::new("doubt", "a doubt")],
        lines: &lines,
        mentions: &mentions,
        actors: &actors,
        sketches: &[(document.id(), sketch)],
    };
    ledger.add(run, &[entry]).expect("a good entry");
    lines
}

/// An event with its party and trigger, in a statement, and a figure of it.
fn deeds(
    document: &Document,
    party: Span<onrecord_model::InText>,
    trigger: Span<onrecord_model::InText>,
    statement: Id,
) -> (Event, Figure) {
    let figure = FigureParts {
        evidence: Evidence::cut(document, party),
        low: Some(2.0),
        high: None,
        approx: Some("at_least".to_owned()),
        unit: Some("bus".to_owned()),
        of: None,
        place: None,
        when: None,
        asserted_by: Asserter::Author,
        change_from: None,
        confidence: 0.9,
        by: "fuzz".to_owned(),
    };
    let figure = Figure::new(document, figure);
    let buses = Participant {
        name: Some("Ruritanian Trams".to_owned()),
        actor: Some("rur.trams".to_owned()),
        codes: vec!["RURBUS".to_owned()],
        evidence: Evidence::cut(document, party),
    };
    let event = EventParts {
        plover: PloverType::Aid,
        mode: None,
        contexts: Vec::new(),
        cameo: None,
        actors: vec![buses.clone()],
        recipients: vec![buses],
        place: None,
        date: None,
        counts: [None, None, None, None, Some(figure.id())],
        trigger: Evidence::cut(document, trigger),
        factuality: Factuality::Promised,
        asserted_by: Asserter::Statement(statement),
        about: None,
        confidence: 0.7,
        by: "fuzz".to_owned(),
    };
    (Event::new(document, event), figure)
}

/// Three mentions: of an actor of the base, of one of the document's own, and an open one.
fn mentions(document: Id, run: &Run) -> (Vec<MentionLine>, Vec<Actor>) {
    let actors = vec![
        Actor::of_base("rur.trams", "Ruritanian Trams", "company"),
        Actor::own(document, "Old Bridge", "organisation", "old bridge"),
    ];
    let line = |(start, quote, actor): (u32, &str, Option<&Actor>)| MentionLine {
        schema: onrecord_model::SCHEMA,
        run: run.id(),
        document,
        span: SpanLine { start, end: start + 6, quote: quote.to_owned() },
        label: "name".to_owned(),
        name: actor.map(|actor| actor.name.clone()),
        actor: actor.map(|actor| actor.id.clone()),
        codes: vec!["RURBUS".to_owned()],
        place: None,
        date: None,
        candidates: actor.map_or_else(
            || vec![CandidateLine { actor: "rur".to_owned(), score: 0.5, why: "named".to_owned() }],
            |_| Vec::new(),
        ),
    };
    let places =
        [(0, "Bridge", Some(&actors[0])), (7, "closed", Some(&actors[1])), (0, "Bridge", None)];
    (places.map(line).to_vec(), actors)
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
        actor: Some("TRAMS".to_owned()),
        addressee: Some("\u{130}".to_owned()),
        via: Some("\u{130}".to_owned()),
        ..Filter::default()
    };
    let events = EventFilter {
        within: filter.clone(),
        types: vec!["AID".to_owned()],
        party: Some("TRAMS".to_owned()),
        since: Some("2019".to_owned()),
        place: Some("\u{130}".to_owned()),
        about: Some(String::new()),
        ..EventFilter::default()
    };
    for filter in [EventFilter::default(), events] {
        let _ = ledger.events(&filter);
    }
    let figures = FigureFilter {
        within: filter.clone(),
        of: Some("a bus".to_owned()),
        at_least: Some(2.0),
        ..FigureFilter::default()
    };
    for filter in [FigureFilter::default(), figures] {
        let _ = ledger.figures(&filter);
    }
    for filter in [Filter::default(), filter] {
        let _ = ledger.documents(&filter);
        let _ = ledger.statements(&filter);
    }
    let _ = ledger.search("bridge closed", 10);
    read_actors(ledger);
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

fn read_actors(ledger: &Ledger) {
    let named = ActorFilter { name: Some("BRIDGE".to_owned()), ..ActorFilter::default() };
    for filter in [ActorFilter::default(), named] {
        let _ = ledger.open_names(&filter);
        for actor in ledger.actors(&filter).unwrap_or_default() {
            let _ = ledger.actor(&actor.actor().id);
            let _ = ledger.mentions_of(&actor.ids);
        }
    }
    let _ = ledger.judgements();
    let _ = ledger.mentions(&mut |_| Ok(()));
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
