//! Filters as conditions of a query.

use rusqlite::Connection;
use rusqlite::types::Value;

use crate::columns::fold;
use crate::error::{Error, Result};
use crate::{EventFilter, FigureFilter, Filter, mentioned, words};

/// True if the name, description or words of the addressee hold a text.
const ADDRESSEE: &str = "EXISTS (SELECT 1 FROM json_each(json_extract(l.json, \
     '$.addressee.name', '$.addressee.description', '$.addressee.span.quote')) AS part \
     WHERE instr(fold(part.value), ?) > 0)";
/// The same of any relay.
const VIA: &str = "EXISTS (SELECT 1 FROM json_each(l.json, '$.via') AS relay, \
     json_each(json_extract(relay.value, '$.name', '$.description', '$.span.quote')) AS part \
     WHERE instr(fold(part.value), ?) > 0)";

/// True if a party of the event, in this role, is one of these actors, or its name or words hold a text.
const PARTY: &str = "EXISTS (SELECT 1 FROM event_party AS party WHERE party.event = item.line \
     AND party.role = ifnull(?, party.role) \
     AND (party.actor IN (SELECT value FROM json_each(?)) OR instr(party.folded, ?) > 0))";

/// True if the id of the place is a text, or its name holds it.
const PLACE: &str = "(substr(item.place, instr(item.place, char(10)) + 1) = ? \
     OR instr(substr(item.place, 1, instr(item.place, char(10))), ?) > 0)";

/// Conditions joined by `AND`, and the values of their places.
#[derive(Default)]
pub(crate) struct Conditions {
    terms: Vec<&'static str>,
    values: Vec<Value>,
}

impl Conditions {
    fn and(&mut self, term: &'static str, value: impl Into<Value>) {
        self.terms.push(term);
        self.values.push(value.into());
    }

    /// A condition on a column that must have this value, if one is asked for.
    fn is(&mut self, term: &'static str, value: Option<&String>) {
        if let Some(value) = value {
            self.and(term, value.clone());
        }
    }

    /// A condition on a column that must have one of these values, if any are asked for.
    fn is_among(&mut self, term: &'static str, values: &[String]) {
        if !values.is_empty() {
            self.and(term, list(values));
        }
    }

    /// The condition on `document AS d`.
    pub(crate) fn on_document(filter: &Filter) -> Result<Self> {
        let mut all = Self::default();
        all.is("d.role = ?", filter.role.as_ref());
        let document = filter.document.map(|id| id.to_string());
        all.is("d.line IN (SELECT key FROM line WHERE id = ?)", document.as_ref());
        if let Some(outlet) = &filter.outlet {
            all.and("instr(d.outlet, ?) > 0", fold(outlet));
        }
        // A document that is known to the month only may be of any day in it.
        if let Some(from) = &filter.from {
            all.and("d.published_end >= ?", date(from)?);
        }
        if let Some(to) = &filter.to {
            let to = date(to)?;
            all.and("substr(d.published_start, 1, length(?)) <= ?", to.clone());
            all.values.push(to.into());
        }
        Ok(all)
    }

    /// The condition on `statement AS item` and its `line AS l`.
    pub(crate) fn on_statement(connection: &Connection, filter: &Filter) -> Result<Self> {
        let mut all = Self::default();
        if let Some(source) = &filter.source {
            all.and("instr(item.source, ?) > 0", fold(source));
        }
        all.is("item.act = ?", filter.act.as_ref());
        all.is("item.form = ?", filter.form.as_ref());
        all.is("l.json ->> '$.medium' = ?", filter.medium.as_ref());
        all.is("l.json ->> '$.factuality' = ?", filter.factuality.as_ref());
        if let Some(actor) = &filter.actor {
            let among = "l.json ->> '$.source.actor' IN (SELECT value FROM json_each(?))";
            all.and(among, list(&mentioned::meant(connection, actor)?.ids));
        }
        if let Some(addressee) = &filter.addressee {
            all.and(ADDRESSEE, fold(addressee));
        }
        if let Some(via) = &filter.via {
            all.and(VIA, fold(via));
        }
        match filter.condition.as_deref() {
            Some("") => all.terms.push("l.json ->> '$.condition.kind' IS NOT NULL"),
            Some(kind) => all.and("l.json ->> '$.condition.kind' = ?", kind.to_owned()),
            None => {}
        }
        if filter.deadline {
            all.terms.push("l.json ->> '$.deadline' IS NOT NULL");
        }
        if filter.nested {
            all.terms.push("l.json ->> '$.parent' IS NOT NULL");
        }
        if let Some(confidence) = filter.confidence {
            all.and("l.json ->> '$.confidence' >= ?", confidence);
        }
        Ok(all)
    }

    /// The condition on `event AS item`.
    pub(crate) fn on_event(connection: &Connection, filter: &EventFilter) -> Result<Self> {
        let mut all = Self::default();
        all.is_among("item.type IN (SELECT value FROM json_each(?))", &filter.types);
        all.is_among("item.factuality IN (SELECT value FROM json_each(?))", &filter.factualities);
        all.is("item.mode = ?", filter.mode.as_ref());
        all.is("instr(' ' || item.contexts || ' ', ' ' || ? || ' ') > 0", filter.context.as_ref());
        let parties = [
            (Some("actor"), &filter.actor),
            (Some("recipient"), &filter.recipient),
            (None, &filter.party),
        ];
        for (role, party) in parties {
            let Some(party) = party else { continue };
            let meant = mentioned::meant(connection, party)?;
            all.and(PARTY, role.map(str::to_owned));
            all.values.push(list(&meant.ids).into());
            all.values.push(meant.name.into());
        }
        // What the text dates to the month only may be of any day in it; an open end never ends.
        if let Some(since) = &filter.since {
            all.and("coalesce(item.date_end >= ?, item.date_start IS NOT NULL)", date(since)?);
        }
        if let Some(until) = &filter.until {
            let until = date(until)?;
            let term =
                "coalesce(substr(item.date_start, 1, length(?)) <= ?, item.date_end IS NOT NULL)";
            all.and(term, until.clone());
            all.values.push(until.into());
        }
        match filter.about.as_deref() {
            Some("") => all.terms.push("item.about IS NOT NULL"),
            Some(deed) => all.and("item.about = ?", deed.to_owned()),
            None => {}
        }
        all.on_claim(&filter.within, filter.asserted_by.as_ref());
        all.on_place(filter.place.as_ref(), filter.country.as_ref());
        Ok(all)
    }

    /// The condition on `figure AS item`.
    pub(crate) fn on_figure(filter: &FigureFilter) -> Self {
        let mut all = Self::default();
        all.is("item.unit = ?", filter.unit.as_ref());
        for word in filter.of.iter().flat_map(|words| words.split_whitespace()) {
            all.and("instr(' ' || item.counted || ' ', ' ' || ? || ' ') > 0", fold(word));
        }
        // An end that the text leaves open has no bound; a figure without any end tells nothing.
        if let Some(least) = filter.at_least {
            all.and("coalesce(item.high >= ?, item.low IS NOT NULL)", least);
        }
        if let Some(most) = filter.at_most {
            all.and("coalesce(item.low <= ?, item.high IS NOT NULL)", most);
        }
        all.on_claim(&filter.within, filter.asserted_by.as_ref());
        all.on_place(filter.place.as_ref(), filter.country.as_ref());
        all
    }

    /// Who claims what an event or figure tells, and how sure it is.
    fn on_claim(&mut self, filter: &Filter, asserted_by: Option<&String>) {
        self.is("item.asserted_by = ?", asserted_by);
        if let Some(confidence) = filter.confidence {
            self.and("item.confidence >= ?", confidence);
        }
    }

    /// Where an event or figure is.
    fn on_place(&mut self, place: Option<&String>, country: Option<&String>) {
        if let Some(place) = place {
            self.and(PLACE, fold(place));
            self.values.push(fold(place).into());
        }
        self.is("item.country = ?", country);
    }

    /// The condition on the words of `line AS l`, or of `document AS d`.
    pub(crate) fn on_words(filter: &Filter, of: WordsOf) -> Result<Self> {
        let mut all = Self::default();
        if let Some(text) = &filter.text {
            let term = match of {
                WordsOf::Line => "l.key IN (SELECT rowid FROM words WHERE words MATCH ?)",
                WordsOf::Document => "d.line IN (SELECT rowid FROM words WHERE words MATCH ?)",
            };
            all.and(term, words::safe(text)?);
        }
        Ok(all)
    }

    /// SQL that is true when there is no condition.
    pub(crate) fn sql(&self) -> String {
        if self.terms.is_empty() { "1".to_owned() } else { self.terms.join(" AND ") }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// The values of the places in [`Self::sql`].
    pub(crate) fn into_values(self) -> Vec<Value> {
        self.values
    }
}

/// Whose words are searched.
#[derive(Clone, Copy)]
pub(crate) enum WordsOf {
    Line,
    Document,
}

/// Values as the parameter of `json_each`.
fn list(values: &[String]) -> String {
    serde_json::json!(values).to_string()
}

/// How many rows a query may give: -1 for all.
pub(crate) fn limit(filter: &Filter) -> Value {
    filter.limit.map_or(-1, i64::from).into()
}

/// Tests a day, month or year. As they are written they compare with days and minutes.
fn date(value: &str) -> Result<String> {
    let digits =
        |part: &str, len| part.len() == len && part.bytes().all(|byte| byte.is_ascii_digit());
    let within = |part: &str, last: u8| {
        digits(part, 2) && part.parse().is_ok_and(|n: u8| (1..=last).contains(&n))
    };
    let parts: Vec<&str> = value.split('-').collect();
    let good = match parts[..] {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && within(month, 12),
        [year, month, day] => digits(year, 4) && within(month, 12) && within(day, 31),
        _ => false,
    };
    if good { Ok(value.to_owned()) } else { Err(Error::BadDate { value: value.to_owned() }) }
}
