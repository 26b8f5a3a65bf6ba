//! An event with all that is known around it.

use std::collections::HashMap;

use jiff::Timestamp;
use onrecord_knowledge::{Kind, Knowledge, Property};
use onrecord_model::record::{DocumentLine, EventLine, FigureLine, ParticipantLine, PlaceLine};
use onrecord_model::{Id, IdKind};

use super::party::Party;
use super::tables::{Mode, TABLES};

/// An event, its document, its figures, and who and where there is.
pub(super) struct Told<'a> {
    pub(super) event: &'a EventLine,
    pub(super) document: Option<&'a DocumentLine>,
    pub(super) figures: &'a HashMap<Id, FigureLine>,
    pub(super) knowledge: &'a Knowledge,
}

/// A date in the forms that tables ask for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Date {
    /// `2019-07-04`; the first day of a week or month.
    pub(super) day: Option<String>,
    /// `2019`
    pub(super) year: String,
    /// 1: the day is known; 2: the week; 3: the month, or less.
    pub(super) precision: u8,
}

impl Date {
    /// From the first day that it may be, and how much of it is known.
    fn new(start: &str, precision: &str) -> Option<Self> {
        let day: jiff::civil::Date = start.get(..10)?.parse().ok()?;
        let rank = match precision {
            "minute" | "part" | "day" => 1,
            "week" => 2,
            _ => 3,
        };
        // The first day of a year would read as if it were known.
        let is_narrow = rank < 3 || precision == "month";
        Some(Self {
            day: is_narrow.then(|| day.to_string()),
            year: day.year().to_string(),
            precision: rank,
        })
    }

    /// `20190704`
    pub(super) fn digits(&self) -> Option<String> {
        self.day.as_ref().map(|day| day.replace('-', ""))
    }
}

/// Where an event took place.
pub(super) struct Spot<'a> {
    pub(super) line: &'a PlaceLine,
    pub(super) kind: SpotKind,
    /// Code of its country in PLOVER; none for a territory that has a code of its own.
    pub(super) country: Option<String>,
    /// Name of its country.
    pub(super) country_name: Option<&'a str>,
    /// Number of its country, ISO 3166-1.
    pub(super) iso: Option<u32>,
    /// Number in GeoNames, and the code of its kind there.
    pub(super) geonames: Option<(u32, Option<&'a str>)>,
}

/// What kind of place it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SpotKind {
    Country,
    /// A division or region of one.
    Division,
    /// A settlement or a site.
    Point,
}

impl<'a> Told<'a> {
    /// When it took place, or else when it was published.
    pub(super) fn date(&self) -> Option<Date> {
        let own = self
            .event
            .date
            .as_ref()
            .and_then(|date| Date::new(date.date.start.as_deref()?, &date.date.precision));
        own.or_else(|| self.published())
    }

    /// When its document was published.
    pub(super) fn published(&self) -> Option<Date> {
        let published = self.document?.published.as_ref()?;
        Date::new(&published.start, &published.precision)
    }

    /// When its document was fetched.
    pub(super) fn captured(&self) -> Option<Timestamp> {
        self.document?.captured.as_ref()?.parse().ok()
    }

    /// Who published it: the name, or else the domain.
    pub(super) fn outlet(&self) -> Option<&'a str> {
        let outlet = self.document?.outlet.as_ref()?;
        outlet.name.as_deref().or(outlet.domain.as_deref())
    }

    /// Its code in CAMEO: that of the line, or else the one of its type and mode.
    pub(super) fn cameo(&self) -> Option<&'a str> {
        let event = self.event;
        let own = event.cameo.as_deref();
        own.or_else(|| {
            TABLES.cameo_of(&event.plover.plover, event.plover.mode.as_deref(), &event.contexts)
        })
    }

    /// The score of that code on Goldstein's scale.
    pub(super) fn goldstein(&self) -> Option<&'static str> {
        let code = self.cameo()?;
        // A code that is not in the table scores as the one above it.
        let codes = (2..=code.len()).rev().filter_map(|end| code.get(..end));
        codes.into_iter().find_map(|code| TABLES.cameo.get(code)).map(|cameo| cameo.goldstein)
    }

    /// What is known of its type and mode.
    pub(super) fn mode(&self) -> Option<Mode> {
        TABLES.mode(&self.event.plover.plover, self.event.plover.mode.as_deref())
    }

    /// Those who act.
    pub(super) fn actors(&self) -> Vec<Party<'a>> {
        self.parties(&self.event.actors)
    }

    /// Those on whom.
    pub(super) fn recipients(&self) -> Vec<Party<'a>> {
        self.parties(&self.event.recipients)
    }

    fn parties(&self, lines: &'a [ParticipantLine]) -> Vec<Party<'a>> {
        lines.iter().map(|line| Party::new(line, self.knowledge)).collect()
    }

    /// Each actor with each recipient. Without recipients: each two actors where they act on each other, in the order
    /// of the text; else each actor alone.
    pub(super) fn pairs(&self) -> Vec<(Option<Party<'a>>, Option<Party<'a>>)> {
        let (actors, recipients) = (self.actors(), self.recipients());
        let some = |party: &Party<'a>| Some(party.clone());
        if recipients.is_empty() && actors.len() > 1 && self.mode().is_some_and(|mode| mode.mutual)
        {
            let after = |at: usize| actors[at + 1..].iter().map(some);
            return (0..actors.len())
                .flat_map(|at| after(at).map(move |other| (at, other)))
                .map(|(at, other)| (some(&actors[at]), other))
                .collect();
        }
        let or_none = |parties: &[Party<'a>]| match parties {
            [] => vec![None],
            some_of_them => some_of_them.iter().map(some).collect(),
        };
        let recipients = or_none(&recipients);
        or_none(&actors)
            .into_iter()
            .flat_map(|actor| recipients.iter().map(move |other| (actor.clone(), other.clone())))
            .collect()
    }

    /// A number of 63 bits for a row of the event: the same event has the same numbers in every file.
    pub(super) fn number(&self, row: usize) -> u64 {
        number(if row == 0 {
            self.event.id
        } else {
            let (id, row) = (self.event.id.to_string(), row.to_string());
            Id::of(IdKind::Event, &[id.as_bytes(), row.as_bytes()])
        })
    }

    /// Where it took place.
    pub(super) fn spot(&self) -> Option<Spot<'a>> {
        let line = self.event.place.as_ref()?;
        let base = self.knowledge.base();
        let country = line.country.as_deref().and_then(|id| base.subject(id));
        let object = |property| country.and_then(|country| base.object(country, property));
        let own_code = |code: &&str| {
            line.country.as_deref().is_some_and(|id| id.eq_ignore_ascii_case(code) || id == "xkx")
        };
        let number = line.id.strip_prefix("geonames:").and_then(|number| number.parse().ok());
        let feature = |number| Some(self.knowledge.places().numbered(number)?.feature);
        let geonames = number.map(|number| (number, feature(number)));
        let base_kind = base.subject(&line.id).and_then(|subject| base.kind(subject));
        let kind = if line.country.as_deref() == Some(line.id.as_str()) {
            SpotKind::Country
        } else if geonames
            .is_some_and(|(_, feature)| feature.is_some_and(|it| it.starts_with("ADM")))
            || base_kind.is_some_and(Kind::is_land)
        {
            SpotKind::Division
        } else {
            SpotKind::Point
        };
        Some(Spot {
            line,
            kind,
            country: object(Property::Code).filter(own_code).map(str::to_owned),
            country_name: country.map(|country| base.name(country)),
            iso: object(Property::IsoNumeric).and_then(|number| number.parse().ok()),
            geonames,
        })
    }

    /// The least that a figure of the event may be.
    pub(super) fn low(&self, figure: Option<Id>) -> Option<f64> {
        self.figures.get(&figure?)?.low
    }

    /// The line of the text that tells it.
    pub(super) fn paragraph(&self) -> Option<String> {
        let text = &self.document?.text;
        let at = self.event.trigger.start as usize;
        let byte = text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
        let start = text[..byte].rfind('\n').map_or(0, |end| end + 1);
        let end = text[byte..].find('\n').map_or(text.len(), |end| byte + end);
        Some(text[start..end].to_owned())
    }

    /// Whether the title or the first paragraph tells it.
    pub(super) fn is_lead(&self) -> Option<bool> {
        let document = self.document?;
        let range = document.body.start as usize..self.event.trigger.start as usize;
        let before = document.text.chars().skip(range.start).take(range.len()).collect::<String>();
        Some(!before.trim_start().contains('\n'))
    }
}

/// The first 63 bits of an id.
pub(super) fn number(id: Id) -> u64 {
    let text = id.to_string();
    let digits = text.split_once('-').and_then(|(_, digits)| digits.get(..16)).unwrap_or_default();
    u64::from_str_radix(digits, 16).unwrap_or_default() >> 1
}
