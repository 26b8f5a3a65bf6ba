//! Thin doors to inner functions for the tests and measurements in `tests/`, `benches/` and
//! beyond. Not part of the API.

use std::ops::Range;

use onrecord_model::{Capture, Dated, Document, DocumentParts, OffsetMap, When};

use crate::Engine;
use crate::sentence::cut::{self, Bound};
use crate::sentence::{Relation, Sentence, Word};
use crate::time;

/// A paragraph as `sentence::cut` makes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CutParagraph {
    /// Byte offsets of each word, and whether it is one token with the word before it.
    pub words: Vec<(Range<u32>, bool)>,
    /// For each word whether a sentence must (1), cannot (2) or may (0) end after it.
    pub bounds: Vec<u8>,
    /// Numbers of the words after which a sentence ends by rules alone.
    pub rule_ends: Vec<usize>,
}

/// `sentence::cut::cut`.
pub fn cut(engine: &Engine, text: &str) -> Vec<CutParagraph> {
    let paragraphs = cut::cut(text, &engine.tables);
    let show = |paragraph: cut::Paragraph| CutParagraph {
        rule_ends: paragraph.rule_ends(text, &engine.tables),
        words: paragraph.words.iter().map(|word| (word.start..word.end, word.joined)).collect(),
        bounds: paragraph.words.iter().map(|word| bound_number(word.bound)).collect(),
    };
    paragraphs.into_iter().map(show).collect()
}

fn bound_number(bound: Bound) -> u8 {
    match bound {
        Bound::Open => 0,
        Bound::Must => 1,
        Bound::Never => 2,
    }
}

/// `sentence::cut::is_blank`.
pub fn is_blank(c: char) -> bool {
    cut::is_blank(c)
}

/// What is always true of the sentences of a text (see [`crate::sentence`]).
///
/// # Panics
/// If it is not.
pub fn check_sentences(text: &str, sentences: &[Sentence]) {
    let mut end = 0;
    for sentence in sentences {
        assert!(!sentence.words.is_empty(), "a sentence without words");
        for word in &sentence.words {
            let range = word.span.range();
            assert!(end <= range.start && range.start < range.end, "words in order");
            assert!(text[end..range.start].chars().all(is_blank), "a character in no word");
            assert!(!word.joined || range.start == end, "a token with a gap");
            end = range.end;
        }
        assert!(!sentence.words[0].joined, "a token in two sentences");
        check_tree(&sentence.words);
        let mut after = 0;
        for name in &sentence.names {
            assert!(
                after <= name.words.start && name.words.start < name.words.end,
                "names in order"
            );
            after = name.words.end;
        }
        assert!(after as usize <= sentence.words.len(), "a name beyond its sentence");
    }
    assert!(text[end..].chars().all(is_blank), "a character in no word");
}

fn check_tree(words: &[Word]) {
    let roots: Vec<_> = words.iter().filter(|word| word.head.is_none()).collect();
    assert_eq!(roots.len(), 1, "one root");
    assert_eq!(roots[0].relation, Relation::Root);
    for word in words {
        let (mut steps, mut at) = (0, word);
        while let Some(head) = at.head {
            at = &words[head as usize];
            steps += 1;
            assert!(steps < words.len(), "a circle");
        }
    }
}

/// A mention with whom it was resolved to.
#[derive(Clone, Debug)]
pub struct Resolved {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// Id of the actor or place, if it was resolved.
    pub id: Option<String>,
    /// Number of whom it means; mentions of one have the same.
    pub entity: usize,
    /// Whom it may mean, with scores.
    pub candidates: Vec<(String, f32)>,
}

/// A document whose text is its capture.
///
/// # Panics
/// If the text is longer than 4 GiB.
pub fn document(text: &str, published: Option<When>) -> Document {
    let capture = Capture::new(text.as_bytes().to_vec()).expect("a short text");
    let map = OffsetMap::identity(u32::try_from(text.len()).expect("a short text"), 0);
    let parts = DocumentParts { text: text.to_owned(), map, published, ..DocumentParts::default() };
    Document::new(capture.id(), parts)
}

/// Mentions of a document.
pub fn actors(engine: &Engine, document: &Document) -> Vec<Resolved> {
    let stages = crate::stages::Stages::new(engine, document);
    let base = engine.knowledge().base();
    let (mentions, entities) = crate::actor::find(stages.page());
    {
        let id = |subject| base.id(subject).to_owned();
        let show = |mention: crate::actor::Mention| {
            let entity = &entities[mention.entity];
            let candidates = entity.candidates.iter().map(|c| (id(c.subject), c.score)).collect();
            let place = entity.geonames.map(|number| format!("geonames:{number}"));
            Resolved {
                range: mention.span.range(),
                id: entity.subject.map(id).or(place),
                entity: mention.entity,
                candidates,
            }
        };
        mentions.into_iter().map(show).collect()
    }
}

/// A time of `time::dates`: its number of a sentence, words and bytes, its value and its candidates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundTime {
    /// Number of its sentence.
    pub sentence: usize,
    /// Its words, counted from 0 in the sentence.
    pub words: Range<usize>,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it stands for.
    pub dated: Option<Dated>,
    /// What it may stand for.
    pub candidates: Vec<Dated>,
}

/// `time::dates`, of a text that the engine analyses.
pub fn times(engine: &Engine, text: &str, anchor: Option<&When>) -> Vec<FoundTime> {
    let sentences = engine.analyse(text);
    let times = time::dates(text, &sentences, anchor, &engine.tables);
    let show = |time: time::Time| {
        let time::Time { sentence, words, span, dated, candidates } = time;
        FoundTime { sentence, words, range: span.range(), dated, candidates }
    };
    times.into_iter().map(show).collect()
}

/// The rows of `times.tsv` and `time-cues.tsv`: form, passage in which it has the value that
/// follows, passage in which it has not.
pub fn time_examples(engine: &Engine) -> impl Iterator<Item = [&str; 4]> {
    let examples = engine.tables.times.examples.iter();
    examples.map(|row| [&*row.form, &*row.yes, &*row.gives, &*row.no])
}

/// A finding before it becomes a statement, for training: features and bytes.
#[derive(Clone, Debug)]
pub struct FoundStatement {
    /// Its features.
    pub features: Vec<String>,
    /// Where the cue stands.
    pub cue: Option<Range<u32>>,
    /// Where the source stands.
    pub source: Option<Range<u32>>,
    /// Where what is said stands.
    pub content: Vec<Range<u32>>,
}

/// All findings of a document, likely or not.
pub fn findings(engine: &Engine, document: &Document) -> Vec<FoundStatement> {
    let stages = crate::stages::Stages::new(engine, document);
    let (mentions, entities) = crate::actor::find(stages.page());
    let parties = stages.parties(&mentions, &entities);
    let features = crate::statement::all_features(&stages.findings, &parties, &engine.coref);
    let all = stages.findings.iter().zip(features);
    let show = |(finding, features): (&crate::statement::Finding, _)| FoundStatement {
        features,
        cue: finding.cue.as_ref().map(|(_, bytes)| bytes.clone()),
        source: finding.source.clone(),
        content: finding.content.clone(),
    };
    all.map(show).collect()
}

/// Every row of the tables of reported speech: table, form, a passage in which it attributes, and one
/// in which it does not.
pub fn report_rows(engine: &Engine) -> Vec<[&str; 4]> {
    let reports = &engine.tables.reports;
    let cues =
        [&reports.verbs, &reports.nouns, &reports.adjectives].into_iter().flat_map(|table| {
            table
                .rows()
                .iter()
                .map(|row| [table.name, &*row.lemma, &*row.examples[0], &*row.examples[1]])
        });
    let phrases = reports.phrases.rows().iter();
    let phrases =
        phrases.map(|row| ["phrases.tsv", &*row.form, &*row.examples[0], &*row.examples[1]]);
    cues.chain(phrases).collect()
}

/// Every context with a passage in which an event has it, and one in which none has.
pub fn context_rows(engine: &Engine) -> impl Iterator<Item = [&str; 3]> {
    engine.tables.contexts.examples.iter().map(|row| row.each_ref().map(|cell| &**cell))
}

/// Every row of the tables of events: table, word, passages in which it tells an event of its type,
/// and passages in which it does not.
pub fn event_rows(engine: &Engine) -> Vec<(&str, &str, [&str; 4])> {
    let rows = engine.tables.events.rows().iter();
    rows.map(|row| (row.plover.name(), &*row.lemma, row.examples.each_ref().map(|one| &**one)))
        .collect()
}

/// The dictionary forms of the cues of a document, likely or not, and of those of who hands on.
pub fn cues(engine: &Engine, document: &Document) -> Vec<String> {
    let stages = crate::stages::Stages::new(engine, document);
    let cues = stages.findings.into_iter().flat_map(|finding| {
        finding.cue.into_iter().chain(finding.via.into_iter().filter_map(|(_, cue)| cue))
    });
    cues.map(|(lemma, _)| lemma).collect()
}
