//! Every row of `tables/aliases.tsv`: whom a name means in a sentence.

use onrecord_engine::{Engine, testing};
use onrecord_model::When;

fn when(text: &str) -> Option<When> {
    let mut parts = text.split('-').map(str::parse);
    let year = parts.next()?.ok()?;
    let mut part = || parts.next().and_then(Result::ok).and_then(|part| i8::try_from(part).ok());
    When::date(year, part(), part(), "test")
}

#[test]
fn every_name_means_whom_it_should() {
    let engine = Engine::new();
    let rows = include_str!("tables/aliases.tsv").lines().filter(|row| !row.starts_with('#'));
    let mut wrong = Vec::new();
    for row in rows.skip(1) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [_, id, published, sentence, today] = columns[..] else {
            panic!("{row}: five columns");
        };
        let start = sentence.find('[').expect("a bracket opens");
        let end = sentence.find(']').expect("a bracket closes") - 1;
        let text = sentence.replace(['[', ']'], "");
        let found = testing::actors(&engine, &testing::document(&text, when(published)));
        let exact = found.iter().find(|mention| mention.range == (start..end));
        let touches =
            |mention: &&testing::Resolved| mention.range.start < end && start < mention.range.end;
        let mention = exact.or_else(|| found.iter().find(touches));
        let got = mention.and_then(|mention| mention.id.as_deref()).unwrap_or("open");
        let expected = if today.is_empty() { id } else { today };
        if got != expected {
            wrong.push(format!("{sentence}: {got}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
