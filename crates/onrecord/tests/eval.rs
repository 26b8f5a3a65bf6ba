//! `onrecord eval` on files: the figures are those of the script of the shared task.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Runs `onrecord eval` in the folder of the fixtures; exit code, output, errors.
fn eval(args: &[&str]) -> (Option<i32>, String, String) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval");
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    let output = command.current_dir(folder).arg("eval").args(args).output().unwrap();
    let [out, errors] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    (output.status.code(), out, errors)
}

fn json(system: &str) -> Value {
    let args = ["conllu", "gold.conllu", "--system", system, "--format", "json"];
    let (code, out, errors) = eval(&args);
    assert_eq!(code, Some(0), "{errors}");
    serde_json::from_str(&out).unwrap()
}

const NAMES: [&str; 8] = ["tokens", "sentences", "words", "upos", "xpos", "lemma", "uas", "las"];

const SAME_WORDS: [f64; 8] = [100.0, 100.0, 100.0, 75.00, 75.76, 87.12, 75.00, 59.85];

/// The gold and the systems are invented: the systems are gold with tokens split, joined and made
/// of several words, sentences split and joined, and tags, lemmas, heads and labels changed, each
/// at random and ever more often. The figures are what `conll18_ud_eval.py` 1.2 prints for them.
#[test]
fn figures_are_those_of_the_shared_task() {
    for (system, expected) in [
        ("gold.conllu", [100.0; 8]),
        ("system-few.conllu", [97.50, 90.91, 96.63, 91.39, 88.39, 92.88, 92.13, 89.89]),
        ("system-many.conllu", [92.44, 81.25, 92.42, 78.79, 71.97, 84.85, 69.70, 60.61]),
        ("system-most.conllu", [78.95, 57.14, 85.50, 46.84, 35.69, 56.51, 36.43, 21.56]),
        ("system-same-words.conllu", SAME_WORDS),
    ] {
        let figures = json(system);
        for (name, expected) in NAMES.into_iter().zip(expected) {
            assert_eq!(figures[name].as_f64(), Some(expected), "{system}: {name}");
        }
        let same_words = matches!(system, "gold.conllu" | "system-same-words.conllu");
        for name in ["gold_tokens", "nsubj_f1", "obj_f1"] {
            assert_eq!(figures[name].is_null(), !same_words, "{system}: {name}");
        }
    }
}

/// With the same words, F1 of the shared task is what it is from the text; arcs and full labels
/// were counted by a script of a few lines that compares rows.
#[test]
fn arcs_are_scored_on_the_words_of_gold() {
    let figures = json("system-same-words.conllu");
    let given = &figures["gold_tokens"];
    for (name, expected) in NAMES.into_iter().zip(SAME_WORDS).skip(3) {
        assert_eq!(given[name].as_f64(), Some(expected), "{name}");
    }
    assert_eq!(given["las_subtypes"].as_f64(), Some(57.58));
    assert_eq!(figures["nsubj_f1"].as_f64(), Some(48.65));
    assert_eq!(figures["obj_f1"].as_f64(), Some(80.0));
}

#[test]
fn people_read_a_table() {
    let args = ["conllu", "gold.conllu", "--system", "system-same-words.conllu"];
    let (code, out, errors) = eval(&args);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], "from the text                  precision   recall       F1  in gold");
    assert_eq!(lines[8], "  las                              59.85    59.85    59.85      132");
    assert_eq!(lines[10], "with the words of gold         precision   recall       F1  in gold");
    assert_eq!(lines[17], "  nsubj                            45.00    52.94    48.65       17");
    assert_eq!(lines[19], "  nsubj_folded                     46.43    68.42    55.32       19");
    assert_eq!(lines.len(), 21);
}

#[test]
fn several_files_are_scored_as_one() {
    let folder = tempfile::tempdir().unwrap();
    let both = folder.path().join("both.conllu");
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval/gold.conllu");
    fs::write(&both, fs::read_to_string(gold).unwrap().repeat(2)).unwrap();
    let both = both.to_str().unwrap();
    let args = ["conllu", "gold.conllu", "gold.conllu", "--system", both, "--format", "json"];
    let (_, out, errors) = eval(&args);
    assert!(out.contains(r#""sentences":100.0"#), "{out}{errors}");
}

#[test]
fn faults_are_named_with_file_and_line() {
    let folder = tempfile::tempdir().unwrap();
    let fault = |bytes: &[u8]| {
        let path = folder.path().join("bad.conllu");
        fs::write(&path, bytes).unwrap();
        let name = path.to_str().unwrap();
        let (code, out, errors) = eval(&["conllu", name, "--system", "gold.conllu"]);
        assert_eq!((code, out.as_str()), (Some(1), ""));
        errors.replace(name, "bad.conllu")
    };
    let row = |id: u32, head: &str| format!("{id}\tx\tx\tX\tX\t_\t{head}\tdep\t_\t_\n");
    assert_eq!(
        fault(b"# c\n\n1\tx\n"),
        "error: bad.conllu:3: 2 columns instead of 10, separated by tabs\n"
    );
    assert_eq!(fault(b"# a\n# \xFF\n"), "error: bad.conllu:2: not UTF-8\n");
    let circle = row(1, "0") + &row(2, "3") + &row(3, "2");
    assert_eq!(fault(circle.as_bytes()), "error: bad.conllu:2: the heads lead in a circle\n");
    assert_eq!(
        fault(row(1, "0").as_bytes()),
        "error: the texts differ after 0 characters without blanks: “x” in gold, “IlsaBrandtdidn'tsign” in the system's\n"
    );
    let (code, _, errors) = eval(&["conllu", "gone.conllu", "--system", "gold.conllu"]);
    assert_eq!((code, errors.as_str()), (Some(1), "error: gone.conllu: no such file\n"));
}

#[test]
fn speed_is_measured_on_plain_text() {
    let folder = tempfile::tempdir().unwrap();
    let files = ["a.txt", "b.txt"].map(|name| folder.path().join(name));
    fs::write(&files[0], "The ferry doesn't leave.\n").unwrap();
    fs::write(&files[1], "\u{FEFF}Nobody knows why.").unwrap();
    let [a, b] = files.each_ref().map(|path| path.to_str().unwrap());
    let args = ["speed", a, b, "--threads", "2", "--repeat", "3", "--format", "json"];
    let (code, out, errors) = eval(&args);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    let figures: Value = serde_json::from_str(&out).unwrap();
    assert_eq!((figures["words"].as_u64(), figures["threads"].as_u64()), (Some(7), Some(2)));
    let speed = |name: &str| figures["words_per_second"][name].as_f64().unwrap();
    assert!(
        0.0 < speed("min") && speed("min") <= speed("median") && speed("median") <= speed("max")
    );
    assert!(figures["load_ms"].as_f64().unwrap() > 0.0);
    let (_, out, _) = eval(&["speed", a, b, "--repeat", "1"]);
    assert!(out.starts_with("words a second "), "{out}");
    assert!(out.contains("\n7 words, files: 2, threads: 1, repeated: 1; loading "), "{out}");
    fs::write(&files[1], " \n").unwrap();
    let (code, _, errors) = eval(&["speed", b]);
    assert_eq!((code, errors.as_str()), (Some(1), "error: there is no word in the files\n"));
}

/// What `read` writes in a shape passes the check of that shape, and a broken table is named by line and column.
#[test]
fn tables_of_events_are_checked() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("passage.txt");
    let passage = "Rebels shot dead two soldiers near Faya on Tuesday. France threatened to attack Chad. \
                   Hundreds of teachers protested in Cairo. Norway did not bomb Peru.\n";
    fs::write(&text, passage).unwrap();
    for shape in ["polecat", "icews", "gdelt", "gdelt-mentions", "acled"] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
        let read = command.args(["read", "--format", shape]).arg(&text).output().unwrap();
        let notes = String::from_utf8(read.stderr).unwrap();
        assert!(notes.contains("note: not in the table: "), "{notes}");
        let path = folder.path().join("events");
        fs::write(&path, &read.stdout).unwrap();
        let name = path.to_str().unwrap();
        let (code, out, _) = eval(&["table", "--shape", shape, name]);
        assert_eq!(code, Some(0), "{out}");
        assert!(out.ends_with(" rows, 0 faults\n") && !out.contains(": 0 rows"), "{out}");
        fs::write(&path, [&read.stdout[..], b"1\n"].concat()).unwrap();
        let (code, out, _) = eval(&["table", "--shape", shape, name]);
        assert_eq!(code, Some(3), "{out}");
        assert!(out.contains(": 1 columns, not ") && out.ends_with(", 1 fault\n"), "{out}");
    }
    let (code, _, errors) = eval(&["table", "--shape", "gdelt", "gone.csv"]);
    assert_eq!((code, errors.as_str()), (Some(1), "error: gone.csv: no such file\n"));
}

/// Two sentences, of which one is coded with a type that is not in it.
#[test]
fn events_are_scored_on_coded_sentences() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gold.json");
    let gold = r#"[{"event": "FIGHT", "text": "French troops attacked rebels in Chad.", "source": "French"},
                   {"event": "AID", "text": "Peru condemned Norway.", "source": {"code": "PER"}}]"#;
    fs::write(&path, gold).unwrap();
    let (code, out, errors) = eval(&["plover", path.to_str().unwrap(), "--format", "json"]);
    assert_eq!((code, errors.as_str()), (Some(0), ""));
    let figures: Value = serde_json::from_str(&out).unwrap();
    assert_eq!(figures["records"], 2);
    assert_eq!(figures["lenient"]["recall"].as_f64(), Some(50.0), "{out}");
    assert_eq!(figures["strict"]["recall"].as_f64(), Some(50.0), "{out}");
    assert_eq!(figures["AID"]["recall"].as_f64(), Some(0.0), "{out}");
}
