//! Memory of the models at work, kept from text to text.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::name::NameScratch;
use super::parse::ParseScratch;
use super::segment::SegmentScratch;

/// Memory of all models.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    pub(super) segment: SegmentScratch,
    pub(super) parse: ParseScratch,
    pub(super) names: NameScratch,
}

/// Memory that no text is read with at the moment: as much as there were texts at a time.
#[derive(Debug, Default)]
pub(super) struct Spare(Mutex<Vec<Scratch>>);

/// Memory for one text; goes back when dropped.
pub(super) struct Lent<'s> {
    pub(super) scratch: Scratch,
    spare: &'s Spare,
}

impl Spare {
    /// Lends memory.
    pub(super) fn lend(&self) -> Lent<'_> {
        Lent { scratch: self.all().pop().unwrap_or_default(), spare: self }
    }

    fn all(&self) -> MutexGuard<'_, Vec<Scratch>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Clone for Spare {
    /// None: memory is not shared.
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl Drop for Lent<'_> {
    fn drop(&mut self) {
        // What a panic left may be half done.
        if !std::thread::panicking() {
            self.spare.all().push(std::mem::take(&mut self.scratch));
        }
    }
}
