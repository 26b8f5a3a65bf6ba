//! Words that attribute: `cues.tsv`.

use onrecord_model::{Act, Medium};
use rustc_hash::FxHashMap;

use super::tsv::{Row, TableError, rows};

/// Where a cue may stand to its quotation and to its source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Frames(u16);

impl Frames {
    /// `“…,” X said`
    pub(crate) const AFTER: Self = Self(1);
    /// `“…,” said X`
    pub(crate) const INVERTED: Self = Self(1 << 1);
    /// `X said: “…”`
    pub(crate) const BEFORE: Self = Self(1 << 2);
    /// `X said (that) it was “…”`
    pub(crate) const CLAUSE: Self = Self(1 << 3);
    /// `X condemned the “…”`
    pub(crate) const OBJECT: Self = Self(1 << 4);
    /// `X told Y`
    pub(crate) const ADDRESSEE: Self = Self(1 << 5);
    /// `X was quoted as saying`
    pub(crate) const PASSIVE: Self = Self(1 << 6);
    /// `according to X`
    pub(crate) const ADPOSITION: Self = Self(1 << 7);
    /// `…, X reported` after a complete attribution hands on what another said
    pub(crate) const RELAY: Self = Self(1 << 8);

    const NAMES: [(Self, &'static str); 9] = [
        (Self::AFTER, "after"),
        (Self::INVERTED, "inverted"),
        (Self::BEFORE, "before"),
        (Self::CLAUSE, "clause"),
        (Self::OBJECT, "object"),
        (Self::ADDRESSEE, "addressee"),
        (Self::PASSIVE, "passive"),
        (Self::ADPOSITION, "adposition"),
        (Self::RELAY, "relay"),
    ];

    fn parse(text: &str) -> Result<Self, String> {
        text.split(' ').try_fold(Self::default(), |all, name| {
            let known = Self::NAMES.iter().find(|(_, known)| *known == name);
            known.map(|(one, _)| Self(all.0 | one.0)).ok_or_else(|| format!("`{name}` is no frame"))
        })
    }

    /// Whether it has any of these frames.
    pub(crate) fn any(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Both sets.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// In which form a cue stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Inflection {
    /// `say`
    Base,
    /// `says`
    Third,
    /// `said`, also as participle
    Past,
    /// `saying`
    Ing,
    /// `according to`
    Fixed,
}

/// One row of the table.
#[derive(Clone, Debug)]
pub(crate) struct CueRow {
    pub(crate) lemma: String,
    pub(crate) act: Act,
    pub(crate) medium: Medium,
    pub(crate) frames: Frames,
    /// A passage in which it is a cue, and one in which it is not.
    pub(crate) examples: [String; 2],
}

/// One form of a cue: the words after the first, the row, the inflection.
type Form = (Vec<String>, u16, Inflection);

/// A cue found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CueUse {
    /// Number of the row.
    pub(crate) row: u16,
    /// How many words it has.
    pub(crate) words: u8,
    /// In which form it stands.
    pub(crate) inflection: Inflection,
}

/// All cues.
pub(crate) struct Cues {
    rows: Vec<CueRow>,
    /// From the first word of a form, longest forms first.
    forms: FxHashMap<String, Vec<Form>>,
}

const COLUMNS: [&str; 8] = ["lemma", "forms", "act", "medium", "frames", "yes", "no", "basis"];

impl Cues {
    /// Row number `row`.
    pub(crate) fn row(&self, row: u16) -> &CueRow {
        &self.rows[row as usize]
    }

    /// All rows.
    pub(crate) fn rows(&self) -> &[CueRow] {
        &self.rows
    }

    /// The longest form that begins with the word `first`; `rest` tells whether the word `n`
    /// places on is the one given.
    pub(crate) fn find(&self, first: &str, rest: impl Fn(usize, &str) -> bool) -> Option<CueUse> {
        let forms = self.forms.get(first)?;
        let (words, row, inflection) = forms
            .iter()
            .find(|(words, ..)| words.iter().enumerate().all(|(at, word)| rest(at + 1, word)))?;
        let words = u8::try_from(words.len() + 1).ok()?;
        Some(CueUse { row: *row, words, inflection: *inflection })
    }

    pub(super) fn parse(text: &str) -> Result<Self, TableError> {
        let mut cues = Self { rows: Vec::new(), forms: FxHashMap::default() };
        for row in rows("cues.tsv", text, &COLUMNS)? {
            let cue = parse_row(&row)?;
            if cues.rows.last().is_some_and(|last| last.lemma == cue.lemma) {
                return Err(row.error(format!("`{}` stands twice", cue.lemma)));
            }
            let Ok(number) = u16::try_from(cues.rows.len()) else {
                return Err(row.error("there are more than 65,536 cues"));
            };
            for (form, inflection) in
                forms(&cue.lemma, row.cell(1)).map_err(|message| row.error(message))?
            {
                let mut words = form.split(' ').map(str::to_owned);
                let Some(first) = words.next() else { continue };
                cues.forms.entry(first).or_default().push((words.collect(), number, inflection));
            }
            cues.rows.push(cue);
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for forms in cues.forms.values_mut() {
            forms.sort_by_key(|(words, row, _)| (std::cmp::Reverse(words.len()), *row));
        }
        Ok(cues)
    }
}

fn parse_row(row: &Row<'_>) -> Result<CueRow, TableError> {
    let unknown = |name: &str, what: &str| row.error(format!("`{name}` is no {what}"));
    row.filled(7, "basis")?;
    Ok(CueRow {
        lemma: row.filled(0, "lemma")?.to_owned(),
        act: Act::from_name(row.cell(2)).ok_or_else(|| unknown(row.cell(2), "act"))?,
        medium: Medium::from_name(row.cell(3)).ok_or_else(|| unknown(row.cell(3), "medium"))?,
        frames: Frames::parse(row.cell(4)).map_err(|message| row.error(message))?,
        examples: [row.filled(5, "yes")?.to_owned(), row.filled(6, "no")?.to_owned()],
    })
}

/// All forms of a lemma. `regular` and lists inflect the first word; `fixed` stands as it is.
fn forms(lemma: &str, rule: &str) -> Result<Vec<(String, Inflection)>, String> {
    if rule == "fixed" {
        return Ok(vec![(lemma.to_owned(), Inflection::Fixed)]);
    }
    let (verb, rest) =
        lemma.split_once(' ').map_or((lemma, ""), |(verb, _)| (verb, &lemma[verb.len()..]));
    let listed: Vec<String> = if rule == "regular" {
        regular(verb).into()
    } else {
        rule.split('/').map(str::to_owned).collect()
    };
    let [third, past, ing] = &listed[..] else {
        return Err(format!("`{rule}` is neither `regular`, `fixed` nor third/past/ing"));
    };
    let all = [(verb, Inflection::Base), (third, Inflection::Third), (ing, Inflection::Ing)];
    let pasts = past.split(',').map(|past| (past, Inflection::Past));
    let mut forms: Vec<(String, Inflection)> = Vec::new();
    // `put` is its own past: one form, and the past is what a report uses.
    for (form, inflection) in pasts.chain(all) {
        let form = format!("{form}{rest}");
        if !forms.iter().any(|(known, _)| *known == form) {
            forms.push((form, inflection));
        }
    }
    Ok(forms)
}

/// Third person, past and -ing form of a regular verb that doubles no consonant.
fn regular(verb: &str) -> [String; 3] {
    let vowel_before_last = verb.chars().rev().nth(1).is_some_and(|c| "aeiou".contains(c));
    let hisses = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| verb.ends_with(end));
    if let Some(stem) = verb.strip_suffix('y').filter(|_| !vowel_before_last) {
        return [format!("{stem}ies"), format!("{stem}ied"), format!("{verb}ing")];
    }
    let third = format!("{verb}{}", if hisses { "es" } else { "s" });
    match verb.strip_suffix('e').filter(|_| !verb.ends_with("ee")) {
        Some(stem) => [third, format!("{verb}d"), format!("{stem}ing")],
        None if verb.ends_with('e') => [third, format!("{verb}d"), format!("{verb}ing")],
        None => [third, format!("{verb}ed"), format!("{verb}ing")],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_verbs_inflect() {
        assert_eq!(regular("warn"), ["warns", "warned", "warning"]);
        assert_eq!(regular("argue"), ["argues", "argued", "arguing"]);
        assert_eq!(regular("agree"), ["agrees", "agreed", "agreeing"]);
        assert_eq!(regular("reply"), ["replies", "replied", "replying"]);
        assert_eq!(regular("stress"), ["stresses", "stressed", "stressing"]);
        assert_eq!(regular("say"), ["says", "sayed", "saying"]);
    }
}
