//! `docs/codebook.md`, written from `tables/codebook.tsv`, `tables/events/*.tsv` and `tables/folds.tsv`: this
//! test fails when it is stale, and `UPDATE=1 cargo test -p onrecord-engine --test codebook` writes it anew.

#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "reads the tables and writes the page, as files of the repository"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use onrecord_model::PloverType;

const HEAD: &str = "# Codebook of events

<!-- Written from tables/codebook.tsv, tables/events/*.tsv and tables/folds.tsv of onrecord-engine by
`UPDATE=1 cargo test -p onrecord-engine --test codebook`; do not edit. -->

What the types, modes and contexts of an event mean: the values of `plover` and `contexts` in [`record.md`](record.md). They are
those of PLOVER, the ontology of political events of Open Event Data, in its draft 2.0 (`plover-2.0-draft@5e0c24fb`); the words here are ours.

- **Quad** is 1 for verbal cooperation, 2 for material cooperation, 3 for verbal conflict, 4 for material conflict.
- **Score** tells conflict (to −10) from cooperation (to +10). The record carries that of the type.
- **Rows** are words that tell such an event, in the tables of the program. **Folds** are rows of `folds.tsv`: what it counts an act as that
is about another deed, as a promise or a threat. A mode without either is in the manual, and the program never tells it.
- **Yes** are passages of these rows, **near** is one in which the same word tells no such event. All are invented, and the tests read them.
- **Contexts** of a type are those that its rows give; other words nearby may add more.

In what sense an event is told (done, threatened, denied…) is its `factuality`, and no part of the type: a threatened attack is ASSAULT,
`threatened`, beside THREATEN, `happened`.
";

fn tables() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tables")
}

/// A table's rows, as its columns by name.
fn rows(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = text.lines().filter(|line| !line.starts_with('#'));
    let names: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), names.len(), "{}: {line}", path.display());
        names.iter().zip(cells).map(|(name, cell)| ((*name).to_owned(), cell.to_owned())).collect()
    };
    lines.map(row).collect()
}

/// Words for events of a type.
fn words(of: &str) -> Vec<BTreeMap<String, String>> {
    rows(&tables().join(format!("events/{}.tsv", of.to_lowercase())))
}

/// Numbers of rows and folds.
fn count(rows: usize, folds: usize) -> String {
    let some = |number: usize, name: &str| match number {
        0 => None,
        1 => Some(format!("1 {name}")),
        more => Some(format!("{more} {name}s")),
    };
    let both: Vec<_> = [some(rows, "row"), some(folds, "fold")].into_iter().flatten().collect();
    if both.is_empty() { "**no row**".to_owned() } else { both.join(", ") }
}

/// Contexts of rows with how many have each, the commonest first.
fn contexts(rows: &[&BTreeMap<String, String>]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in rows.iter().flat_map(|row| row["contexts"].split(',')).map(str::trim) {
        *counts.entry(name).or_default() += usize::from(!name.is_empty());
    }
    counts.remove("");
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
    let named: Vec<_> = counts.iter().map(|(name, times)| format!("`{name}` ({times})")).collect();
    named.join(", ")
}

/// Contexts, two passages and a near miss that hold today, of two rows far apart.
fn examples(text: &mut String, rows: &[&BTreeMap<String, String>], failing: &BTreeSet<String>) {
    let named = contexts(rows);
    if !named.is_empty() {
        let _ = writeln!(text, "- **Contexts:** {named}.");
    }
    let holds = |cell: &&String| !failing.contains(*cell);
    let (front, back) = rows.split_at(rows.len() / 2);
    let first = |rows: &[&BTreeMap<String, String>], names: [&str; 2]| {
        rows.iter().flat_map(|row| names.map(|name| row[name].clone())).find(|cell| holds(&cell))
    };
    let yes: Vec<_> =
        [front, back].iter().filter_map(|half| first(half, ["yes1", "yes2"])).collect();
    if !yes.is_empty() {
        let _ = writeln!(text, "- **Yes:** {}", yes.join(" – "));
    }
    if let Some(no) = first(rows, ["no1", "no2"]) {
        let _ = writeln!(text, "- **Near:** {no}");
    }
}

fn codebook() -> String {
    let today = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables/events-today.tsv");
    let today = std::fs::read_to_string(today).unwrap();
    let failing: BTreeSet<String> =
        today.lines().filter_map(|line| Some(line.rsplit_once('\t')?.1.to_owned())).collect();
    let book = rows(&tables().join("codebook.tsv"));
    let of_kind = |kind: &str| book.iter().filter(|row| row["kind"] == kind).collect::<Vec<_>>();
    let (types, modes) = (of_kind("type"), of_kind("mode"));
    let folds = rows(&tables().join("folds.tsv"));
    let folds_of = |of: &str, mode: &str| {
        folds.iter().filter(|row| row["type"] == of && row["mode"] == mode).count()
    };
    let mut text = HEAD.to_owned();
    text.push_str("\n| type | quad | score | modes | rows | folds |\n|---|---|---|---|---|---|\n");
    for one in &types {
        let name = &one["name"];
        let plover = PloverType::from_name(name).unwrap();
        let modes = modes.iter().filter(|mode| mode["of"] == *name).count();
        let words = words(name).len();
        let folds = folds.iter().filter(|row| row["type"] == *name).count();
        let (quad, score) = (plover.quad(), &one["score"]);
        assert_eq!(score.parse(), Ok(plover.score()), "{name}");
        let _ = writeln!(
            text,
            "| [{name}](#{}) | {quad} | {score} | {modes} | {words} | {folds} |",
            name.to_lowercase()
        );
    }
    for one in &types {
        let name = &one["name"];
        let words = words(name);
        let _ = write!(text, "\n## {name}\n\n{} {}\n\n", one["means"], one["boundary"]);
        let plain: Vec<_> = words.iter().filter(|row| row["mode"].is_empty()).collect();
        let known: BTreeSet<&String> =
            modes.iter().filter(|mode| mode["of"] == *name).map(|mode| &mode["name"]).collect();
        let folded = folds.iter().filter(|row| row["type"] == *name);
        let unknown = words
            .iter()
            .chain(folded)
            .find(|row| !row["mode"].is_empty() && !known.contains(&row["mode"]));
        assert_eq!(unknown, None, "a mode of {name} that is not in tables/codebook.tsv");
        let _ = writeln!(text, "Without a mode: {}.", count(plain.len(), folds_of(name, "")));
        examples(&mut text, &plain, &failing);
        for mode in modes.iter().filter(|mode| mode["of"] == *name) {
            let words: Vec<_> = words.iter().filter(|row| row["mode"] == mode["name"]).collect();
            let score = match &*mode["score"] {
                "" => "no score",
                score => &format!("score {score}"),
            };
            let _ = write!(
                text,
                "\n### {name} {}\n\n{} {}\n",
                mode["name"],
                format!("{} {}", mode["means"], mode["boundary"]).trim_end(),
                format_args!("({score}, {})", count(words.len(), folds_of(name, &mode["name"]))),
            );
            text.push('\n');
            examples(&mut text, &words, &failing);
        }
    }
    text.push_str("\n## Contexts\n\n| context | means | rows |\n|---|---|---|\n");
    let all: Vec<_> = types.iter().flat_map(|one| words(&one["name"])).collect();
    let contexts = of_kind("context");
    let known: BTreeSet<&str> = contexts.iter().map(|one| &*one["name"]).collect();
    let given = |row: &BTreeMap<String, String>| {
        row["contexts"].split(',').map(|one| one.trim().to_owned()).collect::<Vec<_>>()
    };
    let unknown = all.iter().flat_map(given).find(|one| !one.is_empty() && !known.contains(&**one));
    assert_eq!(unknown, None, "a context that is not in tables/codebook.tsv");
    for one in contexts {
        let rows = all.iter().filter(|row| given(row).contains(&one["name"])).count();
        let rows = if rows == 0 { "none".to_owned() } else { rows.to_string() };
        let _ = writeln!(text, "| `{}` | {} | {rows} |", one["name"], one["means"]);
    }
    // A mode without rows leaves two empty lines.
    while text.contains("\n\n\n") {
        text = text.replace("\n\n\n", "\n\n");
    }
    text
}

#[test]
fn every_type_stands_in_the_codebook_once() {
    let book = rows(&tables().join("codebook.tsv"));
    let named: Vec<_> =
        book.iter().filter(|row| row["kind"] == "type").map(|row| &*row["name"]).collect();
    let all: Vec<_> = PloverType::ALL.iter().map(|one| one.name()).collect();
    assert_eq!(named, all);
}

#[test]
fn the_codebook_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/codebook.md");
    let codebook = codebook();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &codebook).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == codebook,
        "docs/codebook.md is stale: UPDATE=1 cargo test -p onrecord-engine --test codebook"
    );
}
