//! Dates: the rows of `tables/dates.toml` that are lines, and properties of every date function.

use onrecord_intake::testing;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Table {
    row: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    line: Option<String>,
    url: Option<String>,
    published: Option<String>,
    precision: Option<String>,
    #[serde(default)]
    none: bool,
}

#[test]
fn lines_of_the_table() {
    let table: Table = toml::from_str(include_str!("tables/dates.toml")).unwrap();
    let mut wrong = Vec::new();
    for row in &table.row {
        let Some(line) = &row.line else { continue };
        assert!(row.none != row.published.is_some(), "{}: published or none", row.name);
        let found = testing::publication(line, None, row.url.as_deref()).map(|(_, when)| when);
        let date = found.as_ref().map(|when| when.value()[..when.value().len().min(10)].to_owned());
        let precision = found.map(|when| when.precision().name().to_owned());
        if date != row.published || (row.precision.is_some() && precision != row.precision) {
            wrong.push(format!("{}: {line:?} gave {date:?} {precision:?}", row.name));
        }
    }
    assert!(wrong.is_empty(), "{} rows:\n{}", wrong.len(), wrong.join("\n"));
}

/// Pairs of input and value; `-` where nothing may be found.
fn check(pairs: &[(&str, &str)], read: impl Fn(&str) -> Option<String>) {
    let wrong: Vec<String> = pairs
        .iter()
        .filter_map(|&(input, expected)| {
            let found = read(input).unwrap_or_else(|| "-".to_owned());
            (found != expected).then(|| format!("{input:?} gave {found}, not {expected}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} inputs:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn values_for_machines() {
    let pairs = [
        ("2019-03-03", "2019-03-03"),
        ("  2019-03-03T10:15:30.123+01:00 ", "2019-03-03T10:15"),
        ("2019-03-03T10:15:00.0000000Z", "2019-03-03T10:15"),
        ("2019-03-03 10:15:00 +0200", "2019-03-03T10:15"),
        ("2019-03-03T101500Z", "2019-03-03"),
        ("20190303", "2019-03-03"),
        ("20190303T101500Z", "2019-03-03T10:15"),
        ("20190303101500", "2019-03-03T10:15"),
        ("201903", "2019-03"),
        ("2019-03", "2019-03"),
        ("2019/03/03", "2019-03-03"),
        ("2019", "2019"),
        ("Sun, 03 Mar 2019 10:15:00 +0000", "2019-03-03T10:15"),
        ("Sun, 3 Mar 19 10:15:00 GMT", "2019-03-03T10:15"),
        ("Sun Mar 03 10:15:00 +0000 2019", "2019-03-03T10:15"),
        ("Sun Mar  3 10:15:00 EST 2019", "2019-03-03T10:15"),
        ("Sun Mar 03 2019 10:15:00 GMT+0100 (CET)", "2019-03-03T10:15"),
        ("1551614400", "2019-03-03T12:00"),
        ("1551614400000", "2019-03-03T12:00"),
        ("1551614400.123", "2019-03-03T12:00"),
        ("/Date(1551614400000+0000)/", "2019-03-03T12:00"),
        ("March 3, 2019, 10:15 am", "2019-03-03T10:15"),
        ("3/14/2019 4:05:06 PM", "2019-03-14T16:05"),
        ("03/04/2019", "2019"),
        ("2019-03-03T24:00:00Z", "2019-03-03"),
        ("2019-3-3", "2019-03-03"),
        ("1903-03-03", "1903-03-03"),
        ("", "-"),
        ("0", "-"),
        ("0000-00-00 00:00:00", "-"),
        ("-0001-11-30T00:00:00+00:00", "-"),
        ("1970-01-01T00:00:00Z", "-"),
        ("1969-12-31T19:00:00-05:00", "-"),
        ("1900-01-01", "-"),
        ("2019-02-30T10:00:00Z", "-"),
        ("2019-13-01", "-"),
        ("31 April 2019", "-"),
        ("99999999", "-"),
        ("123456789012345678901234567890", "-"),
        ("null", "-"),
        ("{{date}}", "-"),
        ("PT1H", "-"),
        ("2560-03-03", "-"),
        ("1397/12/12", "-"),
        ("10.0.0.7", "-"),
        ("v1.2.19", "-"),
    ];
    check(&pairs, |value| testing::parse_machine_date(value).map(|when| when.value()));
}

#[test]
fn dates_in_addresses() {
    let pairs = [
        ("https://quayside.example/2019/03/03/ferry-late", "2019-03-03"),
        ("https://quayside.example/news/2019/mar/03/ferry-late", "2019-03-03"),
        ("https://quayside.example/2019/3/3/", "2019-03-03"),
        ("https://quayside.example/2019/0303/ferry", "2019-03-03"),
        ("https://quayside.example/2019/03/ferry-late", "2019-03"),
        ("https://quayside.example/2019-03-03-ferry-late.html", "2019-03-03"),
        ("https://quayside.example/ferry-late-2019-03-03", "2019-03-03"),
        ("https://quayside.example/ferry_2019_03_03.php", "2019-03-03"),
        ("https://quayside.example/20190303/ferry", "2019-03-03"),
        ("https://quayside.example/a/20190303-ferry", "2019-03-03"),
        (
            "https://web.archive.org/web/20210101101500/https://quayside.example/2019/03/03/ferry",
            "2019-03-03",
        ),
        ("https://web.archive.org/web/20210101101500/https://quayside.example/ferry", "-"),
        ("https://quayside.example/2019/03/04-hours-late", "2019-03"),
        ("https://quayside.example/2019/02/30/ferry-late", "-"),
        ("https://quayside.example/2019/13/ferry", "-"),
        ("https://quayside.example/2019/99/99/", "-"),
        ("https://quayside.example/books/1984/review", "-"),
        ("https://quayside.example/books/1984/12/review", "-"),
        ("https://quayside.example/story/20197734", "-"),
        ("https://quayside.example/story/12345678", "-"),
        ("https://quayside.example/1/2/3", "-"),
        ("https://quayside.example/ferry?d=2019-03-03#2019-03-03", "-"),
        ("https://2019-03-03.example/", "2019-03-03"),
        ("", "-"),
    ];
    check(&pairs, |url| testing::date_in_url(url).map(|when| when.value()));
}

#[test]
fn lines_near_a_title() {
    let pairs = [
        ("Published 3:04 pm, 12 Mar 2019 | Updated 13 Mar 2019", "2019-03-12T15:04"),
        ("Published: 3 March 2019 Last updated: 14:05", "2019-03-03"),
        ("14:05 GMT, Tuesday 28 January 2020", "2020-01-28T14:05"),
        ("Last updated: Tuesday, 28 January 2020, 14:05 GMT", "-"),
        ("Tue 28 Jan 2020 14.05 GMT", "2020-01-28T14:05"),
        ("The Guardian, Tuesday 28 January 2020 14.05 GMT", "2020-01-28T14:05"),
        (
            "By Jane Doe and John Roe, staff writers | March 3, 2019 at 6:10 p.m. EST",
            "2019-03-03T18:10",
        ),
        ("By JANE DOE MARCH 3, 2019", "2019-03-03"),
        ("Jane Doe, 3 March 2019", "2019-03-03"),
        ("Jane Doe — 03.03.2019, 14:05 Uhr", "2019-03-03T14:05"),
        ("LONDON, March 3, 2019", "2019-03-03"),
        ("March 3, 2019 · 5 min read", "2019-03-03"),
        ("March 3, 2019 | 12 Comments | Share", "2019-03-03"),
        ("3 March 2019 (updated 5 March 2019)", "2019-03-03"),
        ("Date: 3 March 2019", "2019-03-03"),
        ("Veröffentlicht am 3. März 2019 um 14:05 Uhr", "2019-03-03T14:05"),
        ("Stand: 03.03.2019 14:05 Uhr", "-"),
        ("Publié le 3 mars 2019 à 14h05 - Mis à jour le 4 mars 2019 à 9h00", "2019-03-03T14:05"),
        ("Mis à jour le 4 mars 2019", "-"),
        ("1er août 2019", "2019-08-01"),
        ("Publicado el 3 de marzo de 2019", "2019-03-03"),
        ("Atualizado em 03/03/2019 10h15", "-"),
        ("domenica 3 marzo 2019", "2019-03-03"),
        ("zondag 3 maart 2019, 14:05", "2019-03-03T14:05"),
        ("03 Mart 2019 Pazar", "2019-03-03"),
        ("3 MAYIS 2019", "2019-05-03"),
        ("3 września 2019 r.", "2019-09-03"),
        ("3 января 2019 года, 14:05 МСК", "2019-01-03T14:05"),
        ("2019. március 3.", "2019-03-03"),
        ("２０１９年３月３日", "2019-03-03"),
        ("2019년 3월 3일", "2019-03-03"),
        ("٣ مارس ٢٠١٩", "2019-03-03"),
        ("3 March 2019\tLondon", "2019-03-03"),
        ("3rd March '19", "2019-03-03"),
        ("[3 March 2019]", "2019-03-03"),
        ("Posted: 03/03/19 10:15am", "2019-03-03T10:15"),
        ("Created on Sunday, 03 March 2019 10:15", "2019-03-03T10:15"),
        ("Written by Jane Doe on 3 March 2019", "2019-03-03"),
        ("First published 1951", "1951"),
        ("Published in 2019", "2019"),
        ("2019", "-"),
        ("Sunday", "-"),
        ("Printed on 3 March 2019", "-"),
        ("Today is 3 March 2019", "-"),
        ("Retrieved 3 March 2019", "-"),
        ("Photo: Jane Doe, 3 March 2019", "-"),
        ("Berlin Marathon 29 September 2019", "-"),
        ("Resolution 12/2019", "-"),
        ("May 2020 Election Results", "-"),
        ("3-5 March 2019", "-"),
        ("3 March 2019 to 5 March 2019", "-"),
        ("From 3 March 2019", "-"),
        ("The treaty signed 3 March 2019 failed", "-"),
        ("It ended on 3 March 2019.", "-"),
        ("3 March 2019: The Day the Music Died", "-"),
        ("What happened on March 3, 2019?", "-"),
        ("Deadline: 30 June 2021", "-"),
        ("Call 03-03-2019-118", "-"),
        ("10.0.0.7", "-"),
        ("Order no. 3/3/2019/44", "-"),
        ("On Friday the minister said that the talks of 3 March 2019 had gone nowhere.", "-"),
        ("3 March", "-"),
        ("In the year 2019", "-"),
        ("$2,019 March 3", "-"),
        ("Copyright 3 March 2019", "-"),
        ("Comment by Jane — December 14, 2015 @ 10:02 pm", "-"),
        ("Originally published by The Upland Review on November 30, 2015", "-"),
        ("First published in The Clarion, 3 March 2019", "-"),
        ("First published by The Clarion on 3 March 2019; updated 5 March 2019", "-"),
        ("First published on 3 March 2019", "2019-03-03"),
        ("Opinion by Jane Doe | 3 March 2019", "2019-03-03"),
        ("“3 March 2019”", "-"),
    ];
    check(&pairs, |line| testing::publication(line, None, None).map(|(_, when)| when.value()));
}

#[test]
fn order_of_day_and_month() {
    let cases = [
        (Some("en-GB"), None, "2019-04-03"),
        (Some("en_US"), None, "2019-03-04"),
        (Some("en-US"), Some("https://quayside.co.uk/a"), "2019"),
        (Some("en"), Some("http://www.quayside.com.au:80/a"), "2019-04-03"),
        (Some("de"), Some("https://quayside.com"), "2019-04-03"),
        (Some("fr-CA"), None, "2019-04-03"),
        (Some("en-CA"), None, "2019"),
        (Some("ja"), None, "2019"),
        (Some(""), Some(""), "2019"),
        (None, Some("quayside.gov/uk"), "2019-03-04"),
    ];
    for (lang, url, expected) in cases {
        let found = testing::find_date("03/04/2019", lang, url).map(|(_, when)| when.value());
        assert_eq!(found.as_deref(), Some(expected), "{lang:?} {url:?}");
    }
}

#[test]
fn a_found_date_knows_its_place() {
    let text = "Weather: fine. 10:15, 3 March 2019 and 5 March 2019 14:05 GMT";
    let (range, when) = testing::find_date(text, None, None).unwrap();
    assert_eq!((&text[range], when.value().as_str()), ("10:15, 3 March 2019", "2019-03-03T10:15"));
    let (range, _) = testing::publication(
        "Updated 5 March 2019, first published 3 March 2019, 09:30 GMT",
        None,
        None,
    )
    .unwrap();
    assert_eq!(range, 38..61);
}

#[test]
fn labels_before_a_date() {
    let cases = [
        ("First published: ", (true, false)),
        ("Published by Jane Doe | Last updated on ", (false, true)),
        ("Updated daily. Published ", (true, false)),
        ("Born ", (false, true)),
        ("In the news: ", (false, false)),
        ("", (false, false)),
    ];
    for (text, expected) in cases {
        assert_eq!(testing::date_label(text), expected, "{text:?}");
    }
}

/// Texts made of the pieces that dates are made of, so that the readers go far before they fail.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[0-9]{1,4}",
        1 => "[0-9]{5,22}",
        3 => proptest::sample::select(vec![
            "/", "-", ".", ":", " ", ",", "T", "Z", "+", "'", "(", ")", "年", "月", "日", "\t", "\u{200f}", "|", "–", "@", "·",
            "March", "mars", "May", "Sunday", "st", "of", "de", "am", "p.m.", "GMT", "Published", "Updated", "by", "in", "Jane",
            "h", "Uhr", "İ", "ago", "٣", "/Date(",
        ]).prop_map(str::to_owned),
        1 => "\\PC",
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn total_and_in_place(text in prop_oneof![pieces(), "\\PC{0,80}", any::<String>()]) {
        for found in [testing::find_date(&text, None, None), testing::publication(&text, Some("en-GB"), None)].into_iter().flatten() {
            prop_assert!(text.get(found.0.clone()).is_some_and(|slice| !slice.is_empty()));
            prop_assert!(testing::plausible_date(&found.1));
        }
        for when in [testing::parse_machine_date(&text), testing::date_in_url(&text)].into_iter().flatten() {
            prop_assert!(testing::plausible_date(&when));
        }
        let _ = testing::date_label(&text);
        let _ = testing::find_date("03/04/2019", Some(&text), Some(&text));
    }
}

#[test]
fn time_grows_with_length() {
    // Quadratic reading of these would take minutes.
    for piece in ["3 ", "3/", "March ", "3 March ", "10:15 ", "a", "2019-03-", "İ", "3/3/2019 x"] {
        let text = piece.repeat(400_000);
        let _ = testing::find_date(&text, None, None);
        let _ = testing::publication(&text, None, None);
        let _ = testing::parse_machine_date(&text);
        let _ = testing::date_in_url(&text);
        let _ = testing::date_label(&text);
    }
}
