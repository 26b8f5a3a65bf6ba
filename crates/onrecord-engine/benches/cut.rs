//! Bytes of text cut into words a second: `cargo bench -p onrecord-engine --bench cut`.

use divan::Bencher;
use divan::counter::BytesCount;
use onrecord_engine::{Engine, testing};

fn main() {
    divan::main();
}

/// News-like prose.
const PROSE: &str = "The ferry company cut its night service on Monday. “We don’t have the crews,” said \
    Ingrid Solheim, who runs the harbour at Vik. The 40-year-old union, which had warned of this in \
    March 2019, called the U.S.-owned firm’s step “an insult” and said it’d cost $5m (€4.5m).\n\n";

#[divan::bench]
fn prose(bencher: Bencher<'_, '_>) {
    bench(bencher, &PROSE.repeat(2000));
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
