//! What `onrecord eval` can be asked for.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::help::TABLE_ABOUT;
use crate::dataset::Shape;

/// `onrecord eval`
#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    /// What to measure.
    #[command(subcommand)]
    pub(crate) what: EvalWhat,
}

/// What is measured.
#[derive(Debug, Subcommand)]
pub(crate) enum EvalWhat {
    /// Tokens, sentences, tags, lemmas and trees, against CoNLL-U
    Conllu(EvalConlluArgs),
    /// Names of persons, places and organisations, against IOB2 or IOB1
    Iob2(EvalIob2Args),
    /// Whether two names are taken for one, against pairs that people have judged
    Pairs(EvalPairsArgs),
    /// Who held an office at a date, against a table of questions and answers
    Offices(EvalOfficesArgs),
    /// Mentions of the same person or thing, against CoNLL-U with entities
    Coref(EvalCorefArgs),
    /// Which of two names a pronoun means, against GAP
    Gap(EvalGapArgs),
    /// Types and parties of events, against sentences coded in PLOVER
    Plover(EvalPloverArgs),
    /// Check a table of events: columns, ids, dates, codes
    #[command(long_about = TABLE_ABOUT)]
    Table(EvalTableArgs),
    /// Words a second of the whole analysis, without loading and without printing
    Speed(EvalSpeedArgs),
}

/// Form of scores and speeds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvalFormat {
    /// For people
    Text,
    /// One JSON object
    Json,
}

/// `onrecord eval conllu`
#[derive(Debug, Args)]
pub(crate) struct EvalConlluArgs {
    /// Gold
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Score this CoNLL-U file of the same text instead of what we make of it
    #[arg(long, value_name = "FILE")]
    pub(crate) system: Option<PathBuf>,
    /// Score nothing, but write what we make of the text to this file, as CoNLL-U
    #[arg(long, value_name = "FILE", conflicts_with = "system")]
    pub(crate) write: Option<PathBuf>,
    /// Form of the scores
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: EvalFormat,
}

/// `onrecord eval iob2`
#[derive(Debug, Args)]
pub(crate) struct EvalIob2Args {
    /// Gold: the five columns of UNER, or token and tag
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Form of the scores
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: EvalFormat,
}

/// `onrecord eval pairs`
#[derive(Debug, Args)]
pub(crate) struct EvalPairsArgs {
    /// Pairs: label (1 or 0), name, name, parted by tabs; or *.csv with name1, name2 and is_match
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Form of the scores
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: EvalFormat,
}

/// `onrecord eval offices`
#[derive(Debug, Args)]
pub(crate) struct EvalOfficesArgs {
    /// Questions that end in a date, id and name of the answer, parted by tabs
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Form of the scores
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: EvalFormat,
}

/// `onrecord eval coref`
#[derive(Debug, Args)]
pub(crate) struct EvalCorefArgs {
    /// Gold, each file a document: CoNLL-U with `Entity=` in its last column, as GUM has it
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Form of the scores
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: EvalFormat,
}

/// `onrecord eval gap`
#[derive(Debug, Args)]
pub(crate) struct EvalGapArgs {
    /// Gold in the form of GAP, parted by tabs
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Form of the scores
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: EvalFormat,
}

/// `onrecord eval plover`
#[derive(Debug, Args)]
pub(crate) struct EvalPloverArgs {
    /// Gold: a JSON list of records with event, text, source and target
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Form of the scores
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: EvalFormat,
}

/// `onrecord eval table`
#[derive(Debug, Args)]
pub(crate) struct EvalTableArgs {
    /// The shape that it ought to have
    #[arg(long, value_name = "SHAPE")]
    pub(crate) shape: Shape,
    /// Tables, each by itself
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

/// `onrecord eval speed`
#[derive(Debug, Args)]
pub(crate) struct EvalSpeedArgs {
    /// Plain text in UTF-8, each file a text of its own
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Texts to analyse at a time
    #[arg(long, value_name = "N", default_value = "1", value_parser = clap::value_parser!(u16).range(1..=256))]
    pub(crate) threads: u16,
    /// Analyse all texts so often, after once to warm up
    #[arg(long, value_name = "N", default_value = "5", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) repeat: u16,
    /// Form of the speeds
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: EvalFormat,
}
