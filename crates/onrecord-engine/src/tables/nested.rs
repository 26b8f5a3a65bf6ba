//! What may follow a cue within a quotation: `nested.tsv`.

use onrecord_model::Act;
use rustc_hash::FxHashMap;

use super::cue::Cues;
use super::tsv::{TableError, rows};

/// How what somebody said is joined to a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Complement {
    /// `asked Y to leave`
    WhomTo,
    /// `promised to leave`
    To,
    /// `asked that Y leave`
    That,
}

const NAMES: [(Complement, &str); 3] =
    [(Complement::WhomTo, "whom-to"), (Complement::To, "to"), (Complement::That, "that")];

/// One row of the table.
#[derive(Clone, Debug)]
pub(crate) struct NestedFrame {
    pub(crate) complement: Complement,
    pub(crate) act: Act,
    pub(crate) lemma: String,
    /// A passage in which it makes a nested statement, and one in which it does not.
    pub(crate) examples: [String; 2],
}

/// All rows, by the rows of their cues.
pub(crate) struct NestedFrames {
    by_cue: FxHashMap<u16, Vec<NestedFrame>>,
}

const COLUMNS: [&str; 6] = ["lemma", "complement", "act", "yes", "no", "basis"];

impl NestedFrames {
    /// The act that a cue makes of a complement; `None` where it does not take one.
    pub(crate) fn act(&self, cue: u16, complement: Complement) -> Option<Act> {
        let frames = self.by_cue.get(&cue)?;
        frames.iter().find(|frame| frame.complement == complement).map(|frame| frame.act)
    }

    /// All rows, in the order of the cues.
    pub(crate) fn rows(&self) -> Vec<&NestedFrame> {
        let mut cues: Vec<_> = self.by_cue.iter().collect();
        cues.sort_by_key(|(cue, _)| **cue);
        cues.into_iter().flat_map(|(_, frames)| frames).collect()
    }

    pub(super) fn parse(text: &str, cues: &Cues) -> Result<Self, TableError> {
        let mut by_cue: FxHashMap<u16, Vec<NestedFrame>> = FxHashMap::default();
        for row in rows("nested.tsv", text, &COLUMNS)? {
            let lemma = row.filled(0, "lemma")?;
            let Some(cue) = cues.number(lemma) else {
                return Err(row.error(format!("`{lemma}` is no cue of cues.tsv")));
            };
            let name = row.cell(1);
            let Some(&(complement, _)) = NAMES.iter().find(|(_, known)| *known == name) else {
                return Err(row.error(format!("`{name}` is no complement")));
            };
            let Some(act) = Act::from_name(row.cell(2)) else {
                return Err(row.error(format!("`{}` is no act", row.cell(2))));
            };
            let examples = [row.filled(3, "yes")?.to_owned(), row.filled(4, "no")?.to_owned()];
            row.filled(5, "basis")?;
            let frames = by_cue.entry(cue).or_default();
            if frames.iter().any(|frame| frame.complement == complement) {
                return Err(row.error(format!("`{lemma}` with `{name}` stands twice")));
            }
            frames.push(NestedFrame { complement, act, lemma: lemma.to_owned(), examples });
        }
        Ok(Self { by_cue })
    }
}
