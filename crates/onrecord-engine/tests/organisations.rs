//! Walks the tables of organisations: every form of `organisations.tsv`, every word of
//! `organisation_heads.tsv`, and the sentences of `tables/organisations.tsv`, which hold no text of
//! anybody else.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fmt::Write;
use std::sync::Arc;

use onrecord_engine::TableTexts;
use onrecord_engine::sentence::{
    Name, NameKind, OrganisationTables, Relation, Upos, Word, Xpos, add_organisations,
};
use onrecord_model::Span;

/// What stands behind a `_` in a sentence: a name that a model found, or a tag that it gave.
const MARKS: [(&str, Option<Upos>, Option<NameKind>); 6] = [
    ("_PER", None, Some(NameKind::Person)),
    ("_LOC", None, Some(NameKind::Location)),
    ("_ORG", None, Some(NameKind::Organisation)),
    ("_NOUN", Some(Upos::Noun), None),
    ("_VERB", Some(Upos::Verb), None),
    ("_ADJ", Some(Upos::Adj), None),
];

/// A sentence as a test writes it: `Members of the Heron·Party_ORG met in Garba_LOC.` A mark holds for the
/// words that `·` joins to one; hyphens, marks and `'s` are words of their own; words without a tag have X.
#[derive(Default)]
struct Case {
    text: String,
    words: Vec<Word>,
    names: Vec<Name>,
}

fn case(source: &str) -> Case {
    let mut case = Case::default();
    for chunk in source.split(' ') {
        let mark = MARKS.iter().find_map(|mark| Some((chunk.find(mark.0)?, mark)));
        let (body, rest, mark) = match mark {
            Some((at, mark)) => (&chunk[..at], &chunk[at + mark.0.len()..], Some(mark)),
            None => (chunk, "", None),
        };
        let first = case.words.len();
        for part in body.split('·') {
            add(&mut case, part, true, mark.and_then(|mark| mark.1));
        }
        if let Some(&(_, _, Some(kind))) = mark {
            let end = |name: usize| u32::try_from(name).unwrap();
            case.names.push(Name { words: end(first)..end(case.words.len()), kind });
        }
        add(&mut case, rest, false, None);
    }
    case
}

/// Adds the words of a part of a sentence, with a blank before it or without.
fn add(case: &mut Case, part: &str, apart: bool, tag: Option<Upos>) {
    if apart && !case.text.is_empty() {
        case.text.push(' ');
    }
    let mut rest = part;
    while !rest.is_empty() {
        let (word, tail) = rest.split_at(length(rest));
        let start = u32::try_from(case.text.len()).unwrap();
        case.text.push_str(word);
        let end = u32::try_from(case.text.len()).unwrap();
        let punct = word.chars().all(|char| !char.is_alphanumeric() && char != '&');
        let upos = tag.unwrap_or(if punct { Upos::Punct } else { Upos::X });
        case.words.push(Word {
            span: Span::new(start, end),
            joined: false,
            upos,
            xpos: Xpos::Fw,
            features: Arc::from(""),
            lemma: Box::from(""),
            head: None,
            relation: Relation::Dep,
        });
        rest = tail;
    }
}

/// How many bytes the first word of `rest` has.
fn length(rest: &str) -> usize {
    let first = rest.chars().next().unwrap();
    if rest == "'s" || rest.starts_with("'s.") || rest.starts_with("'s,") {
        return 2;
    }
    if !first.is_alphanumeric() {
        return first.len_utf8();
    }
    // Dots inside and after capitals belong to an abbreviation, as does that of `Inc.`
    let short = rest.trim_end_matches([',', ';']);
    let dots = short.matches('.').count();
    let closes = "Inc. INC. Co. Corp. CORP. Ltd. LTD. PVT. Pvt. Pty. Pte. Bhd. Sdn. Bros. St.";
    if dots > 1
        || closes.split(' ').any(|word| word == short)
        || (dots == 1 && !short.ends_with('.'))
    {
        return short.find(['-', '\'']).unwrap_or(short.len());
    }
    let inner = |at: usize| rest[at + 1..].starts_with(char::is_alphanumeric);
    rest.char_indices()
        .find(|&(at, char)| match char {
            '\'' => rest[at..] == *"'s" || !inner(at),
            '&' | '/' | '+' => false,
            _ => !char.is_alphanumeric(),
        })
        .map_or(rest.len(), |(at, _)| at)
}

fn short(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Organisation => "ORG",
        NameKind::Person => "PER",
        NameKind::Location => "LOC",
        other => other.name(),
    }
}

/// The names of a sentence after the rules, as `ORG words; …`.
fn found(case: &Case, tables: &OrganisationTables) -> String {
    let mut out = String::new();
    for name in add_organisations(&case.text, &case.words, case.names.clone(), tables) {
        let (first, last) = (name.words.start as usize, name.words.end as usize - 1);
        let span = case.words[first].span.cover(case.words[last].span);
        let joint = if out.is_empty() { "" } else { "; " };
        write!(out, "{joint}{} {}", short(name.kind), &case.text[span.range()]).unwrap();
    }
    out
}

/// The rows of a table, without comments and header.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.map(|row| row.split('\t').collect())
}

#[test]
fn every_form_is_found_as_its_use_says() {
    let tables = OrganisationTables::compiled_in();
    let (mut failed, mut names) = (Vec::new(), 0);
    for row in rows(TableTexts::compiled_in().organisations) {
        names += usize::from(row[1] != "not");
        let others = row[3].split('|').filter(|form| !form.is_empty());
        for form in std::iter::once(row[0]).chain(others) {
            let (form, how) = form.split_once('=').unwrap_or((form, row[2]));
            let got = [
                format!("all of {form} were glad."),
                format!("most {form} spokesmen were glad."),
                format!("near {form} Street were lamps."),
            ]
            .map(|text| found(&case(&text), &tables));
            let want = format!("ORG {form}");
            let found = [how == "sure" || how == "cased", how != "not", false];
            if got.each_ref().map(|got| *got == want) != found {
                failed.push(format!("{how}: {form}: {got:?}"));
            }
        }
    }
    assert!(names >= 900, "only {names} names");
    assert!(failed.is_empty(), "{} fail:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn every_head_does_what_its_use_says() {
    let tables = OrganisationTables::compiled_in();
    let mut failed = Vec::new();
    for row in rows(TableTexts::compiled_in().organisation_heads) {
        let [word, uses, tail] = row[..] else { panic!("{row:?}") };
        let mut test = |text: String, want: String| {
            let got = found(&case(&text), &tables);
            if got != want {
                failed.push(format!("{uses}: {text}: {got}"));
            }
        };
        let end = format!("ORG Lantern {word}");
        for flag in uses.split(' ') {
            let plain = || format!("they met the Lantern {word} there.");
            match flag {
                "close" | "company" => test(plain(), end.clone()),
                "weak" => {
                    test(plain(), String::new());
                    test(format!("they met the Lantern_ORG {word} there."), end.clone());
                }
                "open" => {
                    let joint = tail.split(' ').next().unwrap();
                    let name = format!("{word} {joint} Ferries");
                    test(format!("they met the {name} there."), format!("ORG {name}"));
                }
                "weak-open" => test(format!("they met the {word} of Ferries."), String::new()),
                "stop" => test(
                    format!("they met {word} Lantern Committee there."),
                    "ORG Lantern Committee".to_owned(),
                ),
                "trap" => test(format!("they met in Xinhua {word} today."), String::new()),
                "beside" => test(format!("now Apple {word} came."), "ORG Apple".to_owned()),
                "says" => test(format!("Apple {word} nothing."), "ORG Apple".to_owned()),
                "owner" => test(
                    format!("now the {word}' Committee came."),
                    format!("ORG {word}' Committee"),
                ),
                "person" => test(
                    format!("now the {word} of Ada·Okoye_PER opens."),
                    format!("ORG {word} of Ada Okoye"),
                ),
                other => panic!("{other}"),
            }
        }
        test(format!("they met the {} there.", word.to_lowercase()), String::new());
    }
    assert!(failed.is_empty(), "{} fail:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn sentences() {
    let tables = OrganisationTables::compiled_in();
    let (mut failed, mut count) = (Vec::new(), 0);
    let table = include_str!("tables/organisations.tsv");
    for row in table.lines().filter(|line| !line.starts_with('#')) {
        count += 1;
        let (source, want) = row.split_once('\t').unwrap_or_else(|| panic!("no tab: {row}"));
        let got = found(&case(source), &tables);
        if got != want {
            failed.push(format!("{source}\n  want {want}\n  got  {got}"));
        }
    }
    assert!(count >= 150, "only {count} sentences");
    assert!(failed.is_empty(), "{} fail:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn errors_name_table_and_line() {
    fn error(row: &str) -> String {
        let table = format!("name\tgroup\tuse\tforms\n{row}");
        let texts = TableTexts { organisations: &table, ..TableTexts::compiled_in() };
        OrganisationTables::parse(&texts).err().map(|error| error.to_string()).unwrap_or_default()
    }
    assert_eq!(error("A B\tx\tsure\tC|D=cased"), "");
    assert_eq!(error("A B\tx\tsome\t"), "organisations.tsv:2: `some` is no use");
    assert_eq!(error("A B\tx\tsure\tC=some"), "organisations.tsv:2: `some` is no use");
    assert_eq!(error("A B\tx\tsure\tA-B"), "organisations.tsv:2: `A-B` stands twice");
    let table = "word\tuse\ttail\nBank\tclose open\t\n";
    let texts = TableTexts { organisation_heads: table, ..TableTexts::compiled_in() };
    let error = OrganisationTables::parse(&texts).err().unwrap().to_string();
    assert_eq!(error, "organisation_heads.tsv:2: what opens a name needs a tail");
}

/// Long rows of words that begin names and never end one: the test would not end if the time were
/// not linear. And the names come out in order and apart.
#[test]
fn long_rows_end_in_order() {
    let tables = OrganisationTables::compiled_in();
    for words in ["Heron", "Ministry of", "of the Party", "al -", "Heron & Ltd ,", "Islamic_ORG"] {
        let case = case(format!("{words} ").repeat(20_000).trim());
        let mut end = 0;
        for name in add_organisations(&case.text, &case.words, case.names.clone(), &tables) {
            assert!(name.words.start >= end && name.words.start < name.words.end);
            end = name.words.end;
        }
        assert!(end as usize <= case.words.len());
    }
}
