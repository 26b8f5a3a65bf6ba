//! How likely an event is right: features with weights of their own (`event-confidence.tsv`, made by
//! `training/events/fit.py` from our own gold).

use onrecord_model::{Asserter, EventParts, Participant};

/// The features of an event; `training/events/fit.py` makes the same of a printed line.
pub(super) fn features(parts: &EventParts) -> Vec<String> {
    let by = parts.by.split('@').next().unwrap_or_default();
    let asserted = match parts.asserted_by {
        Asserter::Author => "author",
        Asserter::Statement(_) => "statement",
    };
    let mut found = vec![
        "any".to_owned(),
        format!("type={}", parts.plover.name()),
        format!("factuality={}", parts.factuality.name()),
        format!("asserted={asserted}"),
        format!("by={by}"),
    ];
    for (duty, parties) in [("actors", &parts.actors), ("recipients", &parts.recipients)] {
        found.push(format!("{duty}={}", parties.len().min(2)));
        if parties.iter().any(Participant::is_known) {
            found.push(format!("{duty}=known"));
        }
    }
    let fields = [
        ("about", parts.about.is_some()),
        ("place", parts.place.is_some()),
        ("date", parts.date.is_some()),
        ("mode", parts.mode.is_some()),
    ];
    found.extend(fields.into_iter().filter(|(_, is)| *is).map(|(name, _)| name.to_owned()));
    found
}
