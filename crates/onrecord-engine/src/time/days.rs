//! Days that are named by the week or by today: “on Tuesday”, “overnight”, “last night”.

use jiff::civil::{Date, Weekday};
use onrecord_model::{DayPart, Grain};

use super::context::{Context, Toward, published};
use super::period::{Period, Unit};
use super::slots::Slots;
use super::words::{Dir, Shift};

/// “overnight”: the night before publication, or after it.
pub(super) fn overnight(context: &Context<'_>) -> Option<Period> {
    let today = context.today()?;
    let (first, last) = if context.toward == Toward::Ahead {
        (today.first, today.first.tomorrow().ok()?)
    } else {
        (today.first.yesterday().ok()?, today.first)
    };
    Some(Period { first, last, ..today })
}

/// “on Tuesday”, “last Tuesday”, “Tuesday last week”.
pub(super) fn weekdays(slots: &Slots, weekday: i8, context: &Context<'_>) -> Vec<Period> {
    let Ok(weekday) = Weekday::from_monday_one_offset(weekday) else { return Vec::new() };
    if slots.unit.is_some() || slots.ordinal.is_some() || slots.year.is_some() {
        return Vec::new();
    }
    let after = |day: Date| day.nth_weekday(1, weekday).ok();
    let before = |day: Date| day.nth_weekday(-1, weekday).ok();
    if let (Some(week), None) = (context.within, slots.shift) {
        let found = week.first.yesterday().ok().and_then(after).map(Period::day);
        let found = found.filter(|found| week.grain == Grain::Week && found.is_within(&week));
        return found
            .map(|found| Period { published: week.published, ..found })
            .into_iter()
            .collect();
    }
    if let Some(shift @ (Shift::Following | Shift::Previous | Shift::That)) = slots.shift {
        let day = context.reference(Unit::Day).and_then(|from| {
            let day = match shift {
                Shift::Following => after(from.last),
                Shift::Previous => before(from.first),
                _ => Some(from.first).filter(|day| day.weekday() == weekday),
            }?;
            Some(Period { published: from.published, ..Period::day(day) })
        });
        return day.into_iter().collect();
    }
    let Some(today) = context.anchor(Unit::Day) else { return Vec::new() };
    let (back, ahead) = if today.weekday() == weekday {
        (Some(today), Some(today))
    } else {
        (before(today), after(today))
    };
    let in_week = |day: Option<Date>| {
        let week = Unit::Week.around(today);
        day.zip(week).is_some_and(|(day, week)| week.covers(day))
    };
    let found = match slots.shift {
        // “Last Tuesday”, said on Friday, is that of this week or that of the last one.
        Some(Shift::Last) => {
            let day = before(today);
            vec![day, if in_week(day) { day.and_then(before) } else { None }]
        }
        Some(Shift::Next) => {
            let day = after(today);
            vec![day, if in_week(day) { day.and_then(after) } else { None }]
        }
        Some(Shift::Past) => vec![before(today)],
        Some(Shift::Coming) => vec![after(today)],
        shift => match context.toward {
            Toward::Back => vec![back],
            Toward::Ahead => vec![ahead],
            Toward::Open if shift == Some(Shift::This) => vec![ahead],
            Toward::Open if back == ahead => vec![back],
            Toward::Open => vec![back, ahead],
        },
    };
    found.into_iter().flatten().map(|day| published(Period::day(day))).collect()
}

/// “this morning”, “last night”, “the next morning”; or of the day beside it: “at noon on Monday”.
pub(super) fn part_of_day(slots: &Slots, context: &Context<'_>) -> Vec<Period> {
    let from = |base: Option<Period>, days: i32| {
        let base = base?;
        let day = Unit::Day.from(base.first, days)?;
        let found = Period { first: day, last: day, ..Period::day(day) };
        Some(Period { published: base.published, approx: base.approx, ..found })
    };
    if slots.part.is_none() && slots.clock.is_none() {
        return Vec::new();
    }
    let earlier = || context.reference(Unit::Day);
    let found = match (slots.shift, slots.dir) {
        (Some(Shift::This), None) => from(context.today(), 0),
        (Some(Shift::Last), None) if slots.part == Some(DayPart::Night) => {
            from(context.today(), -1)
        }
        (Some(Shift::Last), None) if slots.part == Some(DayPart::Evening) => {
            from(context.today(), -1)
        }
        (Some(Shift::That), None) => from(earlier(), 0),
        (Some(Shift::Next | Shift::Following), None) => from(earlier(), 1),
        (Some(Shift::Previous), None) => from(earlier(), -1),
        (None, Some(Dir::Before)) if slots.the => from(earlier(), -1),
        (None, Some(Dir::After)) if slots.the => from(earlier(), 1),
        (None, None) => context.beside.filter(|day| day.first == day.last),
        _ => None,
    };
    found.into_iter().collect()
}
