//! Bytes of text read a second: `cargo bench -p onrecord-engine`.

use divan::Bencher;
use divan::counter::BytesCount;
use onrecord_engine::Engine;
use onrecord_model::{CaptureId, Document, DocumentParts, OffsetMap};

fn main() {
    divan::main();
}

/// News-like prose with a quotation in every third sentence.
const PASSAGE: &str = "The ferry company cut its night service on Monday. “We have no crews left,” said \
    Ingrid Solheim, who runs the harbour at Vik. The union, which had warned of this in the spring, \
    called the step “an insult to the islands” and said that it would go to court.\n\n";

#[divan::bench]
#[expect(clippy::expect_used, reason = "a benchmark")]
fn read(bencher: Bencher<'_, '_>) {
    let text = PASSAGE.repeat(400);
    let len = u32::try_from(text.len()).expect("a short text");
    let map = OffsetMap::identity(len, 0);
    let id = CaptureId::of(text.as_bytes());
    let document = Document::new(&id, DocumentParts { text, map, ..DocumentParts::default() });
    let engine = Engine::new();
    bencher.counter(BytesCount::new(len)).bench(|| engine.read(&document).statements.len());
}
