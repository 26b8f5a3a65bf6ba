//! What speaks for and against two mentions meaning the same.

use super::describe::{Det, Mention, Symbol};
use super::kind::{Class, Kind, Number, Role};
use super::layout::Layout;
use super::table::CorefTables;
use super::template::{Feature, Template as T, feature};
use crate::sentence::Relation;

/// How names of two mentions stand to each other; positions of [`super::template::NAMING`].
pub(super) fn naming(one: &Mention, other: &Mention) -> usize {
    if one.kind != Kind::Name || other.kind != Kind::Name {
        return 9;
    }
    let (a, c) = (&one.tokens, &other.tokens);
    let inside = |few: &[Symbol], many: &[Symbol]| few.iter().all(|token| many.contains(token));
    if a == c {
        return 1;
    }
    if one.initials.is_some_and(|initials| c.as_slice() == [initials])
        || other.initials.is_some_and(|initials| a.as_slice() == [initials])
    {
        return 8;
    }
    match (inside(a, c), inside(c, a)) {
        (true, _) if a.len() == 1 && a.last() == c.last() => 2,
        (true, _) if a.len() == 1 && a.first() == c.first() => 3,
        (true, _) => 4,
        (_, true) if c.last() == a.last() => 5,
        (_, true) => 6,
        _ if a.iter().any(|token| c.contains(token)) => 7,
        _ => 0,
    }
}

/// How noun phrases stand to each other; positions of [`super::template::PHRASE`].
pub(super) fn phrase(one: &Mention, other: &Mention, own: &CorefTables) -> usize {
    if one.form.is_some() || other.form.is_some() || one.head == Symbol::MAX {
        return 0;
    }
    if one.hash == other.hash {
        return 6;
    }
    if one.kind == Kind::Name && other.kind == Kind::Name {
        return 0;
    }
    if one.initials == Some(other.head) || other.initials == Some(one.head) {
        return 7;
    }
    if one.head != other.head {
        let (Some(a), Some(c)) = (one.noun, other.noun) else { return 0 };
        return match (own.steps(a, c), own.steps(c, a)) {
            (Some(0), _) | (_, Some(0)) => 0,
            (Some(1), Some(1)) => 8,
            (_, Some(_)) => 9,
            (Some(_), _) => 10,
            _ => 0,
        };
    }
    let inside = |few: &[Symbol], many: &[Symbol]| few.iter().all(|token| many.contains(token));
    match (inside(&one.tokens, &other.tokens), inside(&other.tokens, &one.tokens)) {
        (true, true) if one.tokens.is_empty() => 1,
        (true, true) => 2,
        (true, false) => 3,
        (false, true) => 4,
        _ => 5,
    }
}

/// Adds the feature of a template with its values.
macro_rules! push {
    ($found:ident, $template:expr, &[$($value:expr),* $(,)?]) => {
        $found.push(feature($template, &[$($value),*]))
    };
}

fn group(mention: &Mention) -> usize {
    match (mention.form, mention.kind) {
        (Some(_), _) => 0,
        (_, Kind::Name) => 1,
        (_, Kind::Verb) => 3,
        _ => 2,
    }
}

fn near(one: &Mention, other: &Mention) -> usize {
    match one.place.sentence.abs_diff(other.place.sentence) {
        far @ 0..=2 => far,
        3..=4 => 3,
        5..=9 => 4,
        10..=19 => 5,
        20..=49 => 6,
        _ => 7,
    }
}

/// How many mentions that fit lie between two.
#[derive(Clone, Copy, Default)]
pub(super) struct Rank {
    /// That fit in sex and number.
    pub(super) fits: usize,
    /// And are subjects.
    pub(super) subjects: usize,
    /// Of the same class.
    pub(super) same_class: usize,
    /// Verbs.
    pub(super) verbs: usize,
}

/// Whether mentions may stand for the same by their classes.
pub(super) fn same_class(a: &Mention, c: &Mention) -> bool {
    let many = |mention: &Mention| mention.number == Number::Many;
    match (a.class, c.class) {
        (Class::Unknown, _) | (_, Class::Unknown) => false,
        (Class::Group, Class::Group) => true,
        (one, other) => one == other && many(a) == many(c),
    }
}

/// What surrounds a mention when it is compared.
#[derive(Clone, Copy, Default)]
pub(super) struct Around {
    /// Mentions that fit it.
    pub(super) fits: usize,
    /// Mentions of its class, nouns and names.
    pub(super) same_class: usize,
    /// Best match of a name and of a phrase before it.
    pub(super) naming: usize,
    pub(super) phrase: usize,
}

/// Features of a mention as the first one of whom it means.
pub(super) fn of_new(a: &Mention, around: Around, found: &mut Vec<Feature>) {
    let (det, class) = (a.det as usize, a.class as usize);
    push!(found, T::New, &[]);
    push!(found, T::NewKindRole, &[a.role as usize]);
    push!(found, T::NewQuote, &[usize::from(a.quotation > 0), form(a)]);
    if a.form.is_some() {
        push!(found, T::NewForm, &[form(a)]);
        push!(found, T::NewFits, &[around.fits]);
        if a.kind == Kind::It || a.kind == Kind::This {
            push!(found, T::NewExpletive, &[a.expletive]);
        }
        return;
    }
    let has_more = a.place.words.end > a.place.head + 1;
    push!(found, T::NewDet, &[det, usize::from(has_more), usize::from(a.tokens.is_empty())]);
    push!(found, T::NewClass, &[class, a.number as usize]);
    push!(found, T::NewDetClass, &[det, class]);
    push!(found, T::NewRoleDet, &[a.role as usize, det]);
    let is_plain = usize::from(a.tokens.is_empty());
    push!(found, T::NewSameClass, &[around.same_class, det, is_plain]);
    push!(found, T::NewFollows, &[det, class, is_plain]);
    push!(found, T::NewPlace, &[a.place.sentence.min(3), usize::from(a.paragraph == 0)]);
    push!(found, T::NewLength, &[a.place.words.len()]);
    push!(found, T::NewSeen, &[a.seen as usize, det]);
    push!(found, T::NewMatch, &[around.naming, around.phrase]);
    if let Some(row) = a.noun {
        found.push(super::template::of_noun(row));
        return;
    }
    if a.kind == Kind::Name {
        push!(found, T::NewName, &[a.tokens.len(), class]);
        push!(found, T::NewNested, &[usize::from(a.place.nested), around.naming]);
    }
}

fn form(a: &Mention) -> usize {
    a.form.map_or(super::table::FORMS - 1, usize::from)
}

/// Features of a mention `a` and one, `c`, that may mean the same. `rank` is how many mentions that
/// fit lie between them.
pub(super) fn of_pair(
    a: &Mention,
    c: &Mention,
    rank: Rank,
    layout: &Layout<'_>,
    own: &CorefTables,
    found: &mut Vec<Feature>,
) {
    let is_after = c.bounds.0 > a.bounds.0;
    let (near, group) = (near(a, c), group(c));
    let same_sentence = usize::from(near == 0);
    let (role, above) = (a.role as usize, c.role as usize);
    push!(found, T::Kind, &[c.kind as usize, c.det as usize]);
    push!(found, T::Gender, &[a.gender.fit(c.gender), c.class as usize]);
    push!(found, T::Number, &[a.number as usize, c.number as usize]);
    if c.place.coordinated {
        push!(found, T::Coordinated, &[1, a.number as usize]);
    }
    if a.form.is_some() {
        push!(found, T::FormClass, &[form(a), c.class as usize, c.number as usize]);
    }
    if is_after {
        push!(found, T::After, &[role, above]);
        push!(found, T::AfterBinding, &[binding(a, c, layout)]);
    } else {
        push!(found, T::Near, &[near, c.kind as usize]);
        push!(found, T::NearRole, &[near, above]);
        push!(found, T::Roles, &[role, above, same_sentence]);
        push!(found, T::RoleKind, &[above, c.kind as usize]);
        push!(found, T::Rank, &[rank.fits, group]);
        push!(
            found,
            T::RankSubject,
            &[rank.subjects, usize::from(matches!(c.role, Role::Subject | Role::Passive))]
        );
        let words = (a.bounds.0.saturating_sub(c.bounds.1) / 2).checked_ilog2().unwrap_or(0);
        push!(found, T::Far, &[words as usize]);
        if a.role == c.role {
            push!(found, T::Parallel, &[role, near]);
        }
        if near == 0 {
            let how = binding(a, c, layout);
            push!(found, T::Binding, &[how, above]);
            push!(found, T::BindingKind, &[how, group]);
        }
    }
    if c.kind == Kind::Verb {
        let is_main = c.above.is_none() && c.clause == c.place.head;
        push!(found, T::Verb, &[rank.verbs, usize::from(is_main), a.det as usize]);
        push!(found, T::VerbForm, &[form(a), near]);
    } else if group > 0 {
        push!(found, T::Seen, &[c.seen as usize, group - 1]);
    }
    let (full, partly) = c.in_title;
    push!(found, T::Title, &[usize::from(full), usize::from(partly), c.class as usize]);
    let same_quote = usize::from(a.quotation == c.quotation);
    push!(
        found,
        T::Quote,
        &[usize::from(a.quotation > 0), usize::from(c.quotation > 0), same_quote]
    );
    let first = layout.number(c.place.sentence, 0);
    push!(found, T::Initial, &[usize::from(c.bounds.0 == first), near]);
    push!(
        found,
        T::Governor,
        &[usize::from(a.governor == c.governor), usize::from(a.role == c.role)]
    );
    if a.form.is_some() {
        pronouns(a, c, near, layout, found);
    } else {
        nouns(a, c, near, rank, own, found);
    }
}

fn pronouns(a: &Mention, c: &Mention, near: usize, layout: &Layout<'_>, found: &mut Vec<Feature>) {
    let kin = match (a.form, c.form) {
        (Some(one), Some(other)) if one == other => 1,
        _ if c.form.is_some() && a.person == c.person && a.number == c.number => 2,
        _ => 0,
    };
    if c.form.is_some() {
        push!(found, T::Forms, &[form(a), form(c)]);
        push!(found, T::FormsNear, &[kin, near]);
    }
    if a.person < 3 || c.person < 3 {
        let (here, there) = (layout.asks(a.paragraph), layout.asks(c.paragraph));
        let turn = match (a.quotation, c.quotation) {
            (0, 0) if a.paragraph == c.paragraph => 0,
            (0, 0) => match (here, there) {
                (false, true) => 1,
                (true, false) => 2,
                (true, true) => 3,
                _ => 4,
            },
            (one, other) if one == other => 5,
            (0, _) => 7,
            _ => 6,
        };
        let person = if c.form.is_some() && a.person != c.person { 0 } else { kin };
        push!(found, T::Turn, &[turn, person, usize::from(a.person == c.person)]);
        push!(found, T::Speaker, &[usize::from(speaks(a, c, layout))]);
    }
}

/// Whether `c` is the subject of the verb that the clause of `a` is said by.
fn speaks(a: &Mention, c: &Mention, layout: &Layout<'_>) -> bool {
    let is_subject = c.role == Role::Subject && c.place.sentence == a.place.sentence;
    is_subject && {
        let words = &layout.sentences[a.place.sentence].words;
        let verb = words[c.place.head].head.map(|head| head as usize);
        let mut clause = a.clause;
        loop {
            if Some(clause) == verb {
                return clause != a.clause;
            }
            // The verb of saying may hang below what is said.
            let below = verb.and_then(|verb| words[verb].head).map(|head| head as usize);
            let verb_hangs = verb.is_some_and(|verb| words[verb].relation == Relation::Parataxis);
            if verb_hangs
                && below.is_some_and(|below| layout.clause(a.place.sentence, below) == clause)
            {
                return true;
            }
            match words[clause].head {
                Some(head) => clause = layout.clause(a.place.sentence, head as usize),
                None => return false,
            }
        }
    }
}

fn nouns(
    a: &Mention,
    c: &Mention,
    near: usize,
    rank: Rank,
    own: &CorefTables,
    found: &mut Vec<Feature>,
) {
    push!(found, T::Classes, &[a.class as usize, c.class as usize]);
    let (naming, phrase) = (naming(a, c), phrase(a, c, own));
    let (is_plain, group) = (usize::from(a.tokens.is_empty()), group(c));
    if same_class(a, c) && phrase == 0 && matches!(naming, 0 | 9) {
        push!(found, T::ClassRank, &[rank.same_class, a.det as usize, is_plain, group]);
        push!(found, T::ClassNear, &[a.class as usize, is_plain, near, group]);
    }
    push!(found, T::ClassName, &[a.class as usize, c.class as usize, is_plain, group]);
    push!(found, T::Naming, &[naming, a.class as usize]);
    push!(found, T::NamingNear, &[naming, near]);
    push!(found, T::Phrase, &[phrase, a.det as usize]);
    push!(found, T::PhraseNear, &[phrase, near]);
    push!(found, T::PhraseDets, &[phrase, a.det as usize, c.det as usize]);
    push!(found, T::PhraseNumber, &[phrase, usize::from(a.number == c.number)]);
}

/// How two mentions of one sentence stand in its tree; positions of [`super::template::BINDING`].
fn binding(a: &Mention, c: &Mention, layout: &Layout<'_>) -> usize {
    if a.place.sentence != c.place.sentence {
        return 0;
    }
    let holds = |one: &Mention, other: &Mention| {
        one.bounds.0 <= other.bounds.0 && other.bounds.1 <= one.bounds.1
    };
    if holds(c, a) {
        return if a.clause == c.clause { 11 } else { 12 };
    }
    if holds(a, c) {
        return 13;
    }
    let is_subject = matches!(c.role, Role::Subject | Role::Passive);
    let direct = |mention: &Mention| {
        matches!(mention.role, Role::Subject | Role::Passive | Role::Object | Role::Oblique)
    };
    if a.clause == c.clause {
        return match () {
            () if direct(a) && direct(c) => 2,
            () if is_subject => 3,
            () => 4,
        };
    }
    let subject = usize::from(!is_subject);
    if a.above == Some(c.clause) {
        return 5 + subject;
    }
    if c.above == Some(a.clause) {
        return 9 + subject;
    }
    let words = &layout.sentences[a.place.sentence].words;
    let mut clause = a.clause;
    while let Some(head) = words[clause].head {
        clause = layout.clause(a.place.sentence, head as usize);
        if clause == c.clause {
            return 7 + subject;
        }
    }
    1
}

/// Whether a pronoun cannot mean a mention, whatever the weights.
pub(super) fn clashes(a: &Mention, c: &Mention) -> bool {
    if c.kind == Kind::Verb && !may_mean_clause(a) {
        return true;
    }
    if c.expletive > 0 {
        return true;
    }
    match a.kind {
        Kind::He | Kind::His | Kind::Oneself => {
            c.number == Number::Many
                || c.person < 3
                || a.gender.and(c.gender).is_none()
                    && !matches!(c.class, Class::Group | Class::Place)
                || matches!(c.class, Class::Time)
                || c.form.is_some() && a.gender != c.gender
        }
        Kind::It => {
            c.person < 3 || matches!(c.kind, Kind::He | Kind::His | Kind::Oneself | Kind::They)
        }
        Kind::They => {
            c.person < 3 || matches!(c.kind, Kind::He | Kind::His | Kind::Oneself | Kind::It)
        }
        Kind::First => {
            c.person == 3
                && !matches!(c.class, Class::Person | Class::Unknown | Class::Group | Class::People)
        }
        Kind::You => {
            c.person == 3 && !matches!(c.class, Class::Person | Class::People | Class::Unknown)
        }
        Kind::This => c.person < 3 || matches!(c.kind, Kind::He | Kind::His),
        Kind::Name | Kind::Definite | Kind::Bare | Kind::Verb => c.form.is_some(),
    }
}

fn may_mean_clause(a: &Mention) -> bool {
    matches!(a.kind, Kind::This | Kind::It) || a.kind == Kind::Definite && a.det == Det::This
}
