//! What the pieces of a time say, each in its place, whatever their order.

use jiff::civil::Date;
use onrecord_model::DayPart;

use super::feast::Feast;
use super::period::{Edge, Unit};
use super::piece::{Numeric, Piece};
use super::words::{Dir, Link, Meaning, Shift};

/// A time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clock {
    At(i8, i8),
    /// Named, but not known to the minute: “3 o'clock”, “from 3 to 5 p.m.”
    Vague,
}

/// A century or decade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Era {
    /// The first year of a decade.
    Decade(i16),
    /// The same without its century: “the ’90s”.
    Short(i16),
}

/// What a time says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Slots {
    pub(super) approx: bool,
    /// Whether it begins with “the”.
    pub(super) the: bool,
    pub(super) year: Option<i16>,
    /// “’67”
    pub(super) short: Option<i16>,
    /// Whether the year is that of the second of two times.
    pub(super) borrowed: bool,
    pub(super) month: Option<i8>,
    /// A day of a month, or the second of two years: “2014-17”.
    pub(super) day: Option<i8>,
    pub(super) weekday: Option<i8>,
    pub(super) numeric: Option<Numeric>,
    pub(super) fixed: Option<Date>,
    pub(super) era: Option<Era>,
    pub(super) season: Option<i8>,
    pub(super) feast: Option<Feast>,
    /// Days from today.
    pub(super) offset: Option<i32>,
    pub(super) overnight: bool,
    pub(super) shift: Option<Shift>,
    pub(super) count: Option<i32>,
    pub(super) unit: Option<Unit>,
    /// Whether the unit is a plural: “the coming days”.
    pub(super) plural: bool,
    /// A quarter or half of a year.
    pub(super) share: Option<Unit>,
    pub(super) ordinal: Option<i16>,
    pub(super) dir: Option<Dir>,
    pub(super) edge: Option<Edge>,
    pub(super) part: Option<DayPart>,
    pub(super) clock: Option<Clock>,
    /// Whether a number and its unit are written with a hyphen: “48-hour”.
    pub(super) joined: bool,
}

impl Slots {
    /// What pieces say; `None` if they contradict each other.
    pub(super) fn of(pieces: &[Piece]) -> Option<Self> {
        let mut slots = Self::default();
        if is_vague_clock(pieces) {
            return Some(Self { clock: Some(Clock::Vague), ..slots });
        }
        let era = pieces.iter().find_map(|piece| match piece {
            Piece::Word(Meaning::Era(is_back)) => Some(*is_back),
            _ => None,
        });
        for (at, piece) in pieces.iter().enumerate() {
            let next = match pieces.get(at + 1) {
                Some(Piece::Hyphen) => pieces.get(at + 2),
                next => next,
            };
            match *piece {
                Piece::Word(Meaning::Number(number)) => slots.number(number, 0, next, era)?,
                Piece::Word(Meaning::About(number)) => {
                    slots.approx = true;
                    slots.number(number, 0, next, era)?;
                }
                Piece::Word(meaning) => slots.word(meaning)?,
                Piece::Figure(value, digits) => slots.number(value, digits, next, era)?,
                Piece::Short(year) => put(&mut slots.short, i16::try_from(year).ok()?)?,
                Piece::Ordinal(number) => put(&mut slots.ordinal, i16::try_from(number).ok()?)?,
                Piece::Decade(first, 4) => {
                    put(&mut slots.era, Era::Decade(i16::try_from(first).ok()?))?;
                }
                Piece::Decade(first, 2) => {
                    put(&mut slots.era, Era::Short(i16::try_from(first).ok()?))?;
                }
                Piece::Numeric(Numeric { values, mark: ':', .. }) => {
                    slots.clock(values[0], values[1], pieces)?;
                }
                Piece::Numeric(numeric) => put(&mut slots.numeric, numeric)?,
                Piece::MonthYear(month, year) => {
                    put(&mut slots.month, i8::try_from(month).ok()?)?;
                    put(&mut slots.year, i16::try_from(year).ok()?)?;
                }
                Piece::Clock(hour, minute) => slots.clock(hour, minute, pieces)?,
                Piece::Comma => {}
                Piece::Hyphen => slots.hyphen(pieces, at)?,
                Piece::Decade(..) => return None,
            }
        }
        slots.finish()
    }

    /// A number is what the piece behind it makes of it.
    fn number(
        &mut self,
        number: u32,
        digits: usize,
        next: Option<&Piece>,
        era: Option<bool>,
    ) -> Option<()> {
        let small = || i8::try_from(number).ok();
        match next {
            Some(Piece::Word(Meaning::Unit(Unit::Quarter | Unit::Half))) => None,
            Some(Piece::Word(Meaning::Unit(_) | Meaning::Units(_))) => {
                put(&mut self.count, i32::try_from(number).ok().filter(|count| *count > 0)?)
            }
            Some(Piece::Word(Meaning::Half(is_second))) => {
                let hour = small().filter(|hour| (1..=12).contains(hour))?;
                put(&mut self.clock, Clock::At(hour % 12 + 12 * i8::from(*is_second), 0))
            }
            Some(Piece::Word(Meaning::OClock)) => {
                small().filter(|hour| (1..=12).contains(hour))?;
                put(&mut self.clock, Clock::Vague)
            }
            Some(Piece::Word(Meaning::Zone)) if digits == 4 && number % 100 < 60 => {
                let hour = i8::try_from(number / 100).ok().filter(|hour| *hour < 25)?;
                put(&mut self.clock, Clock::At(hour % 24, i8::try_from(number % 100).ok()?))
            }
            _ if let Some(is_back) = era => {
                let year = i16::try_from(number).ok()?;
                // The year 1 BC is 0.
                put(&mut self.year, if is_back { 1 - year } else { year })
            }
            _ if digits == 4 && (1000..=2100).contains(&number) => {
                put(&mut self.year, i16::try_from(number).ok()?)
            }
            _ if (1..=2).contains(&digits) => put(&mut self.day, small()?),
            _ => None,
        }
    }

    fn clock(&mut self, hour: u32, minute: u32, pieces: &[Piece]) -> Option<()> {
        let half = pieces.iter().find_map(|piece| match piece {
            Piece::Word(Meaning::Half(is_second)) => Some(*is_second),
            _ => None,
        });
        let hour = i8::try_from(hour).ok()?;
        let hour = match half {
            Some(is_second) if (1..=12).contains(&hour) => hour % 12 + 12 * i8::from(is_second),
            None if hour <= 24 => hour % 24,
            _ => return None,
        };
        put(&mut self.clock, Clock::At(hour, i8::try_from(minute).ok().filter(|it| *it < 60)?))
    }

    fn word(&mut self, meaning: Meaning) -> Option<()> {
        match meaning {
            Meaning::Ordinal(number) => put(&mut self.ordinal, i16::try_from(number).ok()?),
            Meaning::Month(month) => put(&mut self.month, month),
            Meaning::Weekday(weekday) => put(&mut self.weekday, weekday),
            Meaning::Unit(unit @ (Unit::Quarter | Unit::Half)) => put(&mut self.share, unit),
            Meaning::Unit(unit) => put(&mut self.unit, unit),
            Meaning::Units(unit) => {
                self.plural = true;
                put(&mut self.unit, unit)
            }
            Meaning::Season(month) => put(&mut self.season, month),
            Meaning::Shift(shift) => self.shift(shift),
            Meaning::Day(offset) => put(&mut self.offset, offset),
            Meaning::PartOfToday(part) => {
                put(&mut self.offset, 0)?;
                put(&mut self.part, part)
            }
            Meaning::Overnight => {
                self.overnight = true;
                put(&mut self.part, DayPart::Night)
            }
            Meaning::Part(part) => put(&mut self.part, part),
            Meaning::Hour(hour) => put(&mut self.clock, Clock::At(hour, 0)),
            Meaning::Edge(edge) => {
                // “The” of “the end of last week” is not that of the week.
                self.the = false;
                put(&mut self.edge, edge)
            }
            Meaning::Feast(feast) => put(&mut self.feast, feast),
            Meaning::Dir(dir) => put(&mut self.dir, dir),
            Meaning::Decade(first) => put(&mut self.era, Era::Short(first)),
            Meaning::Date(date) => put(&mut self.fixed, date),
            Meaning::Approx => {
                self.approx = true;
                Some(())
            }
            Meaning::The => {
                self.the = true;
                Some(())
            }
            Meaning::Number(_) | Meaning::About(_) | Meaning::Link(_) => None,
            Meaning::Era(_)
            | Meaning::Half(_)
            | Meaning::OClock
            | Meaning::Zone
            | Meaning::Filler => Some(()),
        }
    }

    fn shift(&mut self, shift: Shift) -> Option<()> {
        self.shift = match (self.shift, shift) {
            (None | Some(Shift::This), shift) => Some(shift),
            (Some(Shift::That), Shift::That) => Some(Shift::That),
            _ => return None,
        };
        Some(())
    }

    /// A hyphen says nothing behind “early” and before a unit; anything else it joins to a range.
    fn hyphen(&mut self, pieces: &[Piece], at: usize) -> Option<()> {
        let before = at.checked_sub(1).and_then(|before| pieces.get(before));
        if matches!(before, Some(Piece::Word(Meaning::Edge(_)))) {
            return Some(());
        }
        self.joined = true;
        matches!(pieces.get(at + 1)?, Piece::Word(Meaning::Unit(_) | Meaning::Units(_)))
            .then_some(())
    }

    /// Puts right what one piece alone could not tell.
    fn finish(mut self) -> Option<Self> {
        if self.count.is_none()
            && let Some(edge) = match self.dir {
                Some(Dir::Earlier) => Some(Edge::Earlier),
                Some(Dir::Later) => Some(Edge::Later),
                _ => None,
            }
        {
            self.dir = None;
            put(&mut self.edge, edge)?;
        }
        if self.month.is_some() && self.unit.is_none() && self.ordinal.is_some() {
            put(&mut self.day, i8::try_from(self.ordinal.take()?).ok()?)?;
        }
        // “The early hours of Monday”
        if self.unit == Some(Unit::Hour) && self.count.is_none() && self.edge == Some(Edge::Early) {
            (self.unit, self.edge) = (None, None);
            self.part = self.part.or(Some(DayPart::Night));
        }
        Some(self)
    }
}

/// Fills a place; `None` if it holds something.
fn put<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.is_none().then(|| *place = Some(value))
}

/// “half past three”: which half of the day is not known.
fn is_vague_clock(pieces: &[Piece]) -> bool {
    let is_share = |unit: Unit| matches!(unit, Unit::Half | Unit::Quarter);
    match pieces {
        [_, Piece::Word(Meaning::Shift(Shift::Past)), hour] => {
            matches!(hour, Piece::Figure(..) | Piece::Word(Meaning::Number(_)))
        }
        [Piece::Word(Meaning::Unit(unit)), Piece::Word(Meaning::Link(Link::To)), _] => {
            is_share(*unit)
        }
        _ => false,
    }
}
