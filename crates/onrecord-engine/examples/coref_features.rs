//! Mentions, comparisons and clusters of documents, for `training/coref`.
//!
//! In, a line each, as JSON: `{"text": …, "title": …, "words": [[[start, end, joined], …], …]}` with
//! byte offsets; without `words` the text is cut by the engine. Out, a line each: with `features`
//! `{"spans": …, "mentions": [[sentence, from, to, head, kind], …], "asked": [[new, [[candidate, features], …]], …]}`,
//! with `clusters WEIGHTS` (a file in the form of `coref-weights.tsv`) `{"clusters": [[[sentence, from,
//! to, head], …], …]}`, with `names` the names of the features and nothing else.

use std::io::{BufRead, Write};

use onrecord_engine::sentence::{Sentence, WordSpan};
use onrecord_engine::{Engine, TableTexts, coref};
use onrecord_model::Span;
use serde_json::{Value, json};

#[expect(clippy::disallowed_methods, reason = "a tool of training, not of the engine")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let what = args.first().map_or("features", String::as_str);
    if what == "names" {
        for name in coref::feature_names(&Engine::new()) {
            writeln!(out, "{name}")?;
        }
        return Ok(());
    }
    let weights = match args.get(1) {
        Some(path) => std::fs::read_to_string(path)?,
        None => "kind\tfeature\tweight\n".to_owned(),
    };
    let texts = TableTexts { coref_weights: &weights, ..TableTexts::compiled_in() };
    let engine = Engine::from_tables(&texts)?;
    for line in std::io::stdin().lock().lines() {
        let document: Value = serde_json::from_str(&line?)?;
        let text = document["text"].as_str().unwrap_or("");
        let title = document["title"].as_str();
        let sentences = sentences(&engine, text, &document["words"]);
        let answer = match what {
            "none" => json!(sentences.len()),
            "clusters" => clusters(&engine, text, title, &sentences),
            _ => features(&engine, text, title, &sentences),
        };
        writeln!(out, "{answer}")?;
    }
    out.flush()?;
    Ok(())
}

fn sentences(engine: &Engine, text: &str, words: &Value) -> Vec<Sentence> {
    let Some(words) = words.as_array() else { return engine.analyse(text) };
    let number = |value: &Value| u32::try_from(value.as_u64().unwrap_or(0)).unwrap_or(0);
    let word = |word: &Value| WordSpan {
        span: Span::new(number(&word[0]), number(&word[1])),
        joined: word[2].as_u64() == Some(1),
    };
    let words: Vec<Vec<WordSpan>> = words
        .iter()
        .map(|sentence| sentence.as_array().into_iter().flatten().map(word).collect())
        .collect();
    engine.analyse_words(text, &words)
}

fn features(engine: &Engine, text: &str, title: Option<&str>, sentences: &[Sentence]) -> Value {
    let (mut mentions, mut asked) = (Vec::new(), Vec::new());
    coref::features(text, sentences, title, engine, |one| {
        let words = &sentences[one.sentence].words;
        let head = words[one.head].span.range();
        mentions.push(json!([
            one.sentence,
            one.words.start,
            one.words.end,
            one.head,
            one.kind.name(),
            head.start,
            head.end
        ]));
        asked.push(json!([one.new, one.candidates]));
    });
    json!({ "mentions": mentions, "asked": asked })
}

fn clusters(engine: &Engine, text: &str, title: Option<&str>, sentences: &[Sentence]) -> Value {
    let clusters = engine.coreference(text, sentences, title);
    let mention = |one: &coref::Mention| {
        let head = sentences[one.sentence].words[one.head].span.range();
        json!([
            one.sentence,
            one.words.start,
            one.words.end,
            one.head,
            one.kind.name(),
            head.start,
            head.end
        ])
    };
    let clusters: Vec<Vec<Value>> =
        clusters.iter().map(|cluster| cluster.iter().map(mention).collect()).collect();
    json!({ "clusters": clusters })
}
