//! Who speaks by a label: `Q: …`, `CHAIRMAN: …` in interviews and transcripts, `Minister: …` in
//! headlines.
//!
//! A paragraph that begins with a label and a colon is what the label says. A label is a few words
//! in capitals, a single letter, or a name; one in small letters counts only in a headline, where
//! it must be somebody that acts. There it may tell who is told, too (`Minister to unions: …`), or
//! stand at the end: `No plan to close the port – minister`.

use std::ops::Range;

use onrecord_model::{Act, Factuality, Form, Medium};

use super::collect::Finding;
use crate::passage::Text;
use crate::sentence::{NameKind, Sentence, Upos, within};
use crate::tables::Tables;

/// No label has more words.
const LONGEST: usize = 6;

/// The findings of paragraphs with labels.
pub(super) fn labels(text: &Text<'_>, sentences: &[Sentence], tables: &Tables) -> Vec<Finding> {
    let mut found = Vec::new();
    for (number, tokens) in text.paragraphs.iter().enumerate() {
        let (Some(first), Some(last)) =
            (text.tokens.get(tokens.start), text.tokens.get(tokens.end - 1))
        else {
            continue;
        };
        let at = within(sentences, &(first.start..first.start)).start;
        let Some(sentence) = sentences.get(at) else { continue };
        let is_headline = number < text.headlines;
        let head = Head { text: text.whole, sentence, tables };
        if sentence.words.first().is_none_or(|word| word.span.start() != first.start) {
            continue;
        }
        let label = match head.label(is_headline) {
            None if is_headline => head.signature(last.end),
            label => label,
        };
        found.extend(label.map(|label| finding(text, sentence, &label, last.end, is_headline)));
    }
    found
}

/// Words of a label: who speaks, to whom, and where what is said begins and ends.
struct Label {
    source: Range<usize>,
    addressee: Option<Range<usize>>,
    content: Range<usize>,
}

/// The first sentence of a paragraph.
struct Head<'h> {
    text: &'h str,
    sentence: &'h Sentence,
    tables: &'h Tables,
}

impl Head<'_> {
    fn form(&self, at: usize) -> &str {
        &self.text[self.sentence.words[at].span.range()]
    }

    fn is_word(&self, at: usize) -> bool {
        let upos = self.sentence.words[at].upos;
        matches!(upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::X)
            || self.form(at).chars().all(char::is_uppercase)
    }

    /// Whether words name or describe somebody that acts; a country does where it speaks to another.
    fn acts(&self, words: &Range<usize>, is_told: bool) -> bool {
        let is_actor = |kind: NameKind| match kind {
            NameKind::Person | NameKind::Organisation => true,
            NameKind::Location | NameKind::Norp => is_told,
            _ => false,
        };
        let touches = |range: &Range<u32>| {
            (range.start as usize) < words.end && words.start < range.end as usize
        };
        let mut names = self.sentence.names.iter();
        names.any(|name| touches(&name.words) && is_actor(name.kind)) || {
            let last = words.end - 1;
            let lemma = self.sentence.words[last].lemma.to_lowercase();
            self.tables.roles.noun(&lemma).is_some() || self.tables.kind(self.form(last)).is_some()
        }
    }

    /// A label in front.
    fn label(&self, is_headline: bool) -> Option<Label> {
        let words = &self.sentence.words;
        let colon = (1..words.len().min(LONGEST + 1)).find(|&at| self.form(at) == ":")?;
        if colon + 1 >= words.len() && !is_headline {
            return None;
        }
        let is_capitals = (0..colon).all(|at| !self.form(at).chars().any(char::is_lowercase));
        let is_name =
            (0..colon).all(|at| words[at].upos == Upos::Propn) && !self.sentence.names.is_empty();
        let labels =
            if is_headline { self.acts(&(0..colon), false) } else { is_capitals || is_name };
        if labels && (0..colon).all(|at| self.is_word(at)) {
            return Some(Label {
                source: 0..colon,
                addressee: None,
                content: colon + 1..words.len(),
            });
        }
        let to = (1..colon - 1).find(|&at| self.form(at) == "to").filter(|_| is_headline)?;
        let told = to + 1 + usize::from(words[to + 1].upos == Upos::Det);
        let is_label = told < colon
            && (0..to).chain(told..colon).all(|at| self.is_word(at))
            && self.acts(&(0..to), true);
        let addressee = Some(to + 1..colon);
        is_label.then_some(Label { source: 0..to, addressee, content: colon + 1..words.len() })
    }

    /// A label behind a dash at the end of a headline.
    fn signature(&self, end: u32) -> Option<Label> {
        let words = &self.sentence.words;
        if words.last()?.span.end() != end {
            return None;
        }
        let from = words.len().saturating_sub(LONGEST).max(SHORTEST);
        let dash = (from..words.len() - 1)
            .rev()
            .find(|&at| matches!(self.form(at), "–" | "—" | "-" | "--"))?;
        let source = dash + 1..words.len();
        // A name alone may be that of the site.
        let role = self.sentence.words[source.end - 1].lemma.to_lowercase();
        let is_person =
            self.sentence.names.iter().any(|name| {
                name.kind == NameKind::Person && name.words.start as usize == source.start
            });
        let signs = source.clone().all(|at| self.is_word(at))
            && (is_person || self.tables.roles.noun(&role).is_some());
        signs.then_some(Label { source, addressee: None, content: 0..dash })
    }
}

/// Words of a headline before a label at its end, at least.
const SHORTEST: usize = 3;

fn finding(
    text: &Text<'_>,
    sentence: &Sentence,
    label: &Label,
    end: u32,
    is_headline: bool,
) -> Finding {
    let words = &sentence.words;
    let start = match label.content.start {
        0 => words[0].span.start(),
        content => words[content - 1].span.end(),
    };
    let end =
        if label.content.end < words.len() { words[label.content.end].span.start() } else { end };
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
