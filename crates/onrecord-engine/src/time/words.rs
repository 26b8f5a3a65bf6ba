//! The words that times are made of and those that stand around them: `times.tsv`,
//! `time-cues.tsv`.

use jiff::civil::Date;
use onrecord_model::{DayPart, words};
use rustc_hash::FxHashMap;

use super::feast::Feast;
use super::period::{Edge, Unit};
use crate::tables::{Row, TableError, TableTexts, rows};

/// What a word or phrase inside a time means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// “two”; “a” is 1.
    Number(u32),
    /// “a couple of”
    About(u32),
    /// “third”
    Ordinal(u32),
    Month(i8),
    /// Monday is 1.
    Weekday(i8),
    Unit(Unit),
    /// “days”
    Units(Unit),
    /// “spring”: its first month.
    Season(i8),
    Shift(Shift),
    /// “yesterday”: days from today.
    Day(i32),
    /// “tonight”: a part of today.
    PartOfToday(DayPart),
    /// “overnight”
    Overnight,
    Part(DayPart),
    /// “noon”: the hour.
    Hour(i8),
    Edge(Edge),
    Feast(Feast),
    Dir(Dir),
    /// “nineties”: 90.
    Decade(i16),
    Approx,
    /// “9/11”
    Date(Date),
    Link(Link),
    /// “BC”, “AD”: whether years are counted back.
    Era(bool),
    /// “a.m.”, “p.m.”: whether twelve hours are added.
    Half(bool),
    OClock,
    /// “GMT”
    Zone,
    /// “the”
    The,
    /// “of”, “on”: says nothing.
    Filler,
}

words! {
    /// Which one of several.
    Shift {
        /// “last week”, “the last five years”
        Last = "last",
        /// “the past week”
        Past = "past",
        /// “this week”
        This = "this",
        /// “next week”
        Next = "next",
        /// “the coming week”
        Coming = "coming",
        /// “the previous week”: before one that the text names
        Previous = "previous",
        /// “that week”: one that the text names
        That = "that",
        /// “the following week”: after one that the text names
        Following = "following",
    }
}

words! {
    /// Which way a number of units is counted.
    Dir {
        /// Back from today.
        Ago = "ago",
        /// Forth from today: “from now”.
        Hence = "hence",
        /// Back from a time of the text: “earlier”.
        Earlier = "earlier",
        /// Forth from a time of the text: “later”.
        Later = "later",
        /// “two days before the vote”
        Before = "before",
        /// “two days after the vote”
        After = "after",
    }
}

words! {
    /// What joins two times into one.
    Link {
        /// “between 3 and 5 May”: opens a range
        Between = "between",
        /// “3 to 5 May”
        To = "to",
        /// “3 and 5 May”
        And = "and",
        /// “3 or 5 May”
        Or = "or",
    }
}

/// What a word beside a time says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cue {
    /// “since”: the time has an open end.
    Opens(Opens),
    /// “from March on”
    Onward,
    /// “within”, “in”: a number of units counts from today, if it lies ahead.
    Within(bool),
    /// “will”: what the verb tells lies ahead.
    Modal,
    /// “could”: it lies ahead or not.
    Maybe,
    /// “scheduled”: its time lies ahead; of some words only behind “for” (`true`).
    Ahead(bool),
    /// “plan”: the infinitive below it lies ahead.
    Wish,
    /// “meet”: in the present tense it tells what is scheduled.
    Scheduled,
    /// “for”: the time of a scheduled thing.
    For,
    /// “last” behind a time: “in December last”.
    Last,
    /// “attacks”: with this date the one of this year.
    Event(Date),
    /// “on”: what follows and is the name of a feast is one.
    Feast,
    /// “and”: joins two times that share a year.
    Joins,
    /// “on”: between a clock and its day, or a day and its year.
    Between,
}

words! {
    /// Which end of a time is open, and how.
    Opens {
        /// “since 2014”
        Since = "since",
        /// “until May”, “by Friday”
        Until = "until",
        /// “before 2014”
        Before = "before",
        /// “after 2014”
        After = "after",
        /// “from Monday”
        From = "from",
    }
}

/// A row with its passages: its form, one in which the marked time has the value `gives`, and one
/// in which it does not.
#[derive(Clone, Debug)]
pub(crate) struct TimeExample {
    pub(crate) form: Box<str>,
    pub(crate) yes: Box<str>,
    pub(crate) gives: Box<str>,
    pub(crate) no: Box<str>,
}

/// The tables, checked.
#[derive(Debug)]
pub(crate) struct TimeWords {
    meanings: FxHashMap<Box<str>, Meaning>,
    cues: FxHashMap<Box<str>, Vec<Cue>>,
    /// Pieces of the longest form.
    longest: usize,
    pub(crate) examples: Vec<TimeExample>,
}

impl TimeWords {
    pub(crate) fn parse(texts: &TableTexts<'_>) -> Result<Self, TableError> {
        let mut words = Self {
            meanings: FxHashMap::default(),
            cues: FxHashMap::default(),
            longest: 1,
            examples: Vec::new(),
        };
        for row in rows("times.tsv", texts.times, &["form", "means", "yes", "gives", "no"])? {
            let meaning = meaning(row.filled(1, "means")?)
                .ok_or_else(|| row.error(format!("`{}` means nothing", row.cell(1))))?;
            let form = row.filled(0, "form")?;
            words.longest = words.longest.max(form.split(' ').count());
            if words.meanings.insert(form.into(), meaning).is_some() {
                return Err(row.error(format!("`{form}` stands twice")));
            }
            words.add_example(&row)?;
        }
        for row in rows("time-cues.tsv", texts.time_cues, &["form", "cue", "yes", "gives", "no"])? {
            let cue = cue(row.filled(1, "cue")?)
                .ok_or_else(|| row.error(format!("`{}` is no cue", row.cell(1))))?;
            words.cues.entry(row.filled(0, "form")?.into()).or_default().push(cue);
            words.add_example(&row)?;
        }
        Ok(words)
    }

    fn add_example(&mut self, row: &Row<'_>) -> Result<(), TableError> {
        let filled = |column: usize, name: &str| row.filled(column, name).map(Into::into);
        self.examples.push(TimeExample {
            form: filled(0, "form")?,
            yes: filled(2, "yes")?,
            gives: filled(3, "gives")?,
            no: filled(4, "no")?,
        });
        Ok(())
    }

    /// What pieces mean that are joined by blanks.
    pub(super) fn meaning(&self, form: &str) -> Option<Meaning> {
        self.meanings.get(form).copied()
    }

    /// What a word in lower case, or its dictionary form, says of a time beside it.
    pub(super) fn cues(&self, form: &str) -> &[Cue] {
        self.cues.get(form).map_or(&[], Vec::as_slice)
    }

    /// No form of [`Self::meaning`] has more pieces.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }
}

fn meaning(text: &str) -> Option<Meaning> {
    let (name, rest) = text.split_once(' ').unwrap_or((text, ""));
    let number = || rest.parse::<i8>().ok();
    Some(match name {
        "number" => Meaning::Number(rest.parse().ok()?),
        "about" => Meaning::About(rest.parse().ok()?),
        "ordinal" => Meaning::Ordinal(rest.parse().ok()?),
        "month" => Meaning::Month(number()?),
        "weekday" => Meaning::Weekday(number()?),
        "unit" => Meaning::Unit(Unit::from_name(rest)?),
        "units" => Meaning::Units(Unit::from_name(rest)?),
        "season" => Meaning::Season(number()?),
        "shift" => Meaning::Shift(Shift::from_name(rest)?),
        "day" => Meaning::Day(rest.parse().ok()?),
        "today" => Meaning::PartOfToday(DayPart::from_name(rest)?),
        "overnight" => Meaning::Overnight,
        "part" => Meaning::Part(DayPart::from_name(rest)?),
        "hour" => Meaning::Hour(number()?),
        "edge" => Meaning::Edge(Edge::from_name(rest)?),
        "feast" => Meaning::Feast(Feast::parse(rest)?),
        "dir" => Meaning::Dir(Dir::from_name(rest)?),
        "decade" => Meaning::Decade(rest.parse().ok()?),
        "approx" => Meaning::Approx,
        "date" => Meaning::Date(rest.parse().ok()?),
        "link" => Meaning::Link(Link::from_name(rest)?),
        "era" => Meaning::Era(rest == "back"),
        "half" => Meaning::Half(rest == "second"),
        "oclock" => Meaning::OClock,
        "zone" => Meaning::Zone,
        "the" => Meaning::The,
        "filler" => Meaning::Filler,
        _ => return None,
    })
}

fn cue(text: &str) -> Option<Cue> {
    let (name, rest) = text.split_once(' ').unwrap_or((text, ""));
    Some(match name {
        "opens" => Cue::Opens(Opens::from_name(rest)?),
        "onward" => Cue::Onward,
        "within" => Cue::Within(true),
        "in" => Cue::Within(false),
        "modal" => Cue::Modal,
        "ahead" => Cue::Ahead(rest == "for"),
        "maybe" => Cue::Maybe,
        "wish" => Cue::Wish,
        "scheduled" => Cue::Scheduled,
        "for" => Cue::For,
        "last" => Cue::Last,
        "event" => Cue::Event(rest.parse().ok()?),
        "feast" => Cue::Feast,
        "joins" => Cue::Joins,
        "between" => Cue::Between,
        _ => return None,
    })
}
