//! Cues with the frames in which they attribute: `verbs.tsv`, `nouns.tsv`, `adjectives.tsv`.
//!
//! A frame tells where, in the tree, a cue has what is said, who is told and whom it is about. It
//! is written as slots joined with `+`: `ccomp`, `obj:A+xcomp`, `obj:T+obl.of`; an act of its own
//! follows behind `=`. The source is the subject and is not written.

use onrecord_model::{Act, Medium};
use rustc_hash::FxHashMap;

use super::TableTexts;
use super::implicative::Implicatives;
use super::phrase::PhraseTable;
use super::tsv::{Row, TableError, rows};

/// How a word or clause depends on a cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// Direct speech.
    Quote,
    /// A finite clause.
    Clause,
    /// An infinitive.
    Infinitive,
    /// A gerund.
    Gerund,
    /// A noun phrase as object.
    Object,
    /// A noun phrase or gerund behind a preposition.
    Oblique(Box<str>),
    /// A predicate of the object.
    Predicate,
    /// A predicate behind `as`.
    As,
}

/// What stands in a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// What is said.
    Content,
    /// Whom the content is about; belongs to it.
    Target,
    /// Who is told.
    Addressee,
}

/// A way in which a cue attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    /// Its slots; none where the cue has no content of its own.
    pub(crate) slots: Vec<(Slot, Part)>,
    /// The act, where it is not that of the row.
    pub(crate) act: Option<Act>,
}

/// A word that attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CueRow {
    /// Its dictionary form; a particle follows with a blank.
    pub(crate) lemma: Box<str>,
    pub(crate) frames: Vec<Frame>,
    pub(crate) act: Act,
    pub(crate) medium: Medium,
    /// Whether the content decides the act.
    pub(crate) is_neutral: bool,
    /// Whether it hands on what another says: `quoted him as saying`.
    pub(crate) is_relay: bool,
    /// Verbs that carry a noun, with the source as their subject.
    pub(crate) light: Vec<Box<str>>,
    /// A passage in which it attributes, and one in which it does not.
    pub(crate) examples: [String; 2],
    /// Line of the table.
    pub(crate) line: usize,
}

/// The rows of a table, by their first words.
#[derive(Debug)]
pub(crate) struct CueTable {
    /// File name.
    pub(crate) name: &'static str,
    rows: Vec<CueRow>,
    by_word: FxHashMap<Box<str>, Vec<u16>>,
}

impl CueTable {
    fn new(name: &'static str, rows: Vec<CueRow>) -> Self {
        let mut by_word: FxHashMap<Box<str>, Vec<u16>> = FxHashMap::default();
        let count = |row: &CueRow| row.lemma.split(' ').count();
        for (row, number) in rows.iter().zip(0..) {
            let word = row.lemma.split(' ').next().unwrap_or_default();
            let same: &mut Vec<u16> = by_word.entry(word.into()).or_default();
            // The longest first: `point out` before `point`.
            let place =
                same.partition_point(|&other| count(&rows[usize::from(other)]) >= count(row));
            same.insert(place, number);
        }
        Self { name, rows, by_word }
    }

    /// The rows whose first word is this one, those of several words first.
    pub(crate) fn of(&self, word: &str) -> impl Iterator<Item = (u16, &CueRow)> {
        let numbers = self.by_word.get(word).into_iter().flatten();
        numbers.map(|&number| (number, &self.rows[usize::from(number)]))
    }

    /// All rows.
    pub(crate) fn rows(&self) -> &[CueRow] {
        &self.rows
    }

    pub(super) fn verbs(text: &str) -> Result<Self, TableError> {
        let columns = ["lemma", "frames", "act", "medium", "neutral", "yes", "no"];
        let read = |row: &Row<'_>| {
            let (is_neutral, is_relay) = match row.cell(4) {
                "" => (false, false),
                "yes" => (true, false),
                "relay" => (true, true),
                _ => return Err(wrong(row, 4)),
            };
            Ok(CueRow { is_neutral, is_relay, ..cue(row, [5, 6])? })
        };
        let rows = rows("verbs.tsv", text, &columns)?;
        Ok(Self::new("verbs.tsv", rows.iter().map(read).collect::<Result<_, _>>()?))
    }

    pub(super) fn nouns(text: &str) -> Result<Self, TableError> {
        let columns = ["lemma", "frames", "act", "medium", "light", "yes", "no"];
        let read = |row: &Row<'_>| {
            let light = row.cell(4).split_whitespace().map(Into::into).collect();
            Ok(CueRow { light, ..cue(row, [5, 6])? })
        };
        let rows = rows("nouns.tsv", text, &columns)?;
        Ok(Self::new("nouns.tsv", rows.iter().map(read).collect::<Result<_, _>>()?))
    }

    pub(super) fn adjectives(text: &str) -> Result<Self, TableError> {
        let columns = ["lemma", "frames", "act", "medium", "yes", "no"];
        let rows = rows("adjectives.tsv", text, &columns)?;
        let read = |row: &Row<'_>| cue(row, [4, 5]);
        Ok(Self::new("adjectives.tsv", rows.iter().map(read).collect::<Result<_, _>>()?))
    }
}

/// All tables of reported speech.
#[derive(Debug)]
pub(crate) struct Reports {
    pub(crate) verbs: CueTable,
    pub(crate) nouns: CueTable,
    pub(crate) adjectives: CueTable,
    pub(crate) phrases: PhraseTable,
    pub(crate) implicatives: Implicatives,
}

impl Reports {
    pub(super) fn parse(texts: &TableTexts<'_>) -> Result<Self, TableError> {
        Ok(Self {
            verbs: CueTable::verbs(texts.verbs)?,
            nouns: CueTable::nouns(texts.nouns)?,
            adjectives: CueTable::adjectives(texts.adjectives)?,
            phrases: PhraseTable::parse(texts.phrases)?,
            implicatives: Implicatives::parse(texts.implicatives)?,
        })
    }
}

fn wrong(row: &Row<'_>, column: usize) -> TableError {
    row.error(format!("`{}` is no such word", row.cell(column)))
}

/// What the columns of all cue tables say.
fn cue(row: &Row<'_>, examples: [usize; 2]) -> Result<CueRow, TableError> {
    let frames = row.filled(1, "frames")?.split_whitespace().map(|text| frame(row, text));
    Ok(CueRow {
        lemma: row.filled(0, "lemma")?.into(),
        frames: frames.collect::<Result<_, _>>()?,
        act: Act::from_name(row.cell(2)).ok_or_else(|| wrong(row, 2))?,
        medium: Medium::from_name(row.cell(3)).ok_or_else(|| wrong(row, 3))?,
        is_neutral: false,
        is_relay: false,
        light: Vec::new(),
        examples: [
            row.filled(examples[0], "yes")?.to_owned(),
            row.filled(examples[1], "no")?.to_owned(),
        ],
        line: row.line,
    })
}

fn frame(row: &Row<'_>, text: &str) -> Result<Frame, TableError> {
    let (slots, act) = match text.split_once('=') {
        Some((slots, act)) => {
            let known = Act::from_name(act);
            (slots, Some(known.ok_or_else(|| row.error(format!("`{act}` is no act")))?))
        }
        None => (text, None),
    };
    if slots == "none" {
        return Ok(Frame { slots: Vec::new(), act });
    }
    let slot = |text: &str| {
        let (slot, part) = match text.split_once(':') {
            None => (text, Part::Content),
            Some((slot, "A")) => (slot, Part::Addressee),
            Some((slot, "T")) => (slot, Part::Target),
            Some(_) => return Err(row.error(format!("`{text}` has no such part"))),
        };
        let slot = match slot {
            "quote" => Slot::Quote,
            "ccomp" => Slot::Clause,
            "xcomp" => Slot::Infinitive,
            "ger" => Slot::Gerund,
            "obj" => Slot::Object,
            "pred" => Slot::Predicate,
            "as" => Slot::As,
            _ => match slot.strip_prefix("obl.") {
                Some(preposition) if !preposition.is_empty() => Slot::Oblique(preposition.into()),
                _ => return Err(row.error(format!("`{slot}` is no slot"))),
            },
        };
        Ok((slot, part))
    };
    Ok(Frame { slots: slots.split('+').map(slot).collect::<Result<_, _>>()?, act })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "lemma\tframes\tact\tmedium\tneutral\tyes\tno\n";

    #[test]
    fn frames_are_read() {
        let table = format!("{HEAD}urge\tobj:A+xcomp obl.for=request\tdemand\tspeech\t\ta\tb\n");
        let table = CueTable::verbs(&table).expect("a table");
        let (_, row) = table.of("urge").next().expect("a row");
        assert_eq!(
            row.frames[0].slots,
            [(Slot::Object, Part::Addressee), (Slot::Infinitive, Part::Content)]
        );
        assert_eq!(row.frames[1].slots, [(Slot::Oblique("for".into()), Part::Content)]);
        assert_eq!(row.frames[1].act, Some(Act::Request));
    }

    #[test]
    fn faults_are_named() {
        for (frames, fault) in [
            ("iobj", "`iobj` is no slot"),
            ("obj:B", "`obj:B` has no such part"),
            ("obj=shout", "`shout` is no act"),
        ] {
            let table = format!("{HEAD}urge\t{frames}\tdemand\tspeech\t\ta\tb\n");
            let error = CueTable::verbs(&table).expect_err(frames);
            assert_eq!(error.message, fault);
        }
    }
}
