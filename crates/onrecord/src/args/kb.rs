//! What `onrecord kb` can be asked for.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use onrecord_knowledge::petrarch::Options;
use onrecord_knowledge::{Day, FactDate, Kind};

use super::Width;

/// `onrecord kb`
#[derive(Debug, Args)]
pub(crate) struct KbArgs {
    /// What to do.
    #[command(subcommand)]
    pub(crate) what: KbWhat,
}

/// What is asked of the knowledge base.
#[derive(Debug, Subcommand)]
pub(crate) enum KbWhat {
    /// List whom or what a name may mean
    Find(KbFindArgs),
    /// Show all that is known of somebody, and who is linked to them
    Show(KbShowArgs),
    /// List who held an office
    Office(KbOfficeArgs),
    /// Check files of facts before they are used
    Check(KbCheckArgs),
}

/// Knowledge of one's own.
#[derive(Debug, Args)]
pub(crate) struct Layers {
    /// Files or folders of facts that go over the built-in ones; may be given again, later ones go
    /// over earlier ones [env: ONRECORD_KB, parted as in PATH]
    #[arg(long, value_name = "DIR")]
    pub(crate) kb: Vec<PathBuf>,
    /// In dictionaries, years of two digits up to this one are of this century
    #[arg(long, value_name = "YY", default_value = "30", value_parser = clap::value_parser!(u32).range(0..=99))]
    pub(crate) pivot: u32,
}

impl Layers {
    /// What was given, or else what the environment names.
    pub(crate) fn paths(&self) -> Vec<PathBuf> {
        if !self.kb.is_empty() {
            return self.kb.clone();
        }
        let named = std::env::var_os("ONRECORD_KB").unwrap_or_default();
        std::env::split_paths(&named).filter(|path| !path.as_os_str().is_empty()).collect()
    }

    /// How dictionaries are read.
    pub(crate) fn options(&self) -> Options {
        Options { pivot: self.pivot }
    }
}

/// Form of what `kb` prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum KbFormat {
    /// For people
    Table,
    /// One JSON object
    Json,
}

/// How `kb` prints.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct KbPrint {
    /// For people or for programs
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: KbFormat,
    /// Width of the table.
    #[command(flatten)]
    pub(crate) width: Width,
}

/// A year, a month or a day: first and last day.
#[derive(Clone, Copy, Debug)]
pub(crate) struct At(pub(crate) (Day, Day));

/// Takes a date such as 2019, 2019-07 or 2019-07-01.
pub(crate) fn at(text: &str) -> Result<At, String> {
    super::date(text)?;
    let date = FactDate::parse(text).and_then(|date| Some((date.first()?, date.last()?)));
    date.map(At).ok_or_else(|| "not a date".to_owned())
}

/// `onrecord kb find`
#[derive(Debug, Args)]
pub(crate) struct KbFindArgs {
    /// A name, in any spelling
    pub(crate) name: String,
    /// Only names that were in use at this time (2019, 2019-07 or 2019-07-01)
    #[arg(long, value_name = "DATE", value_parser = at)]
    pub(crate) at: Option<At>,
    /// Only of this kind: country, armed-group, person, office, …; `place` is the gazetteer
    #[arg(long, value_name = "KIND", hide_possible_values = true, value_parser = kinds())]
    pub(crate) kind: Option<String>,
    /// List at most so many
    #[arg(long, value_name = "N", default_value = "20")]
    pub(crate) limit: usize,
    /// Knowledge of one's own.
    #[command(flatten)]
    pub(crate) layers: Layers,
    /// How.
    #[command(flatten)]
    pub(crate) print: KbPrint,
}

/// `onrecord kb show`
#[derive(Debug, Args)]
pub(crate) struct KbShowArgs {
    /// An id, as `kb find` lists it
    pub(crate) id: String,
    /// Knowledge of one's own.
    #[command(flatten)]
    pub(crate) layers: Layers,
    /// How.
    #[command(flatten)]
    pub(crate) print: KbPrint,
}

/// `onrecord kb office`
#[derive(Debug, Args)]
pub(crate) struct KbOfficeArgs {
    /// An office, or a title with whose it is; a date at its end is as good as --at
    #[arg(required = true, value_name = "QUESTION")]
    pub(crate) question: Vec<String>,
    /// Only who held it at this time (2019, 2019-07 or 2019-07-01)
    #[arg(long, value_name = "DATE", value_parser = at)]
    pub(crate) at: Option<At>,
    /// Knowledge of one's own.
    #[command(flatten)]
    pub(crate) layers: Layers,
    /// How.
    #[command(flatten)]
    pub(crate) print: KbPrint,
}

/// `onrecord kb check`
#[derive(Debug, Args)]
pub(crate) struct KbCheckArgs {
    /// Files or folders of facts, together one layer
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
    /// What they go over.
    #[command(flatten)]
    pub(crate) layers: Layers,
    /// Form of the counts
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: KbFormat,
}

fn kinds() -> clap::builder::PossibleValuesParser {
    let kinds = Kind::ALL.iter().map(|kind| kind.name());
    clap::builder::PossibleValuesParser::new(kinds.chain(["place"]))
}
