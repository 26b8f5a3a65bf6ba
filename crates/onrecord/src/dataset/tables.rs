//! The tables of `data/dataset/`: which codes of one set of data mean which of another.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use onrecord_engine::TableTexts;

const ACLED: &str = include_str!("../../data/dataset/acled.tsv");
const ACLED_KINDS: &str = include_str!("../../data/dataset/acled-kinds.tsv");
const CAMEO: &str = include_str!("../../data/dataset/cameo.tsv");
const COLUMNS: &str = include_str!("../../data/dataset/columns.tsv");
const CONTEXTS: &str = include_str!("../../data/dataset/contexts.tsv");
const COUNTRIES: &str = include_str!("../../data/dataset/countries.tsv");
const CROWDS: &str = include_str!("../../data/dataset/crowds.tsv");
const MODES: &str = include_str!("../../data/dataset/modes.tsv");
const PLOVER: &str = include_str!("../../data/dataset/plover.tsv");
const SECTORS: &str = include_str!("../../data/dataset/sectors.tsv");

/// All of them.
pub(super) static TABLES: LazyLock<Tables> = LazyLock::new(Tables::compiled_in);

/// A word of a table.
type Word = &'static str;

/// What the tables say.
pub(super) struct Tables {
    /// Kinds of ACLED's events by type and mode of PLOVER, and recipient.
    pub(super) acled: BTreeMap<[Word; 3], Word>,
    /// Kinds of ACLED's events: event type and disorder type of each sub event type.
    pub(super) acled_kinds: BTreeMap<Word, [Word; 2]>,
    /// Codes of CAMEO.
    pub(super) cameo: BTreeMap<Word, Cameo>,
    /// Columns by shape, in their order.
    pub(super) columns: BTreeMap<Word, Vec<Column>>,
    /// Contexts of PLOVER.
    pub(super) contexts: BTreeSet<Word>,
    /// Countries by the code that PLOVER gives them.
    pub(super) countries: BTreeMap<Word, Country>,
    /// ACLED's kind of actor for nouns that mean a crowd.
    pub(super) crowds: BTreeMap<Word, Word>,
    /// Types (mode empty) and modes of PLOVER.
    pub(super) modes: BTreeMap<[Word; 2], Mode>,
    /// Codes of CAMEO by type, mode and context of PLOVER.
    pub(super) plover: BTreeMap<[Word; 3], Word>,
    /// Sectors of PLOVER and international codes.
    pub(super) sectors: BTreeMap<Word, Sector>,
    /// The engine's nouns for roles, with their sector; only looked up.
    nouns: HashMap<Word, Word>,
}

/// A code of CAMEO.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cameo {
    pub(super) name: Word,
    /// −10 to 10, as it is printed.
    pub(super) goldstein: Word,
    /// Type of PLOVER; empty: none.
    #[cfg_attr(not(test), expect(dead_code, reason = "walked by tests, and there for the engine"))]
    pub(super) plover: Word,
}

/// A column of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) name: Word,
    /// What may stand in it; `check.rs` knows the words.
    pub(super) what: Word,
}

/// What a country is called.
#[derive(Clone, Copy, Debug)]
pub(super) struct Country {
    pub(super) cow: Word,
    pub(super) fips: Word,
    pub(super) cameo: Word,
}

/// A type or mode of PLOVER.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mode {
    /// −10 to 10, as it is printed.
    pub(super) score: Word,
    /// Whether several actors without a recipient do it with each other.
    pub(super) mutual: bool,
}

/// What a sector is called.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sector {
    pub(super) cameo: Word,
    pub(super) icews: Word,
    pub(super) inter: Word,
    pub(super) group: Word,
}

impl Tables {
    fn compiled_in() -> Self {
        let cameo: BTreeMap<Word, Cameo> = rows(CAMEO)
            .map(|[code, name, goldstein, plover, _, _]| (code, Cameo { name, goldstein, plover }))
            .collect();
        let scores: HashMap<[Word; 2], Word> =
            rows(MODES).map(|[plover, mode, score, _]| ([plover, mode], score)).collect();
        let modes = rows(MODES).map(|[plover, mode, score, mutual]| {
            let score = if score.is_empty() { scores[&[plover, ""]] } else { score };
            ([plover, mode], Mode { score, mutual: mutual == "mutual" })
        });
        let countries = rows(COUNTRIES).map(|[code, cow, fips, cameo]| {
            (code, Country { cow, fips, cameo: if cameo.is_empty() { code } else { cameo } })
        });
        let sectors = rows(SECTORS).map(|[sector, cameo, icews, inter, group]| {
            (sector, Sector { cameo, icews, inter, group })
        });
        let acled =
            rows(ACLED).map(|[plover, mode, recipient, kind]| ([plover, mode, recipient], kind));
        let kinds = rows(ACLED_KINDS).map(|[kind, event, disorder]| (kind, [event, disorder]));
        let mut columns: BTreeMap<Word, Vec<Column>> = BTreeMap::new();
        for [shape, _, name, what] in rows(COLUMNS) {
            columns.entry(shape).or_default().push(Column { name, what });
        }
        let nouns = lines(TableTexts::compiled_in().roles).skip(1).filter_map(|line| {
            let mut cells = line.split('\t');
            let (form, sector) = (cells.next()?, cells.nth(2)?);
            (!sector.is_empty()).then_some((form, sector))
        });
        Self {
            acled: acled.collect(),
            acled_kinds: kinds.collect(),
            cameo,
            columns,
            contexts: rows(CONTEXTS).map(|[context]| context).collect(),
            countries: countries.collect(),
            crowds: rows(CROWDS).map(|[noun, inter]| (noun, inter)).collect(),
            modes: modes.collect(),
            plover: rows(PLOVER)
                .map(|[plover, mode, context, cameo]| ([plover, mode, context], cameo))
                .collect(),
            sectors: sectors.collect(),
            nouns: nouns.collect(),
        }
    }

    /// The code of CAMEO for a type, a mode of it and contexts.
    ///
    /// `THREATEN`, `violence`, no context is `138`.
    pub(super) fn cameo_of(
        &self,
        plover: &str,
        mode: Option<&str>,
        contexts: &[String],
    ) -> Option<Word> {
        let mode = mode.unwrap_or_default();
        let in_context =
            contexts.iter().find_map(|context| self.plover.get(&[plover, mode, context.as_str()]));
        let found = in_context
            .or_else(|| self.plover.get(&[plover, mode, ""]))
            .or_else(|| self.plover.get(&[plover, "", ""]));
        found.copied()
    }

    /// What is known of a type and a mode of it; of the type alone where the mode is unknown.
    pub(super) fn mode(&self, plover: &str, mode: Option<&str>) -> Option<Mode> {
        let found = self.modes.get(&[plover, mode.unwrap_or_default()]);
        found.or_else(|| self.modes.get(&[plover, ""])).copied()
    }

    /// The sector that the last noun for a role in these words tells: `COP` for `riot police`.
    pub(super) fn sector_in(&self, words: &str) -> Option<Word> {
        noun_in(words, |noun| self.nouns.get(noun).copied())
    }

    /// ACLED's kind of crowd that these words mean: `6` for `12 protesters`.
    pub(super) fn crowd_in(&self, words: &str) -> Option<Word> {
        noun_in(words, |noun| self.crowds.get(noun).copied())
    }
}

/// What the last noun of these words means that means something: of three words at most, as it
/// stands or without the ending of a plural.
fn noun_in(words: &str, meaning: impl Fn(&str) -> Option<Word>) -> Option<Word> {
    let words = words.to_lowercase();
    let words: Vec<&str> = words.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let ends = (1..=words.len()).rev();
    ends.flat_map(|end| (1..=end.min(3)).rev().map(move |length| end - length..end)).find_map(
        |range| {
            let noun = words[range].join(" ");
            let singular = noun.strip_suffix("ies").map(|stem| format!("{stem}y"));
            meaning(&noun)
                .or_else(|| meaning(noun.strip_suffix('s')?))
                .or_else(|| meaning(&singular?))
        },
    )
}

/// The lines of a table without its comments; the first is its head.
fn lines(text: Word) -> impl Iterator<Item = Word> {
    text.lines().filter(|line| !line.starts_with('#'))
}

/// The rows of a table below its head.
///
/// # Panics
/// If a row has another number of cells; the tables are compiled in, and tests read them all.
fn rows<const N: usize>(text: Word) -> impl Iterator<Item = [Word; N]> {
    lines(text).skip(1).map(|line| {
        let cells: Vec<Word> = line.split('\t').collect();
        cells.try_into().unwrap_or_else(|_| panic!("not {N} cells: {line}"))
    })
}

#[cfg(test)]
mod tests {
    use onrecord_model::PloverType;

    use super::*;

    #[test]
    fn tables_are_sorted_and_say_nothing_twice() {
        for (name, text, keys) in [
            ("acled", ACLED, 3),
            ("acled-kinds", ACLED_KINDS, 1),
            ("cameo", CAMEO, 1),
            ("contexts", CONTEXTS, 1),
            ("countries", COUNTRIES, 1),
            ("crowds", CROWDS, 1),
            ("modes", MODES, 2),
            ("plover", PLOVER, 3),
            ("sectors", SECTORS, 1),
        ] {
            let key = |line: Word| line.split('\t').take(keys).collect::<Vec<_>>();
            let keys: Vec<_> = lines(text).skip(1).map(key).collect();
            assert!(keys.is_sorted_by(|a, b| a < b), "{name}");
            assert!(text.contains("# format: ") && text.contains(" licence"), "{name}");
        }
    }

    #[test]
    fn every_type_and_mode_has_a_code_of_cameo_and_a_score() {
        let types: Vec<&str> =
            TABLES.modes.keys().filter(|key| key[1].is_empty()).map(|key| key[0]).collect();
        let mut names: Vec<&str> = PloverType::ALL.iter().map(|&plover| plover.name()).collect();
        names.sort_unstable();
        assert_eq!(types, names);
        for plover in PloverType::ALL {
            let score: f64 = TABLES.modes[&[plover.name(), ""]].score.parse().unwrap();
            assert!((score - plover.score()).abs() < 1e-9, "{plover:?}");
        }
        for (&[plover, mode], row) in &TABLES.modes {
            let code = TABLES.plover[&[plover, mode, ""]];
            assert!(TABLES.cameo.contains_key(code), "{plover} {mode}: {code}");
            let score: f64 = row.score.parse().unwrap();
            assert!((-10.0..=10.0).contains(&score), "{plover} {mode}");
        }
        for ([plover, mode, context], code) in &TABLES.plover {
            assert!(context.is_empty() || TABLES.contexts.contains(context), "{context}");
            assert!(TABLES.modes.contains_key(&[*plover, *mode]), "{plover} {mode} {context}");
            let cameo = TABLES.cameo[code];
            // Resigning is a retreat in PLOVER, and a change in leadership in CAMEO.
            let same =
                cameo.plover == *plover || (cameo.plover == "CONCEDE" && *plover == "RETREAT");
            assert!(same, "{plover} {mode} {context}: {code} is {}", cameo.plover);
        }
    }

    #[test]
    fn every_code_of_cameo_leads_to_plover() {
        for [code, name, goldstein, plover, mode, contexts] in rows(CAMEO) {
            assert!(!name.is_empty() && goldstein.parse::<f64>().is_ok(), "{code}");
            let dropped = matches!(&code[..2], "01" | "02");
            assert_eq!(plover.is_empty(), dropped, "{code}");
            assert!(
                dropped || TABLES.modes.contains_key(&[plover, mode]),
                "{code}: {plover} {mode}"
            );
            for context in contexts.split(',').filter(|context| !context.is_empty()) {
                assert!(TABLES.contexts.contains(context), "{code}: {context}");
            }
            let parent = &code[..code.len() - 1];
            assert!(code.len() == 3 || TABLES.cameo.contains_key(parent), "{code}");
        }
    }

    #[test]
    fn what_the_tables_lead_to_is_known() {
        for (&noun, sector) in &TABLES.nouns.iter().collect::<BTreeMap<_, _>>() {
            assert!(TABLES.sectors.contains_key(**sector), "{noun}: {sector}");
        }
        for (&[plover, mode, _], kind) in &TABLES.acled {
            assert!(TABLES.modes.contains_key(&[plover, mode]), "{plover} {mode}");
            assert!(TABLES.acled_kinds.contains_key(kind), "{kind}");
        }
    }

    /// Types, modes, contexts and codes that the engine gives events.
    #[test]
    fn what_the_engine_says_is_known() {
        let mut codes = 0;
        for (name, text) in TableTexts::compiled_in().events {
            let plover = name.trim_start_matches("events/").trim_end_matches(".tsv").to_uppercase();
            let mut table = lines(text).map(|line| line.split('\t').collect::<Vec<_>>());
            let head = table.next().unwrap();
            let [mode, contexts, cameo] = ["mode", "contexts", "cameo"]
                .map(|column| head.iter().position(|&known| known == column).unwrap());
            for row in table {
                let place = format!("{name}: {}", row[0]);
                assert!(TABLES.modes.contains_key(&[plover.as_str(), row[mode]]), "{place}");
                let mut contexts = row[contexts].split(',').filter(|context| !context.is_empty());
                assert!(contexts.all(|context| TABLES.contexts.contains(context)), "{place}");
                assert!(row[cameo].is_empty() || TABLES.cameo.contains_key(row[cameo]), "{place}");
                codes += usize::from(!row[cameo].is_empty());
            }
        }
        assert!(codes > 500, "{codes}");
    }

    #[test]
    fn the_nearest_row_is_taken() {
        let code = |plover, mode, contexts: &[&str]| {
            let contexts: Vec<String> =
                contexts.iter().map(|&context| context.to_owned()).collect();
            TABLES.cameo_of(plover, mode, &contexts)
        };
        assert_eq!(code("THREATEN", Some("violence"), &[]), Some("138"));
        assert_eq!(code("REQUEST", Some("assist"), &["gender", "military"]), Some("1032"));
        assert_eq!(code("AGREE", None, &["gender"]), Some("030"));
        assert_eq!(code("AGREE", Some("unheard-of"), &[]), Some("030"));
        assert_eq!(code("BARTER", None, &[]), None);
    }

    #[test]
    fn nouns_tell_sectors() {
        assert_eq!(TABLES.sector_in("Two riot police officers"), Some("COP"));
        assert_eq!(TABLES.sector_in("Lodrian soldiers"), Some("MIL"));
        assert_eq!(TABLES.sector_in("Lodria"), None);
        assert_eq!(TABLES.sector_in(""), None);
        assert_eq!(TABLES.crowd_in("at least 12 protesters"), Some("6"));
        assert_eq!(TABLES.crowd_in("twelve nurses"), None);
    }
}
