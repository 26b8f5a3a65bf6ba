//! A sentence as a person reads it.

use std::fmt::Write as _;

use super::graph::{Sentence, Word};

impl Sentence {
    /// The tree, a word a line, each under the word it depends on, then the names.
    ///
    /// Words that depend on one word stand in the order of the text. A line holds the word, its
    /// lemma if it is another, its parts of speech, its relation and its features.
    ///
    /// # Panics
    /// If `text` is not the text in which the sentence was found.
    pub fn show(&self, text: &str) -> String {
        show(text, self)
    }
}

fn show(text: &str, sentence: &Sentence) -> String {
    let mut out = String::new();
    let words = &sentence.words;
    let mut children = vec![Vec::new(); words.len()];
    for (at, word) in words.iter().enumerate() {
        if let Some(head) = word.head {
            children[head as usize].push(at);
        }
    }
    // Words still to be shown, the next one last, each with the branch before it.
    let roots = (0..words.len()).filter(|&at| words[at].head.is_none());
    let mut waiting: Vec<(usize, String, &str)> = roots.map(|at| (at, String::new(), "")).collect();
    while let Some((at, trunk, branch)) = waiting.pop() {
        let _ = writeln!(out, "{trunk}{branch}{}", line(text, &words[at]));
        let below = match branch {
            "" => trunk,
            "├─ " => trunk + "│  ",
            _ => trunk + "   ",
        };
        let last = children[at].last().copied();
        for &child in children[at].iter().rev() {
            let branch = if Some(child) == last { "└─ " } else { "├─ " };
            waiting.push((child, below.clone(), branch));
        }
    }
    for name in &sentence.names {
        let inside = &words[name.words.start as usize..name.words.end as usize];
        if let [first, .., last] | [first @ last] = inside {
            let name_text = &text[first.span.range().start..last.span.range().end];
            let _ = writeln!(out, "name “{}” {}", one_line(name_text), name.kind.name());
        }
    }
    out
}

fn line(text: &str, word: &Word) -> String {
    let form = &text[word.span.range()];
    let mut line = one_line(form);
    if *word.lemma != *form {
        let _ = write!(line, " ({})", word.lemma);
    }
    let _ = write!(line, " {} {} {}", word.upos.name(), word.xpos.name(), word.relation.name());
    if !word.features.is_empty() {
        let _ = write!(line, " {}", word.features);
    }
    line
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;
    use onrecord_model::Span;

    use super::*;
    use crate::sentence::{Name, NameKind, Relation, Upos, Xpos};

    #[test]
    fn a_tree_is_drawn_from_its_root() {
        let text = "The old ferry left Vik.";
        let rows = [
            (0, 3, "the", Upos::Det, Xpos::Dt, Some(2), Relation::Det),
            (4, 7, "old", Upos::Adj, Xpos::Jj, Some(2), Relation::Amod),
            (8, 13, "ferry", Upos::Noun, Xpos::Nn, Some(3), Relation::Nsubj),
            (14, 18, "leave", Upos::Verb, Xpos::Vbd, None, Relation::Root),
            (19, 22, "Vik", Upos::Propn, Xpos::Nnp, Some(3), Relation::Obj),
            (22, 23, ".", Upos::Punct, Xpos::Stop, Some(3), Relation::Punct),
        ];
        let words = rows.map(|(start, end, lemma, upos, xpos, head, relation)| Word {
            span: Span::new(start, end),
            joined: false,
            upos,
            xpos,
            features: if start == 14 { "Tense=Past".into() } else { "".into() },
            lemma: lemma.into(),
            head,
            relation,
        });
        let names = vec![Name { words: 4..5, kind: NameKind::Location }];
        expect![[r"
            left (leave) VERB VBD root Tense=Past
            ├─ ferry NOUN NN nsubj
            │  ├─ The (the) DET DT det
            │  └─ old ADJ JJ amod
            ├─ Vik PROPN NNP obj
            └─ . PUNCT . punct
            name “Vik” LOCATION
        "]]
        .assert_eq(&show(text, &Sentence { words: words.into(), names }));
    }
}
