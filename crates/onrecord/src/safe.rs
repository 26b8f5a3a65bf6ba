//! Captured text, made fit to be shown: on a terminal, and in a spreadsheet.

use std::borrow::Cow;

/// The text on one line, without anything that a terminal would obey.
///
/// Control characters are shown as their pictures (`␛`), line breaks and tabs as blanks; marks
/// that turn the direction of writing, and other controls, as `�`.
pub(crate) fn safe(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| shown(c) == c) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(shown).collect())
}

fn shown(c: char) -> char {
    match c {
        '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
        '\0'..='\u{1F}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{FFFD}'),
        '\u{7F}' => '␡',
        '\u{80}'..='\u{9F}'
        | '\u{200E}'
        | '\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        _ => c,
    }
}

/// A cell that no spreadsheet runs: a leading apostrophe before what would be a formula.
///
/// Blanks and quotes before it count as nothing, since programs that read the file may drop them.
pub(crate) fn inert(cell: &str) -> Cow<'_, str> {
    let quotes = ['"', '\'', '“', '”', '‘', '’', '\u{FEFF}', '\u{200B}'];
    let mut chars = cell.chars();
    let first = chars
        .find(|&c| matches!(c, '\t' | '\r' | '\n') || !(c.is_whitespace() || quotes.contains(&c)));
    match first {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => {
            Cow::Owned(format!("'{cell}"))
        }
        _ => Cow::Borrowed(cell),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_terminal_obeys_nothing() {
        assert_eq!(safe("\x1b[31mred\x1b]0;title\x07"), "␛[31mred␛]0;title␇");
        assert_eq!(safe("a\r\nb\tc\x7f\u{9b}2J \u{202e}x"), "a  b c␡\u{FFFD}2J \u{FFFD}x");
        assert!(matches!(safe("“Ça va”, he said – 日本"), Cow::Borrowed(_)));
    }

    #[test]
    fn formulas_are_made_inert() {
        for cell in [
            "=1+1",
            "+1",
            "-1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "  =1",
            "\"=1",
            "“ =1",
            "'=1",
            "\u{FEFF}=1",
            "＝1",
        ] {
            assert_eq!(inert(cell), format!("'{cell}"), "{cell:?}");
        }
        for cell in ["", "a=1", "1-1", "“no”", "–5", "it's", "  "] {
            assert_eq!(inert(cell), cell);
        }
    }
}
