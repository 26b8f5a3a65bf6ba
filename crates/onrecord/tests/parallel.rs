//! However many threads read, what comes out is the same.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

fn run(folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.env_remove("ONRECORD_LEDGER").env_remove("ONRECORD_THREADS");
    command.current_dir(folder).args(args).output().unwrap()
}

fn story(n: usize) -> String {
    let name = ["Ann Poe", "Tom Roe", "Ilsa Brandt"][n % 3];
    let paragraph =
        format!("“Road {n} will be closed,” said {name}, who didn't say for how long. ");
    format!("Report {n}\n\n{}\n", paragraph.repeat(1 + n * n % 12))
}

/// Files long and short, sound and broken, some of them the same as others, one with many captures.
fn captures(folder: &Path) {
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
    for n in 0..40 {
        match n % 10 {
            3 => write(&format!("{n:02}.txt"), b""),
            5 => write(&format!("{n:02}.dat"), &[0, 159, 146, 150, 0, 1, 2, 3]),
            7 => write(&format!("{n:02}.gz"), b"\x1f\x8b\x08 not gzip"),
            9 => write(&format!("{n:02}.txt"), story(n - 1).as_bytes()),
            _ => write(&format!("{n:02}.txt"), story(n).as_bytes()),
        }
    }
    let line = |n: usize| match n % 7 {
        5 => "{\"id\": 5, \"text\"\n".to_owned(),
        6 => format!("{{\"id\": {n}, \"text\": {:?}}}\n", story(6)),
        _ => format!("{{\"id\": {n}, \"text\": {:?}}}\n", story(n)),
    };
    write("feed.jsonl", (0..60).map(line).collect::<String>().as_bytes());
    #[cfg(unix)]
    std::os::unix::fs::symlink("02.txt", folder.join("link.txt")).unwrap();
}

/// What a command prints with 1, 2 and 4 threads, which must be the same.
fn same(folder: &Path, args: &[&str]) -> Output {
    let with = |threads: &str| run(folder, &[args, &["--threads", threads, "captures"]].concat());
    let one = with("1");
    assert_eq!(one.status.code(), Some(3));
    for threads in ["2", "4"] {
        assert!(with(threads) == one, "{args:?}, {threads} threads");
    }
    one
}

#[test]
fn the_number_of_threads_does_not_show() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("captures")).unwrap();
    captures(&folder.join("captures"));
    let read = same(folder, &["read"]);
    let words = String::from_utf8(read.stderr).unwrap();
    assert_eq!(words.matches("failed: ").count(), 4 * 3 + 8, "{words}");
    assert!(
        words.contains("note: captures/09.txt: the same bytes as an earlier capture"),
        "{words}"
    );
    let conllu = same(folder, &["sentences", "--format", "conllu"]).stdout;
    assert!(String::from_utf8(conllu).unwrap().matches("# newdoc id = doc-").count() > 50);
    same(folder, &["sentences", "--format", "jsonl"]);
}

#[test]
fn ledgers_are_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("captures")).unwrap();
    captures(&folder.join("captures"));
    let with = |threads: &str| {
        let ledger = format!("{threads}.db");
        let ask = |args: &[&str]| run(folder, &[&["--ledger", &ledger], args].concat());
        // Twice: what failed is tried again, what was read is not.
        let added = ["add", "add"].map(|add| ask(&[add, "--threads", threads, "captures"]));
        assert_eq!(ask(&["verify"]).status.code(), Some(0));
        let words = added.map(|added| {
            assert_eq!(added.status.code(), Some(3));
            String::from_utf8(added.stderr).unwrap().replace(&ledger, "the ledger")
        });
        let lists = [&["documents"], &["statements"], &["captures"]].map(|list| ask(list).stdout);
        (words, lists)
    };
    let one = with("1");
    assert!(one.0[1].contains(": 0 captures, 0 documents, 0 statements"), "{}", one.0[1]);
    assert!(with("2") == one && with("4") == one);
}

/// The text of a sentence, from its tokens.
fn from_rows(sentence: &str) -> String {
    let (mut text, mut inside) = (String::new(), 0);
    for line in sentence.lines().filter(|line| !line.starts_with('#')) {
        let columns: Vec<&str> = line.split('\t').collect();
        let id = columns[0].split('-').next_back().unwrap().parse::<u32>().unwrap();
        if columns[0].contains('-') {
            inside = id + 1;
        } else if id < inside {
            continue;
        }
        text.push_str(columns[1]);
        text.push_str(if columns[9].ends_with("SpaceAfter=No") { "" } else { " " });
    }
    text
}

#[test]
fn what_is_written_as_conllu_reads_back() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    fs::create_dir(folder.join("captures")).unwrap();
    captures(&folder.join("captures"));
    let odd =
        "An odd   page\n\nIt doesn't\u{a0}say\u{2028}why. \u{1b}[31mNobody\u{7} knows—\tnot\nHe.\n";
    fs::write(folder.join("captures/odd.txt"), odd).unwrap();
    let written = run(folder, &["-q", "sentences", "--format", "conllu", "captures"]).stdout;
    fs::write(folder.join("all.conllu"), &written).unwrap();
    let written = String::from_utf8(written).unwrap();
    for sentence in written.split_terminator("\n\n") {
        let comment = sentence.lines().find_map(|line| line.strip_prefix("# text = ")).unwrap();
        assert_eq!(from_rows(sentence).trim_end(), comment);
    }
    let args = ["eval", "conllu", "all.conllu", "--system", "all.conllu", "--format", "json"];
    let scored = run(folder, &args);
    let figures: serde_json::Value = serde_json::from_slice(&scored.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&scored.stderr)));
    for name in ["tokens", "sentences", "words", "upos", "lemma", "las"] {
        assert_eq!(figures[name].as_f64(), Some(100.0), "{name}");
    }
}

#[test]
fn spans_of_sentences_cut_the_text_of_the_document() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let story = "“The boat is out,” said Ann Poe.\n\nIt didn’t cost £5 – or so they say.\n\n";
    fs::write(folder.join("a.txt"), format!("The boats\n\n{}", story.repeat(6))).unwrap();
    let lines = |command: &str| -> Vec<serde_json::Value> {
        let output = run(folder, &["-q", command, "a.txt", "--format", "jsonl"]).stdout;
        let output = String::from_utf8(output).unwrap();
        output.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let document = lines("read").swap_remove(0);
    let text = document["text"].as_str().unwrap();
    let points: Vec<char> = text.chars().collect();
    let number = |value: &serde_json::Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let sentences = lines("sentences");
    assert!(sentences.len() > 10);
    for sentence in &sentences {
        assert_eq!(sentence["document"], document["id"]);
        let bytes = number(&sentence["bytes"][0])..number(&sentence["bytes"][1]);
        assert_eq!(&text[bytes], sentence["text"].as_str().unwrap());
        let items = ["words", "names"].map(|field| sentence[field].as_array().unwrap());
        for item in items.into_iter().flatten().chain([sentence]) {
            let there: String =
                points[number(&item["start"])..number(&item["end"])].iter().collect();
            assert_eq!(there, item["text"].as_str().unwrap());
        }
    }
}
