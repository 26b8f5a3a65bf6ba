//! How much was read, for the summary and the exit code.

use onrecord_model::record::Line;

use crate::failure::Status;
use crate::reading::Reading;

/// Counts for the summary and the exit code.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// Captures that were read, in part at least.
    pub(crate) captures: u64,
    /// Captures whose bytes had been read before.
    pub(crate) known: u64,
    /// Documents.
    pub(crate) documents: u64,
    /// Statements.
    pub(crate) statements: u64,
    /// Events.
    pub(crate) events: u64,
    /// Figures.
    pub(crate) figures: u64,
    /// Inputs that failed.
    pub(crate) failed: u64,
    /// Inputs that were cut short or damaged.
    pub(crate) damaged: u64,
}

impl Tally {
    /// Counts what a capture gave.
    pub(crate) fn count(&mut self, reading: &Reading) {
        if reading.is_refused() {
            self.failed += 1;
            return;
        }
        self.captures += 1;
        self.damaged += u64::from(reading.damaged);
        for line in &reading.lines {
            *match line {
                Line::Document(_) => &mut self.documents,
                Line::Statement(_) => &mut self.statements,
                Line::Event(_) => &mut self.events,
                Line::Figure(_) => &mut self.figures,
            } += 1;
        }
    }

    /// How the command went.
    pub(crate) fn status(&self) -> Status {
        match (self.captures + self.known, self.failed + self.damaged) {
            (_, 0) => Status::Done,
            (0, _) => Status::Nothing,
            _ => Status::Faults,
        }
    }

    /// The summary: `3 captures, 4 documents, 17 statements, 9 events, 5 figures; 1 failed`.
    pub(crate) fn words(&self) -> String {
        let words = [
            count(self.captures, "capture"),
            count(self.documents, "document"),
            count(self.statements, "statement"),
            count(self.events, "event"),
            count(self.figures, "figure"),
        ];
        format!("{}{}", words.join(", "), self.rest("read before"))
    }

    /// What did not go the usual way: `; 2 read before; 1 failed`, or nothing.
    pub(crate) fn rest(&self, known: &str) -> String {
        let rest =
            [(self.known, known), (self.damaged, "cut short or damaged"), (self.failed, "failed")];
        let word = |(number, what)| (number > 0).then(|| format!("; {number} {what}"));
        rest.into_iter().filter_map(word).collect()
    }
}

/// A number with its noun.
pub(crate) fn count(number: u64, noun: &str) -> String {
    match noun.strip_suffix('y') {
        _ if number == 1 => format!("{number} {noun}"),
        Some(stem) => format!("{number} {stem}ies"),
        None => format!("{number} {noun}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exit_code_follows_the_counts() {
        let tally =
            |captures, failed, damaged| Tally { captures, failed, damaged, ..Tally::default() };
        assert_eq!(tally(0, 0, 0).status(), Status::Done);
        assert_eq!(tally(2, 0, 0).status(), Status::Done);
        assert_eq!(tally(0, 2, 0).status(), Status::Nothing);
        assert_eq!(tally(2, 1, 0).status(), Status::Faults);
        assert_eq!(tally(1, 0, 1).status(), Status::Faults);
        assert_eq!(
            tally(1, 2, 0).words(),
            "1 capture, 0 documents, 0 statements, 0 events, 0 figures; 2 failed"
        );
    }
}
