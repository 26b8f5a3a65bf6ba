//! Thin doors to inner functions for the table tests in `tests/`. Not part of the API.

mod fuzz;

pub use self::fuzz::{fuzz_any, fuzz_html, fuzz_json_lines, fuzz_text};

use std::ops::Range;

use onrecord_model::{DocumentParts, Notice, OffsetMap, Origin, When};

use crate::{charset, date, language, origin, text};

/// `charset::decode`: text, map, charset, notices.
pub fn decode(
    bytes: &[u8],
    transport: Option<&str>,
    is_html: bool,
) -> (String, OffsetMap, &'static str, Vec<Notice>) {
    let decoded = charset::decode(bytes, transport, is_html);
    (decoded.text, decoded.map, decoded.charset, decoded.notices)
}

/// `date::find`, with the order that language and address tell.
pub fn find_date(
    text: &str,
    lang: Option<&str>,
    url: Option<&str>,
) -> Option<(Range<usize>, When)> {
    let found = date::find(text, date::order_of(lang, url), "test")?;
    Some((found.range, found.when))
}

/// `date::publication`, with the order that language and address tell.
pub fn publication(
    line: &str,
    lang: Option<&str>,
    url: Option<&str>,
) -> Option<(Range<usize>, When)> {
    let found = date::publication(line, date::order_of(lang, url), "test")?;
    Some((found.range, found.when))
}

/// `date::parse_machine`.
pub fn parse_machine_date(value: &str) -> Option<When> {
    date::parse_machine(value, "test")
}

/// `date::plausible`.
pub fn plausible_date(when: &When) -> bool {
    date::plausible(when)
}

/// `date::in_url`.
pub fn date_in_url(url: &str) -> Option<When> {
    date::in_url(url)
}

/// `date::is_published_label` and `date::is_modified_label`.
pub fn date_label(text_before: &str) -> (bool, bool) {
    (date::is_published_label(text_before), date::is_modified_label(text_before))
}

/// `language::detect`.
pub fn detect_language(text: &str, declared: Option<&str>) -> Option<String> {
    language::detect(text, declared)
}

/// Main text of a page.
pub fn main_text(html: &str) -> String {
    crate::html::main_text(html)
}

/// `text::documents`, each with its text and map.
pub fn text_documents(decoded: &str) -> Vec<DocumentParts> {
    text::documents(decoded).iter().map(|document| text::build(decoded, document)).collect()
}

/// `origin::find`: where, and when.
pub fn origin(line: &str) -> Option<(Origin, Option<When>)> {
    origin::find(line).map(|note| (note.origin, note.published))
}

/// What a page says about its article: for tests and measurements.
#[derive(Clone, Debug, Default)]
pub struct PageMetadata {
    /// Headline.
    pub title: Option<String>,
    /// Whether the title is the start of its heading's text.
    pub title_stands: bool,
    /// Authors.
    pub bylines: Vec<String>,
    /// Texts of the blocks that name them.
    pub byline_texts: Vec<String>,
    /// Date of publication.
    pub published: Option<When>,
    /// Name of the site.
    pub outlet: Option<String>,
    /// Its domain.
    pub domain: Option<String>,
    /// Language as declared.
    pub language: Option<String>,
    /// Address.
    pub url: Option<String>,
}

/// `html::metadata::read`.
pub fn page_metadata(source: &str, url_hint: Option<&str>) -> PageMetadata {
    let page = crate::html::page::Page::parse(source);
    let found = crate::html::metadata::read(&page, url_hint);
    let heading = found.title_node.map(|node| page.text_of(node));
    let title = found.title.as_deref().unwrap_or_default();
    let outlet = found.outlet.unwrap_or_default();
    PageMetadata {
        title_stands: heading.is_none_or(|heading| heading.starts_with(title)),
        byline_texts: found.byline_nodes.iter().map(|&node| page.text_of(node)).collect(),
        title: found.title,
        bylines: found.bylines,
        published: found.published,
        outlet: outlet.name,
        domain: outlet.domain,
        language: found.language_declared,
        url: found.url,
    }
}
