//! `onrecord eval speed`: words a second of the whole analysis.

use std::io::Write;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use onrecord_engine::Engine;
use serde_json::{Value, json};

use crate::args::{EvalFormat, EvalSpeedArgs};

/// `onrecord eval speed`
pub(super) fn run(args: &EvalSpeedArgs, out: &mut impl Write) -> Result<()> {
    let texts = args
        .files
        .iter()
        .map(|path| super::read(path, |text| Ok(text.to_owned())).and_then(super::short))
        .collect::<Result<Vec<String>>>()?;
    let words: usize = texts.iter().map(|text| text.split_whitespace().count()).sum();
    let words = u32::try_from(words).context("more than 4 billion words")?;
    ensure!(words > 0, "there is no word in the files");
    let start = Instant::now();
    let engine = Engine::new();
    // Models are loaded when a text is analysed.
    engine.analyse("");
    let load_ms = start.elapsed().as_secs_f64() * 1000.0;
    let nodes = analyse(&engine, &texts, args.threads);
    let seconds = (0..args.repeat).map(|_| {
        let start = Instant::now();
        analyse(&engine, &texts, args.threads);
        start.elapsed().as_secs_f64()
    });
    let seconds = Spread::of(seconds.collect());
    let (plain, nodes) = (seconds.speed(words), seconds.speed(nodes));
    match args.format {
        EvalFormat::Text => {
            writeln!(out, "words a second               median  slowest  fastest")?;
            for (name, Spread { median, least, most }) in
                [("words of the input", plain), ("words of the trees", nodes)]
            {
                writeln!(out, "  {name:22} {median:11.0}{least:9.0}{most:9.0}")?;
            }
            let files = args.files.len();
            let (threads, repeat) = (args.threads, args.repeat);
            writeln!(
                out,
                "{words} words, files: {files}, threads: {threads}, repeated: {repeat}; loading {load_ms:.1} ms"
            )?;
        }
        EvalFormat::Json => {
            let object = json!({
                "words": words,
                "threads": args.threads,
                "words_per_second": plain.json(),
                "tree_words_per_second": nodes.json(),
                "load_ms": rounded(load_ms),
            });
            writeln!(out, "{object}")?;
        }
    }
    Ok(())
}

/// Analyses all texts, as many at a time as there are threads; how many words their trees have.
fn analyse(engine: &Engine, texts: &[String], threads: u16) -> u32 {
    let (next, words) = (AtomicUsize::new(0), AtomicU32::new(0));
    let work = || {
        while let Some(text) = texts.get(next.fetch_add(1, Ordering::Relaxed)) {
            for sentence in engine.analyse(text) {
                let count = u32::try_from(sentence.words.len()).unwrap_or(u32::MAX);
                words.fetch_add(count, Ordering::Relaxed);
            }
        }
    };
    thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(work);
        }
    });
    words.into_inner()
}

/// The middle and the ends of some figures.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spread {
    median: f64,
    least: f64,
    most: f64,
}

impl Spread {
    /// Of at least one figure.
    fn of(mut figures: Vec<f64>) -> Self {
        figures.sort_by(f64::total_cmp);
        let at = |place: usize| figures.get(place).copied().unwrap_or_default();
        let last = figures.len().saturating_sub(1);
        let median = f64::midpoint(at(last / 2), at(last.div_ceil(2)));
        Self { median, least: at(0), most: at(last) }
    }

    /// From seconds to words a second: the least of the one is the most of the other.
    fn speed(self, words: u32) -> Self {
        let speed = |seconds: f64| f64::from(words) / seconds.max(f64::MIN_POSITIVE);
        Self { median: speed(self.median), least: speed(self.most), most: speed(self.least) }
    }

    fn json(self) -> Value {
        let Self { median, least, most } = self;
        json!({ "median": rounded(median), "min": rounded(least), "max": rounded(most) })
    }
}

/// To one decimal.
fn rounded(figure: f64) -> f64 {
    (figure * 10.0).round() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_and_the_ends_are_found() {
        let spread = |median, least, most| Spread { median, least, most };
        assert_eq!(Spread::of(vec![3.0]), spread(3.0, 3.0, 3.0));
        assert_eq!(Spread::of(vec![4.0, 1.0, 2.0]), spread(2.0, 1.0, 4.0));
        assert_eq!(Spread::of(vec![4.0, 1.0, 2.0, 3.0]), spread(2.5, 1.0, 4.0));
        assert_eq!(spread(2.0, 1.0, 4.0).speed(8), spread(4.0, 2.0, 8.0));
    }
}
