//! A stretch of source text as the characters it stands for, each with its bytes.

use html5gum::{DefaultEmitter, Token, Tokenizer};
use onrecord_model::{InCapture, Span};

/// Longest character reference, in bytes (`&CounterClockwiseContourIntegral;`).
const LONGEST: usize = 33;

/// Hands the pieces of a stretch of text to `each`, in order: the text, its bytes in the source,
/// and whether it stands there as it is (else it is a character reference).
pub(crate) fn pieces(
    source: &str,
    span: Span<InCapture>,
    mut each: impl FnMut(&str, Span<InCapture>, bool),
) {
    let mut rest = span.range();
    while let Some(at) = memchr::memchr(b'&', &source.as_bytes()[rest.clone()]) {
        let at = rest.start + at;
        if at > rest.start {
            each(&source[rest.start..at], Span::from_range(rest.start..at), true);
        }
        let (decoded, len) =
            reference(&source[at..rest.end]).unwrap_or_else(|| ("&".to_owned(), 1));
        each(&decoded, Span::from_range(at..at + len), decoded == source[at..at + len]);
        rest.start = at + len;
    }
    if !rest.is_empty() {
        each(&source[rest.clone()], Span::from_range(rest), true);
    }
}

/// The character reference at the start of a text: what it stands for and its length.
fn reference(text: &str) -> Option<(String, usize)> {
    let name = text
        .bytes()
        .skip(1)
        .take(LONGEST)
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#')
        .count();
    let mut len = 1 + name;
    len += usize::from(text.as_bytes().get(len) == Some(&b';'));
    let raw = &text[..len];
    let decoded = match raw {
        "&amp;" => "&".to_owned(),
        "&nbsp;" => "\u{a0}".to_owned(),
        "&" => return None,
        _ => decode(raw)?,
    };
    if decoded == raw {
        return None;
    }
    // A reference without semicolon ends where its name does: `&ampx` is `&x`.
    let shared = raw.bytes().rev().zip(decoded.bytes().rev()).take_while(|(a, b)| a == b).count();
    let keep = decoded.len() - shared;
    if keep == 0 || !decoded.is_char_boundary(keep) {
        return Some((decoded, len));
    }
    Some((decoded[..keep].to_owned(), len - shared))
}

fn decode(raw: &str) -> Option<String> {
    let mut text = Vec::new();
    for token in Tokenizer::new_with_emitter(raw, DefaultEmitter::default()) {
        let Ok(token) = token;
        if let Token::String(part) = token {
            text.extend_from_slice(&part);
        }
    }
    String::from_utf8(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(source: &str) -> String {
        let mut out = Vec::new();
        pieces(source, Span::from_range(0..source.len()), |text, span, kept| {
            out.push(format!("{text}{}{span:?}", if kept { '=' } else { '~' }));
        });
        out.join(" ")
    }

    #[test]
    fn references_keep_their_bytes() {
        assert_eq!(show("a &amp; b"), "a =0..2 &~2..7  b=7..9");
        assert_eq!(show("AT&T"), "AT=0..2 &=2..3 T=3..4");
        assert_eq!(show("&ampx &copy"), "&~0..4 x =4..6 ©~6..11");
        assert_eq!(show("&#8220;x&#x201D;&rsquo;"), "“~0..7 x=7..8 ”~8..16 ’~16..23");
        assert_eq!(
            show("&notit; &bogus; & &"),
            "¬~0..4 it; =4..8 &=8..9 bogus; =9..16 &=16..17  =17..18 &=18..19"
        );
    }
}
