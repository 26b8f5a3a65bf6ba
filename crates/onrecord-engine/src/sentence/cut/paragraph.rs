//! Paragraphs of a text.

use std::ops::Range;

use super::chars::is_blank;

/// How wide lines are that were wrapped by hand, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 30..=200;

/// The paragraphs of `text[part]`, without the blanks around them, in order.
///
/// A blank line always parts two paragraphs. A single line break does not where the next line
/// goes on in lower case, or where the text was wrapped by hand: where a third of the lines go on
/// in lower case and the next word would have made this line the widest.
pub(crate) fn paragraphs(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let (mut found, mut block, mut at) = (Vec::new(), Vec::new(), part.start);
    let mut after_return = false;
    for line in text[part].split_inclusive(is_break) {
        let content = line.trim_matches(is_blank);
        let start = at + (line.len() - line.trim_start_matches(is_blank).len());
        at += line.len();
        if !content.is_empty() {
            block.push(start..start + content.len());
        } else if line != "\n" || !after_return {
            // `\r\n` is cut in two: the second half is no blank line.
            join(text, &block, &mut found);
            block.clear();
        }
        after_return = line.ends_with('\r');
    }
    join(text, &block, &mut found);
    found
}

fn is_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Makes paragraphs of the lines between two blank lines.
fn join(text: &str, block: &[Range<usize>], found: &mut Vec<Range<usize>>) {
    let width = wrapped_at(text, block);
    for (at, line) in block.iter().enumerate() {
        let content = &text[line.clone()];
        let goes_on = at > 0
            && !is_item(content)
            && (content.starts_with(char::is_lowercase)
                || width
                    .is_some_and(|width| is_full(&text[block[at - 1].clone()], content, width)));
        match found.last_mut() {
            Some(last) if goes_on => last.end = line.end,
            _ => found.push(line.clone()),
        }
    }
}

/// The width at which these lines were wrapped by hand, if they were.
fn wrapped_at(text: &str, block: &[Range<usize>]) -> Option<usize> {
    let (_, after) = block.split_first()?;
    let goes_on = |line: &&Range<usize>| text[line.start..].starts_with(char::is_lowercase);
    if after.len() < 2 || after.iter().filter(goes_on).count() * 3 < after.len() {
        return None;
    }
    let width = block.iter().map(|line| text[line.clone()].chars().count()).max()?;
    WIDTHS.contains(&width).then_some(width)
}

/// Whether the first word of the next line would not have fitted on this one.
fn is_full(line: &str, next: &str, width: usize) -> bool {
    let word = next.split(is_blank).next().unwrap_or_default();
    line.chars().count() + 1 + word.chars().count() > width
}

/// Whether a line is an item of a list: `• …`, `- …`, `a) …`, `12. …`.
fn is_item(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    let label = line.len() - rest.len();
    if label == 0 {
        return line.starts_with(['•', '-', '–', '—', '*', '·', '▪', '●', '◦', '‣', '►']);
    }
    let number = line[..label].bytes().all(|b| b.is_ascii_digit());
    label <= 3
        && (rest.starts_with(')') && (number || label == 1)
            || number && rest.strip_prefix('.').is_some_and(|rest| rest.starts_with(is_blank)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> =
            paragraphs(text, 0..text.len()).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_line_in_lower_case_goes_on() {
        check(
            "The\nmill burnt.\nNobody was hurt.\n\nno one",
            &["The\nmill burnt.", "Nobody was hurt.", "no one"],
        );
        check("one\r\ntwo\r\n\r\nthree\rfour", &["one\r\ntwo", "three\rfour"]);
        check(" \n\n\u{200b}\n", &[]);
    }

    #[test]
    fn lines_wrapped_by_hand_are_one_paragraph() {
        let wrapped = "The harbour of Vik was closed on Monday, said\nIngrid Solheim, who runs it, \
            and ships had to\nwait outside until the storm had passed the\nislands.";
        check(wrapped, &[wrapped]);
        let short = "Storm closes the harbour\nThe harbour of Vik was closed on Monday, said\n\
            Ingrid Solheim, who runs it, and ships had to\nwait outside until the storm had passed.";
        check(short, &[&short[..24], &short[25..]]);
    }

    #[test]
    fn items_of_a_list_are_paragraphs() {
        check(
            "We need:\n- rope\n- oil\na) more\nb) less\n2. Tar",
            &["We need:", "- rope", "- oil", "a) more", "b) less", "2. Tar"],
        );
    }

    #[test]
    fn lines_that_are_paragraphs_stay_apart() {
        check(
            "Ferry sinks\nHarbour shut\nCrew safe",
            &["Ferry sinks", "Harbour shut", "Crew safe"],
        );
    }
}
