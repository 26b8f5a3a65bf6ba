//! Charsets: the rows of `tables/charsets.toml`, and properties of decoding.

mod escape;

use encoding_rs::Encoding;
use escape::unescape;
use onrecord_intake::testing;
use onrecord_model::{Edit, Span};
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    kind: String,
    http_charset: Option<String>,
    charset: String,
    text_has: String,
    bytes: String,
}

#[test]
fn rows_of_the_table() {
    let table: Table = toml::from_str(include_str!("tables/charsets.toml")).unwrap();
    let mut wrong = Vec::new();
    for row in &table.row {
        let bytes = unescape(&row.bytes);
        let (text, map, charset, notices) =
            testing::decode(&bytes, row.http_charset.as_deref(), row.kind == "html");
        map.check(&text, &bytes).unwrap();
        // An undeclared GBK read as its superset reads the same.
        let superset =
            row.charset == "GBK" && charset == "gb18030" && row.name.starts_with("undeclared");
        if !text.contains(&row.text_has) || (charset != row.charset && !superset) {
            wrong
                .push(format!("{}: {charset}, not {}; {notices:?}\n{text}", row.name, row.charset));
        }
        let guessed = notices.iter().any(|notice| notice.code.starts_with("charset-"));
        let unsure = row.name.starts_with("undeclared") && !charset.starts_with("UTF");
        if unsure && !guessed {
            wrong.push(format!("{}: a guess without a notice", row.name));
        }
    }
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), table.row.len(), wrong.join("\n"));
}

fn labels() -> Vec<&'static str> {
    include_str!("tables/charset-labels.txt").lines().collect()
}

/// Bytes that are often characters of one charset or another.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        3 => "[ -~\n]{1,6}".prop_map(String::into_bytes),
        2 => proptest::collection::vec(0x80..=0xFF_u8, 1..6),
        2 => "\\PC{1,3}".prop_map(String::into_bytes),
        1 => proptest::collection::vec(any::<u8>(), 1..5),
        1 => proptest::sample::select(vec![
            b"\x1B$B".to_vec(), b"\x1B(B".to_vec(), b"\x1B(J".to_vec(), b"\x1B(I".to_vec(), b"\x1B$".to_vec(), b"\x1B".to_vec(),
            b"\x810\x810".to_vec(), b"\x819\xEF1".to_vec(), b"\x810".to_vec(), b"\x88\x62".to_vec(), b"\x8F\xA2".to_vec(),
            b"\xFF\xFE".to_vec(), b"\xFE\xFF".to_vec(), b"\xEF\xBB\xBF".to_vec(), b"\x00\xD8".to_vec(), b"\xE2\x80".to_vec(),
            b"<meta charset=".to_vec(), b"gbk>".to_vec(), b"<!--".to_vec(), b"-->".to_vec(), b"<?xml encoding='".to_vec(),
        ]),
    ];
    proptest::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(2000), failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_bytes_with_any_label(bytes in bytes(), label in proptest::option::of(proptest::sample::select(labels())), is_html in any::<bool>()) {
        let (text, map, charset, _) = testing::decode(&bytes, label, is_html);
        prop_assert_eq!(map.check(&text, &bytes), Ok(()));
        // The text is what encoding_rs makes of the bytes in that charset.
        let encoding = Encoding::for_label(charset.as_bytes()).unwrap();
        let (whole, _) = encoding.decode_with_bom_removal(&bytes);
        prop_assert_eq!(&text, &whole, "{}", charset);
        let labelled = label.and_then(|label| Encoding::for_label_no_replacement(label.as_bytes()));
        let marked = Encoding::for_bom(&bytes).is_some();
        if let Some(labelled) = labelled.filter(|&labelled| !marked && !["UTF-8", "windows-1252"].contains(&labelled.name())) {
            prop_assert_eq!(charset, labelled.name());
        }
    }
}

#[test]
fn every_character_knows_its_bytes() {
    let cases: [(&str, &[u8], &str); 6] = [
        ("shift_jis", b"a\x8B\xB4b\x83\\c", "a橋bソc"),
        ("gb18030", b"a\x819\xEF1b\xD0\xC5", "a㐂b信"),
        ("windows-1251", b"a\xCC\xEEb", "aМоb"),
        ("big5", b"a\x88\x62b\xA5\x5C", "aÊ̄b功"),
        ("euc-jp", b"a\xB6\xB6b\x8F\xB0\xA1", "a橋b丂"),
        ("utf-16le", b"a\0<\xD8\xA9\xDF", "a🎩"),
    ];
    for (label, bytes, expected) in cases {
        let (text, map, ..) = testing::decode(bytes, Some(label), false);
        assert_eq!(text, expected, "{label}");
        let mut at = 0;
        for (start, sign) in text.char_indices() {
            let end = start + sign.len_utf8();
            let image = map.to_capture(Span::from_range(start..end)).unwrap();
            // A character and the accent on it may come from one pair of bytes.
            assert!(
                image.start() == at || text.contains('\u{304}'),
                "{label}: {sign} from {image:?}"
            );
            at = image.end();
        }
        assert_eq!(at as usize, bytes.len(), "{label}");
    }
    let (text, map, ..) = testing::decode(b"ab\x1B$B665\x1B(Bcd", Some("iso-2022-jp"), false);
    assert!(text.starts_with("ab") && text.ends_with("cd"));
    assert!(map.runs().iter().any(|run| run.edit == Edit::Kept && &text[run.text.range()] == "ab"));
}

#[test]
fn notices_say_what_was_doubtful() {
    let codes = |bytes: &[u8], label: Option<&str>| {
        let (_, _, charset, notices) = testing::decode(bytes, label, true);
        (charset, notices.into_iter().map(|notice| (notice.code, notice.place)).collect::<Vec<_>>())
    };
    assert_eq!(codes("café".as_bytes(), None), ("UTF-8", vec![]));
    assert_eq!(codes(b"plain", Some("gbk")), ("GBK", vec![]));
    let damaged = "é".repeat(20) + "x";
    let damaged = [damaged.as_bytes(), b"\xFF", damaged.as_bytes()].concat();
    assert_eq!(
        codes(&damaged, None),
        ("UTF-8", vec![("undecodable-bytes", Some(Span::new(41, 42)))])
    );
    let utf8 = "“We don’t know,” she said".as_bytes();
    assert_eq!(codes(utf8, Some("iso-8859-1")), ("UTF-8", vec![("charset-wrong-label", None)]));
    let page = b"<meta charset=windows-1251><p>\xCC\xEE\xF1\xF2 \xE7\xE0\xEA\xF0\xFB\xF2";
    assert_eq!(codes(page, Some("utf-8")), ("windows-1251", vec![("charset-wrong-label", None)]));
    assert_eq!(codes(b"caf\xE9", None).0, "windows-1252");
    let utf16: Vec<u8> =
        "Ferry late again, says crew".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(codes(&utf16, None), ("UTF-16LE", vec![("charset-guessed", None)]));
    assert_eq!(codes(b"", None), ("UTF-8", vec![]));
}
