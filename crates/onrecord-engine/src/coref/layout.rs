//! What a text looks like around its words: extents of phrases, clauses, quotations, paragraphs.

use crate::sentence::{Relation, Sentence, Upos, Word};

/// Places of words among all words of the text.
pub(super) struct Layout<'t> {
    pub(super) text: &'t str,
    pub(super) sentences: &'t [Sentence],
    /// Number of the first word of each sentence.
    starts: Vec<u32>,
    /// First and last word below each word, itself included, in its sentence.
    extents: Vec<(u32, u32)>,
    /// The word that heads the clause of each word, in its sentence.
    clauses: Vec<u32>,
    /// Number of the quotation that holds each word; 0 for none.
    quotations: Vec<u32>,
    /// Paragraph of each sentence.
    paragraphs: Vec<u32>,
    /// Whether each paragraph ends with a question mark.
    asks: Vec<bool>,
}

/// A word whose clause is not known yet.
const OPEN: u32 = u32::MAX;

impl<'t> Layout<'t> {
    pub(super) fn new(text: &'t str, sentences: &'t [Sentence]) -> Self {
        let count = sentences.iter().map(|sentence| sentence.words.len()).sum();
        let mut made = Self {
            text,
            sentences,
            starts: Vec::with_capacity(sentences.len()),
            extents: Vec::with_capacity(count),
            clauses: Vec::with_capacity(count),
            quotations: Vec::with_capacity(count),
            paragraphs: Vec::with_capacity(sentences.len()),
            asks: Vec::new(),
        };
        let mut quoted = Quoted::default();
        for sentence in sentences {
            made.starts.push(u32::try_from(made.clauses.len()).unwrap_or(u32::MAX));
            made.paragraph(sentence, &mut quoted);
            made.quotations(sentence, &mut quoted);
            made.extents(&sentence.words);
            made.clauses(&sentence.words);
        }
        made
    }

    fn at(&self, sentence: usize, word: usize) -> usize {
        self.starts[sentence] as usize + word
    }

    /// Number of a word among all.
    pub(super) fn number(&self, sentence: usize, word: usize) -> u32 {
        self.starts[sentence] + u32::try_from(word).unwrap_or(u32::MAX)
    }

    pub(super) fn extent(&self, sentence: usize, word: usize) -> (usize, usize) {
        let (low, high) = self.extents[self.at(sentence, word)];
        (low as usize, high as usize)
    }

    pub(super) fn clause(&self, sentence: usize, word: usize) -> usize {
        self.clauses[self.at(sentence, word)] as usize
    }

    pub(super) fn quotation(&self, sentence: usize, word: usize) -> u32 {
        self.quotations[self.at(sentence, word)]
    }

    pub(super) fn paragraph_of(&self, sentence: usize) -> u32 {
        self.paragraphs[sentence]
    }

    pub(super) fn asks(&self, paragraph: u32) -> bool {
        self.asks[paragraph as usize]
    }

    /// The characters of a word.
    pub(super) fn form(&self, word: &Word) -> &'t str {
        &self.text[word.span.range()]
    }

    fn paragraph(&mut self, sentence: &Sentence, quoted: &mut Quoted) {
        let Some(first) = sentence.words.first() else {
            self.paragraphs.push(u32::try_from(self.asks.len().saturating_sub(1)).unwrap_or(0));
            if self.asks.is_empty() {
                self.asks.push(false);
            }
            return;
        };
        let start = first.span.range().start;
        let gap = self.text.get(quoted.end..start).unwrap_or("");
        if self.asks.is_empty() || gap.contains('\n') {
            self.asks.push(false);
            quoted.open = 0;
        }
        let last = &sentence.words[sentence.words.len() - 1];
        quoted.end = last.span.range().end;
        if let Some(asks) = self.asks.last_mut() {
            *asks = self.text[..quoted.end].trim_end_matches(['"', '”', '\'', '’']).ends_with('?');
        }
        self.paragraphs.push(u32::try_from(self.asks.len() - 1).unwrap_or(0));
    }

    fn quotations(&mut self, sentence: &Sentence, quoted: &mut Quoted) {
        for word in &sentence.words {
            let mut inside = quoted.open;
            if word.upos == Upos::Punct {
                match self.form(word) {
                    "“" | "«" | "``" | "„" => quoted.begin(),
                    "\"" if quoted.open == 0 => quoted.begin(),
                    "\"" | "”" | "»" | "''" => quoted.open = 0,
                    _ => {}
                }
                inside = 0;
            }
            self.quotations.push(inside);
        }
    }

    fn extents(&mut self, words: &[Word]) {
        let start = self.extents.len();
        self.extents.extend((0..words.len()).map(|at| {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            (at, at)
        }));
        let extents = &mut self.extents[start..];
        for at in 0..words.len() {
            let own = u32::try_from(at).unwrap_or(u32::MAX);
            let mut above = words[at].head;
            while let Some(head) = above {
                let (low, high) = &mut extents[head as usize];
                *low = own.min(*low);
                *high = own.max(*high);
                above = words[head as usize].head;
            }
        }
    }

    /// The clause of each word: the word that heads it.
    fn clauses(&mut self, words: &[Word]) {
        let start = self.clauses.len();
        let mut subject = vec![false; words.len()];
        for word in words {
            if let (Some(head), true) = (word.head, is_subject(word.relation)) {
                subject[head as usize] = true;
            }
        }
        self.clauses.resize(start + words.len(), OPEN);
        let clauses = &mut self.clauses[start..];
        for first in 0..words.len() {
            let (mut at, mut found) = (first, OPEN);
            while found == OPEN {
                let word = &words[at];
                found = match word.head {
                    _ if clauses[at] != OPEN => clauses[at],
                    Some(head) if !heads_clause(word, subject[at]) => {
                        at = head as usize;
                        continue;
                    }
                    _ => u32::try_from(at).unwrap_or(0),
                };
            }
            let mut at = first;
            while clauses[at] == OPEN {
                clauses[at] = found;
                match words[at].head {
                    Some(head) if found as usize != at => at = head as usize,
                    _ => break,
                }
            }
        }
    }
}

/// Where a quotation is open.
#[derive(Default)]
struct Quoted {
    /// The open quotation; 0 for none.
    open: u32,
    count: u32,
    /// End of the last sentence.
    end: usize,
}

impl Quoted {
    fn begin(&mut self) {
        self.count += 1;
        self.open = self.count;
    }
}

pub(super) fn is_subject(relation: Relation) -> bool {
    matches!(relation, Relation::Nsubj | Relation::NsubjPass | Relation::NsubjOuter)
}

/// Whether a word heads a clause of its own. An open complement shares its subject with the clause
/// above, and so does a second verb without one.
fn heads_clause(word: &Word, has_subject: bool) -> bool {
    match word.relation {
        Relation::Root
        | Relation::Ccomp
        | Relation::Advcl
        | Relation::AdvclRelcl
        | Relation::Acl
        | Relation::AclRelcl
        | Relation::Csubj
        | Relation::CsubjPass
        | Relation::CsubjOuter
        | Relation::Parataxis => true,
        Relation::Conj => has_subject,
        _ => false,
    }
}
