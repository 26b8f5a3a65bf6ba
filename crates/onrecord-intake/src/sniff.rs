//! What bytes are.

use crate::Kind;

/// Bytes of a head that are looked at.
const LOOKED_AT: usize = 4096;

/// Tells what bytes are, from their beginning (4 kB are enough) and, only where that leaves a
/// choice, from the name of the file.
///
/// JSON that is not one object a line (pretty-printed, an array) is text.
pub fn sniff(head: &[u8], name: Option<&str>) -> Kind {
    let head = &head[..head.len().min(LOOKED_AT)];
    if head.starts_with(&[0x1F, 0x8B]) {
        return Kind::Gzip;
    }
    if has_magic(head) {
        return Kind::Binary;
    }
    let Some(text) = readable(head) else { return Kind::Binary };
    let suffix =
        name.and_then(|name| name.rsplit_once('.')).map(|(_, suffix)| suffix.to_ascii_lowercase());
    let suffix = suffix.as_deref().unwrap_or_default();
    json_lines(&text, head.len() == LOOKED_AT, suffix).unwrap_or_else(|| {
        let tags = html_score(&text);
        let named = matches!(suffix, "html" | "htm" | "xhtml" | "shtml" | "mhtml");
        let needed = if matches!(suffix, "txt" | "text" | "md") { SURELY_HTML } else { 3 };
        if tags >= needed || (named && tags > 0) { Kind::Html } else { Kind::Text }
    })
}

/// First bytes of what holds no text that this program reads.
fn has_magic(head: &[u8]) -> bool {
    const MAGICS: [&[u8]; 30] = [
        b"%PDF-",
        b"\x89PNG\r\n\x1A\n",
        b"\xFF\xD8\xFF",
        b"GIF87a",
        b"GIF89a",
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\x7FELF",
        b"BZh",
        b"\xFD7zXZ\0",
        b"7z\xBC\xAF\x27\x1C",
        b"Rar!\x1A\x07",
        b"\x28\xB5\x2F\xFD",
        b"\x04\x22\x4D\x18",
        b"OggS",
        b"fLaC",
        b"ID3",
        b"\0asm",
        b"\xCA\xFE\xBA\xBE",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        b"SQLite format 3\0",
        b"wOFF",
        b"wOF2",
        b"\0\x01\0\0\0",
        b"II*\0",
        b"MM\0*",
        b"%!PS",
        b"{\\rtf",
        b"PAR1",
        b"ARROW1",
    ];
    let riff =
        head.starts_with(b"RIFF") && matches!(head.get(8..12), Some(b"WEBP" | b"WAVE" | b"AVI "));
    let movie = head.get(4..8) == Some(b"ftyp");
    MAGICS.iter().any(|magic| head.starts_with(magic)) || riff || movie
}

/// The bytes as ASCII with `?` for the rest, UTF-16 set aside; `None` for what is no text.
fn readable(head: &[u8]) -> Option<String> {
    if let Some(bytes) = utf16(head) {
        return Some(bytes);
    }
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let controls = head.iter().filter(|&&byte| is_control(byte)).count();
    if memchr::memchr(0, head).is_some() || controls * 50 > head.len() {
        return None;
    }
    Some(head.iter().map(|&byte| if byte.is_ascii() { char::from(byte) } else { '?' }).collect())
}

/// Control characters that texts do not hold; escapes of ISO-2022-JP and form feeds they do.
fn is_control(byte: u8) -> bool {
    matches!(byte, 0x00..=0x08 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)
}

/// The same for UTF-16, with a mark or with a zero in every second byte.
fn utf16(head: &[u8]) -> Option<String> {
    let (high, marked) = match head {
        [0xFF, 0xFE, ..] => (1, true),
        [0xFE, 0xFF, ..] => (0, true),
        _ => (usize::from(head.first() != Some(&0)), false),
    };
    let (units, _) = head.as_chunks::<2>();
    let ascii = units.iter().filter(|unit| unit[high] == 0 && !is_control(unit[1 - high])).count();
    let zeros = units.iter().filter(|unit| unit[1 - high] == 0).count();
    let likely = if marked {
        zeros * 10 <= units.len()
    } else {
        units.len() >= 4 && ascii * 10 >= units.len() * 9
    };
    let sign = |unit: &[u8; 2]| {
        if unit[high] == 0 && unit[1 - high].is_ascii() { char::from(unit[1 - high]) } else { '?' }
    };
    likely.then(|| units[usize::from(marked)..].iter().map(sign).collect())
}

/// One or more JSON objects, one a line, that can be documents.
fn json_lines(text: &str, cut: bool, suffix: &str) -> Option<Kind> {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next()?.trim();
    if !first.starts_with('{') {
        return None;
    }
    let next = lines.next().map(str::trim);
    // Without a line break in sight, the object goes on beyond the head.
    let open = cut && next.is_none() && !text.trim_start().contains('\n');
    let document = match serde_json::from_str::<serde_json::Value>(first) {
        Ok(value) => is_document(&value),
        Err(error) => open && error.is_eof(),
    };
    if !document {
        return None;
    }
    let named = matches!(suffix, "jsonl" | "ndjson" | "jsonlines");
    let more = next.is_some_and(|next| next.starts_with('{')) || (named && cut);
    Some(if more { Kind::JsonLines } else { Kind::JsonLine })
}

/// Whether an object has a text, or at least strings.
fn is_document(value: &serde_json::Value) -> bool {
    value.as_object().is_some_and(|object| {
        object.contains_key("text") || object.values().any(serde_json::Value::is_string)
    })
}

/// So much markup is a page whatever its name.
const SURELY_HTML: usize = 10;

/// How much a text looks like a page: [`SURELY_HTML`] for what only pages begin with, else the
/// number of known tags.
fn html_score(text: &str) -> usize {
    let text = text.trim_start().to_ascii_lowercase();
    let starts = ["<!doctype html", "<html", "<head", "<body"];
    if starts.iter().any(|start| begins_tag(&text, start)) {
        return SURELY_HTML;
    }
    let holds = |tag: &str| text.match_indices(tag).any(|(at, _)| begins_tag(&text[at..], tag));
    if ["<?xml", "<!--", "<!doctype"].iter().any(|start| text.starts_with(start))
        && starts.iter().any(|start| holds(start))
    {
        return SURELY_HTML;
    }
    tags(&text) + if starts[1..].iter().any(|start| holds(start)) { 2 } else { 0 }
}

fn begins_tag(text: &str, start: &str) -> bool {
    let after = text.strip_prefix(start).map(|rest| rest.bytes().next());
    after.is_some_and(|next| {
        next.is_none_or(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'))
    })
}

/// Number of known tags, opening and closing.
fn tags(text: &str) -> usize {
    const KNOWN: [&str; 37] = [
        "a",
        "article",
        "aside",
        "b",
        "blockquote",
        "br",
        "div",
        "em",
        "figure",
        "font",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "header",
        "hr",
        "i",
        "img",
        "li",
        "link",
        "main",
        "meta",
        "nav",
        "ol",
        "p",
        "script",
        "section",
        "span",
        "strong",
        "style",
        "table",
        "td",
        "time",
        "title",
        "ul",
    ];
    memchr::memchr_iter(b'<', text.as_bytes())
        .filter(|&at| {
            let rest = &text[at + 1..];
            let rest = rest.strip_prefix('/').unwrap_or(rest);
            let end = rest.find(|sign: char| !sign.is_ascii_alphanumeric()).unwrap_or(rest.len());
            let closed = rest[end..].starts_with(['>', ' ', '/', '\n', '\t', '\r']);
            closed && KNOWN.binary_search(&&rest[..end]).is_ok()
        })
        .count()
}
