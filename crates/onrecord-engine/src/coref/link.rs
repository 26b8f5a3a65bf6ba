//! From mentions to clusters: each is compared with some before it, and joins the best or none.

use libm::{expf, logf};
use rustc_hash::FxHashMap;

use super::candidate::Index;
use super::cluster::Clusters;
use super::describe::Mention;
use super::feature::{Around, Rank, naming, of_new, of_pair, phrase, same_class};
use super::kind::{Kind, Role};
use super::layout::Layout;
use super::speaker::Speakers;
use super::table::CorefTables;
use super::template::Feature;
use super::weights::Weights;

/// A mention and those that it may mean the same as, with their features. A verb has none.
#[derive(Debug, Default)]
pub(super) struct Question {
    pub(super) new: Vec<Feature>,
    pub(super) candidates: Vec<(usize, Vec<Feature>)>,
    /// Memory of candidates that are not in use.
    spare: Vec<Vec<Feature>>,
}

/// Makes the questions of a text, one after the other.
#[derive(Default)]
pub(super) struct Asker {
    index: Index,
    numbers: Vec<u32>,
}

impl Asker {
    /// The question of the next mention.
    pub(super) fn ask(
        &mut self,
        mentions: &[Mention],
        at: usize,
        layout: &Layout<'_>,
        own: &CorefTables,
        question: &mut Question,
    ) {
        let a = &mentions[at];
        question.new.clear();
        question.spare.extend(question.candidates.drain(..).map(|(_, features)| features));
        if a.kind == Kind::Verb {
            return;
        }
        self.index.candidates(mentions, at, own, &mut self.numbers);
        let (mut around, mut rank) = (Around::default(), Rank::default());
        for &number in &self.numbers {
            let other = number as usize;
            let c = &mentions[other];
            let mut found = question.spare.pop().unwrap_or_default();
            found.clear();
            of_pair(a, c, rank, layout, own, &mut found);
            question.candidates.push((other, found));
            if other < at {
                step(a, c, own, &mut rank, &mut around);
            }
        }
        around.fits = rank.fits;
        around.same_class = rank.same_class;
        of_new(a, around, &mut question.new);
        self.index.add(mentions, at);
    }

    /// Passes over a mention that is no question.
    fn skip(&mut self, mentions: &[Mention], at: usize) {
        self.index.add(mentions, at);
    }
}

/// Counts a candidate for those before it.
fn step(a: &Mention, c: &Mention, own: &CorefTables, rank: &mut Rank, around: &mut Around) {
    if c.kind == Kind::Verb {
        rank.verbs += 1;
    } else if a.form.is_some() {
        let fits = a.gender.fit(c.gender) > 1 || c.form.is_some();
        rank.fits += usize::from(fits);
        rank.subjects += usize::from(fits && matches!(c.role, Role::Subject | Role::Passive));
    } else {
        rank.same_class += usize::from(same_class(a, c));
        let (phrase, naming) = (phrase(a, c, own), naming(a, c));
        // The same head says more than a head of like sense.
        if around.phrase == 0 || phrase > around.phrase && phrase < 8 {
            around.phrase = phrase;
        }
        if around.naming == 0 || naming > 0 && naming < around.naming {
            around.naming = naming;
        }
    }
}

/// How a mention was joined.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    /// The mention that it was joined to.
    pub(super) to: usize,
    /// Logarithm of the odds against the next best answer.
    pub(super) margin: f32,
    /// Features with their weights, if asked for.
    pub(super) reasons: Vec<(Feature, f32)>,
}

/// What speaks for a cluster.
struct Answer {
    cluster: usize,
    /// Sum of the odds of its mentions.
    odds: f32,
    /// Its best mention, as a place among the candidates, and the score of that.
    best: usize,
    score: f32,
}

/// What is known before.
pub(super) struct Told<'t> {
    pub(super) entities: &'t [Option<u32>],
    pub(super) speakers: &'t Speakers,
    pub(super) explain: bool,
}

/// Joins mentions; each has its decision if it was joined to one.
pub(super) fn link(
    mentions: &[Mention],
    told: &Told<'_>,
    layout: &Layout<'_>,
    own: &CorefTables,
    clusters: &mut Clusters,
) -> Vec<Option<Decision>> {
    let (mut asker, mut question) = (Asker::default(), Question::default());
    let mut answers = Vec::new();
    let mut last_of: FxHashMap<u32, usize> = FxHashMap::default();
    let decide = |at: usize| {
        let same = told.entities[at].and_then(|entity| last_of.insert(entity, at));
        if let Some(to) = same.or_else(|| told.speakers.of_first(mentions, at)) {
            asker.skip(mentions, at);
            clusters.join(at, to);
            return Some(Decision { to, margin: f32::INFINITY, reasons: Vec::new() });
        }
        asker.ask(mentions, at, layout, own, &mut question);
        let kind = mentions[at].kind;
        weigh(at, kind, &question, &own.weights, clusters, &mut answers);
        for other in told.speakers.apart(mentions, at) {
            let other = clusters.find(other);
            answers.retain(|answer| answer.cluster != other);
        }
        let (best, margin) = best(&answers)?;
        let (to, features) = &question.candidates[best];
        clusters.join(at, *to);
        let reasons = if told.explain {
            reasons(kind, features, &question.new, &own.weights)
        } else {
            Vec::new()
        };
        Some(Decision { to: *to, margin, reasons })
    };
    (0..mentions.len()).map(decide).collect()
}

/// Fills in what speaks for each cluster that a mention may join, against none.
fn weigh(
    at: usize,
    kind: Kind,
    question: &Question,
    weights: &Weights,
    clusters: &mut Clusters,
    answers: &mut Vec<Answer>,
) {
    answers.clear();
    let new = weights.score(kind, &question.new);
    for (best, (other, features)) in question.candidates.iter().enumerate() {
        if !clusters.may_join(at, *other) {
            continue;
        }
        let score = weights.score(kind, features) - new;
        let (cluster, odds) = (clusters.find(*other), expf(score.clamp(-60.0, 60.0)));
        match answers.iter_mut().find(|answer| answer.cluster == cluster) {
            Some(answer) => {
                answer.odds += odds;
                if score > answer.score {
                    (answer.best, answer.score) = (best, score);
                }
            }
            None => answers.push(Answer { cluster, odds, best, score }),
        }
    }
}

/// The best answer if it is better than none, the first of equals, and how much better it is than
/// the next.
fn best(answers: &[Answer]) -> Option<(usize, f32)> {
    let (mut best, mut most, mut next) = (None, 1.0_f32, 0.0_f32);
    for answer in answers {
        if answer.odds > most {
            (best, next, most) = (Some(answer.best), most, answer.odds);
        } else {
            next = next.max(answer.odds);
        }
    }
    best.map(|best| (best, logf(most / next)))
}

/// How many features a decision shows.
const REASONS: usize = 6;

/// The heaviest features of a candidate, and those of being new with their weights turned.
fn reasons(
    kind: Kind,
    features: &[Feature],
    new: &[Feature],
    weights: &Weights,
) -> Vec<(Feature, f32)> {
    let pro = features.iter().map(|&feature| (feature, weights.weight(kind, feature)));
    let contra = new.iter().map(|&feature| (feature, -weights.weight(kind, feature)));
    let mut all: Vec<(Feature, f32)> = pro.chain(contra).collect();
    all.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()));
    all.truncate(REASONS);
    all
}
