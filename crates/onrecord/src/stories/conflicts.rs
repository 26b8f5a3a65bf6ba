//! `onrecord conflicts`: where tellings do not agree, or do.

use std::io::Write;
use std::path::Path;

use anyhow::Result;
use onrecord_model::Id;
use onrecord_model::record::{AcrossLine, AgreementLine};

use super::{filter, head};
use crate::across::open_with_stories;
use crate::args::{ConflictsArgs, ListFormat};
use crate::failure::Status;
use crate::flat::Rows;
use crate::list::Sheet;
use crate::out::{Console, World};
use crate::read::print_lines;
use crate::table::{self, Layout, Style};

/// Columns: one row a side.
const COLUMNS: [&str; 14] = [
    "id",
    "story",
    "on",
    "relation",
    "detail",
    "topic",
    "value",
    "sources",
    "outlets",
    "first",
    "independent",
    "items",
    "confidence",
    "why",
];

/// `onrecord conflicts`
pub(crate) fn conflicts(
    args: &ConflictsArgs,
    path: &Path,
    console: &mut Console,
    world: World,
) -> Result<Status> {
    let ledger = open_with_stories(path)?;
    let mut filter = filter(&ledger, &args.told, &args.listing)?;
    filter.subject.clone_from(&args.on);
    filter.relations = match &args.relation[..] {
        [] => vec!["conflict".to_owned(), "denied".to_owned()],
        asked if asked.iter().any(|one| one == "all") => Vec::new(),
        asked => asked.to_vec(),
    };
    let lines = ledger.agreements(&filter)?;
    let mut sheet = Sheet::new(&args.listing, console, world);
    let agreements = || lines.iter().filter_map(AcrossLine::agreement);
    match sheet.format {
        ListFormat::Jsonl => print_lines(&mut sheet.out, &lines)?,
        ListFormat::Csv | ListFormat::Tsv => {
            let mut rows = Rows::new(&mut sheet.out, &COLUMNS, sheet.format)?;
            for agreement in agreements() {
                for side in &agreement.sides {
                    let ids: Vec<String> = side.items.iter().map(Id::to_string).collect();
                    rows.row(&[
                        agreement.id.to_string(),
                        agreement.story.to_string(),
                        agreement.on.clone(),
                        agreement.relation.clone(),
                        agreement.detail.clone(),
                        agreement.topic.clone(),
                        side.value.clone(),
                        side.sources.join("; "),
                        side.outlets.join("; "),
                        side.first.clone().unwrap_or_default(),
                        side.independent.to_string(),
                        ids.join(" "),
                        agreement.confidence.to_string(),
                        agreement.why.clone(),
                    ])?;
                }
            }
            rows.finish()?;
        }
        ListFormat::Table => {
            let mut shown = None;
            for agreement in agreements() {
                if shown.replace(agreement.story) != Some(agreement.story)
                    && let Some(lines) = ledger.story(&agreement.story.to_string())?
                    && let Some(story) = lines.first().and_then(AcrossLine::story)
                {
                    head(&mut sheet.out, sheet.layout, story)?;
                }
                block(&mut sheet.out, sheet.layout, agreement)?;
            }
        }
    }
    sheet.end(lines.len(), "agreement")
}

/// An agreement: its topic, then a line for each side: value, who says so, when first, in which outlets.
pub(super) fn block(out: &mut dyn Write, layout: Layout, agreement: &AgreementLine) -> Result<()> {
    let what = if agreement.detail == agreement.relation {
        String::new()
    } else {
        format!(", {}", agreement.detail)
    };
    let title = format!("{} · {}{what}", agreement.topic, agreement.relation);
    layout.paragraph(out, "  ", &title, Some(Style::Cyan))?;
    let width =
        agreement.sides.iter().map(|side| side.value.chars().count()).max().unwrap_or(0).min(24);
    for side in &agreement.sides {
        let lead = format!("    {}  ", table::pad(&table::clip(&side.value, 24), width));
        let day = side.first.as_deref().and_then(|first| first.get(..10)).unwrap_or_default();
        let outlets = side.outlets.iter().filter(|outlet| !side.sources.contains(outlet)).cloned();
        let within: Vec<String> = outlets.collect();
        let within =
            if within.is_empty() { String::new() } else { format!("in {}", within.join(", ")) };
        let witnesses = match side.independent {
            0 | 1 => String::new(),
            number => format!("{number} independent"),
        };
        let facts = [day.to_owned(), side.sources.join(", "), within, witnesses];
        let facts: Vec<String> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        layout.paragraph(out, &lead, &facts.join(" · "), None)?;
    }
    Ok(())
}
