//! The actors that the mentions of a document mean.

use std::collections::BTreeMap;

use onrecord_knowledge::{Base, Kind, fold};
use onrecord_ledger::Actor;
use onrecord_model::{Id, Mention, MentionLabel};

/// The actors that mentions mean. One that the base does not know gets an id of its own within the
/// document: who is the same person elsewhere is for the ledger to say, and for users to correct.
pub(crate) fn own(document: Id, mentions: &mut [Mention], base: &Base) -> Vec<Actor> {
    let is_person =
        |mention: &&Mention| matches!(mention.label, MentionLabel::Person | MentionLabel::Office);
    let persons: Vec<String> =
        mentions.iter().filter(is_person).filter_map(|mention| mention.actor.clone()).collect();
    let mut actors: BTreeMap<String, Actor> = BTreeMap::new();
    for mention in mentions {
        let (Some(id), Some(name)) = (mention.actor.clone(), mention.name.as_deref()) else {
            continue;
        };
        let make = || {
            of_base(base, &id).unwrap_or_else(|| {
                let kind = if persons.contains(&id) { "person" } else { "organisation" };
                Actor::own(document, name, kind, &fold(name))
            })
        };
        let actor = actors.entry(id.clone()).or_insert_with(make);
        mention.actor = Some(actor.id.clone());
    }
    let mut actors: Vec<Actor> = actors.into_values().collect();
    actors.sort();
    actors.dedup_by(|later, first| later.id == first.id);
    actors
}

/// The actor of the base that has this id.
pub(super) fn of_base(base: &Base, id: &str) -> Option<Actor> {
    let subject = base.subject(id)?;
    let kind = base.kind(subject).map_or("unknown", Kind::name);
    Some(Actor::of_base(id, base.name(subject), kind))
}

#[cfg(test)]
mod tests {
    use onrecord_model::{Capture, Document, DocumentParts, Evidence, OffsetMap, Span};

    use super::*;
    use crate::kb::load::only_built_in;

    #[test]
    fn an_unknown_actor_is_of_its_document() {
        let mention = |text: &str, label, actor: &str| {
            let capture = Capture::new(text.into()).unwrap();
            let map = OffsetMap::identity(u32::try_from(text.len()).unwrap(), 0);
            let parts = DocumentParts { text: text.to_owned(), map, ..Default::default() };
            let document = Document::new(capture.id(), parts);
            let mention = Mention {
                evidence: Evidence::cut(&document, Span::from_range(0..4)),
                label,
                name: Some("Tove Ansgar".to_owned()),
                actor: Some(actor.to_owned()),
                codes: Vec::new(),
                place: None,
                date: None,
                candidates: Vec::new(),
            };
            (document.id(), mention)
        };
        let knowledge = only_built_in();
        let ids = |text| {
            let (document, named) = mention(text, MentionLabel::Person, "act-1");
            let mut mentions =
                [named.clone(), Mention { label: MentionLabel::Pronoun, ..named.clone() }];
            let actors = own(document, &mut mentions, knowledge.base());
            assert_eq!((actors.len(), actors[0].kind.as_str()), (1, "person"));
            assert!(mentions.iter().all(|mention| mention.actor.as_ref() == Some(&actors[0].id)));
            actors[0].id.clone()
        };
        assert_ne!(ids("Tove here"), ids("Tove there"));
        assert_eq!(ids("Tove here"), ids("Tove here"));
        let (document, mention) = mention("Iraq", MentionLabel::Location, "irq");
        let actors = own(document, &mut [mention], knowledge.base());
        assert_eq!(actors, [Actor::of_base("irq", "Iraq", "country")]);
    }
}
