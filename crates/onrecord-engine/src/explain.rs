//! How a document was read, for people.

use std::fmt::Write as _;

use onrecord_model::Document;

use crate::mention::{KnownNames, Mention};
use crate::passage::{Text, sentences};
use crate::quotation::Quotation;
use crate::statement::{Antecedents, Draft, Walk, walk};
use crate::tables::{Rule, Tables};

/// Sentence by sentence: tokens, quotations, and for each statement its rule, its row and its
/// source.
pub(crate) fn explain(document: &Document, tables: &Tables) -> String {
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
    let mut number = 0;
    for (paragraph, tokens) in text.paragraphs.iter().enumerate() {
        let place = if paragraph < text.headlines { " (headline)" } else { "" };
        for range in sentences(text.whole, &text.tokens[tokens.clone()], tables) {
            number += 1;
            out.line(format_args!("sentence {number}, paragraph {}{place}", paragraph + 1));
            out.sentence(tokens.start + range.start..tokens.start + range.end, &walk, paragraph);
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

    fn sentence(&mut self, tokens: std::ops::Range<usize>, walk: &Walk, paragraph: usize) {
        let words: Vec<&str> =
            tokens.clone().map(|at| self.text.str(self.text.tokens[at])).collect();
        self.line(format_args!("  tokens: {}", words.join(" · ")));
        let first = walk.quotations.partition_point(|(number, _)| *number < paragraph);
        let of_paragraph =
            walk.quotations[first..].iter().take_while(|(number, _)| *number == paragraph);
        for (_, quotation) in
            of_paragraph.filter(|(_, quotation)| tokens.contains(&quotation.tokens().start))
        {
            self.quotation(quotation);
        }
        let (start, end) =
            (self.text.tokens[tokens.start].start, self.text.tokens[tokens.end - 1].end);
        let first = walk.drafts.partition_point(|draft| draft.pieces[0].start < start);
        for draft in walk.drafts[first..].iter().take_while(|draft| draft.pieces[0].start < end) {
            self.draft(draft);
        }
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
