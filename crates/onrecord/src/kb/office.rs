//! `onrecord kb office`: who held an office.

use std::io::Write;

use anyhow::Result;
use onrecord_knowledge::{Day, Fact, Holds, Knowledge, Property, Subject};
use serde::Serialize;

use super::{date, dotted, load, time};
use crate::args::{KbFormat, KbOfficeArgs, at};
use crate::failure::{Status, hinted};
use crate::out::{Console, World};
use crate::table::{Layout, Style};

/// A question for an office, and the time it asks for.
pub(crate) struct Question<'q> {
    /// The office, in words.
    pub(crate) office: &'q str,
    /// First and last day; none where no time is said.
    pub(crate) at: Option<(Day, Day)>,
}

impl<'q> Question<'q> {
    /// Parts a question from a date at its end.
    pub(crate) fn new(text: &'q str) -> Self {
        let dated = text.trim().rsplit_once(' ').and_then(|(office, date)| {
            let at = at(date.trim_start_matches('(').trim_end_matches(')')).ok()?;
            Some(Self { office, at: Some(at.0) })
        });
        dated.unwrap_or(Self { office: text, at: None })
    }

    /// Who it may be: those who held the office for sure if there are any, else those who may have.
    pub(crate) fn answer(&self, knowledge: &Knowledge) -> Vec<Subject> {
        let Some(at) = self.at else { return Vec::new() };
        let offices = knowledge.offices_asked(self.office);
        let held: Vec<(Subject, Holds)> =
            offices.into_iter().flat_map(|office| knowledge.holders(office, at)).collect();
        let surest = held.iter().map(|(_, holds)| *holds).max();
        let held = held.into_iter().filter(|(_, holds)| Some(*holds) == surest);
        let mut who: Vec<Subject> = held.map(|(subject, _)| subject).collect();
        who.sort();
        who.dedup();
        who
    }
}

/// What is printed for programs.
#[derive(Serialize)]
struct Answer<'k> {
    question: &'k str,
    offices: &'k [Office<'k>],
}

/// An office with those who held it.
#[derive(Serialize)]
struct Office<'k> {
    id: &'k str,
    name: &'k str,
    holders: Vec<Holder<'k>>,
}

/// Somebody who held an office for a time.
#[derive(Serialize)]
struct Holder<'k> {
    id: &'k str,
    name: &'k str,
    from: Option<String>,
    to: Option<String>,
    /// Whether it is sure that they held it at the time that is asked for.
    sure: bool,
    #[serde(skip)]
    time: String,
}

/// `onrecord kb office`
pub(super) fn run(
    args: &KbOfficeArgs,
    out: &mut impl Write,
    console: &mut Console,
    world: World,
) -> Result<Status> {
    let knowledge = load::knowledge(&args.layers.paths(), args.layers.options(), console)?;
    let text = args.question.join(" ");
    let question = Question::new(&text);
    let at = args.at.map(|at| at.0).or(question.at);
    let offices = knowledge.offices_asked(question.office);
    if offices.is_empty() {
        let hint = "ask for a title and whose it is, as in “Ruritanian prime minister”; \
                    `onrecord kb find --kind office NAME` lists offices";
        return Err(hinted(format!("no office is known as {:?}", question.office), hint));
    }
    let offices: Vec<Office<'_>> =
        offices.into_iter().map(|office| held(&knowledge, office, at)).collect();
    if args.print.format == KbFormat::Json {
        super::json(out, &Answer { question: &text, offices: &offices })?;
        return Ok(Status::Done);
    }
    let layout = Layout::new(world, args.print.width);
    for Office { id, name, holders } in &offices {
        layout.paragraph(out, "", &dotted([*name, *id]), Some(Style::Bold))?;
        for Holder { id, name, time, sure, .. } in holders {
            let sure = if *sure { "" } else { "not sure at that time" };
            layout.paragraph(out, "    ", &dotted([*name, id, time, sure]), None)?;
        }
        if holders.is_empty() {
            layout.paragraph(out, "    ", "nobody is known", None)?;
        }
    }
    Ok(Status::Done)
}

fn held(knowledge: &Knowledge, office: Subject, at: Option<(Day, Day)>) -> Office<'_> {
    let base = knowledge.base();
    let id = base.id(office);
    let of = |subject: Subject| {
        let facts = base.facts(subject);
        let facts = facts.filter(move |fact| fact.property == Property::Holds && fact.object == id);
        facts.map(move |fact| (subject, fact))
    };
    let mut held: Vec<(Subject, Fact<'_>)> =
        base.linked(Property::Holds, id).flat_map(of).collect();
    let holds = |fact: &Fact<'_>| at.map_or(Holds::Yes, |at| fact.period.holds(at));
    held.retain(|(_, fact)| holds(fact) > Holds::No);
    held.sort_by_key(|(subject, fact)| {
        (std::cmp::Reverse(holds(fact)), fact.period.from.first(), *subject)
    });
    let holder = |(subject, fact): (Subject, Fact<'_>)| Holder {
        id: base.id(subject),
        name: base.name(subject),
        from: date(fact.period.from),
        to: date(fact.period.to),
        sure: holds(&fact) == Holds::Yes,
        time: time(fact.period),
    };
    Office { id, name: base.name(office), holders: held.into_iter().map(holder).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_parted_from_the_question() {
        let parts = |text| {
            let Question { office, at } = Question::new(text);
            (office.to_owned(), at)
        };
        assert_eq!(
            parts("US president 2019-07-27"),
            ("US president".to_owned(), Some((20_190_727, 20_190_727)))
        );
        assert_eq!(
            parts("US president (2019)"),
            ("US president".to_owned(), Some((20_190_101, 20_191_231)))
        );
        assert_eq!(parts("chief of Brigade 44"), ("chief of Brigade 44".to_owned(), None));
    }
}
