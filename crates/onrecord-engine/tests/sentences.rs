//! What holds of the sentences of every text.

use std::sync::LazyLock;

use onrecord_engine::Engine;
use onrecord_engine::sentence::{NameKind, Sentence, WordSpan};
use onrecord_engine::testing::check_sentences;
use proptest::prelude::*;

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::new);

fn analyse(text: &str) -> Vec<Sentence> {
    let sentences = ENGINE.analyse(text);
    check_sentences(text, &sentences);
    sentences
}

/// Words of news, of mail and of neither.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "the ",
        "minister ",
        "said",
        "“",
        "”",
        "’s",
        "'",
        ". ",
        ", ",
        "\n",
        "\n\n",
        "al-Sha’abi ",
        "Kata'ib ",
        "[Arabic for ‘ISIS’]",
        "U.S. ",
        "Gen. ",
        "don't ",
        "CANNOT ",
        "15-year-old ",
        "$5m",
        "end.The ",
        "(",
        ")",
        "…",
        "http://example.org/a?b=c ",
        "🙂",
        "العراق ",
        "三十",
        "\u{200b}",
        "\u{ad}",
        "-- ",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn sentences_of_pieces_hold(text in pieces()) {
        analyse(&text);
    }

    #[test]
    fn sentences_of_any_text_hold(text in "\\PC{0,200}") {
        analyse(&text);
    }
}

#[test]
fn nothing_has_no_sentences() {
    assert!(analyse("").is_empty());
    assert!(analyse(" \n\n\t\u{200b}").is_empty());
}

/// No blank, no full stop, more words than a model reads at a time; and one endless word.
#[test]
fn long_runs_are_read() {
    for text in ["x".repeat(60_000), "word ".repeat(1_500), "a-".repeat(1_500), "\"(".repeat(1_000)]
    {
        analyse(&text);
    }
}

/// What is found does not depend on what is read together with it, nor on the thread.
#[test]
fn paragraphs_are_read_alike_alone_and_together() {
    let paragraphs = [
        "The ferry company cut its night service on Monday. “We have no crews left,” said Ingrid Solheim.",
        "Nobody asked us!",
        "Two boats out of nine lay idle at the quay when the minister came to see them in Vik.",
    ];
    let text = paragraphs.repeat(80).join("\n\n");
    let together = analyse(&text);
    let other = std::thread::scope(|scope| scope.spawn(|| ENGINE.analyse(&text)).join());
    assert_eq!(other.ok().as_ref(), Some(&together));
    let alone: Vec<Sentence> = paragraphs.iter().flat_map(|text| analyse(text)).collect();
    assert_eq!(together.len(), alone.len() * 80);
    for (found, expected) in together.iter().zip(alone.iter().cycle()) {
        let tree = |sentence: &Sentence| -> Vec<_> {
            sentence.words.iter().map(|word| (word.head, word.relation, word.upos)).collect()
        };
        assert_eq!(tree(found), tree(expected));
        assert_eq!(found.names, expected.names);
    }
}

#[test]
fn given_words_are_kept() {
    let text = "Crews left Vik. Nobody asked.";
    let spans = |ranges: &[(u32, u32)]| -> Vec<WordSpan> {
        let span =
            |&(start, end)| WordSpan { span: onrecord_model::Span::new(start, end), joined: false };
        ranges.iter().map(span).collect()
    };
    let given =
        [spans(&[(0, 5), (6, 10), (11, 14), (14, 15)]), spans(&[(16, 22), (23, 28), (28, 29)])];
    let sentences = ENGINE.analyse_words(text, &given);
    check_sentences(text, &sentences);
    for (sentence, given) in sentences.iter().zip(&given) {
        let kept: Vec<_> = sentence.words.iter().map(|word| word.span).collect();
        assert_eq!(kept, given.iter().map(|word| word.span).collect::<Vec<_>>());
    }
}

#[test]
fn values_are_among_the_names() {
    let sentences = analyse("The Norwegian company paid $5 million on 3 January 2020.");
    let kinds: Vec<_> = sentences[0].names.iter().map(|name| name.kind).collect();
    for kind in [NameKind::Norp, NameKind::Money, NameKind::Date] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
}
