//! Dates in the path of an address.

use onrecord_model::When;

use super::{machine, plausible, words};

const BASIS: &str = "url";
/// Path segments after which the rest is not looked at.
const MOST_SEGMENTS: usize = 64;

/// The date in the path of an address: the most precise one, then the first.
pub(super) fn read(url: &str) -> Option<When> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let segments: Vec<&str> = path.split('/').take(MOST_SEGMENTS).collect();
    let mut months = None;
    for at in 0..segments.len() {
        match date_at(&segments[at..]) {
            Found::Day(when) => return Some(when),
            Found::Month(when) => months = months.or(Some(when)),
            Found::Invalid => return None,
            Found::Nothing => {}
        }
    }
    months
}

enum Found {
    Day(When),
    Month(When),
    /// Year, month and day that no calendar has: then the year and month are doubtful too.
    Invalid,
    Nothing,
}

fn date_at(segments: &[&str]) -> Found {
    let [first, rest @ ..] = segments else { return Found::Nothing };
    if let Some(year) = number(first, 4, 4) {
        return in_folders(year, rest);
    }
    in_slug(first).map_or(Found::Nothing, Found::Day)
}

/// `/2019/03/03/`, `/2019/mar/03/`, `/2019/0303/`, `/2019/03/`.
fn in_folders(year: i16, rest: &[&str]) -> Found {
    let Some(first) = rest.first() else { return Found::Nothing };
    if let Some(both) = number(first, 4, 4) {
        return date(year, both / 100, Some(both % 100)).map_or(Found::Nothing, Found::Day);
    }
    let named = || words::month(&first.to_ascii_lowercase()).filter(|month| month.clear);
    let Some(month) = number(first, 1, 2).or_else(|| named().map(|month| month.number.into()))
    else {
        return Found::Nothing;
    };
    match rest.get(1).and_then(|day| number(day, 1, 2)) {
        Some(day) => date(year, month, Some(day)).map_or(Found::Invalid, Found::Day),
        // Numbers of old stories and books look like years.
        None if year < 1990 => Found::Nothing,
        None => date(year, month, None).map_or(Found::Nothing, Found::Month),
    }
}

/// `2019-03-03-ferry-late`, `ferry-late-2019-03-03`, `20190303`.
fn in_slug(segment: &str) -> Option<When> {
    let stem = segment.split('.').next().unwrap_or_default();
    let mut parts: Vec<&str> = Vec::new();
    for part in stem.split(['-', '_']) {
        parts.push(part);
        if let [.., year, month, day] = parts[..]
            && let (Some(year), Some(month), Some(day)) =
                (number(year, 4, 4), number(month, 2, 2), number(day, 2, 2))
            && let Some(when) = date(year, month, Some(day))
        {
            return Some(when);
        }
    }
    [parts.first(), parts.last()].into_iter().flatten().find_map(|part| compact(part))
}

/// `20190303`. Numbers of stories look like dates of long ago.
fn compact(part: &str) -> Option<When> {
    let digits = part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit());
    let when = digits.then(|| machine::day(part, BASIS)).flatten()?;
    (plausible(&when) && when.first_day().year() >= 1990).then_some(when)
}

fn number(text: &str, least: usize, most: usize) -> Option<i16> {
    let digits =
        (least..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn date(year: i16, month: i16, day: Option<i16>) -> Option<When> {
    let narrow = |number: i16| i8::try_from(number).ok();
    let day = match day {
        Some(day) => Some(narrow(day)?),
        None => None,
    };
    When::date(year, Some(narrow(month)?), day, BASIS).filter(plausible)
}
