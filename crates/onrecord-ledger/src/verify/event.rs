//! Checks events and figures.

use onrecord_model::record::{AsserterLine, EventLine, FigureLine, SpanLine};
use onrecord_model::{CodePoints, Event, Factuality, Figure, IdKind, PloverType};
use rusqlite::types::ValueRef;

use super::{Check, Stored, bytes};
use crate::columns::{self, Columns};
use crate::error::Result;

impl Check<'_> {
    pub(super) fn event(
        &mut self,
        stored: &Stored,
        line: &EventLine,
        points: &CodePoints<'_>,
    ) -> Result<()> {
        self.parties(stored, line)?;
        self.asserter(stored, &line.asserted_by)?;
        self.names(stored, "about", line.about, IdKind::Event)?;
        for (name, id) in line.counts() {
            self.names(stored, name, Some(id), IdKind::Figure)?;
        }
        let Some(plover) = PloverType::from_name(&line.plover.plover) else {
            self.fault(&line.id, format!("`{}` is not a type of PLOVER", line.plover.plover));
            return Ok(());
        };
        if (line.quad, line.score) != (plover.quad(), plover.score()) {
            self.fault(&line.id, "its quad or score is not that of its type");
        }
        let Some(factuality) = Factuality::from_name(&line.factuality) else {
            self.fault(&line.id, format!("`{}` is not a factuality", line.factuality));
            return Ok(());
        };
        // A span outside the text is a fault already; without it there is no id to compare.
        let place = |span: &SpanLine| bytes(span, points);
        let parties = line.actors.iter().chain(&line.recipients).map(|one| place(&one.span));
        let parties: Option<Vec<_>> = parties.collect();
        if let (Some(trigger), Some(parties)) = (place(&line.trigger), parties) {
            let again = Event::id_of(line.document, plover, factuality, &trigger, parties);
            self.same_id(&line.id.to_string(), again);
        }
        Ok(())
    }

    /// Compares the rows of an event's parties with the line.
    fn parties(&mut self, stored: &Stored, line: &EventLine) -> Result<()> {
        let parties = columns::parties(line);
        let sql = "SELECT role, ordinal, actor, name, folded, codes FROM event_party \
                   WHERE event = ? ORDER BY role, ordinal";
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([stored.key])?;
        let mut expected = parties.iter();
        while let Some(row) = rows.next()? {
            let is_same = |party: &Columns| {
                party.iter().enumerate().all(|(at, (_, value))| {
                    row.get_ref(at).is_ok_and(|cell| cell == ValueRef::from(value))
                })
            };
            if !expected.next().is_some_and(is_same) {
                self.fault(&stored.id, "its row in table event_party is not what its line says");
                return Ok(());
            }
        }
        if expected.next().is_some() {
            self.fault(&stored.id, "has no row in table event_party for one of its parties");
        }
        Ok(())
    }

    pub(super) fn figure(
        &mut self,
        stored: &Stored,
        line: &FigureLine,
        points: &CodePoints<'_>,
    ) -> Result<()> {
        self.asserter(stored, &line.asserted_by)?;
        self.names(stored, "change_from", line.change_from, IdKind::Figure)?;
        if line.low.zip(line.high).is_some_and(|(low, high)| low > high) {
            self.fault(&line.id, "its low is above its high");
        }
        if let Some(place) = bytes(&line.span, points) {
            self.same_id(&line.id.to_string(), Figure::id_of(line.document, &place));
        }
        Ok(())
    }

    fn asserter(&mut self, stored: &Stored, by: &AsserterLine) -> Result<()> {
        match (by.kind.as_str(), by.id) {
            ("author", None) => Ok(()),
            ("statement", id @ Some(_)) => {
                self.names(stored, "asserting statement", id, IdKind::Statement)
            }
            _ => {
                self.fault(&stored.id, "it is asserted neither by the author nor in a statement");
                Ok(())
            }
        }
    }
}
