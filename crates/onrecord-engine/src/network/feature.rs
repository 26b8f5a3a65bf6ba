//! Features of a word: what the models see of its form.
//!
//! `training/features.py` is the twin of this file.

/// Characters of a form that count.
pub(super) const MAX_CHARS: usize = 64;
/// Length to which a run of one character is cut in a shape.
const MAX_RUN: usize = 4;

/// Hashed features of a form, in the order of [`KINDS`], and the keys of its vector: as it stands
/// and in lower case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Keys {
    pub(crate) features: [u32; KINDS.len()],
    pub(crate) vector: [u32; 2],
}

/// Features that have a table in every model.
pub(crate) const KINDS: [&str; 5] = ["word", "prefix", "suffix3", "suffix2", "shape"];

/// Makes keys. Keeps its memory from form to form.
#[derive(Debug, Default)]
pub(crate) struct Reader {
    norm: String,
    shape: String,
    low: String,
}

impl Reader {
    /// The keys of a form.
    pub(crate) fn keys(&mut self, form: &str) -> Keys {
        self.norm.clear();
        normalise(form, &mut self.norm);
        self.shape.clear();
        shape(&self.norm, &mut self.shape);
        self.low.clear();
        if self.norm.is_ascii() {
            self.low.push_str(&self.norm);
            self.low.make_ascii_lowercase();
        } else {
            self.low.push_str(&self.norm.to_lowercase());
        }
        let vector = [fnv1a(self.norm.bytes()), fnv1a(self.low.bytes())];
        let low = || self.low.bytes().map(digit);
        let prefix = self.low.char_indices().nth(3).map_or(self.low.len(), |(at, _)| at);
        let start = |n: usize| self.low.char_indices().rev().nth(n - 1).map_or(0, |(at, _)| at);
        let features = [
            fnv1a(low()),
            fnv1a(low().take(prefix)),
            fnv1a(low().skip(start(3))),
            fnv1a(low().skip(start(2))),
            fnv1a(self.shape.bytes()),
        ];
        Keys { features, vector }
    }
}

/// Digits count as 0.
fn digit(byte: u8) -> u8 {
    if byte.is_ascii_digit() { b'0' } else { byte }
}

/// A form with quotation marks, dashes and ellipses in ASCII, without soft hyphens and no-break
/// spaces, at most 64 characters of it.
fn normalise(form: &str, into: &mut String) {
    for c in form.chars().take(MAX_CHARS) {
        match c {
            '’' | '‘' | '‚' | '‛' | '`' | '´' => into.push('\''),
            '“' | '”' | '„' | '‟' | '«' | '»' => into.push('"'),
            '–' | '—' | '―' | '‑' | '−' => into.push('-'),
            '…' => into.push_str("..."),
            '\u{AD}' | '\u{A0}' => {}
            _ => into.push(c),
        }
    }
}

/// `Xxxx-dd` for `Kabul-22`: classes of characters, runs cut to four.
fn shape(form: &str, into: &mut String) {
    let mut last = None;
    let mut run = 0;
    for c in form.chars() {
        let class = match c {
            'a'..='z' => 'x',
            'A'..='Z' => 'X',
            '0'..='9' => 'd',
            _ if c.is_ascii() => c,
            _ if c.is_uppercase() => 'X',
            _ if c.is_alphabetic() => 'x',
            _ => c,
        };
        run = if last == Some(class) { run + 1 } else { 1 };
        last = Some(class);
        if run <= MAX_RUN {
            into.push(class);
        }
    }
}

/// FNV-1a, 32 bits (G. Fowler, L. C. Noll, K.-P. Vo).
fn fnv1a(bytes: impl Iterator<Item = u8>) -> u32 {
    bytes.fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shaped(form: &str) -> String {
        let (mut norm, mut out) = (String::new(), String::new());
        normalise(form, &mut norm);
        shape(&norm, &mut out);
        out
    }

    #[test]
    fn shapes() {
        let expected = [
            ("Kabul-22", "Xxxxx-dd"),
            ("UNICEF", "XXXX"),
            ("1990s", "ddddx"),
            ("Çelik’s", "Xxxxx'x"),
            ("……", "...."),
            ("co\u{AD}op", "xxxx"),
            ("", ""),
        ];
        for (form, shape) in expected {
            assert_eq!(shaped(form), shape, "{form}");
        }
    }

    #[test]
    fn hashes_are_those_of_the_definition() {
        assert_eq!(fnv1a(b"".iter().copied()), 0x811C_9DC5);
        assert_eq!(fnv1a(b"foobar".iter().copied()), 0xBF9C_F968);
    }

    #[test]
    fn keys_meet_where_forms_are_alike() {
        let mut reader = Reader::default();
        let (a, b) = (reader.keys("Agreed1"), reader.keys("aGREED2"));
        assert_eq!(a.features[..4], b.features[..4]);
        assert_ne!(a.vector, b.vector);
        assert_eq!(reader.keys("‘s"), reader.keys("'s"));
        assert_eq!(reader.keys("é").features[1..4], [fnv1a("é".bytes()); 3]);
        let long = "é".repeat(200);
        assert_eq!(reader.keys(&long), reader.keys(&long[..128]));
    }
}
