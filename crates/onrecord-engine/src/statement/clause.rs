//! What a cue before a quotation introduces: the quotation itself, or a clause that holds it.

use std::ops::Range;

use super::attribution::{Attribution, REACH, View};
use crate::mention::Mention;
use crate::tables::{Class, Frames, Inflection};

/// No more cues are tried for one quotation.
const MOST: usize = 6;

/// A cue before a quotation.
#[derive(Clone, Debug)]
pub(super) struct Introduction {
    pub(super) attribution: Attribution,
    /// First item of what is said.
    pub(super) content: usize,
    /// Whether the cue takes a noun phrase: `condemned the “…”`.
    pub(super) is_object: bool,
    /// Items said before the cue came between: `This, X said, was “…”`.
    pub(super) front: Option<Range<usize>>,
}

impl View<'_> {
    /// The nearest cue between `from` and the quotation at `at` that introduces it.
    pub(super) fn before_quotation(
        &self,
        from: usize,
        at: usize,
        speaker: Option<&Mention>,
    ) -> Option<Introduction> {
        let lowest = from.max(at.saturating_sub(REACH));
        let cues = (lowest..at).rev().filter(|&at| self.skeleton.items[at].cue.is_some());
        let mut found = cues.take(MOST).find_map(|cue| self.introduction(cue, at, speaker))?;
        // “X said she believes it is “…””: what X said is the whole clause.
        let marked = at > 0 && self.skeleton.items[at - 1].is_point(",:");
        for _ in 0..MOST {
            let climbs = found.content < at || !marked;
            let begins = found.attribution.begins;
            match self.enclosing(lowest, begins, at, speaker).filter(|_| climbs) {
                Some(outer) => found = outer,
                None => break,
            }
        }
        Some(found)
    }

    /// The cue whose clause begins where a source begins.
    fn enclosing(
        &self,
        lowest: usize,
        begins: usize,
        at: usize,
        speaker: Option<&Mention>,
    ) -> Option<Introduction> {
        let before = (lowest..begins).rev().find(|&at| !self.skeleton.is(at, "that"))?;
        let is_clause = |cue: usize| {
            let used = self.skeleton.items[cue].cue?;
            let ends = cue + usize::from(used.words) == before + 1;
            (ends && self.tables.cues.row(used.row).frames.any(Frames::CLAUSE)).then_some(cue)
        };
        let cue = (lowest.max(before.saturating_sub(3))..=before).find_map(is_clause)?;
        self.introduction(cue, at, speaker).filter(|outer| outer.attribution.begins < begins)
    }

    fn introduction(
        &self,
        cue: usize,
        at: usize,
        speaker: Option<&Mention>,
    ) -> Option<Introduction> {
        let used = self.item(cue)?.cue?;
        if cue + usize::from(used.words) > at {
            return None;
        }
        let frames = self.tables.cues.row(used.row).frames;
        let introduces = Frames::BEFORE;
        let holds = Frames::CLAUSE;
        if frames.any(Frames::ADPOSITION) {
            return self.after_adposition(cue, at);
        }
        let attribution = View { to: at, ..*self }.with_subject(self.from, cue, speaker)?;
        let lead = self.lead(attribution.end, at);
        let is_object = frames.any(Frames::OBJECT) && !(lead.colon || lead.comma || lead.that);
        let front = self.front(&attribution, &lead, at);
        let fits = if lead.content == at {
            frames.any(introduces) || lead.that && frames.any(holds) || is_object
        } else {
            !lead.colon
                && (lead.that || !lead.comma || front.is_some())
                && (frames.any(holds) || is_object)
                && self.is_one_clause(lead.content, at, frames.any(holds) && lead.that)
        };
        let is_object =
            is_object && !frames.any(holds) && (lead.content < at || !frames.any(introduces));
        let front = front.filter(|front| lead.content < at && !front.is_empty());
        fits.then_some(Introduction { attribution, content: lead.content, is_object, front })
    }

    /// What stands before an attribution between commas, if that is what it is; empty where it is
    /// only an adverb.
    fn front(&self, attribution: &Attribution, lead: &Lead, at: usize) -> Option<Range<usize>> {
        let comma = attribution.begins.checked_sub(1).filter(|&comma| comma > self.from)?;
        let inserted = self.skeleton.items[comma].is_point(",")
            && lead.comma
            && !lead.colon
            && !lead.that
            && lead.content < at;
        let next = &self.skeleton.items[lead.content.min(self.to - 1)];
        let participle = next.cue.is_some()
            || next.class.any(Class::RELATIVE)
            || self.skeleton.str(lead.content.min(self.to - 1)).ends_with("ing");
        if !inserted || participle {
            return None;
        }
        let front = self.from..comma;
        if front.len() > REACH {
            return None;
        }
        let plain = front.clone().all(|at| {
            let item = &self.skeleton.items[at];
            item.class.any(Class::ADVERB) || self.skeleton.str(at).ends_with("ly")
        });
        let whole = front.clone().all(|at| self.skeleton.items[at].quotation().is_none());
        whole.then_some(if plain { comma..comma } else { front })
    }

    /// `According to X, “…”`
    fn after_adposition(&self, cue: usize, at: usize) -> Option<Introduction> {
        let attribution = View { to: at, ..*self }.with_subject(self.from, cue, None)?;
        let begins = (self.from..cue).all(|at| {
            !self.skeleton.items[at].is_word()
                || self.skeleton.items[at].class.any(Class::ADVERB.or(Class::JUNCTION))
        });
        let comma = self.item(attribution.end).is_some_and(|item| item.is_point(",:"));
        let content = attribution.end + 1;
        (begins && comma && content <= at).then_some(Introduction {
            attribution,
            content,
            is_object: false,
            front: None,
        })
    }

    /// Whether nothing between a cue and its quotation begins another clause.
    fn is_one_clause(&self, from: usize, at: usize, over_commas: bool) -> bool {
        (from..at).all(|at| {
            let item = &self.skeleton.items[at];
            let finite = item.cue.is_some_and(|cue| cue.inflection == Inflection::Ing)
                && at > from
                && self.skeleton.items[at - 1].is_point(",");
            !item.ends && !item.is_point(";:") && !finite && (over_commas || !item.is_point(","))
        })
    }

    /// What stands between a cue (and whom it tells) and what is said.
    fn lead(&self, from: usize, to: usize) -> Lead {
        let mut lead = Lead { content: from, that: false, comma: false, colon: false };
        let mut at = self.over_circumstance(from, to);
        while let Some(item) = self.item(at).filter(|_| at < to) {
            if item.is_point(",") {
                lead.comma = true;
            } else if item.is_point(":—―–-") {
                lead.colon |= item.is_point(":");
                lead.comma = true;
            } else if self.skeleton.is(at, "that") && !lead.that {
                lead.that = true;
                lead.comma = false;
            } else {
                break;
            }
            at += 1;
            if !lead.that {
                at = self.over_circumstance(at, to);
            }
        }
        lead.content = at;
        lead
    }

    /// Steps over “on Monday”, “in a statement”, “later”, where a comma, a colon, “that” or the
    /// quotation follows.
    fn over_circumstance(&self, from: usize, to: usize) -> usize {
        let mut at = from;
        while let Some(item) = self.item(at).filter(|_| at < to) {
            if item.class.any(Class::TIME.or(Class::ADVERB)) {
                at += 1;
                continue;
            }
            if !item.class.any(Class::PREPOSITION)
                && !self.skeleton.is(at, "as")
                && !self.skeleton.is(at, "when")
            {
                break;
            }
            let is_stop = |&at: &usize| {
                let item = &self.skeleton.items[at];
                item.is_point(",:—―–") || item.quotation().is_some() || self.skeleton.is(at, "that")
            };
            let limit = (to + 1).min(at + 16).min(self.to);
            let Some(stop) = (at + 1..limit).find(is_stop) else { break };
            let plain = self.skeleton.items[stop].quotation().is_some();
            if plain && !self.is_occasion(at..stop) {
                break;
            }
            at = stop;
            if !self.skeleton.items[stop].is_point(",") {
                break;
            }
        }
        // Adverbs at the front of the clause itself stay with it.
        if self.item(at).is_none_or(|item| {
            at >= to
                || item.is_point(",:—―–")
                || item.quotation().is_some()
                || self.skeleton.is(at, "that")
        }) {
            at.min(to)
        } else {
            (from..at)
                .rev()
                .find(|&at| self.skeleton.items[at].class.any(Class::TIME))
                .map_or(from, |time| time + 1)
        }
    }

    /// “in an interview”, “on Monday”: circumstances of saying, with no mark behind them.
    fn is_occasion(&self, range: Range<usize>) -> bool {
        const OCCASIONS: [&str; 12] = [
            "interview",
            "statement",
            "speech",
            "tweet",
            "letter",
            "interview",
            "conference",
            "email",
            "post",
            "briefing",
            "address",
            "reporters",
        ];
        range.into_iter().any(|at| {
            self.skeleton.items[at].class.any(Class::TIME)
                || OCCASIONS.iter().any(|word| self.skeleton.is(at, word))
        })
    }

    /// The item after the clause that goes on behind the quotation at `at`.
    pub(super) fn clause_end(&self, at: usize) -> usize {
        let limit = self.to.min(at + REACH);
        let mut end = at + 1;
        while end < limit {
            let item = &self.skeleton.items[end];
            if item.is_point(",;:—―–-.!?…(") {
                let listed = item.is_point(",") && self.lists_on(end);
                if !listed {
                    break;
                }
            }
            if self.begins_clause(end) {
                break;
            }
            end += 1;
            if item.ends {
                break;
            }
        }
        end
    }

    /// `“a”, “b” and “c”`
    fn lists_on(&self, comma: usize) -> bool {
        let next = |step: usize| self.item(comma + step);
        let joint = next(1).is_some_and(|item| item.class.any(Class::JUNCTION));
        next(1 + usize::from(joint)).is_some_and(|item| item.quotation().is_some())
    }

    /// “and promised”, “while warning”: another verb with the same subject.
    fn begins_clause(&self, at: usize) -> bool {
        let item = &self.skeleton.items[at];
        let next_is_cue = |step: usize| {
            self.item(at + step)
                .and_then(|item| item.cue)
                .is_some_and(|cue| cue.inflection != Inflection::Base)
        };
        let adverb = self.item(at + 1).is_some_and(|item| item.class.any(Class::ADVERB));
        item.is_word()
            && item.class.any(Class::JUNCTION)
            && (next_is_cue(1) || adverb && next_is_cue(2))
    }
}

struct Lead {
    content: usize,
    that: bool,
    comma: bool,
    colon: bool,
}
