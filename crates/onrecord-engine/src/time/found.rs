//! The times of a sentence as the finder has them, read piece by piece.

use std::ops::Range;

use onrecord_model::{InText, Span};

use super::lex::{Lex, lex};
use super::phrase::Phrase;
use super::piece::{Piece, pieces};
use super::words::{Cue, Link, Meaning, TimeWords};
use crate::sentence::{Name, NameKind, Sentence};

/// No feast has more words.
const LONGEST: usize = 5;

/// A time in a sentence.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// Its words, counted from 0 in the sentence.
    pub(super) words: Range<usize>,
    /// Where it stands, in bytes.
    pub(super) span: Span<InText>,
    /// What it says; none where it is no time of the calendar.
    pub(super) phrase: Option<Phrase>,
    /// Whether it begins with “between”.
    pub(super) is_between: bool,
}

/// The dates and times of a sentence, in order.
pub(super) fn found(text: &str, sentence: &Sentence, words: &TimeWords) -> Vec<Found> {
    let mut ranges = feasts(text, sentence, words);
    let hidden = ranges.len();
    for name in &sentence.names {
        let range = name.words.start as usize..name.words.end as usize;
        let is_free = ranges[..hidden].iter().all(|feast| apart(feast, &range));
        if is_time(name.kind) && is_free {
            ranges.push(range);
        }
    }
    ranges.sort_by_key(|range| range.start);
    ranges
        .into_iter()
        .filter_map(|range| {
            let inside = sentence.words.get(range.clone())?;
            let span = Span::new(inside.first()?.span.start(), inside.last()?.span.end());
            let pieces = pieces(&lex(with_second_year(text, span)), words).unwrap_or_default();
            let between = Piece::Word(Meaning::Link(Link::Between));
            Some(Found {
                words: range,
                span,
                phrase: Phrase::of(&pieces),
                is_between: pieces.first() == Some(&between),
            })
        })
        .collect()
}

fn is_time(kind: NameKind) -> bool {
    matches!(kind, NameKind::Date | NameKind::Time)
}

fn apart(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.end <= other.start || other.end <= one.start
}

/// Feasts that were taken for another name, in whole or in part: “Eid al-Fitr” for a person. A
/// single word must stand where a day would: “on Ashura”.
fn feasts(text: &str, sentence: &Sentence, words: &TimeWords) -> Vec<Range<usize>> {
    let mut feasts: Vec<Range<usize>> = Vec::new();
    for name in sentence.names.iter().filter(|name| !is_time(name.kind)) {
        let start = name.words.start as usize;
        // “Eid” may be a date, and what follows a person.
        for start in [start.saturating_sub(2), start.saturating_sub(1), start] {
            let Some(range) = feast(text, sentence, words, start) else { continue };
            let is_inside = |name: &Name| {
                let other = name.words.start as usize..name.words.end as usize;
                apart(&range, &other) || range.start <= other.start && other.end <= range.end
            };
            let hides = start <= name.words.start as usize && name.words.end as usize <= range.end;
            let is_new = feasts.last().is_none_or(|last| last.end <= range.start);
            if hides && is_new && sentence.names.iter().all(is_inside) {
                feasts.push(range);
                break;
            }
        }
    }
    feasts
}

/// The longest name of a feast that begins with this word.
fn feast(text: &str, sentence: &Sentence, words: &TimeWords, start: usize) -> Option<Range<usize>> {
    let form = |at: usize| text.get(sentence.words.get(at)?.span.range());
    form(start)?.chars().next().filter(|first| first.is_uppercase())?;
    let (mut best, mut key) = (None, String::new());
    for at in start..sentence.words.len().min(start + LONGEST) {
        if !add(&mut key, form(at)?) {
            break;
        }
        if matches!(words.meaning(&key), Some(Meaning::Feast(_))) {
            best = Some(start..at + 1);
        }
    }
    let before = start.checked_sub(1).and_then(form).unwrap_or_default().to_lowercase();
    let is_day = || words.cues(&before).contains(&Cue::Feast);
    best.filter(|range: &Range<usize>| range.len() > 1 || is_day())
}

/// Adds a word to a form of the table; whether one may go on with it.
fn add(key: &mut String, word: &str) -> bool {
    for piece in lex(word) {
        match piece.kind {
            // “New Year 's” is two words of the sentence and one of the table.
            Lex::Word(text) if text == "s" => key.push('s'),
            Lex::Word(text) | Lex::Figure(text) => {
                key.push_str(if key.is_empty() { "" } else { " " });
                key.push_str(&text);
            }
            Lex::Mark('-' | '\'') => {}
            Lex::Mark(_) => return false,
        }
    }
    true
}

/// The text of a time, with the two figures that follow a hyphen: “the winter of 2014”-15.
fn with_second_year(text: &str, span: Span<InText>) -> &str {
    let range = span.range();
    let Some(rest) = text.get(range.end..) else { return "" };
    let mut chars = rest.char_indices();
    let hyphen = chars.next().is_some_and(|(_, char)| matches!(char, '-' | '–' | '/'));
    let digits = chars.take_while(|(_, char)| char.is_ascii_digit()).count();
    let len = rest.chars().take(3).map(char::len_utf8).sum::<usize>();
    let end = if hyphen && digits == 2 { range.end + len } else { range.end };
    text.get(range.start..end).unwrap_or_default()
}
