//! What kind of act a saying is: by its cue, and where that is neutral (`said`, `told`) by its content.
//!
//! The first clause of the content that tells decides: its mood (an imperative demands),
//! its modal (`we will` promises, or threatens where it does harm on a condition; `they will`
//! predicts; `must` demands), its negation (a past that did not happen is denied, what one will not
//! do is refused) and its predicate (`a disgrace` criticises). Words: `content.tsv`; definitions:
//! docs/acts.md.

use std::ops::Range;

use onrecord_model::Act;

use crate::report::Tree;
use crate::sentence::{Relation, Sentence, Upos, Xpos, within};
use crate::tables::{Contents, Reports, Tables, Tone};

/// What is asked about a saying.
pub(super) struct Said<'a> {
    /// Act of the cue.
    pub(super) cue_act: Act,
    /// Whether the cue leaves the act to the content.
    pub(super) is_neutral: bool,
    /// Kind of the condition.
    pub(super) condition: &'a str,
    /// Whether the condition is that another yields: `unless`, `or else`, `if they do not …`.
    pub(super) presses: bool,
    /// Whether a charge or a claim is told right before.
    pub(super) is_charged: bool,
    pub(super) trees: &'a [Tree<'a>],
    pub(super) sentences: &'a [Sentence],
    pub(super) content: &'a [Range<u32>],
    pub(super) has_condition: bool,
    /// Whether the words are the source's own: there `he` is another.
    pub(super) is_direct: bool,
    /// Whether words mean the source, if that is known.
    pub(super) is_source: &'a dyn Fn(&Range<u32>) -> Option<bool>,
}

/// The first sentence of a content with the head of what of it lies in the content.
fn top<'a>(said: &Said<'a>) -> Option<(&'a Tree<'a>, usize)> {
    let first = said.content.first()?;
    let tree = said.trees.get(within(said.sentences, first).start)?;
    let end = tree.words.last()?.span.end();
    let here = said.content.iter().take_while(|piece| piece.start < end).take(PIECES);
    let tops = here.flat_map(|piece| {
        let low = tree.words.partition_point(|word| word.span.start() < piece.start);
        let high = tree.words.partition_point(|word| word.span.end() <= piece.end);
        (low..high).filter(move |&at| {
            let is_outer = tree.head(at).is_none_or(|head| !(low..high).contains(&head));
            is_outer && !tree.is_punctuation(at)
        })
    });
    // What has a subject tells: a clause in front does not (`“Should it rain, we stay,” he said`), nor
    // half of one (`“The plan,” she said, “is a gift”`).
    let aside = [Relation::Advcl, Relation::Advmod, Relation::Cc, Relation::Mark, Relation::Obl];
    let rank = |&at: &usize| {
        let subjects = [Relation::Nsubj, Relation::NsubjPass, Relation::Expl];
        let is_aside = aside.contains(&tree.words[at].relation);
        (is_aside, tree.child(at, &subjects).is_none() && tree.words[at].upos != Upos::Verb)
    };
    tops.min_by_key(rank).map(|root| (tree, root))
}

/// Pieces of a content that are looked at.
const PIECES: usize = 4;

/// What the rules take a saying for, if its content tells.
fn guess(said: &Said<'_>, contents: &Contents, reports: &Reports) -> Option<Act> {
    let (tree, root) = top(said)?;
    if tree.is_question(root) {
        return Some(Act::Ask);
    }
    let clause = Clause { tree, said, contents, reports };
    clause.act(root).or_else(|| {
        let other = tree.child(root, &[Relation::Conj])?;
        clause.act(other).filter(|act| *act == Act::Warn)
    })
}

/// The act of a saying: that of its cue, or where that is neutral that of its content. Some cues go by
/// what is said, too: a warning of what one does oneself is a threat.
pub(super) fn act(said: &Said<'_>, tables: &Tables) -> Act {
    let told = guess(said, &tables.contents, &tables.reports);
    if said.is_neutral {
        return told.unwrap_or(said.cue_act);
    }
    match (said.cue_act, told) {
        (Act::Warn, Some(Act::Threaten | Act::Promise | Act::Reject))
        | (Act::Promise, Some(Act::Threaten)) => Act::Threaten,
        (Act::Demand | Act::Order | Act::Request, _) if said.condition == "or else" => {
            Act::Threaten
        }
        (Act::Reject, _) if is_claim(said, &tables.contents) => Act::Deny,
        (act, _) => act,
    }
}

/// Whether what is said is a claim: `rejected the allegations`.
fn is_claim(said: &Said<'_>, contents: &Contents) -> bool {
    top(said).is_some_and(|(tree, root)| {
        contents.is(&tree.lemma(root), tree.words[root].upos, Tone::Claim)
    })
}

struct Clause<'a> {
    tree: &'a Tree<'a>,
    said: &'a Said<'a>,
    contents: &'a Contents,
    reports: &'a Reports,
}

impl Clause<'_> {
    fn child(&self, at: usize, relations: &[Relation]) -> Option<usize> {
        self.tree.child(at, relations)
    }

    fn is(&self, at: usize, tone: Tone) -> bool {
        self.contents.is(&self.tree.lemma(at), self.tree.words[at].upos, tone)
    }

    /// Whether words mean the source: `I`, `we`, or a pronoun or name for it.
    fn is_self(&self, at: usize) -> bool {
        let form = self.tree.form(at).to_lowercase();
        if matches!(&*form, "i" | "we" | "us" | "my" | "our") {
            return true;
        }
        let own = self.child(at, &[Relation::NmodPoss]);
        let is_source = |at: usize| {
            let span = self.tree.words[at].span;
            let is_pronoun = self.tree.words[at].upos == Upos::Pron;
            let known = (self.said.is_source)(&(span.start()..span.end()));
            // `The union said it would …`: a pronoun that nobody else is known for.
            known.unwrap_or(is_pronoun && !self.said.is_direct)
        };
        let is_ours = |own: usize| matches!(&*self.tree.form(own).to_lowercase(), "our" | "my");
        is_source(at) || own.is_some_and(|own| is_ours(own) || is_source(own))
    }

    fn act(&self, root: usize) -> Option<Act> {
        let tree = self.tree;
        let subject = self.child(root, &[Relation::Nsubj, Relation::NsubjPass]);
        let is_self = subject.is_some_and(|subject| self.is_self(subject));
        let is_negated = tree.children(root).iter().any(|&child| {
            matches!(&*tree.lemma(child), "not" | "never" | "n't" | "no" | "nothing" | "nobody")
        });
        if let Some(act) = self.performative(root, subject) {
            return Some(act);
        }
        let has_modal =
            self.child(root, &[Relation::Aux]).is_some_and(|aux| tree.lemma(aux) != "do");
        let is_bare = subject.is_none() && !has_modal;
        if is_bare && tree.words[root].xpos == Xpos::Vb && !tree.is_infinitive(root) {
            return Some(self.imperative(root));
        }
        // The nearest: `should it fall, we will go`.
        let modal = tree.children(root).iter().copied().rev().find(|&child| {
            tree.words[child].relation == Relation::Aux && tree.words[child].xpos == Xpos::Md
        });
        let modal = modal.map(|modal| tree.lemma(modal));
        let modal = modal.as_deref().or_else(|| self.going_to(root).then_some("will"));
        match modal {
            Some("will" | "would" | "shall" | "'ll" | "wo" | "'d") => {
                Some(self.future(root, is_self, is_negated))
            }
            Some("must" | "should" | "ought") if !is_self => Some(self.duty()),
            Some("may" | "might" | "could") if !is_self && self.is_disaster(root) => {
                Some(Act::Warn)
            }
            Some("may" | "might" | "could") if !is_self && !self.said.has_condition => {
                Some(Act::Predict)
            }
            Some("can" | "could" | "may") if self.said.has_condition => Some(Act::Offer),
            _ if !is_self && self.needs(root) => Some(self.duty()),
            _ => self.present(root, is_self, is_negated),
        }
    }

    /// What others must do is demanded, or else it is threatened.
    fn duty(&self) -> Act {
        if self.said.condition == "or else" { Act::Threaten } else { Act::Demand }
    }

    /// Whether a verb, or what it leads to, is a bad outcome: `could spark a war`.
    fn is_disaster(&self, root: usize) -> bool {
        let is_bad = |at: usize| self.is(at, Tone::Disaster);
        let mut below = self.tree.children(root).iter().copied().filter(|&child| {
            matches!(
                self.tree.words[child].relation,
                Relation::Xcomp | Relation::Conj | Relation::Obj | Relation::Obl | Relation::Amod
            )
        });
        is_bad(root) || below.any(is_bad)
    }

    /// `I thank you`, `we reject this`: the verb is the act.
    fn performative(&self, root: usize, subject: Option<usize>) -> Option<Act> {
        let tree = self.tree;
        let subject = subject?;
        let is_speaker = matches!(&*tree.form(subject).to_lowercase(), "i" | "we");
        let is_present = matches!(tree.words[root].xpos, Xpos::Vbp | Xpos::Vb);
        let is_plain =
            self.child(root, &[Relation::Aux]).is_none_or(|aux| tree.lemma(aux) == "can");
        if !(is_speaker && is_present && is_plain) || tree.words[root].upos != Upos::Verb {
            return None;
        }
        let lemma = tree.lemma(root);
        let mut rows = self.reports.verbs.of(&lemma).filter(|(_, row)| *row.lemma == *lemma);
        rows.next().map(|(_, row)| row.act).filter(|act| *act != Act::Assert)
    }

    fn imperative(&self, root: usize) -> Act {
        let tree = self.tree;
        let (low, high) = tree.extent(root);
        let has = |word: &str| (low..=high).any(|at| tree.form(at).eq_ignore_ascii_case(word));
        let conjunct = self.child(root, &[Relation::Conj, Relation::Parataxis]);
        let goes_on =
            conjunct.is_some_and(|conjunct| self.child(conjunct, &[Relation::Nsubj]).is_some());
        if has("please") {
            Act::Request
        } else if goes_on
            && (has("or") || conjunct.is_some_and(|conjunct| self.does_harm(conjunct)))
        {
            Act::Threaten
        } else if goes_on && has("and") {
            // What one may yield is asked for: `Hand it over and we will go`.
            let yields = [Tone::Help, Tone::Refuse, Tone::Step].into_iter();
            let does_yield = yields.into_iter().any(|tone| self.is(root, tone));
            if does_yield { Act::Promise } else { Act::Threaten }
        } else {
            Act::Demand
        }
    }

    /// Whether a verb, or what it leads to, hurts somebody: not what one may also just do, as `leave`.
    fn does_harm(&self, root: usize) -> bool {
        let harms = |at: usize| self.is(at, Tone::Harm) && !self.is(at, Tone::Refuse);
        let below = self.tree.children(root).iter().copied().filter(|&child| {
            matches!(
                self.tree.words[child].relation,
                Relation::Xcomp | Relation::Conj | Relation::Obj
            )
        });
        harms(root) || below.into_iter().any(harms)
    }

    fn going_to(&self, root: usize) -> bool {
        let tree = self.tree;
        tree.lemma(root) == "go" && self.child(root, &[Relation::Xcomp]).is_some()
    }

    /// `has to`, `needs to`.
    fn needs(&self, root: usize) -> bool {
        let is_verb = matches!(&*self.tree.lemma(root), "have" | "need");
        is_verb
            && self
                .child(root, &[Relation::Xcomp])
                .is_some_and(|below| self.tree.is_infinitive(below))
    }

    fn future(&self, root: usize, is_self: bool, is_negated: bool) -> Act {
        let does_harm = self.does_harm(root);
        match (is_self, is_negated) {
            (true, true) if self.is(root, Tone::Refuse) || !does_harm => Act::Reject,
            (true, false) if does_harm || self.said.presses => Act::Threaten,
            (true, _) if self.is(root, Tone::Step) && !self.is(root, Tone::Help) => Act::Announce,
            (true, _) => Act::Promise,
            (false, _) if does_harm && self.said.has_condition => Act::Threaten,
            (false, _) if self.said.presses && self.is_disaster(root) => Act::Warn,
            (false, _) => Act::Predict,
        }
    }

    fn present(&self, root: usize, is_self: bool, is_negated: bool) -> Option<Act> {
        let tree = self.tree;
        let word = &tree.words[root];
        let is_past = matches!(word.xpos, Xpos::Vbd | Xpos::Vbn);
        if self.is(root, Tone::Ready) && is_self && !is_negated {
            return Some(Act::Offer);
        }
        if self.is(root, Tone::False) && !is_negated {
            return Some(Act::Deny);
        }
        if matches!(word.upos, Upos::Adj | Upos::Noun) && !is_negated {
            let phrase = tree.children(root).iter().copied().chain([root]);
            let mut near =
                phrase.filter(|&at| at == root || tree.words[at].relation == Relation::Amod);
            if near.clone().any(|at| self.is(at, Tone::Bad)) {
                return Some(Act::Criticise);
            }
            if near.any(|at| self.is(at, Tone::Good)) {
                return Some(Act::Praise);
            }
        }
        if is_self && is_negated && !is_past && self.is(root, Tone::Refuse) {
            return Some(Act::Reject);
        }
        if self.is_denied(root, is_self, is_negated) {
            return Some(Act::Deny);
        }
        // `We are closing the port`, `we have decided`.
        let is_step = self.is(root, Tone::Step)
            && (word.xpos == Xpos::Vbg
                || word.xpos == Xpos::Vbn && self.child(root, &[Relation::Aux]).is_some());
        if is_self && !is_negated && is_step && !tree.is_passive(root) {
            return Some(Act::Announce);
        }
        let is_wrong = self.is(root, Tone::Wrong) && !tree.is_passive(root);
        let is_progressive = word.xpos == Xpos::Vbg;
        if (is_past || is_progressive)
            && !is_self
            && !is_negated
            && is_wrong
            && self.child(root, &[Relation::Nsubj]).is_some_and(|subject| self.does(root, subject))
        {
            return Some(Act::Accuse);
        }
        if is_past
            && !is_self
            && !is_negated
            && word.upos == Upos::Verb
            && self.is(root, Tone::Harm)
        {
            let hurts = self.child(root, &[Relation::Nsubj]).is_some()
                && self.child(root, &[Relation::Obj, Relation::Obl, Relation::Ccomp]).is_some();
            let has_doer = hurts || self.child(root, &[Relation::OblAgent]).is_some();
            return (has_doer && self.does_harm(root)).then_some(Act::Accuse);
        }
        None
    }

    /// Whether a subject does what a verb says to somebody: not `somebody`, and no thing that `burnt`.
    fn does(&self, root: usize, subject: usize) -> bool {
        let word = &self.tree.words[subject];
        let form = self.tree.form(subject).to_lowercase();
        let is_nobody =
            matches!(&*form, "it" | "this" | "that" | "there" | "someone" | "somebody" | "which");
        let is_done_to = [Relation::Obj, Relation::Obl, Relation::Ccomp, Relation::Xcomp];
        match word.upos {
            Upos::Propn | Upos::Pron => !is_nobody,
            Upos::Noun => self.child(root, &is_done_to).is_some(),
            _ => false,
        }
    }

    /// Whether a clause says of what is claimed that it is not so: `there is no deal`, `it is not
    /// true`, `we had no part in it`, `we never met` after a charge.
    fn is_denied(&self, root: usize, is_self: bool, is_negated: bool) -> bool {
        let tree = self.tree;
        let has_no = |at: usize| {
            tree.children(at).iter().any(|&child| {
                tree.words[child].relation == Relation::Det && tree.lemma(child) == "no"
            })
        };
        let is_none = |at: usize| (has_no(at) || is_negated) && self.is(at, Tone::Alleged);
        let expletive = self.child(root, &[Relation::Expl]).is_some();
        if expletive {
            let subject = self.child(root, &[Relation::Nsubj]);
            return is_none(root) || subject.is_some_and(is_none);
        }
        if is_negated && self.child(root, &[Relation::Cop]).is_some() {
            return self.is(root, Tone::True) || matches!(&*tree.lemma(root), "so" | "what");
        }
        let object = self.child(root, &[Relation::Obj]);
        if is_self && object.is_some_and(|object| has_no(object) && self.is(object, Tone::Alleged))
        {
            return true;
        }
        is_self && is_negated && self.said.is_charged
    }
}
