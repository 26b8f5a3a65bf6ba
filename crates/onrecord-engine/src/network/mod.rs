//! The inference engine of the language models: words in, values of words out.
//!
//! `docs/model.md` holds the format of the weights and the arithmetic. The arithmetic gives the
//! same bits on every machine (`kernel`), and what comes out for a sentence does not depend on
//! the sentences that are read together with it.

mod batch;
mod encoder;
mod feature;
mod form;
mod kernel;
mod layout;
mod linear;
mod recurrent;
mod table;
mod weights;

pub use kernel::Path;
pub use weights::ModelError;

pub(crate) use batch::{Piece, batches, pieces};
pub(crate) use encoder::{Encoded, Encoder};
#[cfg(test)]
pub(crate) use feature::Reader;
pub(crate) use kernel::{Buffer, GROUP, Matrix, Product, best, dense, leaky};
pub(crate) use linear::{Linear, TILE, Tile};
pub(crate) use table::Vectors;
pub(crate) use weights::Weights;
