//! `docs/kb.md` is true: its files are sound, and its transcripts are what the program prints.
//!
//! `UPDATE=1 cargo test -p onrecord --test kb` writes what is printed now.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn onrecord(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.current_dir(folder).env_remove("ONRECORD_KB").env("COLUMNS", "80");
    command
}

/// Runs a line of a shell, where only double quotes matter.
fn run(folder: &Path, line: &str) -> Output {
    let parts = line.strip_prefix("$ onrecord ").unwrap().split('"').enumerate();
    let arguments = parts.flat_map(|(number, part)| match number % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    onrecord(folder).arg("-q").args(arguments).output().unwrap()
}

#[test]
fn files_and_transcripts_of_the_manual_are_true() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/kb.md");
    let text = fs::read_to_string(&path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("own")).unwrap();
    let (mut printed, mut transcripts) = (String::new(), 0);
    for (number, part) in text.split("```").enumerate() {
        if number > 0 {
            printed += "```";
        }
        let (info, block) = part.split_once('\n').unwrap();
        if number % 2 == 1 && info == "console" {
            let command = block.lines().next().unwrap();
            let output = run(folder.path(), command);
            let [out, errors] =
                [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
            assert!(output.status.success() && errors.is_empty(), "{command}: {errors}");
            printed.extend(["console\n", command, "\n", &out]);
            transcripts += 1;
        } else {
            if let Some((_, file)) = info.split_once(' ').filter(|_| number % 2 == 1) {
                fs::write(folder.path().join(file), block).unwrap();
            }
            printed += part;
        }
    }
    assert!(transcripts > 3);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &printed).unwrap();
    } else {
        assert!(text == printed, "docs/kb.md is stale: UPDATE=1\n{printed}");
    }
}

/// Every question of our own about who held an office is answered, and rightly.
#[test]
fn offices_have_their_holders() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables");
    let mut command = onrecord(&folder);
    let output = command.args(["eval", "offices", "offices.tsv", "--format", "json"]);
    let output = String::from_utf8(output.output().unwrap().stdout).unwrap();
    let figures: serde_json::Value = serde_json::from_str(&output).unwrap();
    assert!(figures["questions"].as_u64().unwrap() >= 120);
    assert_eq!(figures["right"].as_f64(), Some(1.0), "{output}");
}

/// What is given later goes over what is given earlier, and the environment stands in for `--kb`.
#[test]
fn layers_go_over_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let rows = [
        ("low", "rur\tname\tRuritania\t\t\tlow\t\nrur\talias\tStrelsau Land\t\t\tlow\t\n"),
        ("high", "rur\tname\tRuritanien\t\t\thigh\t\nrur\t-alias\tStrelsau Land\t\t\thigh\t\n"),
    ];
    for (layer, rows) in rows {
        let table = format!("subject\tproperty\tobject\tfrom\tto\tbasis\tchecked\n{rows}");
        fs::create_dir(folder.path().join(layer)).unwrap();
        fs::write(folder.path().join(layer).join("own.tsv"), table).unwrap();
    }
    let facts = |command: &mut Command| {
        let output = command.args(["kb", "show", "rur", "--format", "json"]).output().unwrap();
        let shown: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let facts = shown["facts"].as_array().unwrap();
        let objects: Vec<&str> = facts.iter().filter_map(|fact| fact["object"].as_str()).collect();
        objects.join(", ")
    };
    let mut low = onrecord(folder.path());
    assert_eq!(facts(low.env("ONRECORD_KB", "low")), "Ruritania, Strelsau Land");
    let both = std::env::join_paths(["low", "high"]).unwrap();
    let mut joined = onrecord(folder.path());
    assert_eq!(facts(joined.env("ONRECORD_KB", &both)), "Ruritanien");
    let mut given = onrecord(folder.path());
    given.env("ONRECORD_KB", both).args(["kb", "show", "rur", "--format", "json"]);
    let output = given.args(["--kb", "high", "--kb", "low"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.contains("Ruritania\"") && text.contains("Strelsau Land"), "{text}");
}

#[test]
fn pairs_of_names_are_scored() {
    let folder = tempfile::tempdir().unwrap();
    let pairs = "label\ta\tb\n1\tQassim Kadhimi\tKasem al-Kazemi\n0\tHamid Karzai\tHamid Gul\n";
    fs::write(folder.path().join("pairs.tsv"), pairs).unwrap();
    let eval = |format: &str| {
        let mut command = onrecord(folder.path());
        let output = command.args(["eval", "pairs", "pairs.tsv", "--format", format]).output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    let figures: serde_json::Value = serde_json::from_str(&eval("json")).unwrap();
    let figure = |name: &str| figures[name].as_f64().unwrap();
    assert_eq!((figure("recall"), figure("false_positives"), figure("pairs")), (1.0, 0.0, 2.0));
    assert_eq!(figures["curve"].as_array().unwrap().len(), 3);
    assert!(eval("text").starts_with("2 pairs   threshold   recall   false positives\n"));
}
