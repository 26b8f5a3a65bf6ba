//! Checks a table of events: header, number of cells, ids, dates, codes.

use std::collections::HashMap;
use std::fmt;

use jiff::civil::Date;

use super::Shape;
use super::polecat::QUADS;
use super::tables::TABLES;

/// Something that is wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Line, counted from 1.
    pub(crate) line: usize,
    /// Column, where it is of one.
    pub(crate) column: Option<&'static str>,
    /// What is wrong.
    pub(crate) reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            Some(column) => write!(f, "{}: {column}: {}", self.line, self.reason),
            None => write!(f, "{}: {}", self.line, self.reason),
        }
    }
}

/// Counts the rows of a table, and gives what is wrong with it, in the order of the lines.
pub(crate) fn check(shape: Shape, text: &str) -> (u64, Vec<Fault>) {
    let mut check = Check { shape, ids: HashMap::new(), faults: Vec::new() };
    let mut rows = 0;
    let mut is_first = true;
    for record in records(shape, text) {
        let (line, cells) = match record {
            Ok(record) => record,
            Err(fault) => {
                check.faults.push(fault);
                break;
            }
        };
        if std::mem::take(&mut is_first) && check.header(line, &cells) {
            continue;
        }
        rows += 1;
        check.row(line, &cells);
    }
    if is_first && shape.has_header() {
        check.fault(1, None, "there is no header".to_owned());
    }
    (rows, check.faults)
}

/// The cells of each line, with its number.
type Record = Result<(usize, Vec<String>), Fault>;

/// The records of a table: by tabs, a line each, without quoting; by commas, as RFC 4180 has them.
fn records(shape: Shape, text: &str) -> Box<dyn Iterator<Item = Record> + '_> {
    if shape.delimiter() == b'\t' {
        let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
        return Box::new(
            (1..).zip(text.lines()).map(move |(number, line)| Ok((number, cells(line)))),
        );
    }
    let reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    Box::new(reader.into_records().map(|record| {
        let number = |place: Option<&csv::Position>| {
            place.map_or(1, |place| usize::try_from(place.line()).unwrap_or(usize::MAX))
        };
        match record {
            Ok(record) => {
                Ok((number(record.position()), record.iter().map(str::to_owned).collect()))
            }
            Err(error) => Err(Fault {
                line: number(error.position()),
                column: None,
                reason: "not a row of a table of commas".to_owned(),
            }),
        }
    }))
}

struct Check {
    shape: Shape,
    /// Lines by id.
    ids: HashMap<String, usize>,
    faults: Vec<Fault>,
}

impl Check {
    fn fault(&mut self, line: usize, column: Option<&'static str>, reason: String) {
        self.faults.push(Fault { line, column, reason });
    }

    /// Whether the first line is no row: it is a header, or ought to be one.
    fn header(&mut self, line: usize, cells: &[String]) -> bool {
        let names: Vec<&str> = self.shape.columns().iter().map(|column| column.name).collect();
        // The fifth column of POLECAT goes by two names.
        let is_name = |(cell, &name): (&String, &&'static str)| {
            cell == name || (name == "Intensity" && cell == "Event Intensity")
        };
        let is_header = cells.len() == names.len() && cells.iter().zip(&names).all(is_name);
        if self.shape.has_header() {
            let wrong = cells.iter().zip(&names).position(|pair| !is_name(pair));
            if let Some((cell, name)) = wrong.map(|at| (&cells[at], names[at])) {
                self.fault(line, Some(name), format!("the header has “{cell}”"));
            } else if !is_header {
                let reason = format!("the header has {} columns, not {}", cells.len(), names.len());
                self.fault(line, None, reason);
            }
            return true;
        }
        if is_header {
            self.fault(line, None, "a header, where files of this shape have none".to_owned());
        }
        is_header
    }

    fn row(&mut self, line: usize, cells: &[String]) {
        let columns = self.shape.columns();
        if cells.len() != columns.len() {
            let reason = format!("{} columns, not {}", cells.len(), columns.len());
            return self.fault(line, None, reason);
        }
        for (column, cell) in columns.iter().zip(cells) {
            let is_unknown = cell.is_empty() || cell == self.shape.unknown();
            let is_needed = matches!(
                column.what,
                "id" | "dated-id" | "whole-id" | "type" | "cameo" | "event-type" | "sub-event-type"
            );
            if is_unknown {
                if is_needed {
                    self.fault(line, Some(column.name), "there must be one".to_owned());
                }
                continue;
            }
            if let Err(reason) = holds(column.what, cell) {
                self.fault(line, Some(column.name), format!("“{cell}” {reason}"));
            } else if column.what.ends_with("id") {
                // The ids of ICEWS are unique on their day.
                let day = if column.what == "dated-id" { cells[1].as_str() } else { "" };
                if let Some(first) = self.ids.insert(format!("{cell} {day}"), line) {
                    let reason = format!("“{cell}” stands in line {first} too");
                    self.fault(line, Some(column.name), reason);
                }
            }
        }
    }
}

/// Whether a cell is what its column asks for, and if not what it ought to be.
fn holds(what: &str, cell: &str) -> Result<(), &'static str> {
    let is = |right: bool, reason: &'static str| if right { Ok(()) } else { Err(reason) };
    let digits =
        |count: usize| cell.len() == count && cell.bytes().all(|byte| byte.is_ascii_digit());
    let within = |low: f64, high: f64| {
        cell.parse::<f64>().is_ok_and(|number| (low..=high).contains(&number))
    };
    let one_of = |low: i64, high: i64| {
        cell.parse::<i64>().is_ok_and(|number| (low..=high).contains(&number))
    };
    // Months and days as the calendar has them; what is not asked for is taken as the first.
    let is_day = |digits: String| digits.parse::<Date>().is_ok();
    let each = |is_known: &dyn Fn(&str) -> bool| cell.split("; ").all(is_known);
    let is_country = |code: &str| TABLES.countries.contains_key(code);
    let is_sector = |code: &str| TABLES.sectors.contains_key(code);
    match what {
        "whole" | "whole-id" | "dated-id" => {
            is(cell.parse::<i64>().is_ok(), "is not a whole number")
        }
        "date" => {
            is(cell.len() == 10 && is_day(cell.to_owned()), "is not a day such as 2019-07-01")
        }
        "day" => is(
            digits(8) && is_day(format!("{}-{}-{}", &cell[..4], &cell[4..6], &cell[6..])),
            "is not a day such as 20190701",
        ),
        "month" => is(
            digits(6) && is_day(format!("{}-{}-01", &cell[..4], &cell[4..])),
            "is not a month such as 201907",
        ),
        "year" => is(digits(4), "is not a year such as 2019"),
        "moment" => is(
            digits(14)
                && is_day(format!("{}-{}-{}", &cell[..4], &cell[4..6], &cell[6..8]))
                && &cell[8..10] < "24"
                && &cell[10..12] < "60"
                && &cell[12..] < "60",
            "is not a time such as 20190701182000",
        ),
        "number" => is(within(f64::MIN, f64::MAX), "is not a number"),
        "score" => is(within(-10.0, 10.0), "is not a number from -10 to 10"),
        "latitude" => is(within(-90.0, 90.0), "is not a number from -90 to 90"),
        "longitude" => is(within(-180.0, 180.0), "is not a number from -180 to 180"),
        "flag" => is(one_of(0, 1), "is neither 0 nor 1"),
        "precision" => is(one_of(1, 3), "is not a number from 1 to 3"),
        "quad-class" => is(one_of(1, 4), "is not a number from 1 to 4"),
        "geo-type" => is(one_of(0, 5), "is not a number from 0 to 5"),
        "inter" => is(one_of(0, 8), "is not a number from 0 to 8"),
        "root" => is(digits(2) && one_of(1, 20), "is not a root code of CAMEO"),
        "cameo" | "base" => is(TABLES.cameo.contains_key(cell), "is not a code of CAMEO"),
        "type" => is(TABLES.modes.contains_key(&[cell, ""]), "is not a type of PLOVER"),
        "mode" => is(TABLES.modes.keys().any(|[_, mode]| *mode == cell), "is not a mode of PLOVER"),
        "contexts" => is(each(&|one| TABLES.contexts.contains(one)), "are not contexts of PLOVER"),
        "quad" => is(QUADS.contains(&cell), "is not a quad category"),
        "country" => is(is_country(cell), "is not the code of a country"),
        "countries" => is(
            each(&|one| is_country(one) || is_sector(one)),
            "are not codes of countries or international codes",
        ),
        "cows" => is(
            each(&|one| TABLES.countries.values().any(|country| country.cow == one)),
            "are not numbers of the Correlates of War",
        ),
        "sector" | "sectors" => is(each(&is_sector), "are not sectors of PLOVER"),
        "fips" => is(
            cell.len() == 2 && cell.bytes().all(|byte| byte.is_ascii_uppercase()),
            "is not a code of FIPS 10-4",
        ),
        "event-type" => is(
            TABLES.acled_kinds.values().any(|[event, _]| *event == cell),
            "is not an event type of ACLED",
        ),
        "disorder" => is(
            TABLES.acled_kinds.values().any(|[_, disorder]| *disorder == cell),
            "is not a disorder type of ACLED",
        ),
        "sub-event-type" => {
            is(TABLES.acled_kinds.contains_key(cell), "is not a sub event type of ACLED")
        }
        _ => Ok(()),
    }
}
