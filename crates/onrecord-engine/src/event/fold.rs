//! Events of saying: a threat, a demand, a refusal, with the deed that it is about.

use onrecord_model::{
    Act, Asserter, Event, EventParts, Factuality, Medium, Participant, Party, PartyKind,
    PloverType, Span, Statement,
};

use super::{Known, is_told, participant};
use crate::said::within;

/// The event that a statement is, if PLOVER counts it, given the deeds of the document.
pub(super) fn folded(known: &Known<'_>, statement: &Statement, deeds: &[Event]) -> Option<Event> {
    let parts = statement.parts();
    if parts.medium == Medium::Thought || parts.source.is_none() && parts.act != Act::Accuse {
        return None;
    }
    // `Frost threatens the blossom`: nobody does.
    let acts = |party: &Party| {
        party.actor.is_some() || party.kind.is_some_and(|kind| kind != PartyKind::Document)
    };
    if !parts.source.as_ref().is_none_or(acts) {
        return None;
    }
    let cue = parts.cue.as_ref()?;
    let inside = |event: &&Event| {
        let at = event.parts().trigger.span();
        parts
            .content
            .iter()
            .any(|piece| piece.span().start() <= at.start() && at.end() <= piece.span().end())
    };
    let changed = |event: &&Event| !is_told(event.parts().factuality);
    let start = |event: &Event| event.parts().trigger.span().start();
    let pieces = || parts.content.iter().map(onrecord_model::Evidence::span);
    let hull = pieces().map(Span::start).min()?..pieces().map(Span::end).max()?;
    let deed = within(deeds, hull, start).iter().filter(inside).find(changed);
    let about = deed.map(Event::parts);
    let future = about
        .is_some_and(|deed| matches!(deed.factuality, Factuality::Planned | Factuality::Promised));
    let deed_type = about.map(|deed| deed.plover);
    let plover = match parts.act {
        Act::Threaten => PloverType::Threaten,
        Act::Demand | Act::Request | Act::Appeal | Act::Order => PloverType::Request,
        Act::Accuse | Act::Criticise => PloverType::Accuse,
        Act::Reject => PloverType::Reject,
        Act::Promise | Act::Offer | Act::Announce
            if matches!(deed_type, Some(PloverType::Retreat | PloverType::Concede)) && future =>
        {
            PloverType::Concede
        }
        Act::Promise | Act::Offer => PloverType::Agree,
        Act::Announce
            if future
                && matches!(
                    deed_type,
                    Some(
                        PloverType::Aid
                            | PloverType::Cooperate
                            | PloverType::Consult
                            | PloverType::Support
                    )
                ) =>
        {
            PloverType::Agree
        }
        Act::Praise | Act::Support => PloverType::Support,
        Act::Apologise => PloverType::Concede,
        _ => return None,
    };
    // The word for it is told as an event already: `condemned`, `signed`.
    let is_same = |event: &Event| {
        let at = event.parts().trigger.span();
        let own = cue.evidence.span();
        event.parts().plover == plover && at.start() < own.end() && own.start() < at.end()
    };
    let own = cue.evidence.span();
    if within(deeds, own.start()..own.end(), start).iter().any(is_same) {
        return None;
    }
    let who = |party: &Party| {
        let span = party.evidence.span();
        let mut made = participant(known, span.start()..span.end(), span.end().saturating_sub(1));
        made.name = party.name.clone().or(made.name);
        made.actor = party.actor.clone().or(made.actor);
        made
    };
    let actors: Vec<Participant> = parts.source.iter().map(who).collect();
    let mut recipients: Vec<Participant> = match plover {
        PloverType::Accuse | PloverType::Support => Vec::new(),
        _ => parts.addressee.iter().map(who).collect(),
    };
    // `threatened to cut ties with Peru`: whom the deed is done to.
    if recipients.is_empty()
        && let Some(deed) = about
    {
        let other = deed.recipients.iter().chain(&deed.actors);
        let is_other = |one: &&Participant| {
            actors.iter().all(|actor| actor.codes != one.codes || one.codes.is_empty())
        };
        recipients = other.filter(is_other).take(1).cloned().collect();
    }
    // `praised Uruguay`, `accused the firm of theft`: who is named first in what is said.
    if recipients.is_empty() {
        let first = parts.content.iter().next()?.span();
        let named =
            within(known.mentions, first.start()..first.end(), |one| one.evidence.span().start());
        let mut named = named.iter().filter(|one| {
            let is_there = one.evidence.span().end() <= first.end();
            is_there && one.date.is_none() && (one.actor.is_some() || !one.codes.is_empty())
        });
        let first = named.next().map(|one| {
            let at = one.evidence.span();
            participant(known, at.start()..at.end(), at.start())
        });
        recipients.extend(first.filter(|one| {
            actors.iter().all(|actor| actor.actor != one.actor || one.actor.is_none())
        }));
    }
    let mode = match (plover, deed_type) {
        (PloverType::Accuse, _) if parts.act == Act::Criticise => Some("disapprove"),
        (PloverType::Accuse, _) => Some("allege"),
        (PloverType::Threaten, Some(PloverType::Assault)) => Some("violence"),
        (PloverType::Threaten, Some(PloverType::Coerce)) => Some("restrict"),
        (PloverType::Threaten, Some(PloverType::Sanction)) => Some("relations"),
        (
            PloverType::Request | PloverType::Reject,
            Some(PloverType::Aid | PloverType::Cooperate),
        ) => Some("assist"),
        (
            PloverType::Request | PloverType::Reject,
            Some(PloverType::Retreat | PloverType::Concede),
        ) => Some("yield"),
        (PloverType::Request | PloverType::Reject, Some(PloverType::Consult)) => Some("meet"),
        _ => None,
    };
    Some(Event::new(
        known.document,
        EventParts {
            plover,
            mode: mode.map(str::to_owned),
            contexts: Vec::new(),
            cameo: None,
            actors,
            recipients,
            place: None,
            date: None,
            counts: [None; 5],
            trigger: cue.evidence.clone(),
            factuality: parts.factuality,
            asserted_by: parts.parent.map_or(Asserter::Author, Asserter::Statement),
            about: deed.map(Event::id),
            confidence: parts.confidence,
            by: format!("act@1+{}", parts.by),
        },
    ))
}

/// The event that a decided deed is by itself: what one will do together is agreed, what one will yield
/// conceded, and what one will do to others threatened.
pub(super) fn planned(known: &Known<'_>, deed: &Event) -> Option<Event> {
    let parts = deed.parts();
    let plover = match parts.plover {
        PloverType::Support | PloverType::Consult | PloverType::Cooperate | PloverType::Aid => {
            PloverType::Agree
        }
        PloverType::Retreat => PloverType::Concede,
        PloverType::Sanction | PloverType::Coerce | PloverType::Assault => PloverType::Threaten,
        _ => return None,
    };
    if parts.factuality != Factuality::Planned || parts.actors.is_empty() {
        return None;
    }
    Some(Event::new(
        known.document,
        EventParts {
            plover,
            mode: None,
            cameo: None,
            factuality: Factuality::Happened,
            counts: [None; 5],
            about: Some(deed.id()),
            by: format!("ahead@1+{}", parts.by),
            ..parts.clone()
        },
    ))
}
