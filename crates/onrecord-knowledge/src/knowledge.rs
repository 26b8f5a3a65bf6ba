//! Facts and places together.

use rustc_hash::FxHashMap;

use crate::petrarch::Agent;
use crate::{Base, Day, Holds, Kind, Places, Property, Role, Subject};

/// All that is known: who there is, and where.
#[derive(Clone, Debug)]
pub struct Knowledge {
    base: Base,
    places: Places,
    agents: Vec<Agent>,
    /// Countries by their two letters.
    countries: FxHashMap<Box<str>, Subject>,
}

impl Knowledge {
    /// Facts with a gazetteer.
    pub fn new(base: Base, places: Places) -> Self {
        let code =
            |subject| base.object(subject, Property::Iso2).map(|code| (code.into(), subject));
        // Countries have ids of three letters.
        let lands = base.subjects().filter(|&subject| {
            base.id(subject).len() == 3 && base.kind(subject).is_some_and(Kind::is_land)
        });
        let countries = lands.filter_map(code).collect();
        Self { base, places, agents: Vec::new(), countries }
    }

    /// The same with agents of dictionaries.
    #[must_use]
    pub fn with_agents(self, agents: Vec<Agent>) -> Self {
        Self { agents, ..self }
    }

    /// Nouns that say what part of somebody acts, from dictionaries.
    pub fn agents(&self) -> &[Agent] {
        &self.agents
    }

    /// The facts.
    pub fn base(&self) -> &Base {
        &self.base
    }

    /// The gazetteer.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// The country of two letters, ISO 3166-1.
    pub fn country(&self, iso2: &str) -> Option<Subject> {
        self.countries.get(iso2).copied()
    }

    /// The offices of a country or body that are of a role, by id.
    pub fn offices(&self, of: &str, role: Role) -> Vec<Subject> {
        let linked = self.base.linked(Property::OfficeOf, of);
        linked
            .filter(|&office| self.base.object(office, Property::Role) == Some(role.name()))
            .collect()
    }

    /// Who holds an office at a time (first and last day), surest first.
    pub fn holders(&self, office: Subject, at: (Day, Day)) -> Vec<(Subject, Holds)> {
        self.base.whose(Property::Holds, self.base.id(office), at)
    }
}
