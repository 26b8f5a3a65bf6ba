//! Languages: the rows of `tables/languages.toml`, and cases that turn on length and declaration.

use onrecord_intake::testing::detect_language;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    text: String,
    language: String,
    declared: Option<String>,
}

#[test]
fn rows_of_the_table() {
    let table: Table = toml::from_str(include_str!("tables/languages.toml")).unwrap();
    let mut wrong = Vec::new();
    for row in &table.row {
        let found = detect_language(&row.text, row.declared.as_deref());
        if found.as_deref().unwrap_or("und") != row.language {
            wrong.push(format!("{}: {found:?}", row.name));
        }
        if row.language == "und" || row.name.contains("declared") {
            continue;
        }
        // A false declaration loses.
        for declared in ["en", "de", "ru", "zh-CN", "ms"] {
            let found = detect_language(&row.text, Some(declared));
            if found.as_deref() != Some(&row.language) {
                wrong.push(format!("{}, declared {declared}: {found:?}", row.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn short_texts_and_declarations() {
    let cases = [
        ("Ferry late again", None, None),
        ("Ferry late again", Some("en-GB"), Some("en")),
        ("Ferry late again", Some("ru"), None),
        ("Hotel Central", Some("de"), Some("de")),
        ("Hotel Central", Some("und"), None),
        ("Hotel Central", Some("x-default"), None),
        ("Паром", Some("bg"), Some("bg")),
        ("The ferry was late and the crew said they had been ill", Some("de"), Some("en")),
        ("Le bac est en retard et les passagers ne sont pas contents", None, Some("fr")),
        ("Das Schiff ist zu spät und die Leute sind nicht froh", Some("en"), Some("de")),
        ("渡轮又晚点了", None, Some("zh")),
        ("渡し船がまた遅れた", Some("zh"), Some("ja")),
        ("", Some("en"), None),
        ("1 2 3", Some("en"), None),
        ("MINISTER SAYS TALKS WITH THE UNION HAVE FAILED", None, Some("en")),
    ];
    for (text, declared, expected) in cases {
        let found = detect_language(text, declared);
        assert_eq!(found.as_deref(), expected, "{text:?} {declared:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn total(text in "\\PC{0,200}", declared in proptest::option::of("\\PC{0,8}")) {
        if let Some(code) = detect_language(&text, declared.as_deref()) {
            prop_assert!(code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase()));
        }
    }
}
