//! `onrecord sentences`: prints how sentences were understood, and keeps nothing.

mod conllu;
mod json;
mod piece;

use std::io::{self, Write};
use std::ops::Range;

use anyhow::Result;
use onrecord_engine::sentence::{Sentence, Word};
use onrecord_model::{Document, Notice, Role};

use self::piece::Pieces;
use crate::args::{SentencesArgs, SentencesFormat};
use crate::capture::Found;
use crate::failure::Status;
use crate::out::{Console, Out, World};
use crate::parallel::for_each_capture;
use crate::read::{Repeats, once};
use crate::reading::{Reader, Reading, guarded, take_in};
use crate::safe::safe;
use crate::table;
use crate::tally::{Tally, count};

/// `onrecord sentences`
pub(crate) fn run(args: &SentencesArgs, console: &mut Console, world: World) -> Result<Status> {
    let usual = if world.stdout_terminal { SentencesFormat::Text } else { SentencesFormat::Jsonl };
    let format = args.format.unwrap_or(usual);
    let reader = Reader::new();
    let analyst = Analyst { reader, format };
    let mut out = Out::new(world);
    let mut repeats = Repeats::new("sentences");
    let (mut tally, mut sentences) = (Tally::default(), 0);
    let mut take = |console: &Console, part| -> Result<()> {
        match part {
            Part::Printed(bytes) => out.write_all(&bytes)?,
            Part::Done(made) => {
                repeats.report(&made.reading, made.again.as_deref(), &mut tally, console);
                tally.documents += made.documents;
                sentences += made.sentences;
                console.far(|| words(&tally, sentences));
                out.piece()?;
            }
        }
        Ok(())
    };
    let work = move |(found, again), put: &mut dyn FnMut(Part)| analyst.read(found, again, put);
    for_each_capture(&args.inputs, console, world, once(), work, &mut take)?;
    out.flush()?;
    console.summary(&words(&tally, sentences));
    Ok(tally.status())
}

/// The summary: `3 captures, 4 documents, 120 sentences; 1 failed`.
fn words(tally: &Tally, sentences: u64) -> String {
    let words = [
        count(tally.captures, "capture"),
        count(tally.documents, "document"),
        count(sentences, "sentence"),
    ];
    format!("{}{}", words.join(", "), tally.rest("read before"))
}

/// What is made of a capture: pieces of what is printed, then the rest.
enum Part {
    Printed(Vec<u8>),
    Done(Box<Made>),
}

/// What one capture gave.
struct Made {
    /// How it ended; without lines.
    reading: Reading,
    /// The file, if the same bytes were read before.
    again: Option<String>,
    /// How many documents were analysed.
    documents: u64,
    /// How many sentences they have.
    sentences: u64,
}

impl Made {
    fn new(reading: Reading, again: Option<String>) -> Self {
        Self { reading, again, documents: 0, sentences: 0 }
    }
}

/// Reads captures and writes their sentences.
struct Analyst {
    reader: Reader,
    format: SentencesFormat,
}

impl Analyst {
    /// Never panics, as [`Reader::read`].
    fn read(&self, found: Found, again: bool, put: &mut dyn FnMut(Part)) {
        let file = again.then(|| found.path.clone());
        let read = |found| {
            let (reading, documents) = take_in(found);
            let mut made = Made::new(reading, file.clone());
            let articles = documents.iter().filter(|document| document.role() == Role::Article);
            for article in articles.filter(|_| !again) {
                self.document(article, &mut made, &mut |bytes| put(Part::Printed(bytes)));
            }
            made
        };
        let made = guarded(found, read, |refused| Made::new(refused, file.clone()));
        put(Part::Done(Box::new(made)));
    }

    fn document(&self, document: &Document, made: &mut Made, put: &mut dyn FnMut(Vec<u8>)) {
        if !document.is_readable() {
            let language = document.parts().language.as_deref().unwrap_or_default();
            let id = table::short_id(document.id());
            let message =
                format!("{id} is not analysed: its language is `{language}`, not English");
            made.reading.notices.push(Notice::new("language", message));
            return;
        }
        made.documents += 1;
        let sentences = self.reader.engine().sentences(document.text());
        let sentences = sentences.inspect(|_| made.sentences += 1);
        let out = &mut Pieces::new(put);
        let printed = match self.format {
            SentencesFormat::Text => text(document, sentences, out),
            SentencesFormat::Conllu => conllu::write(document, sentences, out),
            SentencesFormat::Jsonl => json::write(document, self.reader.run(), sentences, out),
        };
        printed.and_then(|()| out.flush()).expect("memory takes what is written to it");
    }
}

/// Trees, as `explain` shows them.
fn text(
    document: &Document,
    sentences: impl Iterator<Item = Sentence>,
    out: &mut impl Write,
) -> io::Result<()> {
    let title = document.parts().title.as_deref().unwrap_or("(no title)");
    writeln!(out, "# {} · {}\n", table::short_id(document.id()), safe(title))?;
    for (number, sentence) in (1..).zip(sentences) {
        let text = &document.text()[bounds(&sentence.words)];
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(out, "sentence {number}: {}", safe(&text))?;
        for line in sentence.show(document.text()).lines() {
            writeln!(out, "  {}", safe(line))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The bytes of words, from the first to the last.
fn bounds(words: &[Word]) -> Range<usize> {
    let start = words.first().map_or(0, |word| word.span.range().start);
    start..words.last().map_or(start, |word| word.span.range().end)
}
