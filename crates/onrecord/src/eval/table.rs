//! `onrecord eval table`: whether a table of events is what its shape asks for.

use std::io::Write;

use anyhow::Result;

use crate::args::EvalTableArgs;
use crate::dataset::check::check;
use crate::failure::Status;
use crate::tally::count;

/// Faults of a file that are printed.
const SHOWN: usize = 100;

/// `onrecord eval table`
pub(super) fn run(args: &EvalTableArgs, out: &mut impl Write) -> Result<Status> {
    let mut status = Status::Done;
    for path in &args.files {
        let name = path.display();
        let (rows, faults) = super::read(path, |text| Ok(check(args.shape, text)))?;
        for fault in faults.iter().take(SHOWN) {
            writeln!(out, "{name}:{fault}")?;
        }
        if faults.len() > SHOWN {
            writeln!(out, "{name}: … and {} more", faults.len() - SHOWN)?;
        }
        writeln!(out, "{name}: {}, {}", count(rows, "row"), count(faults.len() as u64, "fault"))?;
        if !faults.is_empty() {
            status = Status::Faults;
        }
    }
    Ok(status)
}
