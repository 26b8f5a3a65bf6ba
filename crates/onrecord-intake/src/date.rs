//! Calendar dates as pages write them.

mod form;
mod line;
mod machine;
mod time;
mod token;
mod url;
mod words;

use std::ops::Range;

use onrecord_model::{Precision, When};

use line::Label;
use token::Line;

/// Which of two small numbers with slashes is the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// `03/04/2019` is 3 April.
    DayFirst,
    /// `03/04/2019` is March 4.
    MonthFirst,
    /// `03/04/2019` gives only the year.
    Unknown,
}

/// A date and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundDate {
    /// Its bytes in the text searched, time of day included.
    pub(crate) range: Range<usize>,
    /// The date.
    pub(crate) when: When,
}

/// The first calendar date in a short text, plausible or passed over, with the time of day beside
/// it. It may stand in the middle of prose: ask [`publication`] where that matters.
pub(crate) fn find(text: &str, order: Order, basis: &str) -> Option<FoundDate> {
    if !token::has_digit(text) {
        return None;
    }
    let line = Line::new(text);
    line::dates(&line, order, basis).next().map(|dated| dated.found)
}

/// The date of publication that a line near the title gives.
///
/// The line must be there for that: besides dates it holds little but labels, weekdays, times,
/// names of authors, places and sections. Of several dates the one labelled as publication
/// counts; a date of a change or of an event never does.
pub(crate) fn publication(line: &str, order: Order, basis: &str) -> Option<FoundDate> {
    line::publication(line, order, basis)
}

/// The date in the value of an attribute or of a JSON string.
///
/// The calendar date is the one written there, whatever the zone; seconds since 1970 are read in
/// UTC.
pub(crate) fn parse_machine(value: &str, basis: &str) -> Option<When> {
    machine::parse(value, basis)
}

/// Whether a date can be that of a news article; every date this module gives is.
///
/// Archives reach back to 1800, but a year alone before 1950 is more often a number, and the
/// zeros of clocks are no dates.
pub(crate) fn plausible(when: &When) -> bool {
    let day = when.first_day();
    let zeros = [(1899, 12, 30), (1900, 1, 1), (1969, 12, 31), (1970, 1, 1)];
    let is_zero =
        when.precision() >= Precision::Day && zeros.contains(&(day.year(), day.month(), day.day()));
    let first = if when.precision() == Precision::Year { 1950 } else { 1800 };
    (first..=2100).contains(&day.year()) && !is_zero
}

/// The date in the path of an address: `/2019/03/03/`, `/2019/mar/03/`, `/2019/03/`,
/// `/2019-03-03-slug`, `/20190303/`.
pub(crate) fn in_url(url: &str) -> Option<When> {
    url::read(url)
}

/// What the language of a page and its address tell about the order of day and month.
///
/// `en` alone tells nothing, and neither do a language and an address that contradict each other:
/// `en-US` is the factory setting of many a site that is not American.
pub(crate) fn order_of(lang: Option<&str>, url: Option<&str>) -> Order {
    match (
        lang.map_or(Order::Unknown, order_of_language),
        url.map_or(Order::Unknown, order_of_address),
    ) {
        (Order::Unknown, order) | (order, Order::Unknown) => order,
        (a, b) if a == b => a,
        _ => Order::Unknown,
    }
}

/// Regions that write English with the day first. Canada writes both.
const DAY_FIRST_ENGLISH: &[&str] = &[
    "au", "gb", "gh", "hk", "ie", "in", "jm", "ke", "mt", "my", "ng", "nz", "pk", "sg", "uk", "za",
];
/// Languages that are written with the day first wherever they are written, but for the United
/// States.
const DAY_FIRST_LANGUAGES: &[&str] = &[
    "ar", "bg", "ca", "cs", "cy", "da", "de", "el", "es", "et", "fi", "fr", "ga", "gl", "he", "hr",
    "id", "it", "lv", "mk", "ms", "nb", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq",
    "sr", "th", "tr", "uk", "vi",
];
/// Top-level domains of other countries where the day comes first.
const DAY_FIRST_COUNTRIES: &[&str] = &[
    "ar", "at", "be", "bg", "br", "ch", "cl", "cz", "de", "dk", "eg", "es", "fi", "fr", "gr", "hr",
    "id", "il", "it", "mx", "nl", "no", "pe", "pl", "pt", "ro", "rs", "ru", "sk", "tr", "ua", "vn",
];

fn order_of_language(tag: &str) -> Order {
    let tag = tag.trim().to_ascii_lowercase().replace('_', "-");
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    match (language, parts.next_back().unwrap_or_default()) {
        ("en", "us" | "ph") => Order::MonthFirst,
        ("en", region) if DAY_FIRST_ENGLISH.contains(&region) => Order::DayFirst,
        (language, region) if region != "us" && DAY_FIRST_LANGUAGES.contains(&language) => {
            Order::DayFirst
        }
        _ => Order::Unknown,
    }
}

fn order_of_address(url: &str) -> Order {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let with_port = authority.rsplit('@').next().unwrap_or_default();
    let host = with_port.split(':').next().unwrap_or_default().trim_end_matches('.');
    let country = host.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match country.as_str() {
        "gov" | "mil" | "us" => Order::MonthFirst,
        country if DAY_FIRST_ENGLISH.contains(&country) => Order::DayFirst,
        country if DAY_FIRST_COUNTRIES.contains(&country) => Order::DayFirst,
        _ => Order::Unknown,
    }
}

/// Whether the words before a date call it that of a change, of printing, of an event.
pub(crate) fn is_modified_label(text_before: &str) -> bool {
    label_of(text_before) == Label::Otherwise
}

/// Whether the words before a date call it that of publication.
pub(crate) fn is_published_label(text_before: &str) -> bool {
    label_of(text_before) == Label::Published
}

/// What the last words before a date call it.
fn label_of(text_before: &str) -> Label {
    let start = text_before.char_indices().rev().nth(80).map_or(0, |(at, _)| at);
    let line = Line::new(&text_before[start..]);
    line::label(&line, &line.tokens)
}
