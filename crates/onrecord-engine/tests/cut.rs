//! Cutting into paragraphs, words and sentences: tables of examples, and what holds of any text.

use std::sync::LazyLock;

use onrecord_engine::testing::{self, CutParagraph};
use onrecord_engine::{Engine, TableTexts};
use proptest::prelude::*;

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::new);

/// The rows of a table of `tests/tables`, without its header.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .skip(1)
        .map(|line| line.split('\t').collect())
}

/// Tokens with blanks between them, their words with `|` between them.
fn show(text: &str, paragraphs: &[CutParagraph]) -> String {
    let mut shown = String::new();
    for (range, joined) in paragraphs.iter().flat_map(|paragraph| &paragraph.words) {
        if !shown.is_empty() {
            shown.push(if *joined { '|' } else { ' ' });
        }
        shown.push_str(&text[range.start as usize..range.end as usize]);
    }
    shown
}

#[test]
fn words_are_cut_as_the_table_says() {
    let mut failed = Vec::new();
    let mut count = 0;
    for row in rows(include_str!("tables/words.tsv")) {
        let [_, text, expected] = row[..] else { panic!("{row:?} has not three cells") };
        count += 1;
        let found = show(text, &testing::cut(&ENGINE, text));
        if found != expected {
            failed.push(format!("{text}\n  expected: {expected}\n  found:    {found}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(count >= 120);
}

#[test]
fn sentences_end_as_the_table_says() {
    let mut failed = Vec::new();
    for row in rows(include_str!("tables/sentences.tsv")) {
        let [_, marked] = row[..] else { panic!("{row:?} has not two cells") };
        let text = marked.replace(" ‖ ", " ").replace('‖', "");
        let mut found = String::new();
        let mut start = 0;
        for paragraph in testing::cut(&ENGINE, &text) {
            for &word in &paragraph.rule_ends {
                let end = paragraph.words[word].0.end as usize;
                if end < text.len() {
                    found.push_str(&text[start..end]);
                    let blank = text[end..].starts_with(' ');
                    found.push_str(if blank { " ‖ " } else { "‖" });
                    start = end + usize::from(blank);
                }
            }
        }
        found.push_str(&text[start..]);
        if found != marked {
            failed.push(format!("expected: {marked}\n   found: {found}"));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Words are in order, apart, not empty, short, and hold every character that is no blank.
fn check(text: &str) {
    let paragraphs = testing::cut(&ENGINE, text);
    let mut last = 0;
    for paragraph in &paragraphs {
        assert!(!paragraph.words.is_empty());
        assert!(!paragraph.words[0].1, "the first word is joined to none");
        assert_eq!(paragraph.words.len(), paragraph.bounds.len());
        assert_eq!(paragraph.bounds.last(), Some(&1));
        assert_eq!(paragraph.rule_ends.last(), Some(&(paragraph.words.len() - 1)));
        assert!(paragraph.rule_ends.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(paragraph.rule_ends.iter().all(|&end| paragraph.bounds[end] != 2));
        for (range, joined) in &paragraph.words {
            let (start, end) = (range.start as usize, range.end as usize);
            assert!(last <= start && start < end && end - start <= 256, "{text:?}");
            assert!(text[last..start].chars().all(testing::is_blank), "{text:?}");
            assert!(!text[start..end].contains(testing::is_blank), "{text:?}");
            assert!(!joined || start == last, "{text:?}");
            last = end;
        }
    }
    assert!(text[last..].chars().all(testing::is_blank), "{text:?}");
}

/// Pieces that the rules look at, glued together at random.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "'", "’", "‘", "`", "´", "n't", "'s", "s'", "'ve", "can", "not", "gonna", "C'mon", "-",
        "‑", "–", "—", "pre", "e", "anti", "wise", "/", "w", "o", "1", "20", "300", "1980s", "st",
        "km", "x", "$", "US", "Rs", "%", ".", "..", "…", "?", "!", ",", ":", ";", "(", ")", "[",
        "]", "@", "#", "http://", "www.", ".com", ".pdf", "a", "A", "U", "S", "Mr", "No", "etc",
        "*", "_", "<", ">", "=", ":-)", "<3", "é", "日本", "a\u{301}", "\u{200b}", "\u{ad}",
        "\u{200d}", "\u{fe0f}", "👍", "🏽", "\u{a0}", "\n", "\r\n", "\u{2028}", " ", "  ", "\\",
        "C:\\", "~/", "º", "½", "²",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_cut(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn glued_pieces_are_cut(text in pieces()) {
        check(&text);
    }

    #[test]
    fn a_paragraph_added_changes_nothing_before(text in pieces(), more in pieces()) {
        let text = format!("{text}.");
        let before = testing::cut(&ENGINE, &text);
        let after = testing::cut(&ENGINE, &format!("{text}\n\n{more}"));
        prop_assert_eq!(&after[..before.len()], &before[..]);
    }
}

#[test]
fn naughty_texts_are_cut() {
    for line in include_str!("naughty.txt").lines() {
        check(line);
    }
    check("'N \u{301}");
}

/// Megabytes without a blank, which take minutes where anything is quadratic.
#[test]
fn long_runs_are_cut_in_linear_time() {
    let seeds = [
        "a",
        "1",
        "日",
        "'",
        "’",
        "a'",
        "s' ",
        "'a ",
        "s'a",
        "-",
        "a-",
        "pre-",
        "e-",
        "1-",
        "1,",
        "[1,",
        "1.",
        "a.",
        "A.",
        "..",
        ".a",
        "(",
        ")",
        "(a",
        ":)",
        "@",
        "a@",
        "@a",
        "#a",
        "http://",
        "(http://",
        "www.a",
        "a.com/",
        "/a",
        "~/",
        "$1",
        "1km",
        "x1",
        "n't",
        "'ve",
        "*",
        "a*",
        "_",
        "&a",
        "A&",
        "<",
        "=>",
        "\u{301}",
        "\u{200b}",
        "\u{ad}",
        "👍",
        "👍🏽",
        "\n",
        "\r",
        "a\n",
        "A\n",
        "\na ",
        "“",
        "”",
        "]",
        "[1]",
        ". [1] ",
        "U.S. ",
        "w/",
        "1/",
        "‘",
        "‘’",
        "’s",
        "s’ ‘",
        ".? ",
        "a b c\nd ",
        "\u{0}",
        "C:\\",
    ];
    for seed in seeds {
        check(&seed.repeat((1 << 18) / seed.len()));
    }
    check(&"ab".repeat(5 << 20));
}

fn error(change: impl FnOnce(&mut TableTexts<'static>)) -> String {
    let mut texts = TableTexts::compiled_in();
    change(&mut texts);
    Engine::from_tables(&texts).err().map(|error| error.to_string()).unwrap_or_default()
}

#[test]
fn errors_name_table_and_line() {
    assert_eq!(
        error(|texts| texts.contractions = "token\twords\ncannot\tca|not"),
        "contractions.tsv:2: the words do not make up the token"
    );
    assert_eq!(
        error(|texts| texts.contractions = "token\twords\ncannot\tcan|not|"),
        "contractions.tsv:2: a word is empty"
    );
    assert_eq!(
        error(|texts| texts.contractions = "token\twords\nCannot\tCan|not"),
        "contractions.tsv:2: `Cannot` is not short and in lower case"
    );
    assert_eq!(
        error(|texts| texts.joins = "part\tplace\nanti\tsomewhere"),
        "joins.tsv:2: `somewhere` is none of `prefix`, `suffix`, `whole`"
    );
    assert_eq!(
        error(|texts| texts.units = "unit\tplace\nkm\tafter\nkm\tmoney"),
        "units.tsv:3: `km` stands twice"
    );
    assert_eq!(
        error(|texts| texts.endings = "ending\tkind\ncom\tfolder"),
        "endings.tsv:2: `folder` is neither `domain` nor `file`"
    );
    assert_eq!(
        error(|texts| texts.emoticons = "emoticon\n:"),
        "emoticons.tsv:2: an emoticon has 2 to 6 ASCII characters"
    );
}
