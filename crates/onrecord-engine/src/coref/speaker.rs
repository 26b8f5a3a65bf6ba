//! Who says what is quoted: there `I` is he, and `he` is somebody else.

use rustc_hash::FxHashMap;

use super::Page;
use super::describe::Mention;
use super::kind::{Kind, Number};

/// The speakers of pronouns in quotations.
pub(super) struct Speakers {
    /// For each pronoun in a quotation, the mention that speaks.
    of: FxHashMap<usize, usize>,
    /// For each mention that speaks, the pronouns in its quotations that mean others.
    others: FxHashMap<usize, Vec<usize>>,
}

impl Speakers {
    pub(super) fn new(page: Page<'_>, mentions: &[Mention]) -> Self {
        let mut found = Self { of: FxHashMap::default(), others: FxHashMap::default() };
        let start = |mention: &Mention| {
            page.sentences[mention.place.sentence].words[mention.place.head].span.start()
        };
        // Heads in the order of the text: the first words of mentions are, their heads nearly.
        let mut heads: Vec<(u32, usize)> =
            mentions.iter().enumerate().map(|(at, mention)| (start(mention), at)).collect();
        heads.sort_unstable();
        for saying in page.sayings {
            let from = heads.partition_point(|(head, _)| *head < saying.source.start());
            let inside = heads[from..].iter().take_while(|(head, _)| *head < saying.source.end());
            let whole = inside.filter(|(_, at)| mentions[*at].kind != Kind::Verb);
            let Some(&(_, speaker)) = whole.max_by_key(|(_, at)| mentions[*at].place.words.len())
            else {
                continue;
            };
            let from = heads.partition_point(|(head, _)| *head < saying.content.start());
            let quoted = heads[from..].iter().take_while(|(head, _)| *head < saying.content.end());
            for &(_, at) in quoted {
                let mention = &mentions[at];
                if mention.form.is_none() || found.of.contains_key(&at) {
                    continue;
                }
                found.of.insert(at, speaker);
                if mention.person == 3 {
                    found.others.entry(speaker).or_default().push(at);
                }
            }
        }
        found
    }

    /// Who says `I`.
    pub(super) fn of_first(&self, mentions: &[Mention], at: usize) -> Option<usize> {
        let mention = &mentions[at];
        let is_one = mention.person == 1 && mention.number == Number::One;
        self.of.get(&at).copied().filter(|_| is_one)
    }

    /// Mentions that mean another one than this one does.
    pub(super) fn apart(&self, mentions: &[Mention], at: usize) -> impl Iterator<Item = usize> {
        let speaker = self.of.get(&at).copied().filter(|_| mentions[at].person == 3);
        let others = self.others.get(&at).into_iter().flatten().copied();
        speaker.into_iter().chain(others)
    }
}
