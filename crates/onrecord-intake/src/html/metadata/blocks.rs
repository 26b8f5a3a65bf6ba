//! Blocks of JSON-LD as pages have them, mended where that is simple.

use serde_json::Value;

/// Longest block that is repaired when it does not parse.
const MAX_REPAIR: usize = 300_000;

/// Parses the blocks that can be parsed.
pub(super) fn parse(blocks: &[&str]) -> Vec<Value> {
    blocks.iter().filter_map(|block| parse_block(block)).collect()
}

fn parse_block(block: &str) -> Option<Value> {
    let text = unwrap(block);
    let first =
        |text: &str| serde_json::Deserializer::from_str(text).into_iter::<Value>().next()?.ok();
    first(text).or_else(|| (text.len() <= MAX_REPAIR).then(|| first(&repair(text)))?)
}

/// Without the comment or CDATA marks around it.
fn unwrap(block: &str) -> &str {
    let start = block.find(['{', '[']).unwrap_or(0);
    let mut text = block;
    // `<![CDATA[` has a bracket of its own.
    if let Some(at) = block.find("<![CDATA[") {
        text = &block[at + 9..];
    } else if block[..start].contains("<!--") {
        text = &block[start..];
    }
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | ';'))
}

/// The usual faults mended: line breaks inside strings, commas before a closing bracket,
/// entities for quotation marks.
fn repair(text: &str) -> String {
    let decoded;
    let text = if text.trim_start().starts_with("{&quot;") {
        decoded = text.replace("&quot;", "\"");
        decoded.as_str()
    } else {
        text
    };
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        if quoted {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => quoted = false,
                _ => {}
            }
            out.push(if c.is_control() { ' ' } else { c });
            continue;
        }
        quoted = c == '"';
        if matches!(c, '}' | ']') {
            let kept = out.trim_end().trim_end_matches(',').len();
            if out[kept..].contains(',') {
                out.truncate(kept);
            }
        }
        out.push(c);
    }
    out
}
