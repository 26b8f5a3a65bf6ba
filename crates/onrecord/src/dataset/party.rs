//! Who takes part, by the codes that he carries.

use onrecord_knowledge::Knowledge;
use onrecord_model::record::ParticipantLine;

use super::tables::{Country, Sector, TABLES};

/// One who acts or is acted on.
#[derive(Clone)]
pub(super) struct Party<'a> {
    pub(super) line: &'a ParticipantLine,
    /// What stands first in his codes: a country or an international code of PLOVER.
    pub(super) code: Option<&'a str>,
    /// Name of his country.
    pub(super) country_name: Option<&'a str>,
    /// Sectors of PLOVER, the first one first; from the words where the codes have none.
    pub(super) sectors: Vec<&'a str>,
}

impl<'a> Party<'a> {
    /// From the codes, `SYRREB`, and where they tell no sector from the words: *Syrian soldiers* is `MIL`.
    pub(super) fn new(line: &'a ParticipantLine, knowledge: &'a Knowledge) -> Self {
        let chunks =
            |code: &'a str| (0..code.len() / 3).filter_map(move |at| code.get(at * 3..at * 3 + 3));
        let is_country = |chunk: &str| TABLES.countries.contains_key(chunk);
        let is_international =
            |chunk: &str| ["IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"].contains(&chunk);
        let mut party = Self { line, code: None, country_name: None, sectors: Vec::new() };
        for code in &line.codes {
            for (at, chunk) in chunks(code).enumerate() {
                if at == 0 && (is_country(chunk) || is_international(chunk)) {
                    party.code = party.code.or(Some(chunk));
                } else if TABLES.sectors.contains_key(chunk) && !party.sectors.contains(&chunk) {
                    party.sectors.push(chunk);
                }
            }
        }
        if party.sectors.is_empty() && party.group().is_none() {
            party.sectors.extend(TABLES.sector_in(&line.span.quote));
        }
        let base = knowledge.base();
        let id = party.code.filter(|code| is_country(code)).map(|code| match code {
            "KOS" => "xkx".to_owned(),
            code => code.to_lowercase(),
        });
        party.country_name = id.and_then(|id| base.subject(&id)).map(|country| base.name(country));
        party
    }

    /// His country.
    pub(super) fn country(&self) -> Option<Country> {
        TABLES.countries.get(self.code?).copied()
    }

    /// The international code that he has instead of a country.
    pub(super) fn group(&self) -> Option<Sector> {
        TABLES.sectors.get(self.code?).copied()
    }

    /// All his sectors, an international code first.
    pub(super) fn all_sectors(&self) -> impl Iterator<Item = Sector> {
        let own = self.sectors.iter().filter_map(|sector| TABLES.sectors.get(sector));
        self.group().into_iter().chain(own.copied())
    }

    /// His name, or else the words.
    pub(super) fn called(&self) -> &'a str {
        self.line.name.as_deref().unwrap_or(&self.line.span.quote)
    }

    /// Whether he is a country, and no part of it.
    pub(super) fn is_country(&self) -> bool {
        self.country().is_some() && self.sectors.is_empty()
    }
}
