//! A cue with its source, and how both stand to a quotation.

use std::ops::Range;

use onrecord_model::Factuality;

use super::draft::DraftCue;
use super::skeleton::{Item, Skeleton};
use crate::mention::{Mention, describe, object, phrase_at, subject};
use crate::tables::{Class, CueUse, Frames, Inflection, Tables};

/// No cue is sought further from its quotation, in items.
pub(super) const REACH: usize = 60;

/// A cue with its source.
#[derive(Clone, Debug)]
pub(crate) struct Attribution {
    pub(super) cue: DraftCue,
    /// Item at which the source begins.
    pub(super) begins: usize,
    /// Whether source and cue stand side by side, but for an insertion.
    pub(super) is_close: bool,
    pub(super) frames: Frames,
    pub(super) source: Mention,
    pub(super) addressee: Option<Mention>,
    pub(super) factuality: Factuality,
    /// Item after all of it.
    pub(super) end: usize,
}

/// What is looked at: a sentence of a skeleton and the tables.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    pub(super) skeleton: &'a Skeleton<'a>,
    pub(super) tables: &'a Tables,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl<'a> View<'a> {
    pub(super) fn item(&self, at: usize) -> Option<&'a Item> {
        self.skeleton.items.get(at).filter(|_| at < self.to)
    }

    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        at < self.to && self.skeleton.is(at, word)
    }

    fn frames(&self, cue: CueUse) -> Frames {
        self.tables.cues.row(cue.row).frames
    }

    pub(super) fn describe(&self, phrase: &Range<usize>) -> Mention {
        describe(self.skeleton, phrase, self.tables)
    }

    fn attribution(&self, at: usize, cue: CueUse, source: Mention, end: usize) -> Attribution {
        let words = at..at + usize::from(cue.words);
        Attribution {
            cue: DraftCue { row: cue.row, bytes: self.skeleton.bytes(&words) },
            begins: at,
            is_close: true,
            frames: self.frames(cue),
            source,
            addressee: None,
            factuality: Factuality::Happened,
            end: end.max(words.end),
        }
    }

    /// The cue at `at` with a subject before it, sought from `from` on.
    pub(super) fn with_subject(
        &self,
        from: usize,
        at: usize,
        speaker: Option<&Mention>,
    ) -> Option<Attribution> {
        let cue = self.item(at)?.cue?;
        let frames = self.frames(cue);
        let after = at + usize::from(cue.words);
        if frames.any(Frames::ADPOSITION) {
            return self.adposition(at);
        }
        let found = subject(self.skeleton, from, at);
        let joined = at > from && self.joins_verb(at, cue.inflection);
        let (source, auxiliaries, phrase) = match (found, speaker) {
            (_, Some(speaker)) if joined => (speaker.clone(), at..at, None),
            (Some(found), _) => {
                let mention =
                    self.with_apposition(self.describe(&found.phrase), found.apposition.as_ref());
                (mention, found.auxiliaries, Some(found.phrase))
            }
            _ => return None,
        };
        let be = auxiliaries.clone().any(|at| self.skeleton.items[at].class.any(Class::BE));
        let passive = be && matches!(cue.inflection, Inflection::Past | Inflection::Fixed);
        if passive != (frames.any(Frames::PASSIVE) && be) {
            return None;
        }
        if let Some(phrase) = &phrase
            && self.is_nobody(phrase)
        {
            return None;
        }
        let mut found = self.attribution(at, cue, source, after);
        found.begins = phrase.as_ref().map_or(at, |phrase| phrase.start);
        let gap = phrase.map_or(at, |phrase| phrase.end)..auxiliaries.start;
        found.is_close = gap.is_empty()
            || self.skeleton.items[gap.start].is_point(",—―–(")
            || self.skeleton.items[gap.start].class.any(Class::RELATIVE);
        found.factuality = self.factuality(auxiliaries, at);
        self.add_addressee(&mut found);
        Some(found)
    }

    /// “What is said”: a relative or question word is nobody.
    fn is_nobody(&self, phrase: &Range<usize>) -> bool {
        phrase.len() == 1
            && ["what", "that", "there", "this", "which", "who"]
                .iter()
                .any(|word| self.is(phrase.start, word))
    }

    /// Whether a verb goes on with the subject of an earlier one: “…, adding”, “and warned”.
    fn joins_verb(&self, at: usize, inflection: Inflection) -> bool {
        let before = |word| self.skeleton.is(at - 1, word);
        let participle = inflection == Inflection::Ing
            && (self.skeleton.items[at - 1].is_point(",—―–")
                || before("while")
                || before("before")
                || before("also"));
        participle || before("and") || before("but")
    }

    /// `according to X`
    fn adposition(&self, at: usize) -> Option<Attribution> {
        let cue = self.item(at)?.cue?;
        let after = at + usize::from(cue.words);
        let phrase = phrase_at(self.skeleton, after, self.to)?;
        let (mention, end) = self.with_following(&phrase);
        Some(self.attribution(at, cue, mention, end))
    }

    /// Takes the apposition “X, a lawyer,” or “the lawyer, X,” into account.
    fn with_apposition(&self, mut mention: Mention, apposition: Option<&Range<usize>>) -> Mention {
        let Some(range) = apposition.filter(|range| !range.is_empty()) else { return mention };
        if mention.name.is_none() && mention.description.is_some() {
            let phrase =
                phrase_at(self.skeleton, range.start, range.end).filter(|phrase| phrase.len() <= 6);
            let named =
                phrase.map(|phrase| self.describe(&phrase)).filter(|named| named.name.is_some());
            if let Some(mut named) = named {
                named.description = named.description.or(mention.description);
                return named;
            }
        } else if mention.name.is_some() && self.is_description(range.start) {
            let bytes = self.skeleton.bytes(range);
            let text = &self.skeleton.text[bytes.start as usize..bytes.end as usize];
            mention.description = mention.description.or_else(|| Some(text.to_owned()));
        }
        mention
    }

    /// “a lawyer”, “chairman of”, “of the union”: what begins here tells what somebody is.
    fn is_description(&self, at: usize) -> bool {
        let item = &self.skeleton.items[at];
        item.class.any(Class::DETERMINER.or(Class::TITLE))
            || item.capital
            || self.is(at, "of")
            || self.tables.kind(self.skeleton.str(at)).is_some()
    }

    /// A phrase and the apposition behind it: “said X, a lawyer, …”; and where both end.
    fn with_following(&self, phrase: &Range<usize>) -> (Mention, usize) {
        let mention = self.describe(phrase);
        let begins = |item: &Item| {
            item.class.any(Class::DETERMINER.or(Class::TITLE))
                || self.tables.kind(self.skeleton.word(item)).is_some()
                || item.class.any(Class::PREPOSITION)
        };
        let comma = self.item(phrase.end).is_some_and(|item| item.is_point(","));
        let from = phrase.end + 1;
        let opens = self
            .item(from)
            .is_some_and(|item| (begins(item) || item.capital) && item.cue.is_none());
        if !comma || !opens || mention.name.is_none() && !self.skeleton.items[from].capital {
            return (mention, phrase.end);
        }
        let closes = |&at: &usize| {
            let item = &self.skeleton.items[at];
            item.is_point(",;:—―–.") || item.ends || item.quotation().is_some()
        };
        let limit = self.to.min(from + 30);
        let end = (from..limit).find(closes).unwrap_or(limit);
        let end = end + usize::from(self.item(end).is_some_and(|item| item.ends && item.is_word()));
        (self.with_apposition(mention, Some(&(from..end))), end)
    }

    /// In what sense the act is told, from the words before the cue.
    pub(super) fn factuality(&self, auxiliaries: Range<usize>, at: usize) -> Factuality {
        let has = |class| auxiliaries.clone().any(|at| self.skeleton.items[at].class.any(class));
        if has(Class::NEGATION) {
            return Factuality::Negated;
        }
        if has(Class::FUTURE) {
            return Factuality::Planned;
        }
        if auxiliaries.clone().any(|at| {
            ["may", "might", "could", "can", "would", "should"].iter().any(|word| self.is(at, word))
        }) {
            return Factuality::Possible;
        }
        let to = at.checked_sub(1).filter(|&to| self.is(to, "to") && to > self.from);
        match to.map(|to| self.skeleton.items[to - 1].class) {
            Some(class) if class.any(Class::REFUSAL) => Factuality::Negated,
            Some(class) if class.any(Class::PLAN) => Factuality::Planned,
            _ => Factuality::Happened,
        }
    }

    /// “told Y”, “said to Y”
    fn add_addressee(&self, found: &mut Attribution) {
        let at = found.end;
        let to = self.is(at, "to");
        let from = if to { at + 1 } else { at };
        if !to && !found.frames.any(Frames::ADDRESSEE) {
            return;
        }
        let Some(phrase) = object(self.skeleton, from, self.to) else { return };
        let mention = self.describe(&phrase);
        let pronoun = mention.name.is_none() && mention.description.is_none();
        if to && mention.name.is_none() && !pronoun && !self.is_audience(&phrase) {
            return;
        }
        found.end = phrase.end;
        found.addressee = Some(mention);
    }

    /// “to reporters”: after `to`, a small word must be somebody.
    fn is_audience(&self, phrase: &Range<usize>) -> bool {
        let first = &self.skeleton.items[phrase.start];
        let begins = phrase.len() == 1 || first.class.any(Class::DETERMINER) || first.capital;
        begins && phrase.clone().any(|at| self.tables.kind(self.skeleton.str(at)).is_some())
    }

    /// The attribution right after the quotation at `at`: `“…,” X said`, `“…,” said X`,
    /// `“…,” according to X`. `strict` where the quotation ended with a full stop: what follows
    /// may be a sentence of its own.
    pub(crate) fn after_quotation(&self, at: usize, strict: bool) -> Option<Attribution> {
        let mut from = at + 1;
        while self.item(from).is_some_and(|item| item.is_point(",—―–-")) {
            from += 1;
        }
        let first = self.item(from)?;
        let found = self.inverted(from).or_else(|| self.upright(from, first));
        found.filter(|found| !strict || self.is_complete(found))
    }

    /// `said X`, `according to X`
    fn inverted(&self, from: usize) -> Option<Attribution> {
        let adverb = usize::from(self.item(from)?.class.any(Class::ADVERB));
        let at = from + adverb;
        let cue = self.item(at)?.cue?;
        let frames = self.frames(cue);
        if frames.any(Frames::ADPOSITION) {
            return self.adposition(at);
        }
        if !frames.any(Frames::INVERTED) || matches!(cue.inflection, Inflection::Ing) {
            return None;
        }
        let phrase = phrase_at(self.skeleton, at + usize::from(cue.words), self.to)?;
        let object_pronoun = ["him", "her", "them", "us", "me"]
            .iter()
            .any(|word| phrase.len() == 1 && self.is(phrase.start, word));
        if object_pronoun {
            return None;
        }
        let (mention, end) = self.with_following(&phrase);
        Some(self.attribution(at, cue, mention, end))
    }

    /// `X said`, `as X put it`
    fn upright(&self, from: usize, first: &Item) -> Option<Attribution> {
        let skips =
            first.class.any(Class::JUNCTION.or(Class::ADVERB)) && !first.class.any(Class::PRONOUN);
        let from = from + usize::from(skips);
        let limit = self.to.min(from + REACH);
        for at in from..limit {
            let item = &self.skeleton.items[at];
            if item.quotation().is_some() || at > from && self.skeleton.items[at - 1].ends {
                return None;
            }
            let Some(cue) = item.cue else { continue };
            if !self.frames(cue).any(Frames::AFTER) || cue.inflection == Inflection::Ing {
                continue;
            }
            let Some(found) = self.with_subject(from, at, None) else { continue };
            let begins = self.skeleton.items[from].start;
            let near =
                found.source.start == begins || self.only_insertion(from, found.source.start);
            if near && found.is_close && !self.is(found.end, "that") {
                return Some(found);
            }
        }
        None
    }

    /// Whether between item `from` and byte `start` there is only “the lawyer,” before the name.
    fn only_insertion(&self, from: usize, start: u32) -> bool {
        let mut items = self.skeleton.items[from..self.to]
            .iter()
            .take_while(|item| item.start < start)
            .take(REACH);
        items.all(|item| {
            item.is_word() && item.cue.is_none()
                || item.is_point(",")
                || item.kind == super::ItemKind::Suffix
        })
    }

    /// Whether an attribution is a sentence's rest: nothing follows but time and circumstance.
    fn is_complete(&self, found: &Attribution) -> bool {
        let Some(next) = self.item(found.end) else { return true };
        let rest = Class::PREPOSITION.or(Class::TIME).or(Class::ADVERB);
        !next.is_word() && next.quotation().is_none() && !next.is_point(":")
            || next.class.any(rest) && !self.is(found.end, "that")
    }
}
