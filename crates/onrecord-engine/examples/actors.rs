//! Scores whom mentions mean, on passages from standard input in which `[words](id)` marks them
//! (see `accuracy/actors/`). Prints what is wrong or open, then counts.
//!
//!     cat accuracy/actors/*.md | cargo run --release -p onrecord-engine --example actors
#![expect(clippy::print_stdout, reason = "that is what it is for")]

use std::collections::BTreeMap;
use std::io::Read;
use std::ops::Range;

use onrecord_engine::{Engine, testing};
use onrecord_model::When;

/// Mentions of one kind by how they came out.
#[derive(Default)]
struct Score {
    right: usize,
    wrong: usize,
    open: usize,
    unseen: usize,
}

fn main() -> std::io::Result<()> {
    let mut file = String::new();
    std::io::stdin().read_to_string(&mut file)?;
    let engine = Engine::new();
    let mut total: BTreeMap<&str, Score> = BTreeMap::new();
    for passage in file.split("\n## ").skip(1) {
        let (title, rest) = passage.split_once('\n').unwrap_or((passage, ""));
        let (date, body) = rest.split_once('\n').unwrap_or((rest, ""));
        // What follows the last passage of a file is the head of the next.
        let body = body.split("\n# ").next().unwrap_or_default();
        let (text, gold) = unmark(body);
        let date = when(date.trim_start_matches("published:").trim());
        let found = testing::actors(&engine, &testing::document(&text, date));
        // Whom a passage calls `new:1` is whoever its first name was taken for.
        let mut new: BTreeMap<String, usize> = BTreeMap::new();
        for (range, id) in gold {
            let surface = &text[range.clone()];
            let score = total.entry(kind_of(surface)).or_default();
            let exact = found.iter().find(|mention| mention.range == range);
            let touches = |mention: &&testing::Resolved| {
                mention.range.start < range.end && range.start < mention.range.end
            };
            let mention = exact.or_else(|| found.iter().find(touches));
            let got = mention.and_then(|mention| mention.id.as_deref());
            let is_same = mention.is_some_and(|mention| {
                id.starts_with("new:")
                    && *new.entry(id.clone()).or_insert(mention.entity) == mention.entity
            });
            if got == Some(&*id) || got.is_none() && (id == "?" || is_same) {
                score.right += 1;
                continue;
            }
            let Some(mention) = mention else {
                score.unseen += 1;
                println!("unseen {title}: [{surface}] is {id}");
                continue;
            };
            let what = if got.is_some() { "wrong" } else { "open" };
            *(if got.is_some() { &mut score.wrong } else { &mut score.open }) += 1;
            let (by, rest) = (&text[mention.range.clone()], &mention.candidates);
            println!("{what} {title}: [{surface}] is {id}, got {got:?} by [{by}] {rest:?}");
        }
    }
    for (kind, Score { right, wrong, open, unseen }) in total {
        println!("{kind}: right {right}, wrong {wrong}, open {open}, unseen {unseen}");
    }
    Ok(())
}

fn when(text: &str) -> Option<When> {
    let mut parts = text.split('-').map(|part| part.parse::<i16>().ok());
    let year = parts.next()??;
    let mut part = || parts.next().flatten().and_then(|part| i8::try_from(part).ok());
    When::date(year, part(), part(), "gold")
}

fn kind_of(surface: &str) -> &'static str {
    let pronouns = "he she it they his her its their him them we our us i my me hers ours theirs \
        himself herself itself themselves mine you your ourselves myself who";
    if surface != "US" && pronouns.split(' ').any(|word| word.eq_ignore_ascii_case(surface)) {
        "pronoun"
    } else if surface.chars().any(char::is_uppercase) {
        "name"
    } else {
        "description"
    }
}

/// Text without marks, and the marked ranges with their ids.
fn unmark(marked: &str) -> (String, Vec<(Range<usize>, String)>) {
    let (mut text, mut gold, mut rest) = (String::new(), Vec::new(), marked);
    while let Some(open) = rest.find('[') {
        let Some(close) = rest[open..].find("](").map(|at| open + at) else { break };
        let Some(end) = rest[close..].find(')').map(|at| close + at) else { break };
        text.push_str(&rest[..open]);
        let start = text.len();
        text.push_str(&rest[open + 1..close]);
        gold.push((start..text.len(), rest[close + 2..end].to_owned()));
        rest = &rest[end + 1..];
    }
    text.push_str(rest);
    (text, gold)
}
