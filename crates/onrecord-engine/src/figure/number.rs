//! Numbers in a row of words: digits with any grouping, number words, scales, ranges, limits.

use std::ops::Range;

use crate::tables::{FigureClass, FigureRow, FigureWords};

/// A number as the words give it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Amount {
    /// Its words, with those that limit it and its unit.
    pub(super) words: Range<usize>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) approx: Option<Box<str>>,
    /// Code of the unit or currency.
    pub(super) unit: Option<Box<str>>,
    /// The words of the bare number.
    pub(super) bare: Range<usize>,
}

/// The words that are looked at, in lower case, with the table.
pub(super) struct Words<'w> {
    pub(super) forms: &'w [String],
    pub(super) table: &'w FigureWords,
    /// Whether something changes in the sentence: `rose from 5 to 7` are two numbers.
    pub(super) has_change: bool,
}

/// One number without limits.
struct Bare {
    end: usize,
    value: f64,
    /// How the word limits it, for `dozens`.
    several: Option<Box<str>>,
    /// What is written at it: `25km`, `fivedays`.
    unit: Option<Box<str>>,
    /// What it was multiplied with.
    scale: f64,
}

/// No limit has more words.
const LONGEST: usize = 4;

impl Words<'_> {
    fn form(&self, at: usize) -> &str {
        self.forms.get(at).map_or("", String::as_str)
    }

    /// The longest row of some classes that begins here.
    fn row(&self, at: usize, classes: &[FigureClass]) -> Option<&FigureRow> {
        self.table.of(self.form(at)).iter().find(|row| {
            classes.contains(&row.class)
                && row
                    .words
                    .iter()
                    .enumerate()
                    .all(|(offset, word)| self.form(at + offset) == &**word)
        })
    }

    fn number_of(&self, at: usize, class: FigureClass) -> Option<f64> {
        self.table.one(self.form(at), class).map(|row| row.number)
    }

    /// The amount whose number begins at a word; `from` is the first word that may limit it.
    pub(super) fn amount(&self, at: usize, from: usize) -> Option<Amount> {
        let (mut start, mut code) = (at, None);
        let signed = self.row(at, &[FigureClass::Money]);
        let first = signed.map_or(at, |row| at + row.words.len());
        if let Some(row) = signed {
            code = Some(row.value.clone());
        }
        let mut one = self.bare(first)?;
        let bare = first..one.end;
        let mut end = one.end;
        let mut approx = one.several.clone();
        let (mut low, mut high) = (Some(one.value), Some(one.value));
        if approx.is_some() {
            high = None;
        }
        // `25,000 to 30,000`, `2-3 million`, `between 5 and 7`
        let is_between = start > from && self.form(start - 1) == "between";
        let is_from = start > from && self.form(start - 1) == "from";
        let joint = match self.form(end) {
            "to" if is_from && self.has_change => false,
            "to" | "-" | "–" | "—" => true,
            "and" => is_between,
            "or" => {
                self.bare(end + 1).is_some_and(|next| (next.value - one.value - 1.0).abs() < 0.01)
            }
            _ => false,
        };
        let begins = end + 1 + usize::from(self.row(end + 1, &[FigureClass::Money]).is_some());
        if joint
            && one.several.is_none()
            && let Some(next) = self.bare(begins).filter(|next| next.several.is_none())
        {
            // `2 to 3 million`
            let least =
                if one.scale < 2.0 && next.scale > 1.0 && one.value < next.value / next.scale {
                    one.value * next.scale
                } else {
                    one.value
                };
            if least < next.value {
                (low, high) = (Some(least), Some(next.value));
                (end, one.unit) = (next.end, next.unit);
                start -= usize::from(is_between);
            }
        }
        if let Some(unit) = one.unit {
            code = code.or(Some(unit));
        }
        // `-day`, `km`, `per cent`, `US dollars`
        let hyphen = usize::from(self.form(end) == "-");
        let square = usize::from(matches!(self.form(end), "us" | "canadian" | "australian"));
        for skip in [0, hyphen, square] {
            let units = [FigureClass::Unit, FigureClass::Money];
            if code.is_none()
                && let Some(row) = self.row(end + skip, &units)
                && !self.form(end).is_empty()
            {
                code = Some(row.value.clone());
                end += skip + row.words.len();
            }
        }
        // `three times that`
        if code.is_none()
            && self.form(end) == "times"
            && (matches!(self.form(end + 1), "as" | "more" | "the" | "higher" | "larger")
                // Not `told them three times that it was late`.
                || self.form(end + 1) == "that"
                    && !self.form(end + 2).starts_with(char::is_alphabetic))
        {
            (code, end) = (Some("1".into()), end + 1);
        }
        if let Some(row) = self.row(end, &[FigureClass::After]) {
            (low, high) = limit(&row.value, low, high);
            approx = Some(row.value.clone());
            end += row.words.len();
        }
        // The longest limit that ends where the number begins; an article may stand between.
        let article =
            usize::from(start > from && matches!(self.form(start - 1), "a" | "an" | "the"));
        'found: for gap in [0, article] {
            for len in (1..=LONGEST).rev() {
                let Some(begin) = (start - gap).checked_sub(len).filter(|&begin| begin >= from)
                else {
                    continue;
                };
                let row = self.row(begin, &[FigureClass::Before, FigureClass::Plain]);
                if let Some(row) = row.filter(|row| row.words.len() == len) {
                    if row.class == FigureClass::Plain {
                        break 'found;
                    }
                    if approx.is_none() {
                        (low, high) = limit(&row.value, low, high);
                        approx = Some(row.value.clone());
                    }
                    start = begin;
                    break 'found;
                }
            }
        }
        Some(Amount { words: start..end, low, high, approx, unit: code, bare })
    }

    /// The number that begins at a word.
    fn bare(&self, at: usize) -> Option<Bare> {
        let part = self.part(at);
        let mut one = part
            .or_else(|| self.digits(at))
            .or_else(|| self.worded(at))
            .or_else(|| self.several(at))?;
        // `two and a half`
        let half = |end| self.form(end) == "and" && self.form(end + 1) == "a";
        if half(one.end)
            && let Some(part) = self.number_of(one.end + 2, FigureClass::Fraction)
        {
            one.value += part;
            one.end += 3;
        }
        if let Some(part) = self
            .number_of(one.end, FigureClass::Fraction)
            .filter(|_| self.form(one.end).chars().all(|char| !char.is_alphabetic()))
        {
            one.value += part;
            one.end += 1;
        }
        if one.unit.is_none() {
            while let Some(scale) = self.number_of(one.end, FigureClass::Scale) {
                one.value = scaled(one.value, scale);
                one.scale *= scale;
                one.end += 1;
            }
        }
        one.value.is_finite().then_some(one)
    }

    /// `half of`, `a third of`, `two thirds of`, `four in ten`
    fn part(&self, at: usize) -> Option<Bare> {
        let made = |value, end| {
            Some(Bare { end, value, several: None, unit: Some("1".into()), scale: 1.0 })
        };
        let fraction = |at: usize| {
            let is_word = self.form(at).chars().all(char::is_alphabetic);
            self.number_of(at, FigureClass::Fraction).filter(|_| is_word)
        };
        let after_article = usize::from(matches!(self.form(at), "a" | "an"));
        // `half of them`, `fell by a fifth`
        let is_by = after_article == 1 && at > 0 && self.form(at - 1) == "by";
        if let Some(part) = fraction(at + after_article)
            && (is_by || self.form(at + after_article + 1) == "of")
        {
            return made(part, at + after_article + 1);
        }
        let one = self.digits(at).or_else(|| self.worded(at)).filter(|one| one.unit.is_none())?;
        let next = one.end + usize::from(self.form(one.end) == "-");
        let single = self.form(next).strip_suffix('s').unwrap_or(self.form(next));
        if let Some(row) = self.table.one(single, FigureClass::Fraction)
            && single.chars().all(char::is_alphabetic)
            && self.form(next + 1) == "of"
        {
            return made(one.value * row.number, next + 1);
        }
        let among = match (self.form(one.end), self.form(one.end + 1)) {
            ("in", _) => one.end + 1,
            ("out", "of") => one.end + 2,
            _ => return None,
        };
        let all = self.digits(among).or_else(|| self.worded(among))?;
        let is_round = [3.0, 4.0, 5.0, 10.0, 20.0, 100.0, 1000.0].contains(&all.value);
        let is_measure = self
            .row(all.end, &[FigureClass::Unit, FigureClass::Money, FigureClass::Scale])
            .is_some();
        (is_round && one.value < all.value && all.unit.is_none() && !is_measure)
            .then(|| made(one.value / all.value, all.end))?
    }

    fn digits(&self, at: usize) -> Option<Bare> {
        let form = self.form(at);
        let len = form.find(|char: char| !(char.is_ascii_digit() || ".,’'".contains(char)));
        let (mut digits, rest) = form.split_at(len.unwrap_or(form.len()));
        digits = digits.trim_end_matches(['.', ',', '’', '\'']);
        let mut value = parse(digits)?;
        let mut end = at + 1;
        // `1 000 000`
        while digits.len() <= 3
            && rest.is_empty()
            && self.form(end).len() == 3
            && self.form(end).bytes().all(|byte| byte.is_ascii_digit())
            && (self.form(end) == "000" || end > at + 1)
        {
            value = value * 1000.0 + parse(self.form(end))?;
            end += 1;
        }
        let (mut unit, mut scale) = (None, 1.0);
        if !rest.is_empty() {
            let row = self.table.of(rest).iter().find(|row| row.words.len() == 1)?;
            match row.class {
                FigureClass::Scale if rest.len() < 3 => {
                    (value, scale) = (scaled(value, row.number), row.number);
                }
                FigureClass::Unit | FigureClass::Money => unit = Some(row.value.clone()),
                FigureClass::After => {}
                _ => return None,
            }
        }
        Some(Bare { end, value, several: None, unit, scale })
    }

    fn worded(&self, at: usize) -> Option<Bare> {
        let (mut sum, mut part, mut end, mut most) = (0.0, 0.0, at, 1.0);
        let mut last = f64::INFINITY;
        let article = matches!(self.form(at), "a" | "an");
        let mut unit = None;
        if article && self.is_lone_time(at + 1) {
            return Some(Bare { end: at + 1, value: 1.0, several: None, unit, scale: 1.0 });
        }
        if article {
            part = self.number_of(at + 1, FigureClass::Scale)?;
            end = at + 2;
        } else if let Some(half) = self.number_of(at, FigureClass::Fraction)
            && self.form(at + 1) != "of"
        {
            // `half a million`
            let is_part = matches!(self.form(at + 1), "a" | "an");
            let scale = self.number_of(at + 2, FigureClass::Scale).filter(|_| is_part)?;
            return Some(Bare { end: at + 3, value: half * scale, several: None, unit, scale });
        }
        loop {
            let and = usize::from(end > at && matches!(self.form(end), "and" | "-"));
            let next = end + and;
            if let Some(value) = self.number_of(next, FigureClass::Number)
                && (last > 99.0 || last >= 20.0 && value < 10.0 && self.form(end) != "and")
            {
                part += value;
                (last, end) = (value, next + 1);
            } else if end > at
                && let Some(scale) =
                    self.number_of(end, FigureClass::Scale).filter(|&scale| scale < 1000.0)
            {
                part *= scale;
                (last, end) = (f64::INFINITY, end + 1);
            } else if end > at
                && part > 0.0
                && let Some(scale) = self.number_of(end, FigureClass::Scale)
            {
                sum += part * scale;
                most = scale.max(most);
                (part, last, end) = (0.0, f64::INFINITY, end + 1);
            } else {
                break;
            }
        }
        if end == at {
            // `fivedays`: a blank was lost.
            let form = self.form(at);
            let mut cut =
                (2..form.len().saturating_sub(1)).filter(|&cut| form.is_char_boundary(cut));
            let (value, code) = cut.find_map(|cut| {
                let (number, rest) = form.split_at(cut);
                let value = self.table.one(number, FigureClass::Number)?.number;
                Some((value, self.table.one(rest, FigureClass::Unit)?.value.clone()))
            })?;
            unit = Some(code);
            (part, end) = (value, at + 1);
        }
        Some(Bare { end, value: sum + part, several: None, unit, scale: most })
    }

    /// Whether a word with an article tells how long something takes: `within an hour`; not `$5 an hour`,
    /// `twice a day`.
    fn is_lone_time(&self, at: usize) -> bool {
        let before = at.checked_sub(2).map_or("", |before| self.form(before));
        let rates = [
            FigureClass::Number,
            FigureClass::Scale,
            FigureClass::Several,
            FigureClass::Unit,
            FigureClass::Money,
        ];
        let is_rate = matches!(before, "once" | "twice" | "times" | "per" | "such" | "what")
            || before.starts_with(|char: char| char.is_ascii_digit())
            || rates.iter().any(|&class| self.table.one(before, class).is_some());
        let unit = self.table.one(self.form(at), FigureClass::Unit);
        !is_rate && unit.is_some_and(|row| matches!(&*row.value, "h" | "d" | "wk" | "mo" | "a"))
    }

    /// `dozens`, `tens of thousands`
    fn several(&self, at: usize) -> Option<Bare> {
        let row = self.table.one(self.form(at), FigureClass::Several)?;
        let (mut value, mut end, mut name) = (row.number, at + 1, row.words[0].to_string());
        while self.form(end) == "of"
            && let Some(next) = self.table.one(self.form(end + 1), FigureClass::Several)
        {
            // `thousands` are two of them at least, `tens of thousands` twenty.
            value = value * next.number / 2.0;
            name = format!("{name} of {}", next.words[0]);
            end += 2;
        }
        (&*name != "tens").then(|| Bare {
            end,
            value,
            several: Some(name.into()),
            unit: None,
            scale: 1.0,
        })
    }
}

/// A number times a scale, without what binary fractions add: `4.1 million`.
fn scaled(value: f64, scale: f64) -> f64 {
    const PLACES: f64 = 1e6;
    let whole = value * scale;
    if whole.abs() < 1e9 { (whole * PLACES).round() / PLACES } else { whole.round() }
}

/// What a limit leaves of a number.
fn limit(approx: &str, low: Option<f64>, high: Option<f64>) -> (Option<f64>, Option<f64>) {
    match approx {
        "over" | "at_least" => (low, None),
        "less_than" | "at_most" => (None, high),
        _ => (low, high),
    }
}

/// Digits in Western, Indian or European grouping.
fn parse(digits: &str) -> Option<f64> {
    if !digits.starts_with(|char: char| char.is_ascii_digit()) {
        return None;
    }
    let groups: Vec<&str> = digits.split(['.', ',', '’', '\'']).collect();
    let marks: Vec<char> = digits.chars().filter(|char| !char.is_ascii_digit()).collect();
    let is_grouped = |groups: &[&str]| {
        groups.len() > 1
            && (1..=3).contains(&groups[0].len())
            && groups[1..groups.len() - 1].iter().all(|group| matches!(group.len(), 2 | 3))
            && groups.last().is_some_and(|last| last.len() == 3)
    };
    let whole = |groups: &[&str]| groups.concat();
    let is_one_mark = marks.windows(2).all(|pair| pair[0] == pair[1]);
    let text = match marks.as_slice() {
        [] => digits.to_owned(),
        // `1.5`, `3.141`, but `25.000`: three digits behind a point that are all zero are a group.
        ['.'] if groups[1] != "000" => format!("{}.{}", groups[0], groups[1]),
        [',' | '.' | '’' | '\''] if is_grouped(&groups) => whole(&groups),
        [','] if groups[1].len() < 3 => format!("{}.{}", groups[0], groups[1]),
        _ if is_one_mark && is_grouped(&groups) => whole(&groups),
        // `1.234,5` and `1,234.5`: the last mark is another one.
        [.., last] if marks[..marks.len() - 1].iter().all(|mark| mark != last) => {
            let (part, before) = groups.split_last()?;
            is_grouped(before).then(|| format!("{}.{part}", whole(before)))?
        }
        _ => return None,
    };
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn digits_are_read_in_every_grouping() {
        let rows = [
            ("40", Some(40.0)),
            ("5,200", Some(5200.0)),
            ("1,70,300", Some(170_300.0)),
            ("25.000", Some(25_000.0)),
            ("1.5", Some(1.5)),
            ("1,5", Some(1.5)),
            ("1,234.5", Some(1234.5)),
            ("1.234,5", Some(1234.5)),
            ("1’000’000", Some(1_000_000.0)),
            ("12.03.2020", None),
            ("1,2,3", None),
        ];
        for (digits, value) in rows {
            assert_eq!(parse(digits), value, "{digits}");
        }
    }
}
