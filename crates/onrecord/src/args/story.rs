//! What can be asked of stories.

use clap::Args;

use super::{Listing, date};

/// Which stories.
#[derive(Debug, Args)]
pub(crate) struct Told {
    /// Of this story, by its id or the beginning of one
    #[arg(long, value_name = "ID")]
    pub(crate) story: Option<String>,
    /// Words of one of its documents
    #[arg(long, value_name = "WORDS")]
    pub(crate) text: Option<String>,
    /// That go on on this day or later (2019, 2019-07 or 2019-07-01)
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) from: Option<String>,
    /// That began on this day or earlier
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) to: Option<String>,
}

/// `onrecord stories`
#[derive(Debug, Args)]
pub(crate) struct StoriesArgs {
    /// With at least so many documents
    #[arg(long, value_name = "N", default_value_t = 2)]
    pub(crate) documents: u32,
    /// Which.
    #[command(flatten)]
    pub(crate) told: Told,
    /// How.
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// `onrecord conflicts`
#[derive(Debug, Args)]
pub(crate) struct ConflictsArgs {
    /// What about
    #[arg(long, value_parser = ["figure", "event", "statement"])]
    pub(crate) on: Option<String>,
    /// How they stand to each other; may be given again [default: conflict and denied]
    #[arg(long, value_parser = ["conflict", "denied", "corroborated", "repeated", "all"])]
    pub(crate) relation: Vec<String>,
    /// Which stories.
    #[command(flatten)]
    pub(crate) told: Told,
    /// How.
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// `onrecord timeline`
#[derive(Debug, Args)]
pub(crate) struct TimelineArgs {
    /// A story (sto-…, or the beginning of its id), or an actor (its id, or part of a name in any case)
    #[arg(value_name = "STORY|ACTOR")]
    pub(crate) id: String,
    /// Words of what is said, or of the document of an event: positions on a topic
    #[arg(long, value_name = "WORDS")]
    pub(crate) text: Option<String>,
    /// How.
    #[command(flatten)]
    pub(crate) listing: Listing,
}
