//! Findings with their features, for `training/statements`: JSON lines `{"id", "text"}` in, and for
//! each `{"id", "findings": [{"features", "cue", "source", "content"}, …]}` out, in code points.
#![expect(clippy::print_stdout, reason = "that is what it is for")]

use std::io::BufRead;
use std::ops::Range;

use onrecord_engine::{Engine, testing};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::new();
    for line in std::io::stdin().lock().lines() {
        let passage: Value = serde_json::from_str(&line?)?;
        let text = passage["text"].as_str().unwrap_or("");
        let document = testing::document(text, None);
        let at = |byte: u32| text[..byte as usize].chars().count();
        let span = |bytes: &Range<u32>| json!([at(bytes.start), at(bytes.end)]);
        let findings: Vec<Value> = testing::findings(&engine, &document)
            .iter()
            .map(|one| {
                json!({
                    "features": one.features,
                    "cue": one.cue.as_ref().map(span),
                    "source": one.source.as_ref().map(span),
                    "content": one.content.iter().map(span).collect::<Vec<_>>(),
                })
            })
            .collect();
        println!("{}", json!({ "id": passage["id"], "findings": findings }));
    }
    Ok(())
}
