//! `onrecord read`: prints the record and keeps nothing.

use std::io::Write;

use anyhow::Result;
use onrecord_model::record::{DocumentLine, Line};

use crate::args::{Inputs, ReadArgs, ReadFormat};
use crate::capture::{Found, visit};
use crate::duplicate::{Captures, Index, KEPT};
use crate::failure::Status;
use crate::out::{Console, Out, World};
use crate::reading::{Depth, Reader};
use crate::table::{self, Layout};
use crate::tally::{Tally, count};
use crate::walk::{Input, walk};

/// `onrecord read`
pub(crate) fn run(args: &ReadArgs, console: &mut Console, world: World) -> Result<Status> {
    let usual = if world.stdout_terminal { ReadFormat::Table } else { ReadFormat::Jsonl };
    let mut printer = Printer {
        out: Out::new(world),
        format: args.format.unwrap_or(usual),
        layout: Layout::new(world, args.width),
        reader: Reader::new(),
        index: Index::new(KEPT),
        captures: Captures::new(KEPT),
        noted: None,
        tally: Tally::default(),
    };
    for_each_capture(&args.inputs, console, world, &mut |console, found| {
        printer.take(found, console)
    })?;
    printer.out.flush()?;
    console.summary(&printer.tally.words());
    Ok(printer.tally.status())
}

/// Prints readings as they come, and remembers what was read.
struct Printer {
    out: Out,
    format: ReadFormat,
    layout: Layout,
    reader: Reader,
    index: Index,
    captures: Captures,
    /// The file whose repeated captures were mentioned last.
    noted: Option<String>,
    tally: Tally,
}

impl Printer {
    fn take(&mut self, found: Found, console: &Console) -> Result<()> {
        let again = found.bytes.as_ref().is_ok_and(|bytes| self.captures.seen(bytes.capture.id()));
        if again {
            self.note_again(&found, console);
        }
        let depth = if again { Depth::Again } else { Depth::Full };
        let reading = self.reader.read(found, depth, &mut self.index)?;
        reading.report(console);
        if again && !reading.is_refused() {
            self.tally.known += 1;
        } else {
            self.tally.count(&reading);
        }
        console.far(|| self.tally.words());
        match self.format {
            ReadFormat::Jsonl => print_lines(&mut self.out, &reading.lines)?,
            ReadFormat::Table => print_table(&mut self.out, self.layout, &reading.lines)?,
        }
        Ok(self.out.piece()?)
    }

    /// One notice a file: a feed read twice repeats itself on every line.
    fn note_again(&mut self, found: &Found, console: &Console) {
        if self.noted.as_ref() == Some(&found.path) {
            return;
        }
        let place = found.place();
        console.note(&format!(
            "{place}: the same bytes as an earlier capture; its statements are not repeated"
        ));
        self.noted = Some(found.path.clone());
    }
}

/// Hands every capture of the inputs to `each`, with the bar moving on.
pub(crate) fn for_each_capture(
    inputs: &Inputs,
    console: &mut Console,
    world: World,
    each: &mut dyn FnMut(&Console, Found) -> Result<()>,
) -> Result<()> {
    console.progress(world, || walk(&inputs.paths).count() as u64);
    for input in walk(&inputs.paths) {
        if let Input::Skipped(path, reason) = &input {
            console.note(&format!("{}: {reason}", path.display()));
        }
        visit(&input, inputs.max_size, &mut |found| each(console, found))?;
        console.file_done();
    }
    Ok(())
}

/// One JSON object a line.
pub(crate) fn print_lines<'a>(
    out: &mut dyn Write,
    lines: impl IntoIterator<Item = &'a Line>,
) -> Result<()> {
    for line in lines {
        serde_json::to_writer(&mut *out, line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn print_table(out: &mut dyn Write, layout: Layout, lines: &[Line]) -> Result<()> {
    let (mut comments, mut furniture) = (0, 0);
    for (at, line) in lines.iter().enumerate() {
        let Line::Document(document) = line else { continue };
        let own = lines[at + 1..]
            .split(|line| matches!(line, Line::Document(_)))
            .next()
            .unwrap_or_default();
        match document.role.as_str() {
            "comment" => comments += 1,
            "boilerplate" => furniture += 1,
            _ => print_document(out, layout, document, own)?,
        }
    }
    let apart = [(comments, "comment"), (furniture, "block")];
    let apart: Vec<String> = apart
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| count(number, noun))
        .collect();
    if !apart.is_empty() {
        let text =
            format!("({} of the page kept apart; --format jsonl has all)", apart.join(" and "));
        layout.paragraph(out, "", &text, Some(table::Style::Dim))?;
        writeln!(out)?;
    }
    Ok(())
}

fn print_document(
    out: &mut dyn Write,
    layout: Layout,
    document: &DocumentLine,
    own: &[Line],
) -> Result<()> {
    table::document_head(out, layout, document)?;
    writeln!(out)?;
    for line in own {
        if let Line::Statement(statement) = line {
            table::statement(out, layout, statement)?;
            writeln!(out)?;
        }
    }
    let readable = document.language.as_deref().is_none_or(|language| language == "en");
    if own.is_empty() && readable && document.duplicate_of != Some(document.id) {
        writeln!(out, "  no statement found\n")?;
    }
    Ok(())
}
