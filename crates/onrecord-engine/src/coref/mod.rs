//! Who or what is meant within a text: pronouns, noun phrases and names to clusters.
//!
//! In: the sentences of a text, and if they are known the entities of its names. Out: clusters of
//! two and more mentions of the same, after the scheme of OntoNotes: the largest phrase is the
//! mention, an apposition belongs to it, a predicate is none of its own, and a verb may be one that
//! `this` takes up. Always true: mentions of one entity are in one cluster, those of two never are;
//! a cluster has no pronouns of both sexes; what follows a paragraph changes nothing in it.
//!
//! Steps: `layout` and `mention` find the phrases, `describe` says what each may stand for,
//! `candidate` which ones are compared, `feature` what speaks for and against, by `weights`;
//! `link` decides. Each mention in turn joins the cluster whose mentions together have the best
//! odds, or none if being the first has better ones (Durrett & Klein 2013, “Easy Victories and
//! Uphill Battles in Coreference Resolution”, with features of our own). What is compared is
//! bounded, so that time is linear. `training/coref` makes the weights.

mod candidate;
mod cluster;
mod describe;
mod feature;
mod kind;
mod layout;
mod link;
mod mention;
mod speaker;
mod table;
mod template;
mod weights;

use std::ops::Range;

use onrecord_model::{InText, Span};
use rustc_hash::FxHashMap;

use crate::sentence::Sentence;
use crate::tables::Tables;
use cluster::Clusters;
use describe::{Describer, Mention as Described};
pub(crate) use kind::Class;
use kind::Gender;
pub use kind::Kind;
use layout::Layout;
use link::{Asker, Decision, Question, Told};
use speaker::Speakers;
pub(crate) use table::CorefTables;

/// A name that was resolved before.
#[derive(Clone, Debug)]
pub(crate) struct NameEntity {
    /// Number of its sentence.
    pub(crate) sentence: usize,
    /// Its words, counted from 0 in the sentence.
    pub(crate) words: Range<usize>,
    /// Whom it means: the same number, the same one.
    pub(crate) entity: u32,
    /// What it is, if that is known.
    pub(crate) class: Option<Class>,
    /// Whether it is a woman, if that is known.
    pub(crate) is_female: Option<bool>,
}

/// Words that mean somebody or something.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Number of its sentence.
    pub sentence: usize,
    /// Its words, counted from 0 in the sentence.
    pub words: Range<usize>,
    /// The word that all others depend on.
    pub head: usize,
    /// Where it stands, in bytes.
    pub span: Span<InText>,
    /// How it refers.
    pub kind: Kind,
    /// Why it was joined to another; none where that was not asked, as where a cluster begins.
    pub link: Option<Link>,
}

/// Why a mention was joined to another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Number of that one in the cluster.
    pub to: usize,
    /// Natural logarithm of the odds against the next best answer; infinite where both are names of
    /// one entity.
    pub margin: f32,
    /// Features that spoke for it and against, with their weights, the heaviest first. Only if they
    /// were asked for.
    pub reasons: Vec<(String, f32)>,
}

/// Mentions of the same, in order; two at least.
pub type Cluster = Vec<Mention>;

/// A quotation and who says it.
#[derive(Clone, Debug)]
pub(crate) struct Saying {
    /// What is said.
    pub(crate) content: Span<InText>,
    /// Where its source stands.
    pub(crate) source: Span<InText>,
}

/// What coreference works on.
#[derive(Clone, Copy)]
pub(crate) struct Page<'p> {
    pub(crate) text: &'p str,
    pub(crate) sentences: &'p [Sentence],
    /// What the text is about, as its headline or the title of its page says.
    pub(crate) title: Option<&'p str>,
    /// Names that were resolved before; without them, names are joined by their words.
    pub(crate) names: Option<&'p [NameEntity]>,
    /// Quotations whose source the text tells, in order: there `he` is not who speaks, and `I` is.
    pub(crate) sayings: &'p [Saying],
    /// Whether to tell the features that decided.
    pub(crate) explain: bool,
}

/// The clusters of a text, in the order of their first mentions.
pub(crate) fn link(page: Page<'_>, tables: &Tables, own: &CorefTables) -> Vec<Cluster> {
    let layout = Layout::new(page.text, page.sentences);
    let (mentions, entities) = describe(&layout, page, tables, own);
    let mut clusters = Clusters::new(&mentions, &entities);
    let speakers = Speakers::new(page, &mentions);
    let told = Told { entities: &entities, speakers: &speakers, explain: page.explain };
    let decisions = link::link(&mentions, &told, &layout, own, &mut clusters);
    let mut members: Vec<Vec<usize>> = vec![Vec::new(); mentions.len()];
    for at in 0..mentions.len() {
        members[clusters.find(at)].push(at);
    }
    members.retain(|cluster| cluster.len() > 1);
    let show = |cluster: &Vec<usize>| -> Cluster {
        let mention = |&at: &usize| show(page, cluster, &mentions[at], decisions[at].as_ref(), own);
        cluster.iter().map(mention).collect()
    };
    members.iter().map(show).collect()
}

fn show(
    page: Page<'_>,
    cluster: &[usize],
    mention: &Described,
    decision: Option<&Decision>,
    own: &CorefTables,
) -> Mention {
    let place = &mention.place;
    let words = &page.sentences[place.sentence].words[place.words.clone()];
    let link = decision.and_then(|decision| {
        let reasons = decision.reasons.iter();
        Some(Link {
            to: cluster.binary_search(&decision.to).ok()?,
            margin: decision.margin,
            reasons: reasons
                .map(|&(feature, weight)| (own.feature_name(feature), weight))
                .collect(),
        })
    });
    Mention {
        sentence: place.sentence,
        words: place.words.clone(),
        head: place.head,
        span: Span::new(words[0].span.start(), words[words.len() - 1].span.end()),
        kind: mention.kind,
        link,
    }
}

/// The mentions of a text, and the entity of each.
fn describe<'p>(
    layout: &'p Layout<'p>,
    page: Page<'p>,
    tables: &'p Tables,
    own: &'p CorefTables,
) -> (Vec<Described>, Vec<Option<u32>>) {
    let mut names: FxHashMap<(usize, usize), &NameEntity> = FxHashMap::default();
    for name in page.names.unwrap_or_default() {
        names.extend(name.words.clone().map(|word| ((name.sentence, word), name)));
    }
    let mut describer = Describer::new(layout, page.title, tables, own);
    let (mut mentions, mut entities) = (Vec::new(), Vec::new());
    for sentence in 0..page.sentences.len() {
        for place in mention::places(layout, sentence) {
            let Some(mut mention) = describer.describe(place) else { continue };
            let place = &mention.place;
            let may_be_known =
                mention.form.is_none() && !place.nested && !place.coordinated && !place.event;
            let name = names.get(&(sentence, place.head)).filter(|_| may_be_known);
            if let Some(name) = name {
                know(&mut mention, name);
            }
            entities.push(name.map(|name| name.entity));
            mentions.push(mention);
        }
    }
    (mentions, entities)
}

/// Takes over what is known of whom a name or a description means.
fn know(mention: &mut Described, name: &NameEntity) {
    mention.class = name.class.unwrap_or(mention.class);
    mention.gender = match (name.is_female, name.class) {
        (Some(true), _) => Gender::FEMALE,
        (Some(false), _) => Gender::MALE,
        (None, Some(Class::Person)) if mention.gender.and(Gender::PERSON).is_none() => {
            Gender::PERSON
        }
        (None, Some(Class::Person)) => mention.gender.and(Gender::PERSON),
        (None, Some(_)) => Gender::THING,
        (None, None) => mention.gender,
    };
}

/// The features of all comparisons in a text, for training: calls `each` for each mention.
#[doc(hidden)]
pub fn features(
    text: &str,
    sentences: &[Sentence],
    title: Option<&str>,
    engine: &crate::Engine,
    mut each: impl FnMut(Asked<'_>),
) {
    let page = Page { text, sentences, title, names: None, sayings: &[], explain: false };
    let layout = Layout::new(text, sentences);
    let (mentions, _) = describe(&layout, page, &engine.tables, &engine.coref);
    let mut asker = Asker::default();
    let mut question = Question::default();
    for (at, mention) in mentions.iter().enumerate() {
        asker.ask(&mentions, at, &layout, &engine.coref, &mut question);
        each(Asked {
            sentence: mention.place.sentence,
            words: mention.place.words.clone(),
            head: mention.place.head,
            kind: mention.kind,
            new: &question.new,
            candidates: &question.candidates,
        });
    }
}

/// A mention and those that it was compared with, for training.
#[doc(hidden)]
#[derive(Debug)]
pub struct Asked<'q> {
    pub sentence: usize,
    pub words: Range<usize>,
    pub head: usize,
    pub kind: Kind,
    pub new: &'q [u16],
    pub candidates: &'q [(usize, Vec<u16>)],
}

/// Names of all features, by number, for training.
#[doc(hidden)]
pub fn feature_names(engine: &crate::Engine) -> Vec<String> {
    let features = (0..u16::MAX).take(engine.coref.feature_count());
    features.map(|feature| engine.coref.feature_name(feature)).collect()
}
