//! The words of one telling, where they stand, and in which sentence.

use std::collections::BTreeMap;
use std::ops::Range;

use onrecord_model::CodePoints;
use onrecord_model::record::SpanLine;

use crate::Telling;
use crate::profile::{Vector, key};
use crate::words::{Weights, tokens};

/// A word: its bytes, and itself in lower case.
pub(crate) struct Word {
    pub(crate) bytes: Range<usize>,
    pub(crate) lower: String,
}

/// A telling with its words.
pub(crate) struct Text<'t> {
    pub(crate) telling: &'t Telling,
    pub(crate) words: Vec<Word>,
    /// The first word behind the title.
    pub(crate) body: usize,
    /// By word: the number of its sentence.
    sentences: Vec<usize>,
    points: CodePoints<'t>,
    /// By word: whether it stands in a direct quotation.
    quoted: Vec<bool>,
}

impl<'t> Text<'t> {
    /// The words of a telling.
    pub(crate) fn new(telling: &'t Telling) -> Self {
        let text = telling.document().text.as_str();
        let points = CodePoints::new(text);
        let word = |bytes: Range<usize>| Word { lower: text[bytes.clone()].to_lowercase(), bytes };
        let words: Vec<Word> = tokens(text).map(word).collect();
        let behind =
            points.to_byte(telling.document().body.start).map_or(text.len(), |byte| byte as usize);
        let body = words.partition_point(|word| word.bytes.start < behind);
        let mut sentences = Vec::with_capacity(words.len());
        for (at, word) in words.iter().enumerate() {
            let opens = match at.checked_sub(1) {
                Some(before) => is_bound(
                    &text[words[before].bytes.end..word.bytes.start],
                    &text[word.bytes.clone()],
                ),
                None => false,
            };
            sentences.push(sentences.last().map_or(0, |last| last + usize::from(opens)));
        }
        let mut new = Self { telling, words, body, sentences, points, quoted: Vec::new() };
        new.quoted = vec![false; new.words.len()];
        for statement in telling.statements().iter().filter(|statement| statement.form == "direct")
        {
            for span in &statement.content {
                let words = new.at(span);
                new.quoted[words].fill(true);
            }
        }
        new
    }

    /// Whether a word stands in a direct quotation.
    pub(crate) fn is_quoted(&self, word: usize) -> bool {
        self.quoted[word]
    }

    /// Where a name, in lower case, stands first.
    pub(crate) fn find(&self, name: &str) -> Option<Range<usize>> {
        let name: Vec<&str> = tokens(name).map(|run| &name[run]).collect();
        let is_here =
            |words: &[Word]| words.iter().map(|word| word.lower.as_str()).eq(name.iter().copied());
        let at = self.words.windows(name.len().max(1)).position(is_here)?;
        Some(at..at + name.len())
    }

    /// The whole text.
    pub(crate) fn text(&self) -> &'t str {
        &self.telling.document().text
    }

    /// The words that a span touches.
    pub(crate) fn at(&self, span: &SpanLine) -> Range<usize> {
        let byte =
            |point: u32| self.points.to_byte(point).map_or(self.text().len(), |byte| byte as usize);
        let (start, end) = (byte(span.start), byte(span.end));
        let first = self.words.partition_point(|word| word.bytes.end <= start);
        let last = self.words.partition_point(|word| word.bytes.start < end);
        first..last.max(first)
    }

    /// These words as evidence.
    ///
    /// # Panics
    /// For no words.
    pub(crate) fn span(&self, words: Range<usize>) -> SpanLine {
        let (start, end) =
            (self.words[words.start].bytes.start, self.words[words.end - 1].bytes.end);
        let point = |byte: usize| self.points.from_byte(u32::try_from(byte).unwrap_or(u32::MAX));
        SpanLine { start: point(start), end: point(end), quote: self.text()[start..end].to_owned() }
    }

    /// The words of the sentence in which a word stands.
    pub(crate) fn sentence(&self, word: usize) -> Range<usize> {
        let Some(&sentence) = self.sentences.get(word) else {
            return self.words.len()..self.words.len();
        };
        let first = self.sentences.partition_point(|&other| other < sentence);
        first..self.sentences.partition_point(|&other| other <= sentence)
    }

    /// Names of the places that are named among these words.
    pub(crate) fn places(&self, words: Range<usize>) -> impl Iterator<Item = &str> {
        let is_among =
            move |span: &SpanLine| self.at(span).next().is_some_and(|word| words.contains(&word));
        self.telling
            .places()
            .iter()
            .filter(move |(span, _)| is_among(span))
            .map(|(_, name)| name.as_str())
    }

    /// Stems of these words with what they tell, of unit length.
    pub(crate) fn context(&self, words: Range<usize>) -> Vector {
        let weights = Weights::table();
        let mut counts: BTreeMap<u32, (f32, f32)> = BTreeMap::new();
        for at in words.filter(|&at| self.words[at].lower.chars().nth(1).is_some()) {
            let stem = self.stem(at);
            counts.entry(key(0, &stem)).or_insert((0.0, weights.of(&stem))).0 += 1.0;
        }
        let features = counts
            .into_iter()
            .map(|(key, (number, weight))| (key, (1.0 + libm::logf(number)) * weight));
        let new = Vector::new(features.collect());
        let length = new.dot(&new).sqrt();
        #[expect(clippy::cast_possible_truncation, reason = "a scale")]
        if length > 0.0 { new.times((1.0 / length) as f32) } else { new }
    }

    /// Stem of a word.
    pub(crate) fn stem(&self, word: usize) -> String {
        Weights::table().stem(&self.words[word].lower).into_owned()
    }
}

/// Whether a sentence ends between two words: at a line break, or at a mark before a capital or a number.
fn is_bound(between: &str, next: &str) -> bool {
    if between.contains('\n') {
        return true;
    }
    let opens = next.starts_with(|sign: char| sign.is_uppercase() || sign.is_numeric());
    let ends = between.contains(['.', '!', '?']) && between.contains(char::is_whitespace);
    opens && ends
}
