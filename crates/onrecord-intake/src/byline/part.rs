//! The parts of a byline: names, jobs, papers, places.

use super::words::WORDS;
use crate::date::{self, Order};

/// A part of a list of authors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// A person.
    Name(String),
    /// “Staff”, “Our Correspondent”.
    Generic(String),
    /// A login: no name.
    Account(String),
    /// A job.
    Role(String),
    /// A paper, an agency, a firm.
    Outlet(String),
    /// “in Paris”.
    Place(String),
    /// An address or a handle.
    Handle,
    /// A date or a time.
    Date,
    /// Anything else.
    Other(String),
}

/// Marks between the authors and what is told of them.
const STRONG: [&str; 11] = [" | ", ": @", ";", " – ", " — ", " - ", " • ", " · ", "   ", "\t", "|"];
/// Words and marks between authors.
const WEAK: [&str; 8] = [",", " and ", " & ", " AND ", " And ", " et ", " und ", "، "];
/// Words before a paper or a place.
const TAILS: [(&str, bool); 7] = [
    (" for ", true),
    (" FOR ", true),
    (" of ", true),
    (" special to ", true),
    (" in ", false),
    (" IN ", false),
    (" at ", true),
];

/// Takes the parts of a list apart.
pub(super) fn split(list: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let list = list.trim().trim_end_matches([':', ',', ';']);
    for (index, piece) in pieces(list, &STRONG).into_iter().enumerate() {
        if index > 0 && crate::origin::find(piece).is_some() {
            continue;
        }
        // “3 May 2019, 10:15” is one part.
        if is_date(piece) {
            parts.push(Part::Date);
            continue;
        }
        for item in pieces(piece, &WEAK) {
            classify(item, &mut parts);
        }
    }
    parts
}

fn pieces<'t>(text: &'t str, marks: &[&str]) -> Vec<&'t str> {
    let mut pieces = vec![text];
    for mark in marks {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(mark)).collect();
    }
    pieces.into_iter().map(str::trim).filter(|piece| !piece.is_empty()).collect()
}

/// Adds what one item of a list tells.
fn classify(item: &str, parts: &mut Vec<Part>) {
    let item = item.strip_prefix("and ").unwrap_or(item);
    if let Some((before, inner)) = bracket(item) {
        classify_plain(before, parts);
        if is_name(inner) && inner.contains(' ') && !is_outlet(inner) {
            parts.push(Part::Name(inner.to_owned()));
        } else if is_outlet(inner) {
            parts.push(Part::Outlet(inner.to_owned()));
        }
        return;
    }
    for (tail, paper) in TAILS {
        if let Some((name, rest)) = item.split_once(tail)
            && (is_name(name) || WORDS.is_generic(name))
            && rest.starts_with(|c: char| {
                c.is_uppercase() || c.is_ascii_digit() || "‘“\"t".contains(c)
            })
        {
            classify_plain(name, parts);
            let rest = rest.trim().to_owned();
            parts.push(if paper { Part::Outlet(rest) } else { Part::Place(rest) });
            return;
        }
    }
    // “Jane Doe on Thu”, “Jane Doe on 3 May 2019”
    if let Some((name, rest)) =
        item.split_once(" on ").filter(|(name, rest)| is_name(name) && rest.len() <= 40)
    {
        classify_plain(name, parts);
        if is_date(rest) || WORDS.not_names.contains(&rest.to_lowercase()) || rest.len() <= 4 {
            parts.push(Part::Date);
        } else {
            classify_plain(rest, parts);
        }
        return;
    }
    classify_plain(item, parts);
}

fn classify_plain(item: &str, parts: &mut Vec<Part>) {
    let item = item.trim().trim_end_matches([':', ',']).trim_end();
    if item.is_empty() {
        return;
    }
    let kept = item.to_owned();
    let lower = item.to_lowercase();
    parts.push(if WORDS.is_generic(item) {
        Part::Generic(kept)
    } else if item.contains('@') || item.contains("://") || item.contains("www.") {
        Part::Handle
    } else if is_date(item) {
        Part::Date
    } else if WORDS.is_nobody(item) {
        Part::Account(kept)
    } else if is_role(item) {
        Part::Role(kept)
    } else if is_outlet(item) {
        Part::Outlet(kept)
    } else if is_name(item) {
        Part::Name(kept)
    } else if let Some((_, place)) =
        lower.split_once("in ").filter(|(before, _)| before.is_empty() || *before == "a reporter ")
    {
        Part::Place(place.to_owned())
    } else if is_account(item) {
        Part::Account(kept)
    } else {
        Part::Other(kept)
    });
}

/// `Jane Doe (earlier)` in two.
fn bracket(item: &str) -> Option<(&str, &str)> {
    let (before, rest) = item.split_once('(')?;
    Some((before.trim(), rest.trim_end_matches(')').trim()))
}

/// Whether a part is a date or a time of day, with no name before it.
fn is_date(item: &str) -> bool {
    if !item.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let clock = |byte: u8| byte.is_ascii_digit() || b" :.apmAPM/-".contains(&byte);
    let Some(found) = date::find(item, Order::Unknown, "byline") else {
        return item.bytes().all(clock);
    };
    let before = item[..found.range.start]
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.len() > 3);
    let named = before
        .filter(|word| word.starts_with(char::is_uppercase))
        .any(|word| !WORDS.not_names.contains(&word.to_lowercase()));
    found.range.start == 0 || !named && item.len() - found.range.len() <= 24
}

/// Whether it is a job: one word of the list heads it and the others go with it.
pub(super) fn is_role(item: &str) -> bool {
    let words: Vec<String> =
        item.split([' ', '/']).map(|word| word.trim_matches(['.', ',']).to_lowercase()).collect();
    words.iter().any(|word| WORDS.role_heads.contains(word))
        && words.len() <= 7
        && (words.iter().all(|word| WORDS.roles.contains(word) || WORDS.role_heads.contains(word))
            || words.last().is_some_and(|word| WORDS.role_heads.contains(word)) && words.len() >= 2)
}

/// Whether it is a publication, an agency or a firm.
pub(super) fn is_outlet(item: &str) -> bool {
    let lower = item.to_lowercase();
    let words: Vec<&str> =
        lower.split_whitespace().map(|word| word.trim_matches(['.', ','])).collect();
    let Some((first, last)) = words.first().zip(words.last()) else { return false };
    let domain = lower.rsplit_once('.').is_some_and(|(host, top)| {
        !host.is_empty()
            && !lower.contains(' ')
            && (2..=7).contains(&top.len())
            && top.bytes().all(|byte| byte.is_ascii_lowercase())
    });
    // “AP Sund” is an agency, “Ansa Kell” a person.
    let letters = item.split_whitespace().next().unwrap_or_default();
    let is_acronym = !letters.contains(char::is_lowercase) && item.contains(char::is_lowercase);
    item.starts_with(char::is_uppercase)
        && (*first == "the" && words.len() >= 2
            || WORDS.outlets.contains(*last) && (words.len() >= 2 || item.len() > 5)
            || WORDS.agencies.contains(*first) && is_acronym
            || WORDS.agencies.contains(lower.as_str()))
        || domain
}

/// Whether it is built as names of persons are: up to six words with capitals.
pub(super) fn is_name(item: &str) -> bool {
    let words: Vec<&str> = item.split_whitespace().collect();
    let first = words.first().map(|word| word.to_lowercase());
    let plain = first.as_deref().is_some_and(|word| !WORDS.not_names.contains(word));
    let part = |word: &&str| is_name_word(word) || WORDS.particles.contains(&word.to_lowercase());
    plain
        && words.len() <= 6
        && words.iter().all(part)
        && words.first().is_some_and(|word| word.chars().count() > 1)
        && words.last().is_some_and(|word| is_name_word(word))
}

fn is_name_word(word: &str) -> bool {
    let mut chars = word.trim_matches(['"', '“', '”', '‘', '’', '\'']).chars();
    // Scripts without capitals have names too.
    let first = chars.next().is_some_and(|c| {
        c.is_alphabetic() && (!c.is_lowercase() || word.contains('-') || word.contains(['’', 'ʿ']))
    });
    let rest = word.chars().all(|c| {
        c.is_alphabetic()
            || matches!(
                c,
                '.' | '\'' | '’' | '-' | '‐' | '‑' | '“' | '”' | '"' | '`' | 'ʿ' | 'ʾ' | '‘'
            )
            || is_mark(c)
    });
    let stopped = word.ends_with('.') && word.chars().count() > 5;
    first
        && rest
        && !stopped
        && word.contains(char::is_alphabetic)
        && word.chars().any(|c| !c.is_lowercase())
}

/// Combining accents and vowel signs.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{dff}' | '\u{64b}'..='\u{65f}')
}

/// Whether it is a login: one word that no name has.
fn is_account(item: &str) -> bool {
    !item.contains(' ') && item.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}
