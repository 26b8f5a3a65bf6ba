//! Bytes of pages and plain captures a second: `cargo bench -p onrecord-intake`.

use std::fs;
use std::path::Path;

use divan::Bencher;
use divan::counter::BytesCount;
use onrecord_intake::{Hints, intake};
use onrecord_model::Capture;

fn main() {
    divan::main();
}

#[expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "a benchmark reads its files")]
fn captures(folder: &str, ending: &str) -> Vec<Capture> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == ending));
    paths.sort();
    paths.iter().map(|path| Capture::new(fs::read(path).unwrap()).unwrap()).collect()
}

#[divan::bench(args = [("tests/pages", "html"), ("tests/captures", "txt")])]
fn intake_of(bencher: Bencher<'_, '_>, (folder, ending): (&str, &str)) {
    let captures = captures(folder, ending);
    let bytes: usize = captures.iter().map(|capture| capture.bytes().len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(|| {
        captures
            .iter()
            .map(|capture| intake(capture, &Hints::default()).documents.len())
            .sum::<usize>()
    });
}
