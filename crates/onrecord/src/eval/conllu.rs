//! Reads CoNLL-U (<https://universaldependencies.org/format.html>).
//!
//! Kept: paragraphs and documents, tokens, the basic tree. Left out: empty nodes, enhanced
//! dependencies, other comments. The crates for it (`conllu`, `rs-conllu`, `conll`) are small and
//! below 1.0; this is shorter than what it would take to name faults by their line with them.

use std::ops::{Range, RangeInclusive};

use super::fault::Fault;
use super::treebank::{Sentence, Token, Treebank, Word};

/// Reads a file.
///
/// # Errors
/// The first line that does not hold, as one that lacks a column or closes a circle of heads.
pub(crate) fn read(text: &str) -> Result<Treebank, Fault> {
    let mut treebank = Treebank::default();
    let mut open = Open::default();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            treebank.sentences.extend(open.close()?);
        } else {
            open.line(number, line).map_err(|reason| Fault::new(number, reason))?;
        }
    }
    treebank.sentences.extend(open.close()?);
    Ok(treebank)
}

/// A sentence that has not ended yet.
#[derive(Default)]
struct Open {
    sentence: Sentence,
    /// Line of each word.
    lines: Vec<usize>,
    /// HEAD of each word.
    heads: Vec<usize>,
    /// How many words there are when the last multi-word token has all of its.
    promised: usize,
}

impl Open {
    fn line(&mut self, number: usize, line: &str) -> Result<(), String> {
        if let Some(comment) = line.strip_prefix('#') {
            let name = comment.split_whitespace().next();
            self.sentence.opens_paragraph |= matches!(name, Some("newpar" | "newdoc"));
            return Ok(());
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let columns: [&str; 10] = columns.try_into().map_err(|columns: Vec<&str>| {
            format!("{} columns instead of 10, separated by tabs", columns.len())
        })?;
        if self.sentence.line == 0 {
            self.sentence.line = number;
        }
        match id(columns[0]).ok_or_else(|| format!("“{}” is no id", columns[0]))? {
            Id::Empty => Ok(()),
            Id::Words(range) => self.multi_word(&range, &columns),
            Id::Word(id) => self.word(id, number, &columns),
        }
    }

    fn multi_word(
        &mut self,
        ids: &RangeInclusive<usize>,
        columns: &[&str; 10],
    ) -> Result<(), String> {
        let next = self.next();
        if *ids.start() != next
            || ids.end() <= ids.start()
            || self.sentence.words.len() < self.promised
        {
            return Err(format!("“{}” is no multi-word token that begins at {next}", columns[0]));
        }
        self.promised = *ids.end();
        self.token(next - 1..self.promised, columns)
    }

    fn word(&mut self, id: usize, line: usize, columns: &[&str; 10]) -> Result<(), String> {
        let next = self.next();
        if id != next {
            return Err(format!("the id is {id} instead of {next}"));
        }
        let [_, form, lemma, upos, xpos, features, head, relation, ..] = columns.map(str::to_owned);
        let head = head.parse().map_err(|_| format!("the head “{head}” is no number"))?;
        if id > self.promised {
            self.token(id - 1..id, columns)?;
        }
        self.lines.push(line);
        self.heads.push(head);
        self.sentence.words.push(Word { form, lemma, upos, xpos, features, head: None, relation });
        Ok(())
    }

    fn token(&mut self, words: Range<usize>, columns: &[&str; 10]) -> Result<(), String> {
        let form = columns[1].to_owned();
        if form.trim().is_empty() {
            return Err("an empty form".to_owned());
        }
        let space_after = columns[9].split('|').all(|part| part != "SpaceAfter=No");
        self.sentence.tokens.push(Token { form, words, space_after });
        Ok(())
    }

    /// The id that the next word must have.
    fn next(&self) -> usize {
        self.sentence.words.len() + 1
    }

    /// Ends the sentence, if there is one, and begins the next.
    fn close(&mut self) -> Result<Option<Sentence>, Fault> {
        if self.sentence.line == 0 {
            return Ok(None);
        }
        let Self { mut sentence, lines, heads, promised } = std::mem::take(self);
        let count = sentence.words.len();
        let last = lines.last().copied().unwrap_or(sentence.line);
        if count < promised.max(1) {
            let reason = format!("the sentence ends before its word {}", promised.max(1));
            return Err(Fault::new(last, reason));
        }
        if let Some(word) = heads.iter().position(|&head| head > count) {
            let reason = format!("the head {} of a sentence of {count} words", heads[word]);
            return Err(Fault::new(lines[word], reason));
        }
        let roots: Vec<usize> = (0..count).filter(|&word| heads[word] == 0).collect();
        match roots[..] {
            [_] => {}
            [] => return Err(Fault::new(sentence.line, "a sentence without a root")),
            [_, second, ..] => return Err(Fault::new(lines[second], "a second root")),
        }
        if let Some(word) = circle(&heads) {
            return Err(Fault::new(lines[word], "the heads lead in a circle"));
        }
        for (word, head) in sentence.words.iter_mut().zip(heads) {
            word.head = head.checked_sub(1);
        }
        Ok(Some(sentence))
    }
}

enum Id {
    Word(usize),
    Words(RangeInclusive<usize>),
    Empty,
}

fn id(text: &str) -> Option<Id> {
    let number = |text: &str| -> Option<usize> {
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
    };
    if let Some((word, copy)) = text.split_once('.') {
        return number(word).and(number(copy)).map(|_| Id::Empty);
    }
    match text.split_once('-') {
        Some((first, last)) => Some(Id::Words(number(first)?..=number(last)?)),
        None => number(text).map(Id::Word),
    }
}

/// A word whose heads lead to itself. Heads are counted from 1; 0 is the root's.
fn circle(heads: &[usize]) -> Option<usize> {
    // The walk that came by first; 0 for none.
    let mut walks = vec![0; heads.len()];
    for first in 0..heads.len() {
        let mut word = first;
        while walks[word] == 0 {
            walks[word] = first + 1;
            match heads[word].checked_sub(1) {
                Some(head) => word = head,
                None => break,
            }
        }
        if walks[word] == first + 1 && heads[word] != 0 {
            return Some(word);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::rows::write;

    const GOLD: &str = include_str!("../../tests/eval/gold.conllu");

    #[test]
    fn what_was_read_is_written() {
        let read_once = read(GOLD).unwrap();
        assert!(read_once.sentences.len() >= 15);
        let mut written = Vec::new();
        write(&read_once, &mut written).unwrap();
        let mut again = read(std::str::from_utf8(&written).unwrap()).unwrap();
        for (once, again) in read_once.sentences.iter().zip(&mut again.sentences) {
            again.line = once.line;
        }
        assert_eq!(read_once, again);
    }

    #[test]
    fn line_breaks_and_the_last_empty_line_do_not_matter() {
        let plain = read(GOLD).unwrap();
        assert_eq!(read(&GOLD.replace('\n', "\r\n")), Ok(plain.clone()));
        assert_eq!(read(GOLD.trim_end()), Ok(plain));
        assert_eq!(read("\n# only a comment\n\n"), Ok(Treebank::default()));
    }

    /// Rows of `id form head`.
    fn fault(rows: &[&str]) -> String {
        let line = |row: &&str| match row.split(' ').collect::<Vec<_>>()[..] {
            [id, form, head] => format!("{id}\t{form}\t_\tX\tX\t_\t{head}\tdep\t_\t_\n"),
            _ => format!("{row}\n"),
        };
        read(&rows.iter().map(line).collect::<String>()).unwrap_err().to_string()
    }

    #[test]
    fn faults_are_named_with_their_line() {
        assert_eq!(fault(&["1\ta"]), "1: 2 columns instead of 10, separated by tabs");
        assert_eq!(fault(&["# c", "x a 0"]), "2: “x” is no id");
        assert_eq!(fault(&["1 a 0", "3 b 1"]), "2: the id is 3 instead of 2");
        assert_eq!(fault(&["1 a _"]), "1: the head “_” is no number");
        assert_eq!(fault(&["1 a -1"]), "1: the head “-1” is no number");
        assert_eq!(fault(&["1  0"]), "1: an empty form");
        assert_eq!(fault(&["1 a 0", "2 b 3"]), "2: the head 3 of a sentence of 2 words");
        assert_eq!(fault(&["1 a 0", "2 b 0"]), "2: a second root");
        assert_eq!(fault(&["1 a 2", "2 b 1"]), "1: a sentence without a root");
        assert_eq!(fault(&["1 a 0", "2 b 3", "3 c 2"]), "2: the heads lead in a circle");
        assert_eq!(fault(&["1 a 0", "2 b 2"]), "2: the heads lead in a circle");
        assert_eq!(fault(&["1-2 ab _", "1 a 0"]), "2: the sentence ends before its word 2");
        assert_eq!(fault(&["1.1 a _"]), "1: the sentence ends before its word 1");
        let twice = ["1-3 abc _", "1 a 0", "2-3 bc _"];
        assert_eq!(fault(&twice), "3: “2-3” is no multi-word token that begins at 2");
        assert_eq!(fault(&["1-1 a _"]), "1: “1-1” is no multi-word token that begins at 1");
    }
}
