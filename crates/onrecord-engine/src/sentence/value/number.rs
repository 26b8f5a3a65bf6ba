//! Figures and words that make one number, and what it may be: a year, a day, an hour.

use super::class::Classes;
use super::piece::{Piece, is_fraction, is_hyphen, is_separator};

/// Pieces with the classes that the tables give each of them.
#[derive(Clone, Copy)]
pub(super) struct Pieces<'a, 't> {
    pub(super) pieces: &'a [Piece<'t>],
    pub(super) classes: &'a [Classes],
}

impl<'a> Pieces<'a, '_> {
    fn is(self, at: usize, classes: Classes) -> bool {
        self.classes.get(at).is_some_and(|found| found.any(classes))
    }

    fn form(self, at: usize) -> &'a str {
        self.pieces.get(at).map_or("", |piece| &piece.form)
    }

    /// The form of a piece that follows without a blank.
    fn glued(self, at: usize) -> Option<&'a str> {
        self.pieces.get(at).filter(|piece| piece.glued).map(|piece| &*piece.form)
    }

    /// Two figures with `mark` between them, written together: the second one.
    fn joined(self, at: usize, mark: fn(char) -> bool) -> Option<&'a str> {
        let joint = self.glued(at)?;
        (joint.starts_with(mark) && joint.chars().count() == 1)
            .then(|| self.glued(at + 1))
            .flatten()
            .filter(|form| is_digits(form))
    }

    /// The number that begins at `at`: how many pieces it has, and what it may be.
    pub(super) fn number(self, at: usize) -> Option<(usize, Classes)> {
        let first = self.form(at).chars().next()?;
        if first.is_ascii_digit() || is_fraction(first) {
            Some(self.figure(at))
        } else {
            self.words(at)
        }
    }

    fn figure(self, at: usize) -> (usize, Classes) {
        let form = self.form(at);
        if let Some(found) = self.date_or_clock(at) {
            return found;
        }
        let shape = shape(form);
        if shape.any(Classes::TEN_YEAR)
            && self.glued(at + 1).is_some_and(|tail| tail.eq_ignore_ascii_case("s"))
        {
            return (2, Classes::DECADE);
        }
        if self.pieces.get(at + 1).is_some_and(|next| next.glued)
            && self.is(at + 1, Classes::ENDING)
        {
            let day = Classes::DAY_ORDINAL.when(shape.any(Classes::DAY));
            return (2, Classes::ORDINAL.or(day));
        }
        let mut len = 1 + self.groups(at + 1, form);
        if self.form(at + len).chars().all(is_fraction) && !self.form(at + len).is_empty() {
            len += 1;
        }
        let scaled = self.scales(at + len);
        match len + scaled {
            1 => (1, shape),
            len => (len, Classes::NUMBER),
        }
    }

    /// Dates and times of the day that are written without blanks: `3/1/2020`, `2020-01-03`,
    /// `15:30`.
    fn date_or_clock(self, at: usize) -> Option<(usize, Classes)> {
        let form = self.form(at);
        if shape(form).any(Classes::FULL_DATE) {
            return Some((1, Classes::FULL_DATE));
        }
        if let Some(minutes) = self.joined(at + 1, |char| char == ':') {
            let clock = value(form) <= 24 && minutes.len() == 2 && value(minutes) < 60;
            let seconds = self.joined(at + 3, |char| char == ':').is_some();
            let len = if seconds { 5 } else { 3 };
            return Some((len, if clock { Classes::CLOCK } else { Classes::default() }));
        }
        for mark in [is_slash as fn(char) -> bool, is_hyphen] {
            let Some(second) = self.joined(at + 1, mark) else { continue };
            if let Some(third) = self.joined(at + 3, mark) {
                let date = is_date([form, second, third]);
                return Some((5, Classes::FULL_DATE.when(date)));
            }
            if mark('/') {
                let date =
                    (value(form) <= 12 && is_year(second)) || (is_year(form) && second.len() == 2);
                let half = value(form) < value(second) && value(second) < 100;
                return Some((3, Classes::FULL_DATE.when(date).or(Classes::NUMBER.when(half))));
            }
        }
        None
    }

    /// How many groups of three digits follow: `1 000 000`.
    fn groups(self, at: usize, first: &str) -> usize {
        if first.len() > 3 || !is_digits(first) {
            return 0;
        }
        let group = |at: &usize| self.form(*at).len() == 3 && is_digits(self.form(*at));
        let groups = (at..self.pieces.len()).take_while(group).take(5).count();
        // One group alone may as well be the next number.
        if groups > 1 || self.form(at) == "000" { groups } else { 0 }
    }

    /// How many pieces of `million`, `- thousand` follow.
    fn scales(self, at: usize) -> usize {
        let hyphen = usize::from(self.is(at, Classes::HYPHEN));
        let scales = (at + hyphen..).take_while(|at| self.is(*at, Classes::SCALE)).take(3).count();
        if scales > 0 { hyphen + scales } else { 0 }
    }

    fn words(self, at: usize) -> Option<(usize, Classes)> {
        let one = Classes::ONES.or(Classes::TEENS).or(Classes::TENS);
        if self.is(at, one) {
            return Some(self.cardinal(at));
        }
        let several = at + usize::from(self.is(at, Classes::A));
        let len = if self.is(several, Classes::SEVERAL) {
            let of = self.is(several, Classes::SEVERAL_OF) && self.is(several + 1, Classes::OF);
            let len = several + 1 + usize::from(of) - at;
            len + self.scales(at + len)
        } else if self.is(at, Classes::SCALES) {
            self.plural_scales(at)
        } else if self.is(at, Classes::HALF) && self.is(at + 1, Classes::A) {
            2 + self.scales(at + 2)
        } else if self.is(at, Classes::A) && self.is(at + 1, Classes::SCALE) {
            self.cardinal(at + 1).0 + 1
        } else {
            return None;
        };
        Some((len, Classes::NUMBER))
    }

    /// `tens of thousands of`
    fn plural_scales(self, at: usize) -> usize {
        let mut len = 1;
        while self.is(at + len, Classes::OF) && self.is(at + len + 1, Classes::SCALES) && len < 6 {
            len += 2;
        }
        len + usize::from(self.is(at + len, Classes::OF))
    }

    /// `two hundred and five`, `twenty-one`, `two and a half million`
    fn cardinal(self, at: usize) -> (usize, Classes) {
        let small = Classes::ONES.or(Classes::TEENS).or(Classes::TENS);
        let mut end = at;
        let mut scaled = false;
        while end < at + 16 {
            let hyphen = usize::from(end > at && self.is(end, Classes::HYPHEN));
            let next = end + hyphen;
            let tens = end > at && self.is(end - 1, Classes::TENS);
            let and = usize::from(scaled && hyphen == 0 && self.is(end, Classes::AND));
            if self.is(next, Classes::SCALE) {
                (end, scaled) = (next + 1, true);
            } else if tens && self.is(next, Classes::ONES) {
                end = next + 1;
            } else if tens && hyphen == 1 && self.is(next, Classes::DAY_ORDINAL) {
                return (next + 1 - at, Classes::ORDINAL.or(Classes::DAY_ORDINAL));
            } else if (end == at || scaled) && hyphen == 0 && self.is(end + and, small) {
                (end, scaled) = (end + and + 1, false);
            } else {
                break;
            }
        }
        let half = [Classes::AND, Classes::A, Classes::HALF];
        if half.iter().enumerate().all(|(at, part)| self.is(end + at, *part)) {
            end += 3 + self.scales(end + 3);
        }
        let len = end - at;
        let hour = Classes::HOUR.when(len == 1 && self.is(at, Classes::HOUR));
        (len, Classes::NUMBER.or(Classes::INTEGER).or(Classes::AGE.when(len < 4)).or(hour))
    }
}

fn is_slash(char: char) -> bool {
    char == '/'
}

fn is_digits(form: &str) -> bool {
    !form.is_empty() && form.bytes().all(|byte| byte.is_ascii_digit())
}

/// The value of a short row of digits; of anything else, more than any day or hour.
fn value(form: &str) -> u32 {
    form.parse().ok().filter(|_| form.len() <= 4).unwrap_or(u32::MAX)
}

fn is_year(form: &str) -> bool {
    form.len() == 4 && (1000..=2100).contains(&value(form))
}

/// Whether three figures are a day, in either order, with the year first or last.
fn is_date([first, second, third]: [&str; 3]) -> bool {
    let small = |form: &str| (1..=31).contains(&value(form)) && form.len() <= 2;
    let month = |form: &str| (1..=12).contains(&value(form));
    let year = |form: &str| is_year(form) || form.len() == 2;
    (is_year(first) && month(second) && small(third))
        || (small(first) && small(second) && year(third) && (month(first) || month(second)))
}

/// What a figure may be by its digits.
fn shape(form: &str) -> Classes {
    if !is_digits(form) {
        let parts: Vec<&str> = form.split(is_separator).collect();
        let dotted = !form.contains(|char| is_separator(char) && char != '.');
        if let ([first, second, third], true) = (parts.as_slice(), dotted)
            && is_date([first, second, third])
        {
            return Classes::FULL_DATE;
        }
        let clock = matches!(parts.as_slice(), [hour, minute] if dotted && value(hour) <= 24
            && minute.len() == 2 && value(minute) < 60);
        return Classes::NUMBER.or(Classes::CLOCK_DOT.when(clock));
    }
    let value = value(form);
    let two = form.len() <= 2;
    let year = is_year(form);
    let military = form.len() == 4 && value <= 2400 && value % 100 < 60;
    let ten = value.is_multiple_of(10) && (year || form.len() == 2);
    Classes::NUMBER
        .or(Classes::INTEGER)
        .or(Classes::YEAR.when(year))
        .or(Classes::LATE_YEAR.when(year && (1900..2100).contains(&value)))
        .or(Classes::ROUND.when(year && value.is_multiple_of(100)))
        .or(Classes::TEN_YEAR.when(ten))
        .or(Classes::DAY.when(two && (1..=31).contains(&value)))
        .or(Classes::TWO.when(form.len() == 2))
        .or(Classes::HOUR.when(two && value <= 24))
        .or(Classes::MILITARY.when(military))
        .or(Classes::AGE.when((1..=120).contains(&value)))
}
