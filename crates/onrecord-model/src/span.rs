//! A half-open range of bytes that knows which text it belongs to.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Range;

/// Coordinates in the stored bytes of a capture.
pub enum InCapture {}
/// Coordinates in [`Document::text`](crate::Document::text), in UTF-8 bytes.
pub enum InText {}

/// A half-open range of byte offsets in the space `S` ([`InCapture`] or [`InText`]).
///
/// Spans of different spaces are different types, so that an offset into the page cannot be used
/// to cut the text made from it.
///
/// ```
/// use onrecord_model::{InText, Span};
/// let span: Span<InText> = Span::new(4, 9);
/// assert_eq!(&"The envoy said"[span.range()], "envoy");
/// ```
pub struct Span<S> {
    // Invariant: start <= end.
    start: u32,
    end: u32,
    space: PhantomData<fn() -> S>,
}

impl<S> Span<S> {
    /// The span from `start` up to but not including `end`.
    ///
    /// # Panics
    /// When `start > end`.
    #[track_caller]
    pub fn new(start: u32, end: u32) -> Self {
        assert!(start <= end, "span starts at {start} after its end {end}");
        Self { start, end, space: PhantomData }
    }

    /// The same from a range of `usize`.
    ///
    /// # Panics
    /// When the range is reversed or ends beyond `u32::MAX`.
    #[track_caller]
    pub fn from_range(range: Range<usize>) -> Self {
        let narrow = |n: usize| u32::try_from(n).expect("texts are at most u32::MAX bytes long");
        Self::new(narrow(range.start), narrow(range.end))
    }

    /// First byte.
    pub fn start(self) -> u32 {
        self.start
    }

    /// One past the last byte.
    pub fn end(self) -> u32 {
        self.end
    }

    /// Length in bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The span as a range to index a `str` or slice with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies inside this span (an empty one at either end does).
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The bytes that both hold; `None` when they share none.
    pub fn intersect(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then(|| Self::new(start, end))
    }

    /// The shortest span that contains both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
}

impl<S> Clone for Span<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for Span<S> {}
impl<S> PartialEq for Span<S> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<S> Eq for Span<S> {}
impl<S> PartialOrd for Span<S> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<S> Ord for Span<S> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}
impl<S> Hash for Span<S> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.start, self.end).hash(state);
    }
}
impl<S> fmt::Debug for Span<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
