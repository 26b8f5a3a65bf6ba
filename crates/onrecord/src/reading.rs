//! From a capture to its lines.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use anyhow::Result;
use onrecord_engine::Engine;
use onrecord_intake::{Hints, intake};
use onrecord_knowledge::Knowledge;
use onrecord_ledger::{Actor, Sighting};
use onrecord_model::record::{
    self, DocumentLine, EventLine, FigureLine, Line, MentionLine, StatementLine,
};
use onrecord_model::{Capture, CodePoints, Document, Id, Notice, Outcome, Role, Run, Sketch};

use crate::actors;
use crate::args::Layers;
use crate::capture::{Bytes, Found};
use crate::duplicate::Duplicates;
use crate::kb::load;
use crate::out::Console;

/// The engine with the run that it makes.
pub(crate) struct Reader {
    engine: Engine,
    run: Run,
}

/// What one capture gave.
#[derive(Debug)]
pub(crate) struct Reading {
    /// Where and when it was seen.
    pub(crate) sighting: Sighting,
    /// The bytes, if they could be had.
    pub(crate) capture: Option<Capture>,
    /// How it ended.
    pub(crate) outcome: Outcome,
    /// Whether the input itself was cut short or damaged.
    pub(crate) damaged: bool,
    /// What to know about it.
    pub(crate) notices: Vec<Notice>,
    /// Each document, followed by its statements; behind all of them their events, then their figures.
    pub(crate) lines: Vec<Line>,
    /// The mentions of all documents, if they were asked for.
    pub(crate) mentions: Vec<MentionLine>,
    /// The actors that they mean.
    pub(crate) actors: Vec<Actor>,
    /// Sketches of the articles that may repeat an earlier one, in the order of their lines.
    pub(crate) sketches: Vec<(Id, Sketch)>,
}

/// How much of a capture to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Documents and statements.
    Full,
    /// Mentions too.
    Mentions,
    /// Documents only, marked as copies of themselves: the same bytes were read before.
    Again,
}

impl Reader {
    /// Builds the engine, with the built-in base.
    pub(crate) fn new() -> Self {
        Self::over(None)
    }

    /// Builds the engine, with layers over the base. What is wrong with them is named on the
    /// console.
    ///
    /// # Errors
    /// A layer of which nothing could be read.
    pub(crate) fn with_layers(layers: &Layers, console: &Console) -> Result<Self> {
        Ok(Self::over(load::layered(&layers.paths(), layers.options(), console)?))
    }

    fn over(layered: Option<(Knowledge, String)>) -> Self {
        let mut engine = Engine::new();
        let mut tables = vec![
            engine.tables_hash().to_owned(),
            onrecord_intake::tables_hash(),
            engine.knowledge_hash().to_owned(),
        ];
        if let Some((knowledge, hash)) = layered {
            engine = engine.with_knowledge(knowledge);
            tables.push(hash);
        }
        let tables = onrecord_model::hash_of(&tables.join(" "));
        let run = Run::new(env!("CARGO_PKG_VERSION"), &tables, Some(&engine.models_hash()));
        Self { engine, run }
    }

    /// The run that its lines carry.
    pub(crate) fn run(&self) -> &Run {
        &self.run
    }

    /// The engine itself.
    pub(crate) fn engine(&self) -> &Engine {
        &self.engine
    }

    /// Reads a capture, without a look at others. Never panics: a fault of this program refuses
    /// the one capture that brought it to light.
    pub(crate) fn read(&self, found: Found, depth: Depth) -> Reading {
        let (path, captured) = (found.path.clone(), found.captured.clone());
        let read = |found| {
            let (mut reading, documents) = take_in(found);
            let place =
                record::Sighting { path: Some(path), url: None, captured, duplicate_of: None };
            for document in &documents {
                self.document(document, place.clone(), depth, &mut reading);
            }
            reading.lines.sort_by_key(|line| match line {
                Line::Document(_) | Line::Statement(_) => 0,
                Line::Event(_) => 1,
                Line::Figure(_) => 2,
            });
            reading
        };
        guarded(found, read, |refused| refused)
    }

    fn document(
        &self,
        document: &Document,
        mut place: record::Sighting,
        depth: Depth,
        reading: &mut Reading,
    ) {
        if depth == Depth::Again {
            place.duplicate_of = Some(document.id());
        } else if document.role() == Role::Article
            && let Some(sketch) = Sketch::of(&document.text()[document.body().range()])
        {
            reading.sketches.push((document.id(), sketch));
        }
        reading
            .lines
            .push(Line::Document(Box::new(DocumentLine::new(document, &place, &self.run))));
        if depth != Depth::Again && document.is_readable() {
            let mut read = self.engine.read(document);
            let points = CodePoints::new(document.text());
            if depth == Depth::Mentions {
                let mut mentions = std::mem::take(&mut read.mentions);
                let base = self.engine.knowledge().base();
                reading.actors.extend(actors::own(document.id(), &mut mentions, base));
                let line = |mention| MentionLine::new(mention, &points, &self.run);
                reading.mentions.extend(mentions.into_iter().map(line));
            }
            // One by one, so that a statement and its line are not both held for all of them.
            let line = |statement| StatementLine::new(&statement, &points, &self.run);
            let lines = read
                .statements
                .into_iter()
                .map(|statement| Line::Statement(Box::new(line(statement))));
            reading.lines.extend(lines);
            let line = |event| Line::Event(Box::new(EventLine::new(event, &points, &self.run)));
            reading.lines.extend(read.events.iter().map(line));
            let line = |figure| Line::Figure(Box::new(FigureLine::new(figure, &points, &self.run)));
            reading.lines.extend(read.figures.iter().map(line));
            reading.notices.extend(read.notices);
        }
    }
}

/// Takes the documents out of a capture: a reading that has no lines yet, and the documents.
pub(crate) fn take_in(found: Found) -> (Reading, Vec<Document>) {
    let sighting = found.sighting();
    let bytes = match found.bytes {
        Ok(bytes) => bytes,
        Err(reason) => return (Reading::refused(sighting, reason), Vec::new()),
    };
    let taken = intake(&bytes.capture, &hints(&found.path, &bytes));
    let reading = Reading {
        sighting: Sighting { charset: taken.charset.map(str::to_owned), ..sighting },
        damaged: bytes.damage.is_some(),
        outcome: merge(bytes.damage, taken.outcome),
        capture: Some(bytes.capture),
        notices: taken.notices,
        lines: Vec::new(),
        mentions: Vec::new(),
        actors: Vec::new(),
        sketches: Vec::new(),
    };
    // What was refused gives nothing, whatever was found on the way.
    let documents = if reading.is_refused() { Vec::new() } else { taken.documents };
    (reading, documents)
}

/// What `read` makes of a capture or, if it panics, what `refuse` makes of the refusal.
pub(crate) fn guarded<T>(
    found: Found,
    read: impl FnOnce(Found) -> T,
    refuse: impl FnOnce(Reading) -> T,
) -> T {
    let sighting = found.sighting();
    // What a panic leaves half done is dropped with the capture.
    catch_unwind(AssertUnwindSafe(|| read(found))).unwrap_or_else(|cause| {
        let reason = format!("an error of this program: {}", message(&*cause));
        refuse(Reading::refused(sighting, reason))
    })
}

fn message(cause: &(dyn Any + Send)) -> &str {
    let text = cause.downcast_ref::<&str>().copied();
    text.or_else(|| cause.downcast_ref::<String>().map(String::as_str)).unwrap_or("it panicked")
}

impl Reading {
    fn refused(sighting: Sighting, reason: String) -> Self {
        Self {
            sighting,
            capture: None,
            outcome: Outcome::Refused(reason),
            damaged: false,
            notices: Vec::new(),
            lines: Vec::new(),
            mentions: Vec::new(),
            actors: Vec::new(),
            sketches: Vec::new(),
        }
    }

    /// Marks the documents that repeat an earlier one.
    ///
    /// # Errors
    /// Those of `duplicates`.
    pub(crate) fn find_duplicates(&mut self, duplicates: &mut dyn Duplicates) -> Result<()> {
        let Some(capture) = &self.capture else { return Ok(()) };
        let mut sketches = self.sketches.iter().peekable();
        for line in &mut self.lines {
            if let Line::Document(document) = line
                && let Some((id, sketch)) = sketches.next_if(|(id, _)| *id == document.id)
            {
                document.duplicate_of = duplicates.earlier(*id, capture.id(), sketch)?;
            }
        }
        Ok(())
    }

    /// Whether nothing of it was read.
    pub(crate) fn is_refused(&self) -> bool {
        matches!(self.outcome, Outcome::Refused(_))
    }

    /// Names on standard error what was not read, and what to know of the rest.
    pub(crate) fn report(&self, console: &Console) {
        let place = &self.sighting.path;
        for notice in &self.notices {
            console.note(&format!("{place}: {}", notice.message));
        }
        match &self.outcome {
            Outcome::Read => {}
            Outcome::Partly(reason) if self.damaged => {
                console.failed(&format!("{place}: {reason}; read up to there"));
            }
            Outcome::Partly(reason) => console.partly(&format!("{place}: {reason}")),
            Outcome::Refused(reason) => console.failed(&format!("{place}: {reason}")),
        }
    }
}

/// What intake is told besides the bytes.
pub(crate) fn hints<'a>(path: &'a str, bytes: &Bytes) -> Hints<'a> {
    let name = path.rsplit('/').next().filter(|&name| name != "-");
    Hints {
        kind: bytes.kind,
        name: name.map(|name| name.strip_suffix(".gz").unwrap_or(name)),
        ..Hints::default()
    }
}

/// One outcome from what went wrong with the input and what intake made of it.
fn merge(damage: Option<String>, outcome: Outcome) -> Outcome {
    match (damage, outcome) {
        (None, outcome) => outcome,
        (Some(damage), Outcome::Read) => Outcome::Partly(damage),
        (Some(damage), Outcome::Partly(reason)) => Outcome::Partly(format!("{damage}; {reason}")),
        (Some(damage), Outcome::Refused(reason)) => Outcome::Refused(format!("{damage}; {reason}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_refuses_one_capture() {
        let found = Found {
            path: "a.jsonl".to_owned(),
            line: Some(2),
            captured: None,
            bytes: Err("not looked at".to_owned()),
        };
        let refused = guarded(found, |_| panic!("as it should"), |refused| refused);
        assert_eq!(refused.sighting.path, "a.jsonl#2");
        let reason = "an error of this program: as it should".to_owned();
        assert_eq!(refused.outcome, Outcome::Refused(reason));
    }

    #[test]
    fn outcomes_are_merged() {
        let refused = || Outcome::Refused("no text".to_owned());
        assert_eq!(merge(None, refused()), refused());
        assert_eq!(merge(Some("cut".to_owned()), Outcome::Read), Outcome::Partly("cut".to_owned()));
        let partly = Outcome::Partly("deep".to_owned());
        assert_eq!(merge(Some("cut".to_owned()), partly), Outcome::Partly("cut; deep".to_owned()));
        assert_eq!(
            merge(Some("cut".to_owned()), refused()),
            Outcome::Refused("cut; no text".to_owned())
        );
    }
}
