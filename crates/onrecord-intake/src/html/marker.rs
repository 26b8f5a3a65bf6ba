//! Numbers as two characters for private use, to follow a stretch of text through a library.

const BASE: u32 = 65_000;
const HIGH: u32 = 0xF_0000;
const LOW: u32 = 0x10_0000;

/// Writes the two characters of a number.
pub(super) fn write(number: u32, out: &mut String) {
    out.extend(char::from_u32(HIGH + number / BASE));
    out.extend(char::from_u32(LOW + number % BASE));
}

/// The numbers in a text.
pub(super) fn read(text: &str) -> impl Iterator<Item = u32> {
    let mut high = 0;
    text.chars().filter_map(move |c| match u32::from(c) {
        code @ LOW.. => Some(high * BASE + (code - LOW)),
        code @ HIGH.. => {
            high = code - HIGH;
            None
        }
        _ => None,
    })
}

/// Whether a character may be part of a number: a page's own must not pass for one.
pub(super) fn is_digit(c: char) -> bool {
    u32::from(c) >= HIGH
}
