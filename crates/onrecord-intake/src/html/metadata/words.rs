//! Texts compared by their words.

/// The words of a text in lower case; apostrophes join.
pub(super) fn of(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        } else if !(matches!(c, '\'' | '’' | '‘' | '\u{ad}') || word.is_empty()) {
            words.push(std::mem::take(&mut word));
        }
    }
    if !word.is_empty() {
        words.push(word);
    }
    words
}

/// Its letters and digits in lower case.
pub(super) fn compact(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// How much two texts say the same, 0 to 1: shared words by all words, and 0.95 where one begins
/// or ends with the other.
pub(super) fn likeness(a: &[String], b: &[String]) -> f32 {
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    if a == b {
        return 1.0;
    }
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() >= 2 && (long.starts_with(short) || long.ends_with(short)) {
        return 0.95;
    }
    let shared = short
        .iter()
        .take(60)
        .filter(|word| long.iter().take(60).any(|other| other == *word))
        .count();
    ratio(2 * shared, short.len() + long.len())
}

fn ratio(a: usize, b: usize) -> f32 {
    let small = |n: usize| f32::from(u16::try_from(n).unwrap_or(u16::MAX));
    small(a) / small(b.max(1))
}

/// The shortest start of `text` that holds `count` words, with the marks that close it.
pub(super) fn first_words(text: &str, count: usize) -> &str {
    let mut seen = 0;
    let mut inside = false;
    let mut end = text.len();
    for (at, c) in text.char_indices() {
        let letter = c.is_alphanumeric() || (inside && matches!(c, '\'' | '’' | '‘' | '\u{ad}'));
        if letter && !inside {
            if seen == count {
                end = at;
                break;
            }
            seen += 1;
        }
        inside = letter;
    }
    let head = text[..end].trim_end();
    if end == text.len() {
        return head;
    }
    // What opens the rest is not part of the start; what closes the start is.
    head.trim_end_matches(|c: char| c.is_whitespace() || "|–—-:»«·•([{“‘/*#@".contains(c))
}

/// The words of a class or id: cut at every sign and before capitals, lower case.
pub(super) fn each_in_class(value: &str, mut each: impl FnMut(&str)) {
    let bytes = value.as_bytes();
    let mut word = String::with_capacity(16);
    let mut previous_lower = false;
    for &byte in bytes.iter().take(512) {
        let cut = !byte.is_ascii_alphanumeric() || (byte.is_ascii_uppercase() && previous_lower);
        if cut && !word.is_empty() {
            each(&word);
            word.clear();
        }
        if byte.is_ascii_alphanumeric() {
            word.push(char::from(byte.to_ascii_lowercase()));
        }
        previous_lower = byte.is_ascii_lowercase();
    }
    if !word.is_empty() {
        each(&word);
    }
}
