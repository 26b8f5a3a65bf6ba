//! What words of a content say of its act: `content.tsv`.

use onrecord_model::words;
use rustc_hash::FxHashMap;

use super::tsv::{TableError, rows};
use crate::sentence::Upos;

words! {
    /// What a word in a content speaks for.
    Tone {
        /// What hurts an opponent.
        Harm = "harm",
        /// What one does for another.
        Help = "help",
        /// What one refuses to do.
        Refuse = "refuse",
        /// What is blamed.
        Bad = "bad",
        /// What is praised.
        Good = "good",
        /// What is not so.
        False = "false",
        /// Being willing.
        Ready = "ready",
        /// What somebody is held responsible for.
        Wrong = "wrong",
        /// What may be denied: an allegation, a report.
        Claim = "claim",
        /// What is said to exist, and denied: a deal, a plan.
        Alleged = "alleged",
        /// A bad outcome.
        Disaster = "disaster",
        /// What one makes known that one does.
        Step = "step",
        /// What a denied claim is said not to be.
        True = "true",
        /// Not yielding: `if they refuse`.
        Press = "press",
    }
}

/// The table, by lemma and part of speech.
#[derive(Debug)]
pub(crate) struct Contents {
    tones: FxHashMap<(Box<str>, Upos), Vec<Tone>>,
}

impl Contents {
    pub(super) fn parse(text: &str) -> Result<Self, TableError> {
        let mut tones: FxHashMap<(Box<str>, Upos), Vec<Tone>> = FxHashMap::default();
        for row in rows("content.tsv", text, &["lemma", "upos", "class", "yes", "no"])? {
            let wrong = |column| row.error(format!("`{}` is no such word", row.cell(column)));
            let upos = match row.cell(1) {
                "verb" => Upos::Verb,
                "noun" => Upos::Noun,
                "adj" => Upos::Adj,
                _ => return Err(wrong(1)),
            };
            let tone = Tone::from_name(row.cell(2)).ok_or_else(|| wrong(2))?;
            row.filled(3, "yes")?;
            row.filled(4, "no")?;
            let lemma = row.filled(0, "lemma")?.into();
            tones.entry((lemma, upos)).or_default().push(tone);
        }
        Ok(Self { tones })
    }

    /// Whether a word speaks for something.
    pub(crate) fn is(&self, lemma: &str, upos: Upos, tone: Tone) -> bool {
        let tones = self.tones.get(&(lemma.into(), upos));
        tones.is_some_and(|tones| tones.contains(&tone))
    }
}
