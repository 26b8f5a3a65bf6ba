//! Which documents tell one affair, who carries whom, and where tellings agree and where they do not.
//!
//! Looks across documents, at what was read from each of them: lines of the record go in, lines of the record come
//! out. Pure, like the engine: the same set of documents gives the same stories, in whatever order they come.

mod act;
mod agree;
mod aspect;
mod carry;
mod group;
mod link;
mod pair;
mod position;
mod profile;
mod story;
mod telling;
mod text;
mod witness;
mod words;

pub use group::group;
#[doc(hidden)]
pub use pair::Pair;
pub use profile::Profile;
#[doc(hidden)]
pub use story::pairs;
pub use story::tell;
pub use telling::Telling;

/// Hash of all tables: stories of one version and hash can be compared.
pub fn tables_hash() -> String {
    onrecord_model::hash_of(&[words::TABLE, words::LISTS, aspect::TABLE, pair::TABLE].join("\n"))
}
