//! The day of publication.
//!
//! Machine-readable dates are compared with those that a reader sees: a visible date labelled as
//! that of publication is believed, and one that the page does not itself call the date of a
//! change. A day of difference is one of time zones and changes nothing.

use onrecord_model::{Precision, When};

use super::super::page::{NodeId, is_block};
use super::json_ld::Linked;
use super::survey::{self, Line, Mark, Survey};
use super::words;
use crate::date::{self, Order};

/// Names of meta elements that hold the date of publication, surest first.
const META: [&str; 25] = [
    "article:published_time", "article:published", "og:article:published_time", "og:published_time", "og:pubdate",
    "rnews:datepublished", "article.published", "article:post_date", "parsely-pub-date", "sailthru.date",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "citation_publication_date", "citation_online_date",
    "citation_date", "dc.date.issued", "dcterms.issued", "dc.date.published", "dc.issued", "dcterms.created",
    "dc.date.created", "dc.created", "article_date_original", "originalpublicationdate", "published",
];
/// Names of those that may hold any date of the page.
const META_LAST: [&str; 5] = ["date", "dc.date", "dcterms.date", "dcterms.available", "created"];
/// Names of meta elements that hold the date of the last change.
const META_MODIFIED: [&str; 5] =
    ["article:modified_time", "og:updated_time", "article:modified", "last-modified", "dcterms.modified"];
/// Nodes from the title within which a time element is taken for the article's.
const NEAR: usize = 200;

/// What the date is read from.
pub(super) struct Context<'a> {
    /// The page.
    pub(super) survey: &'a Survey<'a>,
    /// Its JSON-LD.
    pub(super) linked: &'a Linked,
    /// Lines near the title.
    pub(super) near: &'a [Line],
    /// The title.
    pub(super) title: Option<NodeId>,
    /// Which number is the day.
    pub(super) order: Order,
}

/// A date that a reader sees.
struct Visible {
    when: When,
    distance: usize,
    labelled: bool,
}

/// The date of publication.
pub(super) fn find(context: &Context<'_>, url: Option<&str>) -> Option<When> {
    let sure = from_meta(context.survey, &META)
        .or_else(|| from_like_meta(context.survey))
        .or_else(|| machine(context.linked.published.as_deref()?, "json-ld datePublished"))
        .or_else(|| from_property(context))
        .or_else(|| from_pubdate(context));
    let path = url.and_then(date::in_url);
    let seen = context.visible();
    let Some(sure) = sure else {
        let seen = seen.map(|seen| seen.when).or_else(|| from_labelled(context)).or_else(|| from_marked(context));
        let last = seen.or_else(|| from_meta(context.survey, &META_LAST));
        return last.filter(|when| path.as_ref().is_none_or(|path| !finer(path, when))).or(path);
    };
    match seen {
        Some(seen) if context.prefers(&seen, &sure) => Some(seen.when),
        _ => Some(path.filter(|path| path.precision() == Precision::Day && beside(path, &sure)).unwrap_or(sure)),
    }
}

/// Whether one date lies inside the other and is more precise.
fn finer(path: &When, when: &When) -> bool {
    path.precision() > when.precision() && path.value().starts_with(&when.value())
}

/// Whether two dates are a day apart.
fn beside(a: &When, b: &When) -> bool {
    a.first_day() != b.first_day() && a.near(b)
}

fn machine(value: &str, basis: &str) -> Option<When> {
    date::parse_machine(value, basis).filter(date::plausible)
}

fn from_meta(survey: &Survey<'_>, names: &[&str]) -> Option<When> {
    names.iter().find_map(|name| survey.metas(name).find_map(|value| machine(value, &format!("meta {name}"))))
}

/// Meta elements of other names that speak of publication and of a date or time.
fn from_like_meta(survey: &Survey<'_>) -> Option<When> {
    let likely = survey.all_metas().filter(|(name, value)| {
        let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
        let of_publication = has(&["publish", "publication", "pub_date", "pubdate", "pub-date"]) && has(&["date", "time", "_at"]);
        of_publication && !has(&["modif", "update", "expir", "unpublish", "last", "embargo"]) && value.len() <= 60
    });
    let dates = likely.take(20).filter_map(|(name, value)| machine(value, &format!("meta {name}")));
    dates.min_by_key(When::first_day)
}

fn from_property(context: &Context<'_>) -> Option<When> {
    let survey = context.survey;
    survey.marked(Mark::Published).filter(|&id| !survey.is_aside(id, context.title)).find_map(|id| {
        let value = ["content", "datetime", "title"].iter().find_map(|name| survey.page.attribute(id, name));
        let basis = "itemprop datePublished";
        match value.and_then(|value| machine(value, basis)) {
            Some(when) => Some(when),
            None => date::publication(&survey.short_text(id, 80)?, context.order, basis).map(|found| found.when),
        }
    })
}

/// Time elements marked as publication.
fn from_pubdate(context: &Context<'_>) -> Option<When> {
    let survey = context.survey;
    let marked = |&id: &NodeId| {
        survey.page.attribute(id, "pubdate").is_some()
            || has_class(survey, id, &["published", "published-date", "entry-date"]) && !has_class(survey, id, &["updated", "modified"])
    };
    survey.marked(Mark::Time).filter(marked).filter(|&id| !survey.is_aside(id, context.title)).find_map(|id| {
        let text = survey.short_text(id, 80).unwrap_or_default();
        (!is_of_change(&text)).then(|| context.value(id))?
    })
}

fn has_class(survey: &Survey<'_>, id: NodeId, wanted: &[&str]) -> bool {
    let class = survey.page.attribute(id, "class").unwrap_or_default();
    class.split_ascii_whitespace().any(|class| wanted.iter().any(|wanted| class.eq_ignore_ascii_case(wanted)))
}

/// Whether words before or around a date speak of a change and not of publication.
fn is_of_change(label: &str) -> bool {
    date::is_modified_label(label) && !date::is_published_label(label)
}

impl Context<'_> {
    /// The date of a time element: its attribute, else its text.
    fn value(&self, id: NodeId) -> Option<When> {
        let page = self.survey.page;
        let value = page.attribute(id, "datetime").or_else(|| page.attribute(id, "title"));
        match value.and_then(|value| machine(value, "time element")) {
            Some(when) => Some(when),
            None => date::publication(&self.survey.short_text(id, 80)?, self.order, "time element").map(|found| found.when),
        }
    }

    /// The date near the title that a reader takes for that of publication.
    fn visible(&self) -> Option<Visible> {
        let line = self.in_lines();
        if line.as_ref().is_some_and(|line| line.labelled) {
            return line;
        }
        match (self.in_times(), line) {
            (Some(time), Some(line)) if line.distance + 6 < time.distance => Some(line),
            (time, line) => time.or(line),
        }
    }

    /// Whether a visible date is believed against a machine-readable one.
    fn prefers(&self, seen: &Visible, sure: &When) -> bool {
        if seen.when.precision() < Precision::Day || seen.when.first_day() == sure.first_day() {
            return false;
        }
        let changed = self.changed();
        let of_change = changed.iter().any(|changed| changed.near(&seen.when));
        let beside = beside(&seen.when, sure);
        !beside && (seen.labelled || !of_change && (seen.when.first_day() < sure.first_day() || !changed.is_empty()))
    }

    /// Dates that the page calls those of a change.
    fn changed(&self) -> Vec<When> {
        let survey = self.survey;
        let metas = META_MODIFIED.iter().flat_map(|name| survey.metas(name));
        let linked = self.linked.modified.as_deref();
        let marked = survey.marked(Mark::Modified).filter_map(|id| {
            survey.page.attribute(id, "content").or_else(|| survey.page.attribute(id, "datetime"))
        });
        metas.chain(linked).chain(marked).take(20).filter_map(|value| machine(value, "")).collect()
    }

    fn in_times(&self) -> Option<Visible> {
        let survey = self.survey;
        let title = survey.rank(self.title?);
        let distance = |id: NodeId| {
            let rank = survey.rank(id);
            if rank < title { 2 * (title - rank) } else { rank - title }
        };
        let times = survey.marked(Mark::Time).filter(|&id| distance(id) <= NEAR && !survey.is_aside(id, self.title));
        let mut times: Vec<NodeId> = times.filter(|&id| self.stands_alone(id)).collect();
        times.sort_by_key(|&id| distance(id));
        times.into_iter().find_map(|id| Some(Visible { when: self.value(id)?, distance: distance(id), labelled: false }))
    }

    /// Whether the line around a time element is a note rather than a sentence, and not of a change.
    fn stands_alone(&self, id: NodeId) -> bool {
        let survey = self.survey;
        let page = survey.page;
        let named_change = std::iter::once(id).chain(page.ancestors(id).take(2)).any(|up| {
            page.attributes(up).any(|(name, value)| {
                let mut change = false;
                if matches!(name, "class" | "itemprop" | "id") {
                    words::each_in_class(value, |word| change |= matches!(word, "updated" | "modified" | "changed" | "update"));
                }
                change
            })
        });
        let Some(block) = page.ancestors(id).find(|&up| is_block(page.name(up))) else { return false };
        let Some(text) = survey.short_text(block, 300) else { return false };
        let own = survey.short_text(id, 200).unwrap_or_default();
        let (before, after) = text.split_once(own.as_str()).unwrap_or((&text, ""));
        let label = before.rsplit(['|', '·', '•', '—']).next().unwrap_or(before);
        let label = if label.trim().is_empty() { self.label_above(block) } else { label };
        !named_change && !is_of_change(label) && !is_of_change(&own) && plain_words(before) + plain_words(after) <= 2
    }

    /// The line before a block if it is a label: “Updated on”.
    fn label_above(&self, block: NodeId) -> &str {
        let at = self.near.iter().find(|line| line.block == block).map(|line| line.first);
        let above = at.and_then(|at| self.near.iter().filter(|line| (at.saturating_sub(10)..at).contains(&line.first)).max_by_key(|line| line.first));
        above.map_or("", |line| if is_lone_label(&line.text) { &line.text } else { "" })
    }

    fn in_lines(&self) -> Option<Visible> {
        let lines = self.near.iter().filter(|line| line.text.len() <= 250 && !self.survey.is_aside(line.block, self.title));
        let mut first: Option<Visible> = None;
        for line in lines {
            let Some((when, labelled)) = self.in_line(line) else { continue };
            if labelled {
                return Some(Visible { when, distance: line.distance, labelled });
            }
            first = first.or(Some(Visible { when, distance: line.distance, labelled }));
        }
        first
    }

    /// The date in a line, and whether a label calls it that of publication.
    fn in_line(&self, line: &Line) -> Option<(When, bool)> {
        let basis = survey::TEXT_LINE;
        let above = self.label_above(line.block);
        let judge = |before: &str, when: When| {
            let before = if before.trim().is_empty() { above } else { before };
            (!is_of_change(before) && date::plausible(&when)).then(|| (when, date::is_published_label(before)))
        };
        if let Some(found) = date::publication(&line.text, self.order, basis) {
            return judge(&line.text[..found.range.start], found.when);
        }
        if line.pieces.len() < 2 {
            return None;
        }
        let mut before = String::new();
        for piece in &line.pieces {
            if let Some(found) = date::publication(piece, self.order, basis) {
                before.push_str(&piece[..found.range.start]);
                return judge(&before, found.when);
            }
            before.push_str(piece);
            before.push(' ');
        }
        None
    }
}

/// Whether a line is a label of a date and nothing else: “Last updated:”.
fn is_lone_label(line: &str) -> bool {
    let list = words::of(line);
    let last = list.iter().rev().find(|word| !is_label(word) || matches!(word.as_str(), "updated" | "modified" | "published" | "posted" | "reviewed" | "edited"));
    list.len() <= 4 && last.is_none_or(|word| matches!(word.as_str(), "updated" | "modified" | "reviewed" | "edited" | "revised" | "changed" | "update" | "published" | "posted" | "publish" | "publication"))
}

/// Words in lower case that no date line has.
fn plain_words(text: &str) -> usize {
    text.split_whitespace().filter(|word| word.chars().next().is_some_and(char::is_lowercase) && !is_label(word)).count()
}

fn is_label(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(
        word,
        "by" | "on" | "at" | "in" | "posted" | "published" | "updated" | "last" | "and" | "min" | "mins" | "minute"
            | "minutes" | "read" | "modified" | "first" | "of" | "written" | "the" | "date" | "comments" | "ago"
            | "hours" | "am" | "pm" | "reviewed" | "edited"
    )
}

/// Time elements anywhere that stand after a word for publication.
fn from_labelled(context: &Context<'_>) -> Option<When> {
    let survey = context.survey;
    let labelled = |&id: &NodeId| {
        let before = survey::text_before(survey, id);
        before.split_whitespace().count() <= 6 && date::is_published_label(&before)
    };
    let times = survey.marked(Mark::Time).take(40).filter(|&id| !survey.is_among_others(id));
    times.filter(labelled).find_map(|id| context.value(id))
}

/// Elements whose class speaks of a date and whose text, or its first piece, is one.
fn from_marked(context: &Context<'_>) -> Option<When> {
    let survey = context.survey;
    survey.marked(Mark::Dated).filter(|&id| !survey.is_aside(id, context.title)).find_map(|id| {
        let text = survey.short_text(id, 300)?;
        let read = |text: &str| date::publication(text, context.order, survey::TEXT_LINE);
        let found = read(&text).or_else(|| read(&survey.first_text(id)?))?;
        let before = survey::text_before(survey, id);
        (!is_of_change(&before) && date::plausible(&found.when)).then_some(found.when)
    })
}
