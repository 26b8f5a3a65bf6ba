//! Actors as the ledger keeps and lists them.

use onrecord_model::{Id, IdKind};

/// Whom a mention means.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Actor {
    /// Id of the base, or `act-…`.
    pub id: String,
    /// Full name.
    pub name: String,
    /// `person`, `organisation`, or a kind of the base.
    pub kind: String,
    /// Key of the full name of one that the base does not know; `None` for one of the base.
    pub folded: Option<String>,
}

impl Actor {
    /// One of the base; its facts stay there.
    pub fn of_base(id: &str, name: &str, kind: &str) -> Self {
        Self { id: id.to_owned(), name: name.to_owned(), kind: kind.to_owned(), folded: None }
    }

    /// One that the base does not know, named in `document`. `folded` is the key of the full name:
    /// equal for names that are spelt alike, with a blank between words.
    pub fn own(document: Id, name: &str, kind: &str, folded: &str) -> Self {
        Self {
            id: Self::own_id(&document.to_string(), kind, folded).to_string(),
            name: name.to_owned(),
            kind: kind.to_owned(),
            folded: Some(folded.to_owned()),
        }
    }

    pub(crate) fn own_id(document: &str, kind: &str, folded: &str) -> Id {
        Id::of(IdKind::Actor, &[document.as_bytes(), kind.as_bytes(), folded.as_bytes()])
    }

    /// Whether the base knows it.
    pub fn is_known(&self) -> bool {
        self.folded.is_none()
    }

    /// What joins it with others of the same name: kind and key, if the name has several words.
    pub(crate) fn joins_by(&self) -> Option<(&str, &str)> {
        let folded = self.folded.as_deref().filter(|folded| folded.contains(' '))?;
        Some((&self.kind, folded))
    }
}

/// Which actors to list; an empty filter lists all.
#[derive(Clone, Debug, Default)]
pub struct ActorFilter {
    /// Of this kind.
    pub kind: Option<String>,
    /// Part of a name, as the base has it or as a document does, in any case.
    pub name: Option<String>,
    /// Only those that the base does not know.
    pub unknown: bool,
}

/// An actor with where it is mentioned, by the newest run of each capture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mentioned {
    /// All ids that mean it; the first is the one it goes by.
    pub ids: Vec<Actor>,
    /// Codes that it had where it is mentioned.
    pub codes: Vec<String>,
    /// How often it is mentioned.
    pub mentions: u64,
    /// In how many documents.
    pub documents: u64,
    /// Day, month or year of the first of them that has a date.
    pub first: Option<String>,
    /// That of the last.
    pub last: Option<String>,
    /// The newest run that mentions it.
    pub run: Option<Id>,
}

impl Mentioned {
    /// The id that it goes by.
    ///
    /// # Panics
    /// Never: there is always one.
    pub fn actor(&self) -> &Actor {
        &self.ids[0]
    }

    /// Whether the base knows it, by one of its ids.
    pub fn is_known(&self) -> bool {
        self.ids.iter().any(Actor::is_known)
    }
}

/// A name that may mean several actors.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenName {
    /// As it stands.
    pub quote: String,
    /// How it stands for whom it means.
    pub label: String,
    /// Whom it may mean, with the highest score that it got anywhere.
    pub candidates: Vec<(String, f32)>,
    /// How often it is open.
    pub mentions: u64,
    /// In how many documents.
    pub documents: u64,
}

onrecord_model::words! {
    /// What is judged of two ids.
    Verdict {
        /// They mean one actor.
        Merge = "merge",
        /// They mean two.
        Split = "split",
    }
}

/// What somebody judged of two ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// One or two.
    pub verdict: Verdict,
    /// The id that the actor goes by after a merge; the one that stays after a split.
    pub first: String,
    /// The other.
    pub second: String,
    /// Who judged.
    pub who: String,
    /// When, in RFC 3339.
    pub at: String,
    /// Why, in their words.
    pub because: Option<String>,
}
