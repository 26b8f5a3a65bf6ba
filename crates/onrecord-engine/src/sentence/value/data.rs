//! The tables of names and values, parsed: `norp.tsv`, `numbers.tsv`, `calendar.tsv`,
//! `measures.tsv`, `currencies.tsv`, `values.tsv`.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::class::{ClassNames, Classes};
use super::pattern::Program;
use super::piece::Piece;
use crate::sentence::NameKind;
use crate::tables::{Row, TableError, TableTexts, rows};

/// The tables that [`add_values`](super::add_values) reads by. Immutable.
pub struct ValueTables {
    pub(super) norp: Norps,
    pub(super) program: Program,
    rules: Vec<ValueRule>,
    words: FxHashMap<Box<str>, Vec<Entry>>,
    /// First words of phrases, with the most words of such a phrase.
    phrases: FxHashMap<Box<str>, usize>,
}

/// A rule of `values.tsv`.
pub struct ValueRule {
    /// Its name.
    pub rule: Box<str>,
    /// What it finds.
    pub kind: NameKind,
    /// A passage of words with what it finds in square brackets, and one in which it finds
    /// nothing of its kind.
    pub examples: [Box<str>; 2],
}

/// How a word must be written.
#[derive(Clone, Copy)]
enum Case {
    Any,
    Capital,
    Lower,
    Exact,
}

struct Entry {
    written: Box<str>,
    case: Case,
    classes: Classes,
}

impl Entry {
    fn fits(&self, form: &str) -> bool {
        match self.case {
            Case::Any => true,
            Case::Capital => form.chars().next().is_some_and(char::is_uppercase),
            Case::Lower => !form.chars().next().is_some_and(char::is_uppercase),
            Case::Exact => form == &*self.written,
        }
    }
}

impl ValueTables {
    /// Reads the tables.
    ///
    /// # Errors
    /// The first row that does not hold, with its table and line.
    pub fn parse(texts: &TableTexts<'_>) -> Result<Self, TableError> {
        let mut tables = Self {
            norp: Norps::parse(texts.norp)?,
            program: Program::default(),
            rules: Vec::new(),
            words: FxHashMap::default(),
            phrases: FxHashMap::default(),
        };
        let mut names = ClassNames::known();
        for (table, text) in [
            ("calendar.tsv", texts.calendar),
            ("currencies.tsv", texts.currencies),
            ("measures.tsv", texts.measures),
            ("numbers.tsv", texts.numbers),
        ] {
            for row in rows(table, text, &["word", "classes", "case"])? {
                tables.add_word(&row, &mut names)?;
            }
        }
        tables.add_rules(texts.values, &names)?;
        Ok(tables)
    }

    /// The tables that are compiled in.
    ///
    /// # Panics
    /// Never: a test reads these tables.
    pub fn compiled_in() -> Self {
        Self::parse(&TableTexts::compiled_in())
            .expect("the test `compiled_in_tables_hold` reads these tables")
    }

    /// The rules of `values.tsv`.
    pub fn rules(&self) -> &[ValueRule] {
        &self.rules
    }

    fn add_word(&mut self, row: &Row<'_>, names: &mut ClassNames) -> Result<(), TableError> {
        let written = row.filled(0, "word")?;
        let mut classes = Classes::default();
        for name in row.cell(1).split(' ').filter(|name| !name.is_empty()) {
            let class = names.get_or_add(name);
            classes =
                classes.or(class.ok_or_else(|| row.error("there are more than 256 classes"))?);
        }
        let case = match row.cell(2) {
            "any" => Case::Any,
            "capital" => Case::Capital,
            "lower" => Case::Lower,
            "exact" => Case::Exact,
            other => return Err(row.error(format!("`{other}` is no case"))),
        };
        let key = key(written);
        let words = key.split(' ').count();
        if let (Some(first), true) = (key.split(' ').next(), words > 1) {
            let most = self.phrases.entry(first.into()).or_default();
            *most = words.max(*most);
        }
        let entry = Entry { written: written.into(), case, classes };
        self.words.entry(key.into()).or_default().push(entry);
        Ok(())
    }

    fn add_rules(&mut self, text: &str, names: &ClassNames) -> Result<(), TableError> {
        let rows = rows("values.tsv", text, &["rule", "kind", "pattern", "yes", "no"])?;
        let part = |row: &&Row<'_>| row.cell(1) == "part";
        let parts: BTreeMap<&str, &str> =
            rows.iter().filter(part).map(|row| (row.cell(0), row.cell(2))).collect();
        for row in rows.iter().filter(|row| !part(row)) {
            let kind = NameKind::from_name(row.cell(1))
                .ok_or_else(|| row.error(format!("`{}` is no kind of name", row.cell(1))))?;
            let added = self.program.add(row.cell(2), self.rules.len(), &parts, names);
            added.map_err(|message| row.error(message))?;
            let examples = [row.filled(3, "yes")?.into(), row.filled(4, "no")?.into()];
            self.rules.push(ValueRule { rule: row.cell(0).into(), kind, examples });
        }
        Ok(())
    }

    /// The classes of one word.
    pub(super) fn classes(&self, form: &str) -> Classes {
        let found = match lower(form) {
            word if word.len() > 1 && word.contains('-') => self.found(&key(&word), form),
            word => self.found(&word, form),
        };
        found.unwrap_or_default()
    }

    /// The longest phrase of two or more pieces that begins with the first of `pieces`: how many
    /// it has, and its classes.
    pub(super) fn phrase(&self, pieces: &[Piece<'_>]) -> Option<(usize, Classes)> {
        let first = pieces.first()?;
        let most = *self.phrases.get(&*lower(&first.form))?;
        candidates(pieces, most)
            .into_iter()
            .rev()
            .find_map(|(len, form)| Some((len, self.found(&lower(&form), &form)?)))
    }

    fn found(&self, key: &str, form: &str) -> Option<Classes> {
        let entries = self.words.get(key)?;
        let mut fits = entries.iter().filter(|entry| entry.fits(form)).peekable();
        fits.peek()?;
        Some(fits.fold(Classes::default(), |classes, entry| classes.or(entry.classes)))
    }
}

/// What `norp.tsv` says of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NorpUse {
    /// Always one.
    Plain,
    /// Also written with a small letter.
    AnyCase,
    /// Also a language.
    Language,
    /// None at the start of a sentence, where the capital says nothing.
    Inside,
    /// The first half of another: `Anglo`.
    Prefix,
    /// A phrase that is none: `Indian Ocean`.
    Not,
}

/// The forms of `norp.tsv`.
pub(super) struct Norps {
    forms: FxHashMap<Box<str>, NorpUse>,
    /// First words of forms, with the most words of such a form.
    firsts: FxHashMap<Box<str>, usize>,
}

impl Norps {
    fn parse(text: &str) -> Result<Self, TableError> {
        let mut norps = Self { forms: FxHashMap::default(), firsts: FxHashMap::default() };
        for row in rows("norp.tsv", text, &["form", "group", "use", "basis"])? {
            let how = match row.cell(2) {
                "plain" => NorpUse::Plain,
                "any-case" => NorpUse::AnyCase,
                "language" => NorpUse::Language,
                "inside" => NorpUse::Inside,
                "prefix" => NorpUse::Prefix,
                "not" => NorpUse::Not,
                other => return Err(row.error(format!("`{other}` is no use"))),
            };
            row.filled(1, "group")?;
            row.filled(3, "basis")?;
            let key = key(row.filled(0, "form")?);
            let mut words = key.split(' ');
            if let Some(first) = words.next() {
                let most = norps.firsts.entry(first.into()).or_default();
                *most = (1 + words.count()).max(*most);
            }
            if norps.forms.insert(key.into(), how).is_some() {
                return Err(row.error("the form stands twice"));
            }
        }
        Ok(norps)
    }

    /// The longest form that begins with the first of `pieces`: how many it has, and its use.
    pub(super) fn longest(&self, pieces: &[Piece<'_>]) -> Option<(usize, NorpUse)> {
        // A word that is given may hold a blank.
        let first = pieces.first()?.form.split(' ').next()?;
        let most = *self.firsts.get(&*lower(first))?;
        candidates(pieces, most)
            .into_iter()
            .rev()
            .find_map(|(len, form)| Some((len, *self.forms.get(&*lower(&form))?)))
    }
}

/// The first pieces of `pieces` as phrases of up to `most` words, hyphens read as blanks, with how
/// many pieces each has.
fn candidates(pieces: &[Piece<'_>], most: usize) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    let mut form = String::new();
    let mut words = 0;
    // A hyphen between every two words at most: what is longer is no phrase.
    for (at, piece) in pieces.iter().enumerate().take(2 * most) {
        let joined = piece.glued && words > 0;
        if &*piece.form == "-" && joined && pieces.get(at + 1).is_some_and(|next| next.glued) {
            continue;
        }
        if words == most {
            break;
        }
        words += 1;
        if words > 1 {
            form.push(' ');
        }
        form.push_str(&piece.form);
        found.push((at + 1, form.clone()));
    }
    found
}

/// The form of a table as texts are looked up: in lower case, without hyphens.
fn key(form: &str) -> String {
    let words: Vec<&str> = form.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    if words.is_empty() { form.to_owned() } else { words.join(" ").to_lowercase() }
}

fn lower(form: &str) -> Cow<'_, str> {
    let plain = form.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if plain { Cow::Borrowed(form) } else { Cow::Owned(form.to_lowercase()) }
}
