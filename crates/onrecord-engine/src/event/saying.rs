//! Events of saying: a threat, a demand, a refusal, with the deed that it is about (`folds.tsv`).

use onrecord_model::{
    Act, Asserter, Event, EventParts, Evidence, Factuality, Form, InText, Medium, Mention,
    Participant, Party, PartyKind, PloverType, Span, Statement, StatementParts,
};
use rustc_hash::FxHashSet;

use super::fold::{is_one, is_same, is_same_place};
use super::party::{participants, parties};
use super::sense::of_act;
use super::{Known, is_told, start};
use crate::coref::Class;
use crate::said::within;
use crate::sentence::{self, Relation, Upos, Word, Xpos};
use crate::tables::FoldRow;

/// The event that a statement is, if PLOVER counts it, given the deeds of the document.
/// `carried`: where verbs stand that carry the noun of a deed.
pub(super) fn folded(
    known: &Known<'_>,
    statement: &Statement,
    deeds: &[Event],
    carried: &FxHashSet<u32>,
) -> Option<Event> {
    let saying = Saying::new(known, statement, deeds)?;
    // `offered apologies`: told by the noun.
    if carried.contains(&saying.own.start()) || !saying.is_done() {
        return None;
    }
    let row = saying.row()?;
    let plover = row.plover?;
    if saying.is_neutral && saying.deed.is_none() && !saying.may_be(plover) {
        return None;
    }
    let (actors, factuality) = saying.actors();
    let mut recipients = saying.recipients(plover, &actors);
    // The word for it is told as an event already: `condemned`, `signed`. Only this one leads to a deed, or
    // to whom it is done.
    let own = saying.own;
    let mut twins = within(deeds, own.start()..own.end(), start).iter();
    if let Some(twin) = twins.find(|event| is_same(event, plover, own)) {
        if recipients.is_empty() {
            recipients.clone_from(&twin.parts().recipients);
        }
        if saying.deed.is_none() && (recipients.is_empty() || !twin.parts().recipients.is_empty()) {
            return None;
        }
    }
    // One word tells one event: `agreed to expand it` is no support too.
    let is_word =
        |event: &Event| event.parts().trigger.span() == own && is_told(event.parts().factuality);
    if saying.deed.is_none() && within(deeds, own.start()..own.end(), start).iter().any(is_word) {
        return None;
    }
    let parts = saying.parts;
    // `called the cases “extensions”`, `defended his thesis`: of nobody.
    if matches!(parts.act, Act::Criticise | Act::Praise | Act::Support)
        && saying.deed.is_none()
        && !actors.iter().chain(&recipients).any(Participant::is_known)
        && !parts.source.as_ref().and_then(|one| one.kind).is_some_and(is_body)
    {
        return None;
    }
    let mut contexts = Vec::new();
    known.tables.contexts.add(saying.words.iter().map(|word| &*word.lemma), &mut contexts);
    Some(Event::new(
        known.document,
        EventParts {
            plover,
            mode: row.mode.as_deref().map(str::to_owned),
            contexts,
            cameo: None,
            actors,
            recipients,
            place: None,
            date: None,
            counts: [None; 5],
            trigger: saying.trigger(),
            factuality,
            asserted_by: parts.parent.map_or(Asserter::Author, Asserter::Statement),
            about: saying.deed.map(Event::id),
            confidence: 0.0,
            by: format!("act@1+{}", parts.by),
        },
    ))
}

/// A statement with what is said in it and the deed that it is about.
struct Saying<'k> {
    known: &'k Known<'k>,
    statement: &'k Statement,
    parts: &'k StatementParts,
    /// Where its cue stands.
    own: Span<InText>,
    /// The first piece of what is said.
    first: Span<InText>,
    /// The words of its sentence.
    words: &'k [Word],
    /// The word that the rest of it hangs on.
    top: &'k Word,
    deeds: &'k [Event],
    /// The first that is not told as done.
    deed: Option<&'k Event>,
    /// Whether its cue tells nothing of what is done by it: `said`.
    is_neutral: bool,
}

impl<'k> Saying<'k> {
    fn new(known: &'k Known<'k>, statement: &'k Statement, deeds: &'k [Event]) -> Option<Self> {
        let parts = statement.parts();
        let own = parts.cue.as_ref()?.evidence.span();
        let first = parts.content.iter().next()?.span();
        let (words, top) = top(known, first)?;
        let is_neutral = is_neutral(known, statement);
        let mut made =
            Self { known, statement, parts, own, first, words, top, deeds, deed: None, is_neutral };
        let changed = |event: &&Event| !is_told(event.parts().factuality);
        made.deed = made.inside().filter(|event| made.is_main(event)).find(changed);
        Some(made)
    }

    /// The deeds told in what is said, but for its condition.
    fn inside(&self) -> impl Iterator<Item = &'k Event> + use<'k> {
        let parts = self.parts;
        let pieces = || parts.content.iter().map(Evidence::span);
        let low = pieces().map(Span::start).min().unwrap_or(0);
        let high = pieces().map(Span::end).max().unwrap_or(0);
        let covers = |piece: &Evidence, event: &Event| {
            let at = event.parts().trigger.span();
            piece.span().start() <= at.start() && at.end() <= piece.span().end()
        };
        within(self.deeds, low..high, start).iter().filter(move |event| {
            parts.content.iter().any(|piece| covers(piece, event))
                && !parts.condition.as_ref().is_some_and(|one| covers(&one.evidence, event))
        })
    }

    /// Whether a deed is not told on the way: `refuse to leave when it strikes`.
    fn is_main(&self, event: &Event) -> bool {
        let is_clause = |word: &Word| match word.relation {
            Relation::AclRelcl | Relation::Parataxis => true,
            // `asked them to refrain from attacking`
            Relation::Advcl => matches!(word.xpos, Xpos::Vbd | Xpos::Vbp | Xpos::Vbz),
            _ => false,
        };
        !(self.first.start() <= start(event) && start(event) < self.first.end())
            || self.is_near(start(event), is_clause)
    }

    /// Whether somebody does something by it.
    fn is_done(&self) -> bool {
        let parts = self.parts;
        let is_future = |deed: &Event| {
            matches!(deed.parts().factuality, Factuality::Planned | Factuality::Promised)
        };
        if parts.medium == Medium::Thought
            || parts.act == Act::Announce && !self.deed.is_some_and(is_future)
        {
            return false;
        }
        // `was promised rice`: by somebody.
        let Some(source) = &parts.source else {
            return parts.act == Act::Accuse || parts.addressee.is_some();
        };
        // `Frost threatens the blossom`, `the killing pushed Iraq to …`: nobody does.
        let acts = match source.kind {
            Some(kind) => kind != PartyKind::Document,
            None => parts.addressee.is_some() || self.deed.is_some(),
        };
        let is_deed = top(self.known, source.evidence.span()).is_some_and(|(_, word)| {
            let is_thing = self.known.nouns.class(&word.lemma) == Some(Class::Thing);
            let is_unnamed = matches!(source.kind, None | Some(PartyKind::Unnamed));
            is_deed(self.known, word) || is_unnamed && word.upos == Upos::Noun && is_thing
        });
        // `The hotel offers rooms`: to nobody.
        let is_sale = parts.act == Act::Offer
            && self.deed.is_none()
            && parts.addressee.is_none()
            && self.top.upos != Upos::Verb
            && !self.is_of_state();
        (source.actor.is_some() || acts) && !is_deed && !is_sale
    }

    /// Whether it is known who says it, by an id or codes.
    fn is_of_state(&self) -> bool {
        let mut source = self.parts.source.iter().flat_map(|one| parties(self.known, one));
        source.any(|one| one.is_known())
    }

    /// The deed that decides what it counts as: what one promises not to do is none.
    fn counted(&self) -> Option<&'k EventParts> {
        let is_kept = matches!(self.parts.act, Act::Promise | Act::Offer);
        let deed = self.deed.map(Event::parts);
        deed.filter(|deed| !(is_kept && deed.factuality == Factuality::Negated))
    }

    /// What PLOVER counts it as.
    fn row(&self) -> Option<&'k FoldRow> {
        self.known.tables.folds.of(
            &format!("act:{}", self.parts.act.name()),
            self.counted().map(|deed| (deed.plover, deed.mode.as_deref())),
            |lemma| holds(self.known, self.statement, lemma),
        )
    }

    /// Whether what is said makes the act without a deed: `“We will see,” he said` makes a threat, but a
    /// promise or demand only of a state or body.
    fn may_be(&self, plover: PloverType) -> bool {
        match plover {
            PloverType::Threaten => true,
            PloverType::Agree | PloverType::Request => {
                self.parts.form == Form::Indirect && self.is_of_state()
            }
            _ => false,
        }
    }

    /// Who does it, and in what sense: `urged Peru to condemn the raid` is not done yet, and by Peru.
    fn actors(&self) -> (Vec<Participant>, Factuality) {
        let parts = self.parts;
        let own = || parts.source.iter().flat_map(|party| parties(self.known, party)).collect();
        let above = self.known.said.above(self.statement).map(Statement::parts);
        let is_top = |above: &&StatementParts| {
            above.content.iter().next().is_some_and(|first| {
                top(self.known, first.span())
                    .is_some_and(|(_, top)| is_same_place(top.span, self.own))
            })
        };
        let Some(above) = above.filter(is_top).filter(|_| is_told(parts.factuality)) else {
            return (own(), parts.factuality);
        };
        let factuality = of_act(above.act, parts.factuality);
        let is_by_source = |source: &Party| {
            above.source.as_ref().is_some_and(|one| one.evidence.span() == source.evidence.span())
        };
        let asked = above.addressee.as_ref().filter(|_| {
            factuality == Factuality::Demanded && parts.source.as_ref().is_none_or(is_by_source)
        });
        (asked.map_or_else(own, |addressee| parties(self.known, addressee)), factuality)
    }

    /// To whom it is done.
    fn recipients(&self, plover: PloverType, actors: &[Participant]) -> Vec<Participant> {
        let is_other = |one: &&Participant| actors.iter().all(|actor| !is_one(actor, one));
        let told = self.parts.addressee.iter().flat_map(|party| parties(self.known, party));
        let told: Vec<_> = match plover {
            PloverType::Accuse | PloverType::Support => Vec::new(),
            _ => told.collect(),
        };
        if !told.is_empty() {
            return told;
        }
        // `threatened to cut ties with Peru`: whom the deed is done to. Whoever is asked does it; whoever is
        // threatened has it done to them.
        let of_deed = || {
            let deed = self.counted()?;
            let (first, second) = match plover {
                PloverType::Request => (&deed.actors, &deed.recipients),
                _ => (&deed.recipients, &deed.actors),
            };
            first.iter().chain(second).find(is_other).cloned()
        };
        // `apologised for attacking Peru`
        let of_told = || {
            let mut all = self.inside().filter(|_| plover == PloverType::Concede);
            all.find_map(|deed| deed.parts().recipients.iter().find(is_other).cloned())
        };
        if let Some(one) = of_deed().or_else(of_told) {
            return vec![one];
        }
        if ["each other", "one another"].iter().any(|one| is_said(self.known, self.statement, one))
        {
            return actors.to_vec();
        }
        self.named().find(|one| is_other(&one)).into_iter().collect()
    }

    /// Who is named in what is said, but not in a clause of it: `praised Uruguay`, `accused the firm of theft`.
    fn named(&self) -> impl Iterator<Item = Participant> {
        let is_clause = |word: &Word| {
            matches!(
                word.relation,
                Relation::AclRelcl | Relation::Advcl | Relation::Parataxis | Relation::Acl
            )
        };
        let first = self.first.start()..self.first.end();
        let near = within(self.known.mentions, first, |one| one.evidence.span().start()).iter();
        let named = near.filter(move |one: &&Mention| {
            let at = one.evidence.span();
            at.end() <= self.first.end()
                && one.date.is_none()
                && (one.actor.is_some() || !one.codes.is_empty())
                && self.is_near(at.start(), is_clause)
        });
        named.flat_map(|one| {
            let at = one.evidence.span();
            participants(self.known, at.start()..at.end(), at.start())
        })
    }

    /// What makes it the act that it is: the cue, or what is said where the cue tells nothing (`said that they
    /// would fire`).
    fn trigger(&self) -> Evidence {
        match (self.deed, &self.parts.cue) {
            (Some(deed), _) if self.is_neutral => deed.parts().trigger.clone(),
            (None, _) if self.is_neutral => Evidence::cut(self.known.document, self.top.span),
            (_, Some(cue)) => cue.evidence.clone(),
            (_, None) => Evidence::cut(self.known.document, self.own),
        }
    }

    /// Whether a word stands in what is said with none of some clauses around it but the whole.
    fn is_near(&self, start: u32, is_clause: impl Fn(&Word) -> bool) -> bool {
        let mut at = self.words.partition_point(|word| word.span.start() < start);
        for _ in 0..STEPS {
            let Some(word) = self.words.get(at) else { return false };
            if word.span == self.top.span || !is_inside(word, self.first) {
                return true;
            }
            let Some(head) = word.head.filter(|_| !is_clause(word)) else { return false };
            at = head as usize;
        }
        false
    }
}

/// Whether somebody is more than one person.
fn is_body(kind: PartyKind) -> bool {
    matches!(kind, PartyKind::Organisation | PartyKind::Government)
}

/// Words between a name and the top of what is said.
const STEPS: usize = 8;

fn is_inside(word: &Word, piece: Span<InText>) -> bool {
    piece.start() <= word.span.start() && word.span.end() <= piece.end()
}

/// Whether the cue tells nothing of what is done by it: `said`, `was quoted`.
fn is_neutral(known: &Known<'_>, statement: &Statement) -> bool {
    let Some(cue) = &statement.parts().cue else { return false };
    let first = cue.lemma.split(' ').next().unwrap_or_default();
    let mut rows = known.tables.reports.verbs.of(first).map(|(_, row)| row);
    match rows.find(|row| *row.lemma == *cue.lemma) {
        Some(row) => row.is_neutral,
        // Cues of quotations alone.
        None => statement.parts().by.starts_with("quote"),
    }
}

/// Whether a noun tells of something done, and not of somebody.
fn is_deed(known: &Known<'_>, word: &Word) -> bool {
    word.upos == Upos::Noun
        && known.tables.events.of(&word.lemma, Upos::Noun).next().is_some()
        && known.tables.roles.noun(&word.lemma).is_none()
}

/// The word of a stretch that the rest of its first sentence hangs on, with the words of that sentence.
fn top<'k>(known: &Known<'k>, piece: Span<InText>) -> Option<(&'k [Word], &'k Word)> {
    let bytes = piece.start()..piece.end();
    let sentence = &known.sentences[sentence::within(known.sentences, &bytes)].first()?.words;
    let is_in = |word: &Word| is_inside(word, piece);
    let tops = sentence.iter().filter(|word| {
        let head = word.head.and_then(|head| sentence.get(head as usize));
        is_in(word) && word.upos != Upos::Punct && !head.is_some_and(is_in)
    });
    tops.min_by_key(|word| word.upos != Upos::Verb).map(|word| (&**sentence, word))
}

/// Whether what a statement says begins with some words.
fn is_said(known: &Known<'_>, statement: &Statement, words: &str) -> bool {
    let mut pieces = statement.parts().content.iter().map(Evidence::span);
    pieces.any(|piece| known.document.text()[piece.range()].starts_with(words))
}

/// Words of what is said that are looked at.
const WORDS: usize = 12;

/// Whether a dictionary form is among the first words of what a statement says, with `^` the first.
fn holds(known: &Known<'_>, statement: &Statement, lemma: &str) -> bool {
    let Some(first) = statement.parts().content.iter().next().map(Evidence::span) else {
        return false;
    };
    let sentences =
        &known.sentences[sentence::within(known.sentences, &(first.start()..first.end()))];
    let words = sentences.iter().flat_map(|sentence| &sentence.words);
    let words = words.skip_while(|word| word.span.start() < first.start());
    let (lemma, most) = lemma.strip_prefix('^').map_or((lemma, WORDS), |lemma| (lemma, 1));
    words
        .take_while(|word| word.span.end() <= first.end())
        .take(most)
        .any(|word| word.lemma.eq_ignore_ascii_case(lemma))
}
