//! Figures: how numbers are read, and what they count.

use onrecord_engine::{Engine, testing};

/// Passage, and its figures: words, low, high, approx, unit, what is counted.
const ROWS: [(&str, &[&str]); 19] = [
    ("Some 40 soldiers left.", &["Some 40|40|40|about|person|soldier"]),
    ("Nearly 4,000 villagers fled.", &["Nearly 4,000|4000|4000|nearly|person|villager"]),
    ("At least 34 people were killed.", &["At least 34|34|-|at_least|person|people"]),
    ("As many as 34,000 voters stayed away.", &["As many as 34,000|-|34000|at_most|person|voter"]),
    ("Dozens of farmers marched.", &["Dozens|24|-|dozens|person|farmer"]),
    ("More than 1,70,300 votes were counted.", &["More than 1,70,300|170300|-|over|vote|vote"]),
    (
        "Between 25,000 and 30,000 people fled.",
        &["Between 25,000 and 30,000|25000|30000|-|person|people"],
    ),
    (
        "Two to three million euros were stolen.",
        &["Two to three million euros|2000000|3000000|-|EUR|-"],
    ),
    ("The bank lost $2.5 million.", &["$2.5 million|2500000|2500000|-|USD|-"]),
    ("It lost about 5 per cent of its capital.", &["about 5 per cent|5|5|about|%|capital"]),
    ("The army gave them 48 hours to leave.", &["48 hours|48|48|-|h|-"]),
    (
        "Two and a half million refugees live there.",
        &["Two and a half million|2500000|2500000|-|person|refugee"],
    ),
    ("The camp lies 25km from the town.", &["25km|25|25|-|km|-"]),
    ("A dozen men were held.", &["A dozen|12|12|-|person|man"]),
    ("The toll rose from 12 to 40.", &["12|12|12|-|person|toll", "40|40|40|-|person|toll"]),
    ("They met on 3 January 2020.", &[]),
    ("Article 61 of the law applies.", &[]),
    ("It was the second attack in 2019.", &[]),
    ("She left two days ago.", &["two days|2|2|-|d|-"]),
];

#[test]
fn figures_are_read() {
    let engine = Engine::new();
    let mut wrong = Vec::new();
    for (passage, expected) in ROWS {
        let found: Vec<String> = engine
            .read(&testing::document(passage, None))
            .figures
            .iter()
            .map(|figure| {
                let parts = figure.parts();
                let number =
                    |value: Option<f64>| value.map_or("-".to_owned(), |value| value.to_string());
                format!(
                    "{}|{}|{}|{}|{}|{}",
                    parts.evidence.quote(),
                    number(parts.low),
                    number(parts.high),
                    parts.approx.as_deref().unwrap_or("-"),
                    parts.unit.as_deref().unwrap_or("-"),
                    parts.of.as_ref().map_or("-", |of| &of.normal),
                )
            })
            .collect();
        if found != expected {
            wrong.push(format!("{passage}\n  {found:?}\n  {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
