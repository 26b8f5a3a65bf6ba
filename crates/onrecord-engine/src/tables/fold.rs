//! What PLOVER counts something as that is about a deed (`folds.tsv`), and what is fought with
//! (`weapons.tsv`).

use onrecord_model::{Act, PloverType};
use rustc_hash::FxHashMap;

use super::tsv::{Row, TableError, rows};

/// What an act or a word above a deed is an event of.
#[derive(Debug)]
pub(crate) struct FoldRow {
    /// The deed that it is about; none for any or no deed.
    deed: Option<(PloverType, Option<Box<str>>)>,
    /// One of these stands in what is said; empty for anything.
    content: Vec<Box<str>>,
    /// None: PLOVER counts it as nothing (`declined to comment`).
    pub(crate) plover: Option<PloverType>,
    pub(crate) mode: Option<Box<str>>,
}

/// The rows of `folds.tsv` by what they are of, and the modes of weapons.
#[derive(Debug)]
pub(crate) struct Folds {
    rows: FxHashMap<Box<str>, Vec<FoldRow>>,
    weapons: FxHashMap<Box<str>, Box<str>>,
}

const COLUMNS: [&str; 7] = ["of", "deed", "content", "type", "mode", "yes", "no"];

impl Folds {
    pub(super) fn parse(folds: &str, weapons: &str) -> Result<Self, TableError> {
        let mut made: FxHashMap<Box<str>, Vec<FoldRow>> = FxHashMap::default();
        for row in rows("folds.tsv", folds, &COLUMNS)? {
            let of = row.filled(0, "of")?;
            if let Some(act) = of.strip_prefix("act:") {
                Act::from_name(act).ok_or_else(|| row.error(format!("`{act}` is no act")))?;
            } else if !["word:", "context:", "ahead", "also"].iter().any(|one| of.starts_with(one))
            {
                return Err(row.error(format!("`{of}` is none of what can be folded")));
            }
            let plover = match row.cell(3) {
                "-" => None,
                name => Some(plover_of(&row, name)?),
            };
            let deed = match row.cell(1) {
                "" => None,
                cell => {
                    let (name, mode) = cell
                        .split_once('/')
                        .map_or((cell, None), |(name, mode)| (name, Some(mode)));
                    Some((plover_of(&row, name)?, mode.map(Into::into)))
                }
            };
            let content = row.cell(2).split(',').filter(|one| !one.is_empty());
            let mode: Option<Box<str>> =
                Some(row.cell(4)).filter(|cell| !cell.is_empty()).map(Into::into);
            row.filled(5, "yes")?;
            row.filled(6, "no")?;
            let content = content.map(Into::into).collect();
            let of = made.entry(of.into()).or_default();
            of.push(FoldRow { deed, content, plover, mode });
        }
        let mut by_weapon = FxHashMap::default();
        for row in rows("weapons.tsv", weapons, &["lemma", "mode"])? {
            by_weapon.insert(row.filled(0, "lemma")?.into(), row.filled(1, "mode")?.into());
        }
        Ok(Self { rows: made, weapons: by_weapon })
    }

    /// The row of an act, a word or `ahead` that tells most of a deed and what is said.
    pub(crate) fn of(
        &self,
        of: &str,
        deed: Option<(PloverType, Option<&str>)>,
        holds: impl Fn(&str) -> bool,
    ) -> Option<&FoldRow> {
        let fits = |row: &&FoldRow| {
            let is_deed = row.deed.as_ref().is_none_or(|(plover, mode)| {
                deed.is_some_and(|(own, its)| {
                    own == *plover && mode.as_ref().is_none_or(|mode| its == Some(mode))
                })
            });
            is_deed && (row.content.is_empty() || row.content.iter().any(|lemma| holds(lemma)))
        };
        let told = |row: &&FoldRow| {
            let deed = row.deed.as_ref().map_or(0, |(_, mode)| 2 + 2 * i32::from(mode.is_some()));
            deed + i32::from(!row.content.is_empty())
        };
        self.rows.get(of)?.iter().filter(fits).max_by_key(told)
    }

    /// The mode of an assault with something.
    pub(crate) fn weapon(&self, lemma: &str) -> Option<&str> {
        self.weapons.get(lemma).map(|mode| &**mode)
    }

    /// Whether a mode is that of a weapon.
    pub(crate) fn is_weapons(&self, mode: &str) -> bool {
        self.weapons.values().any(|one| **one == *mode)
    }
}

fn plover_of(row: &Row<'_>, name: &str) -> Result<PloverType, TableError> {
    PloverType::from_name(name).ok_or_else(|| row.error(format!("`{name}` is no type")))
}
