//! The edge where bytes come in: opens, unpacks, splits JSON Lines, and keeps to limits.
//!
//! What is always true: no more than the limit of one capture is held at a time, and whatever was
//! given ends as a [`Found`], read or refused; nothing passes in silence.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use anyhow::Result;
use flate2::read::MultiGzDecoder;
use jiff::Timestamp;
use onrecord_intake::{Kind, sniff};
use onrecord_ledger::Sighting;
use onrecord_model::Capture;

use crate::failure::why;
use crate::size::Size;
use crate::walk::Input;

/// Bytes at the head of a capture that tell what it is.
const HEAD: u64 = 4096;
/// A compressed line is skipped up to so many times the limit: a small file can hold a line
/// without end.
const SKIP_PACKED: u64 = 16;
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// One capture, or one that could not be had.
#[derive(Debug)]
pub(crate) struct Found {
    /// File name as given, or `-`.
    pub(crate) path: String,
    /// Its line, in a file that holds one capture a line.
    pub(crate) line: Option<u64>,
    /// The file's time, in RFC 3339.
    pub(crate) captured: Option<String>,
    /// The bytes, or why there are none.
    pub(crate) bytes: Result<Bytes, String>,
}

/// The bytes of a capture.
#[derive(Debug)]
pub(crate) struct Bytes {
    /// Named by their hash.
    pub(crate) capture: Capture,
    /// What they are, where the edge knows.
    pub(crate) kind: Option<Kind>,
    /// Why they are not all of it.
    pub(crate) damage: Option<String>,
}

impl Found {
    /// Where it was seen: the path, with `#N` for line N.
    pub(crate) fn place(&self) -> String {
        self.line.map_or_else(|| self.path.clone(), |line| format!("{}#{line}", self.path))
    }

    /// Where and when, for the ledger.
    pub(crate) fn sighting(&self) -> Sighting {
        Sighting { path: self.place(), at: self.captured.clone(), ..Sighting::default() }
    }
}

/// Takes what is found; an error ends the visit.
pub(crate) type Visit<'v> = dyn FnMut(Found) -> Result<()> + 'v;

/// Hands every capture of an input to `visit`.
pub(crate) fn visit(input: &Input, limit: Size, visit: &mut Visit<'_>) -> Result<()> {
    match input {
        Input::File(path) => Edge::of_file(path, limit).file(path, visit),
        Input::Stdin => Edge { path: "-".to_owned(), name: None, captured: None, limit }
            .stream(io::stdin().lock(), visit),
        Input::Failed(path, reason) => {
            Edge::of_file(path, limit).refuse(None, reason.clone(), visit)
        }
        Input::Skipped(..) => Ok(()),
    }
}

/// One input on its way in.
struct Edge {
    path: String,
    name: Option<String>,
    captured: Option<String>,
    limit: Size,
}

impl Edge {
    fn of_file(path: &Path, limit: Size) -> Self {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        Self { path: path.display().to_string(), name, captured: None, limit }
    }

    fn file(mut self, path: &Path, visit: &mut Visit<'_>) -> Result<()> {
        let opened = File::open(path).and_then(|file| file.metadata().map(|meta| (file, meta)));
        let (file, meta) = match opened {
            Ok(opened) => opened,
            Err(error) => return self.refuse(None, why(&error), visit),
        };
        // The file may have been swapped for a folder or a device since it was walked over.
        if !meta.is_file() {
            return self.refuse(None, "not a regular file any more".to_owned(), visit);
        }
        self.captured = meta.modified().ok().and_then(rfc3339);
        self.stream(file, visit)
    }

    fn stream(mut self, mut reader: impl Read, visit: &mut Visit<'_>) -> Result<()> {
        let head = match read_up_to(&mut reader, HEAD) {
            (head, None) => head,
            (_, Some(error)) => return self.refuse(None, why(&error), visit),
        };
        let kind = sniff(&head, self.name.as_deref());
        let mut reader = Cursor::new(head).chain(reader);
        if kind != Kind::Gzip {
            return self.unpacked(kind, &mut reader, false, visit);
        }
        let mut reader = MultiGzDecoder::new(reader);
        let (head, error) = read_up_to(&mut reader, HEAD);
        if let Some(error) = error.as_ref().filter(|_| head.is_empty()) {
            return self.refuse(None, unpacking(error), visit);
        }
        self.name =
            self.name.map(|name| name.strip_suffix(".gz").map(str::to_owned).unwrap_or(name));
        match sniff(&head, self.name.as_deref()) {
            Kind::Gzip => self.refuse(None, "compressed within compressed data".to_owned(), visit),
            kind => self.unpacked(
                kind,
                &mut Cursor::new(head).chain(Failing { reader, error }),
                true,
                visit,
            ),
        }
    }

    fn unpacked(
        &self,
        kind: Kind,
        reader: &mut dyn Read,
        packed: bool,
        visit: &mut Visit<'_>,
    ) -> Result<()> {
        match kind {
            Kind::JsonLine | Kind::JsonLines => self.lines(reader, packed, visit),
            Kind::Binary => self.refuse(None, "no text: a binary file".to_owned(), visit),
            Kind::Html | Kind::Text | Kind::Gzip => self.whole(reader, packed, visit),
        }
    }

    fn whole(&self, reader: &mut dyn Read, packed: bool, visit: &mut Visit<'_>) -> Result<()> {
        let (bytes, error) = read_up_to(reader, self.limit.0 + 1);
        if bytes.len() as u64 > self.limit.0 {
            let unpacked = if packed { " when unpacked" } else { "" };
            return self.refuse(
                None,
                format!("larger than {}{unpacked}, the limit (--max-size)", self.limit),
                visit,
            );
        }
        let damage = match error {
            Some(error) if packed && !bytes.is_empty() => Some(unpacking(&error)),
            Some(error) => return self.refuse(None, why(&error), visit),
            None => None,
        };
        self.capture(None, bytes, damage, visit)
    }

    fn lines(&self, reader: &mut dyn Read, packed: bool, visit: &mut Visit<'_>) -> Result<()> {
        let most = if packed { self.limit.0.saturating_mul(SKIP_PACKED) } else { u64::MAX };
        let mut lines = Lines {
            reader: BufReader::with_capacity(1 << 16, reader),
            limit: self.limit.0,
            most,
            number: 0,
        };
        loop {
            let line = lines.next();
            let number = Some(lines.number);
            match line {
                Line::Whole(bytes) if bytes.trim_ascii().is_empty() => {}
                Line::Whole(bytes) => self.capture(number, bytes, None, visit)?,
                Line::TooLong => self.refuse(
                    number,
                    format!("line longer than {}, the limit (--max-size)", self.limit),
                    visit,
                )?,
                Line::Endless => {
                    let reason = format!(
                        "line longer than {SKIP_PACKED} times the limit of {}; the rest is not read",
                        self.limit
                    );
                    return self.refuse(number, reason, visit);
                }
                Line::Failed(error) => {
                    let reason = if packed { unpacking(&error) } else { why(&error) };
                    return self.refuse(number, format!("{reason}; the rest is not read"), visit);
                }
                Line::End => return Ok(()),
            }
        }
    }

    fn capture(
        &self,
        line: Option<u64>,
        bytes: Vec<u8>,
        damage: Option<String>,
        visit: &mut Visit<'_>,
    ) -> Result<()> {
        if bytes.is_empty() {
            return self.refuse(line, "empty".to_owned(), visit);
        }
        let kind = line.map(|_| Kind::JsonLine);
        match Capture::new(bytes) {
            Ok(capture) => self.found(line, Ok(Bytes { capture, kind, damage }), visit),
            Err(error) => self.refuse(line, error.to_string(), visit),
        }
    }

    fn refuse(&self, line: Option<u64>, reason: String, visit: &mut Visit<'_>) -> Result<()> {
        self.found(line, Err(reason), visit)
    }

    fn found(
        &self,
        line: Option<u64>,
        bytes: Result<Bytes, String>,
        visit: &mut Visit<'_>,
    ) -> Result<()> {
        visit(Found { path: self.path.clone(), line, captured: self.captured.clone(), bytes })
    }
}

/// Why unpacking ended before the data did.
fn unpacking(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "gzip data cut short".to_owned(),
        _ => format!("gzip data damaged: {}", why(error)),
    }
}

/// A time as RFC 3339 in UTC, to the second.
fn rfc3339(time: std::time::SystemTime) -> Option<String> {
    let time = Timestamp::try_from(time).ok()?;
    Some(Timestamp::from_second(time.as_second()).ok()?.to_string())
}

/// The first `most` bytes, and the error that ended them before.
fn read_up_to(reader: &mut (impl Read + ?Sized), most: u64) -> (Vec<u8>, Option<io::Error>) {
    let mut bytes = Vec::new();
    let error = reader.take(most).read_to_end(&mut bytes).err();
    (bytes, error)
}

/// A reader that ends with an error that was met before: a decoder need not repeat it.
struct Failing<R> {
    reader: R,
    error: Option<io::Error>,
}

impl<R: Read> Read for Failing<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.error.take().map_or_else(|| self.reader.read(buffer), Err)
    }
}

/// What the next line is.
enum Line {
    /// Without its line break.
    Whole(Vec<u8>),
    /// Skipped.
    TooLong,
    /// So long that not even its end was looked for.
    Endless,
    /// The reader failed before the line ended.
    Failed(io::Error),
    /// There is none.
    End,
}

/// Lines of bounded length.
struct Lines<R> {
    reader: BufReader<R>,
    limit: u64,
    most: u64,
    number: u64,
}

impl<R: Read> Lines<R> {
    fn next(&mut self) -> Line {
        self.number += 1;
        let mut bytes = Vec::new();
        // Two bytes more than the limit: the line break may have two.
        let read = self.reader.by_ref().take(self.limit + 2).read_until(b'\n', &mut bytes);
        if let Err(error) = read {
            return Line::Failed(error);
        }
        if bytes.is_empty() {
            return Line::End;
        }
        let ended = bytes.ends_with(b"\n");
        strip_break(&mut bytes);
        if self.number == 1 && bytes.starts_with(BOM) {
            bytes.drain(..BOM.len());
        }
        match bytes.len() as u64 > self.limit {
            false => Line::Whole(bytes),
            true if ended => Line::TooLong,
            true => self.skip(bytes),
        }
    }

    /// Passes over the rest of a line.
    fn skip(&mut self, mut bytes: Vec<u8>) -> Line {
        let mut skipped = bytes.len() as u64;
        while skipped <= self.most {
            bytes.clear();
            match self.reader.by_ref().take(1 << 16).read_until(b'\n', &mut bytes) {
                Ok(0) => return Line::TooLong,
                Ok(_) if bytes.ends_with(b"\n") => return Line::TooLong,
                Ok(read) => skipped += read as u64,
                Err(error) => return Line::Failed(error),
            }
        }
        Line::Endless
    }
}

fn strip_break(bytes: &mut Vec<u8>) {
    if bytes.ends_with(b"\n") {
        bytes.pop();
        if bytes.ends_with(b"\r") {
            bytes.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write;
    use std::path::PathBuf;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn show(found: Found) -> String {
        let place = found.place();
        match found.bytes {
            Ok(Bytes { capture, damage, .. }) => {
                let text = String::from_utf8_lossy(capture.bytes()).into_owned();
                let text = if text.len() > 40 { format!("{} bytes", text.len()) } else { text };
                damage.map_or_else(
                    || format!("{place}: {text}"),
                    |damage| format!("{place}: {text} ({damage})"),
                )
            }
            Err(reason) => format!("{place}! {reason}"),
        }
    }

    /// What is found in a stream with this name and limit.
    fn stream(name: &str, limit: u64, reader: impl Read) -> Vec<String> {
        let mut found = Vec::new();
        let edge = Edge {
            path: name.to_owned(),
            name: Some(name.to_owned()),
            captured: None,
            limit: Size(limit),
        };
        edge.stream(reader, &mut |one| {
            found.push(show(one));
            Ok(())
        })
        .unwrap();
        found
    }

    fn file(path: PathBuf) -> Vec<String> {
        let root = path.parent().unwrap().to_owned();
        let mut found = Vec::new();
        visit(&Input::File(path), Size(100), &mut |mut one| {
            one.path = Path::new(&one.path).strip_prefix(&root).unwrap().display().to_string();
            found.push(show(one));
            Ok(())
        })
        .unwrap();
        found
    }

    const JSON: &str = r#"{"id": 1, "text": "a"}"#;

    #[test]
    fn text_is_read_whole_up_to_the_limit() {
        assert_eq!(stream("a.txt", 5, &b"Hello"[..]), ["a.txt: Hello"]);
        assert_eq!(
            stream("a.txt", 4, &b"Hello"[..]),
            ["a.txt! larger than 4 bytes, the limit (--max-size)"]
        );
        assert_eq!(stream("a.txt", 4, &b""[..]), ["a.txt! empty"]);
        assert_eq!(stream("a.txt", 9, &b"\xEF\xBB\xBFHi"[..]), ["a.txt: \u{FEFF}Hi"]);
    }

    #[test]
    fn an_endless_file_is_not_read_beyond_the_limit() {
        assert_eq!(
            stream("zero.txt", 4096, io::repeat(b'a')),
            ["zero.txt! larger than 4 KiB, the limit (--max-size)"]
        );
    }

    #[test]
    fn several_gzip_members_are_one_file() {
        let packed = [gzip(b"Hello, "), gzip(b"world")].concat();
        assert_eq!(stream("a.txt.gz", 99, packed.as_slice()), ["a.txt.gz: Hello, world"]);
    }

    #[test]
    fn damaged_gzip_gives_what_can_be_had() {
        let text: String = (0..3000u32).map(|n| n.wrapping_mul(0x9E37_79B9).to_string()).collect();
        let packed = gzip(text.as_bytes());
        let found = stream("a.txt.gz", 1 << 20, &packed[..packed.len() - 1000]);
        assert_eq!(found.len(), 1);
        assert!(found[0].ends_with(" bytes (gzip data cut short)"), "{found:?}");
        assert_eq!(stream("a.gz", 99, &packed[..5]), ["a.gz! gzip data cut short"]);
        let small = gzip(b"Hello");
        assert_eq!(
            stream("a.gz", 99, &small[..small.len() - 3]),
            ["a.gz: Hello (gzip data cut short)"]
        );
        let trailing = [small.as_slice(), b"garbage after the end"].concat();
        assert_eq!(
            stream("a.gz", 99, trailing.as_slice()),
            ["a.gz: Hello (gzip data damaged: invalid gzip header)"]
        );
        assert_eq!(
            stream("a.gz", 99, gzip(&small).as_slice()),
            ["a.gz! compressed within compressed data"]
        );
        assert_eq!(stream("a.gz", 99, gzip(b"").as_slice()), ["a.gz! empty"]);
    }

    #[test]
    fn a_gzip_bomb_is_refused() {
        let packed = gzip(&vec![b'a'; 10_000_000]);
        assert!(packed.len() < 20_000);
        let refused = ["b.gz! larger than 1 MB when unpacked, the limit (--max-size)"];
        assert_eq!(stream("b.gz", 1_000_000, packed.as_slice()), refused);
        let mut line = b"{\"id\": 1, \"text\": \"".to_vec();
        line.resize(2_000_000, b'a');
        let found = stream("b.jsonl.gz", 100_000, gzip(&line).as_slice());
        assert_eq!(
            found,
            ["b.jsonl.gz#1! line longer than 16 times the limit of 100 kB; the rest is not read"]
        );
    }

    #[test]
    fn json_lines_are_split() {
        let text = format!("\u{FEFF}{JSON}\r\n\n{JSON}\n{JSON}");
        let lines = [1, 3, 4].map(|line| format!("a.jsonl#{line}: {JSON}"));
        assert_eq!(stream("a.jsonl", 99, text.as_bytes()), lines);
        let packed = gzip(text.as_bytes());
        assert_eq!(
            stream("a.jsonl.gz", 99, packed.as_slice()),
            lines.map(|line| line.replacen("jsonl", "jsonl.gz", 1))
        );
    }

    #[test]
    fn a_line_over_the_limit_is_skipped() {
        let long = format!(r#"{{"id": 2, "text": "{}"}}"#, "a".repeat(100_000));
        let text = format!("{JSON}\n{long}\n{JSON}\n");
        let found = stream("a.jsonl", 22, text.as_bytes());
        let skipped = "a.jsonl#2! line longer than 22 bytes, the limit (--max-size)".to_owned();
        assert_eq!(found, [format!("a.jsonl#1: {JSON}"), skipped, format!("a.jsonl#3: {JSON}")]);
        // The bound itself, whatever the line break.
        for end in ["", "\n", "\r\n"] {
            let text = format!("{JSON}{end}");
            assert_eq!(stream("a.jsonl", 22, text.as_bytes()), [format!("a.jsonl#1: {JSON}")]);
            assert!(stream("a.jsonl", 21, text.as_bytes())[0].contains("longer than 21 bytes"));
        }
    }

    #[test]
    fn json_lines_cut_short_say_where() {
        let lines: String = (0..2000u32).fold(String::new(), |all, n| {
            all + &format!("{{\"id\": {n}, \"text\": \"{}\"}}\n", n.wrapping_mul(0x9E37_79B9))
        });
        let packed = gzip(lines.as_bytes());
        let found = stream("a.jsonl.gz", 99, &packed[..packed.len() / 2]);
        let last = found.last().unwrap();
        assert!(
            found.len() > 500 && last.ends_with("! gzip data cut short; the rest is not read"),
            "{last}"
        );
        assert!(last.starts_with(&format!("a.jsonl.gz#{}!", found.len())), "{last}");
    }

    #[test]
    fn files_carry_their_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        fs::write(&path, "Hello").unwrap();
        let time = std::time::UNIX_EPOCH + std::time::Duration::from_millis(1_577_934_245_678);
        File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        let mut captured = None;
        visit(&Input::File(path), Size(100), &mut |found| {
            captured = found.captured;
            Ok(())
        })
        .unwrap();
        assert_eq!(captured.as_deref(), Some("2020-01-02T03:04:05Z"));
    }

    #[test]
    fn what_cannot_be_opened_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(file(folder.path().join("gone.txt")), ["gone.txt! no such file"]);
        fs::create_dir(folder.path().join("dir")).unwrap();
        assert_eq!(file(folder.path().join("dir")), ["dir! not a regular file any more"]);
    }

    #[test]
    fn errors_of_the_visitor_end_the_visit() {
        let edge = Edge { path: "a".to_owned(), name: None, captured: None, limit: Size(9) };
        let error = edge.stream(&b"Hello"[..], &mut |_| anyhow::bail!("enough")).unwrap_err();
        assert_eq!(error.to_string(), "enough");
    }
}
