//! Features by name and number: templates over small closed sets.

use super::describe::Det;
use super::kind::{Class, Gender, Kind, Number, Role};
use super::table::FORMS;

/// Number of a feature.
pub(super) type Feature = u16;

/// What a feature tells apart.
#[derive(Clone, Copy)]
pub(super) enum Dim {
    Kind,
    Role,
    Class,
    Number,
    Det,
    /// Fit of sexes.
    Fit,
    /// Row of the table of pronouns.
    Form,
    /// So many steps: a number up to this, the last one open.
    Upto(u8),
    /// One of these words.
    Of(&'static [&'static str]),
}

impl Dim {
    const fn size(self) -> usize {
        match self {
            Self::Kind => Kind::ALL.len(),
            Self::Role => Role::ALL.len(),
            Self::Class => Class::ALL.len(),
            Self::Number => Number::ALL.len(),
            Self::Det => Det::NAMES.len(),
            Self::Fit => Gender::FITS.len(),
            Self::Form => FORMS,
            Self::Upto(most) => most as usize + 1,
            Self::Of(words) => words.len(),
        }
    }

    fn value(self, at: usize) -> String {
        match self {
            Self::Kind => Kind::ALL[at].name().to_owned(),
            Self::Role => Role::ALL[at].name().to_owned(),
            Self::Class => Class::ALL[at].name().to_owned(),
            Self::Number => Number::ALL[at].name().to_owned(),
            Self::Det => Det::NAMES[at].to_owned(),
            Self::Fit => Gender::FITS[at].to_owned(),
            Self::Form | Self::Upto(_) => at.to_string(),
            Self::Of(words) => words[at].to_owned(),
        }
    }
}

pub(super) const IS: Dim = Dim::Of(&["no", "yes"]);
/// Sentences between two mentions.
pub(super) const NEAR: Dim = Dim::Upto(7);
/// How two mentions of one sentence stand to each other in its tree.
pub(super) const BINDING: Dim = Dim::Of(&[
    "apart",
    "sentence",
    "coargument",
    "subject",
    "clause",
    "outer-subject",
    "outer",
    "far-subject",
    "far",
    "inner-subject",
    "inner",
    "holds",
    "holds-clause",
    "held",
]);
pub(super) const NAMING: Dim = Dim::Of(&[
    "none",
    "same",
    "last",
    "first",
    "part",
    "whole",
    "other-first",
    "overlap",
    "initials",
    "no-name",
]);
pub(super) const PHRASE: Dim = Dim::Of(&[
    "none",
    "head",
    "head-same-words",
    "head-fewer",
    "head-more",
    "head-other",
    "string",
    "initials",
    "synonym",
    "above",
    "below",
]);
pub(super) const EXPLETIVE: Dim = Dim::Of(&["no", "expl", "weather", "clause", "that"]);
pub(super) const TURN: Dim =
    Dim::Of(&["same", "answer", "question", "both", "none", "quote", "into", "out"]);

macro_rules! templates {
    ($($name:ident = $word:literal [$($dim:expr),*]),+ $(,)?) => {
        #[derive(Clone, Copy)]
        pub(super) enum Template { $($name),+ }

        const TEMPLATES: &[(&str, &[Dim])] = &[$(($word, &[$($dim),*])),+];
    };
}

templates! {
    // Of a mention alone: whether it is the first one of whom it means.
    New = "new" [],
    NewKindRole = "new.role" [Dim::Role],
    NewForm = "new.form" [Dim::Form],
    NewDet = "new.det" [Dim::Det, IS, IS],
    NewClass = "new.class" [Dim::Class, Dim::Number],
    NewDetClass = "new.det-class" [Dim::Det, Dim::Class],
    NewPlace = "new.place" [Dim::Upto(3), IS],
    NewRoleDet = "new.role-det" [Dim::Role, Dim::Det],
    NewLength = "new.length" [Dim::Upto(6)],
    NewSeen = "new.seen" [Dim::Upto(3), Dim::Det],
    NewMatch = "new.match" [NAMING, PHRASE],
    NewExpletive = "new.expletive" [EXPLETIVE],
    NewQuote = "new.quote" [IS, Dim::Form],
    NewFits = "new.fits" [Dim::Upto(4)],
    NewName = "new.name" [Dim::Upto(3), Dim::Class],
    NewSameClass = "new.same-class" [Dim::Upto(4), Dim::Det, IS],
    NewFollows = "new.follows" [Dim::Det, Dim::Class, IS],
    NewNested = "new.nested" [IS, NAMING],
    // Of a mention and one that may mean the same.
    Kind = "kind" [Dim::Kind, Dim::Det],
    Near = "near" [NEAR, Dim::Kind],
    Far = "far" [Dim::Upto(9)],
    NearRole = "near.role" [NEAR, Dim::Role],
    Rank = "rank" [Dim::Upto(5), Dim::Of(&["pronoun", "name", "noun", "verb"])],
    RankSubject = "rank.subject" [Dim::Upto(3), IS],
    Roles = "roles" [Dim::Role, Dim::Role, IS],
    RoleKind = "role.kind" [Dim::Role, Dim::Kind],
    Gender = "gender" [Dim::Fit, Dim::Class],
    Number = "number" [Dim::Number, Dim::Number],
    Classes = "classes" [Dim::Class, Dim::Class],
    FormClass = "form.class" [Dim::Form, Dim::Class, Dim::Number],
    Forms = "forms" [Dim::Form, Dim::Form],
    FormsNear = "forms.near" [Dim::Of(&["other", "same", "kin"]), NEAR],
    Turn = "turn" [TURN, Dim::Of(&["other", "same", "kin"]), IS],
    Quote = "quote" [IS, IS, IS],
    Binding = "binding" [BINDING, Dim::Role],
    BindingKind = "binding.kind" [BINDING, Dim::Of(&["pronoun", "name", "noun", "verb"])],
    Parallel = "parallel" [Dim::Role, NEAR],
    Seen = "seen" [Dim::Upto(5), Dim::Of(&["name", "noun"])],
    Title = "title" [IS, IS, Dim::Class],
    Naming = "naming" [NAMING, Dim::Class],
    NamingNear = "naming.near" [NAMING, NEAR],
    Phrase = "phrase" [PHRASE, Dim::Det],
    PhraseNear = "phrase.near" [PHRASE, NEAR],
    PhraseDets = "phrase.dets" [PHRASE, Dim::Det, Dim::Det],
    PhraseNumber = "phrase.number" [PHRASE, IS],
    Initial = "initial" [IS, NEAR],
    ClassRank = "class.rank" [Dim::Upto(3), Dim::Det, IS, Dim::Of(&["pronoun", "name", "noun", "verb"])],
    ClassName = "class.name" [Dim::Class, Dim::Class, IS, Dim::Of(&["pronoun", "name", "noun", "verb"])],
    ClassNear = "class.near" [Dim::Class, IS, NEAR, Dim::Of(&["pronoun", "name", "noun", "verb"])],
    Governor = "governor" [IS, IS],
    After = "after" [Dim::Role, Dim::Role],
    AfterBinding = "after.binding" [BINDING],
    Coordinated = "coordinated" [IS, Dim::Number],
    Verb = "verb" [Dim::Upto(4), IS, Dim::Det],
    VerbForm = "verb.form" [Dim::Form, NEAR],
    Speaker = "speaker" [IS],
}

const fn offsets() -> [usize; TEMPLATES.len() + 1] {
    let mut offsets = [0; TEMPLATES.len() + 1];
    let mut at = 0;
    while at < TEMPLATES.len() {
        let (_, dims) = TEMPLATES[at];
        let (mut size, mut dim) = (1, 0);
        while dim < dims.len() {
            size *= dims[dim].size();
            dim += 1;
        }
        offsets[at + 1] = offsets[at] + size;
        at += 1;
    }
    offsets
}

const OFFSETS: [usize; TEMPLATES.len() + 1] = offsets();

/// How many features there are but for those of single nouns, which follow them.
pub(super) const COUNT: usize = OFFSETS[TEMPLATES.len()];
const _: () = assert!(COUNT + NOUNS <= Feature::MAX as usize);

/// No table of nouns has more rows.
pub(super) const NOUNS: usize = 20_000;

/// The feature of a template with these values; values beyond the last one count as it.
#[inline(always)]
#[expect(clippy::inline_always, reason = "with its template known, it is a few products")]
pub(super) fn feature<const N: usize>(template: Template, values: &[usize; N]) -> Feature {
    let (_, dims) = TEMPLATES[template as usize];
    debug_assert_eq!(dims.len(), values.len());
    let mut place = 0;
    let mut at = 0;
    while at < N {
        let size = dims[at].size();
        place = place * size + values[at].min(size - 1);
        at += 1;
    }
    #[expect(clippy::cast_possible_truncation, reason = "COUNT fits")]
    let feature = (OFFSETS[template as usize] + place) as Feature;
    feature
}

/// The feature of a noun, by its row.
pub(super) fn of_noun(row: u32) -> Feature {
    Feature::try_from(COUNT + row as usize).unwrap_or(Feature::MAX)
}

/// What a feature is called: its template and its values, as `near=0,name`.
pub(super) fn name(feature: Feature) -> String {
    let feature = usize::from(feature);
    let template = OFFSETS.partition_point(|&offset| offset <= feature) - 1;
    let (word, dims) = TEMPLATES[template];
    let mut rest = feature - OFFSETS[template];
    let mut values = Vec::with_capacity(dims.len());
    for dim in dims.iter().rev() {
        values.push(dim.value(rest % dim.size()));
        rest /= dim.size();
    }
    values.reverse();
    if values.is_empty() { word.to_owned() } else { format!("{word}={}", values.join(",")) }
}
