//! Who speaks by a label: `Q: …`, `CHAIRMAN: …` in interviews and transcripts, `Minister: …` in
//! headlines.
//!
//! A paragraph that begins with a label and a colon is what the label says. A label is a few words
//! in capitals, a single letter, or a name; one in small letters counts only in a headline, where
//! it must be somebody that acts.

use onrecord_model::{Act, Factuality, Form, Medium};

use super::collect::Finding;
use crate::passage::Text;
use crate::sentence::{Sentence, Upos};

/// No label has more words.
const LONGEST: usize = 5;

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
            found.push(finding(text, sentence, label, last.end));
        }
    }
    found
}

/// How many words are the label of a paragraph.
fn label(text: &str, sentence: &Sentence, start: u32, is_headline: bool) -> Option<usize> {
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
    let labels = is_capitals || is_headline || is_name;
    (labels && (0..colon).all(is_word)).then_some(colon)
}

fn finding(text: &Text<'_>, sentence: &Sentence, label: usize, end: u32) -> Finding {
    let words = &sentence.words;
    let start = words[label].span.end();
    let rest = &text.whole[start as usize..end as usize];
    let marks = |c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '‘' | '’' | '\'');
    let begins = rest.len() - rest.trim_start_matches(marks).len();
    let ends = rest.trim_end_matches(|c: char| marks(c) || c == '.').len();
    let at = |offset: usize| start + u32::try_from(offset).unwrap_or(0);
    let is_question = rest.trim_end().ends_with('?');
    Finding {
        content: std::iter::once(at(begins.min(ends))..at(ends)).collect(),
        cue: None,
        source: Some(words[0].span.start()..words[label - 1].span.end()),
        addressee: None,
        via: Vec::new(),
        form: Form::Direct,
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
