//! Closed classes of words: `words.tsv`, `kinds.tsv`, `abbreviations.tsv`.

use onrecord_model::PartyKind;
use rustc_hash::FxHashMap;

use super::tsv::{TableError, rows};

/// A set of word classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Class(u32);

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $bit:literal $word:literal),+ $(,)?) => {
        impl Class {
            $($(#[$doc])* pub(crate) const $name: Self = Self(1 << $bit);)+

            fn from_name(name: &str) -> Option<Self> {
                match name { $($word => Some(Self::$name),)+ _ => None }
            }
        }
    };
}

classes! {
    /// the, a, his, some
    DETERMINER = 0 "determiner",
    /// of, in, to
    PREPOSITION = 1 "preposition",
    /// he, they, who may be a subject
    PRONOUN = 2 "pronoun",
    /// has, did, would
    AUXILIARY = 3 "auxiliary",
    /// is, was, been
    BE = 4 "be",
    /// not, never, didn't
    NEGATION = 5 "negation",
    /// will, shall
    FUTURE = 6 "future",
    /// also, later
    ADVERB = 7 "adverb",
    /// because, when, and: no noun phrase goes over one
    JUNCTION = 8 "junction",
    /// who, which, that
    RELATIVE = 9 "relative",
    /// Monday, yesterday
    TIME = 10 "time",
    /// Gen., president, Mr.
    TITLE = 11 "title",
    /// State, Defense: what a secretary or minister is of
    DEPARTMENT = 12 "department",
    /// bin, van, de
    PARTICLE = 13 "particle",
    /// The, He, But: begins a sentence after `U.S.`
    STARTER = 14 "starter",
    /// so-called, dubbed: what follows in quotation marks is a term
    TERM = 15 "term",
    /// A noun that looks like an adverb: family, reply
    NOUN = 16 "noun",
    /// declined, refused: before “to say”
    REFUSAL = 17 "refusal",
    /// expected, due: before “to say”
    PLAN = 18 "plan",
    /// if, unless
    CONDITION = 19 "condition",
    /// letter, statement: what says something
    PAPER = 20 "paper",
    /// Mr., king, father: a man
    MAN = 21 "man",
    /// Mrs., queen, mother: a woman
    WOMAN = 22 "woman",
    /// after, during, despite: tells the circumstances of something, and is no part of what a verb says
    CIRCUMSTANCE = 23 "circumstance",
    /// until, once, when: opens a clause of time
    WAIT = 24 "wait",
}

impl Class {
    /// Whether it has any of these classes.
    pub(crate) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Calls `use_it` with the word in lower case and with straight apostrophes, without allocating
/// for words of ASCII letters.
pub(crate) fn with_lower<T>(word: &str, use_it: impl FnOnce(&str) -> T) -> T {
    let mut buffer = [0; 32];
    if word.len() <= buffer.len() && word.is_ascii() {
        let lower = &mut buffer[..word.len()];
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        if let Ok(lower) = std::str::from_utf8(lower) {
            return use_it(lower);
        }
    }
    if word.len() > MAX_WORD {
        return use_it("");
    }
    use_it(&word.to_lowercase().replace('’', "'"))
}

/// No word of a table is longer, in bytes.
const MAX_WORD: usize = 64;

/// Word, its classes.
pub(super) fn words(text: &str) -> Result<FxHashMap<Box<str>, Class>, TableError> {
    let mut words: FxHashMap<Box<str>, Class> = FxHashMap::default();
    for row in rows("words.tsv", text, &["word", "classes"])? {
        let word = row.filled(0, "word")?;
        let mut class = Class::default();
        for name in row.filled(1, "classes")?.split(' ') {
            let Some(one) = Class::from_name(name) else {
                return Err(row.error(format!("`{name}` is no class of words")));
            };
            class = class.or(one);
        }
        if words.insert(word.into(), class).is_some() {
            return Err(row.error(format!("`{word}` stands twice")));
        }
    }
    Ok(words)
}

/// Head noun or proper name, what it is.
pub(super) fn kinds(text: &str) -> Result<FxHashMap<Box<str>, PartyKind>, TableError> {
    let mut kinds = FxHashMap::default();
    for row in rows("kinds.tsv", text, &["word", "kind", "basis"])? {
        let word = row.filled(0, "word")?;
        let Some(kind) = PartyKind::from_name(row.cell(1)) else {
            return Err(row.error(format!("`{}` is no kind of party", row.cell(1))));
        };
        row.filled(2, "basis")?;
        if kinds.insert(word.into(), kind).is_some() {
            return Err(row.error(format!("`{word}` stands twice")));
        }
    }
    Ok(kinds)
}

/// Whether a sentence may end with an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// `Gen.`: a name follows.
    Never,
    /// `a.m.`: if a word that begins sentences follows.
    Maybe,
    /// `No.`: an abbreviation only before a figure, and then never.
    Number,
}

/// Abbreviation without its last full stop, whether it may end a sentence.
pub(super) fn abbreviations(text: &str) -> Result<FxHashMap<Box<str>, Ending>, TableError> {
    let mut abbreviations = FxHashMap::default();
    for row in rows("abbreviations.tsv", text, &["abbreviation", "ends_sentence"])? {
        let Some(word) = row.cell(0).strip_suffix('.').filter(|word| !word.is_empty()) else {
            return Err(row.error("an abbreviation ends with a full stop"));
        };
        let ending = match row.cell(1) {
            "never" => Ending::Never,
            "maybe" => Ending::Maybe,
            "number" => Ending::Number,
            other => {
                return Err(row.error(format!("`{other}` is none of `never`, `maybe`, `number`")));
            }
        };
        if abbreviations.insert(word.into(), ending).is_some() {
            return Err(row.error(format!("`{word}.` stands twice")));
        }
    }
    Ok(abbreviations)
}
