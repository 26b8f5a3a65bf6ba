//! Paragraphs of a plain text: a line each, or several where lines were broken at a fixed width.

use std::ops::Range;

/// Lines of a wrapped text are at most this long.
const WIDEST: usize = 100;
/// Lines shorter than this are not taken for broken ones.
const NARROWEST: usize = 45;

/// A paragraph and the space after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// From its first to its last visible character.
    pub(super) range: Range<usize>,
    /// Start of the next unit's line, or end of the text: blanks and line breaks go up to here.
    pub(super) next: usize,
    /// Empty lines before it.
    pub(super) blanks: u32,
}

/// The paragraphs of a text, without empty lines.
pub(super) fn split(text: &str) -> Vec<Unit> {
    let lines = lines(text);
    let Some(width) = wrap_width(text, &lines) else { return lines };
    let mut units: Vec<Unit> = Vec::with_capacity(lines.len());
    let mut before: Option<Range<usize>> = None;
    for line in lines {
        let broken = before
            .is_some_and(|before| line.blanks == 0 && is_broken(text, &before, &line.range, width));
        before = Some(line.range.clone());
        match units.last_mut() {
            Some(last) if broken => {
                last.range.end = line.range.end;
                last.next = line.next;
            }
            _ => units.push(line),
        }
    }
    units
}

/// The lines that hold something.
fn lines(text: &str) -> Vec<Unit> {
    let mut lines: Vec<Unit> = Vec::new();
    let (mut at, mut blanks) = (0, 0);
    for line in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}', '\u{c}']) {
        let (start, end) = (at, at + line.len());
        at = end;
        let visible = line.trim_matches(is_blank);
        if visible.is_empty() {
            // `\r\n` gives one empty piece that is no line of its own.
            blanks += u32::from(!(line == "\n" && text[..start].ends_with('\r')));
            if let Some(last) = lines.last_mut() {
                last.next = end;
            }
            continue;
        }
        let from = start + (line.len() - line.trim_start_matches(is_blank).len());
        lines.push(Unit { range: from..from + visible.len(), next: end, blanks });
        blanks = 0;
    }
    lines
}

/// White space, and marks that show as nothing.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}')
}

/// The width that a text was wrapped at, if it was.
fn wrap_width(text: &str, lines: &[Unit]) -> Option<usize> {
    let mut lengths: Vec<usize> =
        lines.iter().map(|line| text[line.range.clone()].chars().count()).collect();
    lengths.sort_unstable();
    // A long address or heading may stand out of the column.
    let width = *lengths.get((lengths.len().saturating_sub(1)) * 98 / 100)?;
    if !(NARROWEST..=WIDEST).contains(&width) {
        return None;
    }
    let neighbours = || lines.windows(2).filter(|pair| pair[1].blanks == 0);
    let broken =
        neighbours().filter(|pair| is_broken(text, &pair[0].range, &pair[1].range, width)).count();
    let lower = neighbours()
        .filter(|pair| is_broken(text, &pair[0].range, &pair[1].range, width))
        .filter(|pair| text[pair[1].range.clone()].starts_with(char::is_lowercase))
        .count();
    (broken >= 4 && broken * 2 >= neighbours().count() && lower * 2 >= broken).then_some(width)
}

/// Whether the next line's first word had no room on this one.
fn is_broken(text: &str, line: &Range<usize>, next: &Range<usize>, width: usize) -> bool {
    let (line, next) = (&text[line.clone()], &text[next.clone()]);
    let word = next.split_whitespace().next().unwrap_or_default().chars().count();
    let length = line.chars().count();
    length * 10 >= width * 6 && length + 1 + word > width && !starts_item(next)
}

/// Whether a line begins with a bullet or a number of a list.
pub(super) fn starts_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered =
        rest.len() < line.len() && line.len() - rest.len() <= 3 && rest.starts_with([')', '.']);
    let bulleted = line.starts_with(['•', '●', '▪', '◦', '–', '—', '-', '*', '·', '‣', '►']);
    let marked = if numbered {
        rest.get(1..)
    } else {
        line.chars().next().and_then(|c| line.get(c.len_utf8()..))
    };
    (numbered || bulleted) && marked.is_some_and(|rest| rest.starts_with(char::is_whitespace))
}
