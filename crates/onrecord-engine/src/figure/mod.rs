//! Figures: numbers that somebody claims, with what they count.
//!
//! In: sentences with their trees, names and values. Out: each number that counts or measures
//! something, once. Numbers that tell things apart (`article 61`), that stand in names, years, days
//! and clock times are none. `number` reads the amount, `counted` finds what it counts.

mod counted;
mod number;

use std::ops::Range;

use counted::{Counted, counted};
use number::{Amount, Words};
use onrecord_model::{Asserter, Document, Evidence, Figure, FigureParts, Id, Mention, Span};

use crate::coref::{Class, CorefTables};
use crate::report::Tree;
use crate::said::{Said, within};
use crate::sentence::{NameKind, Relation, Sentence, Upos};
use crate::tables::{FigureClass, FigureWords};

/// The figures of a document, given its statements and mentions.
pub(crate) fn figures(
    document: &Document,
    sentences: &[Sentence],
    (table, nouns): (&FigureWords, &CorefTables),
    said: &Said<'_>,
    mentions: &[Mention],
) -> Vec<Figure> {
    let mut found = Vec::new();
    for sentence in sentences {
        let tree = Tree::new(document.text(), sentence);
        let amounts = amounts(&tree, sentence, table);
        let mut before: Option<(Amount, Id, Option<Counted>)> = None;
        for amount in amounts {
            let mut what = counted(&tree, &amount, table)
                .filter(|what| tree.words[what.head].upos != Upos::Pron);
            // `from 5,200 to 11,000`
            let from = before.take().filter(|(from, ..)| changes(&tree, from, &amount));
            if let Some((_, _, of)) = &from {
                what = what.or_else(|| of.clone());
            }
            let figure = figure(
                document,
                &tree,
                (&amount, what.as_ref()),
                (table, nouns),
                (said, mentions),
                from.map(|(_, id, _)| id),
            );
            before = Some((amount, figure.id(), what));
            found.push(figure);
        }
    }
    found
}

/// The amounts of a sentence that are no dates, names or numbers of things.
fn amounts(tree: &Tree<'_>, sentence: &Sentence, table: &FigureWords) -> Vec<Amount> {
    let forms: Vec<String> = (0..tree.words.len()).map(|at| tree.form(at).to_lowercase()).collect();
    let is_change = |at: usize| table.one(&tree.lemma(at), FigureClass::Change).is_some();
    let has_change = (0..tree.words.len()).any(is_change);
    let words = Words { forms: &forms, table, has_change };
    let (mut found, mut at, mut from) = (Vec::new(), 0, 0);
    while at < forms.len() {
        let amount = words.amount(at, from).filter(|amount| {
            let bare = &amount.bare;
            is_figure(tree, sentence, amount, table) && !bare.is_empty()
        });
        if let Some(mut amount) = amount {
            without_preposition(tree, &mut amount);
            if is_age(tree, sentence, &amount) {
                amount.unit = Some("a".into());
            }
            // `ten calm days`
            let next = amount.words.end;
            let unit = forms.get(next + 1).and_then(|form| table.one(form, FigureClass::Unit));
            if let Some(unit) = unit.filter(|unit| is_time(&unit.value))
                && amount.unit.is_none()
                && tree.words[next].upos == Upos::Adj
            {
                amount.unit = Some(unit.value.clone());
                amount.words.end += 2;
            }
            (at, from) = (amount.words.end.max(at + 1), amount.words.end);
            found.push(amount);
        } else {
            at += 1;
        }
    }
    found
}

/// Whether a code of UCUM is one of time.
fn is_time(code: &str) -> bool {
    matches!(code, "s" | "min" | "h" | "d" | "wk" | "mo" | "a" | "10.a" | "100.a")
}

fn is_figure(tree: &Tree<'_>, sentence: &Sentence, amount: &Amount, table: &FigureWords) -> bool {
    let (first, last) = (amount.bare.start, amount.bare.end - 1);
    let touches = |words: &Range<u32>| (words.start as usize) <= last && first < words.end as usize;
    if is_age(tree, sentence, amount) {
        return true;
    }
    for name in sentence.names.iter().filter(|name| touches(&name.words)) {
        match name.kind {
            NameKind::Quantity | NameKind::Money | NameKind::Percent => {}
            // How long, and how long ago; not when.
            NameKind::Date | NameKind::Time => {
                if !amount.unit.as_deref().is_some_and(is_time) {
                    return false;
                }
            }
            _ => return false,
        }
    }
    let form = tree.form(first);
    let upos = tree.words[first].upos;
    // `one of them`, `no one`; `second`; letters.
    if form.eq_ignore_ascii_case("one")
        && tree.words[first].relation != Relation::Nummod
        && amount.approx.is_none()
    {
        return false;
    }
    let is_number = amount.bare.clone().any(|at| tree.words[at].upos == Upos::Num)
        || amount.approx.is_some()
        || amount.unit.is_some();
    if !is_number && upos != Upos::Noun {
        return false;
    }
    // `article 61`, `the F-16`, `3-1`; not `ordered forty families`
    let is_name = |&at: &usize| tree.words[at].upos != Upos::Verb;
    let before = first.checked_sub(1).filter(is_name).map(|at| tree.lemma(at));
    let numbers =
        before.as_deref().is_some_and(|lemma| table.one(lemma, FigureClass::Numbered).is_some());
    let is_joined = first > 0
        && matches!(tree.form(first - 1), "-" | "/" | "#")
        && tree.words[first - 1].span.end() == tree.words[first].span.start();
    let is_score = amount.approx.is_none()
        && last + 1 < tree.words.len()
        && matches!(tree.form(last + 1), "/" | ":");
    // `three in the morning`
    let behind = (last + 1..tree.words.len().min(last + 4)).map(|at| tree.form(at).to_lowercase());
    let is_clock = matches!(
        behind.collect::<Vec<_>>().join(" ").as_str(),
        "in the morning" | "in the afternoon" | "in the evening"
    );
    (!numbers || amount.unit.is_some()) && !is_joined && !is_score && !is_clock
}

/// Whether a number is the age of whoever stands before it: `Ann Lee, 44,`, `a widow aged 91`.
fn is_age(tree: &Tree<'_>, sentence: &Sentence, amount: &Amount) -> bool {
    let (first, end) = (amount.words.start, amount.words.end);
    let before = first.checked_sub(1);
    let comma = before.filter(|&at| tree.form(at) == ",");
    let is_aged = before.is_some_and(|at| tree.form(at).eq_ignore_ascii_case("aged"));
    let is_closed = end == tree.words.len() || matches!(tree.form(end), "," | "." | ";" | ")");
    let is_years = amount.low.is_some_and(|low| (1.0..=110.0).contains(&low) && low.fract() == 0.0);
    let is_named = |comma: usize| {
        let ends = |name: &crate::sentence::Name| {
            name.kind == NameKind::Person && name.words.end as usize == comma
        };
        sentence.names.iter().any(ends)
    };
    is_years
        && amount.low == amount.high
        && amount.unit.is_none()
        && (is_aged || is_closed && comma.is_some_and(is_named))
}

/// Takes a preposition from an amount that looks like a limit: `complaints about one firm`, `read out over
/// forty minutes`.
fn without_preposition(tree: &Tree<'_>, amount: &mut Amount) {
    let first = amount.words.start;
    let Some(head) = tree.head(first).filter(|head| !amount.bare.contains(head)) else { return };
    let is_preposition = matches!(&*tree.form(first).to_lowercase(), "over" | "about")
        && tree.words[first].relation == Relation::Case
        && matches!(tree.words[head].relation, Relation::Obl | Relation::Nmod)
        && first < amount.bare.start;
    if is_preposition {
        amount.words.start += 1;
        amount.approx = None;
        amount.high = amount.high.or(amount.low);
    }
}

/// Whether two amounts are before and after a change.
fn changes(tree: &Tree<'_>, from: &Amount, to: &Amount) -> bool {
    let begins = from.words.start;
    to.words.start == from.words.end + 1
        && tree.form(from.words.end).eq_ignore_ascii_case("to")
        && begins > 0
        && tree.form(begins - 1).eq_ignore_ascii_case("from")
}

fn figure(
    document: &Document,
    tree: &Tree<'_>,
    (amount, what): (&Amount, Option<&Counted>),
    (table, nouns): (&FigureWords, &CorefTables),
    (said, mentions): (&Said<'_>, &[Mention]),
    change_from: Option<Id>,
) -> Figure {
    let cut = |words: &Range<usize>| {
        let bytes = tree.bytes(words);
        Evidence::cut(document, Span::new(bytes.start, bytes.end))
    };
    let evidence = cut(&amount.words);
    let of = what.map(|what| onrecord_model::Counted {
        evidence: cut(&what.words),
        normal: what.normal(tree),
    });
    let unit = amount.unit.as_deref().map(str::to_owned).or_else(|| {
        let head = tree.lemma(what?.head);
        let is_human = matches!(nouns.class(&head), Some(Class::Person | Class::People))
            || table.one(&head, FigureClass::Human).is_some();
        Some(if is_human { "person".to_owned() } else { head })
    });
    let span = evidence.span();
    let says = said.around(span);
    let whole = tree.bytes(&(0..tree.words.len()));
    let mentions = within(mentions, whole, |one| one.evidence.span().start());
    // `casualties in Iraq`, not `US casualties`.
    let in_what = |mention: &&Mention| {
        let at = mention.evidence.span();
        let behind = tree.words.partition_point(|word| word.span.start() < at.start());
        let is_behind = behind > 0
            && (tree.words[behind - 1].upos == Upos::Adp
                || tree.words[behind - 1].upos == Upos::Det);
        is_behind
            && of.as_ref().is_some_and(|of| {
                of.evidence.span().start() <= at.start() && at.end() <= of.evidence.span().end()
            })
    };
    let place = mentions.iter().filter(in_what).find_map(|mention| mention.place.clone());
    let in_sentence = |mention: &&Mention| {
        let at = mention.evidence.span();
        !(at.start() < span.end() && span.start() < at.end())
    };
    let mut times = mentions.iter().filter(in_sentence).filter_map(|mention| mention.date.clone());
    let when = times.next().filter(|_| times.next().is_none());
    let parts = FigureParts {
        low: amount.low,
        high: amount.high,
        approx: amount.approx.as_deref().map(str::to_owned),
        unit,
        of,
        place,
        when,
        asserted_by: says.map_or(Asserter::Author, |one| Asserter::Statement(one.id())),
        change_from,
        confidence: 0.9,
        by: "figure@1".to_owned(),
        evidence,
    };
    Figure::new(document, parts)
}
