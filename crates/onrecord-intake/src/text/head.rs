//! Where articles begin: titles, and what bears out that they are titles.

use super::furniture::Does;
use super::mark::{self, Mark};
use super::shape::{self, Shape};
use super::unit::{self, Unit};
use crate::byline::{self, Form};

/// Strength from which on a title begins another article.
const ENOUGH: f32 = 3.0;
/// Quality that a title inside a text must have.
const GOOD: f32 = 2.0;
/// Words of the one paragraph that may stand between a title and its byline.
const DECK: usize = 70;
/// Words of a banner that stands above the first title.
const BANNER: usize = 20;

/// The beginning of an article.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// The title; none where the text simply begins.
    pub(super) title: Option<usize>,
    /// First unit after title, byline and date.
    pub(super) body: usize,
    /// How strongly it is borne out.
    pub(super) strength: f32,
    /// How strongly by bylines, or by a word that says so: what counts among comments.
    pub(super) named: f32,
}

impl Head {
    /// First unit of the article.
    pub(super) fn start(&self) -> usize {
        self.title.unwrap_or(self.body)
    }

    /// Whether it begins another article.
    pub(super) fn is_strong(&self) -> bool {
        self.title.is_some() && self.strength >= ENOUGH
    }
}

/// A run of units without running text, and the running text after it.
struct Cluster {
    start: usize,
    end: usize,
}

/// All units with what is known of them.
#[derive(Clone, Copy)]
pub(super) struct Page<'p> {
    pub(super) text: &'p str,
    pub(super) units: &'p [Unit],
    pub(super) marks: &'p [Mark],
}

impl<'p> Page<'p> {
    pub(super) fn line(&self, index: usize) -> &'p str {
        &self.text[self.units[index].range.clone()]
    }
}

/// The first article's head, and every other that is strong, in order.
pub(super) fn find(page: Page<'_>) -> Vec<Head> {
    let clusters = clusters(page.marks);
    let mut heads: Vec<Head> = Vec::new();
    for (index, cluster) in clusters.iter().enumerate() {
        let next = clusters.get(index + 1);
        let head = head(page, cluster, next);
        if index == 1
            && head.title.is_some()
            && heads.iter().all(|first| is_banner(page, first, cluster))
        {
            heads.clear();
            heads.push(head);
        } else if index == 0 || head.is_strong() {
            heads.push(head);
        }
    }
    heads
}

/// Whether a page only says what it is before the first title.
fn is_banner(page: Page<'_>, first: &Head, next: &Cluster) -> bool {
    let words: usize = page.marks[first.body..next.start].iter().map(|mark| mark.words).sum();
    first.title.is_none() && words <= BANNER
}

/// Runs without running text. The first may be empty; the last, after all text, is not among them.
fn clusters(marks: &[Mark]) -> Vec<Cluster> {
    let mut clusters = Vec::new();
    let mut start = 0;
    for (index, mark) in marks.iter().enumerate() {
        if !mark.is_prose() {
            continue;
        }
        if index > start || index == 0 {
            clusters.push(Cluster { start, end: index });
        }
        start = index + 1;
    }
    if clusters.is_empty() {
        clusters.push(Cluster { start: 0, end: marks.len() });
    }
    clusters
}

fn head(page: Page<'_>, cluster: &Cluster, next: Option<&Cluster>) -> Head {
    let first = cluster.start == 0;
    // A title may look like a byline: “Mass Protest in Sund”.
    let title = title(page, cluster, true).or_else(|| title(page, cluster, false));
    let Some((title, quality)) =
        title.filter(|(_, quality)| *quality >= if first { 0.5 } else { GOOD })
    else {
        return Head { title: None, body: cluster.end, strength: 0.0, named: 0.0 };
    };
    let mut evidence = told(page, title + 1, cluster.end);
    let mut body = cluster.end;
    // A deck of one paragraph may stand between the title and the byline.
    if let Some(next) = next
        && evidence.total() < 2.0
        && next.start == cluster.end + 1
        && page.marks[cluster.end].words <= DECK
    {
        let end = next.end.min(next.start + 6);
        let later = told(page, next.start, end);
        if later.total() >= 2.0 && page.marks[next.start].is_evidence() {
            evidence = later;
            body = cluster.end;
        }
    }
    let dateline = page.marks.get(cluster.end).is_some_and(|mark| mark.shape == Shape::Prose)
        && shape::has_dateline(page.line(cluster.end));
    let ended = ended(page, cluster.start, title);
    let repeated = if repeats(page, cluster, title) { 1.5 } else { 0.0 };
    let sure = if quality >= 4.0 { 0.5 } else { 0.0 };
    let named = evidence.byline + ended.next;
    let strength =
        evidence.total() + ended.total() + repeated + sure + if dateline { 2.0 } else { 0.0 };
    Head { title: Some(title), body, strength, named }
}

/// What stands between title and text.
#[derive(Default)]
struct Told {
    byline: f32,
    date: f32,
    origin: f32,
}

impl Told {
    fn total(&self) -> f32 {
        self.byline + self.date + self.origin
    }
}

fn told(page: Page<'_>, start: usize, end: usize) -> Told {
    let mut told = Told::default();
    for index in start..end {
        let mark = &page.marks[index];
        if let Some(byline) = &mark.byline {
            let strength = match byline.form {
                Form::By => 3.0,
                Form::Posted => 2.5,
                Form::Text | Form::Placed | Form::From => 2.0,
                Form::Bare if is_beside_evidence(page, index, start, end) => 1.5,
                Form::Bare | Form::Signed => 0.0,
            };
            told.byline = told.byline.max(strength);
        }
        if mark.date.is_some() {
            told.date = 2.0;
        }
        if mark.origin.is_some() {
            told.origin = 1.0;
        }
    }
    told
}

/// Whether a bare name stands beside a date or a job.
pub(super) fn is_beside_evidence(page: Page<'_>, index: usize, start: usize, end: usize) -> bool {
    let told = |other: usize| page.marks[other].date.is_some() || byline::is_role(page.line(other));
    (index > start && told(index - 1)) || (index + 1 < end && told(index + 1))
}

/// What tells that an article ended before the title.
#[derive(Default)]
struct Ended {
    marks: f32,
    rule: f32,
    next: f32,
}

impl Ended {
    fn total(&self) -> f32 {
        self.marks + self.rule + self.next
    }
}

fn ended(page: Page<'_>, start: usize, title: usize) -> Ended {
    let mut ended = Ended::default();
    let (mut weak, mut list, mut close) = (0.0f32, 0.0f32, 0.0f32);
    for index in start..title {
        let mark = &page.marks[index];
        let near = index + 2 >= title;
        if mark.deeds.has(Does::Drop) {
            weak = 0.5;
        }
        if mark.deeds.any(&[Does::List, Does::Credit]) {
            list = 1.0;
        }
        if mark.deeds.any(&[Does::Close, Does::End]) {
            close = 1.5;
        }
        if mark.byline.as_ref().is_some_and(|byline| byline.form == Form::Signed && byline.dated) {
            close = 2.0;
        }
        if near && mark.deeds.has(Does::Next) {
            ended.next = 3.0;
        }
        if near && mark.deeds.has(Does::Quote) {
            ended.next = 2.0;
        }
        if near && mark.shape == Shape::Rule {
            ended.rule = 1.0;
        }
    }
    if page.units[title].blanks >= 3 {
        ended.rule = 1.0;
    }
    if start > 0 && closes_report(page.line(start - 1)) {
        close = 1.5;
    }
    ended.marks = close + list.max(if close > 0.0 { 0.0 } else { weak });
    ended
}

/// Marks that agencies set under a report.
fn closes_report(line: &str) -> bool {
    ["-0-", "-30-", "###", "(ends)", "(END)", "ENDS"].iter().any(|mark| line.ends_with(mark))
}

/// Whether the title stands again in the cluster, as in a window title or a breadcrumb.
fn repeats(page: Page<'_>, cluster: &Cluster, title: usize) -> bool {
    let own = &page.marks[title].normal;
    let from = cluster.start.max(title.saturating_sub(8));
    let to = cluster.end.min(title + 8);
    page.marks[title].words >= 4
        && (from..to).any(|index| index != title && page.marks[index].normal.contains(own.as_str()))
}

/// The best title of a cluster and its quality.
fn title(page: Page<'_>, cluster: &Cluster, strict: bool) -> Option<(usize, f32)> {
    let mut best: Option<(usize, f32)> = None;
    let (mut between, mut told) = (0, false);
    for index in (cluster.start..cluster.end).rev() {
        let mark = &page.marks[index];
        let bare = strict
            && mark.byline.is_some()
            && is_beside_evidence(page, index, cluster.start, cluster.end);
        if mark.is_evidence() || bare {
            (between, told) = (0, true);
            if !mark::is_title_with_date(page.line(index), mark) {
                continue;
            }
        }
        if !is_candidate(page, index) {
            continue;
        }
        let quality = quality(page, cluster, index, between)
            + if told && between == 0 && mark.words >= 4 { 1.0 } else { 0.0 };
        between += 1;
        // Of equals the earlier one is taken.
        if best.is_none_or(|(_, other)| quality >= other) {
            best = Some((index, quality));
        }
    }
    best
}

fn is_candidate(page: Page<'_>, index: usize) -> bool {
    let mark = &page.marks[index];
    let sure = mark.byline.as_ref().is_some_and(|byline| byline.form == Form::Signed);
    mark.is_title
        && mark.deeds.is_empty()
        && !sure
        && !byline::is_role(page.line(index))
        && !shape::has_issue_number(page.line(index))
}

fn quality(page: Page<'_>, cluster: &Cluster, index: usize, between: usize) -> f32 {
    let (line, mark) = (page.line(index), &page.marks[index]);
    let mut quality = match mark.words {
        0..=2 => -1.0,
        3 => 1.0,
        4..=5 => 1.5,
        6..=22 => 2.5,
        _ => 0.5,
    };
    quality += match between {
        0 => 2.0,
        1 => 1.0,
        2 => 0.0,
        _ => -1.0,
    };
    if shape::is_menu(line) {
        quality -= 4.0;
    }
    if line.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase) {
        quality -= 2.0;
    }
    if mark.byline.is_some() || (mark.words <= 3 && byline::is_name(line)) {
        quality -= 1.5;
    }
    if is_paper(page, cluster, index) {
        quality -= 2.0;
    }
    if shape::is_capitals(line) && mark.words >= 3 {
        quality += 1.0;
    }
    if mark::is_title_with_date(line, mark) {
        quality += 1.0;
    }
    if repeats(page, cluster, index) {
        quality += 2.0;
    } else if mark::is_running_head(line, mark) && mark.words < 5 {
        quality -= 3.0;
    }
    if unit::starts_item(line) && !line.starts_with(|c: char| c.is_ascii_digit()) {
        quality -= 3.0;
    }
    quality + surroundings(page, cluster, index)
}

/// Whether a short line stands right between others, beside a date or byline: the paper's name.
fn is_paper(page: Page<'_>, cluster: &Cluster, index: usize) -> bool {
    let told =
        |other: usize| page.marks[other].date.is_some() || page.marks[other].byline.is_some();
    let tight = |index: usize| page.units[index].blanks == 0;
    let above = index > cluster.start && tight(index) && told(index - 1);
    let below = index + 1 < cluster.end && tight(index + 1) && told(index + 1);
    page.marks[index].words <= 4 && above && below
}

/// Titles stand alone; rows of menus stand together.
fn surroundings(page: Page<'_>, cluster: &Cluster, index: usize) -> f32 {
    let plain = |other: usize| {
        let mark = &page.marks[other];
        mark.shape == Shape::Short
            && !mark.is_evidence()
            && !mark.deeds.any(&[Does::Label, Does::Quote, Does::Next])
            && mark.byline.is_none()
    };
    let beside = |other: usize| {
        page.units[other].blanks == 0 && (plain(other) || page.marks[other].words <= 1)
    };
    let before = index > cluster.start && page.units[index].blanks == 0 && plain(index - 1);
    let after = index + 1 < cluster.end && beside(index + 1);
    let alone = if !before && !after { 1.0 } else { 0.0 };
    let rows = if before { -1.0 } else { 0.0 } + if after { -0.5 } else { 0.0 };
    let deck = index + 1 < cluster.end
        && page.marks[index].words >= 4
        && page.units[index + 1].blanks > 0
        && page.marks[index + 1].is_title
        && page.marks[index + 1].deeds.is_empty()
        && page.marks[index + 1].words >= 8
        && page.marks[index + 1].byline.is_none();
    alone + rows + if deck { 2.0 } else { 0.0 }
}
