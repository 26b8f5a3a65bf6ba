//! Sentences with their trees, of gold or of a system alike. Knows nothing of the engine.

use std::ops::Range;

use super::fault::Fault;

/// Sentences in the order of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Treebank {
    /// The sentences.
    pub(crate) sentences: Vec<Sentence>,
}

/// A sentence. Its words are a tree with one root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sentence {
    /// Line of the file on which it begins; 0 if it comes from no file.
    pub(crate) line: usize,
    /// Whether a paragraph or a document begins with it.
    pub(crate) opens_paragraph: bool,
    /// Its tokens in order; together they have all its words.
    pub(crate) tokens: Vec<Token>,
    /// Its words in order.
    pub(crate) words: Vec<Word>,
}

/// What stands between blanks and marks: one word, or several (`don't`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    /// As it stands in the text; not empty, not only blanks.
    pub(crate) form: String,
    /// Its words; not empty.
    pub(crate) words: Range<usize>,
    /// Whether a blank follows.
    pub(crate) space_after: bool,
}

/// A node of the tree, in the columns of CoNLL-U (`_` where there is nothing).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// FORM.
    pub(crate) form: String,
    /// LEMMA.
    pub(crate) lemma: String,
    /// UPOS.
    pub(crate) upos: String,
    /// XPOS.
    pub(crate) xpos: String,
    /// FEATS.
    pub(crate) features: String,
    /// HEAD, counted from 0 in the sentence; none for the root.
    pub(crate) head: Option<usize>,
    /// DEPREL with its subtype.
    pub(crate) relation: String,
}

impl Word {
    /// The label of its arc without the subtype.
    pub(crate) fn universal_relation(&self) -> &str {
        self.relation.split(':').next().unwrap_or_default()
    }
}

/// A word that is given to the engine: where it stands, and whether its token is that of the word
/// before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Given {
    /// Bytes of the text.
    pub(crate) range: Range<usize>,
    /// As in `onrecord_engine::sentence::Word`.
    pub(crate) joined: bool,
}

impl Treebank {
    /// The running text, made again from the tokens: blanks as the tokens have it, one blank
    /// between sentences, an empty line between paragraphs and documents.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for sentence in &self.sentences {
            sentence.append(&mut text);
        }
        text
    }

    /// Where the words of each sentence stand in [`text`](Self::text).
    ///
    /// # Errors
    /// A token that has fewer characters than words.
    pub(crate) fn given(&self) -> Result<Vec<Vec<Given>>, Fault> {
        let mut text = String::new();
        self.sentences.iter().map(|sentence| sentence.given(&mut text)).collect()
    }
}

impl Sentence {
    /// Appends the sentence; returns where its tokens came to stand.
    fn append(&self, text: &mut String) -> Vec<Range<usize>> {
        if !text.is_empty() {
            text.push_str(if self.opens_paragraph { "\n\n" } else { " " });
        }
        let mut space = false;
        let place = |token: &Token| {
            if std::mem::replace(&mut space, token.space_after) {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(&token.form);
            start..text.len()
        };
        self.tokens.iter().map(place).collect()
    }

    fn given(&self, text: &mut String) -> Result<Vec<Given>, Fault> {
        let mut given = Vec::with_capacity(self.words.len());
        for (token, place) in self.tokens.iter().zip(self.append(text)) {
            let forms: Vec<&str> =
                self.words[token.words.clone()].iter().map(|word| word.form.as_str()).collect();
            let pieces = pieces(&token.form, &forms).ok_or_else(|| {
                let reason = format!("“{}” is too short for {} words", token.form, forms.len());
                Fault::new(self.line, reason)
            })?;
            given.extend(pieces.into_iter().enumerate().map(|(index, piece)| Given {
                range: place.start + piece.start..place.start + piece.end,
                joined: index > 0,
            }));
        }
        Ok(given)
    }
}

/// Cuts a token into its words: where their forms stand in it or, if they are spelt otherwise than
/// the token (`wanna`: `want`, `to`), into parts of about the same number of characters.
fn pieces(token: &str, words: &[&str]) -> Option<Vec<Range<usize>>> {
    let cuts: Vec<usize> = if let [_] = words {
        vec![0, token.len()]
    } else if words.concat() == token {
        let ends = words.iter().scan(0, |end, word| {
            *end += word.len();
            Some(*end)
        });
        std::iter::once(0).chain(ends).collect()
    } else {
        let starts: Vec<usize> =
            token.char_indices().map(|(at, _)| at).chain([token.len()]).collect();
        (0..=words.len()).map(|word| starts[word * (starts.len() - 1) / words.len()]).collect()
    };
    let pieces: Vec<_> = cuts.windows(2).map(|cut| cut[0]..cut[1]).collect();
    pieces.iter().all(|piece| !piece.is_empty()).then_some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::conllu::read;

    #[test]
    fn the_text_is_made_again() {
        let treebank = read(include_str!("../../tests/eval/gold.conllu")).unwrap();
        let text = treebank.text();
        assert!(
            text.starts_with("Ilsa Brandt didn't sign the treaty.\n\n“We'll wait,” "),
            "{text}"
        );
        for (sentence, given) in treebank.sentences.iter().zip(treebank.given().unwrap()) {
            assert_eq!(sentence.words.len(), given.len());
            for token in &sentence.tokens {
                let pieces: String =
                    given[token.words.clone()].iter().map(|one| &text[one.range.clone()]).collect();
                assert_eq!(pieces, token.form);
                assert!(!given[token.words.start].joined);
                assert!(given[token.words.clone()].iter().skip(1).all(|one| one.joined));
            }
        }
    }

    #[test]
    fn tokens_are_cut_into_words() {
        assert_eq!(pieces("don't", &["do", "n't"]), Some(vec![0..2, 2..5]));
        assert_eq!(pieces("éé", &["e", "e"]), Some(vec![0..2, 2..4]));
        assert_eq!(pieces("wännä", &["want", "to"]), Some(vec![0..3, 3..7]));
        assert_eq!(pieces("x", &["y", "z"]), None);
    }
}
