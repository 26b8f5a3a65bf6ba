//! From facts to the form that is looked up.
//!
//! A compiled base is a header and sections of little-endian numbers:
//!
//! | section | what |
//! | --- | --- |
//! | strings | each with its length before it; all others name a string by its offset here |
//! | subjects | id, number of its first fact; sorted by id; one more at the end |
//! | facts | property, object, from, to, basis, checked, and for names how they sound; by subject |
//! | names | finite state map ([fst](https://docs.rs/fst)): folded name → list |
//! | sounds | the same for the words of names as they sound |
//! | links | the same: property and id that a link leads to → those it comes from |
//! | lists | length, then subject and, for names, the property that gives it the name |

use std::collections::BTreeMap;

use fst::MapBuilder;
use rustc_hash::FxHashMap;

use crate::bytes::Bytes;
use crate::spelling::{fold, sound};
use crate::{Fact, Kind, Object, Property};

/// First bytes of a compiled base, with the version of the form.
pub(crate) const MAGIC: &[u8; 8] = b"orkb\0\0\0\x03";
/// Sections in their order.
pub(crate) const SECTIONS: usize = 7;
/// The bits of an entry that number the subject; those above it are the property.
pub(crate) const SUBJECT: u32 = (1 << 24) - 1;
/// Numbers of a fact.
pub(crate) const FACT: usize = 7;

/// Compiles facts. Of several facts of one subject and property all are kept, in the order given.
///
/// # Panics
/// With more than 2²⁴ subjects or 4 GiB of strings.
pub fn compile(facts: &[Fact<'_>]) -> Vec<u8> {
    let mut strings = Strings::default();
    let mut by_subject: BTreeMap<&str, Vec<&Fact<'_>>> = BTreeMap::new();
    for fact in facts {
        by_subject.entry(fact.subject).or_default().push(fact);
    }
    let (mut subjects, mut rows) = (Vec::new(), Vec::new());
    let (mut names, mut sounds, mut links) = (Lists::default(), Lists::default(), Lists::default());
    for ((subject, facts), number) in by_subject.iter().zip(0_u32..) {
        assert!(number < 1 << 24, "too many subjects");
        subjects.extend([strings.number(subject), count(rows.len() / FACT)]);
        let sounded =
            facts.iter().all(|fact| fact.property != Property::Kind || sounds_matter(fact));
        for fact in facts {
            rows.extend([
                fact.property as u32,
                strings.number(fact.object),
                fact.period.from.bits(),
                fact.period.to.bits(),
                strings.number(fact.basis),
                strings.number(fact.checked),
                if sounded && is_full_name(fact.property) {
                    strings.number(
                        &names_of(fact).map_or_else(String::new, |name| sound(name).join(" ")),
                    )
                } else {
                    u32::MAX
                },
            ]);
            if fact.property.object() == Object::Link {
                links.add(link_key(fact.property, fact.object), number);
            }
            if let Some(name) = names_of(fact) {
                let entry = number | (fact.property as u32) << 24;
                let key = fold(name);
                for key in without_article(&key).into_iter().chain([key.as_str()]) {
                    names.add(key.to_owned(), entry);
                }
                if sounded && is_full_name(fact.property) {
                    for word in sound(name) {
                        sounds.add(word, number);
                    }
                }
            }
        }
    }
    subjects.extend([0, count(rows.len() / FACT)]);
    let mut lists = Vec::new();
    let names = names.build(&mut lists);
    let sounds = sounds.build(&mut lists);
    let links = links.build(&mut lists);
    let (subjects, rows, lists) = (numbers(&subjects), numbers(&rows), numbers(&lists));
    join(MAGIC, &[strings.bytes, subjects, rows, names, sounds, links, lists])
}

/// What a link is found by from its other end.
pub(crate) fn link_key(property: Property, object: &str) -> String {
    format!("{}\t{object}", property.name())
}

/// A name of several words without its article.
fn without_article(key: &str) -> Option<&str> {
    let (article, rest) = key.split_once(' ')?;
    (matches!(article, "the" | "al" | "el") && rest.len() > 3).then_some(rest)
}

/// Whether a property gives its subject a name that is looked up.
pub(crate) fn names_subject(property: Property) -> bool {
    is_full_name(property)
        || matches!(
            property,
            Property::Acronym
                | Property::Short
                | Property::Title
                | Property::Demonym
                | Property::Metonym
                | Property::Domain
        )
}

fn is_full_name(property: Property) -> bool {
    matches!(property, Property::Name | Property::Alias | Property::Native)
}

fn names_of<'t>(fact: &Fact<'t>) -> Option<&'t str> {
    let name = match fact.property {
        Property::Native => fact.object.split_once(':')?.1,
        _ => fact.object,
    };
    names_subject(fact.property).then_some(name)
}

/// Countries and offices are known by what they are called, not by what sounds alike.
fn sounds_matter(kind: &Fact<'_>) -> bool {
    Kind::from_name(kind.object).is_some_and(|kind| !kind.is_land() && kind != Kind::Office)
}

/// Strings, each once.
#[derive(Default)]
pub(crate) struct Strings {
    pub(crate) bytes: Vec<u8>,
    known: FxHashMap<String, u32>,
}

impl Strings {
    /// The number of a string.
    pub(crate) fn number(&mut self, text: &str) -> u32 {
        if let Some(&number) = self.known.get(text) {
            return number;
        }
        let number = count(self.bytes.len());
        self.bytes.extend(count(text.len()).to_le_bytes());
        self.bytes.extend(text.bytes());
        self.known.insert(text.to_owned(), number);
        number
    }
}

/// What stands behind the keys of a map.
#[derive(Default)]
pub(crate) struct Lists(BTreeMap<String, Vec<u32>>);

impl Lists {
    /// Adds an entry, once; entries of one subject follow each other.
    pub(crate) fn add(&mut self, key: String, entry: u32) {
        let list = self.0.entry(key).or_default();
        let of_subject = |known: &&u32| **known & SUBJECT == entry & SUBJECT;
        if !list.iter().rev().take_while(of_subject).any(|&known| known == entry) {
            list.push(entry);
        }
    }

    /// The map, which leads to where each list begins in `lists`.
    pub(crate) fn build(&self, lists: &mut Vec<u32>) -> Vec<u8> {
        let mut map = MapBuilder::memory();
        for (key, list) in self.0.iter().filter(|(key, _)| !key.is_empty()) {
            map.insert(key, lists.len() as u64).expect("keys are sorted");
            lists.push(count(list.len()));
            lists.extend(list);
        }
        map.into_inner().expect("memory does not fail")
    }
}

pub(crate) fn count(number: usize) -> u32 {
    u32::try_from(number).expect("a base is smaller than 4 GiB")
}

pub(crate) fn numbers(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

/// Header, then the sections, each at a multiple of four.
pub(crate) fn join(magic: &[u8], sections: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = magic.to_vec();
    let mut at = magic.len() + sections.len() * 8;
    for section in sections {
        bytes.extend(count(at).to_le_bytes());
        bytes.extend(count(section.len()).to_le_bytes());
        at += section.len().next_multiple_of(4);
    }
    for section in sections {
        bytes.extend(section);
        bytes.resize(bytes.len().next_multiple_of(4), 0);
    }
    bytes
}

/// The sections that were joined; none where the bytes are something else.
pub(crate) fn open<const N: usize>(bytes: &Bytes, magic: &[u8]) -> Option<[Bytes; N]> {
    bytes.as_ref().starts_with(magic).then_some(())?;
    let section = |number: usize| {
        let header = magic.len() / 4 + number * 2;
        let start = bytes.number(header)? as usize;
        bytes.part(start..start.checked_add(bytes.number(header + 1)? as usize)?)
    };
    (0..N).map(section).collect::<Option<Vec<_>>>()?.try_into().ok()
}
