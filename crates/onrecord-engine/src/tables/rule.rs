//! The rules that make statements of quotations: `rules.tsv`.

use super::tsv::{TableError, rows};

/// A rule that makes statements. Each has a row in `rules.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rule {
    CueAfter,
    CueBefore,
    CueObject,
    Adposition,
    Label,
    Signed,
    Headline,
    Continued,
    NextParagraph,
    OpenParagraph,
    AfterReport,
    MixedBefore,
    MixedAfter,
    MixedObject,
    NoOpener,
    NoCloser,
    AfterColon,
}

const NAMES: [(Rule, &str); 17] = [
    (Rule::CueAfter, "quote-cue-after"),
    (Rule::CueBefore, "quote-cue-before"),
    (Rule::CueObject, "quote-cue-object"),
    (Rule::Adposition, "quote-according-to"),
    (Rule::Label, "quote-label"),
    (Rule::Signed, "quote-signed"),
    (Rule::Headline, "quote-headline"),
    (Rule::Continued, "quote-continued"),
    (Rule::NextParagraph, "quote-next-paragraph"),
    (Rule::OpenParagraph, "quote-open-paragraph"),
    (Rule::AfterReport, "quote-after-report"),
    (Rule::MixedBefore, "mixed-cue-before"),
    (Rule::MixedAfter, "mixed-cue-after"),
    (Rule::MixedObject, "mixed-cue-object"),
    (Rule::NoOpener, "quote-no-opener"),
    (Rule::NoCloser, "quote-no-closer"),
    (Rule::AfterColon, "quote-after-colon"),
];

/// What the table says of a rule.
#[derive(Clone, Debug, Default)]
pub(crate) struct RuleRow {
    /// `name@version`.
    pub(crate) by: String,
}

/// All rules.
pub(crate) struct Rules(Vec<RuleRow>);

impl Rules {
    /// The row of a rule.
    pub(crate) fn get(&self, rule: Rule) -> &RuleRow {
        &self.0[rule as usize]
    }

    pub(super) fn parse(text: &str) -> Result<Self, TableError> {
        let mut found: Vec<Option<RuleRow>> = vec![None; NAMES.len()];
        for row in rows("rules.tsv", text, &["rule", "version", "basis", "matches"])? {
            let name = row.cell(0);
            let Some(&(rule, _)) = NAMES.iter().find(|(_, known)| *known == name) else {
                return Err(row.error(format!("there is no rule `{name}`")));
            };
            let version: u32 =
                row.cell(1).parse().map_err(|_| row.error("the version is no number"))?;
            row.filled(2, "basis")?;
            row.filled(3, "matches")?;
            let by = format!("{name}@{version}");
            if found[rule as usize].replace(RuleRow { by }).is_some() {
                return Err(row.error(format!("`{name}` stands twice")));
            }
        }
        let missing = NAMES.iter().find(|(rule, _)| found[*rule as usize].is_none());
        if let Some((_, name)) = missing {
            let message = format!("the rule `{name}` has no row");
            return Err(TableError { table: "rules.tsv", line: text.lines().count(), message });
        }
        Ok(Self(found.into_iter().flatten().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_the_rules() {
        for (at, (rule, _)) in NAMES.iter().enumerate() {
            assert_eq!(*rule as usize, at);
        }
    }
}
