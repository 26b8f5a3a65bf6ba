//! What is known of a mention before it is compared with others.

use std::hash::{Hash as _, Hasher as _};

use rustc_hash::{FxHashMap, FxHasher};

use super::kind::{Class, Gender, Kind, Number, Role};
use super::layout::{Layout, is_subject};
use super::mention::Place;
use super::table::CorefTables;
use crate::sentence::{NameKind, Relation, Upos, Word, Xpos};
use crate::tables::{Means, Tables};

/// A word or name, numbered within a text.
pub(super) type Symbol = u32;

/// What stands before a noun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Det {
    None,
    A,
    The,
    This,
    Possessor,
    Some,
}

impl Det {
    pub(super) const NAMES: &[&str] = &["none", "a", "the", "this", "his", "some"];
}

/// A place with what its words tell.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub(super) place: Place,
    pub(super) kind: Kind,
    /// Row of the table of pronouns.
    pub(super) form: Option<u8>,
    pub(super) person: u8,
    pub(super) number: Number,
    pub(super) gender: Gender,
    pub(super) class: Class,
    pub(super) role: Role,
    /// How `it` means nothing, if it does; a position of `template::EXPLETIVE`.
    pub(super) expletive: usize,
    pub(super) det: Det,
    /// Head of its clause, and head of the clause above.
    pub(super) clause: usize,
    pub(super) above: Option<usize>,
    pub(super) quotation: u32,
    pub(super) paragraph: u32,
    /// Dictionary form of the head, or last word of the name.
    pub(super) head: Symbol,
    /// Row of the noun.
    pub(super) noun: Option<u32>,
    /// Words of the name, or modifiers of the noun.
    pub(super) tokens: Vec<Symbol>,
    /// First letters of a name of several words.
    pub(super) initials: Option<Symbol>,
    /// Of all words but the determiner.
    pub(super) hash: u64,
    /// Verb or noun that it depends on.
    pub(super) governor: Symbol,
    /// How many mentions with this head came before, in this text.
    pub(super) seen: u32,
    /// Whether the page's title names it: fully, in part.
    pub(super) in_title: (bool, bool),
    /// First and last words, counted in the text.
    pub(super) bounds: (u32, u32),
}

/// Numbers words, and remembers what names told.
pub(super) struct Describer<'a> {
    layout: &'a Layout<'a>,
    tables: &'a Tables,
    own: &'a CorefTables,
    symbols: FxHashMap<Box<str>, Symbol>,
    /// Sex and class of those who bore a last name.
    bearers: FxHashMap<Symbol, (Gender, Class)>,
    seen: FxHashMap<Symbol, u32>,
    title: Vec<Symbol>,
    lower: String,
}

impl<'a> Describer<'a> {
    pub(super) fn new(
        layout: &'a Layout<'a>,
        title: Option<&str>,
        tables: &'a Tables,
        own: &'a CorefTables,
    ) -> Self {
        let mut made = Self {
            layout,
            tables,
            own,
            symbols: FxHashMap::default(),
            bearers: FxHashMap::default(),
            seen: FxHashMap::default(),
            title: Vec::new(),
            lower: String::new(),
        };
        let words =
            title.unwrap_or("").split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-');
        made.title = words.filter(|word| !word.is_empty()).map(|word| made.symbol(word)).collect();
        made
    }

    fn symbol(&mut self, word: &str) -> Symbol {
        lower_into(&mut self.lower, word);
        if let Some(&symbol) = self.symbols.get(self.lower.as_str()) {
            return symbol;
        }
        let symbol = Symbol::try_from(self.symbols.len()).unwrap_or(Symbol::MAX);
        self.symbols.insert(self.lower.as_str().into(), symbol);
        symbol
    }

    /// Describes a place; none if it is a pronoun that means nobody (`what`).
    pub(super) fn describe(&mut self, place: Place) -> Option<Mention> {
        let layout = self.layout;
        let words = &layout.sentences[place.sentence].words;
        let word = &words[place.head];
        lower_into(&mut self.lower, layout.form(word));
        let pronoun = match word.upos {
            Upos::Pron if !place.coordinated && !place.event => self.own.pronoun(&self.lower),
            _ => None,
        };
        let clause = layout.clause(place.sentence, place.head);
        let above = words[clause].head.map(|head| layout.clause(place.sentence, head as usize));
        let bound = |at: usize| layout.number(place.sentence, at);
        let mut mention = Mention {
            kind: Kind::Bare,
            form: None,
            person: 3,
            number: Number::Any,
            gender: Gender::ANY,
            class: Class::Unknown,
            role: role(words, place.head),
            expletive: 0,
            det: Det::None,
            clause,
            above,
            quotation: layout.quotation(place.sentence, place.words.start),
            paragraph: layout.paragraph_of(place.sentence),
            head: Symbol::MAX,
            noun: None,
            tokens: Vec::new(),
            initials: None,
            hash: 0,
            governor: Symbol::MAX,
            seen: 0,
            in_title: (false, false),
            bounds: (bound(place.words.start), bound(place.words.end - 1)),
            place,
        };
        if let Some(head) = words[mention.place.head].head {
            mention.governor = self.symbol(&words[head as usize].lemma);
        }
        if mention.place.event {
            mention.kind = Kind::Verb;
            (mention.number, mention.gender, mention.class) =
                (Number::One, Gender::THING, Class::Act);
            return Some(mention);
        }
        if let Some(pronoun) = pronoun {
            let is_possessive = word.xpos == Xpos::PrpPoss;
            mention.kind = match pronoun.kind {
                Kind::He if is_possessive => Kind::His,
                Kind::This if word.xpos != Xpos::Dt => return None,
                kind => kind,
            };
            mention.form = Some(pronoun.form);
            (mention.person, mention.number) = (pronoun.person, pronoun.number);
            mention.gender = pronoun.gender;
            if mention.kind == Kind::It || mention.kind == Kind::This {
                mention.expletive = expletive(words, mention.place.head);
            }
            return Some(mention);
        }
        if word.upos == Upos::Pron && !mention.place.coordinated {
            if word.xpos != Xpos::Nn {
                return None;
            }
            (mention.number, mention.gender) = (Number::One, Gender::ANY);
        }
        self.noun(&mut mention, words);
        Some(mention)
    }

    fn noun(&mut self, mention: &mut Mention, words: &[Word]) {
        let word = &words[mention.place.head];
        let is_name = word.upos == Upos::Propn && !mention.place.coordinated;
        mention.det = self.det(mention, words);
        mention.number = match word.xpos {
            _ if mention.place.coordinated => Number::Many,
            Xpos::Nns | Xpos::Nnps => Number::Many,
            Xpos::Nn | Xpos::Nnp => Number::One,
            _ => mention.number,
        };
        if is_name {
            mention.kind = Kind::Name;
            self.name(mention, words);
        } else {
            if matches!(mention.det, Det::The | Det::This | Det::Possessor) {
                mention.kind = Kind::Definite;
            }
            self.common(mention, words);
            mention.initials = self.initials(mention, words);
        }
        mention.hash = self.hash(mention, words);
        let seen = self.seen.entry(mention.head).or_insert(0);
        mention.seen = *seen;
        *seen += 1;
    }

    fn det(&self, mention: &Mention, words: &[Word]) -> Det {
        let place = &mention.place;
        let mut found = Det::None;
        for (at, word) in words.iter().enumerate().take(place.head).skip(place.words.start) {
            if word.head.map(|head| head as usize) != Some(place.head) {
                continue;
            }
            let this = match word.relation {
                Relation::NmodPoss => Det::Possessor,
                Relation::Det => match self.layout.form(&words[at]).as_bytes() {
                    [b't' | b'T', b'h' | b'H', b'e' | b'E'] => Det::The,
                    [b'a' | b'A'] | [b'a' | b'A', b'n' | b'N'] => Det::A,
                    [b't' | b'T', ..] => Det::This,
                    _ => Det::Some,
                },
                Relation::Nummod => Det::Some,
                _ => continue,
            };
            if found == Det::None || found == Det::Some {
                found = this;
            }
        }
        found
    }

    /// Words of a name, and who bears it.
    fn name(&mut self, mention: &mut Mention, words: &[Word]) {
        let place = mention.place.clone();
        let value = place.name.map(|name| self.layout.sentences[place.sentence].names[name].kind);
        let core = self.core(&place, words);
        let (mut gender, mut is_titled) = (Gender::ANY, false);
        let (mut initials, mut given) = (String::new(), None);
        for at in core.clone() {
            let word = &words[at];
            if matches!(word.upos, Upos::Punct | Upos::Det | Upos::Part | Upos::Adp | Upos::Cconj) {
                continue;
            }
            let form = self.layout.form(word);
            lower_into(&mut self.lower, form.trim_end_matches('.'));
            if at < place.head.max(core.end - 1) || word.relation == Relation::NmodDesc {
                let noun = self.own.noun(&self.lower).filter(|noun| noun.class == Class::Person);
                if let Some(noun) = noun.filter(|_| self.own.given(&self.lower).is_none()) {
                    (gender, is_titled) = (gender.and(noun.gender), true);
                    continue;
                }
            }
            if mention.tokens.is_empty() {
                given = self.own.given(&self.lower);
            }
            initials.extend(form.chars().next().filter(|c| c.is_uppercase()));
            let symbol = self.symbol(form.trim_end_matches('.'));
            mention.tokens.push(symbol);
        }
        // Titles that stand before the name: `President Ilsa Brandt`.
        for word in words.iter().take(core.start).skip(place.words.start) {
            if word.relation == Relation::NmodDesc {
                lower_into(&mut self.lower, &word.lemma);
                if let Some(noun) = self.own.noun(self.lower.trim_end_matches('.')) {
                    (gender, is_titled) = (gender.and(noun.gender), noun.class == Class::Person);
                }
            }
        }
        if mention.tokens.is_empty() {
            let symbol = self.symbol(&words[place.head].lemma);
            mention.tokens.push(symbol);
        }
        mention.head = mention.tokens[mention.tokens.len() - 1];
        if mention.tokens.len() > 1 && initials.chars().count() > 1 {
            mention.initials = Some(self.symbol(&initials));
        }
        let mut class = match value {
            Some(NameKind::Person) => Class::Person,
            Some(NameKind::Organisation) => Class::Group,
            Some(NameKind::Location) => Class::Place,
            Some(NameKind::Norp) => Class::People,
            Some(NameKind::Date | NameKind::Time) => Class::Time,
            _ if is_titled || given.is_some() && mention.tokens.len() > 1 => Class::Person,
            _ => Class::Unknown,
        };
        if let Some(&(known, kind)) = self.bearers.get(&mention.head)
            && mention.tokens.len() == 1
            && (class == kind || class == Class::Unknown || kind == Class::Person)
        {
            class = kind;
            gender =
                if given.is_some() && gender == Gender::ANY { known } else { gender.and(known) };
        } else if class == Class::Person {
            gender = match given {
                Some(given) if !gender.and(given).is_none() => gender.and(given),
                _ => gender,
            };
        }
        mention.class = class;
        mention.gender = match class {
            Class::Person => gender.and(Gender::PERSON),
            Class::Unknown => gender,
            _ => Gender::THING,
        };
        if mention.gender.is_none() {
            mention.gender = Gender::PERSON;
        }
        if matches!(class, Class::Person | Class::Group | Class::Place) {
            let told = (mention.gender, class);
            self.bearers.entry(mention.head).or_insert(told);
            if class == Class::Person && mention.tokens.len() > 1 {
                self.bearers.entry(mention.tokens[0]).or_insert(told);
                self.bearers.insert(mention.head, told);
            }
        }
        let inside = |symbol: &Symbol| self.title.contains(symbol);
        mention.in_title = (mention.tokens.iter().all(inside), mention.tokens.iter().any(inside));
    }

    /// The words of a name without what describes it.
    fn core(&self, place: &Place, words: &[Word]) -> std::ops::Range<usize> {
        if let Some(name) = place.name {
            let name = &self.layout.sentences[place.sentence].names[name].words;
            return name.start as usize..name.end as usize;
        }
        let is_name = |at: usize| matches!(words[at].upos, Upos::Propn | Upos::X);
        let (mut start, mut end) = (place.head, place.head + 1);
        while start > place.words.start && is_name(start - 1) {
            start -= 1;
        }
        while end < place.words.end && is_name(end) {
            end += 1;
        }
        start..end
    }

    /// What a common noun stands for.
    fn common(&mut self, mention: &mut Mention, words: &[Word]) {
        let place = mention.place.clone();
        let word = &words[place.head];
        mention.head = self.symbol(&word.lemma);
        lower_into(&mut self.lower, &word.lemma);
        let noun = self.own.noun(&self.lower);
        mention.noun = noun.map(|noun| noun.row);
        if let Some(role) = self.tables.roles.noun(&self.lower) {
            mention.class = match role.means {
                Means::Person => Class::Person,
                Means::People => Class::People,
                Means::Group | Means::Government | Means::Outlet => Class::Group,
                Means::Country | Means::Place => Class::Place,
                Means::Document => Class::Text,
            };
            mention.gender = match (mention.class, role.is_female) {
                (_, Some(true)) => Gender::FEMALE,
                (_, Some(false)) => Gender::MALE,
                (Class::Person | Class::People, None) => {
                    noun.map_or(Gender::PERSON, |noun| noun.gender.and(Gender::PERSON))
                }
                _ => Gender::THING,
            };
        } else if let Some(noun) = noun {
            (mention.class, mention.gender) = (noun.class, noun.gender);
        }
        let kind = place.name.map(|name| self.layout.sentences[place.sentence].names[name].kind);
        match kind {
            Some(NameKind::Date | NameKind::Time) => {
                (mention.class, mention.gender) = (Class::Time, Gender::THING);
            }
            Some(NameKind::Person) if mention.class == Class::Unknown => {
                (mention.class, mention.gender) = (Class::Person, Gender::PERSON);
            }
            _ => {}
        }
        if mention.gender.is_none() {
            mention.gender = Gender::PERSON;
        }
        if mention.number == Number::Many && mention.class == Class::Person {
            mention.class = Class::People;
        }
        for at in place.words.clone() {
            let word = &words[at];
            let below = word.head.map(|head| head as usize) == Some(place.head);
            let modifies = matches!(
                word.relation,
                Relation::Amod
                    | Relation::Compound
                    | Relation::Nummod
                    | Relation::Nmod
                    | Relation::NmodPoss
            );
            if below && modifies && mention.tokens.len() < 8 {
                let symbol = self.symbol(&word.lemma);
                mention.tokens.push(symbol);
            }
        }
    }

    /// First letters of a phrase of several words.
    fn initials(&mut self, mention: &Mention, words: &[Word]) -> Option<Symbol> {
        let place = &mention.place;
        let own = place.words.start..place.head + 1;
        let first = |at: usize| self.layout.form(&words[at]).chars().next();
        let is_part = |&at: &usize| !matches!(words[at].upos, Upos::Det | Upos::Punct | Upos::Part);
        let initials: String = own.filter(is_part).filter_map(first).collect();
        (initials.chars().count() > 1).then(|| self.symbol(&initials))
    }

    fn hash(&mut self, mention: &Mention, words: &[Word]) -> u64 {
        let mut hasher = FxHasher::default();
        for at in mention.place.words.clone() {
            let word = &words[at];
            if !matches!(word.upos, Upos::Punct | Upos::Det) && word.xpos != Xpos::Pos {
                lower_into(&mut self.lower, self.layout.form(word));
                self.lower.hash(&mut hasher);
            }
        }
        hasher.finish()
    }
}

fn lower_into(lower: &mut String, text: &str) {
    lower.clear();
    if text.is_ascii() {
        lower.push_str(text);
        lower.make_ascii_lowercase();
    } else {
        lower.extend(text.chars().flat_map(char::to_lowercase));
    }
}

fn role(words: &[Word], head: usize) -> Role {
    let word = &words[head];
    match word.relation {
        Relation::NsubjPass => Role::Passive,
        relation if is_subject(relation) => Role::Subject,
        Relation::Obj | Relation::Iobj => Role::Object,
        Relation::Obl | Relation::OblAgent | Relation::OblUnmarked => Role::Oblique,
        Relation::NmodPoss => Role::Possessor,
        Relation::Nmod | Relation::NmodUnmarked | Relation::Compound | Relation::Det => {
            Role::Modifier
        }
        Relation::Appos => Role::Apposition,
        Relation::Conj => Role::Conjunct,
        Relation::Root | Relation::Xcomp | Relation::Ccomp | Relation::Parataxis => Role::Predicate,
        _ => Role::Other,
    }
}

/// Whether a word means nothing (`it rains`, `it is clear that`); a position of
/// [`super::template::EXPLETIVE`].
fn expletive(words: &[Word], at: usize) -> usize {
    let word = &words[at];
    if word.relation == Relation::Expl {
        return 1;
    }
    let Some(head) = word.head.map(|head| head as usize) else { return 0 };
    if matches!(
        &*words[head].lemma,
        "rain" | "snow" | "hail" | "freeze" | "seem" | "appear" | "turn"
    ) {
        return 2;
    }
    let mut below = words.iter().enumerate().skip(at);
    below
        .find_map(|(at, word)| match word.relation {
            _ if word.head.map(|head| head as usize) != Some(head) => None,
            Relation::Csubj | Relation::CsubjPass => Some(3),
            Relation::Ccomp | Relation::Advcl | Relation::AclRelcl if at > head => {
                (words[head].upos == Upos::Adj).then_some(4)
            }
            _ => None,
        })
        .unwrap_or(0)
}
