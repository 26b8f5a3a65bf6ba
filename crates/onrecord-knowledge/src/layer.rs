//! Layers of facts: what a user says goes over what the project says, that over what is built in.

use std::fmt::Write as _;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::petrarch::{self, Agent, Options};
use crate::{Fact, HEADER, Period, Problem, Property, fold, parse, short};

/// The form of a file of a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A table of facts: `*.tsv`.
    Facts,
    /// The short form, one row an actor: `*.csv`.
    Short,
    /// A dictionary of actors in the format of PETRARCH: `*.actors.txt`.
    Actors,
    /// A dictionary of agents in the format of PETRARCH: `*.agents.txt`.
    Agents,
}

impl Form {
    /// The form that the name of a file tells; none for other files.
    ///
    /// ```
    /// use onrecord_knowledge::Form;
    /// assert_eq!(Form::of("own.tsv"), Some(Form::Facts));
    /// assert_eq!(Form::of("Rivers.actors.txt"), Some(Form::Actors));
    /// assert_eq!(Form::of("README.md"), None);
    /// ```
    pub fn of(file_name: &str) -> Option<Self> {
        let ends = [
            (".tsv", Self::Facts),
            (".csv", Self::Short),
            (".actors.txt", Self::Actors),
            (".agents.txt", Self::Agents),
        ];
        ends.into_iter().find_map(|(end, form)| file_name.ends_with(end).then_some(form))
    }

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Facts => "facts",
            Self::Short => "short form",
            Self::Actors => "actors",
            Self::Agents => "agents",
        }
    }
}

/// What a file of a layer says, as a table of facts.
#[derive(Debug, Default)]
pub struct Source {
    /// Agents of a dictionary; the other forms have none.
    pub agents: Vec<Agent>,
    table: Made,
    problems: Vec<Problem>,
}

impl Source {
    /// Reads a file. `name` is the basis of facts in forms that state none; `ids` are those that
    /// dictionaries of the layer have given out, so that two actors of one name stay two.
    pub fn read(form: Form, name: &str, bytes: &[u8], options: Options, ids: &mut Ids) -> Self {
        let name: String = name.chars().map(|c| if c.is_control() { '_' } else { c }).collect();
        match form {
            Form::Facts => {
                let (text, problems) = lines_of(bytes);
                Self { table: Made { text, lines: None }, problems, ..Self::default() }
            }
            Form::Short => {
                let (table, problems) = short::short(bytes, name.trim());
                Self { table, problems, ..Self::default() }
            }
            Form::Actors => {
                let (actors, problems) = petrarch::actors(&petrarch::decode(bytes), options);
                let table = petrarch::facts(&actors, name.trim(), ids);
                Self { table, problems, ..Self::default() }
            }
            Form::Agents => {
                let (agents, problems) = petrarch::agents(&petrarch::decode(bytes));
                Self { agents, problems, table: Made::new() }
            }
        }
    }

    /// Its facts, with the lines of the file, and what is wrong with it, by line.
    pub fn facts(&self) -> (Vec<Fact<'_>>, Vec<Problem>) {
        let (mut facts, mut problems) = parse(&self.table.text);
        if let Some(lines) = &self.table.lines {
            // The header is the first line of what was made.
            let line = |made: u32| {
                let row = (made as usize).checked_sub(2);
                row.and_then(|row| lines.get(row)).copied().unwrap_or_default()
            };
            facts.iter_mut().for_each(|fact| fact.line = line(fact.line));
            problems.iter_mut().for_each(|problem| problem.line = line(problem.line));
        }
        problems.extend(self.problems.iter().cloned());
        problems.sort_by(|a, b| (a.line, &a.what).cmp(&(b.line, &b.what)));
        problems.dedup();
        (facts, problems)
    }
}

/// Ids that dictionaries have given out.
#[derive(Debug, Default)]
pub struct Ids(FxHashMap<String, u32>);

impl Ids {
    /// An id for a name that nobody has yet: `prefix.name`, then `prefix.name-2`.
    pub(crate) fn give(&mut self, prefix: &str, name: &str) -> String {
        let mut id = slug(prefix, name);
        while let Some(number) = self.0.get_mut(&id) {
            *number += 1;
            id = format!("{id}-{number}");
        }
        self.0.insert(id.clone(), 1);
        id
    }
}

/// An id made of a name: `prefix.iron-guard`.
pub(crate) fn slug(prefix: &str, name: &str) -> String {
    let key: String =
        fold(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let words: Vec<&str> = key.split_whitespace().collect();
    format!("{prefix}.{}", if words.is_empty() { "unnamed".to_owned() } else { words.join("-") })
}

/// A table of facts that was made from another form, with the lines it was made from.
#[derive(Debug, Default)]
pub(crate) struct Made {
    text: String,
    /// For each row; none where the table is the file itself.
    lines: Option<Vec<u32>>,
}

impl Made {
    pub(crate) fn new() -> Self {
        Self { text: format!("{HEADER}\n"), lines: Some(Vec::new()) }
    }

    /// Adds a row. No part of it may hold a tab or the end of a line.
    pub(crate) fn row(
        &mut self,
        line: u32,
        [subject, object, basis]: [&str; 3],
        property: Property,
        period: Period,
    ) {
        let Period { from, to } = period;
        let property = property.name();
        // Writing to a string does not fail.
        let _ = writeln!(self.text, "{subject}\t{property}\t{object}\t{from}\t{to}\t{basis}\t");
        self.lines.get_or_insert_default().push(line);
    }
}

/// The lines of a text; those that are not UTF-8 are empty, each with a problem.
fn lines_of(bytes: &[u8]) -> (String, Vec<Problem>) {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let (mut text, mut problems) = (String::with_capacity(bytes.len()), Vec::new());
    for (line, row) in (1..).zip(bytes.split(|&byte| byte == b'\n')) {
        match std::str::from_utf8(row) {
            Ok(row) => text += row,
            Err(_) => problems.push(Problem { line, what: "not UTF-8".to_owned() }),
        }
        text.push('\n');
    }
    (text, problems)
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: Form, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
        let source = Source::read(form, "own", bytes, Options::default(), &mut Ids::default());
        let (facts, problems) = source.facts();
        let fact = |fact: &Fact<'_>| {
            format!("{} {} {} {}", fact.line, fact.subject, fact.property.name(), fact.object)
        };
        (facts.iter().map(fact).collect(), problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn actors_of_one_name_stay_two() {
        let (facts, problems) =
            read(Form::Actors, b"IRON_GUARD_\n+HARAS_\n\t[RURREB >140601]\nIRON_GUARD [RURMIL]\n");
        assert_eq!(
            facts,
            [
                "1 petrarch.iron-guard name IRON GUARD",
                "2 petrarch.iron-guard alias HARAS",
                "3 petrarch.iron-guard code RURREB",
                "4 petrarch.iron-guard-2 name IRON GUARD",
                "4 petrarch.iron-guard-2 code RURMIL",
            ]
        );
        assert!(problems.is_empty());
    }

    #[test]
    fn lines_are_those_of_the_file() {
        let table = format!("\u{feff}# own\r\n{HEADER}\r\na\tname\tA\t\t\tx\t\r\n");
        let mut bytes = table.into_bytes();
        bytes.extend(b"\xff\nb\tname\n");
        let (facts, problems) = read(Form::Facts, &bytes);
        assert_eq!(facts, ["3 a name A"]);
        assert_eq!(problems, ["line 4: not UTF-8", "line 5: 2 columns where there should be 7"]);
    }

    #[test]
    fn ids_are_never_given_twice() {
        let mut ids = Ids::default();
        let given: Vec<String> =
            ["A 2", "A", "a", "A", "?"].iter().map(|name| ids.give("p", name)).collect();
        assert_eq!(given, ["p.a-2", "p.a", "p.a-2-2", "p.a-3", "p.unnamed"]);
    }
}
