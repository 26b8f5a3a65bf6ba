//! Decoding with a map: which bytes each character came from.

use encoding_rs::{Decoder, DecoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};
use onrecord_model::{InCapture, OffsetMap, Span, TextBuilder};

/// Bytes that could not be decoded.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Damage {
    /// The first of them.
    pub(super) first: Option<Span<InCapture>>,
    /// In how many places.
    pub(super) count: usize,
}

/// Decodes bytes that stand from byte `at` on in the capture. ASCII is kept where the charset has
/// it as it is; every other character is a run of its own; what cannot be decoded is U+FFFD.
pub(super) fn with_map(
    bytes: &[u8],
    at: u32,
    encoding: &'static Encoding,
) -> (String, OffsetMap, Damage) {
    let mut sink = Sink { builder: TextBuilder::default(), at, damage: Damage::default() };
    if encoding == UTF_8 {
        utf8(bytes, &mut sink);
    } else if encoding == UTF_16LE {
        utf16(bytes, u16::from_le_bytes, &mut sink);
    } else if encoding == UTF_16BE {
        utf16(bytes, u16::from_be_bytes, &mut sink);
    } else if encoding.is_single_byte() {
        single_byte(bytes, encoding, &mut sink);
    } else {
        multi_byte(bytes, encoding, &mut sink);
    }
    let (text, map) = sink.builder.finish();
    (text, map, sink.damage)
}

/// Takes text with its place in the bytes decoded.
struct Sink {
    builder: TextBuilder,
    at: u32,
    damage: Damage,
}

impl Sink {
    fn span(&self, range: std::ops::Range<usize>) -> Span<InCapture> {
        let offset = self.at as usize;
        Span::from_range(offset + range.start..offset + range.end)
    }

    fn keep(&mut self, text: &str, at: usize) {
        let at = self.span(at..at).start();
        self.builder.keep(text, at);
    }

    fn replace(&mut self, text: &str, range: std::ops::Range<usize>) {
        let span = self.span(range);
        self.builder.replace(text, span);
    }

    fn undecodable(&mut self, range: std::ops::Range<usize>) {
        let span = self.span(range.clone());
        self.damage.first = self.damage.first.or(Some(span));
        self.damage.count += 1;
        self.replace("\u{FFFD}", range);
    }
}

fn utf8(bytes: &[u8], sink: &mut Sink) {
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        sink.keep(chunk.valid(), at);
        at += chunk.valid().len();
        let bad = chunk.invalid().len();
        if bad > 0 {
            sink.undecodable(at..at + bad);
        }
        at += bad;
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, sink: &mut Sink) {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let mut at = 0;
    let mut buffer = [0; 4];
    for decoded in char::decode_utf16(pairs.iter().map(|&pair| unit(pair))) {
        let mut end = at + decoded.as_ref().map_or(2, |sign| 2 * sign.len_utf16());
        match decoded {
            Ok(sign) => sink.replace(sign.encode_utf8(&mut buffer), at..end),
            Err(half) => {
                // Half a pair and half a unit at the end are one flaw.
                let last = end + rest.len() == bytes.len() && half.unpaired_surrogate() < 0xDC00;
                end = if last { bytes.len() } else { end };
                sink.undecodable(at..end);
            }
        }
        at = end;
    }
    if at < bytes.len() {
        sink.undecodable(at..bytes.len());
    }
}

/// Takes the ASCII that begins at `at`; gives where it ends.
fn ascii(bytes: &[u8], at: usize, sink: &mut Sink) -> usize {
    let end = at + Encoding::ascii_valid_up_to(&bytes[at..]);
    if let Ok(text) = std::str::from_utf8(&bytes[at..end]) {
        sink.keep(text, at);
    }
    end
}

fn single_byte(bytes: &[u8], encoding: &'static Encoding, sink: &mut Sink) {
    let table: Vec<Option<char>> = (0x80..=0xFF)
        .map(|byte: u8| {
            let text =
                encoding.decode_without_bom_handling_and_without_replacement(&[byte])?.into_owned();
            text.chars().next()
        })
        .collect();
    let mut buffer = [0; 4];
    let mut at = ascii(bytes, 0, sink);
    while let Some(&byte) = bytes.get(at) {
        match table.get(usize::from(byte).wrapping_sub(0x80)).copied().flatten() {
            Some(sign) => sink.replace(sign.encode_utf8(&mut buffer), at..at + 1),
            None => sink.undecodable(at..at + 1),
        }
        at = ascii(bytes, at + 1, sink);
    }
}

/// Feeds a decoder byte by byte, so that it tells which bytes each character came from.
fn multi_byte(bytes: &[u8], encoding: &'static Encoding, sink: &mut Sink) {
    // Between its escapes, ISO-2022-JP has two ASCII bytes for a character.
    let ascii_stands_for_itself = encoding != ISO_2022_JP;
    let mut decoder = encoding.new_decoder_without_bom_handling();
    // Bytes from `start` to `at` are in the decoder, and no character came out for them yet.
    let (mut start, mut at) = (0, 0);
    while at < bytes.len() {
        if ascii_stands_for_itself && start == at {
            at = ascii(bytes, at, sink);
            start = at;
        }
        let Some(byte) = bytes.get(at..at + 1) else { break };
        let step = Step::of(&mut decoder, byte, false);
        at += step.read;
        start = step.put(bytes, start..at, sink);
    }
    loop {
        let step = Step::of(&mut decoder, &[], true);
        let malformed = step.malformed.is_some();
        start = step.put(bytes, start..at, sink);
        if !malformed {
            break;
        }
    }
}

/// What a decoder gave for a byte.
struct Step {
    read: usize,
    buffer: [u8; 32],
    written: usize,
    /// How many bytes before the place reached the malformed ones end.
    malformed: Option<usize>,
}

impl Step {
    fn of(decoder: &mut Decoder, byte: &[u8], last: bool) -> Self {
        let mut buffer = [0; 32];
        let (result, read, written) =
            decoder.decode_to_utf8_without_replacement(byte, &mut buffer, last);
        let malformed = match result {
            DecoderResult::Malformed(_, behind) => Some(usize::from(behind)),
            DecoderResult::InputEmpty | DecoderResult::OutputFull => None,
        };
        Self { read, buffer, written, malformed }
    }

    /// Puts out what came from `pending`; gives the first byte that nothing came from yet.
    fn put(&self, bytes: &[u8], pending: std::ops::Range<usize>, sink: &mut Sink) -> usize {
        let text = std::str::from_utf8(&self.buffer[..self.written]).unwrap_or_default();
        let Some(behind) = self.malformed else {
            if text.is_empty() {
                return pending.start;
            }
            if bytes.get(pending.clone()) == Some(text.as_bytes()) {
                sink.keep(text, pending.start);
            } else {
                sink.replace(text, pending.clone());
            }
            return pending.end;
        };
        let end = pending.end.saturating_sub(behind).max(pending.start);
        if text.is_empty() {
            sink.undecodable(pending.start..end);
        } else {
            // Bytes that an earlier failure gave back to the decoder came out before this one.
            let middle = end.saturating_sub(1).max(pending.start);
            sink.replace(text, pending.start..middle);
            sink.undecodable(middle..end);
        }
        end
    }
}
