//! What a number tells of what it counts: the dead, the arrested, troops.

use std::ops::Range;
use std::sync::OnceLock;

use onrecord_model::record::{EventLine, FigureLine};
use rustc_hash::FxHashMap;

use crate::text::Text;
use crate::words::Weights;

const TABLE: &str = include_str!("../tables/aspects.tsv");

/// Words between a number and the cue that tells its aspect, behind and before it.
const BEHIND: usize = 6;
const BEFORE: usize = 8;

/// Nouns that tell nothing of what is counted.
const ANYBODY: [&str; 9] =
    ["people", "person", "others", "other", "men", "man", "civilians", "victims", "residents"];

struct Table {
    cues: FxHashMap<String, &'static str>,
    nouns: FxHashMap<String, &'static str>,
}

fn table() -> &'static Table {
    static TABLES: OnceLock<Table> = OnceLock::new();
    TABLES.get_or_init(|| {
        let mut new = Table { cues: FxHashMap::default(), nouns: FxHashMap::default() };
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let (Some(aspect), Some(kind), Some(word)) = (fields.next(), fields.next(), fields.next()) else {
                panic!("three columns: {line}");
            };
            let into = if kind == "cue" { &mut new.cues } else { &mut new.nouns };
            into.insert(Weights::table().stem(word).into_owned(), aspect);
        }
        new
    })
}

/// What a figure counts; none where nothing near it tells. `event` is what it is a number of, and as what.
pub(crate) fn aspect(text: &Text<'_>, figure: &FigureLine, event: Option<(&EventLine, &str)>) -> Option<String> {
    let weights = Weights::table();
    if let Some((_, role)) = event {
        match role {
            "killed" => return Some("dead".to_owned()),
            "injured" | "arrested" | "displaced" => return Some(role.to_owned()),
            _ => {}
        }
    }
    let noun = figure.of.as_ref().and_then(|of| {
        let head = head(&of.normal)?;
        (!ANYBODY.contains(&head)).then(|| weights.stem(head).into_owned())
    });
    let table = table();
    if let Some(aspect) = noun.as_ref().and_then(|noun| table.nouns.get(noun))
        && *aspect != "troop"
        && *aspect != "officer"
    {
        return Some((*aspect).to_owned());
    }
    let words = text.at(&figure.span);
    let is_people = figure.unit.as_deref().is_none_or(|unit| unit == "person" || unit == "other");
    if is_people && let Some(cue) = cue(text, words.clone(), &table.cues) {
        return Some(cue.to_owned());
    }
    let noun = noun.map(|noun| table.nouns.get(&noun).map_or(noun.clone(), |aspect| (*aspect).to_owned()));
    noun.or_else(|| figure.unit.clone().filter(|unit| unit != "person" && unit != "other"))
}

/// The cue nearest to a number in its sentence, those behind it first.
fn cue<'t>(text: &Text<'_>, words: Range<usize>, cues: &FxHashMap<String, &'t str>) -> Option<&'t str> {
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
    words.take_while(|word| !matches!(*word, "of" | "in" | "from" | "on" | "at" | "with" | "for")).last()
}
