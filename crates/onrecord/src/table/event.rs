//! Events and figures for people.

use std::io::{self, Write};

use onrecord_model::record::{
    AsserterLine, CountedLine, DateLine, DocumentLine, EventLine, FigureLine, Line,
    ParticipantLine, PlaceLine,
};
use onrecord_model::{CodePoints, Id};

use unicode_width::UnicodeWidthStr;

use super::{Layout, Style, clip, head, pad, short_id, source_name, write_facts};
use crate::safe::safe;

/// Code points from the trigger beyond which a party is not shown with it.
const REACH: u32 = 160;

/// Finds the lines that others name; what it does not find is shown by its id.
pub(crate) type Named<'l> = &'l dyn Fn(Id) -> Option<Line>;

/// An event: who, to whom, the type and the sense, with the id at the right; the words below, then
/// the rest.
pub(crate) fn event(
    out: &mut dyn Write,
    layout: Layout,
    event: &EventLine,
    document: Option<&DocumentLine>,
    named: Named<'_>,
) -> io::Result<()> {
    head(out, layout, &who(event), &what(event), event.id)?;
    let words = document.and_then(|document| words(event, document));
    let words = words.unwrap_or_else(|| format!("⟦{}⟧", event.trigger.quote));
    layout.paragraph(out, "      ", &words, None)?;
    let counts = event.counts().map(|(name, id)| match named(id) {
        Some(Line::Figure(figure)) => format!("{name}: {}", counted(&figure)),
        _ => format!("{name}: {}", short_id(id)),
    });
    let about = event.about.map(|id| match named(id) {
        Some(Line::Event(deed)) => format!("about {} {}", what(&deed), short_id(id)),
        _ => format!("about {}", short_id(id)),
    });
    let mut facts: Vec<String> = vec![
        event.date.as_ref().map(|date| when(&date.date)).unwrap_or_default(),
        event.place.as_ref().map(place).unwrap_or_default(),
    ];
    facts.extend(counts);
    facts.extend(about);
    facts.push(asserted_by(&event.asserted_by, named));
    write_facts(out, layout, "      ", &facts, None)
}

/// A figure: the words, then low and high with the unit, and the id at the right; the rest below.
pub(crate) fn figure(
    out: &mut dyn Write,
    layout: Layout,
    figure: &FigureLine,
    named: Named<'_>,
) -> io::Result<()> {
    head(out, layout, &counted(figure), &value(figure), figure.id)?;
    let before = figure.change_from.map(|id| match named(id) {
        Some(Line::Figure(before)) => format!("from {}", before.span.quote),
        _ => format!("from {}", short_id(id)),
    });
    let unit = figure.unit.as_deref();
    let told =
        |of: &&CountedLine| of.normal == of.span.quote.to_lowercase() || unit == Some(&of.normal);
    let normal = figure.of.as_ref().filter(|of| !told(of));
    let facts = [
        normal.map(|of| of.normal.clone()).unwrap_or_default(),
        figure.when.as_ref().map(when).unwrap_or_default(),
        figure.place.as_ref().map(place).unwrap_or_default(),
        before.unwrap_or_default(),
        asserted_by(&figure.asserted_by, named),
    ];
    write_facts(out, layout, "      ", &facts, None)
}

/// Columns that a name keeps beside the rest of its line; where it has less, the rest goes below it.
const LEAST: usize = 24;

/// Events or figures, one a line: the day, who or the words, the type or the value, the id.
pub(crate) fn brief<'l>(
    out: &mut dyn Write,
    layout: Layout,
    lines: impl Iterator<Item = &'l Line>,
) -> io::Result<()> {
    let parts = |line: &'l Line| {
        let (date, who, what) = match line {
            Line::Document(_) | Line::Statement(_) => return None,
            Line::Event(line) => (line.date.as_ref().map(|date| &date.date), who(line), what(line)),
            Line::Figure(line) => (line.when.as_ref(), counted(line), value(line)),
        };
        let day = date.filter(|date| date.start == date.end).and_then(|date| date.start.as_deref());
        let (who, what) = (safe(&who).into_owned(), safe(&what).into_owned());
        Some((day.unwrap_or_default(), who, what, short_id(line.id())))
    };
    let rows: Vec<_> = lines.filter_map(parts).collect();
    let days = rows.iter().map(|(day, ..)| day.width()).max().unwrap_or(0);
    let lead = if days == 0 { 2 } else { 2 + days + 2 };
    let widest = rows.iter().map(|(_, who, ..)| who.width()).max().unwrap_or(0);
    // What most of them need: a few long ones do not narrow the names of all.
    let mut lasts: Vec<_> = rows.iter().map(|(_, _, what, _)| what.width()).collect();
    lasts.sort_unstable();
    let last = lasts.get(lasts.len() * 3 / 4).copied().unwrap_or(0);
    for (day, who, what, id) in &rows {
        let mut room = layout.width.saturating_sub(lead + 2 + id.width());
        let beside = room.saturating_sub(what.width() + 2);
        let first = pad(&format!("  {day}"), lead);
        let (first, who) = if who.width().min(LEAST) <= beside {
            // In a column, unless the name needs what another's type leaves free.
            let column = widest.min(room.saturating_sub(last + 2)).min(beside);
            let who = clip(who, beside);
            let gap = column.saturating_sub(who.width()) + 2;
            (
                format!("{first}{}{}", layout.paint(Style::Bold, &who), " ".repeat(gap)),
                who.width() + gap,
            )
        } else {
            layout.paragraph(out, &first, who, Some(Style::Bold))?;
            let over = what.width().saturating_sub(room).min(lead - 2);
            room += over;
            (" ".repeat(lead - over), 0)
        };
        let what = clip(what, room);
        let gap = " ".repeat((room + 2).saturating_sub(who + what.width()));
        let (what, id) = (layout.paint(Style::Cyan, &what), layout.paint(Style::Dim, id));
        writeln!(out, "{first}{what}{gap}{id}")?;
    }
    Ok(())
}

/// Who acts, and on whom.
fn who(event: &EventLine) -> String {
    let names = |parties: &[ParticipantLine]| {
        let name = |one: &ParticipantLine| one.name.clone().unwrap_or(one.span.quote.clone());
        parties.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    let actors = match &event.actors[..] {
        [] => "(actor not told)".to_owned(),
        actors => names(actors),
    };
    match &event.recipients[..] {
        [] => actors,
        recipients => format!("{actors} → {}", names(recipients)),
    }
}

/// Type and mode, with the sense unless it happened.
fn what(event: &EventLine) -> String {
    let mode = event.plover.mode.iter().map(|mode| format!("/{mode}"));
    let sense = (event.factuality != "happened").then(|| format!(", {}", event.factuality));
    let parts = std::iter::once(event.plover.plover.clone()).chain(mode).chain(sense);
    parts.collect()
}

/// The text from the first party to the last, of those in the trigger's paragraph, around the trigger.
fn words(event: &EventLine, document: &DocumentLine) -> Option<String> {
    let points = CodePoints::new(&document.text);
    let cut = |start: u32, end: u32| {
        let (start, end) = (points.to_byte(start)?, points.to_byte(end)?);
        document.text.get(start as usize..end as usize)
    };
    let trigger = &event.trigger;
    let near = event.spans().map(|(_, span)| span).filter(|span| {
        span.start.abs_diff(trigger.start) <= REACH
            && cut(span.start.min(trigger.start), span.end.max(trigger.end))
                .is_some_and(|between| !between.contains('\n'))
    });
    let (mut start, mut end) = (trigger.start, trigger.end);
    for span in near {
        (start, end) = (start.min(span.start), end.max(span.end));
    }
    let (before, after) = (cut(start, trigger.start)?, cut(trigger.end, end)?);
    Some(format!("{before}⟦{}⟧{after}", trigger.quote))
}

/// The number and what it counts, as they stand.
fn counted(figure: &FigureLine) -> String {
    let quote = &figure.span.quote;
    match &figure.of {
        Some(of) if !quote.contains(&of.span.quote) && of.span.start >= figure.span.end => {
            let between = if of.span.start > figure.span.end + 1 { " … " } else { " " };
            format!("{quote}{between}{}", of.span.quote)
        }
        _ => quote.clone(),
    }
}

/// Bounds and unit: `≥ 12 person`, `24–60 km`, `≈ 3,000 person`.
pub(crate) fn value(figure: &FigureLine) -> String {
    let approx = figure.approx.as_deref();
    let bounds = match (figure.low.map(grouped), figure.high.map(grouped)) {
        (Some(low), Some(high)) if low != high => format!("{low}–{high}"),
        (Some(low), Some(_)) if approx.is_some() => format!("≈ {low}"),
        (Some(low), Some(_)) => low,
        (Some(low), None) if approx == Some("over") => format!("> {low}"),
        (Some(low), None) => format!("≥ {low}"),
        (None, Some(high)) if approx == Some("less_than") => format!("< {high}"),
        (None, Some(high)) => format!("≤ {high}"),
        (None, None) => approx.unwrap_or("?").to_owned(),
    };
    figure.unit.as_ref().map_or(bounds.clone(), |unit| format!("{bounds} {unit}"))
}

/// A number with commas between its thousands: `9,600,000.5`.
fn grouped(number: f64) -> String {
    let digits = number.to_string();
    let whole = digits.find('.').unwrap_or(digits.len());
    let mut text = String::new();
    for (at, digit) in digits.char_indices() {
        let follows = at > 0 && digits[..at].ends_with(|c: char| c.is_ascii_digit());
        if follows && at < whole && (whole - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// `2019-07-01`, `2019-07-01 to 2019-07-31`, `since 2014-01-01`.
fn when(date: &DateLine) -> String {
    let about = if date.approx { "about " } else { "" };
    let days = match (&date.start, &date.end) {
        (Some(start), Some(end)) if start == end => start.clone(),
        (Some(start), Some(end)) => format!("{start} to {end}"),
        (Some(start), None) => format!("since {start}"),
        (None, Some(end)) => format!("until {end}"),
        (None, None) => return String::new(),
    };
    format!("{about}{days}")
}

fn place(place: &PlaceLine) -> String {
    let country = place.country.iter().map(|country| format!(" ({country})"));
    std::iter::once(place.name.clone()).chain(country).collect()
}

fn asserted_by(asserter: &AsserterLine, named: Named<'_>) -> String {
    let who = match asserter.id.map(|id| (id, named(id))) {
        None => "the author".to_owned(),
        Some((_, Some(Line::Statement(statement)))) => source_name(statement.source.as_ref()),
        Some((id, _)) => short_id(id),
    };
    format!("asserted by {who}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(quote: &str, low: &str, high: &str, approx: &str) -> FigureLine {
        let json = format!(
            r#"{{"schema":1,"run":"run-{0}","id":"fig-{0}","document":"doc-{0}","low":{low},"high":{high},
            "span":{{"start":0,"end":1,"quote":"{quote}"}},"approx":{approx},"unit":"km","of":null,"place":null,
            "when":null,"asserted_by":{{"kind":"author","id":null}},"change_from":null,"confidence":0.9,"by":"x"}}"#,
            "0".repeat(32)
        );
        serde_json::from_str(&json).unwrap()
    }

    #[test]
    fn short_lists_stand_in_columns() {
        let quotes =
            ["9 km", "a road", "a road of nine kilometres in the hills above the old town"];
        let low = ["9", "10", "123456789012"];
        let lines: Vec<Line> = quotes
            .iter()
            .zip(low)
            .map(|(quote, low)| Line::Figure(Box::new(line(quote, low, low, "null"))))
            .collect();
        let printed = |width| {
            let mut out = Vec::new();
            brief(&mut out, Layout { width, colour: false }, lines.iter()).unwrap();
            String::from_utf8(out).unwrap()
        };
        let wide = "
  9 km                                          9 km                fig-000000000000
  a road                                        10 km               fig-000000000000
  a road of nine kilometres in the hills…       123,456,789,012 km  fig-000000000000
";
        assert_eq!(printed(84), wide.trim_start_matches('\n'));
        let narrow = "
  9 km        9 km                fig-000000000000
  a road      10 km               fig-000000000000
  a road of nine kilometres in the hills above the
  old town
  123,456,789,012 km              fig-000000000000
";
        assert_eq!(printed(50), narrow.trim_start_matches('\n'));
    }

    #[test]
    fn bounds_are_told_with_the_unit() {
        let line = |low: &str, high: &str, approx: &str| line("9", low, high, approx);
        let cases = [
            ("9.0", "9.0", "null", "9 km"),
            ("9.5", "9.5", r#""about""#, "≈ 9.5 km"),
            ("-1234567.25", "999.0", "null", "-1,234,567.25–999 km"),
            ("24.0", "60.0", r#""dozens""#, "24–60 km"),
            ("9.0", "null", r#""at_least""#, "≥ 9 km"),
            ("9.0", "null", r#""over""#, "> 9 km"),
            ("null", "9.0", r#""less_than""#, "< 9 km"),
            ("null", "9.0", r#""at_most""#, "≤ 9 km"),
            ("null", "null", r#""dozens""#, "dozens km"),
        ];
        for (low, high, approx, expected) in cases {
            assert_eq!(value(&line(low, high, approx)), expected);
        }
    }
}
