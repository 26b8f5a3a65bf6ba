//! `onrecord sentences`: prints how sentences were understood, and keeps nothing.

mod conllu;
mod json;

use std::io::{self, Write};

use anyhow::Result;
use onrecord_engine::sentence::Sentence;
use onrecord_model::{Document, Notice, Role};

use crate::args::{SentencesArgs, SentencesFormat};
use crate::capture::Found;
use crate::eval::language::bounds;
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
    let analyst = Analyst { reader: Reader::new(), format };
    let mut out = Out::new(world);
    let mut repeats = Repeats::new("sentences");
    let (mut tally, mut sentences) = (Tally::default(), 0);
    for_each_capture(
        &args.inputs,
        console,
        world,
        once(),
        move |(found, again)| analyst.read(found, again),
        &mut |console, made: Made| {
            repeats.report(&made.reading, made.again.as_deref(), &mut tally, console);
            tally.documents += made.documents;
            sentences += made.sentences;
            console.far(|| words(&tally, sentences));
            out.write_all(&made.printed)?;
            Ok(out.piece()?)
        },
    )?;
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

/// Reads captures and prints their sentences.
struct Analyst {
    reader: Reader,
    format: SentencesFormat,
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
    /// The sentences as they are printed: most of the work, so it is done here.
    printed: Vec<u8>,
}

impl Made {
    fn new(reading: Reading, again: Option<String>) -> Self {
        Self { reading, again, documents: 0, sentences: 0, printed: Vec::new() }
    }
}

impl Analyst {
    /// Never panics, as [`Reader::read`].
    fn read(&self, found: Found, again: bool) -> Made {
        let file = again.then(|| found.path.clone());
        let read = |found| {
            let (reading, documents) = take_in(found);
            let mut made = Made::new(reading, file.clone());
            let articles = documents.iter().filter(|document| document.role() == Role::Article);
            for article in articles.filter(|_| !again) {
                self.document(article, &mut made);
            }
            made
        };
        guarded(found, read, |refused| Made::new(refused, file.clone()))
    }

    fn document(&self, document: &Document, made: &mut Made) {
        if !document.is_readable() {
            let language = document.parts().language.as_deref().unwrap_or_default();
            let id = table::short_id(document.id());
            let message =
                format!("{id} is not analysed: its language is `{language}`, not English");
            made.reading.notices.push(Notice::new("language", message));
            return;
        }
        let sentences = self.reader.engine().analyse(document.text());
        made.documents += 1;
        made.sentences += sentences.len() as u64;
        let out = &mut made.printed;
        let printed = match self.format {
            SentencesFormat::Text => text(document, &sentences, out),
            SentencesFormat::Conllu => conllu::write(document, &sentences, out),
            SentencesFormat::Jsonl => json::write(document, self.reader.run(), &sentences, out),
        };
        printed.expect("memory takes what is written to it");
    }
}

/// Trees, as `explain` shows them.
fn text(document: &Document, sentences: &[Sentence], out: &mut Vec<u8>) -> io::Result<()> {
    let title = document.parts().title.as_deref().unwrap_or("(no title)");
    writeln!(out, "# {} · {}\n", table::short_id(document.id()), safe(title))?;
    for (number, sentence) in (1..).zip(sentences) {
        let text = &document.text()[bounds(sentence)];
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        writeln!(out, "sentence {number}: {}", safe(&text))?;
        for line in sentence.show(document.text()).lines() {
            writeln!(out, "  {}", safe(line))?;
        }
        writeln!(out)?;
    }
    Ok(())
}
