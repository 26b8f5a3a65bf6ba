//! The models of a language, loaded together.

use super::name::NameTagger;
use super::parse::Parser;
use super::scratch::Spare;
use super::segment::Segmenter;
use crate::network::{ModelError, Path, Vectors, Weights};

/// The models that read sentences. They hold no state: one set may serve many threads, each with
/// memory of its own ([`ParseScratch`](super::ParseScratch) and its like).
#[derive(Clone, Debug)]
pub struct Models {
    /// Ends of sentences.
    pub segmenter: Segmenter,
    /// Tags, lemmas, trees.
    pub parser: Parser,
    /// Names of persons, organisations, places.
    pub names: NameTagger,
    pub(super) spare: Spare,
}

impl Models {
    /// Loads models from the bytes of a file of weights (`docs/model.md`), for the fastest
    /// instructions of this machine. Tables of vectors are read where they lie.
    ///
    /// # Errors
    /// If the bytes are no such file, or if a tensor or class name does not fit.
    pub fn load(bytes: &'static [u8]) -> Result<Self, ModelError> {
        Self::load_for(bytes, Path::fastest())
    }

    /// Loads models for given instructions. What they find is the same on all.
    ///
    /// # Errors
    /// As [`Models::load`].
    pub fn load_for(bytes: &'static [u8], path: Path) -> Result<Self, ModelError> {
        let weights = Weights::open(bytes)?;
        let vectors = Vectors::read(&weights)?;
        Ok(Self {
            segmenter: Segmenter::read(&weights, path, vectors.as_ref())?,
            parser: Parser::read(&weights, path, vectors.as_ref())?,
            names: NameTagger::read(&weights, path, vectors.as_ref())?,
            spare: Spare::default(),
        })
    }
}
