//! Full stops that belong to the word before them.

use super::chars::{is_blank, is_closer, is_word};
use super::scan::Scanner;
use crate::tables::{Class, Ending};

/// What stands behind a full stop.
enum Follower<'t> {
    /// The end of the paragraph, or of the quotation that the paragraph ends with.
    Nothing,
    /// Something that touches it.
    Touching(char),
    /// The next word, behind a blank.
    Word(&'t str),
}

impl Scanner<'_> {
    /// Whether the full stop at `end` belongs to the word `start..end`. The full stop of an
    /// abbreviation that ends a sentence is a token of its own, as in the treebanks.
    pub(super) fn takes_stop(&self, start: usize, end: usize) -> bool {
        let word = self.slice(start, end);
        let stops = (end..end + 4).take_while(|&at| self.char_at(at) == Some('.')).count();
        if word.len() > 16 || stops > 2 {
            return false;
        }
        if stops == 2 {
            return word.contains('.') || self.tables.any_abbreviation(word).is_some();
        }
        let ending = if is_initial(word) {
            return self.is_initial_here(word, end + 1)
                || self.tables.any_abbreviation(word) == Some(Ending::Number)
                    && self.before_figure(end + 1);
        } else if let Some(ending) = self.tables.any_abbreviation(word) {
            ending
        } else if word.contains('.') {
            Ending::Maybe
        } else {
            return false;
        };
        match ending {
            Ending::Never => !matches!(self.follower(end + 1), Follower::Nothing),
            Ending::Number => self.before_figure(end + 1),
            Ending::Maybe => match self.follower(end + 1) {
                Follower::Nothing => false,
                Follower::Touching(_) => true,
                Follower::Word(next) => !self.begins_sentence(next),
            },
        }
    }

    fn begins_sentence(&self, word: &str) -> bool {
        word.starts_with(char::is_uppercase) && self.tables.class(word).any(Class::STARTER)
    }

    fn before_figure(&self, at: usize) -> bool {
        match self.follower(at) {
            Follower::Nothing => false,
            Follower::Touching(c) => c.is_ascii_digit(),
            Follower::Word(word) => word.starts_with(|c: char| c.is_ascii_digit()),
        }
    }

    /// Whether `A.` is the initial of a name: a name follows, or what goes on with the sentence.
    /// `I` is one only before another initial.
    fn is_initial_here(&self, word: &str, at: usize) -> bool {
        match self.follower(at) {
            Follower::Nothing => false,
            Follower::Touching(c) => c.is_uppercase() || matches!(c, ',' | '-' | '\'' | '’'),
            Follower::Word(next) => {
                next.starts_with(char::is_alphanumeric)
                    && !self.begins_sentence(next)
                    && (word != "I" || is_initial(next))
            }
        }
    }

    fn follower(&self, at: usize) -> Follower<'_> {
        let rest = &self.text[at..self.end];
        let inner = rest.trim_start_matches(is_closer);
        let behind = inner.trim_start_matches(is_blank);
        if behind.is_empty() {
            return Follower::Nothing;
        }
        if let Some(c) = rest.chars().next().filter(|&c| !is_blank(c))
            && !(is_closer(c) && inner.len() != behind.len())
        {
            return Follower::Touching(c);
        }
        let word = behind.trim_start_matches(super::chars::is_opener);
        let end = word.find(|c| !is_word(c)).unwrap_or(word.len());
        Follower::Word(&word[..end])
    }
}

/// `A`; a sentence may end with `I`.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}
