//! Mentions for the record.

use onrecord_knowledge::{Base, Day, FactDate, Holds, Kind, Property, Subject, coordinates, fold};
use onrecord_model::{
    Dated, Document, Evidence, Grain, Id, IdKind, Mention as Recorded, MentionCandidate,
    MentionLabel, MentionedPlace,
};

use super::{Entity, Label, Mention, Page};
use crate::sentence::NameKind;
use crate::time::Time;

/// Candidates that are shown.
const SHOWN: usize = 3;

/// The mentions of a document, in the order of the text, with whom, where and when they mean.
pub(crate) fn record(
    document: &Document,
    page: Page<'_>,
    mentions: &[Mention],
    entities: &[Entity],
    times: &[Time],
) -> Vec<Recorded> {
    let record = |mention: &Mention| recorded(document, page, mention, &entities[mention.entity]);
    let times = times.iter().map(|time| timed(document, time));
    let mut recorded: Vec<Recorded> = mentions.iter().map(record).chain(times).collect();
    recorded.sort_by_key(|mention| {
        let span = mention.evidence.span();
        (span.start(), span.end())
    });
    recorded
}

fn timed(document: &Document, time: &Time) -> Recorded {
    let of_day = |dated: &Dated| matches!(dated.grain(), Grain::Minute | Grain::Part);
    let is_time = time.dated.as_ref().is_some_and(of_day);
    Recorded {
        evidence: Evidence::cut(document, time.span),
        label: if is_time { MentionLabel::Time } else { MentionLabel::Date },
        name: None,
        actor: None,
        codes: Vec::new(),
        place: None,
        date: time.dated.clone(),
        candidates: Vec::new(),
    }
}

fn recorded(document: &Document, page: Page<'_>, mention: &Mention, entity: &Entity) -> Recorded {
    let base = page.knowledge.base();
    let kind = entity.subject.and_then(|subject| base.kind(subject));
    let place = place(page, mention, entity);
    let is_place = place.is_some() && kind.is_none_or(Kind::is_site);
    let actor = match entity.subject {
        Some(subject) => (!is_place).then(|| base.id(subject).to_owned()),
        None if is_place || !matches!(mention.label, Label::Name(_)) => None,
        // Open: two known actors may be meant.
        None if entity.candidates.len() > 1 => None,
        None => own_id(mention, entity),
    };
    let candidate = |candidate: &super::Candidate| MentionCandidate {
        actor: base.id(candidate.subject).to_owned(),
        score: (candidate.score.clamp(0.0, 1.0) * 100.0).round() / 100.0,
        why: candidate.why.to_owned(),
    };
    let is_open = entity.subject.is_none();
    Recorded {
        evidence: Evidence::cut(document, mention.span),
        label: label(mention, kind),
        name: entity.subject.map_or_else(
            || (!entity.name.is_empty()).then(|| entity.name.clone()),
            |subject| Some(base.name(subject).to_owned()),
        ),
        actor,
        codes: entity.subject.map_or_else(Vec::new, |subject| codes(base, subject, page.published)),
        place,
        date: None,
        candidates: if is_open {
            entity.candidates.iter().take(SHOWN).map(candidate).collect()
        } else {
            Vec::new()
        },
    }
}

/// The id of an actor that the base does not know, the same in every document that names it so.
fn own_id(mention: &Mention, entity: &Entity) -> Option<String> {
    let kind = match mention.label {
        Label::Name(Some(NameKind::Person)) => "person",
        Label::Name(Some(NameKind::Organisation)) => "organisation",
        _ => return None,
    };
    let key = fold(&entity.name);
    // A surname alone is nobody yet.
    let is_named = kind == "organisation" || key.contains(' ');
    is_named.then(|| Id::of(IdKind::Actor, &[kind.as_bytes(), key.as_bytes()]).to_string())
}

fn label(mention: &Mention, kind: Option<Kind>) -> MentionLabel {
    match mention.label {
        Label::Name(Some(NameKind::Person)) => MentionLabel::Person,
        Label::Name(Some(NameKind::Organisation)) => MentionLabel::Organisation,
        Label::Name(Some(NameKind::Location)) => MentionLabel::Location,
        Label::Name(Some(NameKind::Norp)) => MentionLabel::Norp,
        Label::Name(_) => match kind {
            Some(Kind::Person) => MentionLabel::Person,
            Some(kind) if kind.is_site() || kind.is_land() => MentionLabel::Location,
            Some(_) => MentionLabel::Organisation,
            None => MentionLabel::Name,
        },
        Label::Description if kind == Some(Kind::Person) => MentionLabel::Office,
        Label::Description => MentionLabel::Description,
        Label::Pronoun => MentionLabel::Pronoun,
    }
}

/// The codes that an actor has at a time: its own, else those of its offices and groups, else its
/// country with `ELI` for a person.
fn codes(base: &Base, subject: Subject, at: Option<(Day, Day)>) -> Vec<String> {
    let holds = |fact: &onrecord_knowledge::Fact<'_>| {
        at.map_or(fact.period.to == FactDate::OPEN || fact.period.to == FactDate::UNKNOWN, |at| {
            fact.period.holds(at) > Holds::No
        })
    };
    let own = |subject| {
        let facts = base.facts(subject).filter(|fact| fact.property == Property::Code);
        facts.filter(&holds).map(|fact| fact.object.to_owned()).collect::<Vec<_>>()
    };
    let mut codes = own(subject);
    if codes.is_empty() {
        let ties = [
            Property::Holds,
            Property::Leads,
            Property::Commands,
            Property::SpeaksFor,
            Property::MemberOf,
        ];
        let facts = base.facts(subject).filter(|fact| ties.contains(&fact.property) && holds(fact));
        codes = facts.filter_map(|fact| base.subject(fact.object)).flat_map(own).collect();
    }
    if codes.is_empty()
        && let Some(country) =
            base.object(subject, Property::Country).and_then(|id| base.subject(id))
    {
        let elite = if base.kind(subject) == Some(Kind::Person) { "ELI" } else { "" };
        codes = own(country).into_iter().map(|code| format!("{code}{elite}")).collect();
    }
    let mut seen = Vec::new();
    codes.retain(|code| {
        let is_new = !seen.contains(code);
        seen.push(code.clone());
        is_new
    });
    codes
}

/// Where a mention is, if it means a place.
fn place(page: Page<'_>, mention: &Mention, entity: &Entity) -> Option<MentionedPlace> {
    let base = page.knowledge.base();
    if let Some(number) = entity.geonames {
        let name = fold(&entity.name);
        let found = page.knowledge.places().named(&name).find(|place| place.geonames == number);
        let found = found.or_else(|| page.knowledge.places().numbered(number))?;
        let country = page.knowledge.country(found.country);
        return Some(MentionedPlace {
            id: format!("geonames:{number}"),
            name: found.name.to_owned(),
            country: country.map(|country| base.id(country).to_owned()),
            admin1: (!found.admin1.is_empty()).then(|| found.admin1.to_owned()),
            latitude: Some(found.latitude),
            longitude: Some(found.longitude),
        });
    }
    let subject = entity.subject?;
    let kind = base.kind(subject)?;
    let is_named = !matches!(
        mention.label,
        Label::Name(Some(NameKind::Norp)) | Label::Description | Label::Pronoun
    );
    if !(kind.is_site() || kind.is_land()) || !is_named {
        return None;
    }
    let at = base.object(subject, Property::Coordinates).and_then(coordinates);
    let mut countries = base.objects(subject, Property::LocatedIn);
    let country =
        countries.next().map(|(country, _)| country).filter(|_| countries.next().is_none());
    let country = if kind.is_land() && !base.id(subject).contains('.') {
        Some(base.id(subject))
    } else {
        country
    };
    Some(MentionedPlace {
        id: base.id(subject).to_owned(),
        name: base.name(subject).to_owned(),
        country: country.map(str::to_owned),
        admin1: base.object(subject, Property::Admin1).map(str::to_owned),
        latitude: at.map(|(latitude, _)| latitude),
        longitude: at.map(|(_, longitude)| longitude),
    })
}
