//! The stages in order: words, ends of sentences, trees and names, values.

use std::vec::IntoIter;

use onrecord_model::Span;

use super::cut::{self, Bound, CutWord, Paragraph};
use super::graph::{NameKind, Sentence, Word, WordSpan};
use super::models::Models;
use super::organisation::{OrganisationTables, add_organisations};
use super::parse::{MAX_WORDS, Parsed};
use super::scratch::{Lent, Scratch};
use super::tag::{Relation, Upos, Xpos};
use super::value::{ValueTables, add_values};
use crate::tables::Tables;

/// Paragraphs are read together until they hold so many words: enough for the models to work on
/// many sentences at a time, few enough that memory does not grow with the text. A longer
/// paragraph is read in parts.
const CHUNK: usize = 4096;

/// Where the model's log-odds are nearer to 0 than this, the rules decide where a sentence ends:
/// on edited prose they are better, on mails and comments the model is. Chosen on the dev parts of
/// EWT and GUM.
const UNSURE: f32 = 1.0;

/// What sentences are read by.
#[derive(Clone, Copy)]
pub(crate) struct Reader<'e> {
    pub(crate) models: &'e Models,
    pub(crate) tables: &'e Tables,
    pub(crate) organisations: &'e OrganisationTables,
    pub(crate) values: &'e ValueTables,
}

/// Words of a paragraph that are read together.
struct Part {
    words: Vec<CutWord>,
    /// For each word whether a sentence ends after it by rules.
    by_rule: Vec<bool>,
}

/// The sentences of a text, made as they are asked for
/// ([`Engine::sentences`](crate::Engine::sentences)).
pub struct Sentences<'e> {
    reader: Reader<'e>,
    text: &'e str,
    paragraphs: IntoIter<Paragraph>,
    /// Parts of the paragraph at hand, the next one last.
    parts: Vec<Part>,
    ready: IntoIter<Sentence>,
    memory: Lent<'e>,
}

impl Iterator for Sentences<'_> {
    type Item = Sentence;

    fn next(&mut self) -> Option<Sentence> {
        while self.ready.len() == 0 {
            let chunk = self.chunk();
            if chunk.is_empty() {
                return None;
            }
            let scratch = &mut self.memory.scratch;
            let spans = self.reader.spans(self.text, &chunk, scratch);
            self.ready = self.reader.graphs(self.text, &spans, scratch).into_iter();
        }
        self.ready.next()
    }
}

impl Sentences<'_> {
    /// Parts of [`CHUNK`] words or a little more; none at the end of the text.
    fn chunk(&mut self) -> Vec<Part> {
        let (mut chunk, mut words) = (Vec::new(), 0);
        while words < CHUNK {
            if let Some(part) = self.parts.pop() {
                words += part.words.len();
                chunk.push(part);
            } else if let Some(paragraph) = self.paragraphs.next() {
                self.parts = self.reader.parts(self.text, &paragraph);
            } else {
                break;
            }
        }
        chunk
    }
}

impl<'e> Reader<'e> {
    /// The sentences of a text.
    pub(crate) fn analyse(self, text: &'e str) -> Sentences<'e> {
        Sentences {
            reader: self,
            text,
            paragraphs: cut::cut(text, self.tables).into_iter(),
            parts: Vec::new(),
            ready: Vec::new().into_iter(),
            memory: self.models.spare.lend(),
        }
    }

    /// The analysis of sentences whose words are given.
    pub(crate) fn analyse_words(self, text: &str, given: &[Vec<WordSpan>]) -> Vec<Sentence> {
        let mut memory = self.models.spare.lend();
        let chunks = given.chunks(CHUNK / 16);
        chunks.flat_map(|chunk| self.graphs(text, chunk, &mut memory.scratch)).collect()
    }

    /// Parts of at most [`CHUNK`] words, the first one last. No token lies in two.
    fn parts(self, text: &str, paragraph: &Paragraph) -> Vec<Part> {
        let mut by_rule = vec![false; paragraph.words.len()];
        for end in paragraph.rule_ends(text, self.tables) {
            by_rule[end] = true;
        }
        let (mut parts, mut start) = (Vec::new(), 0);
        while start < paragraph.words.len() {
            let end = part_end(&paragraph.words, &by_rule, start);
            parts.push(Part {
                words: paragraph.words[start..end].to_vec(),
                by_rule: by_rule[start..end].to_vec(),
            });
            start = end;
        }
        parts.reverse();
        parts
    }

    /// Words of the sentences of some parts.
    fn spans(self, text: &str, parts: &[Part], scratch: &mut Scratch) -> Vec<Vec<WordSpan>> {
        let forms: Vec<Vec<&str>> = parts
            .iter()
            .map(|part| part.words.iter().map(|word| &text[word.range()]).collect())
            .collect();
        let odds = self.models.segmenter.ends(&forms, &mut scratch.segment);
        let mut sentences = Vec::new();
        for (part, odds) in parts.iter().zip(odds) {
            let mut sentence = Vec::new();
            for (at, (word, odds)) in part.words.iter().zip(odds).enumerate() {
                let is_full = sentence.len() >= MAX_WORDS && !word.joined;
                if is_full {
                    sentences.push(std::mem::take(&mut sentence));
                }
                sentence
                    .push(WordSpan { span: Span::new(word.start, word.end), joined: word.joined });
                let ends = match word.bound {
                    Bound::Must => true,
                    Bound::Never => false,
                    Bound::Open => odds > if part.by_rule[at] { -UNSURE } else { UNSURE },
                };
                if ends {
                    sentences.push(std::mem::take(&mut sentence));
                }
            }
            if !sentence.is_empty() {
                sentences.push(sentence);
            }
        }
        sentences
    }

    /// Trees and names of sentences.
    fn graphs(self, text: &str, spans: &[Vec<WordSpan>], scratch: &mut Scratch) -> Vec<Sentence> {
        let form = |word: &WordSpan| &text[word.span.range()];
        let forms: Vec<Vec<&str>> =
            spans.iter().map(|words| words.iter().map(form).collect()).collect();
        let parsed = self.models.parser.parse(&forms, &mut scratch.parse);
        let names = self.models.names.tag(&forms, &mut scratch.names);
        let graph = |((spans, parsed), names): ((&Vec<WordSpan>, Vec<Parsed>), _)| {
            let word = |(given, parsed)| self.word(text, given, parsed);
            let mut words: Vec<Word> = spans.iter().zip(parsed).map(word).collect();
            let names = add_organisations(text, &words, names, self.organisations);
            let names = add_values(text, &words, names, self.values);
            // `demanded Friday that …`: a day is no object.
            for name in names.iter().filter(|name| name.kind == NameKind::Date) {
                for word in &mut words[name.words.start as usize..name.words.end as usize] {
                    if word.relation == Relation::Obj && word.xpos == Xpos::Nnp {
                        word.relation = Relation::OblUnmarked;
                    }
                }
            }
            self.mend_gerunds(text, &mut words);
            Sentence { words, names }
        };
        spans.iter().zip(parsed).zip(names).map(graph).collect()
    }

    /// `denied bombing Ecuador`: no verb has two objects of which the first is a bare noun in -ing; that is a
    /// verb, and the other its object.
    fn mend_gerunds(self, text: &str, words: &mut [Word]) {
        for at in 1..words.len().saturating_sub(1) {
            let Some(verb) = words[at].head.filter(|&verb| verb as usize + 1 == at) else {
                continue;
            };
            let form = &text[words[at].span.range()];
            let is_gerund = words[at].relation == Relation::Obj
                && words[at].upos == Upos::Noun
                && form.ends_with("ing")
                && words[verb as usize].upos == Upos::Verb;
            // The other begins right behind.
            let next = &words[at + 1];
            let other = match next.head {
                Some(head) if head == verb => at + 1,
                Some(head) => head as usize,
                None => continue,
            };
            let is_other = |word: &Word| word.relation == Relation::Obj && word.head == Some(verb);
            if !is_gerund || other <= at || !is_other(&words[other]) {
                continue;
            }
            let form = form.to_lowercase();
            let lemma = self.tables.inflections.lemma(&form, Upos::Verb, Xpos::Vbg, &form);
            let word = &mut words[at];
            word.lemma = lemma.unwrap_or_else(|| form.into());
            (word.upos, word.xpos, word.relation) = (Upos::Verb, Xpos::Vbg, Relation::Xcomp);
            words[other].head = u32::try_from(at).ok();
        }
    }

    fn word(self, text: &str, given: &WordSpan, parsed: Parsed) -> Word {
        let WordSpan { span, joined } = *given;
        let Parsed { upos, xpos, features, lemma, head, relation } = parsed;
        let mended = self.tables.inflections.lemma(&text[span.range()], upos, xpos, &lemma);
        let lemma = mended.unwrap_or(lemma);
        Word { span, joined, upos, xpos, features, lemma, head, relation }
    }
}

/// Where the part that begins with word `start` ends: at the paragraph's end, if that is near;
/// else after a sentence, or at least after a token.
fn part_end(words: &[CutWord], by_rule: &[bool], start: usize) -> usize {
    let most = start + CHUNK;
    if words.len() <= most {
        return words.len();
    }
    let half = start + CHUNK / 2;
    let sentence = (half..most).rev().find(|&at| by_rule[at]).map(|at| at + 1);
    let token = || (half..=most).rev().find(|&at| !words[at].joined);
    sentence.or_else(token).unwrap_or(most)
}
