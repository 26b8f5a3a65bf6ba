//! Sentences as JSON, one a line.

use std::io::{self, Write};

use onrecord_engine::sentence::{Name, Sentence, Word};
use onrecord_model::{CodePoints, Document, Id, InText, Run, SCHEMA, Span};
use serde::{Serialize, Serializer};

use super::bounds;

#[derive(Serialize)]
struct SentenceLine<'s> {
    kind: &'static str,
    schema: u32,
    run: Id,
    document: Id,
    number: usize,
    #[serde(flatten)]
    place: Place<'s>,
    bytes: [usize; 2],
    words: Words<'s>,
    names: Vec<NameLine<'s>>,
}

/// Where something stands, in code points of the document's text, and what stands there.
#[derive(Serialize)]
struct Place<'s> {
    start: u32,
    end: u32,
    text: &'s str,
}

/// Words, made into lines one by one: without a full stop a sentence can be as long as its text.
struct Words<'s> {
    words: &'s [Word],
    points: &'s Points<'s>,
}

impl Serialize for Words<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.words.iter().map(|word| word_line(word, self.points)))
    }
}

#[derive(Serialize)]
struct WordLine<'s> {
    #[serde(flatten)]
    place: Place<'s>,
    joined: bool,
    upos: &'static str,
    xpos: &'static str,
    feats: Option<&'s str>,
    lemma: &'s str,
    head: Option<u32>,
    relation: &'static str,
}

#[derive(Serialize)]
struct NameLine<'s> {
    kind: &'static str,
    #[serde(flatten)]
    place: Place<'s>,
}

/// Finds places in a text.
struct Points<'s> {
    text: &'s str,
    points: CodePoints<'s>,
}

impl<'s> Points<'s> {
    fn place(&self, span: Span<InText>) -> Place<'s> {
        Place {
            start: self.points.from_byte(span.start()),
            end: self.points.from_byte(span.end()),
            text: &self.text[span.range()],
        }
    }
}

/// Writes the sentences of a document.
pub(super) fn write(
    document: &Document,
    run: &Run,
    sentences: impl Iterator<Item = Sentence>,
    out: &mut impl Write,
) -> io::Result<()> {
    let text = document.text();
    let points = Points { text, points: CodePoints::new(text) };
    for (at, Sentence { words, names }) in sentences.enumerate() {
        let words = words.as_slice();
        let bounds = bounds(words);
        let line = SentenceLine {
            kind: "sentence",
            schema: SCHEMA,
            run: run.id(),
            document: document.id(),
            number: at + 1,
            bytes: [bounds.start, bounds.end],
            place: points.place(Span::from_range(bounds)),
            words: Words { words, points: &points },
            names: names.iter().map(|name| name_line(name, words, &points)).collect(),
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn word_line<'s>(word: &'s Word, points: &Points<'s>) -> WordLine<'s> {
    WordLine {
        place: points.place(word.span),
        joined: word.joined,
        upos: word.upos.name(),
        xpos: word.xpos.name(),
        feats: (!word.features.is_empty()).then_some(&*word.features),
        lemma: &word.lemma,
        head: word.head,
        relation: word.relation.name(),
    }
}

fn name_line<'s>(name: &Name, words: &[Word], points: &Points<'s>) -> NameLine<'s> {
    let words = &words[name.words.start as usize..name.words.end as usize];
    let place = points.place(Span::from_range(bounds(words)));
    NameLine { kind: name.kind.name(), place }
}
