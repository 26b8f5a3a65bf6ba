//! Somebody, something, somewhere or sometime that a text names or describes.

use crate::dated::Dated;
use crate::evidence::Evidence;
use crate::words;

words! {
    /// How a mention stands for what it means.
    MentionLabel {
        /// The name of a person.
        Person = "person",
        /// The name of a body or group.
        Organisation = "organisation",
        /// The name of a place.
        Location = "location",
        /// A nationality, religion or movement.
        Norp = "norp",
        /// A name that the language model does not class.
        Name = "name",
        /// A person by office or role: `the Iraqi prime minister`.
        Office = "office",
        /// A body, group or country by a noun: `the group`.
        Description = "description",
        /// A pronoun.
        Pronoun = "pronoun",
        /// A day or a longer time.
        Date = "date",
        /// A time of less than a day.
        Time = "time",
    }
}

/// A mention with what it was resolved to.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where it stands.
    pub evidence: Evidence,
    /// How it stands for what it means.
    pub label: MentionLabel,
    /// The full name of whom it means; `None` where the text gives none and nobody is known.
    pub name: Option<String>,
    /// Id of the actor: one of the base (`irq.kataib-hezbollah`), or an id of its own made from
    /// its name (`act-…`); `None` while it is open, and for times and places.
    pub actor: Option<String>,
    /// PLOVER or CAMEO codes of the actor at that time.
    pub codes: Vec<String>,
    /// The place it means.
    pub place: Option<MentionedPlace>,
    /// The time it means.
    pub date: Option<Dated>,
    /// Whom it may mean, likeliest first, where that is open.
    pub candidates: Vec<MentionCandidate>,
}

/// A place of the gazetteer or of the base.
#[derive(Clone, Debug, PartialEq)]
pub struct MentionedPlace {
    /// Its id: `geonames:99592`, or one of the base.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Country id of the base; `None` where it is in several or in none.
    pub country: Option<String>,
    /// Its first-order division.
    pub admin1: Option<String>,
    /// Degrees north, WGS 84.
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    pub longitude: Option<f64>,
}

/// Somebody whom a mention may mean.
#[derive(Clone, Debug, PartialEq)]
pub struct MentionCandidate {
    /// Id of the actor.
    pub actor: String,
    /// How well it fits, 0 to 1; no probability.
    pub score: f32,
    /// What speaks for it.
    pub why: String,
}
