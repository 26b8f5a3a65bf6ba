//! Quotations in headlines: only where the headline says who speaks.

use onrecord_model::{Factuality, Form};

use super::draft::Draft;
use super::skeleton::Skeleton;
use crate::mention::{describe, phrase_at};
use crate::passage::Text;
use crate::quotation::Quotation;
use crate::tables::{Rule, Tables};

/// `Source: ‘…’` and `“…” - Source`, with nothing else in the headline.
pub(super) fn read(
    text: &Text<'_>,
    skeleton: &Skeleton<'_>,
    found: &[Quotation],
    tables: &Tables,
) -> Option<Draft> {
    let [quotation] = found else { return None };
    let at = skeleton.items.iter().position(|item| item.quotation().is_some())?;
    let last = skeleton.items.len() - 1;
    let phrase = if at == last && at >= 2 && skeleton.items[at - 1].is_point(":") {
        0..at - 1
    } else if at == 0 && last >= 2 && skeleton.items[1].is_point("-–―—:") {
        2..last + 1
    } else {
        return None;
    };
    let phrase = phrase_at(skeleton, phrase.start, phrase.end).filter(|found| *found == phrase)?;
    Some(Draft {
        rule: Rule::Headline,
        form: Form::Direct,
        pieces: vec![quotation.bytes(text)],
        cue: None,
        row: None,
        source: describe(skeleton, &phrase, tables),
        addressee: None,
        via: Vec::new(),
        factuality: Factuality::Happened,
        act: None,
    })
}
