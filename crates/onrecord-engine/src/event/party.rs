//! Who takes part in an event.

use std::ops::Range;

use onrecord_model::{Evidence, InText, Mention, Participant, Party, Span};

use super::Known;
use crate::said::within;
use crate::tables::Class;

/// Whoever stands in a stretch of the text with a head: one, or each of those who are named in a row
/// (`Chile, Peru and Bolivia`).
pub(super) fn participants(known: &Known<'_>, bytes: Range<u32>, head: u32) -> Vec<Participant> {
    let bytes = undated(known, bytes, head);
    let all = mentions(known, &bytes);
    let row = all.iter().position(|one| one.evidence.span().start() >= bytes.start);
    let row = row.map_or(&[][..], |first| in_a_row(known, &all[first..]));
    // All of the phrase is names: what stands before them is their title.
    let is_all = row.last().is_some_and(|last| last.evidence.span().end() == bytes.end)
        && row.first().is_some_and(|first| first.evidence.span().start() == bytes.start);
    if is_all && row.len() > 1 {
        return row.iter().map(|one| named(one)).collect();
    }
    vec![participant(known, bytes, head)]
}

/// A phrase without the day that hangs on it: `the United States on Wednesday`.
fn undated(known: &Known<'_>, bytes: Range<u32>, head: u32) -> Range<u32> {
    let inside = within(known.mentions, head..bytes.end, |one| one.evidence.span().start());
    let Some(date) = inside.iter().find(|one| one.date.is_some()) else { return bytes };
    let text = &known.document.text()[bytes.start as usize..date.evidence.span().start() as usize];
    let mut kept = text.trim_end();
    // `on`, `late on`
    while let Some((before, word)) = kept.rsplit_once(' ')
        && known.tables.class(word).any(Class::PREPOSITION.or(Class::TIME).or(Class::ADVERB))
    {
        kept = before.trim_end();
    }
    let end = bytes.start + u32::try_from(kept.len()).unwrap_or(0);
    if end > head { bytes.start..end } else { bytes }
}

/// The party of a statement.
pub(super) fn parties(known: &Known<'_>, party: &Party) -> Vec<Participant> {
    let span = party.evidence.span();
    let mut made = participants(known, span.start()..span.end(), span.end().saturating_sub(1));
    if let [one] = made.as_mut_slice() {
        one.name = party.name.clone().or(one.name.take());
        one.actor = party.actor.clone().or(one.actor.take());
        // `rights group Amnesty International`: the name behind a description.
        let behind =
            within(known.mentions, span.end()..span.end() + 2, |one| one.evidence.span().start());
        if let Some(behind) = behind.iter().find(|named| !named.codes.is_empty())
            && !one.is_known()
        {
            *one = Participant { evidence: one.evidence.clone(), ..named(behind) };
        }
    }
    made
}

/// Whose a thing is that something is done to, if they are not among those with `not`: `its border with
/// Colombia`.
pub(super) fn owner(
    known: &Known<'_>,
    bytes: Range<u32>,
    not: &[Participant],
) -> Option<Participant> {
    let is_other = |one: &&&Mention| {
        !one.codes.is_empty() && not.iter().all(|actor| !same(&actor.codes, &one.codes))
    };
    let all = mentions(known, &bytes);
    let owner = all.iter().find(is_other)?;
    let evidence = Evidence::cut(known.document, Span::new(bytes.start, bytes.end));
    Some(Participant { evidence, ..named(owner) })
}

/// Whether two are of the same country or body.
fn same(one: &[String], other: &[String]) -> bool {
    one.iter().any(|code| other.iter().any(|its| code.get(..3) == its.get(..3)))
}

fn participant(known: &Known<'_>, bytes: Range<u32>, head: u32) -> Participant {
    let inside = mentions(known, &bytes);
    let around = |one: &&&Mention| {
        let span: Span<InText> = one.evidence.span();
        span.start() <= head && head < span.end()
    };
    let own = inside.iter().filter(around).max_by_key(|one| one.evidence.span().range().len());
    let mut codes = own.map(|one| one.codes.clone()).unwrap_or_default();
    // `Moroccan police`, `the leaders of Chad and Sudan`: whose they are.
    if codes.is_empty()
        && let Some(first) = inside.iter().position(|one| !one.codes.is_empty())
    {
        for code in in_a_row(known, &inside[first..]).iter().flat_map(|one| &one.codes) {
            if !codes.contains(code) {
                codes.push(code.clone());
            }
        }
    }
    Participant {
        name: own.and_then(|one| one.name.clone()),
        actor: own.and_then(|one| one.actor.clone()),
        codes,
        evidence: Evidence::cut(known.document, Span::new(bytes.start, bytes.end)),
    }
}

fn named(mention: &Mention) -> Participant {
    Participant {
        name: mention.name.clone(),
        actor: mention.actor.clone(),
        codes: mention.codes.clone(),
        evidence: mention.evidence.clone(),
    }
}

/// Who is named in a stretch.
fn mentions<'k>(known: &Known<'k>, bytes: &Range<u32>) -> Vec<&'k Mention> {
    let inside = within(known.mentions, bytes.clone(), |one| one.evidence.span().start()).iter();
    inside.filter(|one| one.evidence.span().end() <= bytes.end && one.date.is_none()).collect()
}

/// The first of some, with those that only commas and `and` part from the one before.
fn in_a_row<'m>(known: &Known<'_>, all: &'m [&'m Mention]) -> &'m [&'m Mention] {
    let text = known.document.text();
    let joined = |pair: &[&Mention]| {
        let (one, next) = (pair[0].evidence.span(), pair[1].evidence.span());
        let between = text.get(one.end() as usize..next.start() as usize).unwrap_or("?");
        next.start() > one.end()
            && between
                .split([' ', ',', '\n'])
                .all(|word| matches!(word, "" | "and" | "or" | "&" | "the"))
            && between.contains([',', 'a', 'o', '&'])
    };
    let count = all.windows(2).take_while(|pair| joined(pair)).count();
    &all[..(count + 1).min(all.len())]
}
