//! Dates that a reader sees near the title.

use onrecord_model::{Precision, When};

use super::super::page::{NodeId, is_block};
use super::date::{Context, META_MODIFIED, beside, machine};
use super::lines::{self, Line};
use super::survey::{self, Mark};
use super::words;
use crate::date;

/// Nodes from the title within which a time element is taken for the article's.
const NEAR: usize = 200;
/// Nodes from the title within which a date is believed against a machine-readable one.
const BESIDE: usize = 60;

/// A date that a reader sees.
pub(super) struct Visible {
    /// The date.
    pub(super) when: When,
    /// Nodes between it and the title.
    distance: usize,
    /// Whether a word calls it that of publication.
    pub(super) labelled: bool,
}

/// Whether words before or around a date speak of a change and not of publication.
pub(super) fn is_of_change(label: &str) -> bool {
    date::is_modified_label(label) && !date::is_published_label(label)
}

impl Context<'_> {
    /// The date of a time element: its attribute, else its text.
    pub(super) fn value(&self, id: NodeId) -> Option<When> {
        let page = self.survey.page;
        let value = page.attribute(id, "datetime").or_else(|| page.attribute(id, "title"));
        match value.and_then(|value| machine(value, "time element")) {
            Some(when) => Some(when),
            None => date::publication(&self.survey.short_text(id, 80)?, self.order, "time element")
                .map(|found| found.when),
        }
    }

    /// The date near the title that a reader takes for that of publication.
    pub(super) fn visible(&self) -> Option<Visible> {
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
    pub(super) fn prefers(&self, seen: &Visible, sure: &When) -> bool {
        if seen.when.precision() < Precision::Day || seen.when.first_day() == sure.first_day() {
            return false;
        }
        let changed = self.changed();
        let of_change = changed.iter().any(|changed| changed.near(&seen.when));
        let beside = beside(&seen.when, sure);
        !beside
            && (seen.labelled
                || !of_change
                    && seen.distance <= BESIDE
                    && (seen.when.first_day() < sure.first_day() || !changed.is_empty()))
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
        let times =
            survey.marked(Mark::Time).filter(|&id| distance(id) <= NEAR && !survey.is_aside(id));
        let mut times: Vec<NodeId> = times.filter(|&id| self.stands_alone(id)).collect();
        times.sort_by_key(|&id| distance(id));
        times.into_iter().find_map(|id| {
            Some(Visible { when: self.value(id)?, distance: distance(id), labelled: false })
        })
    }

    /// Whether the line around a time element is a note rather than a sentence, and not of a change.
    fn stands_alone(&self, id: NodeId) -> bool {
        let survey = self.survey;
        let page = survey.page;
        let Some(block) = page.ancestors(id).find(|&up| is_block(page.name(up))) else {
            return false;
        };
        let Some(text) = survey.short_text(block, 300) else { return false };
        let own = survey.short_text(id, 200).unwrap_or_default();
        let (before, after) = text.split_once(own.as_str()).unwrap_or((&text, ""));
        let label = before.rsplit(['|', '·', '•', '—']).next().unwrap_or(before);
        let label = if label.trim().is_empty() { self.label_above(block) } else { label };
        !self.is_called_change(id, 2)
            && !is_of_change(label)
            && !is_of_change(&own)
            && plain_words(before) + plain_words(after) <= 2
    }

    /// Whether class or id of a node or of the nearest elements around it speak of a change.
    pub(super) fn is_called_change(&self, id: NodeId, around: usize) -> bool {
        let page = self.survey.page;
        let mut change = false;
        for up in std::iter::once(id).chain(page.ancestors(id).take(around)) {
            for (name, value) in page.attributes(up) {
                if matches!(name, "class" | "itemprop" | "id") {
                    words::each_in_class(value, |word| {
                        change |= matches!(word, "updated" | "modified" | "changed" | "update");
                    });
                }
            }
        }
        change
    }

    /// The line before a block if it is a label: “Updated on”.
    fn label_above(&self, block: NodeId) -> &str {
        let at = self.near.iter().find(|line| line.block == block).map(|line| line.first);
        let above = at.and_then(|at| {
            self.near
                .iter()
                .filter(|line| (at.saturating_sub(10)..at).contains(&line.first))
                .max_by_key(|line| line.first)
        });
        above.map_or("", |line| if is_lone_label(&line.text) { &line.text } else { "" })
    }

    fn in_lines(&self) -> Option<Visible> {
        let code = |line: &Line| matches!(self.survey.page.name(line.block), "pre");
        let near = |line: &&Line| line.distance <= NEAR && line.text.len() <= 250;
        let lines = self.near.iter().filter(near).filter(|line| !line.aside && !code(line));
        let mut first: Option<Visible> = None;
        for line in lines {
            let Some((when, labelled)) = self.in_line(line) else { continue };
            if !labelled && self.is_called_change(line.node, 3) {
                continue;
            }
            if labelled {
                return Some(Visible { when, distance: line.distance, labelled });
            }
            first = first.or(Some(Visible { when, distance: line.distance, labelled }));
        }
        first
    }

    /// The date that a line near the title calls that of the last change.
    pub(super) fn in_change(&self) -> Option<When> {
        let near = |line: &&Line| line.distance <= NEAR && line.text.len() <= 80 && !line.aside;
        self.near.iter().filter(near).find_map(|line| {
            let found = date::find(&line.text, self.order, "text line: last change")?;
            let (before, after) = (&line.text[..found.range.start], &line.text[found.range.end..]);
            let label =
                if before.trim().is_empty() { self.label_above(line.block) } else { before };
            let note = plain_words(before) + plain_words(after) <= 2;
            (note && is_of_change(label) && date::plausible(&found.when)).then_some(found.when)
        })
    }

    /// “PORT AVERIL, Feb 3 1997 (QNA) - Talks”: the place in capitals and the date before the text.
    pub(super) fn in_dateline(&self) -> Option<When> {
        let after = self.title.map_or(0, |title| self.survey.rank(title));
        self.near.iter().filter(|line| line.first > after).take(8).find_map(|line| {
            let end = ["(", " - ", " – ", " — ", "--"]
                .iter()
                .filter_map(|sign| line.text.find(sign))
                .min()?;
            let start = line.text.get(..end).filter(|start| start.len() <= 60)?;
            let place = start.split([',', ' ']).next()?;
            let capitals = place.len() >= 3 && place.chars().all(|c| c.is_uppercase() || c == '-');
            capitals
                .then(|| date::publication(start, self.order, "dateline"))?
                .map(|found| found.when)
        })
    }

    /// The date in a line, and whether a label calls it that of publication.
    fn in_line(&self, line: &Line) -> Option<(When, bool)> {
        let basis = survey::TEXT_LINE;
        let above = self.label_above(line.block);
        let judge = |before: &str, when: When| {
            let before = if before.trim().is_empty() { above } else { before };
            (!is_of_change(before) && date::plausible(&when))
                .then(|| (when, date::is_published_label(before)))
        };
        if let Some(found) = date::publication(&line.text, self.order, basis) {
            return judge(&line.text[..found.range.start], found.when);
        }
        let mut fields = lines::fields(&line.text);
        if let Some(found) = fields.find_map(|field| {
            date::publication(field, self.order, basis).map(|found| (field, found))
        }) {
            return judge(&found.0[..found.1.range.start], found.1.when);
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
    let last = list.iter().rev().find(|word| {
        !is_label(word)
            || matches!(
                word.as_str(),
                "updated" | "modified" | "published" | "posted" | "reviewed" | "edited"
            )
    });
    list.len() <= 4
        && last.is_none_or(|word| {
            matches!(
                word.as_str(),
                "updated"
                    | "modified"
                    | "reviewed"
                    | "edited"
                    | "revised"
                    | "changed"
                    | "update"
                    | "published"
                    | "posted"
                    | "publish"
                    | "publication"
            )
        })
}

/// Words in lower case that no date line has.
fn plain_words(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| word.chars().next().is_some_and(char::is_lowercase) && !is_label(word))
        .count()
}

fn is_label(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    matches!(
        word,
        "by" | "on"
            | "at"
            | "in"
            | "posted"
            | "published"
            | "updated"
            | "last"
            | "and"
            | "min"
            | "mins"
            | "minute"
            | "minutes"
            | "read"
            | "modified"
            | "first"
            | "of"
            | "written"
            | "the"
            | "date"
            | "comments"
            | "ago"
            | "hours"
            | "am"
            | "pm"
            | "reviewed"
            | "edited"
    )
}
