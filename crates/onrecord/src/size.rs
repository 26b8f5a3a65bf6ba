//! A number of bytes, as people write it.

use std::fmt;
use std::str::FromStr;

/// A number of bytes: `500k`, `64MiB`, `1GB` or plain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size(pub(crate) u64);

const UNITS: [(&str, u64); 11] = [
    ("", 1),
    ("b", 1),
    ("k", 1000),
    ("kb", 1000),
    ("kib", 1 << 10),
    ("m", 1_000_000),
    ("mb", 1_000_000),
    ("mib", 1 << 20),
    ("g", 1_000_000_000),
    ("gb", 1_000_000_000),
    ("gib", 1 << 30),
];

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
        let unit = text[digits..].trim().to_lowercase();
        let unit = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, factor)| *factor);
        let bytes = unit
            .zip(text[..digits].parse::<u64>().ok())
            .and_then(|(unit, number)| number.checked_mul(unit));
        match bytes {
            Some(0) => Err("a capture holds at least one byte".to_owned()),
            // Offsets into a capture are 32 bits wide.
            Some(bytes) if bytes > u64::from(u32::MAX) => {
                Err("captures hold at most 4 GiB".to_owned())
            }
            Some(bytes) => Ok(Self(bytes)),
            None => Err("not a size such as 500k, 64MiB or 1GB".to_owned()),
        }
    }
}

impl fmt::Display for Size {
    /// The largest unit that loses nothing.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let units =
            [("GiB", 1 << 30), ("MiB", 1 << 20), ("MB", 1_000_000), ("KiB", 1 << 10), ("kB", 1000)];
        match units.iter().find(|(_, factor)| self.0 >= *factor && self.0.is_multiple_of(*factor)) {
            Some((unit, factor)) => write!(f, "{} {unit}", self.0 / factor),
            None => write!(f, "{} bytes", self.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_shown() {
        let shown = |text: &str| text.parse::<Size>().map(|size| size.to_string());
        assert_eq!(shown("64MiB").as_deref(), Ok("64 MiB"));
        assert_eq!(shown("500k").as_deref(), Ok("500 kB"));
        assert_eq!(shown("1 GB").as_deref(), Ok("1000 MB"));
        assert_eq!(shown("1023").as_deref(), Ok("1023 bytes"));
        for bad in ["", "MB", "-1", "0", "1.5MB", "5GiB", "99999999999999999999", "64 MiBs"] {
            assert!(shown(bad).is_err(), "{bad}");
        }
    }
}
