//! What is printed keeps `schema/record.schema.json`, and the schema refuses what it should.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A check of lines against the schema.
fn checker() -> impl Fn(&Value) -> Result<(), String> {
    let text = std::fs::read_to_string(root().join("schema/record.schema.json")).unwrap();
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("record.json", serde_json::from_str(&text).unwrap()).unwrap();
    let index = compiler.compile("record.json", &mut schemas).unwrap();
    move |line| schemas.validate(line, index).map_err(|error| error.to_string())
}

fn lines() -> Vec<Value> {
    let run = Command::new(env!("CARGO_BIN_EXE_onrecord"))
        .args(["-q", "read", "examples", "--mentions", "--format", "jsonl"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(run.status.success());
    String::from_utf8(run.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn the_examples_keep_the_schema() {
    let check = checker();
    let lines = lines();
    for kind in ["statement", "event", "figure", "mention"] {
        assert!(lines.iter().any(|line| line["kind"] == kind), "no {kind}");
    }
    for line in &lines {
        if let Err(error) = check(line) {
            panic!("{error}\n{line:#}");
        }
    }
}

#[test]
fn stories_keep_the_schema() {
    let folder = tempfile::tempdir().unwrap();
    let told = root().join("crates/onrecord/tests/cmd/stories.in/told.jsonl");
    std::fs::copy(told, folder.path().join("told.jsonl")).unwrap();
    let run = |arguments: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(["-q", "--ledger", "record.db"])
            .args(arguments)
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        let text = String::from_utf8(run.stdout).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>()
    };
    let read = run(&["read", "--stories", "told.jsonl", "--format", "jsonl"]);
    run(&["add", "told.jsonl"]);
    let story = run(&["stories"]);
    assert_eq!(story.len(), 1);
    let id = story[0]["id"].as_str().unwrap().to_owned();
    let kept = run(&["show", &id, "--format", "jsonl"]);
    let own = |line: &&Value| line["story"] == *id || line["id"] == *id;
    let told: Vec<&Value> = read.iter().filter(own).collect();
    assert_eq!(kept.iter().collect::<Vec<_>>(), told, "the ledger keeps what `read` prints");
    let check = checker();
    let times = run(&["timeline", &id]);
    for kind in ["story", "member", "carry", "same_as", "agreement"] {
        assert!(kept.iter().any(|line| line["kind"] == kind), "no {kind}");
    }
    for line in kept.iter().chain(&times).chain(&run(&["conflicts", "--relation", "all"])) {
        if let Err(error) = check(line) {
            panic!("{error}\n{line:#}");
        }
    }
}

/// The actors of a ledger of the examples, two of them merged.
fn actors() -> Vec<Value> {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(["-q", "--ledger"])
            .arg(folder.path().join("record.db"))
            .args(arguments)
            .current_dir(root())
            .output()
            .unwrap();
        assert!(run.status.success(), "{arguments:?}");
        let text = String::from_utf8(run.stdout).unwrap();
        let lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
        lines.collect::<Vec<Value>>()
    };
    run(&["add", "examples"]);
    let listed = run(&["actors", "--format", "jsonl"]);
    let id = |number: usize| listed[number]["id"].as_str().unwrap();
    run(&["merge", id(0), id(1), "--because", "a test"]);
    let merged = run(&["show", id(1), "--format", "json"]);
    assert_eq!((merged.len(), &merged[0]["id"]), (1, &listed[0]["id"]));
    assert_eq!(merged[0]["joined"][0]["by"], "merge");
    [listed, merged].concat()
}

#[test]
fn a_ledger_gives_the_lines_that_were_read() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_onrecord"))
            .args(["-q", "--ledger"])
            .arg(folder.path().join("record.db"))
            .args(arguments)
            .current_dir(root())
            .output()
            .unwrap();
        assert!(run.status.success(), "{arguments:?}");
        let text = String::from_utf8(run.stdout).unwrap();
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        lines.sort();
        lines
    };
    run(&["add", "examples"]);
    let read = run(&["read", "examples", "--format", "jsonl"]);
    for (kind, command) in [("statement", "statements"), ("event", "events"), ("figure", "figures")]
    {
        let of_kind = format!("{{\"kind\":\"{kind}\"");
        let read: Vec<&String> = read.iter().filter(|line| line.starts_with(&of_kind)).collect();
        assert!(!read.is_empty(), "{kind}");
        assert_eq!(run(&[command, "--format", "jsonl"]).iter().collect::<Vec<_>>(), read);
    }
}

#[test]
fn actors_keep_the_schema() {
    let check = checker();
    let actors = actors();
    assert!(actors.len() > 10);
    for line in &actors {
        if let Err(error) = check(line) {
            panic!("{error}\n{line:#}");
        }
    }
    let mut line = actors[0].clone();
    line["names"][0]["kind"] = json!("rumour");
    assert!(check(&line).is_err());
}

/// Checks every span of a line.
fn walk(value: &Value, text: &[char]) {
    if let (Some(start), Some(end), Some(quote)) =
        (value["start"].as_u64(), value["end"].as_u64(), value["quote"].as_str())
    {
        let there: String =
            text[usize::try_from(start).unwrap()..usize::try_from(end).unwrap()].iter().collect();
        assert_eq!(there, quote);
    }
    match value {
        Value::Object(fields) => fields.values().for_each(|value| walk(value, text)),
        Value::Array(items) => items.iter().for_each(|value| walk(value, text)),
        _ => {}
    }
}

#[test]
fn every_quote_stands_where_the_line_says() {
    let lines = lines();
    let texts: std::collections::BTreeMap<&str, Vec<char>> = lines
        .iter()
        .filter(|line| line["kind"] == "document")
        .map(|line| {
            (line["id"].as_str().unwrap(), line["text"].as_str().unwrap().chars().collect())
        })
        .collect();
    for line in lines.iter().filter(|line| line["kind"] != "document") {
        walk(line, &texts[line["document"].as_str().unwrap()]);
    }
}

#[test]
fn the_schema_refuses_what_is_no_line() {
    let check = checker();
    let lines = lines();
    let statement = lines.iter().find(|line| line["kind"] == "statement").unwrap();
    let document = lines.iter().find(|line| line["kind"] == "document").unwrap();
    let changed = |line: &Value, field: &str, value: Value| {
        let mut line = line.clone();
        line[field] = value;
        line
    };
    assert!(check(&changed(statement, "act", json!("shout"))).is_err());
    assert!(check(&changed(statement, "content", json!([]))).is_err());
    assert!(check(&changed(statement, "confidence", json!(1.5))).is_err());
    assert!(check(&changed(document, "role", json!("advert"))).is_err());
    assert!(check(&changed(document, "id", json!("doc-1"))).is_err());
    let mention = lines.iter().find(|line| line["kind"] == "mention").unwrap();
    assert!(check(&changed(mention, "label", json!("thing"))).is_err());
    assert!(check(&json!({"kind": "rumour"})).is_err());
}
