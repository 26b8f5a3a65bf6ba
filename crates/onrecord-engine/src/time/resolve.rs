//! From what a time says to the days that it stands for.

use jiff::civil::Date;
use onrecord_model::Grain;

use super::context::{Anchor, Context, Toward};
use super::count::{counted, current, nth, shifted, weekend};
use super::days::{overnight, part_of_day, weekdays};
use super::period::{Edge, Period, Unit};
use super::phrase::Phrase;
use super::piece::Numeric;
use super::slots::{Clock, Era, Slots};
use super::words::Shift;
use super::yearly::{yearly, yearly_in};

/// The periods that a time may stand for: none where nothing tells, several where the words
/// leave it open.
pub(super) fn resolve(phrase: &Phrase, context: &Context<'_>) -> Vec<Period> {
    match phrase {
        Phrase::One(slots) => one(slots, context),
        Phrase::Range(left, right) => match (left.year, right.day) {
            (Some(first), Some(second)) if left.month.is_none() && right.month.is_none() => {
                years(left, first, i16::from(second))
            }
            _ => range(left, right, context).into_iter().collect(),
        },
        Phrase::Or(left, right) => {
            let left = Slots { year: left.year.or(context.year), ..*left };
            [one(&left, context), one(right, context)].concat()
        }
        Phrase::And(left, right) => {
            let both = [one(left, context), one(right, context)].concat();
            match both.as_slice() {
                // Days that follow each other are one time; others are two.
                [first, second] if first.last.tomorrow().ok() == Some(second.first) => {
                    first.to(*second).into_iter().collect()
                }
                _ => both,
            }
        }
    }
}

/// “3 to 5 January”, “Monday to Thursday”.
fn range(left: &Slots, right: &Slots, context: &Context<'_>) -> Option<Period> {
    // “Monday to Friday” may be every week.
    if left.weekday.is_some() && left.day.is_none() && !context.spans {
        return None;
    }
    let sole = |slots: &Slots, context: &Context<'_>| match one(slots, context).as_slice() {
        [found] => Some(*found),
        _ => None,
    };
    let near = |period: Period, toward| Context {
        anchor: Some(Anchor::on(if toward == Toward::Back { period.last } else { period.first })),
        toward,
        ..*context
    };
    let (first, last) = if context.toward == Toward::Ahead {
        let first = sole(left, context)?;
        (first, sole(right, &near(first, Toward::Ahead))?)
    } else {
        let last = sole(right, context)?;
        (sole(left, &near(last, Toward::Back))?, last)
    };
    let is_over = first.first > last.last && left.borrowed;
    let first = if is_over {
        sole(&Slots { year: left.year.map(|year| year - 1), ..*left }, context)?
    } else {
        first
    };
    // Only the one that the other was counted from rests on the day of publication.
    let is_published = if context.toward == Toward::Ahead { first } else { last }.published;
    Some(Period { published: is_published, ..first.to(last)? })
}

/// “2014-17”: years; “2019-07”: a month; “2009-10” may be either.
fn years(left: &Slots, first: i16, second: i16) -> Vec<Period> {
    let short = first.rem_euclid(100);
    if left.season == Some(12) && second == (first + 1).rem_euclid(100) {
        return Period::season(first, 12).into_iter().collect();
    }
    let years = (short < second && second < 100)
        .then(|| Period::years(first, second - short + 1, Grain::Year))
        .flatten();
    let month = (1..=12)
        .contains(&second)
        .then(|| Period::months(first, second, 1, Grain::Month))
        .flatten();
    years.into_iter().chain(month).collect()
}

fn one(slots: &Slots, context: &Context<'_>) -> Vec<Period> {
    let found = base(slots, context);
    let finish = |period: Period| {
        let today = match slots.edge {
            // “later that day”
            Some(Edge::Earlier | Edge::Later) if slots.shift == Some(Shift::That) => {
                context.earlier.first().map(|period| period.first)
            }
            _ => context.today().map(|today| today.first),
        };
        let period = match slots.edge {
            Some(edge) => period.edge(edge, today)?,
            None => period,
        };
        let period = match slots.clock {
            Some(Clock::At(hour, minute)) => Period {
                clock: Some(jiff::civil::Time::new(hour, minute, 0, 0).ok()?),
                grain: Grain::Minute,
                part: None,
                ..period
            },
            Some(Clock::Vague) => Period { grain: Grain::Part, ..period },
            None => period,
        };
        let period = match slots.part {
            Some(part) => Period { part: Some(part), grain: Grain::Part, ..period },
            None => period,
        };
        Some(Period { approx: period.approx || slots.approx, ..period })
    };
    // Parts of a day are parts of one day, or of the night between two.
    let of_day = slots.part.is_some() || slots.clock.is_some();
    let found = found.into_iter().filter(|found| !of_day || found.grain <= Grain::Day);
    found.filter_map(finish).collect()
}

/// The periods without what is said of their parts.
fn base(slots: &Slots, context: &Context<'_>) -> Vec<Period> {
    let single = |period: Option<Period>| period.into_iter().collect::<Vec<Period>>();
    if let Some(day) = slots.fixed {
        return vec![Period::day(day)];
    }
    if let Some(numeric) = slots.numeric {
        return figures(numeric, context);
    }
    if let Some(offset) = slots.offset {
        let today = context.today();
        return single(today.and_then(|today| {
            let day = Unit::Day.from(today.first, offset)?;
            Some(Period { first: day, last: day, ..today })
        }));
    }
    if slots.overnight {
        return single(overnight(context));
    }
    if slots.month.is_some() && slots.day.is_some() {
        let days = yearly(slots, context, Unit::Day);
        return match slots.unit {
            Some(unit @ (Unit::Week | Unit::Weekend)) => around(&days, unit),
            Some(_) => Vec::new(),
            None => days,
        };
    }
    if let Some(weekday) = slots.weekday {
        return weekdays(slots, weekday, context);
    }
    if slots.month.is_some() {
        return slots.day.map_or_else(|| months(slots, context), |_| Vec::new());
    }
    if slots.day.is_some() {
        return Vec::new();
    }
    if slots.season.is_some() || slots.feast.is_some() {
        let plain = slots.ordinal.is_none() && slots.unit.is_none();
        return if plain { yearly(slots, context, Unit::Month) } else { Vec::new() };
    }
    if let Some(era) = slots.era {
        return single(decade(era, context));
    }
    if let Some(share) = slots.share {
        return shares(slots, share, context);
    }
    match slots.unit {
        Some(Unit::Century) if slots.ordinal.is_some() => {
            single(slots.ordinal.and_then(|number| {
                let first = number.checked_sub(1)?.checked_mul(100)?.checked_add(1)?;
                Period::years(first, 100, Grain::Century)
            }))
        }
        Some(unit) => units(slots, unit, context),
        None => match (slots.year, slots.short) {
            (Some(year), _) => single(Period::years(year, 1, Grain::Year)),
            (_, Some(year)) => single(
                century_of(year, 10, context).and_then(|year| Period::years(year, 1, Grain::Year)),
            ),
            _ => part_of_day(slots, context),
        },
    }
}

fn around(periods: &[Period], unit: Unit) -> Vec<Period> {
    let around = |period: &Period| {
        let found = unit.around(period.first)?;
        Some(Period { published: period.published, ..found })
    };
    periods.iter().filter_map(around).collect()
}

/// “05/01/2020”: in either order, unless the document shows which.
fn figures(numeric: Numeric, context: &Context<'_>) -> Vec<Period> {
    let Numeric { values: [a, b, c], digits, mark } = numeric;
    let day = |year: Option<i16>, month: u32, day: u32| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Date::new(year?, month, day).ok().map(Period::day)
    };
    let number = |value: u32| i16::try_from(value).ok();
    if digits[0] == 4 {
        return day(number(a), b, c).into_iter().collect();
    }
    let year = match digits[2] {
        4 => number(c),
        2 => number(c).and_then(|year| century_of(year, 10, context)),
        _ => None,
    };
    let (day_first, month_first) = (day(year, b, a), day(year, a, b));
    // With full stops the day always comes first.
    let order = if mark == '.' { Some(true) } else { context.day_first };
    match order {
        Some(true) if day_first.is_some() => day_first.into_iter().collect(),
        Some(false) if month_first.is_some() => month_first.into_iter().collect(),
        _ => {
            let mut both: Vec<Period> = day_first.into_iter().chain(month_first).collect();
            both.dedup();
            both
        }
    }
}

/// A year of which two figures are written: the latest one up to so many years after publication;
/// without a day of publication 1930 to 1999, or nothing.
fn century_of(year: i16, ahead: i16, context: &Context<'_>) -> Option<i16> {
    match context.anchor {
        Some(anchor) => {
            let latest = anchor.first.year().checked_add(ahead)?;
            Some(latest - (latest - year).rem_euclid(100))
        }
        None => (30..100).contains(&year).then(|| 1900 + year),
    }
}

fn decade(era: Era, context: &Context<'_>) -> Option<Period> {
    let first = match era {
        Era::Decade(first) => first,
        Era::Short(first) => century_of(first, 0, context)?,
    };
    Period::years(first, 10, Grain::Decade)
}

/// “January 2014”, “last January”, “the first week of March”.
fn months(slots: &Slots, context: &Context<'_>) -> Vec<Period> {
    let Some(unit) = slots.unit else { return yearly(slots, context, Unit::Month) };
    let whole = yearly(&Slots { shift: None, ..*slots }, context, Unit::Month);
    whole.into_iter().filter_map(|whole| nth(slots, unit, whole)).collect()
}

/// “the third quarter of last year”, “this quarter”.
fn shares(slots: &Slots, share: Unit, context: &Context<'_>) -> Vec<Period> {
    if slots.count.is_some() {
        return Vec::new();
    }
    if slots.ordinal.is_none() {
        let plain = slots.unit.is_none() && slots.year.is_none();
        return if plain { shifted(slots, share, context) } else { Vec::new() };
    }
    match slots.unit {
        None => yearly(slots, context, Unit::Month),
        Some(Unit::Year) => {
            let year = Slots { shift: slots.shift.or(Some(Shift::This)), ..*slots };
            let years = shifted(&Slots { the: false, ..year }, Unit::Year, context);
            let shares = |year: &Period| yearly_in(slots, year);
            years.iter().flat_map(shares).collect()
        }
        Some(_) => Vec::new(),
    }
}

/// “two weeks ago”, “last week”, “the weekend”, “the end of the year”.
fn units(slots: &Slots, unit: Unit, context: &Context<'_>) -> Vec<Period> {
    if let Some(whole) = context.within.or(slots
        .year
        .and_then(|year| Period::years(year, 1, Grain::Year).filter(|_| unit != Unit::Year)))
        && let Some(found) = nth(slots, unit, whole)
    {
        return vec![found];
    }
    if let (Unit::Year, Some(year), None) = (unit, slots.year, slots.shift) {
        return Period::years(year, 1, Grain::Year).into_iter().collect();
    }
    if slots.ordinal.is_some() || slots.year.is_some() || slots.joined {
        return Vec::new();
    }
    let found = match (slots.dir, slots.shift, slots.count, slots.edge) {
        (Some(_), None, ..) => counted(slots, context),
        (None, Some(_), ..) => return shifted(slots, unit, context),
        (None, None, None, Some(edge)) if slots.the => current(unit, edge, context),
        (None, None, None, None) if slots.the && unit == Unit::Weekend => {
            let shift = match context.toward {
                Toward::Back => Shift::This,
                _ => Shift::Coming,
            };
            return weekend(shift, context);
        }
        _ => None,
    };
    found.into_iter().collect()
}
