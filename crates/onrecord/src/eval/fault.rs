//! What is wrong with a file of gold, and where.

use std::fmt;

/// The first thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Line, counted from 1.
    pub(crate) line: usize,
    /// What is wrong with it.
    pub(crate) reason: String,
}

impl Fault {
    /// A fault of this line.
    pub(crate) fn new(line: usize, reason: impl Into<String>) -> Self {
        Self { line, reason: reason.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.line, self.reason)
    }
}

/// The text of a file, without a byte order mark.
///
/// # Errors
/// The line of the first byte that is not UTF-8.
pub(crate) fn decode(bytes: &[u8]) -> Result<&str, Fault> {
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        Fault::new(before.split(|&byte| byte == b'\n').count(), "not UTF-8")
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_that_is_not_utf8_is_named() {
        assert_eq!(decode(b"\xEF\xBB\xBFa\n"), Ok("a\n"));
        let fault = decode(b"a\nb\n\xFF\n").unwrap_err();
        assert_eq!(fault.to_string(), "3: not UTF-8");
    }
}
