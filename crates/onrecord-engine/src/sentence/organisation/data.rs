//! The tables of organisations, parsed: `organisations.tsv`, `organisation_heads.tsv`.

use rustc_hash::{FxHashMap, FxHashSet};

use super::view::{folded, shouted};
use crate::tables::{Row, TableError, TableTexts, rows};

/// The tables that [`add_organisations`](super::add_organisations) reads by. Immutable.
pub struct OrganisationTables {
    /// By form, without blanks, hyphens and apostrophes, in the letters of the table.
    forms: FxHashMap<Box<str>, Use>,
    /// Sure forms in capitals only.
    shouts: FxHashSet<Box<str>>,
    /// First words of forms.
    firsts: FxHashSet<Box<str>>,
    heads: FxHashMap<Box<str>, Head>,
}

/// When a form of `organisations.tsv` is an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// Wherever it stands.
    Sure,
    /// Where its capitals tell something and no other name is near.
    Cased,
    /// Beside a word that organisations stand beside.
    Beside,
    /// Never: `Google Earth`.
    Not,
}

impl Use {
    fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "sure" => Self::Sure,
            "cased" => Self::Cased,
            "beside" => Self::Beside,
            "not" => Self::Not,
            _ => return None,
        })
    }
}

/// What `organisation_heads.tsv` says of a word.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    /// Closes a name behind other capitals.
    pub(super) closes: bool,
    /// The same, but only where the model has part of it.
    pub(super) closes_weakly: bool,
    /// Closes the name of a company: almost anything may stand before it.
    pub(super) company: bool,
    /// Opens a name of its own, before one of `tail`.
    pub(super) opens: bool,
    /// The same, but only where the model has part of it.
    pub(super) opens_weakly: bool,
    /// A person may stand in its tail.
    pub(super) person: bool,
    /// No part of an organisation: `President`.
    pub(super) stop: bool,
    /// Makes something else of what stands before it: `Street`.
    pub(super) trap: bool,
    /// Stands beside organisations: `spokesman`.
    pub(super) beside: bool,
    /// What organisations do, behind them: `said`.
    pub(super) says: bool,
    /// May own in a name: `People` in `People's Party`.
    pub(super) owner: bool,
    /// Words that may follow it inside a name.
    tail: Box<[Box<str>]>,
}

impl Head {
    /// Whether it may end a name.
    pub(super) fn is_head(&self) -> bool {
        self.closes || self.closes_weakly || self.company || self.opens || self.opens_weakly
    }

    /// Whether its name may go on with this word.
    pub(super) fn goes_on(&self, form: &str) -> bool {
        self.tail.iter().any(|word| &**word == form)
    }
}

/// Forms of more words than this are refused; hyphens and apostrophes count.
pub(super) const LONGEST: usize = 16;

impl OrganisationTables {
    /// Reads the tables.
    ///
    /// # Errors
    /// The first row that does not hold, with its table and line.
    pub fn parse(texts: &TableTexts<'_>) -> Result<Self, TableError> {
        let mut tables = Self {
            forms: FxHashMap::default(),
            shouts: FxHashSet::default(),
            firsts: FxHashSet::default(),
            heads: FxHashMap::default(),
        };
        let columns = ["name", "group", "use", "forms"];
        for row in rows("organisations.tsv", texts.organisations, &columns)? {
            tables.add_organisation(&row)?;
        }
        let columns = ["word", "use", "tail"];
        for row in rows("organisation_heads.tsv", texts.organisation_heads, &columns)? {
            let word = row.filled(0, "word")?;
            if tables.heads.insert(word.into(), head(&row)?).is_some() {
                return Err(row.error("the word stands twice"));
            }
        }
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

    fn add_organisation(&mut self, row: &Row<'_>) -> Result<(), TableError> {
        row.filled(1, "group")?;
        let unknown = |name: &str| row.error(format!("`{name}` is no use"));
        let main = Use::from_name(row.cell(2)).ok_or_else(|| unknown(row.cell(2)))?;
        self.add_form(row, row.filled(0, "name")?, main)?;
        for form in row.cell(3).split('|').filter(|form| !form.is_empty()) {
            let (form, how) = match form.split_once('=') {
                Some((form, name)) => (form, Use::from_name(name).ok_or_else(|| unknown(name))?),
                None => (form, main),
            };
            self.add_form(row, form, how)?;
        }
        Ok(())
    }

    fn add_form(&mut self, row: &Row<'_>, form: &str, how: Use) -> Result<(), TableError> {
        let mut words = form.split([' ', '-', '\'']).filter(|word| !word.is_empty());
        let marks = form.matches(['-', '\'']).count();
        let count = form.split(' ').count() + 2 * marks;
        let Some(first) = words.next() else { return Err(row.error("a form is empty")) };
        if count > LONGEST {
            return Err(row.error(format!("`{form}` has too many words")));
        }
        let whole = folded(form.split(' ').next().unwrap_or(form));
        let key: String = form.split(' ').map(folded).collect();
        if how == Use::Sure
            && let Some(shout) = shouted(&key)
        {
            self.shouts.insert(shout.into());
            self.firsts.extend([first, &whole].map(|first| first.to_uppercase().into()));
        }
        self.firsts.extend([first, &whole].map(Into::into));
        if self.forms.insert(key.into(), how).is_some() {
            return Err(row.error(format!("`{form}` stands twice")));
        }
        Ok(())
    }

    /// Whether a form begins with this word.
    pub(super) fn begins(&self, word: &str) -> bool {
        self.firsts.contains(word)
    }

    /// What the table says of a form without blanks, hyphens and apostrophes.
    pub(super) fn form(&self, key: &str) -> Option<Use> {
        let shout = || self.shouts.contains(key).then_some(Use::Sure);
        self.forms.get(key).copied().or_else(shout)
    }

    /// What the table of heads says of a word.
    pub(super) fn head(&self, word: &str) -> Option<&Head> {
        self.heads.get(word)
    }
}

fn head(row: &Row<'_>) -> Result<Head, TableError> {
    let mut head = Head::default();
    for name in row.filled(1, "use")?.split(' ') {
        let flag = match name {
            "close" => &mut head.closes,
            "weak" => &mut head.closes_weakly,
            "company" => &mut head.company,
            "open" => &mut head.opens,
            "weak-open" => &mut head.opens_weakly,
            "person" => &mut head.person,
            "stop" => &mut head.stop,
            "trap" => &mut head.trap,
            "beside" => &mut head.beside,
            "owner" => &mut head.owner,
            "says" => &mut head.says,
            other => return Err(row.error(format!("`{other}` is no use"))),
        };
        *flag = true;
    }
    head.tail = row.cell(2).split(' ').filter(|word| !word.is_empty()).map(Into::into).collect();
    if (head.opens || head.opens_weakly) && head.tail.is_empty() {
        return Err(row.error("what opens a name needs a tail"));
    }
    Ok(head)
}
