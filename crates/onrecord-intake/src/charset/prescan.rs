//! The charset that a page declares, found as the HTML standard's prescan finds it.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The standard looks at 1024 bytes; pages with long comments before the head need more.
const LOOKED_AT: usize = 4096;

/// The encoding of the first declaration that names one.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    xml_declaration(head).or_else(|| meta(head))
}

/// A page that can be read byte by byte up to its declaration is not UTF-16.
fn of_label(label: &[u8]) -> Option<&'static Encoding> {
    let encoding = Encoding::for_label_no_replacement(label)?;
    if encoding == UTF_16LE || encoding == UTF_16BE {
        return Some(UTF_8);
    }
    Some(if encoding.name() == "x-user-defined" { WINDOWS_1252 } else { encoding })
}

/// `<?xml version="1.0" encoding="…"?>`, at the very beginning but for blanks.
fn xml_declaration(head: &[u8]) -> Option<&'static Encoding> {
    let head = head.trim_ascii_start();
    if !head.get(..5)?.eq_ignore_ascii_case(b"<?xml") {
        return None;
    }
    let end = memchr::memchr(b'>', head)?;
    let mut attributes = Attributes { rest: &head[5..end] };
    attributes
        .find(|(name, _)| name.eq_ignore_ascii_case(b"encoding"))
        .and_then(|(_, value)| of_label(value))
}

/// The first `meta` element that declares a charset.
fn meta(head: &[u8]) -> Option<&'static Encoding> {
    let mut rest = head;
    loop {
        rest = &rest[memchr::memchr(b'<', rest)?..];
        let skipped = if rest.starts_with(b"<!--") {
            // `<!-->` ends where it begins.
            memchr::memmem::find(&rest[2..], b"-->")? + 5
        } else if matches!(rest.get(1), Some(b'!' | b'/' | b'?')) && !is_tag(&rest[2..]) {
            memchr::memchr(b'>', rest)? + 1
        } else if is_tag(&rest[1..]) || (rest.get(1) == Some(&b'/') && is_tag(&rest[2..])) {
            let name = rest[1..]
                .iter()
                .take_while(|byte| !byte.is_ascii_whitespace() && !matches!(byte, b'/' | b'>'))
                .count();
            let mut attributes = Attributes { rest: &rest[1 + name..] };
            if rest[1..=name].eq_ignore_ascii_case(b"meta") {
                if let Some(encoding) = of_meta(&mut attributes) {
                    return Some(encoding);
                }
            } else {
                attributes.by_ref().for_each(drop);
            }
            rest.len() - attributes.rest.len()
        } else {
            1
        };
        rest = rest.get(skipped.max(1)..)?;
    }
}

fn is_tag(after: &[u8]) -> bool {
    after.first().is_some_and(u8::is_ascii_alphabetic)
}

/// `charset="…"`, or `content="…; charset=…"` beside `http-equiv="content-type"`.
fn of_meta(attributes: &mut Attributes<'_>) -> Option<&'static Encoding> {
    let (mut charset, mut content, mut is_content_type) = (None, None, false);
    for (name, value) in attributes {
        match name.to_ascii_lowercase().as_slice() {
            b"charset" => charset = charset.or(Some(value)),
            b"content" => content = content.or(Some(value)),
            b"http-equiv" => {
                is_content_type = value.trim_ascii().eq_ignore_ascii_case(b"content-type");
            }
            _ => {}
        }
    }
    let content = content.filter(|_| is_content_type).and_then(charset_in);
    charset.or(content).and_then(of_label)
}

/// What follows `charset=` in a content type.
fn charset_in(content: &[u8]) -> Option<&[u8]> {
    let lower = content.to_ascii_lowercase();
    let at = memchr::memmem::find(&lower, b"charset")? + 7;
    let value = content[at..].trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    if let Some(&quote @ (b'"' | b'\'')) = value.first() {
        return memchr::memchr(quote, &value[1..]).map(|end| &value[1..=end]);
    }
    let ends = |byte: &u8| byte.is_ascii_whitespace() || *byte == b';';
    Some(&value[..value.iter().position(ends).unwrap_or(value.len())])
}

/// The attributes of a tag; when they are through, `rest` stands behind the tag.
struct Attributes<'b> {
    rest: &'b [u8],
}

impl<'b> Iterator for Attributes<'b> {
    type Item = (&'b [u8], &'b [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        self.rest = after(self.rest, |byte| is_blank(byte) || matches!(byte, b'/' | b'?'));
        if matches!(self.rest.first(), None | Some(b'>')) {
            return None;
        }
        let tail =
            after(&self.rest[1..], |byte| !is_blank(byte) && !matches!(byte, b'/' | b'>' | b'='));
        let name = &self.rest[..self.rest.len() - tail.len()];
        let Some(value) = tail.trim_ascii_start().strip_prefix(b"=") else {
            self.rest = tail;
            return Some((name, b""));
        };
        let (value, tail) = value_and_tail(value.trim_ascii_start());
        self.rest = tail;
        Some((name, value))
    }
}

/// Parts the value of an attribute, in quotes or without, from what follows.
fn value_and_tail(text: &[u8]) -> (&[u8], &[u8]) {
    if let Some(&quote @ (b'"' | b'\'')) = text.first() {
        let end = memchr::memchr(quote, &text[1..]).map_or(text.len(), |end| end + 1);
        return (&text[1..end], text.get(end + 1..).unwrap_or_default());
    }
    let tail = after(text, |byte| !is_blank(byte) && byte != b'>');
    text.split_at(text.len() - tail.len())
}

fn is_blank(byte: u8) -> bool {
    byte.is_ascii_whitespace()
}

/// What follows the bytes that `skip` wants skipped.
fn after(bytes: &[u8], skip: impl Fn(u8) -> bool) -> &[u8] {
    &bytes[bytes.iter().position(|&byte| !skip(byte)).unwrap_or(bytes.len())..]
}
