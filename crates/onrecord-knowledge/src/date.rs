//! Dates of facts: as precise as they are known, and no more.

use std::fmt;

/// A day, as `yyyymmdd`; sorts as days do.
pub type Day = u32;

/// A date of a fact: a year, a month or a day, or unknown, or open.
///
/// The notation is that of EDTF (ISO 8601-2): `2014`, `2014-06`, `2014-06-10`, nothing for
/// unknown, `..` for a time that has not ended as far as is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactDate(u32);

impl FactDate {
    /// Not known.
    pub const UNKNOWN: Self = Self(0);
    /// Not over.
    pub const OPEN: Self = Self(u32::MAX);

    /// Reads a date; `None` if it is none.
    ///
    /// ```
    /// use onrecord_knowledge::FactDate;
    /// let june = FactDate::parse("2014-06").unwrap();
    /// assert_eq!((june.first(), june.last()), (Some(20140601), Some(20140631)));
    /// assert_eq!(FactDate::parse("2014-13"), None);
    /// assert_eq!(FactDate::parse(""), Some(FactDate::UNKNOWN));
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "" => return Some(Self::UNKNOWN),
            ".." => return Some(Self::OPEN),
            _ => {}
        }
        let mut parts = text.split('-');
        let mut part = |width: usize, most: u32| match parts.next() {
            None => Some(0),
            Some(part) => {
                let number = part.parse().ok().filter(|&number| number >= 1 && number <= most)?;
                (part.len() == width && part.bytes().all(|b| b.is_ascii_digit())).then_some(number)
            }
        };
        let (year, month, day) = (part(4, 9999)?, part(2, 12)?, part(2, 31)?);
        parts.next().is_none().then_some(Self(year * 10_000 + month * 100 + day))
    }

    /// The number it is stored as.
    pub(crate) fn bits(self) -> u32 {
        self.0
    }

    /// The date of a stored number.
    pub(crate) fn from_bits(bits: u32) -> Self {
        Self(bits)
    }

    /// The first day that it may be; none where it is unknown or open.
    pub fn first(self) -> Option<Day> {
        let (month, day) = self.parts()?;
        Some(self.0 + if month == 0 { 101 } else { u32::from(day == 0) })
    }

    /// The last day that it may be (the 31st, whatever the month); none where it is unknown or
    /// open.
    pub fn last(self) -> Option<Day> {
        let (month, day) = self.parts()?;
        Some(
            self.0
                + if month == 0 {
                    1231
                } else if day == 0 {
                    31
                } else {
                    0
                },
        )
    }

    /// Month and day, 0 where not known.
    fn parts(self) -> Option<(u32, u32)> {
        let known = self != Self::UNKNOWN && self != Self::OPEN;
        known.then_some((self.0 / 100 % 100, self.0 % 100))
    }
}

impl fmt::Display for FactDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some((month, day)) = self.parts() else {
            return f.write_str(if *self == Self::OPEN { ".." } else { "" });
        };
        write!(f, "{:04}", self.0 / 10_000)?;
        if month > 0 {
            write!(f, "-{month:02}")?;
        }
        if day > 0 {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// Whether a fact holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// It does not.
    No,
    /// It may: a date is unknown or not precise enough.
    Maybe,
    /// It does.
    Yes,
}

/// The time in which a fact holds, both ends included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Period {
    /// Since when.
    pub from: FactDate,
    /// Until when.
    pub to: FactDate,
}

impl Period {
    /// Whether it covers a time, given as its first and last day. A fact without any date always
    /// holds.
    ///
    /// ```
    /// use onrecord_knowledge::{FactDate, Holds, Period};
    /// let date = |text| FactDate::parse(text).unwrap();
    /// let term = Period { from: date("2014-09-08"), to: date("2018-10") };
    /// assert_eq!(term.holds((20171001, 20171031)), Holds::Yes);
    /// assert_eq!(term.holds((20181020, 20181020)), Holds::Maybe);
    /// assert_eq!(term.holds((20200103, 20200103)), Holds::No);
    /// ```
    pub fn holds(self, (first, last): (Day, Day)) -> Holds {
        let Self { from, to } = self;
        if from == FactDate::UNKNOWN && to == FactDate::UNKNOWN {
            return Holds::Yes;
        }
        let before = from.first().is_some_and(|day| last < day);
        let after = to.last().is_some_and(|day| first > day);
        if before || after {
            return Holds::No;
        }
        let begun = from.last().is_some_and(|day| first >= day);
        let not_over = to == FactDate::OPEN || to.first().is_some_and(|day| last <= day);
        if begun && not_over { Holds::Yes } else { Holds::Maybe }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_print_as_they_were_written() {
        for text in ["", "..", "0622", "2014", "2014-06", "2014-06-10"] {
            assert_eq!(FactDate::parse(text).unwrap().to_string(), text);
        }
        for text in
            ["14", "2014-6", "2014-06-32", "2014-00", "2014-06-10-1", "soon", "2014-", "+201"]
        {
            assert_eq!(FactDate::parse(text), None, "{text}");
        }
    }

    #[test]
    fn unknown_ends_leave_it_open() {
        let date = |text: &str| FactDate::parse(text).unwrap();
        let day = |period: (&str, &str), on: &str| {
            let on = date(on).first().unwrap();
            Period { from: date(period.0), to: date(period.1) }.holds((on, on))
        };
        assert_eq!(day(("", ""), "2020-01-01"), Holds::Yes);
        assert_eq!(day(("2014", ""), "2020-01-01"), Holds::Maybe);
        assert_eq!(day(("2014", ".."), "2020-01-01"), Holds::Yes);
        assert_eq!(day(("2014", ".."), "2014-05-01"), Holds::Maybe);
        assert_eq!(day(("", "2014"), "2015-01-01"), Holds::No);
        assert_eq!(day(("", "2014"), "2013-01-01"), Holds::Maybe);
    }
}
