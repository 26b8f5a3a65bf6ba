//! Kinds: the rows of `tables/kinds.toml`.

mod escape;

use escape::unescape;
use onrecord_intake::{Kind, sniff};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    kind: String,
    file: Option<String>,
    bytes: String,
    fill: Option<String>,
}

fn name(kind: Kind) -> &'static str {
    match kind {
        Kind::Html => "html",
        Kind::Text => "text",
        Kind::JsonLine => "json-line",
        Kind::JsonLines => "json-lines",
        Kind::Gzip => "gzip",
        Kind::Binary => "binary",
    }
}

#[test]
fn rows_of_the_table() {
    let table: Table = toml::from_str(include_str!("tables/kinds.toml")).unwrap();
    let mut wrong = Vec::new();
    for row in &table.row {
        let mut bytes = unescape(&row.bytes);
        if let Some(fill) = &row.fill {
            let missing = 4096 - bytes.len();
            bytes.extend(fill.bytes().cycle().take(missing));
        }
        let kind = name(sniff(&bytes, row.file.as_deref()));
        if kind != row.kind {
            wrong.push(format!("{}: {kind}, not {}", row.name, row.kind));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), table.row.len(), wrong.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn total(bytes in prop_oneof![any::<Vec<u8>>(), "[{}<>/a-z\"\\n: ]{0,80}".prop_map(String::into_bytes)], file in proptest::option::of("\\PC{0,9}")) {
        let _ = sniff(&bytes, file.as_deref());
    }
}
