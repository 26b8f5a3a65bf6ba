//! A [`Filter`] as conditions of a query.

use rusqlite::types::Value;

use crate::Filter;
use crate::columns::fold;
use crate::error::{Error, Result};
use crate::words;

/// True if the name, description or words of the addressee hold a text.
const ADDRESSEE: &str = "EXISTS (SELECT 1 FROM json_each(json_extract(l.json, \
     '$.addressee.name', '$.addressee.description', '$.addressee.span.quote')) AS part \
     WHERE instr(lower(part.value), lower(?)) > 0)";
/// The same of any relay.
const VIA: &str = "EXISTS (SELECT 1 FROM json_each(l.json, '$.via') AS relay, \
     json_each(json_extract(relay.value, '$.name', '$.description', '$.span.quote')) AS part \
     WHERE instr(lower(part.value), lower(?)) > 0)";

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

    /// The condition on `document AS d`.
    pub(crate) fn on_document(filter: &Filter) -> Result<Self> {
        let mut all = Self::default();
        if let Some(role) = &filter.role {
            all.and("d.role = ?", role.clone());
        }
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

    /// The condition on `statement AS s` and its `line AS l`.
    pub(crate) fn on_statement(filter: &Filter) -> Self {
        let mut all = Self::default();
        if let Some(source) = &filter.source {
            all.and("instr(s.source, ?) > 0", fold(source));
        }
        if let Some(act) = &filter.act {
            all.and("s.act = ?", act.clone());
        }
        if let Some(form) = &filter.form {
            all.and("s.form = ?", form.clone());
        }
        if let Some(medium) = &filter.medium {
            all.and("l.json ->> '$.medium' = ?", medium.clone());
        }
        if let Some(factuality) = &filter.factuality {
            all.and("l.json ->> '$.factuality' = ?", factuality.clone());
        }
        if let Some(actor) = &filter.actor {
            all.and("l.json ->> '$.source.actor' = ?", actor.clone());
        }
        if let Some(addressee) = &filter.addressee {
            all.and(ADDRESSEE, addressee.clone());
        }
        if let Some(via) = &filter.via {
            all.and(VIA, via.clone());
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
        all
    }

    /// The condition on `line AS l`.
    pub(crate) fn on_words(filter: &Filter) -> Result<Self> {
        let mut all = Self::default();
        if let Some(text) = &filter.text {
            let term = "l.key IN (SELECT rowid FROM words WHERE words MATCH ?)";
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
