//! `onrecord read`: prints the record and keeps nothing.

use std::io::Write;

use anyhow::Result;
use onrecord_model::Id;
use onrecord_model::record::{AcrossLine, DocumentLine, Line};
use onrecord_stories::Telling;
use serde::Serialize;

use crate::across::Tellings;
use crate::args::{ReadArgs, RecordFormat};
use crate::capture::Found;
use crate::dataset::Table;
use crate::duplicate::{Captures, Index, KEPT};
use crate::failure::{Status, hinted};
use crate::out::{Console, Out, World};
use crate::parallel::for_each_capture;
use crate::reading::{Depth, Reader, Reading};
use crate::stories;
use crate::table::{self, Layout, Style};
use crate::tally::{Tally, count};

/// `onrecord read`
pub(crate) fn run(args: &ReadArgs, console: &mut Console, world: World) -> Result<Status> {
    let usual = if world.stdout_terminal { RecordFormat::Table } else { RecordFormat::Jsonl };
    let format = args.format.unwrap_or(usual);
    if args.stories && format.shape().is_some() {
        let hint = "--format jsonl or table prints them";
        return Err(hinted("stories have no rows in a table of events".to_owned(), hint));
    }
    let reader = Reader::with_layers(&args.layers, console)?;
    let knowledge = reader.engine().knowledge().clone();
    let mut printer = Printer {
        out: Out::new(world),
        form: match (format.shape(), format) {
            (Some(shape), _) => Form::Dataset(Table::new(shape, &knowledge)),
            (None, RecordFormat::Table) => Form::Table,
            (None, _) => Form::Jsonl,
        },
        layout: Layout::new(world, args.width),
        index: Index::new(KEPT),
        repeats: Repeats::new("statements"),
        tally: Tally::default(),
        mentions: args.mentions,
        tellings: args.stories.then(Tellings::default),
    };
    if let Form::Dataset(table) = &printer.form {
        table.header(&mut printer.out)?;
    }
    let full = if args.mentions || args.stories { Depth::Mentions } else { Depth::Full };
    for_each_capture(
        &args.inputs,
        console,
        world,
        once(),
        move |(found, again), put| {
            let file = found.path.clone();
            let depth = if again { Depth::Again } else { full };
            put((reader.read(found, depth), again.then_some(file)));
        },
        &mut |console, (reading, again): (Reading, Option<String>)| {
            printer.take(reading, again.as_deref(), console)
        },
    )?;
    if let Some(tellings) = printer.tellings.take() {
        tellings.each(|members, lines| printer.story(members, lines))?;
    }
    printer.out.flush()?;
    if let Form::Dataset(table) = &printer.form
        && let Some(words) = table.left_out().words()
    {
        console.note(&words);
    }
    console.summary(&printer.tally.words());
    Ok(printer.tally.status())
}

/// Tells of each capture, in order, whether the same bytes were found before.
pub(crate) fn once() -> impl FnMut(Found) -> Result<(Found, bool)> + Send + 'static {
    let mut captures = Captures::new(KEPT);
    move |found| {
        let again = found.bytes.as_ref().is_ok_and(|bytes| captures.seen(bytes.capture.id()));
        Ok((found, again))
    }
}

/// In what form.
enum Form<'k> {
    Table,
    Jsonl,
    Dataset(Table<'k>),
}

/// Prints readings as they come.
struct Printer<'k> {
    out: Out,
    form: Form<'k>,
    layout: Layout,
    index: Index,
    repeats: Repeats,
    tally: Tally,
    /// Whether mentions are asked for.
    mentions: bool,
    /// What stories are made of, if they are asked for.
    tellings: Option<Tellings>,
}

impl Printer<'_> {
    /// Prints a reading; `again` names the file of one whose bytes were read before.
    fn take(&mut self, mut reading: Reading, again: Option<&str>, console: &Console) -> Result<()> {
        reading.find_duplicates(&mut self.index)?;
        self.repeats.report(&reading, again, &mut self.tally, console);
        console.far(|| self.tally.words());
        if let Some(tellings) = &mut self.tellings {
            tellings.take(&reading);
        }
        if !self.mentions {
            reading.mentions.clear();
        }
        match &mut self.form {
            Form::Jsonl => {
                print_lines(&mut self.out, &reading.lines)?;
                print_lines(&mut self.out, &reading.mentions)?;
            }
            Form::Table => {
                print_table(&mut self.out, self.layout, &reading.lines)?;
                table::mentions(&mut self.out, self.layout, &reading.mentions)?;
            }
            Form::Dataset(table) => {
                for line in &reading.lines {
                    match line {
                        Line::Document(document) => table.document(document),
                        Line::Figure(figure) => table.figure(figure),
                        Line::Statement(_) | Line::Event(_) => {}
                    }
                }
                for line in &reading.lines {
                    if let Line::Event(event) = line {
                        table.event(event, &mut self.out)?;
                    }
                }
                table.forget();
            }
        }
        Ok(self.out.piece()?)
    }

    /// Prints a story; as a table, those that more than one document tells.
    fn story(&mut self, members: &[&Telling], lines: &[AcrossLine]) -> Result<()> {
        if let Form::Jsonl = self.form {
            return print_lines(&mut self.out, lines);
        }
        if members.len() > 1 {
            let document = |id: Id| {
                let own = members.iter().find(|member| member.document().id == id)?;
                Some(own.document().clone())
            };
            stories::show(&mut self.out, self.layout, &document, lines)?;
            writeln!(self.out)?;
        }
        Ok(())
    }
}

/// Remembers which repeated captures were mentioned.
pub(crate) struct Repeats {
    /// What of them is not repeated.
    what: &'static str,
    /// The file that was mentioned last.
    noted: Option<String>,
}

impl Repeats {
    /// None yet.
    pub(crate) fn new(what: &'static str) -> Self {
        Self { what, noted: None }
    }

    /// Counts a reading and says what is to be said of it; `again` names the file of one whose
    /// bytes were read before.
    pub(crate) fn report(
        &mut self,
        reading: &Reading,
        again: Option<&str>,
        tally: &mut Tally,
        console: &Console,
    ) {
        if let Some(file) = again {
            self.note(file, &reading.sighting.path, console);
        }
        reading.report(console);
        if again.is_some() && !reading.is_refused() {
            tally.known += 1;
        } else {
            tally.count(reading);
        }
    }

    /// One notice a file: a feed read twice repeats itself on every line.
    fn note(&mut self, file: &str, place: &str, console: &Console) {
        if self.noted.as_deref() == Some(file) {
            return;
        }
        let what = self.what;
        console.note(&format!(
            "{place}: the same bytes as an earlier capture; its {what} are not repeated"
        ));
        self.noted = Some(file.to_owned());
    }
}

/// One JSON object a line.
pub(crate) fn print_lines<'a, L: Serialize + 'a>(
    out: &mut dyn Write,
    lines: impl IntoIterator<Item = &'a L>,
) -> Result<()> {
    for line in lines {
        serde_json::to_writer(&mut *out, line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn print_table(out: &mut dyn Write, layout: Layout, lines: &[Line]) -> Result<()> {
    let (mut comments, mut furniture) = (0, 0);
    for line in lines {
        let Line::Document(document) = line else { continue };
        match document.role.as_str() {
            "comment" => comments += 1,
            "boilerplate" => furniture += 1,
            _ => print_document(out, layout, document, lines)?,
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
        layout.paragraph(out, "", &text, Some(Style::Dim))?;
        writeln!(out)?;
    }
    Ok(())
}

fn print_document(
    out: &mut dyn Write,
    layout: Layout,
    document: &DocumentLine,
    lines: &[Line],
) -> Result<()> {
    table::document_head(out, layout, document)?;
    writeln!(out)?;
    let own = || lines.iter().filter(|line| line.document() == document.id);
    let of_kind = |kind| own().filter(move |line| line.kind() == kind);
    for line in of_kind("statement") {
        table::told(out, layout, line, Some(document), &|_| None)?;
        writeln!(out)?;
    }
    for (kind, heading) in [("event", "Events"), ("figure", "Figures")] {
        if of_kind(kind).next().is_some() {
            writeln!(out, "  {}", layout.paint(Style::Dim, heading))?;
            table::brief(out, layout, of_kind(kind))?;
            writeln!(out)?;
        }
    }
    let found = own().any(|line| line.id() != document.id);
    let readable = document.language.as_deref().is_none_or(|language| language == "en");
    if !found && readable && document.duplicate_of != Some(document.id) {
        writeln!(out, "  nothing found\n")?;
    }
    Ok(())
}
