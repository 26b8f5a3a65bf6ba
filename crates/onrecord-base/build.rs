//! Compiles the tables of facts and of places. What does not hold stops the build, with its place.

use std::path::Path;
use std::{env, fs, io};

use io::Read;
use onrecord_knowledge::{Fact, check, compile, compile_places, expand, parse};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=facts");
    let out = env::var_os("OUT_DIR").expect("cargo sets it");
    let out = Path::new(&out);
    let mut tables = Vec::new();
    let mut paths: Vec<_> =
        fs::read_dir("facts")?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.sort();
    for path in &paths {
        let is_facts = path.extension().is_some_and(|extension| extension == "tsv")
            && !path.ends_with("institutions.tsv");
        if is_facts {
            tables.push((path, fs::read_to_string(path)?));
        }
    }
    let mut facts: Vec<Fact<'_>> = Vec::new();
    for (path, table) in &tables {
        let (read, problems) = parse(table);
        stop_at(path, &problems);
        facts.extend(read);
    }
    let institutions = Path::new("facts/institutions.tsv");
    let made = expand(&fs::read_to_string(institutions)?, &facts).unwrap_or_else(|problem| {
        panic!("{}: {problem}", institutions.display());
    });
    let (made, problems) = parse(&made);
    stop_at(institutions, &problems);
    facts.extend(made);
    stop_at(Path::new("facts"), &check(&facts));
    let facts = compile(&facts);
    fs::write(out.join("facts.bin"), &facts)?;

    let mut places = String::new();
    flate2::read::GzDecoder::new(fs::File::open("facts/places.tsv.gz")?)
        .read_to_string(&mut places)?;
    let places = compile_places(&places)
        .unwrap_or_else(|line| panic!("facts/places.tsv.gz: line {line} is no place"));
    fs::write(out.join("places.bin"), &places)?;
    let mut hasher = blake3::Hasher::new();
    hasher.update(&facts).update(&places);
    fs::write(out.join("hash.txt"), hasher.finalize().to_hex().as_str())
}

fn stop_at(path: &Path, problems: &[onrecord_knowledge::Problem]) {
    let lines: Vec<String> =
        problems.iter().take(20).map(|p| format!("{}: {p}", path.display())).collect();
    assert!(lines.is_empty(), "{} problems\n{}", problems.len(), lines.join("\n"));
}
