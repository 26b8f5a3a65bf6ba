//! Whom a name may mean, with scores.

use onrecord_knowledge::{
    Holds, Kind, Named, Property, Subject, are_near, fold, likeness_of_sounds, sound,
};
use rustc_hash::FxHashMap;

use super::context::Context;
use super::{Candidate, Page};
use crate::sentence::NameKind;

/// From which likeness on a spelling that the base does not list is taken for a name of it.
const ALIKE: f32 = 0.86;
/// A candidate is chosen from this score on…
const ENOUGH: f32 = 0.5;
/// … or from this one on if nobody else is known by this name…
const ALONE: f32 = 0.33;
/// … or, for a short form that nobody else has, from this one on…
const SHORT_ALONE: f32 = 0.44;
/// … if no other comes nearer than this.
const MARGIN: f32 = 0.12;
/// More subjects than this share a word that tells nothing.
const CROWD: usize = 150;
/// Candidates that are kept.
const MOST: usize = 5;

/// What is asked about a name.
pub(super) struct Asked<'a> {
    /// The name as it stands.
    pub(super) name: &'a str,
    /// What the base has for these very words.
    pub(super) named: &'a [Named],
    /// What the tagger takes it for.
    pub(super) kind: Option<NameKind>,
    /// Whether it says something, or is told something: outlets do.
    pub(super) tells: bool,
}

/// Whom a name may mean, likeliest first, and who is chosen.
pub(super) fn candidates(
    page: Page<'_>,
    context: &Context,
    asked: &Asked<'_>,
) -> (Option<Subject>, Vec<Candidate>) {
    let mut found: FxHashMap<Subject, Candidate> = FxHashMap::default();
    for named in asked.named {
        let (score, why) = by_name(named.by);
        offer(
            &mut found,
            Candidate {
                subject: named.subject,
                score: score + fit(page, context, named.subject, named.by, asked),
                why,
            },
        );
    }
    if asked.named.iter().all(|named| named.by == Property::Short) {
        for (subject, alike) in alike(page, asked) {
            let score = 0.45 * alike + fit(page, context, subject, Property::Alias, asked);
            offer(&mut found, Candidate { subject, score, why: "alike" });
        }
    }
    if found.is_empty() {
        for (subject, why) in
            surname(page, asked).into_iter().chain(institution(page, context, asked))
        {
            let score = if why == "surname" { 0.22 } else { 0.42 };
            let score = score + fit(page, context, subject, Property::Alias, asked);
            found.insert(subject, Candidate { subject, score, why });
        }
    }
    let mut ranked: Vec<Candidate> = found.into_values().collect();
    ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.subject.cmp(&b.subject)));
    ranked.truncate(MOST);
    let second = ranked.get(1).map_or(0.0, |candidate| candidate.score);
    let is_full = |named: &Named| named.by != Property::Short;
    let enough = match ranked[..] {
        [only] if asked.named.iter().any(is_full) || only.why == "surname" => ALONE,
        [only] if only.why == "short form" => SHORT_ALONE,
        _ => ENOUGH,
    };
    let is_clear = |best: &&Candidate| best.score >= enough && best.score - second >= MARGIN;
    let chosen = ranked.first().filter(is_clear);
    (chosen.map(|best| best.subject), ranked)
}

fn offer(found: &mut FxHashMap<Subject, Candidate>, candidate: Candidate) {
    let best = found.entry(candidate.subject).or_insert(candidate);
    if candidate.score > best.score {
        *best = candidate;
    }
}

/// Persons with this surname, where the document gives no name in full.
fn surname(page: Page<'_>, asked: &Asked<'_>) -> Vec<(Subject, &'static str)> {
    let base = page.knowledge.base();
    let words = sound(asked.name);
    let [word] = &words[..] else { return Vec::new() };
    if asked.kind != Some(NameKind::Person) {
        return Vec::new();
    }
    let is_last = |subject: &Subject| {
        base.kind(*subject) == Some(Kind::Person) && sound(base.name(*subject)).last() == Some(word)
    };
    base.sounding(word).filter(is_last).map(|subject| (subject, "surname")).collect()
}

/// The body of the country that the document is about: `the Foreign Ministry`.
fn institution(
    page: Page<'_>,
    context: &Context,
    asked: &Asked<'_>,
) -> Option<(Subject, &'static str)> {
    let base = page.knowledge.base();
    if asked.kind == Some(NameKind::Person) || !asked.name.contains(' ') {
        return None;
    }
    let country = base.subject(context.countries().next()?)?;
    let adjective = base.object(country, Property::Demonym)?;
    let key = fold(&format!("{adjective} {}", asked.name));
    let named = base.named(&key).find(|named| matches!(named.by, Property::Name | Property::Alias));
    named.map(|named| (named.subject, "its country"))
}

/// What a kind of name is worth by itself.
fn by_name(by: Property) -> (f32, &'static str) {
    match by {
        Property::Name => (0.6, "name"),
        Property::Alias | Property::Native => (0.58, "alias"),
        Property::Demonym => (0.6, "demonym"),
        Property::Acronym => (0.5, "acronym"),
        Property::Metonym => (0.5, "metonym"),
        _ => (0.2, "short form"),
    }
}

/// What the document says for a candidate: its country, who else is named, the tagger's kind, the
/// time.
fn fit(
    page: Page<'_>,
    context: &Context,
    subject: Subject,
    by: Property,
    asked: &Asked<'_>,
) -> f32 {
    let base = page.knowledge.base();
    let kind = base.kind(subject);
    let mut fit = 0.0;
    let country = base
        .object(subject, Property::Country)
        .or_else(|| base.object(subject, Property::LocatedIn));
    if let Some(country) = country {
        let share = context.country(country);
        fit += if share > 0.0 { 0.12 + 0.18 * share } else { -0.05 };
    }
    let publishes = matches!(kind, Some(Kind::Outlet | Kind::Agency));
    if by == Property::Short && publishes && asked.tells {
        fit += 0.4;
    }
    if by == Property::Short && context.names(subject) {
        fit += 0.5;
    }
    let beside = base.facts(subject).filter(|fact| {
        matches!(
            fact.property,
            Property::PartOf
                | Property::MemberOf
                | Property::WingOf
                | Property::Leads
                | Property::Commands
                | Property::SpeaksFor
        )
    });
    if beside.filter_map(|fact| base.subject(fact.object)).any(|other| context.names(other)) {
        fit += 0.12;
    }
    let agrees = kind.zip(asked.kind).map(|(kind, tagged)| agree(kind, tagged));
    fit += match agrees {
        Some(true) => 0.06,
        Some(false) => -0.12,
        None => 0.0,
    };
    // The dead and the not yet born are rarely spoken of as if they lived.
    if let Some(at) = page.published {
        let in_office = [Property::Holds, Property::Leads, Property::Commands, Property::SpeaksFor]
            .into_iter()
            .flat_map(|property| base.objects(subject, property))
            .map(|(_, period)| period.holds(at))
            .max();
        fit += match in_office {
            Some(Holds::Yes) => 0.1,
            Some(Holds::Maybe) => 0.04,
            _ => 0.0,
        };
    }
    // Much is known of those who are much spoken of.
    let known = base.facts(subject).take(40).count();
    #[expect(clippy::cast_precision_loss, reason = "at most 40")]
    let known = known as f32 / 40.0;
    fit + 0.08 * known
}

fn agree(kind: Kind, tagged: NameKind) -> bool {
    match tagged {
        NameKind::Person => kind == Kind::Person,
        NameKind::Location => kind.is_site() || kind.is_land(),
        NameKind::Organisation => !kind.is_site() && kind != Kind::Person,
        _ => kind.is_land() || matches!(kind, Kind::ArmedGroup | Kind::Movement | Kind::Party),
    }
}

/// Subjects whose names sound like this one, though the base does not list it.
fn alike(page: Page<'_>, asked: &Asked<'_>) -> Vec<(Subject, f32)> {
    let base = page.knowledge.base();
    let words = sound(asked.name);
    // One word alone is like too many.
    if words.len() < 2 || words.len() > 8 {
        return Vec::new();
    }
    // Who has the rarest of the words; the others need only be near.
    let rarest = words.iter().filter(|word| base.sounding_count(word) > 0);
    let Some(rarest) = rarest.min_by_key(|word| base.sounding_count(word)) else {
        return Vec::new();
    };
    if base.sounding_count(rarest) > CROWD {
        return Vec::new();
    }
    let mut near: Vec<(Subject, f32)> = base
        .sounding(rarest)
        .filter_map(|subject| {
            let is_person = || base.kind(subject) == Some(Kind::Person);
            let best = base
                .sounds(subject)
                .map(|sounds| {
                    let theirs: Vec<&str> = sounds.split(' ').collect();
                    // Persons drop names, bodies do not.
                    let may = theirs.len() > 1
                        && has_all(&words, &theirs)
                        && (theirs.len() == words.len() || is_person());
                    if may { likeness_of_sounds(&words, &theirs) } else { 0.0 }
                })
                .fold(0.0, f32::max);
            if best < ALIKE {
                return None;
            }
            // What the tagger says must agree, unless the names are as good as the same.
            let kinds = base.kind(subject).zip(asked.kind);
            let agrees = kinds.is_none_or(|(kind, tagged)| agree(kind, tagged));
            let enough = match asked.kind {
                _ if agrees => ALIKE,
                // Towns lend their names to much else.
                Some(NameKind::Location) => 2.0,
                _ => 0.95,
            };
            (best >= enough).then_some((subject, best))
        })
        .collect();
    near.sort_by_key(|&(subject, _)| subject);
    near
}

/// Whether each word of a name has a counterpart in the other, alone or run together.
fn has_all(words: &[String], theirs: &[&str]) -> bool {
    let has = |word: &String| {
        theirs.iter().any(|their| are_near(word, their, 0.7))
            || theirs.concat().contains(word.as_str())
    };
    words.iter().all(has)
}

/// The folded words of a name.
pub(super) fn key_words(name: &str) -> Vec<String> {
    fold(name).split(' ').map(str::to_owned).collect()
}
