//! Counts what dictionaries in PETRARCH's format hold: `petrarch FILE…`.

use onrecord_knowledge::petrarch::{Options, actors, agents, decode};

#[expect(clippy::print_stdout, reason = "that is what it is for")]
fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let text = decode(&std::fs::read(&path)?);
        let (found, problems) = actors(&text, Options::default());
        let names: usize = found.iter().map(|actor| actor.names.len()).sum();
        let codes: usize = found.iter().map(|actor| actor.codes.len()).sum();
        println!(
            "{path}: {} actors, {names} names, {codes} codes, {} problems",
            found.len(),
            problems.len()
        );
        if path.contains("agents") {
            let (found, problems) = agents(&text);
            println!("{path}: {} agents, {} problems", found.len(), problems.len());
        }
        for problem in problems.iter().take(12) {
            println!("    {problem}");
        }
    }
    Ok(())
}
