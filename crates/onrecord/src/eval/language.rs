//! What is scored: sentences as the engine makes them, in the form of gold.

use std::ops::Range;

use anyhow::{Result, ensure};
use onrecord_engine::Engine;
use onrecord_engine::sentence::{self as engine, NameKind, WordSpan};
use onrecord_model::Span;

use super::iob2::{Kind, Name};
use super::treebank::{Given, Sentence, Token, Treebank, Word};

/// What makes sentences of a text.
pub(crate) trait Language {
    /// Sentences of a text.
    fn analyse(&self, text: &str) -> Vec<engine::Sentence>;

    /// Sentences of a text whose words are given: as many sentences and words, in the same order.
    fn analyse_words(&self, text: &str, sentences: &[Vec<Given>]) -> Vec<engine::Sentence>;
}

impl Language for Engine {
    fn analyse(&self, text: &str) -> Vec<engine::Sentence> {
        Engine::analyse(self, text)
    }

    fn analyse_words(&self, text: &str, sentences: &[Vec<Given>]) -> Vec<engine::Sentence> {
        let span = |given: &Given| WordSpan {
            span: Span::from_range(given.range.clone()),
            joined: given.joined,
        };
        let spans: Vec<Vec<_>> =
            sentences.iter().map(|words| words.iter().map(span).collect()).collect();
        Engine::analyse_words(self, text, &spans)
    }
}

/// The analysis of a text as a treebank.
pub(crate) fn treebank(text: &str, sentences: &[engine::Sentence]) -> Treebank {
    Treebank { sentences: trees(text, sentences).map(|(_, tree)| tree).collect() }
}

/// The sentences of a text, each with its form in a treebank.
pub(crate) fn trees<'s>(
    text: &'s str,
    sentences: &'s [engine::Sentence],
) -> impl Iterator<Item = (&'s engine::Sentence, Sentence)> {
    let mut rest = sentences.iter().filter(|sentence| !sentence.words.is_empty()).peekable();
    let mut before = None;
    std::iter::from_fn(move || {
        let sentence = rest.next()?;
        let bounds = bounds(sentence);
        let mut tree = tree(text, sentence);
        tree.opens_paragraph =
            before.is_none_or(|end| text[end..bounds.start].matches('\n').count() > 1);
        before = Some(bounds.end);
        if let (Some(token), Some(next)) = (tree.tokens.last_mut(), rest.peek()) {
            token.space_after = bounds.end < self::bounds(next).start;
        }
        Some((sentence, tree))
    })
}

/// The bytes of a sentence, from its first word to its last.
pub(crate) fn bounds(sentence: &engine::Sentence) -> Range<usize> {
    let start = sentence.words.first().map_or(0, |word| word.span.range().start);
    start..sentence.words.last().map_or(start, |word| word.span.range().end)
}

/// Whether the blanks between two sentences hold an empty line.
pub(crate) fn parts_paragraphs(gap: &str) -> bool {
    gap.matches('\n').count() > 1
}

fn tree(text: &str, sentence: &engine::Sentence) -> Sentence {
    let mut made = Sentence::default();
    let mut start = 0;
    for (index, word) in sentence.words.iter().enumerate() {
        let range = word.span.range();
        match made.tokens.last_mut() {
            Some(token) if word.joined => {
                text[start..range.end].clone_into(&mut token.form);
                token.words.end = index + 1;
            }
            last => {
                let before = index.checked_sub(1).map(|before| &sentence.words[before]);
                if let (Some(token), Some(before)) = (last, before) {
                    token.space_after = before.span.range().end < range.start;
                }
                start = range.start;
                let form = text[range.clone()].to_owned();
                made.tokens.push(Token { form, words: index..index + 1, space_after: true });
            }
        }
        made.words.push(Word {
            form: text[range].to_owned(),
            lemma: word.lemma.to_string(),
            upos: word.upos.name().to_owned(),
            xpos: word.xpos.name().to_owned(),
            features: if word.features.is_empty() { "_" } else { &word.features }.to_owned(),
            head: word.head.map(|head| head as usize),
            relation: word.relation.name().to_owned(),
        });
    }
    made
}

/// What the engine makes of a text with these words.
///
/// # Errors
/// It did not keep to the words.
pub(crate) fn with_words(
    language: &dyn Language,
    text: &str,
    given: &[Vec<Given>],
) -> Result<Vec<engine::Sentence>> {
    let sentences = language.analyse_words(text, given);
    let kept = sentences.len() == given.len()
        && sentences.iter().zip(given).all(|(made, given)| made.words.len() == given.len());
    ensure!(kept, "the engine did not keep to the words that it was given");
    Ok(sentences)
}

/// The names of a sentence that are scored.
pub(crate) fn names(sentence: &engine::Sentence) -> Vec<Name> {
    let scored = |name: &engine::Name| {
        let kind = match name.kind {
            NameKind::Person => Kind::Per,
            NameKind::Organisation => Kind::Org,
            NameKind::Location => Kind::Loc,
            _ => return None,
        };
        Some((name.words.start as usize..name.words.end as usize, kind))
    };
    sentence.names.iter().filter_map(scored).collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use crate::eval::{conllu::read, rows::write};
    use onrecord_engine::sentence::{Relation, Upos, Xpos};

    /// An engine that knows the right answer.
    pub(crate) struct Oracle {
        /// What it answers.
        pub(crate) treebank: Treebank,
        /// The names of each sentence.
        pub(crate) names: Vec<Vec<engine::Name>>,
    }

    impl Language for Oracle {
        fn analyse(&self, text: &str) -> Vec<engine::Sentence> {
            assert_eq!(text, self.treebank.text());
            self.analyse_words(text, &self.treebank.given().unwrap())
        }

        fn analyse_words(&self, _: &str, sentences: &[Vec<Given>]) -> Vec<engine::Sentence> {
            let word = |(given, word): (&Given, &Word)| engine::Word {
                span: Span::from_range(given.range.clone()),
                joined: given.joined,
                upos: Upos::from_name(&word.upos).unwrap(),
                xpos: Xpos::from_name(&word.xpos).unwrap(),
                features: word.features.replace('_', "").into(),
                lemma: word.lemma.as_str().into(),
                head: word.head.map(|head| u32::try_from(head).unwrap()),
                relation: Relation::from_name(&word.relation).unwrap(),
            };
            let trees = self.treebank.sentences.iter().zip(sentences);
            let words =
                trees.map(|(tree, given)| given.iter().zip(&tree.words).map(word).collect());
            let names = self.names.iter().cloned().chain(std::iter::repeat(Vec::new()));
            words.zip(names).map(|(words, names)| engine::Sentence { words, names }).collect()
        }
    }

    /// An engine that has the gold of the tests by heart.
    pub(crate) fn oracle() -> Oracle {
        let treebank = read(include_str!("../../tests/eval/gold.conllu")).unwrap();
        Oracle { treebank, names: Vec::new() }
    }

    #[test]
    fn an_analysis_is_a_treebank() {
        let mut oracle = oracle();
        let text = oracle.treebank.text();
        let mut made = treebank(&text, &oracle.analyse(&text));
        assert_eq!(made.text(), text);
        let mut written = Vec::new();
        write(&made, &mut written).unwrap();
        assert_eq!(read(std::str::from_utf8(&written).unwrap()).unwrap().text(), text);
        for sentence in oracle.treebank.sentences.iter_mut().chain(&mut made.sentences) {
            sentence.line = 0;
        }
        assert_eq!(made, oracle.treebank);
    }

    #[test]
    fn only_persons_places_and_organisations_are_scored() {
        let name = |start, kind| engine::Name { words: start..start + 2, kind };
        let sentence = engine::Sentence {
            words: Vec::new(),
            names: vec![
                name(0, NameKind::Person),
                name(2, NameKind::Date),
                name(4, NameKind::Organisation),
                name(6, NameKind::Location),
                name(8, NameKind::Norp),
            ],
        };
        assert_eq!(names(&sentence), [(0..2, Kind::Per), (4..6, Kind::Org), (6..8, Kind::Loc)]);
    }

    #[test]
    fn an_engine_that_makes_other_words_is_an_error() {
        let oracle = oracle();
        let text = oracle.treebank.text();
        let mut given = oracle.treebank.given().unwrap();
        assert!(with_words(&oracle, &text, &given).is_ok());
        given.push(Vec::new());
        assert!(with_words(&oracle, &text, &given).is_err());
    }
}
