//! A time, or two that a word joins: “3 to 5 January”.

use super::piece::Piece;
use super::slots::{Clock, Slots};
use super::words::{Link, Meaning};

/// A time, or two that a word joins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Phrase {
    One(Slots),
    Range(Slots, Slots),
    And(Slots, Slots),
    Or(Slots, Slots),
}

impl Phrase {
    /// What pieces say; `None` if they contradict each other.
    pub(super) fn of(pieces: &[Piece]) -> Option<Self> {
        if let Some(one) = Slots::of(pieces) {
            return Some(Self::One(one));
        }
        let (is_between, pieces) = match pieces {
            [Piece::Word(Meaning::Link(Link::Between)), rest @ ..] => (true, rest),
            _ => (false, pieces),
        };
        let joint = |at: &usize| match pieces.get(*at)? {
            Piece::Word(Meaning::Link(link)) => Some(*link),
            Piece::Hyphen => Some(Link::To),
            _ => None,
        };
        (1..pieces.len()).find_map(|at| {
            let link = joint(&at)?;
            let (left, right) = (Slots::of(&pieces[..at])?, Slots::of(&pieces[at + 1..])?);
            let (left, right) = share(left, right)?;
            Some(match link {
                _ if right.clock.is_some() => {
                    Self::One(Slots { clock: Some(Clock::Vague), ..right })
                }
                Link::And if !is_between => Self::And(left, right),
                Link::Or => Self::Or(left, right),
                _ => Self::Range(left, right),
            })
        })
    }

    /// The last one.
    pub(super) fn last(&self) -> &Slots {
        match self {
            Self::One(one) => one,
            Self::Range(_, last) | Self::And(_, last) | Self::Or(_, last) => last,
        }
    }
}

/// Two times of which each says what the other leaves out: “3 to 5 January”, “January 3-5, 2020”.
fn share(mut left: Slots, mut right: Slots) -> Option<(Slots, Slots)> {
    if right.clock.is_some() {
        let is_hour = left.clock.is_some() || left.day.is_some() && left.month.is_none();
        return is_hour.then_some((left, right));
    }
    if left.year.is_none() {
        (left.year, left.borrowed) = (right.year, right.year.is_some());
    }
    if right.month.is_none() && right.day.is_some() && left.month.is_some() {
        right.month = left.month;
        right.year = right.year.or(left.year);
    }
    if left.month.is_none() && left.day.is_some() && left.numeric.is_none() {
        left.month = right.month;
    }
    Some((left, right))
}
