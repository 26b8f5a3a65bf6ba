//! Which documents of a run without a ledger repeat an earlier one.
//!
//! Bounded: the latest [`KEPT`] documents are compared, about 100 MB when full.

use std::collections::{BTreeSet, HashSet, VecDeque};

use onrecord_model::{CaptureId, Id, Sketch};

/// How many documents, and how many captures, are remembered.
pub(crate) const KEPT: usize = 100_000;
/// Documents looked at for one that comes in: wire copy and templates make long chains.
const LOOKED_AT: usize = 1000;
/// Chains: about two for every band of every document.
const HEADS_BITS: u32 = 22;

/// Finds the document that another one repeats.
pub(crate) trait Duplicates {
    /// The earliest document of another capture that a text with this sketch repeats; remembers
    /// the document.
    fn earlier(
        &mut self,
        document: Id,
        capture: &CaptureId,
        sketch: &Sketch,
    ) -> anyhow::Result<Option<Id>>;
}

struct Kept {
    document: Id,
    capture: u128,
    sketch: Sketch,
}

/// The latest documents, found by the bands of their sketches.
///
/// Like the window of a compressor: entries are numbered as they come; each chain leads from its
/// newest entry back in time, and ends where the window does.
pub(crate) struct Index {
    window: usize,
    bands: usize,
    kept: VecDeque<Kept>,
    /// Number of the first document of `kept`; never 0, so that entry 0 ends every chain.
    first: u64,
    /// Newest entry of each chain.
    heads: Vec<u64>,
    /// By entry modulo window: the entry before it in its chain.
    before: Vec<u64>,
}

impl Index {
    /// An index that remembers the latest `window` documents.
    pub(crate) fn new(window: usize) -> Self {
        Self {
            window,
            bands: 0,
            kept: VecDeque::new(),
            first: 1,
            heads: Vec::new(),
            before: Vec::new(),
        }
    }

    fn chain(band: u64) -> usize {
        usize::try_from(band >> (64 - HEADS_BITS)).unwrap_or_default()
    }

    /// Numbers of documents that share a chain with the sketch, earliest first.
    fn candidates(&self, sketch: &Sketch) -> BTreeSet<u64> {
        let mut found = BTreeSet::new();
        if self.heads.is_empty() {
            return found;
        }
        for band in sketch.bands() {
            let mut entry = self.heads[Self::chain(band)];
            while found.len() < LOOKED_AT && self.number(entry) >= self.first {
                found.insert(self.number(entry));
                entry = self.before[self.slot(entry)];
            }
        }
        found
    }

    fn number(&self, entry: u64) -> u64 {
        entry / self.bands as u64
    }

    fn slot(&self, entry: u64) -> usize {
        usize::try_from(entry % self.before.len() as u64).unwrap_or_default()
    }

    fn kept(&self, number: u64) -> Option<&Kept> {
        self.kept.get(usize::try_from(number.checked_sub(self.first)?).ok()?)
    }

    fn insert(&mut self, kept: Kept) {
        if self.heads.is_empty() {
            self.bands = kept.sketch.bands().count();
            self.heads = vec![0; 1 << HEADS_BITS];
            self.before = vec![0; self.window * self.bands];
        }
        if self.kept.len() == self.window {
            self.kept.pop_front();
            self.first += 1;
        }
        let number = self.first + self.kept.len() as u64;
        for (place, band) in (0u64..).zip(kept.sketch.bands()) {
            let entry = number * self.bands as u64 + place;
            let slot = self.slot(entry);
            self.before[slot] = std::mem::replace(&mut self.heads[Self::chain(band)], entry);
        }
        self.kept.push_back(kept);
    }
}

impl Duplicates for Index {
    fn earlier(
        &mut self,
        document: Id,
        capture: &CaptureId,
        sketch: &Sketch,
    ) -> anyhow::Result<Option<Id>> {
        let capture = short(capture);
        let numbers = self.candidates(sketch);
        let candidates = || numbers.iter().filter_map(|&number| self.kept(number));
        let alike = |kept: &&Kept| {
            kept.capture != capture && kept.sketch.resemblance(sketch) >= Sketch::DUPLICATE
        };
        let earliest = candidates().find(alike).map(|kept| kept.document);
        // A copy to the word adds nothing: whoever repeats it repeats the first as well.
        let same = |kept: &Kept| kept.capture != capture && kept.sketch == *sketch;
        if !candidates().any(same) {
            self.insert(Kept { document, capture, sketch: sketch.clone() });
        }
        Ok(earliest)
    }
}

/// Half of the hash: enough to tell captures apart.
fn short(capture: &CaptureId) -> u128 {
    capture
        .as_str()
        .get(..32)
        .and_then(|digits| u128::from_str_radix(digits, 16).ok())
        .unwrap_or_default()
}

/// The latest captures, by their bytes.
pub(crate) struct Captures {
    window: usize,
    order: VecDeque<u128>,
    known: HashSet<u128>,
}

impl Captures {
    /// Remembers the latest `window` captures.
    pub(crate) fn new(window: usize) -> Self {
        Self { window, order: VecDeque::new(), known: HashSet::new() }
    }

    /// Remembers a capture; whether it was known already.
    pub(crate) fn seen(&mut self, capture: &CaptureId) -> bool {
        let capture = short(capture);
        if !self.known.insert(capture) {
            return true;
        }
        if self.order.len() == self.window
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
        self.order.push_back(capture);
        false
    }
}

#[cfg(test)]
mod tests {
    use onrecord_model::IdKind;

    use super::*;

    /// Text of 200 words: `common` of them the same for every `seed`.
    fn text(common: u32, seed: u32) -> String {
        let word = |n: u32| if n < common { format!("w{n} ") } else { format!("w{n}x{seed} ") };
        (0..200).map(word).collect()
    }

    fn ask(index: &mut Index, name: &str, text: &str) -> Option<String> {
        let id = |name: &str| Id::of(IdKind::Document, &[name.as_bytes()]);
        let capture = CaptureId::of(name.split('/').next().unwrap_or_default().as_bytes());
        let earlier = index.earlier(id(name), &capture, &Sketch::of(text).unwrap()).unwrap()?;
        let names = ["a", "b", "c", "d", "e", "f"];
        Some(names.into_iter().find(|name| id(name) == earlier).unwrap_or("?").to_owned())
    }

    #[test]
    fn the_earliest_is_named() {
        let mut index = Index::new(100);
        assert_eq!(ask(&mut index, "a", &text(190, 1)), None);
        assert_eq!(ask(&mut index, "b", &text(0, 2)), None);
        assert_eq!(ask(&mut index, "c", &text(190, 3)).as_deref(), Some("a"));
        assert_eq!(ask(&mut index, "d", &text(190, 4)).as_deref(), Some("a"));
        assert_eq!(ask(&mut index, "e", &text(0, 2)).as_deref(), Some("b"));
        assert_eq!(ask(&mut index, "f", &text(100, 5)), None);
    }

    #[test]
    fn documents_of_one_capture_are_not_compared() {
        let mut index = Index::new(100);
        assert_eq!(ask(&mut index, "a", &text(200, 0)), None);
        assert_eq!(ask(&mut index, "a/2", &text(200, 0)), None);
        assert_eq!(ask(&mut index, "b", &text(200, 0)).as_deref(), Some("a"));
    }

    #[test]
    fn the_window_moves_on() {
        let mut index = Index::new(3);
        for (name, seed) in [("a", 1), ("b", 2), ("c", 3)] {
            assert_eq!(ask(&mut index, name, &text(0, seed)), None);
        }
        assert_eq!(
            ask(&mut index, "x", &text(0, 1)).as_deref(),
            Some("a"),
            "a copy does not push out"
        );
        assert_eq!(ask(&mut index, "d", &text(0, 4)), None);
        assert_eq!(ask(&mut index, "e", &text(0, 1)), None, "forgotten");
        assert_eq!(ask(&mut index, "f", &text(0, 3)).as_deref(), Some("c"));
        assert_eq!(index.kept.len(), 3);
    }

    #[test]
    fn captures_are_known_again_for_a_while() {
        let mut captures = Captures::new(2);
        let seen =
            ["a", "b", "a", "c", "a"].map(|name| captures.seen(&CaptureId::of(name.as_bytes())));
        assert_eq!(seen, [false, false, true, false, false]);
    }
}
