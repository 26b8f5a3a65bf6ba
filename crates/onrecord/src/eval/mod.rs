//! `onrecord eval`: scores the engine's sentences against gold, and times them.

mod align;
mod cluster;
mod conllu;
mod coref;
mod fault;
mod gap;
mod iob2;
pub(crate) mod language;
mod offices;
mod pairs;
mod plover;
pub(crate) mod rows;
mod score;
mod speed;
mod table;
mod treebank;

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Result, anyhow, ensure};
use onrecord_engine::Engine;
use serde_json::{Map, Value, json};

use crate::args::{EvalArgs, EvalConlluArgs, EvalFormat, EvalIob2Args, EvalWhat};
use crate::failure::{Status, why};
use crate::out::{Out, World};

use self::fault::Fault;
use self::language::Language;
use self::score::{Count, Scores};
use self::treebank::Treebank;

/// `onrecord eval`
pub(crate) fn run(args: &EvalArgs, world: World) -> Result<Status> {
    let mut out = Out::new(world);
    let mut status = Status::Done;
    match &args.what {
        EvalWhat::Conllu(args) => conllu(args, &mut out)?,
        EvalWhat::Iob2(args) => iob2(args, &mut out)?,
        EvalWhat::Pairs(args) => pairs::run(args, &mut out)?,
        EvalWhat::Offices(args) => offices::run(args, &mut out)?,
        EvalWhat::Coref(args) => coref::run(args, &mut out)?,
        EvalWhat::Gap(args) => gap::run(args, &mut out)?,
        EvalWhat::Plover(args) => plover::run(args, &mut out)?,
        EvalWhat::Speed(args) => speed::run(args, &mut out)?,
        EvalWhat::Table(args) => status = table::run(args, &mut out)?,
    }
    out.flush()?;
    Ok(status)
}

fn conllu(args: &EvalConlluArgs, out: &mut impl Write) -> Result<()> {
    let mut gold = Treebank::default();
    let parse = |text: &str| {
        let file = conllu::read(text)?;
        // Words that can be given to the engine; other programs are not given them.
        if args.system.is_none() {
            file.given()?;
        }
        Ok(file)
    };
    for path in &args.files {
        let mut file = read(path, parse)?;
        if let Some(first) = file.sentences.first_mut() {
            first.opens_paragraph = true;
        }
        gold.sentences.append(&mut file.sentences);
    }
    if let Some(path) = &args.write {
        let text = short(gold.text())?;
        let mut written = Vec::new();
        rows::write(&language::treebank(&text, &Engine::new().analyse(&text)), &mut written)?;
        return fs::write(path, written)
            .map_err(|error| anyhow!("{}: {}", path.display(), why(&error)));
    }
    let (from_text, from_words) = match &args.system {
        Some(path) => {
            let system = read(path, conllu::read)?;
            (score::from_text(&gold, &system), score::from_words(&gold, &system))
        }
        None => engine(&gold, &Engine::new())?,
    };
    let from_text = from_text.map_err(|reason| anyhow!(reason))?;
    match args.format {
        EvalFormat::Text => {
            table(out, "from the text", &from_text)?;
            if let Some(scores) = &from_words {
                writeln!(out)?;
                table(out, "with the words of gold", scores)?;
            }
        }
        EvalFormat::Json => writeln!(out, "{}", treebank_json(&from_text, from_words.as_ref()))?,
    }
    Ok(())
}

/// Figures from the text, and with the words of gold.
type Both = (Result<Scores, String>, Option<Scores>);

fn engine(gold: &Treebank, language: &dyn Language) -> Result<Both> {
    let text = short(gold.text())?;
    let from_text = language::treebank(&text, &language.analyse(&text));
    let given = gold.given().map_err(|fault| anyhow!(fault.reason))?;
    let from_words = language::treebank(&text, &language::with_words(language, &text, &given)?);
    let from_words = score::from_words(gold, &from_words);
    ensure!(from_words.is_some(), "the engine did not keep to the words that it was given");
    Ok((score::from_text(gold, &from_text), from_words))
}

fn iob2(args: &EvalIob2Args, out: &mut impl Write) -> Result<()> {
    let mut gold = Vec::new();
    for path in &args.files {
        gold.append(&mut read(path, iob2::read)?);
    }
    let scores = names(&gold, &Engine::new())?;
    match args.format {
        EvalFormat::Text => table(out, "names with the tokens of gold", &scores)?,
        EvalFormat::Json => writeln!(out, "{}", Value::Object(figures(&scores)))?,
    }
    Ok(())
}

fn names(gold: &[iob2::Sentence], language: &dyn Language) -> Result<Scores> {
    let (text, given) = iob2::text(gold);
    let sentences = language::with_words(language, &short(text)?, &given)?;
    let found: Vec<_> = sentences.iter().map(language::names).collect();
    Ok(iob2::score(gold, &found))
}

/// Reads a file. Faults are named as `path:line: reason`.
fn read<T>(path: &Path, parse: impl Fn(&str) -> Result<T, Fault>) -> Result<T> {
    let name = path.display();
    let bytes = fs::read(path).map_err(|error| anyhow!("{name}: {}", why(&error)))?;
    fault::decode(&bytes).and_then(parse).map_err(|fault| anyhow!("{name}:{fault}"))
}

/// A text whose bytes a span can count.
fn short(text: String) -> Result<String> {
    ensure!(u32::try_from(text.len()).is_ok(), "more than 4 GiB of text");
    Ok(text)
}

fn table(out: &mut impl Write, title: &str, scores: &Scores) -> Result<()> {
    writeln!(out, "{title:30} precision   recall       F1  in gold")?;
    for (name, count) in scores {
        let [precision, recall, f1] = [count.precision(), count.recall(), count.f1()];
        writeln!(out, "  {name:28} {precision:9.2}{recall:9.2}{f1:9.2}{:9}", count.gold)?;
    }
    Ok(())
}

fn treebank_json(from_text: &Scores, from_words: Option<&Scores>) -> Value {
    let mut object = figures(from_text);
    let mut given = from_words.map(figures);
    let mut take = |name| given.as_mut().and_then(|given| given.remove(name));
    for (name, label) in [("nsubj_f1", "nsubj"), ("obj_f1", "obj")] {
        object.insert(name.to_owned(), json!(take(label)));
    }
    for folded in ["nsubj_folded", "obj_folded"] {
        take(folded);
    }
    object.insert("gold_tokens".to_owned(), json!(given));
    Value::Object(object)
}

/// F1 by name, to two decimals.
fn figures(scores: &Scores) -> Map<String, Value> {
    let f1 = |count: &Count| json!((count.f1() * 100.0).round() / 100.0);
    scores.iter().map(|(name, count)| ((*name).to_owned(), f1(count))).collect()
}

#[cfg(test)]
mod tests {
    use onrecord_engine::sentence::{Name, NameKind};

    use super::language::tests::oracle;
    use super::*;

    #[test]
    fn the_right_answer_scores_100() {
        let oracle = oracle();
        let (from_text, from_words) = engine(&oracle.treebank, &oracle).unwrap();
        let (from_text, from_words) = (from_text.unwrap(), from_words.unwrap());
        for (name, count) in from_text.iter().chain(&from_words) {
            assert_eq!((count.gold, count.gold), (count.system, count.right), "{name}");
            assert!(count.gold > 0, "{name}");
        }
        let json = treebank_json(&from_text, Some(&from_words));
        let keys: Vec<&String> = json.as_object().unwrap().keys().collect();
        let expected = "gold_tokens las lemma nsubj_f1 obj_f1 sentences tokens uas upos words xpos";
        assert_eq!(keys, expected.split(' ').collect::<Vec<_>>());
        let given: Vec<&String> = json["gold_tokens"].as_object().unwrap().keys().collect();
        assert_eq!(given, ["las", "las_subtypes", "lemma", "uas", "upos", "xpos"]);
        assert_eq!(json["nsubj_f1"], 100.0);
    }

    #[test]
    fn names_are_scored_on_the_tokens_of_gold() {
        let mut oracle = oracle();
        let tags = |sentence: &treebank::Sentence| {
            let line = |word: &treebank::Word| match word.form.as_str() {
                "Ilsa" => "Ilsa\tB-PER\n".to_owned(),
                "Brandt" => "Brandt\tI-PER\n".to_owned(),
                "Hagwick" => "Hagwick\tB-LOC\n".to_owned(),
                form => format!("{form}\tO\n"),
            };
            sentence.words.iter().map(line).collect::<String>()
        };
        let gold: Vec<String> = oracle.treebank.sentences.iter().map(tags).collect();
        let gold = iob2::read(&gold.join("\n")).unwrap();
        let person = Name { words: 0..2, kind: NameKind::Person };
        oracle.names = vec![vec![person.clone()], vec![person]];
        let scores = names(&gold, &oracle).unwrap();
        let f1 = Value::Object(figures(&scores));
        assert_eq!(f1, json!({ "per": 66.67, "loc": 0.0, "org": 0.0, "all": 50.0 }));
    }
}
