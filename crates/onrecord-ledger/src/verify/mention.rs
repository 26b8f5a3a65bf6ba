//! Checks mentions, the actors that they mean, and judgements.

use std::collections::BTreeSet;

use onrecord_model::record::{DocumentLine, MentionLine};
use onrecord_model::{CodePoints, MentionLabel};

use super::{Check, Stored, bytes, text};
use crate::actor::{Actor, Verdict};
use crate::error::Result;
use crate::mention;

impl Check<'_> {
    /// The mentions of a document.
    pub(super) fn mentions(&mut self, document: &Stored, home: &DocumentLine) -> Result<()> {
        let points = CodePoints::new(&home.text);
        for line in mention::of_document(self.connection, document.key)? {
            self.found.mentions += 1;
            match line {
                Ok(line) => self.mention(&line, &home.text, &points),
                Err(error) => self.fault(&document.id, format!("a mention: {error}")),
            }
        }
        let sql = "SELECT DISTINCT a.id, a.kind, a.folded FROM mention AS m \
                   JOIN actor AS a ON a.key = m.actor \
                   WHERE m.document = ? AND (a.folded IS NOT NULL OR a.id LIKE 'act-%')";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([document.key])?;
        while let Some(row) = rows.next()? {
            let (id, kind, folded) = (text(row, 0), text(row, 1), text(row, 2));
            self.same_id(&id, Actor::own_id(&document.id, &kind, &folded));
        }
        Ok(())
    }

    fn mention(&mut self, line: &MentionLine, whole: &str, points: &CodePoints<'_>) {
        let span = &line.span;
        let item = format!("{}, mention at {}..{}", line.document, span.start, span.end);
        if bytes(span, points).and_then(|range| whole.get(range)) != Some(span.quote.as_str()) {
            self.fault(&item, format!("its {:?} does not stand there", span.quote));
        }
        if MentionLabel::from_name(&line.label).is_none() {
            self.fault(&item, format!("`{}` is not a label", line.label));
        }
    }

    /// Mentions that no document leads to.
    pub(super) fn stray_mentions(&mut self) -> Result<()> {
        let sql = "SELECT m.key FROM mention AS m LEFT JOIN document AS d ON d.line = m.document \
                   LEFT JOIN line AS l ON l.key = d.line WHERE l.key IS NULL";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            self.fault(&format!("table mention, row {}", text(row, 0)), "its document is missing");
        }
        Ok(())
    }

    pub(super) fn judgements(&mut self) -> Result<()> {
        let mut ids = BTreeSet::new();
        let mut statement = self.connection.prepare("SELECT id FROM actor")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            ids.insert(text(row, 0));
        }
        let sql = "SELECT key, verdict, first, second FROM judgement ORDER BY key";
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let item = format!("table judgement, row {}", text(row, 0));
            let (verdict, first, second) = (text(row, 1), text(row, 2), text(row, 3));
            if Verdict::from_name(&verdict).is_none() {
                self.fault(&item, format!("`{verdict}` is not a verdict"));
            }
            if first == second {
                self.fault(&item, format!("judges {first} and itself"));
            }
            for id in [first, second].iter().filter(|id| !ids.contains(*id)) {
                self.fault(&item, format!("{id} is not in the ledger"));
            }
        }
        Ok(())
    }
}
