//! The short form: a table of commas, one row an actor, for spreadsheets.
//!
//! The columns are told by their heads, in any order: `id name kind country code aliases acronyms
//! part_of from to wikidata note`. `id` or `name` is needed; several aliases, acronyms, codes or
//! bodies are parted by semicolons; `from` and `to` say when code and `part_of` hold; a note is
//! for people and not read. Quotes are those of RFC 4180.

use csv::{ByteRecord, ReaderBuilder};
use onrecord_model::words;
use rustc_hash::FxHashSet;

use crate::layer::{Made, slug};
use crate::{FactDate, Period, Problem, Property, is_id};

words! {
    /// Columns.
    Column {
        Id = "id",
        Name = "name",
        Kind = "kind",
        Country = "country",
        Code = "code",
        Aliases = "aliases",
        Acronyms = "acronyms",
        PartOf = "part_of",
        From = "from",
        To = "to",
        Wikidata = "wikidata",
        Note = "note",
    }
}

/// Reads the short form into facts; `basis` is what they rest on.
pub(crate) fn short(bytes: &[u8], basis: &str) -> (Made, Vec<Problem>) {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let (mut table, mut problems) = (Table::new(basis), Vec::new());
    let (mut record, mut heads) = (ByteRecord::new(), None);
    // Memory does not fail, and rows of any length are taken.
    while reader.read_byte_record(&mut record).unwrap_or_default() {
        let line = line_of(&record, bytes);
        let mut problem = |what| problems.push(Problem { line, what });
        let row = match cells(&record) {
            Ok(row) => row,
            Err(what) => {
                problem(what);
                continue;
            }
        };
        match &heads {
            None => heads = Some(columns(&row, &mut problem)),
            Some(heads) if heads.len() != row.len() => {
                problem(format!("{} cells where there should be {}", row.len(), heads.len()));
            }
            Some(heads) => {
                let row = Row { line, heads, cells: &row };
                let _ = table.row(&row).map_err(problem);
            }
        }
    }
    (table.made, problems)
}

/// The line on which a record begins, counted from 1. The reader's place is before empty lines.
fn line_of(record: &ByteRecord, bytes: &[u8]) -> u32 {
    let Some(place) = record.position() else { return 0 };
    let rest = bytes.get(usize::try_from(place.byte()).unwrap_or(usize::MAX)..).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
    let empty = blank.filter(|&&byte| byte == b'\n').count();
    u32::try_from(place.line() + empty as u64).unwrap_or(u32::MAX)
}

/// The cells of a row, without blanks around them.
fn cells(record: &ByteRecord) -> Result<Vec<&str>, String> {
    let cell = |cell| match std::str::from_utf8(cell) {
        Ok(cell) if cell.contains(char::is_control) => {
            Err(format!("a tab or the end of a line within a cell: {:?}", clip(cell)))
        }
        Ok(cell) => Ok(cell.trim()),
        Err(_) => Err("not UTF-8".to_owned()),
    };
    record.iter().map(cell).collect()
}

/// The beginning of a cell that may be very long: an open quote takes in all that follows.
fn clip(cell: &str) -> String {
    cell.chars().take(60).collect()
}

/// What stands in each column; none where the head is not known.
fn columns(heads: &[&str], problem: &mut impl FnMut(String)) -> Vec<Option<Column>> {
    let mut known = FxHashSet::default();
    let mut column = |head: &&str| {
        let Some(column) = Column::from_name(head) else {
            problem(format!("there is no column {head:?}"));
            return None;
        };
        if !known.insert(column) {
            problem(format!("the column {head} twice"));
            return None;
        }
        Some(column)
    };
    let columns: Vec<Option<Column>> = heads.iter().map(&mut column).collect();
    if !known.contains(&Column::Id) && !known.contains(&Column::Name) {
        problem("neither a column id nor a column name".to_owned());
    }
    columns
}

struct Row<'r> {
    line: u32,
    heads: &'r [Option<Column>],
    cells: &'r [&'r str],
}

impl<'r> Row<'r> {
    fn cell(&self, column: Column) -> &'r str {
        let at = self.heads.iter().position(|&head| head == Some(column));
        at.map_or("", |at| self.cells[at])
    }

    /// The parts of a cell of several.
    fn parts(&self, column: Column) -> impl Iterator<Item = &'r str> + use<'r> {
        self.cell(column).split(';').map(str::trim).filter(|part| !part.is_empty())
    }
}

struct Table<'b> {
    made: Made,
    basis: &'b str,
    /// Rows of one actor may repeat what holds for all of them.
    said: FxHashSet<String>,
}

impl<'b> Table<'b> {
    fn new(basis: &'b str) -> Self {
        Self { made: Made::new(), basis, said: FxHashSet::default() }
    }

    /// Adds the facts of a row.
    ///
    /// # Errors
    /// What does not hold; none of its facts are added, but for dates that date nothing.
    fn row(&mut self, row: &Row<'_>) -> Result<(), String> {
        let (id, name) = (row.cell(Column::Id), row.cell(Column::Name));
        let country = row.cell(Column::Country).to_lowercase();
        let id = match (id, name) {
            ("", "") => return Err("neither id nor name".to_owned()),
            ("", _) => slug(if country.is_empty() { "own" } else { &country }, name),
            _ => id.to_owned(),
        };
        if !is_id(&id) {
            return Err(format!("{id:?} is no id: small letters, digits, dots and hyphens"));
        }
        let date = |column| {
            let text = row.cell(column);
            FactDate::parse(text).ok_or_else(|| format!("{text:?} is no date"))
        };
        let period = Period { from: date(Column::From)?, to: date(Column::To)? };
        let always = Period::default();
        let single = [
            (Property::Kind, row.cell(Column::Kind)),
            (Property::Name, name),
            (Property::Country, &country),
            (Property::Wikidata, row.cell(Column::Wikidata)),
        ];
        for (property, object) in single.into_iter().filter(|(_, object)| !object.is_empty()) {
            self.fact(row.line, &id, property, object, always);
        }
        let several = [
            (Property::Alias, Column::Aliases, always),
            (Property::Acronym, Column::Acronyms, always),
            (Property::Code, Column::Code, period),
            (Property::PartOf, Column::PartOf, period),
        ];
        for (property, column, period) in several {
            for object in row.parts(column) {
                self.fact(row.line, &id, property, object, period);
            }
        }
        let is_dated = [Column::Code, Column::PartOf].map(|column| !row.cell(column).is_empty());
        if period != always && is_dated == [false, false] {
            return Err("from and to without code or part_of".to_owned());
        }
        Ok(())
    }

    fn fact(&mut self, line: u32, id: &str, property: Property, object: &str, period: Period) {
        let Period { from, to } = period;
        if self.said.insert(format!("{id}\t{}\t{object}\t{from}\t{to}", property.name())) {
            self.made.row(line, [id, object, self.basis], property, period);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::petrarch::Options;
    use crate::{Fact, Form, Ids, Source};

    fn read(text: &[u8]) -> (Vec<String>, Vec<String>) {
        let source =
            Source::read(Form::Short, "own.csv", text, Options::default(), &mut Ids::default());
        let (facts, problems) = source.facts();
        let fact = |fact: &Fact<'_>| {
            let (property, period) = (fact.property.name(), fact.period);
            let time = format!("{}/{}", period.from, period.to);
            format!("{} {} {property} {} {time}", fact.line, fact.subject, fact.object)
        };
        (facts.iter().map(fact).collect(), problems.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn columns_stand_in_any_order() {
        let (facts, problems) = read(
            b"\xef\xbb\xbfname,country,kind,code,from,to,aliases,part_of,note\r\n\r\n\
              Iron Guard,RUR,armed-group,RURREB,2014,2016-11,\"Haras; the Guard, Iron\",rur.front,x\r\n\
              Iron Guard,rur,armed-group,RURMIL,2016-12,..,,,\r\n\
              Ana Krol,,,,,,,,\r\n",
        );
        assert_eq!(
            facts,
            [
                "3 rur.iron-guard kind armed-group /",
                "3 rur.iron-guard name Iron Guard /",
                "3 rur.iron-guard country rur /",
                "3 rur.iron-guard alias Haras /",
                "3 rur.iron-guard alias the Guard, Iron /",
                "3 rur.iron-guard code RURREB 2014/2016-11",
                "3 rur.iron-guard part_of rur.front 2014/2016-11",
                "4 rur.iron-guard code RURMIL 2016-12/..",
                "5 own.ana-krol name Ana Krol /",
            ]
        );
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn what_does_not_hold_is_named() {
        let (facts, problems) = read(
            b"id,name,colour,name,kind,from,wikidata\n\
              ,,,,,,\n\
              A b,B,,,,,\n\
              a,B,,,,soon,\n\
              a,B\n\
              c,C,red,,thing,,Q1\n\
              d,\"D\n\n\",,,,,\n\
              e,\xff,,,,,\n\
              f,F,,,,2016,\n",
        );
        assert_eq!(facts, ["6 c name C /", "6 c wikidata Q1 /", "11 f name F /"]);
        assert_eq!(
            problems,
            [
                "line 1: the column name twice",
                "line 1: there is no column \"colour\"",
                "line 2: neither id nor name",
                "line 3: \"A b\" is no id: small letters, digits, dots and hyphens",
                "line 4: \"soon\" is no date",
                "line 5: 2 cells where there should be 7",
                "line 6: \"thing\" is no kind",
                "line 7: a tab or the end of a line within a cell: \"D\\n\\n\"",
                "line 10: not UTF-8",
                "line 11: from and to without code or part_of",
            ]
        );
        assert_eq!(read(b"title\nx\n").1[0], "line 1: neither a column id nor a column name");
    }
}
