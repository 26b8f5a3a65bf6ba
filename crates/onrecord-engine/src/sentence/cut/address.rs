//! What is one token whatever marks stand in it: web and mail addresses, names of files, handles,
//! hashtags.

use super::chars::is_word;
use crate::tables::{NameEnding, TokenTables};

/// The length of the address that a stretch without blanks begins with.
pub(super) fn length(rest: &str, tables: &TokenTables) -> Option<usize> {
    let bytes = rest.as_bytes();
    match bytes.first()? {
        b'@' => return tag(rest, |b| b.is_ascii_alphabetic() || b == b'_'),
        b'#' => return tag(rest, |b| b.is_ascii_alphabetic()),
        b'.' | b'/' | b'~' => return path(rest).or_else(|| bare_ending(rest, tables)),
        first if !first.is_ascii_alphanumeric() => return None,
        _ => {}
    }
    url(rest).or_else(|| mail(rest)).or_else(|| drive(rest)).or_else(|| name(rest, tables))
}

/// `@name`, `#Topic`: a sign before word characters, of which the first is no digit.
fn tag(rest: &str, may_begin: fn(u8) -> bool) -> Option<usize> {
    may_begin(*rest.as_bytes().get(1)?).then_some(())?;
    let body = &rest[1..];
    let end = body.find(|c| !is_word(c) && c != '_').unwrap_or(body.len());
    Some(1 + end)
}

/// `https://…`, `www.…`, `mailto:…`
fn url(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let scheme = bytes.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let starts = |prefix: &str| {
        bytes.get(..prefix.len()).is_some_and(|b| b.eq_ignore_ascii_case(prefix.as_bytes()))
    };
    let is = scheme <= 12 && bytes[scheme..].starts_with(b"://") && bytes.len() > scheme + 3
        || starts("www.") && bytes.get(4).is_some_and(u8::is_ascii_alphanumeric)
        || starts("mailto:") && bytes.len() > 7;
    is.then(|| url_end(rest))
}

/// Where a web address ends: at a quotation mark or bracket that it did not open, and before the
/// marks of the sentence.
fn url_end(rest: &str) -> usize {
    let mut depth = 0_usize;
    let end = rest.find(|c| {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return true,
            ')' => depth -= 1,
            _ => {}
        }
        matches!(c, '<' | '>' | '"' | '“' | '”' | '«' | '»' | '[' | ']' | '{' | '}')
    });
    let end = end.unwrap_or(rest.len());
    let bare = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '‘', '*']);
    if bare.is_empty() { end } else { bare.len() }
}

fn is_mail_byte(b: u8) -> bool {
    b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'%' | b'+' | b'-' | b'!' | b'=')
}

/// `name@host`
fn mail(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let local = bytes.iter().take_while(|&&b| is_mail_byte(b)).count();
    if bytes.get(local) != Some(&b'@') || !bytes.get(local + 1)?.is_ascii_alphanumeric() {
        return None;
    }
    let host = bytes[local + 1..]
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
        .count();
    Some(rest[..local + 1 + host].trim_end_matches(['.', '-', '_']).len())
}

/// `C:\reports\may`
fn drive(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    (bytes.len() > 3 && bytes[0].is_ascii_alphabetic() && &bytes[1..3] == b":\\")
        .then(|| url_end(rest))
}

/// `/usr/lib`, `~/notes`, `../a`: two slashes, or one behind a sign.
fn path(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let end = bytes
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'.' | b'_' | b'-' | b'~'))
        .count();
    let slashes = bytes[..end].windows(2).filter(|w| w[0] == b'/' && w[1].is_ascii_alphanumeric());
    let needed = if bytes[0] == b'/' { 2 } else { 1 };
    (slashes.count() >= needed).then(|| rest[..end].trim_end_matches('.').len())
}

/// `.pdf` alone.
fn bare_ending(rest: &str, tables: &TokenTables) -> Option<usize> {
    let label = rest.strip_prefix('.')?;
    let end = label.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(label.len());
    tables.ending(&label[..end]).map(|_| 1 + end)
}

/// `example.com/page`, `report-2.pdf`, `comp.sources.unix`
fn name(rest: &str, tables: &TokenTables) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut end = bytes
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_' | b'#' | b'~'))
        .count();
    if bytes.get(end).is_some_and(|&b| !b.is_ascii()) && rest[end..].starts_with(is_word) {
        return None;
    }
    end = rest[..end].trim_end_matches(['.', '-', '_', '#', '~']).len();
    let labels = &rest[..end];
    let (before, last) = labels.rsplit_once('.')?;
    if before.is_empty() || before.split('.').any(str::is_empty) {
        return None;
    }
    match tables.ending(last) {
        Some(NameEnding::Domain) if !before.contains(['_', '#', '~']) => {
            let is_path = bytes.get(end) == Some(&b'/')
                && bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric);
            Some(if is_path { url_end(rest) } else { end })
        }
        Some(NameEnding::File) => Some(end),
        _ => is_group(labels).then_some(end),
    }
}

/// Three or more words in lower case: `comp.sources.unix`.
fn is_group(labels: &str) -> bool {
    let is_label =
        |label: &str| label.len() > 1 && label.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    labels.split('.').count() > 2 && labels.split('.').all(is_label)
}
