//! The command line: what can be asked for, with help texts that teach by example.

mod actor;
mod eval;
mod event;
mod help;
mod kb;
mod story;

use std::num::NonZero;
use std::path::PathBuf;
use std::thread::available_parallelism;

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use onrecord_model::{Act, Factuality, Medium};

pub(crate) use self::actor::{ActorsArgs, JudgeArgs};
pub(crate) use self::eval::{
    EvalArgs, EvalConlluArgs, EvalCorefArgs, EvalFormat, EvalGapArgs, EvalIob2Args,
    EvalOfficesArgs, EvalPairsArgs, EvalPloverArgs, EvalSpeedArgs, EvalTableArgs, EvalWhat,
};
pub(crate) use self::event::{Circumstances, EventFormat, EventsArgs, FiguresArgs};
use self::help::{
    ACTORS_ABOUT, ACTORS_EXAMPLES, ADD_ABOUT, ADD_EXAMPLES, CAPTURES_EXAMPLES,
    COMPLETIONS_EXAMPLES, CONFLICTS_ABOUT, CONFLICTS_EXAMPLES, DOCUMENTS_EXAMPLES, EVAL_ABOUT,
    EVAL_EXAMPLES, EVENTS_ABOUT, EVENTS_EXAMPLES, EXIT_CODES, EXPLAIN_EXAMPLES, EXPORT_ABOUT,
    EXPORT_EXAMPLES, FIGURES_ABOUT, FIGURES_EXAMPLES, KB_ABOUT, KB_EXAMPLES, MERGE_ABOUT,
    MERGE_EXAMPLES, READ_ABOUT, READ_EXAMPLES, SEARCH_EXAMPLES, SENTENCES_ABOUT,
    SENTENCES_EXAMPLES, SHOW_ABOUT, SHOW_EXAMPLES, SPLIT_ABOUT, SPLIT_EXAMPLES,
    STATEMENTS_EXAMPLES, STORIES_ABOUT, STORIES_EXAMPLES, TIMELINE_ABOUT, TIMELINE_EXAMPLES,
    VERIFY_ABOUT, VERIFY_EXAMPLES,
};
pub(crate) use self::kb::{
    KbArgs, KbCheckArgs, KbFindArgs, KbFormat, KbOfficeArgs, KbShowArgs, KbWhat, Layers, at,
};
pub(crate) use self::story::{ConflictsArgs, StoriesArgs, TimelineArgs, Told};
use crate::dataset::Shape;
use crate::size::Size;

/// Reads news as it is found in the wild and puts on record who said what, with the place in the
/// text.
#[derive(Debug, Parser)]
#[command(
    name = "onrecord",
    version,
    max_term_width = 100,
    arg_required_else_help = true,
    after_long_help = EXIT_CODES,
    after_help = "See `onrecord help COMMAND` for examples, `onrecord --help` for exit codes."
)]
pub(crate) struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub(crate) global: Global,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Options of every command.
#[derive(Debug, Args)]
pub(crate) struct Global {
    /// The ledger: one file that keeps the record
    #[arg(
        long,
        global = true,
        value_name = "FILE",
        env = "ONRECORD_LEDGER",
        hide_env_values = true,
        default_value = "onrecord.db"
    )]
    pub(crate) ledger: PathBuf,
    /// Name only what failed: no notices, no summary, no progress bar
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Print who said what, and keep nothing
    #[command(long_about = READ_ABOUT, after_help = READ_EXAMPLES)]
    Read(ReadArgs),
    /// Print sentences with their trees and names
    #[command(long_about = SENTENCES_ABOUT, after_help = SENTENCES_EXAMPLES)]
    Sentences(SentencesArgs),
    /// Read captures into the ledger
    #[command(long_about = ADD_ABOUT, after_help = ADD_EXAMPLES)]
    Add(AddArgs),
    /// List which documents of the ledger tell one affair
    #[command(long_about = STORIES_ABOUT, after_help = STORIES_EXAMPLES)]
    Stories(StoriesArgs),
    /// List where tellings do not agree, with who says what
    #[command(long_about = CONFLICTS_ABOUT, after_help = CONFLICTS_EXAMPLES)]
    Conflicts(ConflictsArgs),
    /// List what a story or an actor is made of, by time
    #[command(long_about = TIMELINE_ABOUT, after_help = TIMELINE_EXAMPLES)]
    Timeline(TimelineArgs),
    /// List the documents of the ledger
    #[command(after_help = DOCUMENTS_EXAMPLES)]
    Documents(DocumentsArgs),
    /// List who said what
    #[command(after_help = STATEMENTS_EXAMPLES)]
    Statements(Box<StatementsArgs>),
    /// List who did what to whom
    #[command(long_about = EVENTS_ABOUT, after_help = EVENTS_EXAMPLES)]
    Events(Box<EventsArgs>),
    /// List numbers that were claimed
    #[command(long_about = FIGURES_ABOUT, after_help = FIGURES_EXAMPLES)]
    Figures(Box<FiguresArgs>),
    /// List who is mentioned
    #[command(long_about = ACTORS_ABOUT, after_help = ACTORS_EXAMPLES)]
    Actors(ActorsArgs),
    /// Find words in documents and statements, best match first
    #[command(after_help = SEARCH_EXAMPLES)]
    Search(SearchArgs),
    /// List what was read, from where, and how it ended
    #[command(after_help = CAPTURES_EXAMPLES)]
    Captures(CapturesArgs),
    /// Show a statement, event or figure in its paragraph, a document, or an actor
    #[command(long_about = SHOW_ABOUT, after_help = SHOW_EXAMPLES)]
    Show(ShowArgs),
    /// Say that two ids mean one actor
    #[command(long_about = MERGE_ABOUT, after_help = MERGE_EXAMPLES)]
    Merge(JudgeArgs),
    /// Say that two ids mean two actors
    #[command(long_about = SPLIT_ABOUT, after_help = SPLIT_EXAMPLES)]
    Split(JudgeArgs),
    /// Show how a document was read: its sentences, and the rule behind each statement
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Check the ledger: every hash, every quote, every reference
    #[command(long_about = VERIFY_ABOUT, after_help = VERIFY_EXAMPLES)]
    Verify,
    /// Write the whole record to files for other programs
    #[command(long_about = EXPORT_ABOUT, after_help = EXPORT_EXAMPLES)]
    Export(ExportArgs),
    /// Look into the knowledge base: who and what there is
    #[command(long_about = KB_ABOUT, after_help = KB_EXAMPLES)]
    Kb(KbArgs),
    /// Score how sentences are understood, against gold, and how fast
    #[command(long_about = EVAL_ABOUT, after_help = EVAL_EXAMPLES)]
    Eval(EvalArgs),
    /// Print a completion script for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// Which shell
        shell: Shell,
    },
}

/// What to read, and how much of it at most.
#[derive(Debug, Args)]
pub(crate) struct Inputs {
    /// Files, folders, or `-` for standard input
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// Refuse a capture of more bytes than this after decompression; a line of a JSON Lines file
    /// is one capture (500k, 64MiB, 1GB)
    #[arg(long, value_name = "SIZE", default_value = "8MiB")]
    pub(crate) max_size: Size,
    /// How many at a time.
    #[command(flatten)]
    pub(crate) threads: Threads,
}

/// How many captures are read at a time.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Threads {
    /// Read so many captures at a time; what is printed is the same for any number [default: the
    /// machine's cores]
    #[arg(
        long,
        value_name = "N",
        env = "ONRECORD_THREADS",
        hide_env_values = true,
        value_parser = clap::value_parser!(u16).range(1..=256)
    )]
    pub(crate) threads: Option<u16>,
}

impl Threads {
    /// The number that was asked for, or one for each core.
    pub(crate) fn number(self) -> usize {
        let cores = || available_parallelism().map_or(1, NonZero::get);
        self.threads.map_or_else(cores, usize::from)
    }
}

/// Form of what `read` and `show` print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// For people
    Table,
    /// One JSON object a line
    #[value(alias = "json")]
    Jsonl,
}

/// Form of the record, or of its events as other event data have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RecordFormat {
    /// For people
    Table,
    /// One JSON object a line
    #[value(alias = "json")]
    Jsonl,
    /// Events as POLECAT has them
    Polecat,
    /// Events as ICEWS has them
    Icews,
    /// Events as GDELT 2.0 has them
    Gdelt,
    /// Mentions of events as GDELT 2.0 has them
    GdeltMentions,
    /// Events as ACLED has them
    Acled,
}

impl RecordFormat {
    /// The shape, where it is one of other event data.
    pub(crate) fn shape(self) -> Option<Shape> {
        match self {
            Self::Table | Self::Jsonl => None,
            Self::Polecat => Some(Shape::Polecat),
            Self::Icews => Some(Shape::Icews),
            Self::Gdelt => Some(Shape::Gdelt),
            Self::GdeltMentions => Some(Shape::GdeltMentions),
            Self::Acled => Some(Shape::Acled),
        }
    }
}

/// Form of sentences.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SentencesFormat {
    /// For people: trees
    Text,
    /// CoNLL-U
    Conllu,
    /// One JSON object a line
    Jsonl,
}

/// Form of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people
    Table,
    /// One JSON object a line
    Jsonl,
    /// For spreadsheets
    Csv,
    /// The same, parted by tabs
    Tsv,
}

/// Form of exported files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// record.jsonl
    Jsonl,
    /// documents.csv, statements.csv, events.csv and figures.csv
    Csv,
}

/// Width of tables.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Width {
    /// Columns of a table [default: the terminal's, at most 100]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(40..=400))]
    pub(crate) width: Option<u16>,
}

/// `onrecord read`
#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    /// What to read.
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Print every mention of an actor or place, with whom it was resolved to
    #[arg(long)]
    pub(crate) mentions: bool,
    /// Print which documents tell one affair, who carries whom, and where they agree, behind the rest
    #[arg(long)]
    pub(crate) stories: bool,
    /// Knowledge of one's own.
    #[command(flatten)]
    pub(crate) layers: Layers,
    /// Form of the record [default: table on a terminal, jsonl elsewhere]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<RecordFormat>,
    /// Width of the table.
    #[command(flatten)]
    pub(crate) width: Width,
}

/// `onrecord sentences`
#[derive(Debug, Args)]
pub(crate) struct SentencesArgs {
    /// What to read.
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Form of the sentences [default: text on a terminal, jsonl elsewhere]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<SentencesFormat>,
}

/// `onrecord add`
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// What to read.
    #[command(flatten)]
    pub(crate) inputs: Inputs,
    /// Knowledge of one's own.
    #[command(flatten)]
    pub(crate) layers: Layers,
}

/// How a list is printed.
#[derive(Debug, Args)]
pub(crate) struct Listing {
    /// List at most so many
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u32>,
    /// Form of the list [default: table on a terminal, jsonl elsewhere]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<ListFormat>,
    /// Width of the table.
    #[command(flatten)]
    pub(crate) width: Width,
}

/// Which documents.
#[derive(Debug, Args)]
pub(crate) struct Where {
    /// Of this document, by its id or that of anything in it (doc-…, sta-…) or the beginning of one
    #[arg(long, value_name = "ID")]
    pub(crate) document: Option<String>,
    /// Part of the outlet's name or domain, in any case
    #[arg(long, value_name = "NAME")]
    pub(crate) outlet: Option<String>,
    /// Published on this day or later (2019, 2019-07 or 2019-07-01)
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) from: Option<String>,
    /// Published on this day or earlier
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) to: Option<String>,
    /// Words that it holds
    #[arg(long, value_name = "WORDS")]
    pub(crate) text: Option<String>,
}

/// `onrecord documents`
#[derive(Debug, Args)]
pub(crate) struct DocumentsArgs {
    /// Which.
    #[command(flatten)]
    pub(crate) which: Where,
    /// What they are to their page
    #[arg(long, default_value = "article", value_parser = ["article", "comment", "boilerplate", "all"])]
    pub(crate) role: String,
    /// How.
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// `onrecord statements`
#[derive(Debug, Args)]
pub(crate) struct StatementsArgs {
    /// Part of the source's name or description, in any case
    #[arg(long, value_name = "NAME")]
    pub(crate) source: Option<String>,
    /// What kind of act: assert, deny, accuse, …
    #[arg(long, hide_possible_values = true, value_parser = words(Act::ALL, Act::name))]
    pub(crate) act: Option<String>,
    /// Said, written or thought
    #[arg(long, value_parser = words(Medium::ALL, Medium::name))]
    pub(crate) medium: Option<String>,
    /// All, some or none of it in quotation marks
    #[arg(long, value_parser = ["direct", "mixed", "indirect"])]
    pub(crate) form: Option<String>,
    /// In what sense the text tells it
    #[arg(long, value_name = "VALUE", value_parser = words(Factuality::ALL, Factuality::name))]
    pub(crate) factuality: Option<String>,
    /// Part of the name, description or words of who is told, in any case
    #[arg(long, value_name = "NAME")]
    pub(crate) addressee: Option<String>,
    /// Part of the name, description or words of who relays it, in any case
    #[arg(long, value_name = "NAME")]
    pub(crate) via: Option<String>,
    /// With a condition; of this kind if one is named: if, unless, until, …
    #[arg(long, value_name = "KIND", num_args = 0..=1, default_missing_value = "")]
    pub(crate) condition: Option<String>,
    /// With a deadline
    #[arg(long)]
    pub(crate) deadline: bool,
    /// Actor of the source: its id, or part of a name in any case
    #[arg(long, value_name = "WHO")]
    pub(crate) actor: Option<String>,
    /// Standing in another statement
    #[arg(long)]
    pub(crate) nested: bool,
    /// With at least this confidence (0 to 1)
    #[arg(long, value_name = "N", value_parser = confidence)]
    pub(crate) confidence: Option<f64>,
    /// Which documents.
    #[command(flatten)]
    pub(crate) which: Where,
    /// How.
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// `onrecord search`
#[derive(Debug, Args)]
pub(crate) struct SearchArgs {
    /// Words to find, in any order
    #[arg(required = true)]
    pub(crate) words: Vec<String>,
    /// How; 20 unless said.
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// `onrecord captures`
#[derive(Debug, Args)]
pub(crate) struct CapturesArgs {
    /// Only those that ended so
    #[arg(long, value_parser = ["read", "partly", "refused"])]
    pub(crate) outcome: Option<String>,
    /// How.
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// `onrecord show`
#[derive(Debug, Args)]
pub(crate) struct ShowArgs {
    /// A statement (sta-…), event (eve-…), figure (fig-…), document (doc-…), story (sto-…) or actor
    /// (act-… or of the base), or the beginning of its id
    pub(crate) id: String,
    /// Knowledge of one's own.
    #[command(flatten)]
    pub(crate) layers: Layers,
    /// For people or for programs
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: ReadFormat,
    /// Width of the text.
    #[command(flatten)]
    pub(crate) width: Width,
}

/// `onrecord explain`
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    /// A statement, event, figure or document of the ledger, or a file
    #[arg(value_name = "ID|FILE")]
    pub(crate) what: String,
    /// Knowledge of one's own.
    #[command(flatten)]
    pub(crate) layers: Layers,
}

/// `onrecord export`
#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// Which files
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: ExportFormat,
    /// Folder to write them to; made if there is none
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

fn words<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> PossibleValuesParser {
    PossibleValuesParser::new(all.iter().map(|word| name(*word)))
}

/// Takes a number from 0 to 1.
fn confidence(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number| (0.0..=1.0).contains(number));
    number.ok_or_else(|| "not a number from 0 to 1".to_owned())
}

/// Takes a year, month or day that the calendar has.
fn date(text: &str) -> Result<String, String> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|year| year.len() == 4).and_then(|year| year.parse().ok());
    let rest: Option<Vec<i8>> = parts
        .map(|part| Some(part).filter(|part| part.len() == 2).and_then(|part| part.parse().ok()))
        .collect();
    let known = match (year, rest.as_deref()) {
        (Some(year), Some([])) => onrecord_model::When::date(year, None, None, ""),
        (Some(year), Some(&[month])) => onrecord_model::When::date(year, Some(month), None, ""),
        (Some(year), Some(&[month, day])) => {
            onrecord_model::When::date(year, Some(month), Some(day), "")
        }
        _ => None,
    };
    known
        .map(|_| text.to_owned())
        .ok_or_else(|| "not a date such as 2019, 2019-07 or 2019-07-01".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn definitions_are_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn confidences_are_checked() {
        assert_eq!(confidence("0.8"), Ok(0.8));
        for bad in ["", "80", "-0.1", "NaN", "80%"] {
            assert!(confidence(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn dates_are_checked() {
        for good in ["2019", "2019-07", "2020-02-29"] {
            assert_eq!(date(good).as_deref(), Ok(good));
        }
        for bad in ["", "19", "2019-7", "2019-13", "2019-02-29", "2019-07-01-01", "July"] {
            assert!(date(bad).is_err(), "{bad}");
        }
    }
}
