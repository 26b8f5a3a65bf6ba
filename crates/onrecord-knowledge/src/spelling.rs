//! Spellings: one key for what is written alike, one for what sounds alike, and how near two
//! names are. Table: `spelling.tsv`.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

static TABLE: LazyLock<Table> =
    LazyLock::new(|| Table::parse(include_str!("../tables/spelling.tsv")));

/// What one sound costs in the place of another that spellings mix up.
const NEAR: f32 = 0.35;
/// What one vowel costs in the place of another.
const VOWEL: f32 = 0.4;
/// How much the names as one word each can add to what their words reach: in a long name a word
/// that is somebody else's weighs little.
const RUN_TOGETHER: f32 = 0.1;
/// Bytes of a word that are compared.
const LONGEST: usize = 64;
/// Words of a name that are compared.
const WORDS: usize = 6;

#[derive(Debug, Default)]
struct Table {
    letters: FxHashMap<char, &'static str>,
    articles: FxHashSet<&'static str>,
    /// By their first word: the other words, and what stands for all of them.
    phrases: FxHashMap<&'static str, Vec<(Vec<&'static str>, &'static str)>>,
    beginnings: Vec<(&'static str, &'static str)>,
    sequences: Vec<(&'static str, &'static str)>,
    sounds: FxHashMap<u8, u8>,
    near: Vec<(u8, u8)>,
    light: Vec<(u8, f32)>,
}

impl Table {
    fn parse(text: &'static str) -> Self {
        let mut table = Self::default();
        let rows = text.lines().filter(|row| !row.starts_with('#')).skip(1);
        for row in rows {
            let mut columns = row.split('\t');
            let mut next = || columns.next().unwrap_or_default();
            let (rule, from, to) = (next(), next(), next());
            let byte = |text: &str| text.as_bytes().first().copied().unwrap_or_default();
            match rule {
                "letter" => table.letters.extend(from.chars().next().map(|c| (c, to))),
                "article" => table.articles.extend([from]),
                "phrase" => {
                    let mut words = from.split(' ');
                    let first = table.phrases.entry(words.next().unwrap_or_default());
                    first.or_default().push((words.collect(), to));
                }
                "beginning" => table.beginnings.push((from, to)),
                "sequence" => table.sequences.push((from, to)),
                "sound" => table.sounds.extend([(byte(from), byte(to))]),
                "near" => table.near.extend([(byte(from), byte(to)), (byte(to), byte(from))]),
                "light" => table.light.extend(to.parse().ok().map(|cost| (byte(from), cost))),
                _ => debug_assert!(false, "{rule} is no rule"),
            }
        }
        table
    }
}

/// The key of a name: small letters without marks, words parted by one blank, without apostrophes
/// and full stops.
///
/// ```
/// use onrecord_knowledge::fold;
/// assert_eq!(fold("Hashd al-Sha’abi"), "hashd al shaabi");
/// assert_eq!(fold("U.S. Army"), "us army");
/// assert_eq!(fold("People’s Party"), "people s party");
/// assert_eq!(fold("Recep Tayyip Erdoğan"), "recep tayyip erdogan");
/// ```
pub fn fold(name: &str) -> String {
    let mut key = String::with_capacity(name.len());
    fold_into(name, &mut key);
    key
}

/// [`fold`] into a string that is kept.
pub fn fold_into(name: &str, key: &mut String) {
    key.clear();
    fold_each(name, |c, _| match c {
        ' ' if key.is_empty() || key.ends_with(' ') => {}
        c => key.push(c),
    });
    key.truncate(key.trim_end().len());
}

/// [`fold`] of running text, with where each byte of the key begins in the text, and where the text
/// ends. Blanks are not joined, and none is cut off.
pub fn fold_text(text: &str, key: &mut String, places: &mut Vec<u32>) {
    key.clear();
    places.clear();
    fold_each(text, |c, at| {
        key.push(c);
        places.resize(key.len(), u32::try_from(at).unwrap_or(u32::MAX));
    });
    places.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
}

/// Hands on the folded characters of a text, each with the place it came from.
fn fold_each(text: &str, mut push: impl FnMut(char, usize)) {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' | '’' | '‘' | '`' | '´' | 'ʿ' | 'ʾ' | 'ʼ' | 'ʻ' | '′' => {
                // The `s` of a possessive is a word of its own; other apostrophes are part of one.
                let mut after = chars.clone().map(|(_, c)| c);
                let is_s = after.next().is_some_and(|c| c == 's' || c == 'S');
                if is_s && !after.next().is_some_and(char::is_alphanumeric) {
                    push(' ', at);
                }
            }
            '.' | '\u{ad}' | '\u{200b}'..='\u{200f}' => {}
            '&' => "and".chars().for_each(|c| push(c, at)),
            c if c.is_ascii_alphanumeric() => push(c.to_ascii_lowercase(), at),
            c if c.is_ascii() => push(' ', at),
            c => {
                for c in std::iter::once(c).nfkd().filter(|&c| !is_combining_mark(c)) {
                    for c in c.to_lowercase() {
                        match TABLE.letters.get(&c) {
                            Some(letters) => letters.chars().for_each(|c| push(c, at)),
                            None => push(if c.is_alphanumeric() { c } else { ' ' }, at),
                        }
                    }
                }
            }
        }
    }
}

/// How the words of a name sound: spellings of one name mostly give the same. Articles are left
/// out.
///
/// ```
/// use onrecord_knowledge::sound;
/// assert_eq!(sound("Qassim al-Kadhimi"), sound("Kasem El Kazemi"));
/// assert_ne!(sound("Salih"), sound("Salman"));
/// ```
pub fn sound(name: &str) -> Vec<String> {
    sound_of_key(&fold(name))
}

/// [`sound`] of a name that is folded.
pub(crate) fn sound_of_key(key: &str) -> Vec<String> {
    let words: Vec<&str> = key.split(' ').filter(|word| !word.is_empty()).collect();
    let (mut rest, mut sounds) = (&words[..], Vec::new());
    while let [first, after @ ..] = rest {
        rest = after;
        if let Some((others, to)) = phrase(first, after) {
            sounds.push(word_sound(to));
            rest = &after[others..];
        } else if after.is_empty() || !TABLE.articles.contains(first) {
            sounds.push(word_sound(first));
        }
    }
    sounds
}

/// How many words after the first belong to a phrase with it, and what stands for it.
fn phrase(first: &str, after: &[&str]) -> Option<(usize, &'static str)> {
    let phrases = TABLE.phrases.get(first)?;
    let found = phrases.iter().find(|(others, _)| after.starts_with(others));
    found.map(|(others, to)| (others.len(), *to))
}

fn word_sound(word: &str) -> String {
    let table = &*TABLE;
    let begun = table.beginnings.iter().find_map(|(from, to)| Some((to, word.strip_prefix(from)?)));
    let word = begun.map_or_else(|| word.to_owned(), |(to, rest)| format!("{to}{rest}"));
    let mut sound = String::with_capacity(word.len());
    let mut rest = word.as_str();
    // One pass, longest rules first in the table: what a rule makes is not read again.
    while let Some(c) = rest.chars().next() {
        let rule = table.sequences.iter().find(|(from, _)| rest.starts_with(from));
        let mapped = || u8::try_from(c).ok().and_then(|b| table.sounds.get(&b).copied());
        let (length, to) = rule.map_or_else(
            || (c.len_utf8(), mapped().map_or(c, char::from).to_string()),
            |(from, to)| (from.len(), (*to).to_owned()),
        );
        for c in to.chars().filter(|c| c.is_alphanumeric()) {
            if !sound.ends_with(c) {
                sound.push(c);
            }
        }
        rest = &rest[length..];
    }
    sound
}

/// How near two names are, 0 to 1: the likeness of the worst word of the shorter one to its
/// counterpart in the other, in any order, words run together or apart alike. Names of at least
/// [`ALIKE`] are taken for one.
///
/// ```
/// use onrecord_knowledge::{ALIKE, likeness};
/// assert!(likeness("Mohammad-Javad Zarif", "Mohammad Jawad Zarif") > ALIKE);
/// assert!(likeness("Mohammadreza Khatami", "Mohammad Reza Khatami") > ALIKE);
/// assert!(likeness("Hamid Karzai", "Hamid Gul") < ALIKE);
/// ```
pub fn likeness(a: &str, b: &str) -> f32 {
    likeness_of_sounds(&sound(a), &sound(b))
}

/// From which [`likeness`] on two names are taken for one: of pairs of different people of one
/// name or family fewer than two in a hundred are as near (`onrecord eval pairs`).
pub const ALIKE: f32 = 0.77;

/// [`likeness`] of names that have been put into [`sound`]s.
pub fn likeness_of_sounds<S: AsRef<str>, T: AsRef<str>>(a: &[S], b: &[T]) -> f32 {
    let a: Vec<&str> = a.iter().map(AsRef::as_ref).collect();
    let b: Vec<&str> = b.iter().map(AsRef::as_ref).collect();
    likeness_of_words(&a, &b)
}

/// Whether two words in [`sound`]s are at least so like each other.
pub fn are_near(a: &str, b: &str, least: f32) -> bool {
    if a == b {
        return true;
    }
    // They are no nearer than their weights.
    let (light, heavy) = (weight(a).min(weight(b)), weight(a).max(weight(b)));
    light >= least * heavy && word_likeness(a, b) >= least
}

fn likeness_of_words(a: &[&str], b: &[&str]) -> f32 {
    let (a, b) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if a.is_empty() {
        return 0.0;
    }
    let whole = word_likeness(&a.concat(), &b.concat());
    let mut parts = align(&a[..a.len().min(WORDS)], &b[..b.len().min(WORDS + 2)], 0);
    if a.len() < 2 && b.len() >= 2 {
        // One word in common with a longer name tells little.
        parts = parts.min(0.5 + 0.5 * whole);
    }
    parts.max(whole.min(parts + RUN_TOGETHER))
}

/// The best that the worst word of `a` can reach with the words of `b` that are free.
fn align(a: &[&str], b: &[&str], used: u32) -> f32 {
    if a.is_empty() {
        return 1.0;
    }
    let mut best = 0.0_f32;
    for mine in 1..=a.len().min(3) {
        let word = a[..mine].concat();
        for at in 0..b.len() {
            for theirs in 1..=(if mine == 1 { (b.len() - at).min(3) } else { 1 }) {
                let mask = ((1 << theirs) - 1) << at;
                if used & mask != 0 {
                    break;
                }
                let alike = word_likeness(&word, &b[at..at + theirs].concat());
                if alike > best {
                    best = best.max(alike.min(align(&a[mine..], b, used | mask)));
                }
            }
        }
    }
    best
}

/// How alike two words sound, 0 to 1: one less the weighted edit distance by the weight of the
/// heavier word (Levenshtein 1966, with the costs of `spelling.tsv`).
fn word_likeness(a: &str, b: &str) -> f32 {
    if a == b {
        return 1.0;
    }
    (1.0 - distance(a.as_bytes(), b.as_bytes()) / weight(a).max(weight(b))).max(0.0)
}

/// What it costs to write a word from nothing.
fn weight(word: &str) -> f32 {
    word.bytes().map(cost).sum()
}

fn cost(sound: u8) -> f32 {
    COSTS.alone[usize::from(sound)]
}

fn instead(a: u8, b: u8) -> f32 {
    if a == b { 0.0 } else { COSTS.instead[usize::from(a)][usize::from(b)] }
}

/// The costs of edits, by byte.
struct Costs {
    alone: [f32; 256],
    instead: Box<[[f32; 256]; 256]>,
}

static COSTS: LazyLock<Costs> = LazyLock::new(|| {
    let mut costs = Costs { alone: [1.0; 256], instead: Box::new([[1.0; 256]; 256]) };
    for (sound, cost) in &TABLE.light {
        costs.alone[usize::from(*sound)] = *cost;
    }
    for (a, b) in &TABLE.near {
        costs.instead[usize::from(*a)][usize::from(*b)] = NEAR;
    }
    for a in *b"aiu" {
        for b in *b"aiu" {
            costs.instead[usize::from(a)][usize::from(b)] = VOWEL;
        }
    }
    costs
});

fn distance(a: &[u8], b: &[u8]) -> f32 {
    let [a, b] = [a, b].map(|word| &word[..word.len().min(LONGEST)]);
    let mut row = [0.0; LONGEST + 1];
    for (at, &c) in b.iter().enumerate() {
        row[at + 1] = row[at] + cost(c);
    }
    for &x in a {
        let mut before = row[0];
        row[0] += cost(x);
        for (at, &y) in b.iter().enumerate() {
            let cheapest =
                (before + instead(x, y)).min(row[at + 1] + cost(x)).min(row[at] + cost(y));
            before = row[at + 1];
            row[at + 1] = cheapest;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_an_example_that_it_changes() {
        let rows =
            include_str!("../tables/spelling.tsv").lines().filter(|row| !row.starts_with('#'));
        for row in rows.skip(1) {
            let columns: Vec<&str> = row.split('\t').collect();
            let [rule, from, to, example] = columns[..] else { panic!("{row}: four columns") };
            let lower = example.to_lowercase();
            match rule {
                "near" | "light" => assert!(!to.is_empty()),
                "phrase" => assert!(fold(example).contains(from), "{row}"),
                _ => assert!(lower.contains(from), "{row}"),
            }
        }
    }

    #[test]
    fn a_word_of_somebody_else_is_not_lost_in_a_long_name() {
        assert!(likeness("Ri Hong-chol", "Ri Hong-sop") < ALIKE);
        assert!(
            likeness("Abd al-Rahman Khalaf al-Dosari", "Abd al-Rahman Khalaf al-Anizi") < ALIKE
        );
        assert!(likeness("Deir ez-Zor", "Deir Ezzor") > ALIKE);
        assert!(likeness("Strelsau Aktiengesellschaft", "Strelsau AG") > ALIKE);
    }

    #[test]
    fn nothing_is_like_nothing() {
        assert!(likeness("", "Ali") <= 0.0);
        assert_eq!(fold(" — "), "");
    }
}
