//! A compiled base, looked up in place.

use fst::Map;

use crate::bytes::Bytes;
use crate::compile::{FACT, MAGIC, SECTIONS, link_key, open};
use crate::{Day, Fact, FactDate, Holds, Kind, Period, Property};

/// Who and where there is.
#[derive(Clone, Debug)]
pub struct Base {
    strings: Bytes,
    subjects: Bytes,
    facts: Bytes,
    names: Map<Bytes>,
    sounds: Map<Bytes>,
    links: Map<Bytes>,
    lists: Bytes,
}

/// A subject of a base, by number; only good with the base it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject(u32);

/// A subject that a name may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Named {
    /// Who.
    pub subject: Subject,
    /// What gives it the name: a name, an alias, a short form….
    pub by: Property,
}

/// The bytes are no compiled base of this version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotABase;

impl Base {
    /// Opens a base that is compiled in.
    ///
    /// # Errors
    /// If it was not made by [`compile`](crate::compile) of this version.
    pub fn open(bytes: &'static [u8]) -> Result<Self, NotABase> {
        Self::of(&Bytes::new_static(bytes)).ok_or(NotABase)
    }

    /// Compiles facts and opens the result.
    ///
    /// # Panics
    /// As [`compile`](crate::compile).
    pub fn new(facts: &[Fact<'_>]) -> Self {
        let bytes = Bytes::shared(crate::compile(facts));
        Self::of(&bytes).expect("it has just been compiled")
    }

    fn of(bytes: &Bytes) -> Option<Self> {
        let [strings, subjects, facts, names, sounds, links, lists] =
            open::<SECTIONS>(bytes, MAGIC)?;
        let [names, sounds, links] = [names, sounds, links].map(|map| Map::new(map).ok());
        Some(Self {
            strings,
            subjects,
            facts,
            names: names?,
            sounds: sounds?,
            links: links?,
            lists,
        })
    }

    /// How many subjects it knows.
    pub fn len(&self) -> usize {
        self.subjects.numbers() / 2 - 1
    }

    /// Whether it knows nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All subjects, in order of id.
    pub fn subjects(&self) -> impl Iterator<Item = Subject> + use<> {
        (0..u32::try_from(self.len()).unwrap_or(u32::MAX)).map(Subject)
    }

    /// The subject of an id.
    pub fn subject(&self, id: &str) -> Option<Subject> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.string(self.subjects.number(middle * 2)).cmp(id) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return u32::try_from(middle).ok().map(Subject),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// The id of a subject.
    pub fn id(&self, subject: Subject) -> &str {
        self.string(self.subjects.number(subject.0 as usize * 2))
    }

    /// What is known of a subject, in the order of its table.
    pub fn facts(&self, subject: Subject) -> impl Iterator<Item = Fact<'_>> {
        self.numbers(subject).filter_map(move |number| self.fact(self.id(subject), number))
    }

    fn fact<'b>(&'b self, subject: &'b str, number: usize) -> Option<Fact<'b>> {
        let column = |at| self.facts.number(number * FACT + at);
        let date = |at| column(at).map(FactDate::from_bits);
        Some(Fact {
            subject,
            property: *Property::ALL.get(column(0)? as usize)?,
            object: self.string(column(1)),
            period: Period { from: date(2)?, to: date(3)? },
            basis: self.string(column(4)),
            checked: self.string(column(5)),
            retracts: false,
            line: 0,
        })
    }

    /// How the names of a subject sound: the words of each, parted by blanks. None for countries
    /// and offices, which are not told by sound.
    pub fn sounds(&self, subject: Subject) -> impl Iterator<Item = &str> {
        let sound = |number: usize| {
            let start = self.facts.number(number * FACT + 6).filter(|start| *start != u32::MAX)?;
            Some(self.strings.text(start))
        };
        self.numbers(subject).filter_map(sound)
    }

    /// The numbers of the facts of a subject.
    fn numbers(&self, subject: Subject) -> std::ops::Range<usize> {
        let first = |at: usize| self.subjects.number(at * 2 + 1).unwrap_or_default() as usize;
        let at = subject.0 as usize;
        first(at)..first(at + 1)
    }

    /// All facts, by subject.
    pub fn all_facts(&self) -> impl Iterator<Item = Fact<'_>> {
        self.subjects().flat_map(|subject| self.facts(subject))
    }

    /// The objects of a property, with the time in which they hold.
    pub fn objects(
        &self,
        subject: Subject,
        property: Property,
    ) -> impl Iterator<Item = (&str, Period)> {
        let facts = self.facts(subject).filter(move |fact| fact.property == property);
        facts.map(|fact| (fact.object, fact.period))
    }

    /// The first object of a property.
    pub fn object(&self, subject: Subject, property: Property) -> Option<&str> {
        self.objects(subject, property).next().map(|(object, _)| object)
    }

    /// Its name; its id where it has none.
    pub fn name(&self, subject: Subject) -> &str {
        self.object(subject, Property::Name).unwrap_or_else(|| self.id(subject))
    }

    /// What kind of thing it is, if the base says so.
    pub fn kind(&self, subject: Subject) -> Option<Kind> {
        self.object(subject, Property::Kind).and_then(Kind::from_name)
    }

    /// Those who have an id as object of a link, at any time.
    pub fn linked(&self, property: Property, object: &str) -> impl Iterator<Item = Subject> + '_ {
        let list = self.links.get(link_key(property, object));
        list.into_iter().flat_map(|list| self.lists.list(list)).map(Subject)
    }

    /// Who has an object as `property` at a time (first and last day), surest first: for an office
    /// and [`Property::Holds`], who holds it.
    pub fn whose(&self, property: Property, object: &str, at: (Day, Day)) -> Vec<(Subject, Holds)> {
        let holds = |subject: Subject| {
            let objects = self.objects(subject, property).filter(|&(found, _)| found == object);
            objects.map(|(_, period)| period.holds(at)).max().filter(|&holds| holds > Holds::No)
        };
        let linked = self.linked(property, object);
        let mut found: Vec<_> =
            linked.filter_map(|subject| Some((subject, holds(subject)?))).collect();
        found.sort_by_key(|&(subject, holds)| (std::cmp::Reverse(holds), subject));
        found
    }

    /// Whom a folded name may mean.
    pub fn named(&self, key: &str) -> impl Iterator<Item = Named> + '_ {
        let entries = self.names.get(key).into_iter().flat_map(|list| self.lists.list(list));
        entries.filter_map(|entry| {
            let by = *Property::ALL.get((entry >> 24) as usize)?;
            Some(Named { subject: Subject(entry & 0xff_ffff), by })
        })
    }

    /// The lengths of the prefixes of a folded text that are names, shortest first.
    pub fn prefixes(&self, text: &str) -> Vec<usize> {
        let map = self.names.as_fst();
        let (mut node, mut found) = (map.root(), Vec::new());
        for (at, byte) in text.bytes().enumerate() {
            let Some(transition) = node.find_input(byte) else { break };
            node = map.node(node.transition(transition).addr);
            if node.is_final() && text.as_bytes().get(at + 1).is_none_or(|&next| next == b' ') {
                found.push(at + 1);
            }
        }
        found
    }

    /// How many subjects have a name with a word of this sound.
    pub fn sounding_count(&self, word: &str) -> usize {
        let list = self.sounds.get(word).and_then(|list| usize::try_from(list).ok());
        list.and_then(|start| self.lists.number(start)).unwrap_or_default() as usize
    }

    /// The subjects one of whose names has a word of this sound.
    pub fn sounding(&self, word: &str) -> impl Iterator<Item = Subject> + '_ {
        self.sounds.get(word).into_iter().flat_map(|list| self.lists.list(list)).map(Subject)
    }

    fn string(&self, number: Option<u32>) -> &str {
        number.map_or("", |start| self.strings.text(start))
    }
}
