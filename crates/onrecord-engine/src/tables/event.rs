//! Words for events and where their parties stand: `events/*.tsv`, a table for each PLOVER type.

use onrecord_model::PloverType;
use rustc_hash::{FxHashMap, FxHashSet};

use super::tsv::{Row, TableError, rows};
use crate::sentence::Upos;

/// Where something stands at the word for an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Site {
    /// Who does it, in the passive behind `by`.
    Subject,
    /// To whom it is done, in the passive the subject.
    Object,
    /// Behind a preposition.
    Behind(Box<str>),
    /// An infinitive or predicate.
    Infinitive,
}

/// What somebody or something that stands there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Duty {
    /// Acts.
    Actor,
    /// Is acted on.
    Recipient,
    /// Must be there.
    There,
    /// Where it takes place.
    Place,
    /// With what.
    Weapon,
}

/// What a word may be that fills a slot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fits {
    pub(crate) human: bool,
    pub(crate) place: bool,
    pub(crate) armed: bool,
    pub(crate) thing: bool,
    /// One of these lemmas.
    pub(crate) lemmas: Vec<Box<str>>,
    /// None of these.
    pub(crate) not: Vec<Box<str>>,
}

/// A slot of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct EventSlot {
    pub(crate) site: Site,
    pub(crate) duty: Duty,
    /// `None`: anything.
    pub(crate) fits: Option<Fits>,
}

impl EventSlot {
    /// Whether whoever acts stands behind `of`: `the withdrawal of troops`.
    pub(crate) fn is_own_actor(&self) -> bool {
        self.duty == Duty::Actor && matches!(&self.site, Site::Behind(of) if **of == *"of")
    }
}

/// A word for an event.
#[derive(Debug)]
pub(crate) struct EventRow {
    pub(crate) plover: PloverType,
    pub(crate) lemma: Box<str>,
    pub(crate) frames: Vec<Vec<EventSlot>>,
    pub(crate) mode: Option<Box<str>>,
    pub(crate) contexts: Vec<Box<str>>,
    pub(crate) cameo: Option<Box<str>>,
    /// Verbs that carry a noun.
    pub(crate) light: Vec<Box<str>>,
    /// Two passages with the event and two without.
    pub(crate) examples: [Box<str>; 4],
    pub(crate) table: &'static str,
    pub(crate) line: usize,
}

/// The rows of all types, by their heads: the first word of a verb, the last of a noun.
#[derive(Debug)]
pub(crate) struct Events {
    rows: Vec<EventRow>,
    by_head: FxHashMap<Box<str>, Vec<(Upos, usize)>>,
    /// First words of the verbs that carry the noun of any row.
    light: FxHashSet<Box<str>>,
}

const COLUMNS: [&str; 11] =
    ["lemma", "upos", "frames", "mode", "contexts", "cameo", "light", "yes1", "yes2", "no1", "no2"];

impl Events {
    pub(super) fn parse(texts: &[(&'static str, &str)]) -> Result<Self, TableError> {
        let mut made =
            Self { rows: Vec::new(), by_head: FxHashMap::default(), light: FxHashSet::default() };
        for &(table, text) in texts {
            for row in rows(table, text, &COLUMNS)? {
                made.add(table, &row)?;
            }
        }
        Ok(made)
    }

    fn add(&mut self, table: &'static str, row: &Row<'_>) -> Result<(), TableError> {
        let upos = match row.cell(1) {
            "verb" => Upos::Verb,
            "noun" => Upos::Noun,
            "adj" => Upos::Adj,
            other => return Err(row.error(format!("`{other}` is no part of speech"))),
        };
        let name = table.trim_start_matches("events/").trim_end_matches(".tsv");
        let plover = PloverType::from_name(&name.to_uppercase())
            .ok_or_else(|| row.error(format!("`{name}` is no type")))?;
        let lemma: Box<str> = row.filled(0, "lemma")?.into();
        let list = |column| {
            let cell = row.cell(column).split(',').filter(|word| !word.is_empty());
            cell.map(Into::into).collect::<Vec<Box<str>>>()
        };
        let frames = row.filled(2, "frames")?.split(' ');
        let frames: Vec<Vec<EventSlot>> =
            frames.map(|text| frame(row, text, upos)).collect::<Result<_, _>>()?;
        let examples = [7, 8, 9, 10].map(|column| Box::from(row.cell(column)));
        let some = |column| Some(row.cell(column)).filter(|cell| !cell.is_empty()).map(Into::into);
        let head = match upos {
            Upos::Noun => lemma.rsplit(' ').next(),
            _ => lemma.split(' ').next(),
        };
        let rows = self.by_head.entry(head.unwrap_or_default().into()).or_default();
        rows.push((upos, self.rows.len()));
        let light = list(6);
        self.light.extend(light.iter().filter_map(|verb| verb.split(' ').next()).map(Into::into));
        self.rows.push(EventRow {
            plover,
            lemma,
            frames,
            mode: some(3),
            contexts: list(4),
            cameo: some(5),
            light,
            examples,
            table,
            line: row.line,
        });
        Ok(())
    }

    /// The rows whose head a word is.
    pub(crate) fn of(&self, lemma: &str, upos: Upos) -> impl Iterator<Item = &EventRow> {
        let rows = self.by_head.get(lemma).into_iter().flatten();
        rows.filter(move |(own, _)| *own == upos).map(|&(_, row)| &self.rows[row])
    }

    /// Whether a verb carries the noun of some row: `launched`, `held`.
    pub(crate) fn is_light(&self, lemma: &str) -> bool {
        self.light.contains(lemma)
    }

    /// All rows.
    pub(crate) fn rows(&self) -> &[EventRow] {
        &self.rows
    }
}

fn frame(row: &Row<'_>, text: &str, upos: Upos) -> Result<Vec<EventSlot>, TableError> {
    if text == "none" {
        return Ok(Vec::new());
    }
    // Not at a `+` within brackets: lemmas have none.
    text.split('+').map(|text| slot(row, text, upos)).collect()
}

fn slot(row: &Row<'_>, text: &str, upos: Upos) -> Result<EventSlot, TableError> {
    let (head, fits) = match text.split_once('[') {
        Some((head, rest)) => {
            let inner = rest.strip_suffix(']');
            let inner = inner.ok_or_else(|| row.error(format!("`{text}` lacks a bracket")))?;
            (head, Some(fits(row, inner)?))
        }
        None => (text, None),
    };
    let (site, duty) = head.split_once(':').map_or((head, None), |(site, duty)| (site, Some(duty)));
    let is_subject = site == "subj";
    let duty = match duty {
        None if is_subject => Duty::Actor,
        None if site == "xcomp" => Duty::There,
        Some("A") => Duty::Actor,
        None | Some("R") => Duty::Recipient,
        Some("T") => Duty::There,
        Some("P") => Duty::Place,
        Some("W") => Duty::Weapon,
        Some(other) => return Err(row.error(format!("`{other}` is no role"))),
    };
    let site = match site {
        "subj" => Site::Subject,
        "obj" => Site::Object,
        "xcomp" => Site::Infinitive,
        other => match other.strip_prefix("obl.") {
            Some(preposition) => Site::Behind(preposition.into()),
            None if upos != Upos::Verb => Site::Behind(other.into()),
            None => return Err(row.error(format!("`{other}` is no slot"))),
        },
    };
    Ok(EventSlot { site, duty, fits })
}

fn fits(row: &Row<'_>, text: &str) -> Result<Fits, TableError> {
    let mut fits = Fits::default();
    for part in text.split(',') {
        match part {
            "human" => fits.human = true,
            "place" => fits.place = true,
            "armed" => fits.armed = true,
            "thing" => fits.thing = true,
            _ => match (part.strip_prefix('='), part.strip_prefix('!')) {
                (Some(lemma), _) => fits.lemmas.push(lemma.into()),
                (_, Some(lemma)) => fits.not.push(lemma.trim_start_matches('=').into()),
                // A lemma after the first may stand without its mark.
                _ if !fits.not.is_empty() => fits.not.push(part.into()),
                _ if !fits.lemmas.is_empty() => fits.lemmas.push(part.into()),
                _ => return Err(row.error(format!("`{part}` is no kind"))),
            },
        }
    }
    Ok(fits)
}
