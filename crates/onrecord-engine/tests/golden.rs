//! Runs every passage under `tests/golden`: prose, a fenced `text` block, a fenced `record` block.
//!
//! `UPDATE=1 cargo test -p onrecord-engine --test golden` rewrites the record blocks.

mod common;

use std::path::Path;

use onrecord_engine::Engine;

/// The block behind a fence: what stands before it, in it, and after it.
fn block<'t>(file: &'t str, fence: &str) -> Option<(&'t str, &'t str, &'t str)> {
    let at = file.find(fence)? + fence.len();
    let end = at + file[at..].find("```")?;
    Some((&file[..at], &file[at..end], &file[end..]))
}

#[expect(clippy::disallowed_methods, reason = "a test reads its own file")]
fn golden(path: &Path) -> datatest_stable::Result<()> {
    let file = std::fs::read_to_string(path)?;
    let (_, text, _) = block(&file, "```text\n").ok_or("no fenced `text` block")?;
    let (before, expected, after) =
        block(&file, "```record\n").ok_or("no fenced `record` block")?;
    let reading = common::read(&Engine::new(), text.trim_end_matches('\n'));
    let mut found = String::new();
    for statement in &reading.statements {
        found.push_str(&common::line(statement));
        found.push('\n');
    }
    if found == expected {
        return Ok(());
    }
    let update = option_env!("UPDATE").is_some() || std::env::var_os("UPDATE").is_some();
    if update && std::env::var_os("CI").is_none() {
        std::fs::write(path, format!("{before}{found}{after}"))?;
        return Ok(());
    }
    Err(format!("{}\n--- expected\n{expected}--- found\n{found}", path.display()).into())
}

datatest_stable::harness! {
    { test = golden, root = "tests/golden", pattern = r"\.md$" },
}
