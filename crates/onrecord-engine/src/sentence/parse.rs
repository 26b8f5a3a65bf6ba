//! Tags, lemmas and trees of sentences.

use std::sync::Arc;

use super::arc::{ArcScratch, Arcs, Roles, Widths};
use super::label::{LabelScratch, Labels};
use super::lemma::Script;
use super::tag::{Relation, Upos, Xpos};
use crate::network::{
    Buffer, Encoded, Encoder, Linear, ModelError, Path, Piece, TILE, Tile, Vectors, Weights,
    batches, best, leaky, pieces,
};

/// Longest run of words that is read as a whole; a longer one is cut, and its later pieces depend
/// on the root of the first as `parataxis`.
pub const MAX_WORDS: usize = 256;

/// What is known of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// Universal part of speech.
    pub upos: Upos,
    /// Part of speech of the Penn Treebank.
    pub xpos: Xpos,
    /// Morphological features, as `Number=Sing|Person=3`.
    pub features: Arc<str>,
    /// Dictionary form.
    pub lemma: Box<str>,
    /// The word it depends on, counted from 0 in the sentence; none for the root.
    pub head: Option<u32>,
    /// How it depends on it.
    pub relation: Relation,
}

/// Finds tags, lemmas and trees.
#[derive(Clone, Debug)]
pub struct Parser {
    encoder: Encoder,
    classes: Classes,
    tags: Linear,
    roles: Linear,
    widths: Widths,
    arcs: Arcs,
    labels: Labels,
}

/// Class lists.
#[derive(Clone, Debug)]
struct Classes {
    upos: Vec<Upos>,
    xpos: Vec<Xpos>,
    features: Vec<Arc<str>>,
    lemmas: Vec<Script>,
    relations: Vec<Relation>,
    root: usize,
}

/// Memory of a parser at work; may be used again.
#[derive(Debug, Default)]
pub struct ParseScratch {
    pub(super) encoded: Encoded,
    tile: Tile,
    values: Buffer<f32>,
    /// For each row of the encoder, where its word stands in text order.
    at: Vec<usize>,
    /// Places of the best tags of each word.
    tags: Vec<[usize; 4]>,
    /// Values of words for arcs and labels. The words of a sentence follow each other.
    roles: Buffer<f32>,
    pub(super) arcs: ArcScratch,
    labels: LabelScratch,
}

impl Classes {
    fn read(weights: &Weights) -> Result<Self, ModelError> {
        let relations = weights.classes("relations", Relation::from_name)?;
        let root = relations.iter().position(|relation| *relation == Relation::Root);
        if relations.len() < 2 {
            return Err(ModelError::metadata("relations", "too few"));
        }
        Ok(Self {
            upos: weights.classes("upos", Upos::from_name)?,
            xpos: weights.classes("xpos", Xpos::from_name)?,
            features: weights
                .classes("features", |text| Some(Arc::from(if text == "_" { "" } else { text })))?,
            lemmas: weights.classes("lemmas", Script::parse)?,
            root: root.ok_or_else(|| ModelError::metadata("relations", "no class `root`"))?,
            relations,
        })
    }

    /// Places of the best classes of the four tags.
    fn best(&self, path: Path, values: &[f32]) -> [usize; 4] {
        let mut rest = values;
        self.counts().map(|count| {
            let (here, after) = rest.split_at(count);
            rest = after;
            best(path, here)
        })
    }

    /// Numbers of classes of the four tags.
    fn counts(&self) -> [usize; 4] {
        [self.upos.len(), self.xpos.len(), self.features.len(), self.lemmas.len()]
    }
}

impl Parser {
    /// Reads the model `parser`.
    pub(crate) fn read(
        weights: &Weights,
        path: Path,
        vectors: Option<&Arc<Vectors>>,
    ) -> Result<Self, ModelError> {
        let encoder = Encoder::read(weights, "parser", path, vectors)?;
        let classes = Classes::read(weights)?;
        if classes.counts().contains(&0) {
            return Err(ModelError::metadata("upos, xpos, features, lemmas", "a list is empty"));
        }
        let both = encoder.width() + encoder.hidden();
        let tags = Linear::read(weights, "parser.tags", both, classes.counts().iter().sum())?;
        let [arc] = weights.shape("parser.root_arc")?;
        let [label] = weights.shape("parser.root_label")?;
        let widths = Widths { arc, label };
        let roles = Linear::read(weights, "parser.mlp", encoder.width(), widths.all())?;
        let arcs = Arcs::read(weights, arc)?;
        let labels = Labels::read(weights, label, classes.relations.len(), classes.root)?;
        Ok(Self { encoder, classes, tags, roles, widths, arcs, labels })
    }

    /// Parses sentences. What comes out for a sentence does not depend on the others.
    pub fn parse(&self, sentences: &[Vec<&str>], scratch: &mut ParseScratch) -> Vec<Vec<Parsed>> {
        let mut parsed: Vec<Vec<Parsed>> =
            sentences.iter().map(|words| Vec::with_capacity(words.len())).collect();
        let path = self.encoder.path();
        let pieces = pieces(sentences, MAX_WORDS);
        for batch in batches(&pieces) {
            let forms: Vec<_> = batch.iter().map(|piece| piece.of(sentences)).collect();
            self.encoder.run(&forms, &mut scratch.encoded);
            let starts = starts(batch);
            self.project(&starts, scratch);
            let roles = Roles { values: &scratch.roles, widths: self.widths };
            let heads = self.arcs.heads(path, roles, batch, &starts, &mut scratch.arcs);
            let relations = self.labels.relations(path, roles, &heads, &mut scratch.labels);
            for (piece, start) in batch.iter().zip(starts) {
                let into = &mut parsed[piece.sentence];
                for (word, form) in piece.of(sentences).iter().enumerate() {
                    let at = start + word;
                    let head = heads[at].map(|head| head - start + piece.words.start);
                    into.push(self.word(form, scratch.tags[at], head, relations[at]));
                }
            }
        }
        for words in parsed.iter_mut().filter(|words| words.len() > MAX_WORDS) {
            join(words);
        }
        parsed
    }

    /// The layers that look at each word alone: tags, and values for arcs and labels.
    fn project(&self, starts: &[usize], scratch: &mut ParseScratch) {
        let ParseScratch { encoded, tile, values, at, tags, roles, .. } = scratch;
        let (path, words) = (self.encoder.path(), encoded.layout.words());
        let (width, hidden) = (self.encoder.width(), self.encoder.hidden());
        at.resize(words, 0);
        for (step, place) in encoded.layout.cells() {
            at[encoded.layout.row(step, place)] = starts[encoded.layout.number(place)] + step;
        }
        tags.resize(words, [0; 4]);
        values.resize(self.tags.outputs());
        roles.resize(words * self.widths.all());
        for first in (0..words).step_by(TILE) {
            let rows = first..words.min(first + TILE);
            tile.start(&self.tags, rows.len());
            for row in rows.clone() {
                tile.push(path, &[encoded.state(row, width), encoded.form(row, hidden)]);
            }
            tile.multiply(path, &self.tags);
            for row in rows.clone() {
                tile.outputs(path, &self.tags, row - first, values);
                tags[at[row]] = self.classes.best(path, values);
            }
            tile.start(&self.roles, rows.len());
            for row in rows.clone() {
                tile.push(path, &[encoded.state(row, width)]);
            }
            tile.multiply(path, &self.roles);
            for row in rows {
                let into = &mut roles[at[row] * self.widths.all()..][..self.widths.all()];
                tile.outputs(path, &self.roles, row - first, into);
                leaky(path, into);
            }
        }
    }

    fn word(&self, form: &str, tags: [usize; 4], head: Option<usize>, relation: usize) -> Parsed {
        let classes = &self.classes;
        Parsed {
            upos: classes.upos[tags[0]],
            xpos: classes.xpos[tags[1]],
            features: Arc::clone(&classes.features[tags[2]]),
            lemma: classes.lemmas[tags[3]].apply(form),
            head: head.and_then(|head| u32::try_from(head).ok()),
            relation: classes.relations[relation],
        }
    }
}

/// Makes one tree of the trees of pieces.
fn join(words: &mut [Parsed]) {
    let first = words.iter().position(|word| word.head.is_none());
    let Some(first) = first else { return };
    for word in &mut words[first + 1..] {
        if word.head.is_none() {
            word.head = u32::try_from(first).ok();
            word.relation = Relation::Parataxis;
        }
    }
}

/// Where the words of each piece start.
fn starts(batch: &[Piece]) -> Vec<usize> {
    let mut next = 0;
    let start = |piece: &Piece| {
        let start = next;
        next += piece.words.len();
        start
    };
    batch.iter().map(start).collect()
}
