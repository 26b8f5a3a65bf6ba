//! The command line: what can be asked for, with help texts that teach by example.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use crate::size::Size;

const EXIT_CODES: &str = "\
Exit codes:
  0  all was read, or done
  1  nothing could be done: every input failed, the ledger cannot be opened, there is no such id
  2  wrong usage
  3  some inputs failed or were cut short, and are named; or `verify` found faults

Environment:
  ONRECORD_LEDGER  the ledger, where --ledger is not given
  NO_COLOR         no colours, whatever the terminal can do";

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
    /// Read captures into the ledger
    #[command(long_about = ADD_ABOUT, after_help = ADD_EXAMPLES)]
    Add(AddArgs),
    /// List the documents of the ledger
    #[command(after_help = DOCUMENTS_EXAMPLES)]
    Documents(DocumentsArgs),
    /// List who said what
    #[command(after_help = STATEMENTS_EXAMPLES)]
    Statements(StatementsArgs),
    /// Find words in documents and statements, best match first
    #[command(after_help = SEARCH_EXAMPLES)]
    Search(SearchArgs),
    /// List what was read, from where, and how it ended
    #[command(after_help = CAPTURES_EXAMPLES)]
    Captures(CapturesArgs),
    /// Show a statement in its paragraph, or a document
    #[command(long_about = SHOW_ABOUT, after_help = SHOW_EXAMPLES)]
    Show(ShowArgs),
    /// Show how a document was read: its sentences, and the rule behind each statement
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArgs),
    /// Check the ledger: every hash, every quote, every reference
    #[command(long_about = VERIFY_ABOUT, after_help = VERIFY_EXAMPLES)]
    Verify,
    /// Write the whole record to files for other programs
    #[command(long_about = EXPORT_ABOUT, after_help = EXPORT_EXAMPLES)]
    Export(ExportArgs),
    /// Score how sentences are understood, against gold
    #[command(long_about = EVAL_ABOUT, after_help = EVAL_EXAMPLES)]
    Eval(EvalArgs),
    /// Print a completion script for a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// Which shell
        shell: Shell,
    },
}

const READ_ABOUT: &str = "\
Print who said what, and keep nothing.

Reads web pages, plain text, JSON Lines ({\"id\", \"text\"} with optional title, url, published and \
outlet; one document a line) and gzip of these. On a terminal the record is a table; in a pipe, or \
with --format jsonl, it is one JSON object a line: each document, then its statements.

A document that repeats one of the latest 100,000 read before it names that one as duplicate_of.";

const READ_EXAMPLES: &str = "\
Examples:
  One page, as a table:
      onrecord read page.html

  A folder of captures, as JSON Lines; files are taken by name, hidden ones are left out:
      onrecord read captures/ > record.jsonl

  From another program:
      curl -s https://news.example/story | onrecord read -

  Who was quoted most:
      onrecord read captures/ | jq -r 'select(.kind == \"statement\").source.name' | sort | uniq -c";

const ADD_ABOUT: &str = "\
Read captures into the ledger, which is made if there is none.

The same as `read`, but kept: captures, documents and statements. What is there already is not \
read again, so adding a folder twice costs little. Every capture is listed by `onrecord captures` \
with how it ended; a capture that failed is tried again next time.";

const ADD_EXAMPLES: &str = "\
Examples:
  Start a ledger (onrecord.db in this folder) with a folder of captures:
      onrecord add captures/

  Keep it elsewhere:
      onrecord --ledger ~/news.db add captures/ feed.jsonl.gz

  What failed, and why:
      onrecord captures --outcome refused";

const DOCUMENTS_EXAMPLES: &str = "\
Examples:
  Everything an outlet published in July 2019:
      onrecord documents --outlet 'example post' --from 2019-07 --to 2019-07

  The readers' comments that were kept apart:
      onrecord documents --role comment

  As a spreadsheet (a cell that would run as a formula gets a leading apostrophe):
      onrecord documents --format csv > documents.csv";

const STATEMENTS_EXAMPLES: &str = "\
Examples:
  What one source threatened:
      onrecord statements --source zarif --act threaten

  Whoever spoke of a ceasefire since June:
      onrecord statements --text ceasefire --from 2020-06

  As JSON Lines, for other programs:
      onrecord statements --outlet reuters --format jsonl";

const SEARCH_EXAMPLES: &str = "\
Examples:
      onrecord search ceasefire talks
      onrecord search --limit 5 'grain corridor'";

const CAPTURES_EXAMPLES: &str = "\
Examples:
  Everything that was given to `add`:
      onrecord captures

  What failed, and why:
      onrecord captures --outcome refused";

const SHOW_ABOUT: &str = "\
Show a statement in its paragraph, or a document.

A statement: the quote, marked ⟦so⟧ in its paragraph, who said it, by which word, and the bytes of \
the capture that it stands on. A document: what is known of it, and its text. If a newer reading \
took its place, the successor is named. The first letters of an id are enough.";

const SHOW_EXAMPLES: &str = "\
Examples:
      onrecord show sta-1f0c2a
      onrecord show doc-77ab
      onrecord show sta-1f0c2a --format jsonl";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  Why is this on record?
      onrecord explain sta-1f0c2a

  How is this page read? (Needs no ledger.)
      onrecord explain page.html";

const VERIFY_ABOUT: &str = "\
Check the ledger: every hash, every quote, every reference.

Makes the hash of every capture again, cuts every quote out of its text again and follows every \
reference. Faults are named, and the exit code is 3.";

const VERIFY_EXAMPLES: &str = "\
Examples:
      onrecord verify
      onrecord --ledger ~/news.db verify && echo sound";

const EXPORT_ABOUT: &str = "\
Write the whole record to files for other programs.

jsonl: record.jsonl, one JSON object a line, documents first; nothing is lost. csv: documents.csv \
and statements.csv with one row each; a cell that a spreadsheet would run as a formula gets a \
leading apostrophe. Each file is written beside its name and put in place when it is whole.";

const EXPORT_EXAMPLES: &str = "\
Examples:
      onrecord export --format jsonl out/
      onrecord export --format csv out/";

const EVAL_ABOUT: &str = "\
Score how sentences are understood, against gold: sentences that people have analysed.

For those who change or compare the models; docs/eval.md tells how each figure is made. Several \
files are scored as one.";

const EVAL_EXAMPLES: &str = "\
Examples:
  Tokens, sentences, tags, lemmas and trees:
      onrecord eval conllu en_ewt-ud-test.conllu

  The output of another program on the same text:
      onrecord eval conllu en_ewt-ud-test.conllu --system theirs.conllu

  Names:
      onrecord eval iob2 en_ewt-ud-test.iob2 --format json";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
      onrecord completions bash > ~/.local/share/bash-completion/completions/onrecord
      onrecord completions fish > ~/.config/fish/completions/onrecord.fish
      onrecord completions zsh > ~/.zfunc/_onrecord";

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
}

/// Form of what `read` and `show` print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// For people
    Table,
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
}

/// Form of exported files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// record.jsonl
    Jsonl,
    /// documents.csv and statements.csv
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
    /// Form of the record [default: table on a terminal, jsonl elsewhere]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<ReadFormat>,
    /// Width of the table.
    #[command(flatten)]
    pub(crate) width: Width,
}

/// `onrecord add`
#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// What to read.
    #[command(flatten)]
    pub(crate) inputs: Inputs,
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
    #[arg(long, hide_possible_values = true, value_parser = acts())]
    pub(crate) act: Option<String>,
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
    /// A statement (sta-…) or document (doc-…), or the beginning of its id
    pub(crate) id: String,
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
    /// A statement or document of the ledger, or a file
    #[arg(value_name = "ID|FILE")]
    pub(crate) what: String,
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

/// `onrecord eval`
#[derive(Debug, Args)]
pub(crate) struct EvalArgs {
    /// What kind of gold.
    #[command(subcommand)]
    pub(crate) gold: EvalGold,
}

/// Kinds of gold.
#[derive(Debug, Subcommand)]
pub(crate) enum EvalGold {
    /// Tokens, sentences, tags, lemmas and trees, against CoNLL-U
    Conllu(EvalConlluArgs),
    /// Names of persons, places and organisations, against IOB2 or IOB1
    Iob2(EvalIob2Args),
}

/// Form of scores.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EvalFormat {
    /// For people: precision, recall and F1
    Text,
    /// One JSON object: F1
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

fn acts() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(onrecord_model::Act::ALL.iter().map(|act| act.name()))
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
    fn dates_are_checked() {
        for good in ["2019", "2019-07", "2020-02-29"] {
            assert_eq!(date(good).as_deref(), Ok(good));
        }
        for bad in ["", "19", "2019-7", "2019-13", "2019-02-29", "2019-07-01-01", "July"] {
            assert!(date(bad).is_err(), "{bad}");
        }
    }
}
