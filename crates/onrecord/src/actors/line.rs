//! Actors as lines: what the ledger has of them, with what the base knows.

use std::collections::BTreeSet;

use anyhow::Result;
use onrecord_knowledge::{Base, Fact, Knowledge, Property, Subject};
use onrecord_ledger::{Actor, Judgement, Ledger, Mentioned, Verdict};
use onrecord_model::SCHEMA;
use onrecord_model::record::{ActorLine, JoinedLine, NameLine, OfficeLine, ParentLine};

use crate::kb;

/// The actor as a line.
pub(crate) fn line(
    ledger: &Ledger,
    knowledge: &Knowledge,
    actor: &Mentioned,
    judged: &[(Judgement, bool)],
) -> Result<ActorLine> {
    let base = knowledge.base();
    let subjects: Vec<Subject> =
        actor.ids.iter().filter_map(|actor| base.subject(&actor.id)).collect();
    let facts = || subjects.iter().flat_map(|&subject| base.facts(subject));
    let mut codes: BTreeSet<String> = actor.codes.iter().cloned().collect();
    codes.extend(facts().filter(|fact| fact.property == Property::Code).map(|f| f.object.into()));
    let wikidata = facts().find(|fact| fact.property == Property::Wikidata);
    Ok(ActorLine {
        schema: SCHEMA,
        run: actor.run,
        id: actor.actor().id.clone(),
        name: actor.actor().name.clone(),
        names: names(facts(), ledger.names_of(&actor.ids)?),
        actor_kind: actor.actor().kind.clone(),
        codes: codes.into_iter().collect(),
        country: country(base, &subjects).map(str::to_owned),
        wikidata: wikidata.map(|fact| fact.object.to_owned()),
        known: actor.is_known(),
        parents: facts().filter_map(|fact| parent(&fact)).collect(),
        offices: facts().filter_map(|fact| office(&fact)).collect(),
        joined: joined(actor, judged),
        mentions: actor.mentions,
        documents: actor.documents,
        first: actor.first.clone(),
        last: actor.last.clone(),
    })
}

/// The country of these subjects: the first that one of them has, or is.
pub(crate) fn country<'b>(base: &'b Base, subjects: &[Subject]) -> Option<&'b str> {
    subjects.iter().find_map(|&subject| {
        let own = base.kind(subject).filter(|kind| kind.is_land()).map(|_| base.id(subject));
        [Property::Country, Property::LocatedIn, Property::OfficeOf]
            .iter()
            .find_map(|&property| base.object(subject, property))
            .or(own)
    })
}

/// Names of the base, then those that only documents have; each with how often it was found.
fn names<'b>(facts: impl Iterator<Item = Fact<'b>>, found: Vec<(String, u64)>) -> Vec<NameLine> {
    let mut names: Vec<NameLine> = Vec::new();
    for fact in facts {
        let (language, text) = match fact.property {
            Property::Name | Property::Alias | Property::Acronym | Property::Short => {
                (None, fact.object)
            }
            Property::Native => match fact.object.split_once(':') {
                Some((language, text)) => (Some(language.to_owned()), text),
                None => (None, fact.object),
            },
            _ => continue,
        };
        if names.iter().all(|name| name.text != text) {
            let kind = fact.property.name().to_owned();
            names.push(NameLine { text: text.to_owned(), language, kind, count: 0 });
        }
    }
    for (text, count) in found {
        match names.iter_mut().find(|name| name.text == text) {
            Some(name) => name.count = count,
            None => {
                names.push(NameLine { text, language: None, kind: "mention".to_owned(), count });
            }
        }
    }
    names
}

fn parent(fact: &Fact<'_>) -> Option<ParentLine> {
    use Property::{
        BackedBy, Commands, Founded, Leads, MemberOf, OfficeOf, PartOf, SpeaksFor, SuccessorOf,
        WingOf,
    };
    let is_parent = matches!(
        fact.property,
        PartOf
            | MemberOf
            | WingOf
            | SuccessorOf
            | BackedBy
            | OfficeOf
            | Leads
            | Commands
            | SpeaksFor
            | Founded
    );
    is_parent.then(|| ParentLine {
        actor: fact.object.to_owned(),
        relation: fact.property.name().to_owned(),
        from: kb::date(fact.period.from),
        to: kb::date(fact.period.to),
        basis: fact.basis.to_owned(),
    })
}

fn office(fact: &Fact<'_>) -> Option<OfficeLine> {
    (fact.property == Property::Holds).then(|| OfficeLine {
        office: fact.object.to_owned(),
        from: kb::date(fact.period.from),
        to: kb::date(fact.period.to),
        basis: fact.basis.to_owned(),
    })
}

/// The other ids of an actor, and whether it is their name or a judgement that joins them.
fn joined(actor: &Mentioned, judged: &[(Judgement, bool)]) -> Vec<JoinedLine> {
    let is_merged = |id: &str| {
        judged.iter().any(|(judged, counts)| {
            *counts
                && judged.verdict == Verdict::Merge
                && (judged.first == id || judged.second == id)
        })
    };
    let by = |id: &str| if is_merged(id) { "merge" } else { "name" };
    let line = |other: &Actor| JoinedLine {
        actor: other.id.clone(),
        name: other.name.clone(),
        by: by(&other.id).to_owned(),
    };
    actor.ids[1..].iter().map(line).collect()
}
