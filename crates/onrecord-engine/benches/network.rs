//! Words a second of the language models, by model: `cargo bench -p onrecord-engine --bench network`.

use divan::Bencher;
use divan::counter::ItemsCount;
use onrecord_engine::network::Path;
use onrecord_engine::sentence::{Models, NameScratch, ParseScratch, SegmentScratch};

fn main() {
    divan::main();
}

/// News-like prose, a sentence a line.
const PASSAGE: &str = "The ferry company cut its night service on Monday .
“ We have no crews left , ” said Ingrid Solheim , who runs the harbour at Vik and has done so for twenty years .
The union , which had warned of this in the spring , called the step “ an insult to the islands ” .
It said that it would go to court if the ministry did not act by the end of the week .
Two boats out of nine lay idle at the quay when the minister came to see them , as she had promised .
Nobody asked us .
Officials in the capital said on condition of anonymity that talks with the owners had failed .
The price of a ticket rose by 12 per cent in January , to 340 crowns , and may rise again before summer .";

/// Sentences of a longer article, with some words of their own.
fn sentences() -> Vec<Vec<String>> {
    let line = |(round, line): (usize, &str)| {
        let words = line.split(' ').enumerate();
        words
            .map(
                |(i, word)| {
                    if (i + round) % 7 == 3 { format!("{word}{round}") } else { word.to_owned() }
                },
            )
            .collect()
    };
    (0..7).flat_map(|round| PASSAGE.lines().map(move |text| (round, text))).map(line).collect()
}

/// Runs a model over the sentences.
fn run<T>(bencher: Bencher<'_, '_>, mut model: impl FnMut(&[Vec<&str>]) -> T) {
    let owned = sentences();
    let borrowed: Vec<Vec<&str>> =
        owned.iter().map(|words| words.iter().map(String::as_str).collect()).collect();
    let words: usize = owned.iter().map(Vec::len).sum();
    bencher.counter(ItemsCount::new(words)).bench_local(|| model(&borrowed));
}

#[expect(clippy::expect_used, reason = "a benchmark")]
fn models() -> Models {
    Models::load(onrecord_models::ENGLISH).expect("the weights that are compiled in")
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
    run(bencher, |sentences| models.parser.parse(sentences, &mut scratch));
}

#[divan::bench]
fn names(bencher: Bencher<'_, '_>) {
    let (models, mut scratch) = (models(), NameScratch::default());
    run(bencher, |sentences| models.names.tag(sentences, &mut scratch));
}

#[divan::bench]
fn segment(bencher: Bencher<'_, '_>) {
    let (models, mut scratch) = (models(), SegmentScratch::default());
    run(bencher, |sentences| models.segmenter.ends(sentences, &mut scratch));
}

#[divan::bench]
fn all(bencher: Bencher<'_, '_>) {
    let models = models();
    let (mut segment, mut parse, mut names) =
        (SegmentScratch::default(), ParseScratch::default(), NameScratch::default());
    run(bencher, |sentences| {
        let ends = models.segmenter.ends(sentences, &mut segment);
        let parsed = models.parser.parse(sentences, &mut parse);
        (ends, parsed, models.names.tag(sentences, &mut names))
    });
}
