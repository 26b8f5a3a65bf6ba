//! Phrases that attribute a clause: `according to the army`, `in her words`, `reportedly`.

use std::ops::Range;

use onrecord_model::Factuality;

use super::Report;
use super::extent::is_apart;
use super::subject::phrase;
use super::tree::Tree;
use crate::sentence::{Relation, Upos, Xpos};
use crate::tables::{PhraseRow, PhraseSlot, PhraseTable, PhraseToken};

/// The reports that phrases make in a sentence.
pub(super) fn phrases(tree: &Tree<'_>, sentence: usize, table: &PhraseTable) -> Vec<Report> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < tree.words.len() {
        let form = tree.form(at).to_lowercase();
        let best = table
            .of(&form)
            .filter_map(|row| Some((row, words(tree, at, row)?)))
            .max_by_key(|(_, (words, _))| words.end);
        let Some((row, (words, source))) = best else {
            at += 1;
            continue;
        };
        at = words.end;
        found.extend(report(tree, sentence, row, words, source));
    }
    found
}

/// The words of a phrase that begins here, and the head of its source.
fn words(tree: &Tree<'_>, start: usize, row: &PhraseRow) -> Option<(Range<usize>, Option<usize>)> {
    let (mut at, mut source) = (start, None);
    for token in &row.tokens {
        match token {
            PhraseToken::Word(word) => {
                let fits = at < tree.words.len()
                    && (tree.form(at).eq_ignore_ascii_case(word) || tree.lemma(at) == **word);
                at = fits.then_some(at + 1)?;
            }
            PhraseToken::Source { is_possessive } => {
                let (head, words) = noun_phrase(tree, at)?;
                at = words.end;
                source = Some(head);
                if *is_possessive {
                    let is_mark = tree.words.get(at).is_some_and(|word| word.xpos == Xpos::Pos);
                    let is_pronoun = tree.words[head].xpos == Xpos::PrpPoss;
                    at += usize::from(is_mark);
                    (is_mark || is_pronoun).then_some(())?;
                }
            }
        }
    }
    Some((start..at, source))
}

/// The longest noun phrase that begins at a word.
fn noun_phrase(tree: &Tree<'_>, start: usize) -> Option<(usize, Range<usize>)> {
    let mut at = (start < tree.words.len()).then_some(start)?;
    let mut best = None;
    loop {
        let is_nominal = matches!(
            tree.words[at].upos,
            Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj
        );
        let words = phrase(tree, at);
        if is_nominal && words.start == start {
            best = Some((at, words));
        }
        match tree.head(at) {
            Some(head) if phrase(tree, head).contains(&start) => at = head,
            _ => return best,
        }
    }
}

fn report(
    tree: &Tree<'_>,
    sentence: usize,
    row: &PhraseRow,
    words: Range<usize>,
    source: Option<usize>,
) -> Option<Report> {
    let is_relative = |head: usize| matches!(tree.words[head].xpos, Xpos::Wdt | Xpos::Wp);
    if row.slot == PhraseSlot::Relay || source.is_some_and(is_relative) {
        return None;
    }
    // The word by which the phrase hangs in the sentence.
    let is_outside = |&at: &usize| tree.head(at).is_none_or(|head| !words.contains(&head));
    let top = words.clone().find(is_outside)?;
    // `it is said that …`: what the phrase itself has as its clause.
    let own = words.clone().find_map(|at| {
        tree.children(at).iter().copied().find(|&child| {
            let begins = tree.extent(child).1 >= words.end && child >= words.end;
            begins
                && matches!(
                    tree.words[child].relation,
                    Relation::Ccomp
                        | Relation::CsubjPass
                        | Relation::Csubj
                        | Relation::Acl
                        | Relation::Nmod
                )
        })
    });
    let content = if let Some(own) = own.filter(|_| source.is_none()) {
        tree.pieces(&[own], &[])
    } else {
        let mut clause = tree.head(top)?;
        while !heads_clause(tree, clause) {
            clause = tree.head(clause)?;
        }
        let apart = tree.children(clause).iter().copied();
        let apart = apart.filter(|&child| child != top && is_apart(tree, clause, child));
        tree.pieces(&[clause], &apart.chain([top]).collect::<Vec<_>>())
    };
    let cue = match source {
        Some(source) => {
            let source = phrase(tree, source);
            if source.start > words.start {
                words.start..source.start
            } else {
                source.end..words.end
            }
        }
        None => words,
    };
    if content.is_empty() || cue.is_empty() {
        return None;
    }
    Some(Report {
        sentence,
        cue,
        lemma: row.form.clone(),
        source: source.map(|head| (phrase(tree, head), head)),
        addressee: None,
        content,
        act: row.act,
        medium: row.medium,
        factuality: Factuality::Happened,
        is_neutral: true,
        is_relay: true,
        row: ("phrases.tsv", row.line),
        frame: format!("phrases:{}", if source.is_some() { "source" } else { "none" }),
    })
}

fn heads_clause(tree: &Tree<'_>, at: usize) -> bool {
    matches!(
        tree.words[at].relation,
        Relation::Root
            | Relation::Ccomp
            | Relation::Advcl
            | Relation::AclRelcl
            | Relation::Parataxis
            | Relation::Conj
            | Relation::Acl
            | Relation::Xcomp
    )
}
