//! Whom a description means, by what the base knows.
//!
//! In this order: a person of the document who stands in that relation to the country or body that
//! the description belongs to; who held the office when the document was published; the body of
//! the country. Where no country is told, the one that the document is about counts, of those that
//! have such an office.

use onrecord_knowledge::{Day, Fact, Holds, Kind, Property, Role, Subject, fold};

use super::context::Context;
use super::describe::Description;
use super::{Entity, Label, Mention, Page};
use crate::sentence::NameKind;
use crate::tables::{Means, Modifies, RoleRelation as Relation};

/// Names before and after a description that it may mean.
const NEAR: usize = 60;

/// Sentences that a description reaches back.
const SENTENCES: usize = 3;

/// Answers for the descriptions of a document.
#[derive(Clone, Copy)]
pub(super) struct Judge<'p> {
    pub(super) page: Page<'p>,
    pub(super) context: &'p Context,
    pub(super) names: &'p [Mention],
    pub(super) entities: &'p [Entity],
}

impl Judge<'_> {
    /// Whom a description means that belongs to somebody, if to anybody.
    pub(super) fn who(
        self,
        description: &Description<'_>,
        owner: Option<Subject>,
    ) -> Option<Subject> {
        if matches!(description.modifier, Modifies::Deputy | Modifies::Future) {
            return None;
        }
        let base = self.page.knowledge.base();
        let row = description.noun.row;
        let of_person = owner.filter(|owner| base.kind(*owner) == Some(Kind::Person));
        match row.means {
            // Whose deputy or brother somebody is, the base does not tell.
            Means::Person if of_person.is_some() => None,
            Means::Person => {
                let related =
                    row.relation.and_then(|relation| self.person(relation, description, owner));
                related.or_else(|| self.titled(description, owner))
            }
            Means::Group | Means::Government | Means::Country => match of_person {
                Some(person) => self.of_person(person, description),
                None if row.means == Means::Country => None,
                None => self.institution(description, owner),
            },
            Means::Outlet | Means::People | Means::Document | Means::Place => None,
        }
    }

    /// Whether a description may mean somebody of whom only the text tells that he is meant.
    pub(super) fn may_mean(self, description: &Description<'_>, subject: Subject) -> bool {
        let base = self.page.knowledge.base();
        let Some(kind) = base.kind(subject) else { return true };
        let noun = &description.noun;
        match noun.row.means {
            Means::Person => {
                let offices = base.facts(subject).filter(|fact| fact.property == Property::Holds);
                let mut offices = offices.peekable();
                kind == Kind::Person
                    && match noun.row.relation {
                        Some(Relation::Office(role)) if offices.peek().is_some() => {
                            offices.any(|fact| self.is_office(fact.object, role, None, &noun.form))
                        }
                        _ => true,
                    }
            }
            Means::Group => is_body(kind, &noun.row.sector),
            Means::People => kind != Kind::Person && !kind.is_site(),
            Means::Government => kind == Kind::Government || kind.is_land(),
            Means::Country => matches!(kind, Kind::Country | Kind::FormerState),
            Means::Outlet => matches!(kind, Kind::Outlet | Kind::Agency),
            Means::Place => kind.is_site() || kind.is_land(),
            Means::Document => false,
        }
    }

    /// The one body of the sentences before that a description may mean.
    pub(super) fn only_one(self, description: &Description<'_>) -> Option<Subject> {
        let means = description.noun.row.means;
        if !matches!(means, Means::Group | Means::Country | Means::Outlet) {
            return None;
        }
        let end = self.names.partition_point(|name| name.sentence < description.sentence);
        let near = self.names[..end].iter().rev();
        let near = near.take_while(|name| name.sentence + SENTENCES >= description.sentence);
        let is_name = |name: &&Mention| matches!(name.label, Label::Name(kind) if kind != Some(NameKind::Norp));
        let mut found = near
            .filter(is_name)
            .filter_map(|name| self.entities[name.entity].subject)
            .filter(|&subject| self.may_mean(description, subject));
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }

    /// Who stands in a relation to the owner, or to a country of the document.
    fn person(
        self,
        relation: Relation,
        description: &Description<'_>,
        owner: Option<Subject>,
    ) -> Option<Subject> {
        let base = self.page.knowledge.base();
        let noun = &description.noun;
        let is_former = description.modifier == Modifies::Former;
        let in_time = |fact: &Fact<'_>| {
            let holds = |at| (fact.period.holds(at) == Holds::No) == is_former;
            self.page.published.is_none_or(holds)
        };
        let stands = |person: Subject, to: Option<&str>| {
            base.facts(person).any(|fact| match relation {
                Relation::Office(role) => {
                    fact.property == Property::Holds
                        && self.is_office(fact.object, role, to, &noun.form)
                }
                Relation::Link(link) => {
                    fact.property == link && to.is_none_or(|to| fact.object == to)
                }
            } && in_time(&fact))
        };
        let to = owner.map(|subject| base.id(subject));
        // Somebody of the document: the one named last before, else the first one after.
        let named = self.named_person(description.sentence, |person| stands(person, to));
        if named.is_some() || is_former {
            return named;
        }
        let at = self.page.published?;
        match to {
            Some(to) => only(&self.holders(relation, to, &noun.form, true, at)),
            None if matches!(relation, Relation::Office(_)) => {
                let mut countries = self.context.countries().filter_map(|country| {
                    let holders = self.holders(relation, country, &noun.form, false, at);
                    (!holders.is_empty()).then_some((country, holders))
                });
                let (first, holders) = countries.next()?;
                let other =
                    countries.next().map_or(0.0, |(country, _)| self.context.country(country));
                (self.context.country(first) >= 2.0 * other).then(|| only(&holders)).flatten()
            }
            None => None,
        }
    }

    /// Who stands in a relation to a country or body at a time.
    fn holders(
        self,
        relation: Relation,
        to: &str,
        form: &str,
        is_named: bool,
        at: (Day, Day),
    ) -> Vec<(Subject, Holds)> {
        let base = self.page.knowledge.base();
        let of_role = |role| {
            let offices = self.page.knowledge.offices(to, role);
            // `the president` is who is called so, where there is another head of state.
            let is_called = |office: &&Subject| {
                base.objects(**office, Property::Title).any(|(title, _)| title == form)
            };
            let called: Vec<Subject> = offices.iter().filter(is_called).copied().collect();
            let offices = if called.is_empty() && is_named { offices } else { called };
            let holders =
                offices.into_iter().flat_map(|office| self.page.knowledge.holders(office, at));
            holders.collect::<Vec<_>>()
        };
        let mut holders = match relation {
            Relation::Office(role) => of_role(role),
            Relation::Link(link) => base.whose(link, to, at),
        };
        // Chiefs and leaders of bodies and countries hold offices.
        let country = base.subject(to);
        let executive = country.and_then(|country| {
            let mut facts = base.objects(country, Property::Executive);
            facts
                .find(|(_, period)| period.holds(at) > Holds::No)
                .and_then(|(role, _)| Role::from_name(role))
        });
        let roles = stands_for(relation).iter().copied();
        for role in
            roles.map(|role| executive.filter(|_| role == Role::HeadOfGovernment).unwrap_or(role))
        {
            if holders.is_empty() && is_named {
                holders = of_role(role);
            }
        }
        holders
    }

    /// The person named last who bears a noun as title: `the ayatollah`.
    fn titled(self, description: &Description<'_>, owner: Option<Subject>) -> Option<Subject> {
        let base = self.page.knowledge.base();
        let form = &description.noun.form;
        let bears = |person: Subject| {
            let mut titles = base.objects(person, Property::Title);
            titles.any(|(title, _)| title.to_lowercase().split(' ').any(|word| word == form))
        };
        owner.is_none().then(|| self.named_person(description.sentence, bears)).flatten()
    }

    fn is_office(self, id: &str, role: Role, of: Option<&str>, form: &str) -> bool {
        let base = self.page.knowledge.base();
        base.subject(id).is_some_and(|office| {
            base.object(office, Property::Role) == Some(role.name())
                && of.is_none_or(|of| base.object(office, Property::OfficeOf) == Some(of))
                // A king is no president.
                && (role != Role::HeadOfState
                    || base.objects(office, Property::Title).any(|(title, _)| title == form))
        })
    }

    /// The one person of the document who fits; of several the one whose country the document is
    /// about.
    fn named_person(self, sentence: usize, fits: impl Fn(Subject) -> bool) -> Option<Subject> {
        let base = self.page.knowledge.base();
        let person = |name: &Mention| {
            let subject = self.entities[name.entity].subject?;
            (base.kind(subject) == Some(Kind::Person) && fits(subject)).then_some(subject)
        };
        let end = self.names.partition_point(|name| name.sentence <= sentence);
        let (before, after) = self.names.split_at(end);
        let mut found: Vec<Subject> = before.iter().rev().take(NEAR).filter_map(person).collect();
        if found.is_empty() {
            found = after.iter().take(NEAR).filter_map(person).collect();
        }
        let first = *found.first()?;
        if found.iter().all(|other| *other == first) {
            return Some(first);
        }
        let main = self.context.main_country();
        let mut at_home =
            found.iter().filter(|person| base.object(**person, Property::Country) == main);
        let first = *at_home.next()?;
        at_home.all(|other| *other == first).then_some(first)
    }

    /// The body of a country that a noun names: `Iraqi` and `parliament`.
    fn institution(self, description: &Description<'_>, owner: Option<Subject>) -> Option<Subject> {
        let base = self.page.knowledge.base();
        let country = match owner {
            Some(subject) => subject,
            None => base.subject(self.context.main_country()?)?,
        };
        let adjective = base.object(country, Property::Demonym)?;
        let key = fold(&format!("{adjective} {}", description.noun.form));
        let mut named = base.named(&key);
        named
            .find(|named| matches!(named.by, Property::Name | Property::Alias))
            .map(|named| named.subject)
    }

    /// The body or country of a person: `his party`, `his government`.
    fn of_person(self, person: Subject, description: &Description<'_>) -> Option<Subject> {
        let base = self.page.knowledge.base();
        let sector = &description.noun.row.sector;
        let ties = [
            Property::Leads,
            Property::Commands,
            Property::SpeaksFor,
            Property::MemberOf,
            Property::Founded,
        ];
        let fits = |fact: &Fact<'_>| {
            let is_now = |at| fact.period.holds(at) > Holds::No;
            ties.contains(&fact.property) && self.page.published.is_none_or(is_now)
        };
        let tied = base.facts(person).filter(fits).filter_map(|fact| base.subject(fact.object));
        let mut tied: Vec<Subject> = tied
            .filter(|other| base.kind(*other).is_some_and(|kind| is_body(kind, sector)))
            .collect();
        tied.sort_unstable();
        tied.dedup();
        if let [only] = tied[..] {
            return Some(only);
        }
        let country = base.object(person, Property::Country).and_then(|id| base.subject(id))?;
        match description.noun.row.means {
            Means::Country => Some(country),
            Means::Government => self.institution(description, Some(country)),
            _ => None,
        }
    }
}

/// The surest of some holders, if there is one.
fn only(holders: &[(Subject, Holds)]) -> Option<Subject> {
    let surest = holders.iter().map(|(_, holds)| *holds).max()?;
    let mut best = holders.iter().filter(|(_, holds)| *holds == surest);
    let (first, _) = best.next()?;
    best.all(|(other, _)| other == first).then_some(*first)
}

/// The offices that stand for a link, where nobody has it.
fn stands_for(relation: Relation) -> &'static [Role] {
    match relation {
        Relation::Link(Property::Leads) => {
            &[Role::Head, Role::SupremeLeader, Role::HeadOfGovernment]
        }
        Relation::Link(Property::Commands) => &[Role::ArmyChief],
        Relation::Link(Property::SpeaksFor) => &[Role::Spokesperson],
        Relation::Office(Role::Head) => &[Role::Other],
        _ => &[],
    }
}

/// Whether a body of a kind can be called by a noun of a sector.
fn is_body(kind: Kind, sector: &str) -> bool {
    let fights = matches!(kind, Kind::ArmedGroup | Kind::Movement | Kind::Party);
    match sector {
        "PTY" | "OPP" => matches!(kind, Kind::Party | Kind::Movement | Kind::Igo),
        "REB" | "UAF" | "PRM" => fights,
        "MIL" => kind == Kind::Military || kind == Kind::ArmedGroup,
        "JUD" => kind == Kind::Court,
        "LEG" => kind == Kind::Parliament,
        "NGO" | "SOC" | "LAB" => matches!(kind, Kind::Ngo | Kind::Ingo | Kind::Movement),
        "BUS" => kind == Kind::Company,
        "IGO" => kind == Kind::Igo,
        "SPY" => kind == Kind::Intelligence,
        "COP" => kind == Kind::Police,
        "GOV" => matches!(kind, Kind::Ministry | Kind::Government),
        "" => !(kind == Kind::Person || kind.is_site() || kind.is_land()),
        _ => false,
    }
}
