//! Reads title, authors and date of every page in a folder: `metadata FOLDER OUT.json`.
#![expect(clippy::disallowed_methods, reason = "an example reads files")]

use std::io::{Read, Write};
use std::path::PathBuf;

use onrecord_intake::testing::page_metadata;

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| ".".to_owned());
    let out = arguments.next().unwrap_or_else(|| "pred.json".to_owned());
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    let mut pages = serde_json::Map::new();
    for path in paths {
        let Some((id, source)) = open(&path) else { continue };
        let found = page_metadata(&source, None);
        let date = found.published.as_ref().map(|when| when.value());
        let basis = found.published.as_ref().map(|when| when.basis().to_owned());
        let page = serde_json::json!({
            "text": "", "title": found.title, "author": found.bylines.join(", "), "date": date, "basis": basis,
            "outlet": found.outlet, "domain": found.domain, "language": found.language, "url": found.url,
            "title_stands": found.title_stands, "byline_texts": found.byline_texts,
        });
        pages.insert(id, page);
    }
    std::fs::File::create(out)?.write_all(serde_json::Value::Object(pages).to_string().as_bytes())
}

/// Name and text of a page; gzip is taken off by the tool that comes with every system.
fn open(path: &std::path::Path) -> Option<(String, String)> {
    let name = path.file_name()?.to_str()?;
    let id = name.split('.').next()?.to_owned();
    let mut bytes = Vec::new();
    if name.ends_with(".gz") {
        let output = std::process::Command::new("gzip").arg("-dc").arg(path).output().ok()?;
        bytes = output.stdout;
    } else {
        std::fs::File::open(path).ok()?.read_to_end(&mut bytes).ok()?;
    }
    Some((id, String::from_utf8_lossy(&bytes).into_owned()))
}
