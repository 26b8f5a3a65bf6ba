//! Walks the tables of names and values: every example of `values.tsv`, every form of `norp.tsv`,
//! and the sentences of `tables/values.tsv`, which hold no text of anybody else.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fmt::Write;
use std::sync::Arc;

use onrecord_engine::TableTexts;
use onrecord_engine::sentence::{
    Name, NameKind, Relation, Upos, ValueTables, Word, Xpos, add_values,
};
use onrecord_model::Span;

/// Suffixes by which a test gives a word a tag or a name that a model would give.
const MARKS: [(&str, Option<Upos>, Option<NameKind>); 8] = [
    ("_NOUN", Some(Upos::Noun), None),
    ("_NOUNS", Some(Upos::Noun), None),
    ("_VERB", Some(Upos::Verb), None),
    ("_ADJ", Some(Upos::Adj), None),
    ("_ADP", Some(Upos::Adp), None),
    ("_PER", Some(Upos::Propn), Some(NameKind::Person)),
    ("_LOC", Some(Upos::Propn), Some(NameKind::Location)),
    ("_ORG", Some(Upos::Propn), Some(NameKind::Organisation)),
];

/// A sentence as a test writes it: `The Iraqi·Army_ORG fired [120 mm]MEASURE.`
///
/// Words are cut as Universal Dependencies cuts them, near enough. `_PER`, `_LOC`, `_ORG` behind a
/// word make a name of it and of the words that `·` joins to it; `_NOUN`, `_VERB`, `_ADJ`,
/// `_ADP`, `_NOUNS` (plural) tag it; all others have the tag X.
struct Case {
    text: String,
    words: Vec<Word>,
    names: Vec<Name>,
    /// Start and end of what stands in square brackets.
    marked: Vec<(u32, u32)>,
}

fn case(source: &str) -> Case {
    let mut case =
        Case { text: String::new(), words: Vec::new(), names: Vec::new(), marked: Vec::new() };
    for chunk in source.split(' ') {
        if !case.text.is_empty() {
            case.text.push(' ');
        }
        let first = case.words.len();
        let (chunk, tag, kind) = unmark(chunk);
        for (at, part) in chunk.split('·').enumerate() {
            if at > 0 {
                case.text.push(' ');
            }
            add_part(&mut case, part, tag);
        }
        let last = case.words.len();
        if let Some(kind) = kind {
            // Marks that follow a name are no part of it.
            let word = |word: &&Word| case.text[word.span.range()].contains(char::is_alphanumeric);
            let len = case.words[first..last].iter().take_while(word).count();
            let narrow = |n: usize| u32::try_from(n).unwrap();
            case.names.push(Name { words: narrow(first)..narrow(first + len), kind });
        }
    }
    case
}

/// A sentence that is cut at its blanks only.
fn cut(source: &str) -> Case {
    let mut case = case("");
    for chunk in source.split(' ') {
        let blank = if case.text.is_empty() { "" } else { " " };
        case.text.push_str(blank);
        let start = u32::try_from(case.text.len()).unwrap();
        case.text.push_str(chunk);
        let end = u32::try_from(case.text.len()).unwrap();
        case.words.push(word(start, end, (Upos::X, Xpos::Fw)));
    }
    case
}

/// A chunk without its mark.
fn unmark(chunk: &str) -> (String, (Upos, Xpos), Option<NameKind>) {
    for (mark, tag, kind) in MARKS {
        let found = chunk.find(mark).filter(|at| {
            !chunk[at + mark.len()..].starts_with(|char: char| char.is_ascii_uppercase())
        });
        if let Some(at) = found {
            let xpos = if mark == "_NOUNS" { Xpos::Nns } else { Xpos::Nn };
            let rest = format!("{}{}", &chunk[..at], &chunk[at + mark.len()..]);
            return (rest, (tag.unwrap_or(Upos::X), xpos), kind);
        }
    }
    (chunk.to_owned(), (Upos::X, Xpos::Fw), None)
}

fn add_part(case: &mut Case, part: &str, tag: (Upos, Xpos)) {
    let mut rest = part;
    while let Some(char) = rest.chars().next() {
        let here = u32::try_from(case.text.len()).unwrap();
        match char {
            '[' => case.marked.push((here, here)),
            ']' => case.marked.last_mut().unwrap().1 = here,
            _ => {
                let len = token(rest);
                case.text.push_str(&rest[..len]);
                case.words.push(word(here, here + u32::try_from(len).unwrap(), tag));
                rest = &rest[len..];
                continue;
            }
        }
        rest = &rest[char.len_utf8()..];
    }
}

fn word(start: u32, end: u32, (upos, xpos): (Upos, Xpos)) -> Word {
    Word {
        span: Span::new(start, end),
        joined: false,
        upos,
        xpos,
        features: Arc::from(""),
        lemma: Box::from(""),
        head: None,
        relation: Relation::Dep,
    }
}

/// How many bytes the first token of `rest` has.
fn token(rest: &str) -> usize {
    for whole in
        ["a.m.", "p.m.", "B.C.", "A.D.", "U.S.", "Jan.", "Sept.", "Fri.", "St.", "'s", "’s", "Rs."]
    {
        if rest.starts_with(whole) {
            return whole.len();
        }
    }
    for currency in ["US$", "A$", "HK$", "C$"] {
        if rest.starts_with(currency) {
            return currency.len();
        }
    }
    let first = rest.chars().next().unwrap();
    let inside = |char: char, next: Option<char>| {
        char.is_alphanumeric()
            || (first.is_alphabetic()
                && matches!(char, '\'' | '’')
                && next.is_some_and(|next| next.is_alphabetic() && next != 's'))
            || (first.is_ascii_digit()
                && matches!(char, '.' | ',' | ':' | '/')
                && next.is_some_and(|next| next.is_ascii_digit()))
    };
    let mut end = first.len_utf8();
    if !first.is_alphanumeric() {
        return end;
    }
    let mut chars = rest.char_indices().peekable();
    chars.next();
    while let Some((at, char)) = chars.next() {
        // A unit or a scale behind a figure is a word of its own.
        let unit = rest[..end].ends_with(|char: char| char.is_ascii_digit())
            && first.is_ascii_digit()
            && char.is_alphabetic()
            && !matches!(
                &rest[at..].get(..2),
                Some("st" | "nd" | "rd" | "th" | "s " | "s." | "s,")
            );
        if unit || !inside(char, chars.peek().map(|(_, next)| *next)) {
            break;
        }
        end = at + char.len_utf8();
    }
    end
}

/// What is found in a sentence, as `KIND [span]; …`.
fn found(case: &Case, tables: &ValueTables) -> String {
    let names = add_values(&case.text, &case.words, case.names.clone(), tables);
    let mut out = String::new();
    for name in names {
        let (first, last) = (name.words.start as usize, name.words.end as usize - 1);
        let span = case.words[first].span.cover(case.words[last].span);
        let joint = if out.is_empty() { "" } else { "; " };
        write!(out, "{joint}{} {}", name.kind.name(), &case.text[span.range()]).unwrap();
    }
    out
}

#[test]
fn every_rule_finds_its_example_and_leaves_its_near_miss() {
    let tables = ValueTables::compiled_in();
    let mut failed = Vec::new();
    for rule in tables.rules() {
        let [yes, no] = rule.examples.each_ref().map(|example| case(example));
        let (start, end) = *yes.marked.first().unwrap();
        let span = &yes.text[start as usize..end as usize];
        let want = format!("{} {span}", rule.kind.name());
        let got = found(&yes, &tables);
        if !got.split("; ").any(|one| one == want) {
            failed.push(format!("{}: {} gives {got}", rule.rule, yes.text));
        }
        let got = found(&no, &tables);
        if got.split("; ").any(|one| one.starts_with(rule.kind.name())) {
            failed.push(format!("{}: not in {}: {got}", rule.rule, no.text));
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn every_form_is_found_with_a_capital() {
    let tables = ValueTables::compiled_in();
    let mut failed = Vec::new();
    let rows = TableTexts::compiled_in().norp.lines().filter(|line| !line.starts_with('#')).skip(1);
    for row in rows {
        let cells: Vec<&str> = row.split('\t').collect();
        let [form, _, how, _] = cells[..] else { panic!("{row}") };
        let capital = capital(form);
        let got = found(&case(&format!("They met {capital} envoys.")), &tables);
        let want = format!("NORP {capital}");
        let is = !matches!(how, "not" | "prefix");
        if got.contains("NORP") != is || (is && got != want) {
            failed.push(format!("{how}: {capital}: {got}"));
        }
        let got = found(&case(&format!("They met {form} envoys.")), &tables);
        if got.contains("NORP") != (how == "any-case") {
            failed.push(format!("{how}: {form}: {got}"));
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

/// Every word of a form with a capital letter.
fn capital(form: &str) -> String {
    let mut start = true;
    let upper = |char: char| {
        let out = if start { char.to_uppercase().next().unwrap() } else { char };
        start = matches!(char, ' ' | '-');
        out
    };
    form.chars().map(upper).collect()
}

/// A number before every unit, currency and day makes a value of it; without one it is none.
#[test]
fn every_unit_needs_a_number() {
    let tables = ValueTables::compiled_in();
    let texts = TableTexts::compiled_in();
    let kinds = [
        (texts.measures, "unit", "QUANTITY"),
        (texts.measures, "percent", "PERCENT"),
        (texts.currencies, "currency", "MONEY"),
        (texts.calendar, "day-unit", "DATE"),
        (texts.calendar, "time-unit", "TIME"),
    ];
    let mut failed = Vec::new();
    for (table, class, kind) in kinds {
        for row in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let cells: Vec<&str> = row.split('\t').collect();
            if !cells[1].split(' ').any(|found| found == class) {
                continue;
            }
            let got = found(&cut(&format!("They saw 12 {}", cells[0])), &tables);
            if got != format!("{kind} 12 {}", cells[0]) {
                failed.push(format!("{}: {got}", cells[0]));
            }
            let got = found(&cut(&format!("They saw {}", cells[0])), &tables);
            if !got.is_empty() {
                failed.push(format!("{} alone: {got}", cells[0]));
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn there_are_enough_forms() {
    let forms = TableTexts::compiled_in().norp.lines().filter(|line| !line.contains("\tnot\t"));
    assert!(forms.count() >= 600);
}

#[test]
fn sentences() {
    let tables = ValueTables::compiled_in();
    let mut failed = Vec::new();
    let mut count = 0;
    for row in include_str!("tables/values.tsv").lines().filter(|line| !line.starts_with('#')) {
        count += 1;
        let (source, want) = row.split_once('\t').unwrap_or_else(|| panic!("no tab: {row}"));
        let got = found(&case(source), &tables);
        if got != want {
            failed.push(format!("{source}\n  want {want}\n  got  {got}"));
        }
    }
    assert!(count >= 200, "only {count} sentences");
    assert!(failed.is_empty(), "{} fail:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn errors_name_table_and_line() {
    fn error(change: impl FnOnce(&mut TableTexts<'static>)) -> String {
        let mut texts = TableTexts::compiled_in();
        change(&mut texts);
        ValueTables::parse(&texts).err().map(|error| error.to_string()).unwrap_or_default()
    }
    let rule = |pattern: &str| {
        let row = format!("rule\tkind\tpattern\tyes\tno\nx\tDATE\t{pattern}\ty\tn\n");
        let row: &str = Box::leak(row.into_boxed_str());
        error(|texts| texts.values = row)
    };
    assert_eq!(rule("yeer"), "values.tsv:2: `yeer` is no class");
    assert_eq!(rule("( year"), "values.tsv:2: a `(` is not closed");
    assert_eq!(rule("year )"), "values.tsv:2: a `)` too many");
    assert_eq!(rule("@year"), "values.tsv:2: `year` is no part");
    assert_eq!(
        error(|texts| texts.calendar = "word\tclasses\tcase\nMay\tmonth\tupper"),
        "calendar.tsv:2: `upper` is no case"
    );
    assert_eq!(
        error(
            |texts| texts.norp = "form\tgroup\tuse\tbasis\niraqi\tx\tplain\ty\niraqi\tx\tplain\ty"
        ),
        "norp.tsv:3: the form stands twice"
    );
}

/// A long row of words that begin values and never end one takes no longer than the rules allow:
/// the test would not end if the time were not linear.
#[test]
fn long_rows_end() {
    let tables = ValueTables::compiled_in();
    for word in ["5 -", "about", "the last", "between 5 and", "-", "hundreds of", "$", "May"] {
        let case = case(&format!("{word} ").repeat(20_000).replace("  ", " "));
        assert!(found(&case, &tables).len() <= case.text.len() * 4);
    }
}

#[test]
fn names_come_out_in_order_and_apart() {
    let tables = ValueTables::compiled_in();
    let words: Vec<String> = "the last 5 May - 2014 Iraqi US $ million per cent km a day of . , to"
        .split(' ')
        .map(str::to_owned)
        .collect();
    // Every sequence of three words behind every word: what the rules make of nonsense.
    for first in &words {
        for second in &words {
            for third in &words {
                let case = case(&format!("{first} {second} {third} {first} {third}"));
                let mut end = 0;
                for name in add_values(&case.text, &case.words, case.names.clone(), &tables) {
                    assert!(name.words.start >= end && name.words.start < name.words.end);
                    end = name.words.end;
                }
                assert!(end as usize <= case.words.len());
            }
        }
    }
}
