//! Sentences as CoNLL-U.

use std::io::{self, Write};

use onrecord_engine::sentence::Sentence;
use onrecord_model::Document;

use crate::eval::conllu::write_rows;
use crate::eval::language::trees;

/// Writes the sentences of a document.
pub(super) fn write(
    document: &Document,
    sentences: &[Sentence],
    out: &mut Vec<u8>,
) -> io::Result<()> {
    let id = document.id();
    for (number, (sentence, tree)) in (1..).zip(trees(document.text(), sentences)) {
        if number == 1 {
            writeln!(out, "# newdoc id = {id}")?;
        }
        if tree.opens_paragraph {
            writeln!(out, "# newpar")?;
        }
        writeln!(out, "# sent_id = {id}-{number}")?;
        write_rows(&tree, &tags(sentence), out)?;
    }
    Ok(())
}

/// The tag of each word in a name: `B-PERSON` for the first, `I-PERSON` for the others.
fn tags(sentence: &Sentence) -> Vec<Option<String>> {
    let mut tags = vec![None; sentence.words.len()];
    for name in &sentence.names {
        for word in name.words.clone() {
            let mark = if word == name.words.start { 'B' } else { 'I' };
            tags[word as usize] = Some(format!("{mark}-{}", name.kind.name()));
        }
    }
    tags
}
