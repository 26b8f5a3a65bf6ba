//! Who said what, from the quotations of a document.
//!
//! In: a text cut into paragraphs of tokens. Out: statements, in the order of the text. Each
//! paragraph is folded ([`skeleton`]), so that what remains is what the author wrote around the
//! quotations; in each sentence cues are sought beside them ([`attribution`]) and quotations are
//! given to cues ([`sentence`]); what has no cue of its own may go on with the last speaker
//! ([`mod@walk`]). What a quotation itself reports becomes a statement within it ([`nested`]); “he” and
//! “she” get the name of who was spoken of before ([`antecedent`]). Tables: `cues.tsv`,
//! `nested.tsv`, `rules.tsv`, `words.tsv`, `kinds.tsv`.
//!
//! Limits of this version, each for a later one:
//! - words without quotation marks are no statements (a sentence that only reports still tells
//!   who goes on speaking in the quotation after it);
//! - a pronoun keeps its own span; only “he” and “she” as sources get a name, and only from the
//!   paragraph or the one before, where nobody else could be meant; “they”, “it” and pronouns who
//!   are told get none; that a name is a woman's or a man's is known only by titles and by earlier
//!   pronouns;
//! - no parse: subjects are found by position and by closed lists of words, so a clause between
//!   subject and cue longer than one apposition or relative clause hides the subject;
//! - within a quotation only clauses with a named or described subject are statements, joined by an
//!   infinitive or by “that” (not “said it would”), and only where the outer quotation is direct:
//!   not in mixed ones, not in the author's own words; `said` and `deadline` stay empty;
//! - the act is that of the cue's row, whatever the content says.

mod antecedent;
pub(crate) mod attribution;
mod build;
mod clause;
mod condition;
mod draft;
mod headline;
mod nested;
mod sentence;
mod skeleton;
mod walk;

pub(crate) use antecedent::Antecedents;
pub(crate) use build::{Names, build};
pub(crate) use draft::{Draft, DraftCue};
pub(crate) use skeleton::{Item, ItemKind, Skeleton};
pub(crate) use walk::walk;
