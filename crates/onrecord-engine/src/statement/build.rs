//! From drafts to statements: names resolved, evidence cut.

use std::ops::Range;

use onrecord_model::{
    Act, Condition, Cue, Document, Evidence, Evidences, Form, Id, InText, Medium, Party, PartyKind,
    Span, Statement, StatementParts, Via,
};

use super::antecedent::Antecedents;
use super::condition::condition;
use super::draft::{Draft, DraftCue};
use crate::mention::{KnownNames, Mention};
use crate::tables::{Rule, Tables};

fn span(bytes: &Range<u32>) -> Span<InText> {
    Span::new(bytes.start, bytes.end)
}

/// What short names and pronouns stand for.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) known: &'a KnownNames<'a>,
    pub(crate) antecedents: &'a Antecedents,
}

/// Makes the statement of a draft and those nested in it, and adds them to `out`. A draft whose
/// content is empty, which no rule makes, is left out.
pub(crate) fn build(
    document: &Document,
    draft: &Draft,
    parent: Option<Id>,
    names: Names<'_>,
    tables: &Tables,
    out: &mut Vec<Statement>,
) {
    let Some(statement) = build_one(document, draft, parent, names, tables) else { return };
    let parent = Some(statement.id());
    out.push(statement);
    for nested in &draft.nested {
        build(document, nested, parent, names, tables, out);
    }
}

fn build_one(
    document: &Document,
    draft: &Draft,
    parent: Option<Id>,
    names: Names<'_>,
    tables: &Tables,
) -> Option<Statement> {
    let pieces: Vec<Span<InText>> =
        draft.pieces.iter().map(span).filter(|span| !span.is_empty()).collect();
    let content = Evidences::cut(document, &pieces)?;
    let row = draft.row.map(|row| tables.cues.row(row));
    let rule = tables.rules.get(draft.rule);
    let (mut confidence, mut by) = (rule.confidence, rule.by.clone());
    if names.antecedents.name(draft.source.start).is_some() {
        let same = tables.rules.get(Rule::SameSpeaker);
        confidence *= same.confidence;
        by = format!("{by}+{}", same.by);
    }
    let cue = |cue: &DraftCue| Cue {
        lemma: tables.cues.row(cue.row).lemma.clone(),
        evidence: Evidence::cut(document, span(&cue.bytes)),
    };
    let party = |mention: &Mention| party(document, mention, names);
    // A condition within what another said is that other's.
    let within = |bytes: &Range<u32>| {
        let pieces = draft.nested.iter().flat_map(|nested| &nested.pieces);
        pieces.into_iter().any(|piece| piece.start <= bytes.start && bytes.end <= piece.end)
    };
    let found = draft.pieces.iter().find_map(|piece| condition(document.text(), piece, tables));
    let found = found.filter(|(_, bytes)| !within(bytes));
    let parts = StatementParts {
        source: Some(party(&draft.source)),
        cue: draft.cue.as_ref().map(cue),
        content,
        form: draft.form,
        medium: row.map_or(Medium::Speech, |row| row.medium),
        act: draft.act.or(row.map(|row| row.act)).unwrap_or(Act::Assert),
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
            .map(|(mention, by)| Via { party: party(mention), cue: by.as_ref().map(cue) })
            .collect(),
        said: None,
        parent,
        confidence,
        by,
    };
    debug_assert!(parts.form != Form::Indirect, "only quotations are read");
    Some(Statement::new(document, parts))
}

/// The party of a mention, its short name resolved by the full names before it, its pronoun by
/// the speaker before it.
fn party(document: &Document, mention: &Mention, names: Names<'_>) -> Party {
    let full = match &mention.name {
        Some(name) => names.known.resolve(name, mention.start),
        None => names.antecedents.name(mention.start),
    };
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
