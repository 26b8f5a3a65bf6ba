//! The times of a sentence, one by one, each against those around it.

use onrecord_model::{Dated, Grain};

use super::clause::Clauses;
use super::context::{Bound, Context, Toward};
use super::count::ahead;
use super::found::Found;
use super::period::Period;
use super::phrase::Phrase;
use super::resolve::resolve;
use super::slots::Slots;
use super::words::{Cue, Dir, Opens, Shift};

/// So many times named before are remembered.
const MEMORY: usize = 16;

/// What is known of a time before the times named earlier are looked at.
#[derive(Clone, Debug, Default)]
struct Plain {
    phrase: Option<Phrase>,
    toward: Toward,
    /// The year that it names or shares with the time behind it.
    year: Option<i16>,
    /// The time behind it in which it lies.
    within: Option<Period>,
    value: Option<Period>,
}

/// A time that was read.
struct Done {
    /// The verb that it hangs on.
    verb: Option<usize>,
    /// Whether it names its year and has both ends.
    is_fixed: bool,
    value: Option<Period>,
}

/// Reads the times of a sentence, from left to right.
pub(super) struct Reader<'r> {
    clauses: &'r Clauses<'r>,
    found: &'r [Found],
    quoted: &'r [bool],
    context: Context<'static>,
    plain: Vec<Plain>,
    /// The day named outside of quotations: on which it was said.
    said: Option<Period>,
    done: Vec<Done>,
    /// Values of this sentence, the nearest first.
    earlier: Vec<Period>,
}

impl<'r> Reader<'r> {
    /// For the times of a sentence; `context` holds what is the same in the whole text.
    pub(super) fn new(
        clauses: &'r Clauses<'r>,
        found: &'r [Found],
        quoted: &'r [bool],
        context: Context<'static>,
    ) -> Self {
        let (plain, done, earlier) = (Vec::new(), Vec::new(), Vec::new());
        let mut reader = Self { clauses, found, quoted, context, plain, said: None, done, earlier };
        // From right to left: a time may lie in the one behind it.
        let mut plain: Vec<Plain> = Vec::with_capacity(found.len());
        for at in (0..found.len()).rev() {
            plain.push(reader.plain(at, plain.last()));
        }
        plain.reverse();
        reader.plain = plain;
        reader.said = found.iter().zip(&reader.plain).find_map(|(time, plain)| {
            let is_outside = !reader.is_quoted(time) && !clauses.modifies(&time.words);
            plain.value.filter(|value| is_outside && is_day(value))
        });
        reader
    }

    /// The values of this sentence, the nearest to its end first.
    pub(super) fn into_earlier(self) -> Vec<Period> {
        self.earlier
    }

    fn is_quoted(&self, time: &Found) -> bool {
        self.quoted.get(time.words.start).copied().unwrap_or_default()
    }

    fn spans(&self, time: &Found) -> bool {
        let before = time.words.start.checked_sub(1);
        time.is_between
            || before.is_some_and(|at| self.clauses.is_cue(at, &Cue::Opens(Opens::From)))
    }

    /// A time by itself and by the one behind it.
    fn plain(&self, at: usize, behind: Option<&Plain>) -> Plain {
        let (time, next) = (&self.found[at], self.found.get(at + 1));
        let phrase = self.clauses.with_next(time, next);
        let toward = self.clauses.toward(&time.words);
        let mut plain = Plain { phrase, toward, ..Plain::default() };
        let Some(phrase) = phrase else { return plain };
        let slots = phrase.last();
        plain.year = slots.year;
        if let (Some(next), Some(behind), None) = (next, behind, slots.year) {
            let is_inside = self.clauses.are_one(time, next) && !self.clauses.modifies(&next.words);
            let shares = |other: &Slots| slots.month.is_some() && other.month.is_some();
            plain.within = behind.value.filter(|value| is_inside && lies_in(slots, value));
            if plain.within.is_none()
                && self.clauses.are_joined(time, next)
                && behind.phrase.is_some_and(|other| shares(other.last()))
            {
                (plain.year, plain.within) = (behind.year, behind.within);
            }
        }
        let context = Context {
            toward,
            year: plain.year,
            within: plain.within,
            spans: self.spans(time),
            ..self.context
        };
        plain.value = single(&resolve(&phrase, &context));
        plain
    }

    /// The value of a time, or its candidates; `before` holds the values of the sentence before,
    /// the nearest first.
    pub(super) fn read(&mut self, at: usize, before: &[Period]) -> (Option<Dated>, Vec<Dated>) {
        let time = &self.found[at];
        let periods = self.periods(at, before);
        let value = single(&periods);
        let toward = self.plain[at].toward;
        let after = at.checked_sub(1).map_or(0, |last| self.found[last].words.end);
        let open = |period: &Period| self.clauses.opened(time, *period, toward, after);
        let dated: Vec<Dated> = periods.iter().filter_map(open).collect();
        let above = self.clauses.above(&time.words);
        let verb = self.clauses.predicate(&time.words).filter(|verb| above == Some(*verb));
        let has_ends = dated.iter().all(|dated| dated.first().is_some() && dated.last().is_some());
        let phrase = self.plain[at].phrase;
        let is_fixed = has_ends && phrase.is_some_and(|phrase| phrase.last().year.is_some());
        self.done.push(Done { verb, is_fixed, value });
        if let Some(value) = value.filter(|_| has_ends) {
            self.earlier.insert(0, value);
            self.earlier.truncate(MEMORY);
        }
        match <[Dated; 1]>::try_from(dated) {
            Ok([dated]) => (Some(dated), Vec::new()),
            Err(candidates) => (None, candidates),
        }
    }

    /// What a time may stand for.
    fn periods(&self, at: usize, before: &[Period]) -> Vec<Period> {
        let (time, plain) = (&self.found[at], &self.plain[at]);
        let Some(phrase) = plain.phrase else { return Vec::new() };
        let slots = phrase.last();
        let earlier: Vec<Period> = self.earlier.iter().chain(before).copied().collect();
        // “September of that year”: without that year there is no September.
        let (is_open, open_within) = if recurs(slots) && slots.year.is_none() {
            self.open_within(at, &earlier)
        } else {
            (false, None)
        };
        if is_open && !open_within.is_some_and(|whole| lies_in(slots, &whole)) {
            return Vec::new();
        }
        let context = Context { earlier: &earlier, ..self.around(at, slots, open_within) };
        if let Some(is_within) = self.clauses.counts_ahead(time)
            && let Some(found) = ahead(slots, is_within, &context)
        {
            return vec![found];
        }
        if let (Some(Dir::Earlier | Dir::Later), Some(named)) = (slots.dir, self.named(at)) {
            return vec![named];
        }
        let mut periods = resolve(&phrase, &context);
        periods.dedup();
        periods
    }

    /// What the times beside one say of it; `within` is a longer one in which it lies.
    fn around(&self, at: usize, slots: &Slots, within: Option<Period>) -> Context<'static> {
        let (time, plain) = (&self.found[at], &self.plain[at]);
        let behind = self.found.get(at + 1).zip(self.plain.get(at + 1));
        let before = at.checked_sub(1).map(|last| (&self.found[last], &self.done[last]));
        let before = before
            .and_then(|(found, done)| done.value.filter(|_| self.clauses.are_one(found, time)));
        let beside = behind.filter(|(next, _)| self.clauses.are_one(time, next));
        let beside = beside.and_then(|(_, plain)| plain.value).filter(is_day);
        let bound = || self.clauses.bound(time, behind.map(|(next, plain)| (next, plain.value)));
        Context {
            toward: plain.toward,
            year: plain.year,
            within: plain.within.or(within).or(before.filter(|value| lies_in(slots, value))),
            clause: self.clause(time),
            bound: slots.dir.map_or(Bound::Nothing, |_| bound()),
            beside: beside.or(before.filter(is_day)).or_else(|| self.day_of_clause(at)),
            said: self.said.filter(|_| self.is_quoted(time)),
            quoted: self.is_quoted(time),
            spans: self.spans(time),
            ..self.context
        }
    }

    /// The time behind one that names the same: “a year earlier, in 2012”.
    fn named(&self, at: usize) -> Option<Period> {
        let (next, plain) = self.found.get(at + 1).zip(self.plain.get(at + 1))?;
        let is_named = plain.phrase.is_some_and(|phrase| phrase.last().year.is_some());
        let is_same = is_named && self.clauses.are_one(&self.found[at], next);
        plain.value.filter(|_| is_same)
    }

    /// Whether the time behind it, in which it lies, is counted from one named before, and what it
    /// is: “September of that year”.
    fn open_within(&self, at: usize, earlier: &[Period]) -> (bool, Option<Period>) {
        let next = self.found.get(at + 1).zip(self.plain.get(at + 1));
        let counted = next.and_then(|(found, plain)| {
            let phrase = plain.phrase?;
            let Phrase::One(Slots { shift, unit: Some(unit), count: None, .. }) = phrase else {
                return None;
            };
            let is_counted =
                matches!(shift, Some(Shift::That | Shift::Following | Shift::Previous));
            let is_long = unit.grain() > Grain::Day;
            (is_counted && is_long && self.clauses.are_one(&self.found[at], found))
                .then_some(phrase)
        });
        let Some(phrase) = counted else { return (false, None) };
        (true, single(&resolve(&phrase, &Context { earlier, ..self.context })))
    }

    /// The one day that hangs on the same verb: “on Monday the siren rang at 3 p.m.”
    fn day_of_clause(&self, at: usize) -> Option<Period> {
        let verb = self.clauses.above(&self.found[at].words)?;
        let near = at.saturating_sub(MEMORY)..self.found.len().min(at + MEMORY);
        let mut days = near.filter(|other| *other != at).filter_map(|other| {
            let is_same = self.clauses.above(&self.found[other].words) == Some(verb);
            self.plain[other].value.filter(|value| is_same && is_day(value))
        });
        days.next().filter(|_| days.next().is_none())
    }

    /// A time that was named before in the same clause, with its year.
    fn clause(&self, time: &Found) -> Option<Period> {
        let verb = self.clauses.predicate(&time.words)?;
        if self.clauses.above(&time.words) != Some(verb) {
            return None;
        }
        let mut near = self.done.iter().rev().take(MEMORY);
        near.find(|done| done.is_fixed && done.verb == Some(verb)).and_then(|done| done.value)
    }
}

fn single(periods: &[Period]) -> Option<Period> {
    match periods {
        [first, rest @ ..] if rest.iter().all(|other| other == first) => Some(*first),
        _ => None,
    }
}

fn is_day(period: &Period) -> bool {
    period.first == period.last && period.grain <= Grain::Day
}

/// Whether a time without a year may be one that lies in a longer one beside it: “Tuesday last
/// week”, “3 January last year”, “the last day of 2014”.
fn lies_in(slots: &Slots, whole: &Period) -> bool {
    if slots.year.is_some() || slots.dir.is_some() {
        return false;
    }
    if slots.weekday.is_some() && slots.month.is_none() {
        return whole.grain == Grain::Week;
    }
    if recurs(slots) {
        return slots.shift.is_none() && whole.grain == Grain::Year;
    }
    let is_nth = slots.ordinal.is_some() || slots.shift == Some(Shift::Last);
    slots.unit.is_some_and(|unit| is_nth && unit.grain() < whole.grain)
}

/// Whether it comes every year.
fn recurs(slots: &Slots) -> bool {
    slots.month.or(slots.season).is_some()
        || slots.feast.is_some()
        || slots.share.is_some() && slots.ordinal.is_some()
}
