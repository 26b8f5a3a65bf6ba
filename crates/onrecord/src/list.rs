//! `onrecord documents`, `statements`, `events`, `figures`, `search` and `captures`: lists from the
//! ledger.

pub(crate) mod event;

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use onrecord_ledger::{Filter, Ledger, Seen};
use onrecord_model::Id;
use onrecord_model::record::{DocumentLine, Line};
use serde_json::json;
use unicode_width::UnicodeWidthStr;

use crate::args::{
    CapturesArgs, DocumentsArgs, ListFormat, Listing, SearchArgs, StatementsArgs, Where,
};
use crate::failure::{Status, hinted};
use crate::flat::{self, About, CAPTURE_COLUMNS, DOCUMENT_COLUMNS, Rows};
use crate::out::{Console, Out, World};
use crate::read::print_lines;
use crate::table::{self, Layout, Style};
use crate::tally::count;

/// Matches of a search, unless told otherwise.
const MATCHES: u32 = 20;

/// Opens a ledger that is there already.
pub(crate) fn open(path: &Path) -> Result<Ledger> {
    must_exist(path)?;
    Ok(Ledger::open_read_only(path)?)
}

/// Tests that there is a file where a ledger is asked for.
pub(crate) fn must_exist(path: &Path) -> Result<()> {
    if path.exists() {
        return Ok(());
    }
    let hint = "`onrecord add PATH` makes one here; --ledger FILE names one elsewhere";
    Err(hinted(format!("there is no ledger {}", path.display()), hint))
}

fn filter(ledger: &Ledger, which: &Where, limit: Option<u32>) -> Result<Filter> {
    let document = |id: &String| crate::show::find(ledger, id).map(|line| line.document());
    Ok(Filter {
        document: which.document.as_ref().map(document).transpose()?,
        outlet: which.outlet.clone(),
        from: which.from.clone(),
        to: which.to.clone(),
        text: which.text.clone(),
        limit,
        ..Filter::default()
    })
}

/// Where a list goes, and in which form.
pub(crate) struct Sheet<'c> {
    /// Standard output.
    pub(crate) out: Out,
    /// How tables are laid out.
    pub(crate) layout: Layout,
    /// The form that was asked for, or the usual one.
    pub(crate) format: ListFormat,
    console: &'c mut Console,
}

impl<'c> Sheet<'c> {
    /// A list as it was asked for.
    pub(crate) fn new(listing: &Listing, console: &'c mut Console, world: World) -> Self {
        let usual = if world.stdout_terminal { ListFormat::Table } else { ListFormat::Jsonl };
        let layout = Layout::new(world, listing.width);
        Self { out: Out::new(world), layout, format: listing.format.unwrap_or(usual), console }
    }

    /// Ends the list: how many there were is for people, and not part of the data.
    pub(crate) fn end(mut self, number: usize, noun: &str) -> Result<Status> {
        self.out.flush()?;
        if self.format == ListFormat::Table {
            self.console.summary(&count(number as u64, noun));
        }
        Ok(Status::Done)
    }
}

/// Documents by id, the last one at hand: statements of one document follow each other.
struct Documents<'l> {
    ledger: &'l Ledger,
    last: Option<Box<DocumentLine>>,
}

impl Documents<'_> {
    fn get(&mut self, id: Id) -> Result<Option<&DocumentLine>> {
        if self.last.as_ref().is_none_or(|last| last.id != id) {
            self.last = match self.ledger.line(&id.to_string())? {
                Some(Line::Document(line)) => Some(line),
                _ => None,
            };
        }
        Ok(self.last.as_deref())
    }
}

/// `onrecord documents`
pub(crate) fn documents(
    args: &DocumentsArgs,
    path: &Path,
    console: &mut Console,
    world: World,
) -> Result<Status> {
    let ledger = open(path)?;
    let lines = ledger.documents(&Filter {
        role: Some(args.role.clone()).filter(|role| role != "all"),
        ..filter(&ledger, &args.which, args.listing.limit)?
    })?;
    let mut sheet = Sheet::new(&args.listing, console, world);
    match sheet.format {
        ListFormat::Jsonl => print_lines(&mut sheet.out, &lines)?,
        ListFormat::Csv | ListFormat::Tsv => {
            let mut rows = Rows::new(&mut sheet.out, &DOCUMENT_COLUMNS, sheet.format)?;
            documents_of(&lines).try_for_each(|line| rows.row(&flat::document(line)))?;
            rows.finish()?;
        }
        ListFormat::Table => document_table(&mut sheet.out, sheet.layout, &lines)?,
    }
    sheet.end(lines.len(), "document")
}

fn documents_of(lines: &[Line]) -> impl Iterator<Item = &DocumentLine> {
    lines.iter().filter_map(|line| match line {
        Line::Document(document) => Some(&**document),
        _ => None,
    })
}

/// Columns that a title keeps beside the rest of its row; where it has less, it goes below it.
const TITLE: usize = 24;

/// One row a document: id, date, outlet, title.
fn document_table(out: &mut Out, layout: Layout, lines: &[Line]) -> Result<()> {
    let outlet = |line| table::clip(table::outlet(line).unwrap_or("–"), 24);
    let outlet_width = documents_of(lines).map(|line| outlet(line).width()).max().unwrap_or(0);
    for line in documents_of(lines) {
        let id = table::short_id(line.id);
        let date = line
            .published
            .as_ref()
            .and_then(|when| when.value.get(..10).or(Some(&when.value)))
            .unwrap_or("–");
        let lead = format!("{:10}  {}  ", date, table::pad(&outlet(line), outlet_width));
        let mut title = table::title(line);
        if line.role != "article" {
            title = format!("[{}] {title}", line.role);
        } else if line.duplicate_of.is_some() {
            title = format!("[copy] {title}");
        }
        let room = layout.width.saturating_sub(id.width() + 2 + lead.width());
        let id = layout.paint(Style::Dim, &id);
        if title.width().min(TITLE) <= room {
            writeln!(out, "{id}  {lead}{}", table::clip(&title, room))?;
        } else {
            writeln!(out, "{id}  {}", lead.trim_end())?;
            layout.paragraph(out, "    ", &title, None)?;
        }
    }
    Ok(())
}

/// `onrecord statements`
pub(crate) fn statements(
    args: &StatementsArgs,
    path: &Path,
    console: &mut Console,
    world: World,
) -> Result<Status> {
    let ledger = open(path)?;
    let filter = Filter {
        source: args.source.clone(),
        act: args.act.clone(),
        medium: args.medium.clone(),
        form: args.form.clone(),
        factuality: args.factuality.clone(),
        addressee: args.addressee.clone(),
        via: args.via.clone(),
        condition: args.condition.clone(),
        deadline: args.deadline,
        actor: args.actor.clone(),
        nested: args.nested,
        confidence: args.confidence,
        ..filter(&ledger, &args.which, args.listing.limit)?
    };
    let lines = ledger.statements(&filter)?;
    list(&ledger, &lines, "statement", Sheet::new(&args.listing, console, world))
}

/// Prints statements, events or figures.
fn list(ledger: &Ledger, lines: &[Line], kind: &str, mut sheet: Sheet<'_>) -> Result<Status> {
    let mut documents = Documents { ledger, last: None };
    match sheet.format {
        ListFormat::Jsonl => print_lines(&mut sheet.out, lines)?,
        ListFormat::Csv | ListFormat::Tsv => {
            let mut rows = Rows::new(&mut sheet.out, flat::columns(kind), sheet.format)?;
            for line in lines {
                let about = documents.get(line.document())?.map(About::from).unwrap_or_default();
                flat::told(line, &about).map_or(Ok(()), |cells| rows.row(&cells))?;
            }
            rows.finish()?;
        }
        ListFormat::Table => told_table(&mut sheet.out, sheet.layout, &mut documents, lines)?,
    }
    sheet.end(lines.len(), kind)
}

/// A block a document, with those of its lines that were asked for.
fn told_table(
    out: &mut Out,
    layout: Layout,
    documents: &mut Documents<'_>,
    lines: &[Line],
) -> Result<()> {
    let ledger = documents.ledger;
    let mut shown = None;
    for line in lines {
        let document = documents.get(line.document())?;
        if shown != Some(line.document())
            && let Some(document) = document
        {
            table::document_head(out, layout, document)?;
            writeln!(out)?;
        }
        shown = Some(line.document());
        table::told(out, layout, line, document, &|id| named(ledger, id))?;
        writeln!(out)?;
    }
    Ok(())
}

/// A line that another names; one that cannot be read is as good as none, where it is only named.
pub(crate) fn named(ledger: &Ledger, id: Id) -> Option<Line> {
    ledger.line(&id.to_string()).ok().flatten()
}

/// `onrecord search`
pub(crate) fn search(
    args: &SearchArgs,
    path: &Path,
    console: &mut Console,
    world: World,
) -> Result<Status> {
    let ledger = open(path)?;
    let found = ledger.search(&args.words.join(" "), args.listing.limit.unwrap_or(MATCHES))?;
    let mut sheet = Sheet::new(&args.listing, console, world);
    match sheet.format {
        ListFormat::Jsonl => {
            for (line, snippet) in &found {
                let mut value = serde_json::to_value(line)?;
                value["snippet"] = json!(marked(snippet, "⟦", "⟧"));
                serde_json::to_writer(&mut sheet.out, &value)?;
                sheet.out.write_all(b"\n")?;
            }
        }
        ListFormat::Csv | ListFormat::Tsv => {
            let mut rows = Rows::new(&mut sheet.out, &["kind", "id", "snippet"], sheet.format)?;
            for (line, snippet) in &found {
                rows.row(&[
                    line.kind().to_owned(),
                    line.id().to_string(),
                    marked(snippet, "⟦", "⟧"),
                ])?;
            }
            rows.finish()?;
        }
        ListFormat::Table => {
            let mut documents = Documents { ledger: &ledger, last: None };
            for (line, snippet) in &found {
                match_block(&mut sheet.out, sheet.layout, &mut documents, line, snippet)?;
            }
        }
    }
    sheet.end(found.len(), "result")
}

/// The snippet with other marks around its matches.
fn marked(snippet: &str, open: &str, close: &str) -> String {
    snippet.replace('\u{2}', open).replace('\u{3}', close)
}

/// A match: who said it or which document, then the words around it.
fn match_block(
    out: &mut Out,
    layout: Layout,
    documents: &mut Documents<'_>,
    line: &Line,
    snippet: &str,
) -> Result<()> {
    let (what, document) = match line {
        Line::Statement(statement) => {
            let source = table::source_name(statement.source.as_ref());
            (format!("{source} · {}", statement.act), documents.get(statement.document)?)
        }
        Line::Document(document) => (table::title(document), Some(&**document)),
        // The words of others are not searched.
        Line::Event(_) | Line::Figure(_) => return Ok(()),
    };
    let facts = [
        Some(table::short_id(line.id())),
        document.and_then(table::outlet).map(str::to_owned),
        document
            .and_then(|document| document.published.as_ref())
            .map(|when| when.value.replace('T', " ")),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    layout.paragraph(out, "", &what, Some(Style::Bold))?;
    table::write_facts(out, layout, "", &facts, Some(Style::Dim))?;
    layout.paragraph(out, "    ", &marked(snippet, "⟦", "⟧"), None)?;
    Ok(writeln!(out)?)
}

/// `onrecord captures`
pub(crate) fn captures(
    args: &CapturesArgs,
    path: &Path,
    console: &mut Console,
    world: World,
) -> Result<Status> {
    let mut seen = open(path)?.sightings()?;
    seen.retain(|seen| args.outcome.as_ref().is_none_or(|outcome| seen.outcome == *outcome));
    seen.truncate(args.listing.limit.map_or(usize::MAX, |limit| limit as usize));
    let mut sheet = Sheet::new(&args.listing, console, world);
    match sheet.format {
        ListFormat::Jsonl => {
            for seen in &seen {
                serde_json::to_writer(&mut sheet.out, &capture_line(seen))?;
                sheet.out.write_all(b"\n")?;
            }
        }
        ListFormat::Csv | ListFormat::Tsv => {
            let mut rows = Rows::new(&mut sheet.out, &CAPTURE_COLUMNS, sheet.format)?;
            seen.iter().try_for_each(|seen| rows.row(&flat::capture(seen)))?;
            rows.finish()?;
        }
        ListFormat::Table => {
            for seen in &seen {
                let reason =
                    seen.reason.as_ref().map_or(String::new(), |reason| format!(": {reason}"));
                let lead = format!("{:8}  ", seen.outcome);
                sheet.layout.paragraph(
                    &mut sheet.out,
                    &lead,
                    &format!("{}{reason}", seen.sighting.path),
                    None,
                )?;
            }
        }
    }
    sheet.end(seen.len(), "capture")
}

fn capture_line(seen: &Seen) -> serde_json::Value {
    json!({
        "kind": "capture",
        "schema": onrecord_model::SCHEMA,
        "capture": seen.capture,
        "path": seen.sighting.path,
        "url": seen.sighting.url,
        "at": seen.sighting.at,
        "charset": seen.sighting.charset,
        "outcome": seen.outcome,
        "reason": seen.reason,
    })
}
