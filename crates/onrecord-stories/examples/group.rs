//! Prints the story of each document of a record on standard input (`read --mentions --format jsonl`).
#![expect(clippy::print_stdout, reason = "an example prints")]
use std::collections::BTreeMap;
use std::io::BufRead;

use onrecord_model::record::{Line, MentionLine};

fn main() {
    let mut documents = Vec::new();
    let mut mentions: BTreeMap<String, Vec<MentionLine>> = BTreeMap::new();
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        if line.starts_with("{\"kind\":\"mention\"") {
            let mention: MentionLine = serde_json::from_str(&line).unwrap();
            mentions.entry(mention.document.to_string()).or_default().push(mention);
        } else if let Ok(Line::Document(document)) = serde_json::from_str(&line) {
            documents.push(document);
        }
    }
    let none = Vec::new();
    let start = std::time::Instant::now();
    let profiles: Vec<_> = documents
        .iter()
        .map(|document| onrecord_stories::Profile::of(document, mentions.get(&document.id.to_string()).unwrap_or(&none)))
        .collect();
    let profiled = start.elapsed();
    let stories = onrecord_stories::group(&profiles);
    eprintln!("profiles {profiled:?}, all {:?}", start.elapsed());
    for (number, story) in stories.iter().enumerate() {
        for &at in story {
            println!("{}\t{number}", documents[at].source_id.as_deref().unwrap_or("-"));
        }
    }
}
