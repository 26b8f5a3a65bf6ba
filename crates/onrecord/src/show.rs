//! `onrecord show`: a statement, event or figure in its paragraph, a document with its text, an actor;
//! and `verify`.

use std::io::Write;
use std::ops::Range;
use std::path::Path;

use anyhow::Result;
use onrecord_ledger::{EventFilter, Filter, Ledger};
use onrecord_model::record::{DocumentLine, Line, ParticipantLine, SpanLine};
use onrecord_model::{CodePoints, Id, Span};

use crate::across::open_with_stories;
use crate::actors;
use crate::args::{ReadFormat, ShowArgs};
use crate::failure::{Status, hinted};
use crate::kb::load;
use crate::list::{named, open};
use crate::out::{Console, Out, World};
use crate::read::print_lines;
use crate::safe::safe;
use crate::stories;
use crate::table::{self, Layout, Style};
use crate::tally::count;

/// The line that an id, or the beginning of one, names.
pub(crate) fn find(ledger: &Ledger, id: &str) -> Result<Line> {
    ledger.line(id)?.ok_or_else(|| {
        let hint = "`onrecord documents`, `statements`, `events` and `figures` list what there is, with ids";
        hinted(format!("nothing in the ledger has the id {id}"), hint)
    })
}

/// The document of a line: itself, or the one that it stands in.
pub(crate) fn document_of(ledger: &Ledger, line: &Line) -> Result<DocumentLine> {
    let id = line.document();
    if let Line::Document(document) = line {
        return Ok((**document).clone());
    }
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
    let mut out = Out::new(world);
    if args.id.trim().starts_with("sto-") {
        let ledger = open_with_stories(path)?;
        let lines = stories::find(&ledger, &args.id)?;
        if args.format == ReadFormat::Jsonl {
            print_lines(&mut out, &lines)?;
        } else {
            let document = |id| stories::document(&ledger, id);
            stories::show(&mut out, Layout::new(world, args.width), &document, &lines)?;
        }
        out.flush()?;
        return Ok(Status::Done);
    }
    let ledger = open(path)?;
    if !["doc-", "sta-", "eve-", "fig-"].iter().any(|start| args.id.trim().starts_with(start)) {
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
            Line::Document(_) => show_document(&mut out, layout, &document)?,
            _ => show_told(&mut out, layout, &line, &document, &ledger)?,
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

/// A statement, event or figure: its block, the paragraphs with its words marked, what it names and
/// what names it, then how it was found and where.
fn show_told(
    out: &mut dyn Write,
    layout: Layout,
    line: &Line,
    document: &DocumentLine,
    ledger: &Ledger,
) -> Result<()> {
    table::told(out, layout, line, Some(document), &|id| named(ledger, id))?;
    writeln!(out)?;
    let points = CodePoints::new(&document.text);
    let marks = marks(&marked(line), &points);
    for paragraph in paragraphs(&document.text, &marks) {
        let marked = mark(&document.text, paragraph, &marks);
        for line in table::wrap(&marked, layout.width) {
            writeln!(out, "{}", layout.emphasise(&line))?;
        }
        writeln!(out)?;
    }
    show_related(out, layout, line, document, ledger)?;
    let read_by = |by: &str, confidence: f32| format!("{by} (confidence {confidence:.2})");
    let mut facts = vec![(line.kind(), line.id().to_string())];
    let places: &[SpanLine] = match line {
        Line::Document(_) => &[],
        Line::Statement(line) => {
            facts.push(("form", line.form.clone()));
            facts.push(("read by", read_by(&line.by, line.confidence)));
            &line.content
        }
        Line::Event(line) => {
            let codes = [
                ("contexts", line.contexts.join(", ")),
                ("CAMEO", line.cameo.clone().unwrap_or_default()),
                ("quad, score", format!("{}, {}", line.quad, line.score)),
                ("actors", codes(&line.actors)),
                ("recipients", codes(&line.recipients)),
            ];
            facts.extend(codes.into_iter().filter(|(_, text)| !text.is_empty()));
            facts.push(("read by", read_by(&line.by, line.confidence)));
            std::slice::from_ref(&line.trigger)
        }
        Line::Figure(line) => {
            facts.push(("read by", read_by(&line.by, line.confidence)));
            std::slice::from_ref(&line.span)
        }
    };
    facts.extend(places.iter().map(|span| ("place", place(span, document, &points))));
    write_facts(out, layout, facts.into_iter())?;
    writeln!(out)?;
    table::document_head(out, layout, document)?;
    write_facts(out, layout, document_ids(document).into_iter())
}

/// The spans that are marked: what is said; the trigger, who takes part and when; the number and what
/// it counts.
fn marked(line: &Line) -> Vec<&SpanLine> {
    match line {
        Line::Statement(line) => line.content.iter().collect(),
        _ => line.spans().into_iter().map(|(_, span)| span).collect(),
    }
}

/// Spans in bytes of the text, in order; of two that overlap the first that is given.
fn marks(spans: &[&SpanLine], points: &CodePoints<'_>) -> Vec<Range<usize>> {
    let mut marks: Vec<Range<usize>> = Vec::new();
    for span in spans.iter().filter_map(|span| bytes(span, points)) {
        if marks.iter().all(|mark| span.end <= mark.start || mark.end <= span.start) {
            marks.push(span);
        }
    }
    marks.sort_by_key(|mark| mark.start);
    marks
}

/// Who takes part, by id and codes: `syr SYR; TUR`.
fn codes(parties: &[ParticipantLine]) -> String {
    let codes = |one: &ParticipantLine| -> String {
        let parts = one.actor.iter().chain(&one.codes).map(String::as_str);
        parts.collect::<Vec<_>>().join(" ")
    };
    let known: Vec<String> = parties.iter().map(codes).filter(|codes| !codes.is_empty()).collect();
    known.join("; ")
}

/// The lines that an event or figure names, and those that name it.
fn show_related(
    out: &mut dyn Write,
    layout: Layout,
    line: &Line,
    document: &DocumentLine,
    ledger: &Ledger,
) -> Result<()> {
    let mut related: Vec<(&str, Line)> = Vec::new();
    let mut add = |label, id: Option<Id>| {
        related.extend(id.and_then(|id| named(ledger, id)).map(|line| (label, line)));
    };
    match line {
        Line::Document(_) | Line::Statement(_) => {}
        Line::Event(event) => {
            add("asserted in", event.asserted_by.id);
            add("about", event.about);
            event.counts().for_each(|(name, id)| add(name, Some(id)));
            let about = EventFilter { about: Some(event.id.to_string()), ..EventFilter::default() };
            related
                .extend(ledger.events(&about)?.into_iter().map(|line| ("what is about it", line)));
        }
        Line::Figure(figure) => {
            add("asserted in", figure.asserted_by.id);
            add("changed from", figure.change_from);
            let within = Filter { document: Some(figure.document), ..Filter::default() };
            let told = ledger.events(&EventFilter { within, ..EventFilter::default() })?;
            let counts = |line: &Line| match line {
                Line::Event(event) => event.counts().any(|(_, id)| id == figure.id),
                _ => false,
            };
            related.extend(told.into_iter().filter(counts).map(|line| ("counted in", line)));
        }
    }
    for (label, line) in &related {
        writeln!(out, "{label}:")?;
        table::told(out, layout, line, Some(document), &|id| named(ledger, id))?;
        writeln!(out)?;
    }
    Ok(())
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
        (found.events, "event"),
        (found.figures, "figure"),
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
