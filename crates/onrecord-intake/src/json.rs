//! One JSON object on one line: `{"id", "text", …}`.
//!
//! `text` becomes the document's text unchanged. Its map leads from each character to the bytes
//! of the line, through the escapes.

use onrecord_model::{DocumentParts, OffsetMap, Outlet, Role, Span, TextBuilder};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

use crate::{byline, date, language};

#[derive(Deserialize)]
struct Fields<'l> {
    #[serde(borrow)]
    text: Option<&'l RawValue>,
    id: Option<Value>,
    title: Option<Value>,
    url: Option<Value>,
    published: Option<Value>,
    outlet: Option<Value>,
    #[serde(alias = "author", alias = "byline")]
    bylines: Option<Value>,
    language: Option<Value>,
}

/// Reads a line. The map is in bytes of `line`.
///
/// # Errors
/// Why it is not such a line, in words.
pub(crate) fn document(line: &str) -> Result<DocumentParts, String> {
    let fields: Fields<'_> =
        serde_json::from_str(line).map_err(|error| format!("not a JSON object: {error}"))?;
    let raw = fields.text.ok_or("a JSON object without `text`")?.get();
    if !raw.starts_with('"') {
        return Err("`text` is not a string".to_owned());
    }
    let at = raw.as_ptr() as usize - line.as_ptr() as usize;
    let (text, map) = unescape(raw, at);
    let title = string(fields.title.as_ref());
    let url = string(fields.url.as_ref());
    let declared = string(fields.language.as_ref());
    let published = string(fields.published.as_ref()).and_then(|value| {
        let when = date::parse_machine(&value, "field published");
        when.or_else(|| {
            Some(
                date::find(
                    &value,
                    date::order_of(declared.as_deref(), url.as_deref()),
                    "field published",
                )?
                .when,
            )
        })
    });
    let body_start = match &title {
        Some(title) if text.starts_with(title.as_str()) => {
            let rest = &text[title.len()..];
            text.len() - rest.trim_start().len()
        }
        _ => 0,
    };
    Ok(DocumentParts {
        bylines: bylines(fields.bylines.as_ref()),
        outlet: outlet(fields.outlet.as_ref()),
        published: published.filter(date::plausible),
        language: language::detect(&text, declared.as_deref()),
        source_id: fields.id.as_ref().and_then(|id| string(Some(id))),
        role: Some(Role::Article),
        body_start: u32::try_from(body_start).expect("within the text"),
        title,
        url,
        text,
        map,
        origin: None,
    })
}

/// A string or number as text; blank ones are none.
fn string(value: Option<&Value>) -> Option<String> {
    let text = match value? {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

fn bylines(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(values)) => {
            values.iter().flat_map(|value| bylines(Some(value))).collect()
        }
        Some(Value::Object(fields)) => bylines(fields.get("name")),
        other => string(other).map_or(Vec::new(), |names| byline::clean(&names)),
    }
}

fn outlet(value: Option<&Value>) -> Option<Outlet> {
    match value? {
        Value::Object(fields) => {
            let outlet =
                Outlet { name: string(fields.get("name")), domain: string(fields.get("domain")) };
            (outlet != Outlet::default()).then_some(outlet)
        }
        other => Some(Outlet { name: Some(string(Some(other))?), domain: None }),
    }
}

/// The text of a JSON string whose opening quote stands at byte `at`, with its map.
fn unescape(raw: &str, at: usize) -> (String, OffsetMap) {
    let mut builder = TextBuilder::default();
    let place = |from: usize, to: usize| Span::from_range(at + from..at + to);
    let end = raw.len() - 1;
    let mut from = 1;
    while from < end {
        let rest = &raw.as_bytes()[from..end];
        let len = memchr::memchr(b'\\', rest).unwrap_or(rest.len());
        builder.keep(&raw[from..from + len], place(from, from + len).start());
        from += len;
        if from < end {
            let (c, len) = escape(&raw[from..end]);
            builder.replace(c.encode_utf8(&mut [0; 4]), place(from, from + len));
            from += len;
        }
    }
    builder.finish()
}

/// The character of the escape at the start, and its length. Half a surrogate pair is U+FFFD.
fn escape(text: &str) -> (char, usize) {
    let unit = |text: &str| -> Option<u16> {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    if let Some(first) = unit(text) {
        let pair = (0xD800..0xDC00).contains(&first).then(|| unit(text.get(6..)?)).flatten();
        if let Some(second) = pair
            && let Some(Ok(c)) = char::decode_utf16([first, second]).next()
        {
            return (c, 12);
        }
        return (char::from_u32(u32::from(first)).unwrap_or(char::REPLACEMENT_CHARACTER), 6);
    }
    let c = match text.as_bytes().get(1) {
        Some(b'n') => '\n',
        Some(b't') => '\t',
        Some(b'r') => '\r',
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(&byte) => char::from(byte),
        None => '\\',
    };
    (c, text.len().min(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_kept_to_the_letter_and_mapped() {
        let line = r#"{"id": 7, "title": "A “b”", "text": "A “b”\n\nC \u201cd\u201d \ud83d\ude00 \"e\" \ud83d."}"#;
        let parts = document(line).unwrap();
        assert_eq!(parts.text, "A “b”\n\nC “d” 😀 \"e\" \u{fffd}.");
        assert_eq!(parts.map.check(&parts.text, line.as_bytes()), Ok(()));
        assert!(parts.map.runs().iter().all(|run| run.capture.is_some()));
        assert_eq!((parts.source_id.as_deref(), parts.body_start), (Some("7"), 11));
    }

    #[test]
    fn other_lines_say_why_they_are_refused() {
        let why = |line: &str| document(line).unwrap_err();
        assert_eq!(why(r#"{"id": "x"}"#), "a JSON object without `text`");
        assert_eq!(why(r#"{"text": 3}"#), "`text` is not a string");
        assert!(why("[1]").starts_with("not a JSON object"));
    }
}
