//! Events in the shapes of other event data: POLECAT, ICEWS, GDELT and ACLED.
//!
//! `docs/formats.md` tells what stands in each column. These shapes have no place for the sense in which a text tells an
//! event, so only what happened or is under way becomes a row; a threat is a row as the threat that was made.

mod acled;
pub(crate) mod check;
mod gdelt;
mod icews;
mod party;
mod polecat;
mod row;
mod tables;
mod told;

use std::collections::{HashMap, HashSet};
use std::io::{self, Write};

use clap::ValueEnum;
use onrecord_knowledge::Knowledge;
use onrecord_model::record::{DocumentLine, EventLine, FigureLine};
use onrecord_model::{Factuality, Id};

use self::row::Row;
use self::told::Told;
use crate::tally::count;

/// A shape of tables of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Shape {
    /// POLECAT: 40 columns, by tabs
    Polecat,
    /// ICEWS: 20 columns, by tabs
    Icews,
    /// GDELT 2.0 events: 61 columns, by tabs, without a header
    Gdelt,
    /// GDELT 2.0 mentions: 16 columns, by tabs, without a header
    GdeltMentions,
    /// ACLED: 31 columns, by commas
    Acled,
}

impl Shape {
    /// What it is called, in tables and on the command line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Polecat => "polecat",
            Self::Icews => "icews",
            Self::Gdelt => "gdelt",
            Self::GdeltMentions => "gdelt-mentions",
            Self::Acled => "acled",
        }
    }

    /// Its columns, in their order.
    fn columns(self) -> &'static [tables::Column] {
        &tables::TABLES.columns[self.name()]
    }

    /// Whether its files begin with the names of columns.
    fn has_header(self) -> bool {
        !matches!(self, Self::Gdelt | Self::GdeltMentions)
    }

    /// What parts its cells.
    fn delimiter(self) -> u8 {
        if self == Self::Acled { b',' } else { b'\t' }
    }

    /// What stands in a cell for a word that is not known.
    fn unknown(self) -> &'static str {
        if self == Self::Polecat { "None" } else { "" }
    }
}

/// Events that did not become rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct LeftOut {
    /// Those told as anything but happened or ongoing.
    pub(crate) factuality: u64,
    /// Those of a kind that the shape does not take.
    pub(crate) kind: u64,
}

impl LeftOut {
    /// What is to be said of them, if there are any.
    pub(crate) fn words(self) -> Option<String> {
        let reasons = [
            (self.factuality, "not told as happened or under way"),
            (self.kind, "of a kind that the table does not take"),
        ];
        let reasons: Vec<String> = reasons
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, why)| format!("{} {why}", count(number, "event")))
            .collect();
        (!reasons.is_empty()).then(|| format!("not in the table: {}", reasons.join(", ")))
    }
}

/// Writes events as rows of a shape: it takes documents and figures first, then the events that tell of them.
///
/// ```ignore
/// let mut table = Table::new(Shape::Polecat, &knowledge);
/// table.header(&mut out)?;
/// documents.iter().for_each(|line| table.document(line));
/// figures.iter().for_each(|line| table.figure(line));
/// for event in &events {
///     table.event(event, &mut out)?;
/// }
/// table.left_out().words();
/// ```
pub(crate) struct Table<'k> {
    shape: Shape,
    knowledge: &'k Knowledge,
    documents: HashMap<Id, DocumentLine>,
    figures: HashMap<Id, FigureLine>,
    /// Numbers of 31 bits that rows have already.
    taken: HashSet<u32>,
    left_out: LeftOut,
}

impl<'k> Table<'k> {
    /// An empty table.
    pub(crate) fn new(shape: Shape, knowledge: &'k Knowledge) -> Self {
        Self {
            shape,
            knowledge,
            documents: HashMap::new(),
            figures: HashMap::new(),
            taken: HashSet::new(),
            left_out: LeftOut::default(),
        }
    }

    /// Writes the names of the columns, where files of the shape begin with them.
    ///
    /// # Errors
    /// Those of `out`.
    pub(crate) fn header(&self, out: &mut dyn Write) -> io::Result<()> {
        if !self.shape.has_header() {
            return Ok(());
        }
        self.write(self.shape.columns().iter().map(|column| column.name.to_owned()).collect(), out)
    }

    /// Takes a document, for the events that it tells.
    pub(crate) fn document(&mut self, line: &DocumentLine) {
        let line = DocumentLine { map: Vec::new(), ..line.clone() };
        self.documents.insert(line.id, line);
    }

    /// Takes a figure, for the events that it counts.
    pub(crate) fn figure(&mut self, line: &FigureLine) {
        self.figures.insert(line.id, line.clone());
    }

    /// Forgets documents and figures: no event of them is to come.
    pub(crate) fn forget(&mut self) {
        self.documents.clear();
        self.figures.clear();
    }

    /// Writes an event, in the shapes of pairs once for each pair; returns the number of rows.
    ///
    /// # Errors
    /// Those of `out`.
    pub(crate) fn event(&mut self, line: &EventLine, out: &mut dyn Write) -> io::Result<usize> {
        let is_told = [Factuality::Happened, Factuality::Ongoing]
            .iter()
            .any(|told| told.name() == line.factuality);
        if !is_told {
            self.left_out.factuality += 1;
            return Ok(0);
        }
        let told = Told {
            event: line,
            document: self.documents.get(&line.document),
            figures: &self.figures,
            knowledge: self.knowledge,
        };
        let rows = match self.shape {
            Shape::Polecat => vec![polecat::row(&told)],
            Shape::Icews => icews::rows(&told, &mut self.taken),
            Shape::Gdelt => gdelt::rows(&told),
            Shape::GdeltMentions => gdelt::mentions(&told),
            Shape::Acled => acled::row(&told).into_iter().collect(),
        };
        self.left_out.kind += u64::from(rows.is_empty());
        let number = rows.len();
        rows.into_iter().try_for_each(|row| self.write(row.into_cells(), out))?;
        Ok(number)
    }

    /// What is not in it.
    pub(crate) fn left_out(&self) -> LeftOut {
        self.left_out
    }

    fn write(&self, cells: Vec<String>, out: &mut dyn Write) -> io::Result<()> {
        if self.shape.delimiter() == b'\t' {
            return writeln!(out, "{}", cells.join("\t"));
        }
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(cells)?;
        writer.flush()
    }
}

#[cfg(test)]
mod tests;
