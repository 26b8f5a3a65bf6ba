//! Names in sentences: what the name tagger found, and what the base knows.

use std::ops::Range;

use onrecord_knowledge::{Base, Kind, Named, Property, fold_text};
use onrecord_model::{InText, Span};

use crate::place::is_where;
use crate::sentence::{NameKind, Sentence, Upos, Word};
use crate::tables::{Means, RoleNouns};

/// A name in the text.
#[derive(Clone, Debug)]
pub(crate) struct Spot {
    /// Number of its sentence.
    pub(crate) sentence: usize,
    /// Its words, counted from 0 in the sentence.
    pub(crate) words: Range<usize>,
    /// Where it stands, in bytes.
    pub(crate) span: Span<InText>,
    /// What the tagger takes it for.
    pub(crate) kind: Option<NameKind>,
    /// Whom the base knows by these very words.
    pub(crate) named: Vec<Named>,
}

/// Memory of the search, used again.
#[derive(Default)]
struct Memory {
    key: String,
    places: Vec<u32>,
}

/// A name of the base that stands in a sentence.
struct Known {
    words: Range<usize>,
    named: Vec<Named>,
}

/// The names of sentences, in order and apart.
pub(crate) fn spots(
    text: &str,
    sentences: &[Sentence],
    base: &Base,
    roles: &RoleNouns,
) -> Vec<Spot> {
    let mut memory = Memory::default();
    let mut spots = Vec::new();
    for (number, sentence) in sentences.iter().enumerate() {
        let known = known(text, sentence, base, &mut memory);
        spots.extend(merge(text, number, sentence, known, roles));
    }
    spots
}

/// The names of the base in a sentence, from left to right, the longest first.
fn known(text: &str, sentence: &Sentence, base: &Base, memory: &mut Memory) -> Vec<Known> {
    let (Some(first), Some(last)) = (sentence.words.first(), sentence.words.last()) else {
        return Vec::new();
    };
    let start = first.span.start();
    let part = &text[start as usize..last.span.end() as usize];
    fold_text(part, &mut memory.key, &mut memory.places);
    let Memory { key, places } = &*memory;
    let (mut found, mut at) = (Vec::new(), 0);
    while at < sentence.words.len() {
        if text[sentence.words[at].span.range()].eq_ignore_ascii_case("the") {
            at += 1;
            continue;
        }
        let from = places.partition_point(|&place| place < sentence.words[at].span.start() - start);
        let candidates = base.prefixes(&key[from.min(key.len())..]);
        let longest = candidates.iter().rev().find_map(|length| {
            let end = start + places[from + length - 1];
            let words = at..sentence.words.partition_point(|word| word.span.start() <= end);
            let named: Vec<Named> = base
                .named(&key[from..from + length])
                .filter(|named| fits(text, sentence, &words, *named, base))
                .collect();
            (!named.is_empty()).then_some(Known { words, named })
        });
        match longest {
            Some(known) => {
                at = known.words.end;
                found.push(known);
            }
            None => at += 1,
        }
    }
    found
}

/// Whether words can be this name: capitals as it wants them, and no common word.
fn fits(text: &str, sentence: &Sentence, words: &Range<usize>, named: Named, base: &Base) -> bool {
    let inside = &sentence.words[words.clone()];
    let (Some(first), Some(last)) = (inside.first(), inside.last()) else { return false };
    let surface = &text[first.span.start() as usize..last.span.end() as usize];
    let is_upper = |c: char| c.is_uppercase();
    let capital = surface.chars().any(is_upper);
    if base.kind(named.subject) == Some(Kind::Office) {
        return false;
    }
    match named.by {
        Property::Title | Property::Domain => false,
        Property::Acronym => !surface.chars().any(char::is_lowercase) && capital,
        Property::Demonym => surface.chars().next().is_some_and(is_upper),
        _ if inside.len() > 1 => {
            capital && (is_proper(text, inside) || is_written_so(surface, named, base))
        }
        _ => {
            let is_name = matches!(first.upos, Upos::Propn | Upos::X);
            let lettered = surface.chars().next().is_some_and(is_upper);
            let is_land = base.kind(named.subject).is_some_and(Kind::is_land);
            lettered && (is_name || is_land || words.start > 0)
        }
    }
}

/// Whether some word of several is a name, or all that count have a capital.
fn is_proper(text: &str, words: &[Word]) -> bool {
    let form = |word: &Word| &text[word.span.range()];
    words.iter().any(|word| matches!(word.upos, Upos::Propn | Upos::X))
        || words
            .iter()
            .filter(|word| form(word).len() > 3)
            .all(|word| form(word).chars().next().is_some_and(char::is_uppercase))
}

/// Whether the base writes the name with no more capitals: `Iraqi army`.
fn is_written_so(surface: &str, named: Named, base: &Base) -> bool {
    let first = |text: &str| {
        text.split([' ', '-']).map(|word| word.starts_with(char::is_uppercase)).collect::<Vec<_>>()
    };
    let mine = first(surface);
    let mut names = base.objects(named.subject, named.by);
    names.any(|(name, _)| {
        let theirs = first(name);
        theirs.len() == mine.len() && theirs.iter().zip(&mine).all(|(theirs, mine)| mine >= theirs)
    })
}

/// The names of the tagger and those of the base, made one list.
fn merge(
    text: &str,
    number: usize,
    sentence: &Sentence,
    known: Vec<Known>,
    roles: &RoleNouns,
) -> Vec<Spot> {
    let spot = |words: Range<usize>, kind: Option<NameKind>, named: Vec<Named>| {
        let inside = &sentence.words[words.clone()];
        let span = Span::new(inside[0].span.start(), inside[inside.len() - 1].span.end());
        Spot { sentence: number, words, span, kind, named }
    };
    let is_who = |kind| {
        matches!(
            kind,
            NameKind::Person | NameKind::Organisation | NameKind::Location | NameKind::Norp
        )
    };
    let mut spots: Vec<Spot> = Vec::new();
    let mut taken: Vec<bool> = vec![false; sentence.words.len()];
    let tagged: Vec<(Range<usize>, NameKind)> = sentence
        .names
        .iter()
        .filter(|name| is_who(name.kind))
        .flat_map(|name| {
            let words = name.words.start as usize..name.words.end as usize;
            let pieces = pieces(text, sentence, words).into_iter();
            pieces.map(|words| (trim(text, sentence, words, name.kind, roles), name.kind))
        })
        .filter(|(words, _)| !words.is_empty())
        .collect();
    for known in known {
        let over: Vec<&(Range<usize>, NameKind)> = tagged
            .iter()
            .filter(|(words, _)| words.start < known.words.end && known.words.start < words.end)
            .collect();
        // A longer name of the tagger is the name, unless what it adds is described by its own.
        let inside_longer = over.iter().any(|(words, kind)| {
            let longer = words.start <= known.words.start && known.words.end <= words.end;
            let goes_on =
                words.end > known.words.end && sentence.words[known.words.end].upos == Upos::Adp;
            longer && words.len() > known.words.len() && (goes_on || !splits(words, &known, *kind))
        });
        if inside_longer {
            continue;
        }
        taken[known.words.clone()].fill(true);
        let kind = over.first().map(|(_, kind)| *kind);
        spots.push(spot(known.words, kind, known.named));
    }
    for (words, kind) in tagged {
        if !taken[words.clone()].iter().any(|taken| *taken) {
            taken[words.clone()].fill(true);
            spots.push(spot(words, Some(kind), Vec::new()));
        }
    }
    for words in unnamed(text, sentence, &taken) {
        spots.push(spot(words, Some(NameKind::Location), Vec::new()));
    }
    spots.sort_by_key(|spot| spot.words.start);
    spots
}

/// Proper nouns in no name, where a preposition says that they are a place: `near Deir Ezzor`.
fn unnamed(text: &str, sentence: &Sentence, taken: &[bool]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < sentence.words.len() {
        let is_free = |at: usize| !taken[at] && sentence.words[at].upos == Upos::Propn;
        let end =
            (at..sentence.words.len()).find(|&at| !is_free(at)).unwrap_or(sentence.words.len());
        let words = at..end;
        let is_capital =
            |at: usize| text[sentence.words[at].span.range()].starts_with(char::is_uppercase);
        if !words.is_empty() && words.clone().all(is_capital) && is_where(text, sentence, &words) {
            found.push(words);
        }
        at = end + 1;
    }
    found
}

/// Whether a name of the base is a name of its own within a longer one of the tagger: a
/// nationality before it, or a body of several words behind one.
fn splits(longer: &Range<usize>, known: &Known, kind: NameKind) -> bool {
    let demonym = known.named.iter().any(|named| named.by == Property::Demonym);
    let strong = known.words.len() > 1;
    kind != NameKind::Person && (demonym && longer.start == known.words.start || strong)
}

/// The parts of a name that dashes between blanks set apart: `BEIRUT — Hassan Nasrallah`.
fn pieces(text: &str, sentence: &Sentence, words: Range<usize>) -> Vec<Range<usize>> {
    let is_dash = |at: usize| {
        let span = sentence.words[at].span.range();
        matches!(&text[span.clone()], "-" | "–" | "—" | "--") && text[..span.start].ends_with(' ')
    };
    let mut found = Vec::new();
    let mut start = words.start;
    for at in words.clone().filter(|&at| is_dash(at)) {
        found.push(start..at);
        start = at + 1;
    }
    found.push(start..words.end);
    found
}

/// A name without article and possessive, without the title before a person's and the role behind
/// a body's: `Sheikh`, `president`.
fn trim(
    text: &str,
    sentence: &Sentence,
    words: Range<usize>,
    kind: NameKind,
    roles: &RoleNouns,
) -> Range<usize> {
    let form = |at: usize| &text[sentence.words[at].span.range()];
    let is_role = |at: usize| {
        let noun = roles.noun(&sentence.words[at].lemma.to_lowercase());
        noun.is_some_and(|noun| noun.means == Means::Person)
    };
    let (mut start, mut end) = (words.start, words.end);
    while start < end && form(start).eq_ignore_ascii_case("the") {
        start += 1;
    }
    while start < end && matches!(form(end - 1), "'s" | "’s" | "'" | "’") {
        end -= 1;
    }
    if kind == NameKind::Person {
        while start + 1 < end && is_role(start) {
            start += 1;
        }
    } else {
        let is_common = |at: usize| form(at).starts_with(char::is_lowercase);
        while start + 1 < end && is_common(end - 1) && is_role(end - 1) {
            end -= 1;
        }
    }
    start..end
}
