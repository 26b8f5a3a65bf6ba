//! Dates written for machines.

use jiff::Timestamp;
use onrecord_model::When;

use super::line::dates;
use super::token::Line;
use super::{Order, plausible};

/// A longer value is no date.
const LONGEST_VALUE: usize = 120;

/// Reads a value: ISO 8601 and RFC 2822 as written there, seconds or milliseconds since 1970 in
/// UTC, digits alone, or whatever form a date has in text.
pub(super) fn parse(value: &str, basis: &str) -> Option<When> {
    let value = value.trim().trim_matches(['"', '\'']);
    if value.len() > LONGEST_VALUE {
        return None;
    }
    let ticks = value.strip_prefix("/Date(").and_then(|rest| rest.split(['+', '-', ')']).next());
    digits(ticks.unwrap_or(value), basis)
        .or_else(|| compact(value, basis))
        .or_else(|| year_and_month(value, basis))
        .filter(plausible)
        .or_else(|| {
            let line = Line::new(value);
            dates(&line, Order::Unknown, basis).next().map(|dated| dated.found.when)
        })
}

/// A value of digits alone, or of seconds with a fraction.
fn digits(value: &str, basis: &str) -> Option<When> {
    let whole = value.split('.').next().unwrap_or_default();
    let fraction = &value[whole.len()..];
    if whole.is_empty()
        || !whole.bytes().chain(fraction.bytes().skip(1)).all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    match (whole.len(), fraction.is_empty()) {
        (4, true) => When::date(part(whole, 0..4)?, None, None, basis),
        (6, true) => day(whole, basis),
        (8 | 12 | 14, true) => day(whole, basis).map(|when| minute(when, &whole[8..])),
        (9 | 10, _) => epoch(whole.parse().ok()?, basis),
        (13, _) => epoch(whole.parse::<i64>().ok()? / 1000, basis),
        (16, true) => epoch(whole.parse::<i64>().ok()? / 1_000_000, basis),
        _ => None,
    }
}

/// `20190303T101500Z`.
fn compact(value: &str, basis: &str) -> Option<When> {
    let (date, time) = value.split_once(['T', 't', ' '])?;
    let digits = time.bytes().take_while(u8::is_ascii_digit).count();
    if date.len() != 8
        || !date.bytes().all(|byte| byte.is_ascii_digit())
        || !matches!(digits, 4 | 6)
    {
        return None;
    }
    day(date, basis).map(|when| minute(when, time))
}

/// `2019-03`, `2019/03`.
fn year_and_month(value: &str, basis: &str) -> Option<When> {
    let (year, month) = value.split_once(['-', '/', '.'])?;
    let numbers = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if year.len() != 4 || !matches!(month.len(), 1 | 2) || !numbers(year) || !numbers(month) {
        return None;
    }
    When::date(year.parse().ok()?, month.parse().ok(), None, basis)
}

/// Year and month, and day if there are two more digits.
pub(super) fn day(digits: &str, basis: &str) -> Option<When> {
    let month = i8::try_from(part(digits, 4..6)?).ok()?;
    let day = part(digits, 6..8).map(i8::try_from).transpose().ok()?;
    When::date(part(digits, 0..4)?, Some(month), day, basis)
}

fn minute(when: When, digits: &str) -> When {
    let pair = |range| part(digits, range).and_then(|value| i8::try_from(value).ok());
    match (pair(0..2), pair(2..4)) {
        (Some(hour), Some(minute)) => when.at(hour, minute),
        _ => when,
    }
}

fn part(digits: &str, range: std::ops::Range<usize>) -> Option<i16> {
    digits.get(range)?.parse().ok()
}

fn epoch(seconds: i64, basis: &str) -> Option<When> {
    let utc = Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC).datetime();
    let when = When::date(utc.year(), Some(utc.month()), Some(utc.day()), basis)?;
    Some(when.at(utc.hour(), utc.minute()))
}
