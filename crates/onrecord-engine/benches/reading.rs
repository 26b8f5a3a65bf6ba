//! Bytes of text read a second, by a whole engine: `cargo bench -p onrecord-engine --bench reading`.

mod shared;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use onrecord_engine::Engine;
use onrecord_engine::sentence::ValueTables;

use shared::Forms;

fn main() {
    divan::main();
}

/// Statements.
#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    let (engine, document) = (Engine::new(), shared::document(shared::articles(30)));
    let bytes = BytesCount::of_str(document.text());
    bencher.counter(bytes).bench(|| engine.read(&document).statements.len());
}

/// Sentences of so many articles of 600 words; items are words.
#[divan::bench(args = [1, 20])]
fn analyse(bencher: Bencher<'_, '_>, articles: usize) {
    let (engine, text) = (shared::loaded_engine(), shared::articles(articles));
    let words = ItemsCount::new(Forms::of(&engine, &text).count());
    bencher.counter(words).bench(|| engine.analyse(&text).len());
}

/// Values in sentences that were analysed; items are words.
#[divan::bench]
fn values(bencher: Bencher<'_, '_>) {
    let (engine, text) = (shared::loaded_engine(), shared::articles(20));
    let (sentences, tables) = (shared::named(&engine, &text), ValueTables::compiled_in());
    let words = ItemsCount::new(Forms::of(&engine, &text).count());
    bencher.counter(words).with_inputs(|| sentences.clone()).bench_local_refs(|sentences| {
        shared::value(&text, sentences, &tables);
    });
}
