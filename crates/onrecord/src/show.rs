//! `onrecord show`: a statement in its paragraph, a document with its text, an actor; and `verify`.

use std::io::Write;
use std::ops::Range;
use std::path::Path;

use anyhow::Result;
use onrecord_ledger::Ledger;
use onrecord_model::record::{DocumentLine, Line, SpanLine, StatementLine};
use onrecord_model::{CodePoints, Span};

use crate::actors;
use crate::args::{ReadFormat, ShowArgs};
use crate::failure::{Status, hinted};
use crate::kb::load;
use crate::list::open;
use crate::out::{Console, Out, World};
use crate::read::print_lines;
use crate::safe::safe;
use crate::table::{self, Layout, Style};
use crate::tally::count;

/// The line that an id, or the beginning of one, names.
pub(crate) fn find(ledger: &Ledger, id: &str) -> Result<Line> {
    ledger.line(id)?.ok_or_else(|| {
        let hint = "`onrecord statements` and `onrecord documents` list what there is, with ids";
        hinted(format!("nothing in the ledger has the id {id}"), hint)
    })
}

/// The document of a line: itself, or the one that a statement stands in.
pub(crate) fn document_of(ledger: &Ledger, line: &Line) -> Result<DocumentLine> {
    let id = match line {
        Line::Document(document) => return Ok((**document).clone()),
        Line::Statement(statement) => statement.document,
    };
    match ledger.line(&id.to_string())? {
        Some(Line::Document(document)) => Ok(*document),
        _ => Err(hinted(
            format!("the document {id} is not in the ledger"),
            "`onrecord verify` lists what is wrong",
        )),
    }
}

/// `onrecord show`
pub(crate) fn run(args: &ShowArgs, path: &Path, console: &Console, world: World) -> Result<Status> {
    let ledger = open(path)?;
    let mut out = Out::new(world);
    if !["doc-", "sta-"].iter().any(|start| args.id.trim().starts_with(start)) {
        show_actor(args, &ledger, console, world, &mut out)?;
        out.flush()?;
        return Ok(Status::Done);
    }
    let line = find(&ledger, &args.id)?;
    if args.format == ReadFormat::Jsonl {
        print_lines(&mut out, [&line])?;
    } else {
        let layout = Layout::new(world, args.width);
        let document = document_of(&ledger, &line)?;
        match &line {
            Line::Statement(statement) => show_statement(&mut out, layout, statement, &document)?,
            Line::Document(_) => show_document(&mut out, layout, &document)?,
        }
        if let Some(next) = ledger.successor(&line)? {
            let text = format!("superseded: a newer reading has {} instead", next.id());
            layout.paragraph(&mut out, "", &text, Some(Style::Bold))?;
        }
    }
    out.flush()?;
    Ok(Status::Done)
}

fn show_actor(
    args: &ShowArgs,
    ledger: &Ledger,
    console: &Console,
    world: World,
    out: &mut Out,
) -> Result<()> {
    let Some(actor) = ledger.actor(&args.id)? else {
        let hint = "`onrecord actors`, `statements` and `documents` list what there is, with ids; \
                    `onrecord kb show` shows whom nobody mentions";
        return Err(hinted(format!("nothing in the ledger has the id {}", args.id), hint));
    };
    let knowledge = load::knowledge(&args.layers.paths(), args.layers.options(), console)?;
    let layout = (args.format == ReadFormat::Table).then(|| Layout::new(world, args.width));
    actors::show::show(ledger, &knowledge, &actor, layout, out)
}

fn show_statement(
    out: &mut dyn Write,
    layout: Layout,
    statement: &StatementLine,
    document: &DocumentLine,
) -> Result<()> {
    table::statement(out, layout, statement)?;
    writeln!(out)?;
    let points = CodePoints::new(&document.text);
    let marks: Vec<Range<usize>> =
        statement.content.iter().filter_map(|span| bytes(span, &points)).collect();
    for paragraph in paragraphs(&document.text, &marks) {
        let marked = mark(&document.text, paragraph, &marks);
        for line in table::wrap(&marked, layout.width) {
            writeln!(out, "{}", layout.emphasise(&line))?;
        }
        writeln!(out)?;
    }
    let id = statement.id.to_string();
    let read_by = format!("{} (confidence {:.2})", statement.by, statement.confidence);
    let places = statement.content.iter().map(|span| place(span, document, &points));
    let facts = [("statement", id), ("form", statement.form.clone()), ("read by", read_by)];
    let facts = facts.into_iter().chain(places.map(|place| ("place", place)));
    write_facts(out, layout, facts)?;
    writeln!(out)?;
    table::document_head(out, layout, document)?;
    write_facts(out, layout, document_ids(document).into_iter())
}

fn show_document(out: &mut dyn Write, layout: Layout, document: &DocumentLine) -> Result<()> {
    table::document_head(out, layout, document)?;
    let outlet = document.outlet.as_ref().and_then(|outlet| outlet.domain.clone());
    let published =
        document.published.as_ref().map(|when| format!("{} ({})", when.value, when.basis));
    let facts = [
        ("domain", outlet),
        ("address", document.url.clone()),
        ("published", published),
        ("captured", document.captured.clone()),
        ("role", Some(document.role.clone())),
        ("language", document.language.clone()),
        ("source id", document.source_id.clone()),
        ("duplicate of", document.duplicate_of.map(|id| id.to_string())),
    ];
    let facts = facts.into_iter().filter_map(|(label, text)| Some((label, text?)));
    write_facts(out, layout, facts.chain(document_ids(document)))?;
    writeln!(out)?;
    for paragraph in document.text.lines() {
        layout.paragraph(out, "", paragraph, None)?;
    }
    Ok(())
}

fn document_ids(document: &DocumentLine) -> [(&'static str, String); 2] {
    [("document", document.id.to_string()), ("capture", document.capture.to_string())]
}

fn write_facts(
    out: &mut dyn Write,
    layout: Layout,
    facts: impl Iterator<Item = (&'static str, String)>,
) -> Result<()> {
    for (label, text) in facts {
        layout.paragraph(out, &table::pad(&format!("{label}:"), 14), &text, None)?;
    }
    Ok(())
}

/// Where a span stands in the text, and on which bytes of the capture.
fn place(span: &SpanLine, document: &DocumentLine, points: &CodePoints<'_>) -> String {
    let text = format!("characters {}–{} of the text", span.start, span.end);
    let capture = bytes(span, points)
        .and_then(|range| document.offset_map()?.to_capture(Span::from_range(range)));
    match capture {
        Some(span) => format!("{text}, bytes {}–{} of the capture", span.start(), span.end()),
        None => text,
    }
}

fn bytes(span: &SpanLine, points: &CodePoints<'_>) -> Option<Range<usize>> {
    let (start, end) = (points.to_byte(span.start)?, points.to_byte(span.end)?);
    (start <= end).then_some(start as usize..end as usize)
}

/// The paragraphs that hold marks, in order.
fn paragraphs(text: &str, marks: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        let start = text[..mark.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[mark.end..].find('\n').map_or(text.len(), |at| mark.end + at);
        match found.last_mut() {
            Some(last) if start < last.end => last.end = last.end.max(end),
            _ => found.push(start..end),
        }
    }
    found
}

/// The paragraph with brackets around the marks in it.
fn mark(text: &str, paragraph: Range<usize>, marks: &[Range<usize>]) -> String {
    let (mut marked, mut at) = (String::new(), paragraph.start);
    for mark in
        marks.iter().filter(|mark| paragraph.start <= mark.start && mark.end <= paragraph.end)
    {
        marked += &safe(&text[at..mark.start]);
        marked.push('⟦');
        marked += &safe(&text[mark.clone()]);
        marked.push('⟧');
        at = mark.end;
    }
    marked += &safe(&text[at..paragraph.end]);
    marked
}

/// `onrecord verify`
pub(crate) fn verify(path: &Path, console: &mut Console, world: World) -> Result<Status> {
    let found = open(path)?.verify()?;
    let mut out = Out::new(world);
    let checked = [
        (found.captures, "capture"),
        (found.documents, "document"),
        (found.statements, "statement"),
        (found.mentions, "mention"),
    ];
    let checked: Vec<String> =
        checked.into_iter().map(|(number, noun)| count(number, noun)).collect();
    writeln!(out, "checked {}: {}", checked.join(", "), count(found.faults.len() as u64, "fault"))?;
    out.flush()?;
    for fault in &found.faults {
        console.failed(&format!("{}: {}", fault.item, fault.message));
    }
    Ok(if found.faults.is_empty() { Status::Done } else { Status::Faults })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_marked_in_its_paragraph() {
        let text = "Title\n\nHe said “no” to it, and “never” after.\nMore.";
        let marks: Vec<Range<usize>> = ["no", "never"]
            .iter()
            .map(|word| text.find(word).map(|at| at..at + word.len()).unwrap())
            .collect();
        let found = paragraphs(text, &marks);
        assert_eq!(found.len(), 1);
        assert_eq!(
            mark(text, found[0].clone(), &marks),
            "He said “⟦no⟧” to it, and “⟦never⟧” after."
        );
    }

    #[test]
    fn a_quote_over_paragraphs_shows_them_all() {
        let text = "One.\nTwo a\nb three.\nFour.";
        let at = text.find("a\nb").unwrap();
        let marks = vec![Range { start: at, end: at + 3 }];
        let found = paragraphs(text, &marks);
        assert_eq!(mark(text, found[0].clone(), &marks), "Two ⟦a b⟧ three.");
    }
}
