//! Dates: the rows of `tables/dates.toml` that are pages, read as a whole.

use onrecord_intake::{Hints, Kind, intake};
use onrecord_model::{Capture, Role};
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    html: Option<String>,
    url: Option<String>,
    published: Option<String>,
    precision: Option<String>,
}

#[test]
fn pages_of_the_table() {
    let table: Table = toml::from_str(include_str!("tables/dates.toml")).unwrap();
    let mut wrong = Vec::new();
    for row in &table.row {
        let Some(html) = &row.html else { continue };
        let capture = Capture::new(html.clone().into_bytes()).unwrap();
        let hints = Hints { kind: Some(Kind::Html), url: row.url.as_deref(), ..Hints::default() };
        let read = intake(&capture, &hints);
        let article = read.documents.iter().find(|document| document.role() == Role::Article);
        let when = article.and_then(|document| document.parts().published.clone());
        let date = when.as_ref().map(|when| when.value()[..when.value().len().min(10)].to_owned());
        let precision = when.map(|when| when.precision().name().to_owned());
        if date != row.published || (row.precision.is_some() && precision != row.precision) {
            wrong.push(format!("{}: {date:?} {precision:?}, not {:?}", row.name, row.published));
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}
