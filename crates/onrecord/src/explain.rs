//! `onrecord explain`: how a document was read.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use onrecord_intake::{Hints, Kind, intake};
use onrecord_model::record::{DocumentLine, Line};
use onrecord_model::{Capture, Document, Id, Role};

use crate::args::ExplainArgs;
use crate::capture::visit;
use crate::failure::{Status, hinted};
use crate::list::open;
use crate::out::{Console, Out, World};
use crate::reading::{Reader, hints};
use crate::safe::safe;
use crate::show::{document_of, find};
use crate::size::Size;
use crate::table;
use crate::walk::walk;

/// What one capture may hold; as the default of `read`.
const LIMIT: Size = Size(64 << 20);

/// `onrecord explain`
pub(crate) fn run(
    args: &ExplainArgs,
    path: &Path,
    console: &mut Console,
    world: World,
) -> Result<Status> {
    let mut out = Out::new(world);
    let file = PathBuf::from(&args.what);
    let status = if is_id(&args.what) && !file.exists() {
        explain_id(args, path, console, &mut out)?
    } else {
        explain_file(args, file, console, &mut out)?
    };
    out.flush()?;
    Ok(status)
}

/// Whether it looks like an id or the beginning of one.
fn is_id(text: &str) -> bool {
    let prefixes = ["sta-", "eve-", "fig-", "doc-"];
    let digits = prefixes.iter().find_map(|prefix| text.strip_prefix(prefix));
    digits.is_some_and(|digits| {
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}

fn explain_id(args: &ExplainArgs, path: &Path, console: &Console, out: &mut Out) -> Result<Status> {
    let ledger = open(path)?;
    let asked = find(&ledger, &args.what)?;
    let line = document_of(&ledger, &asked)?;
    let bytes = ledger.capture(line.capture.as_str())?.ok_or_else(|| {
        hinted(
            format!("the capture {} is not in the ledger", line.capture),
            "`onrecord verify` lists what is wrong",
        )
    })?;
    let document = document_again(bytes, &line)?.ok_or_else(|| {
        let hint =
            "a newer reading took its place; `onrecord show` names it, or read the capture again";
        hinted(format!("this version does not find the document {} in its capture", line.id), hint)
    })?;
    let by = match &asked {
        Line::Document(_) => None,
        Line::Statement(line) => Some(&line.by),
        Line::Event(line) => Some(&line.by),
        Line::Figure(line) => Some(&line.by),
    };
    if let Some(by) = by {
        writeln!(out, "# {} · made by {}", table::short_id(asked.id()), safe(by))?;
    }
    explain(&Reader::with_layers(&args.layers, console)?, &document, out)?;
    Ok(Status::Done)
}

/// Takes the document out of its capture again.
fn document_again(bytes: Vec<u8>, line: &DocumentLine) -> Result<Option<Document>> {
    let name = line.path.as_deref().and_then(|path| path.rsplit('/').next());
    // Only JSON Lines name their documents.
    let kind = line.source_id.as_ref().map(|_| Kind::JsonLine);
    let taken = intake(&Capture::new(bytes)?, &Hints { kind, name, ..Hints::default() });
    let same = |id: Id| move |document: &Document| document.id() == id;
    Ok(taken.documents.into_iter().find(same(line.id)))
}

fn explain_file(
    args: &ExplainArgs,
    file: PathBuf,
    console: &mut Console,
    out: &mut Out,
) -> Result<Status> {
    let reader = Reader::with_layers(&args.layers, console)?;
    let (mut explained, mut failed) = (0, 0);
    for input in walk(&[file]) {
        visit(&input, LIMIT, &mut |found| {
            let place = found.place();
            let bytes = match found.bytes {
                Ok(bytes) => bytes,
                Err(reason) => {
                    failed += 1;
                    console.failed(&format!("{place}: {reason}"));
                    return Ok(());
                }
            };
            let taken = intake(&bytes.capture, &hints(&found.path, &bytes));
            match taken.outcome.reason() {
                Some(reason) if taken.documents.is_empty() => {
                    console.failed(&format!("{place}: {reason}"));
                }
                Some(reason) => console.partly(&format!("{place}: {reason}")),
                None => {}
            }
            failed += u64::from(taken.documents.is_empty());
            for document in
                taken.documents.iter().filter(|document| document.role() == Role::Article)
            {
                explained += 1;
                explain(&reader, document, out)?;
            }
            Ok(())
        })?;
    }
    Ok(match (explained, failed) {
        (_, 0) => Status::Done,
        (0, _) => Status::Nothing,
        _ => Status::Faults,
    })
}

fn explain(reader: &Reader, document: &Document, out: &mut Out) -> Result<()> {
    let title = document.parts().title.as_deref().unwrap_or("(no title)");
    writeln!(out, "# {} · {}", table::short_id(document.id()), safe(title))?;
    for line in reader.engine().explain(document).lines() {
        writeln!(out, "{}", safe_keeping_tabs(line))?;
    }
    Ok(writeln!(out)?)
}

/// As [`safe`], but columns stay.
fn safe_keeping_tabs(line: &str) -> String {
    line.split('\t').map(safe).collect::<Vec<_>>().join("\t")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_told_from_files() {
        assert!(is_id("sta-1f0c") && is_id("doc-1f0c2a") && is_id("eve-1f0c"));
        for file in ["sta-", "page.html", "sta-zz", "doc-1.txt", "run-1f0c"] {
            assert!(!is_id(file), "{file}");
        }
    }
}
