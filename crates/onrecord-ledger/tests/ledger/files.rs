//! What may happen to the file: other programs, other versions, other processes, no room.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use onrecord_ledger::{
    ActorFilter, Added, Entry, Error, Filter, Judgement, Ledger, StoryFilter, Verdict,
};
use rusqlite::Connection;

use crate::common::{
    Page, Reading, add, assert_whole, documents, export, raid, run, sorted, strelsau,
};

/// Ledgers as older versions left them, and one of this version.
const OLD: [&str; 3] = [
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ledgers/v1.db"),
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ledgers/v2.db"),
    concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ledgers/v3.db"),
];
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ledgers/v4.db");

fn folder() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ledger.db");
    (folder, path)
}

fn many(count: usize, name: &str) -> Vec<Reading> {
    (0..count)
        .map(|n| {
            Page::new(&format!("{name} number {n} is a page of its own")).read(name, &run("1"))
        })
        .collect()
}

/// What sample ledgers of this version hold.
fn sample() -> Vec<Reading> {
    let mut sample = old_sample().to_vec();
    sample.push(raid().read("c.html", &run("1")));
    sample
}

/// What older ones hold: version 1 has no mentions, version 2 no events and figures.
fn old_sample() -> [Reading; 2] {
    let mut refused = Page::new("not read").read("b.png", &run("1"));
    refused.outcome = onrecord_model::Outcome::Refused("not a text".into());
    refused.lines.clear();
    refused.sketches.clear();
    refused.notices.push(onrecord_model::Notice::new("refused", "not a text"));
    [strelsau().names("Strelsau", "rur.strelsau").read("a.html", &run("1")), refused]
}

fn check_sample(ledger: &Ledger, sample: &[Reading], mentions: usize) {
    assert_eq!(export(ledger), sorted(sample), "UPDATE=1 makes it again");
    assert_eq!(ledger.sightings().unwrap().len(), sample.len());
    assert_eq!(ledger.notices().unwrap().len(), 1);
    assert_eq!(ledger.search("bridge", 5).unwrap().len(), 2);
    assert_eq!(ledger.actors(&ActorFilter::default()).unwrap().len(), mentions);
    assert_whole(ledger);
}

#[test]
fn ledgers_of_every_version_are_read() {
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        let (_folder, path) = folder();
        let mut ledger = Ledger::open(&path).unwrap();
        add(&mut ledger, &run("1"), &sample());
        crate::stories::regroup(&mut ledger, &[&[0, 1]]);
        drop(ledger);
        // As small as it can be; the next to open it switches the log on again.
        let small = "PRAGMA journal_mode = DELETE; PRAGMA page_size = 1024; VACUUM;";
        Connection::open(&path).unwrap().execute_batch(small).unwrap();
        std::fs::copy(path, SAMPLE).unwrap();
    }
    let (old, new) = (old_sample(), sample());
    let ledger = Ledger::open_read_only(Path::new(SAMPLE)).unwrap();
    check_sample(&ledger, &new, 1);
    assert_eq!(ledger.stories(&StoryFilter::default()).unwrap().len(), 1);
    let held = [(OLD[0], &old[..], 0), (OLD[1], &old, 1), (OLD[2], &new, 1), (SAMPLE, &new, 1)];
    for (file, held, mentions) in held {
        let (_folder, path) = folder();
        std::fs::copy(file, &path).unwrap();
        let mut ledger = Ledger::open(&path).unwrap();
        check_sample(&ledger, held, mentions);
        assert_eq!(add(&mut ledger, &run("1"), held), Added::default());
        let newer = strelsau().names("Strelsau", "rur.strelsau").read("a.html", &run("2"));
        let added = add(&mut ledger, &run("2"), &[newer, raid().read("c.html", &run("2"))]);
        assert_eq!((added.statements, added.mentions), (3, 1));
        assert_eq!((added.events, added.figures), (3, 2));
        assert_whole(&ledger);
    }
}

#[test]
fn an_older_ledger_must_be_migrated_before_it_is_read() {
    let (_folder, path) = folder();
    std::fs::copy(OLD[0], &path).unwrap();
    let error = Ledger::open_read_only(&path).unwrap_err();
    assert!(matches!(error, Error::Older { found: 1, known: 4, .. }), "{error}");
    assert!(error.hint().is_some());
    drop(Ledger::open(&path).unwrap());
    check_sample(&Ledger::open_read_only(&path).unwrap(), &old_sample(), 0);
}

#[test]
fn a_newer_ledger_is_refused_and_left_alone() {
    let (_folder, path) = folder();
    drop(Ledger::open(&path).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 999).unwrap();
    let before = std::fs::read(&path).unwrap();
    for result in [Ledger::open(&path), Ledger::open_read_only(&path)] {
        let error = result.unwrap_err();
        assert!(matches!(error, Error::Newer { found: 999, known: 4, .. }), "{error}");
        assert!(
            error.to_string().contains("ledger.db` has version 999, but this program knows"),
            "{error}"
        );
        assert!(error.hint().is_some());
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

#[test]
fn other_files_are_refused_and_left_alone() {
    let (_folder, path) = folder();
    let database = |sql: &str| {
        let _ = std::fs::remove_file(&path);
        Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        std::fs::read(&path).unwrap()
    };
    let foreign = [
        b"The envoy left Strelsau on Monday.".repeat(100),
        b"x".to_vec(),
        database("CREATE TABLE run (id)"),
        database("PRAGMA application_id = 7; PRAGMA user_version = 1; CREATE TABLE a (b)"),
        database("PRAGMA user_version = 1"),
    ];
    for bytes in foreign {
        std::fs::write(&path, &bytes).unwrap();
        for result in [Ledger::open(&path), Ledger::open_read_only(&path)] {
            let error = result.unwrap_err();
            assert!(matches!(error, Error::NotALedger { .. }), "{error}");
            assert!(
                error.to_string().ends_with("ledger.db` is not a ledger of onrecord"),
                "{error}"
            );
        }
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }
    // An empty file may become a ledger, but is none.
    std::fs::write(&path, "").unwrap();
    assert!(matches!(Ledger::open_read_only(&path), Err(Error::NotALedger { .. })));
    assert_whole(&Ledger::open(&path).unwrap());
}

#[test]
fn where_no_file_can_be_the_error_says_why() {
    let (folder, path) = folder();
    let message = |result: Result<Ledger, Error>| result.unwrap_err().to_string();
    assert!(message(Ledger::open_read_only(&path)).ends_with("ledger.db`: there is no such file"));
    assert!(!path.exists());
    assert!(message(Ledger::open(folder.path())).ends_with("`: it is a directory"));
    assert!(message(Ledger::open_read_only(folder.path())).ends_with("`: it is a directory"));
    let deep = folder.path().join("no/ledger.db");
    assert!(message(Ledger::open(&deep)).ends_with("ledger.db`: there is no such directory"));
    assert!(Ledger::open(Path::new("")).is_err());
}

#[test]
fn any_name_is_a_file() {
    let folder = tempfile::tempdir().unwrap();
    for name in [":memory:", "file:a?mode=memory", "a b%20#?&.db", "ü—日.db", "-"] {
        let path = folder.path().join(name);
        add(&mut Ledger::open(&path).unwrap(), &run("1"), &many(1, "a"));
        assert!(path.is_file(), "{name}");
        assert_eq!(documents(&Ledger::open_read_only(&path).unwrap()).len(), 1);
    }
}

#[test]
fn rows_cannot_be_changed_or_removed() {
    let (_folder, path) = folder();
    let mut ledger = Ledger::open(&path).unwrap();
    let page = strelsau().names("the mayor", "rur.mayor").names("Strelsau", "rur");
    let mut reading = page.read("a", &run("1"));
    reading.notices.push(onrecord_model::Notice::new("doubt", "a doubt"));
    add(&mut ledger, &run("1"), &[reading, raid().read("c", &run("1"))]);
    let judgement = Judgement {
        verdict: Verdict::Merge,
        first: "rur.mayor".into(),
        second: "rur".into(),
        who: "user".into(),
        at: "2020-01-01T00:00:00Z".into(),
        because: None,
    };
    ledger.judge(&judgement, &[]).unwrap();
    let connection = Connection::open(&path).unwrap();
    let tables = "SELECT name, (SELECT name FROM pragma_table_info(m.name) LIMIT 1) FROM sqlite_schema AS m \
                  WHERE type = 'table' AND sql LIKE '%STRICT%'";
    let mut statement = connection.prepare(tables).unwrap();
    let tables: Vec<(String, String)> = statement
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    assert_eq!(tables.len(), 22);
    // Stories are made from the rest.
    let made = ["grouping", "profile", "story", "story_member", "story_line", "story_fate"];
    for (table, column) in tables.into_iter().filter(|(table, _)| !made.contains(&table.as_str())) {
        for sql in
            [format!("DELETE FROM {table}"), format!("UPDATE {table} SET {column} = {column}")]
        {
            let error = connection.execute(&sql, []).unwrap_err();
            assert_eq!(error.to_string(), "a ledger only grows", "{sql}");
        }
    }
    assert_whole(&ledger);
}

#[test]
fn several_may_add_at_once() {
    let (_folder, path) = folder();
    let same = many(20, "same");
    std::thread::scope(|scope| {
        for worker in 0..4 {
            let (path, same) = (&path, &same);
            scope.spawn(move || {
                // They make the file at once, too.
                let mut ledger = Ledger::open(path).unwrap();
                let own = many(20, &format!("worker {worker}"));
                for (same, own) in same.chunks(5).zip(own.chunks(5)) {
                    add(&mut ledger, &run("1"), &[same, own].concat());
                    assert!(documents(&ledger).len() >= 10);
                }
            });
        }
    });
    let ledger = Ledger::open(&path).unwrap();
    assert_eq!(documents(&ledger).len(), 100);
    assert_eq!(ledger.sightings().unwrap().len(), 100);
    assert_whole(&ledger);
}

#[test]
fn a_reader_sees_one_state_while_others_add() {
    let (_folder, path) = folder();
    let mut ledger = Ledger::open(&path).unwrap();
    add(&mut ledger, &run("1"), &many(3, "first"));
    let reader = Ledger::open_read_only(&path).unwrap();
    let mut lines = 0;
    reader
        .export(&mut |_| {
            lines += 1;
            add(&mut ledger, &run("1"), &many(3, &format!("more {lines}")));
            Ok(())
        })
        .unwrap();
    assert_eq!(lines, 3);
    assert_eq!(export(&reader).len(), 12);
    let full = std::io::Error::from(std::io::ErrorKind::BrokenPipe);
    let mut broken = Some(full);
    let error = reader.export(&mut |_| broken.take().map_or(Ok(()), Err)).unwrap_err();
    assert!(matches!(error, Error::Output(_)), "{error}");
    assert_eq!(export(&reader).len(), 12, "an export that failed leaves nothing behind");
}

#[test]
fn what_is_opened_to_read_is_not_written() {
    let (_folder, path) = folder();
    let kept = strelsau().read("a", &run("1"));
    add(&mut Ledger::open(&path).unwrap(), &run("1"), &[kept]);
    let before = std::fs::read(&path).unwrap();
    let mut ledger = Ledger::open_read_only(&path).unwrap();
    let reading = Page::new("more").read("b", &run("1"));
    let error = ledger.add(&run("1"), &[reading.entry()]).unwrap_err();
    assert!(matches!(error, Error::ReadOnly), "{error}");
    assert_whole(&ledger);
    drop(ledger);
    assert_eq!(std::fs::read(&path).unwrap(), before);
}

/// A link to nowhere in place of a file that the log needs is as good as a disk that cannot be
/// written: SQLite follows no such links. It stops root, too, who may write anywhere.
#[cfg(unix)]
#[test]
fn a_ledger_on_a_read_only_disk_is_read() {
    let (folder, path) = folder();
    let kept = strelsau().read("a", &run("1"));
    add(&mut Ledger::open(&path).unwrap(), &run("1"), std::slice::from_ref(&kept));
    std::os::unix::fs::symlink("nowhere", folder.path().join("ledger.db-shm")).unwrap();
    let mut ledger = Ledger::open_read_only(&path).unwrap();
    assert_eq!(export(&ledger), sorted(std::slice::from_ref(&kept)));
    assert_whole(&ledger);
    let more = Page::new("more").read("b", &run("1"));
    assert!(matches!(ledger.add(&run("1"), &[more.entry()]), Err(Error::ReadOnly)));
    assert!(matches!(Ledger::open(&path), Err(Error::Open { .. })));
    // What is only in the log must not be missed in silence.
    std::fs::write(folder.path().join("ledger.db-wal"), "left by a process that was killed")
        .unwrap();
    let error = Ledger::open_read_only(&path).unwrap_err();
    assert!(error.to_string().contains("its log (`-wal`) cannot be read here"), "{error}");
}

#[test]
fn a_file_that_may_not_be_written_is_opened_to_read_only() {
    let (_folder, path) = folder();
    add(&mut Ledger::open(&path).unwrap(), &run("1"), &many(1, "a"));
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    assert_eq!(documents(&Ledger::open_read_only(&path).unwrap()).len(), 1);
    // Root may write all the same.
    if std::fs::OpenOptions::new().append(true).open(&path).is_err() {
        assert!(matches!(Ledger::open(&path), Err(Error::ReadOnly)));
    }
}

/// Set for the process that is to be killed: the ledger that it adds to.
const KILL: &str = "ONRECORD_TEST_KILL";

#[test]
fn a_killed_process_leaves_whole_batches() {
    if let Some(path) = std::env::var_os(KILL) {
        let mut ledger = Ledger::open(Path::new(&path)).unwrap();
        for batch in 0.. {
            add(&mut ledger, &run("1"), &many(10, &format!("batch {batch}")));
            println!("added");
        }
    }
    let (_folder, path) = folder();
    for (round, batches) in [1, 7, 20].into_iter().enumerate() {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "files::a_killed_process_leaves_whole_batches", "--nocapture"])
            .env(KILL, &path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap()).lines();
        let told = output
            .map_while(Result::ok)
            .filter(|line| line.ends_with("added"))
            .take(batches)
            .count();
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(told, batches, "round {round}");
        let ledger = Ledger::open(&path).unwrap();
        let kept = documents(&ledger).len();
        assert!(kept >= batches * 10 && kept.is_multiple_of(10), "{kept}");
        assert_eq!(ledger.sightings().unwrap().len(), kept);
        assert_whole(&ledger);
    }
}

/// Set for the process that runs out of room: the ledger that it adds to.
const FULL: &str = "ONRECORD_TEST_FULL";

#[cfg(unix)]
#[test]
fn on_a_full_disk_nothing_of_a_batch_is_kept() {
    if let Some(path) = std::env::var_os(FULL) {
        let mut ledger = Ledger::open(Path::new(&path)).unwrap();
        let readings = many(3000, "large");
        let entries: Vec<Entry<'_>> = readings.iter().map(Reading::entry).collect();
        let error = ledger.add(&run("1"), &entries).unwrap_err();
        assert!(matches!(error, Error::Full), "{error}");
        assert!(error.hint().is_some());
        assert_eq!(documents(&ledger).len(), 2);
        // Less may still find room.
        assert_eq!(add(&mut ledger, &run("1"), &many(1, "small")).documents, 1);
        return;
    }
    let (_folder, path) = folder();
    add(&mut Ledger::open(&path).unwrap(), &run("1"), &many(2, "first"));
    // A limit on the size of files stands for the size of the disk (in blocks of 512 bytes).
    let status = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 1000; exec \"$0\" \"$@\""])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "files::on_a_full_disk_nothing_of_a_batch_is_kept"])
        .env(FULL, &path)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    let ledger = Ledger::open(&path).unwrap();
    assert_eq!(ledger.documents(&Filter::default()).unwrap().len(), 3);
    assert_whole(&ledger);
}
