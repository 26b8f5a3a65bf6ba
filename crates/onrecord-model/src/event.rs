//! Who did what to whom, where, when, and in what sense the text tells it.

use crate::dated::Dated;
use crate::document::Document;
use crate::evidence::Evidence;
use crate::figure::Asserter;
use crate::id::{Id, IdKind};
use crate::mention::MentionedPlace;
use crate::statement::Factuality;
use crate::words;

words! {
    /// A type of PLOVER (`plover-2.0-draft@5e0c24fb`).
    PloverType {
        /// Agrees, offers, promises to cooperate.
        Agree = "AGREE",
        /// Meets, visits, calls.
        Consult = "CONSULT",
        /// Supports in words, signs.
        Support = "SUPPORT",
        /// Concedes in words.
        Concede = "CONCEDE",
        /// Exchanges.
        Cooperate = "COOPERATE",
        /// Gives.
        Aid = "AID",
        /// Concedes in deed.
        Retreat = "RETREAT",
        /// Asks, demands.
        Request = "REQUEST",
        /// Criticises, alleges, investigates.
        Accuse = "ACCUSE",
        /// Refuses.
        Reject = "REJECT",
        /// Threatens.
        Threaten = "THREATEN",
        /// Protests together.
        Protest = "PROTEST",
        /// Reduces relations.
        Sanction = "SANCTION",
        /// Shows force.
        Mobilize = "MOBILIZE",
        /// Represses without violence.
        Coerce = "COERCE",
        /// Does harm.
        Assault = "ASSAULT",
    }
}

impl PloverType {
    /// The quad category, 1 to 4: verbal and material cooperation, verbal and material conflict. SANCTION
    /// is 4, as its section in the manual has it.
    pub fn quad(self) -> u8 {
        match self {
            Self::Agree | Self::Consult | Self::Support | Self::Concede => 1,
            Self::Cooperate | Self::Aid | Self::Retreat => 2,
            Self::Request | Self::Accuse | Self::Reject | Self::Threaten => 3,
            Self::Protest | Self::Sanction | Self::Mobilize | Self::Coerce | Self::Assault => 4,
        }
    }

    /// The score of conflict and cooperation, about -10 to +10, at the level of types. ACCUSE has −3: the
    /// manual's +3 is an error, all of its modes are negative.
    pub fn score(self) -> f64 {
        match self {
            Self::Agree | Self::Consult => 2.5,
            Self::Support => 5.0,
            Self::Concede => 4.5,
            Self::Cooperate => 9.5,
            Self::Aid => 10.0,
            Self::Retreat => 6.5,
            Self::Request => 0.0,
            Self::Accuse => -3.0,
            Self::Reject => -2.0,
            Self::Threaten => -3.5,
            Self::Protest => -5.0,
            Self::Sanction => -6.0,
            Self::Mobilize => -5.5,
            Self::Coerce => -7.0,
            Self::Assault => -9.0,
        }
    }
}

/// Who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// Full name where the text gives or resolves one.
    pub name: Option<String>,
    /// Id of the actor, where it is known.
    pub actor: Option<String>,
    /// PLOVER or CAMEO codes at that time.
    pub codes: Vec<String>,
    /// The words.
    pub evidence: Evidence,
}

impl Participant {
    /// Whether it is known who that is: by an id or at least by codes.
    pub fn is_known(&self) -> bool {
        self.actor.is_some() || !self.codes.is_empty()
    }
}

/// The fields of an [`Event`]; [`Event::new`] names it.
#[derive(Clone, Debug)]
pub struct EventParts {
    /// The type.
    pub plover: PloverType,
    /// The mode of the type.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code, where one maps.
    pub cameo: Option<String>,
    /// Who acts.
    pub actors: Vec<Participant>,
    /// Who is acted on.
    pub recipients: Vec<Participant>,
    /// Where.
    pub place: Option<MentionedPlace>,
    /// When, and the words that tell.
    pub date: Option<(Dated, Evidence)>,
    /// Figures of those killed, injured, arrested, displaced, and who take part.
    pub counts: [Option<Id>; 5],
    /// The word that tells it.
    pub trigger: Evidence,
    /// In what sense.
    pub factuality: Factuality,
    /// Who asserts it.
    pub asserted_by: Asserter,
    /// The deed that a threat, demand, promise or refusal is about.
    pub about: Option<Id>,
    /// 0…1.
    pub confidence: f32,
    /// The rule that made it, with its version.
    pub by: String,
}

/// One mention of an event.
#[derive(Clone, Debug)]
pub struct Event {
    id: Id,
    document: Id,
    parts: EventParts,
}

impl Event {
    /// Names an event of a document: its id is made from the document, its type, sense, trigger and parties.
    ///
    /// # Panics
    /// When evidence is of another document, or the confidence is not within 0…1.
    #[track_caller]
    pub fn new(document: &Document, parts: EventParts) -> Self {
        let parties = || parts.actors.iter().chain(&parts.recipients).map(|one| &one.evidence);
        for piece in std::iter::once(&parts.trigger).chain(parties()) {
            assert_eq!(piece.document(), document.id(), "evidence of another document");
        }
        assert!((0.0..=1.0).contains(&parts.confidence), "confidence must be within 0 and 1");
        let id = Self::id_of(
            document.id(),
            parts.plover,
            parts.factuality,
            &parts.trigger.span().range(),
            parties().map(|one| one.span().range()),
        );
        Self { id, document: document.id(), parts }
    }

    /// The id of an event with these places, in bytes of the document's text; `parties` are the actors,
    /// then the recipients.
    pub fn id_of(
        document: Id,
        plover: PloverType,
        factuality: Factuality,
        trigger: &std::ops::Range<usize>,
        parties: impl IntoIterator<Item = std::ops::Range<usize>>,
    ) -> Id {
        let place = |range: &std::ops::Range<usize>| format!("{}-{}", range.start, range.end);
        let parties: Vec<String> = parties.into_iter().map(|range| place(&range)).collect();
        Id::of(
            IdKind::Event,
            &[
                document.to_string().as_bytes(),
                plover.name().as_bytes(),
                factuality.name().as_bytes(),
                place(trigger).as_bytes(),
                parties.join(",").as_bytes(),
            ],
        )
    }

    /// The same event with another confidence, which is no part of its id.
    ///
    /// # Panics
    /// When the confidence is not within 0…1.
    #[must_use]
    pub fn with_confidence(mut self, confidence: f32) -> Self {
        assert!((0.0..=1.0).contains(&confidence), "confidence must be within 0 and 1");
        self.parts.confidence = confidence;
        self
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
    pub fn parts(&self) -> &EventParts {
        &self.parts
    }
}
