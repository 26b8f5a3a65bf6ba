//! `onrecord eval pairs`: whether two names are taken for one.

use std::io::Write;

use anyhow::{Result, ensure};
use onrecord_knowledge::{ALIKE, likeness};
use serde_json::{Value, json};

use super::fault::Fault;
use crate::args::{EvalFormat, EvalPairsArgs};

/// Shares of different pairs that may be taken for one, for which recall is stated.
const SHARES: [f64; 3] = [0.01, 0.02, 0.03];

/// A pair of names.
struct Pair {
    a: String,
    b: String,
    is_one: bool,
}

/// Recall and false positives at a likeness.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Point {
    threshold: f32,
    recall: f64,
    false_positives: f64,
}

/// `onrecord eval pairs`
pub(super) fn run(args: &EvalPairsArgs, out: &mut impl Write) -> Result<()> {
    let mut pairs = Vec::new();
    for path in &args.files {
        let is_csv = path.extension().is_some_and(|extension| extension == "csv");
        pairs.append(&mut super::read(path, if is_csv { commas } else { tabs })?);
    }
    let scored: Vec<(f32, bool)> =
        pairs.iter().map(|pair| (likeness(&pair.a, &pair.b), pair.is_one)).collect();
    let curve = curve(scored);
    ensure!(curve.len() > 1, "the files need pairs of both kinds");
    let ours = curve.iter().rfind(|point| point.threshold >= ALIKE).copied();
    let ours = Point { threshold: ALIKE, ..ours.unwrap_or(curve[0]) };
    let at = |share: f64| {
        let found = curve.iter().rfind(|point| point.false_positives <= share);
        found.copied().unwrap_or(curve[0])
    };
    match args.format {
        EvalFormat::Json => {
            let curve: Vec<Value> = SHARES.iter().map(|&share| object(at(share))).collect();
            let mut ours = object(ours);
            ours["pairs"] = json!(pairs.len());
            ours["curve"] = json!(curve);
            writeln!(out, "{ours}")?;
        }
        EvalFormat::Text => {
            writeln!(out, "{} pairs   threshold   recall   false positives", pairs.len())?;
            let rows = SHARES.map(|share| (format!("at most {share}"), at(share)));
            for (name, point) in [("as it is set".to_owned(), ours)].into_iter().chain(rows) {
                let Point { threshold, recall, false_positives } = point;
                writeln!(out, "  {name:12}{threshold:9.3}{recall:9.4}{false_positives:18.4}")?;
            }
        }
    }
    Ok(())
}

fn object(point: Point) -> Value {
    let rounded = |figure: f64| (figure * 10_000.0).round() / 10_000.0;
    json!({
        "threshold": rounded(f64::from(point.threshold)),
        "recall": rounded(point.recall),
        "false_positives": rounded(point.false_positives),
    })
}

/// Each likeness that a pair has, the highest first, with recall and false positives from it on;
/// before them a point at which nothing is taken for one. Empty unless there are pairs of both
/// kinds.
fn curve(mut scored: Vec<(f32, bool)>) -> Vec<Point> {
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let [mut found, mut wrong] = [0_u32; 2];
    let of_kind = |kind| scored.iter().filter(|(_, is_one)| *is_one == kind).count();
    let [ones, others] = [of_kind(true), of_kind(false)]
        .map(|number| f64::from(u32::try_from(number).unwrap_or(u32::MAX)));
    if ones == 0.0 || others == 0.0 {
        return Vec::new();
    }
    let mut points = vec![Point { threshold: f32::INFINITY, recall: 0.0, false_positives: 0.0 }];
    for same in scored.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        for (_, is_one) in same {
            *(if *is_one { &mut found } else { &mut wrong }) += 1;
        }
        points.push(Point {
            threshold: same[0].0,
            recall: f64::from(found) / ones,
            false_positives: f64::from(wrong) / others,
        });
    }
    points
}

/// Tabs: label (1 or 0), name, name.
fn tabs(text: &str) -> Result<Vec<Pair>, Fault> {
    let pair = |(number, row): (usize, &str)| {
        let mut columns = row.split('\t');
        let mut next = || columns.next().ok_or_else(|| Fault::new(number, "fewer than 3 columns"));
        let (label, a, b) = (next()?, next()?, next()?);
        let is_one = match label {
            "1" => true,
            "0" => false,
            _ => return Err(Fault::new(number, format!("{label:?} is neither 1 nor 0"))),
        };
        Ok(Pair { a: a.to_owned(), b: b.to_owned(), is_one })
    };
    (1..).zip(text.lines()).skip(1).filter(|(_, row)| !row.is_empty()).map(pair).collect()
}

/// Commas, with the columns `name1`, `name2` and `is_match` (`true` or `false`).
fn commas(text: &str) -> Result<Vec<Pair>, Fault> {
    let fault = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        Fault::new(usize::try_from(line).unwrap_or(1), "not a row of a table of commas")
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().map_err(fault)?.clone();
    let column = |name: &str| {
        let at = heads.iter().position(|head| head == name);
        at.ok_or_else(|| Fault::new(1, format!("there is no column {name}")))
    };
    let [a, b, is_match] = [column("name1")?, column("name2")?, column("is_match")?];
    let pair = |row: Result<csv::StringRecord, csv::Error>| {
        let row = row.map_err(fault)?;
        let line = row.position().map_or(1, |place| usize::try_from(place.line()).unwrap_or(1));
        let is_one = match &row[is_match] {
            "true" => true,
            "false" => false,
            other => return Err(Fault::new(line, format!("{other:?} is neither true nor false"))),
        };
        Ok(Pair { a: row[a].to_owned(), b: row[b].to_owned(), is_one })
    };
    reader.into_records().map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_counted_from_the_likest_on() {
        let points = curve(vec![(0.5, true), (0.9, true), (0.9, false), (0.2, false)]);
        let shares: Vec<(f64, f64)> =
            points.iter().map(|point| (point.recall, point.false_positives)).collect();
        assert_eq!(shares, [(0.0, 0.0), (0.5, 0.5), (1.0, 0.5), (1.0, 1.0)]);
        assert!(curve(vec![(0.5, true)]).is_empty());
    }

    #[test]
    fn both_forms_are_read() {
        let read = |pairs: Result<Vec<Pair>, Fault>| match pairs {
            Ok(pairs) => pairs
                .iter()
                .map(|pair| format!("{} {} {}", pair.a, pair.b, pair.is_one))
                .collect::<Vec<_>>()
                .join("; "),
            Err(fault) => fault.to_string(),
        };
        assert_eq!(read(tabs("label\ta\tb\n1\tX\tY\tz\n0\tX\tZ\n")), "X Y true; X Z false");
        assert_eq!(read(tabs("label\ta\tb\n1\tX\n")), "2: fewer than 3 columns");
        assert_eq!(read(tabs("label\ta\tb\ny\tX\tY\n")), "2: \"y\" is neither 1 nor 0");
        let head = "is_match,name1,name2";
        assert_eq!(read(commas(&format!("{head}\ntrue,\"X, x\",Y\n"))), "X, x Y true");
        assert_eq!(
            read(commas(&format!("{head}\nmaybe,X,Y\n"))),
            "2: \"maybe\" is neither true nor false"
        );
        assert_eq!(read(commas("name1,name2\n")), "1: there is no column is_match");
        assert_eq!(read(commas(&format!("{head}\ntrue\n"))), "2: not a row of a table of commas");
    }
}
