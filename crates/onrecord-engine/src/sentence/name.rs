//! Names of persons, organisations and places.

use std::sync::Arc;

use super::graph::{Name, NameKind};
use crate::network::{
    Buffer, Encoded, Encoder, Linear, ModelError, Path, TILE, Tile, Vectors, Weights, batches,
    pieces,
};

/// Longest run of words that is read as a whole; a longer one is cut.
const MAX_WORDS: usize = 512;

/// Finds names in sentences.
#[derive(Clone, Debug)]
pub struct NameTagger {
    encoder: Encoder,
    tag: Linear,
    classes: Vec<Class>,
    /// Classes after which a name may start or a sentence end, lowest first.
    closed: Vec<usize>,
    /// For each class inside a name those that may stand before it, lowest first; for the others
    /// these are the closed ones.
    before: Vec<Option<Vec<usize>>>,
}

/// Memory of a tagger at work; may be used again.
#[derive(Debug, Default)]
pub struct NameScratch {
    encoded: Encoded,
    tile: Tile,
    pub(super) scores: Buffer<f32>,
}

/// A class: a word outside of names, or a place in a name of a kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    Outside,
    Begin(NameKind),
    Inside(NameKind),
    Last(NameKind),
    Unit(NameKind),
}

impl Class {
    fn of(name: &str) -> Option<Self> {
        if name == "O" {
            return Some(Self::Outside);
        }
        let (mark, kind) = name.split_once('-')?;
        let kind = match kind {
            "PER" => NameKind::Person,
            "ORG" => NameKind::Organisation,
            "LOC" => NameKind::Location,
            _ => return None,
        };
        match mark {
            "B" => Some(Self::Begin(kind)),
            "I" => Some(Self::Inside(kind)),
            "L" => Some(Self::Last(kind)),
            "U" => Some(Self::Unit(kind)),
            _ => None,
        }
    }

    /// Whether a name may start after it.
    fn is_closed(self) -> bool {
        matches!(self, Self::Outside | Self::Last(_) | Self::Unit(_))
    }

    /// For a class inside a name, the kind of the name.
    fn inside(self) -> Option<NameKind> {
        match self {
            Self::Inside(kind) | Self::Last(kind) => Some(kind),
            _ => None,
        }
    }
}

/// For each class the places of those that must stand before it, if it goes on with a name.
fn before(classes: &[Class]) -> Vec<Option<Vec<usize>>> {
    let places = |kind: NameKind| {
        let goes_on = |&place: &usize| {
            classes[place] == Class::Begin(kind) || classes[place] == Class::Inside(kind)
        };
        (0..classes.len()).filter(goes_on).collect()
    };
    classes.iter().map(|class| class.inside().map(places)).collect()
}

impl NameTagger {
    /// Reads the model `names`.
    pub(crate) fn read(
        weights: &Weights,
        path: Path,
        vectors: Option<&Arc<Vectors>>,
    ) -> Result<Self, ModelError> {
        let encoder = Encoder::read(weights, "names", path, vectors)?;
        let classes = weights.classes("names", Class::of)?;
        if !classes.contains(&Class::Outside) {
            return Err(ModelError::metadata("names", "no class `O`"));
        }
        let tag = Linear::read(weights, "names.tag", encoder.width(), classes.len())?;
        let closed = (0..classes.len()).filter(|&class| classes[class].is_closed()).collect();
        Ok(Self { encoder, tag, closed, before: before(&classes), classes })
    }

    /// The names of each sentence, in order; none lies in another.
    pub fn tag(&self, sentences: &[Vec<&str>], scratch: &mut NameScratch) -> Vec<Vec<Name>> {
        let mut names = vec![Vec::new(); sentences.len()];
        for batch in batches(&pieces(sentences, MAX_WORDS)) {
            let forms: Vec<_> = batch.iter().map(|piece| piece.of(sentences)).collect();
            self.encoder.run(&forms, &mut scratch.encoded);
            self.score(scratch);
            let layout = &scratch.encoded.layout;
            for (place, number) in layout.order() {
                let piece = &batch[number];
                let rows = (0..piece.words.len()).map(|step| {
                    let row = layout.row(step, place) * self.classes.len();
                    &scratch.scores[row..row + self.classes.len()]
                });
                let path = self.best_path(rows);
                self.collect(&path, piece.words.start, &mut names[piece.sentence]);
            }
        }
        for names in &mut names {
            names.sort_by_key(|name| name.words.start);
        }
        names
    }

    fn score(&self, scratch: &mut NameScratch) {
        let NameScratch { encoded, tile, scores } = scratch;
        let (words, classes) = (encoded.layout.words(), self.classes.len());
        scores.resize(words * classes);
        for first in (0..words).step_by(TILE) {
            let rows = (words - first).min(TILE);
            tile.start(&self.tag, rows);
            for row in first..first + rows {
                tile.push(self.encoder.path(), &[encoded.state(row, self.encoder.width())]);
            }
            tile.multiply(self.encoder.path(), &self.tag);
            for row in 0..rows {
                let at = (first + row) * classes;
                let into = &mut scores[at..at + classes];
                tile.outputs(self.encoder.path(), &self.tag, row, into);
            }
        }
    }

    /// The classes with the highest sum of scores of which each may follow the one before
    /// (Viterbi); of equal ones the lowest, from the last word on.
    fn best_path<'r>(&self, rows: impl ExactSizeIterator<Item = &'r [f32]>) -> Vec<usize> {
        let n = self.classes.len();
        let length = rows.len();
        let mut came_from = vec![0; length * n];
        let mut total = vec![f32::NEG_INFINITY; n];
        let mut next = total.clone();
        for (word, row) in rows.enumerate() {
            let after_closed = first_best(&total, &self.closed);
            for class in 0..n {
                let best = match &self.before[class] {
                    Some(before) => first_best(&total, before),
                    None => after_closed,
                };
                came_from[word * n + class] = best;
                next[class] = match (word, &self.before[class]) {
                    (0, None) => row[class],
                    (0, Some(_)) => f32::NEG_INFINITY,
                    _ => total[best] + row[class],
                };
            }
            std::mem::swap(&mut total, &mut next);
        }
        let mut class = first_best(&total, &self.closed);
        let mut path = vec![0; length];
        for word in (0..length).rev() {
            path[word] = class;
            class = came_from[word * n + class];
        }
        path
    }

    fn collect(&self, path: &[usize], offset: usize, names: &mut Vec<Name>) {
        let mut start = 0;
        for (word, class) in path.iter().enumerate() {
            match self.classes[*class] {
                Class::Begin(_) => start = word,
                Class::Last(kind) => names.push(name(offset + start, offset + word, kind)),
                Class::Unit(kind) => names.push(name(offset + word, offset + word, kind)),
                Class::Inside(_) | Class::Outside => {}
            }
        }
    }
}

fn name(first: usize, last: usize, kind: NameKind) -> Name {
    let number = |word| u32::try_from(word).expect("a text has fewer than 2^32 words");
    Name { words: number(first)..number(last) + 1, kind }
}

/// The first of the places with the highest value; 0 if there is none.
fn first_best(values: &[f32], places: &[usize]) -> usize {
    let Some((first, others)) = places.split_first() else { return 0 };
    let mut best = *first;
    for &place in others {
        if values[place] > values[best] {
            best = place;
        }
    }
    best
}
