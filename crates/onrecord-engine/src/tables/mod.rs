//! The data that the engine reads by: texts in, checked tables out.
//!
//! The texts stand in `tables/` beside `src/` and are compiled in; `tables/README.md` says what
//! each column means and where the rows come from. Every row is checked when it is read: an
//! unknown word in a closed column, a double or a row out of order is a [`TableError`].

mod condition;
mod content;
mod contexts;
mod cue;
mod event;
mod figure;
mod fold;
mod frame;
mod implicative;
mod phrase;
mod role;
mod rule;
mod token;
mod tsv;
mod word;

use onrecord_model::PartyKind;
use rustc_hash::FxHashMap;

use crate::sentence::Inflections;
use crate::statement::Confidence;
use crate::time::TimeWords;

pub(crate) use condition::{Conditions, Scope};
pub(crate) use content::{Contents, Tone};
pub(crate) use contexts::Contexts;
pub(crate) use cue::{CueUse, Cues, Frames, Inflection};
pub(crate) use event::{Duty, EventRow, EventSlot, Events, Fits, Site};
pub(crate) use figure::{FigureClass, FigureRow, FigureWords};
pub(crate) use fold::{FoldRow, Folds};
pub(crate) use frame::{CueRow, CueTable, Frame, Part, Reports, Slot};
pub(crate) use implicative::Implicatives;
pub(crate) use phrase::{PhraseRow, PhraseSlot, PhraseTable, PhraseToken};
pub(crate) use role::{Means, Modifies, Relation as RoleRelation, RoleNoun, RoleNouns};
pub(crate) use rule::{Rule, Rules};
pub(crate) use token::{Folded, NameEnding, TokenTables, is_apostrophe};
pub use tsv::TableError;
pub(crate) use tsv::{Row, rows};
pub(crate) use word::{Class, Ending, with_lower};

/// The texts of all tables, as they stand in their files.
#[derive(Clone, Copy, Debug)]
pub struct TableTexts<'t> {
    /// `abbreviations.tsv`
    pub abbreviations: &'t str,
    /// `adjectives.tsv`
    pub adjectives: &'t str,
    /// `bases.tsv`
    pub bases: &'t str,
    /// `calendar.tsv`
    pub calendar: &'t str,
    /// `conditions.tsv`
    pub conditions: &'t str,
    /// `confidence.tsv`
    pub confidence: &'t str,
    /// `content.tsv`
    pub content: &'t str,
    /// `contexts.tsv`
    pub contexts: &'t str,
    /// `contractions.tsv`
    pub contractions: &'t str,
    /// `coref-nouns.tsv`
    pub coref_nouns: &'t str,
    /// `coref-pronouns.tsv`
    pub coref_pronouns: &'t str,
    /// `coref-weights.tsv`
    pub coref_weights: &'t str,
    /// `cues.tsv`
    pub cues: &'t str,
    /// `currencies.tsv`
    pub currencies: &'t str,
    /// `emoticons.tsv`
    pub emoticons: &'t str,
    /// `endings.tsv`
    pub endings: &'t str,
    /// `event-confidence.tsv`
    pub event_confidence: &'t str,
    /// `events/*.tsv` with their names, sorted
    pub events: [(&'static str, &'t str); 16],
    /// `figures.tsv`
    pub figures: &'t str,
    /// `folds.tsv`
    pub folds: &'t str,
    /// `given-names.tsv`
    pub given_names: &'t str,
    /// `implicatives.tsv`
    pub implicatives: &'t str,
    /// `inflections.tsv`
    pub inflections: &'t str,
    /// `joins.tsv`
    pub joins: &'t str,
    /// `kinds.tsv`
    pub kinds: &'t str,
    /// `measures.tsv`
    pub measures: &'t str,
    /// `modifiers.tsv`
    pub modifiers: &'t str,
    /// `norp.tsv`
    pub norp: &'t str,
    /// `nouns.tsv`
    pub nouns: &'t str,
    /// `numbers.tsv`
    pub numbers: &'t str,
    /// `organisation_heads.tsv`
    pub organisation_heads: &'t str,
    /// `organisations.tsv`
    pub organisations: &'t str,
    /// `phrases.tsv`
    pub phrases: &'t str,
    /// `roles.tsv`
    pub roles: &'t str,
    /// `rules.tsv`
    pub rules: &'t str,
    /// `time-cues.tsv`
    pub time_cues: &'t str,
    /// `times.tsv`
    pub times: &'t str,
    /// `units.tsv`
    pub units: &'t str,
    /// `values.tsv`
    pub values: &'t str,
    /// `verbs.tsv`
    pub verbs: &'t str,
    /// `weapons.tsv`
    pub weapons: &'t str,
    /// `words.tsv`
    pub words: &'t str,
}

impl TableTexts<'static> {
    /// The tables that are compiled in.
    pub fn compiled_in() -> Self {
        Self {
            abbreviations: include_str!("../../tables/abbreviations.tsv"),
            adjectives: include_str!("../../tables/adjectives.tsv"),
            bases: include_str!("../../tables/bases.tsv"),
            calendar: include_str!("../../tables/calendar.tsv"),
            conditions: include_str!("../../tables/conditions.tsv"),
            confidence: include_str!("../../tables/confidence.tsv"),
            content: include_str!("../../tables/content.tsv"),
            contexts: include_str!("../../tables/contexts.tsv"),
            contractions: include_str!("../../tables/contractions.tsv"),
            coref_nouns: include_str!("../../tables/coref-nouns.tsv"),
            coref_pronouns: include_str!("../../tables/coref-pronouns.tsv"),
            coref_weights: include_str!("../../tables/coref-weights.tsv"),
            cues: include_str!("../../tables/cues.tsv"),
            currencies: include_str!("../../tables/currencies.tsv"),
            emoticons: include_str!("../../tables/emoticons.tsv"),
            endings: include_str!("../../tables/endings.tsv"),
            event_confidence: include_str!("../../tables/event-confidence.tsv"),
            events: [
                ("events/accuse.tsv", include_str!("../../tables/events/accuse.tsv")),
                ("events/agree.tsv", include_str!("../../tables/events/agree.tsv")),
                ("events/aid.tsv", include_str!("../../tables/events/aid.tsv")),
                ("events/assault.tsv", include_str!("../../tables/events/assault.tsv")),
                ("events/coerce.tsv", include_str!("../../tables/events/coerce.tsv")),
                ("events/concede.tsv", include_str!("../../tables/events/concede.tsv")),
                ("events/consult.tsv", include_str!("../../tables/events/consult.tsv")),
                ("events/cooperate.tsv", include_str!("../../tables/events/cooperate.tsv")),
                ("events/mobilize.tsv", include_str!("../../tables/events/mobilize.tsv")),
                ("events/protest.tsv", include_str!("../../tables/events/protest.tsv")),
                ("events/reject.tsv", include_str!("../../tables/events/reject.tsv")),
                ("events/request.tsv", include_str!("../../tables/events/request.tsv")),
                ("events/retreat.tsv", include_str!("../../tables/events/retreat.tsv")),
                ("events/sanction.tsv", include_str!("../../tables/events/sanction.tsv")),
                ("events/support.tsv", include_str!("../../tables/events/support.tsv")),
                ("events/threaten.tsv", include_str!("../../tables/events/threaten.tsv")),
            ],
            figures: include_str!("../../tables/figures.tsv"),
            folds: include_str!("../../tables/folds.tsv"),
            given_names: include_str!("../../tables/given-names.tsv"),
            implicatives: include_str!("../../tables/implicatives.tsv"),
            inflections: include_str!("../../tables/inflections.tsv"),
            joins: include_str!("../../tables/joins.tsv"),
            kinds: include_str!("../../tables/kinds.tsv"),
            measures: include_str!("../../tables/measures.tsv"),
            modifiers: include_str!("../../tables/modifiers.tsv"),
            norp: include_str!("../../tables/norp.tsv"),
            nouns: include_str!("../../tables/nouns.tsv"),
            numbers: include_str!("../../tables/numbers.tsv"),
            organisation_heads: include_str!("../../tables/organisation_heads.tsv"),
            organisations: include_str!("../../tables/organisations.tsv"),
            phrases: include_str!("../../tables/phrases.tsv"),
            roles: include_str!("../../tables/roles.tsv"),
            rules: include_str!("../../tables/rules.tsv"),
            time_cues: include_str!("../../tables/time-cues.tsv"),
            times: include_str!("../../tables/times.tsv"),
            units: include_str!("../../tables/units.tsv"),
            values: include_str!("../../tables/values.tsv"),
            verbs: include_str!("../../tables/verbs.tsv"),
            weapons: include_str!("../../tables/weapons.tsv"),
            words: include_str!("../../tables/words.tsv"),
        }
    }
}

impl TableTexts<'_> {
    /// File name and text of each table, sorted.
    pub fn named(&self) -> Vec<(&'static str, &str)> {
        let mut all = vec![
            ("abbreviations.tsv", self.abbreviations),
            ("adjectives.tsv", self.adjectives),
            ("bases.tsv", self.bases),
            ("calendar.tsv", self.calendar),
            ("conditions.tsv", self.conditions),
            ("confidence.tsv", self.confidence),
            ("content.tsv", self.content),
            ("contexts.tsv", self.contexts),
            ("contractions.tsv", self.contractions),
            ("coref-nouns.tsv", self.coref_nouns),
            ("coref-pronouns.tsv", self.coref_pronouns),
            ("coref-weights.tsv", self.coref_weights),
            ("cues.tsv", self.cues),
            ("currencies.tsv", self.currencies),
            ("emoticons.tsv", self.emoticons),
            ("endings.tsv", self.endings),
            ("event-confidence.tsv", self.event_confidence),
            ("figures.tsv", self.figures),
            ("folds.tsv", self.folds),
            ("given-names.tsv", self.given_names),
            ("implicatives.tsv", self.implicatives),
            ("inflections.tsv", self.inflections),
            ("joins.tsv", self.joins),
            ("kinds.tsv", self.kinds),
            ("measures.tsv", self.measures),
            ("modifiers.tsv", self.modifiers),
            ("norp.tsv", self.norp),
            ("nouns.tsv", self.nouns),
            ("numbers.tsv", self.numbers),
            ("organisation_heads.tsv", self.organisation_heads),
            ("organisations.tsv", self.organisations),
            ("phrases.tsv", self.phrases),
            ("roles.tsv", self.roles),
            ("rules.tsv", self.rules),
            ("time-cues.tsv", self.time_cues),
            ("times.tsv", self.times),
            ("units.tsv", self.units),
            ("values.tsv", self.values),
            ("verbs.tsv", self.verbs),
            ("weapons.tsv", self.weapons),
            ("words.tsv", self.words),
        ];
        all.extend(self.events);
        all.sort_unstable_by_key(|(name, _)| *name);
        all
    }

    /// Hash of names and texts, in hexadecimal.
    pub(crate) fn hash(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for (name, text) in self.named() {
            for field in [name, text] {
                hasher.update(&(field.len() as u64).to_le_bytes());
                hasher.update(field.as_bytes());
            }
        }
        hasher.finalize().to_hex().to_string()
    }
}

/// All tables, checked.
pub(crate) struct Tables {
    pub(crate) cues: Cues,
    pub(crate) roles: RoleNouns,
    pub(crate) rules: Rules,
    pub(crate) tokens: TokenTables,
    pub(crate) inflections: Inflections,
    pub(crate) reports: Reports,
    pub(crate) conditions: Conditions,
    pub(crate) contents: Contents,
    pub(crate) contexts: Contexts,
    pub(crate) confidence: Confidence,
    pub(crate) event_confidence: Confidence,
    pub(crate) times: TimeWords,
    pub(crate) events: Events,
    pub(crate) figures: FigureWords,
    pub(crate) folds: Folds,
    words: FxHashMap<Box<str>, Class>,
    kinds: FxHashMap<Box<str>, PartyKind>,
    abbreviations: FxHashMap<Box<str>, Ending>,
}

impl Tables {
    pub(crate) fn parse(texts: &TableTexts<'_>) -> Result<Self, TableError> {
        let cues = Cues::parse(texts.cues)?;
        Ok(Self {
            cues,
            roles: RoleNouns::parse(texts.roles, texts.modifiers)?,
            rules: Rules::parse(texts.rules)?,
            tokens: TokenTables::parse(texts)?,
            inflections: Inflections::parse(texts)?,
            reports: Reports::parse(texts)?,
            conditions: Conditions::parse(texts.conditions)?,
            contents: Contents::parse(texts.content)?,
            contexts: Contexts::parse(texts.contexts)?,
            confidence: Confidence::parse("confidence.tsv", texts.confidence)?,
            event_confidence: Confidence::parse("event-confidence.tsv", texts.event_confidence)?,
            times: TimeWords::parse(texts)?,
            events: Events::parse(&texts.events)?,
            figures: FigureWords::parse(texts.figures)?,
            folds: Folds::parse(texts.folds, texts.weapons)?,
            words: word::words(texts.words)?,
            kinds: word::kinds(texts.kinds)?,
            abbreviations: word::abbreviations(texts.abbreviations)?,
        })
    }

    /// Classes of a word, in any case.
    pub(crate) fn class(&self, word: &str) -> Class {
        with_lower(word, |word| self.words.get(word).copied().unwrap_or_default())
    }

    /// What a head noun or a proper name denotes.
    pub(crate) fn kind(&self, word: &str) -> Option<PartyKind> {
        with_lower(word, |word| self.kinds.get(word).copied())
    }

    /// Whether a word, without its full stop, is an abbreviation wherever it stands.
    pub(crate) fn abbreviation(&self, word: &str) -> Option<Ending> {
        self.any_abbreviation(word).filter(|&ending| ending != Ending::Number)
    }

    /// Whether a word, without its full stop, may be an abbreviation.
    pub(crate) fn any_abbreviation(&self, word: &str) -> Option<Ending> {
        with_lower(word, |word| self.abbreviations.get(word).copied())
    }
}
