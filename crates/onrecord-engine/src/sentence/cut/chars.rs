//! Classes of characters.

/// Whether a character is a blank: it parts words and stands in none.
///
/// White space, control characters, and the invisible marks that copying leaves in texts. A soft
/// hyphen and the joiners are no blanks: they stand inside words.
pub(crate) fn is_blank(c: char) -> bool {
    if c.is_ascii() {
        return c <= ' ' || c == '\u{7f}';
    }
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{fffc}')
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character stands in words: letters, digits, and marks that go with them.
pub(super) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || !c.is_ascii() && c != 'º' && (c.is_alphanumeric() || goes_with_letters(c))
}

/// Accents and vowel signs, soft hyphens, joiners.
fn goes_with_letters(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}')
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}')
        || matches!(c, '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{6d6}'..='\u{6ed}')
        || (matches!(c, '\u{900}'..='\u{109f}') && !matches!(c, '।' | '॥' | '๏' | '๚' | '๛'))
        || matches!(c, '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{fe20}'..='\u{fe2f}')
}

/// Hyphens that may stand inside a word; dashes are none.
pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether a character stands for a sum of money.
pub(super) fn is_currency(c: char) -> bool {
    matches!(c, '$' | '£' | '€' | '¥' | '¢' | '\u{20a0}'..='\u{20cf}')
}

/// Whether quotations or brackets begin with it, or may.
pub(super) fn is_opener(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '"' | '“' | '„' | '«' | '‹' | '\'' | '‘' | '`' | '‚' | '<')
}

/// Whether quotations or brackets end with it, or may.
pub(super) fn is_closer(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '"' | '”' | '»' | '“' | '›' | '\'' | '’' | '>')
}

/// Whether sentences end with it.
pub(super) fn is_terminal(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '۔' | '।')
}

/// Marks that make one token with others of their kind: rules, arrows, faces.
pub(super) fn is_drawn(c: char) -> bool {
    matches!(c, '-' | '=' | '+' | '*' | '<' | '>' | '|' | '~' | '_' | '^' | '#' | '/' | '\\' | '{')
        || c == '}'
}
