//! Where: names of places to entries of the gazetteer.
//!
//! Of several places of a name the one in a country that the document speaks of is meant, then the
//! larger one; where two fit alike, none is chosen. A capital that acts stands for its government
//! ([`is_where`] tells it from the town).

use onrecord_knowledge::{Place, fold};

use crate::sentence::{Relation, Sentence};

/// How much better the best place must fit than the next.
const MARGIN: f32 = 0.35;

/// The place of a name, and how many places have it. `share` tells how much of the document is
/// about a country (two letters, ISO 3166-1), 0 to 1; `is_division` that a province is meant.
pub(crate) fn find<'k>(
    named: impl Fn(&str) -> Vec<Place<'k>>,
    name: &str,
    is_division: bool,
    share: impl Fn(&str) -> f32,
) -> (Option<Place<'k>>, usize) {
    let key = fold(name);
    let mut places = named(&key);
    for article in ["al ", "el "] {
        let other =
            key.strip_prefix(article).map_or_else(|| format!("{article}{key}"), str::to_owned);
        places.extend(named(&other));
    }
    places.sort_by_key(|place| place.geonames);
    places.dedup_by_key(|place| place.geonames);
    let mut scored: Vec<(f32, Place<'k>)> =
        places.into_iter().map(|place| (score(&place, is_division, &share), place)).collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.geonames.cmp(&b.1.geonames)));
    let count = scored.len();
    let second = scored.get(1).map_or(f32::MIN, |(score, _)| *score);
    let best = scored.first().filter(|(score, place)| {
        // A hamlet that nothing in the document speaks for is a chance likeness.
        let large = place.population > 50_000 || place.feature == "ADM1";
        let spoken_for = share(place.country) > 0.0 || large;
        spoken_for && score - second >= MARGIN
    });
    (best.map(|(_, place)| *place), count)
}

fn score(place: &Place<'_>, is_division: bool, share: impl Fn(&str) -> f32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "people are counted roughly")]
    let people = (place.population as f32 + 300.0).log10();
    let division = place.feature == "ADM1";
    let rank = match place.feature {
        "PPLC" => 1.0,
        "PPLA" => 0.6,
        "PPLA2" => 0.2,
        _ => 0.0,
    };
    let country = share(place.country);
    let in_country = if country > 0.0 { 3.0 + 2.0 * country } else { 0.0 };
    let division = match (division, is_division) {
        (true, true) => 4.0,
        // A division has no people of its own in the table: it stands behind its seat.
        (true, false) => 2.5,
        (false, true) => -1.0,
        (false, false) => 0.0,
    };
    people + rank + in_country + division
}

/// Whether a name says where, and does not act: `in Baghdad`, not `Baghdad said`.
pub(crate) fn is_where(text: &str, sentence: &Sentence, words: &std::ops::Range<usize>) -> bool {
    let outside =
        |&at: &usize| sentence.words[at].head.is_none_or(|head| !words.contains(&(head as usize)));
    let Some(at) = words.clone().find(outside) else { return false };
    let next = sentence.words.get(words.end).map(|word| &text[word.span.range()]);
    let word = &sentence.words[at];
    let case = sentence
        .words
        .iter()
        .find(|other| other.head == u32::try_from(at).ok() && other.relation == Relation::Case);
    let case = case.map_or("", |case| &*case.lemma);
    // A dateline: `BAGHDAD — …`, `Baghdad (Reuters)`.
    if words.start == 0 && matches!(next, Some("—" | "–" | "(" | "/")) {
        return true;
    }
    match word.relation {
        Relation::Compound => next != Some("-"),
        Relation::Conj => word.head.is_some_and(|head| {
            let head = head as usize;
            !words.contains(&head) && head < at && is_where(text, sentence, &(head..head + 1))
        }),
        // `returned to Baghdad`, but `a letter to Baghdad`.
        Relation::Obl if matches!(case, "from" | "to" | "for") => true,
        _ => SPATIAL.contains(&case),
    }
}

/// Prepositions that say where.
const SPATIAL: [&str; 17] = [
    "across",
    "around",
    "at",
    "beyond",
    "in",
    "inside",
    "into",
    "near",
    "of",
    "outside",
    "over",
    "through",
    "throughout",
    "toward",
    "towards",
    "via",
    "within",
];

#[cfg(test)]
mod tests {
    use onrecord_knowledge::Places;

    use super::*;

    const TABLE: &str = "\
1\tStrelsau\t50\t14\tRU\tMittelland\tPPLC\t120000\t
2\tStrelsau\t51\t7\tDE\tHessen\tPPL\t900\t
3\tAl Hofbau\t52\t8\tDE\tHessen\tPPLA\t90000\t
4\tHofbau\t10\t8\tDE\tHofbau\tADM1\t0\t
";

    fn check(name: &str, is_division: bool, about: &str, expected: Option<u32>) {
        let places = Places::new(TABLE).unwrap();
        let share = |country: &str| if country == about { 0.5 } else { 0.0 };
        let named = |key: &str| places.named(key).collect();
        let (found, _) = find(named, name, is_division, share);
        assert_eq!(found.map(|place| place.geonames), expected, "{name} {about}");
    }

    #[test]
    fn the_country_decides_before_the_size() {
        check("Strelsau", false, "RU", Some(1));
        check("Strelsau", false, "DE", Some(2));
        check("Strelsau", false, "", Some(1));
        check("al-Hofbau", false, "DE", Some(3));
        check("Hofbau", true, "DE", Some(4));
        check("Nowhere", false, "DE", None);
    }
}
