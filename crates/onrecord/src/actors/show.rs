//! `onrecord show ACTOR`: who it is, by the base and by the documents that mention it.

use std::io::Write;

use anyhow::Result;
use onrecord_knowledge::{Base, Knowledge};
use onrecord_ledger::{Judgement, Ledger, Mentioned};
use onrecord_model::record::{ActorLine, DocumentLine, Line, MentionLine};
use onrecord_model::{CodePoints, Id};

use super::{dates, frequency, line, short, told};
use crate::kb::dotted;
use crate::out::Out;
use crate::read::print_lines;
use crate::table::{self, Layout, Style};

/// Documents that a table lists.
const DOCUMENTS: usize = 20;
/// Characters shown on each side of a mention.
const AROUND: u32 = 40;

/// Prints an actor: as a table in a layout, else as a line.
pub(crate) fn show(
    ledger: &Ledger,
    knowledge: &Knowledge,
    actor: &Mentioned,
    layout: Option<Layout>,
    out: &mut Out,
) -> Result<()> {
    let judged = ledger.judgements()?;
    let line = line::line(ledger, knowledge, actor, &judged)?;
    let Some(layout) = layout else { return print_lines(out, [&line]) };
    layout.paragraph(out, "", &line.name, Some(Style::Bold))?;
    layout.paragraph(out, "", &line.id, Some(Style::Dim))?;
    for (label, text) in facts(knowledge.base(), &line) {
        layout.paragraph(out, &table::pad(&format!("{label}:"), 14), &text, None)?;
    }
    let is_own = |judged: &Judgement| {
        actor.ids.iter().any(|a| a.id == judged.first || a.id == judged.second)
    };
    for judged in judged.iter().filter(|(judged, _)| is_own(judged)) {
        layout.paragraph(out, &table::pad("judged:", 14), &told(judged), None)?;
    }
    documents(ledger, actor, layout, out)
}

/// What is known, as labels and texts.
fn facts(base: &Base, line: &ActorLine) -> Vec<(String, String)> {
    let mut facts = vec![("kind".to_owned(), line.actor_kind.clone())];
    let mut add = |label: &str, text: String| {
        if !text.is_empty() {
            facts.push((label.replace('_', " "), text));
        }
    };
    let name_of = |id: &str| base.subject(id).map_or("", |subject| base.name(subject)).to_owned();
    let time = |from: &Option<String>, to: &Option<String>| match (from, to) {
        (None, None) => String::new(),
        (from, to) => {
            let [from, to] = [from, to].map(|date| date.clone().unwrap_or_else(|| "?".to_owned()));
            format!("{from} to {}", if to == ".." { "this day" } else { &to })
        }
    };
    let names = line.names.iter().map(|name| match name.count {
        0 => name.text.clone(),
        count => format!("{} ({count})", name.text),
    });
    add("names", names.collect::<Vec<_>>().join(", "));
    add("codes", line.codes.join(" "));
    add("country", line.country.clone().unwrap_or_default());
    add("wikidata", line.wikidata.clone().unwrap_or_default());
    for parent in &line.parents {
        let time = time(&parent.from, &parent.to);
        let parts = [&parent.actor, &name_of(&parent.actor), &time, &parent.basis];
        add(&parent.relation, dotted(parts.map(String::as_str)));
    }
    for office in &line.offices {
        let time = time(&office.from, &office.to);
        let parts = [&office.office, &name_of(&office.office), &time, &office.basis];
        add("holds", dotted(parts.map(String::as_str)));
    }
    for other in &line.joined {
        add(&format!("one by {}", other.by), format!("{} · {}", short(&other.actor), other.name));
    }
    let often = frequency(line.mentions, line.documents);
    add("mentioned", dotted([&*often, &*dates(line)]));
    facts
}

/// The documents that mention it, with the words around each mention.
fn documents(ledger: &Ledger, actor: &Mentioned, layout: Layout, out: &mut Out) -> Result<()> {
    let mentions = ledger.mentions_of(&actor.ids)?;
    let mut order: Vec<Id> = mentions.iter().map(|mention| mention.document).collect();
    order.dedup();
    for &id in order.iter().take(DOCUMENTS) {
        let Some(Line::Document(document)) = ledger.line(&id.to_string())? else { continue };
        writeln!(out)?;
        table::document_head(out, layout, &document)?;
        for mention in mentions.iter().filter(|mention| mention.document == id) {
            layout.paragraph(out, "    ", &around(&document, mention), None)?;
        }
    }
    if order.len() > DOCUMENTS {
        let text = format!("\nand {} more documents", order.len() - DOCUMENTS);
        layout.paragraph(out, "", &text, None)?;
    }
    Ok(())
}

/// A mention with the words around it: `… said ⟦Tove Ansgar⟧ on …`.
fn around(document: &DocumentLine, mention: &MentionLine) -> String {
    let points = CodePoints::new(&document.text);
    let span = &mention.span;
    let cut = |from: u32, to: u32| {
        let range = points.to_byte(from).zip(points.to_byte(to));
        range
            .and_then(|(from, to)| document.text.get(from as usize..to as usize))
            .unwrap_or_default()
    };
    let last = points.from_byte(u32::try_from(document.text.len()).unwrap_or(u32::MAX));
    let before = cut(span.start.saturating_sub(AROUND), span.start);
    let after = cut(span.end, span.end.saturating_add(AROUND).min(last));
    // Whole words of the same paragraph.
    let before = match (before.rsplit_once('\n'), before.split_once(' ')) {
        (Some((_, paragraph)), _) => paragraph,
        (None, Some((_, words))) if span.start > AROUND => words,
        _ => before,
    };
    let after = match (after.split_once('\n'), after.rsplit_once(' ')) {
        (Some((paragraph, _)), _) => paragraph,
        (None, Some((words, _))) if span.end.saturating_add(AROUND) < last => words,
        _ => after,
    };
    format!("{before}⟦{}⟧{after}", span.quote)
}
