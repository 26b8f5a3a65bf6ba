//! Dates in a line, and whether the line is there to give one.

use onrecord_model::When;

use super::form::{self, Parts};
use super::time;
use super::token::{Cursor, Gap, Kind, Line, Token, has_digit, lower};
use super::words::{self, Uses};
use super::{FoundDate, Order, plausible};

/// A line with more characters than this is prose.
const LONGEST_LINE: usize = 200;
/// Names, places and sections together have no more words than this.
const MOST_NAMES: usize = 10;

/// A date with the tokens that make it up.
pub(super) struct Dated {
    first: usize,
    end: usize,
    weak: bool,
    pub(super) found: FoundDate,
}

/// Every date in a line, in order.
pub(super) fn dates<'l>(
    line: &'l Line<'l>,
    order: Order,
    basis: &'l str,
) -> impl Iterator<Item = Dated> {
    let mut at = 0;
    let mut clock: Option<(usize, time::Time<'l>)> = None;
    std::iter::from_fn(move || {
        while at < line.tokens.len() {
            let here = Cursor { line, at };
            if let Some(form) = form::read(here, order) {
                at = form.end.at;
                let Some(when) = form.parts.and_then(|parts| date(parts, basis)) else { continue };
                let dated = with_time(here, form, when, clock.take());
                at = dated.end;
                return Some(dated);
            }
            at += 1;
            let is_number = matches!(here.peek()?.kind, Kind::Number { .. });
            if is_number
                && !form::in_chain(here)
                && let Some(time) = time::read(here)
            {
                clock = Some((here.at, time));
                at = time.end.at;
            }
        }
        None
    })
}

fn date(parts: Parts, basis: &str) -> Option<When> {
    When::date(parts.year, parts.month, parts.day, basis).filter(plausible)
}

/// Adds the time of day that stands in, after or before a date.
fn with_time<'l>(
    here: Cursor<'l>,
    form: form::Form<'l>,
    when: When,
    before: Option<(usize, time::Time<'l>)>,
) -> Dated {
    let (mut first, mut end) = (here.at, form.end.at);
    let time = if form.time.is_some() {
        form.time
    } else if let Some(after) = time_after(form.end) {
        end = after.end.at;
        Some((after.hour, after.minute))
    } else if let Some((start, time)) = before.filter(|(_, time)| only_joints(time.end, here.at)) {
        first = start;
        Some((time.hour, time.minute))
    } else {
        None
    };
    let when = time.map_or(when.clone(), |(hour, minute)| when.at(hour, minute));
    let tokens = &here.line.tokens[first..end];
    let range =
        tokens.first().map_or(0, |token| token.start)..tokens.last().map_or(0, |token| token.end);
    Dated { first, end, weak: form.weak, found: FoundDate { range, when } }
}

fn time_after(mut at: Cursor<'_>) -> Option<time::Time<'_>> {
    for _ in 0..5 {
        if let Some(time) = time::read(at) {
            return Some(time);
        }
        if !is_joint(at.line, at.peek()?) {
            return None;
        }
        at.at += 1;
    }
    None
}

fn only_joints(from: Cursor<'_>, to: usize) -> bool {
    let between = from.line.tokens.get(from.at..to).unwrap_or_default();
    between.len() <= 5 && between.iter().all(|token| is_joint(from.line, token))
}

/// Whether a token may stand between a date and its time.
fn is_joint(line: &Line<'_>, token: &Token) -> bool {
    match token.kind {
        Kind::Number { .. } => false,
        Kind::Sign(sign) => ",.:;|•·●-–—@(/\\".contains(sign),
        Kind::Word => lower(line.slice(token)).is_some_and(|word| {
            word == "t"
                || words::uses(&word).any(Uses(Uses::JOINT.0 | Uses::WEEKDAY.0 | Uses::ZONE.0))
        }),
    }
}

/// What words call the date after them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    /// Nothing.
    None,
    /// That of publication.
    Published,
    /// That of a change, an event, a death.
    Otherwise,
}

/// What these tokens call the date after them: the label nearest to it counts.
pub(super) fn label(line: &Line<'_>, tokens: &[Token]) -> Label {
    let nearest =
        tokens.iter().rev().map(|token| uses(line, token)).find(|uses| uses.any(Uses::LABEL));
    match nearest {
        None => Label::None,
        Some(uses) if uses.any(Uses::PUBLISHED) => Label::Published,
        Some(_) => Label::Otherwise,
    }
}

fn uses(line: &Line<'_>, token: &Token) -> Uses {
    if token.kind != Kind::Word {
        return Uses::default();
    }
    lower(line.slice(token)).map_or(Uses::default(), |word| words::uses(&word))
}

/// The date of publication in a line that is there to give it.
pub(super) fn publication(text: &str, order: Order, basis: &str) -> Option<FoundDate> {
    if text.chars().nth(LONGEST_LINE).is_some() || !has_digit(text) {
        return None;
    }
    let line = Line::new(text);
    let mut dates: Vec<Dated> = dates(&line, order, basis).collect();
    if dates.is_empty() {
        dates.extend(labelled_year(&line, basis));
    }
    let labels: Vec<Label> = (0..dates.len())
        .map(|nth| {
            let from = nth.checked_sub(1).map_or(0, |before| dates[before].end);
            label(&line, &line.tokens[from..dates[nth].first])
        })
        .collect();
    let wanted = |wanted: Label| labels.iter().position(|&label| label == wanted);
    let chosen = wanted(Label::Published).or_else(|| wanted(Label::None))?;
    if spoils(&line, &dates) {
        return None;
    }
    let rest = Rest {
        line: &line,
        labelled: labels.contains(&Label::Published),
        weak: dates[chosen].weak,
    };
    rest.is_harmless(&dates).then(|| dates.swap_remove(chosen).found)
}

/// A year alone, straight after a word for publication.
fn labelled_year(line: &Line<'_>, basis: &str) -> Option<Dated> {
    let years = |(_, token): &(usize, &Token)| matches!(token.kind, Kind::Number { digits: 4, .. });
    let (first, token) = line.tokens.iter().enumerate().find(years)?;
    let before = line.tokens[..first].iter().rev();
    let called = before
        .map(|token| uses(line, token))
        .find(|uses| *uses != Uses::default() && !uses.any(Uses(Uses::JOINT.0 | Uses::IN.0)))?;
    let Kind::Number { value, .. } = token.kind else { return None };
    let when = When::date(i16::try_from(value).ok()?, None, None, basis).filter(plausible)?;
    called.any(Uses::PUBLISHED).then(|| Dated {
        first,
        end: first + 1,
        weak: true,
        found: FoundDate { range: token.start..token.end, when },
    })
}

/// Whether signs outside the dates, or a dash between two of them, tell of a sentence, a sum of
/// money, a copyright, or of a span of time.
fn spoils(line: &Line<'_>, dates: &[Dated]) -> bool {
    let sign = |token: &Token| {
        matches!(
            token.kind,
            Kind::Sign('?' | '!' | '©' | '%' | '$' | '€' | '£' | '"' | '“' | '”' | '=')
        )
    };
    let is_to = |token: &Token| match token.kind {
        Kind::Sign(sign) => "-–—‐‑→".contains(sign),
        Kind::Word => matches!(line.slice(token), "to" | "until" | "till" | "bis" | "au" | "al"),
        Kind::Number { .. } => false,
    };
    let span = |pair: &[Dated]| {
        let between = line.tokens.get(pair[0].end..pair[1].first).unwrap_or_default();
        matches!(between, [token] if is_to(token))
    };
    line.tokens.iter().any(sign) || dates.windows(2).any(span)
}

/// What a line holds besides its dates.
struct Rest<'l> {
    line: &'l Line<'l>,
    /// Whether the line speaks of publication: then more may stand beside the date.
    labelled: bool,
    /// Whether names are too much for the date found.
    weak: bool,
}

/// Tokens between dates and separators.
struct Field<'l> {
    tokens: &'l [Token],
    /// Whether a separator, not a date, stands on both sides.
    free: (bool, bool),
}

impl<'l> Rest<'l> {
    /// Whether nothing in it makes the line a sentence or a note about something else.
    fn is_harmless(&self, dates: &[Dated]) -> bool {
        let mut names = 0;
        self.fields(dates).into_iter().all(|field| {
            let count = self.names_in(&field);
            names += count.unwrap_or(0);
            count.is_some() && names <= MOST_NAMES
        })
    }

    fn fields(&self, dates: &[Dated]) -> Vec<Field<'l>> {
        let tokens = &self.line.tokens;
        let mut fields = Vec::new();
        let (mut from, mut left) = (0, true);
        let mut dates = dates.iter().peekable();
        let mut at = 0;
        while at < tokens.len() {
            if let Some(date) = dates.next_if(|date| date.first <= at) {
                fields.push(Field { tokens: &tokens[from..at], free: (left, false) });
                (from, left, at) = (date.end, false, date.end);
                continue;
            }
            if let Some(free) = self.splits(at) {
                fields.push(Field { tokens: &tokens[from..at], free: (left, free) });
                let sign = matches!(tokens[at].kind, Kind::Sign(_));
                (from, left) = (at + usize::from(sign), free);
            }
            at += 1;
        }
        fields.push(Field { tokens: &tokens[from..], free: (left, true) });
        fields
    }

    /// Whether fields part before or at this token, and whether it frees what stands beside it.
    fn splits(&self, at: usize) -> Option<bool> {
        let token = &self.line.tokens[at];
        let touches_next = self.line.tokens.get(at + 1).is_some_and(|next| next.gap == Gap::None);
        match token.kind {
            Kind::Sign('\'' | '’' | '.' | '&' | '_') => None,
            Kind::Sign('-' | '‐' | '‑') if token.gap == Gap::None && touches_next => None,
            Kind::Sign(':') => Some(self.labelled),
            Kind::Sign(_) => Some(true),
            _ => (token.gap == Gap::Wide).then_some(true),
        }
    }

    /// How many words of names a field holds; `None` if it holds what no date line does.
    fn names_in(&self, field: &Field<'_>) -> Option<usize> {
        let words: Vec<&Token> =
            field.tokens.iter().filter(|token| !matches!(token.kind, Kind::Sign(_))).collect();
        let uses: Vec<Uses> = words.iter().map(|token| uses(self.line, token)).collect();
        if self.only_furniture(&words, &uses) {
            return Some(0);
        }
        let known = uses.iter().take_while(|uses| uses.any(Uses::HARMLESS)).count();
        if let Some(by) = uses.iter().position(|uses| uses.any(Uses::BY)).filter(|&by| by <= known)
        {
            let by = by + uses[by..].iter().take_while(|uses| uses.any(Uses::BY)).count();
            let elsewhere = words[..by].iter().any(|token| self.is_of_another(token));
            return if elsewhere { None } else { self.byline(&words[by..], &uses[by..]) };
        }
        if self.weak {
            return None;
        }
        if self.labelled && uses[..known].iter().any(|uses| uses.any(Uses::IN)) {
            let elsewhere =
                known < words.len() && words[..known].iter().any(|token| self.is_of_another(token));
            return if elsewhere { None } else { self.names(&words[known..], 4) };
        }
        let weekdays = uses.iter().rev().take_while(|uses| uses.any(Uses::WEEKDAY)).count();
        let names = &words[..words.len() - weekdays];
        let free = field.free.0 && (field.free.1 || weekdays > 0);
        let capital = names.first().is_some_and(|token| self.is_capital(token));
        let role = uses.iter().all(|uses| *uses != Uses::default());
        if free && (capital || role) { self.names(names, 4) } else { None }
    }

    /// Whether a word before “by” tells of another text (“Comment by”, “Originally published by”).
    fn is_of_another(&self, token: &Token) -> bool {
        let word = lower(self.line.slice(token)).unwrap_or_default();
        matches!(word.as_str(), "comment" | "reply" | "originally" | "first")
    }

    /// Whether every word is known and harmless; numbers count things (“12 comments”).
    fn only_furniture(&self, words: &[&Token], uses: &[Uses]) -> bool {
        let furniture = uses.iter().any(|uses| uses.any(Uses::FURNITURE));
        words.iter().zip(uses).all(|(token, uses)| match token.kind {
            Kind::Number { digits, .. } => furniture && digits < 4 || self.is_time(token),
            _ => uses.any(Uses::HARMLESS),
        })
    }

    /// Whether a time of day of its own begins or ends here (“last updated at 14:05”).
    fn is_time(&self, token: &Token) -> bool {
        let at = self.line.tokens.partition_point(|other| other.start < token.start);
        let from = at.saturating_sub(2);
        (from..=at).any(|at| {
            time::read(Cursor { line: self.line, at }).is_some_and(|time| time.end.at > at)
        })
    }

    /// Counts the names after “By”: a single handle, or names, and a section after “in”.
    fn byline(&self, words: &[&Token], uses: &[Uses]) -> Option<usize> {
        let end = uses.iter().position(|uses| uses.any(Uses::IN)).unwrap_or(words.len());
        let (author, section) = words.split_at(end);
        let joints = uses[..end].iter().rev().take_while(|uses| uses.any(Uses::HARMLESS)).count();
        let author = &author[..author.len() - joints.min(author.len().saturating_sub(1))];
        let author = if author.len() == 1 { 1 } else { self.names(author, 8)? };
        let section = section.get(1..).map_or(Some(0), |section| self.names(section, 4))?;
        Some(author + section)
    }

    /// Counts words if they can be a name.
    fn names(&self, words: &[&Token], most: usize) -> Option<usize> {
        let fits = words.len() <= most
            && words
                .iter()
                .all(|token| self.is_capital(token) || uses(self.line, token).any(Uses::PARTICLE));
        fits.then_some(words.len())
    }

    /// Whether a word begins with a capital, or with a letter of a script that has none.
    fn is_capital(&self, token: &Token) -> bool {
        let first = self.line.slice(token).chars().next();
        token.kind == Kind::Word && first.is_some_and(|first| !first.is_lowercase())
    }
}
