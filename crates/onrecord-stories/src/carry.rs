//! Who carries whose words, and who names whom as a source.

use std::collections::BTreeMap;
use std::hash::BuildHasher;
use std::ops::Range;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::text::Text;

/// Words of a shingle.
const SHINGLE: usize = 5;
/// A shingle that a text repeats more often tells nothing.
const REPEATED: usize = 4;
/// Words changed, added or left out between two shingles of one piece.
const EDIT: usize = 8;
/// Words of the shortest piece that is taken for copied; fewer are a phrase or a shared quotation.
const PIECE: usize = 22;
/// Share of the words of both texts, from which on they are one text.
const NEAR: f64 = 0.7;
/// Earlier documents with which a later one is compared, those with the most shingles in common first.
const COMPARED: usize = 64;

/// How a document has what it tells from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum How {
    /// The same words.
    Exact,
    /// The same words but for some.
    Near,
    /// Some of its words.
    Partial,
    /// It names the other as its source.
    Cites,
}

impl How {
    /// The word used in the record.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Near => "near",
            Self::Partial => "partial",
            Self::Cites => "cites",
        }
    }
}

/// A document that has words, or what it tells, from another; numbers of documents of a story.
pub(crate) struct Carry {
    pub(crate) how: How,
    /// Who carries.
    pub(crate) from: usize,
    /// Whom; none where it is not among the documents.
    pub(crate) to: Option<usize>,
    /// Whom it names, in its words, for [`How::Cites`].
    pub(crate) outlet: Option<String>,
    /// Words of both that are the same; for [`How::Cites`], where the source is named.
    pub(crate) shared: Vec<(Range<usize>, Range<usize>)>,
}

impl Carry {
    /// Where a word of the carrier stands in what it carries, up to small edits; none outside of what they share.
    pub(crate) fn image(&self, word: usize) -> Option<usize> {
        let (own, theirs) = self.shared.iter().find(|(own, _)| own.contains(&word))?;
        Some((theirs.start + word - own.start).min(theirs.end.saturating_sub(1)))
    }
}

/// All carries among these documents, which are in the order in which they appeared.
pub(crate) fn carries(texts: &[Text<'_>]) -> Vec<Carry> {
    let mut carries = copies(texts);
    carries.extend(citations(texts, &carries));
    carries.sort_by_key(|carry| (carry.from, carry.to, carry.how));
    carries
}

fn copies(texts: &[Text<'_>]) -> Vec<Carry> {
    let shingles: Vec<_> = texts.iter().map(shingles).collect();
    let mut holders: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut carries = Vec::new();
    for (from, own) in shingles.iter().enumerate() {
        let mut common: BTreeMap<usize, usize> = BTreeMap::new();
        for &key in own.keys() {
            let held = holders.entry(key).or_default();
            for &to in held.iter() {
                *common.entry(to).or_default() += 1;
            }
            held.push(from);
        }
        let mut common: Vec<(usize, usize)> = common.into_iter().collect();
        common.sort_by_key(|&(to, number)| (std::cmp::Reverse(number), to));
        for &(to, _) in common.iter().take(COMPARED) {
            let pieces = pieces(own, &shingles[to]);
            carries.extend(copy(texts, from, to, pieces));
        }
    }
    carries
}

/// What the shared pieces of two documents make of them.
fn copy(
    texts: &[Text<'_>],
    from: usize,
    to: usize,
    pieces: Vec<(Range<usize>, Range<usize>)>,
) -> Option<Carry> {
    let wording = |at: usize| texts[at].words[texts[at].body..].iter().map(|word| &word.lower);
    let (own, other) = (wording(from).len(), wording(to).len());
    let shared: usize = pieces.iter().map(|(words, _)| words.len()).sum();
    #[expect(clippy::cast_precision_loss, reason = "numbers of words")]
    let share = 2.0 * shared as f64 / (own + other) as f64;
    let how = if wording(from).eq(wording(to)) {
        How::Exact
    } else if share >= NEAR {
        How::Near
    } else {
        How::Partial
    };
    let own_words =
        |words: &Range<usize>| words.clone().filter(|&at| !texts[from].is_quoted(at)).count();
    let shared: Vec<_> = pieces
        .into_iter()
        .filter(|(words, _)| {
            how != How::Partial || words.len() >= PIECE && 2 * own_words(words) >= PIECE
        })
        .collect();
    (!shared.is_empty()).then_some(Carry { how, from, to: Some(to), outlet: None, shared })
}

/// Where each run of some words of the body begins.
fn shingles(text: &Text<'_>) -> BTreeMap<u64, Vec<usize>> {
    let words: Vec<&str> = text.words[text.body..].iter().map(|word| word.lower.as_str()).collect();
    let mut found: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, shingle) in words.windows(SHINGLE).enumerate() {
        found.entry(FxBuildHasher.hash_one(shingle)).or_default().push(text.body + at);
    }
    found.retain(|_, places| places.len() <= REPEATED);
    found
}

/// Stretches of words that two texts share up to small edits, in the order of the first.
fn pieces(
    own: &BTreeMap<u64, Vec<usize>>,
    other: &BTreeMap<u64, Vec<usize>>,
) -> Vec<(Range<usize>, Range<usize>)> {
    let mut meet: Vec<(usize, usize)> = own
        .iter()
        .filter_map(|(key, places)| Some((places, other.get(key)?)))
        .flat_map(|(places, others)| {
            places.iter().flat_map(|&at| others.iter().map(move |&to| (at, to)))
        })
        .collect();
    meet.sort_unstable();
    let mut pieces: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for (at, to) in meet {
        let near = |end: usize, next: usize| next + SHINGLE > end && next <= end + EDIT;
        let follows =
            |piece: &(Range<usize>, Range<usize>)| near(piece.0.end, at) && near(piece.1.end, to);
        if let Some(place) = pieces.iter().rposition(follows) {
            let piece = &mut pieces[place];
            piece.0.end = at + SHINGLE;
            piece.1.end = piece.1.end.max(to + SHINGLE);
        } else if pieces.last().is_none_or(|last| at + SHINGLE > last.0.end) {
            pieces.push((at..at + SHINGLE, to..to + SHINGLE));
        }
    }
    // No word counts twice.
    let mut end = 0;
    pieces.retain(|piece| {
        let is_new = piece.0.start >= end;
        if is_new {
            end = piece.0.end;
        }
        is_new
    });
    pieces
}

/// Documents that name the outlet of another, or another outlet.
fn citations(texts: &[Text<'_>], copies: &[Carry]) -> Vec<Carry> {
    let outlets: BTreeMap<String, Vec<usize>> =
        texts.iter().enumerate().fold(BTreeMap::new(), |mut outlets, (at, text)| {
            if let Some(outlet) = text.telling.outlet() {
                outlets.entry(outlet.to_lowercase()).or_insert_with(Vec::new).push(at);
            }
            outlets
        });
    let mut carries = Vec::new();
    for (from, text) in texts.iter().enumerate() {
        let own = text.telling.outlet().map(str::to_lowercase);
        let mut named: BTreeMap<&str, Range<usize>> = BTreeMap::new();
        for (outlet, _) in outlets.iter().filter(|(outlet, _)| own.as_ref() != Some(outlet)) {
            if let Some(words) = text.find(outlet) {
                named.insert(outlet, words);
            }
        }
        for (outlet, words) in named {
            let theirs = &outlets[outlet];
            // The latest before it; a page may be dated later than what cites it.
            let to = theirs.iter().rev().find(|&&to| to < from).or(theirs.first()).copied();
            let is_copy = |carry: &Carry| {
                carry.from == from && carry.to.is_some_and(|to| theirs.contains(&to))
            };
            if !copies.iter().any(is_copy) {
                let named = text.span(words.clone()).quote;
                carries.push(Carry {
                    how: How::Cites,
                    from,
                    to,
                    outlet: Some(named),
                    shared: vec![(words, 0..0)],
                });
            }
        }
        for party in text
            .telling
            .statements()
            .iter()
            .flat_map(|one| one.source.iter().chain(one.via.iter().map(|via| &via.party)))
        {
            let name = party.name.as_deref().unwrap_or(&party.span.quote);
            let folded = name.to_lowercase();
            let is_outlet = party.party_kind.as_deref() == Some("outlet");
            let is_known = outlets
                .keys()
                .any(|outlet| outlet.contains(&folded) || folded.contains(outlet.as_str()));
            let is_told =
                |carry: &Carry| carry.from == from && carry.outlet.as_deref() == Some(name);
            if is_outlet
                && !is_known
                && own.as_deref() != Some(&folded)
                && !carries.iter().any(is_told)
            {
                let words = text.at(&party.span);
                if !words.is_empty() {
                    carries.push(Carry {
                        how: How::Cites,
                        from,
                        to: None,
                        outlet: Some(name.to_owned()),
                        shared: vec![(words, 0..0)],
                    });
                }
            }
        }
    }
    carries
}
