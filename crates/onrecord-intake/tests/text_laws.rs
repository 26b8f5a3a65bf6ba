//! What holds of the documents of any text: they map back, keep the order, and lose no line.

use onrecord_intake::testing;
use onrecord_model::{DocumentParts, Edit, Role};
use proptest::prelude::*;

/// Lines that mean something to the rules, and others.
const LINES: [&str; 36] = [
    "",
    "",
    "",
    "Council scraps plan for riverside toll after objections",
    "THE GENERALS ARE NOT GOING HOME",
    "By Jane Doe",
    "By Jane Doe, The Lantern, 7 June 2014",
    "Jane Doe in Paris",
    "Posted on March 3, 2019 by admin",
    "3 March 2019",
    "Originally appeared at The Lantern",
    "The council has abandoned its plan to charge drivers two pounds each time they use the road, it said.",
    "GENEVA, March 3 (AP) - Both sides will release prisoners before the end of the month, mediators said on Sunday.",
    "Short text.",
    "5 Comments",
    "View all comments",
    "harbourmaster • 3 years ago",
    "Wilhelm says:",
    "March 2, 2019 at 11:40 am",
    "Reply",
    "#2",
    "Leave a Reply",
    "*****",
    "—————",
    "Copyright © 2020",
    "Related Posts",
    "Read more: Five things",
    "Share",
    "Quote:",
    "ENDS",
    "NEXT STORY",
    "1. A numbered item of a digest",
    "• a bullet",
    "%d bloggers like this:",
    "é\u{a0}ü 漢字。",
    "\u{feff}",
];

fn texts() -> impl Strategy<Value = String> {
    let line = prop_oneof![9 => proptest::sample::select(&LINES[..]).prop_map(str::to_owned), 1 => ".{0,60}"];
    let end = proptest::sample::select(&["\n", "\n\n", "\r\n", "\r", "\n\n\n\n"][..]);
    proptest::collection::vec((line, end), 0..40)
        .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
}

/// Bytes of the capture that a document holds.
fn bytes(document: &DocumentParts) -> impl Iterator<Item = std::ops::Range<usize>> {
    document.map.runs().iter().filter_map(|run| run.capture).map(onrecord_model::Span::range)
}

fn check(text: &str) {
    let documents = testing::text_documents(text);
    let mut held = vec![0u8; text.len()];
    let mut before = 0;
    for document in &documents {
        assert_eq!(document.map.check(&document.text, text.as_bytes()), Ok(()));
        assert!(
            document.map.runs().iter().all(|run| run.edit == Edit::Kept),
            "something was inserted"
        );
        assert!(document.text.is_char_boundary(document.body_start as usize));
        assert_eq!(document.text.trim(), document.text, "blanks at the ends");
        let start = bytes(document).next().map_or(before, |range| range.start);
        assert!(start >= before, "documents out of order");
        before = start;
        for range in bytes(document) {
            held[range].iter_mut().for_each(|count| *count += 1);
        }
        if document.role == Some(Role::Article)
            && let Some(title) = &document.title
        {
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(&words(&document.text[..document.body_start as usize]), title);
        }
    }
    assert!(held.iter().all(|&count| count <= 1), "a byte is in two documents");
    for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphabetic()) {
        assert!(held[at] == 1, "{c:?} at {at} is lost");
    }
}

proptest! {
    #[test]
    fn every_line_is_in_one_document(text in texts()) {
        check(&text);
    }

    #[test]
    fn any_text_is_read(text in any::<String>()) {
        check(&text);
    }
}

#[test]
fn long_texts_are_read() {
    for line in LINES.iter().filter(|line| !line.is_empty()) {
        check(&format!("{line}\n").repeat(4_000));
    }
    check(&LINES.join("\n").repeat(400));
    check(&"word ".repeat(200_000));
}
