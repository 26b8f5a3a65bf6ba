//! Who bears something out: origins, not sites.
//!
//! A copy bears out nothing that its original does not. Five outlets that quote one ministry are one witness, and so are
//! an outlet and whoever cites it. An outlet's own words are a witness of their own.

use std::collections::BTreeSet;

use onrecord_model::record::{AsserterLine, PartyLine};

use crate::carry::{Carry, How};
use crate::text::Text;
use crate::words::{Weights, tokens};

/// Words with less weight do not tell one office from another: `the spokesman`, `officials`.
const TELLING: f32 = 3.0;

/// Where something is told: the number of the text, a word, and who asserts it there.
#[derive(Clone, Copy)]
pub(crate) struct Place<'t> {
    pub(crate) text: usize,
    pub(crate) word: usize,
    pub(crate) by: &'t AsserterLine,
}

/// What names the witness of something: two places that share one of these have one witness.
pub(crate) type Names = BTreeSet<String>;

/// The witness of what is told at a place.
pub(crate) fn names(texts: &[Text<'_>], carries: &[Carry], place: Place<'_>) -> Names {
    let text = &texts[place.text];
    let statement = place.by.id.and_then(|id| text.telling.statements().iter().find(|one| one.id == id));
    if let Some(source) = statement.and_then(|statement| statement.source.as_ref())
        && source.party_kind.as_deref() != Some("author")
    {
        let names = of_party(source);
        if !names.is_empty() {
            return names;
        }
    }
    // The first document that has these words, and whom it names for them.
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
        carry.from == number && carry.how == How::Cites && carry.shared.iter().any(|(words, _)| sentence.contains(&words.start))
    });
    let telling = texts[number].telling;
    let outlet = match cited.and_then(|carry| carry.outlet.as_deref()).or(telling.outlet()) {
        Some(outlet) => outlet.to_lowercase(),
        None => telling.id().to_string(),
    };
    BTreeSet::from([outlet])
}

/// What a party is known by: its actor, its surname, the telling words of its description.
pub(crate) fn of_party(party: &PartyLine) -> Names {
    let weights = Weights::table();
    let mut names = Names::new();
    names.extend(party.actor.clone());
    if let Some(name) = &party.name {
        let name = name.to_lowercase();
        let last = name.split_whitespace().next_back().unwrap_or_default();
        names.insert(if party.party_kind.as_deref() == Some("person") { last.to_owned() } else { name.clone() });
    }
    let described = party.description.as_deref().unwrap_or(&party.span.quote).to_lowercase();
    let stems = tokens(&described).map(|run| weights.stem(&described[run]).into_owned());
    names.extend(stems.filter(|stem| weights.of(stem) > TELLING && !is_office(stem)));
    names
}

/// Words for whoever speaks for somebody.
fn is_office(stem: &str) -> bool {
    let offices = ["spokesman", "spokeswoman", "spokesperson", "official", "minist", "ministri", "depart", "command", "offic", "chief", "head"];
    offices.contains(&stem)
}

/// How many witnesses these are.
pub(crate) fn count(places: &[Names]) -> usize {
    let mut groups: Vec<Names> = Vec::new();
    for names in places {
        let (same, mut others): (Vec<Names>, Vec<Names>) = groups.into_iter().partition(|group| !group.is_disjoint(names));
        let mut joined = names.clone();
        joined.extend(same.into_iter().flatten());
        others.push(joined);
        groups = others;
    }
    groups.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_names_make_one_witness() {
        let names = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        let places = [names(&["police"]), names(&["khattak"]), names(&["ledger"]), names(&["police", "khattak"])];
        assert_eq!(count(&places[..3]), 3);
        assert_eq!(count(&places), 2);
        assert_eq!(count(&[]), 0);
    }
}
