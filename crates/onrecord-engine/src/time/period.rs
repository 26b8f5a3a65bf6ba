//! Stretches of days: units of the calendar, steps from one to another, and their parts.

use jiff::Span;
use jiff::civil::{Date, Time};
use onrecord_model::{Dated, DayPart, Grain, words};

/// What a time stands for, before it is known whether an end is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) grain: Grain,
    pub(super) part: Option<DayPart>,
    pub(super) clock: Option<Time>,
    pub(super) approx: bool,
    /// Whether it is counted from the day of publication.
    pub(super) published: bool,
    /// The method that gave it, where it is a feast.
    pub(super) method: Option<&'static str>,
}

words! {
    /// A unit in which times are counted.
    Unit {
        /// Minute.
        Minute = "minute",
        /// Hour.
        Hour = "hour",
        /// Day.
        Day = "day",
        /// Saturday and Sunday.
        Weekend = "weekend",
        /// Monday to Sunday.
        Week = "week",
        /// Two weeks.
        Fortnight = "fortnight",
        /// Month.
        Month = "month",
        /// Quarter.
        Quarter = "quarter",
        /// Half a year.
        Half = "half",
        /// Year.
        Year = "year",
        /// Decade.
        Decade = "decade",
        /// Century.
        Century = "century",
    }
}

impl Unit {
    /// The grain of what is counted in it.
    pub(super) fn grain(self) -> Grain {
        match self {
            Self::Minute => Grain::Minute,
            Self::Hour | Self::Day | Self::Weekend => Grain::Day,
            Self::Week | Self::Fortnight => Grain::Week,
            Self::Month => Grain::Month,
            Self::Quarter => Grain::Quarter,
            Self::Half => Grain::Half,
            Self::Year => Grain::Year,
            Self::Decade => Grain::Decade,
            Self::Century => Grain::Century,
        }
    }

    /// A day so many units away; `None` beyond the calendar.
    pub(super) fn from(self, day: Date, count: i32) -> Option<Date> {
        let count = i64::from(count);
        let span = Span::new();
        let span = match self {
            Self::Minute => return None,
            // The day in which it ends.
            Self::Hour if count < 0 => span.try_days((count - 23) / 24),
            Self::Hour => span.try_days((count + 23) / 24),
            Self::Day => span.try_days(count),
            Self::Weekend | Self::Week => span.try_weeks(count),
            Self::Fortnight => span.try_weeks(2 * count),
            Self::Month => span.try_months(count),
            Self::Quarter => span.try_months(3 * count),
            Self::Half => span.try_months(6 * count),
            Self::Year => span.try_years(count),
            Self::Decade => span.try_years(10 * count),
            Self::Century => span.try_years(100 * count),
        };
        day.checked_add(span.ok()?).ok()
    }

    /// The unit of the calendar that holds a day; weeks begin on Monday.
    pub(super) fn around(self, day: Date) -> Option<Period> {
        let (year, month) = (day.year(), i16::from(day.month()));
        let months = |start: i16, count: i16| Period::months(year, start, count, self.grain());
        match self {
            Self::Minute | Self::Hour | Self::Day => Some(Period::day(day)),
            Self::Weekend => {
                let monday = monday(day)?;
                let (first, last) = (Self::Day.from(monday, 5)?, Self::Day.from(monday, 6)?);
                // Not Saturday and Sunday everywhere.
                Some(Period { approx: true, ..Period::new(first, last, Grain::Day) })
            }
            Self::Week | Self::Fortnight => {
                let first = monday(day)?;
                Some(Period::new(first, Self::Day.from(first, 6)?, Grain::Week))
            }
            Self::Month => months(month, 1),
            Self::Quarter => months((month - 1) / 3 * 3 + 1, 3),
            Self::Half => months((month - 1) / 6 * 6 + 1, 6),
            Self::Year => Period::years(year, 1, Grain::Year),
            Self::Decade => Period::years(year.div_euclid(10) * 10, 10, Grain::Decade),
            Self::Century => {
                Period::years((year - 1).div_euclid(100) * 100 + 1, 100, Grain::Century)
            }
        }
    }
}

fn monday(day: Date) -> Option<Date> {
    Unit::Day.from(day, -i32::from(day.weekday().to_monday_zero_offset()))
}

words! {
    /// Which part of a time is meant.
    Edge {
        /// “early 2014”, “the beginning of March”
        Early = "early",
        /// “mid-July”
        Mid = "mid",
        /// “late 2014”
        Late = "late",
        /// “the end of the year”
        End = "end",
        /// “earlier this month”: up to the day from which it is counted
        Earlier = "earlier",
        /// “later this year”: from that day on
        Later = "later",
        /// “the rest of the week”
        Rest = "rest",
        /// “the eve of Christmas”: the day before
        Eve = "eve",
    }
}

impl Period {
    pub(super) fn new(first: Date, last: Date, grain: Grain) -> Self {
        let (part, clock, method) = (None, None, None);
        Self { first, last, grain, part, clock, approx: false, published: false, method }
    }

    pub(super) fn day(day: Date) -> Self {
        Self::new(day, day, Grain::Day)
    }

    /// So many months from the month `start` of `year` on; months beyond December are those of
    /// the next year.
    pub(super) fn months(year: i16, start: i16, count: i16, grain: Grain) -> Option<Self> {
        let month = |number: i16| {
            let year = year.checked_add((number - 1).div_euclid(12))?;
            Date::new(year, i8::try_from((number - 1).rem_euclid(12) + 1).ok()?, 1).ok()
        };
        Some(Self::new(month(start)?, month(start + count - 1)?.last_of_month(), grain))
    }

    /// So many years from `first` on.
    pub(super) fn years(first: i16, count: i16, grain: Grain) -> Option<Self> {
        let last = first.checked_add(count - 1)?;
        let (first, last) = (Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?);
        Some(Self::new(first, last, grain))
    }

    /// Three months from `month` on: spring of the northern half of the earth is March to May.
    /// Winter begins in the year given.
    pub(super) fn season(year: i16, month: i8) -> Option<Self> {
        let season = Self::months(year, i16::from(month), 3, Grain::Season)?;
        Some(Self { approx: true, ..season })
    }

    pub(super) fn is_within(&self, other: &Self) -> bool {
        other.first <= self.first && self.last <= other.last
    }

    pub(super) fn covers(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// From the first day of one to the last day of the other.
    pub(super) fn to(self, last: Self) -> Option<Self> {
        let grain = self.grain.max(last.grain);
        (self.first <= last.last).then_some(Self {
            approx: self.approx || last.approx,
            published: self.published || last.published,
            method: self.method.or(last.method),
            ..Self::new(self.first, last.last, grain)
        })
    }

    /// The part of it that is meant; `today` is the day from which it is counted, if there is one.
    pub(super) fn edge(self, edge: Edge, today: Option<Date>) -> Option<Self> {
        let cut = |first: Date, last: Date| Self { first, last, ..self };
        match edge {
            Edge::Eve => {
                let eve = self.first.yesterday().ok()?;
                Some(Self { grain: Grain::Day, ..cut(eve, eve) })
            }
            Edge::Earlier | Edge::Later | Edge::Rest => {
                let Some(today) = today.filter(|today| self.covers(*today)) else {
                    return Some(self);
                };
                let is_before = edge == Edge::Earlier;
                Some(if is_before { cut(self.first, today) } else { cut(today, self.last) })
            }
            Edge::Early => self.third(0),
            Edge::Mid => self.third(1),
            Edge::Late | Edge::End => self.third(2),
        }
    }

    /// A third of it, about: the first ten days of a month, the second four months of a year. A
    /// day stays whole.
    fn third(self, third: i32) -> Option<Self> {
        // Units in which it is cut, how many it has, and where its thirds begin.
        let (unit, starts) = match self.grain {
            Grain::Minute | Grain::Part | Grain::Day => return Some(self),
            Grain::Week => (Unit::Day, [0, 2, 4]),
            Grain::Month => (Unit::Day, [0, 10, 20]),
            Grain::Quarter | Grain::Season => (Unit::Month, [0, 1, 2]),
            Grain::Half => (Unit::Month, [0, 2, 4]),
            Grain::Year => (Unit::Month, [0, 4, 8]),
            Grain::Decade => (Unit::Year, [0, 4, 7]),
            Grain::Century => (Unit::Year, [0, 33, 66]),
        };
        let start = |third: i32| unit.from(self.first, starts[usize::try_from(third).ok()?]);
        let last = if third == 2 { self.last } else { start(third + 1)?.yesterday().ok()? };
        Some(Self { first: start(third)?, last, approx: true, ..self })
    }

    /// As the record has it.
    pub(super) fn dated(&self) -> Option<Dated> {
        let basis = if self.published { "text and published" } else { "text" };
        let basis = match self.method {
            Some(method) => format!("{basis}; {method}"),
            None => basis.to_owned(),
        };
        let mut dated = Dated::new(self.first, self.last, self.grain, &basis)?;
        if let Some(part) = self.part {
            dated = dated.within(part);
        }
        if let Some(clock) = self.clock {
            dated = dated.at(clock);
        }
        Some(if self.approx { dated.about() } else { dated })
    }
}
