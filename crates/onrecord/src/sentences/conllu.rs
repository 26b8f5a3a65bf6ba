//! Sentences as CoNLL-U.

use std::io::{self, Write};

use onrecord_engine::sentence::{Name, Sentence, Word};
use onrecord_model::Document;

use super::bounds;
use crate::eval::language::parts_paragraphs;
use crate::eval::rows::{Row, cell, write_range};

/// Writes the sentences of a document.
pub(super) fn write(
    document: &Document,
    sentences: impl Iterator<Item = Sentence>,
    out: &mut impl Write,
) -> io::Result<()> {
    let (id, text) = (document.id(), document.text());
    let mut before = None;
    let mut sentences = sentences.enumerate().peekable();
    while let Some((at, sentence)) = sentences.next() {
        let bounds = bounds(&sentence.words);
        if at == 0 {
            writeln!(out, "# newdoc id = {id}")?;
        }
        if before.is_none_or(|end| parts_paragraphs(&text[end..bounds.start])) {
            writeln!(out, "# newpar")?;
        }
        writeln!(out, "# sent_id = {id}-{}", at + 1)?;
        let next = sentences.peek().map(|(_, next)| self::bounds(&next.words).start);
        rows(text, &sentence, next != Some(bounds.end), out)?;
        before = Some(bounds.end);
    }
    Ok(())
}

/// Writes the comment `text`, the rows and the empty line of a sentence.
fn rows(
    text: &str,
    sentence: &Sentence,
    space_after: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    write!(out, "# text = ")?;
    let mut end = bounds(&sentence.words).start;
    for word in &sentence.words {
        let range = word.span.range();
        let blank = if end < range.start { " " } else { "" };
        end = range.end;
        write!(out, "{blank}{}", cell(&text[range]))?;
    }
    writeln!(out)?;
    let mut names = sentence.names.as_slice();
    let mut next = 0;
    for token in sentence.words.chunk_by(|_, word| word.joined) {
        let first = next;
        next += token.len();
        let bounds = bounds(token);
        let after = sentence.words.get(next).map(|word| word.span.range().start);
        let space_after = after.map_or(space_after, |after| bounds.end < after);
        let several = token.len() > 1;
        if several {
            write_range([first + 1, next], &text[bounds], space_after, out)?;
        }
        for (index, word) in (first..next).zip(token) {
            let name = tag(&mut names, index);
            row(text, word, index, name, several || space_after).write(out)?;
        }
    }
    writeln!(out)
}

/// The tag of a word in a name; passes over the names that end before it.
fn tag<'n>(names: &mut &'n [Name], word: usize) -> Option<(char, &'n str)> {
    let reached = |name: &&Name| name.words.end as usize <= word;
    while names.first().is_some_and(|name| reached(&name)) {
        *names = &names[1..];
    }
    let name = names.first().filter(|name| name.words.start as usize <= word)?;
    Some((if name.words.start as usize == word { 'B' } else { 'I' }, name.kind.name()))
}

fn row<'r>(
    text: &'r str,
    word: &'r Word,
    index: usize,
    name: Option<(char, &'r str)>,
    space_after: bool,
) -> Row<'r> {
    let features = if word.features.is_empty() { "_" } else { &*word.features };
    Row {
        id: index + 1,
        form: &text[word.span.range()],
        lemma: &word.lemma,
        tags: [word.upos.name(), word.xpos.name(), features],
        head: word.head.map_or(0, |head| head as usize + 1),
        relation: word.relation.name(),
        name,
        space_after,
    }
}
