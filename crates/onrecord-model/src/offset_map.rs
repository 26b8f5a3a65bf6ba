//! From any character of a text back to the bytes it came from.

use crate::span::{InCapture, InText, Span};

/// How a stretch of text came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// The same bytes stand in the capture.
    Kept,
    /// Something else stands there: an entity, a run of blanks, a byte of another charset.
    Replaced,
    /// Nothing stands there.
    Inserted,
}

impl Edit {
    /// The word used in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Replaced => "replaced",
            Self::Inserted => "inserted",
        }
    }
}

/// A stretch of text with its origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OffsetRun {
    /// Where it stands in the text; never empty.
    pub text: Span<InText>,
    /// What it came from; `None` if it was inserted.
    pub capture: Option<Span<InCapture>>,
    /// How it came to be.
    pub edit: Edit,
}

/// The runs that make up a text, each with the bytes of the capture that it came from.
///
/// Invariants:
/// 1. the runs tile the text: in order, without gap or overlap, none empty;
/// 2. their capture spans are in order and disjoint;
/// 3. a kept run has the same bytes on both sides;
/// 4. every bound is a character boundary of its text.
///
/// A [`TextBuilder`] makes text and map together, so that they hold by construction;
/// [`OffsetMap::check`] tests them again, for maps read from a store.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    runs: Vec<OffsetRun>,
}

impl OffsetMap {
    /// The map of a text that is its capture, from the capture's byte `at` on.
    pub fn identity(len: u32, at: u32) -> Self {
        let mut runs = Vec::new();
        if len > 0 {
            runs.push(OffsetRun {
                text: Span::new(0, len),
                capture: Some(Span::new(at, at + len)),
                edit: Edit::Kept,
            });
        }
        Self { runs }
    }

    /// A map from stored runs; check it before use.
    pub fn from_runs(runs: Vec<OffsetRun>) -> Self {
        Self { runs }
    }

    /// The runs, in the order of the text.
    pub fn runs(&self) -> &[OffsetRun] {
        &self.runs
    }

    /// Length of the text that the map describes, in bytes.
    pub fn text_len(&self) -> u32 {
        self.runs.last().map_or(0, |run| run.text.end())
    }

    /// The bytes that a span of the text came from.
    ///
    /// Inside a kept run they are exactly its bytes; a replaced run maps as a whole; over several
    /// runs the cover of their images is given. `None` for an empty span, and for one that was
    /// only inserted.
    ///
    /// ```
    /// use onrecord_model::{OffsetMap, Span, TextBuilder};
    /// let mut builder = TextBuilder::default(); // <p>AT&amp;T</p>
    /// builder.keep("AT", 3);
    /// builder.replace("&", Span::new(5, 10));
    /// builder.keep("T", 10);
    /// let (text, map) = builder.finish();
    /// assert_eq!(text, "AT&T");
    /// assert_eq!(map.to_capture(Span::new(1, 3)), Some(Span::new(4, 10)));
    /// ```
    pub fn to_capture(&self, span: Span<InText>) -> Option<Span<InCapture>> {
        let first = self.runs.partition_point(|run| run.text.end() <= span.start());
        let mut image: Option<Span<InCapture>> = None;
        for run in &self.runs[first..] {
            let Some(part) = run.text.intersect(span) else { break };
            let Some(capture) = run.capture else { continue };
            let part = match run.edit {
                Edit::Kept => {
                    let at = capture.start() + (part.start() - run.text.start());
                    Span::new(at, at + part.len())
                }
                Edit::Replaced | Edit::Inserted => capture,
            };
            image = Some(image.map_or(part, |image| image.cover(part)));
        }
        image
    }

    /// The map of a text made in two steps: `self` leads from the text to a middle form, `inner`
    /// from the middle form (as its text) to the capture.
    ///
    /// ```
    /// use onrecord_model::OffsetMap;
    /// let whole = OffsetMap::identity(4, 2).through(&OffsetMap::identity(10, 100));
    /// assert_eq!(whole, OffsetMap::identity(4, 102));
    /// ```
    #[must_use]
    pub fn through(&self, inner: &Self) -> Self {
        let mut runs = RunList::default();
        for run in &self.runs {
            let Some(middle) = run.capture else {
                runs.push(run.text.len(), None, Edit::Inserted);
                continue;
            };
            let middle: Span<InText> = Span::new(middle.start(), middle.end());
            if run.edit != Edit::Kept {
                let capture = inner.to_capture(middle);
                let edit = if capture.is_some() { Edit::Replaced } else { Edit::Inserted };
                runs.push(run.text.len(), capture, edit);
                continue;
            }
            let first = inner.runs.partition_point(|run| run.text.end() <= middle.start());
            for step in &inner.runs[first..] {
                let Some(part) = step.text.intersect(middle) else { break };
                // A kept slice of a replaced run can be named only as a whole; the builder of the
                // inner map makes one run a character, so that slices fall on its bounds.
                runs.push(part.len(), inner.to_capture(part), step.edit);
            }
        }
        Self { runs: runs.runs }
    }

    /// Tests the four invariants against the text and the capture's bytes.
    ///
    /// # Errors
    /// The first one that does not hold, in words.
    pub fn check(&self, text: &str, capture: &[u8]) -> Result<(), String> {
        let (mut text_at, mut capture_at) = (0, 0);
        for run in &self.runs {
            let place = format!("map run at {:?}", run.text);
            if run.text.is_empty() || run.text.start() != text_at {
                return Err(format!("{place} does not continue the text at {text_at}"));
            }
            text_at = run.text.end();
            let Some(slice) = text.get(run.text.range()) else {
                return Err(format!("{place} does not lie on character bounds of the text"));
            };
            if (run.edit == Edit::Inserted) != run.capture.is_none() {
                return Err(format!("{place} is {} yet {:?}", run.edit.name(), run.capture));
            }
            let Some(span) = run.capture else { continue };
            if span.start() < capture_at {
                return Err(format!("{place} goes back to byte {} of the capture", span.start()));
            }
            capture_at = span.end();
            let Some(bytes) = capture.get(span.range()) else {
                return Err(format!("{place} ends beyond the capture"));
            };
            if run.edit == Edit::Kept && bytes != slice.as_bytes() {
                return Err(format!("{place} is kept but its bytes differ from the capture"));
            }
        }
        if text_at as usize == text.len() {
            Ok(())
        } else {
            Err(format!("the map ends at {text_at}, the text at {}", text.len()))
        }
    }
}

/// Runs under construction: joins neighbours that one run can describe.
#[derive(Clone, Debug, Default)]
struct RunList {
    runs: Vec<OffsetRun>,
}

impl RunList {
    fn text_end(&self) -> u32 {
        self.runs.last().map_or(0, |run| run.text.end())
    }

    fn push(&mut self, len: u32, capture: Option<Span<InCapture>>, edit: Edit) {
        if len == 0 {
            return;
        }
        let start = self.text_end();
        let text = Span::new(start, start + len);
        if let Some(last) = self.runs.last_mut() {
            match (last.capture, capture) {
                (Some(before), Some(now))
                    if edit == Edit::Kept
                        && last.edit == Edit::Kept
                        && before.end() == now.start() =>
                {
                    last.text = last.text.cover(text);
                    last.capture = Some(before.cover(now));
                    return;
                }
                (Some(before), Some(now))
                    if edit == Edit::Replaced && last.edit == Edit::Replaced && before == now =>
                {
                    last.text = last.text.cover(text);
                    return;
                }
                (None, None) => {
                    last.text = last.text.cover(text);
                    return;
                }
                _ => {}
            }
        }
        self.runs.push(OffsetRun { text, capture, edit });
    }
}

/// Builds a text and its [`OffsetMap`] together.
///
/// What would go back in the capture, or over bytes already used, is taken in as inserted, so
/// that the map's order always holds.
#[derive(Clone, Debug, Default)]
pub struct TextBuilder {
    text: String,
    runs: RunList,
    capture_at: u32,
}

impl TextBuilder {
    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Length of the text so far, in bytes.
    pub fn len(&self) -> u32 {
        self.runs.text_end()
    }

    /// Whether nothing was added yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// End of the last bytes of the capture that were used.
    pub fn capture_end(&self) -> u32 {
        self.capture_at
    }

    /// Adds text that stands in the capture as it is, at byte `at`.
    pub fn keep(&mut self, text: &str, at: u32) {
        let len = Self::narrow(text);
        self.add(text, Some(Span::new(at, at + len)), Edit::Kept);
    }

    /// Adds text that stands for other bytes of the capture; for empty bytes it is inserted.
    pub fn replace(&mut self, text: &str, capture: Span<InCapture>) {
        let capture = (!capture.is_empty()).then_some(capture);
        self.add(text, capture, Edit::Replaced);
    }

    /// Adds text that stands for nothing in the capture.
    pub fn insert(&mut self, text: &str) {
        self.add(text, None, Edit::Inserted);
    }

    /// The text and its map.
    pub fn finish(self) -> (String, OffsetMap) {
        (self.text, OffsetMap { runs: self.runs.runs })
    }

    fn narrow(text: &str) -> u32 {
        u32::try_from(text.len()).expect("texts are at most u32::MAX bytes long")
    }

    fn add(&mut self, text: &str, capture: Option<Span<InCapture>>, edit: Edit) {
        let capture = capture.filter(|capture| capture.start() >= self.capture_at);
        let edit = if capture.is_some() { edit } else { Edit::Inserted };
        if let Some(capture) = capture.filter(|_| !text.is_empty()) {
            self.capture_at = capture.end();
        }
        self.runs.push(Self::narrow(text), capture, edit);
        self.text.push_str(text);
    }
}
