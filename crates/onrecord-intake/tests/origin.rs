//! Walks `tables/origin.toml`: lines that say where a piece first appeared, and near misses.

use std::collections::BTreeSet;

use onrecord_intake::testing;
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    why: String,
    line: String,
    origin: Option<String>,
    url: Option<String>,
    date: Option<String>,
}

#[test]
fn every_row_holds() {
    let table: Table = toml::from_str(include_str!("tables/origin.toml")).unwrap();
    let mut wrong = Vec::new();
    for row in &table.row {
        let (origin, date) = match testing::origin(&row.line) {
            Some((origin, date)) => (Some(origin), date.map(|date| date.value())),
            None => (None, None),
        };
        let name = origin.as_ref().map(|origin| origin.name.clone());
        let url = origin.and_then(|origin| origin.url);
        if (&name, &url, &date) != (&row.origin, &row.url, &row.date) {
            wrong.push(format!(
                "{} ({}): {name:?} {url:?} {date:?}\n    {}",
                row.name, row.why, row.line
            ));
        }
    }
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn names_are_unique() {
    let table: Table = toml::from_str(include_str!("tables/origin.toml")).unwrap();
    let names: BTreeSet<_> = table.row.iter().map(|row| &row.name).collect();
    assert_eq!(names.len(), table.row.len());
}
