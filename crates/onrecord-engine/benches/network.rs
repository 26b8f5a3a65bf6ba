//! Words a second of the language models, by model: `cargo bench -p onrecord-engine --bench network`.

mod shared;

use divan::Bencher;
use divan::counter::ItemsCount;
use onrecord_engine::Engine;
use onrecord_engine::network::Path;
use onrecord_engine::sentence::{Models, NameScratch, ParseScratch, SegmentScratch};

use shared::{Forms, models};

fn main() {
    divan::main();
}

/// Runs a model over two articles.
fn run<T>(bencher: Bencher<'_, '_>, mut model: impl FnMut(&Forms<'_>) -> T) {
    let text = shared::articles(2);
    let forms = Forms::of(&Engine::new(), &text);
    bencher.counter(ItemsCount::new(forms.count())).bench_local(|| model(&forms));
}

#[divan::bench]
fn load() -> Models {
    models()
}

/// On each set of instructions that this machine has.
#[divan::bench(args = Path::available())]
#[expect(clippy::expect_used, reason = "a benchmark")]
fn parse(bencher: Bencher<'_, '_>, path: Path) {
    let models = Models::load_for(onrecord_models::ENGLISH, path);
    let models = models.expect("the weights that are compiled in");
    let mut scratch = ParseScratch::default();
    run(bencher, |forms| models.parser.parse(&forms.sentences, &mut scratch));
}

#[divan::bench]
fn names(bencher: Bencher<'_, '_>) {
    let (models, mut scratch) = (models(), NameScratch::default());
    run(bencher, |forms| models.names.tag(&forms.sentences, &mut scratch));
}

#[divan::bench]
fn segment(bencher: Bencher<'_, '_>) {
    let (models, mut scratch) = (models(), SegmentScratch::default());
    run(bencher, |forms| models.segmenter.ends(&forms.paragraphs, &mut scratch));
}

#[divan::bench]
fn all(bencher: Bencher<'_, '_>) {
    let models = models();
    let (mut segment, mut parse, mut names) =
        (SegmentScratch::default(), ParseScratch::default(), NameScratch::default());
    run(bencher, |forms| {
        let ends = models.segmenter.ends(&forms.paragraphs, &mut segment);
        let parsed = models.parser.parse(&forms.sentences, &mut parse);
        (ends, parsed, models.names.tag(&forms.sentences, &mut names))
    });
}
