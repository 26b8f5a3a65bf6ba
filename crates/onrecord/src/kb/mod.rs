//! `onrecord kb`: the knowledge base, built in and of one's own.

mod check;
mod find;
pub(crate) mod load;
pub(crate) mod office;
mod show;

use std::io::Write;

use anyhow::Result;
use onrecord_knowledge::{Base, FactDate, Kind, Period, Subject};
use serde::Serialize;

use crate::args::{KbArgs, KbWhat};
use crate::failure::Status;
use crate::out::{Console, Out, World};

/// `onrecord kb`
pub(crate) fn run(args: &KbArgs, console: &mut Console, world: World) -> Result<Status> {
    let mut out = Out::new(world);
    let status = match &args.what {
        KbWhat::Find(args) => find::run(args, &mut out, console, world)?,
        KbWhat::Show(args) => show::run(args, &mut out, console, world)?,
        KbWhat::Office(args) => office::run(args, &mut out, console, world)?,
        KbWhat::Check(args) => check::run(args, &mut out, console)?,
    };
    out.flush()?;
    Ok(status)
}

/// One JSON object.
fn json(out: &mut impl Write, object: &impl Serialize) -> Result<()> {
    serde_json::to_writer(&mut *out, object)?;
    Ok(writeln!(out)?)
}

/// A date of a fact; none where it is not known.
pub(crate) fn date(date: FactDate) -> Option<String> {
    Some(date.to_string()).filter(|text| !text.is_empty())
}

/// A time for people; empty where no date is known.
pub(crate) fn time(Period { from, to }: Period) -> String {
    match (from, to) {
        (FactDate::UNKNOWN, FactDate::UNKNOWN) => String::new(),
        (FactDate::UNKNOWN, FactDate::OPEN) => "to this day".to_owned(),
        (FactDate::UNKNOWN, to) => format!("until {to}"),
        (from, FactDate::OPEN) => format!("since {from}"),
        (from, FactDate::UNKNOWN) => format!("from {from}"),
        (from, to) if from == to => from.to_string(),
        (from, to) => format!("{from} to {to}"),
    }
}

/// The word for what somebody is.
fn kind(base: &Base, subject: Subject) -> &'static str {
    base.kind(subject).map_or("unknown", Kind::name)
}

/// What is there of all, parted by dots.
pub(crate) fn dotted<'p>(parts: impl IntoIterator<Item = &'p str>) -> String {
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_words() {
        let words = |from: &str, to: &str| {
            let [from, to] = [from, to].map(|text| FactDate::parse(text).unwrap());
            time(Period { from, to })
        };
        assert_eq!(words("", ""), "");
        assert_eq!(words("2014", ".."), "since 2014");
        assert_eq!(words("2014", ""), "from 2014");
        assert_eq!(words("", "2014-06"), "until 2014-06");
        assert_eq!(words("2014", "2014"), "2014");
        assert_eq!(words("2014-06-10", "2018"), "2014-06-10 to 2018");
        assert_eq!(words("", ".."), "to this day");
    }
}
