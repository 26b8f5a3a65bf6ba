//! What transcripts cannot show: pipes, standard input, special files, start-up.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

const STORY: &str = "The minister said that the road was open.\n";

fn onrecord(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.current_dir(folder).env_remove("ONRECORD_LEDGER").stdin(Stdio::null());
    command
}

/// Runs with this standard input.
fn with_stdin(command: &mut Command, input: &[u8]) -> Output {
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may end before it has read everything.
    let _ = child.stdin.take().unwrap().write_all(input);
    child.wait_with_output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn standard_input_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let output = with_stdin(onrecord(folder.path()).args(["read", "-"]), STORY.as_bytes());
    let (data, words) = (text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(0), "{words}");
    assert!(data.contains(r#""path":"-""#) && data.contains(r#""captured":null"#), "{data}");
    assert!(data.lines().all(|line| line.starts_with(r#"{"kind":"#)), "{data}");
    assert!(words.starts_with("1 capture, 1 document, "), "{words}");
}

#[test]
fn empty_standard_input_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let output = with_stdin(onrecord(folder.path()).args(["read", "-q", "-"]), b"");
    assert_eq!(
        (output.status.code(), text(&output.stderr).as_str()),
        (Some(1), "failed: -: empty\n")
    );
}

#[test]
fn lines_of_standard_input_are_captures() {
    let folder = tempfile::tempdir().unwrap();
    let line = |n: u32| {
        format!("{{\"id\": {n}, \"text\": \"The minister said that road {n} was open.\"}}\n")
    };
    let input = format!(
        "\u{FEFF}{}{}{}",
        line(1),
        "{\"id\": 2, \"text\": \"".to_owned() + &"a".repeat(5000) + "\"}\n",
        line(3)
    );
    let output = with_stdin(
        onrecord(folder.path()).args(["read", "--max-size", "1k", "-"]),
        input.as_bytes(),
    );
    let words = text(&output.stderr);
    assert_eq!(output.status.code(), Some(3), "{words}");
    assert!(
        words.contains("failed: -#2: line longer than 1 kB, the limit (--max-size)\n"),
        "{words}"
    );
    let ids: Vec<String> = text(&output.stdout)
        .lines()
        .filter(|line| line.contains(r#""kind":"document""#))
        .map(str::to_owned)
        .collect();
    assert_eq!(ids.len(), 2);
    assert!(
        ids[0].contains(r#""source_id":"1""#) && ids[1].contains(r#""source_id":"3""#),
        "{ids:?}"
    );
}

#[test]
fn a_document_comes_before_its_statements() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), STORY).unwrap();
    fs::write(folder.path().join("b.txt"), STORY.replace("road", "bridge")).unwrap();
    let output = onrecord(folder.path()).args(["read", "."]).output().unwrap();
    let mut document = String::new();
    for line in text(&output.stdout).lines() {
        let field = |name: &str| {
            line.split(&format!("\"{name}\":\""))
                .nth(1)
                .and_then(|rest| rest.split('"').next())
                .unwrap()
                .to_owned()
        };
        match field("kind").as_str() {
            "document" => document = field("id"),
            _ => assert_eq!(field("document"), document),
        }
    }
    assert!(!document.is_empty());
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let folder = tempfile::tempdir().unwrap();
    for n in 0..300 {
        let story = format!("Report {n}\n\nThe minister said that road {n} was open.\n");
        fs::write(folder.path().join(format!("{n}.txt")), story.repeat(20)).unwrap();
    }
    let mut child = onrecord(folder.path())
        .args(["read", "."])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let mut words = String::new();
    child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
    assert_eq!((child.wait().unwrap().code(), words.as_str()), (Some(0), ""));
    assert!(first.starts_with(r#"{"kind":"document""#));
}

#[cfg(unix)]
#[test]
fn special_files_are_named_and_never_opened() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), STORY).unwrap();
    assert!(Command::new("mkfifo").arg(folder.path().join("pipe")).status().unwrap().success());
    std::os::unix::fs::symlink("nowhere", folder.path().join("link")).unwrap();
    let output = onrecord(folder.path()).args(["read", "-q", ".", "/dev/zero"]).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(
        text(&output.stderr),
        "failed: ./link: dangling link\n\
         failed: ./pipe: a named pipe is not read; use `-` for standard input\n\
         failed: /dev/zero: a device is not read; use `-` for standard input\n"
    );
}

#[test]
fn gzip_cut_short_is_read_up_to_there() {
    use flate2::{Compression, write::GzEncoder};
    let folder = tempfile::tempdir().unwrap();
    let mut encoder = GzEncoder::new(Vec::new(), Compression::none());
    encoder.write_all(STORY.repeat(3000).as_bytes()).unwrap();
    let packed = encoder.finish().unwrap();
    fs::write(folder.path().join("a.txt.gz"), &packed[..packed.len() - 10]).unwrap();
    let output = onrecord(folder.path()).args(["read", "-q", "a.txt.gz"]).output().unwrap();
    assert_eq!(text(&output.stderr), "failed: a.txt.gz: gzip data cut short; read up to there\n");
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stdout).starts_with(r#"{"kind":"document""#));
}

#[test]
fn a_terminal_is_sent_no_escapes() {
    let folder = tempfile::tempdir().unwrap();
    let story = "Title \u{1b}[31m red\n\nThe minister said that the \u{1b}]0;road\u{7} was open.\n";
    fs::write(folder.path().join("a.txt"), story).unwrap();
    let output = onrecord(folder.path()).args(["read", "--format", "table", "."]).output().unwrap();
    let control = |byte: &u8| byte.is_ascii_control() && *byte != b'\n';
    assert!(!output.stdout.iter().any(control), "{}", text(&output.stdout));
    assert!(text(&output.stdout).contains('␛'), "{}", text(&output.stdout));
}

#[test]
fn completions_are_made_for_every_shell() {
    let folder = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = onrecord(folder.path()).args(["completions", shell]).output().unwrap();
        assert!(output.status.success());
        let script = text(&output.stdout);
        assert!(script.contains("onrecord") && script.contains("statements"), "{shell}");
    }
}

#[test]
fn every_command_teaches_by_example() {
    let folder = tempfile::tempdir().unwrap();
    let commands = [
        "read",
        "sentences",
        "add",
        "documents",
        "statements",
        "search",
        "captures",
        "show",
        "explain",
        "verify",
        "export",
        "completions",
    ];
    for command in commands {
        let output = onrecord(folder.path()).args([command, "--help"]).output().unwrap();
        let help = text(&output.stdout);
        assert!(
            help.contains("Examples:") && help.contains(&format!("      onrecord {command}")),
            "{command}"
        );
    }
}

#[test]
fn an_export_is_whole_and_inert() {
    let folder = tempfile::tempdir().unwrap();
    let line =
        r#"{"id": "+1", "title": "=1+1", "text": "The minister said that the road was open."}"#;
    fs::write(folder.path().join("a.jsonl"), line).unwrap();
    let run = |args: &[&str]| {
        let output = onrecord(folder.path()).args(args).output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
        text(&output.stdout)
    };
    run(&["add", "a.jsonl"]);
    run(&["export", "--format", "csv", "out"]);
    run(&["export", "--format", "jsonl", "out"]);
    let names = || {
        let entries = fs::read_dir(folder.path().join("out")).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    };
    assert_eq!(
        names(),
        ["documents.csv", "events.csv", "figures.csv", "record.jsonl", "statements.csv"]
    );
    let csv = fs::read_to_string(folder.path().join("out/documents.csv")).unwrap();
    assert!(csv.contains(",'=1+1,") && csv.contains(",'+1,"), "{csv}");
    let record = fs::read_to_string(folder.path().join("out/record.jsonl")).unwrap();
    assert!(record.contains(r#""title":"=1+1""#), "{record}");
}

#[test]
fn what_was_added_is_not_read_again_and_can_be_explained() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), STORY).unwrap();
    fs::write(folder.path().join("b.txt"), STORY).unwrap();
    fs::write(folder.path().join("empty.txt"), "").unwrap();
    let run = |args: &[&str]| onrecord(folder.path()).args(args).output().unwrap();
    let first = run(&["add", "a.txt", "b.txt", "empty.txt"]);
    assert_eq!(first.status.code(), Some(3));
    let words = text(&first.stderr);
    assert!(words.contains("failed: empty.txt: empty\n"), "{words}");
    assert!(words.contains("added to onrecord.db: 1 capture, 1 document, "), "{words}");
    assert!(words.ends_with("; 1 there already; 1 failed\n"), "{words}");
    let again = text(&run(&["add", "a.txt"]).stderr);
    assert_eq!(
        again,
        "added to onrecord.db: 0 captures, 0 documents, 0 statements, 0 events, 0 figures; \
         1 there already\n"
    );
    let captures = text(&run(&["captures", "--format", "csv"]).stdout);
    assert_eq!(captures.lines().filter(|line| line.starts_with("read,")).count(), 2, "{captures}");
    assert!(captures.contains("refused,empty,empty.txt,"), "{captures}");
    let document = text(&run(&["documents"]).stdout);
    let id = document.split("\"id\":\"").nth(1).unwrap().split('"').next().unwrap();
    let shown = text(&run(&["show", &id[..10]]).stdout);
    assert!(shown.contains(id) && shown.contains("the road was open"), "{shown}");
    assert!(text(&run(&["explain", id]).stdout).starts_with(&format!("# {}", &id[..16])));
    assert_eq!(run(&["verify"]).status.code(), Some(0));
}

/// The ledger gives the rows that reading gave, in the shapes of other event data.
#[test]
fn events_of_the_ledger_are_those_that_were_read() {
    let folder = tempfile::tempdir().unwrap();
    let story = "Border report\n\nSyria shelled the Turkish village of Alder on Tuesday, killing 12 people. \
                 Turkey threatened to attack Syria. About 3,000 people protested in Damascus.\n";
    fs::write(folder.path().join("a.txt"), story).unwrap();
    let run = |args: &[&str]| {
        let output = onrecord(folder.path()).args(args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
        let (data, words) = (text(&output.stdout), text(&output.stderr));
        let left_out = words.lines().find(|line| line.starts_with("note: not in the table"));
        (data, left_out.unwrap().to_owned())
    };
    assert!(onrecord(folder.path()).args(["add", "-q", "a.txt"]).status().unwrap().success());
    for shape in ["polecat", "icews", "gdelt", "gdelt-mentions", "acled"] {
        let (read, kept) =
            (run(&["read", "--format", shape, "a.txt"]), run(&["events", "--format", shape]));
        assert!(read.0.lines().count() > 1, "{shape}: {}", read.0);
        assert_eq!(kept, read, "{shape}");
    }
}
