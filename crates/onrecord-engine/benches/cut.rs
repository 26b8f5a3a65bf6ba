//! Bytes of text cut into words a second: `cargo bench -p onrecord-engine --bench cut`.

mod shared;

use divan::Bencher;
use divan::counter::BytesCount;
use onrecord_engine::{Engine, testing};

fn main() {
    divan::main();
}

#[divan::bench]
fn prose(bencher: Bencher<'_, '_>) {
    bench(bencher, &shared::articles(160));
}

/// One megabyte without a blank.
#[divan::bench]
fn run_without_blank(bencher: Bencher<'_, '_>) {
    bench(bencher, &"ab-1.c'd/".repeat(1 << 17));
}

fn bench(bencher: Bencher<'_, '_>, text: &str) {
    let engine = Engine::new();
    bencher.counter(BytesCount::of_str(text)).bench(|| testing::cut(&engine, text).len());
}
