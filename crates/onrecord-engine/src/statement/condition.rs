//! What a saying depends on, and by when something must be done.
//!
//! A condition is a clause or phrase that a word of `conditions.tsv` begins, a clause with its verb
//! first (`Should it rain, …`), or an imperative with `and` or `or` behind it (`Leave, or we shoot`).
//! A deadline is a time behind `by`, `before`, `within`, `until`.

use std::ops::Range;

use onrecord_model::{Act, When};

use crate::report::Tree;
use crate::sentence::{Relation, Sentence, Upos, Xpos, within};
use crate::tables::{Conditions, Scope};
use crate::time::Time;

/// A condition: its kind and its bytes.
pub(super) type FoundCondition = (String, Range<u32>);

/// A clause of fewer words is no condition.
const SHORTEST: usize = 2;

/// The sentences that hold a stretch of the text, with the words of each that lie in it.
fn parts<'s>(
    sentences: &'s [Sentence],
    bytes: &Range<u32>,
) -> impl Iterator<Item = (usize, &'s Sentence, Range<usize>)> {
    let bytes = bytes.clone();
    let all = sentences.iter().enumerate().skip(within(sentences, &bytes).start);
    all.map_while(move |(number, sentence)| {
        let from = sentence.words.partition_point(|word| word.span.start() < bytes.start);
        let to = sentence.words.partition_point(|word| word.span.end() <= bytes.end);
        let begins = sentence.words.first()?.span.start() < bytes.end;
        begins.then_some((number, sentence, from..to.max(from)))
    })
}

/// The first condition in a content.
pub(super) fn condition(
    trees: &[Tree<'_>],
    sentences: &[Sentence],
    content: &[Range<u32>],
    cue: Act,
    table: &Conditions,
) -> Option<FoundCondition> {
    let mut parts = content.iter().flat_map(|piece| parts(sentences, piece));
    parts.find_map(|(number, _, inside)| {
        let tree = &trees[number];
        let mut found = inside.clone().filter_map(|at| {
            // `asked if …`: what is asked, no condition.
            let is_asked = cue == Act::Ask && at == inside.start;
            marked(tree, at, &inside, table)
                .filter(|_| !is_asked)
                .or_else(|| inverted(tree, at, &inside))
                .or_else(|| imperative(tree, at))
                .or_else(|| or_else(tree, at, &inside).filter(|_| asks(cue)))
        });
        let (kind, words) = found.find(|(kind, words)| {
            (words.len() > SHORTEST || kind == "or else")
                && inside.start <= words.start
                && words.end <= inside.end
        })?;
        Some((kind, tree.bytes(&words)))
    })
}

/// A condition that begins with words of the table.
fn marked(
    tree: &Tree<'_>,
    at: usize,
    inside: &Range<usize>,
    table: &Conditions,
) -> Option<(String, Range<usize>)> {
    let form = tree.form(at).to_lowercase();
    let row = table.of(&form).iter().find(|row| {
        let words = row.words.iter().enumerate();
        at + row.words.len() <= tree.words.len()
            && words.skip(1).all(|(offset, word)| tree.form(at + offset).eq_ignore_ascii_case(word))
    })?;
    // `ask if`, `even if`, `as if`.
    let before = at.checked_sub(1).map(|before| tree.form(before).to_lowercase());
    if row.kind.as_ref() == "if"
        && before.as_deref().is_some_and(|before| {
            matches!(before, "even" | "as" | "see" | "know" | "ask" | "asked")
        })
    {
        return None;
    }
    let end = at + row.words.len();
    if row.words.len() == 1
        && row.scope != Scope::Future
        && matches!(tree.words[at].relation, Relation::Advmod | Relation::Det)
    {
        return None;
    }
    // What comes otherwise comes if that is not done which stands before.
    if &*row.kind == "or else" {
        return (inside.start < at).then(|| (row.kind.to_string(), tree.trim(inside.start..at)));
    }
    let head = top(tree, at, end)?;
    let is_clause = matches!(tree.words[head].upos, Upos::Verb | Upos::Aux)
        || tree.child(head, &[Relation::Nsubj, Relation::NsubjPass, Relation::Cop]).is_some();
    let holds = match row.scope {
        Scope::Clause => is_clause,
        Scope::Phrase => true,
        Scope::Future => {
            tree.words[head].relation == Relation::Advcl
                && tree.head(head).is_some_and(|main| looks_ahead(tree, main))
        }
    };
    let start = if before.as_deref() == Some("only") { at - 1 } else { at };
    let last = tree.extent(head).1.min(inside.end.saturating_sub(1));
    (holds && last >= end).then(|| (row.kind.to_string(), tree.trim(start..last + 1)))
}

/// The word that heads what a marker begins.
fn top(tree: &Tree<'_>, at: usize, end: usize) -> Option<usize> {
    // `provided the law is kept`: the marker itself heads the clause.
    if tree.words[at].relation == Relation::Advcl {
        return Some(at);
    }
    if end == at + 1
        && let Some(head) = tree.head(at).filter(|&head| head > at)
    {
        return Some(head);
    }
    let mut top = (end < tree.words.len()).then_some(end)?;
    let is_own = |word: usize| {
        matches!(
            tree.words[word].relation,
            Relation::Advcl | Relation::Acl | Relation::AclRelcl | Relation::Ccomp | Relation::Obl
        )
    };
    while !is_own(top) {
        match tree.head(top) {
            Some(head) if head >= end => top = head,
            _ => break,
        }
    }
    Some(top)
}

/// Whether a clause tells of what is to come.
fn looks_ahead(tree: &Tree<'_>, main: usize) -> bool {
    tree.children(main).iter().any(|&child| {
        tree.words[child].relation == Relation::Aux
            && matches!(
                &*tree.lemma(child),
                "will" | "would" | "shall" | "can" | "could" | "'ll" | "wo"
            )
    })
}

/// `Should it rain, …`, `Had they asked, …`.
fn inverted(tree: &Tree<'_>, at: usize, inside: &Range<usize>) -> Option<(String, Range<usize>)> {
    let is_first = matches!(&*tree.form(at).to_lowercase(), "should" | "had" | "were");
    // In front, where no question is asked, up to the comma: trees go wrong there.
    if is_first && at == inside.start {
        let comma = (at..inside.end).find(|&at| tree.form(at) == ",")?;
        let is_question = inside.clone().any(|at| tree.form(at) == "?");
        return (!is_question).then(|| ("should".to_owned(), tree.trim(at..comma)));
    }
    let head = tree.head(at).filter(|_| is_first && tree.words[at].relation == Relation::Aux)?;
    let subject = tree.child(head, &[Relation::Nsubj, Relation::NsubjPass])?;
    let (low, high) = tree.extent(head);
    let is_clause = tree.words[head].relation == Relation::Advcl && low == at && at < subject;
    is_clause.then(|| ("should".to_owned(), tree.trim(low..high + 1)))
}

/// Whether an act asks for something.
fn asks(act: Act) -> bool {
    matches!(act, Act::Demand | Act::Request | Act::Appeal | Act::Order | Act::Threaten | Act::Warn)
}

/// What is asked for with `or` and a clause behind it, wherever that hangs: `two days to leave, or they
/// will be shot`; `its repeal, or there would be a strike`.
fn or_else(tree: &Tree<'_>, at: usize, inside: &Range<usize>) -> Option<(String, Range<usize>)> {
    if at != inside.start {
        return None;
    }
    let or = inside.clone().find(|&at| tree.form(at).eq_ignore_ascii_case("or"))?;
    let clause = tree.head(or).filter(|clause| inside.contains(clause))?;
    let has_subject = tree.child(clause, &[Relation::Nsubj, Relation::NsubjPass]).is_some();
    has_subject.then(|| ("or else".to_owned(), tree.trim(at..or)))
}

/// `Leave, or we shoot`; `Hand it over and you may go`.
fn imperative(tree: &Tree<'_>, at: usize) -> Option<(String, Range<usize>)> {
    let word = &tree.words[at];
    let is_imperative = word.xpos == Xpos::Vb
        && word.upos == Upos::Verb
        && tree
            .child(at, &[Relation::Nsubj, Relation::NsubjPass, Relation::Mark, Relation::Aux])
            .is_none();
    if !is_imperative {
        return None;
    }
    let next = tree.children(at).iter().copied().find(|&child| {
        matches!(tree.words[child].relation, Relation::Conj | Relation::Parataxis)
            && tree.child(child, &[Relation::Nsubj, Relation::NsubjPass]).is_some()
    })?;
    let joint = tree.child(next, &[Relation::Cc])?;
    let kind = match &*tree.lemma(joint) {
        "or" => "or else",
        "and" => "imperative and",
        _ => return None,
    };
    let (low, _) = tree.extent(at);
    Some((kind.to_owned(), tree.trim(low..joint)))
}

/// Words before a time that make it a deadline.
const BEFORE: [&str; 6] = ["by", "before", "within", "until", "till", "than"];

/// The first deadline in a content: its bytes and its last day.
pub(super) fn deadline(
    text: &str,
    sentences: &[Sentence],
    content: &[Range<u32>],
    times: &[Time],
) -> Option<(Range<u32>, Option<When>)> {
    let mut parts = content.iter().flat_map(|piece| parts(sentences, piece));
    parts.find_map(|(number, sentence, inside)| {
        let first = times.partition_point(|time| time.sentence < number);
        let here = times[first..].iter().take_while(|time| time.sentence == number);
        let mut here =
            here.filter(|time| inside.start <= time.words.start && time.words.end <= inside.end);
        here.find_map(|time| {
            let form = |at: usize| text[sentence.words[at].span.range()].to_lowercase();
            let is_limit = |at: usize| BEFORE.contains(&&*form(at));
            let own = is_limit(time.words.start).then_some(time.words.start);
            let near = (inside.start..time.words.start).rev().take(3).find(|&at| is_limit(at));
            let mut start = own.or(near)?;
            // `no later than Friday`.
            if form(start) == "than" {
                start = start
                    .checked_sub(2)
                    .filter(|&start| start >= inside.start && form(start) == "no")?;
            }
            let bytes = sentence.words[start].span.start()..time.span.end();
            let day = time.dated.as_ref().and_then(|dated| Some((dated.last()?, dated.basis())));
            let when = day.and_then(|(day, basis)| {
                When::date(day.year(), Some(day.month()), Some(day.day()), basis)
            });
            Some((bytes, when))
        })
    })
}
