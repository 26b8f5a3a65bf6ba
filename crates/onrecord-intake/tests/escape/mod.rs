//! The escapes in which tables hold bytes.

/// `\xNN` to bytes; everything else stands for itself.
pub(crate) fn unescape(text: &str) -> Vec<u8> {
    let mut pieces = text.split("\\x");
    let mut bytes = pieces.next().unwrap_or_default().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).expect("two hexadecimal digits after \\x"));
        bytes.extend_from_slice(&piece.as_bytes()[2..]);
    }
    bytes
}
