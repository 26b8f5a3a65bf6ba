//! `onrecord add`: the same as `read`, kept.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result};
use onrecord_ledger::{Added, Entry, Ledger};
use onrecord_model::{CaptureId, Id, Outcome, Run, Sketch};

use crate::args::AddArgs;
use crate::capture::Found;
use crate::duplicate::{Captures, Duplicates, KEPT};
use crate::failure::Status;
use crate::out::{Console, World};
use crate::parallel::{for_each_capture, lock};
use crate::reading::{Depth, Reader, Reading};
use crate::tally::{Tally, count};

/// Captures in a transaction.
const BATCH: usize = 64;
/// Bytes of captures in a transaction: what is in it is held in memory.
const BATCH_BYTES: usize = 8 << 20;

/// `onrecord add`
pub(crate) fn run(
    args: &AddArgs,
    path: &Path,
    console: &mut Console,
    world: World,
) -> Result<Status> {
    // Written to by this thread alone; the one that finds captures asks it which are known.
    let ledger = Arc::new(Mutex::new(Ledger::open(path)?));
    let reader = Reader::with_layers(&args.layers, console)?;
    let run = reader.run().clone();
    let known = known(Arc::clone(&ledger), run.id());
    let mut keeper = Keeper::new(ledger, run);
    let work = move |(found, known), put: &mut dyn FnMut(Taken)| {
        put(if known {
            Taken::Known(found)
        } else {
            Taken::New(Box::new(reader.read(found, Depth::Mentions)))
        });
    };
    for_each_capture(&args.inputs, console, world, known, work, &mut |console, taken| {
        keeper.take(taken, console)
    })?;
    keeper.flush()?;
    console.summary(&keeper.words(path));
    Ok(keeper.tally.status())
}

/// Tells of each capture, in order, whether this run read the bytes before: now, or in a ledger.
fn known(
    ledger: Arc<Mutex<Ledger>>,
    run: Id,
) -> impl FnMut(Found) -> Result<(Found, bool)> + Send + 'static {
    // What is no longer in it has long been written to the ledger.
    let mut captures = Captures::new(KEPT);
    move |found| {
        let known = match &found.bytes {
            Ok(bytes) => {
                let id = bytes.capture.id();
                captures.seen(id) || lock(&ledger).has_reading(id.as_str(), run)?
            }
            Err(_) => false,
        };
        Ok((found, known))
    }
}

/// What is made of a capture.
enum Taken {
    /// It was read.
    New(Box<Reading>),
    /// It need not be read again.
    Known(Found),
}

/// Puts readings into the ledger, a batch at a time.
struct Keeper {
    run: Run,
    ledger: Arc<Mutex<Ledger>>,
    /// Read, and not yet in the ledger.
    batch: Vec<Reading>,
    batch_bytes: usize,
    /// How captures ended when they were read before; asked for when the first one comes.
    outcomes: Option<HashMap<String, Outcome>>,
    tally: Tally,
    added: Added,
}

impl Keeper {
    fn new(ledger: Arc<Mutex<Ledger>>, run: Run) -> Self {
        Self {
            run,
            ledger,
            batch: Vec::new(),
            batch_bytes: 0,
            outcomes: None,
            tally: Tally::default(),
            added: Added::default(),
        }
    }

    fn take(&mut self, taken: Taken, console: &Console) -> Result<()> {
        let reading = match taken {
            Taken::New(reading) => self.read(*reading)?,
            Taken::Known(found) => self.seen_again(found)?,
        };
        reading.report(console);
        self.batch_bytes += reading.capture.as_ref().map_or(0, |capture| capture.bytes().len());
        self.batch.push(reading);
        console.far(|| self.tally.words());
        if self.batch.len() >= BATCH || self.batch_bytes >= BATCH_BYTES {
            self.flush()
        } else {
            Ok(())
        }
    }

    fn read(&mut self, mut reading: Reading) -> Result<Reading> {
        let ledger = lock(&self.ledger);
        let mut earlier = Earlier { ledger: &ledger, run: self.run.id(), batch: &self.batch };
        reading.find_duplicates(&mut earlier)?;
        self.tally.count(&reading);
        Ok(reading)
    }

    /// A sighting of bytes that need not be read again.
    fn seen_again(&mut self, found: Found) -> Result<Reading> {
        let sighting = found.sighting();
        let bytes = found.bytes.map_err(anyhow::Error::msg)?;
        let id = bytes.capture.id().as_str();
        let pending = self.batch.iter().rev().find(|reading| {
            reading.capture.as_ref().is_some_and(|it| it.id() == bytes.capture.id())
        });
        let outcome = match pending {
            Some(reading) => reading.outcome.clone(),
            None => self.outcome_before(id)?,
        };
        let damaged = bytes.damage.is_some();
        let refused = matches!(outcome, Outcome::Refused(_));
        self.tally.failed += u64::from(refused);
        self.tally.known += u64::from(!refused);
        self.tally.damaged += u64::from(damaged);
        Ok(Reading {
            sighting,
            capture: Some(bytes.capture),
            outcome,
            damaged,
            notices: Vec::new(),
            lines: Vec::new(),
            mentions: Vec::new(),
            actors: Vec::new(),
            sketches: Vec::new(),
        })
    }

    fn outcome_before(&mut self, capture: &str) -> Result<Outcome> {
        if self.outcomes.is_none() {
            let seen = lock(&self.ledger).sightings()?;
            let outcome = |name: &str, reason: Option<String>| match name {
                "partly" => Outcome::Partly(reason.unwrap_or_default()),
                "refused" => Outcome::Refused(reason.unwrap_or_default()),
                _ => Outcome::Read,
            };
            let pairs = seen
                .into_iter()
                .filter_map(|seen| Some((seen.capture?, outcome(&seen.outcome, seen.reason))));
            self.outcomes = Some(pairs.collect());
        }
        Ok(self
            .outcomes
            .as_ref()
            .and_then(|outcomes| outcomes.get(capture))
            .cloned()
            .unwrap_or(Outcome::Read))
    }

    /// Writes the batch: all of it is kept, or none.
    fn flush(&mut self) -> Result<()> {
        let entries: Vec<Entry<'_>> = self.batch.iter().map(entry).collect();
        let added = lock(&self.ledger).add(&self.run, &entries).context("writing to the ledger")?;
        self.added.captures += added.captures;
        self.added.sightings += added.sightings;
        self.added.documents += added.documents;
        self.added.statements += added.statements;
        self.added.events += added.events;
        self.added.figures += added.figures;
        for reading in self.batch.drain(..) {
            if let (Some(outcomes), Some(capture)) = (&mut self.outcomes, reading.capture) {
                outcomes.insert(capture.id().to_string(), reading.outcome);
            }
        }
        self.batch_bytes = 0;
        Ok(())
    }

    fn words(&self, path: &Path) -> String {
        let words = [
            count(self.added.captures, "capture"),
            count(self.added.documents, "document"),
            count(self.added.statements, "statement"),
            count(self.added.events, "event"),
            count(self.added.figures, "figure"),
        ];
        format!(
            "added to {}: {}{}",
            path.display(),
            words.join(", "),
            self.tally.rest("there already")
        )
    }
}

/// Duplicates in the ledger and in the batch that is not in it yet.
struct Earlier<'k> {
    ledger: &'k Ledger,
    run: Id,
    batch: &'k [Reading],
}

impl Duplicates for Earlier<'_> {
    fn earlier(&mut self, _: Id, capture: &CaptureId, sketch: &Sketch) -> Result<Option<Id>> {
        if let Some(id) = self.ledger.duplicate_of(sketch, capture.as_str(), self.run)? {
            return Ok(Some(id));
        }
        let alike = |(_, other): &&(Id, Sketch)| other.resemblance(sketch) >= Sketch::DUPLICATE;
        let mut pending = self.batch.iter().flat_map(|reading| &reading.sketches);
        Ok(pending.find(alike).map(|(id, _)| *id))
    }
}

fn entry(reading: &Reading) -> Entry<'_> {
    Entry {
        capture: reading.capture.as_ref(),
        sighting: &reading.sighting,
        outcome: &reading.outcome,
        notices: &reading.notices,
        lines: &reading.lines,
        mentions: &reading.mentions,
        actors: &reading.actors,
        sketches: &reading.sketches,
    }
}
