//! Gives each quotation of a sentence to a cue.

use std::ops::Range;

use onrecord_model::{Factuality, Form};

use super::attribution::{Attribution, REACH, View};
use super::clause::Introduction;
use super::draft::Draft;
use crate::mention::{Mention, describe, phrase_at};
use crate::passage::Text;
use crate::quotation::Quotation;
use crate::statement::ItemKind;
use crate::tables::{Class, Frames, Rule};

/// What a sentence tells of quotations.
#[derive(Default)]
pub(super) struct SentenceReading {
    pub(super) drafts: Vec<Draft>,
    /// Quotations without a cue, with the item each stands at.
    pub(super) open: Vec<usize>,
}

fn is_pronoun(mention: &Mention) -> bool {
    mention.name.is_none() && mention.description.is_none()
}

/// A sentence with the quotations of its paragraph.
pub(super) struct Sentence<'a> {
    pub(super) view: View<'a>,
    pub(super) text: &'a Text<'a>,
    pub(super) quotations: &'a [Quotation],
}

impl Sentence<'_> {
    /// Reads the sentence from left to right.
    pub(super) fn read(&self) -> SentenceReading {
        let mut reading = SentenceReading::default();
        let mut from = self.view.from;
        let mut speaker: Option<Mention> = None;
        let mut at = self.view.from;
        while at < self.view.to {
            if self.quotation(at).is_none() {
                at += 1;
                continue;
            }
            if let Some((draft, end)) = self.read_quotation(from, at, speaker.as_ref()) {
                speaker = Some(draft.source.clone());
                reading.drafts.push(draft);
                from = end;
                at = end.max(at + 1);
            } else {
                reading.open.push(at);
                at += 1;
            }
        }
        reading
    }

    fn quotation(&self, at: usize) -> Option<&Quotation> {
        self.view.skeleton.items[at].quotation().map(|number| &self.quotations[number])
    }

    /// The statement of the quotation at `at`, and the item after all that it takes up.
    fn read_quotation(
        &self,
        from: usize,
        at: usize,
        speaker: Option<&Mention>,
    ) -> Option<(Draft, usize)> {
        let quotation = self.quotation(at)?;
        let after = self.after(from, at);
        if quotation.open.is_none() {
            let after = after?;
            return Some(self.direct(Rule::NoOpener, at, after));
        }
        let before = self.view.before_quotation(from, at, speaker);
        let before = before.filter(|before| self.is_quoting(before, at));
        match (before, after) {
            (Some(before), Some(after)) if Self::relays(&after) => {
                let (mut draft, _) = self.introduced(&before, at);
                draft.via.push((after.source, Some(after.cue)));
                Some((draft, after.end))
            }
            // `X said: “…,” he added.`: the name says more than the pronoun.
            (Some(before), Some(after)) if before.content == at && is_pronoun(&after.source) => {
                let (draft, end) = self.introduced(&before, at);
                Some((draft, end.max(after.end)))
            }
            (_, Some(after)) => Some(self.attributed(from, at, after)),
            (Some(before), None) => {
                let (mut draft, end) = self.introduced(&before, at);
                // “…” on Tuesday, X reported
                if let Some(after) = self.trailing(end).filter(Self::relays) {
                    draft.via.push((after.source, Some(after.cue)));
                    return Some((draft, after.end));
                }
                Some((draft, end))
            }
            (None, None) => self.labelled(at).or_else(|| self.closing(from, at)),
        }
    }

    /// The attribution right after a quotation that leaves room for one.
    fn after(&self, from: usize, at: usize) -> Option<Attribution> {
        let last = self.last_char(at);
        let next = self.view.item(at + 1)?;
        let comma = last == ',' || next.is_point(",—―–");
        let stop = matches!(last, '.' | '!' | '?' | '…' | '-' | '—' | '―' | '–');
        let capital = next.capital;
        let open = comma
            || stop
            || next.cue.is_some()
            || next.class.any(Class::PRONOUN)
            || self.view.from == at;
        if !open {
            return None;
        }
        let near = from.max(at.saturating_sub(REACH));
        let words = (near..at).any(|at| self.view.skeleton.items[at].is_word());
        if words && self.is_title(at) {
            return None;
        }
        self.view.after_quotation(at, stop && capital || !comma && !stop || words)
    }

    fn last_char(&self, at: usize) -> char {
        self.quotation(at)
            .and_then(|quotation| quotation.str(self.text).trim_end().chars().next_back())
            .unwrap_or(' ')
    }

    /// Whether an attribution may hand on what another said.
    fn relays(after: &Attribution) -> bool {
        !is_pronoun(&after.source) && after.frames.any(Frames::RELAY)
            || after.source.kind == Some(onrecord_model::PartyKind::Outlet)
    }

    /// `“…,” X said`: the quotation, or the sentence so far when it began before.
    fn attributed(&self, from: usize, at: usize, after: Attribution) -> (Draft, usize) {
        let first = (from..at).find(|&at| {
            let item = &self.view.skeleton.items[at];
            item.is_word() && !item.class.any(Class::JUNCTION.or(Class::ADVERB))
                || item.quotation().is_some()
        });
        let Some(first) = first.filter(|_| from == self.view.from) else {
            return self.direct(Rule::CueAfter, at, after);
        };
        let bytes = self.view.skeleton.items[first].start..self.end_of(at);
        let end = after.end;
        (Self::draft(Rule::MixedAfter, Form::Mixed, vec![bytes], after), end)
    }

    /// `“…,” X said`, with the pieces that follow: `“…,” X said, “…”`.
    fn direct(&self, rule: Rule, at: usize, after: Attribution) -> (Draft, usize) {
        let rule = match self.quotation(at) {
            Some(quotation)
                if rule == Rule::CueAfter && quotation.close.is_none() && !quotation.runs_on =>
            {
                Rule::NoCloser
            }
            _ if after.frames.any(Frames::ADPOSITION) => Rule::Adposition,
            _ => rule,
        };
        let mut pieces = vec![self.inner(at)];
        let (mut end, mut last) = (after.end, at);
        while let Some(next) = self.goes_on(end, last) {
            pieces.push(self.inner(next));
            last = next;
            end = next + 1;
        }
        (Self::draft(rule, Form::Direct, pieces, after), end)
    }

    /// The quotation that goes on after an interruption: only circumstance stands between.
    fn goes_on(&self, from: usize, last: usize) -> Option<usize> {
        let view = &self.view;
        let limit = view.to.min(from + 24);
        let next = (from..limit).find(|&at| view.skeleton.items[at].quotation().is_some())?;
        let gap = &view.skeleton.items[from..next];
        let joined = gap
            .last()
            .is_none_or(|item| item.is_point(",—―–-:") || item.class.any(Class::JUNCTION));
        let clause = gap.iter().any(|item| {
            item.cue.is_some() || item.ends || item.class.any(Class::BE.or(Class::AUXILIARY))
        });
        let ended = matches!(self.last_char(last), '.' | '!' | '?');
        let speech = !gap.is_empty() || !ended;
        (joined && !clause && speech && self.quotation(next)?.open.is_some()).then_some(next)
    }

    /// Whether the quotation is what the cue introduces, not a term or a title in its clause.
    fn is_quoting(&self, before: &Introduction, at: usize) -> bool {
        let skeleton = self.view.skeleton;
        let marked = at > 0 && skeleton.items[at - 1].is_point(",:");
        if before.content == at
            && (marked || skeleton.is(at - 1, "that") || before.is_object && !self.is_title(at))
        {
            return true;
        }
        let termed = at > 0 && skeleton.items[at - 1].class.any(Class::TERM);
        if termed || self.is_title(at) {
            return false;
        }
        true
    }

    fn words(&self, at: usize) -> usize {
        self.quotation(at).map_or(0, |quotation| quotation.inner.len().min(40))
    }

    /// “Green Zone”, “The Wealth of Nations”: capitals but for small words, no comma or stop.
    fn is_title(&self, at: usize) -> bool {
        let Some(quotation) = self.quotation(at) else { return false };
        if quotation.inner.len() > 30 {
            return false;
        }
        let tokens = &self.text.tokens[quotation.inner.clone()];
        let small =
            Class::PREPOSITION.or(Class::DETERMINER).or(Class::JUNCTION).or(Class::PARTICLE);
        tokens.iter().all(|&token| {
            let word = self.text.str(token);
            let first = word.chars().next().unwrap_or(' ');
            !first.is_lowercase() || self.view.tables.class(word).any(small)
        }) && (tokens.len() > 3 || !matches!(self.last_char(at), '.' | '!' | '?'))
    }

    /// What a cue before the quotation introduces: it, or the clause that holds it.
    fn introduced(&self, before: &Introduction, at: usize) -> (Draft, usize) {
        let end = self.view.clause_end(at);
        let whole = before.content == at && self.is_speech(at) && self.words(at) >= 6;
        let stops = matches!(self.last_char(at), '.' | '!' | '?' | ',') || end == at + 1 || whole;
        let adposition = before.attribution.frames.any(Frames::ADPOSITION);
        let attribution = before.attribution.clone();
        if before.content == at && (stops || adposition) {
            let rule = match self.quotation(at) {
                Some(quotation) if quotation.close.is_none() && !quotation.runs_on => {
                    Rule::NoCloser
                }
                _ if adposition => Rule::Adposition,
                _ if before.is_object => Rule::CueObject,
                _ => Rule::CueBefore,
            };
            let (mut pieces, mut last, mut after) = (vec![self.inner(at)], at, at + 1);
            while let Some(next) = self.resumes(after, last) {
                pieces.push(self.inner(next));
                (last, after) = (next, next + 1);
            }
            return (Self::draft(rule, Form::Direct, pieces, attribution), after);
        }
        let rule = if before.is_object { Rule::MixedObject } else { Rule::MixedBefore };
        let end = if stops { at + 1 } else { end };
        let front = before.front.as_ref().map(|front| self.view.skeleton.bytes(front));
        let bytes = self.view.skeleton.items[before.content].start..self.end_of(end - 1);
        (
            Self::draft(rule, Form::Mixed, front.into_iter().chain([bytes]).collect(), attribution),
            end,
        )
    }

    /// `X said: “…” “…”`: a quotation right behind another.
    fn resumes(&self, after: usize, last: usize) -> Option<usize> {
        let joint = usize::from(self.view.item(after).is_some_and(|item| item.is_point(",—―–")));
        let next = after + joint;
        let ended = matches!(self.last_char(last), '.' | '!' | '?');
        self.view.item(next).filter(|item| item.quotation().is_some() && joint == 0 && !ended)?;
        Some(next)
    }

    /// `… “…” …, X said.` at the end of the sentence.
    fn closing(&self, from: usize, at: usize) -> Option<(Draft, usize)> {
        if from != self.view.from || self.is_title(at) {
            return None;
        }
        let limit = self.view.to.min(at + REACH);
        let comma = (at + 1..limit).rev().find(|&comma| {
            self.view.skeleton.items[comma].is_point(",") && self.trailing(comma).is_some()
        })?;
        let after = self.trailing(comma)?;
        let words = self.words(at);
        let term = at > 0 && self.view.skeleton.items[at - 1].class.any(Class::TERM);
        if words < 2 || term {
            return None;
        }
        let bytes = self.view.skeleton.items[from].start..self.view.skeleton.items[comma - 1].end;
        let end = after.end;
        Some((Self::draft(Rule::MixedAfter, Form::Mixed, vec![bytes], after), end))
    }

    /// The attribution that ends the sentence, from the comma at `comma` on.
    fn trailing(&self, comma: usize) -> Option<Attribution> {
        self.view.item(comma).filter(|item| item.is_point(",—―–") || item.quotation().is_some())?;
        let found = self.view.after_quotation(comma, true)?;
        let rest = &self.view.skeleton.items[found.end.min(self.view.to)..self.view.to];
        rest.iter()
            .take(12)
            .all(|item| item.quotation().is_none() && item.cue.is_none())
            .then_some(found)
    }

    /// `X: “…”` and `“…” — X`, with nothing else in the sentence.
    fn labelled(&self, at: usize) -> Option<(Draft, usize)> {
        let view = &self.view;
        let named = |from: usize, to: usize| {
            let phrase = phrase_at(view.skeleton, from, to).filter(|phrase| phrase.end == to)?;
            let mention = describe(view.skeleton, &phrase, view.tables);
            mention.name.is_some().then_some(mention)
        };
        if at > view.from + 1 && view.skeleton.items[at - 1].is_point(":") && at - view.from <= 12 {
            let source = named(view.from, at - 1)?;
            return Some((self.uncued(Rule::Label, at, source), at + 1));
        }
        let dash = view.item(at + 1).is_some_and(|item| item.is_point("—―–-"));
        if dash && at == view.from && view.to - at <= 12 {
            let full_stop = view.skeleton.items[view.to - 1].kind == ItemKind::Point('.');
            let source = named(at + 2, view.to - usize::from(full_stop))?;
            return Some((self.uncued(Rule::Signed, at, source), view.to));
        }
        None
    }

    fn uncued(&self, rule: Rule, at: usize, source: Mention) -> Draft {
        self.going_on(rule, at, source, None)
    }

    /// The quotation at `at` as the words of a source without a cue of its own.
    pub(super) fn going_on(
        &self,
        rule: Rule,
        at: usize,
        source: Mention,
        row: Option<u16>,
    ) -> Draft {
        Draft {
            rule,
            form: Form::Direct,
            pieces: vec![self.inner(at)],
            cue: None,
            row,
            source,
            addressee: None,
            via: Vec::new(),
            factuality: Factuality::Happened,
            act: None,
        }
    }

    fn draft(rule: Rule, form: Form, pieces: Vec<Range<u32>>, by: Attribution) -> Draft {
        Draft {
            rule,
            form,
            pieces,
            row: Some(by.cue.row),
            cue: Some(by.cue),
            source: by.source,
            addressee: by.addressee,
            via: Vec::new(),
            factuality: by.factuality,
            act: None,
        }
    }

    /// Bytes between the marks of the quotation at `at`.
    pub(super) fn inner(&self, at: usize) -> Range<u32> {
        let item = &self.view.skeleton.items[at];
        self.quotation(at).map_or(item.start..item.end, |quotation| quotation.bytes(self.text))
    }

    fn end_of(&self, at: usize) -> u32 {
        self.view.skeleton.items[at].end
    }

    /// Whether the sentence is this quotation and nothing else.
    pub(super) fn stands_alone(&self, at: usize) -> bool {
        let items = &self.view.skeleton.items[self.view.from..self.view.to];
        self.view.from == at
            && items.iter().skip(1).all(|item| !item.is_word() && item.quotation().is_none())
    }

    /// `“…,” the author's words, “…”`: quotations at both ends and no cue between.
    pub(super) fn is_interrupted(&self, at: usize) -> bool {
        let items = &self.view.skeleton.items[self.view.from..self.view.to];
        if items.len() > REACH {
            return false;
        }
        let last = items.iter().rev().find(|item| item.is_word() || item.quotation().is_some());
        let gap = items.iter().filter(|item| item.is_word()).count();
        let both = self.view.from == at && last.is_some_and(|last| last.quotation().is_some());
        both && (1..=24).contains(&gap)
            && self.last_char(at) == ','
            && items.iter().all(|item| item.cue.is_none())
    }

    /// Whether a quotation without a cue reads as speech: several words, begun as a sentence.
    pub(super) fn is_speech(&self, at: usize) -> bool {
        let Some(quotation) = self.quotation(at) else { return false };
        let first = quotation.str(self.text).chars().next().unwrap_or(' ');
        quotation.open.is_some()
            && quotation.inner.len() >= 4
            && !first.is_lowercase()
            && !self.is_title(at)
    }
}
