//! Times of day.

use super::token::{Cursor, Kind};
use super::words::{self, Uses};

/// A time of day that was read.
#[derive(Clone, Copy)]
pub(super) struct Time<'l> {
    /// Behind it, its zone included.
    pub(super) end: Cursor<'l>,
    /// 0…23, after a.m. and p.m.
    pub(super) hour: i8,
    /// 0…59.
    pub(super) minute: i8,
}

/// Reads the time of day that begins here: `14:05:30.123Z`, `6:10am`, `6.10 p.m.`, `14h05`,
/// `7pm`, `14 Uhr`, `14时05分`.
pub(super) fn read(mut at: Cursor<'_>) -> Option<Time<'_>> {
    let hour = at.number(&[1, 2])?;
    let mut minute = 0;
    let separator = if at.touches() { at.sign(":.时時点點") } else { None };
    let spelled = separator.is_none() && at.any_word(&["h", "uhr"]);
    let mut ahead = at;
    let follows = match (separator, spelled) {
        (None, false) => None,
        _ => ahead.number(&[2]).or_else(|| if spelled { None } else { ahead.number(&[1]) }),
    };
    if let Some(number) = follows {
        minute = number.value;
        at = ahead;
        let _ = at.sign("分");
    }
    let complete = match separator {
        Some(':' | '.') => follows.is_some_and(|number| number.digits == 2),
        Some(_) => true,
        None => spelled,
    };
    if separator == Some(':') && complete {
        seconds(&mut at);
    }
    let half = half_of_day(&mut at);
    let hour = in_day(hour.value, half)?;
    // A dot and no word could be a decimal number or a date: a time needs more.
    let clear = match separator {
        Some('.') => {
            complete
                && (half.is_some() || named_after(at) || at.peek().is_none() || starts_field(at))
        }
        Some(_) => complete,
        None => spelled || half.is_some(),
    };
    if !clear || !(0..60).contains(&minute) {
        return None;
    }
    zone(&mut at);
    Some(Time { end: at, hour, minute: i8::try_from(minute).ok()? })
}

fn starts_field(at: Cursor<'_>) -> bool {
    matches!(at.peek().map(|token| token.kind), Some(Kind::Sign('|' | ',' | '•' | '·' | ')' | ';')))
}

fn named_after(mut at: Cursor<'_>) -> bool {
    at.word(|word| (word == "uhr" || words::uses(word).any(Uses::ZONE)).then_some(())).is_some()
}

/// Takes `:30.123`.
fn seconds(at: &mut Cursor<'_>) {
    let mut ahead = *at;
    if ahead.touches() && ahead.sign(":").is_some() && ahead.number(&[2]).is_some() {
        *at = ahead;
        let fraction = ahead.touches() && ahead.sign(".,").is_some() && ahead.touches();
        if fraction && matches!(ahead.peek().map(|token| token.kind), Some(Kind::Number { .. })) {
            at.at = ahead.at + 1;
        }
    }
}

/// Takes `am`, `p.m.`; true after noon.
fn half_of_day(at: &mut Cursor<'_>) -> Option<bool> {
    let mut ahead = *at;
    let half = ahead.word(|word| match word {
        "am" | "a" => Some(false),
        "pm" | "p" => Some(true),
        _ => None,
    })?;
    let short = ahead.before().is_some_and(|token| token.end - token.start == 1);
    if short {
        ahead.sign(".")?;
        if !ahead.any_word(&["m"]) {
            return None;
        }
        let _ = ahead.touches() && ahead.sign(".").is_some();
    }
    *at = ahead;
    Some(half)
}

fn in_day(hour: i16, half: Option<bool>) -> Option<i8> {
    let hour = match (hour, half) {
        // “14:05 pm” is common and clear.
        (0..=23, None) | (13..=23, Some(true)) => hour,
        (12, Some(after_noon)) => 12 * i16::from(after_noon),
        (1..=11, Some(after_noon)) => hour + 12 * i16::from(after_noon),
        _ => return None,
    };
    i8::try_from(hour).ok()
}

/// Takes `Z`, `GMT`, `+02:00`, `(UTC+3)`, `Uhr`.
fn zone(at: &mut Cursor<'_>) {
    let mut ahead = *at;
    let bracket = ahead.sign("([").is_some();
    let mut any = false;
    while ahead.word(|word| is_zone(word).then_some(())).is_some() {
        any = true;
    }
    let mut offset = ahead;
    if offset.sign("+-−").is_some() && offset.touches() && offset.number(&[1, 2, 4]).is_some() {
        any = true;
        ahead = offset;
        let minutes =
            offset.touches() && offset.sign(":").is_some() && offset.number(&[2]).is_some();
        if minutes {
            ahead = offset;
        }
    }
    if !any || (bracket && ahead.sign(")]").is_none()) {
        return;
    }
    *at = ahead;
}

fn is_zone(word: &str) -> bool {
    words::uses(word).any(Uses::ZONE)
        || matches!(word, "uhr" | "hrs" | "h" | "local" | "standard" | "daylight" | "time")
}
