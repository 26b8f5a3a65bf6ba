//! Which office is asked for: “US president”, “minister of defence of Ruritania”, “NATO chief”.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::{Kind, Knowledge, Property, Role, Subject, fold};

/// Words between a title and whose it is.
const JOINTS: [&str; 5] = ["of", "the", "in", "for", "s"];
/// Words of the longest name of an owner that is looked up.
const OWNER: usize = 8;
/// A title stands for a role if this share of the offices with that title have it.
const SHARE: f64 = 0.8;

impl Knowledge {
    /// The offices that a question may mean: the name of an office or a title that only one has,
    /// or a title with whose it is, by name or demonym, before or behind it. If a country has no
    /// such office itself, one of its bodies may; else the title is taken for the role that it is
    /// elsewhere. Several where it is not clear, none where nobody is known.
    pub fn offices_asked(&self, question: &str) -> Vec<Subject> {
        let key = fold(question);
        let whole = self.offices_named(&key);
        if !whole.is_empty() {
            return whole;
        }
        let words: Vec<&str> = key.split(' ').collect();
        let mut spans: Vec<Range<usize>> = (0..words.len())
            .flat_map(|start| {
                (start + 1..=words.len().min(start + OWNER)).map(move |end| start..end)
            })
            .collect();
        // The longest name first: “Equatorial Guinean” is not “Guinean”.
        spans.sort_by_key(|span| (std::cmp::Reverse(span.len()), span.start));
        let asked: Vec<(Subject, String)> = spans
            .into_iter()
            .flat_map(|span| {
                let title = rest(&words, &span);
                let owners = self.owners(&words[span].join(" "));
                owners.into_iter().map(move |owner| (owner, title.clone()))
            })
            .collect();
        for way in [Self::offices_titled, Self::offices_of_bodies, Self::offices_of_role] {
            for asked in asked.chunk_by(|a, b| a.1 == b.1) {
                let offices = asked.iter().flat_map(|(owner, title)| way(self, *owner, title));
                let found = unique(offices.collect());
                if !found.is_empty() {
                    return found;
                }
            }
        }
        Vec::new()
    }

    /// Offices of this name, and the office of this title if there is only one.
    fn offices_named(&self, key: &str) -> Vec<Subject> {
        let base = self.base();
        let is_office = |subject| base.kind(subject) == Some(Kind::Office);
        let (titled, mut named): (Vec<_>, Vec<_>) = base
            .named(key)
            .filter(|named| is_office(named.subject))
            .partition(|named| named.by == Property::Title);
        if named.is_empty() && titled.len() == 1 {
            named = titled;
        }
        unique(named.into_iter().map(|named| named.subject).collect())
    }

    /// Countries and bodies that a folded name or demonym means.
    fn owners(&self, key: &str) -> Vec<Subject> {
        let base = self.base();
        let can_own = |kind: Kind| !kind.is_site() && !matches!(kind, Kind::Person | Kind::Office);
        let owners = base.named(key).map(|named| named.subject);
        unique(owners.filter(|&owner| base.kind(owner).is_none_or(can_own)).collect())
    }

    /// The offices of somebody that have a title or name. Of several the one that is called after
    /// them: the “President of Ruritania”, not the “President of the Ruritanian Rowing Council”.
    fn offices_titled(&self, owner: Subject, title: &str) -> Vec<Subject> {
        let base = self.base();
        let found = self.titled(title).filter(|&office| self.is_of(office, owner)).collect();
        let found: Vec<Subject> = unique(found);
        let is_plain = |office: &&Subject| {
            let name = fold(base.name(**office));
            let of = name.strip_prefix(title).and_then(|rest| rest.strip_prefix(" of "));
            of.is_some_and(|of| base.named(of).any(|named| named.subject == owner))
        };
        let plain: Vec<Subject> = found.iter().filter(is_plain).copied().collect();
        if plain.is_empty() { found } else { plain }
    }

    /// The offices of a title in the bodies of a country.
    fn offices_of_bodies(&self, owner: Subject, title: &str) -> Vec<Subject> {
        let base = self.base();
        let of_country = |body: Subject| {
            base.objects(body, Property::Country).any(|(country, _)| country == base.id(owner))
        };
        let is_body_of = |&office: &Subject| {
            let mut bodies = base.objects(office, Property::OfficeOf);
            bodies.any(|(body, _)| base.subject(body).is_some_and(of_country))
        };
        self.titled(title).filter(is_body_of).collect()
    }

    /// The offices of somebody that have the role for which a title stands elsewhere.
    fn offices_of_role(&self, owner: Subject, title: &str) -> Vec<Subject> {
        let role = self.role_of(title);
        role.map_or_else(Vec::new, |role| self.offices(self.base().id(owner), role))
    }

    /// Offices that have a title or name.
    fn titled(&self, title: &str) -> impl Iterator<Item = Subject> {
        let base = self.base();
        let offices = base.named(title).map(|named| named.subject);
        offices.filter(|&office| base.kind(office) == Some(Kind::Office))
    }

    fn is_of(&self, office: Subject, owner: Subject) -> bool {
        let base = self.base();
        base.objects(office, Property::OfficeOf).any(|(body, _)| body == base.id(owner))
    }

    /// The role that nearly all offices of a title have, where the role is the same whatever the
    /// title: a king is no president, but a chancellor heads a government as a premier does.
    fn role_of(&self, title: &str) -> Option<Role> {
        let base = self.base();
        let mut counts: FxHashMap<Role, u32> = FxHashMap::default();
        for named in base.named(title).filter(|named| named.by == Property::Title) {
            let role = base.object(named.subject, Property::Role).and_then(Role::from_name)?;
            *counts.entry(role).or_default() += 1;
        }
        let all: u32 = counts.values().sum();
        let most = Role::ALL.iter().max_by_key(|role| counts.get(role))?;
        let count = counts.get(most)?;
        let is_clear = f64::from(*count) >= SHARE * f64::from(all);
        (is_clear && one_in_a_country(*most)).then_some(*most)
    }
}

fn unique(mut offices: Vec<Subject>) -> Vec<Subject> {
    offices.sort();
    offices.dedup();
    offices
}

/// Whether a country has one office of a role, however it is called.
fn one_in_a_country(role: Role) -> bool {
    (Role::HeadOfGovernment..=Role::IntelligenceChief).contains(&role)
        && !matches!(role, Role::SupremeLeader | Role::VicePresident)
}

/// Words without a span of them, and without the joints that it leaves at their ends.
fn rest(words: &[&str], span: &Range<usize>) -> String {
    let mut before = &words[..span.start];
    let mut after = &words[span.end..];
    while let [first, others @ ..] = after
        && JOINTS.contains(first)
    {
        after = others;
    }
    while let [first, others @ ..] = before
        && *first == "the"
    {
        before = others;
    }
    // In “chairman of the Ruritanian council” the joints belong to the council.
    if after.is_empty() {
        while let [others @ .., last] = before
            && JOINTS.contains(last)
        {
            before = others;
        }
    }
    [before, after].concat().join(" ")
}

#[cfg(test)]
mod tests {
    use crate::{Base, HEADER, Knowledge, Places, parse};

    const TABLE: &str = "\
fre\tkind\tcountry
fre\tname\tFreedonia
fre\tdemonym\tFreedonian
fre.chancellor\tkind\toffice
fre.chancellor\tname\tFederal Chancellor
fre.chancellor\toffice_of\tfre
fre.chancellor\trole\thead-of-government
fre.president\tkind\toffice
fre.president\tname\tPresident of Freedonia
fre.president\ttitle\tpresident
fre.president\toffice_of\tfre
fre.president\trole\thead-of-state
rur\tkind\tcountry
rur\tname\tRuritania
rur\tdemonym\tRuritanian
rur.council-chair\tkind\toffice
rur.council-chair\tname\tChairman of the Council of State
rur.council-chair\toffice_of\trur
rur.council-chair\trole\tother
rur.council-chair\ttitle\tRuritanian top official
rur.premier\tkind\toffice
rur.premier\tname\tPremier of Ruritania
rur.premier\ttitle\tpremier
rur.premier\toffice_of\trur
rur.premier\trole\thead-of-government
rur.king\tkind\toffice
rur.king\tname\tKing of Ruritania
rur.king\ttitle\tking
rur.king\toffice_of\trur
rur.king\trole\thead-of-state
";

    #[test]
    fn offices_are_found_by_title_and_owner() {
        let table = format!("{HEADER}\n{}", TABLE.replace('\n', "\t\t\tx\t\n"));
        let (facts, problems) = parse(&table);
        assert!(problems.is_empty());
        let knowledge = Knowledge::new(Base::new(&facts), Places::new("").unwrap());
        let asked = |question: &str| {
            let found = knowledge.offices_asked(question).into_iter();
            found.map(|office| knowledge.base().id(office).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(asked("the Ruritanian king"), ["rur.king"]);
        assert_eq!(asked("King of Ruritania"), ["rur.king"]);
        assert_eq!(asked("Ruritania's king"), ["rur.king"]);
        assert_eq!(asked("Ruritanian top official"), ["rur.council-chair"]);
        assert_eq!(asked("chairman of the Ruritanian Council of State"), ["rur.council-chair"]);
        assert_eq!(asked("president of Freedonia"), ["fre.president"]);
        // No premier there: what a premier is elsewhere.
        assert_eq!(asked("Freedonian premier"), ["fre.chancellor"]);
        for unknown in ["Ruritanian president", "Ruritanian admiral", ""] {
            assert!(asked(unknown).is_empty(), "{unknown}");
        }
    }
}
