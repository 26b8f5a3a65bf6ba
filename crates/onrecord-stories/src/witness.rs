//! Who bears something out: origins, not sites.
//!
//! A copy bears out nothing that its original does not. Five outlets that quote one ministry are one witness, and so are
//! an outlet and whoever cites it. An outlet's own words are a witness of their own.

use std::collections::BTreeSet;

use onrecord_model::record::{AsserterLine, PartyLine, StatementLine};

use crate::carry::{Carry, How};
use crate::text::Text;
use crate::words::{Weights, is_in, tokens};

/// Words with less weight do not tell one office from another: `the spokesman`, `officials`.
const TELLING: f32 = 3.0;

/// Where something is told: the number of the text, a word, and who asserts it there.
#[derive(Clone, Copy)]
pub(crate) struct Place<'t> {
    pub(crate) text: usize,
    pub(crate) word: usize,
    pub(crate) by: &'t AsserterLine,
}

/// What names the witness of something: two places that share a name have one witness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Witness {
    pub(crate) names: BTreeSet<String>,
    /// Whom a reader would name.
    pub(crate) shown: String,
    /// Whether it is an outlet that names no source.
    pub(crate) is_author: bool,
    /// The document.
    text: usize,
}

impl Witness {
    /// Whether both are one.
    pub(crate) fn is(&self, other: &Self) -> bool {
        !self.names.is_disjoint(&other.names)
    }
}

/// The witness of what is told at a place: its source; else whoever is quoted in its sentence; else whom the document
/// that first had these words names for them; else that document's outlet.
pub(crate) fn of(texts: &[Text<'_>], carries: &[Carry], place: Place<'_>) -> Witness {
    let text = &texts[place.text];
    let statements = text.telling.statements();
    let own = place.by.id.and_then(|id| statements.iter().find(|one| one.id == id));
    let sentence = text.sentence(place.word);
    let is_near = |one: &&StatementLine| {
        let cue = one.cue.as_ref().and_then(|cue| text.at(&cue.span).next());
        one.medium != "thought" && cue.is_some_and(|cue| sentence.contains(&cue))
    };
    let near = statements.iter().filter(is_near);
    for statement in own.into_iter().chain(near) {
        let source = statement
            .source
            .as_ref()
            .filter(|source| source.party_kind.as_deref() != Some("author"));
        let Some(source) = source else { continue };
        let names = of_party(source);
        if !names.is_empty() {
            let shown = source.name.clone().unwrap_or_else(|| source.span.quote.clone());
            return Witness { names, shown, is_author: false, text: place.text };
        }
    }
    let (mut number, mut word) = (place.text, place.word);
    while let Some((to, at)) = carries
        .iter()
        .filter(|carry| carry.from == number && carry.how != How::Cites)
        .find_map(|carry| Some((carry.to?, carry.image(word)?)))
    {
        (number, word) = (to, at);
    }
    let sentence = texts[number].sentence(word);
    let cited = carries.iter().find(|carry| {
        carry.from == number
            && carry.how == How::Cites
            && carry.shared.iter().any(|(words, _)| sentence.contains(&words.start))
    });
    let telling = texts[number].telling;
    let outlet = cited.and_then(|carry| carry.outlet.as_deref()).or(telling.outlet());
    let shown = outlet.map_or_else(|| telling.id().to_string(), str::to_owned);
    Witness {
        names: BTreeSet::from([plain(&shown)]),
        shown,
        is_author: cited.is_none(),
        text: place.text,
    }
}

/// A name in lower case without its article.
fn plain(name: &str) -> String {
    let name = name.to_lowercase();
    name.strip_prefix("the ").unwrap_or(&name).to_owned()
}

/// What a party is known by: its actor, its surname, the telling words of its description.
pub(crate) fn of_party(party: &PartyLine) -> BTreeSet<String> {
    let weights = Weights::table();
    let mut names = BTreeSet::new();
    names.extend(party.actor.clone());
    if let Some(name) = &party.name {
        let name = plain(name);
        let last = name.split_whitespace().next_back().unwrap_or_default();
        names.insert(if party.party_kind.as_deref() == Some("person") {
            last.to_owned()
        } else {
            name.clone()
        });
    }
    let described = party.description.as_deref().unwrap_or(&party.span.quote).to_lowercase();
    let own = tokens(&described).map(|run| &described[run]).filter(|word| !is_office(word));
    let stems = own.map(|word| weights.stem(word).into_owned());
    names.extend(stems.filter(|stem| weights.of(stem) > TELLING));
    names
}

/// Whether a word stands for whoever speaks for somebody, in the singular or the plural.
fn is_office(word: &str) -> bool {
    is_in("office", word) || word.strip_suffix('s').is_some_and(|word| is_in("office", word))
}

/// How many witnesses these are. An outlet that names no source for what another had from one before is none.
pub(crate) fn count(witnesses: &[&Witness]) -> usize {
    let first =
        witnesses.iter().filter(|witness| !witness.is_author).map(|witness| witness.text).min();
    let is_late =
        |witness: &Witness| witness.is_author && first.is_some_and(|first| witness.text >= first);
    let mut groups: Vec<BTreeSet<&str>> = Vec::new();
    for witness in witnesses.iter().filter(|witness| !is_late(witness)) {
        let mut joined: BTreeSet<&str> = witness.names.iter().map(String::as_str).collect();
        groups.retain(|group| {
            let is_other = group.is_disjoint(&joined);
            if !is_other {
                joined.extend(group);
            }
            is_other
        });
        groups.push(joined);
    }
    groups.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn witness(text: usize, names: &[&str], is_author: bool) -> Witness {
        Witness {
            names: names.iter().map(|&name| name.to_owned()).collect(),
            shown: String::new(),
            is_author,
            text,
        }
    }

    #[test]
    fn shared_names_make_one_witness() {
        let (police, chief) = (witness(0, &["police"], false), witness(1, &["khattak"], false));
        let both = witness(2, &["police", "khattak"], false);
        let (early, late) = (witness(0, &["ledger"], true), witness(1, &["courier"], true));
        assert_eq!(count(&[&police, &chief]), 2);
        assert_eq!(count(&[&police, &chief, &both]), 1);
        assert_eq!(
            count(&[&chief, &early, &late]),
            2,
            "who tells it later without a source is none"
        );
        assert_eq!(count(&[&early, &late]), 2);
        assert_eq!(count(&[]), 0);
    }
}
