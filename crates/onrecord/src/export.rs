//! `onrecord export`: the whole record as files.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use onrecord_ledger::Ledger;
use onrecord_model::Id;
use onrecord_model::record::Line;

use crate::args::{ExportArgs, ExportFormat, ListFormat};
use crate::failure::Status;
use crate::flat::{self, About, Rows};
use crate::list::open;
use crate::out::Console;
use crate::tally::count;

/// `onrecord export`
pub(crate) fn run(args: &ExportArgs, path: &Path, console: &mut Console) -> Result<Status> {
    let ledger = open(path)?;
    fs::create_dir_all(&args.folder)
        .with_context(|| format!("cannot make the folder {}", args.folder.display()))?;
    let lines = match args.format {
        ExportFormat::Jsonl => jsonl(&ledger, &args.folder)?,
        ExportFormat::Csv => csv(&ledger, &args.folder)?,
    };
    console.summary(&format!("exported {} to {}", count(lines, "line"), args.folder.display()));
    Ok(Status::Done)
}

fn jsonl(ledger: &Ledger, folder: &Path) -> Result<u64> {
    let mut file = Whole::create(folder, "record.jsonl")?;
    let mut lines = 0;
    // Mentions of the documents that are written, and of no others.
    let _hold = ledger.hold()?;
    ledger.export(&mut |line| {
        lines += 1;
        serde_json::to_writer(&mut file.writer, line)?;
        file.writer.write_all(b"\n")
    })?;
    ledger.mentions(&mut |mention| {
        lines += 1;
        serde_json::to_writer(&mut file.writer, mention)?;
        file.writer.write_all(b"\n")
    })?;
    file.put_in_place()?;
    Ok(lines)
}

fn csv(ledger: &Ledger, folder: &Path) -> Result<u64> {
    let kinds = ["document", "statement", "event", "figure"];
    let mut files = Vec::new();
    for kind in kinds {
        files.push(Whole::create(folder, &format!("{kind}s.csv"))?);
    }
    let tables = files.iter_mut().zip(kinds).map(|(file, kind)| {
        Ok((kind, Rows::new(&mut file.writer, flat::columns(kind), ListFormat::Csv)?))
    });
    let mut tables: BTreeMap<&str, _> = tables.collect::<io::Result<_>>()?;
    // Documents come first.
    let mut abouts: HashMap<Id, About> = HashMap::new();
    let mut lines = 0;
    ledger.export(&mut |line| {
        lines += 1;
        let cells = if let Line::Document(line) = line {
            abouts.insert(line.id, About::from(&**line));
            flat::document(line).to_vec()
        } else {
            let unknown = About::default();
            flat::told(line, abouts.get(&line.document()).unwrap_or(&unknown)).unwrap_or_default()
        };
        tables.get_mut(line.kind()).map_or(Ok(()), |rows| rows.row(&cells))
    })?;
    for rows in tables.into_values() {
        rows.finish()?;
    }
    files.into_iter().try_for_each(Whole::put_in_place)?;
    Ok(lines)
}

/// A file that appears under its name when it is whole, and not before.
struct Whole {
    writer: BufWriter<File>,
    working: PathBuf,
    name: PathBuf,
}

impl Whole {
    fn create(folder: &Path, name: &str) -> Result<Self> {
        let working = folder.join(format!(".{name}.{}.part", std::process::id()));
        let file = File::create(&working)
            .with_context(|| format!("cannot write {}", working.display()))?;
        Ok(Self { writer: BufWriter::new(file), working, name: folder.join(name) })
    }

    fn put_in_place(mut self) -> Result<()> {
        let put = |whole: &mut Self| -> io::Result<()> {
            whole.writer.flush()?;
            whole.writer.get_ref().sync_all()?;
            fs::rename(&whole.working, &whole.name)
        };
        put(&mut self).with_context(|| format!("cannot write {}", self.name.display()))
    }
}

impl Drop for Whole {
    fn drop(&mut self) {
        // Gone already when it was put in place; if not, nobody wants half a file.
        let _ = fs::remove_file(&self.working);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let names = || -> Vec<String> {
            let entries = fs::read_dir(folder.path()).unwrap();
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
        };
        let mut file = Whole::create(folder.path(), "a.txt").unwrap();
        file.writer.write_all(b"half").unwrap();
        drop(file);
        assert!(names().is_empty());
        let mut file = Whole::create(folder.path(), "a.txt").unwrap();
        file.writer.write_all(b"whole").unwrap();
        file.put_in_place().unwrap();
        assert_eq!(names(), ["a.txt"]);
        assert_eq!(fs::read(folder.path().join("a.txt")).unwrap(), b"whole");
    }
}
