//! Who and where there is, as facts with their time and source.
//!
//! A **fact** is a row `subject property object from to basis checked` ([`parse`] reads tables of
//! them). Facts of several layers (the user's, the project's, the built-in ones) are joined and
//! compiled into a [`Base`], a flat form that is looked up in place. Always true: nothing is
//! dated by the clock; a missing date means unknown; every fact keeps its basis.
//!
//! The model follows FollowTheMoney and Wikidata: statements with qualifiers of time and source,
//! identity by id, names apart from identity.

mod base;
mod bytes;
mod check;
mod compile;
mod date;
mod fact;
mod institution;
mod knowledge;
mod layer;
mod office;
pub mod petrarch;
mod places;
mod property;
mod short;
mod spelling;

pub use base::{Base, Named, NotABase, Subject};
pub use check::{check, check_layer};
pub use compile::compile;
pub use date::{Day, FactDate, Holds, Period};
pub use fact::{Fact, HEADER, Problem, coordinates, is_id, parse};
pub use institution::expand;
pub use knowledge::Knowledge;
pub use layer::{Form, Ids, Source, join};
pub use places::{Place, Places, compile_places};
pub use property::{Kind, Object, Property, Role};
pub use spelling::{
    ALIKE, are_near, fold, fold_into, fold_text, likeness, likeness_of_sounds, sound,
};
