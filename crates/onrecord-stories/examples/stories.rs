//! Prints the stories of a record on standard input (`read --mentions --format jsonl`), without reading again;
//! with `pairs`, the pairs of events and figures that are compared, with their features.
#![expect(clippy::print_stdout, reason = "an example prints")]
use std::collections::BTreeMap;
use std::io::BufRead;

use onrecord_model::record::{Line, MentionLine};
use onrecord_model::{Id, Run};
use onrecord_stories::{Profile, Telling, group, pairs, tell};

fn main() {
    let mut lines: BTreeMap<Id, Vec<Line>> = BTreeMap::new();
    let mut mentions: BTreeMap<Id, Vec<MentionLine>> = BTreeMap::new();
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        if let Ok(mention) = serde_json::from_str::<MentionLine>(&line) {
            mentions.entry(mention.document).or_default().push(mention);
        } else if let Ok(line) = serde_json::from_str::<Line>(&line) {
            lines.entry(line.document()).or_default().push(line);
        }
    }
    let mut tellings = Vec::new();
    for (id, lines) in lines {
        let (mut statements, mut events, mut figures, mut document) =
            (Vec::new(), Vec::new(), Vec::new(), None);
        for line in lines {
            match line {
                Line::Document(line) => document = Some(*line),
                Line::Statement(line) => statements.push(*line),
                Line::Event(line) => events.push(*line),
                Line::Figure(line) => figures.push(*line),
            }
        }
        let mentions = mentions.remove(&id).unwrap_or_default();
        tellings.extend(
            document.map(|document| Telling::new(document, statements, events, figures, &mentions)),
        );
    }
    let profiles: Vec<Profile> = tellings.iter().map(|telling| telling.profile().clone()).collect();
    for story in group(&profiles) {
        let members: Vec<&Telling> = story.into_iter().map(|at| &tellings[at]).collect();
        if std::env::args().nth(1).as_deref() == Some("pairs") {
            for pair in pairs(&members) {
                let features: Vec<String> =
                    pair.features.iter().map(|(name, value)| format!("{name}={value}")).collect();
                println!(
                    "{}\t{}\t{}\t{}",
                    pair.of,
                    pair.items.0,
                    pair.items.1,
                    features.join("\t")
                );
            }
            continue;
        }
        for line in tell(&members, &Run::new("", "", None)) {
            println!("{}", serde_json::to_string(&line).unwrap_or_default());
        }
    }
}
