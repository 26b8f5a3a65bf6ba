//! Dates and times: the rows of the tables, the passages of `tables/times.tsv`, and what holds of
//! every text.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use onrecord_engine::testing::{FoundTime, time_examples, times};
use onrecord_engine::{Engine, TableTexts};
use onrecord_model::When;
use proptest::prelude::*;

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::new);

/// The day of publication of the examples of tables: a Wednesday.
const PUBLISHED: &str = "2020-01-08";

/// `2020`, `2020-01`, `2020-01-08` or `2020-01-08T14:05`; empty for none.
fn anchor(text: &str) -> Option<When> {
    let (day, clock) = text.split_once('T').map_or((text, None), |(day, clock)| (day, Some(clock)));
    let mut parts = day.split('-').map(|part| part.parse::<i16>().unwrap());
    let year = (!day.is_empty()).then(|| parts.next().unwrap())?;
    let mut small = || parts.next().map(|part| i8::try_from(part).unwrap());
    let when = When::date(year, small(), small(), "test").unwrap();
    Some(match clock.and_then(|clock| clock.split_once(':')) {
        Some((hour, minute)) => when.at(hour.parse().unwrap(), minute.parse().unwrap()),
        None => when,
    })
}

/// A passage without its square brackets, and where they stood.
fn marked(source: &str) -> (String, Range<usize>) {
    let (before, rest) = source.split_once('[').unwrap_or_else(|| panic!("no mark: {source}"));
    let (inside, after) = rest.split_once(']').unwrap_or_else(|| panic!("no mark: {source}"));
    let text = format!("{before}{inside}{after}").replace('⏎', "\n\n");
    let start = before.replace('⏎', "\n\n").len();
    (text, start..start + inside.len())
}

/// The value of a time, its candidates, or `-`.
fn shown(time: &FoundTime) -> String {
    match (&time.dated, time.candidates.as_slice()) {
        (Some(dated), _) => dated.to_string(),
        (None, []) => "-".to_owned(),
        (None, candidates) => {
            let shown: Vec<String> = candidates.iter().map(ToString::to_string).collect();
            format!("? {}", shown.join("|"))
        }
    }
}

/// What the marked words of a passage mean: `-` where they are no time, or one without a value.
fn value(source: &str, published: &str) -> String {
    let (text, range) = marked(source);
    let found = times(&ENGINE, &text, anchor(published).as_ref());
    let over = |time: &&FoundTime| time.range.start < range.end && range.start < time.range.end;
    match found.iter().find(over) {
        Some(time) if time.range == range || time.dated.is_none() => shown(time),
        Some(time) => format!("{} for `{}`", shown(time), &text[time.range.clone()]),
        None => "-".to_owned(),
    }
}

#[test]
fn passages() {
    let mut failed = Vec::new();
    let (mut count, mut without) = (0, 0);
    for row in include_str!("tables/times.tsv").lines().filter(|line| !line.starts_with('#')) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [source, published, want] = cells[..] else { panic!("three cells: {row}") };
        count += 1;
        without += usize::from(want == "-");
        let got = value(source, published);
        if got != want {
            failed.push(format!("{source} ({published})\n  want {want}\n  got  {got}"));
        }
    }
    assert!(count >= 300 && without >= 60, "{count} rows, {without} without a value");
    assert!(failed.is_empty(), "{} of {count} fail:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn every_row_of_the_tables_does_what_its_passages_show() {
    let mut failed = Vec::new();
    for [form, yes, gives, no] in time_examples(&ENGINE) {
        let got = value(yes, PUBLISHED);
        if got != gives {
            failed.push(format!("{form}: {yes}\n  want {gives}\n  got  {got}"));
        }
        let got = value(no, PUBLISHED);
        if got == gives {
            failed.push(format!("{form}: {no}\n  gives {got}"));
        }
    }
    assert!(failed.is_empty(), "{} fail:\n{}", failed.len(), failed.join("\n"));
}

/// What may stand in a time is said by the tables of the finder: a form that they lack would never
/// be read.
#[test]
fn every_form_is_one_of_the_finder() {
    let texts = TableTexts::compiled_in();
    let plain = |form: &str| form.to_lowercase().replace([' ', '-', '.', '\'', '’'], "");
    let forms = |text: &str| -> BTreeSet<String> {
        let rows = text.lines().filter(|line| !line.starts_with('#')).skip(1);
        rows.map(|row| plain(row.split('\t').next().unwrap()).replacen("theday", "day", 1))
            .collect()
    };
    let known: BTreeSet<String> =
        [texts.calendar, texts.numbers, texts.measures].into_iter().flat_map(forms).collect();
    let lacking: Vec<String> =
        forms(texts.times).into_iter().filter(|form| !known.contains(form)).collect();
    assert!(lacking.is_empty(), "{lacking:?}");
}

#[test]
fn values_say_what_they_rest_on() {
    let basis = |text: &str| {
        let found = times(&ENGINE, text, anchor(PUBLISHED).as_ref());
        found[0].dated.as_ref().unwrap().basis().to_owned()
    };
    assert_eq!(basis("The mill closed in July 2014."), "text");
    assert_eq!(basis("The mill closed on Tuesday."), "text and published");
    assert_eq!(basis("The mill closed at Easter."), "text and published; Easter rule");
    assert_eq!(
        basis("The mill closed during Ramadan 2014."),
        "text; tabular Islamic calendar, a day either way"
    );
}

/// Texts of times, broken in all ways.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "on",
        "in",
        "the",
        "of",
        "last",
        "next",
        "two",
        "48",
        "days",
        "week",
        "ago",
        "later",
        "before",
        "after",
        "Tuesday",
        "3",
        "31",
        "January",
        "February",
        "2014",
        "9999",
        "1990s",
        "’",
        "90s",
        "-",
        "–",
        "/",
        "3/1/20",
        "31/31/2020",
        "2019-13",
        "3:30",
        "p.m.",
        "noon",
        "night",
        "morning",
        "early",
        "mid-",
        "end",
        "quarter",
        "century",
        "first",
        "99",
        "BC",
        "AD 79",
        "Ramadan",
        "Easter",
        "9/11",
        "since",
        "until",
        "from",
        "to",
        "and",
        "or",
        "between",
        ",",
        ".",
        "“",
        "”",
        "\"",
        "\n\n",
        "said",
        "will",
        "he",
        "left",
        "Two days after",
        "the next day",
        "the same year",
        "within",
        "999999",
        "years",
        "decades",
        "hours",
        "The mill closed",
        "earlier",
        "this",
        "that",
        "weekend",
        "summer of",
        "winter of 2014-15",
    ]);
    prop::collection::vec((piece, prop::sample::select(vec![" ", "", " ", " "])), 0..40)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap]).collect())
}

/// Every time lies in its text and sentence, in order; its first day is not after its last;
/// without a day of publication nothing rests on it, and it never speaks of a value and of
/// candidates at once.
fn check(text: &str, published: &str) {
    let anchor = anchor(published);
    let found = times(&ENGINE, text, anchor.as_ref());
    let mut end = 0;
    for time in &found {
        assert!(end <= time.range.start && time.range.start < time.range.end);
        assert!(text.get(time.range.clone()).is_some());
        end = time.range.end;
        assert!(time.dated.is_none() || time.candidates.is_empty());
        assert!(time.candidates.len() != 1, "{time:?}");
        for dated in time.dated.iter().chain(&time.candidates) {
            if let (Some(first), Some(last)) = (dated.first(), dated.last()) {
                assert!(first <= last);
            }
            assert!(dated.first().is_some() || dated.last().is_some());
            assert!(anchor.is_some() || !dated.basis().contains("published"), "{time:?}");
        }
    }
    assert_eq!(found, times(&ENGINE, text, anchor.as_ref()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_text_is_read(text in "\\PC{0,80}") {
        check(&text, PUBLISHED);
    }

    #[test]
    fn any_row_of_times_is_read(text in pieces(), published in prop::sample::select(
        vec!["", "2020", "2020-01", "2020-01-08", "2020-01-08T14:05", "9999-12-31", "0000-01-01"]
    )) {
        check(&text, published);
    }
}

/// A long row of times takes no longer than its length allows: the test would not end if the time
/// were not linear.
#[test]
fn long_rows_end() {
    for row in
        ["on Tuesday ", "two days after ", "in 2014, ", "at noon ", "the next day ", "3/1/2020 - "]
    {
        let text = row.repeat(2_000);
        assert!(times(&ENGINE, &text, anchor(PUBLISHED).as_ref()).len() <= text.len());
    }
}
