//! `onrecord eval coref`: clusters of mentions against gold in CoNLL-U.
//!
//! Gold stands in the last column, as GUM writes it: `Entity=(3(2` opens mentions of the entities 3
//! and 2 with this word, `2)` closes one. Entities with one mention are passed over.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::{Context, Result, anyhow};
use onrecord_engine::Engine;
use serde_json::{Map, Value, json};

use super::cluster::{Cluster, Figures, Sums};
use super::conllu;
use super::fault::Fault;
use super::language::{self, Language};
use super::treebank::Treebank;
use crate::args::{EvalCorefArgs, EvalFormat};

/// Scores each file as a document, all together and by genre: the second part of names such as
/// `GUM_news_iodine`.
pub(super) fn run(args: &EvalCorefArgs, out: &mut impl Write) -> Result<()> {
    let engine = Engine::new();
    let mut sums: BTreeMap<String, Sums> = BTreeMap::new();
    for path in &args.files {
        let document = super::read(path, read)?;
        let found = clusters(&document, &engine).with_context(|| path.display().to_string())?;
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let genre = stem.split('_').nth(1).filter(|_| stem.matches('_').count() == 2);
        for name in ["all"].into_iter().chain(genre) {
            sums.entry(name.to_owned()).or_default().add(&document.clusters, &found);
        }
    }
    let rounded = |figure: f64| json!((figure * 100.0).round() / 100.0);
    let mut object = Map::new();
    if args.format == EvalFormat::Text {
        writeln!(
            out,
            "{:30}       muc       b3    ceafe    conll mentions: precision recall F1",
            "clusters with the words of gold"
        )?;
    }
    for (name, sums) in &sums {
        let Figures { measures: [muc, b3, ceafe], conll, mentions } = sums.figures();
        if args.format == EvalFormat::Text {
            let [precision, recall, f1] = mentions;
            writeln!(
                out,
                "  {name:28} {muc:9.2}{b3:9.2}{ceafe:9.2}{conll:9.2}{precision:20.2}{recall:7.2}{f1:6.2}"
            )?;
        }
        let [muc, b3, ceafe, conll] = [muc, b3, ceafe, conll].map(rounded);
        let mentions = mentions.map(rounded);
        object.insert(
            name.clone(),
            json!({
                "muc": muc, "b3": b3, "ceafe": ceafe, "conll": conll, "mentions": mentions[2],
                "mention_precision": mentions[0], "mention_recall": mentions[1],
            }),
        );
    }
    if args.format == EvalFormat::Json {
        writeln!(out, "{}", Value::Object(object))?;
    }
    Ok(())
}

/// A document of gold.
struct Document {
    /// Its sentences.
    treebank: Treebank,
    /// Its clusters of two and more mentions.
    clusters: Vec<Cluster>,
}

/// Reads a document.
///
/// # Errors
/// The first line that does not hold.
fn read(text: &str) -> Result<Document, Fault> {
    let treebank = conllu::read(text)?;
    treebank.given()?;
    let mut clusters: BTreeMap<&str, Cluster> = BTreeMap::new();
    let mut open: Vec<(&str, usize, usize, usize)> = Vec::new();
    let (mut sentence, mut word) = (0, 0);
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            sentence += usize::from(word > 0);
            word = 0;
            continue;
        }
        let id = line.split('\t').next().unwrap_or_default();
        if line.starts_with('#') || !id.bytes().all(|byte| byte.is_ascii_digit()) {
            continue;
        }
        for (entity, opens, closes) in entities(line) {
            if opens {
                open.push((entity, sentence, word, number));
            }
            if closes {
                let last = open.iter().rposition(|one| one.0 == entity && one.1 == sentence);
                let last = last.ok_or_else(|| {
                    Fault::new(number, format!("entity {entity} is closed and was not opened"))
                })?;
                let (_, _, start, _) = open.remove(last);
                clusters.entry(entity).or_default().push((sentence, start..word + 1));
            }
        }
        word += 1;
    }
    if let Some((entity, _, _, line)) = open.first() {
        return Err(Fault::new(*line, format!("entity {entity} is not closed in its sentence")));
    }
    let clusters = clusters.into_values().filter(|cluster| cluster.len() > 1).collect();
    Ok(Document { treebank, clusters })
}

/// Entities of a line: id, whether a mention begins, whether one ends.
fn entities(line: &str) -> Vec<(&str, bool, bool)> {
    let misc = line.rsplit('\t').next().unwrap_or_default();
    let Some(mut rest) = misc.split('|').find_map(|part| part.strip_prefix("Entity=")) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    while !rest.is_empty() {
        let opens = rest.starts_with('(');
        rest = rest.strip_prefix('(').unwrap_or(rest);
        let end = rest.find(['(', ')']).unwrap_or(rest.len());
        let entity = rest[..end].split('-').next().unwrap_or_default();
        let closes = rest[end..].starts_with(')');
        rest = &rest[end + usize::from(closes)..];
        if entity.is_empty() && !closes {
            break;
        }
        found.push((entity, opens, closes));
    }
    found
}

/// What the engine makes of a document, given its words.
fn clusters(document: &Document, engine: &Engine) -> Result<Vec<Cluster>> {
    let text = super::short(document.treebank.text())?;
    let given = document.treebank.given().map_err(|fault| anyhow!(fault.reason))?;
    let language: &dyn Language = engine;
    let sentences = language::with_words(language, &text, &given)?;
    let made = engine.coreference(&text, &sentences, None);
    let mention = |one: &onrecord_engine::coref::Mention| (one.sentence, one.words.clone());
    let clusters: Vec<Cluster> =
        made.iter().map(|cluster| cluster.iter().map(mention).collect()).collect();
    Ok(clusters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_are_read() {
        let line = |misc: &str| format!("1\ta\ta\tX\tX\t_\t0\troot\t_\t{misc}");
        assert_eq!(
            entities(&line("Entity=(3(2|SpaceAfter=No")),
            [("3", true, false), ("2", true, false)]
        );
        assert_eq!(entities(&line("Entity=(1)2)")), [("1", true, true), ("2", false, true)]);
        assert_eq!(entities(&line("Entity=(7-person-new)")), [("7", true, true)]);
        assert_eq!(entities(&line("_")), []);
    }

    #[test]
    fn faults_are_named_with_their_line() {
        let row = |id: usize, head: usize, misc: &str| {
            let relation = if head == 0 { "root" } else { "dep" };
            format!("{id}\ta\ta\tX\tX\t_\t{head}\t{relation}\t_\t{misc}\n")
        };
        let fault = |text: String| read(&text).map(|_| ()).unwrap_err().to_string();
        let closed = row(1, 0, "_") + &row(2, 1, "Entity=4)");
        assert_eq!(fault(closed), "2: entity 4 is closed and was not opened");
        assert_eq!(fault(row(1, 0, "Entity=(4")), "1: entity 4 is not closed in its sentence");
        let good = row(1, 0, "Entity=(4)") + &row(2, 1, "Entity=(4)(5)");
        assert_eq!(read(&good).unwrap().clusters, [vec![(0, 0..1), (0, 1..2)]]);
    }
}
