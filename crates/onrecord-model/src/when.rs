//! A point in time, as precise as it is known and no more.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

/// How precisely a time is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Precision {
    /// `2019`
    Year,
    /// `2019-07`
    Month,
    /// `2019-07-01`
    Day,
    /// `2019-07-01T14:05`
    Minute,
}

impl Precision {
    /// The word used in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Month => "month",
            Self::Day => "day",
            Self::Minute => "minute",
        }
    }
}

/// A calendar time with its precision and what it rests on.
///
/// Times are local to the place that wrote them, as written; no time zone is assumed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    start: DateTime,
    precision: Precision,
    basis: String,
}

impl When {
    /// A year, and if known its month and day. `None` where the calendar has no such date.
    ///
    /// `basis` says what it rests on, such as `meta article:published_time` or `text line`.
    ///
    /// ```
    /// use onrecord_model::When;
    /// let month = When::date(2019, Some(7), None, "text line").unwrap();
    /// assert_eq!((month.value(), month.end()), ("2019-07".into(), "2019-07-31".into()));
    /// assert_eq!(When::date(2019, Some(2), Some(30), "text line"), None);
    /// ```
    pub fn date(year: i16, month: Option<i8>, day: Option<i8>, basis: &str) -> Option<Self> {
        let precision = match (month, day) {
            (None, _) => Precision::Year,
            (Some(_), None) => Precision::Month,
            (Some(_), Some(_)) => Precision::Day,
        };
        let date = Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        Some(Self {
            start: date.to_datetime(jiff::civil::Time::midnight()),
            precision,
            basis: basis.to_owned(),
        })
    }

    /// The same with a time of day, to the minute; unchanged if it is not known to the day or the
    /// time does not exist.
    #[must_use]
    pub fn at(mut self, hour: i8, minute: i8) -> Self {
        if self.precision == Precision::Day
            && let Ok(time) = jiff::civil::Time::new(hour, minute, 0, 0)
        {
            self.start = self.start.date().to_datetime(time);
            self.precision = Precision::Minute;
        }
        self
    }

    /// As precise as known: `2019`, `2019-07`, `2019-07-01` or `2019-07-01T14:05`.
    pub fn value(&self) -> String {
        let format = match self.precision {
            Precision::Year => "%Y",
            Precision::Month => "%Y-%m",
            Precision::Day => "%Y-%m-%d",
            Precision::Minute => "%Y-%m-%dT%H:%M",
        };
        self.start.strftime(format).to_string()
    }

    /// First day (or minute) that it may be; sorts.
    pub fn start(&self) -> String {
        let format =
            if self.precision == Precision::Minute { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%d" };
        self.start.strftime(format).to_string()
    }

    /// Last day (or minute) that it may be; sorts.
    pub fn end(&self) -> String {
        let date = self.start.date();
        let last = match self.precision {
            Precision::Year => date.last_of_year(),
            Precision::Month => date.last_of_month(),
            Precision::Day => date,
            Precision::Minute => return self.start(),
        };
        last.strftime("%Y-%m-%d").to_string()
    }

    /// The day it falls on, or the first day that it may be.
    pub fn first_day(&self) -> Date {
        self.start.date()
    }

    /// How precisely it is known.
    pub fn precision(&self) -> Precision {
        self.precision
    }

    /// What it rests on.
    pub fn basis(&self) -> &str {
        &self.basis
    }

    /// Whether the two may be the same day, give or take one (time zones).
    pub fn near(&self, other: &Self) -> bool {
        let (a, b) = (self.first_day(), other.first_day());
        let day = 1.day();
        a == b
            || a.checked_add(day).is_ok_and(|a| a == b)
            || b.checked_add(day).is_ok_and(|b| a == b)
    }
}
