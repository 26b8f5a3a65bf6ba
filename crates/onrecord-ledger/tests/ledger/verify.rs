//! Every kind of damage is found and named.

use std::path::Path;

use onrecord_ledger::{Judgement, Ledger, Verdict};
use onrecord_model::Capture;
use rusqlite::Connection;

use crate::common::{Page, Reading, add, assert_whole, raid, run, strelsau};

/// A ledger with two captures.
fn make(path: &Path) -> Reading {
    let mut ledger = Ledger::open(path).unwrap();
    let page = strelsau().names("the mayor", "rur.mayor").names("Café owners", "?");
    let reading = page.read("a", &run("1"));
    add(
        &mut ledger,
        &run("1"),
        &[
            reading.clone(),
            Page::new("Something else").read("b", &run("1")),
            raid().read("c", &run("1")),
        ],
    );
    let judgement = Judgement {
        verdict: Verdict::Merge,
        first: "rur.mayor".into(),
        second: reading.actors[1].id.clone(),
        who: "user".into(),
        at: "2020-01-01T00:00:00Z".into(),
        because: None,
    };
    ledger.judge(&judgement, &[]).unwrap();
    assert_whole(&ledger);
    reading
}

/// A connection past all guards.
fn unguarded(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    let sql = "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema WHERE type = 'trigger'";
    let drop: String = connection.query_row(sql, [], |row| row.get(0)).unwrap();
    connection
        .execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;")
        .unwrap();
    connection.execute_batch(&drop).unwrap();
    connection
}

/// Damages a ledger with SQL; one fault must name `item` (with `DOC`, `STA`, `CAP`, and of the other
/// page `EVE`, `THREAT` and `FIG` for the ids) and its message hold `message`. Gives all faults.
#[track_caller]
fn check(damage: &str, item: &str, message: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    let reading = make(&path);
    let raid = raid().read("c", &run("1")).lines;
    let names = |text: &str| {
        let capture = reading.capture.as_ref().map(Capture::id).unwrap();
        text.replace("DOC", &reading.lines[0].id().to_string())
            .replace("STA", &reading.lines[1].id().to_string())
            .replace("EVE", &raid[2].id().to_string())
            .replace("THREAT", &raid[3].id().to_string())
            .replace("FIG", &raid[5].id().to_string())
            .replace("CAP", capture.as_str())
            .replace("ACT", &reading.actors[1].id)
    };
    let connection = unguarded(&path);
    connection.execute_batch(&names(damage)).unwrap();
    assert!(connection.changes() > 0, "{damage} changed nothing");
    drop(connection);
    let writing = Ledger::open(&path).unwrap().verify().unwrap();
    let reading = Ledger::open_read_only(&path).unwrap().verify().unwrap();
    let of_words = |fault: &&onrecord_ledger::Fault| fault.item == "index of words";
    let faults: Vec<_> = writing.faults.iter().filter(|fault| !of_words(fault)).collect();
    assert_eq!(reading.faults.iter().collect::<Vec<_>>(), faults, "found without writing, too");
    let found = |fault: &&onrecord_ledger::Fault| {
        fault.item == names(item) && fault.message.contains(&names(message))
    };
    assert!(writing.faults.iter().any(|fault| found(&fault)), "{:#?}", writing.faults);
    writing.faults.iter().map(|fault| fault.message.clone()).collect()
}

#[test]
fn bytes_of_a_capture() {
    let faults = check(
        "UPDATE capture SET bytes = x'4142' WHERE id = 'CAP'",
        "CAP",
        "its bytes have another hash",
    );
    assert!(
        faults.iter().any(|fault| fault.contains("its length is 2 bytes, not 156")),
        "{faults:?}"
    );
    check("UPDATE capture SET bytes = x'4142' WHERE id = 'CAP'", "DOC", "ends beyond the capture");
    check(
        "UPDATE capture SET bytes = CAST(replace(CAST(bytes AS TEXT), 'old', 'new') AS BLOB)",
        "DOC",
        "bytes differ",
    );
    check("UPDATE capture SET id = '00' WHERE id = 'CAP'", "00", "its bytes have another hash");
    check("UPDATE capture SET id = '00' WHERE id = 'CAP'", "DOC", "says it is of capture CAP");
    check("DELETE FROM capture WHERE id = 'CAP'", "DOC", "capture is missing");
}

#[test]
fn text_of_a_document() {
    let faults =
        check("UPDATE line SET json = replace(json, 'Monday', 'Sunday')", "DOC", "bytes differ");
    assert!(
        faults.iter().any(|fault| fault.contains("checksum mismatch")),
        "the index of words differs: {faults:?}"
    );
    let faults = check(
        "UPDATE line SET json = replace(json, 'owners said', 'owners lied')",
        "DOC",
        "bytes differ",
    );
    assert!(!faults.iter().any(|fault| fault.contains("sta-")), "{faults:?}");
    check(
        "UPDATE line SET json = replace(json, 'the year.', 'the year. And')",
        "DOC",
        "the map ends at",
    );
    check(
        r#"UPDATE line SET json = replace(json, '"text":"B', '"text":"b')"#,
        "DOC",
        "bytes differ",
    );
}

#[test]
fn map_and_body_of_a_document() {
    let map = |path: &str, value: &str| {
        format!("UPDATE line SET json = json_set(json, '{path}', {value}) WHERE id = 'DOC'")
    };
    check(&map("$.map[0].capture_start", "1"), "DOC", "bytes differ");
    check(&map("$.map[0].capture_end", "0"), "DOC", "bytes differ");
    check(&map("$.map[0].capture_start", "null"), "DOC", "its map does not fit its text");
    check(&map("$.map[0].end", "9999"), "DOC", "its map does not fit its text");
    check(&map("$.map[0].end", "3"), "DOC", "bytes differ");
    check(&map("$.map[0].edit", "'odd'"), "DOC", "its map does not fit its text");
    check(&map("$.map", "json('[]')"), "DOC", "the map ends at 0");
    check(&map("$.map[0].edit", "'inserted'"), "DOC", "is inserted yet");
    check(&map("$.body.end", "9999"), "DOC", "its body at 0..9999");
    check(&map("$.body.start", "400"), "DOC", "does not lie in its text");
    check(&map("$.role", "'comment'"), "DOC", "its content has the id doc-");
    check(&map("$.role", "'advert'"), "DOC", "`advert` is not a role");
}

#[test]
fn quotes_of_a_statement() {
    check(
        "UPDATE line SET json = replace(json, 'will be closed\"', 'will be opened\"')",
        "STA",
        "its content",
    );
    check("UPDATE line SET json = json_set(json, '$.cue.span.start', 3)", "STA", "its cue");
    check(
        "UPDATE line SET json = json_set(json, '$.source.span.quote', 'a mayor')",
        "STA",
        "its source \"a mayor\" does",
    );
    check(
        "UPDATE line SET json = json_set(json, '$.content[0].end', 4000000000)",
        "STA",
        "its content",
    );
    check(
        "UPDATE line SET json = json_set(json, '$.content', json('[]'))",
        "STA",
        "has no content",
    );
}

#[test]
fn id_of_a_statement() {
    check(
        "UPDATE line SET json = json_set(json, '$.act', 'deny')",
        "STA",
        "its content has the id sta-",
    );
    check("UPDATE line SET json = json_set(json, '$.act', 'sing')", "STA", "`sing` is not an act");
    check(
        "UPDATE line SET json = json_remove(json, '$.cue') WHERE kind = 'statement'",
        "STA",
        "its content has the id",
    );
    check("UPDATE line SET id = 'sta-0' WHERE id = 'STA'", "sta-0", "its line says it is STA");
    check("UPDATE line SET id = 'doc-0' WHERE id = 'DOC'", "doc-0", "its line says it is DOC");
    check("UPDATE line SET json = '{' WHERE id = 'STA'", "STA", "not a line: ");
    check("UPDATE line SET json = CAST(x'FF' AS TEXT) WHERE id = 'STA'", "STA", "not a line: ");
}

#[test]
fn what_a_row_stands_with() {
    let other = "doc-00000000000000000000000000000000";
    check("DELETE FROM document", "STA", "its document is missing");
    check("DELETE FROM line WHERE id = 'DOC'", "STA", "its document is missing");
    check("DELETE FROM statement", "STA", "its document is missing");
    check("DELETE FROM document", "DOC", "has no row in table document");
    check("DELETE FROM reading", "STA", "its reading, run or capture is missing");
    check("DELETE FROM run", "DOC", "its reading, run or capture is missing");
    check("DELETE FROM capture", "table sighting, row 1", "points at a row of table capture");
    check(
        "UPDATE statement SET document = 4",
        "STA",
        "says it is told by DOC, but stands with doc-",
    );
    check("UPDATE statement SET document = 4", "STA", "is of another reading");
    check(
        &format!("UPDATE line SET json = json_set(json, '$.document', '{other}')"),
        "STA",
        "says it is told by",
    );
    let parent = other.replace("doc", "sta");
    check(
        &format!("UPDATE line SET json = json_set(json, '$.parent', '{parent}')"),
        "STA",
        "its parent sta-0000",
    );
    check(
        &format!("UPDATE line SET json = json_set(json, '$.duplicate_of', '{other}')"),
        "DOC",
        "its duplicate_of doc-0",
    );
    check(
        &format!(
            "UPDATE line SET json = json_set(json, '$.run', '{}')",
            other.replace("doc", "run")
        ),
        "DOC",
        "says it was made",
    );
    check("UPDATE line SET kind = 'statement' WHERE id = 'DOC'", "DOC", "its document is missing");
    check("UPDATE line SET kind = 'song' WHERE id = 'DOC'", "DOC", "its kind 'song' is unknown");
    check("UPDATE run SET tables = 'x'", &run("1").id().to_string(), "its content has the id run-");
}

#[test]
fn events_and_figures() {
    let line = |id: &str, path: &str, value: &str| {
        format!("UPDATE line SET json = json_set(json, '{path}', {value}) WHERE id = '{id}'")
    };
    check(
        &line("EVE", "$.trigger.start", "3"),
        "EVE",
        "its trigger \"raid\" does not stand at 3..",
    );
    check(&line("EVE", "$.actors[0].span.quote", "'Rudolf'"), "EVE", "its actor \"Rudolf\"");
    check(&line("EVE", "$.recipients[0].span.end", "9999"), "EVE", "its recipient");
    check(&line("EVE", "$.plover.type", "'AID'"), "EVE", "its content has the id eve-");
    check(&line("EVE", "$.plover.type", "'AID'"), "EVE", "its quad or score");
    check(&line("EVE", "$.plover.type", "'SING'"), "EVE", "`SING` is not a type");
    check(&line("EVE", "$.factuality", "'happened'"), "EVE", "its content has the id eve-");
    check(&line("EVE", "$.factuality", "'so'"), "EVE", "`so` is not a factuality");
    check(&line("EVE", "$.score", "1.5"), "EVE", "its quad or score");
    let other = "'sta-00000000000000000000000000000000'";
    check(&line("EVE", "$.asserted_by.id", other), "EVE", "its asserting statement sta-0000");
    check(&line("EVE", "$.asserted_by.kind", "'author'"), "EVE", "is asserted neither");
    check(&line("EVE", "$.asserted_by.id", "'EVE'"), "EVE", "EVE is no id of a line of that kind");
    check(&line("THREAT", "$.about", &other.replace("sta", "eve")), "THREAT", "its about eve-00");
    check(&line("EVE", "$.size", &other.replace("sta", "fig")), "EVE", "its size fig-00");
    check("DELETE FROM line WHERE id = 'EVE'", "THREAT", "its about EVE is not in the ledger");
    check("DELETE FROM event", "EVE", "its document is missing");
    check("UPDATE line SET kind = 'figure' WHERE id = 'EVE'", "EVE", "its line is of kind event");
    for column in ["type", "factuality", "mode", "contexts", "asserted_by", "place", "country"] {
        check(&format!("UPDATE event SET {column} = 'x'"), "EVE", &format!("its column {column}"));
    }
    for column in ["date_start", "date_end", "about", "statement"] {
        check(&format!("UPDATE event SET {column} = 'x'"), "EVE", &format!("its column {column}"));
    }
    check("UPDATE event SET confidence = 0.75", "EVE", "its column confidence");
    check("UPDATE event SET start = 0", "EVE", "its column start");
    for column in ["actor", "name", "folded", "codes"] {
        check(
            &format!("UPDATE event_party SET {column} = 'x'"),
            "EVE",
            "its row in table event_party",
        );
    }
    check(
        "DELETE FROM event_party WHERE role = 'recipient'",
        "EVE",
        "has no row in table event_party",
    );
    check("DELETE FROM event_party WHERE role = 'actor'", "EVE", "its row in table event_party");
    check(
        "UPDATE event_party SET event = 99 WHERE key = 1",
        "table event_party, row 1",
        "a row of table event",
    );

    check(&line("FIG", "$.span.end", "9"), "FIG", "its number \"at least 12\" does not stand");
    check(
        &line("FIG", "$.span", "json_object('start', 0, 'end', 4, 'quote', 'Ülkü')"),
        "FIG",
        "its content has the id fig-",
    );
    check(&line("FIG", "$.of.span.quote", "'x'"), "FIG", "its of \"x\" does not stand");
    check(&line("FIG", "$.high", "3.0"), "FIG", "its low is above its high");
    check(
        &line("FIG", "$.change_from", &other.replace("sta", "fig")),
        "FIG",
        "its change_from fig-00",
    );
    check("DELETE FROM figure", "FIG", "its document is missing");
    for column in ["approx", "unit", "counted", "asserted_by", "statement", "place", "country"] {
        check(&format!("UPDATE figure SET {column} = 'x'"), "FIG", &format!("its column {column}"));
    }
    for column in ["low", "high", "confidence", "start"] {
        check(&format!("UPDATE figure SET {column} = 3"), "FIG", &format!("its column {column}"));
    }
}

#[test]
fn mentions_actors_and_judgements() {
    let at = "DOC, mention at 60..69";
    check("UPDATE mention SET quote = 'a mayor' WHERE key = 1", at, "\"a mayor\" does not stand");
    check(
        "UPDATE mention SET start = 62 WHERE key = 1",
        "DOC, mention at 62..69",
        "does not stand",
    );
    check("UPDATE mention SET label = 'thing' WHERE key = 1", at, "`thing` is not a label");
    check(
        "UPDATE mention SET candidates = '[' WHERE key = 1",
        "DOC",
        "a mention: the ledger is damaged",
    );
    check(
        "UPDATE mention SET document = 99 WHERE key = 1",
        "table mention, row 1",
        "document is missing",
    );
    check(
        "DELETE FROM actor WHERE folded IS NULL",
        "table mention, row 1",
        "points at a row of table actor",
    );
    check(
        "UPDATE actor SET folded = 'x' WHERE folded IS NOT NULL",
        "ACT",
        "its content has the id act-",
    );
    check("UPDATE actor SET folded = NULL", "ACT", "its content has the id act-");
    check("UPDATE judgement SET verdict = 'so'", "table judgement, row 1", "`so` is not a verdict");
    check("UPDATE judgement SET second = first", "table judgement, row 1", "and itself");
    check("UPDATE judgement SET first = 'x'", "table judgement, row 1", "x is not in the ledger");
}

#[test]
fn columns_sketches_and_words() {
    check("UPDATE document SET role = 'comment'", "DOC", "its column role");
    check("UPDATE document SET published_end = NULL", "DOC", "its column published_end");
    check("UPDATE document SET outlet = 'The Echo'", "DOC", "its column outlet");
    check("UPDATE statement SET act = 'deny'", "STA", "its column act");
    check("UPDATE statement SET start = 1", "STA", "its column start");
    check("UPDATE sketch SET mins = x'00'", "DOC", "its sketch has another length");
    check("UPDATE sketch SET mins = zeroblob(384)", "DOC", "a band of its sketch is missing");
    check("DELETE FROM band", "DOC", "a band of its sketch is missing");
    check(
        "INSERT INTO words (words, rowid, text) VALUES ('delete', 2, 'the bridge')",
        "index of words",
        "malformed",
    );
}

#[test]
fn pages_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    make(&path);
    let whole = std::fs::read(&path).unwrap();
    let pages = whole.len() / 4096;
    let mut told = 0;
    for page in 1..pages {
        let mut bytes = whole.clone();
        bytes[page * 4096..][..100].fill(0xA5);
        std::fs::write(&path, bytes).unwrap();
        // Where not even the schema can be read there is an error; else there are faults.
        if let Ok(ledger) = Ledger::open_read_only(&path) {
            let checked = ledger.verify().unwrap();
            assert!(!checked.faults.is_empty(), "page {page} of {pages}");
            told += 1;
        }
    }
    assert!(told > pages / 2);
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    assert!(
        Ledger::open_read_only(&path).map_or(true, |ledger| !ledger
            .verify()
            .unwrap()
            .faults
            .is_empty())
    );
}
