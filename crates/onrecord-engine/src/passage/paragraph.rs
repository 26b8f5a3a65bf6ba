//! Paragraphs of a text.

use std::ops::Range;

/// The paragraphs of `text[range]`, without the blanks around them, in order.
///
/// A blank line always parts two paragraphs. A single line break parts them too, unless the next
/// line goes on in lower case: captures of text are often wrapped by hand.
pub(crate) fn paragraphs(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let (mut at, mut blank) = (range.start, true);
    for line in text[range].split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        let content = line.trim();
        // `\r\n` is cut in two: the second half is no blank line.
        if content.is_empty() {
            blank |= line != "\n" || !text[..at - 1].ends_with('\r');
            continue;
        }
        let goes_on = !blank && content.starts_with(char::is_lowercase);
        match found.last_mut() {
            Some(last) if goes_on => last.end = start + content.len(),
            _ => found.push(start..start + content.len()),
        }
        blank = false;
    }
    found
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
        check("one\r\ntwo\r\n\r\nthree", &["one\r\ntwo", "three"]);
        check(" \n\n", &[]);
    }
}
