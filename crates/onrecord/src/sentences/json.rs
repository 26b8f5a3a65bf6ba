//! Sentences as JSON, one a line.

use std::io::{self, Write};

use onrecord_engine::sentence::{self, Sentence};
use onrecord_model::{CodePoints, Document, Id, InText, Run, SCHEMA, Span};
use serde::Serialize;

use crate::eval::language::bounds;

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
    words: Vec<WordLine<'s>>,
    names: Vec<NameLine<'s>>,
}

/// Where something stands, in code points of the document's text, and what stands there.
#[derive(Serialize)]
struct Place<'s> {
    start: u32,
    end: u32,
    text: &'s str,
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

/// Writes the sentences of a document.
pub(super) fn write(
    document: &Document,
    run: &Run,
    sentences: &[Sentence],
    out: &mut Vec<u8>,
) -> io::Result<()> {
    let text = document.text();
    let points = CodePoints::new(text);
    let place = |span: Span<InText>| Place {
        start: points.from_byte(span.start()),
        end: points.from_byte(span.end()),
        text: &text[span.range()],
    };
    for (at, sentence) in sentences.iter().enumerate() {
        let bounds = bounds(sentence);
        let line = SentenceLine {
            kind: "sentence",
            schema: SCHEMA,
            run: run.id(),
            document: document.id(),
            number: at + 1,
            place: place(Span::from_range(bounds.clone())),
            bytes: [bounds.start, bounds.end],
            words: sentence.words.iter().map(|word| word_line(word, place(word.span))).collect(),
            names: names(sentence, &place),
        };
        serde_json::to_writer(&mut *out, &line)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn word_line<'s>(word: &'s sentence::Word, place: Place<'s>) -> WordLine<'s> {
    WordLine {
        place,
        joined: word.joined,
        upos: word.upos.name(),
        xpos: word.xpos.name(),
        feats: (!word.features.is_empty()).then_some(&*word.features),
        lemma: &word.lemma,
        head: word.head,
        relation: word.relation.name(),
    }
}

fn names<'s>(sentence: &Sentence, place: &impl Fn(Span<InText>) -> Place<'s>) -> Vec<NameLine<'s>> {
    let line = |name: &sentence::Name| {
        let words = &sentence.words[name.words.start as usize..name.words.end as usize];
        let (first, last) = (words.first()?, words.last()?);
        let span = Span::new(first.span.start(), last.span.end());
        Some(NameLine { kind: name.kind.name(), place: place(span) })
    };
    sentence.names.iter().filter_map(line).collect()
}
