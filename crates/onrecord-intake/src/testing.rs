//! Thin doors to inner functions for the table tests in `tests/`. Not part of the API.

use std::ops::Range;

use onrecord_model::{Notice, OffsetMap, When};

use crate::{charset, date, language};

/// [`charset::decode`]: text, map, charset, notices.
pub fn decode(
    bytes: &[u8],
    transport: Option<&str>,
    is_html: bool,
) -> (String, OffsetMap, &'static str, Vec<Notice>) {
    let decoded = charset::decode(bytes, transport, is_html);
    (decoded.text, decoded.map, decoded.charset, decoded.notices)
}

/// [`date::find`], with the order that language and address tell.
pub fn find_date(text: &str, lang: Option<&str>, url: Option<&str>) -> Option<(Range<usize>, When)> {
    let found = date::find(text, date::order_of(lang, url), "test")?;
    Some((found.range, found.when))
}

/// [`date::publication`], with the order that language and address tell.
pub fn publication(line: &str, lang: Option<&str>, url: Option<&str>) -> Option<(Range<usize>, When)> {
    let found = date::publication(line, date::order_of(lang, url), "test")?;
    Some((found.range, found.when))
}

/// [`date::parse_machine`].
pub fn parse_machine_date(value: &str) -> Option<When> {
    date::parse_machine(value, "test")
}

/// [`date::plausible`].
pub fn plausible_date(when: &When) -> bool {
    date::plausible(when)
}

/// [`date::in_url`].
pub fn date_in_url(url: &str) -> Option<When> {
    date::in_url(url)
}

/// [`date::is_published_label`] and [`date::is_modified_label`].
pub fn date_label(text_before: &str) -> (bool, bool) {
    (date::is_published_label(text_before), date::is_modified_label(text_before))
}

/// [`language::detect`].
pub fn detect_language(text: &str, declared: Option<&str>) -> Option<String> {
    language::detect(text, declared)
}

/// Main text of a page.
pub fn main_text(html: &str) -> String {
    crate::html::main_text(html)
}

