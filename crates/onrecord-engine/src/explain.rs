//! How a document was read, for people.

use std::fmt::Write as _;

use onrecord_model::Document;

use crate::mention::{KnownNames, Mention};
use crate::passage::Text;
use crate::quotation::Quotation;
use crate::sentence::Reader;
use crate::statement::{Antecedents, Draft, walk};
use crate::tables::{Rule, Tables};

/// Sentence by sentence: its tree and names, quotations, and for each statement its rule, its row
/// and its source.
pub(crate) fn explain(document: &Document, reader: Reader<'_>) -> String {
    let tables = reader.tables;
    let text = crate::cut(document, tables);
    let walk = walk(&text, tables);
    let known = KnownNames::of(&text, tables);
    let antecedents = Antecedents::find(&text, &walk, &known, tables);
    let mut out = Output {
        out: String::new(),
        text: &text,
        tables,
        known: &known,
        antecedents: &antecedents,
    };
    let (mut quotations, mut drafts) = (walk.quotations.as_slice(), walk.drafts.as_slice());
    for (number, sentence) in reader.analyse(text.whole).enumerate() {
        let (Some(first), Some(last)) = (sentence.words.first(), sentence.words.last()) else {
            continue;
        };
        let (start, end) = (first.span.start(), last.span.end());
        let paragraph = out.paragraph(start);
        let place = if paragraph < text.headlines { " (headline)" } else { "" };
        out.line(format_args!("sentence {}, paragraph {}{place}", number + 1, paragraph + 1));
        for line in sentence.show(text.whole).lines() {
            out.line(format_args!("  {line}"));
        }
        let before_end = |token: usize| text.tokens[token].start < end;
        let here =
            quotations.partition_point(|(_, quotation)| before_end(quotation.tokens().start));
        for (_, quotation) in quotations.split_off(..here).unwrap_or_default() {
            out.quotation(quotation);
        }
        let here = drafts.partition_point(|draft| draft.pieces[0].start < end);
        for draft in drafts.split_off(..here).unwrap_or_default() {
            out.draft(draft);
        }
    }
    out.out
}

struct Output<'a> {
    out: String,
    text: &'a Text<'a>,
    tables: &'a Tables,
    known: &'a KnownNames<'a>,
    antecedents: &'a Antecedents,
}

impl Output<'_> {
    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        let _ = writeln!(self.out, "{line}");
    }

    /// The paragraph that holds a byte of the text.
    fn paragraph(&self, at: u32) -> usize {
        let begins = |tokens: &std::ops::Range<usize>| self.text.tokens[tokens.start].start <= at;
        self.text.paragraphs.partition_point(begins).saturating_sub(1)
    }

    fn quotation(&mut self, quotation: &Quotation) {
        let marks = match (quotation.open, quotation.close) {
            (Some(_), Some(_)) => "both marks",
            (Some(_), None) if quotation.runs_on => "runs into the next paragraph",
            (Some(_), None) => "no closing mark",
            (None, _) => "no opening mark",
        };
        let content = quotation.str(self.text);
        self.line(format_args!("  quotation ({marks}): {content}"));
    }

    fn draft(&mut self, draft: &Draft) {
        let rule = self.tables.rules.get(draft.rule);
        if self.antecedents.name(draft.source.start).is_some() {
            let same = self.tables.rules.get(Rule::SameSpeaker);
            let confidence = rule.confidence * same.confidence;
            self.line(format_args!(
                "  statement by {}+{} (confidence {confidence:.2})",
                rule.by, same.by
            ));
        } else {
            self.line(format_args!("  statement by {} (confidence {})", rule.by, rule.confidence));
        }
        for piece in &draft.pieces {
            self.line(format_args!(
                "    content {}..{}: {}",
                piece.start,
                piece.end,
                self.quote(piece.start, piece.end)
            ));
        }
        match (&draft.cue, draft.row) {
            (Some(cue), _) => {
                let row = self.tables.cues.row(cue.row);
                let word = self.quote(cue.bytes.start, cue.bytes.end);
                self.line(format_args!(
                    "    cue “{word}”: row `{}` (cues.tsv:{}), {}, {}",
                    row.lemma,
                    row.line,
                    draft.act.unwrap_or(row.act).name(),
                    row.medium.name()
                ));
            }
            (None, Some(row)) => {
                let lemma = &self.tables.cues.row(row).lemma;
                self.line(format_args!("    no cue: goes on from `{lemma}`"));
            }
            (None, None) => self.line(format_args!("    no cue")),
        }
        self.mention("source", &draft.source);
        if let Some(addressee) = &draft.addressee {
            self.mention("addressee", addressee);
        }
        for (mention, _) in &draft.via {
            self.mention("via", mention);
        }
        for nested in &draft.nested {
            self.draft(nested);
        }
    }

    fn quote(&self, start: u32, end: u32) -> String {
        self.text.whole[start as usize..end as usize].to_owned()
    }

    fn mention(&mut self, role: &str, mention: &Mention) {
        let words = self.quote(mention.start, mention.end);
        let kind = mention.kind.map_or("unknown", onrecord_model::PartyKind::name);
        let why = match (&mention.name, &mention.description) {
            (Some(name), _) => match self.known.resolve(name, mention.start) {
                Some(full) => format!("the name “{name}”, which stands for “{full}” used before"),
                None => format!("the name “{name}”"),
            },
            (None, Some(_)) => "a description without a name".to_owned(),
            (None, None) => match self.antecedents.name(mention.start) {
                Some(name) => {
                    format!("a pronoun, which stands for the speaker before it, “{name}”")
                }
                None => "a pronoun, which nothing before it resolves".to_owned(),
            },
        };
        self.line(format_args!("    {role} “{words}” ({kind}): {why}"));
    }
}
