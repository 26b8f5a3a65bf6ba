//! `onrecord stories`, `conflicts` and `timeline`: what the ledger holds, looked at across documents.

mod conflicts;
mod timeline;

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use onrecord_ledger::{Ledger, StoryFilter};
use onrecord_model::Id;
use onrecord_model::record::{AcrossLine, DocumentLine, Line, StoryLine};
use unicode_width::UnicodeWidthStr;

pub(crate) use self::conflicts::conflicts;
pub(crate) use self::timeline::timeline;
use crate::across::open_with_stories;
use crate::args::{ListFormat, Listing, StoriesArgs, Told};
use crate::failure::{Status, hinted};
use crate::flat::Rows;
use crate::list::{Sheet, named};
use crate::out::{Console, World};
use crate::read::print_lines;
use crate::table::{self, Layout, Style};

/// Columns of stories.
const COLUMNS: [&str; 7] = ["id", "title", "from", "to", "documents", "independent", "run"];

/// `onrecord stories`
pub(crate) fn stories(
    args: &StoriesArgs,
    path: &Path,
    console: &mut Console,
    world: World,
) -> Result<Status> {
    let ledger = open_with_stories(path)?;
    let mut filter = filter(&ledger, &args.told, &args.listing)?;
    filter.documents = args.documents;
    let lines = ledger.stories(&filter)?;
    let mut sheet = Sheet::new(&args.listing, console, world);
    let stories = lines.iter().filter_map(AcrossLine::story);
    match sheet.format {
        ListFormat::Jsonl => print_lines(&mut sheet.out, &lines)?,
        ListFormat::Csv | ListFormat::Tsv => {
            let mut rows = Rows::new(&mut sheet.out, &COLUMNS, sheet.format)?;
            for story in stories {
                let cell = |text: &Option<String>| text.clone().unwrap_or_default();
                rows.row(&[
                    story.id.to_string(),
                    story.title.clone(),
                    cell(&story.from),
                    cell(&story.to),
                    story.documents.to_string(),
                    story.independent.to_string(),
                    story.run.to_string(),
                ])?;
            }
            rows.finish()?;
        }
        ListFormat::Table => {
            for story in stories {
                head(&mut sheet.out, sheet.layout, story)?;
            }
        }
    }
    sheet.end(lines.len(), "story")
}

/// Which stories, as they were asked for.
fn filter(ledger: &Ledger, told: &Told, listing: &Listing) -> Result<StoryFilter> {
    let story = told.story.as_ref().map(|id| story_id(ledger, id)).transpose()?;
    Ok(StoryFilter {
        story,
        text: told.text.clone(),
        from: told.from.clone(),
        to: told.to.clone(),
        limit: listing.limit,
        ..StoryFilter::default()
    })
}

/// All lines of a story.
pub(crate) fn find(ledger: &Ledger, id: &str) -> Result<Vec<AcrossLine>> {
    ledger.story(id)?.ok_or_else(|| {
        hinted(
            format!("the ledger has no story {id}"),
            "`onrecord stories` lists what there is, with ids",
        )
    })
}

/// The id in full.
fn story_id(ledger: &Ledger, id: &str) -> Result<String> {
    let lines = find(ledger, id)?;
    Ok(lines
        .first()
        .and_then(AcrossLine::story)
        .map_or(id.to_owned(), |story| story.id.to_string()))
}

/// Days of a story: `2024-03-07 – 2024-03-09`, or one.
fn days(story: &StoryLine) -> String {
    let day = |time: &Option<String>| {
        time.as_deref().and_then(|time| time.get(..10)).unwrap_or("–").to_owned()
    };
    let (from, to) = (day(&story.from), day(&story.to));
    if from == to { from } else { format!("{from} – {to}") }
}

/// A story as two lines: its title with the id, then days and numbers.
fn head(out: &mut dyn Write, layout: Layout, story: &StoryLine) -> Result<()> {
    let id = table::short_id(story.id);
    let room = layout.width.saturating_sub(id.width() + 2);
    let title = table::clip(&story.title, room);
    let gap = " ".repeat(room.saturating_sub(title.width()) + 2);
    writeln!(out, "{}{gap}{}", layout.paint(Style::Bold, &title), layout.paint(Style::Dim, &id))?;
    let facts = [
        days(story),
        crate::tally::count(story.documents.into(), "document"),
        format!("{} independent", story.independent),
    ];
    Ok(table::write_facts(out, layout, "    ", &facts, Some(Style::Dim))?)
}

/// A story in full: its documents with whom they carry, and where they agree or do not.
pub(crate) fn show(
    out: &mut dyn Write,
    layout: Layout,
    document: &dyn Fn(Id) -> Option<DocumentLine>,
    lines: &[AcrossLine],
) -> Result<()> {
    let Some(story) = lines.first().and_then(AcrossLine::story) else { return Ok(()) };
    head(out, layout, story)?;
    writeln!(out)?;
    let name = |id| {
        let document = document(id)?;
        Some(table::outlet(&document).map_or_else(|| table::title(&document), str::to_owned))
    };
    for member in lines.iter().filter_map(AcrossLine::member) {
        let Some(document) = document(member) else { continue };
        member_line(out, layout, &document)?;
        for carry in lines.iter().filter_map(AcrossLine::carry).filter(|one| one.from == member) {
            let whose = carry.to.and_then(name).or(carry.outlet.clone()).unwrap_or_default();
            let what = match carry.how.as_str() {
                "exact" => "the same text as",
                "near" => "nearly the same text as",
                "partial" => "holds words of",
                _ => "cites",
            };
            let text = format!("{what} {whose}");
            layout.paragraph(out, "              ", &text, Some(Style::Dim))?;
        }
    }
    for (relations, heading) in [
        (["conflict", "denied"], "Where they do not agree"),
        (["corroborated", "repeated"], "Where they agree"),
    ] {
        let agreements = lines.iter().filter_map(AcrossLine::agreement);
        let mut own =
            agreements.filter(|one| relations.contains(&one.relation.as_str())).peekable();
        if own.peek().is_some() {
            writeln!(out, "\n{}", layout.paint(Style::Bold, heading))?;
        }
        for agreement in own {
            conflicts::block(out, layout, agreement)?;
        }
    }
    Ok(())
}

/// The document with this id, from a ledger.
pub(crate) fn document(ledger: &Ledger, id: Id) -> Option<DocumentLine> {
    match named(ledger, id)? {
        Line::Document(document) => Some(*document),
        _ => None,
    }
}

/// A document in one line: day, outlet, title.
fn member_line(out: &mut dyn Write, layout: Layout, document: &DocumentLine) -> Result<()> {
    let day = document.published.as_ref().and_then(|when| when.start.get(..10)).unwrap_or("–");
    let lead = format!("{day:10}  ");
    let outlet = table::outlet(document).map_or(String::new(), |outlet| format!("{outlet}: "));
    let id = table::short_id(document.id);
    let room = layout.width.saturating_sub(lead.width() + id.width() + 2);
    let text = table::clip(&format!("{outlet}{}", table::title(document)), room);
    let gap = " ".repeat(room.saturating_sub(text.width()) + 2);
    Ok(writeln!(out, "{lead}{text}{gap}{}", layout.paint(Style::Dim, &id))?)
}
