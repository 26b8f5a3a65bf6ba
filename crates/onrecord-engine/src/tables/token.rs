//! What the cutting into words reads by: `contractions.tsv`, `joins.tsv`, `units.tsv`,
//! `endings.tsv`, `emoticons.tsv`.

use rustc_hash::{FxHashMap, FxHashSet};

use super::TableTexts;
use super::tsv::{Row, TableError, rows};

/// No row of these tables is longer, in bytes.
const MAX: usize = 15;

/// A short word in lower case and with straight apostrophes, as the tables have it.
#[derive(Clone, Copy)]
pub(crate) struct Folded {
    bytes: [u8; MAX],
    len: u8,
}

impl Folded {
    /// None if the word is longer than any row or holds what no row holds.
    pub(crate) fn new(word: &str) -> Option<Self> {
        let mut folded = Self { bytes: [0; MAX], len: 0 };
        if word.len() > 2 * MAX {
            return None;
        }
        for c in word.chars() {
            let c = if is_apostrophe(c) { '\'' } else { c.to_ascii_lowercase() };
            let len = usize::from(folded.len);
            if !c.is_ascii() || len == MAX {
                return None;
            }
            folded.bytes[len] = u8::try_from(c).ok()?;
            folded.len += 1;
        }
        Some(folded)
    }

    /// Its bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }
}

/// Whether a character stands for an apostrophe.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '`' | '´' | 'ʼ' | 'ʻ' | '＇')
}

/// Where a unit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// `5km`
    After,
    /// `$5t`: after a sum of money only.
    Money,
    /// `Rs500`
    Before,
}

/// What the last part of a name with full stops tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NameEnding {
    /// `.com`
    Domain,
    /// `.pdf`
    File,
}

type Bytes = Box<[u8]>;

/// The five tables, checked.
pub(crate) struct TokenTables {
    /// Token, lengths of its words in characters.
    contractions: FxHashMap<Bytes, Box<[u8]>>,
    /// `'s`, `n't`
    clitics: FxHashSet<Bytes>,
    prefixes: FxHashSet<Bytes>,
    suffixes: FxHashSet<Bytes>,
    /// `w/o`
    wholes: FxHashSet<Bytes>,
    units: FxHashMap<Box<str>, Place>,
    endings: FxHashMap<Bytes, NameEnding>,
    emoticons: FxHashSet<Box<str>>,
}

impl TokenTables {
    pub(super) fn parse(texts: &TableTexts<'_>) -> Result<Self, TableError> {
        let (contractions, clitics) = contractions(texts.contractions)?;
        let mut tables = Self {
            contractions,
            clitics,
            prefixes: FxHashSet::default(),
            suffixes: FxHashSet::default(),
            wholes: FxHashSet::default(),
            units: FxHashMap::default(),
            endings: FxHashMap::default(),
            emoticons: FxHashSet::default(),
        };
        for row in rows("joins.tsv", texts.joins, &["part", "place"])? {
            let part = folded(&row)?.bytes().into();
            let new = match row.cell(1) {
                "prefix" => tables.prefixes.insert(part),
                "suffix" => tables.suffixes.insert(part),
                "whole" => tables.wholes.insert(part),
                other => {
                    return Err(
                        row.error(format!("`{other}` is none of `prefix`, `suffix`, `whole`"))
                    );
                }
            };
            once(&row, new)?;
        }
        for row in rows("units.tsv", texts.units, &["unit", "place"])? {
            let place = match row.cell(1) {
                "after" => Place::After,
                "money" => Place::Money,
                "before" => Place::Before,
                other => return Err(row.error(format!("`{other}` is no place of a unit"))),
            };
            once(&row, tables.units.insert(row.filled(0, "unit")?.into(), place).is_none())?;
        }
        for row in rows("endings.tsv", texts.endings, &["ending", "kind"])? {
            let kind = match row.cell(1) {
                "domain" => NameEnding::Domain,
                "file" => NameEnding::File,
                other => {
                    return Err(row.error(format!("`{other}` is neither `domain` nor `file`")));
                }
            };
            let ending = folded(&row)?.bytes().into();
            once(&row, tables.endings.insert(ending, kind).is_none())?;
        }
        for row in rows("emoticons.tsv", texts.emoticons, &["emoticon"])? {
            if row.cell(0).len() > 6 || row.cell(0).len() < 2 || !row.cell(0).is_ascii() {
                return Err(row.error("an emoticon has 2 to 6 ASCII characters"));
            }
            once(&row, tables.emoticons.insert(row.cell(0).into()))?;
        }
        Ok(tables)
    }

    /// The words of a token, as lengths in characters; none if the table does not have it.
    pub(crate) fn contraction(&self, token: &Folded) -> Option<&[u8]> {
        self.contractions.get(token.bytes()).map(AsRef::as_ref)
    }

    /// Whether it is `'s`, `n't` or another end of a token that is a word of its own.
    pub(crate) fn is_clitic(&self, end: &Folded) -> bool {
        self.clitics.contains(end.bytes())
    }

    /// Whether a hyphen after it parts no words: `non`, `pre`.
    pub(crate) fn is_prefix(&self, part: &str) -> bool {
        Folded::new(part).is_some_and(|part| self.prefixes.contains(part.bytes()))
    }

    /// Whether a hyphen before it parts no words: `wise`.
    pub(crate) fn is_suffix(&self, part: &str) -> bool {
        Folded::new(part).is_some_and(|part| self.suffixes.contains(part.bytes()))
    }

    /// Whether the slash in it parts no words: `w/o`.
    pub(crate) fn is_whole(&self, word: &str) -> bool {
        Folded::new(word).is_some_and(|word| self.wholes.contains(word.bytes()))
    }

    /// Whether a figure may stand directly before it, as in `5km`.
    pub(crate) fn is_unit(&self, unit: &str, money: bool) -> bool {
        match self.place(unit) {
            Some(Place::After) => true,
            Some(Place::Money) => money,
            Some(Place::Before) | None => false,
        }
    }

    /// Whether a figure may stand directly after it, as in `Rs500`.
    pub(crate) fn is_unit_before(&self, unit: &str) -> bool {
        self.place(unit) == Some(Place::Before)
    }

    /// Single letters are looked up as they are, longer units in lower case.
    fn place(&self, unit: &str) -> Option<Place> {
        if unit.len() == 1 || !unit.is_ascii() {
            return self.units.get(unit).copied();
        }
        let folded = Folded::new(unit)?;
        self.units.get(std::str::from_utf8(folded.bytes()).ok()?).copied()
    }

    /// What the last part of a name with full stops tells, in lower case or in capitals.
    pub(crate) fn ending(&self, part: &str) -> Option<NameEnding> {
        let all =
            |is: fn(&char) -> bool| part.chars().filter(|c| c.is_alphabetic()).all(|c| is(&c));
        if !all(char::is_ascii_lowercase) && !all(char::is_ascii_uppercase) {
            return None;
        }
        self.endings.get(Folded::new(part)?.bytes()).copied()
    }

    /// Whether it is a face made of marks.
    pub(crate) fn is_emoticon(&self, marks: &str) -> bool {
        self.emoticons.contains(marks)
    }
}

fn once(row: &Row<'_>, new: bool) -> Result<(), TableError> {
    if new { Ok(()) } else { Err(row.error(format!("`{}` stands twice", row.cell(0)))) }
}

/// The first cell of a suffix row may begin with a hyphen.
fn folded(row: &Row<'_>) -> Result<Folded, TableError> {
    let cell = row.cell(0).trim_start_matches('-');
    match Folded::new(cell) {
        Some(folded) if !cell.is_empty() && folded.bytes() == cell.as_bytes() => Ok(folded),
        _ => Err(row.error(format!("`{}` is not short and in lower case", row.cell(0)))),
    }
}

type Contractions = (FxHashMap<Bytes, Box<[u8]>>, FxHashSet<Bytes>);

fn contractions(text: &str) -> Result<Contractions, TableError> {
    let (mut whole, mut clitics) = (FxHashMap::default(), FxHashSet::default());
    for row in rows("contractions.tsv", text, &["token", "words"])? {
        let token = folded(&row)?;
        if row.cell(1).replace('|', "") != row.cell(0) {
            return Err(row.error("the words do not make up the token"));
        }
        let lengths: Vec<u8> =
            row.cell(1).split('|').filter_map(|word| u8::try_from(word.len()).ok()).collect();
        if lengths.contains(&0) {
            return Err(row.error("a word is empty"));
        }
        let new = match row.cell(0).strip_prefix('*') {
            Some(clitic) => clitics.insert(clitic.as_bytes().into()),
            None => whole.insert(token.bytes().into(), lengths.into()).is_none(),
        };
        once(&row, new)?;
    }
    Ok((whole, clitics))
}
