//! `onrecord kb find`: whom or what a name may mean.

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::io::Write;

use anyhow::Result;
use onrecord_knowledge::{
    ALIKE, Base, Day, Fact, Holds, Kind, Knowledge, Place, Property, Subject, fold,
    likeness_of_sounds, sound,
};
use serde::Serialize;

use super::{dotted, kind, load, time};
use crate::args::{KbFindArgs, KbFormat};
use crate::failure::Status;
use crate::out::{Console, World};
use crate::table::{Layout, Style};

/// What the gazetteer's entries are called where kinds are.
const PLACE: &str = "place";

/// What is printed for programs.
#[derive(Serialize)]
struct Answer<'f> {
    name: &'f str,
    found: &'f [Found],
    /// How many were left out.
    more: usize,
}

/// Somebody whom a name may mean.
#[derive(Debug, Serialize)]
struct Found {
    id: String,
    name: String,
    kind: String,
    country: Option<String>,
    /// What gives them the name: `name`, `alias`, `short`….
    by: &'static str,
    /// Whether it is the name itself, letters and case aside.
    exact: bool,
    /// How alike it sounds, 0 to 1.
    likeness: f32,
    /// What tells them from others of the name.
    about: String,
}

/// `onrecord kb find`
pub(super) fn run(
    args: &KbFindArgs,
    out: &mut impl Write,
    console: &mut Console,
    world: World,
) -> Result<Status> {
    let knowledge = load::knowledge(&args.layers.paths(), args.layers.options(), console)?;
    let search = Search {
        knowledge: &knowledge,
        name: &args.name,
        key: fold(&args.name),
        at: args.at.map(|at| at.0),
        kind: args.kind.as_deref(),
    };
    let mut found = search.exact();
    found.extend(search.places());
    found.extend(search.agents());
    found.extend(search.alike());
    let more = found.len().saturating_sub(args.limit);
    found.truncate(args.limit);
    if args.print.format == KbFormat::Json {
        super::json(out, &Answer { name: &args.name, found: &found, more })?;
        return Ok(Status::Done);
    }
    let layout = Layout::new(world, args.print.width);
    for Found { id, name, kind, by, exact, likeness, about, .. } in &found {
        layout.paragraph(out, "", name, Some(Style::Bold))?;
        let by = if *exact { (*by).to_owned() } else { format!("{by}, alike {likeness:.2}") };
        layout.paragraph(out, "    ", &dotted([id, kind, &*by, about]), None)?;
    }
    let left_out = if more > 0 { format!(", {more} more (--limit)") } else { String::new() };
    console.summary(&format!("{} found{left_out}", found.len()));
    Ok(Status::Done)
}

struct Search<'k> {
    knowledge: &'k Knowledge,
    name: &'k str,
    key: String,
    at: Option<(Day, Day)>,
    kind: Option<&'k str>,
}

impl<'k> Search<'k> {
    fn base(&self) -> &'k Base {
        self.knowledge.base()
    }

    /// Those who have the name itself.
    fn exact(&self) -> Vec<Found> {
        let base = self.base();
        let named = base.named(&self.key).filter(|named| {
            self.is_kind(named.subject) && self.in_use(named.subject, named.by, &self.key)
        });
        let mut seen = BTreeSet::new();
        let once = named.filter(|named| seen.insert(named.subject));
        once.map(|named| self.found(named.subject, named.by, None)).collect()
    }

    /// Places of the name, the largest first.
    fn places(&self) -> Vec<Found> {
        if self.kind.is_some_and(|kind| kind != PLACE) {
            return Vec::new();
        }
        let mut places: Vec<Place<'_>> = self.knowledge.places().named(&self.key).collect();
        places.sort_by_key(|place| Reverse(place.population));
        places.iter().map(|place| self.place(place)).collect()
    }

    /// Agents of dictionaries.
    fn agents(&self) -> Vec<Found> {
        if self.kind.is_some() {
            return Vec::new();
        }
        let agents = self.knowledge.agents().iter();
        let named = agents.filter(|agent| agent.names.iter().any(|name| fold(name) == self.key));
        let found = named.map(|agent| Found {
            id: if agent.before { format!("{}~", agent.code) } else { format!("~{}", agent.code) },
            name: agent.names[0].clone(),
            kind: "agent".to_owned(),
            country: None,
            by: Property::Name.name(),
            exact: true,
            likeness: 1.0,
            about: String::new(),
        });
        found.collect()
    }

    /// Those one of whose names sounds alike, the likest first.
    fn alike(&self) -> Vec<Found> {
        let base = self.base();
        let sounds = sound(self.name);
        let candidates: BTreeSet<Subject> =
            sounds.iter().flat_map(|word| base.sounding(word)).collect();
        let exact: BTreeSet<Subject> = base.named(&self.key).map(|named| named.subject).collect();
        let likest = |&subject: &Subject| {
            let names = base.facts(subject).filter_map(|fact| {
                let name = full_name(&fact)?;
                let in_use = self.at.is_none_or(|at| fact.period.holds(at) > Holds::No);
                in_use.then(|| (likeness_of_sounds(&sounds, &sound(name)), fact.property))
            });
            let (likeness, by) = names.max_by(|a, b| a.0.total_cmp(&b.0))?;
            (likeness >= ALIKE).then_some((likeness, subject, by))
        };
        let mut found: Vec<_> = candidates
            .difference(&exact)
            .filter(|&&subject| self.is_kind(subject))
            .filter_map(likest)
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found
            .into_iter()
            .map(|(likeness, subject, by)| self.found(subject, by, Some(likeness)))
            .collect()
    }

    fn is_kind(&self, subject: Subject) -> bool {
        self.kind.is_none_or(|asked| kind(self.base(), subject) == asked)
    }

    /// Whether a name was in use at the time that is asked for.
    fn in_use(&self, subject: Subject, by: Property, key: &str) -> bool {
        let Some(at) = self.at else { return true };
        let mut facts = self.base().facts(subject).filter(|fact| fact.property == by);
        facts.any(|fact| {
            let name = fold(full_name(&fact).unwrap_or(fact.object));
            name.ends_with(key) && fact.period.holds(at) > Holds::No
        })
    }

    fn found(&self, subject: Subject, by: Property, likeness: Option<f32>) -> Found {
        let base = self.base();
        Found {
            id: base.id(subject).to_owned(),
            name: base.name(subject).to_owned(),
            kind: kind(base, subject).to_owned(),
            country: base.object(subject, Property::Country).map(str::to_owned),
            by: by.name(),
            exact: likeness.is_none(),
            likeness: likeness.map_or(1.0, |likeness| (likeness * 1000.0).round() / 1000.0),
            about: self.about(subject),
        }
    }

    fn place(&self, place: &Place<'_>) -> Found {
        let base = self.base();
        let country = self.knowledge.country(place.country);
        let country_name = country.map_or("", |country| base.name(country));
        let where_it_is = format!("{:.2}, {:.2}", place.latitude, place.longitude);
        let people = match place.population {
            0 => String::new(),
            population => format!("{population} people"),
        };
        Found {
            id: format!("geonames:{}", place.geonames),
            name: place.name.to_owned(),
            kind: PLACE.to_owned(),
            country: country.map(|country| base.id(country).to_owned()),
            by: Property::Name.name(),
            exact: true,
            likeness: 1.0,
            about: dotted([place.admin1, country_name, &where_it_is, &people]),
        }
    }

    /// For a person the latest office at the time, or at all; for others the country.
    fn about(&self, subject: Subject) -> String {
        let base = self.base();
        let name_of = |id| base.subject(id).map_or(id, |subject| base.name(subject));
        if base.kind(subject) == Some(Kind::Person) {
            let held = base.facts(subject).filter(|fact| is_post(fact.property));
            let held =
                held.filter(|fact| self.at.is_none_or(|at| fact.period.holds(at) > Holds::No));
            let latest = held.max_by_key(|fact| (fact.period.to.last(), fact.period.from.first()));
            return latest.map_or_else(String::new, |fact| {
                let verb = match fact.property {
                    Property::Holds => String::new(),
                    property => format!("{} ", property.name().replace('_', " ")),
                };
                let time = time(fact.period);
                let name = name_of(fact.object);
                if time.is_empty() {
                    format!("{verb}{name}")
                } else {
                    format!("{verb}{name}, {time}")
                }
            });
        }
        let land = [Property::Country, Property::LocatedIn, Property::OfficeOf];
        let land = land.iter().find_map(|&property| base.object(subject, property));
        land.map_or("", name_of).to_owned()
    }
}

fn is_post(property: Property) -> bool {
    use Property::{Commands, Holds, Leads, SpeaksFor};
    matches!(property, Holds | Leads | Commands | SpeaksFor)
}

/// The name that a fact gives, if it is a full one.
fn full_name<'f>(fact: &Fact<'f>) -> Option<&'f str> {
    match fact.property {
        Property::Name | Property::Alias => Some(fact.object),
        Property::Native => fact.object.split_once(':').map(|(_, name)| name),
        _ => None,
    }
}
