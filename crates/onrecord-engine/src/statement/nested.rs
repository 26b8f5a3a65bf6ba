//! Statements reported within a quotation: “Y has asked Z to leave,” said X.
//!
//! In: a draft whose words stand in quotation marks. Out: drafts within it, and within those, to
//! [`DEEPEST`]. Only clauses with a subject that is named or described count; “they told me” would
//! need to know who speaks to whom, a question or “if Y asks” tells of no act. What is said runs
//! to the end of its clause. Tables: `nested.tsv` for infinitives, `clause` in `cues.tsv` for
//! “that”.

use std::ops::Range;

use onrecord_model::{Act, Factuality, Form};

use super::attribution::View;
use super::draft::{Draft, DraftCue};
use super::skeleton::Skeleton;
use crate::mention::{Mention, object, subject};
use crate::passage::Text;
use crate::tables::{Class, Complement, CueUse, Frames, Inflection, Rule, Tables};

/// How many statements may stand within each other, the outermost not counted.
const DEEPEST: usize = 3;
/// No more items stand between whom a cue tells and “to” or “that”.
const NEAR: usize = 8;

/// The statements within the content of a draft.
pub(super) fn read(text: &Text<'_>, outer: &Draft, tables: &Tables) -> Vec<Draft> {
    let mut found = Vec::new();
    if outer.form != Form::Direct {
        return found;
    }
    for piece in &outer.pieces {
        let first = text.tokens.partition_point(|token| token.start < piece.start);
        let last = text.tokens.partition_point(|token| token.end <= piece.end);
        if first >= last {
            continue;
        }
        let skeleton = Skeleton::new(text, first..last, &[], tables);
        let mut from = 0;
        while from < skeleton.items.len() {
            let end = (from..skeleton.items.len())
                .find(|&at| skeleton.items[at].ends)
                .map_or(skeleton.items.len(), |end| end + 1);
            if !skeleton.items[end - 1].is_point("?") {
                let clause = View { skeleton: &skeleton, tables, from, to: end };
                clause.reports(outer, DEEPEST, &mut found);
            }
            from = end;
        }
    }
    found
}

/// What somebody said, within another statement.
struct Complemented {
    rule: Rule,
    act: Option<Act>,
    addressee: Option<Mention>,
    content: Range<usize>,
}

/// Whether a word looks like a plural.
fn is_plural(word: &str) -> bool {
    word.ends_with('s') && !word.ends_with("ss") && word != "focus"
}

impl View<'_> {
    /// Adds the statements of a clause, each with those within it.
    fn reports(&self, outer: &Draft, depth: usize, found: &mut Vec<Draft>) {
        let Some(deeper) = depth.checked_sub(1) else { return };
        let (mut from, mut at) = (self.from, self.from);
        while at < self.to {
            let Some((mut draft, content)) = self.report(from, at, outer) else {
                at += 1;
                continue;
            };
            let mut within = Vec::new();
            let inner = View { from: content.start, to: content.end, ..*self };
            inner.reports(&draft, deeper, &mut within);
            draft.nested = within;
            found.push(draft);
            (from, at) = (content.end, content.end);
        }
    }

    /// The statement that the cue at `at` reports, and the items of what is said.
    fn report(&self, from: usize, at: usize, outer: &Draft) -> Option<(Draft, Range<usize>)> {
        let cue = self.item(at)?.cue?;
        let (source, factuality) = self.reporter(from, at, cue)?;
        let complemented = self.complemented(at + usize::from(cue.words), cue)?;
        let words = at..at + usize::from(cue.words);
        let bytes = self.skeleton.bytes(&words);
        let Complemented { rule, act, addressee, content } = complemented;
        let via = std::iter::once((outer.source.clone(), outer.cue.clone()));
        let draft = Draft {
            rule,
            form: Form::Direct,
            pieces: vec![self.skeleton.bytes(&content)],
            cue: Some(DraftCue { row: cue.row, bytes }),
            row: Some(cue.row),
            source,
            addressee,
            via: via.chain(outer.via.iter().cloned()).collect(),
            factuality,
            act,
            nested: Vec::new(),
        };
        Some((draft, content))
    }

    /// Who does what the cue at `at` says, and in what sense it is told.
    fn reporter(&self, from: usize, at: usize, cue: CueUse) -> Option<(Mention, Factuality)> {
        let found = subject(self.skeleton, from, at)?;
        let class =
            |class| found.auxiliaries.clone().any(|at| self.skeleton.items[at].class.any(class));
        // “was asked to leave”: whoever asked is not told.
        let finite = match cue.inflection {
            Inflection::Ing => class(Class::BE),
            Inflection::Fixed => false,
            Inflection::Past => !class(Class::BE),
            Inflection::Base | Inflection::Third => true,
        };
        let inserted = found.apposition.is_some();
        let beside = found.phrase.end == found.auxiliaries.start || inserted;
        if !finite || !beside || self.is_unsure(from, found.phrase.start) {
            return None;
        }
        let first = found.phrase.start;
        let nobody = ["no", "neither", "what", "whatever", "whoever", "which", "who", "that"];
        let mention = self.describe(&found.phrase);
        let is_party = mention.name.is_some() || mention.description.is_some();
        if !is_party || nobody.iter().any(|word| self.is(first, word)) {
            return None;
        }
        Some((mention, self.factuality(found.auxiliaries, at)))
    }

    /// “if Y asks”, “whether Y said”, “should Y order”: no act is told.
    fn is_unsure(&self, from: usize, subject: usize) -> bool {
        let lowest = from.max(subject.saturating_sub(3));
        let opens = ["whether", "should", "had", "unless", "let", "suppose", "when", "whenever"];
        (lowest..subject).any(|at| {
            self.skeleton.items[at].class.any(Class::CONDITION)
                || opens.iter().any(|word| self.is(at, word))
        })
    }

    /// What follows a cue that ends before `after`.
    fn complemented(&self, after: usize, cue: CueUse) -> Option<Complemented> {
        let frames = self.tables.cues.row(cue.row).frames;
        let act = |complement| self.tables.nested.act(cue.row, complement);
        if let Some(act) = act(Complement::To)
            && let Some(content) = self.infinitive(after)
        {
            let rule = Rule::NestedInfinitive;
            return Some(Complemented { rule, act: Some(act), addressee: None, content });
        }
        let whom = object(self.skeleton, after, self.to).filter(|whom| self.is_somebody(whom));
        if let Some(act) = act(Complement::WhomTo)
            && let Some(whom) = &whom
            && let Some(content) = self.later_infinitive(whom.end)
        {
            let addressee = Some(self.describe(whom));
            let rule = Rule::NestedInfinitive;
            return Some(Complemented { rule, act: Some(act), addressee, content });
        }
        let that = act(Complement::That);
        if that.is_none() && !frames.any(Frames::CLAUSE) {
            return None;
        }
        let told = whom
            .filter(|whom| frames.any(Frames::ADDRESSEE) && self.that_clause(whom.end).is_some());
        let content = self.that_clause(told.as_ref().map_or(after, |whom| whom.end))?;
        let addressee = told.map(|whom| self.describe(&whom));
        Some(Complemented { rule: Rule::NestedThat, act: that, addressee, content })
    }

    /// Whether a phrase can be somebody to talk to: a pronoun, a name, people or an organisation,
    /// or “the boats”, which stand for those in them.
    fn is_somebody(&self, phrase: &Range<usize>) -> bool {
        const PRONOUNS: [&str; 9] =
            ["him", "her", "them", "us", "me", "you", "everyone", "everybody", "all"];
        const TOLD: [&str; 5] = ["jokes", "lies", "secrets", "stories", "tales"];
        let (first, last) = (phrase.start, phrase.end - 1);
        let pronoun = phrase.len() == 1 && PRONOUNS.iter().any(|word| self.is(first, word));
        let several = self.skeleton.items[first].class.any(Class::DETERMINER)
            && is_plural(self.skeleton.str(last));
        let known = phrase.clone().any(|at| {
            let item = &self.skeleton.items[at];
            item.is_word() && (item.capital || self.tables.kind(self.skeleton.str(at)).is_some())
        });
        pronoun || known || several && !TOLD.iter().any(|word| self.is(last, word))
    }

    /// `(not) to leave`, from `at` on, to the end of the clause.
    fn infinitive(&self, at: usize) -> Option<Range<usize>> {
        let negated = self.item(at).is_some_and(|item| item.class.any(Class::NEGATION));
        let to = at + usize::from(negated);
        if !(self.is(to, "to") && self.item(to + 1).is_some()) {
            return None;
        }
        let mut verb = to + 1;
        while self.item(verb + 1).is_some()
            && self.skeleton.items[verb].class.any(Class::ADVERB.or(Class::NEGATION))
        {
            verb += 1;
        }
        self.is_base_verb(verb).then(|| self.clause(at)).flatten()
    }

    /// The infinitive behind whom a cue asks: `asked the men at the gate to leave`.
    fn later_infinitive(&self, from: usize) -> Option<Range<usize>> {
        let bound = Class::JUNCTION.or(Class::AUXILIARY).or(Class::FUTURE).or(Class::RELATIVE);
        for at in from..self.to.min(from + NEAR) {
            let item = &self.skeleton.items[at];
            if let Some(content) = self.infinitive(at) {
                return Some(content);
            }
            let goes_on = item.is_word() && item.cue.is_none() && !item.class.any(bound);
            if !goes_on || item.ends {
                return None;
            }
        }
        None
    }

    /// Whether the word after “to” is a verb and no noun: closed lists and endings.
    fn is_base_verb(&self, at: usize) -> bool {
        const VERBS: [&str; 7] = ["back", "be", "close", "do", "have", "march", "near"];
        let Some(item) = self.item(at).filter(|item| item.is_word()) else { return false };
        let word = self.skeleton.str(at);
        let never = Class::DETERMINER
            .or(Class::PREPOSITION)
            .or(Class::PRONOUN)
            .or(Class::TIME)
            .or(Class::JUNCTION)
            .or(Class::FUTURE);
        let reflexive = word.ends_with("self") || word.ends_with("selves");
        let participle = word.ends_with("ing") && word.len() > 5
            || word.ends_with("ed") && !word.ends_with("eed");
        let known = self.tables.kind(word).is_some() && item.cue.is_none();
        let noun = known || reflexive || participle || is_plural(word);
        VERBS.iter().any(|verb| self.is(at, verb))
            || word.starts_with(char::is_lowercase) && !noun && !item.class.any(never.or(Class::BE))
    }

    /// `that it is so`, from `at` on, without “that”, to the end of the clause.
    fn that_clause(&self, at: usize) -> Option<Range<usize>> {
        let skips = |&at: &usize| {
            self.item(at).is_some_and(|item| item.class.any(Class::TIME.or(Class::ADVERB)))
                || self.is(at, "on")
        };
        let that = (at..at + NEAR).find(|at| !skips(at))?;
        if !self.is(that, "that") {
            return None;
        }
        // “claimed that prize”: a determiner, not a conjunction.
        let first = self.item(that + 1)?;
        if ["and", "or", "but"].iter().any(|word| self.is(that + 1, word)) {
            return None;
        }
        let begins = first.capital || first.class.any(Class::DETERMINER.or(Class::PRONOUN));
        let finite = |at: usize| {
            let item = &self.skeleton.items[at];
            item.class.any(Class::AUXILIARY.or(Class::BE).or(Class::FUTURE))
                || item.cue.is_some_and(|cue| cue.inflection != Inflection::Ing)
                || item.is_word() && self.skeleton.str(at).ends_with("ed")
        };
        let mut near = (that + 2..self.to.min(that + NEAR)).take_while(|&at| !self.ends_clause(at));
        if !(begins || near.any(finite)) {
            return None;
        }
        self.clause(that + 1).filter(|content| content.len() >= 3)
    }

    /// The clause that begins at `from`: to the end of its sentence, or to where another main
    /// clause begins; without the points at its end.
    fn clause(&self, from: usize) -> Option<Range<usize>> {
        let mut end = (from..self.to).find(|&at| self.ends_clause(at)).unwrap_or(self.to);
        while end > from && !self.skeleton.items[end - 1].is_word() {
            let item = &self.skeleton.items[end - 1];
            if item.is_point(")]%") {
                break;
            }
            end -= 1;
        }
        (end >= from + 2).then_some(from..end)
    }

    /// Whether a clause ends before a point: at a semicolon, or where “, and we” follows.
    fn ends_clause(&self, at: usize) -> bool {
        let item = &self.skeleton.items[at];
        if item.is_point(";") || !item.is_point(",—―–") {
            return item.is_point(";");
        }
        let joint = ["and", "but", "so", "yet"].iter().any(|word| self.is(at + 1, word));
        self.item(at + 1 + usize::from(joint)).is_some_and(|item| {
            item.class.any(Class::PRONOUN) && !item.class.any(Class::RELATIVE)
                || joint && (item.capital || item.class.any(Class::DETERMINER))
        })
    }
}
