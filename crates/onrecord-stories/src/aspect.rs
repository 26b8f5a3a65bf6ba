//! What a number tells of what it counts: the dead, the arrested, troops.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use onrecord_model::Id;
use onrecord_model::record::{EventLine, FigureLine};
use rustc_hash::FxHashMap;

use crate::text::Text;
use crate::words::{Weights, is_in, rows};

pub(crate) const TABLE: &str = include_str!("../tables/aspects.tsv");

/// Words between a number and the cue that tells its aspect, behind and before it.
const BEHIND: usize = 6;
const BEFORE: usize = 10;
/// Words before its sentence in which another number may tell what a number alone counts.
const REACH: usize = 30;

struct Table {
    cues: FxHashMap<String, &'static str>,
    nouns: FxHashMap<String, &'static str>,
}

fn table() -> &'static Table {
    static TABLES: OnceLock<Table> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut new = Table { cues: FxHashMap::default(), nouns: FxHashMap::default() };
        for row in rows(TABLE) {
            let [aspect, kind, word] = row[..] else { panic!("three columns: {row:?}") };
            let into = if kind == "cue" { &mut new.cues } else { &mut new.nouns };
            into.insert(Weights::table().stem(word).into_owned(), aspect);
        }
        new
    })
}

/// What a number counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Aspect {
    /// A word of the table, the stem of a noun, or a unit.
    pub(crate) name: String,
    /// Whether nothing but its unit tells: percents, sums of money.
    pub(crate) is_bare: bool,
}

/// What each figure of a text counts, in their order; none where nothing near it tells.
///
/// A number alone counts what the number before it counts: `raised the toll from nine to 11`, `police spoke of nine`.
pub(crate) fn aspects(
    text: &Text<'_>,
    roles: &BTreeMap<Id, (&EventLine, &str)>,
) -> Vec<Option<Aspect>> {
    let figures = text.telling.figures();
    let mut found: Vec<Option<Aspect>> =
        figures.iter().map(|figure| own(text, figure, roles.get(&figure.id).copied())).collect();
    for at in 1..found.len() {
        let figure = &figures[at];
        let is_alone = is_whole(figure) && figure.of.is_none() && figure.unit.is_none();
        let before = |other: usize| {
            let word = |figure: &FigureLine| text.at(&figure.span).start;
            let near = text.sentence(word(figure)).start;
            word(&figures[other]) >= near.saturating_sub(REACH)
                && word(&figures[other]) < word(figure)
        };
        if is_alone && found[at].is_none() {
            let is_count =
                |other: &usize| found[*other].as_ref().is_some_and(|aspect| !aspect.is_bare);
            found[at] = (0..at)
                .rev()
                .find(|other| before(*other) && is_count(other))
                .and_then(|other| found[other].clone());
        }
    }
    found
}

/// What a figure counts by itself. `event` is what it is a number of, and as what.
fn own(text: &Text<'_>, figure: &FigureLine, event: Option<(&EventLine, &str)>) -> Option<Aspect> {
    let weights = Weights::table();
    let counted = |name: &str| Some(Aspect { name: name.to_owned(), is_bare: false });
    match event {
        Some((_, "killed")) => return counted("dead"),
        Some((_, role @ ("injured" | "arrested" | "displaced"))) => return counted(role),
        _ => {}
    }
    let table = table();
    let noun = figure.of.as_ref().and_then(|of| {
        let head = head(&of.normal)?;
        (!is_in("anybody", head)).then(|| weights.stem(head).into_owned())
    });
    let of_noun = noun.as_ref().and_then(|noun| table.nouns.get(noun)).copied();
    // Troops may be killed, and officers hurt.
    if let Some(aspect) = of_noun.filter(|aspect| !matches!(*aspect, "troop" | "officer")) {
        return counted(aspect);
    }
    let words = text.at(&figure.span);
    let is_people = is_whole(figure)
        && figure.unit.as_deref().is_none_or(|unit| unit == "person" || unit == "other");
    if is_people && let Some(cue) = cue(text, words.clone(), &table.cues) {
        return counted(cue);
    }
    if let Some(noun) = &noun {
        return counted(of_noun.unwrap_or(noun));
    }
    // `from 5,200 to 11,000`, of the troops that the sentence is about.
    if is_whole(figure)
        && figure.unit.is_none()
        && let Some(noun) = cue(text, words, &table.nouns)
    {
        return counted(noun);
    }
    let unit = figure.unit.clone().filter(|unit| unit != "person" && unit != "other")?;
    Some(Aspect { name: unit, is_bare: true })
}

/// Nobody counts people by halves: 6.1 is a magnitude.
fn is_whole(figure: &FigureLine) -> bool {
    [figure.low, figure.high].into_iter().flatten().all(|value| value.fract() == 0.0)
}

/// Whether an aspect is one that cues tell: of the dead, the arrested, crowds.
pub(crate) fn is_of_table(aspect: &str) -> bool {
    table().cues.values().any(|known| *known == aspect)
}

/// The cue nearest to a number in its sentence, those behind it first.
fn cue<'t>(
    text: &Text<'_>,
    words: Range<usize>,
    cues: &FxHashMap<String, &'t str>,
) -> Option<&'t str> {
    let sentence = text.sentence(words.start);
    let behind = words.end..sentence.end.min(words.end + BEHIND);
    let before = sentence.start.max(words.start.saturating_sub(BEFORE))..words.start;
    let of = |at: usize| cues.get(&text.stem(at)).copied();
    // Another number takes the cues behind it.
    let is_number = |at: &usize| text.words[*at].lower.starts_with(char::is_numeric);
    let found = behind.take_while(|at| !is_number(at)).find_map(of);
    found.or_else(|| before.rev().find_map(of))
}

/// The noun of a normal form: the word before the first preposition.
fn head(normal: &str) -> Option<&str> {
    let words = normal.split(' ');
    words
        .take_while(|word| !matches!(*word, "of" | "in" | "from" | "on" | "at" | "with" | "for"))
        .last()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value, json};

    use super::*;
    use crate::Telling;

    const PASSAGES: &str = include_str!("../tables/aspects-passages.tsv");
    const HASH: &str = "00000000000000000000000000000000";

    /// The aspect of the number in brackets of a passage.
    fn aspect_of(passage: &str) -> Option<String> {
        let (before, rest) = passage.split_once('[').unwrap();
        let (number, after) = rest.split_once(']').unwrap();
        let [value, of, unit] = number.split('|').collect::<Vec<_>>()[..] else {
            panic!("{passage}")
        };
        let noun = of.split(" from ").next().unwrap_or_default();
        let quote = format!("{value} {noun}");
        let text = format!("{before}{}{after}", quote.trim_end());
        let span = |start: usize, quote: &str| json!({"start": start, "end": start + quote.len(), "quote": quote});
        let given = |text: &str, value: Value| if text.is_empty() { Value::Null } else { value };
        let document = json!({
            "schema": 1, "run": format!("run-{HASH}"), "id": format!("doc-{HASH}"), "capture": HASH.repeat(2),
            "path": null, "url": null, "title": null, "bylines": [], "outlet": null, "published": null, "captured": null,
            "language": "en", "origin": null, "role": "article", "text": text, "body": {"start": 0, "end": text.len()},
            "map": [], "duplicate_of": null, "source_id": null
        });
        let low: f64 = value.parse().unwrap();
        let figure = json!({
            "schema": 1, "run": format!("run-{HASH}"), "id": format!("fig-{HASH}"), "document": format!("doc-{HASH}"),
            "span": span(before.len(), value), "low": low, "high": low, "approx": null, "unit": given(unit, unit.into()),
            "of": given(of, json!({"span": span(before.len() + value.len() + 1, noun), "normal": of})),
            "place": null, "when": null, "asserted_by": {"kind": "author", "id": null}, "change_from": null,
            "confidence": 0.9, "by": "test"
        });
        let figures = vec![serde_json::from_value(figure).unwrap()];
        let document = serde_json::from_value(document).unwrap();
        let telling = Telling::new(document, Vec::new(), Vec::new(), figures, &[]);
        let found = aspects(&Text::new(&telling), &BTreeMap::new()).remove(0);
        found.map(|aspect| aspect.name)
    }

    #[test]
    fn passages_have_the_aspects_that_they_should() {
        let mut walked: BTreeMap<(&str, &str), u32> = BTreeMap::new();
        let mut wrong = Vec::new();
        for row in rows(PASSAGES) {
            let [aspect, answer, passage] = row[..] else { panic!("three columns: {row:?}") };
            *walked.entry((aspect, answer)).or_default() += 1;
            let found = aspect_of(passage);
            if (found.as_deref() == Some(aspect)) != (answer == "yes") {
                wrong.push(format!("{passage}: {found:?}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        let aspects: BTreeSet<&str> = rows(TABLE).map(|row| row[0]).collect();
        for aspect in aspects {
            for answer in ["yes", "no"] {
                assert!(
                    walked.get(&(aspect, answer)) >= Some(&2),
                    "{aspect}: two passages that say {answer}"
                );
            }
        }
    }

    #[test]
    fn rows_are_in_order() {
        assert!(rows(TABLE).is_sorted(), "one order");
    }
}
