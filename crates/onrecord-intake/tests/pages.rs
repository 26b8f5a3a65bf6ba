//! Whole pages, in the markup of many systems: text, furniture, comments, metadata.

use std::path::Path;

use onrecord_intake::{Hints, intake};
use onrecord_model::{Capture, Document, Role};

#[derive(serde::Deserialize)]
struct Expected {
    #[expect(dead_code, reason = "for the reader of the file")]
    note: String,
    title: Option<String>,
    bylines: Vec<String>,
    published: Option<String>,
    outlet: Option<String>,
    language: Option<String>,
    url: Option<String>,
    has: Vec<String>,
    lacks: Vec<String>,
    #[serde(default)]
    comments: Vec<String>,
}

/// Text on one line, blanks folded.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn check(document: &Document, expected: &Expected) -> Vec<String> {
    let parts = document.parts();
    let mut wrong = Vec::new();
    let mut differ = |what: &str, got: &dyn std::fmt::Debug, want: &dyn std::fmt::Debug| {
        let (got, want) = (format!("{got:?}"), format!("{want:?}"));
        if got != want {
            wrong.push(format!("{what}: got {got}, want {want}"));
        }
    };
    differ("title", &parts.title, &expected.title);
    differ("bylines", &parts.bylines, &expected.bylines);
    let day =
        parts.published.as_ref().map(|when| when.value().chars().take(10).collect::<String>());
    differ("published", &day, &expected.published);
    differ("language", &parts.language, &expected.language);
    differ(
        "outlet",
        &parts.outlet.as_ref().and_then(|outlet| outlet.name.clone()),
        &expected.outlet,
    );
    differ("url", &parts.url, &expected.url);
    let body = line(&document.text()[document.body().range()]);
    wrong.extend(
        expected
            .has
            .iter()
            .filter(|has| !body.contains(&line(has)))
            .map(|has| format!("misses: {has}")),
    );
    wrong.extend(
        expected
            .lacks
            .iter()
            .filter(|lacks| body.contains(&line(lacks)))
            .map(|lacks| format!("has: {lacks}")),
    );
    wrong
}

#[expect(clippy::disallowed_methods, reason = "a test reads its files")]
fn page(path: &Path) -> datatest_stable::Result<()> {
    let expected: Expected =
        toml::from_str(&std::fs::read_to_string(path.with_extension("toml"))?)?;
    let capture = Capture::new(std::fs::read(path)?)?;
    let found = intake(&capture, &Hints::default());
    let mut wrong = Vec::new();
    let mut articles = found.documents.iter().filter(|document| document.role() == Role::Article);
    match (articles.next(), articles.next()) {
        (Some(article), None) => wrong.extend(check(article, &expected)),
        (first, _) => {
            wrong.push(format!("{} articles", if first.is_some() { "several" } else { "no" }));
        }
    }
    let comments = found.documents.iter().filter(|document| document.role() == Role::Comment);
    let comments: Vec<String> = comments.map(|document| line(document.text())).collect();
    for phrase in &expected.comments {
        if !comments.iter().any(|comment| comment.contains(&line(phrase))) {
            wrong.push(format!("no comment has: {phrase}"));
        }
    }
    if expected.comments.is_empty() && !comments.is_empty() {
        wrong.push(format!("{} comments, want none", comments.len()));
    }
    let (mut mapped, mut all) = (0, 0);
    for document in &found.documents {
        if let Err(fault) = document.map().check(document.text(), capture.bytes()) {
            wrong.push(fault);
        }
        for run in document.map().runs() {
            all += run.text.len();
            mapped += if run.capture.is_some() { run.text.len() } else { 0 };
        }
    }
    if mapped * 100 < all * 99 {
        wrong.push(format!("only {mapped} of {all} bytes of text lead back to the page"));
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n").into()) }
}

datatest_stable::harness! {
    { test = page, root = "tests/pages", pattern = r"\.html$" },
}
