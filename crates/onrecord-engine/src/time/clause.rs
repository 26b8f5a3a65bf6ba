//! Where the clause of a time looks: back or ahead.
//!
//! From the time the tree is climbed to the first verb or copula; its form and its auxiliaries
//! tell. An infinitive looks ahead below a verb or noun of wish (“plans to vote on Tuesday”), else
//! it looks where its verb looks; “ordered them to leave on Tuesday” says neither when they leave
//! nor when they were told. A headline tells in the present tense what was.

use std::ops::Range;

use super::context::Toward;
use super::slots::{Era, Slots};
use super::words::{Cue, Meaning, Opens, TimeWords};
use crate::sentence::{Relation, Sentence, Upos, Word, Xpos};

/// No tree is climbed higher.
const CLIMB: usize = 32;

/// What the words that depend on a word say of its tense.
#[derive(Clone, Copy, Debug, Default)]
struct Marks {
    modal: bool,
    maybe: bool,
    /// “due”
    ahead: bool,
    to: bool,
    /// “have”
    perfect: bool,
    /// “was”, “did”
    past: bool,
    /// “is”, “does”
    present: bool,
    copula: bool,
}

/// A sentence, made ready to be asked for tenses.
pub(super) struct Clauses<'s> {
    sentence: &'s Sentence,
    text: &'s str,
    words: &'s TimeWords,
    marks: Vec<Marks>,
    is_headline: bool,
}

impl<'s> Clauses<'s> {
    pub(super) fn of(text: &'s str, sentence: &'s Sentence, words: &'s TimeWords) -> Self {
        let mut marks = vec![Marks::default(); sentence.words.len()];
        for word in &sentence.words {
            let Some(marks) = word.head.and_then(|head| marks.get_mut(head as usize)) else {
                continue;
            };
            let is_mark = word.relation == Relation::Mark && word.xpos == Xpos::To;
            let is_copula = word.relation == Relation::Cop;
            let is_small = matches!(word.relation, Relation::Mark | Relation::Case);
            marks.ahead |= is_small && words.cues(&word.lemma).contains(&Cue::Ahead(false));
            marks.to |= is_mark;
            marks.copula |= is_copula;
            if is_copula || matches!(word.relation, Relation::Aux | Relation::AuxPass) {
                let form = text.get(word.span.range()).unwrap_or_default().to_lowercase();
                let says = |cue: &Cue| {
                    words.cues(&word.lemma).contains(cue) || words.cues(&form).contains(cue)
                };
                marks.modal |= says(&Cue::Modal);
                marks.maybe |= says(&Cue::Maybe);
                marks.perfect |= &*word.lemma == "have";
                marks.past |= word.xpos == Xpos::Vbd;
                marks.present |= matches!(word.xpos, Xpos::Vbz | Xpos::Vbp);
            }
        }
        let last = sentence
            .words
            .iter()
            .rev()
            .find(|word| !matches!(word.xpos, Xpos::CloseQuote | Xpos::CloseBracket));
        let is_headline = last.is_some_and(|word| word.xpos != Xpos::Stop);
        Self { sentence, text, words, marks, is_headline }
    }

    pub(super) fn word(&self, at: usize) -> Option<&'s Word> {
        self.sentence.words.get(at)
    }

    fn lower(&self, at: usize) -> String {
        let form = self.word(at).and_then(|word| self.text.get(word.span.range()));
        form.unwrap_or_default().to_lowercase()
    }

    /// Whether a word, or its dictionary form, is a cue.
    pub(super) fn is_cue(&self, at: usize, cue: &Cue) -> bool {
        let is = |form: &str| self.words.cues(form).contains(cue);
        self.word(at).is_some_and(|word| is(&self.lower(at)) || is(&word.lemma))
    }

    /// The cues of a word as it stands.
    pub(super) fn cues(&self, at: usize) -> &'s [Cue] {
        self.words.cues(&self.lower(at))
    }

    /// The cues of a word and the one behind it: “prior to”.
    pub(super) fn cues_of_two(&self, first: usize) -> &'s [Cue] {
        self.words.cues(&format!("{} {}", self.lower(first), self.lower(first + 1)))
    }

    /// What a word would mean in a time.
    pub(super) fn meaning(&self, at: usize) -> Option<Meaning> {
        self.words.meaning(&self.lower(at))
    }

    /// The word of a time that the others depend on.
    pub(super) fn head(&self, time: &Range<usize>) -> usize {
        let is_head = |at: &usize| {
            let head = self.word(*at).and_then(|word| word.head);
            head.is_none_or(|head| !time.contains(&(head as usize)))
        };
        time.clone().find(is_head).unwrap_or(time.start)
    }

    /// The word on which a time hangs; `None` where it is the root.
    pub(super) fn above(&self, time: &Range<usize>) -> Option<usize> {
        self.word(self.head(time))?.head.map(|head| head as usize)
    }

    /// Whether it says which one of the noun behind it: “the 2014 vote”, “Tuesday's vote”.
    pub(super) fn modifies(&self, time: &Range<usize>) -> bool {
        let next = self.word(time.end);
        let is_owner = next.is_some_and(|next| next.xpos == Xpos::Pos);
        let is_before = self.above(time) == Some(time.end)
            && next.is_some_and(|next| matches!(next.upos, Upos::Noun | Upos::Propn | Upos::Adj));
        is_owner || is_before
    }

    /// The verb, or the word with a copula, of the clause in which a time stands.
    pub(super) fn predicate(&self, time: &Range<usize>) -> Option<usize> {
        let mut at = self.above(time)?;
        for _ in 0..CLIMB {
            if self.is_predicate(at) {
                return Some(at);
            }
            at = self.word(at)?.head? as usize;
        }
        None
    }

    fn is_predicate(&self, at: usize) -> bool {
        let Some((word, marks)) = self.word(at).zip(self.marks.get(at)) else { return false };
        matches!(word.upos, Upos::Verb | Upos::Aux) || marks.copula
    }

    /// Whether it is no time of the calendar after all, or one that nobody could date: “in his
    /// sixties”, “April Voss”, “the second Tuesday of each month”.
    pub(super) fn is_other(&self, time: &Range<usize>, slots: &Slots) -> bool {
        let before = time.start.checked_sub(1);
        let before = before.and_then(|at| Some((self.word(at)?, self.lower(at))));
        let is_age = matches!(slots.era, Some(Era::Short(_)))
            && before.as_ref().is_some_and(|(word, _)| word.xpos == Xpos::PrpPoss);
        // “the second Tuesday of each month”
        let is_nth = |form: &str| matches!(self.words.meaning(form), Some(Meaning::Ordinal(_)));
        let is_nth =
            slots.weekday.is_some() && before.as_ref().is_some_and(|(_, form)| is_nth(form));
        let is_surname = |word: &Word| {
            word.relation == Relation::Flat
                && word.upos == Upos::Propn
                && word.head.is_some_and(|head| time.contains(&(head as usize)))
        };
        let next = self.word(time.end);
        // A name begins a sentence; a month would have “in” before it.
        let is_given = time.start == 0
            && self.above(time) == Some(time.end)
            && next.is_some_and(|word| word.upos == Upos::Propn);
        is_age || is_nth || time.len() == 1 && (is_given || next.is_some_and(is_surname))
    }

    /// Where the clause of a time looks.
    pub(super) fn toward(&self, time: &Range<usize>) -> Toward {
        let before = time.start.checked_sub(1);
        let is_for = before.is_some_and(|at| self.is_cue(at, &Cue::For));
        let is_due = is_for || before.is_some_and(|at| self.is_deadline(at));
        // “ahead of Tuesday's vote”
        let mut near = time.start.saturating_sub(4)..time.start;
        if near.any(|at| self.lower(at) == "ahead" && self.lower(at + 1) == "of") {
            return Toward::Ahead;
        }
        // “due on Tuesday”, “set for Tuesday”
        let is_ahead = |at: usize| {
            let always = self.is_cue(at, &Cue::Ahead(false)) && !self.is_past_verb(at);
            let is_cue = self.is_cue(at, &Cue::Ahead(false)) || self.is_cue(at, &Cue::Ahead(true));
            always || is_for && is_cue
        };
        if before.and_then(|at| at.checked_sub(1)).is_some_and(is_ahead) {
            return Toward::Ahead;
        }
        let head = self.head(time);
        // “The deadline is Friday”
        let is_copula = self.marks.get(head).is_some_and(|marks| marks.copula && marks.present);
        let is_from = before.is_some_and(|at| self.is_cue(at, &Cue::Opens(Opens::From)));
        if is_copula && !is_from && !self.is_headline {
            return Toward::Ahead;
        }
        let mut at = if self.is_predicate(head) { Some(head) } else { self.above(time) };
        for _ in 0..CLIMB {
            let Some(here) = at else { break };
            if is_ahead(here) {
                return Toward::Ahead;
            }
            if self.is_predicate(here) {
                return match self.tense(here) {
                    Toward::Open if is_due => Toward::Ahead,
                    toward => toward,
                };
            }
            at = self.word(here).and_then(|word| word.head).map(|head| head as usize);
        }
        Toward::Back
    }

    /// “by”, “until”, “before”, “within”
    fn is_deadline(&self, at: usize) -> bool {
        self.cues(at)
            .iter()
            .any(|cue| matches!(cue, Cue::Opens(Opens::Until | Opens::Before) | Cue::Within(true)))
    }

    /// Whether it is a verb in the past tense and no participle.
    fn is_past_verb(&self, at: usize) -> bool {
        self.word(at).is_some_and(|word| word.xpos == Xpos::Vbd)
    }

    /// Where a predicate looks.
    fn tense(&self, predicate: usize) -> Toward {
        let (mut at, mut is_infinitive) = (predicate, false);
        for _ in 0..CLIMB {
            let Some((word, marks)) = self.word(at).zip(self.marks.get(at)) else { break };
            is_infinitive |= marks.to;
            match self.own_tense(at, word, *marks) {
                Some(toward) => return toward,
                None => match word.head {
                    Some(head) => at = head as usize,
                    None => break,
                },
            }
        }
        // “Minister to visit Veldra on Tuesday”
        let is_noun = !self.is_predicate(at);
        if self.is_headline && is_infinitive && is_noun { Toward::Ahead } else { Toward::Back }
    }

    /// What a predicate says by itself; `None` where the one above it tells.
    fn own_tense(&self, at: usize, word: &Word, marks: Marks) -> Option<Toward> {
        let present = || {
            let is_scheduled = self.is_cue(at, &Cue::Scheduled);
            match (self.is_headline, is_scheduled) {
                (true, _) => Toward::Back,
                (false, true) => Toward::Ahead,
                (false, false) => Toward::Open,
            }
        };
        if (marks.modal || marks.maybe || marks.to) && marks.perfect {
            return Some(Toward::Back);
        }
        if marks.modal || marks.ahead && (marks.copula || word.xpos == Xpos::Vb) {
            return Some(Toward::Ahead);
        }
        if marks.maybe {
            return Some(Toward::Open);
        }
        if marks.to {
            return self.infinitive(word);
        }
        if marks.perfect || marks.past {
            return Some(Toward::Back);
        }
        if marks.present {
            return Some(present());
        }
        match word.xpos {
            Xpos::Vbd => Some(Toward::Back),
            Xpos::Vbz | Xpos::Vbp => Some(present()),
            Xpos::Vbn if word.relation != Relation::Conj => Some(Toward::Back),
            Xpos::Vb if word.head.is_none() => Some(Toward::Ahead),
            _ => None,
        }
    }

    /// Where an infinitive looks.
    fn infinitive(&self, word: &Word) -> Option<Toward> {
        let Some(above) = word.head.map(|head| head as usize) else { return Some(Toward::Ahead) };
        let is_planned = [Cue::Ahead(false), Cue::Ahead(true)];
        if is_planned.iter().any(|cue| self.is_cue(above, cue)) {
            return Some(Toward::Ahead);
        }
        if !self.is_cue(above, &Cue::Wish) {
            return None;
        }
        let was = self.word(above).zip(self.marks.get(above)).is_some_and(|(wish, marks)| {
            let is_participle = wish.xpos == Xpos::Vbn && !marks.present;
            marks.past || marks.perfect || is_participle || wish.xpos == Xpos::Vbd
        });
        Some(if was { Toward::Open } else { Toward::Ahead })
    }
}
