//! What a row of a pattern table must match and must not; every such table's test walks it.

use serde::Deserialize;

/// The examples of a row.
#[derive(Debug, Deserialize)]
pub(crate) struct Examples {
    #[cfg_attr(not(test), expect(dead_code, reason = "for the test that walks the table"))]
    yes: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "for the test that walks the table"))]
    no: Vec<String>,
}

#[cfg(test)]
impl Examples {
    /// Checks that there are enough of them, and that the row `name` matches as they say.
    pub(crate) fn check(&self, name: &str, matches: impl Fn(&str) -> bool) {
        assert!(self.yes.len() >= 2 && self.no.len() >= 2, "{name}: two examples each");
        let wrong = |lines: &[String], expected| {
            lines.iter().filter(|line| matches(line) != expected).cloned().collect::<Vec<_>>()
        };
        let (missed, taken) = (wrong(&self.yes, true), wrong(&self.no, false));
        assert!(missed.is_empty(), "{name} must match: {missed:#?}");
        assert!(taken.is_empty(), "{name} must not match: {taken:#?}");
    }
}
