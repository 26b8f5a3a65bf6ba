//! How a document was read, for people.

use std::fmt::Write as _;
use std::ops::Range;

use crate::actor;
use crate::quotation::Quotation;
use crate::stages::Stages;
use crate::statement::{Finding, LEAST, Parties};

/// Sentence by sentence: its tree and names, quotations, and for each statement its rule, its row
/// and its parties.
pub(crate) fn explain(stages: &Stages<'_>) -> String {
    let (mentions, entities) = actor::find(stages.page());
    let parties = stages.parties(&mentions, &entities);
    let mut out = Output { out: String::new(), stages, parties: &parties };
    let mut quotations = stages.walk.quotations.as_slice();
    let confidence = stages.confidences(&parties);
    let mut findings: Vec<(&Finding, f32)> = stages.findings.iter().zip(confidence).collect();
    findings.sort_by_key(|(one, _)| one.content[0].start);
    let mut findings = findings.as_slice();
    for (number, sentence) in stages.sentences.iter().enumerate() {
        let (Some(first), Some(last)) = (sentence.words.first(), sentence.words.last()) else {
            continue;
        };
        let (start, end) = (first.span.start(), last.span.end());
        let paragraph = out.paragraph(start);
        let place = if paragraph < stages.text.headlines { " (headline)" } else { "" };
        out.line(format_args!("sentence {}, paragraph {}{place}", number + 1, paragraph + 1));
        for line in sentence.show(stages.text.whole).lines() {
            out.line(format_args!("  {line}"));
        }
        let before_end = |token: usize| stages.text.tokens[token].start < end;
        let here =
            quotations.partition_point(|(_, quotation)| before_end(quotation.tokens().start));
        for (_, quotation) in quotations.split_off(..here).unwrap_or_default() {
            out.quotation(quotation);
        }
        let here = findings.partition_point(|(one, _)| one.content[0].start < end);
        for (finding, confidence) in findings.split_off(..here).unwrap_or_default() {
            out.finding(finding, *confidence);
        }
    }
    out.out
}

struct Output<'a> {
    out: String,
    stages: &'a Stages<'a>,
    parties: &'a Parties<'a>,
}

impl Output<'_> {
    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        let _ = writeln!(self.out, "{line}");
    }

    /// The paragraph that holds a byte of the text.
    fn paragraph(&self, at: u32) -> usize {
        let text = &self.stages.text;
        let begins = |tokens: &Range<usize>| text.tokens[tokens.start].start <= at;
        text.paragraphs.partition_point(begins).saturating_sub(1)
    }

    fn quotation(&mut self, quotation: &Quotation) {
        let marks = match (quotation.open, quotation.close) {
            (Some(_), Some(_)) => "both marks",
            (Some(_), None) if quotation.runs_on => "runs into the next paragraph",
            (Some(_), None) => "no closing mark",
            (None, _) => "no opening mark",
        };
        let content = quotation.str(&self.stages.text);
        self.line(format_args!("  quotation ({marks}): {content}"));
    }

    fn finding(&mut self, finding: &Finding, confidence: f32) {
        let Finding { by, act, medium, .. } = finding;
        let what = if confidence < LEAST { "too unlikely a statement" } else { "statement" };
        self.line(format_args!("  {what} by {by} (confidence {confidence:.2})"));
        for piece in &finding.content {
            let words = self.quote(piece);
            self.line(format_args!("    content {}..{}: {words}", piece.start, piece.end));
        }
        match &finding.cue {
            Some((lemma, bytes)) => self.line(format_args!(
                "    cue “{}”: `{lemma}`, {}, {}",
                self.quote(bytes),
                act.name(),
                medium.name()
            )),
            None => self.line(format_args!("    no cue")),
        }
        for (role, bytes) in [("source", &finding.source), ("addressee", &finding.addressee)] {
            if let Some(bytes) = bytes {
                self.party(role, bytes);
            }
        }
        for (bytes, _) in &finding.via {
            self.party("via", bytes);
        }
        if let Some(parent) = finding.parent {
            let outer = &self.stages.findings[parent].content[0];
            self.line(format_args!("    within the statement at {}..{}", outer.start, outer.end));
        }
    }

    fn quote(&self, bytes: &Range<u32>) -> String {
        self.stages.text.whole[bytes.start as usize..bytes.end as usize].to_owned()
    }

    fn party(&mut self, role: &str, bytes: &Range<u32>) {
        let words = self.quote(bytes);
        let party = self.parties.of(bytes);
        let kind = party.kind.map_or("unknown", onrecord_model::PartyKind::name);
        let who = match (party.name, party.actor) {
            (Some(name), Some(actor)) => format!("{name} ({actor})"),
            (Some(name), None) => name,
            (None, _) => "nobody by name".to_owned(),
        };
        self.line(format_args!("    {role} “{words}” ({kind}): {who}"));
    }
}
