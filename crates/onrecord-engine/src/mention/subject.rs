//! Who does what a cue says.

use std::ops::Range;

use super::phrase::{
    LONGEST, LONGEST_INSERTION, before_verb, first_phrase, is_adverb, is_auxiliary, phrase_at,
    phrase_before,
};
use crate::statement::{Item, Skeleton};
use crate::tables::{Class, Inflection};

/// The subject of a cue, and what stands between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subject {
    /// The noun phrase.
    pub(crate) phrase: Range<usize>,
    /// A noun phrase in apposition, between commas.
    pub(crate) apposition: Option<Range<usize>>,
    /// Auxiliaries and adverbs before the cue.
    pub(crate) auxiliaries: Range<usize>,
}

/// The subject of the cue at `cue`, within the sentence that begins at `from`.
pub(crate) fn subject(skeleton: &Skeleton<'_>, from: usize, cue: usize) -> Option<Subject> {
    let mut at = cue;
    while at > from && is_auxiliary(skeleton, at - 1) && cue - at < LONGEST {
        at -= 1;
    }
    let auxiliaries = at..cue;
    let before = at.checked_sub(1).filter(|&before| before >= from)?;
    let inflection = skeleton.items[cue].cue.map(|cue| cue.inflection);
    let next =
        skeleton.items.get(cue + skeleton.items[cue].cue.map_or(1, |cue| usize::from(cue.words)));
    let noun = matches!(inflection, Some(Inflection::Base | Inflection::Third));
    let verb_follows =
        next.is_some_and(|next| next.class.any(Class::BE.or(Class::AUXILIARY).or(Class::FUTURE)));
    let of =
        next.is_some_and(|next| ["of", "for", "from", "against"].contains(&skeleton.word(next)));
    if noun && (verb_follows || of) {
        return None;
    }
    let item = &skeleton.items[before];
    if item.is_point(",") || item.is_point("–―—-)") {
        // “X, saying”: the subject of the clause; “X, a lawyer, said”: the phrase before.
        if inflection == Some(Inflection::Ing)
            && auxiliaries.clone().all(|at| is_adverb(skeleton, at))
        {
            return first_phrase(skeleton, from, before).map(|phrase| Subject {
                phrase,
                apposition: None,
                auxiliaries,
            });
        }
        return over_insertion(skeleton, from, before, auxiliaries);
    }
    if skeleton.is(before, "and") || skeleton.is(before, "but") || skeleton.is(before, "then") {
        let phrase = coordinated(skeleton, from, before)?;
        return Some(Subject { phrase, apposition: None, auxiliaries });
    }
    if skeleton.is(before, "to")
        || skeleton.is(before, "while")
        || inflection == Some(Inflection::Ing) && auxiliaries.is_empty()
    {
        let begins = ["to", "while", "by"].iter().any(|word| skeleton.is(before, word));
        let phrase = if begins {
            first_phrase(skeleton, from, before)?
        } else {
            participle_subject(skeleton, from, at)?
        };
        return Some(Subject { phrase, apposition: None, auxiliaries });
    }
    if skeleton.is(before, "who") || skeleton.is(before, "which") {
        let mut end = before;
        while end > from && skeleton.items[end - 1].is_point(",") {
            end -= 1;
        }
        let phrase = phrase_before(skeleton, from, end)?;
        return Some(before_comma(
            skeleton,
            from,
            Subject { phrase, apposition: None, auxiliaries },
        ));
    }
    let phrase = phrase_before(skeleton, from, at)?;
    if matches!(inflection, Some(Inflection::Base | Inflection::Third))
        && is_noun_use(skeleton, &phrase, &auxiliaries)
        || inflection == Some(Inflection::Base)
            && auxiliaries.is_empty()
            && !is_plural(skeleton, &phrase)
    {
        return None;
    }
    Some(before_comma(skeleton, from, Subject { phrase, apposition: None, auxiliaries }))
}

/// “…, Okoye laughed and said”: the subject of the clause that “and” goes on with; that of the
/// sentence where the last comma opens no clause.
fn coordinated(skeleton: &Skeleton<'_>, from: usize, and: usize) -> Option<Range<usize>> {
    let lowest = from.max(and.saturating_sub(LONGEST));
    let comma = (lowest..and).rev().find(|&at| skeleton.items[at].is_point(",;"));
    let near = comma.and_then(|comma| phrase_at(skeleton, comma + 1, and)).filter(|phrase| {
        let whole = before_verb(skeleton, phrase.clone()).end < and;
        whole
            && (skeleton.items[phrase.start].capital
                || skeleton.items[phrase.start].class.any(Class::PRONOUN))
    });
    near.map(|phrase| before_verb(skeleton, phrase)).or_else(|| first_phrase(skeleton, from, and))
}

/// “with Okoye saying”, “a letter saying”: the phrase before; “He sent a boy saying”: the subject
/// of the clause.
fn participle_subject(skeleton: &Skeleton<'_>, from: usize, at: usize) -> Option<Range<usize>> {
    let phrase = phrase_before(skeleton, from, at)?;
    let paper = skeleton.items[phrase.end - 1].class.any(Class::PAPER);
    let with = phrase.start > from && skeleton.is(phrase.start - 1, "with");
    if paper || with {
        return Some(phrase);
    }
    first_phrase(skeleton, from, at).or(Some(phrase))
}

/// “X, a lawyer said”: where the closing comma is missing, the name before is the subject.
fn before_comma(skeleton: &Skeleton<'_>, from: usize, found: Subject) -> Subject {
    let start = found.phrase.start;
    let inserted = ["a", "an", "one"].iter().any(|word| skeleton.is(start, word))
        || skeleton.items[start].class.any(Class::TITLE) && !skeleton.items[start].capital;
    if !inserted
        || found.apposition.is_some()
        || start < from + 2
        || !skeleton.items[start - 1].is_point(",")
    {
        return found;
    }
    match phrase_before(skeleton, from, start - 1) {
        Some(name)
            if skeleton.items[name.end - 1].capital || skeleton.str(name.end - 1).contains('-') =>
        {
            Subject { apposition: Some(found.phrase), phrase: name, auxiliaries: found.auxiliaries }
        }
        _ => found,
    }
}

/// “the claims”, “Iran’s demands”, “new calls”: the cue is a noun.
fn is_noun_use(skeleton: &Skeleton<'_>, phrase: &Range<usize>, auxiliaries: &Range<usize>) -> bool {
    let last = &skeleton.items[phrase.end - 1];
    auxiliaries.is_empty()
        && (last.class.any(Class::DETERMINER.or(Class::PREPOSITION))
            || last.kind == crate::statement::ItemKind::Suffix)
}

/// Whether a base form may be the verb of this subject: “officials say”, not “mental state”.
fn is_plural(skeleton: &Skeleton<'_>, phrase: &Range<usize>) -> bool {
    phrase.clone().any(|at| {
        let word = skeleton.str(at);
        let pronoun = [
            "they", "we", "i", "you", "who", "and", "people", "police", "many", "some", "others",
            "few",
        ];
        skeleton.items[at].is_word()
            && (word.ends_with('s') && word.len() > 2 || word.ends_with("men"))
            || pronoun.iter().any(|known| skeleton.is(at, known))
    })
}

/// “X, a lawyer from Y, said”; “X, who leads Y, said”: `comma` closes the insertion.
fn over_insertion(
    skeleton: &Skeleton<'_>,
    from: usize,
    comma: usize,
    auxiliaries: Range<usize>,
) -> Option<Subject> {
    let lowest = from.max(comma.saturating_sub(LONGEST_INSERTION));
    let mut tried = 0;
    for open in (lowest..comma).rev() {
        let item = &skeleton.items[open];
        if item.ends || item.is_point(";:") || item.quotation().is_some() {
            break;
        }
        if !(item.is_point(",") || item.is_point("–―—-(")) || open == from {
            continue;
        }
        tried += 1;
        let Some(phrase) = phrase_before(skeleton, from, open) else { continue };
        let named =
            skeleton.items[phrase.end - 1].capital || skeleton.str(phrase.end - 1).contains('-');
        let inserted = open + 1..comma;
        let relative = skeleton.items[inserted.start.min(comma)].class.any(Class::RELATIVE);
        let whole = whole_phrase(skeleton, &inserted);
        if named || relative || whole || tried == 3 {
            // “In Paris, Ada Okoye, said”: what is inserted is the subject.
            let apposition = (!relative && !inserted.is_empty()).then_some(inserted);
            let found =
                before_comma(skeleton, from, Subject { phrase, apposition: None, auxiliaries });
            return Some(Subject { apposition: found.apposition.clone().or(apposition), ..found });
        }
    }
    None
}

/// Whether a range is one noun phrase that begins with an article, a capital or a title.
fn whole_phrase(skeleton: &Skeleton<'_>, range: &Range<usize>) -> bool {
    let begins = |item: &Item| item.capital || item.class.any(Class::DETERMINER.or(Class::TITLE));
    !range.is_empty() && begins(&skeleton.items[range.start])
}
