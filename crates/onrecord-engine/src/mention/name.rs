//! From a noun phrase to name, description and kind.

use std::ops::Range;

use onrecord_model::PartyKind;

use super::Mention;
use crate::statement::{Item, ItemKind, Skeleton};
use crate::tables::{Class, Tables};

/// Reads the noun phrase `range` of a skeleton.
pub(crate) fn describe(skeleton: &Skeleton<'_>, range: &Range<usize>, tables: &Tables) -> Mention {
    let bytes = skeleton.bytes(range);
    let mut mention =
        Mention { start: bytes.start, end: bytes.end, name: None, description: None, kind: None };
    let text = |range: &Range<usize>| {
        let bytes = skeleton.bytes(range);
        skeleton.text[bytes.start as usize..bytes.end as usize].to_owned()
    };
    // `US` is not “us”.
    let object = OBJECTS.contains(&skeleton.str(range.start));
    if range.len() == 1 && (object || skeleton.items[range.start].class.any(Class::PRONOUN)) {
        mention.kind = pronoun_kind(skeleton.str(range.start));
        return mention;
    }
    let Some(name) = name_in(skeleton, range) else {
        mention.kind = Some(description_kind(skeleton, range, tables));
        mention.description = Some(text(range));
        return mention;
    };
    mention.kind = name_kind(skeleton, range, &name, tables);
    mention.name = Some(text(&name));
    if range.start < name.start {
        let before = range.start..name.start;
        let is_article =
            before.len() == 1 && skeleton.items[before.start].class.any(Class::DETERMINER);
        mention.description =
            (!is_article && !is_honorific(skeleton, &before)).then(|| text(&before));
    }
    mention
}

/// Pronouns that are no subjects.
const OBJECTS: [&str; 5] = ["him", "her", "them", "us", "me"];

fn pronoun_kind(word: &str) -> Option<PartyKind> {
    let is = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    match () {
        () if is(&["he", "she", "i", "him", "her", "me"]) => Some(PartyKind::Person),
        () if is(&["they", "we", "them", "us"]) => Some(PartyKind::Group),
        () => None,
    }
}

/// `Mr.`: a title that says nothing of its bearer.
fn is_honorific(skeleton: &Skeleton<'_>, range: &Range<usize>) -> bool {
    range.len() == 1
        && [
            "mr", "mrs", "ms", "miss", "dr", "sir", "dame", "lord", "lady", "sheikh", "sheik",
            "sayyed", "sayyid", "hajj", "mullah",
        ]
        .iter()
        .any(|title| skeleton.str(range.start).trim_end_matches('.').eq_ignore_ascii_case(title))
}

fn is_name_word(item: &Item) -> bool {
    item.is_word() && item.capital && !item.class.any(Class::TIME)
}

/// Whether an item may stand inside a name: a capital, or a particle or preposition between two.
fn joins_name(skeleton: &Skeleton<'_>, range: &Range<usize>, at: usize) -> bool {
    let item = &skeleton.items[at];
    if is_name_word(item) || is_prefixed_name(skeleton, at) {
        return true;
    }
    let is_particle = |&next: &usize| skeleton.items[next].class.any(Class::PARTICLE);
    let next = at + 1 + (at + 1..range.end).take_while(is_particle).count();
    let before_capital = next < range.end
        && (is_name_word(&skeleton.items[next]) || is_prefixed_name(skeleton, next));
    let joint = item.class.any(Class::PARTICLE) || matches!(skeleton.str(at), "of" | "for" | "&");
    let before_article = next + 1 < range.end
        && matches!(skeleton.str(at), "of" | "for")
        && skeleton.is(next, "the")
        && is_name_word(&skeleton.items[next + 1]);
    let article =
        skeleton.is(at, "the") && at > range.start && matches!(skeleton.str(at - 1), "of" | "for");
    (joint || article) && before_capital || before_article
}

/// `al-Kazimi`, `d’Estaing`: a small prefix joined to a capital.
fn is_prefixed_name(skeleton: &Skeleton<'_>, at: usize) -> bool {
    let word = skeleton.str(at);
    skeleton.items[at].is_word()
        && word.find(['-', '\'', '’']).is_some_and(|joint| {
            joint <= 3 && word[joint..].chars().nth(1).is_some_and(char::is_uppercase)
        })
}

/// The run of capitals that ends a phrase, without its titles; `None` where the head of the
/// phrase is a common noun or only a title.
fn name_in(skeleton: &Skeleton<'_>, range: &Range<usize>) -> Option<Range<usize>> {
    let mut end = range.end;
    // A gloss in brackets behind the name belongs to the phrase, not to the name.
    if skeleton.items[end - 1].is_point(")]") {
        let is_open = |&at: &usize| skeleton.items[at].is_point("([");
        end = range.clone().rev().find(is_open)?;
    }
    let last = end.checked_sub(1).filter(|&last| last >= range.start)?;
    let head = &skeleton.items[last];
    if !(is_name_word(head) || is_prefixed_name(skeleton, last)) {
        return None;
    }
    let mut start = last;
    while start > range.start && joins_name(skeleton, range, start - 1) {
        start -= 1;
    }
    let joint = |at: usize| !is_name_word(&skeleton.items[at]) && !is_prefixed_name(skeleton, at);
    while start < last && joint(start) && !skeleton.items[start].class.any(Class::PARTICLE) {
        start += 1;
    }
    // “ambassador to Graustark Ada Okoye”: the first capital is a place.
    let office = start >= range.start + 2
        && matches!(skeleton.str(start - 1), "to" | "of")
        && skeleton.items[start - 2].class.any(Class::TITLE);
    if office && last >= start + 2 {
        start += 1;
    }
    // “a resident of Mosul”, “the head of Europol”: the capitals are no head.
    if start > range.start && skeleton.items[start - 1].class.any(Class::PREPOSITION) {
        return None;
    }
    // “Iran’s Foreign Ministry” is one name; “Europol’s Ada Okoye” is not told apart here.
    let first = after_titles(skeleton, start..end)?;
    Some(first..end)
}

/// First item of a name after its titles; `None` if nothing but titles is there.
fn after_titles(skeleton: &Skeleton<'_>, name: Range<usize>) -> Option<usize> {
    let titled = |at: &usize| skeleton.items[*at].class.any(Class::TITLE);
    let Some(mut at) = name.clone().rev().find(titled) else {
        let first = name.start;
        return (!skeleton.items[first].class.any(Class::DETERMINER))
            .then_some(first)
            .or_else(|| (first + 1 < name.end).then_some(first + 1));
    };
    at += 1;
    let mut departed = false;
    while at < name.end {
        let item = &skeleton.items[at];
        let joint = matches!(skeleton.str(at), "of" | "for" | "the" | "and" | "to");
        if joint {
            departed = true;
        } else if !(item.class.any(Class::DEPARTMENT) && departed) {
            break;
        }
        at += 1;
    }
    (at < name.end).then_some(at)
}

/// What a phrase without a name denotes, by the noun that heads it.
fn description_kind(skeleton: &Skeleton<'_>, range: &Range<usize>, tables: &Tables) -> PartyKind {
    let mut head = None;
    for at in range.clone() {
        let item = &skeleton.items[at];
        let ends_head =
            item.class.any(Class::PREPOSITION) || matches!(item.kind, ItemKind::Point(_));
        if ends_head && head.is_some() {
            break;
        }
        if item.is_word() {
            head = Some(at);
        }
    }
    head.and_then(|at| tables.kind(skeleton.str(at))).unwrap_or(PartyKind::Unnamed)
}

/// What a name denotes: by a word of it, by a title before it, by its shape.
fn name_kind(
    skeleton: &Skeleton<'_>,
    range: &Range<usize>,
    name: &Range<usize>,
    tables: &Tables,
) -> Option<PartyKind> {
    let whole = skeleton.bytes(name);
    if let Some(kind) = tables.kind(&skeleton.text[whole.start as usize..whole.end as usize]) {
        return Some(kind);
    }
    let words = || name.clone().filter(|&at| skeleton.items[at].is_word());
    // The last word heads an English name: “Ministry of Defence” is the exception.
    let until_joint = words().take_while(|&at| !matches!(skeleton.str(at), "of" | "for"));
    if name.len() > 1
        && let Some(kind) = until_joint.last().and_then(|at| tables.kind(skeleton.str(at)))
    {
        return Some(kind);
    }
    let titled = (range.start..name.start).any(|at| skeleton.items[at].class.any(Class::TITLE));
    let unnamed_head =
        (range.start..name.start).last().and_then(|at| tables.kind(skeleton.str(at)));
    if titled || unnamed_head == Some(PartyKind::Unnamed) {
        return Some(PartyKind::Person);
    }
    let article =
        range.start < name.start && skeleton.items[name.start - 1].class.any(Class::DETERMINER);
    let short = |at: usize| skeleton.str(at).chars().skip(1).any(char::is_lowercase);
    let plain = words().all(|at| skeleton.str(at) != "of" && skeleton.str(at) != "for");
    let like_a_person = !article && plain && (2..=5).contains(&name.len()) && words().any(short);
    like_a_person.then_some(PartyKind::Person)
}
