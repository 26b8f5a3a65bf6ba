//! Reads files of names, one token a line, and scores names against them.
//!
//! Two forms: UNER's five columns with tabs (number, token, tag, …) and comments, and plain files
//! of token and tag, apart by a tab or blanks. Tags are IOB2 or IOB1: a name begins with `B-`, and
//! with `I-` after another kind or none (Tjong Kim Sang and De Meulder, “Introduction to the
//! CoNLL-2003 Shared Task”, section 2).

use std::collections::BTreeSet;
use std::ops::Range;

use super::fault::Fault;
use super::score::{Count, Scores};
use super::treebank::Given;

/// What a name stands for, as far as it is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// A person.
    Per,
    /// A place.
    Loc,
    /// An organisation.
    Org,
}

/// What files call the kinds, in lowercase. All others (`MISC`, `event`, …) are left out.
const KINDS: &[(&str, Kind)] = &[
    ("per", Kind::Per),
    ("person", Kind::Per),
    ("politician", Kind::Per),
    ("loc", Kind::Loc),
    ("location", Kind::Loc),
    ("gpe", Kind::Loc),
    ("country", Kind::Loc),
    ("org", Kind::Org),
    ("organisation", Kind::Org),
    ("organization", Kind::Org),
    ("politicalparty", Kind::Org),
];

/// A name: tokens of a sentence, and its kind.
pub(crate) type Name = (Range<usize>, Kind);

/// A sentence of gold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Its tokens; none is empty.
    pub(crate) tokens: Vec<String>,
    /// Its names in order.
    pub(crate) names: Vec<Name>,
    /// The sentence as it was printed, where the file has it.
    printed: Option<String>,
}

/// Reads a file.
///
/// # Errors
/// The first line that does not hold.
pub(crate) fn read(text: &str) -> Result<Vec<Sentence>, Fault> {
    let mut sentences = Vec::new();
    let mut open = Sentence::default();
    let mut tags = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            sentences.extend(close(std::mem::take(&mut open), std::mem::take(&mut tags)));
            continue;
        }
        match row(line) {
            Ok((token, tag)) => {
                open.tokens.push(token.to_owned());
                tags.push(tag);
            }
            Err(_) if line.starts_with('#') => {
                if let Some(text) = line.strip_prefix("# text = ") {
                    open.printed = Some(text.to_owned());
                }
            }
            Err(reason) => return Err(Fault::new(number, reason)),
        }
    }
    sentences.extend(close(open, tags));
    Ok(sentences)
}

/// Token and tag of a line; the tag is the part before the kind, and the kind.
fn row(line: &str) -> Result<(&str, Tag<'_>), String> {
    let fields: Vec<&str> = if line.contains('\t') {
        line.split('\t').collect()
    } else {
        line.split_whitespace().collect()
    };
    let (token, tag) = match fields[..] {
        [token, tag] => (token, tag),
        [id, token, tag, _, _] if id.parse::<usize>().is_ok() => (token, tag),
        _ => {
            let count = fields.len();
            return Err(format!("{count} columns instead of token and tag, or the five of UNER"));
        }
    };
    if token.trim().is_empty() {
        return Err("an empty token".to_owned());
    }
    match tag.split_once('-') {
        None if tag == "O" => Ok((token, Tag::Outside)),
        Some(("B", kind)) if !kind.is_empty() => Ok((token, Tag::Begins(kind))),
        Some(("I", kind)) if !kind.is_empty() => Ok((token, Tag::Inside(kind))),
        _ => Err(format!("“{tag}” is none of O, B-… and I-…")),
    }
}

#[derive(Clone, Copy)]
enum Tag<'l> {
    Outside,
    Begins(&'l str),
    Inside(&'l str),
}

fn close(mut open: Sentence, tags: Vec<Tag<'_>>) -> Option<Sentence> {
    let mut names: Vec<(Range<usize>, &str)> = Vec::new();
    for (token, tag) in tags.into_iter().enumerate() {
        match (tag, names.last_mut()) {
            (Tag::Outside, _) => {}
            (Tag::Inside(kind), Some((tokens, last))) if tokens.end == token && *last == kind => {
                tokens.end += 1;
            }
            (Tag::Begins(kind) | Tag::Inside(kind), _) => names.push((token..token + 1, kind)),
        }
    }
    let scored = |(tokens, name): (Range<usize>, &str)| {
        let name = name.to_lowercase();
        KINDS.iter().find(|(one, _)| *one == name).map(|&(_, kind)| (tokens, kind))
    };
    open.names = names.into_iter().filter_map(scored).collect();
    (!open.tokens.is_empty()).then_some(open)
}

/// A text of these sentences, one a line, and where their tokens stand in it. Blanks are as the
/// sentence was printed; if that is not known, one stands between any two tokens.
pub(crate) fn text(sentences: &[Sentence]) -> (String, Vec<Vec<Given>>) {
    let mut text = String::new();
    let mut given = Vec::new();
    for sentence in sentences {
        let printed = sentence
            .printed
            .as_deref()
            .and_then(|printed| Some((printed.to_owned(), places(printed, &sentence.tokens)?)));
        let (line, places) = printed.unwrap_or_else(|| {
            let line = sentence.tokens.join(" ");
            let places = places(&line, &sentence.tokens).unwrap_or_default();
            (line, places)
        });
        let start = text.len();
        given.push(
            places
                .into_iter()
                .map(|place| Given { range: start + place.start..start + place.end, joined: false })
                .collect(),
        );
        text.push_str(&line);
        text.push('\n');
    }
    (text, given)
}

/// Where the tokens stand in a line, nothing but blanks between them.
fn places(line: &str, tokens: &[String]) -> Option<Vec<Range<usize>>> {
    let mut at = 0;
    let place = |token: &String| {
        let rest = &line[at..];
        let start = line.len() - rest.trim_start().len();
        at = start + line[start..].strip_prefix(token.as_str()).map(|_| token.len())?;
        Some(start..at)
    };
    tokens.iter().map(place).collect()
}

/// Scores names by kind: right are those with the same tokens and kind. `found` has as many
/// sentences as `gold`.
pub(crate) fn score(gold: &[Sentence], found: &[Vec<Name>]) -> Scores {
    let count = |kinds: &[Kind]| {
        let mut count = Count::default();
        for (sentence, found) in gold.iter().zip(found) {
            let of_kind = |names: &[Name]| -> BTreeSet<(usize, usize, Kind)> {
                let names = names.iter().filter(|(_, kind)| kinds.contains(kind));
                names.map(|(tokens, kind)| (tokens.start, tokens.end, *kind)).collect()
            };
            let (gold, found) = (of_kind(&sentence.names), of_kind(found));
            count.gold += gold.len();
            count.system += found.len();
            count.right += gold.intersection(&found).count();
        }
        count
    };
    vec![
        ("per", count(&[Kind::Per])),
        ("loc", count(&[Kind::Loc])),
        ("org", count(&[Kind::Org])),
        ("all", count(&[Kind::Per, Kind::Loc, Kind::Org])),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Names as `from-to kind`, sentence by sentence.
    fn names(text: &str) -> Vec<String> {
        let name = |(tokens, kind): &Name| format!("{}-{} {kind:?}", tokens.start, tokens.end);
        let sentences = read(text).unwrap();
        sentences
            .iter()
            .map(|one| one.names.iter().map(name).collect::<Vec<_>>().join(", "))
            .collect()
    }

    #[test]
    fn both_forms_are_read() {
        let uner = "# newdoc id = x\n# text = Ilsa Brandt's Hagwick\n1\tIlsa\tB-PER\t-\tann\n\
                    2\tBrandt\tI-PER\t-\tann\n3\t's\tO\t-\t-\n4\tHagwick\tB-LOC\t-\tann\n\n";
        assert_eq!(names(uner), ["0-2 Per, 3-4 Loc"]);
        let plain = "Ilsa B-politician\nBrandt I-politician\n's O\nHagwick B-country\n\n\n# O\n";
        assert_eq!(names(plain), ["0-2 Per, 3-4 Loc", ""]);
        assert_eq!(names(&plain.replace(' ', "\t")), names(plain));
        assert_eq!(names(&plain.replace('\n', "\r\n")), names(plain));
    }

    #[test]
    fn names_begin_as_in_iob1_and_iob2() {
        let tags = |tags: &str| {
            let line = |tag| format!("x {tag}\n");
            names(&tags.split(' ').map(line).collect::<String>()).concat()
        };
        assert_eq!(tags("I-PER I-PER O I-ORG"), "0-2 Per, 3-4 Org");
        assert_eq!(tags("I-PER B-PER I-PER"), "0-1 Per, 1-3 Per");
        assert_eq!(tags("B-politician I-person"), "0-1 Per, 1-2 Per");
        assert_eq!(tags("B-PER O I-PER"), "0-1 Per, 2-3 Per");
        assert_eq!(tags("B-MISC I-MISC B-election I-politicalparty"), "3-4 Org");
        assert_eq!(tags("B-Organisation B-GPE"), "0-1 Org, 1-2 Loc");
    }

    #[test]
    fn faults_are_named_with_their_line() {
        let fault = |text| read(text).unwrap_err().to_string();
        let columns = "columns instead of token and tag, or the five of UNER";
        assert_eq!(fault("a O\n\nb\n"), format!("3: 1 {columns}"));
        assert_eq!(fault("a\tO\tc\n"), format!("1: 3 {columns}"));
        assert_eq!(fault("x\ta\tO\t-\t-\n"), format!("1: 5 {columns}"));
        assert_eq!(fault("a S-PER\n"), "1: “S-PER” is none of O, B-… and I-…");
        assert_eq!(fault("a B-\n"), "1: “B-” is none of O, B-… and I-…");
        assert_eq!(fault("\tO\n"), "1: an empty token");
    }

    #[test]
    fn tokens_are_found_in_the_text() {
        let printed =
            "# text = “Hagwick's\n1\t“\tO\t-\t-\n2\tHagwick\tB-LOC\t-\t-\n3\t's\tO\t-\t-\n";
        let other = printed.replace("# text = “", "# text = “The ");
        let sentences = read(&format!("{printed}\n{other}")).unwrap();
        let (text, given) = text(&sentences);
        assert_eq!(text, "“Hagwick's\n“ Hagwick 's\n");
        for given in given {
            let forms: Vec<&str> = given.iter().map(|one| &text[one.range.clone()]).collect();
            assert_eq!(forms, ["“", "Hagwick", "'s"]);
        }
    }

    #[test]
    fn only_the_same_tokens_and_kind_are_right() {
        let gold = read("a B-PER\nb I-PER\nc B-ORG\nd B-LOC\n\ne B-PER\n").unwrap();
        let found = [
            vec![(0..1, Kind::Per), (2..3, Kind::Org), (3..4, Kind::Org)],
            vec![(0..1, Kind::Per)],
        ];
        let scores = score(&gold, &found);
        let expected =
            [("per", [2, 2, 1]), ("loc", [1, 0, 0]), ("org", [1, 2, 1]), ("all", [4, 4, 2])];
        let counts =
            scores.into_iter().map(|(name, one)| (name, [one.gold, one.system, one.right]));
        assert_eq!(counts.collect::<Vec<_>>(), expected);
    }
}
