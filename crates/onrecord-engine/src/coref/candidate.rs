//! With which mentions one is compared: those near it, and those with the same name or head.
//!
//! Their number is bounded, so that time is linear in the text.

use rustc_hash::FxHashMap;

use super::describe::{Det, Mention, Symbol};
use super::feature::{clashes, naming, phrase, same_class};
use super::kind::Kind;
use super::table::CorefTables;

/// Mentions before a pronoun that are looked at, and of these the most that are compared.
const PRONOUN_WINDOW: usize = 60;
const PRONOUN_MOST: usize = 20;
/// Sentences that a pronoun reaches back.
const PRONOUN_SENTENCES: usize = 8;
/// Mentions before a name or noun that share no word with it and are compared all the same.
const NOUN_WINDOW: usize = 30;
/// Mentions with the same word that are compared.
const SAME_WORD: usize = 6;
/// Mentions after a pronoun, in its sentence, that are compared.
const AFTER: usize = 16;

/// The mentions by their words.
#[derive(Default)]
pub(super) struct Index {
    by_word: FxHashMap<Symbol, Vec<u32>>,
    /// The last mention of each pronoun of the first and second person.
    speakers: Vec<u32>,
}

impl Index {
    /// Numbers of the mentions that mention number `at` is compared with, each once: those before
    /// it from the last to the first, then those after it.
    pub(super) fn candidates(
        &self,
        mentions: &[Mention],
        at: usize,
        own: &CorefTables,
        found: &mut Vec<u32>,
    ) {
        found.clear();
        let mention = &mentions[at];
        if mention.form.is_some() {
            self.of_pronoun(mentions, at, found);
        } else {
            self.of_noun(mentions, at, own, found);
        }
    }

    fn of_pronoun(&self, mentions: &[Mention], at: usize, found: &mut Vec<u32>) {
        let mention = &mentions[at];
        for (number, other) in mentions[..at].iter().enumerate().rev().take(PRONOUN_WINDOW) {
            let far = mention.place.sentence - other.place.sentence;
            if found.len() == PRONOUN_MOST || far > PRONOUN_SENTENCES {
                break;
            }
            if !clashes(mention, other) {
                found.push(small(number));
            }
        }
        if mention.person < 3 {
            for &other in self.speakers.iter().rev() {
                if !found.contains(&other) {
                    found.push(other);
                }
            }
        }
        if matches!(mention.kind, Kind::He | Kind::His | Kind::They | Kind::First | Kind::It) {
            for (other, number) in mentions[at + 1..].iter().zip(at + 1..).take(AFTER) {
                if other.place.sentence != mention.place.sentence {
                    break;
                }
                if other.kind == Kind::Name && !clashes(mention, other) {
                    found.push(small(number));
                }
            }
        }
    }

    fn of_noun(&self, mentions: &[Mention], at: usize, own: &CorefTables, found: &mut Vec<u32>) {
        let mention = &mentions[at];
        let from = at.saturating_sub(NOUN_WINDOW);
        if mention.kind != Kind::Bare {
            let fits = |other: &Mention| {
                !clashes(mention, other) && (mention.det == Det::This || same_class(mention, other))
            };
            found.extend((from..at).filter(|&other| fits(&mentions[other])).map(small));
        }
        let mut add = |symbol: Symbol| {
            for &other in self.by_word.get(&symbol).into_iter().flatten().rev().take(SAME_WORD) {
                let related = || {
                    let other = &mentions[other as usize];
                    phrase(mention, other, own) > 0 || !matches!(naming(mention, other), 0 | 9)
                };
                if !found.contains(&other) && related() {
                    found.push(other);
                }
            }
        };
        add(mention.head);
        if mention.kind == Kind::Name {
            for &token in &mention.tokens {
                add(token);
            }
        }
        if let Some(initials) = mention.initials {
            add(initials);
        }
        found.sort_unstable_by(|one, other| other.cmp(one));
    }

    /// Enters a mention that has been compared.
    pub(super) fn add(&mut self, mentions: &[Mention], at: usize) {
        let mention = &mentions[at];
        let number = small(at);
        if mention.kind == Kind::Verb {
            return;
        }
        if mention.form.is_some() {
            if mention.person < 3 {
                self.speakers.retain(|&other| mentions[other as usize].form != mention.form);
                self.speakers.push(number);
            }
            return;
        }
        let mut enter = |symbol: Symbol| {
            let numbers = self.by_word.entry(symbol).or_default();
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        };
        enter(mention.head);
        if mention.kind == Kind::Name {
            mention.tokens.iter().copied().for_each(&mut enter);
        }
        mention.initials.into_iter().for_each(enter);
    }
}

fn small(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
