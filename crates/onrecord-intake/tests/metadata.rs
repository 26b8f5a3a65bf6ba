//! Title, authors, date, outlet, language and address: the rows of `tables/metadata.toml`, and
//! the keys of the invented pages in `pages/`.

use onrecord_intake::testing::{PageMetadata, page_metadata};
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

/// A page and what it says; a key that is left out is not checked, an empty text is none.
#[derive(Deserialize)]
struct Row {
    name: String,
    html: String,
    hint: Option<String>,
    #[serde(flatten)]
    expected: Expected,
}

#[derive(Deserialize)]
struct Expected {
    title: Option<String>,
    bylines: Option<Vec<String>>,
    published: Option<String>,
    basis: Option<String>,
    outlet: Option<String>,
    domain: Option<String>,
    language: Option<String>,
    url: Option<String>,
}

impl Expected {
    fn differences(&self, name: &str, found: &PageMetadata) -> Vec<String> {
        let when = found.published.as_ref();
        let value = when.map(onrecord_model::When::value).unwrap_or_default();
        let same_date = |expected: &String| {
            value.split('T').next() == expected.split('T').next() && value.starts_with(expected)
        };
        let text = |found: &Option<String>| found.clone().unwrap_or_default();
        let mut wrong = Vec::new();
        let mut check = |key: &str, expected: &Option<String>, found: String| {
            if expected.as_ref().is_some_and(|expected| *expected != found) {
                wrong.push(format!("{name}: {key} {found:?}, not {expected:?}"));
            }
        };
        check("title", &self.title, text(&found.title));
        check("outlet", &self.outlet, text(&found.outlet));
        check("domain", &self.domain, text(&found.domain));
        check("url", &self.url, text(&found.url));
        check("basis", &self.basis, when.map(|when| when.basis().to_owned()).unwrap_or_default());
        check(
            "bylines",
            &self.bylines.as_ref().map(|names| names.join("; ")),
            found.bylines.join("; "),
        );
        let language = text(&found.language).split('-').next().unwrap_or_default().to_owned();
        check("language", &self.language, language);
        if self
            .published
            .as_ref()
            .is_some_and(|expected| !same_date(expected) || expected.is_empty() != value.is_empty())
        {
            wrong.push(format!("{name}: published {value:?}, not {:?}", self.published));
        }
        if !found.title_stands {
            wrong.push(format!("{name}: title {:?} is not the start of its heading", found.title));
        }
        wrong
    }
}

#[test]
fn rows_of_the_table() {
    let table: Table = toml::from_str(include_str!("tables/metadata.toml")).unwrap();
    let wrong: Vec<String> = table
        .row
        .iter()
        .flat_map(|row| {
            row.expected.differences(&row.name, &page_metadata(&row.html, row.hint.as_deref()))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), table.row.len(), wrong.join("\n"));
    assert!(table.row.len() >= 40, "forty rows");
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test reads its pages")]
fn invented_pages() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");
    let mut wrong = Vec::new();
    let mut pages = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        pages += 1;
        let html = std::fs::read_to_string(&path).unwrap();
        let expected: Expected =
            toml::from_str(&std::fs::read_to_string(path.with_extension("toml")).unwrap()).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        // The language is declared by few of them; the text tells it.
        let expected = Expected { language: None, ..expected };
        wrong.extend(expected.differences(&name, &page_metadata(&html, None)));
    }
    wrong.sort();
    assert!(wrong.is_empty(), "{} keys of {pages} pages:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn hostile_pages_are_read() {
    let deep = format!(
        "<script type=application/ld+json>{}1{}</script>x",
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    let many = "<h1 itemprop=author class=byline>By A B</h1><time>1 May 2019</time>".repeat(20_000);
    let nested = format!(
        "{}<h1>T</h1><p class=byline>By Jane Doe</p>",
        "<div class=author itemprop=author>".repeat(5_000)
    );
    let long = format!("<h1>{}</h1>", "word ".repeat(200_000));
    for html in [deep, many, nested, long, String::new(), "<title>".to_owned()] {
        page_metadata(&html, Some("not an address"));
    }
}

#[test]
fn html_rows_of_dates() {
    let table: toml::Table = toml::from_str(include_str!("tables/dates.toml")).unwrap();
    let mut wrong = Vec::new();
    for row in table["row"].as_array().unwrap() {
        let text = |key: &str| row.get(key).and_then(toml::Value::as_str);
        let Some(html) = text("html") else { continue };
        let found = page_metadata(html, text("url")).published;
        let value = found.as_ref().map(onrecord_model::When::value);
        let date = value.as_deref().and_then(|value| value.split('T').next());
        let precision = found.as_ref().map(|when| when.precision().name());
        if date != text("published")
            || text("precision").is_some_and(|expected| Some(expected) != precision)
        {
            wrong.push(format!(
                "{}: {value:?}, not {:?}",
                text("name").unwrap(),
                text("published")
            ));
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}
