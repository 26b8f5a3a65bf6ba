//! What must hold of facts together, beyond each row by itself.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::{Fact, Object, Problem, Property};

/// Looks at facts together: everyone has one kind and one name, every link leads to somebody,
/// nothing is said twice. Problems stand at the line of the fact, and name its subject.
pub fn check(facts: &[Fact<'_>]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut by_subject: BTreeMap<&str, Vec<&Fact<'_>>> = BTreeMap::new();
    for fact in facts {
        by_subject.entry(fact.subject).or_default().push(fact);
    }
    let mut problem = |fact: &Fact<'_>, what: String| {
        problems.push(Problem { line: fact.line, what: format!("{}: {what}", fact.subject) });
    };
    for facts in by_subject.values() {
        let count = |property| facts.iter().filter(|fact| fact.property == property).count();
        for property in [Property::Kind, Property::Name] {
            if count(property) == 0 {
                problem(facts[0], format!("no {}", property.name()));
            }
        }
        for property in Property::ALL.iter().filter(|property| property.is_single()) {
            if count(*property) > 1 {
                let second = facts.iter().rfind(|fact| fact.property == *property);
                problem(second.unwrap_or(&facts[0]), format!("several {}", property.name()));
            }
        }
        let mut said = FxHashSet::default();
        for fact in facts {
            if !said.insert((fact.property, fact.object, fact.period.from)) {
                problem(fact, format!("{} {:?} twice", fact.property.name(), fact.object));
            }
            let is_link = fact.property.object() == Object::Link;
            if is_link && !by_subject.contains_key(fact.object) {
                problem(fact, format!("{} leads to nobody: {}", fact.property.name(), fact.object));
            }
        }
    }
    problems.sort_by_key(|problem| problem.line);
    problems
}
