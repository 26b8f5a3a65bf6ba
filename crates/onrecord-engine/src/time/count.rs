//! Units that are counted: “two days ago”, “last week”, “the next morning”, “the first week of
//! March”.

use jiff::Span;
use jiff::civil::Date;
use onrecord_model::Grain;

use super::context::{Bound, Context, Toward, published};
use super::period::{Edge, Period, Unit};
use super::slots::Slots;
use super::words::{Dir, Shift};

/// “two days ago”, “a week later”, “the day before”.
pub(super) fn counted(slots: &Slots, context: &Context<'_>) -> Option<Period> {
    let (unit, dir) = (slots.unit?, slots.dir?);
    let count = slots.count.or((slots.the && !slots.plural).then_some(1))?;
    let reference = || match context.bound {
        Bound::Time(period) if matches!(dir, Dir::Before | Dir::After) => {
            (period.grain <= unit.grain().max(Grain::Day)).then_some(period)
        }
        Bound::Event if matches!(dir, Dir::Before | Dir::After) => None,
        _ => context.reference(unit),
    };
    match dir {
        Dir::Ago => from_today(unit, -count, context),
        Dir::Hence => from_today(unit, count, context),
        Dir::Later | Dir::After => step(reference()?, unit, count),
        Dir::Before => step(reference()?, unit, -count),
        Dir::Earlier => {
            if let Some(reference) = reference() {
                return step(reference, unit, -count);
            }
            let found = from_today(unit, -count, context)?;
            Some(Period { approx: true, ..found })
        }
    }
}

fn from_today(unit: Unit, count: i32, context: &Context<'_>) -> Option<Period> {
    match unit {
        Unit::Minute | Unit::Hour => hours_from_now(unit, count, context),
        Unit::Weekend => None,
        Unit::Day => {
            let today = context.today()?;
            let day = unit.from(today.first, count)?;
            Some(Period { first: day, last: day, ..today })
        }
        _ => about(unit, unit.from(context.anchor(unit)?, count)?).map(published),
    }
}

/// The unit that holds a day; of long ones as much around its year: “two decades ago” is no decade
/// of the calendar.
fn about(unit: Unit, day: Date) -> Option<Period> {
    let half = match unit {
        Unit::Decade => 5,
        Unit::Century => 50,
        _ => return unit.around(day),
    };
    let first = day.year().checked_sub(half)?;
    let found = Period::years(first, 2 * half + 1, unit.grain())?;
    Some(Period { approx: true, ..found })
}

/// Full days are counted as days; else the minute is known if that of publication is.
fn hours_from_now(unit: Unit, count: i32, context: &Context<'_>) -> Option<Period> {
    let anchor = context.anchor.filter(|anchor| anchor.grain <= Grain::Day)?;
    let is_hour = unit == Unit::Hour;
    if is_hour && count % 24 == 0 {
        return Unit::Day.around(Unit::Day.from(anchor.first, count / 24)?).map(published);
    }
    let today = Period { approx: true, published: true, ..Period::day(anchor.first) };
    let Some(clock) = anchor.clock else {
        return (!is_hour || count.abs() < 24).then_some(today);
    };
    let span = Span::new();
    let span = if is_hour { span.try_hours(count) } else { span.try_minutes(count) };
    let moment = anchor.first.to_datetime(clock).checked_add(span.ok()?).ok()?;
    let (day, clock) = (moment.date(), Some(moment.time()));
    Some(Period { first: day, last: day, grain: Grain::Minute, clock, ..today })
}

/// So many units from a time of the text.
fn step(from: Period, unit: Unit, count: i32) -> Option<Period> {
    let count = match unit {
        Unit::Hour if count % 24 == 0 => return step(from, Unit::Day, count / 24),
        Unit::Minute | Unit::Hour | Unit::Weekend => return None,
        _ => count,
    };
    let day = if count < 0 { from.first } else { from.last };
    let found = about(unit, unit.from(day, count)?)?;
    let approx = found.approx || from.approx;
    Some(Period { published: from.published, approx, ..found })
}

/// “last week”, “the past 24 hours”, “the following month”; more than one where the words leave
/// open which.
pub(super) fn shifted(slots: &Slots, unit: Unit, context: &Context<'_>) -> Vec<Period> {
    let (Some(shift), count) = (slots.shift, slots.count) else { return Vec::new() };
    // “The coming days”: nobody knows how many.
    if slots.plural && count.is_none() {
        return Vec::new();
    }
    if unit == Unit::Weekend && count.is_none() {
        return weekend(shift, context);
    }
    let found = match shift {
        Shift::Last if count.is_none() && !slots.the => beside(unit, -1, context),
        Shift::Last if count.is_none() && unit == Unit::Day => None,
        Shift::Last | Shift::Past => rolling(unit, -count.unwrap_or(1), context),
        Shift::This => (count.is_none()).then(|| beside(unit, 0, context)).flatten(),
        Shift::Next if count.is_none() && !slots.the => beside(unit, 1, context),
        Shift::Next => match context.reference(unit) {
            Some(from) if context.toward != Toward::Ahead => follow(from, unit, count),
            _ if context.toward == Toward::Back || (count.is_none() && unit == Unit::Day) => None,
            _ => rolling(unit, count.unwrap_or(1), context),
        },
        Shift::Coming => rolling(unit, count.unwrap_or(1), context),
        Shift::Following => context.reference(unit).and_then(|from| follow(from, unit, count)),
        Shift::Previous => {
            let reference = context.reference(unit);
            reference.filter(|_| count.is_none()).and_then(|from| step(from, unit, -1))
        }
        Shift::That => {
            context.reference(unit).and_then(|from| step(from, unit, 0)).filter(|_| count.is_none())
        }
    };
    found.into_iter().collect()
}

/// The unit of the calendar so many away from that of publication.
fn beside(unit: Unit, count: i32, context: &Context<'_>) -> Option<Period> {
    let unit = if unit == Unit::Hour { return None } else { unit };
    unit.around(unit.from(context.anchor(unit)?, count)?).map(published)
}

/// So many units up to the day of publication, or from it on.
fn rolling(unit: Unit, count: i32, context: &Context<'_>) -> Option<Period> {
    let today = context.anchor(unit)?;
    let other = unit.from(today, count)?;
    let found = Period::new(today.min(other), today.max(other), unit.grain());
    Some(published(found))
}

/// So many units after a time of the text.
fn follow(from: Period, unit: Unit, count: Option<i32>) -> Option<Period> {
    let first = step(from, unit, 1)?;
    match count {
        None => Some(first),
        Some(count) => first.to(step(from, unit, count)?),
    }
}

/// “within 48 hours”: from today on; “in two weeks”: the week that lies so far ahead.
pub(super) fn ahead(slots: &Slots, is_within: bool, context: &Context<'_>) -> Option<Period> {
    let (unit, count) = (slots.unit?, slots.count?);
    let Slots { approx, plural, .. } = *slots;
    let bare = Slots { count: Some(count), unit: Some(unit), approx, plural, ..Slots::default() };
    if *slots != bare || context.toward != Toward::Ahead {
        return None;
    }
    if is_within { rolling(unit, count, context) } else { from_today(unit, count, context) }
}

/// “last weekend”, “the weekend”.
pub(super) fn weekend(shift: Shift, context: &Context<'_>) -> Vec<Period> {
    let unit = Unit::Weekend;
    let Some(today) = context.anchor(unit) else { return Vec::new() };
    let at = |weeks| unit.from(today, weeks).and_then(|day| unit.around(day)).map(published);
    let (last, this, next) = (at(-1), at(0), at(1));
    let is_on = this.is_some_and(|this| this.first <= today);
    let found = match shift {
        Shift::Last | Shift::Past => vec![last],
        Shift::This if context.toward == Toward::Back && !is_on => vec![last],
        Shift::This | Shift::Coming => vec![this],
        Shift::Next if is_on => vec![next],
        Shift::Next => vec![this, next],
        _ => {
            let Some(from) = context.reference(unit) else { return Vec::new() };
            let shift = match shift {
                Shift::Following => 1,
                Shift::Previous => -1,
                _ => 0,
            };
            let found = unit.from(from.first, shift).and_then(|day| unit.around(day));
            vec![found.map(|found| Period { published: from.published, ..found })]
        }
    };
    found.into_iter().flatten().collect()
}

/// “the end of the year”, “later in the day”: the unit that holds today, or a time of the text.
pub(super) fn current(unit: Unit, edge: Edge, context: &Context<'_>) -> Option<Period> {
    let counted = matches!(edge, Edge::Earlier | Edge::Later);
    match context.reference(unit).filter(|_| counted) {
        Some(from) => step(from, unit, 0),
        None => beside(unit, 0, context),
    }
}

/// “the first week of March”, “the last day of 2014”, “the first three months of 2014”.
pub(super) fn nth(slots: &Slots, unit: Unit, whole: Period) -> Option<Period> {
    let is_last = slots.shift == Some(Shift::Last);
    let place = slots.ordinal.or(is_last.then_some(1)).filter(|place| *place > 0)?;
    let count = slots.count.unwrap_or(1);
    if slots.count.is_some() && place > 1 || whole.grain <= unit.grain() || unit == Unit::Weekend {
        return None;
    }
    let (first, last) = if is_last {
        let before = unit.from(whole.last, -count.max(i32::from(place)))?;
        (before.tomorrow().ok()?, whole.last)
    } else {
        let first = unit.from(whole.first, i32::from(place) - 1)?;
        (first, unit.from(first, count)?.yesterday().ok()?)
    };
    let found = Period { published: whole.published, ..Period::new(first, last, unit.grain()) };
    found.is_within(&whole).then_some(found)
}
