//! What must hold of facts together, beyond each row by itself.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::{Fact, Object, Problem, Property};

/// Looks at facts together: everyone has one kind and one name, every link leads to somebody,
/// nothing is said twice. Problems stand at the line of the fact, and name its subject.
pub fn check(facts: &[Fact<'_>]) -> Vec<Problem> {
    let needed = [Property::Kind, Property::Name];
    problems(&[facts], &Below::default(), &needed).pop().unwrap_or_default()
}

/// Looks at the files of a layer together, over the facts `below` them: everyone has one name,
/// every link leads to somebody, nothing is said twice, and what is taken back was said. For each
/// file its problems, by line. A kind is not asked for: dictionaries tell none.
pub fn check_layer(files: &[Vec<Fact<'_>>], below: &[Fact<'_>]) -> Vec<Vec<Problem>> {
    let files: Vec<&[Fact<'_>]> = files.iter().map(Vec::as_slice).collect();
    problems(&files, &Below::of(below), &[Property::Name])
}

/// What is known already.
#[derive(Default)]
struct Below<'f> {
    objects: FxHashMap<&'f str, FxHashSet<(Property, &'f str)>>,
}

impl<'f> Below<'f> {
    fn of(facts: &[Fact<'f>]) -> Self {
        let mut below = Self::default();
        for fact in facts {
            let objects = below.objects.entry(fact.subject).or_default();
            objects.extend([(fact.property, fact.object), (fact.property, "")]);
        }
        below
    }

    fn says(&self, subject: &str, property: Property, object: &str) -> bool {
        self.objects.get(subject).is_some_and(|objects| objects.contains(&(property, object)))
    }
}

fn problems(files: &[&[Fact<'_>]], below: &Below<'_>, needed: &[Property]) -> Vec<Vec<Problem>> {
    let mut problems = vec![Vec::new(); files.len()];
    let mut by_subject: BTreeMap<&str, Vec<(usize, &Fact<'_>)>> = BTreeMap::new();
    for (file, facts) in files.iter().enumerate() {
        for fact in *facts {
            by_subject.entry(fact.subject).or_default().push((file, fact));
        }
    }
    let mut problem = |(file, fact): (usize, &Fact<'_>), what: String| {
        let what = format!("{}: {what}", fact.subject);
        problems[file].push(Problem { line: fact.line, what });
    };
    for facts in by_subject.values() {
        let said = || facts.iter().copied().filter(|(_, fact)| !fact.retracts);
        for &property in needed {
            let is_said = said().any(|(_, fact)| fact.property == property);
            if let Some(first) = said().next()
                && !is_said
                && !below.says(first.1.subject, property, "")
            {
                problem(first, format!("no {}", property.name()));
            }
        }
        for property in Property::ALL.iter().filter(|property| property.is_single()) {
            if let Some(second) = said().filter(|(_, fact)| fact.property == *property).nth(1) {
                problem(second, format!("several {}", property.name()));
            }
        }
        let mut seen = FxHashSet::default();
        for &(file, fact) in facts {
            let Fact { property, object, .. } = *fact;
            if !seen.insert((property, object, fact.period.from, fact.retracts)) {
                problem((file, fact), format!("{} {object:?} twice", property.name()));
            }
            if fact.retracts {
                if !below.says(fact.subject, property, object) {
                    problem((file, fact), format!("nobody said {} {object:?}", property.name()));
                }
                continue;
            }
            let known = by_subject.contains_key(object) || below.objects.contains_key(object);
            if property.object() == Object::Link && !known {
                let what = format!("{} leads to nobody: {object}", property.name());
                problem((file, fact), what);
            }
        }
    }
    for problems in &mut problems {
        problems.sort_by_key(|problem| problem.line);
    }
    problems
}
