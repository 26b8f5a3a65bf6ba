//! When: dates and times, given their days.
//!
//! The spans come from the names of kind DATE and TIME. `lex` and `piece` read them by
//! `tables/times.tsv`, `slots` puts what they say in its place, `resolve`, `yearly`, `count` and
//! `feast` give days to it, `clause` tells from the tree whether a clause looks back or ahead,
//! `around` what the words around a time say of it (`tables/time-cues.tsv`).
//!
//! Always: nothing is dated by the clock of the machine. Without a day of publication only what
//! the text itself fixes has a value. What is named by the month is never given a day. Where the words leave
//! two readings open, both are candidates and none is the value. Durations and ages have no
//! value. Weeks begin on Monday, spring is March to May: both are only about right elsewhere.
//! The time is linear in the text.

mod around;
mod clause;
mod context;
mod count;
mod days;
mod feast;
mod found;
mod lex;
mod period;
mod phrase;
mod piece;
mod quoted;
mod reader;
mod resolve;
mod slots;
mod words;
mod yearly;

use std::ops::Range;

use onrecord_model::{Dated, InText, Span, When};

use crate::sentence::Sentence;
use crate::tables::Tables;
use clause::Clauses;
use context::{Anchor, Context};
use found::{Found, found};
use period::Period;
use quoted::Quotes;
use reader::Reader;
pub(crate) use words::TimeWords;

/// A date or time that a text names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Time {
    /// Number of its sentence.
    pub(crate) sentence: usize,
    /// Its words, counted from 0 in the sentence.
    pub(crate) words: Range<usize>,
    /// Where it stands, in bytes.
    pub(crate) span: Span<InText>,
    /// What it stands for, if that is known.
    pub(crate) dated: Option<Dated>,
    /// What it may stand for, where the words leave several readings open; else empty.
    pub(crate) candidates: Vec<Dated>,
}

/// The dates and times of a text, in order, each with its value where it has one.
///
/// `anchor` is the time of publication: with none, only what the text itself fixes has a value.
pub(crate) fn dates(
    text: &str,
    sentences: &[Sentence],
    anchor: Option<&When>,
    tables: &Tables,
) -> Vec<Time> {
    let words = &tables.times;
    let found: Vec<Vec<Found>> =
        sentences.iter().map(|sentence| found(text, sentence, words)).collect();
    let context = Context {
        anchor: anchor.and_then(Anchor::of),
        day_first: day_first(&found),
        ..Context::default()
    };
    let (mut times, mut quotes) = (Vec::new(), Quotes::default());
    let mut before: Vec<Period> = Vec::new();
    for (number, (sentence, found)) in sentences.iter().zip(&found).enumerate() {
        let quoted = quotes.next(text, sentence);
        if found.is_empty() {
            before.clear();
            continue;
        }
        let clauses = Clauses::of(text, sentence, words);
        let mut reader = Reader::new(&clauses, found, &quoted, context);
        for (at, time) in found.iter().enumerate() {
            let (dated, candidates) = reader.read(at, &before);
            let Found { words, span, .. } = time;
            let (words, span) = (words.clone(), *span);
            times.push(Time { sentence: number, words, span, dated, candidates });
        }
        before = reader.into_earlier();
    }
    times
}

/// Whether the dates in figures of a text put the day first, where some can be read in one way
/// only and these agree.
fn day_first(found: &[Vec<Found>]) -> Option<bool> {
    let (mut day_first, mut month_first) = (false, false);
    for time in found.iter().flatten() {
        let Some(numeric) = time.phrase.and_then(|phrase| phrase.last().numeric) else { continue };
        if numeric.mark != '.' && numeric.digits[0] <= 2 {
            day_first |= numeric.values[0] > 12;
            month_first |= numeric.values[1] > 12;
        }
    }
    (day_first != month_first).then_some(day_first)
}
