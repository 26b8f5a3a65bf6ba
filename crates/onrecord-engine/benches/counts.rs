//! Instructions of each stage on three articles, counted under Valgrind; `scripts/counts.py` runs
//! this and compares with `counts.json`.
//!
//! What is made before a stage (models, words) is not counted. It is leaked, so that dropping it
//! is not either.
#![expect(missing_docs, reason = "what the macros make")]

mod shared;

use gungraun::{
    Callgrind, LibraryBenchmarkConfig, library_benchmark, library_benchmark_group, main,
};
use onrecord_engine::network::Path;
use onrecord_engine::sentence::{
    Models, Name, NameScratch, ParseScratch, Parsed, SegmentScratch, Sentence, ValueTables,
};
use onrecord_engine::testing::{self, CutParagraph};
use onrecord_engine::{Engine, Reading};
use onrecord_model::Document;

use shared::Forms;

/// A model at work: all models, words, memory.
type Work<S> = (&'static Models, &'static Forms<'static>, &'static mut S);

/// Valgrind knows AVX2 and nothing newer. Counts of other paths cannot be compared.
fn text(articles: usize) -> &'static str {
    let path = format!("{:?}", Path::fastest());
    assert_eq!(path, "Path(Avx2)", "the committed counts are those of AVX2");
    shared::articles(articles).leak()
}

fn leak<T>(value: T) -> &'static mut T {
    Box::leak(Box::new(value))
}

fn work<S: Default>(articles: usize) -> Work<S> {
    let forms = Forms::of(&Engine::new(), text(articles));
    (leak(shared::models()), leak(forms), leak(S::default()))
}

fn engine(articles: usize) -> (&'static Engine, &'static str) {
    (leak(shared::loaded_engine()), text(articles))
}

fn document(articles: usize) -> (&'static Engine, &'static Document) {
    (leak(Engine::new()), leak(shared::document(text(articles).to_owned())))
}

fn named(articles: usize) -> (&'static str, &'static mut [Sentence], &'static ValueTables) {
    let (engine, text) = engine(articles);
    (text, shared::named(engine, text).leak(), leak(ValueTables::compiled_in()))
}

#[library_benchmark]
#[bench::articles(args = (3), setup = engine)]
fn cut((engine, text): (&Engine, &str)) -> Vec<CutParagraph> {
    testing::cut(engine, text)
}

#[library_benchmark]
#[bench::articles(args = (3), setup = work)]
fn segment((models, forms, scratch): Work<SegmentScratch>) -> Vec<Vec<f32>> {
    models.segmenter.ends(&forms.paragraphs, scratch)
}

#[library_benchmark]
#[bench::articles(args = (3), setup = work)]
fn parse((models, forms, scratch): Work<ParseScratch>) -> Vec<Vec<Parsed>> {
    models.parser.parse(&forms.sentences, scratch)
}

#[library_benchmark]
#[bench::articles(args = (3), setup = work)]
fn names((models, forms, scratch): Work<NameScratch>) -> Vec<Vec<Name>> {
    models.names.tag(&forms.sentences, scratch)
}

#[library_benchmark]
#[bench::articles(args = (3), setup = named)]
fn values((text, sentences, tables): (&str, &mut [Sentence], &ValueTables)) {
    shared::value(text, sentences, tables);
}

// All stages above.
#[library_benchmark]
#[bench::articles(args = (3), setup = engine)]
fn analyse((engine, text): (&Engine, &str)) -> Vec<Sentence> {
    engine.analyse(text)
}

// The rules for statements, which do not need the stages above.
#[library_benchmark]
#[bench::articles(args = (3), setup = document)]
fn read((engine, document): (&Engine, &Document)) -> Reading {
    engine.read(document)
}

library_benchmark_group!(
    name = stages,
    benchmarks = [cut, segment, parse, names, values, analyse, read]
);

main!(
    config = LibraryBenchmarkConfig::default().tool(Callgrind::with_args(["--cache-sim=no"])),
    library_benchmark_groups = stages
);
