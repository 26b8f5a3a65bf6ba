//! All stages of one document, in their order.

use onrecord_model::{Document, Form, Span, Statement};

use crate::Engine;
use crate::actor::{self, Entity, Mention};
use crate::coref::Saying;
use crate::passage::Text;
use crate::quotation;
use crate::report::reports;
use crate::sentence::Sentence;
use crate::statement::{Finding, Heard, Known, Parties, Walk, build, collect, confidences, walk};
use crate::tables::Tables;
use crate::time::{self, Time};

/// What the stages made of a document.
pub(crate) struct Stages<'d> {
    engine: &'d Engine,
    pub(crate) document: &'d Document,
    pub(crate) sentences: Vec<Sentence>,
    /// Paragraphs and tokens, for the rules on quotations.
    pub(crate) text: Text<'d>,
    pub(crate) walk: Walk,
    pub(crate) findings: Vec<Finding>,
    pub(crate) times: Vec<Time>,
    sayings: Vec<Saying>,
}

impl<'d> Stages<'d> {
    pub(crate) fn new(engine: &'d Engine, document: &'d Document) -> Self {
        let sentences = engine.analyse(document.text());
        let tables = &engine.tables;
        let text = cut(document, tables);
        let walk = walk(&text, tables);
        let (reports, relays) = reports(document.text(), &sentences, &tables.reports);
        let heard = Heard {
            drafts: &walk.drafts,
            quotations: &walk.quotations,
            reports: &reports,
            relays: &relays,
        };
        let findings = collect(&text, &sentences, &heard, tables);
        let sayings = sayings(&findings);
        let published = document.parts().published.as_ref();
        let times = time::dates(document.text(), &sentences, published, tables);
        Self { engine, document, sentences, text, walk, findings, times, sayings }
    }

    /// What the stages of [`actor`] look at.
    pub(crate) fn page(&self) -> actor::Page<'_> {
        actor::Page {
            text: self.document.text(),
            sentences: &self.sentences,
            knowledge: self.engine.knowledge(),
            tables: &self.engine.tables,
            coref: &self.engine.coref,
            sayings: &self.sayings,
            published: self.document.parts().published.as_ref().map(actor::days),
        }
    }

    /// The statements, given who is meant.
    pub(crate) fn statements(&self, mentions: &[Mention], entities: &[Entity]) -> Vec<Statement> {
        let parties = self.parties(mentions, entities);
        build(
            self.document,
            &self.findings,
            &parties,
            &self.engine.tables,
            &self.engine.coref,
            (&self.sentences, &self.times),
        )
    }

    /// How likely each finding is right.
    pub(crate) fn confidences(&self, parties: &Parties<'_>) -> Vec<f32> {
        confidences(&self.findings, parties, &self.engine.tables, &self.engine.coref)
    }

    /// Who stands where.
    pub(crate) fn parties<'p>(
        &'p self,
        mentions: &'p [Mention],
        entities: &'p [Entity],
    ) -> Parties<'p> {
        let known = Known {
            sentences: &self.sentences,
            mentions,
            entities,
            knowledge: self.engine.knowledge(),
            tables: &self.engine.tables,
        };
        let sources = self.findings.iter().filter_map(|finding| finding.source.as_ref());
        Parties::new(self.document, known, sources)
    }
}

/// The quotations of findings with who says them, in order.
fn sayings(findings: &[Finding]) -> Vec<Saying> {
    let quoted = findings.iter().filter(|one| one.form != Form::Indirect);
    let sayings = quoted.flat_map(|one| {
        let source = one.source.clone();
        one.content.iter().filter_map(move |content| {
            let source = source.as_ref()?;
            Some(Saying {
                content: Span::new(content.start, content.end),
                source: Span::new(source.start, source.end),
            })
        })
    });
    sayings.collect()
}

/// Paragraphs and tokens of a document.
fn cut<'t>(document: &'t Document, tables: &Tables) -> Text<'t> {
    let mut text = Text::new(document.text(), document.body().start() as usize, tables);
    quotation::join_lines(&mut text);
    text
}
