//! A row: cells by the names of their columns.

use std::fmt::Display;

use super::Shape;
use crate::safe::inert;

/// A row of a table; what nobody sets is unknown.
pub(super) struct Row {
    shape: Shape,
    cells: Vec<Option<String>>,
}

impl Row {
    /// A row of which nothing is known.
    pub(super) fn new(shape: Shape) -> Self {
        Self { shape, cells: vec![None; shape.columns().len()] }
    }

    /// Sets a code or a number.
    pub(super) fn value(&mut self, column: &str, value: Option<impl Display>) {
        self.set(column, value.map(|value| one_line(&value.to_string(), self.shape)));
    }

    /// Sets words of a text or a name: on one line, and nothing that a spreadsheet runs.
    pub(super) fn text(&mut self, column: &str, text: Option<&str>) {
        self.set(column, text.map(|text| inert(&one_line(text, self.shape)).into_owned()));
    }

    fn set(&mut self, column: &str, cell: Option<String>) {
        let at = self.shape.columns().iter().position(|known| known.name == column);
        debug_assert!(at.is_some(), "{} has no column {column}", self.shape.name());
        if let Some(at) = at {
            self.cells[at] = cell.filter(|cell| !cell.is_empty());
        }
    }

    /// The cells in their order, with the word for the unknown.
    pub(super) fn into_cells(self) -> Vec<String> {
        let columns = self.shape.columns().iter().zip(self.cells);
        columns
            .map(|(column, cell)| {
                cell.unwrap_or_else(|| {
                    // A number or a date has no word for the unknown.
                    let is_word = !matches!(
                        column.what,
                        "date" | "score" | "latitude" | "longitude" | "whole"
                    );
                    if is_word { self.shape.unknown().to_owned() } else { String::new() }
                })
            })
            .collect()
    }
}

/// The text on one line. By tabs, a straight double quote becomes an apostrophe: some readers take it for the beginning
/// of a cell, some do not, and neither shall fail.
fn one_line(text: &str, shape: Shape) -> String {
    let shown = |c: char| match c {
        '\u{2028}' | '\u{2029}' => ' ',
        '"' if shape.delimiter() == b'\t' => '\'',
        c if c.is_control() => ' ',
        c => c,
    };
    text.chars().map(shown).collect::<String>().trim().to_owned()
}
