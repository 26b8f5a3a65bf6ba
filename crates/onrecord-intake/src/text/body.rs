//! Which paragraphs between one title and the next are the article's text.

use std::ops::Range;

use super::furniture::Does;
use super::head::{self, Head, Page};
use super::mark;
use super::shape::{self, Shape};
use super::unit;
use crate::byline::{self, Form};

/// Words of a paragraph that shows that an article goes on after all.
const LONG: usize = 25;
/// Words that a note on the author may have.
const BLURB: usize = 90;

/// What follows a name in a note on the author.
const VERBS: [&str; 16] = [
    " is ",
    " was ",
    " has ",
    " writes ",
    " lives ",
    " teaches ",
    " covers ",
    " can be ",
    " works ",
    " reports ",
    ", a ",
    ", an ",
    ", the ",
    ", author ",
    " reported ",
    " tweets ",
];

/// The units of an article.
#[derive(Clone, Debug, Default)]
pub(super) struct Body {
    /// Kept, in order; without the title.
    pub(super) kept: Vec<usize>,
    /// Units between title and text, and after the text, that tell of it: bylines, dates, notes.
    pub(super) told: Vec<usize>,
    /// One past the last unit that was looked at as text: what follows is no part of the article.
    pub(super) end: usize,
}

/// Reads an article that may reach from `head` to `end`.
pub(super) fn read(page: Page<'_>, head: &Head, end: usize, rule_ends: bool) -> Body {
    let start = head.title.map_or(head.body, |title| title + 1);
    let mut reader = Reader { page, head, body: Body::default(), start, end, rule_ends };
    reader.lines();
    reader.tail();
    reader.body
}

struct Reader<'p> {
    page: Page<'p>,
    head: &'p Head,
    body: Body,
    start: usize,
    end: usize,
    rule_ends: bool,
}

impl Reader<'_> {
    fn lines(&mut self) {
        let (page, mut index) = (self.page, self.start);
        let long = self.long_after();
        let mut in_text = false;
        while index < self.end {
            let mark = &page.marks[index];
            let head_zone = !in_text && index < self.start + 24;
            if mark.deeds.has(Does::End) && in_text {
                break;
            }
            if self.rule_ends && in_text && mark.shape == Shape::Rule {
                break;
            }
            let rest = long[(index + 1).min(self.end) - self.start];
            if mark.deeds.has(Does::Close) && in_text && rest < 2 {
                break;
            }
            if mark.deeds.has(Does::List) {
                index = self.after_list(index);
                continue;
            }
            if head_zone && self.tells(index) {
                self.body.told.push(index);
            } else if !self.is_dropped(index, head_zone) {
                self.body.kept.push(index);
            }
            in_text |= mark.is_prose() && !self.is_deck(index);
            index += 1;
        }
        self.body.end = index;
        // Notes under the text tell of it too.
        let tail = index..self.end.min(index + 40);
        self.body.told.extend(
            tail.filter(|&index| page.marks[index].is_evidence() || is_signed(page, index)),
        );
    }

    /// How many long paragraphs follow each unit.
    fn long_after(&self) -> Vec<usize> {
        let mut long = vec![0; self.end.saturating_sub(self.start) + 1];
        for index in (self.start..self.end).rev() {
            let mark = &self.page.marks[index];
            let counts = mark.is_prose() && mark.words >= LONG && !mark.deeds.has(Does::Blurb);
            long[index - self.start] = long[index - self.start + 1] + usize::from(counts);
        }
        long
    }

    /// Whether a paragraph stands above the byline.
    fn is_deck(&self, index: usize) -> bool {
        let next = self.page.marks.get(index + 1);
        index < self.head.body + 1
            && self.page.marks[index].words <= 70
            && next.is_some_and(|next| next.is_evidence() && next.shape == Shape::Short)
    }

    /// First unit after a list of links: its lines stand together, or each looks like a title.
    fn after_list(&self, heading: usize) -> usize {
        let (page, mut index) = (self.page, heading + 1);
        let adjacent = index < self.end && page.units[index].blanks == 0;
        while index < self.end {
            let mark = &page.marks[index];
            let apart = page.units[index].blanks > 0;
            if mark.is_prose() && (apart || mark.words >= LONG)
                || mark.deeds.any(&[Does::End, Does::Close, Does::List])
            {
                break;
            }
            if adjacent && apart && !(mark.is_furniture() || mark.shape == Shape::Number) {
                break;
            }
            index += 1;
        }
        index
    }

    /// Whether a unit between title and text tells of the text.
    fn tells(&self, index: usize) -> bool {
        let mark = &self.page.marks[index];
        let bare = mark.byline.as_ref().is_some_and(|byline| byline.form == Form::Bare);
        mark.is_evidence() && mark.shape != Shape::Prose
            || mark.is_byline()
            || mark.origin.is_some()
            || bare && self.is_bare_byline(index)
    }

    /// A name alone is a byline beside a date or a job, or as the last line above the text.
    fn is_bare_byline(&self, index: usize) -> bool {
        let page = self.page;
        let below = page.marks.get(index + 1);
        let titled = self.head.title.is_some_and(|title| page.marks[title].words >= 4);
        head::is_beside_evidence(page, index, self.start, self.end)
            || titled
                && byline::is_name(page.line(index))
                && below.is_some_and(|below| below.is_prose() && below.words >= LONG)
            || titled
                && page.marks[index]
                    .byline
                    .as_ref()
                    .is_some_and(|byline| !byline.names.iter().any(|name| name.contains(' ')))
    }

    /// Whether a unit is not text.
    fn is_dropped(&self, index: usize, head_zone: bool) -> bool {
        let (line, mark) = (self.page.line(index), &self.page.marks[index]);
        let repeated = mark.shape != Shape::Prose && self.is_title_again(index);
        mark.is_furniture()
            || repeated
            || matches!(mark.shape, Shape::Rule | Shape::Number)
            || mark::is_running_head(line, mark)
            || head_zone && mark.deeds.has(Does::Label)
            || head_zone && (byline::is_role(line) || mark.words <= 2 && mark.shape == Shape::Short)
            || head_zone && shape::is_menu(line) && mark.shape == Shape::Short
            || mark.deeds.any(&[Does::Foot, Does::Stamp])
    }

    /// Whether a line is the title once more, alone or with the name of the site.
    fn is_title_again(&self, index: usize) -> bool {
        let Some(title) = self.head.title else { return false };
        let (title, own) = (&self.page.marks[title], &self.page.marks[index]);
        own.normal == title.normal
            || title.words >= 4
                && own.normal.starts_with(&title.normal)
                && own.words <= title.words + 8
            || title.words >= 6 && own.words >= 6 && title.normal.starts_with(&own.normal)
    }

    /// Takes notes on the author, signatures and stray lines off the end.
    fn tail(&mut self) {
        let names = self.names();
        while let Some(&last) = self.body.kept.last() {
            let mark = &self.page.marks[last];
            let signed =
                is_signed(self.page, last) || mark.origin.is_some() && mark.shape != Shape::Prose;
            if signed || mark.origin.is_some() || mark.is_byline() {
                self.body.told.push(last);
            } else if !(self.is_blurb(last, &names) || self.is_stray(last)) {
                break;
            }
            self.body.kept.pop();
        }
        self.body.told.sort_unstable();
        self.body.told.dedup();
    }

    /// Authors that stand above the text.
    fn names(&self) -> Vec<String> {
        let bylines =
            self.body.told.iter().filter_map(|&index| self.page.marks[index].byline.as_ref());
        bylines.flat_map(|byline| byline.names.iter().map(|name| name.to_lowercase())).collect()
    }

    /// Whether a last paragraph tells who the author is.
    fn is_blurb(&self, index: usize, names: &[String]) -> bool {
        let (line, mark) = (self.page.line(index), &self.page.marks[index]);
        if mark.words > BLURB || self.body.kept.len() < 3 {
            return false;
        }
        if mark.deeds.has(Does::Blurb) {
            return true;
        }
        let head: String = line.chars().take(90).flat_map(char::to_lowercase).collect();
        names.iter().filter(|name| name.contains(' ')).any(|name| {
            head.find(name.as_str()).is_some_and(|at| {
                at <= 40 && VERBS.iter().any(|verb| head[at + name.len()..].starts_with(verb))
            })
        })
    }

    /// Whether a last line is neither a sentence nor an item of a list.
    fn is_stray(&self, index: usize) -> bool {
        let (line, mark) = (self.page.line(index), &self.page.marks[index]);
        mark.shape == Shape::Short
            && self.body.kept.len() > 1
            && mark.words < 9
            && !unit::starts_item(line)
            && !line.ends_with(['”', '"', '’', '»', '?', '!', ')', ',', ';'])
            && !self.is_short_paragraph(index)
    }

    /// Verse, lists: a line among others of its kind.
    fn is_short_paragraph(&self, index: usize) -> bool {
        let kept = &self.body.kept;
        let before = kept.iter().rev().skip(1).take(2);
        kept.len() > 3
            && before.clone().count() == 2
            && before
                .clone()
                .all(|&other| self.page.marks[other].shape == Shape::Short && other + 3 > index)
            && self.page.marks[index].words >= 3
    }
}

/// `— Jane Doe, The Lantern, 7 June 2014` under the text.
pub(super) fn is_signed(page: Page<'_>, index: usize) -> bool {
    page.marks[index].byline.as_ref().is_some_and(|byline| byline.form == Form::Signed)
}

/// Whether rules part the articles of a page, rather than sections of one.
pub(super) fn rules_part(page: Page<'_>, heads: &[Head]) -> bool {
    let after_rule = |head: &Head| {
        let start = head.start();
        let before: Range<usize> = start.saturating_sub(3)..start;
        page.marks[before].iter().any(|mark| mark.shape == Shape::Rule)
    };
    heads.iter().filter(|head| head.is_strong() && after_rule(head)).count() >= 2
}
