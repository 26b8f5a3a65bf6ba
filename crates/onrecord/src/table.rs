//! The record for people: blocks of text, wrapped to the width of the terminal.
//!
//! Colour only repeats what words and places say already.

mod event;

use std::io::{self, Write};

use onrecord_model::record::{DocumentLine, Line, MentionLine, PartyLine, StatementLine, ViaLine};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

pub(crate) use self::event::{Named, brief, event, figure};
use crate::args::Width;
use crate::out::World;
use crate::safe::safe;

/// Lines longer than this are hard to follow.
const WIDEST: usize = 100;
/// Where no terminal tells its width.
const USUAL: usize = 80;
/// Digits of an id that are shown: enough to tell statements apart by eye.
const ID_DIGITS: usize = 12;

/// How tables are laid out.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layout {
    /// Columns.
    pub(crate) width: usize,
    /// Whether to use colours.
    pub(crate) colour: bool,
}

/// A way to set off text.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Style {
    /// What a block is about.
    Bold,
    /// What it can be looked up by.
    Dim,
    /// What kind of thing it is.
    Cyan,
}

impl Layout {
    /// The layout for this terminal, unless a width was asked for.
    pub(crate) fn new(world: World, asked: Width) -> Self {
        let own = world.columns.unwrap_or(USUAL).clamp(40, WIDEST);
        Self {
            width: asked.width.map_or(own, usize::from),
            colour: world.colour && world.stdout_terminal,
        }
    }

    /// The text in a style, where colours may be used.
    pub(crate) fn paint(self, style: Style, text: &str) -> String {
        let code = match style {
            Style::Bold => "1",
            Style::Dim => "2",
            Style::Cyan => "36",
        };
        if self.colour && !text.is_empty() {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    /// The line with what stands between the brackets of a match set off.
    pub(crate) fn emphasise(self, line: &str) -> String {
        if !self.colour {
            return line.to_owned();
        }
        line.replace('⟦', "⟦\x1b[1;4m").replace('⟧', "\x1b[0m⟧")
    }

    /// Writes text wrapped to the width, behind `first` on the first line and below it after that.
    pub(crate) fn paragraph(
        self,
        out: &mut dyn Write,
        first: &str,
        text: &str,
        style: Option<Style>,
    ) -> io::Result<()> {
        let indent = first.width();
        for (number, line) in
            wrap(&safe(text), self.width.saturating_sub(indent)).iter().enumerate()
        {
            let lead = if number == 0 { first.to_owned() } else { " ".repeat(indent) };
            let line = style.map_or_else(|| self.emphasise(line), |style| self.paint(style, line));
            writeln!(out, "{lead}{line}")?;
        }
        Ok(())
    }
}

/// An id, short enough to read out.
pub(crate) fn short_id(id: onrecord_model::Id) -> String {
    let mut text = id.to_string();
    text.truncate("sta-".len() + ID_DIGITS);
    text
}

/// Lines of at most `width` columns, broken between words; a longer word is cut.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(8);
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), 0);
    for word in text.split_whitespace() {
        let blank = usize::from(!line.is_empty());
        if used + blank + word.width() <= width {
            line.push_str(&" "[..blank]);
            line.push_str(word);
            used += blank + word.width();
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        used = 0;
        for c in word.chars() {
            let columns = c.width().unwrap_or(0);
            if used + columns > width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += columns;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// The text, cut to `width` columns with `…`; between words, where that leaves most of it.
pub(crate) fn clip(text: &str, width: usize) -> String {
    let text = safe(text);
    if text.width() <= width {
        return text.into_owned();
    }
    let mut used = 1;
    let fits = |c: &char| {
        used += c.width().unwrap_or(0);
        used <= width
    };
    let cut: String = text.chars().take_while(fits).collect();
    let in_word = !text[cut.len()..].starts_with(char::is_whitespace);
    let before = cut.rfind(' ').map(|at| &cut[..at]);
    let before = before.filter(|before| in_word && before.width() * 3 >= width * 2);
    format!("{}…", before.unwrap_or(&cut).trim_end())
}

/// The text, filled up with blanks.
pub(crate) fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

/// Who published it: the name, or else the domain.
pub(crate) fn outlet(document: &DocumentLine) -> Option<&str> {
    let outlet = document.outlet.as_ref()?;
    outlet.name.as_deref().or(outlet.domain.as_deref())
}

/// What a document is called, if only by how it begins.
pub(crate) fn title(document: &DocumentLine) -> String {
    let first_line =
        || document.text.lines().find(|line| !line.trim().is_empty()).unwrap_or("(no text)");
    document.title.clone().unwrap_or_else(|| clip(first_line(), 60))
}

/// The head of a document: title, then outlet, date, authors and path, then what to know of it.
pub(crate) fn document_head(
    out: &mut dyn Write,
    layout: Layout,
    document: &DocumentLine,
) -> io::Result<()> {
    layout.paragraph(out, "", &title(document), Some(Style::Bold))?;
    let by = (!document.bylines.is_empty()).then(|| format!("by {}", document.bylines.join(", ")));
    let facts = [
        outlet(document).map(str::to_owned),
        document.published.as_ref().map(|when| when.value.replace('T', " ")),
        by,
        document.path.clone(),
        Some(short_id(document.id)),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    write_facts(out, layout, "", &facts, Some(Style::Dim))?;
    if let Some(origin) = &document.origin {
        layout.paragraph(out, "", &format!("first appeared: {}", origin.name), None)?;
    }
    if document.role != "article" {
        layout.paragraph(
            out,
            "",
            &format!("{}: kept, not read for the record", document.role),
            None,
        )?;
    }
    if let Some(language) = document.language.as_deref().filter(|&language| language != "en") {
        layout.paragraph(
            out,
            "",
            &format!("not read: its language is {language}, not en"),
            None,
        )?;
    }
    match document.duplicate_of {
        Some(id) if id == document.id => {
            layout.paragraph(out, "", "the same bytes were read above, at another path", None)
        }
        Some(id) => layout.paragraph(out, "", &format!("repeats {}", short_id(id)), None),
        None => Ok(()),
    }
}

/// Short facts behind an indent, parted by dots; a line ends between two of them where it can.
pub(crate) fn write_facts(
    out: &mut dyn Write,
    layout: Layout,
    indent: &str,
    facts: &[String],
    style: Option<Style>,
) -> io::Result<()> {
    let mut line = String::new();
    for fact in facts.iter().filter(|fact| !fact.is_empty()) {
        if !line.is_empty() && indent.width() + line.width() + 3 + fact.width() > layout.width {
            layout.paragraph(out, indent, &std::mem::take(&mut line), style)?;
        }
        line += if line.is_empty() { "" } else { " · " };
        line += fact;
    }
    layout.paragraph(out, indent, &line, style)
}

/// Who says it, in the fullest form known.
pub(crate) fn source_name(source: Option<&PartyLine>) -> String {
    let Some(party) = source else { return "(source not told)".to_owned() };
    let quote = party.span.quote.as_str();
    if party.party_kind.as_deref() == Some("author") {
        return "(the author)".to_owned();
    }
    let Some(name) = &party.name else { return quote.to_owned() };
    match &party.description {
        Some(description) if !quote.contains(description.as_str()) => {
            format!("{name}, {description}")
        }
        _ => name.clone(),
    }
}

/// The words, in quotation marks where they are the source's own.
pub(crate) fn content(statement: &StatementLine) -> String {
    let pieces: Vec<&str> = statement.content.iter().map(|piece| piece.quote.trim()).collect();
    let text = pieces.join(" … ");
    let quoted = text.starts_with(['“', '"', '‘', '\'', '«', '„']);
    if statement.form == "direct" && !quoted { format!("“{text}”") } else { text }
}

/// The act with what qualifies it, and the cue.
fn act(statement: &StatementLine) -> String {
    let mut words = vec![statement.act.clone()];
    if statement.factuality != "happened" {
        words.push(statement.factuality.clone());
    }
    if statement.medium == "thought" {
        words.push("thought".to_owned());
    }
    let cue = statement.cue.as_ref().map_or(String::new(), |cue| format!(" ({})", cue.span.quote));
    format!("{}{cue}", words.join(", "))
}

fn via(relays: &[ViaLine]) -> String {
    let names: Vec<String> = relays.iter().map(|relay| source_name(Some(&relay.party))).collect();
    names.join(", in turn ")
}

/// What stands below the words: label and text.
pub(crate) fn circumstances(statement: &StatementLine) -> Vec<(&'static str, String)> {
    let rows = [
        ("to", statement.addressee.as_ref().map(|party| source_name(Some(party)))),
        ("condition", statement.condition.as_ref().map(|condition| condition.span.quote.clone())),
        ("deadline", statement.deadline.as_ref().map(|deadline| deadline.span.quote.clone())),
        (
            "said",
            statement
                .said
                .as_ref()
                .map(|when| format!("{} ({})", when.value.replace('T', " "), when.basis)),
        ),
        ("according to", (!statement.via.is_empty()).then(|| via(&statement.via))),
        ("within", statement.parent.map(short_id)),
    ];
    rows.into_iter().filter_map(|(label, text)| Some((label, text?))).collect()
}

/// A statement: source, act and cue with the id at the right, the words below, then the rest.
pub(crate) fn statement(
    out: &mut dyn Write,
    layout: Layout,
    statement: &StatementLine,
) -> io::Result<()> {
    head(out, layout, &source_name(statement.source.as_ref()), &act(statement), statement.id)?;
    layout.paragraph(out, "      ", &content(statement), None)?;
    for (label, text) in circumstances(statement) {
        layout.paragraph(out, &format!("      {label}: "), &text, None)?;
    }
    Ok(())
}

/// The first line of a block: who, what, and the id at the right; two lines where one is too short.
fn head(
    out: &mut dyn Write,
    layout: Layout,
    who: &str,
    what: &str,
    id: onrecord_model::Id,
) -> io::Result<()> {
    let (who, what) = (safe(who).into_owned(), safe(what).into_owned());
    let id = short_id(id);
    let painted_id = layout.paint(Style::Dim, &id);
    let used = 2 + who.width() + 2 + what.width();
    if used + 2 + id.width() <= layout.width {
        let gap = " ".repeat(layout.width - used - id.width());
        let (who, what) = (layout.paint(Style::Bold, &who), layout.paint(Style::Cyan, &what));
        return writeln!(out, "  {who}  {what}{gap}{painted_id}");
    }
    layout.paragraph(out, "  ", &who, Some(Style::Bold))?;
    let room = layout.width.saturating_sub(2 + id.width() + 2);
    let what = clip(&what, room);
    let gap = " ".repeat(room.saturating_sub(what.width()) + 2);
    writeln!(out, "  {}{gap}{painted_id}", layout.paint(Style::Cyan, &what))
}

/// A statement, event or figure as a block.
pub(crate) fn told(
    out: &mut dyn Write,
    layout: Layout,
    line: &Line,
    document: Option<&DocumentLine>,
    named: Named<'_>,
) -> io::Result<()> {
    match line {
        Line::Document(line) => document_head(out, layout, line),
        Line::Statement(line) => statement(out, layout, line),
        Line::Event(line) => event(out, layout, line, document, named),
        Line::Figure(line) => figure(out, layout, line, named),
    }
}

/// Mentions, one a line: the words, whom or where they mean, or whom they may mean.
pub(crate) fn mentions(
    out: &mut dyn Write,
    layout: Layout,
    mentions: &[MentionLine],
) -> io::Result<()> {
    for mention in mentions {
        let quote = safe(&mention.span.quote);
        let place = mention.place.as_ref().map(|place| format!("{} ({})", place.id, place.name));
        let date = mention.date.as_ref().map(|date| {
            let end = |day: &Option<String>| day.clone().unwrap_or_else(|| "..".to_owned());
            format!("{}/{} {}", end(&date.start), end(&date.end), date.precision)
        });
        let who = mention.actor.clone().or(place).or(date);
        let known = match (who, &mention.name) {
            (Some(who), Some(name)) if !name.is_empty() => format!("{who} · {}", safe(name)),
            (Some(who), _) => who,
            (None, _) if mention.candidates.is_empty() => "?".to_owned(),
            (None, _) => {
                let each = mention.candidates.iter();
                let each =
                    each.map(|candidate| format!("{} {:.2}", candidate.actor, candidate.score));
                format!("? {}", each.collect::<Vec<_>>().join(", "))
            }
        };
        let codes = mention.codes.join(" ");
        let text = format!("{quote}  {} {known}  {codes}", mention.label);
        layout.paragraph(out, "  ", text.trim_end(), None)?;
    }
    if !mentions.is_empty() {
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAIN: Layout = Layout { width: 40, colour: false };

    #[test]
    fn text_is_wrapped_by_columns() {
        assert_eq!(wrap("one two  three", 8), ["one two", "three"]);
        assert_eq!(wrap("日本語のテキスト", 8), ["日本語の", "テキスト"]);
        assert_eq!(wrap("a unbrokenword", 8), ["a", "unbroken", "word"]);
        assert_eq!(wrap("", 8), [""]);
    }

    #[test]
    fn long_text_is_clipped() {
        assert_eq!(clip("short", 5), "short");
        assert_eq!(clip("much too long", 8), "much to…");
        assert_eq!(clip("much too long", 6), "much…");
        assert_eq!(clip("a title that is much too long", 19), "a title that is…");
        assert_eq!(clip("a title that is much too long", 21), "a title that is much…");
        assert_eq!(clip("日本語", 4), "日…");
    }

    #[test]
    fn paragraphs_hang_below_their_label() {
        let mut out = Vec::new();
        PLAIN
            .paragraph(
                &mut out,
                "  condition: ",
                "unless the parliament\nobjects to it \x1b[1m",
                None,
            )
            .unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "  condition: unless the parliament\n             objects to it ␛[1m\n");
    }

    #[test]
    fn colour_is_an_addition() {
        let layout = Layout { colour: true, ..PLAIN };
        assert_eq!(layout.paint(Style::Bold, "x"), "\x1b[1mx\x1b[0m");
        assert_eq!(PLAIN.paint(Style::Bold, "x"), "x");
    }
}
