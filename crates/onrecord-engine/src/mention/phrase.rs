//! Where a noun phrase begins and ends.

use std::ops::Range;

use crate::statement::{Item, Skeleton};
use crate::tables::{Class, Inflection};

/// No noun phrase is one of these words.
const NEVER_ALONE: [&str; 12] =
    ["the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "every", "no"];
/// No phrase has more items.
pub(super) const LONGEST: usize = 18;
/// No apposition or relative clause between subject and verb has more items.
pub(super) const LONGEST_INSERTION: usize = 40;

pub(super) fn is_adverb(skeleton: &Skeleton<'_>, at: usize) -> bool {
    let item = &skeleton.items[at];
    let word = skeleton.str(at);
    item.class.any(Class::ADVERB)
        || item.is_word()
            && !item.capital
            && word.len() > 4
            && word.ends_with("ly")
            && !item.class.any(Class::NOUN)
}

/// Words of the verb group: `has`, `did not`, `later`, and days (`on` with them).
pub(super) fn is_auxiliary(skeleton: &Skeleton<'_>, at: usize) -> bool {
    let all = Class::AUXILIARY.or(Class::BE).or(Class::NEGATION).or(Class::FUTURE);
    skeleton.items[at].class.any(all) || is_adverb(skeleton, at)
}

/// Whether no noun phrase goes over this item.
fn is_bound(skeleton: &Skeleton<'_>, at: usize) -> bool {
    let item = &skeleton.items[at];
    let never =
        Class::JUNCTION.or(Class::AUXILIARY).or(Class::BE).or(Class::NEGATION).or(Class::FUTURE);
    !(item.is_word() || item.kind == crate::statement::ItemKind::Suffix || item.is_point("&"))
        || item.class.any(never.or(Class::PRONOUN).or(Class::RELATIVE)) && !item.capital_name()
        || item.ends
        || item.cue.is_some_and(|cue| {
            cue.inflection == Inflection::Past || cue.inflection == Inflection::Third
        }) && !item.capital
            && !follows_article(skeleton, at)
}

/// “the reported leader”: a participle before its noun.
fn follows_article(skeleton: &Skeleton<'_>, at: usize) -> bool {
    at > 0 && skeleton.items[at - 1].class.any(Class::DETERMINER)
}

impl Item {
    /// A capital that is not just the first word of a sentence: `IT`, `May`.
    fn capital_name(&self) -> bool {
        self.capital
            && self.end - self.start > 1
            && !self.class.any(Class::STARTER.or(Class::PRONOUN).or(Class::JUNCTION))
    }
}

/// `Ada Okoye and Ben Adeyemi`: an “and” between two noun phrases of one kind.
fn joins(skeleton: &Skeleton<'_>, at: usize) -> bool {
    skeleton.is(at, "and")
        && at > 0
        && skeleton.items.get(at + 1).is_some_and(|next| {
            let before = &skeleton.items[at - 1];
            let titled = next.class.any(Class::TITLE);
            before.is_word()
                && next.is_word()
                && before.capital
                && (next.capital || titled)
                && next.cue.is_none()
        })
}

/// The noun phrase that ends just before `end`.
pub(super) fn phrase_before(
    skeleton: &Skeleton<'_>,
    from: usize,
    end: usize,
) -> Option<Range<usize>> {
    let last = end.checked_sub(1).filter(|&last| last >= from)?;
    let pronoun = &skeleton.items[last];
    if pronoun.is_word() && pronoun.class.any(Class::PRONOUN) && !pronoun.class.any(Class::RELATIVE)
    {
        return Some(last..end);
    }
    let mut start = end;
    if skeleton.items[last].is_point(")]") {
        let lowest = from.max(end.saturating_sub(LONGEST));
        start = (lowest..last).rev().find(|&at| skeleton.items[at].is_point("(["))?;
    }
    let bracket = start;
    while start > from
        && end - start < LONGEST
        && (!is_bound(skeleton, start - 1) || joins(skeleton, start - 1))
    {
        start -= 1;
    }
    trim(skeleton, start..bracket).map(|phrase| phrase.start..end)
}

/// Takes what is no part of the phrase from its front: “On Monday”, “In Paris on Friday the”.
fn trim(skeleton: &Skeleton<'_>, range: Range<usize>) -> Option<Range<usize>> {
    let mut start = range.start;
    while start < range.end {
        let item = &skeleton.items[start];
        if item.class.any(Class::TIME) && start + 1 < range.end
            || is_adverb(skeleton, start)
            || skeleton.is(start, "with")
            || is_verb(skeleton, start, range.end)
        {
            start += 1;
        } else if item.class.any(Class::PREPOSITION) {
            start = after_preposition(skeleton, start, range.end)?;
        } else {
            break;
        }
    }
    let phrase = start..range.end;
    (!phrase.is_empty() && is_phrase(skeleton, &phrase)).then_some(phrase)
}

/// “turned to the”: a small word in -ed before a preposition or an article.
fn is_verb(skeleton: &Skeleton<'_>, at: usize, end: usize) -> bool {
    let verb = skeleton.str(at).ends_with("ed") && !skeleton.items[at].capital;
    let next = skeleton.items.get(at + 1).filter(|_| at + 1 < end);
    verb && next.is_some_and(|next| next.class.any(Class::PREPOSITION.or(Class::DETERMINER)))
}

/// Where a phrase may begin after a preposition and its object, both at the front.
fn after_preposition(skeleton: &Skeleton<'_>, preposition: usize, end: usize) -> Option<usize> {
    let object = preposition + 1;
    let item = skeleton.items.get(object).filter(|_| object < end)?;
    if item.class.any(Class::TIME) {
        return Some(object + 1);
    }
    let begins = |&at: &usize| {
        let item = &skeleton.items[at];
        let opens_name = item.capital && !skeleton.items[at - 1].capital;
        let after_preposition = skeleton.items[at - 1].class.any(Class::PREPOSITION);
        !after_preposition
            && (item.class.any(Class::DETERMINER) || opens_name || item.class.any(Class::TIME))
    };
    (object + 1..end).find(begins)
}

/// Whether a range can be a noun phrase at all: a capital, or a noun-like word that is no cue.
fn is_phrase(skeleton: &Skeleton<'_>, range: &Range<usize>) -> bool {
    let last = &skeleton.items[range.end - 1];
    if last.class.any(Class::PREPOSITION.or(Class::TIME).or(Class::JUNCTION))
        && !last.capital_name()
    {
        return false;
    }
    let first = &skeleton.items[range.start];
    let verbal = ["ed", "ing"].iter().any(|end| skeleton.str(range.start).ends_with(end));
    if first.is_word() && !first.capital && verbal && range.len() > 1 {
        return false;
    }
    if NEVER_ALONE.iter().any(|word| skeleton.is(range.end - 1, word)) {
        return false;
    }
    range.clone().any(|at| {
        let item = &skeleton.items[at];
        let plain = Class::PREPOSITION.or(Class::ADVERB).or(Class::TIME).or(Class::JUNCTION);
        item.is_word()
            && !item.class.any(plain)
            && skeleton.str(at).starts_with(char::is_alphabetic)
    })
}

/// The subject of the clause that begins at `from`: its first noun phrase outside prepositions.
pub(crate) fn first_phrase(
    skeleton: &Skeleton<'_>,
    from: usize,
    end: usize,
) -> Option<Range<usize>> {
    let mut at = from;
    while at < end && at < from + LONGEST_INSERTION {
        let item = &skeleton.items[at];
        if item.class.any(Class::PREPOSITION) {
            // “In a statement,”: to the comma; “On Monday the”: over the object.
            let comma = (at..end.min(at + LONGEST)).find(|&at| skeleton.items[at].is_point(","));
            at = comma.map(|comma| comma + 1).or_else(|| after_preposition(skeleton, at, end))?;
            continue;
        }
        if !item.is_word()
            || item.class.any(Class::TIME)
            || is_adverb(skeleton, at)
            || item.class.any(Class::JUNCTION) && !item.class.any(Class::PRONOUN)
        {
            at += 1;
            continue;
        }
        return phrase_at(skeleton, at, end).map(|phrase| before_verb(skeleton, phrase));
    }
    None
}

/// “Officials offered apologies”: a small word in -ed that follows no article is the verb.
pub(super) fn before_verb(skeleton: &Skeleton<'_>, phrase: Range<usize>) -> Range<usize> {
    let is_verb = |&at: &usize| {
        let item = &skeleton.items[at];
        item.is_word()
            && !item.capital
            && skeleton.str(at).ends_with("ed")
            && !follows_article(skeleton, at)
    };
    let verb = (phrase.start + 1..phrase.end).find(is_verb);
    phrase.start..verb.unwrap_or(phrase.end)
}

/// The noun phrase that begins at `from`, as the object or inverted subject of a cue.
pub(crate) fn phrase_at(skeleton: &Skeleton<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let first = skeleton.items.get(from).filter(|item| from < end && item.is_word())?;
    if first.class.any(Class::PRONOUN) && !first.class.any(Class::RELATIVE) {
        return Some(from..from + 1);
    }
    let limit = end.min(from + LONGEST);
    let mut at = from;
    let mut named = false;
    while at < limit {
        let item = &skeleton.items[at];
        let bracket = item.is_point("(") && named;
        if bracket {
            let close = (at..limit.min(at + 8)).find(|&at| skeleton.items[at].is_point(")"));
            let Some(close) = close else { break };
            at = close + 1;
            break;
        }
        if is_bound(skeleton, at) && !joins(skeleton, at) {
            // The full stop of an abbreviation that also ends the sentence.
            at += usize::from(item.ends && item.is_word());
            break;
        }
        if at > from && !joins(skeleton, at) && stops_phrase(skeleton, at, limit, named) {
            break;
        }
        named = item.capital || item.kind == crate::statement::ItemKind::Suffix && named;
        at += 1;
    }
    while at > from
        && skeleton.items[at - 1].class.any(Class::PREPOSITION.or(Class::DETERMINER))
        && !skeleton.items[at - 1].capital_name()
    {
        at -= 1;
    }
    let phrase = from..at;
    (!phrase.is_empty() && is_phrase(skeleton, &phrase)).then_some(phrase)
}

/// Whether a phrase that began earlier ends before `at`.
fn stops_phrase(skeleton: &Skeleton<'_>, at: usize, limit: usize, named: bool) -> bool {
    let item = &skeleton.items[at];
    if item.class.any(Class::TIME) || is_adverb(skeleton, at) || item.cue.is_some() && !item.capital
    {
        return true;
    }
    if !item.class.any(Class::PREPOSITION) {
        // A name does not go on in small letters, but for particles and `’s`.
        let small =
            item.is_word() && !item.capital && !item.class.any(Class::PARTICLE.or(Class::TITLE));
        return named && small && !skeleton.str(at).contains('-') && previous_is_name(skeleton, at);
    }
    let word = skeleton.str(at);
    let next_capital = skeleton
        .items
        .get(at + 1)
        .is_some_and(|next| at + 1 < limit && next.capital && !next.class.any(Class::TIME));
    let titled = skeleton.items[at - 1].class.any(Class::TITLE.or(Class::DEPARTMENT));
    match word {
        "of" | "for" => named && !titled && word == "for" && !next_capital,
        "to" | "at" | "from" | "in" | "with" => {
            !(next_capital || the_capital(skeleton, at + 1)) || named && !titled
        }
        "close" | "within" | "inside" | "familiar" | "near" => named,
        _ => true,
    }
}

fn the_capital(skeleton: &Skeleton<'_>, at: usize) -> bool {
    at + 1 < skeleton.items.len() && skeleton.is(at, "the")
}

fn previous_is_name(skeleton: &Skeleton<'_>, at: usize) -> bool {
    let before = &skeleton.items[at - 1];
    before.capital && at >= 2 && skeleton.items[at - 2].capital
}

/// Who is told: the noun phrase after a cue, if a content can follow it.
pub(crate) fn object(skeleton: &Skeleton<'_>, from: usize, end: usize) -> Option<Range<usize>> {
    let first = skeleton.items.get(from).filter(|_| from < end)?;
    // `US` is not “us”.
    if ["him", "her", "them", "us", "me", "you"].contains(&skeleton.str(from)) {
        return Some(from..from + 1);
    }
    if first.class.any(Class::RELATIVE.or(Class::PREPOSITION).or(Class::TIME).or(Class::JUNCTION)) {
        return None;
    }
    phrase_at(skeleton, from, end)
}
