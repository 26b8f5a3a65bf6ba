//! Values and nationalities by rule: NORP, DATE, TIME, QUANTITY, MONEY, PERCENT.
//!
//! A model finds persons, organisations and places; what is countable or closed is found here, in
//! four steps. `piece` cuts words where a figure meets a unit (`120mm`). `norp` looks forms up in
//! `norp.tsv`. `item` makes items: a name, a number (`number`) or a phrase of the tables is one,
//! with the classes that the tables give it. `pattern` runs the patterns of `values.tsv` over the
//! items, from left to right, the longest match first. The time is linear in the words.
//! `docs/names.md` says what belongs into a span of each kind.

mod class;
mod data;
mod item;
mod norp;
mod number;
mod pattern;
mod piece;

use pattern::Threads;

pub use data::{ValueRule, ValueTables};

use super::{Name, Word};

/// The names of a sentence together with the values that the rules find in it: in order, none
/// over another.
///
/// `names` are the spans that a model found, in any order; of two that share a word the first is
/// kept, and what is empty or reaches beyond the words is dropped. What lies in a name stays part
/// of it (`Iraqi Army`); only a place or an organisation that is nothing but a form of `norp.tsv`
/// (`the Iraqis`) becomes a NORP, and a place inside a sum of money (`5 US dollars`) gives way.
/// Tags are used where forms do not tell; they may be wrong.
///
/// ```
/// use onrecord_engine::sentence::{ValueTables, add_values};
/// let tables = ValueTables::compiled_in();
/// assert!(add_values("", &[], Vec::new(), &tables).is_empty());
/// ```
pub fn add_values(text: &str, words: &[Word], names: Vec<Name>, tables: &ValueTables) -> Vec<Name> {
    let pieces = piece::pieces(text, words);
    let mut names = in_order(names, words.len());
    names.retain(|name| !norp::is_norp(name, &pieces, tables));
    names.extend(norp::norps(words, &pieces, &names, tables));
    names.sort_by_key(|name| name.words.start);

    let items = item::items(words, &pieces, &names, tables);
    let (mut values, mut threads) = (Vec::new(), Threads::default());
    let mut at = 0;
    while at < items.len() {
        at = match tables.program.longest(&items, at, &mut threads) {
            Some((rule, end)) => {
                let words = items[at].words.start..items[end - 1].words.end;
                values.push(Name { words: narrow(words), kind: tables.rules()[rule].kind });
                end
            }
            None => at + 1,
        };
    }
    merge(names, values)
}

/// The names in order of their places, without overlaps.
fn in_order(mut names: Vec<Name>, words: usize) -> Vec<Name> {
    names.sort_by_key(|name| name.words.start);
    let mut end = 0;
    names.retain(|name| {
        let keep =
            !name.words.is_empty() && name.words.end as usize <= words && name.words.start >= end;
        if keep {
            end = name.words.end;
        }
        keep
    });
    names
}

/// Names and values in order; a name inside a value is part of it.
fn merge(names: Vec<Name>, mut values: Vec<Name>) -> Vec<Name> {
    let mut spans = values.iter().map(|value| value.words.clone()).peekable();
    let mut apart = Vec::with_capacity(names.len());
    for name in names {
        while spans.next_if(|span| span.end <= name.words.start).is_some() {}
        if spans.peek().is_none_or(|span| name.words.end <= span.start) {
            apart.push(name);
        }
    }
    values.append(&mut apart);
    values.sort_by_key(|name| name.words.start);
    values
}

fn narrow(words: std::ops::Range<usize>) -> std::ops::Range<u32> {
    let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    narrow(words.start)..narrow(words.end)
}
