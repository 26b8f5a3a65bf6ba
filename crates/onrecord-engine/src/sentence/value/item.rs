//! What patterns run over: words, with names, numbers and phrases of the tables taken as one.

use std::ops::Range;

use super::class::Classes;
use super::data::ValueTables;
use super::number::Pieces;
use super::piece::Piece;
use crate::sentence::{Name, NameKind, Upos, Word, Xpos};

/// One or more words that patterns take as one, or a part of a word.
pub(super) struct Item {
    /// Its words.
    pub(super) words: Range<usize>,
    pub(super) classes: Classes,
    /// Whether a value may begin, and end, with it.
    pub(super) begins: bool,
    pub(super) ends: bool,
    /// Whether it follows the item before it without a blank.
    pub(super) glued: bool,
}

/// The items of a sentence; `names` are in order and do not overlap.
pub(super) fn items(
    words: &[Word],
    pieces: &[Piece<'_>],
    names: &[Name],
    tables: &ValueTables,
) -> Vec<Item> {
    let classes: Vec<Classes> = pieces.iter().map(|piece| tables.classes(&piece.form)).collect();
    let numbers = Pieces { pieces, classes: &classes };
    let mut items: Vec<Item> = Vec::with_capacity(pieces.len());
    let mut names = names;
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let past = names.iter().take_while(|name| name.words.end as usize <= piece.word).count();
        names = &names[past..];
        let name = names.first().filter(|name| name.words.start as usize <= piece.word);
        let limit = names.first().map_or(usize::MAX, |name| name.words.start as usize);
        let (len, mut found) = match name {
            Some(name) => {
                let end = name.words.end as usize;
                let len = pieces[at..].iter().take_while(|piece| piece.word < end).count();
                (len, name_class(name.kind))
            }
            None => widest(numbers, at, tables),
        };
        // Nothing reaches into a name.
        let inside = |piece: &&Piece<'_>| name.is_some() || piece.word < limit;
        let len = pieces[at..at + len].iter().take_while(inside).count().max(1);
        if name.is_none() && len == 1 {
            found = found.or(classes[at]);
        }
        let last = &pieces[at + len - 1];
        items.push(Item {
            words: piece.word..last.word + 1,
            classes: found.or(tags(&words[last.word], piece)),
            begins: begins(&items, piece),
            ends: last.ends,
            glued: piece.glued,
        });
        at += len;
    }
    items
}

/// Whether a value may begin with this piece: not in the middle of a word, but behind a prefix
/// (`pre-1967`), and not as the number of a kind (`F-16`).
fn begins(items: &[Item], piece: &Piece<'_>) -> bool {
    let [.., stem, hyphen] = items else { return piece.begins };
    if !(piece.glued && hyphen.glued && hyphen.classes.any(Classes::HYPHEN)) {
        return piece.begins;
    }
    let code = Classes::CAPITAL.when(!stem.classes.any(Classes::NUMBER.or(Classes::PREFIX)));
    let figure = piece.form.starts_with(|char: char| char.is_ascii_digit());
    (piece.begins || stem.classes.any(Classes::PREFIX)) && !(figure && stem.classes.any(code))
}

/// The number or the phrase of the tables that begins at `at`, whichever is longer.
fn widest(numbers: Pieces<'_, '_>, at: usize, tables: &ValueTables) -> (usize, Classes) {
    let number = numbers.number(at).unwrap_or((1, Classes::default()));
    match tables.phrase(&numbers.pieces[at..]) {
        Some(phrase) if phrase.0 >= number.0 => phrase,
        _ => number,
    }
}

fn name_class(kind: NameKind) -> Classes {
    match kind {
        NameKind::Person => Classes::PERSON,
        NameKind::Location => Classes::PLACE,
        NameKind::Norp => Classes::NORP,
        _ => Classes::default(),
    }
}

fn tags(word: &Word, first: &Piece<'_>) -> Classes {
    let capital = first.form.chars().next().is_some_and(char::is_uppercase);
    let noun = matches!(word.upos, Upos::Noun | Upos::Propn);
    let plural = matches!(word.xpos, Xpos::Nns | Xpos::Nnps);
    let verb = matches!(word.upos, Upos::Verb | Upos::Aux);
    Classes::CAPITAL
        .when(capital)
        .or(Classes::NOUN.when(noun))
        .or(Classes::PLURAL.when(noun && plural))
        .or(Classes::VERB.when(verb))
}
