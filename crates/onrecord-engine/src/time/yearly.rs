//! Times that come every year: days and months, seasons, feasts, quarters.

use jiff::civil::{Date, Weekday};
use onrecord_model::Grain;

use super::context::{Context, Toward, published};
use super::period::{Period, Unit};
use super::slots::Slots;
use super::words::Shift;

/// How many years around publication are searched: 29 February may be eight years away.
const YEARS: i16 = 8;

/// What recurs every year, in the year that is meant: the one named, that of the longer time in
/// which it lies, or the one nearest to the day of publication. `unit` says how finely that
/// day must be known.
pub(super) fn yearly(slots: &Slots, context: &Context<'_>, unit: Unit) -> Vec<Period> {
    if let Some(year) = slots.year.or(context.year) {
        return in_named_year(slots, year);
    }
    if let Some(whole) = context.within {
        return yearly_in(slots, &whole);
    }
    match slots.shift {
        None => {
            if let Some(clause) = context.clause {
                return after(slots, &clause);
            }
            nearest(slots, context)
        }
        Some(Shift::Last | Shift::Past | Shift::Next | Shift::Coming | Shift::This) => {
            shifted(slots, context, unit)
        }
        Some(_) => Vec::new(),
    }
}

/// What recurs every year, within a longer time.
pub(super) fn yearly_in(slots: &Slots, whole: &Period) -> Vec<Period> {
    let (first, last) = (whole.first.year(), whole.last.year());
    // Longer ones would hold several.
    if last - first > 1 {
        return Vec::new();
    }
    let found = (first..=last).flat_map(|year| in_year(slots, year));
    let found = found.filter(|found| match slots.season {
        Some(_) => whole.covers(found.first),
        None => found.is_within(whole),
    });
    found.map(|found| Period { published: whole.published, ..found }).collect()
}

/// In a year that is named; winter may be that with which the year begins or ends.
fn in_named_year(slots: &Slots, year: i16) -> Vec<Period> {
    let mut found = in_year(slots, year);
    if slots.season == Some(12) {
        found.splice(0..0, year.checked_sub(1).and_then(|year| Period::season(year, 12)));
    }
    found
}

fn in_year(slots: &Slots, year: i16) -> Vec<Period> {
    if let Some(feast) = slots.feast {
        return feast.in_year(year);
    }
    let found = match (slots.month, slots.day, slots.season, slots.share) {
        (Some(month), Some(day), ..) => Date::new(year, month, day).ok().map(Period::day),
        (Some(month), ..) => Period::months(year, i16::from(month), 1, Grain::Month),
        (_, _, Some(month), _) => Period::season(year, month),
        (_, _, _, Some(share)) => slots.ordinal.and_then(|number| {
            let months = if share == Unit::Quarter { 3 } else { 6 };
            let first = (number.checked_sub(1)?).checked_mul(months)?.checked_add(1)?;
            let fits = (1..=12).contains(&first);
            fits.then(|| Period::months(year, first, months, share.grain())).flatten()
        }),
        _ => None,
    };
    found.into_iter().collect()
}

/// The first one in or after a time of the same clause.
fn after(slots: &Slots, clause: &Period) -> Vec<Period> {
    let year = clause.first.year();
    let mut found = (year..=year.saturating_add(1)).flat_map(|year| in_year(slots, year));
    let found = found.find(|found| found.last >= clause.first);
    found.map(|found| Period { published: clause.published, ..found }).into_iter().collect()
}

/// Those of the years around publication, in order.
fn around(slots: &Slots, context: &Context<'_>) -> Vec<Period> {
    let Some(anchor) = context.anchor.filter(|anchor| anchor.grain <= Grain::Month) else {
        return Vec::new();
    };
    let year = anchor.first.year();
    // A weekday beside the date says which year; one that is far away is an error.
    let years = if slots.weekday.is_some() { 1 } else { YEARS };
    let weekday = slots.weekday.and_then(|day| Weekday::from_monday_one_offset(day).ok());
    (year.saturating_sub(years)..=year.saturating_add(years))
        .flat_map(|year| in_year(slots, year))
        .filter(|found| weekday.is_none_or(|weekday| found.first.weekday() == weekday))
        .map(published)
        .collect()
}

/// The latest one up to the day of publication, or the next one: as the clause looks.
fn nearest(slots: &Slots, context: &Context<'_>) -> Vec<Period> {
    let Some(anchor) = context.anchor else { return Vec::new() };
    let found = around(slots, context);
    let back = found.iter().rev().find(|found| found.first <= anchor.last);
    let ahead = found.iter().find(|found| found.last >= anchor.first);
    let chosen = match context.toward {
        Toward::Back => [back, None],
        Toward::Ahead => [ahead, None],
        Toward::Open if back == ahead => [back, None],
        Toward::Open => [back, ahead],
    };
    chosen.into_iter().flatten().copied().collect()
}

/// “last January”, “next summer”, “this winter”.
fn shifted(slots: &Slots, context: &Context<'_>, unit: Unit) -> Vec<Period> {
    let Some(anchor) = context.anchor(unit).and(context.anchor) else { return Vec::new() };
    let found = around(slots, context);
    let chosen = match slots.shift {
        Some(Shift::Last | Shift::Past) => {
            found.iter().rev().find(|found| found.last < anchor.first)
        }
        Some(Shift::Next | Shift::Coming) => found.iter().find(|found| found.first > anchor.last),
        _ => {
            let now = found.iter().find(|found| found.covers(anchor.first));
            now.or_else(|| found.iter().find(|found| found.first.year() == anchor.first.year()))
        }
    };
    chosen.into_iter().copied().collect()
}
