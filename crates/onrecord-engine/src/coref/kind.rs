//! What mentions are made of: closed sets, each with the words that features are named by.

use onrecord_model::words;

words! {
    /// How a mention refers; each kind has weights of its own.
    Kind {
        /// `he`, `her` (not possessive).
        He = "he",
        /// `his`, `her`.
        His = "his",
        /// `himself`.
        Oneself = "self",
        /// `it`, `its`, `itself`.
        It = "it",
        /// `they`, `their`, `themselves`.
        They = "they",
        /// `I`, `we` and their forms.
        First = "first",
        /// `you` and its forms.
        You = "you",
        /// `this`, `that`, `these`, `those` alone.
        This = "this",
        /// A proper name.
        Name = "name",
        /// A noun phrase with `the`, `this` or a possessor.
        Definite = "definite",
        /// Any other noun phrase.
        Bare = "bare",
        /// A verb, for the clause: `this` may mean it. It means nothing said before.
        Verb = "verb",
    }
}

impl Kind {
    /// Whether it is a personal pronoun.
    pub fn is_pronoun(self) -> bool {
        !matches!(self, Self::This | Self::Name | Self::Definite | Self::Bare | Self::Verb)
    }
}

words! {
    /// What a mention depends on.
    Role {
        /// Subject of an active clause.
        Subject = "subject",
        /// Subject of a passive one.
        Passive = "passive",
        /// Direct or indirect object.
        Object = "object",
        /// Other complement or adjunct of a verb.
        Oblique = "oblique",
        /// Possessor.
        Possessor = "possessor",
        /// Modifier of a noun.
        Modifier = "modifier",
        /// Apposition.
        Apposition = "apposition",
        /// Later part of a coordination.
        Conjunct = "conjunct",
        /// Head of a clause without verb, or of the sentence.
        Predicate = "predicate",
        /// Anything else.
        Other = "other",
    }
}

words! {
    /// What a mention may stand for.
    Class {
        /// One human being.
        Person = "person",
        /// Several.
        People = "people",
        /// A body that acts.
        Group = "group",
        /// A place.
        Place = "place",
        /// A time.
        Time = "time",
        /// An animal.
        Animal = "animal",
        /// Something written or said.
        Text = "text",
        /// An act or event.
        Act = "act",
        /// A thing that can be touched.
        Thing = "thing",
        /// Anything else that a noun stands for.
        Idea = "idea",
        /// Not known.
        Unknown = "unknown",
    }
}

words! {
    /// One or several.
    Number {
        /// One.
        One = "one",
        /// Several.
        Many = "many",
        /// Not known, or both.
        Any = "any",
    }
}

/// The sexes that somebody may have: a set. A thing has none of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Gender(u8);

impl Gender {
    pub(super) const FEMALE: Self = Self(1);
    pub(super) const MALE: Self = Self(2);
    pub(super) const THING: Self = Self(4);
    pub(super) const PERSON: Self = Self(3);
    pub(super) const ANY: Self = Self(7);

    /// Names of the values of [`Self::fit`].
    pub(super) const FITS: &[&str] = &["no", "open", "maybe", "yes"];

    /// Those that both may have.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn is_none(self) -> bool {
        self.0 == 0
    }

    /// How well two fit: not at all, nothing is known, a person of either sex, the same.
    pub(super) fn fit(self, other: Self) -> usize {
        match (self.and(other).0, self.0.max(other.0)) {
            (0, _) => 0,
            (7, _) | (_, 7) => 1,
            (1 | 2 | 4, _) if self == other => 3,
            _ => 2,
        }
    }
}
