//! Writes CoNLL-U.

use std::borrow::Cow;
use std::io::{self, Write};

use super::treebank::{Treebank, Word};
use crate::safe::safe;

/// Writes sentences as CoNLL-U.
pub(crate) fn write(treebank: &Treebank, out: &mut impl Write) -> io::Result<()> {
    for (number, sentence) in (1..).zip(&treebank.sentences) {
        if sentence.opens_paragraph {
            writeln!(out, "# newpar")?;
        }
        writeln!(out, "# sent_id = {number}")?;
        for token in &sentence.tokens {
            let several = token.words.len() > 1;
            if several {
                let ids = [token.words.start + 1, token.words.end];
                write_range(ids, &token.form, token.space_after, out)?;
            }
            for index in token.words.clone() {
                let Word { form, lemma, upos, xpos, features, head, relation } =
                    &sentence.words[index];
                Row {
                    id: index + 1,
                    form,
                    lemma,
                    tags: [upos, xpos, features],
                    head: head.map_or(0, |head| head + 1),
                    relation,
                    name: None,
                    space_after: several || token.space_after,
                }
                .write(out)?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The line of a word.
pub(crate) struct Row<'r> {
    /// Counted from 1.
    pub(crate) id: usize,
    /// FORM.
    pub(crate) form: &'r str,
    /// LEMMA.
    pub(crate) lemma: &'r str,
    /// UPOS, XPOS and FEATS.
    pub(crate) tags: [&'r str; 3],
    /// Counted from 1; 0 for the root.
    pub(crate) head: usize,
    /// DEPREL.
    pub(crate) relation: &'r str,
    /// In a name: `B` for its first word, `I` for the others, and its kind.
    pub(crate) name: Option<(char, &'r str)>,
    /// Whether a blank follows, or a word of the same token.
    pub(crate) space_after: bool,
}

impl Row<'_> {
    /// Writes it, with its line break.
    pub(crate) fn write(&self, out: &mut impl Write) -> io::Result<()> {
        let Self { id, form, lemma, tags: [upos, xpos, features], head, relation, .. } = self;
        let (form, lemma) = (cell(form), cell(lemma));
        write!(out, "{id}\t{form}\t{lemma}\t{upos}\t{xpos}\t{features}\t{head}\t{relation}\t_\t")?;
        match (self.name, self.space_after) {
            (None, true) => writeln!(out, "_"),
            (None, false) => writeln!(out, "SpaceAfter=No"),
            (Some((mark, kind)), true) => writeln!(out, "NE={mark}-{kind}"),
            (Some((mark, kind)), false) => writeln!(out, "NE={mark}-{kind}|SpaceAfter=No"),
        }
    }
}

/// Writes the line of a token of several words: its first and last word, and its form.
pub(crate) fn write_range(
    [first, last]: [usize; 2],
    form: &str,
    space_after: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let (form, misc) = (cell(form), if space_after { "_" } else { "SpaceAfter=No" });
    writeln!(out, "{first}-{last}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}")
}

/// A form or a lemma, without what would end its column or its line; never empty.
pub(crate) fn cell(text: &str) -> Cow<'_, str> {
    if text.trim().is_empty() {
        return Cow::Borrowed("_");
    }
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    if !text.contains(breaks) {
        return safe(text);
    }
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Cow::Owned(safe(&one_line).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::conllu::read;

    #[test]
    fn no_character_of_a_form_breaks_a_row() {
        let forms = [
            "a\tb",
            "a\r\n b",
            "\u{85}",
            "a\u{2028}b",
            "\u{1b}[31m",
            "#",
            "_",
            "\u{a0}",
            "1\u{a0}0",
        ];
        for form in forms {
            let mut written = Vec::new();
            let (tags, name) = (["X", "X", "_"], Some(('B', "DATE")));
            Row {
                id: 1,
                form,
                lemma: form,
                tags,
                head: 0,
                relation: "root",
                name,
                space_after: false,
            }
            .write(&mut written)
            .unwrap();
            let text = String::from_utf8(written).unwrap();
            assert!(text.ends_with("\tNE=B-DATE|SpaceAfter=No\n"), "{text}");
            assert_eq!((text.lines().count(), text.matches('\t').count()), (1, 9), "{text}");
            assert!(!text.chars().any(|c| c.is_control() && !"\n\t".contains(c)), "{text:?}");
            assert_eq!(read(&text).unwrap().sentences.len(), 1);
        }
    }
}
