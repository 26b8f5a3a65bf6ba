//! What holds of every text: total, quotable, deterministic, linear.

mod common;

use std::sync::LazyLock;

use onrecord_engine::Engine;
use onrecord_model::{Evidence, Form};
use proptest::prelude::*;

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::new);

/// Every piece of evidence of a reading.
fn evidence(text: &str) -> Vec<Evidence> {
    let mut all = Vec::new();
    for statement in common::read(&ENGINE, text).statements {
        let parts = statement.parts();
        all.extend(parts.content.iter().cloned());
        all.extend(parts.cue.iter().map(|cue| cue.evidence.clone()));
        let parties = parts
            .source
            .iter()
            .chain(&parts.addressee)
            .chain(parts.via.iter().map(|via| &via.party));
        all.extend(parties.map(|party| party.evidence.clone()));
        all.extend(parts.condition.iter().map(|condition| condition.evidence.clone()));
    }
    all
}

fn check(text: &str) {
    let mut ids = Vec::new();
    for statement in common::read(&ENGINE, text).statements {
        let parent = statement.parts().parent;
        assert!(parent.is_none_or(|parent| ids.contains(&parent)), "a parent comes first");
        ids.push(statement.id());
    }
    for piece in evidence(text) {
        assert_eq!(piece.quote(), &text[piece.span().range()]);
    }
    let lines = |text: &str| {
        common::read(&ENGINE, text).statements.iter().map(common::line).collect::<Vec<_>>()
    };
    assert_eq!(lines(text), lines(text));
    let shown = ENGINE.explain(&common::document(text));
    assert_eq!(shown.matches("  statement by ").count(), lines(text).len(), "{shown}");
}

/// Text that looks like news, broken in all ways.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "“",
        "”",
        "\"",
        "'",
        "‘",
        "’",
        "„",
        "«",
        "»",
        "''",
        "``",
        ",",
        ".",
        "?",
        "…",
        ":",
        ";",
        " — ",
        "(",
        ")",
        " ",
        "\n",
        "\n\n",
        "said",
        "Ada Okoye",
        "the ministry",
        "he",
        "that",
        "told",
        "according to",
        "We will go.",
        "Gen.",
        "U.S.",
        "and",
        "who",
        "a lawyer",
        "adding",
        "if they stay",
        "not",
        "'s",
        "on Monday",
        "al-Kasim",
        "reported",
        "é",
        "日本",
        "a\u{301}",
        "\u{200b}",
        "\r\n",
        "in an interview",
        "so-called",
        "Mr.",
        "s’ ",
        "90s",
        "he said",
        "she",
        "Mr. Okoye",
        "has asked them to",
        "the ministry told us that",
        "threatened to",
        "Iran",
    ]);
    prop::collection::vec((piece, prop::bool::ANY), 0..40).prop_map(|pieces| {
        let blank = |blank| if blank { " " } else { "" };
        pieces.into_iter().flat_map(|(piece, after)| [piece, blank(after)]).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        check(&text);
    }

    #[test]
    fn broken_news_is_read(text in pieces()) {
        check(&text);
    }

    #[test]
    fn a_paragraph_added_changes_nothing_before(text in pieces(), more in pieces()) {
        let first = format!("A first paragraph ends here.\n\n{text}.");
        // Names may be told in full further down; what is quoted, and by which words, stays.
        let quoted = |text: &str| {
            let statements = common::read(&ENGINE, text).statements.into_iter();
            let quoted = statements.filter(|one| one.parts().form == Form::Direct);
            let quoted = quoted.map(|one| {
                let parts = one.parts();
                let content: Vec<_> = parts.content.iter().map(Evidence::span).collect();
                let source = parts.source.as_ref().map(|source| source.evidence.span());
                format!("{content:?} {source:?}")
            });
            quoted.collect::<Vec<_>>()
        };
        let before = quoted(&first);
        let after = quoted(&format!("{first}\n\nNothing more was said. {more}"));
        for line in before {
            prop_assert!(after.contains(&line), "lost: {line}\nnow: {after:#?}");
        }
    }
}

#[test]
fn naughty_texts_are_read() {
    for line in include_str!("naughty.txt").lines() {
        check(line);
        check(&format!("“{line}” said Ada Okoye.\n\n{line}\n“{line}"));
    }
}

/// So much of each that it takes minutes where anything is quadratic.
#[test]
fn long_texts_are_read_in_linear_time() {
    let seeds = [
        "“",
        "”",
        "\"",
        "\" ",
        " \"",
        "'",
        " 'a",
        "‘a ",
        "’",
        "a’ ",
        "(",
        ")",
        "[(",
        "Capital ",
        "said ",
        "said, ",
        "“a” ",
        "“a,” he said, ",
        "X said “a ",
        "“ a ” said X and ",
        ", ",
        ".",
        ". ",
        "… ",
        "if ",
        "as long as ",
        "and ",
        "Ada Okoye, ",
        "a\n",
        "“a\n\n",
        "\n",
        "U.S. ",
        "A. ",
        "- ",
        "al-",
        "of the ",
        "Ada ",
        "«",
        "``",
        "''",
        "according to ",
        "told him that ",
        "“a,” he said. ",
        "“a,” he said.\n\n",
        "Ada Okoye left. “a,” she said. ",
        "Iran asked them to ",
        "Iran said that ",
        "日",
        "\u{301}",
    ];
    for seed in seeds {
        let text = seed.repeat((1 << 16) / seed.len());
        common::read(&ENGINE, &text);
        // The same within a quotation.
        common::read(&ENGINE, &format!("“{text},” said Ada Okoye."));
    }
}
