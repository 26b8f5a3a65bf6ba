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
use crate::coref::CorefTables;
use crate::report::Tree;
use crate::sentence::Sentence;
use crate::tables::Tables;
use crate::time::Time;

fn span(bytes: &Range<u32>) -> Span<InText> {
    Span::new(bytes.start, bytes.end)
}

/// A finding that is less likely right is left out.
pub(crate) const LEAST: f32 = 0.3;

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
    let tree = |sentence| Tree::new(document.text(), sentence);
    let trees: Vec<Tree<'_>> = sentences.iter().map(tree).collect();
    let mut within = vec![Vec::new(); findings.len()];
    for (at, finding) in findings.iter().enumerate() {
        if let Some(parent) = finding.parent {
            within[parent].push(at);
        }
    }
    let mut builder = Builder {
        document,
        findings,
        parties,
        tables,
        sentences,
        trees: &trees,
        within,
        times,
        confidence,
        ids: vec![None; findings.len()],
        made: Vec::new(),
    };
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

impl Builder<'_> {
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
        let found = condition(
            self.trees,
            self.sentences,
            &finding.content,
            finding.act == Act::Ask,
            &self.tables.conditions,
        );
        // A condition within what another said is that other's.
        let within = |bytes: &Range<u32>| {
            self.within[at].iter().map(|&other| &self.findings[other]).any(|other| {
                other
                    .content
                    .iter()
                    .any(|piece| piece.start <= bytes.start && bytes.end <= piece.end)
            })
        };
        let found = found.filter(|(_, bytes)| !within(bytes));
        let act = self.act(finding, found.as_ref().map(|(kind, _)| kind.as_str()));
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

    /// The act: that of the cue, or where it is neutral that of the content.
    fn act(&self, finding: &Finding, condition: Option<&str>) -> Act {
        if !finding.is_neutral {
            return finding.act;
        }
        let source = finding.source.as_ref().and_then(|source| self.parties.entity(source));
        let is_source = |bytes: &Range<u32>| {
            let who = self.parties.named(bytes)?;
            Some(source == Some(who))
        };
        let said = Said {
            trees: self.trees,
            sentences: self.sentences,
            content: &finding.content,
            has_condition: condition.is_some(),
            is_warned: matches!(condition, Some("unless" | "or else")),
            is_direct: finding.form == Form::Direct,
            is_source: &is_source,
        };
        act(&said, &self.tables.contents, &self.tables.reports).unwrap_or(finding.act)
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
        let (bytes, value) = found.filter(|_| limits)?;
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
                    *last == bytes || entity.is_some() && entity == self.parties.entity(last)
                });
                if !same {
                    let cue = cue.as_ref().map(|cue| self.cue(cue));
                    found.push(Via { party: self.parties.of(&bytes), cue });
                }
                last = Some(bytes);
            }
            next = finding.parent;
        }
        found
    }
}
