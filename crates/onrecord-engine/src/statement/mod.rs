//! Who said what.
//!
//! In: a text cut into paragraphs of tokens, its sentences, its reported speech
//! ([`crate::report`]), and who is meant by its mentions. Out: statements, in the order of the text.
//!
//! Quotations: each paragraph is folded ([`skeleton`]), so that what remains is what the author
//! wrote around them; in each sentence cues are sought beside them ([`attribution`]) and quotations
//! are given to cues ([`sentence`]); what has no cue of its own may go on with the last speaker
//! ([`mod@walk`]). Then they and what is reported are made one list ([`mod@collect`]), in which each
//! knows what it stands in; parties get their names ([`party`]), and evidence is cut
//! ([`mod@build`]). Tables: `cues.tsv`, `rules.tsv`, `words.tsv`, `kinds.tsv`.
mod act;
mod attribution;
mod build;
mod clause;
mod collect;
mod condition;
mod confidence;
mod draft;
mod headline;
mod label;
mod party;
mod sentence;
mod skeleton;
mod walk;

pub(crate) use build::{LEAST, all_features, build, confidences};
pub(crate) use collect::{Finding, Heard, collect};
pub(crate) use confidence::Confidence;
pub(crate) use party::{Known, Parties};
pub(crate) use skeleton::{Item, ItemKind, Skeleton};
pub(crate) use walk::{Walk, walk};
