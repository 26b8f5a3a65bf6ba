//! A time that a text names, as the stretch of days that it may be.

use jiff::civil::{Date, Time};

use crate::words;

words! {
    /// How finely a text names a time.
    Grain {
        /// To the minute: “at 3:30 p.m. on Monday”.
        Minute = "minute",
        /// A part of a day: “Monday night”.
        Part = "part",
        /// A day.
        Day = "day",
        /// A week, Monday to Sunday.
        Week = "week",
        /// A month.
        Month = "month",
        /// A quarter of a year.
        Quarter = "quarter",
        /// A season.
        Season = "season",
        /// Half a year.
        Half = "half",
        /// A year.
        Year = "year",
        /// Ten years: “the 1990s”.
        Decade = "decade",
        /// A hundred years: “the 19th century”.
        Century = "century",
    }
}

words! {
    /// A part of a day.
    DayPart {
        /// The hours before sunrise, sunrise.
        Dawn = "dawn",
        /// Morning.
        Morning = "morning",
        /// Afternoon.
        Afternoon = "afternoon",
        /// Evening, sunset.
        Evening = "evening",
        /// Night: that which begins on the day, or its early hours.
        Night = "night",
    }
}

/// What a time that a text names stands for: the days from the first to the last, both included.
///
/// At least one end is known. “Since 2014” has no last day, “until May” no first one. All days are
/// those of the place that wrote them: no time zone is assumed. The ends are no more precise than
/// the grain: `2019-07-01` to `2019-07-31` by month is July 2019, and never the first of July.
///
/// ```
/// use jiff::civil::date;
/// use onrecord_model::{Dated, Grain};
/// let july = Dated::new(date(2019, 7, 1), date(2019, 7, 31), Grain::Month, "text").unwrap();
/// assert_eq!(july.to_string(), "2019-07-01/2019-07-31 month");
/// assert_eq!(july.since().to_string(), "2019-07-01/.. month");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated {
    first: Option<Date>,
    last: Option<Date>,
    grain: Grain,
    part: Option<DayPart>,
    clock: Option<Time>,
    approx: bool,
    basis: String,
}

impl Dated {
    /// The days from `first` to `last`; `None` if the last comes before the first.
    ///
    /// `basis` says what it rests on: `text`, or `text and published` where it is counted from the
    /// day of publication; the method follows where a rule gives the date of a feast.
    pub fn new(first: Date, last: Date, grain: Grain, basis: &str) -> Option<Self> {
        let (part, clock) = (None, None);
        let basis = basis.to_owned();
        let dated =
            Self { first: Some(first), last: Some(last), grain, part, clock, approx: false, basis };
        (first <= last).then_some(dated)
    }

    /// From its first day on, without an end. Unchanged if it has no first day.
    #[must_use]
    pub fn since(mut self) -> Self {
        if self.first.is_some() {
            self.last = None;
        }
        self
    }

    /// Up to its last day, without a beginning. Unchanged if it has no last day.
    #[must_use]
    pub fn until(mut self) -> Self {
        if self.last.is_some() {
            self.first = None;
        }
        self
    }

    /// The same, known to be only about right.
    #[must_use]
    pub fn about(mut self) -> Self {
        self.approx = true;
        self
    }

    /// A part of its days.
    #[must_use]
    pub fn within(mut self, part: DayPart) -> Self {
        self.part = Some(part);
        self
    }

    /// The same at a time of day.
    #[must_use]
    pub fn at(mut self, clock: Time) -> Self {
        self.clock = Some(clock);
        self
    }

    /// First day that it may be; none where it is open.
    pub fn first(&self) -> Option<Date> {
        self.first
    }

    /// Last day that it may be; none where it is open.
    pub fn last(&self) -> Option<Date> {
        self.last
    }

    /// How finely it is named.
    pub fn grain(&self) -> Grain {
        self.grain
    }

    /// The part of the day, where one is named.
    pub fn part(&self) -> Option<DayPart> {
        self.part
    }

    /// The time of day, where one is named.
    pub fn clock(&self) -> Option<Time> {
        self.clock
    }

    /// Whether it is only about right: “around 2014”, “mid-July”, a season, a lunar feast.
    pub fn is_approx(&self) -> bool {
        self.approx
    }

    /// What it rests on.
    pub fn basis(&self) -> &str {
        &self.basis
    }
}

/// `first/last grain`, `..` for an open end, then the part or the time of day, and `~` if it is
/// only about right: `2019-07-11/2019-07-20 month ~`.
impl std::fmt::Display for Dated {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let end = |day: Option<Date>| day.map_or("..".to_owned(), show);
        write!(f, "{}/{} {}", end(self.first), end(self.last), self.grain.name())?;
        if let Some(part) = self.part {
            write!(f, " {}", part.name())?;
        }
        if let Some(clock) = self.clock {
            write!(f, " {}", clock.strftime("%H:%M"))?;
        }
        if self.approx { f.write_str(" ~") } else { Ok(()) }
    }
}

/// `2019-07-01`, `-0299-01-01`: the year 0 is 1 BC.
fn show(day: Date) -> String {
    let sign = if day.year() < 0 { "-" } else { "" };
    format!("{sign}{:04}-{:02}-{:02}", day.year().unsigned_abs(), day.month(), day.day())
}
