//! Classes of words, as sets.

use rustc_hash::FxHashMap;

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Classes([u128; 2]);

macro_rules! known {
    ($($name:ident = $bit:literal $word:literal),+ $(,)?) => {
        impl Classes {
            $(pub(super) const $name: Self = Self([1 << $bit, 0]);)+
        }
        const KNOWN: &[&str] = &[$($word),+];
    };
}

// The classes that the program gives or asks for itself; the tables add others.
known! {
    EDGE = 0 "edge",
    CAPITAL = 1 "capital",
    NOUN = 2 "noun",
    PLURAL = 3 "plural",
    VERB = 4 "verb",
    PERSON = 5 "person",
    PLACE = 6 "place",
    NORP = 7 "norp",
    NUMBER = 8 "number",
    YEAR = 9 "year",
    LATE_YEAR = 10 "late-year",
    ROUND = 11 "round",
    TEN_YEAR = 12 "ten-year",
    DAY = 13 "day",
    TWO = 14 "two-digits",
    HOUR = 15 "hour",
    CLOCK = 16 "clock",
    CLOCK_DOT = 17 "clock-dot",
    MILITARY = 18 "military",
    FULL_DATE = 19 "full-date",
    DECADE = 20 "decade",
    ORDINAL = 21 "ordinal",
    DAY_ORDINAL = 22 "day-ordinal",
    AGE = 23 "age",
    ONES = 24 "ones",
    TEENS = 25 "teens",
    TENS = 26 "tens",
    SCALE = 27 "scale",
    SCALES = 28 "scales",
    SEVERAL = 29 "several",
    HALF = 30 "half",
    AND = 31 "and",
    OF = 32 "of",
    A = 33 "a",
    HYPHEN = 34 "hyphen",
    ENDING = 35 "ordinal-ending",
    PREFIX = 36 "prefix",
    INTEGER = 37 "integer",
    SPEAK = 38 "speak",
    IN_LANGUAGE = 39 "in-language",
    LANGUAGE = 40 "language",
    SEVERAL_OF = 41 "several-of",
}

impl Classes {
    /// Both sets.
    pub(super) const fn or(self, other: Self) -> Self {
        Self([self.0[0] | other.0[0], self.0[1] | other.0[1]])
    }

    /// Whether it has any of these classes.
    pub(super) const fn any(self, other: Self) -> bool {
        self.0[0] & other.0[0] != 0 || self.0[1] & other.0[1] != 0
    }

    /// The set if `is`, else the empty one.
    pub(super) const fn when(self, is: bool) -> Self {
        if is { self } else { Self([0; 2]) }
    }
}

/// The names of the classes.
pub(super) struct ClassNames(FxHashMap<Box<str>, u32>);

impl ClassNames {
    /// The classes that the program knows.
    pub(super) fn known() -> Self {
        Self((0..).zip(KNOWN).map(|(bit, name)| (Box::from(*name), bit)).collect())
    }

    /// The class of this name, if there is one.
    pub(super) fn get(&self, name: &str) -> Option<Classes> {
        self.0.get(name).map(|bit| match bit {
            0..128 => Classes([1 << bit, 0]),
            _ => Classes([0, 1 << (bit - 128)]),
        })
    }

    /// The class of this name, which is new if no table named it before; none if there are too
    /// many.
    pub(super) fn get_or_add(&mut self, name: &str) -> Option<Classes> {
        let next = u32::try_from(self.0.len()).ok().filter(|next| *next < 2 * u128::BITS);
        match self.get(name) {
            None => {
                self.0.insert(name.into(), next?);
                self.get(name)
            }
            found => found,
        }
    }
}
