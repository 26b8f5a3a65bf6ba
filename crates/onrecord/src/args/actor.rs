//! What can be asked of the actors of a ledger.

use clap::Args;

use super::{Layers, Listing};

/// `onrecord actors`
#[derive(Debug, Args)]
pub(crate) struct ActorsArgs {
    /// Only of this kind: person, organisation, country, armed-group, …
    #[arg(long, value_name = "KIND")]
    pub(crate) kind: Option<String>,
    /// Part of a name, of the base or as a document has it, in any case
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Only of this country (its id or a name)
    #[arg(long, value_name = "COUNTRY")]
    pub(crate) country: Option<String>,
    /// Only those that the base does not know
    #[arg(long)]
    pub(crate) unknown: bool,
    /// List names that may mean several actors instead, with whom they may mean
    #[arg(long, conflicts_with_all = ["kind", "country", "unknown"])]
    pub(crate) open: bool,
    /// List what was merged and split instead
    #[arg(long, conflicts_with_all = ["kind", "name", "country", "unknown", "open"])]
    pub(crate) judgements: bool,
    /// Knowledge of one's own.
    #[command(flatten)]
    pub(crate) layers: Layers,
    /// How.
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// `onrecord merge` and `onrecord split`
#[derive(Debug, Args)]
pub(crate) struct JudgeArgs {
    /// An id of `actors`, or the beginning of one; what is merged goes by this one
    #[arg(value_name = "A")]
    pub(crate) first: String,
    /// Another
    #[arg(value_name = "B")]
    pub(crate) second: String,
    /// Why, for those who read it later
    #[arg(long, value_name = "TEXT")]
    pub(crate) because: Option<String>,
    /// Knowledge of one's own.
    #[command(flatten)]
    pub(crate) layers: Layers,
}
