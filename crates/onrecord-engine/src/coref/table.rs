//! Words that coreference reads by: `coref-pronouns.tsv`, `coref-nouns.tsv`, `given-names.tsv`.

use rustc_hash::FxHashMap;

use super::kind::{Class, Gender, Kind, Number};
use super::template::{COUNT, Feature, NOUNS, name};
use super::weights::{OF_NOUN, Weights};
use crate::tables::{Row, TableError, TableTexts, rows};

/// A pronoun.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pronoun {
    /// Row of the table.
    pub(super) form: u8,
    pub(super) kind: Kind,
    pub(super) person: u8,
    pub(super) number: Number,
    pub(super) gender: Gender,
}

/// What a common noun stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Noun {
    pub(super) class: Class,
    pub(super) gender: Gender,
    /// Its row in the table.
    pub(super) row: u32,
}

/// All tables of this stage, checked.
pub(crate) struct CorefTables {
    pronouns: FxHashMap<Box<str>, Pronoun>,
    nouns: FxHashMap<Box<str>, Noun>,
    given: FxHashMap<Box<str>, Gender>,
    /// The noun of each row.
    forms: Vec<Box<str>>,
    /// For each row of nouns the one above it.
    above: Vec<Option<u32>>,
    pub(super) weights: Weights,
}

impl CorefTables {
    pub(crate) fn parse(texts: &TableTexts<'_>) -> Result<Self, TableError> {
        let Nouns { by_form: nouns, forms, above } = nouns(texts.coref_nouns)?;
        let row = |form: &str| nouns.get(form).map(|noun| noun.row);
        let weights = Weights::parse(texts.coref_weights, row)?;
        Ok(Self {
            pronouns: pronouns(texts.coref_pronouns)?,
            weights,
            nouns,
            forms,
            above,
            given: given(texts.given_names)?,
        })
    }

    /// What a feature is called.
    pub(super) fn feature_name(&self, feature: Feature) -> String {
        match self.forms.get(usize::from(feature).wrapping_sub(COUNT)) {
            Some(form) => format!("{OF_NOUN}{form}"),
            None => name(feature),
        }
    }

    /// How many features there are.
    pub(super) fn feature_count(&self) -> usize {
        COUNT + self.forms.len()
    }

    /// The pronoun of a lower-case form.
    pub(super) fn pronoun(&self, form: &str) -> Option<Pronoun> {
        self.pronouns.get(form).copied()
    }

    /// What a noun of this lower-case dictionary form stands for.
    pub(super) fn noun(&self, form: &str) -> Option<Noun> {
        self.nouns.get(form).copied()
    }

    /// What a noun of this dictionary form stands for.
    pub(crate) fn class(&self, lemma: &str) -> Option<Class> {
        self.noun(&lemma.to_lowercase()).map(|noun| noun.class)
    }

    /// How many steps up from one row of nouns another stands, if it does.
    pub(super) fn steps(&self, from: u32, to: u32) -> Option<usize> {
        let mut at = Some(from);
        (0..MOST_STEPS).find(|_| {
            let found = at == Some(to);
            at = at.and_then(|row| self.above[row as usize]);
            found
        })
    }

    /// Of which sex are those who bear a given name, in lower case.
    pub(super) fn given(&self, form: &str) -> Option<Gender> {
        self.given.get(form).copied()
    }
}

fn wrong(row: &Row<'_>, column: usize) -> TableError {
    row.error(format!("`{}` is no such word", row.cell(column)))
}

fn gender(row: &Row<'_>, column: usize) -> Result<Gender, TableError> {
    match row.cell(column) {
        "female" => Ok(Gender::FEMALE),
        "male" => Ok(Gender::MALE),
        "thing" => Ok(Gender::THING),
        "any" => Ok(Gender::ANY),
        _ => Err(wrong(row, column)),
    }
}

/// No noun is looked for further up.
const MOST_STEPS: usize = 5;

/// Forms that features can tell apart.
pub(super) const FORMS: usize = 40;

fn pronouns(text: &str) -> Result<FxHashMap<Box<str>, Pronoun>, TableError> {
    let columns = ["form", "kind", "person", "number", "gender"];
    let mut found = FxHashMap::default();
    for (row, form) in rows("coref-pronouns.tsv", text, &columns)?.iter().zip(0..) {
        if usize::from(form) >= FORMS {
            return Err(row.error(format!("more than {FORMS} pronouns")));
        }
        let pronoun = Pronoun {
            form,
            kind: Kind::from_name(row.cell(1)).ok_or_else(|| wrong(row, 1))?,
            person: row.cell(2).parse().map_err(|_| wrong(row, 2))?,
            number: Number::from_name(row.cell(3)).ok_or_else(|| wrong(row, 3))?,
            gender: gender(row, 4)?,
        };
        found.insert(row.filled(0, "form")?.into(), pronoun);
    }
    Ok(found)
}

/// The table of nouns.
struct Nouns {
    by_form: FxHashMap<Box<str>, Noun>,
    forms: Vec<Box<str>>,
    above: Vec<Option<u32>>,
}

fn nouns(text: &str) -> Result<Nouns, TableError> {
    let rows = rows("coref-nouns.tsv", text, &["form", "class", "gender", "above"])?;
    if let Some(row) = rows.get(NOUNS) {
        return Err(row.error(format!("more than {NOUNS} nouns")));
    }
    let mut found = FxHashMap::default();
    for (row, number) in rows.iter().zip(0..) {
        let class = Class::from_name(row.cell(1)).ok_or_else(|| wrong(row, 1))?;
        let gender = match (class, row.cell(2)) {
            (Class::Person, "") => Gender::PERSON,
            (Class::Animal, "") => Gender::ANY,
            (_, "") => Gender::THING,
            _ => gender(row, 2)?,
        };
        found.insert(row.filled(0, "form")?.into(), Noun { class, gender, row: number });
    }
    let above = |row: &Row<'_>| match row.cell(3) {
        "" => Ok(None),
        form => found.get(form).map(|noun: &Noun| Some(noun.row)).ok_or_else(|| wrong(row, 3)),
    };
    let above = rows.iter().map(above).collect::<Result<_, _>>()?;
    let forms = rows.iter().map(|row| row.cell(0).into()).collect();
    Ok(Nouns { by_form: found, forms, above })
}

/// Shares of women from and up to which a name tells the sex.
const TELLS: (u8, u8) = (10, 90);

fn given(text: &str) -> Result<FxHashMap<Box<str>, Gender>, TableError> {
    let mut found = FxHashMap::default();
    for row in rows("given-names.tsv", text, &["form", "female"])? {
        let share: u8 = row.cell(1).parse().map_err(|_| wrong(&row, 1))?;
        let gender = match share {
            share if share <= TELLS.0 => Gender::MALE,
            share if share >= TELLS.1 => Gender::FEMALE,
            _ => Gender::PERSON,
        };
        found.insert(row.filled(0, "form")?.into(), gender);
    }
    Ok(found)
}
