//! From drafts to statements: names resolved, evidence cut.

use std::ops::Range;

use onrecord_model::{
    Act, Condition, Cue, Document, Evidence, Evidences, Form, InText, Medium, Party, PartyKind,
    Span, Statement, StatementParts, Via,
};

use super::condition::condition;
use super::draft::{Draft, DraftCue};
use crate::mention::{KnownNames, Mention};
use crate::tables::Tables;

fn span(bytes: &Range<u32>) -> Span<InText> {
    Span::new(bytes.start, bytes.end)
}

/// Makes the statement of a draft. `None` if its content is empty, which no rule makes.
pub(crate) fn build(
    document: &Document,
    draft: &Draft,
    known: &KnownNames<'_>,
    tables: &Tables,
) -> Option<Statement> {
    let pieces: Vec<Span<InText>> =
        draft.pieces.iter().map(span).filter(|span| !span.is_empty()).collect();
    let content = Evidences::cut(document, &pieces)?;
    let row = draft.row.map(|row| tables.cues.row(row));
    let rule = tables.rules.get(draft.rule);
    let cue = |cue: &DraftCue| Cue {
        lemma: tables.cues.row(cue.row).lemma.clone(),
        evidence: Evidence::cut(document, span(&cue.bytes)),
    };
    let party = |mention: &Mention| party(document, mention, known);
    let found = draft.pieces.iter().find_map(|piece| condition(document.text(), piece, tables));
    let parts = StatementParts {
        source: Some(party(&draft.source)),
        cue: draft.cue.as_ref().map(cue),
        content,
        form: draft.form,
        medium: row.map_or(Medium::Speech, |row| row.medium),
        act: row.map_or(Act::Assert, |row| row.act),
        factuality: draft.factuality,
        addressee: draft.addressee.as_ref().map(party),
        condition: found.map(|(kind, bytes)| Condition {
            kind: kind.to_owned(),
            evidence: Evidence::cut(document, span(&bytes)),
        }),
        deadline: None,
        via: draft
            .via
            .iter()
            .map(|(mention, by)| Via { party: party(mention), cue: Some(cue(by)) })
            .collect(),
        said: None,
        parent: None,
        confidence: rule.confidence,
        by: rule.by.clone(),
    };
    debug_assert!(parts.form != Form::Indirect, "only quotations are read");
    Some(Statement::new(document, parts))
}

/// The party of a mention, its short name resolved by the full names before it.
fn party(document: &Document, mention: &Mention, known: &KnownNames<'_>) -> Party {
    let full = mention.name.as_deref().and_then(|name| known.resolve(name, mention.start));
    let kind = if full.is_some() && mention.kind.is_none() {
        Some(PartyKind::Person)
    } else {
        mention.kind
    };
    Party {
        name: full.map(str::to_owned).or_else(|| mention.name.clone()),
        evidence: Evidence::cut(document, Span::new(mention.start, mention.end)),
        description: mention.description.clone(),
        kind,
    }
}
