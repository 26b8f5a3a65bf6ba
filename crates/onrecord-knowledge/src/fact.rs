//! Facts as they are written: tables of `subject property object from to basis checked`.

use std::fmt;

use crate::{FactDate, Kind, Object, Period, Property, Role};

/// The header of a table of facts.
pub const HEADER: &str = "subject\tproperty\tobject\tfrom\tto\tbasis\tchecked";

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact<'t> {
    /// Id of what it is about.
    pub subject: &'t str,
    /// What it says.
    pub property: Property,
    /// Of what: a text, an id or a word.
    pub object: &'t str,
    /// When it holds.
    pub period: Period,
    /// Where it comes from: `authored`, or the name of a data set.
    pub basis: &'t str,
    /// Where it was looked up; empty if it was not.
    pub checked: &'t str,
    /// Whether it takes back what a layer below says; an empty object takes back every fact of
    /// the property. Written as `-` before the property.
    pub retracts: bool,
    /// The line it stands on, counted from 1.
    pub line: u32,
}

/// Something wrong with a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Counted from 1.
    pub line: u32,
    /// What it is.
    pub what: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// Reads a table of facts. Rows that are no facts are left out, each with a problem.
///
/// ```
/// use onrecord_knowledge::{HEADER, Property, parse};
/// let table = format!("# Of our own making.\n{HEADER}\nrur.guard\talias\tthe Iron Guard\t2014\t..\tauthored\t\n");
/// let (facts, problems) = parse(&table);
/// assert_eq!((facts.len(), problems.len()), (1, 0));
/// assert_eq!(facts[0].property, Property::Alias);
/// ```
pub fn parse(table: &str) -> (Vec<Fact<'_>>, Vec<Problem>) {
    let (mut facts, mut problems, mut headed) = (Vec::new(), Vec::new(), false);
    for (line, row) in (1..).zip(table.lines()) {
        if row.is_empty() || row.starts_with('#') {
            continue;
        }
        if !headed {
            headed = true;
            if row != HEADER {
                let heads = HEADER.replace('\t', ", ");
                let what = format!("not the header: {heads}, parted by tabs");
                problems.push(Problem { line, what });
            }
            continue;
        }
        match fact(row, line) {
            Ok(fact) => facts.push(fact),
            Err(what) => problems.push(Problem { line, what }),
        }
    }
    (facts, problems)
}

fn fact(row: &str, line: u32) -> Result<Fact<'_>, String> {
    let columns: Vec<&str> = row.split('\t').collect();
    let [subject, property, object, from, to, basis, checked] = columns[..] else {
        return Err(format!("{} columns where there should be 7", columns.len()));
    };
    if let Some(blank) = columns.iter().find(|column| column.trim() != **column) {
        return Err(format!("blanks around {:?}", blank.trim()));
    }
    if !is_id(subject) {
        return Err(format!("{subject:?} is no id: small letters, digits, dots and hyphens"));
    }
    let (word, retracts) =
        property.strip_prefix('-').map_or((property, false), |word| (word, true));
    let property =
        Property::from_name(word).ok_or_else(|| format!("there is no property {word:?}"))?;
    let date = |text| FactDate::parse(text).ok_or_else(|| format!("{text:?} is no date"));
    let period = Period { from: date(from)?, to: date(to)? };
    if period.from == FactDate::OPEN {
        return Err("`..` is an end, not a beginning".to_owned());
    }
    if let (Some(first), Some(last)) = (period.from.first(), period.to.last())
        && last < first
    {
        return Err(format!("it ends ({to}) before it begins ({from})"));
    }
    if basis.is_empty() {
        return Err("no basis".to_owned());
    }
    if !retracts || !object.is_empty() {
        check_object(property, object)?;
    }
    Ok(Fact { subject, property, object, period, basis, checked, retracts, line })
}

/// Whether a text can be the id of a subject.
pub fn is_id(text: &str) -> bool {
    let inner = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    text.bytes().next().is_some_and(inner)
        && text.bytes().all(|b| inner(b) || b == b'.' || b == b'-')
}

fn check_object(property: Property, object: &str) -> Result<(), String> {
    let day = |text| FactDate::parse(text).is_some_and(|date| date.first().is_some());
    let holds = match property {
        _ if object.is_empty() => return Err("no object".to_owned()),
        _ if property.object() == Object::Link => is_id(object),
        Property::Kind => Kind::from_name(object).is_some(),
        Property::Role | Property::Executive => Role::from_name(object).is_some(),
        Property::Gender => matches!(object, "male" | "female"),
        Property::Ownership => matches!(object, "state" | "party" | "public" | "private"),
        Property::Born | Property::Died => day(object),
        Property::Wikidata => object.strip_prefix('Q').is_some_and(is_number),
        Property::Geonames | Property::IsoNumeric => is_number(object),
        Property::Coordinates => coordinates(object).is_some(),
        Property::Code => {
            // Up to five parts of three, as in CAMEO; some of its religions have digits.
            let part = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
            let is_short = object.len().is_multiple_of(3) && object.len() <= 15;
            is_short && object.starts_with(char::is_uppercase) && object.bytes().all(part)
        }
        Property::Native => object.split_once(':').is_some_and(|(tag, name)| {
            tag.len() >= 2
                && tag.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-')
                && !name.is_empty()
        }),
        Property::Iso2 => object.len() == 2 && object.bytes().all(|b| b.is_ascii_uppercase()),
        _ => true,
    };
    if holds { Ok(()) } else { Err(format!("{object:?} is no {}", property.name())) }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 10 && text.bytes().all(|b| b.is_ascii_digit())
}

/// Latitude and longitude of a fact, in degrees.
pub fn coordinates(object: &str) -> Option<(f64, f64)> {
    let (latitude, longitude) = object.split_once(',')?;
    let (latitude, longitude): (f64, f64) = (latitude.parse().ok()?, longitude.parse().ok()?);
    (latitude.abs() <= 90.0 && longitude.abs() <= 180.0).then_some((latitude, longitude))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_are_no_facts_are_named() {
        let rows = [
            ("a\tname\tA\t\t\tauthored", "6 columns"),
            ("A b\tname\tA\t\t\tauthored\t", "no id"),
            ("a\tcolour\tred\t\t\tauthored\t", "no property"),
            ("a\tname\tA\t2014-7\t\tauthored\t", "no date"),
            ("a\tname\tA\t2014\t2013\tauthored\t", "before it begins"),
            ("a\tname\tA\t..\t\tauthored\t", "not a beginning"),
            ("a\tname\tA\t\t\t\t", "no basis"),
            ("a\tname\t\t\t\tauthored\t", "no object"),
            ("a\tkind\tthing\t\t\tauthored\t", "no kind"),
            ("a\tcode\tIRQ GOV\t\t\tauthored\t", "no code"),
            ("a\tcoordinates\t91,0\t\t\tauthored\t", "no coordinates"),
            ("a\tcountry\tIraq\t\t\tauthored\t", "no country"),
            ("a\tname\t A\t\t\tauthored\t", "blanks around"),
        ];
        for (row, expected) in rows {
            let table = format!("{HEADER}\n{row}\n");
            let (facts, problems) = parse(&table);
            assert!(facts.is_empty(), "{row}");
            assert_eq!(problems[0].line, 2);
            assert!(problems[0].what.contains(expected), "{row}: {}", problems[0].what);
        }
    }

    #[test]
    fn a_layer_takes_back() {
        let table = format!("{HEADER}\na\t-alias\tB\t\t\tmine\t\na\t-code\t\t\t\tmine\t\n");
        let (facts, problems) = parse(&table);
        assert!(problems.is_empty() && facts.iter().all(|fact| fact.retracts));
    }
}
