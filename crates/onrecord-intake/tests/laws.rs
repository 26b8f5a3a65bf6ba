//! What holds of the documents of any bytes: they are quotable and lead back to the capture.

mod unpacked;

use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use flate2::Compression;
use flate2::read::MultiGzDecoder;
use flate2::write::GzEncoder;
use onrecord_intake::{Hints, Intake, Kind, intake, testing};
use onrecord_model::{Capture, Document, Edit, Outcome, Span};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Files of these folders with these endings, unpacked; sorted by name.
#[expect(clippy::disallowed_methods, reason = "a test reads its files")]
fn files(folders: &[&str], endings: &[&str]) -> Vec<(PathBuf, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in folders {
        let entries = fs::read_dir(root.join(folder)).expect("a folder of the repository");
        paths.extend(entries.map(|entry| entry.expect("an entry").path()));
    }
    paths.retain(|path| endings.iter().any(|ending| path.to_string_lossy().ends_with(ending)));
    paths.sort();
    let read = |path: PathBuf| {
        let bytes = fs::read(&path).expect("a readable file");
        let bytes = if bytes.starts_with(b"\x1f\x8b") { unpack(&bytes) } else { bytes };
        (path, bytes)
    };
    paths.into_iter().map(read).collect()
}

const FOLDERS: [&str; 3] = ["tests/pages", "tests/captures", "../../examples"];

static PAGES: LazyLock<Vec<(PathBuf, Vec<u8>)>> =
    LazyLock::new(|| files(&FOLDERS, &[".html", ".html.gz"]));
static TEXTS: LazyLock<Vec<(PathBuf, Vec<u8>)>> = LazyLock::new(|| files(&FOLDERS, &[".txt"]));
static LINES: LazyLock<Vec<(PathBuf, Vec<u8>)>> = LazyLock::new(|| files(&FOLDERS, &[".jsonl"]));

fn unpack(bytes: &[u8]) -> Vec<u8> {
    let mut unpacked = Vec::new();
    MultiGzDecoder::new(bytes).read_to_end(&mut unpacked).expect("whole gzip data");
    unpacked
}

fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).expect("memory to write to")
}

fn read(bytes: &[u8], kind: Kind, charset: Option<&str>) -> Intake {
    let capture = Capture::new(bytes.to_vec()).expect("a small capture");
    intake(&capture, &Hints { kind: Some(kind), charset, ..Hints::default() })
}

/// Each character of a document with the bytes that it came from.
fn characters<'b>(
    document: &Document,
    bytes: &'b [u8],
) -> impl Iterator<Item = (char, Option<&'b [u8]>)> {
    document.text().char_indices().map(move |(at, c)| {
        let place = document.map().to_capture(Span::from_range(at..at + c.len_utf8()));
        (c, place.map(|place| &bytes[place.range()]))
    })
}

/// Tests that every character stands for bytes that mean just it.
fn all_map_back(bytes: &[u8], charset: &'static encoding_rs::Encoding, found: &Intake) {
    assert_eq!(found.charset, Some(charset.name()));
    for document in &found.documents {
        assert_eq!(document.map().check(document.text(), bytes), Ok(()));
        for (c, place) in characters(document, bytes) {
            let place = place.expect("bytes for every character");
            let (meant, _) = charset.decode_without_bom_handling(place);
            assert_eq!(meant.chars().collect::<Vec<_>>(), [c], "{place:?}");
        }
    }
}

/// Pieces that mean something to the readers.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => select(PIECES).prop_map(|piece| piece.as_bytes().to_vec()),
        2 => "\\PC{0,20}".prop_map(String::into_bytes),
        1 => vec(any::<u8>(), 0..12),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

const PIECES: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<div class=comment id=comment-1>",
    "<div class=author>",
    "<b>",
    "</b>",
    "<a href=/x>",
    "</a>",
    "<i id=1>",
    "</i>",
    "<ul>",
    "<li>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<br>",
    "<br/>",
    "<h1>",
    "</h1>",
    "<h2>",
    "<title>",
    "</title>",
    "<head>",
    "<body a=1>",
    "<html lang=en>",
    "<pre>",
    "</pre>",
    "<select>",
    "<option>",
    "<form>",
    "<svg>",
    "</svg>",
    "<math>",
    "<template>",
    "</template>",
    "<script>",
    "</script>",
    "<script type=application/ld+json>",
    "{\"@type\":\"NewsArticle\",\"headline\":\"A dam\"}",
    "<!--",
    "-->",
    "<!DOCTYPE html>",
    "<![CDATA[",
    "]]>",
    "<blockquote>",
    "<article>",
    "<footer>",
    "<small>",
    "<nobr>",
    "<textarea>",
    "<frameset>",
    "<plaintext>",
    "<xmp>",
    "<meta charset=windows-1252>",
    "<meta name=author content='A B'>",
    "<time datetime=2019-03-04>",
    "<address class=byline>",
    "&amp;",
    "&",
    "&#8220;",
    "&#x1F600;",
    "&nbsp",
    "&#0;",
    "&notit;",
    "&NotEqualTilde;",
    "\0",
    "\r",
    "\r\n",
    "\n\n",
    " ",
    "\t",
    "\u{a0}",
    "\u{feff}",
    "\u{fffd}",
    "\u{f0000}",
    "\u{10ffff}",
    "é",
    "“We will go,”",
    " said the mayor of the town on Monday, when the dam had been opened again. ",
    "By Ann Ash",
    "March 3, 2019",
    "5 Comments",
    "Wilhelm says:",
    "Reply",
    "*****",
    "Copyright © 2020",
    "<",
    ">",
    "\"",
    "{\"text\": \"",
    "\\u201c",
    "\\ud83d",
    "\\ude00",
    "\\n",
    "\\",
    "\"}",
    "\"title\": \"A dam\", ",
    "</",
    "<a",
    "='",
];

/// A file of the repository, damaged.
fn damaged(seeds: &'static [(PathBuf, Vec<u8>)]) -> impl Strategy<Value = Vec<u8>> {
    let change = (any::<Index>(), 0usize..40, pieces());
    (select(seeds), vec(change, 0..8), any::<Index>(), any::<Index>()).prop_map(
        |((_, mut bytes), changes, from, to)| {
            for (at, cut, piece) in changes {
                let at = at.index(bytes.len() + 1);
                let end = (at + cut).min(bytes.len());
                bytes.splice(at..end, piece.into_iter().take(60));
            }
            let (from, to) = (from.index(bytes.len() + 1), to.index(bytes.len() + 1));
            // Most often whole: a random part is small.
            if (from + to) % 3 == 0 { bytes[from.min(to)..from.max(to)].to_vec() } else { bytes }
        },
    )
}

proptest! {
    #[test]
    fn any_bytes_are_read(data in vec(any::<u8>(), 0..400)) {
        testing::fuzz_any(&data);
        testing::fuzz_html(&data);
        testing::fuzz_text(&data);
        testing::fuzz_json_lines(&data);
    }

    #[test]
    fn any_pieces_are_read(data in pieces()) {
        testing::fuzz_any(&data);
        testing::fuzz_html(&data);
        testing::fuzz_text(&data);
        testing::fuzz_json_lines(&data);
    }

    #[test]
    fn any_characters_of_utf8_map_back(text in "\\PC{0,60}(\n\n?\\PC{1,80}){0,4}") {
        let found = read(text.as_bytes(), Kind::Text, Some("utf-8"));
        if found.charset == Some("UTF-8") {
            all_map_back(text.as_bytes(), encoding_rs::UTF_8, &found);
        }
    }

    #[test]
    fn any_characters_of_windows_1252_map_back(data in vec(prop_oneof![32u8..127, 128u8.., Just(b'\n')], 0..300)) {
        let found = read(&data, Kind::Text, Some("windows-1252"));
        if found.charset == Some("windows-1252") {
            all_map_back(&data, encoding_rs::WINDOWS_1252, &found);
        }
    }

    #[test]
    fn any_field_of_json_maps_back(text in any::<String>(), title in ".{0,20}", ascii in any::<bool>()) {
        let mut line = serde_json::json!({"title": title, "text": text}).to_string();
        if ascii {
            line = escape(&line);
        }
        let found = read(line.as_bytes(), Kind::JsonLine, None);
        let [document] = found.documents.as_slice() else { panic!("{:?}", found.outcome) };
        assert_eq!(document.text(), text);
        json_maps_back(document, line.as_bytes());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn damaged_pages_are_read(data in damaged(&PAGES)) {
        testing::fuzz_html(&data);
    }

    #[test]
    fn damaged_gzip_is_unpacked(data in damaged(&TEXTS), at: Index, byte: u8, keep: Index) {
        let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
        packed.write_all(&data).expect("memory does not fail");
        let mut packed = packed.finish().expect("memory does not fail");
        let at = at.index(packed.len());
        packed[at] ^= byte;
        packed.truncate(keep.index(packed.len()) + 1);
        unpacked::fuzz_gzip(&packed);
    }

    #[test]
    fn damaged_texts_are_read(data in damaged(&TEXTS)) {
        testing::fuzz_text(&data);
    }

    #[test]
    fn damaged_lines_are_read(data in damaged(&LINES)) {
        testing::fuzz_json_lines(&data);
    }
}

/// Everything beyond ASCII as `\uXXXX`.
fn escape(json: &str) -> String {
    let unit = |unit: u16| match u8::try_from(unit) {
        Ok(byte) if byte.is_ascii() => char::from(byte).to_string(),
        _ => format!("\\u{unit:04x}"),
    };
    json.encode_utf16().map(unit).collect()
}

/// Tests that each character stands for the part of the line that means it.
fn json_maps_back(document: &Document, line: &[u8]) {
    assert_eq!(document.map().check(document.text(), line), Ok(()));
    for (c, place) in characters(document, line) {
        let place = place.expect("bytes for every character");
        let meant: String =
            serde_json::from_slice(&[b"\"", place, b"\""].concat()).expect("part of a JSON string");
        assert_eq!(meant.chars().collect::<Vec<_>>(), [c]);
    }
}

#[test]
fn texts_map_back() {
    let mut characters = 0;
    for (path, bytes) in TEXTS.iter() {
        let found = read(bytes, Kind::Text, None);
        let charset =
            encoding_rs::Encoding::for_label(found.charset.unwrap_or_default().as_bytes());
        all_map_back(bytes, charset.expect("a charset"), &found);
        assert!(!found.documents.is_empty(), "{}", path.display());
        characters +=
            found.documents.iter().map(|document| document.text().chars().count()).sum::<usize>();
        if found.charset != Some("UTF-8") {
            continue;
        }
        // Packed, and in windows-1252 where that has all its characters.
        let again = unpack(&pack(bytes));
        all_map_back(&again, encoding_rs::UTF_8, &read(&again, Kind::Text, None));
        let (old, _, lossy) =
            encoding_rs::WINDOWS_1252.encode(std::str::from_utf8(bytes).expect("UTF-8"));
        if !lossy && !old.is_ascii() {
            let found = read(&old, Kind::Text, Some("windows-1252"));
            all_map_back(&old, encoding_rs::WINDOWS_1252, &found);
        }
    }
    assert!(characters > 10_000, "only {characters} characters were tested");
}

#[test]
fn lines_beyond_the_limit_are_named() {
    let line = "The dam was opened again on Friday.\n";
    let read = |lines| read(line.repeat(lines).as_bytes(), Kind::Text, None);
    assert!(read(250_000).notices.is_empty());
    let found = read(250_001);
    let message = "more than 250000 lines: what follows these is not read".to_owned();
    assert_eq!(found.outcome, Outcome::Partly(message));
    assert!(found.documents.iter().all(|document| document.text().len() < line.len() * 250_000));
}

#[test]
fn pages_map_back() {
    for (path, bytes) in PAGES.iter() {
        let (mut mapped, mut all) = (0u32, 0u32);
        for document in &read(bytes, Kind::Html, None).documents {
            assert_eq!(document.map().check(document.text(), bytes), Ok(()), "{}", path.display());
            for (_, place) in characters(document, bytes) {
                all += 1;
                mapped += u32::from(place.is_some());
            }
            for run in document.map().runs() {
                let (part, place) = (&document.text()[run.text.range()], run.capture);
                assert!(run.edit != Edit::Inserted || place.is_none(), "{part}");
            }
        }
        assert!(
            f64::from(mapped) >= 0.99 * f64::from(all),
            "{}: {mapped} of {all}",
            path.display()
        );
    }
}

#[test]
fn json_lines_map_back() {
    for (path, bytes) in LINES.iter() {
        for line in bytes.split(|&byte| byte == b'\n').filter(|line| !line.is_empty()) {
            for document in &read(line, Kind::JsonLine, None).documents {
                json_maps_back(document, line);
            }
        }
        assert!(!bytes.is_empty(), "{}", path.display());
    }
}
