//! Which language a text is in.
//!
//! A text in English must not be lost to the names in it, so function words are counted first:
//! names of people and places have none. What they do not settle the letters do (whatlang), and
//! what neither settles the page may declare.

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use whatlang::{Info, Lang, Script};

/// Bytes of prose that are looked at.
const LOOKED_AT: usize = 4096;
/// Bytes of a text among which prose is looked for.
const SEARCHED: usize = 4 * LOOKED_AT;
/// From so many words on, what the letters say is believed over a declaration.
const LONG: usize = 12;
/// Share of function words that makes a text English, whatever its letters say.
const CLEAR_SHARE: f64 = 0.3;
/// Share of function words that makes it English if no other language has more of its own.
const FAIR_SHARE: f64 = 0.12;
/// With fewer function words of its own than this, a language that was found may be a name for one
/// that whatlang does not know.
const FEW_SHARE: f64 = 0.05;

/// ISO 639-1 code of the language; `None` where it cannot be told.
///
/// `declared` is the `lang` of a page; it decides only what the text leaves open.
pub(crate) fn detect(text: &str, declared: Option<&str>) -> Option<String> {
    let prose = Prose::of(text);
    let declared = declared.and_then(declared_code);
    prose.detect(declared.as_deref()).map(Cow::into_owned)
}

/// The words of a text without numbers, addresses and identifiers.
struct Prose {
    text: String,
    words: usize,
    /// Hits in the lists of function words.
    hits: Hits,
}

impl Prose {
    fn of(text: &str) -> Self {
        let mut prose = Self { text: String::new(), words: 0, hits: Hits::default() };
        let head = &text[..text.floor_char_boundary(SEARCHED)];
        for piece in head.split_whitespace().filter(|piece| is_prose(piece)) {
            if prose.text.len() + piece.len() > LOOKED_AT {
                break;
            }
            prose.text.push_str(&piece.to_lowercase());
            prose.text.push(' ');
        }
        let words = prose.text.split(|sign: char| !sign.is_alphabetic() && sign != '\u{307}');
        for word in words.filter(|word| !word.is_empty()) {
            prose.words += 1;
            prose.hits.count(word);
        }
        prose
    }

    fn detect<'d>(&self, declared: Option<&'d str>) -> Option<Cow<'d, str>> {
        let english = self.share(ENGLISH);
        if english >= CLEAR_SHARE && self.hits.clear_english >= 3 {
            return Some(ENGLISH.into());
        }
        let text = self.main_script();
        let info = whatlang::detect(&text)?;
        if info.script() != Script::Latin {
            return Some(self.in_other_script(&info, declared));
        }
        // A short text has few that no other language has: then more than the language has that its letters
        // tell of must do, and as many leave it open.
        let is_short = self.words < LONG;
        let clear = if is_short { 1 } else { 2 };
        let found = self.share(code(info.lang()));
        let is_likely = self.hits.clear_english >= clear && english >= self.best_other()
            || is_short && english > found;
        if english >= FAIR_SHARE && is_likely {
            return Some(ENGLISH.into());
        }
        if is_short && english > 0.0 && declared.is_none() {
            // `Zembra thanked Ruritania for sending doctors`: words that others have too count half; the
            // endings of verbs tell.
            if self.words >= LONG / 2 && 2.0 * english >= found && self.has_english_verb() {
                return Some(ENGLISH.into());
            }
            if english >= found {
                return None;
            }
        }
        self.in_latin(&info, declared)
    }

    /// The script leaves one language or few; a declaration decides only when the text is short.
    fn in_other_script<'d>(&self, info: &Info, declared: Option<&'d str>) -> Cow<'d, str> {
        let fits = declared.filter(|code| scripts_of(code).contains(&info.script()));
        match fits {
            Some(declared) if info.confidence() < 0.5 && self.words < LONG => declared.into(),
            _ => code(info.lang()).into(),
        }
    }

    fn in_latin<'d>(&self, info: &Info, declared: Option<&'d str>) -> Option<Cow<'d, str>> {
        let found = code(info.lang());
        let own = self.share(found);
        let sure = if self.words >= LONG {
            info.is_reliable() || own >= FAIR_SHARE
        } else {
            own >= CLEAR_SHARE && self.hits.of(found) >= 3
        };
        let Some(declared) = declared.filter(|code| scripts_of(code).is_empty()) else {
            let likely = sure || (self.words >= LONG / 2 && own >= FAIR_SHARE);
            return likely.then(|| found.into());
        };
        let known = own >= FEW_SHARE || Lang::all().iter().any(|&lang| code(lang) == declared);
        let apart = info.is_reliable() || !neighbours(found, declared);
        Some(if sure && known && apart { found.into() } else { declared.into() })
    }

    /// Whether a longer word ends as English verbs do in the past; nouns of its neighbours end in -ing
    /// (`regering`) and -hed (`frihed`).
    fn has_english_verb(&self) -> bool {
        let mut words = self.text.split(|sign: char| !sign.is_alphabetic());
        words.any(|word| word.len() >= 6 && word.ends_with("ed") && !word.ends_with("hed"))
    }

    fn share(&self, language: &str) -> f64 {
        self.hits.share_of(language, self.words)
    }

    fn best_other(&self) -> f64 {
        FUNCTION_WORDS
            .languages
            .iter()
            .filter(|&&code| code != ENGLISH)
            .map(|code| self.share(code))
            .fold(0.0, f64::max)
    }

    /// The text in the script that carries it. A Chinese character says as much as several
    /// letters, so Latin names do not outweigh it.
    fn main_script(&self) -> Cow<'_, str> {
        let (mut latin, mut east_asian) = (0, 0);
        for sign in self.text.chars() {
            latin += usize::from(sign.is_ascii_alphabetic());
            east_asian += usize::from(
                matches!(sign, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}'),
            );
        }
        if east_asian * 3 > latin && east_asian < latin {
            return Cow::Owned(self.text.replace(|sign: char| sign.is_ascii_alphabetic(), " "));
        }
        Cow::Borrowed(&self.text)
    }
}

/// Whether a piece between blanks is made of words: no address, no number, no identifier.
fn is_prose(piece: &str) -> bool {
    piece.chars().any(char::is_alphabetic)
        && !piece.contains("://")
        && !piece.contains(['@', '_', '<', '>', '{', '}'])
        && !piece.starts_with("www.")
        && !piece.chars().any(char::is_numeric)
}

const ENGLISH: &str = "en";
const SHARED: &str = "en-shared";

/// Each function word with its languages, as bits by their place in `languages`.
struct FunctionWords {
    languages: Vec<&'static str>,
    words: FxHashMap<&'static str, u32>,
}

static FUNCTION_WORDS: LazyLock<FunctionWords> = LazyLock::new(|| {
    let mut table = FunctionWords { languages: Vec::new(), words: FxHashMap::default() };
    let rows = include_str!("../tables/function-words.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1);
    for (language, words) in rows.filter_map(|row| row.split_once('\t')) {
        let bit = 1 << table.languages.len();
        table.languages.push(language);
        for word in words.split(' ') {
            *table.words.entry(word).or_default() |= bit;
        }
    }
    table
});

/// Function words found, by language.
#[derive(Default)]
struct Hits {
    counts: [u32; 32],
    clear_english: u32,
}

impl Hits {
    fn count(&mut self, word: &str) {
        let Some(&languages) = FUNCTION_WORDS.words.get(word) else { return };
        for (bit, count) in self.counts.iter_mut().enumerate() {
            *count += languages >> bit & 1;
        }
        self.clear_english += languages & 1;
    }

    fn of(&self, language: &str) -> u32 {
        FUNCTION_WORDS
            .languages
            .iter()
            .zip(self.counts)
            .find(|(code, _)| **code == language)
            .map_or(0, |(_, count)| count)
    }

    #[expect(clippy::cast_precision_loss, reason = "a count of words in 4 kB")]
    fn share_of(&self, language: &str, words: usize) -> f64 {
        let shared = if language == ENGLISH { self.of(SHARED) } else { 0 };
        (f64::from(self.of(language)) + f64::from(shared) / 2.0) / words.max(1) as f64
    }
}

/// The ISO 639-1 code in a `lang` attribute.
fn declared_code(tag: &str) -> Option<String> {
    let first = tag.trim().split(['-', '_', ',', ';', ' ']).next()?.to_ascii_lowercase();
    let known = match first.as_str() {
        "iw" => "he",
        "in" => "id",
        "ji" => "yi",
        "nb" | "nn" => "no",
        "und" | "mul" | "zxx" | "xx" => return None,
        three if three.len() == 3 => code(Lang::from_code(three)?),
        two if two.len() == 2 && two.bytes().all(|byte| byte.is_ascii_lowercase()) => two,
        _ => return None,
    };
    Some(known.to_owned())
}

/// The scripts of a language that is not written in Latin letters; none for one that is.
fn scripts_of(code: &str) -> &'static [Script] {
    match code {
        "ru" | "uk" | "be" | "bg" | "mk" | "kk" | "ky" | "mn" | "tg" => &[Script::Cyrillic],
        "ar" | "fa" | "ur" | "ps" | "sd" | "ug" => &[Script::Arabic],
        "he" | "yi" => &[Script::Hebrew],
        "el" => &[Script::Greek],
        "zh" => &[Script::Mandarin],
        "ja" => &[Script::Hiragana, Script::Katakana, Script::Mandarin],
        "ko" => &[Script::Hangul],
        "hi" | "mr" | "ne" => &[Script::Devanagari],
        "th" => &[Script::Thai],
        "ka" => &[Script::Georgian],
        "hy" => &[Script::Armenian],
        "am" => &[Script::Ethiopic],
        "bn" => &[Script::Bengali],
        "ta" => &[Script::Tamil],
        "te" => &[Script::Telugu],
        _ => &[],
    }
}

/// Languages that short texts do not tell apart.
fn neighbours(a: &str, b: &str) -> bool {
    const FAMILIES: [&[&str]; 6] = [
        &["da", "no", "sv"],
        &["hr", "sr", "bs", "sl"],
        &["cs", "sk"],
        &["id", "ms", "jv"],
        &["es", "gl", "pt", "ca"],
        &["nl", "af"],
    ];
    FAMILIES.iter().any(|family| family.contains(&a) && family.contains(&b))
}

/// ISO 639-1 code of whatlang's languages.
fn code(lang: Lang) -> &'static str {
    match lang {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "no",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
    }
}
