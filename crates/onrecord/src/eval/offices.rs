//! `onrecord eval offices`: who held an office at a date.

use std::io::Write;

use anyhow::{Result, ensure};
use onrecord_knowledge::Subject;
use serde_json::json;

use super::fault::Fault;
use crate::args::{EvalFormat, EvalOfficesArgs};
use crate::kb::load;
use crate::kb::office::Question;

/// A question with its answer.
struct Row {
    question: String,
    id: String,
}

/// `onrecord eval offices`
pub(super) fn run(args: &EvalOfficesArgs, out: &mut impl Write) -> Result<()> {
    let mut rows = Vec::new();
    for path in &args.files {
        rows.append(&mut super::read(path, read)?);
    }
    ensure!(!rows.is_empty(), "there is no question in the files");
    let knowledge = load::only_built_in();
    let base = knowledge.base();
    let [mut right, mut open, mut wrong] = [0_u32; 3];
    let mut missed = Vec::new();
    for row in &rows {
        let answer = Question::new(&row.question).answer(&knowledge);
        let ids: Vec<&str> = answer.iter().map(|&subject: &Subject| base.id(subject)).collect();
        let count = match ids[..] {
            [id] if id == row.id => &mut right,
            [_] => &mut wrong,
            _ => &mut open,
        };
        *count += 1;
        if ids != [row.id.as_str()] {
            missed.push((row, ids));
        }
    }
    let all = f64::from(right + open + wrong);
    let share = |count: u32| (f64::from(count) / all * 10_000.0).round() / 10_000.0;
    match args.format {
        EvalFormat::Json => {
            let missed: Vec<_> = missed
                .iter()
                .map(
                    |(row, ids)| json!({ "question": row.question, "gold": row.id, "answer": ids }),
                )
                .collect();
            let object = json!({
                "questions": rows.len(),
                "right": share(right),
                "open": share(open),
                "wrong": share(wrong),
                "missed": missed,
            });
            writeln!(out, "{object}")?;
        }
        EvalFormat::Text => {
            for (row, ids) in missed {
                let ids = if ids.is_empty() { "nobody".to_owned() } else { ids.join(", ") };
                writeln!(out, "{}: {ids}; {} is right", row.question, row.id)?;
            }
            writeln!(
                out,
                "questions: {}, right: {right}, open: {open}, wrong: {wrong}",
                rows.len()
            )?;
        }
    }
    Ok(())
}

/// Rows of question, id and name of the answer, below a head.
fn read(text: &str) -> Result<Vec<Row>, Fault> {
    let row = |(number, row): (usize, &str)| match row.split('\t').collect::<Vec<_>>()[..] {
        [question, id, _] if Question::new(question).at.is_none() => {
            Err(Fault::new(number, format!("no date at the end of the question: {id}")))
        }
        [question, id, _] => Ok(Row { question: question.to_owned(), id: id.to_owned() }),
        _ => Err(Fault::new(number, "not 3 columns, separated by tabs")),
    };
    let lines = (1..).zip(text.lines()).filter(|(_, row)| !row.starts_with('#') && !row.is_empty());
    lines.skip(1).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_have_a_date() {
        let faults = |text: &str| read(text).err().map(|fault| fault.to_string());
        assert_eq!(faults("question\tid\tanswer\nUS president 2019\tperson.x\tX\n"), None);
        let undated = faults("question\tid\tanswer\nUS president\tperson.x\tX\n");
        assert_eq!(undated.unwrap(), "2: no date at the end of the question: person.x");
        assert_eq!(faults("a\nb\n").unwrap(), "2: not 3 columns, separated by tabs");
    }
}
