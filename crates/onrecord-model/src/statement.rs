//! Who said what to whom, on what condition, according to whom.

use crate::document::Document;
use crate::evidence::{Evidence, Evidences};
use crate::id::{Id, IdKind};
use crate::when::When;
use crate::words;

words! {
    /// How the words of a source are given.
    Form {
        /// All in quotation marks.
        Direct = "direct",
        /// None in quotation marks.
        Indirect = "indirect",
        /// Some in quotation marks.
        Mixed = "mixed",
    }
}

words! {
    /// How a source put it.
    Medium {
        /// Said.
        Speech = "speech",
        /// Written.
        Writing = "writing",
        /// Believed, hoped, intended: the text ascribes a thought.
        Thought = "thought",
    }
}

words! {
    /// What kind of act a statement is; `docs/acts.md` defines each, with near misses.
    Act {
        /// Says that something is so.
        Assert = "assert",
        /// Says that something is not so.
        Deny = "deny",
        /// Holds somebody responsible for a wrong.
        Accuse = "accuse",
        /// Finds fault.
        Criticise = "criticise",
        /// Finds good.
        Praise = "praise",
        /// Takes somebody's side.
        Support = "support",
        /// Will not have it.
        Reject = "reject",
        /// Wants it, with pressure.
        Demand = "demand",
        /// Wants it.
        Request = "request",
        /// Wants it, of everybody or as a plea.
        Appeal = "appeal",
        /// Puts it forward.
        Propose = "propose",
        /// Binds oneself to do something the hearer wants.
        Promise = "promise",
        /// Makes a decision or a fact known.
        Announce = "announce",
        /// Says it will do something the hearer does not want.
        Threaten = "threaten",
        /// Says that something bad may come.
        Warn = "warn",
        /// Says that something will come.
        Predict = "predict",
        /// Asks a question.
        Ask = "ask",
        /// Gives thanks.
        Thank = "thank",
        /// Says sorry.
        Apologise = "apologise",
        /// Commands.
        Order = "order",
        /// Holds out something.
        Offer = "offer",
        /// Says that something told before is so.
        Confirm = "confirm",
        /// Holds something true.
        Believe = "believe",
        /// Means to do something.
        Intend = "intend",
        /// Wishes something to be.
        Hope = "hope",
    }
}

words! {
    /// In what sense a text tells something.
    Factuality {
        /// Done.
        Happened = "happened",
        /// Under way.
        Ongoing = "ongoing",
        /// Decided for later.
        Planned = "planned",
        /// The content of a threat.
        Threatened = "threatened",
        /// The content of a demand or request.
        Demanded = "demanded",
        /// The content of a promise.
        Promised = "promised",
        /// May, might, if.
        Possible = "possible",
        /// Did not happen.
        Negated = "negated",
        /// Somebody denies it.
        Denied = "denied",
        /// Would have.
        Counterfactual = "counterfactual",
        /// Cannot be told.
        Unknown = "unknown",
    }
}

words! {
    /// What somebody who speaks or is spoken to is.
    PartyKind {
        /// One person.
        Person = "person",
        /// Several, or an armed or political group.
        Group = "group",
        /// A government or a part of one.
        Government = "government",
        /// Another organisation.
        Organisation = "organisation",
        /// One that publishes news.
        Outlet = "outlet",
        /// A report, letter, law, poll.
        Document = "document",
        /// Described but not named.
        Unnamed = "unnamed",
        /// The document's own author.
        Author = "author",
    }
}

/// A source, an addressee: whoever stands at one end of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// Full name where the text gives or resolves one; `None` for a pronoun or a description.
    pub name: Option<String>,
    /// Id of the actor, where the base knows who it is.
    pub actor: Option<String>,
    /// The mention in the text.
    pub evidence: Evidence,
    /// How the text describes it: “a senior official”, “the group's spokesman”.
    pub description: Option<String>,
    /// What it is, if the text tells.
    pub kind: Option<PartyKind>,
}

/// The word that attributes: “said”, “according to”.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Dictionary form.
    pub lemma: String,
    /// Where it stands.
    pub evidence: Evidence,
}

/// What a threat, promise or prediction depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// The conjunction, as dictionary form: `if`, `unless`, `until`, `as long as`.
    pub kind: String,
    /// The clause, conjunction included.
    pub evidence: Evidence,
}

/// By when something must be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deadline {
    /// The words.
    pub evidence: Evidence,
    /// The time itself, where it can be worked out.
    pub value: Option<When>,
}

/// A mouth between the source and the author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Via {
    /// Who relays.
    pub party: Party,
    /// With what word.
    pub cue: Option<Cue>,
}

/// The fields of a [`Statement`]; [`Statement::new`] names it.
#[derive(Clone, Debug)]
pub struct StatementParts {
    /// Who says it; `None` where the text does not tell.
    pub source: Option<Party>,
    /// With what word; `None` for a quotation that goes on without one.
    pub cue: Option<Cue>,
    /// What is said: more than one piece when the cue interrupts it.
    pub content: Evidences,
    /// Whether in the source's own words.
    pub form: Form,
    /// Spoken, written or thought.
    pub medium: Medium,
    /// What kind of act.
    pub act: Act,
    /// In what sense the text tells the act.
    pub factuality: Factuality,
    /// Who is told.
    pub addressee: Option<Party>,
    /// What it depends on.
    pub condition: Option<Condition>,
    /// By when.
    pub deadline: Option<Deadline>,
    /// Every mouth between source and author, nearest to the source first.
    pub via: Vec<Via>,
    /// When it was said.
    pub said: Option<When>,
    /// The statement this one is nested in.
    pub parent: Option<Id>,
    /// 0…1: of all items given .8, about 80 % are right.
    pub confidence: f32,
    /// The rule that made it, with its version.
    pub by: String,
}

/// One saying or thought that a document ascribes to somebody.
#[derive(Clone, Debug)]
pub struct Statement {
    id: Id,
    document: Id,
    parts: StatementParts,
}

impl Statement {
    /// Names a statement of a document: its id is made from the document, the places of cue,
    /// source and content, and the act.
    ///
    /// # Panics
    /// When evidence is of another document, or the confidence is not within 0…1.
    #[track_caller]
    pub fn new(document: &Document, parts: StatementParts) -> Self {
        let evidence = |party: &Party| party.evidence.clone();
        let cue = parts.cue.as_ref().map(|cue| cue.evidence.clone());
        let source = parts.source.as_ref().map(evidence);
        for piece in parts.content.iter().chain(&cue).chain(&source) {
            assert_eq!(piece.document(), document.id(), "evidence of another document");
        }
        assert!((0.0..=1.0).contains(&parts.confidence), "confidence must be within 0 and 1");
        let id = Self::id_of(
            document.id(),
            cue.as_ref().map(|cue| cue.span().range()),
            source.as_ref().map(|source| source.span().range()),
            parts.content.iter().map(|piece| piece.span().range()),
            parts.act,
        );
        Self { id, document: document.id(), parts }
    }

    /// The id of a statement with these places, in bytes of the document's text.
    pub fn id_of(
        document: Id,
        cue: Option<std::ops::Range<usize>>,
        source: Option<std::ops::Range<usize>>,
        content: impl IntoIterator<Item = std::ops::Range<usize>>,
        act: Act,
    ) -> Id {
        let place = |range: Option<std::ops::Range<usize>>| {
            range.map_or(String::new(), |range| format!("{}-{}", range.start, range.end))
        };
        let content: Vec<String> = content.into_iter().map(|range| place(Some(range))).collect();
        Id::of(
            IdKind::Statement,
            &[
                document.to_string().as_bytes(),
                place(cue).as_bytes(),
                place(source).as_bytes(),
                content.join(",").as_bytes(),
                act.name().as_bytes(),
            ],
        )
    }

    /// Its name, made from its content.
    pub fn id(&self) -> Id {
        self.id
    }

    /// The document that tells it.
    pub fn document(&self) -> Id {
        self.document
    }

    /// Everything else.
    pub fn parts(&self) -> &StatementParts {
        &self.parts
    }
}
