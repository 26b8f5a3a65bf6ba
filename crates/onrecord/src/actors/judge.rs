//! `onrecord merge` and `onrecord split`: what users judge of who is who.

use std::path::Path;

use anyhow::Result;
use jiff::Timestamp;
use onrecord_ledger::{Actor, Judgement, Ledger, Verdict};

use super::own::of_base;
use crate::args::JudgeArgs;
use crate::failure::Status;
use crate::kb::load;
use crate::list;
use crate::out::Console;

/// Who judges on the command line.
const WHO: &str = "user";

/// `onrecord merge` and `onrecord split`
pub(crate) fn run(
    args: &JudgeArgs,
    verdict: Verdict,
    path: &Path,
    console: &mut Console,
) -> Result<Status> {
    list::must_exist(path)?;
    let mut ledger = Ledger::open(path)?;
    let judgement = Judgement {
        verdict,
        first: args.first.clone(),
        second: args.second.clone(),
        who: WHO.to_owned(),
        at: Timestamp::from_second(Timestamp::now().as_second())?.to_string(),
        because: args.because.clone(),
    };
    let knowledge = load::knowledge(&args.layers.paths(), args.layers.options(), console)?;
    let base = knowledge.base();
    let ids = [&args.first, &args.second].into_iter();
    let known: Vec<Actor> = ids.filter_map(|id| of_base(base, id)).collect();
    let made = ledger.judge(&judgement, &known)?;
    let joined = ledger.actor(&made.first)?.map_or(1, |actor| actor.ids.len());
    let Judgement { first, second, .. } = &made;
    console.summary(&match verdict {
        Verdict::Merge => format!("{first} and {second} are one actor now, of {joined} ids"),
        Verdict::Split => format!("{first} and {second} are two actors now"),
    });
    Ok(Status::Done)
}
