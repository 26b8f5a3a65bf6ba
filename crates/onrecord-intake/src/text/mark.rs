//! What each paragraph is, looked at alone.

use onrecord_model::When;
use rustc_hash::FxHashMap;

use super::furniture::{self, Deeds, Does};
use super::shape::{self, Shape};
use super::spelled;
use super::unit::Unit;
use crate::byline::{self, Byline, Form};
use crate::date::{self, Order};
use crate::origin::{self, Note};

/// Longest line that is searched for bylines, dates and notes, in bytes.
const LABEL: usize = 320;
/// A line that stands this often is furniture.
const OFTEN: u32 = 3;

/// What a line says about when the text was published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dated {
    pub(super) when: When,
    /// Whether it tells only when the text was changed.
    pub(super) is_change: bool,
}

/// What is known of one unit.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) shape: Shape,
    pub(super) words: usize,
    pub(super) deeds: Deeds,
    pub(super) byline: Option<Byline>,
    pub(super) date: Option<Dated>,
    pub(super) origin: Option<Note>,
    /// Whether it could be a title.
    pub(super) is_title: bool,
    /// Lower-case words; empty for running text.
    pub(super) normal: String,
    /// How often these words stand alone in the text.
    pub(super) times: u32,
}

impl Mark {
    /// Running text that is no furniture.
    pub(super) fn is_prose(&self) -> bool {
        self.shape == Shape::Prose
            && !self.is_furniture()
            && self.origin.is_none()
            && !self.is_byline()
    }

    /// Whether it is site furniture wherever it stands. A blurb is so only under a text, a label
    /// only above one.
    pub(super) fn is_furniture(&self) -> bool {
        const ANYWHERE: [Does; 10] = [
            Does::Drop,
            Does::List,
            Does::Credit,
            Does::Close,
            Does::End,
            Does::Next,
            Does::Quote,
            Does::Form,
            Does::Comments,
            Does::Number,
        ];
        self.deeds.any(&ANYWHERE)
    }

    /// A byline that is sure by itself.
    pub(super) fn is_byline(&self) -> bool {
        self.byline.as_ref().is_some_and(|byline| !matches!(byline.form, Form::Bare | Form::Signed))
    }

    /// Whether it tells of the text and is not part of it.
    pub(super) fn is_evidence(&self) -> bool {
        self.is_byline() || self.date.is_some() || self.origin.is_some()
    }
}

/// Looks at every unit.
pub(super) fn all(text: &str, units: &[Unit]) -> Vec<Mark> {
    let look = |unit: &Unit| {
        let line = &text[unit.range.clone()];
        if line.contains('\u{a0}') { mark(&line.replace('\u{a0}', " ")) } else { mark(line) }
    };
    let mut marks: Vec<Mark> = units.iter().map(look).collect();
    join_split_bylines(text, units, &mut marks);
    let mut times: FxHashMap<&str, u32> = FxHashMap::default();
    for mark in marks.iter().filter(|mark| !mark.normal.is_empty()) {
        *times.entry(&mark.normal).or_default() += 1;
    }
    let times: Vec<u32> =
        marks.iter().map(|mark| times.get(mark.normal.as_str()).copied().unwrap_or(1)).collect();
    for (mark, times) in marks.iter_mut().zip(times) {
        mark.times = times;
    }
    marks
}

fn mark(line: &str) -> Mark {
    let shape = shape::of(line);
    let deeds = furniture::deeds(line);
    let small = line.len() <= LABEL && !matches!(shape, Shape::Rule | Shape::Number);
    let byline = if small { byline::parse(line) } else { None };
    let is_title = shape::may_be_title(line, shape);
    Mark {
        words: shape::words(line),
        date: if line.len() <= LABEL && shape != Shape::Rule {
            dated(line, byline.as_ref())
        } else {
            None
        },
        origin: if small { origin::find(line) } else { None },
        normal: if small && shape != Shape::Prose { shape::normal(line) } else { String::new() },
        times: 1,
        shape,
        deeds,
        byline,
        is_title,
    }
}

/// The date that a line is there to give.
fn dated(line: &str, byline: Option<&Byline>) -> Option<Dated> {
    if !line.bytes().any(|byte| byte.is_ascii_digit()) {
        let figures = spelled::in_figures(line).filter(|_| line.len() < 100)?;
        let found = date::publication(&figures, Order::Unknown, "text line, spelled out")?;
        return Some(Dated { when: found.when, is_change: false });
    }
    if let Some(when) = issue_year(line) {
        return Some(Dated { when, is_change: false });
    }
    if let Some(found) = date::publication(line, Order::Unknown, "text line") {
        return Some(Dated { when: found.when, is_change: false });
    }
    if byline.is_some_and(|byline| byline.dated) {
        let found = date::find(line, Order::Unknown, "byline")?;
        return Some(Dated { when: found.when, is_change: false });
    }
    if let Some(found) = released(line) {
        return Some(Dated { when: found.when, is_change: false });
    }
    let lower = line.get(..24).unwrap_or(line).to_lowercase();
    let change = [
        "last modified",
        "last updated",
        "last edited",
        "updated",
        "modified",
        "last revised",
        "revised",
    ];
    let is_change =
        change.iter().any(|word| lower.trim_start_matches(['(', '[']).starts_with(word));
    let found = date::find(line, Order::Unknown, "text line, of a change")
        .filter(|_| is_change && line.len() < 100)?;
    Some(Dated { when: found.when, is_change: true })
}

/// `For immediate release: 14 March 2019`, `4 Mar 2019 18:20 / Updated 2 years ago`.
fn released(line: &str) -> Option<date::FoundDate> {
    let first = line.split(" / ").next()?.split(" | ").next()?;
    let lower = first.to_lowercase();
    let leads = [
        "for immediate release",
        "press release",
        "news release",
        "media release",
        "released",
        "issued",
        "dated",
    ];
    let led = leads.iter().any(|lead| lower.starts_with(lead)) && line.len() < 100;
    if led {
        date::find(first, Order::Unknown, "text line")
    } else {
        date::publication(first, Order::Unknown, "text line")
    }
}

/// Whether a headline tells a date besides much else.
pub(super) fn is_title_with_date(line: &str, mark: &Mark) -> bool {
    if !mark.is_title || mark.byline.is_some() || mark.origin.is_some() || line.contains(':') {
        return false;
    }
    let Some(found) = date::find(line, Order::Unknown, "title") else { return false };
    let rest =
        format!("{} {}", &line[..found.range.start], &line[found.range.end..]).to_lowercase();
    let labels = ["publi", "updat", "posted", "modif", "print", "issue", "edition", "release"];
    shape::words(&rest) >= 5
        && !labels.iter().any(|label| rest.contains(label))
        && date::find(&rest, Order::Unknown, "title").is_none()
}

/// `Published in issue 7/2018`: only the year is that of the calendar.
fn issue_year(line: &str) -> Option<When> {
    let lower = line.to_lowercase();
    let rest = ["issue ", "no. ", "number ", "vol. ", "nr. "]
        .iter()
        .find_map(|word| Some(lower.split_once(word)?.1))?;
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let year: String = digits
        .strip_prefix(['/', ',', ' '])?
        .trim_start()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    let year: i16 = year.parse().ok().filter(|year| (1800..2100).contains(year))?;
    When::date(year, None, None, "issue")
}

/// “By” on one line and the name on the next.
fn join_split_bylines(text: &str, units: &[Unit], marks: &mut [Mark]) {
    for index in 1..units.len() {
        let lead = text[units[index - 1].range.clone()].to_lowercase();
        if !matches!(
            lead.trim_end_matches(':'),
            "by" | "written by" | "author" | "posted by" | "text by" | "words by"
        ) {
            continue;
        }
        let joined = format!("By {}", &text[units[index].range.clone()]);
        if let Some(byline) = byline::parse(&joined) {
            marks[index - 1].deeds.add(Does::Drop);
            marks[index].byline = Some(byline);
            marks[index].is_title = false;
        }
    }
}

/// Whether a line that stands often is a running head of the page.
pub(super) fn is_running_head(line: &str, mark: &Mark) -> bool {
    mark.times >= OFTEN
        && mark.words >= 2
        && matches!(mark.shape, Shape::Short)
        && mark.words <= 14
        && !line.ends_with([':', '?', '!', '.', '”', '"', '…'])
        && !line.starts_with(['“', '"', '—', '–', '-', '•'])
        && !byline::is_name(line)
}
