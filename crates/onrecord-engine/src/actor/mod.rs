//! Who is meant: names in sentences to actors of the base.
//!
//! In: sentences with their names, the base, the time of publication. Out: mentions, each with the
//! actor it was resolved to, or with candidates where it stays open. Always true: a mention lies
//! in one sentence; resolving never moves it; nobody is guessed: where two actors fit alike, both
//! are candidates and none is chosen. Nothing depends on the clock.
//!
//! Steps: [`spot`] finds names, [`context`] sees which countries the document speaks of,
//! [`candidate`] scores whom a name may mean, [`entity`] joins the names of one actor, [`describe`]
//! finds who is meant by his role (`the Iraqi prime minister`), [`refer`] who by a pronoun or by a
//! noun that only the text explains (`he`, `the group`).

mod candidate;
mod context;
mod describe;
mod entity;
mod record;
mod refer;
mod role;
mod spot;

use onrecord_knowledge::{Day, Knowledge, Subject};
use onrecord_model::{InText, Span, When};

use crate::coref::{CorefTables, Saying};
use crate::sentence::Sentence;
use crate::tables::Tables;
use context::Context;
pub(crate) use record::record;
pub(crate) use refer::first_person;
pub(crate) use spot::Spot;

/// What all steps look at.
#[derive(Clone, Copy)]
pub(crate) struct Page<'p> {
    pub(crate) text: &'p str,
    pub(crate) sentences: &'p [Sentence],
    pub(crate) knowledge: &'p Knowledge,
    pub(crate) tables: &'p Tables,
    pub(crate) coref: &'p CorefTables,
    /// Quotations whose source the text tells.
    pub(crate) sayings: &'p [Saying],
    /// First and last day on which it may have been published.
    pub(crate) published: Option<(Day, Day)>,
}

/// Somebody or something that the text names or describes.
#[derive(Clone, Debug)]
pub(crate) struct Mention {
    /// Number of its sentence.
    pub(crate) sentence: usize,
    /// Its words, counted from 0 in the sentence.
    pub(crate) words: std::ops::Range<usize>,
    /// Where it stands, in bytes.
    pub(crate) span: Span<InText>,
    /// How it stands for whom it means.
    pub(crate) label: Label,
    /// Number of whom it means; mentions of one entity have the same.
    pub(crate) entity: usize,
}

/// How a mention stands for whom it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    /// By a name that the tagger calls so, if it does.
    Name(Option<crate::sentence::NameKind>),
    /// By a role or a noun.
    Description,
    /// By a pronoun.
    Pronoun,
}

/// Whom some mentions mean.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entity {
    /// The longest of its names.
    pub(crate) name: String,
    /// Who it is, if that is clear.
    pub(crate) subject: Option<Subject>,
    /// Whom it may be, likeliest first.
    pub(crate) candidates: Vec<Candidate>,
    /// Number in GeoNames, if it is a place of the gazetteer.
    pub(crate) geonames: Option<u32>,
}

impl Entity {
    /// One that the base knows.
    fn of(page: Page<'_>, subject: Subject) -> Self {
        let name = page.knowledge.base().name(subject).to_owned();
        Self { name, subject: Some(subject), ..Self::default() }
    }
}

/// Somebody whom a name may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Candidate {
    /// Who.
    pub(crate) subject: Subject,
    /// How well it fits, 0 to 1.
    pub(crate) score: f32,
    /// What speaks for it.
    pub(crate) why: &'static str,
}

/// Mentions in the order of the text, and whom they mean.
pub(crate) fn find(page: Page<'_>) -> (Vec<Mention>, Vec<Entity>) {
    let spots = spot::spots(page.text, page.sentences, page.knowledge.base(), &page.tables.roles);
    let context = Context::of(page, &spots);
    let (mut mentions, mut entities) = entity::entities(page, &spots, &context);
    let open = describe::add(page, &context, &mut mentions, &mut entities);
    refer::add(page, &context, &open, &mut mentions, &mut entities);
    mentions.sort_by_key(|mention| (mention.span.start(), mention.span.end()));
    (mentions, entities)
}

/// First and last day of a time.
pub(crate) fn days(when: &When) -> (Day, Day) {
    let day = |text: String| {
        text.bytes()
            .filter(u8::is_ascii_digit)
            .take(8)
            .fold(0, |day, b| day * 10 + Day::from(b - b'0'))
    };
    (day(when.start()), day(when.end()))
}
