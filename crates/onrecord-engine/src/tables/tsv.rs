//! Tab-separated tables: a header line, then one row a line; `#` begins a comment line.

use std::fmt;

/// What is wrong with a table, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableError {
    /// File name of the table.
    pub table: &'static str,
    /// Line, counted from 1.
    pub line: usize,
    /// What is wrong, in words.
    pub message: String,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.table, self.line, self.message)
    }
}

impl std::error::Error for TableError {}

/// One row with its place.
pub(crate) struct Row<'t> {
    table: &'static str,
    pub(crate) line: usize,
    cells: Vec<&'t str>,
}

impl<'t> Row<'t> {
    /// Cell number `column`; the parser has tested that it is there.
    pub(crate) fn cell(&self, column: usize) -> &'t str {
        self.cells[column]
    }

    /// An error about this row.
    pub(crate) fn error(&self, message: impl Into<String>) -> TableError {
        TableError { table: self.table, line: self.line, message: message.into() }
    }

    /// The cell, which must not be empty.
    pub(crate) fn filled(&self, column: usize, name: &str) -> Result<&'t str, TableError> {
        match self.cell(column) {
            "" => Err(self.error(format!("`{name}` is empty"))),
            text => Ok(text),
        }
    }
}

/// Parses a table with exactly these columns; rows must be sorted by their first cells, as bytes.
pub(crate) fn rows<'t>(
    table: &'static str,
    text: &'t str,
    columns: &[&str],
) -> Result<Vec<Row<'t>>, TableError> {
    let lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    let mut lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let fail = |line, message| Err(TableError { table, line, message });
    match lines.next() {
        Some((_, header)) if header.split('\t').eq(columns.iter().copied()) => {}
        Some((line, _)) => {
            return fail(line, format!("the header must be: {}", columns.join(", ")));
        }
        None => return fail(1, "the table is empty".to_owned()),
    }
    let mut rows: Vec<Row<'t>> = Vec::new();
    for (line, content) in lines {
        let row = Row { table, line, cells: content.split('\t').collect() };
        if row.cells.len() != columns.len() {
            return Err(row.error(format!(
                "{} cells instead of {}",
                row.cells.len(),
                columns.len()
            )));
        }
        if let Some(last) = rows.last()
            && last.cell(0) > row.cell(0)
        {
            return Err(row.error(format!(
                "`{}` stands after `{}`: sort the rows",
                row.cell(0),
                last.cell(0)
            )));
        }
        rows.push(row);
    }
    Ok(rows)
}
