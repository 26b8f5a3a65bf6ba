//! Who wrote an article, when, and where it first appeared, from the lines that tell it.

use onrecord_model::{Origin, When};

use super::body::{Body, is_signed};
use super::furniture::Does;
use super::head::{Head, Page};
use super::mark;
use super::shape::{self, Shape};
use crate::byline::{Byline, Form};
use crate::date::{self, Order};

/// What the lines around a text tell of it.
#[derive(Clone, Debug, Default)]
pub(super) struct About {
    pub(super) bylines: Vec<String>,
    pub(super) published: Option<When>,
    pub(super) origin: Option<Origin>,
    pub(super) outlet: Option<String>,
}

/// Collects it for one article; `masthead` is the date over the whole page, `end` where the next
/// article begins.
pub(super) fn read(
    page: Page<'_>,
    head: &Head,
    body: &Body,
    end: usize,
    masthead: Option<&When>,
) -> About {
    let first = body.kept.iter().copied().find(|&index| page.marks[index].is_prose());
    let mut lines = body.told.clone();
    lines.extend(before(page, head));
    // Signatures stand under a text, all other bylines above it.
    lines.retain(|&index| {
        let above = first.is_none_or(|first| index < first + 2);
        let byline = page.marks[index].byline.is_some();
        !byline || above != is_signed(page, index)
    });
    let bylines: Vec<&Byline> =
        lines.iter().filter_map(|&index| page.marks[index].byline.as_ref()).collect();
    let note = lines.iter().find_map(|&index| page.marks[index].origin.as_ref());
    // Under the text, or over one that is quoted, it says where the text was taken from; over
    // any other, whose page this is.
    let (above, below): (Vec<usize>, Vec<usize>) =
        lines.iter().partition(|&&index| first.is_none_or(|first| index < first));
    let (taken, own) = if is_quoted(page, head) { (&lines, &below) } else { (&below, &above) };
    let cited_from = || cited(page, taken).map(|name| Origin { name, url: None });
    let published = date(page, &lines, false)
        .or_else(|| note.and_then(|note| note.published.clone()))
        .or_else(|| date(page, &lines, true))
        .or_else(|| first.and_then(|first| dateline(page, first)))
        .or_else(|| head.title.and_then(|title| title_date(page, title)))
        .or_else(|| masthead.cloned())
        .or_else(|| copyright_year(page, body.end, end));
    About {
        bylines: names(&bylines),
        published,
        origin: note.map(|note| note.origin.clone()).or_else(cited_from),
        outlet: bylines
            .iter()
            .find_map(|byline| byline.outlet.clone())
            .or_else(|| cited(page, own).filter(|_| !is_quoted(page, head))),
    }
}

/// Whether a line right above the title says that what follows is quoted from elsewhere.
fn is_quoted(page: Page<'_>, head: &Head) -> bool {
    let start = head.start();
    (start.saturating_sub(2)..start)
        .any(|index| page.marks[index].deeds.any(&[Does::Quote, Does::Next]))
}

/// The names of the surest kind of byline; several lines with “By” add up.
fn names(bylines: &[&Byline]) -> Vec<String> {
    let named = || bylines.iter().filter(|byline| !byline.names.is_empty());
    let Some(best) = named().map(|byline| byline.form).max() else { return Vec::new() };
    let lines =
        named().filter(|byline| byline.form == best).take(if best == Form::By { 8 } else { 1 });
    let mut names: Vec<String> = Vec::new();
    for name in lines.flat_map(|byline| &byline.names) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// The first date of publication, or of a change.
fn date(page: Page<'_>, lines: &[usize], is_change: bool) -> Option<When> {
    let mut dates = lines.iter().filter_map(|&index| page.marks[index].date.as_ref());
    dates.find(|dated| dated.is_change == is_change).map(|dated| dated.when.clone())
}

/// Lines that tell of the text just above its title.
fn before(page: Page<'_>, head: &Head) -> Vec<usize> {
    let Some(title) = head.title else { return Vec::new() };
    let mut lines = Vec::new();
    for index in (title.saturating_sub(3)..title).rev() {
        let mark = &page.marks[index];
        let label = mark.deeds.any(&[Does::Label, Does::Drop]) && !mark.is_evidence();
        if mark.date.is_some() && mark.deeds.is_empty() && mark.words <= 8 {
            lines.push(index);
        } else if !label {
            break;
        }
    }
    lines
}

/// A paper that is named with a date beside or instead of the author: the text is taken from it.
fn cited(page: Page<'_>, lines: &[usize]) -> Option<String> {
    lines.iter().find_map(|&index| {
        let mark = &page.marks[index];
        if let Some(byline) = mark.byline.as_ref().filter(|byline| byline.dated) {
            return byline.outlet.clone();
        }
        // “The Lantern, 9 November 2013”
        mark.date.as_ref()?;
        let (name, _) = page.line(index).split_once(", ")?;
        (name.starts_with("The ") && mark.words <= 12 && shape::words(name) >= 2)
            .then(|| name.to_owned())
    })
}

/// The date of a dateline, where it has a year: `GENEVA, March 3, 2019 (AP) —`.
fn dateline(page: Page<'_>, first: usize) -> Option<When> {
    let line = page.line(first);
    if !shape::has_dateline(line) {
        return None;
    }
    let dash = [" - ", " -- ", "–", "—"].iter().filter_map(|dash| line.find(dash)).min()?;
    date::find(&line[..dash], Order::Unknown, "dateline").map(|found| found.when)
}

/// The date in a title: `Briefing of the Prime Minister, 2 July 2019`.
fn title_date(page: Page<'_>, title: usize) -> Option<When> {
    let line = page.line(title);
    let found = date::find(line, Order::Unknown, "title")
        .filter(|_| mark::is_title_with_date(line, &page.marks[title]))?;
    (found.when.precision() >= onrecord_model::Precision::Day && found.range.end == line.len())
        .then_some(found.when)
}

/// The date over the whole page, if this line gives it.
pub(super) fn masthead(page: Page<'_>, index: usize) -> Option<When> {
    let (line, mark) = (page.line(index), &page.marks[index]);
    if let Some(dated) = &mark.date {
        return (!dated.is_change).then(|| dated.when.clone());
    }
    if mark.words > 12 || mark.shape != Shape::Short || line.contains(':') {
        return None;
    }
    let found = date::find(line, Order::Unknown, "masthead")?;
    (!date::is_modified_label(&line[..found.range.start])).then_some(found.when)
}

/// The year of the copyright line under a text.
fn copyright_year(page: Page<'_>, start: usize, end: usize) -> Option<When> {
    let lines = start..end.min(start + 12);
    lines.filter(|&index| page.marks[index].deeds.has(Does::Close)).find_map(|index| {
        let line = page.line(index);
        let lower = line.to_lowercase();
        if !line.contains('©') && !lower.contains("copyright") && !lower.starts_with("(c)") {
            return None;
        }
        let year = line
            .split(|c: char| !c.is_ascii_digit())
            .filter(|word| word.len() == 4)
            .find_map(|word| word.parse().ok().filter(|year: &i16| (1990..2100).contains(year)))?;
        When::date(year, None, None, "year of the copyright line")
    })
}
