//! What can be asked of the events and figures of a ledger.

use clap::{Args, ValueEnum};
use onrecord_model::{Factuality, PloverType};

use super::{Layers, ListFormat, Listing, Where, Width, confidence, date, words};
use crate::dataset::Shape;

/// Form of a list of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum EventFormat {
    /// For people
    Table,
    /// One JSON object a line
    Jsonl,
    /// For spreadsheets
    Csv,
    /// The same, parted by tabs
    Tsv,
    /// As POLECAT has them
    Polecat,
    /// As ICEWS has them
    Icews,
    /// As GDELT 2.0 has them
    Gdelt,
    /// Their mentions as GDELT 2.0 has them
    GdeltMentions,
    /// As ACLED has them
    Acled,
}

impl EventFormat {
    /// The form, where it is that of any list.
    pub(crate) fn list(self) -> Option<ListFormat> {
        match self {
            Self::Table => Some(ListFormat::Table),
            Self::Jsonl => Some(ListFormat::Jsonl),
            Self::Csv => Some(ListFormat::Csv),
            Self::Tsv => Some(ListFormat::Tsv),
            _ => None,
        }
    }

    /// The shape, where it is one of other event data.
    pub(crate) fn shape(self) -> Option<Shape> {
        match self {
            Self::Polecat => Some(Shape::Polecat),
            Self::Icews => Some(Shape::Icews),
            Self::Gdelt => Some(Shape::Gdelt),
            Self::GdeltMentions => Some(Shape::GdeltMentions),
            Self::Acled => Some(Shape::Acled),
            _ => None,
        }
    }
}

/// Where something happened, and who says so.
#[derive(Debug, Args)]
pub(crate) struct Circumstances {
    /// Part of the name of the place in any case, or its id
    #[arg(long, value_name = "NAME")]
    pub(crate) place: Option<String>,
    /// Country of the place (its id or a name)
    #[arg(long, value_name = "COUNTRY")]
    pub(crate) country: Option<String>,
    /// Told by the author, or in somebody's statement
    #[arg(long, value_name = "WHO", value_parser = ["author", "statement"])]
    pub(crate) asserted_by: Option<String>,
    /// With at least this confidence (0 to 1)
    #[arg(long, value_name = "N", value_parser = confidence)]
    pub(crate) confidence: Option<f64>,
}

/// `onrecord events`
#[derive(Debug, Args)]
pub(crate) struct EventsArgs {
    /// Type of PLOVER; may be given again, for any of them
    #[arg(long = "type", value_name = "TYPE", ignore_case = true, value_parser = words(PloverType::ALL, PloverType::name))]
    pub(crate) types: Vec<String>,
    /// Mode of the type: heavy-weapons, allege, demo, …
    #[arg(long)]
    pub(crate) mode: Option<String>,
    /// Context of PLOVER: military, legal, …
    #[arg(long)]
    pub(crate) context: Option<String>,
    /// In what sense the text tells it; may be given again, for any of them
    #[arg(long, value_name = "VALUE", value_parser = words(Factuality::ALL, Factuality::name))]
    pub(crate) factuality: Vec<String>,
    /// Who acts: the id of an actor, or part of a name or of the words, in any case
    #[arg(long, value_name = "WHO")]
    pub(crate) actor: Option<String>,
    /// Who is acted on, likewise
    #[arg(long, value_name = "WHO")]
    pub(crate) recipient: Option<String>,
    /// Who acts or is acted on, likewise
    #[arg(long, value_name = "WHO")]
    pub(crate) party: Option<String>,
    /// On this day or later by the event's own date (2019, 2019-07 or 2019-07-01)
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) since: Option<String>,
    /// On this day or earlier by the event's own date
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub(crate) until: Option<String>,
    /// About a deed that was threatened, demanded, promised or refused; about this one if its id is
    /// given
    #[arg(long, value_name = "ID", num_args = 0..=1, default_missing_value = "")]
    pub(crate) about: Option<String>,
    /// Where, and who says so.
    #[command(flatten)]
    pub(crate) circumstances: Circumstances,
    /// Which documents.
    #[command(flatten)]
    pub(crate) which: Where,
    /// Knowledge of one's own.
    #[command(flatten)]
    pub(crate) layers: Layers,
    /// List at most so many
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u32>,
    /// Form of the list [default: table on a terminal, jsonl elsewhere]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<EventFormat>,
    /// Width of the table.
    #[command(flatten)]
    pub(crate) width: Width,
}

/// `onrecord figures`
#[derive(Debug, Args)]
pub(crate) struct FiguresArgs {
    /// In this unit: person, km, USD, …
    #[arg(long)]
    pub(crate) unit: Option<String>,
    /// What is counted: words of its dictionary form, in any order
    #[arg(long, value_name = "WORDS")]
    pub(crate) of: Option<String>,
    /// That may be so much or more
    #[arg(long, value_name = "N", value_parser = number, allow_negative_numbers = true)]
    pub(crate) at_least: Option<f64>,
    /// That may be so much or less
    #[arg(long, value_name = "N", value_parser = number, allow_negative_numbers = true)]
    pub(crate) at_most: Option<f64>,
    /// Where, and who says so.
    #[command(flatten)]
    pub(crate) circumstances: Circumstances,
    /// Which documents.
    #[command(flatten)]
    pub(crate) which: Where,
    /// Knowledge of one's own.
    #[command(flatten)]
    pub(crate) layers: Layers,
    /// How.
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Takes a number, with commas between thousands or without.
fn number(text: &str) -> Result<f64, String> {
    let number = text.replace(',', "").parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| "not a number such as 1200 or 0.5".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_checked() {
        assert_eq!(number("11,000"), Ok(11000.0));
        assert_eq!(number("-0.5"), Ok(-0.5));
        for bad in ["", "many", "inf", "NaN"] {
            assert!(number(bad).is_err(), "{bad}");
        }
    }
}
