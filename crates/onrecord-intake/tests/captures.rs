//! Invented captures without markup against what a careful reader expects of them.
//!
//! `captures/README.md` tells the format. One test a file.

use std::fmt::Write as _;
use std::path::Path;

use onrecord_intake::testing;
use onrecord_model::{DocumentParts, Role};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    #[expect(dead_code, reason = "for the reader of the file")]
    note: String,
    #[serde(default)]
    article: Vec<Article>,
    #[serde(default)]
    comment: Vec<Comment>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Article {
    title: Option<String>,
    #[serde(default)]
    bylines: Vec<String>,
    published: Option<String>,
    origin: Option<String>,
    has: Vec<String>,
    #[serde(default)]
    lacks: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Comment {
    has: Vec<String>,
}

#[expect(
    clippy::needless_pass_by_value,
    clippy::disallowed_methods,
    reason = "the harness hands over paths and texts"
)]
fn check(path: &Path, text: String) -> datatest_stable::Result<()> {
    let expected: Expected =
        toml::from_str(&std::fs::read_to_string(path.with_extension("toml"))?)?;
    let documents = testing::text_documents(&text);
    let mut wrong = String::new();
    for document in &documents {
        if let Err(why) = document.map.check(&document.text, text.as_bytes()) {
            writeln!(wrong, "map: {why}")?;
        }
    }
    let of = |role| documents.iter().filter(move |document| document.role == Some(role));
    let articles: Vec<&DocumentParts> = of(Role::Article).collect();
    if articles.len() != expected.article.len() {
        writeln!(
            wrong,
            "{} articles, not {}: {:?}",
            articles.len(),
            expected.article.len(),
            articles.iter().map(|a| &a.title).collect::<Vec<_>>()
        )?;
    }
    for (article, expected) in articles.iter().zip(&expected.article) {
        compare(article, expected, &mut wrong)?;
    }
    for expected in &expected.comment {
        let holds = |comment: &&DocumentParts| {
            expected.has.iter().all(|phrase| comment.text.contains(phrase))
        };
        if of(Role::Comment).filter(holds).count() != 1 {
            writeln!(wrong, "no one comment has {:?}", expected.has)?;
        }
    }
    if expected.comment.is_empty() && of(Role::Comment).next().is_some() {
        writeln!(wrong, "comments where there are none")?;
    }
    if wrong.is_empty() { Ok(()) } else { Err(format!("\n{wrong}\n{}", shown(&documents)).into()) }
}

fn compare(article: &DocumentParts, expected: &Article, wrong: &mut String) -> std::fmt::Result {
    let body = &article.text[article.body_start as usize..];
    if article.title != expected.title {
        writeln!(wrong, "title {:?}, not {:?}", article.title, expected.title)?;
    }
    if article.title.is_some() != (article.body_start > 0) {
        writeln!(wrong, "body starts at {} with title {:?}", article.body_start, article.title)?;
    }
    if article.bylines != expected.bylines {
        writeln!(wrong, "bylines {:?}, not {:?}", article.bylines, expected.bylines)?;
    }
    let published = article.published.as_ref().map(onrecord_model::When::value);
    let dated = match (&published, &expected.published) {
        (Some(found), Some(expected)) => {
            found.get(..expected.len()) == Some(expected)
                && (expected.len() == 10 || found == expected)
        }
        (found, expected) => found.is_none() && expected.is_none(),
    };
    if !dated {
        writeln!(wrong, "published {published:?}, not {:?}", expected.published)?;
    }
    let origin = article.origin.as_ref().map(|origin| &origin.name);
    if origin != expected.origin.as_ref() {
        writeln!(wrong, "origin {origin:?}, not {:?}", expected.origin)?;
    }
    for phrase in expected.has.iter().filter(|phrase| !body.contains(phrase.as_str())) {
        writeln!(wrong, "lacks {phrase:?}")?;
    }
    for phrase in expected.lacks.iter().filter(|phrase| body.contains(phrase.as_str())) {
        writeln!(wrong, "has {phrase:?}")?;
    }
    Ok(())
}

/// The documents, for whoever reads a failure.
fn shown(documents: &[DocumentParts]) -> String {
    let mut shown = String::new();
    for document in documents {
        let role = document.role.map_or("", Role::name);
        let _ = writeln!(shown, "--- {role} {:?} {:?}", document.title, document.bylines);
        for line in document.text.lines().filter(|line| !line.trim().is_empty()) {
            let _ = writeln!(shown, "  | {}", line.chars().take(90).collect::<String>());
        }
    }
    shown
}

datatest_stable::harness! {
    { test = check, root = "tests/captures", pattern = r"\.txt$" },
}
