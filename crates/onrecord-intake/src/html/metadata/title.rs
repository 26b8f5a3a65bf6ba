//! The headline: the visible heading that the page's head confirms.

use super::super::page::{NodeId, Page};
use super::json_ld::{self, Linked};
use super::lines::{self, Line};
use super::outlet::Names;
use super::survey::{Mark, Survey};
use super::words;
use crate::date::{self, Order};

/// Longest headline, in bytes.
const LONGEST: usize = 400;
/// Signs that part the headline from the name of the site.
const SEPARATORS: [&str; 14] = [
    " | ", " – ", " — ", " - ", " · ", " • ", " « ", " » ", " :: ", " / ", " ‹ ", " › ", ": ", "|",
];

/// The title and the heading that shows it.
#[derive(Debug, Default)]
pub(super) struct Title {
    /// Headline.
    pub(super) text: Option<String>,
    /// Heading.
    pub(super) node: Option<NodeId>,
}

/// A heading that may be the headline.
struct Heading {
    node: NodeId,
    text: String,
    words: Vec<String>,
    mark: Mark,
    likeness: f32,
}

/// Finds the headline.
pub(super) fn find(survey: &Survey<'_>, linked: &Linked, names: &Names) -> Title {
    let references = references(survey, linked, names);
    let headings = headings(survey, names, &references);
    if let Some(heading) = choose(&headings, &references) {
        let text = trimmed(&heading, &references, names);
        return Title { text: Some(text), node: Some(heading.node) };
    }
    if let Some(title) = in_lines(survey, &references, names) {
        return title;
    }
    let text =
        references.into_iter().map(|reference| reference.text).find(|text| !names.is_site(text));
    let first = headings.iter().find(|heading| heading.mark == Mark::First && text.is_none());
    Title {
        text: text.or_else(|| Some(first?.text.clone())),
        node: first.map(|heading| heading.node),
    }
}

/// What the head calls the page, without the site's name.
struct Reference {
    text: String,
    words: Vec<String>,
}

fn references(survey: &Survey<'_>, linked: &Linked, names: &Names) -> Vec<Reference> {
    let og = survey.meta(&["og:title"]).map(json_ld::decoded);
    let other = survey.meta(&[
        "twitter:title",
        "parsely-title",
        "sailthru.title",
        "citation_title",
        "dc.title",
        "headline",
    ]);
    let tag = survey.title_tag.as_deref();
    let given = [og, linked.headline.clone(), tag.map(str::to_owned), other.map(json_ld::decoded)];
    let mut references = Vec::new();
    for text in given.into_iter().flatten().filter(|text| !text.is_empty() && text.len() <= LONGEST)
    {
        let text = without_site(&text, names).to_owned();
        let words = words::of(&text);
        if !words.is_empty() {
            references.push(Reference { text, words });
        }
    }
    references
}

fn headings(survey: &Survey<'_>, names: &Names, references: &[Reference]) -> Vec<Heading> {
    let mut headings: Vec<Heading> = Vec::new();
    for mark in [Mark::First, Mark::Headline, Mark::Second] {
        for node in survey.marked(mark).take(40) {
            if headings.iter().any(|heading| heading.node == node)
                || survey.page.name(node) == "meta"
            {
                continue;
            }
            let Some(_) = survey.short_text(node, LONGEST) else { continue };
            let text = survey.page.text_of(node);
            let words = words::of(&text);
            if words.is_empty()
                || mark != Mark::First && survey.is_among_others(node)
                || is_logo(survey.page, node, &text, names, references)
            {
                continue;
            }
            let likeness = references
                .iter()
                .map(|reference| words::likeness(&words, &reference.words))
                .fold(0.0, f32::max);
            headings.push(Heading { node, text, words, mark, likeness });
        }
    }
    headings
}

/// Whether a heading is the name of the site rather than of the article.
fn is_logo(
    page: &Page<'_>,
    node: NodeId,
    text: &str,
    names: &Names,
    references: &[Reference],
) -> bool {
    let own =
        references.iter().any(|reference| words::compact(&reference.text) == words::compact(text));
    if own {
        return false;
    }
    let marked = page.attributes(node).any(|(name, value)| {
        let mut logo = false;
        if matches!(name, "class" | "id") {
            words::each_in_class(value, |word| {
                logo |= matches!(word, "logo" | "brand" | "sitename" | "branding");
            });
        }
        logo
    });
    marked || names.is_site(text)
}

fn choose(headings: &[Heading], references: &[Reference]) -> Option<Heading> {
    let best = |mark: Mark, least: f32| {
        let likes = headings
            .iter()
            .filter(move |heading| heading.mark == mark && heading.likeness >= least);
        // The first of the best.
        likes.rev().max_by(|a, b| a.likeness.total_cmp(&b.likeness))
    };
    let lone = || {
        let mut firsts = headings.iter().filter(|heading| heading.mark == Mark::First);
        let first = firsts.next()?;
        (firsts.next().is_none() || references.is_empty()).then_some(first)
    };
    let only_second = || {
        let seconds: Vec<&Heading> =
            headings.iter().filter(|heading| heading.mark == Mark::Second).collect();
        let unsaid = references.iter().all(|reference| !reference.text.contains(' '));
        seconds
            .first()
            .copied()
            .filter(|heading| unsaid && seconds.len() == 1 && heading.words.len() >= 4)
    };
    best(Mark::First, 0.4)
        .or_else(|| best(Mark::Headline, 0.6))
        .or_else(|| best(Mark::Second, 0.75))
        .or_else(lone)
        .or_else(only_second)
        .map(|heading| Heading {
            text: heading.text.clone(),
            words: heading.words.clone(),
            ..*heading
        })
}

/// A heading's text without what follows the headline in it: site, date, count of comments.
fn trimmed(heading: &Heading, references: &[Reference], names: &Names) -> String {
    let text = without_site(&heading.text, names);
    let begins = |reference: &&Reference| {
        let len = reference.words.len();
        len >= 3 && len < heading.words.len() && heading.words.starts_with(&reference.words)
    };
    let said = references.iter().any(|reference| reference.words == heading.words);
    if let Some(reference) = references.iter().find(begins).filter(|_| !said) {
        let start = words::first_words(&heading.text, reference.words.len());
        if is_added(&heading.text[start.len()..]) {
            return start.to_owned();
        }
    }
    text.to_owned()
}

/// Whether what follows the headline inside the heading is a date, a source, a number of comments.
fn is_added(rest: &str) -> bool {
    let rest = rest.trim();
    let first = rest.split_whitespace().next().unwrap_or_default();
    rest.starts_with(['(', '['])
        || rest.bytes().all(|byte| byte.is_ascii_digit())
        || matches!(first, "Posted" | "Published" | "By" | "by" | "Updated")
        || rest.len() <= 60 && date::find(rest, Order::Unknown, "").is_some()
}

/// A title without the site's name at its end or start.
pub(super) fn without_site<'t>(text: &'t str, names: &Names) -> &'t str {
    let mut text = text.trim();
    for _ in 0..3 {
        let Some(shorter) = without_part(text, names) else { break };
        text = shorter;
    }
    text
}

fn without_part<'t>(text: &'t str, names: &Names) -> Option<&'t str> {
    for separator in SEPARATORS {
        if let Some((head, tail)) = text.rsplit_once(separator)
            && !head.trim().is_empty()
            && names.is_site(tail)
        {
            return Some(head.trim());
        }
        if let Some((head, tail)) = text.split_once(separator)
            && !tail.trim().is_empty()
            && (names.is_named(head) || separator != ": " && names.is_site(head))
        {
            return Some(tail.trim());
        }
    }
    // What stands after a bar at the end is the site or a section even if its name is not known.
    let (head, tail) = text.rsplit_once(" | ")?;
    (words::of(tail).len() <= 6 && words::of(head).len() >= 2).then_some(head.trim())
}

/// A `<title>` cut at every separator.
pub(super) fn parts(tag: &str) -> Vec<&str> {
    let mut parts = vec![tag];
    for separator in SEPARATORS {
        parts = parts.into_iter().flat_map(|part| part.split(separator)).collect();
    }
    parts.into_iter().map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// On a page whose headline is no heading: the line that repeats what the head says, else, where
/// the head names only the site or a section, the line before the byline.
fn in_lines(survey: &Survey<'_>, references: &[Reference], names: &Names) -> Option<Title> {
    let lines = lines::near_lines(survey, None);
    let same = |line: &&Line| {
        let list = words::of(&line.text);
        list.len() >= 2
            && references.iter().any(|reference| reference.words == list)
            && !names.is_named(&line.text)
    };
    let byline = || {
        let at = lines.iter().position(|line| super::author::is_by_line(&line.text))?;
        let line = lines[..at].last()?;
        (3..=30).contains(&words::of(&line.text).len()).then_some(line)
    };
    let line = lines.iter().find(same).or_else(byline)?;
    let node = survey.page.parent(line.node).filter(|&node| survey.page.text_of(node) == line.text);
    let node =
        node.or((line.whole && survey.page.text_of(line.block) == line.text).then_some(line.block));
    Some(Title { text: Some(line.text.clone()), node })
}
