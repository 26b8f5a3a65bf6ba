//! The stages in order: words, ends of sentences, trees and names, values.

use onrecord_model::Span;

use super::cut::{self, Bound, CutWord, Paragraph};
use super::graph::{Sentence, Word, WordSpan};
use super::models::Models;
use super::name::NameScratch;
use super::parse::{ParseScratch, Parsed};
use super::segment::SegmentScratch;
use super::value::{ValueTables, add_values};
use crate::tables::Tables;

/// Paragraphs are read together until they hold so many words: enough for the models to work on
/// many sentences at a time, few enough that memory does not grow with the text.
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
    pub(crate) values: &'e ValueTables,
}

/// Memory of the models at work.
#[derive(Default)]
struct Scratch {
    segment: SegmentScratch,
    parse: ParseScratch,
    names: NameScratch,
}

impl Reader<'_> {
    /// The sentences of a text.
    pub(crate) fn analyse(self, text: &str) -> Vec<Sentence> {
        let paragraphs = cut::cut(text, self.tables);
        let (mut sentences, mut scratch) = (Vec::new(), Scratch::default());
        let mut rest = paragraphs.as_slice();
        while !rest.is_empty() {
            let mut words = 0;
            let enough = rest.iter().position(|paragraph| {
                words += paragraph.words.len();
                words >= CHUNK
            });
            let (chunk, after) = rest.split_at(enough.map_or(rest.len(), |last| last + 1));
            rest = after;
            let spans = self.sentences(text, chunk, &mut scratch);
            self.graphs(text, &spans, &mut scratch, &mut sentences);
        }
        sentences
    }

    /// The analysis of sentences whose words are given.
    pub(crate) fn analyse_words(self, text: &str, given: &[Vec<WordSpan>]) -> Vec<Sentence> {
        let (mut sentences, mut scratch) = (Vec::with_capacity(given.len()), Scratch::default());
        for chunk in given.chunks(CHUNK / 16) {
            self.graphs(text, chunk, &mut scratch, &mut sentences);
        }
        sentences
    }

    /// Words of paragraphs, sentence by sentence.
    fn sentences(
        self,
        text: &str,
        paragraphs: &[Paragraph],
        scratch: &mut Scratch,
    ) -> Vec<Vec<WordSpan>> {
        let forms: Vec<Vec<&str>> = paragraphs
            .iter()
            .map(|paragraph| paragraph.words.iter().map(|word| &text[word.range()]).collect())
            .collect();
        let ends = self.models.segmenter.ends(&forms, &mut scratch.segment);
        let mut sentences = Vec::new();
        for (paragraph, ends) in paragraphs.iter().zip(ends) {
            let mut by_rule = paragraph.rule_ends(text, self.tables).into_iter().peekable();
            let mut sentence = Vec::new();
            for (at, (word, end)) in paragraph.words.iter().zip(ends).enumerate() {
                sentence.push(span(*word));
                let rule = by_rule.next_if_eq(&at).is_some();
                let ends = match word.bound {
                    Bound::Must => true,
                    Bound::Never => false,
                    Bound::Open => end > if rule { -UNSURE } else { UNSURE },
                };
                if ends {
                    sentences.push(std::mem::take(&mut sentence));
                }
            }
        }
        sentences
    }

    /// Trees and names of sentences.
    fn graphs(
        self,
        text: &str,
        spans: &[Vec<WordSpan>],
        scratch: &mut Scratch,
        sentences: &mut Vec<Sentence>,
    ) {
        let form = |word: &WordSpan| &text[word.span.range()];
        let forms: Vec<Vec<&str>> =
            spans.iter().map(|words| words.iter().map(form).collect()).collect();
        let parsed = self.models.parser.parse(&forms, &mut scratch.parse);
        let names = self.models.names.tag(&forms, &mut scratch.names);
        for ((spans, parsed), names) in spans.iter().zip(parsed).zip(names) {
            let words: Vec<Word> = spans.iter().zip(parsed).map(word).collect();
            let names = add_values(text, &words, names, self.values);
            sentences.push(Sentence { words, names });
        }
    }
}

fn span(word: CutWord) -> WordSpan {
    let span = Span::new(word.start, word.end);
    WordSpan { span, joined: word.joined }
}

fn word((given, parsed): (&WordSpan, Parsed)) -> Word {
    let WordSpan { span, joined } = *given;
    let Parsed { upos, xpos, features, lemma, head, relation } = parsed;
    Word { span, joined, upos, xpos, features, lemma, head, relation }
}
