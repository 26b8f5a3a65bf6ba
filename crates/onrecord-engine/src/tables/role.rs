//! Nouns that describe actors without naming them: `roles.tsv`, `modifiers.tsv`.

use onrecord_knowledge::{Property, Role};
use onrecord_model::words;
use rustc_hash::FxHashMap;

use super::tsv::{TableError, rows};

words! {
    /// What a noun stands for.
    Means {
        /// One human being.
        Person = "person",
        /// Several.
        People = "people",
        /// A body that acts.
        Group = "group",
        /// A government.
        Government = "government",
        /// A country.
        Country = "country",
        /// A publisher of news.
        Outlet = "outlet",
        /// A thing that says something.
        Document = "document",
        /// A place.
        Place = "place",
    }
}

words! {
    /// What a word does to a role beside it.
    Modifies {
        /// No longer holds it.
        Former = "former",
        /// Holds it for a time.
        Acting = "acting",
        /// Is second to it.
        Deputy = "deputy",
        /// Does not hold it yet.
        Future = "future",
        /// Nothing.
        None = "none",
    }
}

/// How a person of a noun stands to the body or country beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    /// Holds an office of this role there.
    Office(Role),
    /// Leads, commands, speaks for, is a member of, or founded it.
    Link(Property),
}

/// What a noun says of the actor that it describes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RoleNoun {
    /// What it stands for.
    pub(crate) means: Means,
    /// How it stands to whoever is named beside it.
    pub(crate) relation: Option<Relation>,
    /// PLOVER's sector; empty where the noun does not decide it.
    pub(crate) sector: Box<str>,
    /// Whether it is said of women alone (`Some(true)`) or of men alone (`Some(false)`).
    pub(crate) is_female: Option<bool>,
    /// Whether it means somebody in particular without an article.
    pub(crate) is_bare: bool,
}

/// The nouns and the words that change them.
#[derive(Debug)]
pub(crate) struct RoleNouns {
    nouns: FxHashMap<Box<str>, RoleNoun>,
    modifiers: FxHashMap<Box<str>, Modifies>,
    /// Words of the longest form.
    longest: usize,
}

impl RoleNouns {
    pub(super) fn parse(roles: &str, modifiers: &str) -> Result<Self, TableError> {
        let columns = ["form", "means", "relation", "sector", "gender", "article", "yes", "no"];
        let (mut nouns, mut longest) = (FxHashMap::default(), 1);
        for row in rows("roles.tsv", roles, &columns)? {
            let wrong =
                |column: usize| row.error(format!("`{}` is no such word", row.cell(column)));
            let relation = match row.cell(2) {
                "" => None,
                word => Some(relation(word).ok_or_else(|| wrong(2))?),
            };
            let is_female = match row.cell(4) {
                "" => None,
                "female" => Some(true),
                "male" => Some(false),
                _ => return Err(wrong(4)),
            };
            let is_bare = match row.cell(5) {
                "" => false,
                "none" => true,
                _ => return Err(wrong(5)),
            };
            let means = Means::from_name(row.cell(1)).ok_or_else(|| wrong(1))?;
            let form = row.filled(0, "form")?;
            longest = longest.max(form.split(' ').count());
            let noun = RoleNoun { means, relation, sector: row.cell(3).into(), is_female, is_bare };
            if nouns.insert(form.into(), noun).is_some() {
                return Err(row.error(format!("`{form}` stands twice")));
            }
        }
        let mut does = FxHashMap::default();
        for row in rows("modifiers.tsv", modifiers, &["form", "does", "yes", "no"])? {
            let word = Modifies::from_name(row.cell(1))
                .ok_or_else(|| row.error(format!("`{}` is no such word", row.cell(1))))?;
            does.insert(row.filled(0, "form")?.into(), word);
        }
        Ok(Self { nouns, modifiers: does, longest })
    }

    /// The noun of lower-case dictionary forms parted by blanks.
    pub(crate) fn noun(&self, form: &str) -> Option<&RoleNoun> {
        self.nouns.get(form)
    }

    /// What a lower-case word before a noun does to it.
    pub(crate) fn modifier(&self, form: &str) -> Option<Modifies> {
        self.modifiers.get(form).copied()
    }

    /// No noun has more words.
    pub(crate) fn longest(&self) -> usize {
        self.longest
    }
}

fn relation(word: &str) -> Option<Relation> {
    if let Some(role) = Role::from_name(word) {
        return Some(Relation::Office(role));
    }
    let link = Property::from_name(word)?;
    let is_link = matches!(
        link,
        Property::Leads
            | Property::Commands
            | Property::SpeaksFor
            | Property::MemberOf
            | Property::Founded
    );
    is_link.then_some(Relation::Link(link))
}
