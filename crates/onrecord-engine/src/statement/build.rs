//! From findings to statements: parties resolved, evidence cut.

use std::ops::Range;

use onrecord_model::{
    Act, Condition, Cue, Deadline, Document, Evidence, Evidences, Form, Id, InText, Span,
    Statement, StatementParts, Via,
};

use super::act::{Said, act};
use super::collect::{Finding, FoundCue};
use super::condition::{condition, deadline};
use super::confidence::{Around, features};
use super::party::Parties;
use crate::actor::first_person;
use crate::coref::CorefTables;
use crate::report::Tree;
use crate::sentence::{Sentence, Upos, within};
use crate::tables::{Tables, Tone};
use crate::time::Time;

fn span(bytes: &Range<u32>) -> Span<InText> {
    Span::new(bytes.start, bytes.end)
}

/// Bytes before a content in which a charge counts.
const BEFORE: u32 = 300;

/// A finding that is less likely right is left out.
pub(crate) const LEAST: f32 = 0.5;

/// Features of each finding, for its confidence.
pub(crate) fn all_features(
    findings: &[Finding],
    parties: &Parties<'_>,
    nouns: &CorefTables,
) -> Vec<Vec<String>> {
    let of = |finding: &Finding| {
        let source = finding.source.as_ref().map(|bytes| parties.of(bytes));
        let around = Around {
            source: source.as_ref(),
            class: finding.source.as_ref().and_then(|bytes| parties.class(bytes, nouns)),
            is_nested: finding.parent.is_some(),
            is_quoted: finding.is_quoted,
        };
        features(finding, &around)
    };
    findings.iter().map(of).collect()
}

/// The statements of findings, in their order, without those that are likely wrong.
pub(crate) fn build(
    document: &Document,
    findings: &[Finding],
    parties: &Parties<'_>,
    tables: &Tables,
    nouns: &CorefTables,
    (sentences, times): (&[Sentence], &[Time]),
) -> Vec<Statement> {
    let confidence = confidences(findings, parties, tables, nouns);
    let trees: Vec<Tree<'_>> =
        sentences.iter().map(|sentence| Tree::new(document.text(), sentence)).collect();
    let mut builder =
        Builder::new(document, findings, parties, tables, (sentences, &trees, times), confidence);
    for at in 0..findings.len() {
        builder.statement(at);
    }
    builder.made
}

/// How likely each finding is right.
pub(crate) fn confidences(
    findings: &[Finding],
    parties: &Parties<'_>,
    tables: &Tables,
    nouns: &CorefTables,
) -> Vec<f32> {
    let features = all_features(findings, parties, nouns);
    features.iter().map(|features| tables.confidence.of(features)).collect()
}

/// Makes statements of findings.
struct Builder<'b> {
    document: &'b Document,
    findings: &'b [Finding],
    parties: &'b Parties<'b>,
    tables: &'b Tables,
    sentences: &'b [Sentence],
    trees: &'b [Tree<'b>],
    /// For each finding those that stand in it.
    within: Vec<Vec<usize>>,
    times: &'b [Time],
    /// How likely each finding is right.
    confidence: Vec<f32>,
    /// Ids of the statements that were made.
    ids: Vec<Option<Id>>,
    /// Statements, none before the one that it stands in.
    made: Vec<Statement>,
}

impl<'b> Builder<'b> {
    fn new(
        document: &'b Document,
        findings: &'b [Finding],
        parties: &'b Parties<'b>,
        tables: &'b Tables,
        (sentences, trees, times): (&'b [Sentence], &'b [Tree<'b>], &'b [Time]),
        confidence: Vec<f32>,
    ) -> Self {
        let mut within = vec![Vec::new(); findings.len()];
        for (at, finding) in findings.iter().enumerate() {
            if let Some(parent) = finding.parent {
                within[parent].push(at);
            }
        }
        let ids = vec![None; findings.len()];
        let made = Vec::new();
        Self {
            document,
            findings,
            parties,
            tables,
            sentences,
            trees,
            within,
            times,
            confidence,
            ids,
            made,
        }
    }

    /// Makes the statement of a finding, if it has content and is likely, and gives its id.
    fn statement(&mut self, at: usize) -> Option<Id> {
        if self.ids[at].is_none() && self.confidence[at] >= LEAST {
            let parts = self.parts(at)?;
            let statement = Statement::new(self.document, parts);
            self.ids[at] = Some(statement.id());
            self.made.push(statement);
        }
        self.ids[at]
    }

    fn cue(&self, (lemma, bytes): &FoundCue) -> Cue {
        Cue { lemma: lemma.clone(), evidence: Evidence::cut(self.document, span(bytes)) }
    }

    fn parts(&mut self, at: usize) -> Option<StatementParts> {
        let finding = &self.findings[at];
        let pieces: Vec<Span<InText>> = finding.content.iter().map(span).collect();
        let content = Evidences::cut(self.document, &pieces)?;
        let mut parent = finding.parent;
        while let Some(outer) = parent.filter(|&outer| self.confidence[outer] < LEAST) {
            parent = self.findings[outer].parent;
        }
        let parent = parent.and_then(|parent| self.statement(parent));
        let cue = |cue: &FoundCue| self.cue(cue);
        let found = self.condition(at);
        let act = self.act(at, found.as_ref());
        Some(StatementParts {
            source: finding.source.as_ref().map(|source| self.parties.of(source)),
            cue: finding.cue.as_ref().map(cue),
            content,
            form: finding.form,
            medium: finding.medium,
            act,
            factuality: finding.factuality,
            addressee: finding.addressee.as_ref().map(|bytes| self.parties.of(bytes)),
            condition: found.map(|(kind, bytes)| Condition {
                kind,
                evidence: Evidence::cut(self.document, span(&bytes)),
            }),
            deadline: self.deadline(finding, act),
            via: self.via(at),
            said: None,
            parent,
            confidence: self.confidence[at],
            by: finding.by.clone(),
        })
    }

    /// The condition of a finding with its kind, if it is its own.
    fn condition(&self, at: usize) -> Option<(String, Range<u32>)> {
        let finding = &self.findings[at];
        let kinds = &self.tables.conditions;
        let found = condition(self.trees, self.sentences, &finding.content, finding.act, kinds)?;
        // A condition within what another said is that other's.
        let holds = |other: &usize| {
            let mut content = self.findings[*other].content.iter();
            content.any(|piece| piece.start <= found.1.start && found.1.end <= piece.end)
        };
        (!self.within[at].iter().any(holds)).then_some(found)
    }

    /// The act of a finding with its condition.
    fn act(&self, at: usize, found: Option<&(String, Range<u32>)>) -> Act {
        let finding = &self.findings[at];
        let condition = found.map_or("none", |(kind, _)| kind.as_str());
        let source = finding.source.as_ref();
        let is_source = |bytes: &Range<u32>| {
            let who = self.parties.named(bytes)?;
            Some(source.is_some_and(|source| self.parties.is_side(source, who)))
        };
        let said = Said {
            cue_act: finding.act,
            is_neutral: finding.is_neutral,
            condition,
            trees: self.trees,
            sentences: self.sentences,
            content: &finding.content,
            has_condition: condition != "none",
            presses: found.is_some_and(|(kind, bytes)| self.presses(kind, bytes)),
            is_charged: self.is_charged(finding),
            is_direct: finding.form == Form::Direct && !finding.is_quoted,
            is_source: &is_source,
        };
        act(&said, self.tables)
    }

    /// Whether a condition is that another yields.
    fn presses(&self, kind: &str, bytes: &Range<u32>) -> bool {
        if kind != "if" {
            return matches!(kind, "unless" | "or else");
        }
        let contents = &self.tables.contents;
        self.words(bytes.start..bytes.end).any(|(tree, at)| {
            let lemma = tree.lemma(at);
            matches!(&*lemma, "not" | "n't" | "no" | "never")
                || contents.is(&lemma, tree.words[at].upos, Tone::Press)
        })
    }

    /// Whether a charge or a claim is told before a finding in its sentence or the one before.
    fn is_charged(&self, finding: &Finding) -> bool {
        let Some(start) = finding.content.first().map(|piece| piece.start) else { return false };
        let here = within(self.sentences, &(start..start)).start;
        let from = self.sentences.get(here.saturating_sub(1)).and_then(|one| one.words.first());
        let from = from.map_or(start, |word| word.span.start()).max(start.saturating_sub(BEFORE));
        let own = finding.cue.as_ref().map(|(_, bytes)| bytes);
        self.words(from..start.max(from)).any(|(tree, at)| {
            let word = &tree.words[at];
            let is_own =
                own.is_some_and(|own| own.start <= word.span.start() && word.span.end() <= own.end);
            let lemma = tree.lemma(at);
            let verbs = &self.tables.reports.verbs;
            !is_own
                && (self.tables.contents.is(&lemma, word.upos, Tone::Claim)
                    || word.upos == Upos::Verb
                        && verbs.of(&lemma).any(|(_, row)| row.act == Act::Accuse))
        })
    }

    /// The words of a stretch.
    fn words(&self, bytes: Range<u32>) -> impl Iterator<Item = (&Tree<'b>, usize)> {
        let first = within(self.sentences, &bytes).start;
        let end = bytes.end;
        let trees = self.trees[first..]
            .iter()
            .take_while(move |tree| tree.words.first().is_some_and(|word| word.span.start() < end));
        trees.flat_map(move |tree| {
            let low = tree.words.partition_point(|word| word.span.start() < bytes.start);
            let high = tree.words.partition_point(|word| word.span.end() <= bytes.end);
            (low..high).map(move |at| (tree, at))
        })
    }

    /// By when something must be done, where the act asks, promises or threatens.
    fn deadline(&self, finding: &Finding, act: Act) -> Option<Deadline> {
        let limits = matches!(
            act,
            Act::Demand
                | Act::Request
                | Act::Appeal
                | Act::Order
                | Act::Threaten
                | Act::Warn
                | Act::Promise
                | Act::Announce
                | Act::Offer
                | Act::Propose
        );
        let text = self.document.text();
        let found = deadline(text, self.sentences, &finding.content, self.times);
        // `gave them two days to leave`: the time is the cue.
        let own = || {
            let (_, cue) = finding.cue.as_ref()?;
            let before = self.times.partition_point(|time| time.span.start() <= cue.start);
            let time = self.times[..before].last().filter(|time| cue.end <= time.span.end())?;
            Some((time.span.start()..time.span.end(), None))
        };
        let (bytes, value) = found.or_else(own).filter(|_| limits)?;
        Some(Deadline { evidence: Evidence::cut(self.document, span(&bytes)), value })
    }

    /// Every mouth between a source and the author, nearest first: those named beside it, and the
    /// sources of what it stands in, without those that are the source itself.
    fn via(&self, at: usize) -> Vec<Via> {
        let mut found: Vec<Via> = Vec::new();
        let mut last = self.findings[at].source.clone();
        let mut next = Some(at);
        while let Some(at) = next {
            let finding = &self.findings[at];
            let own = finding.via.iter().map(|(bytes, cue)| (bytes.clone(), cue.clone()));
            let outer = finding.parent.and_then(|parent| {
                let outer = &self.findings[parent];
                Some((outer.source.clone()?, outer.cue.clone()))
            });
            for (bytes, cue) in own.chain(outer) {
                let same = last.as_ref().is_some_and(|last| {
                    let entity = self.parties.entity(&bytes);
                    let words = &self.document.text()[last.start as usize..last.end as usize];
                    *last == bytes
                        || entity.is_some() && entity == self.parties.entity(last)
                        // In a quotation `I` is whoever says it.
                        || finding.is_quoted && first_person(words).is_some()
                });
                if !same {
                    let cue = cue.as_ref().map(|cue| self.cue(cue));
                    found.push(Via { party: self.parties.of(&bytes), cue });
                }
                last = Some(bytes);
            }
            next = finding.parent;
        }
        // Whoever stands beside and around counts once, where he stands around.
        let spans: Vec<Span<InText>> = found.iter().map(|via| via.party.evidence.span()).collect();
        let mut at = 0;
        found.retain(|via| {
            at += 1;
            !spans[at..].contains(&via.party.evidence.span())
        });
        found
    }
}
