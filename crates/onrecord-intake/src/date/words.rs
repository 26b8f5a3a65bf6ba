//! The tables of words: names of months, and what else stands in date lines.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A month as a name gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Month {
    /// 1…12.
    pub(super) number: i8,
    /// Whether the name can stand with a year alone: abbreviations of other languages are words
    /// of English (“out 2019”, “set 2020”).
    pub(super) clear: bool,
}

/// The month of this name, in lower case.
pub(super) fn month(word: &str) -> Option<Month> {
    static MONTHS: LazyLock<FxHashMap<&str, Month>> = LazyLock::new(|| {
        rows(include_str!("../../tables/months.tsv"))
            .filter_map(|[name, number, language, form]| {
                let clear = form == "full" || language == "en";
                Some((name, Month { number: number.parse().ok()?, clear }))
            })
            .collect()
    });
    MONTHS.get(word).copied()
}

/// What a word is to a date line; a word can be several things in several languages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Uses(pub(super) u16);

impl Uses {
    pub(super) const PUBLISHED: Self = Self(1);
    pub(super) const CHANGED: Self = Self(1 << 1);
    pub(super) const OTHER: Self = Self(1 << 2);
    pub(super) const JOINT: Self = Self(1 << 3);
    pub(super) const WEEKDAY: Self = Self(1 << 4);
    pub(super) const ZONE: Self = Self(1 << 5);
    pub(super) const FURNITURE: Self = Self(1 << 6);
    pub(super) const BY: Self = Self(1 << 7);
    pub(super) const IN: Self = Self(1 << 8);
    pub(super) const PARTICLE: Self = Self(1 << 9);
    /// Whatever says nothing against a date line: all above `BY`, and `IN`.
    pub(super) const HARMLESS: Self = Self((Self::BY.0 - 1) | Self::IN.0);
    /// Calls a date something.
    pub(super) const LABEL: Self = Self(Self::PUBLISHED.0 | Self::CHANGED.0 | Self::OTHER.0);

    /// Whether it is one of `uses`.
    pub(super) fn any(self, uses: Self) -> bool {
        self.0 & uses.0 != 0
    }

    fn named(name: &str) -> Self {
        match name {
            "published" => Self::PUBLISHED,
            "changed" => Self::CHANGED,
            "other" => Self::OTHER,
            "joint" => Self::JOINT,
            "weekday" => Self::WEEKDAY,
            "zone" => Self::ZONE,
            "furniture" => Self::FURNITURE,
            "by" => Self::BY,
            "in" => Self::IN,
            "particle" => Self::PARTICLE,
            _ => Self::default(),
        }
    }
}

/// The uses of a word, in lower case.
pub(super) fn uses(word: &str) -> Uses {
    static WORDS: LazyLock<FxHashMap<&str, Uses>> = LazyLock::new(|| {
        let mut words: FxHashMap<&str, Uses> = FxHashMap::default();
        for [word, kind, _] in rows(include_str!("../../tables/date-words.tsv")) {
            words.entry(word).or_default().0 |= Uses::named(kind).0;
        }
        words
    });
    WORDS.get(word).copied().unwrap_or_default()
}

/// The rows of a table with `N` columns, without comments; the head falls out because it names
/// no month and no use.
fn rows<const N: usize>(table: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut columns = line.split('\t');
        let row = [(); N].map(|()| columns.next().unwrap_or_default());
        columns.next().is_none().then_some(row)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read() {
        for [name, number, ..] in rows::<4>(include_str!("../../tables/months.tsv")).skip(1) {
            assert_eq!(
                month(name).map(|month| month.number.to_string()).as_deref(),
                Some(number),
                "{name}"
            );
        }
        for [word, kind, language] in rows(include_str!("../../tables/date-words.tsv")).skip(1) {
            assert!(Uses::named(kind) != Uses::default() && language.len() == 2, "{word}");
            assert!(uses(word).any(Uses::named(kind)), "{word}");
        }
    }
}
