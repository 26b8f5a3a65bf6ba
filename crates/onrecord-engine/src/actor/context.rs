//! What a document speaks of: countries, and actors that nothing else can be meant by.

use onrecord_knowledge::{Kind, Named, Property, Subject};
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Page, Spot};

/// Countries with how often they are named, and the actors that are named beyond doubt.
#[derive(Debug, Default)]
pub(super) struct Context {
    /// By id: the share of all namings of countries.
    countries: FxHashMap<String, f32>,
    /// Countries, most named first.
    ranked: Vec<String>,
    /// Actors that are named in full, and what they are part of.
    actors: FxHashSet<Subject>,
}

impl Context {
    pub(super) fn of(page: Page<'_>, spots: &[Spot]) -> Self {
        let base = page.knowledge.base();
        let (mut counts, mut actors) = (FxHashMap::<&str, f32>::default(), FxHashSet::default());
        for spot in spots {
            let is_full = |named: &&Named| !matches!(named.by, Property::Short | Property::Title);
            let Some(named) = spot.named.iter().find(is_full) else { continue };
            if spot.named.iter().any(|other| other.subject != named.subject) {
                continue;
            }
            actors.insert(named.subject);
            if base.kind(named.subject).is_some_and(Kind::is_land) {
                *counts.entry(base.id(named.subject)).or_default() += 1.0;
                continue;
            }
            for (country, _) in base.objects(named.subject, Property::Country) {
                *counts.entry(country).or_default() += 0.5;
            }
            for (place, _) in base.objects(named.subject, Property::LocatedIn) {
                *counts.entry(place).or_default() += 0.5;
            }
        }
        let total: f32 = counts.values().sum::<f32>().max(1.0);
        let mut ranked: Vec<(&str, f32)> = counts.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
        let countries =
            ranked.iter().map(|(id, count)| ((*id).to_owned(), count / total)).collect();
        Self {
            countries,
            ranked: ranked.into_iter().map(|(id, _)| id.to_owned()).collect(),
            actors,
        }
    }

    /// How much of the document is about a country, 0 to 1.
    pub(super) fn country(&self, id: &str) -> f32 {
        self.countries.get(id).copied().unwrap_or_default()
    }

    /// The country that is named most, if it is named twice as often as any other.
    pub(super) fn main_country(&self) -> Option<&str> {
        let share = |at: usize| self.ranked.get(at).map_or(0.0, |id| self.country(id));
        (share(0) >= 2.0 * share(1)).then(|| self.ranked.first().map(String::as_str)).flatten()
    }

    /// The same by two letters.
    pub(super) fn country_of(&self, page: Page<'_>, iso2: &str) -> f32 {
        let country = page.knowledge.country(iso2);
        country.map_or(0.0, |country| self.country(page.knowledge.base().id(country)))
    }

    /// Countries, most named first.
    pub(super) fn countries(&self) -> impl Iterator<Item = &str> {
        self.ranked.iter().map(String::as_str)
    }

    /// Whether an actor is named beyond doubt.
    pub(super) fn names(&self, subject: Subject) -> bool {
        self.actors.contains(&subject)
    }
}
