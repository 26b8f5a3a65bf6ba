//! Layers of facts: what a user says goes over what the project says, that over what is built in.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Fact, Property};

/// Joins layers, lowest first.
///
/// A fact of a higher layer stands beside those below it; where a subject has at most one value
/// ([`Property::is_single`]) it takes their place. A fact that [`retracts`](Fact::retracts) takes
/// back the same fact of the layers below (with an empty object all facts of that property), and
/// is not part of the result.
///
/// ```
/// use onrecord_knowledge::{HEADER, join, parse};
/// let below = format!("{HEADER}\nrur\tname\tRuritania\t\t\tauthored\t\nrur\tcode\tRUR\t\t\tauthored\t\n");
/// let above = format!("{HEADER}\nrur\tname\tRuritanien\t\t\tmine\t\nrur\t-code\tRUR\t\t\tmine\t\n");
/// let joined = join(&[parse(&below).0, parse(&above).0]);
/// assert_eq!(joined.iter().map(|fact| fact.object).collect::<Vec<_>>(), ["Ruritanien"]);
/// ```
pub fn join<'t>(layers: &[Vec<Fact<'t>>]) -> Vec<Fact<'t>> {
    let mut joined: Vec<Fact<'t>> = Vec::new();
    for layer in layers {
        let mut retracted: FxHashMap<(&str, Property), FxHashSet<&str>> = FxHashMap::default();
        for fact in layer {
            let key = (fact.subject, fact.property);
            if fact.retracts {
                retracted.entry(key).or_default().insert(fact.object);
            } else if fact.property.is_single() {
                retracted.entry(key).or_default().insert("");
            }
        }
        joined.retain(|fact| {
            let objects = retracted.get(&(fact.subject, fact.property));
            !objects.is_some_and(|objects| objects.contains("") || objects.contains(fact.object))
        });
        joined.extend(layer.iter().filter(|fact| !fact.retracts).cloned());
    }
    joined
}
