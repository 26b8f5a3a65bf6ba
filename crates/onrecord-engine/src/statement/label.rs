//! Who speaks by a label: `Q: …`, `CHAIRMAN: …` in interviews and transcripts, `Minister: …` in
//! headlines.
//!
//! A paragraph that begins with a label and a colon is what the label says. A label is a few words
//! in capitals, a single letter, or a name; one in small letters counts only in a headline, where
//! it must be somebody that acts. There it may tell who is told, too: `Minister to unions: …`.

use std::ops::Range;

use onrecord_model::{Act, Factuality, Form, Medium};

use super::collect::Finding;
use crate::passage::Text;
use crate::sentence::{Sentence, Upos};

/// No label has more words.
const LONGEST: usize = 6;

/// The findings of paragraphs with labels.
pub(super) fn labels(text: &Text<'_>, sentences: &[Sentence]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (number, tokens) in text.paragraphs.iter().enumerate() {
        let (Some(first), Some(last)) =
            (text.tokens.get(tokens.start), text.tokens.get(tokens.end - 1))
        else {
            continue;
        };
        let at = sentences.partition_point(|sentence| {
            sentence.words.last().is_some_and(|word| word.span.end() <= first.start)
        });
        let Some(sentence) = sentences.get(at) else { continue };
        let is_headline = number < text.headlines;
        if let Some(label) = label(text.whole, sentence, first.start, is_headline) {
            found.push(finding(text, sentence, &label, last.end, is_headline));
        }
    }
    found
}

/// Words of a label before its colon: who speaks, and to whom.
struct Label {
    source: Range<usize>,
    addressee: Option<Range<usize>>,
    colon: usize,
}

/// The label of a paragraph.
fn label(text: &str, sentence: &Sentence, start: u32, is_headline: bool) -> Option<Label> {
    let words = &sentence.words;
    if words.first()?.span.start() != start {
        return None;
    }
    let form = |at: usize| &text[words[at].span.range()];
    let colon = (1..words.len().min(LONGEST + 1)).find(|&at| form(at) == ":")?;
    if colon + 1 >= words.len() && !is_headline {
        return None;
    }
    let is_word = |at: usize| {
        matches!(words[at].upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::X)
            || form(at).chars().all(char::is_uppercase)
    };
    let is_capitals = (0..colon).all(|at| !form(at).chars().any(char::is_lowercase));
    let is_name = (0..colon).all(|at| words[at].upos == Upos::Propn) && !sentence.names.is_empty();
    if (is_capitals || is_headline || is_name) && (0..colon).all(is_word) {
        return Some(Label { source: 0..colon, addressee: None, colon });
    }
    let to = (1..colon - 1).find(|&at| form(at) == "to").filter(|_| is_headline)?;
    let told = to + 1 + usize::from(words[to + 1].upos == Upos::Det);
    let is_label = told < colon && (0..to).chain(told..colon).all(is_word);
    is_label.then_some(Label { source: 0..to, addressee: Some(to + 1..colon), colon })
}

fn finding(
    text: &Text<'_>,
    sentence: &Sentence,
    label: &Label,
    end: u32,
    is_headline: bool,
) -> Finding {
    let words = &sentence.words;
    let start = words[label.colon].span.end();
    let bytes =
        |range: &Range<usize>| words[range.start].span.start()..words[range.end - 1].span.end();
    let rest = &text.whole[start as usize..end as usize];
    let marks = |c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'');
    let begins = rest.len() - rest.trim_start_matches(marks).len();
    let ends = rest.trim_end_matches(|c: char| marks(c) || c == '.').len();
    let at = |offset: usize| start + u32::try_from(offset).unwrap_or(0);
    let is_question = rest.trim_end().ends_with('?');
    // A headline gives its own words, unless it quotes.
    let is_quoted = rest.trim_start().starts_with(['"', '“', '‘', '\'']);
    Finding {
        content: std::iter::once(at(begins.min(ends))..at(ends)).collect(),
        cue: None,
        source: Some(bytes(&label.source)),
        addressee: label.addressee.as_ref().map(bytes),
        via: Vec::new(),
        form: if is_headline && !is_quoted { Form::Indirect } else { Form::Direct },
        medium: Medium::Speech,
        act: if is_question { Act::Ask } else { Act::Assert },
        is_neutral: !is_question,
        factuality: Factuality::Happened,
        by: "label@1".to_owned(),
        parent: None,
        frame: "label".to_owned(),
        words: 0,
        is_quoted: false,
        is_relay: false,
    }
}
