//! What an actor says of one thing more than once: the same again, or the opposite.

use std::collections::BTreeSet;

use onrecord_model::record::StatementLine;

use crate::agree::{Agreement, Side};
use crate::carry::{Carry, How};
use crate::link::link;
use crate::profile::Vector;
use crate::text::Text;
use crate::witness::{self, Place, Witness};
use crate::words::is_in;

/// Likeness of two contents from which on they are on one thing.
const ALIKE: f64 = 0.38;
/// Weight of the likeness of contents.
const SLOPE: f64 = 4.0;
/// Words of the shortest content that is compared.
const WORDS: usize = 4;

/// Score of what two sources say.
const APART: f64 = -9.0;

/// A statement with what it is compared by.
struct Saying<'t> {
    text: usize,
    statement: &'t StatementLine,
    word: usize,
    names: BTreeSet<String>,
    context: Vector,
    is_negated: bool,
    witness: Witness,
}

impl Saying<'_> {
    fn score(&self, other: &Self) -> f64 {
        if self.names.is_disjoint(&other.names) {
            return APART;
        }
        SLOPE * (self.context.dot(&other.context) - ALIKE)
    }
}

/// Statements of one actor on one thing: `repeated`, or `contradicted`.
pub(crate) fn positions(texts: &[Text<'_>], carries: &[Carry]) -> Vec<Agreement> {
    let mut sayings = Vec::new();
    for (at, text) in texts.iter().enumerate() {
        for statement in text.telling.statements() {
            sayings.extend(saying(texts, carries, at, statement));
        }
    }
    let mut agreements = Vec::new();
    for group in link(sayings.len(), 0.0, |left, right| sayings[left].score(&sayings[right])) {
        let group: Vec<&Saying<'_>> = group.into_iter().map(|at| &sayings[at]).collect();
        let (no, yes): (Vec<&Saying<'_>>, Vec<&Saying<'_>>) =
            group.iter().partition(|one| one.is_negated);
        for same in [&yes, &no] {
            let documents: BTreeSet<usize> = same.iter().map(|one| one.text).collect();
            if documents.len() > 1 {
                agreements.push(agreement(same, "repeated", "same", vec![side(same)]));
            }
        }
        if !yes.is_empty() && !no.is_empty() {
            agreements.push(agreement(
                &group,
                "conflict",
                "contradicted",
                vec![side(&yes), side(&no)],
            ));
        }
    }
    agreements
}

/// A statement that is compared: by somebody known, long enough, and not in what the document carries of another.
fn saying<'t>(
    texts: &[Text<'t>],
    carries: &[Carry],
    at: usize,
    statement: &'t StatementLine,
) -> Option<Saying<'t>> {
    let text = &texts[at];
    let source = statement
        .source
        .as_ref()
        .filter(|source| source.party_kind.as_deref() != Some("author"))?;
    let names = witness::of_party(source);
    let words: Vec<usize> = statement.content.iter().flat_map(|span| text.at(span)).collect();
    let (first, last) = (*words.first()?, *words.last()?);
    let is_copy = carries.iter().any(|carry| {
        carry.from == at
            && carry.how != How::Cites
            && carry.to.is_some()
            && carry.image(first).is_some()
    });
    if names.is_empty() || words.len() < WORDS || is_copy || statement.factuality != "happened" {
        return None;
    }
    let negations =
        words.iter().filter(|&&word| is_in("negation", &text.words[word].lower)).count();
    // `denied that …`; what a quotation denies, its own words do.
    let is_refusal =
        statement.form == "indirect" && matches!(statement.act.as_str(), "deny" | "reject");
    let by = onrecord_model::record::AsserterLine {
        kind: "statement".to_owned(),
        id: Some(statement.id),
    };
    Some(Saying {
        text: at,
        statement,
        word: first,
        names,
        context: text.context(first..last + 1),
        is_negated: negations % 2 == 1 || is_refusal,
        witness: witness::of(texts, carries, Place { text: at, word: first, by: &by }),
    })
}

fn side(sayings: &[&Saying<'_>]) -> Side {
    // Who says it is one: what counts are those who heard it themselves, outlets that copy no other.
    let documents: BTreeSet<usize> = sayings.iter().map(|one| one.text).collect();
    let first = sayings.iter().min_by_key(|one| (one.text, one.word));
    let quote =
        first.and_then(|one| one.statement.content.first()).map_or("", |span| span.quote.as_str());
    Side {
        value: quote.to_owned(),
        items: sayings.iter().map(|one| (one.text, one.statement.id)).collect(),
        sources: sayings.iter().map(|one| one.witness.shown.clone()).collect(),
        independent: documents.len(),
    }
}

fn agreement(
    sayings: &[&Saying<'_>],
    relation: &'static str,
    detail: &'static str,
    sides: Vec<Side>,
) -> Agreement {
    let shown = sayings.first().map_or_else(String::new, |one| one.witness.shown.clone());
    Agreement {
        on: "statement",
        topic: shown,
        relation,
        detail,
        sides,
        why: "one source, in words that are alike".to_owned(),
        confidence: 0.4,
    }
}
