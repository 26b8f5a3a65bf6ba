//! In what sense a text tells an event.

use onrecord_model::{Act, Asserter, Factuality, Form, PloverType, Statement};

use super::frame::Told;
use super::{Known, asserter, is_told};
use crate::report::{Tree, effect, factuality, is_marked, is_none, turned};
use crate::sentence::{Relation, Upos, Xpos};
use crate::tables::Class;

/// In what sense, and who asserts it.
pub(super) fn sense(known: &Known<'_>, tree: &Tree<'_>, told: &Told<'_>) -> (Factuality, Asserter) {
    let own = own(known, tree, told);
    let span = tree.words[told.trigger].span;
    let Some(one) = around(known, tree, told) else { return (own, Asserter::Author) };
    let parts = one.parts();
    let in_condition = parts.condition.as_ref().is_some_and(|condition| {
        let at = condition.evidence.span();
        at.start() <= span.start() && span.end() <= at.end()
    });
    if in_condition {
        return (Factuality::Possible, asserter(Some(one)));
    }
    // `“Your party boycotted the vote. Why?” she asked`
    let asks = || parts.form == Form::Indirect || tree.form(tree.words.len() - 1) == "?";
    let is_told_of = is_main(known, tree, told, one) && (parts.act != Act::Ask || asks());
    // `persuaded Peru to leave`: it leaves.
    let is_reached = parts.cue.as_ref().is_some_and(|cue| {
        known.tables.reports.implicatives.of(&cue.lemma) == Some(Factuality::Happened)
    });
    let mut found = if is_told_of && !is_reached { of_act(parts.act, own) } else { own };
    // `rejected accusations that …`: whoever it is told of denies it.
    let mut outer = known.said.above(one);
    for _ in 0..4 {
        let Some(above) = outer else { break };
        if matches!(above.parts().act, Act::Deny | Act::Reject) && is_told(found) {
            found = Factuality::Denied;
        }
        outer = known.said.above(above);
    }
    // Whoever says it, if it is said at all.
    let found =
        if is_told(parts.factuality) || !is_told(found) { found } else { Factuality::Possible };
    (found, asserter(Some(one)))
}

/// The statement that a word stands in.
fn around<'k>(known: &Known<'k>, tree: &Tree<'_>, told: &Told<'_>) -> Option<&'k Statement> {
    // A cue tells an event of its own; what it says is about another.
    let is_cue = |one: &Statement| {
        one.parts().cue.as_ref().is_some_and(|cue| {
            [Some(told.trigger), told.light].into_iter().flatten().any(|at| {
                let span = tree.words[at].span;
                cue.evidence.span().start() <= span.start()
                    && span.end() <= cue.evidence.span().end()
            })
        })
    };
    let around = known.said.around(tree.words[told.trigger].span)?;
    if is_cue(around) { known.said.above(around) } else { Some(around) }
}

/// The statement that is about an event.
pub(super) fn of<'k>(known: &Known<'k>, tree: &Tree<'_>, told: &Told<'_>) -> Option<&'k Statement> {
    around(known, tree, told).filter(|one| is_main(known, tree, told, one))
}

/// What a saying makes of what it is about.
pub(super) fn of_act(act: Act, own: Factuality) -> Factuality {
    match act {
        Act::Deny if is_told(own) => Factuality::Denied,
        Act::Threaten => match own {
            Factuality::Negated => own,
            _ => Factuality::Threatened,
        },
        // `asked them not to attack`, `promised not to attack`
        Act::Demand | Act::Request | Act::Appeal | Act::Order | Act::Promise | Act::Offer
            if own == Factuality::Negated =>
        {
            own
        }
        Act::Demand | Act::Request | Act::Appeal | Act::Order => Factuality::Demanded,
        // `is ready to meet`
        Act::Promise | Act::Offer if own == Factuality::Planned => own,
        Act::Promise | Act::Offer => Factuality::Promised,
        Act::Reject => Factuality::Negated,
        Act::Announce if is_told(own) => own,
        Act::Announce if own == Factuality::Negated => own,
        Act::Intend if matches!(own, Factuality::Possible | Factuality::Negated) => own,
        Act::Announce | Act::Intend => Factuality::Planned,
        Act::Propose | Act::Hope | Act::Predict | Act::Warn | Act::Believe => match own {
            Factuality::Negated | Factuality::Counterfactual => own,
            _ => Factuality::Possible,
        },
        Act::Ask => Factuality::Unknown,
        _ => own,
    }
}

/// Whether a phrase is no part of what its verb says: `following the attack`, `during the occupation`.
fn is_adjunct(known: &Known<'_>, tree: &Tree<'_>, at: usize) -> bool {
    let is_circumstance = |at: usize| known.tables.class(tree.form(at)).any(Class::CIRCUMSTANCE);
    matches!(tree.words[at].relation, Relation::Obl | Relation::Nmod)
        && tree.marker(at).is_some_and(is_circumstance)
}

/// Whether something is told as what somebody did another thing for: `went to attack`, `the plot to attack`.
pub(super) fn is_purpose(tree: &Tree<'_>, told: &Told<'_>) -> bool {
    let at = told.light.unwrap_or(told.trigger);
    tree.is_infinitive(at) && matches!(tree.words[at].relation, Relation::Advcl | Relation::Acl)
}

/// Whether a word is what a statement is about, and not told on the way: `the village that rebels burnt`.
fn is_main(known: &Known<'_>, tree: &Tree<'_>, told: &Told<'_>, statement: &Statement) -> bool {
    let mut at = told.light.unwrap_or(told.trigger);
    let inside =
        |at: usize| {
            let span = tree.words[at].span;
            statement.parts().content.iter().any(|piece| {
                piece.span().start() <= span.start() && span.end() <= piece.span().end()
            })
        };
    loop {
        let Some(head) = tree.head(at).filter(|&head| inside(head)) else { return true };
        let is_aside = match tree.words[at].relation {
            Relation::AclRelcl | Relation::Advcl | Relation::Parataxis | Relation::Nsubj => true,
            // `denied reports that it had arrested two`
            Relation::Acl => !is_marked(tree, at, "that"),
            _ => is_adjunct(known, tree, at) || is_presupposed(known, tree, at, head),
        };
        if is_aside {
            return false;
        }
        at = head;
    }
}

/// Whether a deed stands whatever becomes of the verb that it is an object of: `will discuss the attack`, `asked
/// them to investigate killings`; not where the verb carries it (`will launch the attack`) or tells whether it
/// takes place (`refused the attack`).
fn is_presupposed(known: &Known<'_>, tree: &Tree<'_>, noun: usize, verb: usize) -> bool {
    let words = &tree.words;
    let is_object = words[noun].upos == Upos::Noun
        && words[verb].upos == Upos::Verb
        && matches!(words[noun].relation, Relation::Obj | Relation::Obl | Relation::NsubjPass);
    let lemma = tree.lemma(verb);
    let events = &known.tables.events;
    let bears = || {
        events.is_light(&lemma) || effect(tree, verb, &known.tables.reports.implicatives).is_some()
    };
    let is_judged = || events.of(&lemma, Upos::Verb).any(|row| row.plover == PloverType::Accuse);
    is_object && !bears() && (is_definite(tree, noun) || is_judged())
}

/// Whether a noun is told of as known: `his request`, `the attack`.
fn is_definite(tree: &Tree<'_>, at: usize) -> bool {
    tree.words[at].upos == Upos::Noun
        && tree.children(at).iter().any(|&child| match tree.words[child].relation {
            Relation::NmodPoss => true,
            Relation::Det => matches!(&*tree.lemma(child), "the" | "this" | "that"),
            _ => false,
        })
}

/// Whether a clause of time tells of what is still to come: `will stay until troops leave`.
fn is_ahead(known: &Known<'_>, tree: &Tree<'_>, at: usize) -> bool {
    let is_wait = |&child: &usize| {
        matches!(tree.words[child].relation, Relation::Mark | Relation::Advmod)
            && known.tables.class(tree.form(child)).any(Class::WAIT)
    };
    let is_present = |at: usize| matches!(tree.words[at].xpos, Xpos::Vbz | Xpos::Vbp);
    let finite = tree.child(at, &[Relation::Aux, Relation::AuxPass]).unwrap_or(at);
    if !is_present(finite) || !tree.children(at).iter().any(is_wait) {
        return false;
    }
    let mut above = std::iter::successors(tree.head(at), |&at| tree.head(at));
    let main = above.find(|&at| tree.words[at].upos == Upos::Verb);
    let words = &known.tables.reports.implicatives;
    main.is_some_and(|main| {
        tree.is_infinitive(main) || factuality(tree, main, words) != Factuality::Happened
    })
}

/// What the words around tell.
fn own(known: &Known<'_>, tree: &Tree<'_>, told: &Told<'_>) -> Factuality {
    let words = &known.tables.reports.implicatives;
    let verb = told.light.unwrap_or(told.trigger);
    let found = factuality(tree, verb, words);
    if found != Factuality::Happened {
        return found;
    }
    if told.trigger != verb || tree.words[verb].upos != Upos::Verb {
        // `no attack`, `without an attack`
        if is_none(tree, told.trigger, words) {
            return Factuality::Negated;
        }
        // `a planned attack`
        let describes = |&child: &usize| tree.words[child].relation == Relation::Amod;
        let mut described = tree.children(told.trigger).iter().copied().filter(describes);
        let found = described.find_map(|child| {
            words.of(&tree.form(child).to_lowercase()).or_else(|| words.of(&tree.lemma(child)))
        });
        if let Some(found) = found {
            return found;
        }
    }
    let mut at = verb;
    for _ in 0..4 {
        let word = &tree.words[at];
        if ["if", "unless", "whether"].iter().any(|mark| is_marked(tree, at, mark))
            || is_ahead(known, tree, at)
        {
            return Factuality::Possible;
        }
        let Some(head) = tree.head(at) else { break };
        // A purpose or what is still to be done: `went to attack`, `no plan to attack`.
        if tree.is_infinitive(at) && matches!(word.relation, Relation::Advcl | Relation::Acl) {
            return if is_none(tree, head, words) {
                Factuality::Negated
            } else {
                effect(tree, head, words).unwrap_or(Factuality::Planned)
            };
        }
        let goes_up = match word.relation {
            Relation::Xcomp
            | Relation::Obj
            | Relation::NsubjPass
            | Relation::Conj
            | Relation::Ccomp
            | Relation::Csubj
            | Relation::Nmod => !is_adjunct(known, tree, at),
            // `is feared for its attacks`
            Relation::Obl => {
                let is_reason = is_marked(tree, at, "for") && tree.is_passive(head);
                !is_reason && !is_adjunct(known, tree, at)
            }
            // `an attack is likely`
            Relation::Nsubj => tree.words[head].upos == Upos::Adj,
            _ => false,
        };
        if !goes_up || is_presupposed(known, tree, at, head) {
            break;
        }
        // `called off an attack`, `talks were cancelled`
        let found = effect(tree, head, words).filter(|_| word.relation != Relation::Conj);
        if let Some(found) = found.map(|found| turned(tree, head, words, found))
            && found != Factuality::Happened
        {
            return found;
        }
        if tree.words[head].upos == Upos::Verb || word.relation == Relation::Csubj {
            let above = factuality(tree, head, words);
            if above != Factuality::Happened {
                return above;
            }
        }
        at = head;
    }
    let is_progressive =
        tree.words[verb].xpos == Xpos::Vbg && tree.child(verb, &[Relation::Aux]).is_some();
    if is_progressive { Factuality::Ongoing } else { Factuality::Happened }
}
