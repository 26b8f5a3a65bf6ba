//! Feasts whose day a rule gives.
//!
//! Methods: Easter by the algorithm of Meeus, Jones and Butcher (J. Meeus, *Astronomical
//! Algorithms*, chapter 8), Gregorian and Julian; the Islamic calendar in its tabular form
//! with leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26 and 29 of 30, which sightings of the moon
//! differ from by a day, so that all days come out a day wider at each end; the Hebrew calendar by its
//! arithmetic (both: E. M. Reingold and N. Dershowitz, *Calendrical Calculations*). Nowruz is
//! the equinox of March. Feasts that each country keeps on another day have no rule.

use jiff::civil::{Date, Weekday};
use onrecord_model::Grain;

use super::period::{Period, Unit};

/// When a feast is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Feast {
    /// Month and day.
    Fixed(i8, i8),
    /// Days after Easter Sunday of the western churches.
    Easter(i32),
    /// The same of the eastern churches.
    Orthodox(i32),
    /// A month of the Islamic calendar.
    Month(i32),
    /// Month and day of the Islamic calendar.
    Islamic(i32, i32),
    /// Days after the New Year of the Hebrew calendar.
    Tishri(i32),
    /// Days after the first day of Passover.
    Passover(i32),
    /// The n-th such day of a month, or the last one (0), and days after it.
    Nth(i8, i8, i8, i32),
    /// The equinox of March.
    Nowruz,
}

impl Feast {
    /// Reads `fixed 12-25`, `easter -2`, `islamic 10-1`, `nth 11-4-4+1`.
    pub(super) fn parse(rule: &str) -> Option<Self> {
        let (name, rest) = rule.split_once(' ').unwrap_or((rule, ""));
        let number = || rest.parse::<i32>().ok();
        let pair = || rest.split_once('-');
        Some(match name {
            "fixed" => Self::Fixed(pair()?.0.parse().ok()?, pair()?.1.parse().ok()?),
            "easter" => Self::Easter(number()?),
            "orthodox" => Self::Orthodox(number()?),
            "month" => Self::Month(number()?),
            "islamic" => Self::Islamic(pair()?.0.parse().ok()?, pair()?.1.parse().ok()?),
            "tishri" => Self::Tishri(number()?),
            "passover" => Self::Passover(number()?),
            "nth" => {
                let (rule, after) = rest.split_once('+').unwrap_or((rest, "0"));
                let mut parts = rule.split('-').map(|part| part.parse::<i8>().ok());
                let mut part = || parts.next().flatten();
                Self::Nth(part()?, part()?, part()?, after.parse().ok()?)
            }
            "nowruz" => Self::Nowruz,
            _ => return None,
        })
    }

    /// When it is kept in a year; an Islamic feast may come twice in one.
    pub(super) fn in_year(self, year: i16) -> Vec<Period> {
        let day = |day: Option<Date>, method| {
            day.map(|day| Period { method, ..Period::day(day) }).into_iter().collect()
        };
        match self {
            Self::Fixed(month, number) => day(Date::new(year, month, number).ok(), None),
            Self::Easter(after) => {
                day(easter(year).and_then(|day| Unit::Day.from(day, after)), Some("Easter rule"))
            }
            Self::Orthodox(after) => {
                let easter = orthodox(year).and_then(|day| Unit::Day.from(day, after));
                day(easter, Some("Easter rule, Julian calendar"))
            }
            Self::Month(month) => islamic(year, month, 1, 30),
            Self::Islamic(month, day) => islamic(year, month, day, 1),
            Self::Tishri(after) => {
                let hebrew = i64::from(year) + 3761;
                day(from_fixed(new_year(hebrew) + i64::from(after)), Some("Hebrew calendar"))
            }
            Self::Passover(after) => {
                // The New Year comes 163 days after Passover, always.
                let first = new_year(i64::from(year) + 3761) - 163;
                day(from_fixed(first + i64::from(after)), Some("Hebrew calendar"))
            }
            Self::Nth(month, weekday, nth, after) => {
                let found = nth_weekday(year, month, weekday, nth);
                day(found.and_then(|day| Unit::Day.from(day, after)), None)
            }
            Self::Nowruz => {
                let (first, last) = (Date::new(year, 3, 20).ok(), Date::new(year, 3, 21).ok());
                let found = first.zip(last).map(|(first, last)| Period {
                    approx: true,
                    method: Some("equinox of March"),
                    ..Period::new(first, last, Grain::Day)
                });
                found.into_iter().collect()
            }
        }
    }
}

fn nth_weekday(year: i16, month: i8, weekday: i8, nth: i8) -> Option<Date> {
    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
    let nth = if nth == 0 { -1 } else { nth };
    Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
}

fn easter(year: i16) -> Option<Date> {
    let year32 = i32::from(year);
    let (golden, century, rest) =
        (year32.rem_euclid(19), year32.div_euclid(100), year32.rem_euclid(100));
    let skipped = (century + 8).div_euclid(25);
    let moon =
        (19 * golden + century - century.div_euclid(4) - (century - skipped + 1).div_euclid(3)
            + 15)
            .rem_euclid(30);
    let sunday = (32 + 2 * century.rem_euclid(4) + 2 * (rest / 4) - moon - rest % 4).rem_euclid(7);
    let late = (golden + 11 * moon + 22 * sunday).div_euclid(451);
    let day = moon + sunday - 7 * late + 114;
    Date::new(year, i8::try_from(day / 31).ok()?, i8::try_from(day % 31 + 1).ok()?).ok()
}

fn orthodox(year: i16) -> Option<Date> {
    let year32 = i32::from(year);
    let moon = (19 * year32.rem_euclid(19) + 15).rem_euclid(30);
    let sunday = (2 * year32.rem_euclid(4) + 4 * year32.rem_euclid(7) - moon + 34).rem_euclid(7);
    let day = moon + sunday + 114;
    let julian = Date::new(year, i8::try_from(day / 31).ok()?, i8::try_from(day % 31 + 1).ok()?);
    let behind = year32.div_euclid(100) - year32.div_euclid(400) - 2;
    Unit::Day.from(julian.ok()?, behind)
}

/// A feast of so many days that begins on a day of the tabular Islamic calendar.
fn islamic(year: i16, month: i32, day: i32, days: i32) -> Vec<Period> {
    let (month, day, days) = (i64::from(month), i64::from(day), i64::from(days));
    // About the Islamic year in which the year begins: theirs are shorter.
    let begins = ((i64::from(year) - 622) * 33).div_euclid(32);
    (begins - 1..begins + 3)
        .filter_map(|hijri| {
            let fixed = day
                + 29 * (month - 1)
                + month / 2
                + (hijri - 1) * 354
                + (3 + 11 * hijri).div_euclid(30)
                + 227_014;
            let middle = from_fixed(fixed)?;
            let grain = if days > 1 { Grain::Month } else { Grain::Day };
            let method = Some("tabular Islamic calendar, a day either way");
            let found = Period::new(from_fixed(fixed - 1)?, from_fixed(fixed + days)?, grain);
            (middle.year() == year).then_some(Period { approx: true, method, ..found })
        })
        .collect()
}

/// The New Year of a year of the Hebrew calendar, in days from 31 December of the year 0.
fn new_year(year: i64) -> i64 {
    let (before, this, next) = (elapsed(year - 1), elapsed(year), elapsed(year + 1));
    let late = match (next - this, this - before) {
        (356, _) => 2,
        (_, 382) => 1,
        _ => 0,
    };
    this + late - 1_373_427
}

/// Days from the epoch of the Hebrew calendar to the new moon that a year begins with.
fn elapsed(year: i64) -> i64 {
    let months = (235 * year - 234).div_euclid(19);
    let parts = 12_084 + 13_753 * months;
    let day = 29 * months + parts.div_euclid(25_920);
    if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day }
}

/// The day with this number, 1 January of the year 1 being 1.
fn from_fixed(number: i64) -> Option<Date> {
    Unit::Day.from(Date::constant(1, 1, 1), i32::try_from(number - 1).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(rule: &str, year: i16) -> Vec<String> {
        let feast = Feast::parse(rule).expect("a rule");
        feast.in_year(year).iter().map(|found| format!("{}/{}", found.first, found.last)).collect()
    }

    /// Days as calendars of those years print them.
    #[test]
    fn feasts_fall_on_their_days() {
        let day = |rule: &str, year: i16| days(rule, year)[0].split('/').next().map(str::to_owned);
        for (rule, year, want) in [
            ("easter 0", 1999, "1999-04-04"),
            ("easter 0", 2008, "2008-03-23"),
            ("easter 0", 2020, "2020-04-12"),
            ("easter 0", 2038, "2038-04-25"),
            ("orthodox 0", 2010, "2010-04-04"),
            ("orthodox 0", 2019, "2019-04-28"),
            ("orthodox 0", 2020, "2020-04-19"),
            ("tishri 0", 2016, "2016-10-03"),
            ("tishri 9", 1973, "1973-10-06"),
            ("tishri 9", 2020, "2020-09-28"),
            ("passover 0", 2019, "2019-04-20"),
            ("passover 0", 2020, "2020-04-09"),
            ("nth 11-4-4", 2019, "2019-11-28"),
            ("nth 11-4-4+1", 2019, "2019-11-29"),
            ("nth 5-1-0", 2020, "2020-05-25"),
        ] {
            assert_eq!(day(rule, year).as_deref(), Some(want), "{rule} {year}");
        }
    }

    /// The days of the tabular calendar hold those that were kept in Mecca.
    #[test]
    fn islamic_feasts_hold_the_day_that_was_kept() {
        for (rule, year, kept) in [
            ("islamic 10-1", 2014, "2014-07-28"),
            ("islamic 10-1", 2017, "2017-06-25"),
            ("islamic 10-1", 2020, "2020-05-24"),
            ("islamic 12-10", 2006, "2006-12-31"),
            ("islamic 12-10", 2015, "2015-09-24"),
            ("islamic 12-10", 2020, "2020-07-31"),
            ("islamic 1-10", 2019, "2019-09-10"),
            ("islamic 3-12", 2019, "2019-11-09"),
        ] {
            let held = days(rule, year);
            let holds = |range: &String| {
                range.split_once('/').is_some_and(|(first, last)| first <= kept && kept <= last)
            };
            assert!(held.iter().any(holds), "{rule} {year}: {held:?}");
        }
        assert_eq!(days("islamic 12-10", 2006).len(), 2, "twice in 2006");
        assert_eq!(days("month 9", 2020), ["2020-04-23/2020-05-24"]);
    }

    #[test]
    fn no_year_is_too_far() {
        for rule in ["easter 0", "orthodox 0", "month 9", "tishri 0", "passover 0", "nth 1-1-1"] {
            for year in [-9999, -1, 0, 1, 9999] {
                assert!(days(rule, year).len() < 3);
            }
        }
    }
}
