//! From the bytes of a capture to UTF-8.
//!
//! The charset is, in this order: that of the byte order mark, of the transport, of the
//! declaration in the page; UTF-8 if the bytes are valid; else it is guessed. A declared UTF-8
//! whose bytes are not is guessed too, unless they are UTF-8 but for a character or two; and a
//! declared windows-1252 (the factory setting of many servers) gives way to UTF-8 without a flaw.

mod decode;
mod prescan;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use onrecord_model::{InCapture, Notice, OffsetMap, Span};

/// A capture's text, before anything is taken out of it.
#[derive(Clone, Debug)]
pub(crate) struct Decoded {
    /// The text, without byte order mark.
    pub(crate) text: String,
    /// From the text to the capture's bytes.
    pub(crate) map: OffsetMap,
    /// WHATWG name of the charset it was read in.
    pub(crate) charset: &'static str,
    /// `charset-guessed`, `charset-wrong-label`, `undecodable-bytes`.
    pub(crate) notices: Vec<Notice>,
}

/// Bytes that a guess rests on: more change nothing and cost more than reading the page does.
const GUESSED_FROM: usize = 256 * 1024;
/// Damaged UTF-8 has at least this many good characters for each bad place.
const GOOD_PER_BAD: usize = 8;

/// So many characters of UTF-8 are no accident.
const SURE_MULTIBYTE: usize = 3;

/// Decodes the bytes of a capture. The captures of this program are shorter than `u32::MAX`
/// bytes; what is longer is cut off there.
pub(crate) fn decode(bytes: &[u8], declared_by_transport: Option<&str>, is_html: bool) -> Decoded {
    let bytes = &bytes[..bytes.len().min(u32::MAX as usize)];
    let chosen = choose(bytes, declared_by_transport, is_html);
    let mut notices: Vec<Notice> = chosen.notice.into_iter().collect();
    let body = &bytes[chosen.mark..];
    let at = u32::try_from(chosen.mark).unwrap_or_default();
    let (text, map, damage) = match chosen.valid {
        Some(text) => {
            let len = u32::try_from(text.len()).unwrap_or_default();
            (text.to_owned(), OffsetMap::identity(len, at), decode::Damage::default())
        }
        None => decode::with_map(body, at, chosen.encoding),
    };
    if let Some(first) = damage.first {
        notices.push(undecodable(chosen.encoding, first, damage.count));
    }
    Decoded { text, map, charset: chosen.encoding.name(), notices }
}

fn undecodable(encoding: &'static Encoding, first: Span<InCapture>, count: usize) -> Notice {
    let places = if count == 1 { "one place".to_owned() } else { format!("{count} places") };
    let message = format!("bytes that {} does not have, in {places}", encoding.name());
    Notice::new("undecodable-bytes", message).at(first)
}

/// A charset, and what is known of the bytes from finding it.
struct Chosen<'b> {
    encoding: &'static Encoding,
    /// Length of the byte order mark.
    mark: usize,
    /// The text, if the bytes after the mark are valid UTF-8 and read as such.
    valid: Option<&'b str>,
    notice: Option<Notice>,
}

fn choose<'b>(bytes: &'b [u8], transport: Option<&str>, is_html: bool) -> Chosen<'b> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return certain(encoding, bytes, mark);
    }
    let transport = transport.and_then(of_label);
    let page = || if is_html { prescan::declared(bytes) } else { None };
    match (transport.or_else(page), std::str::from_utf8(bytes)) {
        // Read as windows-1252, UTF-8 gives “â€™”: nobody meant that.
        (Some(label), Ok(text)) if label == WINDOWS_1252 && multibyte(text) >= SURE_MULTIBYTE => {
            Chosen {
                encoding: UTF_8,
                mark: 0,
                valid: Some(text),
                notice: Some(wrong_label(label, UTF_8)),
            }
        }
        (Some(label), _) if label != UTF_8 => certain(label, bytes, 0),
        (label, Ok(text)) => valid_utf8(text, label.is_some()),
        (label, Err(error)) => {
            let other = page().filter(|&page| page != UTF_8);
            not_utf8(bytes, error, label, other)
        }
    }
}

fn multibyte(text: &str) -> usize {
    if text.is_ascii() { 0 } else { text.chars().filter(|sign| !sign.is_ascii()).count() }
}

fn wrong_label(label: &'static Encoding, real: &'static Encoding) -> Notice {
    let message =
        format!("declared {}, but the bytes are not; read as {}", label.name(), real.name());
    Notice::new("charset-wrong-label", message)
}

fn certain<'b>(encoding: &'static Encoding, bytes: &'b [u8], mark: usize) -> Chosen<'b> {
    let valid = if encoding == UTF_8 { std::str::from_utf8(&bytes[mark..]).ok() } else { None };
    Chosen { encoding, mark, valid, notice: None }
}

/// The encoding that a label names, quotes and blanks around it set aside.
fn of_label(label: &str) -> Option<&'static Encoding> {
    let trimmed =
        label.trim_matches(|sign: char| sign.is_ascii_whitespace() || matches!(sign, '"' | '\''));
    Encoding::for_label_no_replacement(trimmed.as_bytes())
}

/// Valid UTF-8, though ISO-2022-JP and UTF-16 of ASCII text are valid UTF-8 as well.
fn valid_utf8(text: &str, declared: bool) -> Chosen<'_> {
    let valid = Chosen { encoding: UTF_8, mark: 0, valid: Some(text), notice: None };
    if declared {
        return valid;
    }
    if let Some(encoding) = utf16_without_mark(text.as_bytes()) {
        return guessed(encoding);
    }
    if memchr::memchr(0x1B, text.as_bytes()).is_some() && text.is_ascii() {
        let encoding = guess(text.as_bytes());
        if encoding != UTF_8 {
            return guessed(encoding);
        }
    }
    valid
}

fn not_utf8<'b>(
    bytes: &'b [u8],
    error: std::str::Utf8Error,
    label: Option<&'static Encoding>,
    other_label: Option<&'static Encoding>,
) -> Chosen<'b> {
    let (valid, rest) = bytes.split_at(error.valid_up_to());
    // One byte at the end, after ASCII alone, can be a letter of a legacy charset.
    let cut =
        error.error_len().is_none() && (label.is_some() || rest.len() > 1 || !valid.is_ascii());
    if cut || is_damaged_utf8(bytes) {
        return Chosen { encoding: UTF_8, mark: 0, valid: None, notice: None };
    }
    let encoding =
        other_label.or_else(|| utf16_without_mark(bytes)).unwrap_or_else(|| guess(bytes));
    let mut chosen = guessed(encoding);
    if let Some(label) = label {
        chosen.notice = Some(wrong_label(label, encoding));
    }
    chosen
}

fn guessed(encoding: &'static Encoding) -> Chosen<'static> {
    let message = format!("no charset declared; read as {}", encoding.name());
    Chosen { encoding, mark: 0, valid: None, notice: Some(Notice::new("charset-guessed", message)) }
}

/// Whether bytes are UTF-8 but for a few: a page with one broken include, a cut in the middle. In
/// other charsets hardly any two bytes make a character of UTF-8.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes[..bytes.len().min(GUESSED_FROM)].utf8_chunks() {
        good += chunk.valid().chars().filter(|sign| !sign.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= GOOD_PER_BAD * bad
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let head = &bytes[..bytes.len().min(GUESSED_FROM)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(head, head.len() == bytes.len());
    detector.guess(None, Utf8Detection::Allow)
}

/// UTF-16 without a mark: nearly every second byte is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(1024) & !1];
    if head.len() < 8 || memchr::memchr(0, head).is_none() {
        return None;
    }
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    match (even * 10 < half, odd * 10 < half) {
        (true, false) if odd * 10 >= half * 7 => Some(UTF_16LE),
        (false, true) if even * 10 >= half * 7 => Some(UTF_16BE),
        _ => None,
    }
}
