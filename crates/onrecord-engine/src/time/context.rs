//! What a time is resolved against: the day of publication and the times around it.

use jiff::civil::{Date, Time};
use onrecord_model::{Grain, Precision, When};

use super::period::{Period, Unit};

/// The time of publication.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor {
    pub(super) first: Date,
    pub(super) last: Date,
    pub(super) grain: Grain,
    pub(super) clock: Option<Time>,
}

impl Anchor {
    pub(super) fn of(when: &When) -> Option<Self> {
        let first = when.first_day();
        let (unit, grain) = match when.precision() {
            Precision::Year => (Unit::Year, Grain::Year),
            Precision::Month => (Unit::Month, Grain::Month),
            Precision::Day => (Unit::Day, Grain::Day),
            Precision::Minute => (Unit::Day, Grain::Minute),
        };
        let value = when.value();
        let clock = value.split_once('T').and_then(|(_, clock)| clock.parse().ok());
        Some(Self { first, last: unit.around(first)?.last, grain, clock })
    }

    /// As if published on a day.
    pub(super) fn on(day: Date) -> Self {
        Self { first: day, last: day, grain: Grain::Day, clock: None }
    }
}

/// Where the clause of a time looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Toward {
    /// It tells what was.
    #[default]
    Back,
    /// It tells what is to come.
    Ahead,
    /// It does not say.
    Open,
}

/// What stands behind “two days after”.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Bound {
    /// Nothing: it counts from the time named before.
    #[default]
    Nothing,
    /// Something without a time: “the vote”.
    Event,
    /// A time.
    Time(Period),
}

/// What a time is resolved against.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context<'a> {
    pub(super) anchor: Option<Anchor>,
    pub(super) toward: Toward,
    /// Whether dates in figures put the day first, where the document shows it.
    pub(super) day_first: Option<bool>,
    /// The year of a time joined to it: “January and February 2014”.
    pub(super) year: Option<i16>,
    /// A longer time in which it lies: “Tuesday last week”.
    pub(super) within: Option<Period>,
    /// A time of the same clause: “in 2014, the town fell in June”.
    pub(super) clause: Option<Period>,
    /// Times named before, the nearest first.
    pub(super) earlier: &'a [Period],
    pub(super) bound: Bound,
    /// The day of a clock beside it: “3 p.m. on Monday”.
    pub(super) beside: Option<Period>,
    /// The day on which it was said, inside a quotation.
    pub(super) said: Option<Period>,
    /// Whether it stands in a quotation.
    pub(super) quoted: bool,
    /// Whether “from” or “between” stands before it.
    pub(super) spans: bool,
}

impl Context<'_> {
    /// The first day of publication, if it is known as finely as `unit`.
    pub(super) fn anchor(&self, unit: Unit) -> Option<Date> {
        let grain = unit.grain().max(Grain::Day);
        self.anchor.filter(|anchor| anchor.grain <= grain).map(|anchor| anchor.first)
    }

    /// The day that is “today”: in a quotation that on which it was said.
    pub(super) fn today(&self) -> Option<Period> {
        if let Some(said) = self.said {
            return Some(Period { published: said.published, ..Period::day(said.first) });
        }
        let day = self.anchor(Unit::Day)?;
        Some(Period { published: true, approx: self.quoted, ..Period::day(day) })
    }

    /// The nearest time named before that is as fine as `unit`.
    pub(super) fn reference(&self, unit: Unit) -> Option<Period> {
        let grain = unit.grain().max(Grain::Day);
        self.earlier.iter().find(|period| period.grain <= grain).copied()
    }
}

/// Counted from the day of publication.
pub(super) fn published(period: Period) -> Period {
    Period { published: true, ..period }
}
