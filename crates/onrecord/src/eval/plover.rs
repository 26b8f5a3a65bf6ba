//! `onrecord eval plover`: types of events and who takes part, on sentences that people have coded.
//!
//! The form is that of PLOVER's gold standard records: a JSON list of objects with `event`, `text`, `source` and `target`.
//! Only events that happened or are under way count. **Lenient**: of the distinct types found in a sentence, is the gold
//! type among them? **Strict**: an event of the gold type whose actors hold the gold source, and whose recipients or actors
//! hold the gold target, by the first three letters of a code or by words. Older labels count as what they are now.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::Write;

use anyhow::{Result, anyhow, ensure};
use onrecord_engine::Engine;
use onrecord_intake::{Hints, intake};
use onrecord_model::{Capture, Event, Factuality, Participant, PloverType};
use serde::Deserialize;
use serde_json::{Value, json};

use super::fault::Fault;
use super::score::{Count, Scores};
use crate::args::{EvalFormat, EvalPloverArgs};

/// `onrecord eval plover`
pub(super) fn run(args: &EvalPloverArgs, out: &mut impl Write) -> Result<()> {
    let mut records = Vec::new();
    for path in &args.files {
        records.append(&mut super::read(path, read)?);
    }
    ensure!(!records.is_empty(), "there is no coded sentence in the files");
    let scores = score(&records, &Engine::new())?;
    match args.format {
        EvalFormat::Text => super::table(out, "events", &scores)?,
        EvalFormat::Json => {
            let rounded = |figure: f64| (figure * 100.0).round() / 100.0;
            let each = |count: &Count| {
                json!({
                    "precision": rounded(count.precision()),
                    "recall": rounded(count.recall()),
                    "f1": rounded(count.f1()),
                })
            };
            let mut object: serde_json::Map<String, Value> =
                scores.iter().map(|(name, count)| ((*name).to_owned(), each(count))).collect();
            object.insert("records".to_owned(), json!(records.len()));
            writeln!(out, "{}", Value::Object(object))?;
        }
    }
    Ok(())
}

/// A record as it stands in the file.
#[derive(Deserialize)]
struct Line {
    event: Option<String>,
    text: Option<String>,
    #[serde(default)]
    source: Value,
    #[serde(default)]
    target: Value,
}

/// A coded sentence.
struct Record {
    text: String,
    /// The types that are right.
    types: Vec<PloverType>,
    source: Vec<Side>,
    target: Vec<Side>,
}

/// Who is wanted, by code or words; at least one of them is there.
struct Side {
    code: Option<String>,
    words: Option<String>,
}

/// Reads records; those without an event and a text only document the file.
fn read(text: &str) -> Result<Vec<Record>, Fault> {
    let lines: Vec<Line> = serde_json::from_str(text)
        .map_err(|error| Fault::new(error.line(), format!("not a list of records: {error}")))?;
    let mut records = Vec::new();
    for line in lines {
        let (Some(event), Some(text)) = (line.event, line.text) else { continue };
        if text.is_empty() {
            continue;
        }
        let Some(types) = types(&event) else {
            // The place of a record is not known to the parser once it is read.
            return Err(Fault::new(1, format!("“{event}” is not a type of PLOVER")));
        };
        let (source, target) = (sides(&line.source), sides(&line.target));
        records.push(Record { text, types, source, target });
    }
    Ok(records)
}

/// The types that a label means, by its older names too.
fn types(label: &str) -> Option<Vec<PloverType>> {
    Some(match label {
        "DEMAND" => vec![PloverType::Request],
        "DISAPPROVE" | "INVESTIGATE" => vec![PloverType::Accuse],
        "FIGHT" => vec![PloverType::Assault],
        "YIELD" => vec![PloverType::Concede, PloverType::Retreat],
        label => vec![PloverType::from_name(label)?],
    })
}

/// Who is named, in any of the forms that the file has: a text, an object, a list of these.
fn sides(value: &Value) -> Vec<Side> {
    let text = |value: &Value| value.as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    let each = |value: &Value| match value {
        Value::Object(side) => Side {
            // The one code of the file that is not of ISO 3166.
            code: side.get("code").and_then(text).map(|code| code.replace("JAP", "JPN")),
            words: side.get("actorText").and_then(text),
        },
        other => Side { code: None, words: text(other) },
    };
    let all: Vec<Side> = match value {
        Value::Array(sides) => sides.iter().map(each).collect(),
        one => vec![each(one)],
    };
    all.into_iter().filter(|side| side.code.is_some() || side.words.is_some()).collect()
}

/// Lenient and strict figures, and those of each type.
fn score(records: &[Record], engine: &Engine) -> Result<Scores> {
    let texts: BTreeSet<&str> = records.iter().map(|record| record.text.trim()).collect();
    let mut events: BTreeMap<&str, Vec<Event>> = BTreeMap::new();
    for text in texts {
        events.insert(text, told(text, engine)?);
    }
    let [mut lenient, mut strict] = [Count::default(); 2];
    let mut by_type: BTreeMap<PloverType, Count> = BTreeMap::new();
    let mut seen = HashSet::new();
    for record in records {
        let told = &events[record.text.trim()];
        let found: BTreeSet<PloverType> = told.iter().map(|event| event.parts().plover).collect();
        let is_right = record.types.iter().any(|right| found.contains(right));
        lenient.gold += 1;
        lenient.system += found.len();
        lenient.right += usize::from(is_right);
        let holds_all = |event: &Event| {
            let parts = event.parts();
            let all = || parts.recipients.iter().chain(&parts.actors);
            record.types.contains(&parts.plover)
                && holds(parts.actors.iter(), &record.source)
                && holds(all(), &record.target)
        };
        strict.gold += 1;
        strict.right += usize::from(told.iter().any(holds_all));
        if seen.insert(record.text.as_str()) {
            strict.system += told.len();
        }
        let gold = by_type.entry(record.types[0]).or_default();
        gold.gold += 1;
        gold.right += usize::from(is_right);
        for plover in found {
            by_type.entry(plover).or_default().system += 1;
        }
    }
    let types = by_type.into_iter().map(|(plover, count)| (plover.name(), count));
    Ok([("lenient", lenient), ("strict", strict)].into_iter().chain(types).collect())
}

/// The events of a sentence that happened or are under way.
fn told(text: &str, engine: &Engine) -> Result<Vec<Event>> {
    let capture = Capture::new(json!({ "text": text }).to_string().into_bytes())
        .map_err(|error| anyhow!("{error}"))?;
    let documents = intake(&capture, &Hints::default()).documents;
    let readable = documents.iter().filter(|document| document.is_readable());
    let events = readable.flat_map(|document| engine.read(document).events);
    let happened = |event: &Event| {
        matches!(event.parts().factuality, Factuality::Happened | Factuality::Ongoing)
    };
    Ok(events.filter(happened).collect())
}

/// Whether one of them is one of those wanted; nobody is wanted of an empty list.
fn holds<'e>(parties: impl Iterator<Item = &'e Participant>, wanted: &[Side]) -> bool {
    let mut parties = parties;
    wanted.is_empty() || parties.any(|party| wanted.iter().any(|side| is_side(party, side)))
}

fn is_side(party: &Participant, side: &Side) -> bool {
    let head = |code: &str| code.get(..3).unwrap_or(code).to_owned();
    let by_code = side
        .code
        .as_ref()
        .is_some_and(|wanted| party.codes.iter().any(|code| head(code) == head(wanted)));
    let words = format!("{} {}", party.name.as_deref().unwrap_or(""), party.evidence.quote());
    let words = words.to_lowercase();
    let by_words = side.words.as_ref().is_some_and(|wanted| {
        let wanted = wanted.to_lowercase();
        words.contains(&wanted)
            || wanted
                .split_whitespace()
                .any(|word| word.chars().count() > 3 && words.contains(word))
    });
    by_code || by_words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_are_read_in_all_forms() {
        let records = read(
            r#"[{"event": "DOCUMENT", "eventText": "none"},
                {"event": "YIELD", "text": "X", "source": "Lodria", "target": [{"code": "JAP"}, {}]},
                {"event": "AID", "text": "X", "source": {"actorText": "Lodria", "code": "LOD"}}]"#,
        )
        .unwrap();
        let [one, other] = &records[..] else { panic!("{}", records.len()) };
        assert_eq!(one.types, [PloverType::Concede, PloverType::Retreat]);
        assert_eq!(one.source[0].words.as_deref(), Some("Lodria"));
        assert_eq!(one.target.len(), 1);
        assert_eq!(one.target[0].code.as_deref(), Some("JPN"));
        assert_eq!(other.source[0].code.as_deref(), Some("LOD"));
        assert!(other.target.is_empty());
        let fault = |text: &str| read(text).err().unwrap().to_string();
        assert!(fault("[\n{]").starts_with("2: not a list of records: "));
        assert_eq!(
            fault(r#"[{"event": "BARTER", "text": "X"}]"#),
            "1: “BARTER” is not a type of PLOVER"
        );
    }

    /// One sentence that is understood, with the right parties, with wrong ones, and with a wrong type.
    #[test]
    fn strict_asks_for_the_parties_too() {
        let text = "French troops attacked rebels in Chad.";
        let record = |event: &str, source: &str| json!({ "event": event, "text": text, "source": source, "target": "rebels" });
        let score = |records: &[Value]| {
            let records = read(&json!(records).to_string()).unwrap();
            let scores = score(&records, &Engine::new()).unwrap();
            let right = |at: usize| (scores[at].0, scores[at].1.gold, scores[at].1.right);
            (right(0), right(1))
        };
        let right = record("FIGHT", "French");
        let wrong = record("FIGHT", "Peru");
        let other = record("AID", "French");
        assert_eq!(score(std::slice::from_ref(&right)), (("lenient", 1, 1), ("strict", 1, 1)));
        assert_eq!(score(&[right, wrong, other]), (("lenient", 3, 2), ("strict", 3, 1)));
    }
}
