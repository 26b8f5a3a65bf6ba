//! What the words around a time say of it: open ends, the time that follows, “last”.

use std::ops::Range;

use onrecord_model::{Dated, Grain};

use super::clause::Clauses;
use super::context::{Bound, Toward};
use super::found::Found;
use super::period::{Edge, Period};
use super::phrase::Phrase;
use super::slots::Slots;
use super::words::{Cue, Meaning, Opens, Shift};
use crate::sentence::{Upos, Word, Xpos};

/// Two times belong together only if so few words part them.
const NEAR: usize = 3;

impl Clauses<'_> {
    fn near(&self, gap: &Range<usize>, cue: &Cue) -> bool {
        gap.len() <= NEAR && gap.clone().all(|at| self.is_cue(at, cue))
    }

    /// Whether the second of two times says more closely when the first one is: nothing but “of”,
    /// “on” and the like parts them.
    pub(super) fn are_one(&self, first: &Found, second: &Found) -> bool {
        self.near(&(first.words.end..second.words.start), &Cue::Between)
    }

    /// Whether two times are joined by “and” or a comma.
    pub(super) fn are_joined(&self, first: &Found, second: &Found) -> bool {
        let gap = first.words.end..second.words.start;
        !gap.is_empty() && self.near(&gap, &Cue::Joins)
    }

    /// What a time says together with the words beside it: “December last”, “September 11 attacks”.
    /// Nothing where these make something else of it.
    pub(super) fn with_next(&self, time: &Found, next: Option<&Found>) -> Option<Phrase> {
        let phrase = time.phrase?;
        let Phrase::One(slots) = phrase else { return Some(phrase) };
        if self.is_other(&time.words, &slots) {
            return None;
        }
        if slots.year.is_some() || slots.shift.is_some() {
            return Some(phrase);
        }
        let end = time.words.end;
        let is_free = next.is_none_or(|next| next.words.start > end);
        // “late on Monday” night
        if let (Some(Meaning::Part(part)), true, Some(_), None) =
            (self.meaning(end), is_free, slots.weekday, slots.part)
        {
            return Some(Phrase::One(Slots { part: Some(part), ..slots }));
        }
        for cue in self.cues(end) {
            match cue {
                Cue::Last if is_free && (slots.month.is_some() || slots.season.is_some()) => {
                    return Some(Phrase::One(Slots { shift: Some(Shift::Last), ..slots }));
                }
                Cue::Event(date)
                    if (slots.month, slots.day) == (Some(date.month()), Some(date.day())) =>
                {
                    return Some(Phrase::One(Slots { fixed: Some(*date), ..slots }));
                }
                _ => {}
            }
        }
        Some(phrase)
    }

    /// Whether a number of units before which “within” (`true`) or “in” stands counts from today.
    pub(super) fn counts_ahead(&self, time: &Found) -> Option<bool> {
        let before = time.words.start.checked_sub(1)?;
        let is_within = self.cues(before).iter().find_map(|cue| match cue {
            Cue::Within(is_within) => Some(*is_within),
            _ => None,
        })?;
        // “for the first time in two years”, “in two weeks of talks”
        let is_time = before.checked_sub(1).is_some_and(|at| {
            self.word(at).is_some_and(|word| matches!(&*word.lemma, "time" | "once" | "first"))
        });
        let next = self.word(time.words.end);
        let is_of = next.is_some_and(|next| matches!(next.upos, Upos::Adp | Upos::Noun));
        (is_within || !is_time).then_some(is_within).filter(|_| !is_of)
    }

    /// What stands behind “two days after”; `next` is the time that follows, with its value.
    pub(super) fn bound(&self, time: &Found, next: Option<(&Found, Option<Period>)>) -> Bound {
        let is_open = |word: &&Word| {
            let is_verb = matches!(word.upos, Upos::Verb | Upos::Aux) && word.xpos != Xpos::Vbg;
            is_verb || matches!(word.upos, Upos::Punct | Upos::Adp | Upos::Cconj)
        };
        if self.word(time.words.end).as_ref().is_none_or(is_open) {
            return Bound::Nothing;
        }
        let Some((next, Some(period))) = next else { return Bound::Event };
        let gap = time.words.end..next.words.start;
        let is_noun_phrase = |at: usize| {
            self.word(at).is_some_and(|word| {
                let upos = word.upos;
                !matches!(upos, Upos::Verb | Upos::Aux | Upos::Punct | Upos::Pron | Upos::Sconj)
            })
        };
        let is_short = gap.len() <= 2 * NEAR && gap.into_iter().all(is_noun_phrase);
        if is_short { Bound::Time(period) } else { Bound::Event }
    }

    /// A period with the end open that the words around it open.
    /// `after` is the end of the time named before.
    pub(super) fn opened(
        &self,
        time: &Found,
        period: Period,
        toward: Toward,
        after: usize,
    ) -> Option<Dated> {
        let dated = period.dated();
        let is_moment = period.grain <= Grain::Part;
        let end = match time.phrase {
            Some(Phrase::One(slots)) => slots.edge == Some(Edge::End),
            _ => return dated,
        };
        match self.opens(time, toward, after) {
            None => dated,
            Some(Opens::Since | Opens::From) => dated.map(Dated::since),
            Some(Opens::Until) => dated.map(Dated::until),
            Some(Opens::Before) if end => dated.map(Dated::until),
            Some(Opens::Before | Opens::After) if is_moment => dated,
            Some(Opens::Before) => {
                let last = period.first.yesterday().ok()?;
                Period { first: last, last, ..period }.dated().map(Dated::until)
            }
            Some(Opens::After) => {
                let first = period.last.tomorrow().ok()?;
                Period { first, last: first, ..period }.dated().map(Dated::since)
            }
        }
    }

    /// Which end of a time is open: told by the word before it, or by “on” behind it.
    fn opens(&self, time: &Found, toward: Toward, after: usize) -> Option<Opens> {
        if self.modifies(&time.words) {
            return None;
        }
        // “Two weeks before Christmas” is one time.
        let before = time.words.start.checked_sub(1).filter(|before| *before >= after)?;
        // “It was not until 1997 that he left”: he left then.
        let is_not = |at: usize| self.word(at).is_some_and(|word| &*word.lemma == "not");
        if before.checked_sub(1).is_some_and(is_not) {
            return None;
        }
        // “prior to 2014” before “to”
        let two = before.checked_sub(1).map(|first| self.cues_of_two(first));
        let mut cues = two.unwrap_or_default().iter().chain(self.cues(before));
        let opens = cues.find_map(|cue| match cue {
            Cue::Opens(opens) => Some(*opens),
            _ => None,
        })?;
        let is_from = opens == Opens::From;
        let is_onward = self.is_cue(time.words.end, &Cue::Onward);
        // “A photo from 2014” is not from then on.
        (!is_from || is_onward || before == 0 || toward == Toward::Ahead).then_some(opens)
    }
}
