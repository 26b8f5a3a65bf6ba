//! The day of publication.
//!
//! Machine-readable dates are compared with those that a reader sees: a visible date labelled as
//! that of publication is believed, and one that the page does not itself call the date of a
//! change. A day of difference is one of time zones and changes nothing.

use onrecord_model::{Precision, When};

use super::super::page::NodeId;
use super::json_ld::Linked;
use super::lines::{self, Line};
use super::seen::{Visible, is_of_change};
use super::survey::{self, Mark, Survey};
use crate::date::{self, Order};

/// Names of meta elements that hold the date of publication, surest first.
const META: [&str; 25] = [
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "og:pubdate",
    "rnews:datepublished",
    "article.published",
    "article:post_date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "citation_publication_date",
    "citation_online_date",
    "citation_date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date.published",
    "dc.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.created",
    "article_date_original",
    "originalpublicationdate",
    "published",
];
/// Names of those that may hold any date of the page.
const META_LAST: [&str; 5] = ["date", "dc.date", "dcterms.date", "dcterms.available", "created"];
/// Names of meta elements that hold the date of the last change.
pub(super) const META_MODIFIED: [&str; 5] = [
    "article:modified_time",
    "og:updated_time",
    "article:modified",
    "last-modified",
    "dcterms.modified",
];

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

/// The date of publication.
pub(super) fn find(context: &Context<'_>, url: Option<&str>) -> Option<When> {
    let sure = from_meta(context.survey, &META)
        .or_else(|| from_like_meta(context.survey))
        .or_else(|| machine(context.linked.published.as_deref()?, "json-ld datePublished"))
        .or_else(|| from_property(context))
        .or_else(|| from_pubdate(context));
    let path = url.and_then(date::in_url);
    let seen = context.visible();
    let Some(sure) = sure else { return unsure(context, seen, path) };
    match seen {
        Some(seen) if context.prefers(&seen, &sure) => Some(seen.when),
        _ => Some(
            path.filter(|path| path.precision() == Precision::Day && beside(path, &sure))
                .unwrap_or(sure),
        ),
    }
}

/// The date of a page whose head gives none: what is labelled, the day in the address, what looks
/// like a date line.
fn unsure(context: &Context<'_>, seen: Option<Visible>, path: Option<When>) -> Option<When> {
    let day = path.as_ref().filter(|path| path.precision() == Precision::Day);
    let agrees = |when: &When| day.is_none_or(|day| day.near(when));
    let seen = seen.filter(|seen| seen.labelled || agrees(&seen.when)).map(|seen| seen.when);
    let found = seen.or_else(|| from_labelled(context)).or_else(|| {
        let others = || from_marked(context).or_else(|| context.in_dateline());
        others().or_else(|| from_meta(context.survey, &META_LAST)).filter(agrees)
    });
    let found = found.filter(|when| path.as_ref().is_none_or(|path| !finer(path, when))).or(path);
    // A page that only shows when it was last changed was published so on that day.
    found.or_else(|| context.in_change())
}

/// Whether one date lies inside the other and is more precise.
fn finer(path: &When, when: &When) -> bool {
    path.precision() > when.precision() && path.value().starts_with(&when.value())
}

/// Whether two dates are a day apart.
pub(super) fn beside(a: &When, b: &When) -> bool {
    a.first_day() != b.first_day() && a.near(b)
}

/// The date in an attribute or a string of JSON, if one can be that of an article.
pub(super) fn machine(value: &str, basis: &str) -> Option<When> {
    date::parse_machine(value, basis).filter(date::plausible)
}

fn from_meta(survey: &Survey<'_>, names: &[&str]) -> Option<When> {
    names.iter().find_map(|name| {
        survey.metas(name).find_map(|value| machine(value, &format!("meta {name}")))
    })
}

/// Meta elements of other names that speak of publication and of a date or time.
fn from_like_meta(survey: &Survey<'_>) -> Option<When> {
    let likely = survey.all_metas().filter(|(name, value)| {
        let has = |parts: &[&str]| parts.iter().any(|part| name.contains(part));
        let of_publication = has(&["publish", "publication", "pub_date", "pubdate", "pub-date"])
            && has(&["date", "time", "_at"]);
        of_publication
            && !has(&["modif", "update", "expir", "unpublish", "last", "embargo"])
            && value.len() <= 60
    });
    let dates = likely.take(20).filter_map(|(name, value)| machine(value, &format!("meta {name}")));
    dates.min_by_key(When::first_day)
}

fn from_property(context: &Context<'_>) -> Option<When> {
    let survey = context.survey;
    survey.marked(Mark::Published).filter(|&id| !survey.is_aside(id)).find_map(|id| {
        let value = ["content", "datetime", "title"]
            .iter()
            .find_map(|name| survey.page.attribute(id, name));
        let basis = "itemprop datePublished";
        match value.and_then(|value| machine(value, basis)) {
            Some(when) => Some(when),
            None => date::publication(&survey.short_text(id, 80)?, context.order, basis)
                .map(|found| found.when),
        }
    })
}

/// Time elements marked as publication.
fn from_pubdate(context: &Context<'_>) -> Option<When> {
    let survey = context.survey;
    let marked = |&id: &NodeId| {
        survey.page.attribute(id, "pubdate").is_some()
            || has_class(survey, id, &["published", "published-date", "entry-date"])
                && !has_class(survey, id, &["updated", "modified"])
    };
    survey.marked(Mark::Time).filter(marked).filter(|&id| !survey.is_aside(id)).find_map(|id| {
        let text = survey.short_text(id, 80).unwrap_or_default();
        (!is_of_change(&text)).then(|| context.value(id))?
    })
}

fn has_class(survey: &Survey<'_>, id: NodeId, wanted: &[&str]) -> bool {
    let class = survey.page.attribute(id, "class").unwrap_or_default();
    class
        .split_ascii_whitespace()
        .any(|class| wanted.iter().any(|wanted| class.eq_ignore_ascii_case(wanted)))
}

/// Time elements anywhere that stand after a word for publication.
fn from_labelled(context: &Context<'_>) -> Option<When> {
    let survey = context.survey;
    let labelled = |&id: &NodeId| {
        let before = lines::text_before(survey, id);
        before.split_whitespace().count() <= 6 && date::is_published_label(&before)
    };
    let times = survey
        .marked(Mark::Time)
        .take(40)
        .filter(|&id| !survey.is_among_others(id) && !context.is_called_change(id, 2));
    times.filter(labelled).find_map(|id| context.value(id))
}

/// Elements whose class speaks of a date and whose text, or its first piece, is one.
fn from_marked(context: &Context<'_>) -> Option<When> {
    let survey = context.survey;
    survey
        .marked(Mark::Dated)
        .filter(|&id| !survey.is_aside(id) && !context.is_called_change(id, 2))
        .find_map(|id| {
            let text = survey.short_text(id, 300)?;
            let read = |text: &str| date::publication(text, context.order, survey::TEXT_LINE);
            let found = read(&text).or_else(|| read(&survey.first_text(id)?))?;
            let before = lines::text_before(survey, id);
            (!is_of_change(&before) && date::plausible(&found.when)).then_some(found.when)
        })
}
