//! Dictionary forms of inflected words, where rules and tables know better than the model.
//!
//! Whether `hoping` comes from `hope` or `hop` is a matter of which words there are, and of
//! spelling: the model guesses well from context, but makes words that do not exist. Tables:
//! `inflections.tsv` (irregular forms) and `bases.tsv` (words that the rules ask for). The
//! suffixes and their order are those of WordNet's morphological processor (morphy).

use rustc_hash::FxHashMap;

use super::tag::{Upos, Xpos};
use crate::tables::{TableError, TableTexts, rows};

/// Irregular forms, and the words that the rules ask for.
pub(crate) struct Inflections {
    forms: FxHashMap<Box<str>, Vec<(Xpos, Box<str>)>>,
    bases: FxHashMap<Box<str>, Classes>,
}

/// What a word can be.
#[derive(Clone, Copy, Default)]
struct Classes {
    adjective: bool,
    noun: bool,
    verb: bool,
}

impl Inflections {
    pub(crate) fn parse(texts: &TableTexts<'_>) -> Result<Self, TableError> {
        let mut forms: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for row in rows("inflections.tsv", texts.inflections, &["form", "tag", "lemma"])? {
            let tag = Xpos::from_name(row.cell(1))
                .ok_or_else(|| row.error(format!("`{}` is no tag", row.cell(1))))?;
            let lemma = row.filled(2, "lemma")?.into();
            forms.entry(row.filled(0, "form")?.into()).or_default().push((tag, lemma));
        }
        let mut bases = FxHashMap::default();
        for row in rows("bases.tsv", texts.bases, &["word", "classes"])? {
            let mut classes = Classes::default();
            for letter in row.filled(1, "classes")?.chars() {
                match letter {
                    'A' => classes.adjective = true,
                    'N' => classes.noun = true,
                    'V' => classes.verb = true,
                    _ => return Err(row.error(format!("`{letter}` is no class"))),
                }
            }
            bases.insert(row.filled(0, "word")?.into(), classes);
        }
        Ok(Self { forms, bases })
    }

    /// The dictionary form of a word; none where the model's stands.
    pub(crate) fn lemma(
        &self,
        form: &str,
        upos: Upos,
        xpos: Xpos,
        model: &str,
    ) -> Option<Box<str>> {
        // What an adverb is the comparative of, the tag alone does not say.
        let xpos = match xpos {
            Xpos::Jjr if upos == Upos::Adv => Xpos::Rbr,
            Xpos::Jjs if upos == Upos::Adv => Xpos::Rbs,
            _ => xpos,
        };
        if upos == Upos::Propn && !model.chars().any(char::is_uppercase) {
            // A name keeps its capitals.
            let is_word = form.chars().all(char::is_alphabetic) && form.len() > 1;
            return (is_word && form.chars().any(char::is_uppercase))
                .then(|| form.into())
                .or_else(|| self.irregular(form, xpos));
        }
        if !may_be_inflected(upos, xpos) || !form.bytes().all(|b| b.is_ascii_alphabetic()) {
            return None;
        }
        let lower = form.to_ascii_lowercase();
        let found = self.irregular(&lower, xpos).or_else(|| self.regular(&lower, xpos, model));
        found.filter(|lemma| **lemma != *model)
    }

    fn irregular(&self, form: &str, xpos: Xpos) -> Option<Box<str>> {
        let (_, lemma) = self.forms.get(form)?.iter().find(|(tag, _)| *tag == xpos)?;
        Some(lemma.clone())
    }

    fn regular(&self, form: &str, xpos: Xpos, model: &str) -> Option<Box<str>> {
        let knows = |word: &str, of: fn(&Classes) -> bool| self.bases.get(word).is_some_and(of);
        if let Some(stem) = form.strip_suffix("men").filter(|_| xpos == Xpos::Nns) {
            return Some(format!("{stem}man").into());
        }
        let (ending, of): (&str, fn(&Classes) -> bool) = match xpos {
            Xpos::Vbg => ("ing", |classes| classes.verb),
            Xpos::Vbd | Xpos::Vbn => ("ed", |classes| classes.verb),
            Xpos::Jjr | Xpos::Rbr => ("er", |classes| classes.adjective),
            Xpos::Jjs | Xpos::Rbs => ("est", |classes| classes.adjective),
            Xpos::Vbz => ("s", |classes| classes.verb),
            Xpos::Nns => ("s", |classes| classes.noun),
            _ => return None,
        };
        let stem = form.strip_suffix(ending).filter(|stem| stem.len() > 1)?;
        if ending == "s" {
            let bare = stem.strip_suffix('e').filter(|bare| hisses(bare)).map(str::to_owned);
            let y = stem.strip_suffix("ie").filter(|bare| bare.len() > 1);
            let short = y.map(|bare| format!("{bare}y")).or(bare);
            // A plural without such an ending is the model's.
            let is_known = knows(stem, of) || short.is_none() && stem.ends_with("ie");
            return if is_known { Some(stem.into()) } else { short.map(Into::into) };
        }
        if xpos != Xpos::Vbg
            && let Some(bare) = stem.strip_suffix('i')
            && bare.len() > 1
        {
            return Some(format!("{bare}y").into());
        }
        let with_e = format!("{stem}e");
        if knows(&with_e, of) {
            // `hope` and `hop`, `singe` and `sing`: a short stem would have doubled its end.
            let both = knows(stem, of) && !doubles(stem);
            return Some(if both && model == stem { stem.into() } else { with_e.into() });
        }
        let undoubled =
            stem.len() > 2 && stem.as_bytes()[stem.len() - 2] == stem.as_bytes()[stem.len() - 1];
        if undoubled && !knows(stem, of) && !stem.ends_with(['a', 'e', 'i', 'o', 'u']) {
            return Some(stem[..stem.len() - 1].into());
        }
        if needs_e(stem) { Some(with_e.into()) } else { Some(stem.into()) }
    }
}

fn may_be_inflected(upos: Upos, xpos: Xpos) -> bool {
    match xpos {
        Xpos::Prp => upos == Upos::Pron,
        Xpos::Vbg | Xpos::Vbd | Xpos::Vbn | Xpos::Vbz => upos == Upos::Verb,
        Xpos::Nns => upos == Upos::Noun,
        Xpos::Jj | Xpos::Jjr | Xpos::Jjs => upos == Upos::Adj,
        Xpos::Rbr | Xpos::Rbs => upos == Upos::Adv,
        _ => false,
    }
}

/// Whether a plural of it ends in `-es`.
fn hisses(word: &str) -> bool {
    ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| word.ends_with(end))
}

/// Whether no English word ends so, but for an `e`: `googl`, `carv`, `pledg`.
fn needs_e(stem: &str) -> bool {
    let bytes = stem.as_bytes();
    match bytes {
        [.., b'v' | b'u' | b'c'] | [.., b'd', b'g'] => true,
        [.., before, b'l'] => b"bcdfgkpstz".contains(before),
        _ => false,
    }
}

/// Whether it would double its last letter before `-ing`: one syllable, vowel, consonant.
fn doubles(stem: &str) -> bool {
    let is_vowel = |b: &u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u');
    let bytes = stem.as_bytes();
    let [.., before, vowel, last] = bytes else { return false };
    is_vowel(vowel)
        && !is_vowel(before)
        && !is_vowel(last)
        && !b"wxy".contains(last)
        && bytes.iter().filter(|b| is_vowel(b)).count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dictionary_forms_are_words() {
        let inflections = Inflections::parse(&TableTexts::compiled_in()).unwrap();
        let expected = [
            ("Hoping", Upos::Verb, Xpos::Vbg, "hop", "hope"),
            ("hopping", Upos::Verb, Xpos::Vbg, "hopp", "hop"),
            ("singing", Upos::Verb, Xpos::Vbg, "sing", "sing"),
            ("running", Upos::Verb, Xpos::Vbg, "runn", "run"),
            ("killed", Upos::Verb, Xpos::Vbn, "kille", "kill"),
            ("expressed", Upos::Verb, Xpos::Vbd, "expresse", "express"),
            ("nominated", Upos::Verb, Xpos::Vbd, "nominat", "nominate"),
            ("supplied", Upos::Verb, Xpos::Vbd, "suppli", "supply"),
            ("fled", Upos::Verb, Xpos::Vbd, "fl", "flee"),
            ("googling", Upos::Verb, Xpos::Vbg, "googl", "google"),
            ("clashes", Upos::Noun, Xpos::Nns, "clashe", "clash"),
            ("houses", Upos::Noun, Xpos::Nns, "hous", "house"),
            ("militiamen", Upos::Noun, Xpos::Nns, "militiame", "militiaman"),
            ("pies", Upos::Noun, Xpos::Nns, "py", "pie"),
            ("parties", Upos::Noun, Xpos::Nns, "partie", "party"),
            ("larger", Upos::Adj, Xpos::Jjr, "larg", "large"),
            ("hottest", Upos::Adj, Xpos::Jjs, "hott", "hot"),
            ("best", Upos::Adv, Xpos::Jjs, "good", "well"),
            ("i", Upos::Pron, Xpos::Prp, "i", "I"),
            ("french", Upos::Adj, Xpos::Jj, "french", "French"),
            ("monday", Upos::Propn, Xpos::Nnp, "monday", "Monday"),
            ("HANO", Upos::Propn, Xpos::Nnp, "hano", "HANO"),
        ];
        for (form, upos, xpos, model, lemma) in expected {
            let found = inflections.lemma(form, upos, xpos, model);
            assert_eq!(found.as_deref().unwrap_or(model), lemma, "{form}");
        }
    }

    #[test]
    fn other_words_keep_what_the_model_says() {
        let inflections = Inflections::parse(&TableTexts::compiled_in()).unwrap();
        let kept = [
            ("troops", Upos::Noun, Xpos::Nns, "troops"),
            ("wasted", Upos::Adj, Xpos::Vbn, "wasted"),
            ("towns", Upos::Noun, Xpos::Nns, "town"),
            ("al-Qaim", Upos::Propn, Xpos::Nnp, "al-Qaim"),
            ("s", Upos::Noun, Xpos::Nns, "s"),
            ("ing", Upos::Verb, Xpos::Vbg, "ing"),
        ];
        for (form, upos, xpos, model) in kept {
            assert_eq!(inflections.lemma(form, upos, xpos, model), None, "{form}");
        }
    }
}
