//! Cuts text from standard input into words, for `training/label.py`: a paragraph a line, as
//! JSON `{"words": [[start, end], …], "ends": [word, …]}` with byte offsets and the numbers of
//! the words after which a sentence ends by rules.

use std::io::{Read, Write};

use onrecord_engine::{Engine, testing};

fn main() -> std::io::Result<()> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for paragraph in testing::cut(&Engine::new(), &text) {
        let words: Vec<[u32; 2]> =
            paragraph.words.iter().map(|(range, _)| [range.start, range.end]).collect();
        writeln!(out, "{}", serde_json::json!({ "words": words, "ends": paragraph.rule_ends }))?;
    }
    out.flush()
}
