//! Who wrote an article, when, and where it first appeared, from the lines that tell it.

use onrecord_model::{Origin, When};

use super::body::{Body, is_signed};
use super::furniture::Does;
use super::head::{Head, Page};
use super::shape;
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
pub(super) fn read(page: Page<'_>, head: &Head, body: &Body, end: usize, masthead: Option<&When>) -> About {
    let first = body.kept.iter().copied().find(|&index| page.marks[index].is_prose());
    let above = |index: &usize| first.is_none_or(|first| *index < first + 2);
    let mut lines = body.told.clone();
    lines.extend(before(page, head));
    let bylines: Vec<&Byline> = lines.iter().filter_map(|&index| {
        let signed = is_signed(page, index);
        page.marks[index].byline.as_ref().filter(|_| signed != above(&index))
    }).collect();
    let best = bylines.iter().filter(|byline| !byline.names.is_empty()).map(|byline| byline.form).max();
    let mut names: Vec<String> = Vec::new();
    for byline in bylines.iter().filter(|byline| Some(byline.form) == best) {
        for name in &byline.names {
            if !names.contains(name) && (names.is_empty() || byline.form == Form::By) {
                names.push(name.clone());
            } else if names.len() < byline.names.len() && byline.names.contains(&names[0]) && !names.contains(name) {
                names.push(name.clone());
            }
        }
    }
    let note = lines.iter().find_map(|&index| page.marks[index].origin.as_ref());
    let cited = cited(page, &lines);
    let date = |change: bool, signed: bool| {
        lines.iter().find_map(|&index| {
            let dated = page.marks[index].date.as_ref()?;
            (dated.is_change == change && (above(&index) || signed == is_signed(page, index))).then(|| dated.when.clone())
        })
    };
    let published = date(false, false)
        .or_else(|| signed_date(page, &lines))
        .or_else(|| note.and_then(|note| note.published.clone()))
        .or_else(|| date(true, false))
        .or_else(|| first.and_then(|first| dateline(page, first)))
        .or_else(|| masthead.cloned())
        .or_else(|| copyright_year(page, body.end, end));
    About {
        bylines: names,
        published,
        origin: note.map(|note| note.origin.clone()).or_else(|| cited.map(|name| Origin { name, url: None })),
        outlet: bylines.iter().find_map(|byline| byline.outlet.clone()).filter(|_| true),
    }
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
        (name.starts_with("The ") && mark.words <= 12 && shape::words(name) >= 2).then(|| name.to_owned())
    })
}

fn signed_date(page: Page<'_>, lines: &[usize]) -> Option<When> {
    lines.iter().filter(|&&index| is_signed(page, index)).find_map(|&index| Some(page.marks[index].date.as_ref()?.when.clone()))
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

/// The year of the copyright line under a text.
fn copyright_year(page: Page<'_>, start: usize, end: usize) -> Option<When> {
    let lines = start..end.min(start + 12);
    lines.filter(|&index| page.marks[index].deeds.has(Does::Close)).find_map(|index| {
        let line = page.line(index);
        let lower = line.to_lowercase();
        if !line.contains('©') && !lower.contains("copyright") && !lower.starts_with("(c)") {
            return None;
        }
        let year = line.split(|c: char| !c.is_ascii_digit()).filter(|word| word.len() == 4).find_map(|word| {
            word.parse().ok().filter(|year: &i16| (1990..2100).contains(year))
        })?;
        When::date(year, None, None, "year of the copyright line")
    })
}
