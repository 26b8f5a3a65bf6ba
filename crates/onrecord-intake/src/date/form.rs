//! The forms of a calendar date, each read from one place on.

use super::Order;
use super::token::{Cursor, Gap, Kind, Number};
use super::words::{self, Month};

/// Numbers of a date, not yet tested against the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) year: i16,
    pub(super) month: Option<i8>,
    pub(super) day: Option<i8>,
}

/// A form that was read.
#[derive(Clone, Copy)]
pub(super) struct Form<'l> {
    /// Behind it.
    pub(super) end: Cursor<'l>,
    /// What it says; `None` for numbers that are no date, such as a thirtieth of February.
    pub(super) parts: Option<Parts>,
    /// Hour and minute, where they stand inside.
    pub(super) time: Option<(i8, i8)>,
    /// Whether it is too weak to stand beside names (“Resolution 12/2019”).
    pub(super) weak: bool,
}

/// Reads the longest date that begins here.
pub(super) fn read(at: Cursor<'_>, order: Order) -> Option<Form<'_>> {
    match at.peek()?.kind {
        Kind::Number { .. } => numeric(at, order)
            .or_else(|| east_asian(at))
            .or_else(|| year_month_day(at))
            .or_else(|| day_month_year(at))
            .or_else(|| month_number_year(at)),
        Kind::Word => month_day_year(at).or_else(|| month_year(at)),
        Kind::Sign(_) => None,
    }
}

const DASHES: &str = "-‐‑–";

fn full(year: i16, month: i16, day: i16) -> Option<Parts> {
    Some(Parts { year, month: Some(i8::try_from(month).ok()?), day: Some(i8::try_from(day).ok()?) })
}

fn strong(end: Cursor<'_>, parts: Option<Parts>) -> Form<'_> {
    Form { end, parts, time: None, weak: false }
}

fn weak(end: Cursor<'_>, parts: Parts) -> Form<'_> {
    Form { end, parts: Some(parts), time: None, weak: true }
}

/// Two digits are a year of this century up to 49, else of the last.
fn century(year: Number) -> i16 {
    match (year.digits, year.value) {
        (2, value @ 0..50) => 2000 + value,
        (2, value) => 1900 + value,
        (_, value) => value,
    }
}

/// `2019-03-03`, `03/04/2019`, `3.4.19`.
fn numeric(start: Cursor<'_>, order: Order) -> Option<Form<'_>> {
    if in_chain(start) {
        return None;
    }
    let mut at = start;
    let first = at.number(&[1, 2, 4])?;
    let separator = separator(&mut at, None)?;
    let second = at.number(&[1, 2])?;
    self::separator(&mut at, Some(separator))?;
    let third = at.number(&[1, 2, 4])?;
    if continues(at) {
        return None;
    }
    let parts = if first.digits == 4 {
        (third.digits <= 2).then(|| full(first.value, second.value, third.value))?
    } else if third.digits >= 2 {
        ordered(first.value, second.value, century(third), separator, order)
    } else {
        return None;
    };
    Some(strong(at, parts))
}

/// Takes a `-`, `/` or `.` between numbers, the same as before; blanks may follow stops.
fn separator(at: &mut Cursor<'_>, same: Option<char>) -> Option<char> {
    if !at.touches() {
        return None;
    }
    let sign = at.sign("-/.‐‑")?;
    let spaced = at.peek()?.gap != Gap::None;
    (same.is_none_or(|same| same == sign) && (!spaced || sign == '.')).then_some(sign)
}

/// Whether the number here goes on from another: the inside of an address, a version, a score.
pub(super) fn in_chain(at: Cursor<'_>) -> bool {
    if !at.touches() {
        return false;
    }
    let touches_number = |mut before: Cursor<'_>| {
        before.at -= 1;
        before.touches()
            && before.before().is_some_and(|token| matches!(token.kind, Kind::Number { .. }))
    };
    match at.before().map(|token| token.kind) {
        Some(Kind::Word) => true,
        Some(Kind::Sign('-' | '/' | '.' | ':' | '–' | ',')) => touches_number(at),
        _ => false,
    }
}

/// Whether the numbers before go on: `10.0.0.7`, `03-03-2019-118`.
fn continues(mut at: Cursor<'_>) -> bool {
    if !at.touches() {
        return false;
    }
    let sign = at.sign("-/.");
    if sign.is_none() || !at.touches() || at.number(&[1, 2, 3, 4, 5, 6, 7, 8]).is_none() {
        return false;
    }
    // `2019-03-03-05:00` is a date with a zone.
    !(sign == Some('-') && at.touches() && at.sign(":").is_some())
}

/// Tells day from month; where nothing does, only the year is known.
fn ordered(first: i16, second: i16, year: i16, separator: char, order: Order) -> Option<Parts> {
    let day_first = full(year, second, first);
    let month_first = full(year, first, second);
    let order = if separator == '.' { Order::DayFirst } else { order };
    match (first <= 12, second <= 12, order) {
        (false, true, _) | (true, true, Order::DayFirst) => day_first,
        (true, false, _) | (true, true, Order::MonthFirst) => month_first,
        (true, true, Order::Unknown) if first == second => day_first,
        (true, true, Order::Unknown) if first > 0 && second > 0 => {
            Some(Parts { year, month: None, day: None })
        }
        _ => None,
    }
}

/// `2020年1月28日`, `2020년 1월 28일`, without a day too.
fn east_asian(mut at: Cursor<'_>) -> Option<Form<'_>> {
    let year = at.number(&[2, 4])?;
    at.sign("年년")?;
    let month = at.number(&[1, 2])?;
    at.sign("月월")?;
    let mut ahead = at;
    if let Some(day) = ahead.number(&[1, 2])
        && ahead.sign("日号號일").is_some()
    {
        return Some(strong(ahead, full(century(year), month.value, day.value)));
    }
    let month = i8::try_from(month.value).ok();
    Some(strong(at, Some(Parts { year: century(year), month, day: None })))
}

/// `2019 March 3`, `2019-Mar-03`, `2019. március 3.`
fn year_month_day(mut at: Cursor<'_>) -> Option<Form<'_>> {
    let year = at.number(&[4])?;
    let _ = at.sign(".,-‐‑");
    let _ = at.any_word(&["m"]) && at.sign(".").is_some();
    let month = at.word(words::month)?;
    let _ = at.sign(".-‐‑");
    let day = at.number(&[1, 2])?;
    if at.touches() && at.sign(":").is_some() {
        return None;
    }
    let _ = at.touches() && at.sign(".").is_some();
    Some(strong(at, full(year.value, month.number.into(), day.value)))
}

/// `28th of January, 2020`, `3. März 2019`, `3 de mayo de 2019`, `28-Jan-20`.
fn day_month_year(start: Cursor<'_>) -> Option<Form<'_>> {
    if in_chain(start) {
        return None;
    }
    let mut at = start;
    let day = at.number(&[1, 2])?;
    ordinal(&mut at);
    let dashed = at.sign("-/‐‑").is_some();
    let _ = at.sign(",");
    connective(&mut at);
    let month = at.word(words::month)?;
    let _ = at.sign(".");
    let _ = at.sign("-/‐‑,");
    connective(&mut at);
    let year = written_year(&mut at, dashed)?;
    Some(strong(at, full(year, month.number.into(), day.value)))
}

/// A year of four digits; of two after dashes, after an apostrophe, and before a time of day.
fn written_year(at: &mut Cursor<'_>, dashed: bool) -> Option<i16> {
    let apostrophe = at.sign("'’‘").is_some();
    if let Some(year) = at.number(&[4]) {
        return Some(year.value);
    }
    let year = at.number(&[2])?;
    let clock = !at.touches() && super::time::read(*at).is_some();
    let goes_on = at.touches() && matches!(at.peek()?.kind, Kind::Sign(':') | Kind::Word);
    ((dashed || apostrophe || clock) && !goes_on).then(|| century(year))
}

/// Takes `st`, `º`, a stop.
fn ordinal(at: &mut Cursor<'_>) {
    if at.touches() && !at.any_word(&["st", "nd", "rd", "th", "er", "re", "e", "ère", "de", "ste"])
    {
        let _ = at.sign(".ºª°");
    }
}

/// Takes `of`, `de`, `d’`.
fn connective(at: &mut Cursor<'_>) {
    if at.any_word(&["of", "de", "del", "do", "d", "the", "di"]) {
        let _ = at.sign("'’");
    }
}

/// `March 3rd 2019`, `Jan. 28, 2020`, `Mar 03 10:15:00 +0000 2019`.
fn month_day_year(mut at: Cursor<'_>) -> Option<Form<'_>> {
    let month = at.word(words::month)?;
    let _ = at.sign(".");
    let dashed = at.sign("-/‐‑").is_some();
    let _ = at.any_word(&["the"]);
    let day = at.number(&[1, 2])?;
    if at.touches() && at.sign(":").is_some() {
        return None;
    }
    ordinal(&mut at);
    let _ = at.sign(",-/‐‑");
    let date = |year: Number| full(year.value, month.number.into(), day.value);
    let mut ahead = at;
    if let Some(year) = ahead.number(&[4])
        && !is_offset(at)
    {
        return Some(strong(ahead, date(year)));
    }
    if dashed && let Some(year) = ahead.number(&[2]) {
        return Some(strong(ahead, date(Number { value: century(year), ..year })));
    }
    // The form of C's `ctime` has the time in the middle.
    let time = super::time::read(at)?;
    let mut ahead = time.end;
    let year = ahead.number(&[4])?;
    Some(Form { time: Some((time.hour, time.minute)), ..strong(ahead, date(year)) })
}

/// Whether the four digits here are `+0200`.
fn is_offset(at: Cursor<'_>) -> bool {
    at.touches() && matches!(at.before().map(|token| token.kind), Some(Kind::Sign('+')))
}

/// `March 2019`, `mars de 2019`.
fn month_year(mut at: Cursor<'_>) -> Option<Form<'_>> {
    let month: Month = at.word(words::month)?;
    let _ = at.sign(".");
    let _ = at.sign(",-/‐‑");
    connective(&mut at);
    let year = at.number(&[4])?;
    if !month.clear || is_range(at) {
        return None;
    }
    Some(weak(at, Parts { year: year.value, month: Some(month.number), day: None }))
}

/// Whether a dash and another year follow.
fn is_range(mut at: Cursor<'_>) -> bool {
    at.touches() && at.sign(DASHES).is_some() && at.touches() && at.number(&[2, 4]).is_some()
}

/// `03/2019`.
fn month_number_year(start: Cursor<'_>) -> Option<Form<'_>> {
    if in_chain(start) {
        return None;
    }
    let mut at = start;
    let month = at.number(&[1, 2])?;
    at.sign("/")?;
    let year = at.number(&[4])?;
    if continues(at) || !(1..=12).contains(&month.value) {
        return None;
    }
    let month = i8::try_from(month.value).ok();
    Some(weak(at, Parts { year: year.value, month, day: None }))
}
