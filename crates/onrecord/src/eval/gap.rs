//! `onrecord eval gap`: of two names in a passage, which one a pronoun means.
//!
//! The form and the measure are those of GAP (Webster et al. 2018, “Mind the GAP”): a row has a text, a pronoun, two
//! names and, for each of them, whether the pronoun means it; the figure is F1 over all names, with that of women by that
//! of men as the bias. Offsets count characters. The address of the page tells its title.

use std::io::Write;
use std::ops::Range;

use anyhow::{Context, Result, anyhow};
use onrecord_engine::Engine;
use onrecord_engine::coref::{Kind, Mention};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::{Value, json};

use super::score::Count;
use crate::args::{EvalFormat, EvalGapArgs};

/// `onrecord eval gap`
pub(super) fn run(args: &EvalGapArgs, out: &mut impl Write) -> Result<()> {
    let mut rows = Vec::new();
    for path in &args.files {
        let text = super::read(path, |text| Ok(text.to_owned()))?;
        rows.append(&mut self::read(&text).with_context(|| path.display().to_string())?);
    }
    let [male, female] = score(&rows, &Engine::new());
    let all = Count {
        gold: male.gold + female.gold,
        system: male.system + female.system,
        right: male.right + female.right,
    };
    let scores = vec![("all", all), ("male", male), ("female", female)];
    match args.format {
        EvalFormat::Text => super::table(out, "names that pronouns mean", &scores)?,
        EvalFormat::Json => {
            let mut object = super::figures(&scores);
            let bias = if male.right == 0 { 0.0 } else { female.f1() / male.f1() };
            object.insert("bias".to_owned(), json!((bias * 100.0).round() / 100.0));
            writeln!(out, "{}", Value::Object(object))?;
        }
    }
    Ok(())
}

/// A row as it stands in the file.
#[derive(Deserialize)]
struct Line {
    #[serde(rename = "Text")]
    text: String,
    #[serde(rename = "Pronoun")]
    pronoun: String,
    #[serde(rename = "Pronoun-offset")]
    pronoun_offset: usize,
    #[serde(rename = "A")]
    a: String,
    #[serde(rename = "A-offset")]
    a_offset: usize,
    #[serde(rename = "A-coref")]
    a_means: String,
    #[serde(rename = "B")]
    b: String,
    #[serde(rename = "B-offset")]
    b_offset: usize,
    #[serde(rename = "B-coref")]
    b_means: String,
    #[serde(rename = "URL")]
    url: String,
}

/// A row that has been checked: places are bytes of the text.
struct Row {
    text: String,
    title: String,
    pronoun: Range<usize>,
    is_female: bool,
    /// Each name, and whether it is meant.
    names: [(Range<usize>, bool); 2],
}

/// Reads rows.
///
/// # Errors
/// The first row that does not hold, with its line.
fn read(text: &str) -> Result<Vec<Row>> {
    let mut lines =
        csv::ReaderBuilder::new().delimiter(b'\t').quoting(false).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for (number, line) in (2..).zip(lines.deserialize()) {
        rows.push(
            line.map_err(anyhow::Error::from)
                .and_then(|line| row(&line))
                .with_context(|| format!("{number}"))?,
        );
    }
    Ok(rows)
}

fn row(line: &Line) -> Result<Row> {
    let place = |offset: usize, word: &str| {
        let start = line.text.char_indices().nth(offset).map(|(at, _)| at);
        let start = start.filter(|&start| line.text[start..].starts_with(word));
        start
            .map(|start| start..start + word.len())
            .ok_or_else(|| anyhow!("“{word}” does not stand at {offset}"))
    };
    let means = |word: &str| match word {
        "TRUE" => Ok(true),
        "FALSE" => Ok(false),
        _ => Err(anyhow!("“{word}” is none of TRUE and FALSE")),
    };
    Ok(Row {
        title: title(&line.url),
        pronoun: place(line.pronoun_offset, &line.pronoun)?,
        is_female: matches!(line.pronoun.to_lowercase().as_str(), "she" | "her" | "hers"),
        names: [
            (place(line.a_offset, &line.a)?, means(&line.a_means)?),
            (place(line.b_offset, &line.b)?, means(&line.b_means)?),
        ],
        text: line.text.clone(),
    })
}

/// The title of a page: the end of its address, without what tells pages of one title apart.
fn title(url: &str) -> String {
    let name = url.rsplit('/').next().unwrap_or_default().replace('_', " ");
    let name = percent_decode_str(&name).decode_utf8_lossy();
    name.split(" (").next().unwrap_or_default().to_owned()
}

/// Counts of names of men and of women.
fn score(rows: &[Row], engine: &Engine) -> [Count; 2] {
    let mut counts = [Count::default(); 2];
    for row in rows {
        let sentences = engine.analyse(&row.text);
        let clusters = engine.coreference(&row.text, &sentences, Some(&row.title));
        let head = |one: &Mention| sentences[one.sentence].words[one.head].span.range();
        let is_pronoun = |one: &Mention| {
            !matches!(one.kind, Kind::Name | Kind::Definite | Kind::Bare | Kind::Verb)
                && head(one).start == row.pronoun.start
        };
        let cluster = clusters.iter().find(|cluster| cluster.iter().any(is_pronoun));
        let count = &mut counts[usize::from(row.is_female)];
        for (name, is_meant) in &row.names {
            let stands = |one: &Mention| {
                let head = head(one);
                name.start <= head.start && head.end <= name.end
            };
            let said = cluster.is_some_and(|cluster| cluster.iter().any(stands));
            count.gold += usize::from(*is_meant);
            count.system += usize::from(said);
            count.right += usize::from(said && *is_meant);
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str =
        "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n";

    #[test]
    fn rows_are_read() {
        let line = "x-1\tÉva met \"Ilsa\" when she sang.\tshe\t20\tÉva\t0\tTRUE\tIlsa\t9\tFALSE\thttp://x.y/%C3%89va_(singer)\n";
        let rows = read(&format!("{HEAD}{line}")).unwrap();
        let [row] = &rows[..] else { panic!("one row") };
        assert_eq!((row.title.as_str(), row.is_female), ("Éva", true));
        assert_eq!(&row.text[row.pronoun.clone()], "she");
        let names =
            row.names.clone().map(|(place, is_meant)| (row.text[place].to_owned(), is_meant));
        assert_eq!(names, [("Éva".to_owned(), true), ("Ilsa".to_owned(), false)]);
    }

    #[test]
    fn faults_are_named_with_their_line() {
        let fault = |line: &str| {
            let error = read(&format!("{HEAD}{line}")).map(|_| ()).unwrap_err();
            format!("{error:#}")
        };
        let misplaced = "x\tIlsa sang.\the\t1\tIlsa\t0\tTRUE\tIlsa\t0\tFALSE\tu\n";
        assert_eq!(fault(misplaced), "2: “he” does not stand at 1");
        let neither = "x\tHe sang.\tHe\t0\tHe\t0\tyes\tHe\t0\tFALSE\tu\n";
        assert_eq!(fault(neither), "2: “yes” is none of TRUE and FALSE");
    }

    #[test]
    fn names_are_counted() {
        let line = "x\tIlsa Brandt sang. She left.\tShe\t18\tIlsa Brandt\t0\tTRUE\tsang\t12\tFALSE\thttp://x.y/Ilsa_Brandt\n";
        let counts = score(&read(&format!("{HEAD}{line}")).unwrap(), &Engine::new());
        assert_eq!(counts[1], Count { gold: 1, system: 1, right: 1 });
        assert_eq!(counts[0], Count::default());
    }
}
