//! `onrecord kb show`: all that is known of somebody, and who is linked to them.

use std::io::Write;

use anyhow::Result;
use onrecord_knowledge::{Base, Fact, Object, Property, Subject};
use serde::Serialize;

use super::{date, dotted, load, time};
use crate::args::{KbFormat, KbShowArgs};
use crate::failure::{Status, hinted};
use crate::out::{Console, World};
use crate::table::{Layout, Style, pad};

/// Links of a property that a table lists.
const LINKS: usize = 20;

/// What is printed for programs.
#[derive(Serialize)]
struct Shown<'b> {
    id: &'b str,
    name: &'b str,
    facts: Vec<Said<'b>>,
    /// Facts of others that lead here.
    linked: Vec<Said<'b>>,
}

/// A fact as it is printed: of the one who is shown, or of another who is linked to them.
#[derive(Serialize)]
struct Said<'b> {
    /// Who is linked; none where the fact is of the one who is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'b str>,
    property: &'static str,
    object: &'b str,
    /// Name of the other end of a link.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'b str>,
    from: Option<String>,
    to: Option<String>,
    basis: &'b str,
    checked: &'b str,
    #[serde(skip)]
    time: String,
}

/// `onrecord kb show`
pub(super) fn run(
    args: &KbShowArgs,
    out: &mut impl Write,
    console: &mut Console,
    world: World,
) -> Result<Status> {
    let knowledge = load::knowledge(&args.layers.paths(), args.layers.options(), console)?;
    let base = knowledge.base();
    let Some(subject) = base.subject(&args.id) else {
        let hint = "`onrecord kb find NAME` lists ids";
        return Err(hinted(format!("nobody has the id {}", args.id), hint));
    };
    let facts: Vec<Said<'_>> = base.facts(subject).map(|fact| said(base, &fact, None)).collect();
    let linked = linked(base, base.id(subject));
    if args.print.format == KbFormat::Json {
        let name = base.name(subject);
        let id = base.id(subject);
        super::json(out, &Shown { id, name, facts, linked })?;
        return Ok(Status::Done);
    }
    let layout = Layout::new(world, args.print.width);
    layout.paragraph(out, "", base.name(subject), Some(Style::Bold))?;
    layout.paragraph(out, "", base.id(subject), Some(Style::Dim))?;
    for fact in &facts {
        let basis = match fact.checked {
            "" => fact.basis.to_owned(),
            checked => format!("{}, checked: {checked}", fact.basis),
        };
        let text = dotted([fact.object, fact.name.unwrap_or_default(), &fact.time, &basis]);
        layout.paragraph(out, &label(fact.property), &text, None)?;
    }
    let mut rest = linked.as_slice();
    while let Some(first) = rest.first() {
        let (links, after) =
            rest.split_at(rest.partition_point(|link| link.property == first.property));
        rest = after;
        layout.paragraph(out, "", &format!("\nwho has this as {}:", first.property), None)?;
        for link in links.iter().take(LINKS) {
            let text = dotted([link.name.unwrap_or_default(), &link.time]);
            layout.paragraph(out, &label(link.subject.unwrap_or_default()), &text, None)?;
        }
        if links.len() > LINKS {
            let more = links.len() - LINKS;
            layout.paragraph(
                out,
                "  ",
                &format!("and {more} more (--format json has all)"),
                None,
            )?;
        }
    }
    Ok(Status::Done)
}

fn label(text: &str) -> String {
    format!("  {} ", pad(text, 14))
}

fn said<'b>(base: &'b Base, fact: &Fact<'b>, subject: Option<Subject>) -> Said<'b> {
    let is_link = fact.property.object() == Object::Link;
    let object = || base.subject(fact.object).filter(|_| is_link);
    Said {
        subject: subject.map(|subject| base.id(subject)),
        property: fact.property.name(),
        object: fact.object,
        name: subject.or_else(object).map(|named| base.name(named)),
        from: date(fact.period.from),
        to: date(fact.period.to),
        basis: fact.basis,
        checked: fact.checked,
        time: time(fact.period),
    }
}

/// Whoever has an id as object of a link, by property and time.
fn linked<'b>(base: &'b Base, id: &'b str) -> Vec<Said<'b>> {
    let links = Property::ALL.iter().filter(|property| property.object() == Object::Link);
    let mut found = Vec::new();
    for &property in links {
        let of = |subject: Subject| {
            let facts = base.facts(subject);
            let facts = facts.filter(|fact| fact.property == property && fact.object == id);
            facts.map(move |fact| (fact.period.from, said(base, &fact, Some(subject))))
        };
        let mut said: Vec<_> = base.linked(property, id).flat_map(of).collect();
        said.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.subject.cmp(&b.1.subject)));
        found.extend(said.into_iter().map(|(_, said)| said));
    }
    found
}
