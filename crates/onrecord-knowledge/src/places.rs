//! A gazetteer: places with coordinates, looked up by name.
//!
//! Compiled from tables with the columns `geonames name latitude longitude country admin1 feature
//! population alternates`, sorted by number (alternates parted by `|`; the source is GeoNames, CC BY 4.0). A
//! first-order division is a place of feature `ADM1`.

use fst::Map;

use crate::bytes::Bytes;
use crate::compile::{Lists, Strings, count, join, numbers, open};
use crate::fold;

/// First bytes of a compiled gazetteer, with the version of the form.
const MAGIC: &[u8; 8] = b"orpl\0\0\0\x01";
/// Sections: strings, places, names, lists.
const SECTIONS: usize = 4;
/// Numbers of a place.
const PLACE: usize = 8;
/// Coordinates are kept to this part of a degree, about eleven metres.
const SCALE: f64 = 10_000.0;

/// Compiles a table of places.
///
/// # Errors
/// The number of the first row that is not one.
///
/// # Panics
/// With more than 4 GiB of names.
pub fn compile_places(table: &str) -> Result<Vec<u8>, u32> {
    let (mut strings, mut names, mut places) = (Strings::default(), Lists::default(), Vec::new());
    for (line, row) in (1..).zip(table.lines()) {
        let columns: Vec<&str> = row.split('\t').collect();
        let [id, name, latitude, longitude, country, admin1, feature, population, alternates] =
            columns[..]
        else {
            return Err(line);
        };
        let place = count(places.len() / PLACE);
        places.extend([
            id.parse().map_err(|_| line)?,
            strings.number(name),
            degrees(latitude).ok_or(line)?,
            degrees(longitude).ok_or(line)?,
            strings.number(country),
            strings.number(admin1),
            strings.number(feature),
            population.parse().map_err(|_| line)?,
        ]);
        for name in std::iter::once(name).chain(alternates.split('|')) {
            names.add(fold(name), place);
        }
    }
    let mut lists = Vec::new();
    let names = names.build(&mut lists);
    Ok(join(MAGIC, &[strings.bytes, numbers(&places), names, numbers(&lists)]))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "degrees are few")]
fn degrees(text: &str) -> Option<u32> {
    let degrees: f64 = text.parse().ok()?;
    Some((degrees * SCALE).round() as i32 as u32)
}

/// A gazetteer, looked up in place.
#[derive(Clone, Debug)]
pub struct Places {
    strings: Bytes,
    rows: Bytes,
    names: Map<Bytes>,
    lists: Bytes,
}

/// A place of a gazetteer.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place<'p> {
    /// Its number in GeoNames.
    pub geonames: u32,
    /// Its name.
    pub name: &'p str,
    /// Degrees north, WGS 84.
    pub latitude: f64,
    /// Degrees east, WGS 84.
    pub longitude: f64,
    /// Two letters, ISO 3166-1.
    pub country: &'p str,
    /// Its first-order division, by name; empty if it has none.
    pub admin1: &'p str,
    /// Code of its kind in GeoNames: `PPL` for a settlement, `PPLC` a capital, `ADM1` a division.
    pub feature: &'p str,
    /// How many people live there; 0 if not known.
    pub population: u32,
}

impl Places {
    /// Opens a gazetteer that is compiled in.
    ///
    /// # Errors
    /// If it was not made by [`compile_places`] of this version.
    pub fn open(bytes: &'static [u8]) -> Result<Self, crate::NotABase> {
        Self::of(&Bytes::new_static(bytes)).ok_or(crate::NotABase)
    }

    /// Compiles a table and opens the result.
    ///
    /// # Errors
    /// As [`compile_places`].
    pub fn new(table: &str) -> Result<Self, u32> {
        let bytes = Bytes::shared(compile_places(table)?);
        Self::of(&bytes).ok_or(0)
    }

    fn of(bytes: &Bytes) -> Option<Self> {
        let [strings, rows, names, lists] = open::<SECTIONS>(bytes, MAGIC)?;
        Some(Self { strings, rows, names: Map::new(names).ok()?, lists })
    }

    /// How many places it holds.
    pub fn len(&self) -> usize {
        self.rows.numbers() / PLACE
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The places of a folded name.
    pub fn named(&self, key: &str) -> impl Iterator<Item = Place<'_>> {
        let list = self.names.get(key).into_iter().flat_map(|list| self.lists.list(list));
        list.filter_map(|place| self.place(place as usize))
    }

    /// The place of a number in GeoNames.
    pub fn numbered(&self, geonames: u32) -> Option<Place<'_>> {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low.midpoint(high);
            match self.rows.number(middle * PLACE)?.cmp(&geonames) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return self.place(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    fn place(&self, number: usize) -> Option<Place<'_>> {
        let column = |at| self.rows.number(number * PLACE + at);
        let text = |at| column(at).map(|start| self.strings.text(start));
        let degrees = |at| column(at).map(|number| f64::from(number.cast_signed()) / SCALE);
        Some(Place {
            geonames: column(0)?,
            name: text(1)?,
            latitude: degrees(2)?,
            longitude: degrees(3)?,
            country: text(4)?,
            admin1: text(5)?,
            feature: text(6)?,
            population: column(7)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
1\tStrelsau\t50.0755\t-14.4378\tRU\tMittelland\tPPLC\t120000\tStrelzow|Ştrelsau
2\tStrelsau\t-3.5\t7\tGR\t\tPPL\t0\t
";

    #[test]
    fn places_are_found_by_every_name() {
        let places = Places::new(TABLE).unwrap();
        assert_eq!(places.len(), 2);
        let found: Vec<_> = places.named("strelsau").map(|place| place.geonames).collect();
        assert_eq!(found, [1, 2]);
        let place = places.named("strelzow").next().unwrap();
        assert!((place.longitude + 14.4378).abs() < 1e-9);
        assert_eq!((place.country, place.admin1, place.population), ("RU", "Mittelland", 120_000));
    }

    #[test]
    fn rows_that_are_no_places_are_named() {
        assert_eq!(Places::new("1\tA\t0\t0\tRU\t\tPPL\tmany\t\n").err(), Some(1));
        assert_eq!(Places::new("1\tA\n").err(), Some(1));
    }
}
