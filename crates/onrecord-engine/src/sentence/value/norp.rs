//! Nationalities, religions, movements and their people.

use super::class::Classes;
use super::data::{NorpUse, ValueTables};
use super::piece::Piece;
use crate::sentence::{Name, NameKind, Upos, Word};

/// More pieces than any form has.
const LONGEST: usize = 16;

/// The names of kind NORP among the words of a sentence that are in no other name.
pub(super) fn norps(
    words: &[Word],
    pieces: &[Piece<'_>],
    names: &[Name],
    tables: &ValueTables,
) -> Vec<Name> {
    let mut taken = vec![false; words.len()];
    for name in names {
        taken[name.words.start as usize..name.words.end as usize].fill(true);
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        let free = pieces[at..].iter().take(LONGEST).take_while(|piece| !taken[piece.word]).count();
        let known = tables.norp.longest(&pieces[at..at + free]);
        let (len, is) = match known {
            Some((len, how)) => norp(words, pieces, at, (len, how), tables),
            None => (1, free > 0 && joined(piece, tables)),
        };
        if is {
            found.push(name(piece.word, pieces[at + len - 1].word));
        }
        at += len;
    }
    found
}

/// Whether a place or an organisation is nothing but a form of the table, with or without “the”.
pub(super) fn is_norp(name: &Name, pieces: &[Piece<'_>], tables: &ValueTables) -> bool {
    if !matches!(name.kind, NameKind::Location | NameKind::Organisation) {
        return false;
    }
    let inside = |piece: &Piece<'_>| name.words.contains(&narrow(piece.word));
    let start = pieces.partition_point(|piece| narrow(piece.word) < name.words.start);
    let len = pieces[start..].iter().take_while(|piece| inside(piece)).count();
    let pieces = match &pieces[start..start + len] {
        [first, rest @ ..] if first.form.eq_ignore_ascii_case("the") => rest,
        pieces => pieces,
    };
    let found = tables.norp.longest(pieces);
    found.is_some_and(|(len, how)| {
        len == pieces.len() && !matches!(how, NorpUse::Not | NorpUse::Prefix)
    })
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn name(first: usize, last: usize) -> Name {
    Name { words: narrow(first)..narrow(last + 1), kind: NameKind::Norp }
}

/// A form that the table knows: how many pieces it has, and whether it is one here.
fn norp(
    words: &[Word],
    pieces: &[Piece<'_>],
    at: usize,
    (len, how): (usize, NorpUse),
    tables: &ValueTables,
) -> (usize, bool) {
    let first = &pieces[at];
    let capital = first.form.chars().next().is_some_and(char::is_uppercase);
    let verb = at == 0 && words[first.word].upos == Upos::Verb;
    let is = match how {
        NorpUse::AnyCase => true,
        NorpUse::Plain => capital && !verb,
        NorpUse::Inside => capital && at > 0 && !opens(pieces, at),
        NorpUse::Language => capital && !verb && !language(words, pieces, at, len, tables),
        NorpUse::Not => false,
        NorpUse::Prefix => {
            let hyphen = pieces.get(at + len).is_some_and(|piece| &*piece.form == "-");
            let rest = pieces.get(at + len + 1..).unwrap_or_default();
            let other = tables.norp.longest(rest).filter(|(_, how)| *how != NorpUse::Not);
            return match other {
                Some((more, _)) if hyphen && capital => (len + 1 + more, true),
                _ => (len, false),
            };
        }
    };
    (len, is)
}

/// Whether the word begins what somebody says or a line: only a quotation mark stands before it.
fn opens(pieces: &[Piece<'_>], at: usize) -> bool {
    let before = &pieces[at - 1].form;
    matches!(&**before, "“" | "\"" | "‘" | "'" | "``" | ":" | "*" | "•")
}

/// `pro-Iranian` as one word.
fn joined(piece: &Piece<'_>, tables: &ValueTables) -> bool {
    let Some((_, last)) = piece.form.rsplit_once('-') else { return false };
    let alone = Piece { form: last.into(), ..*piece };
    last.chars().next().is_some_and(char::is_uppercase)
        && tables
            .norp
            .longest(&[alone])
            .is_some_and(|(_, how)| !matches!(how, NorpUse::Not | NorpUse::Prefix))
}

/// Whether the form means a language: “speaks Russian”, “in Russian”, “Russian-speaking”.
fn language(
    words: &[Word],
    pieces: &[Piece<'_>],
    at: usize,
    len: usize,
    tables: &ValueTables,
) -> bool {
    let is = |at: Option<usize>, classes: Classes| {
        let piece = at.and_then(|at| pieces.get(at));
        piece.is_some_and(|piece| tables.classes(&piece.form).any(classes))
    };
    let hyphen = pieces.get(at + len).is_some_and(|piece| piece.glued && &*piece.form == "-");
    let next = at + len + usize::from(hyphen);
    let before = at.checked_sub(1);
    if is(Some(next), Classes::LANGUAGE) || is(before, Classes::SPEAK) {
        return true;
    }
    let alone = pieces.get(next).is_none_or(|piece| {
        !piece.form.starts_with(char::is_alphanumeric) || stands_apart(words[piece.word].upos)
    });
    is(before, Classes::IN_LANGUAGE) && !hyphen && alone
}

/// Whether a word of this tag cannot be what an adjective before it describes.
fn stands_apart(tag: Upos) -> bool {
    !matches!(tag, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num)
}
