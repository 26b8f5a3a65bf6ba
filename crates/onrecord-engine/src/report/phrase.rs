//! Phrases that attribute a clause: `according to the army`, `in her words`, `reportedly`.

use std::ops::Range;

use onrecord_model::Factuality;

use super::Report;
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

/// Somebody who hands on what a sentence tells: `quoted by the paper`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Relay {
    pub(crate) sentence: usize,
    /// Words of the cue.
    pub(crate) cue: Range<usize>,
    pub(crate) lemma: Box<str>,
    /// Words of who hands on.
    pub(crate) source: Range<usize>,
}

/// Those who hand on what a sentence tells, by phrases.
pub(super) fn relays(tree: &Tree<'_>, sentence: usize, table: &PhraseTable) -> Vec<Relay> {
    let at = |start: usize| {
        let form = tree.form(start).to_lowercase();
        let mut rows = table.of(&form).filter(|row| row.slot == PhraseSlot::Relay);
        rows.find_map(|row| {
            let (words, source) = words(tree, start, row)?;
            let source = phrase(tree, source?);
            let cue = words.start..source.start;
            (!cue.is_empty()).then(|| Relay { sentence, cue, lemma: row.form.clone(), source })
        })
    };
    (0..tree.words.len()).filter_map(at).collect()
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
        // `is expected to rise, according to …`: all of it.
        while !heads_clause(tree, clause) || tree.words[clause].relation == Relation::Xcomp {
            clause = tree.head(clause)?;
        }
        let pieces = tree.pieces(&[clause], &[top]);
        between_semicolons(tree, &words, &pieces)
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

/// Words between two semicolons, at most.
const LONGEST: usize = 200;

/// What of a content stands between the same semicolons as a phrase: those part what is said.
fn between_semicolons(
    tree: &Tree<'_>,
    phrase: &Range<usize>,
    pieces: &[Range<usize>],
) -> Vec<Range<usize>> {
    let is_mark = |&at: &usize| tree.form(at) == ";";
    let low = (0..phrase.start).rev().take(LONGEST).find(is_mark).map_or(0, |at| at + 1);
    let high = (phrase.end..tree.words.len()).take(LONGEST).find(is_mark);
    let high = high.unwrap_or(tree.words.len());
    let clip = |piece: &Range<usize>| {
        let start = piece.start.max(low);
        tree.trim(start..piece.end.min(high).max(start))
    };
    pieces.iter().map(clip).filter(|piece| !piece.is_empty()).collect()
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
