//! Readers' comments: where they begin, and which lines make up each.

use std::ops::Range;

use super::furniture::{self, Does};
use super::head::{Head, Page};
use super::mark::Mark;
use super::shape::Shape;

/// Units after an opening line in which a comment must show itself.
const SOON: usize = 16;
/// Openings without comments after which a page is taken to have none: each costs a walk.
const FAILURES: usize = 64;

/// One comment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Comment {
    /// Who wrote it.
    pub(super) name: Option<String>,
    /// The units of its text.
    pub(super) units: Vec<usize>,
}

/// A stretch of the page with comments.
#[derive(Clone, Debug)]
pub(super) struct Region {
    /// Its units, what is no comment included.
    pub(super) units: Range<usize>,
    /// The comments.
    pub(super) comments: Vec<Comment>,
}

/// The stretches of comments. They end where an article with a byline begins.
pub(super) fn regions(page: Page<'_>, heads: &[Head]) -> Vec<Region> {
    let mut regions: Vec<Region> = Vec::new();
    let (mut at, mut seen_prose, mut failed) = (0, false, 0);
    let mut heads = heads.iter().peekable();
    while at < page.marks.len() && failed < FAILURES {
        seen_prose |= page.marks[at].is_prose();
        while heads.next_if(|head| head.body <= at).is_some() {}
        let inside_head = heads.peek().is_some_and(|head| head.start() <= at);
        if !seen_prose || inside_head || !opens(page, at) {
            at += 1;
            continue;
        }
        let next =
            heads.clone().find(|head| head.start() > at && head.is_strong() && head.named >= 2.0);
        let units = at..next.map_or(page.marks.len(), Head::start);
        let comments = read(page, units.clone());
        if comments.is_empty() {
            failed += 1;
            at += 1;
            continue;
        }
        at = units.end;
        seen_prose = false;
        regions.push(Region { units, comments });
    }
    regions
}

/// Whether comments begin at a unit.
fn opens(page: Page<'_>, at: usize) -> bool {
    let mark = &page.marks[at];
    if mark.deeds.has(Does::Comments) {
        return true;
    }
    if mark.deeds.has(Does::Number) {
        return page.marks[at + 1..].iter().take(SOON).any(has_time);
    }
    if !mark.deeds.has(Does::Head) || mark.is_byline() {
        return false;
    }
    let titled = at > 0 && page.marks[at - 1].is_title && page.marks[at - 1].words >= 4;
    let dated =
        mark.shape == Shape::Short && page.line(at).bytes().any(|byte| byte.is_ascii_digit());
    let stamped = page.marks.get(at + 1).is_some_and(has_time);
    !titled && (dated || stamped)
}

/// Whether a unit tells when a comment was written.
fn has_time(mark: &Mark) -> bool {
    mark.deeds.has(Does::Stamp) || mark.date.is_some()
}

/// The comments of a stretch; none if it holds nothing of the kind.
fn read(page: Page<'_>, units: Range<usize>) -> Vec<Comment> {
    let soon = units.start..units.end.min(units.start + SOON);
    let structured = page.marks[soon.clone()]
        .iter()
        .any(|mark| mark.deeds.any(&[Does::Head, Does::Number, Does::Stamp]))
        || soon
            .clone()
            .any(|index| index > units.start && is_stamp(page, index) && is_name(page, index - 1));
    let mut reader =
        Reader { page, comments: Vec::new(), current: None, after_foot: false, closed: false };
    if structured {
        reader.structured(units);
    } else if opens_bare(page, soon) {
        reader.bare(units);
    }
    let mut comments = reader.comments;
    comments.retain(|comment| !comment.units.is_empty());
    comments
}

/// Whether names and texts follow each other, without dates.
fn opens_bare(page: Page<'_>, soon: Range<usize>) -> bool {
    let plain: Vec<usize> = soon.filter(|&index| !is_noise(page, index)).take(6).collect();
    plain.windows(2).any(|pair| is_name(page, pair[0]) && !is_name(page, pair[1]))
}

/// Whether a unit belongs to the machinery of comments.
fn is_noise(page: Page<'_>, index: usize) -> bool {
    let mark = &page.marks[index];
    mark.deeds.any(&[
        Does::Comments,
        Does::Foot,
        Does::Meta,
        Does::Form,
        Does::Drop,
        Does::List,
        Does::Close,
        Does::Stamp,
    ]) || matches!(mark.shape, Shape::Number | Shape::Rule)
        || is_stamp(page, index)
}

/// A date with a time of day, and little else.
fn is_stamp(page: Page<'_>, index: usize) -> bool {
    let mark = &page.marks[index];
    mark.deeds.has(Does::Stamp)
        || (mark.date.is_some() && mark.words <= 9 && page.line(index).contains(':'))
}

/// Whether a line may be the name of somebody who comments.
fn is_name(page: Page<'_>, index: usize) -> bool {
    let (line, mark) = (page.line(index), &page.marks[index]);
    if !matches!(mark.shape, Shape::Short | Shape::Sentence)
        || mark.words > 4
        || line.len() > 60
        || is_noise(page, index)
    {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    let headed = |word: &&str| {
        word.starts_with(|c: char| !c.is_lowercase()) && !word.ends_with([',', '!', '?', ';', ':'])
    };
    let short_end = words
        .last()
        .is_some_and(|word| !word.ends_with('.') || word.chars().count() <= 5 && words.len() >= 2);
    short_end
        && !line.ends_with(['…', ')'])
        && (words.iter().all(headed) || words.len() == 1 && !line.ends_with(['.', '!', '?']))
}

/// Collects comments from the units of a stretch.
struct Reader<'p> {
    page: Page<'p>,
    comments: Vec<Comment>,
    /// Index of the comment that is being read.
    current: Option<usize>,
    after_foot: bool,
    closed: bool,
}

impl Reader<'_> {
    fn begin(&mut self, name: Option<String>) {
        self.current = Some(self.comments.len());
        self.comments.push(Comment { name, units: Vec::new() });
        self.after_foot = false;
        self.closed = false;
    }

    fn add(&mut self, index: usize) {
        if let Some(current) = self.current.filter(|_| !self.closed) {
            self.comments[current].units.push(index);
        }
    }

    /// Comments whose first line, or second, is known by its form.
    fn structured(&mut self, units: Range<usize>) {
        let mut index = units.start;
        while index < units.end {
            let mark = &self.page.marks[index];
            if mark.deeds.has(Does::Number) {
                index = self.numbered(index, units.end);
            } else if mark.deeds.has(Does::Head) && mark.shape != Shape::Prose {
                self.begin(furniture::commenter(self.page.line(index)).map(str::to_owned));
            } else if is_stamp(self.page, index) {
                self.stamped(index, units.start);
            } else if mark.deeds.any(&[Does::Form, Does::End]) {
                self.closed = true;
            } else if mark.deeds.has(Does::Foot) {
                self.after_foot = true;
            } else if self.after_foot && is_name(self.page, index) {
                self.begin(Some(self.page.line(index).to_owned()));
            } else if !is_noise(self.page, index) {
                self.add(index);
            }
            index += 1;
        }
    }

    /// A time under a name: the name was taken for the last line of the comment before.
    fn stamped(&mut self, index: usize, start: usize) {
        let fresh = self.current.is_some_and(|current| self.comments[current].units.is_empty());
        if fresh || index == start {
            return;
        }
        let named = is_name(self.page, index - 1)
            || self.page.marks[index - 1].words <= 4
                && self.page.marks[index - 1].shape == Shape::Short;
        if !named || is_noise(self.page, index - 1) {
            return;
        }
        if let Some(current) = self.current {
            self.comments[current].units.retain(|&unit| unit != index - 1);
        }
        self.begin(Some(self.page.line(index - 1).to_owned()));
    }

    /// A post of a forum: number, name, what the forum tells of its author, time. Gives the last
    /// line of that head.
    fn numbered(&mut self, index: usize, end: usize) -> usize {
        let limit = end.min(index + 10);
        let name = (index + 1..limit).find(|&next| self.page.marks[next].shape == Shape::Short);
        let head = (index + 1..limit)
            .find(|&next| has_time(&self.page.marks[next]))
            .or(name)
            .unwrap_or(index);
        self.begin(name.map(|name| self.page.line(name).to_owned()));
        head
    }

    /// Names and texts in turn, with nothing between.
    fn bare(&mut self, units: Range<usize>) {
        let mut expects_text = false;
        for index in units {
            let mark = &self.page.marks[index];
            if mark.deeds.has(Does::Form) && !self.comments.is_empty() {
                return;
            }
            if mark.deeds.has(Does::Foot) && !self.comments.is_empty() {
                self.after_foot = true;
            }
            if is_noise(self.page, index) && !(expects_text && mark.deeds.is_empty()) {
                continue;
            }
            if !expects_text && is_name(self.page, index) {
                self.begin(Some(self.page.line(index).to_owned()));
                expects_text = true;
                continue;
            }
            self.add(index);
            expects_text = false;
        }
    }
}
