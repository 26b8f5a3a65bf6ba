//! Quotations and reported speech, made one list.
//!
//! In: the drafts of quotations and the reports of trees. Out: findings in the order of the text,
//! each once, with the one that it stands in. A quotation that goes on in its paragraph after the
//! cue is one finding with it. Where both tell of one cue, the quotation tells what is said, and
//! the tree who is told.

use std::ops::Range;

use onrecord_model::{Act, Factuality, Form, Medium};

use super::draft::Draft;
use super::label::labels;
use crate::actor::first_person;
use crate::passage::Text;
use crate::quotation::Quotation;
use crate::report::{Relay, Report};
use crate::sentence::{Sentence, Upos, within};
use crate::tables::{Rule, Tables};

/// A cue: its dictionary form and its bytes.
pub(crate) type FoundCue = (String, Range<u32>);

/// Something said, before its parties are resolved.
#[derive(Clone, Debug)]
pub(crate) struct Finding {
    pub(crate) content: Vec<Range<u32>>,
    pub(crate) cue: Option<FoundCue>,
    pub(crate) source: Option<Range<u32>>,
    pub(crate) addressee: Option<Range<u32>>,
    pub(crate) via: Vec<(Range<u32>, Option<FoundCue>)>,
    pub(crate) form: Form,
    pub(crate) medium: Medium,
    pub(crate) act: Act,
    /// Whether the content decides the act.
    pub(crate) is_neutral: bool,
    pub(crate) factuality: Factuality,
    pub(crate) by: String,
    /// Number of the finding that this one stands in.
    pub(crate) parent: Option<usize>,
    /// How the cue has its content, for [`super::confidence`].
    pub(crate) frame: String,
    /// Words of the content.
    pub(crate) words: usize,
    /// Whether the cue stands in quotation marks.
    pub(crate) is_quoted: bool,
    /// Whether the cue hands on what another says.
    pub(crate) is_relay: bool,
}

impl Finding {
    /// First and last byte of its content.
    fn hull(&self) -> Range<u32> {
        let start = self.content.iter().map(|piece| piece.start).min().unwrap_or(0);
        start..self.content.iter().map(|piece| piece.end).max().unwrap_or(0)
    }

    /// Bytes of its content.
    fn size(&self) -> u32 {
        self.content.iter().map(Range::len).sum::<usize>().try_into().unwrap_or(u32::MAX)
    }

    /// Bytes of the content that are in another's content too.
    fn common(&self, other: &Self) -> u32 {
        let pairs =
            self.content.iter().flat_map(|one| other.content.iter().map(move |two| (one, two)));
        pairs.map(|(one, two)| one.end.min(two.end).saturating_sub(one.start.max(two.start))).sum()
    }

    /// Who hands on what another tells, with the cue, where this one is no more than that:
    /// `“We will go,” Orlo said, according to the agency.`
    fn handed_on(&self, other: &Self) -> Option<(Range<u32>, Option<FoundCue>)> {
        let (cue, told) = (self.cue.as_ref()?, other.cue.as_ref()?);
        let is_after = self.frame == "phrases:source" && cue.1.start >= told.1.end;
        let source = self.source.clone().filter(|_| is_after)?;
        let is_other = other.source.as_ref().is_some_and(|one| !touch(one, &source));
        (is_other && !other.holds(&cue.1)).then(|| (source, self.cue.clone()))
    }

    /// Whether it names whom a text has something from: `citing diplomats`.
    fn cites(&self) -> bool {
        self.cue.as_ref().is_some_and(|(lemma, _)| matches!(&**lemma, "cite" | "quote"))
    }

    /// Whether a stretch lies in the content.
    fn holds(&self, bytes: &Range<u32>) -> bool {
        self.content.iter().any(|piece| piece.start <= bytes.start && bytes.end <= piece.end)
    }
}

/// No quotation goes on in more pieces.
const MOST_PIECES: usize = 24;

fn touch(one: &Range<u32>, other: &Range<u32>) -> bool {
    one.start < other.end && other.start < one.end
}

/// What findings are made of.
pub(crate) struct Heard<'a> {
    pub(crate) drafts: &'a [Draft],
    pub(crate) quotations: &'a [(usize, Quotation)],
    pub(crate) reports: &'a [Report],
    pub(crate) relays: &'a [Relay],
}

/// All findings of a text.
pub(crate) fn collect(
    text: &Text<'_>,
    sentences: &[Sentence],
    heard: &Heard<'_>,
    tables: &Tables,
) -> Vec<Finding> {
    let Heard { drafts, quotations, reports, relays } = heard;
    let mut found: Vec<Finding> = Vec::new();
    for draft in *drafts {
        let one = of_draft(draft, tables);
        match found.last_mut() {
            // “…,” he said. “…”
            Some(last)
                if draft.rule == Rule::Continued
                    && draft.cue.is_none()
                    && last.content.len() < MOST_PIECES =>
            {
                last.content.extend(one.content);
            }
            _ => found.push(one),
        }
    }
    let quoted: Vec<Range<u32>> =
        quotations.iter().map(|(_, quotation)| quotation.bytes(text)).collect();
    let mut near = Near::new(sentences, &found);
    for one in labels(text, sentences, tables) {
        let is_told = near.of(&one.hull()).any(|other| one.common(&found[other]) > 0);
        if !one.content[0].is_empty() && !is_told {
            near.add(&one, found.len());
            found.push(one);
        }
    }
    for report in *reports {
        let one = of_report(report, sentences, &quoted);
        let near = &near.by_sentence[report.sentence];
        let same_cue = |&&other: &&usize| match (&one.cue, &found[other].cue) {
            (Some((_, one)), Some((_, other))) => touch(one, other),
            _ => false,
        };
        if let Some(&other) = near.iter().find(same_cue) {
            let other = &mut found[other];
            other.addressee = other.addressee.take().or(one.addressee);
            continue;
        }
        // What a speaker says of his own mind is part of what he says: `I think …`.
        let is_own = one.is_quoted && (one.medium == Medium::Thought || is_speaker(text, &one));
        let is_same = |other: &Finding| {
            2 * one.common(other) > one.size().max(other.size())
                && !one.cue.as_ref().is_some_and(|(_, cue)| other.holds(cue))
        };
        match near.iter().find(|&&other| is_same(&found[other])) {
            Some(&other) => {
                let other = &mut found[other];
                other.via.extend(one.handed_on(other));
            }
            None if !is_own => found.push(one),
            None => {}
        }
    }
    attach(relays, sentences, &mut found);
    hand_back(text, sentences, &mut found);
    for one in found.iter_mut().filter(|one| one.words == 0) {
        let words = |piece: &Range<u32>| {
            text.whole[piece.start as usize..piece.end as usize].split_whitespace().count()
        };
        one.words = one.content.iter().map(words).sum();
    }
    for one in found.iter_mut().filter(|one| one.form == Form::Mixed) {
        if is_all_quoted(one, sentences, &quoted) {
            one.form = Form::Direct;
        }
    }
    cite(&mut found);
    found.sort_by_key(|one| (one.hull().start, std::cmp::Reverse(one.hull().end)));
    nest(&mut found);
    relay(found)
}

/// Whether no word of a content but an article or `that` stands outside quotation marks: `said that the
/// “talks failed”`.
fn is_all_quoted(one: &Finding, sentences: &[Sentence], quoted: &[Range<u32>]) -> bool {
    let content = one.content.iter();
    let mut words = content.flat_map(|piece| {
        let words = sentences[within(sentences, piece)].iter().flat_map(|one| &one.words);
        words
            .skip_while(|word| word.span.start() < piece.start)
            .take_while(|word| word.span.start() < piece.end)
    });
    words.all(|word| {
        let span = word.span;
        let quote = quoted.get(quoted.partition_point(|quote| quote.end <= span.start()));
        matches!(word.upos, Upos::Det | Upos::Sconj | Upos::Punct)
            || quote.is_some_and(|quote| quote.start <= span.start() && span.end() <= quote.end)
    })
}

/// Gives who hands on all of the sentence before to what that tells: `This was reported by the agency.`
fn hand_back(text: &Text<'_>, sentences: &[Sentence], found: &mut Vec<Finding>) {
    let is_this = |one: &Finding| {
        let [piece] = &one.content[..] else { return false };
        let words = &text.whole[piece.start as usize..piece.end as usize];
        one.is_relay && matches!(&*words.to_lowercase(), "this" | "that" | "it" | "the news")
    };
    let mut gone = vec![false; found.len()];
    let near = Near::new(sentences, found);
    for at in (0..found.len()).filter(|&at| is_this(&found[at])).collect::<Vec<_>>() {
        let Some(here) = within(sentences, &found[at].content[0]).next() else { continue };
        let Some(before) = here.checked_sub(1) else { continue };
        let Some(source) = found[at].source.clone() else { continue };
        let cue = found[at].cue.clone();
        // Those that stand in another have it from that one.
        let told: Vec<usize> = near.by_sentence[before].iter().copied().take(MOST_NEAR).collect();
        let is_outer = |&one: &usize| {
            let Some((_, cue)) = &found[one].cue else { return true };
            !told.iter().any(|&other| other != one && found[other].holds(cue))
        };
        let outer: Vec<usize> = told.iter().copied().filter(is_outer).collect();
        for one in &outer {
            found[*one].via.push((source.clone(), cue.clone()));
        }
        if !outer.is_empty() {
            gone[at] = true;
            // `…, citing the guard`: whom the paper has it from is in the sentence before.
            for &one in &near.by_sentence[here] {
                gone[one] |= found[one].cites() && found[one].source.as_ref() == Some(&source);
            }
        }
    }
    let mut gone = gone.into_iter();
    found.retain(|_| gone.next() == Some(false));
}

/// Gives those who hand on what a sentence tells to the finding whose source or cue they follow.
fn attach(relays: &[Relay], sentences: &[Sentence], found: &mut [Finding]) {
    let near = Near::new(sentences, found);
    // Where sources and cues of a sentence end, in order.
    let (mut ends, mut of): (Vec<(u32, usize)>, Option<usize>) = (Vec::new(), None);
    for relay in relays {
        if of != Some(relay.sentence) {
            of = Some(relay.sentence);
            ends.clear();
            for &at in &near.by_sentence[relay.sentence] {
                let one = &found[at];
                let parts = one.source.iter().chain(one.cue.iter().map(|(_, bytes)| bytes));
                ends.extend(parts.map(|part| (part.end, at)));
            }
            ends.sort_unstable();
        }
        let words = &sentences[relay.sentence].words;
        let bytes =
            |range: &Range<usize>| words[range.start].span.start()..words[range.end - 1].span.end();
        let (cue, source) = (bytes(&relay.cue), bytes(&relay.source));
        let fits = |one: &Finding| {
            let own = one.source.as_ref().is_some_and(|one| touch(one, &source));
            let is_cue = one.cue.as_ref().is_some_and(|(_, own)| touch(own, &cue));
            !own && !is_cue && !one.holds(&cue)
        };
        let before = &ends[..ends.partition_point(|&(end, _)| end <= cue.start)];
        let mut nearest = before.iter().rev().take(MOST_NEAR).map(|&(_, at)| at);
        if let Some(at) = nearest.find(|&at| fits(&found[at])) {
            found[at].via.push((source, Some((relay.lemma.to_string(), cue))));
        }
    }
}

/// Findings that are looked at for one who hands on.
const MOST_NEAR: usize = 16;

/// Findings by the sentences that they have words in.
struct Near<'s> {
    sentences: &'s [Sentence],
    by_sentence: Vec<Vec<usize>>,
}

impl<'s> Near<'s> {
    fn new(sentences: &'s [Sentence], found: &[Finding]) -> Self {
        let mut near = Self { sentences, by_sentence: vec![Vec::new(); sentences.len()] };
        for (number, one) in found.iter().enumerate() {
            near.add(one, number);
        }
        near
    }

    fn add(&mut self, one: &Finding, number: usize) {
        for bytes in one.content.iter().chain(one.cue.iter().map(|(_, bytes)| bytes)) {
            for sentence in within(self.sentences, bytes) {
                let here = &mut self.by_sentence[sentence];
                if here.last() != Some(&number) {
                    here.push(number);
                }
            }
        }
    }

    /// Findings that have words in the sentences of a stretch.
    fn of(&self, bytes: &Range<u32>) -> impl Iterator<Item = usize> {
        within(self.sentences, bytes)
            .flat_map(|sentence| self.by_sentence[sentence].iter().copied())
    }
}

/// `The paper, citing diplomats, said …`: the diplomats say it, and the paper hands it on.
fn cite(found: &mut Vec<Finding>) {
    let is_cited =
        |one: &Finding| one.cites() && one.frame == "verbs:obj" && one.content.len() == 1;
    let start = |one: &Finding| one.cue.as_ref().map_or(0, |(_, cue)| cue.start);
    let mut by_cue: Vec<(u32, usize)> =
        found.iter().enumerate().map(|(at, one)| (start(one), at)).collect();
    by_cue.sort_unstable();
    let mut gone = vec![false; found.len()];
    for at in (0..found.len()).filter(|&at| is_cited(&found[at])).collect::<Vec<_>>() {
        let cite = found[at].clone();
        let (Some((_, cue)), Some(paper)) = (&cite.cue, &cite.source) else { continue };
        let from = by_cue.partition_point(|(start, _)| start + NEAR <= cue.start);
        let mut near = by_cue[from..].iter().take_while(|(start, _)| *start < cue.start + NEAR);
        let says = |at: usize| {
            let one = &found[at];
            let says = !one.is_relay || one.frame == "phrases:source";
            says && one.cue.is_some() && one.source.as_ref() == Some(paper)
        };
        if let Some(&(_, said)) = near.find(|(_, at)| says(*at)) {
            let said = &mut found[said];
            said.source = Some(cite.content[0].clone());
            said.via.insert(0, (paper.clone(), Some(("cite".to_owned(), cue.clone()))));
            gone[at] = true;
        }
    }
    let mut gone = gone.into_iter();
    found.retain(|_| gone.next() == Some(false));
}

/// Bytes between a cue and the one that cites.
const NEAR: u32 = 160;

/// Makes of what only hands on another finding a mouth of that one: `X said …, according to Y`.
fn relay(mut found: Vec<Finding>) -> Vec<Finding> {
    let mut gone = vec![false; found.len()];
    // What stands in a finding that is gone stands in this one instead.
    let mut heir: Vec<Option<usize>> = vec![None; found.len()];
    for at in 0..found.len() {
        let Some(parent) = found[at].parent else { continue };
        if ends_with(&found[parent], &found[at]) {
            let inner = found[at].clone();
            let outer = &mut found[parent];
            outer.via.extend(inner.source.map(|source| (source, inner.cue)));
            outer.content = inner.content;
            (gone[at], heir[at]) = (true, Some(parent));
        }
    }
    let reach = reach(&found);
    for at in (0..found.len()).filter(|&at| !gone[at]).collect::<Vec<_>>() {
        let Some(parent) = outer(&found[at], &gone, &heir) else { continue };
        if parent != at && hands_on(&found[parent], &found[at], reach[at]) {
            let outer = &found[parent];
            let (via, up) =
                (outer.source.clone().map(|source| (source, outer.cue.clone())), outer.parent);
            let more = outer.via.clone();
            found[at].via.extend(via.into_iter().chain(more));
            found[at].parent = up;
            (gone[parent], heir[parent]) = (true, Some(at));
        }
    }
    for (at, one) in found.iter_mut().enumerate() {
        one.parent = outer(one, &gone, &heir).filter(|&parent| parent != at);
    }
    let mut numbers: Vec<Option<usize>> = Vec::with_capacity(found.len());
    let mut kept = 0;
    for gone in &gone {
        numbers.push((!gone).then_some(kept));
        kept += usize::from(!gone);
    }
    let mut gone = gone.into_iter();
    found.retain(|_| gone.next() == Some(false));
    for one in &mut found {
        one.parent = one.parent.and_then(|parent| numbers[parent]);
    }
    found
}

/// Where what each finding says ends, with all that stands in it.
fn reach(found: &[Finding]) -> Vec<u32> {
    let mut ends: Vec<u32> = found.iter().map(|one| one.hull().end).collect();
    // Those that stand in another come after it.
    for at in (0..found.len()).rev() {
        if let Some(parent) = found[at].parent.filter(|&parent| parent < at) {
            ends[parent] = ends[parent].max(ends[at]);
        }
    }
    ends
}

/// What a finding stands in, of those that are left.
fn outer(one: &Finding, gone: &[bool], heir: &[Option<usize>]) -> Option<usize> {
    let mut parent = one.parent?;
    while gone[parent] {
        parent = heir[parent]?;
    }
    Some(parent)
}

/// Whether one finding is what another says but for a phrase that hands it on: `said the vote was
/// lost, according to two members`.
fn ends_with(outer: &Finding, inner: &Finding) -> bool {
    let (Some((_, cue)), Some(source)) = (&inner.cue, &inner.source) else { return false };
    let (whole, part) = (outer.hull(), inner.hull());
    let phrase = cue.start.min(source.start)..cue.end.max(source.end);
    inner.frame == "phrases:source"
        && !outer.is_relay
        && outer.holds(&phrase)
        && outer.content.len() == 1
        && phrase.start >= part.end
        && part.start.abs_diff(whole.start) <= REST
        && whole.end.abs_diff(phrase.end) <= 6 * REST
}

/// Bytes of a content that may be left over where it is handed on: `that`, a comma.
const REST: u32 = 8;

/// And before a source that stands in front of its cue.
const LEAD: u32 = 60;

/// Whether what one finding says is no more than that the other says it; `end` is where that one and
/// all that stands in it ends.
fn hands_on(outer: &Finding, inner: &Finding, end: u32) -> bool {
    if !outer.is_relay || inner.source.is_none() {
        return false;
    }
    let mut hull = inner.hull().start..end;
    for part in
        inner.cue.iter().map(|(_, bytes)| bytes).chain(&inner.source).chain(&inner.addressee)
    {
        hull = hull.start.min(part.start)..hull.end.max(part.end);
    }
    let whole = outer.hull();
    // A source in front stands in what it said it in: `In a statement issued by the bank, …`.
    let is_led = inner
        .source
        .as_ref()
        .zip(inner.cue.as_ref())
        .is_some_and(|(source, (_, cue))| source.start == hull.start && source.end < cue.start);
    let lead = if is_led { LEAD } else { REST };
    hull.start.saturating_sub(whole.start) <= lead && whole.end.saturating_sub(hull.end) <= REST
}

/// Whether whoever speaks in a quotation is the source: `I`, `we`, `you`.
fn is_speaker(text: &Text<'_>, one: &Finding) -> bool {
    let source =
        one.source.as_ref().map(|bytes| &text.whole[bytes.start as usize..bytes.end as usize]);
    source.is_some_and(|words| words.eq_ignore_ascii_case("you") || first_person(words).is_some())
}

/// Tells each finding in which other one it stands: the smallest whose content holds its cue, or
/// its content where it has none.
fn nest(found: &mut [Finding]) {
    let mut open: Vec<usize> = Vec::new();
    let place = |one: &Finding| one.cue.as_ref().map_or_else(|| one.hull(), |(_, cue)| cue.clone());
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|&at| {
        let hull = found[at].hull();
        (hull.start.min(place(&found[at]).start), std::cmp::Reverse(hull.end))
    });
    for at in order {
        let cue = place(&found[at]);
        open.retain(|&outer| found[outer].hull().end > cue.start);
        let holds = |&outer: &usize| outer != at && found[outer].holds(&cue);
        let parent = open.iter().copied().filter(holds).min_by_key(|&outer| found[outer].size());
        found[at].parent = parent;
        open.push(at);
    }
}

fn of_draft(draft: &Draft, tables: &Tables) -> Finding {
    let rule = tables.rules.get(draft.rule);
    let row = draft.row.map(|row| tables.cues.row(row));
    let cue =
        |cue: &super::draft::DraftCue| (tables.cues.row(cue.row).lemma.clone(), cue.bytes.clone());
    let is_neutral = row.is_none_or(|row| {
        let first = row.lemma.split(' ').next().unwrap_or_default();
        let mut rows = tables.reports.verbs.of(first).filter(|(_, verb)| *verb.lemma == *row.lemma);
        rows.next().is_none_or(|(_, verb)| verb.is_neutral)
    });
    Finding {
        content: draft.pieces.iter().filter(|piece| !piece.is_empty()).cloned().collect(),
        cue: draft.cue.as_ref().map(cue),
        source: Some(draft.source.start..draft.source.end),
        addressee: draft.addressee.as_ref().map(|mention| mention.start..mention.end),
        via: draft
            .via
            .iter()
            .map(|(mention, by)| (mention.start..mention.end, by.as_ref().map(cue)))
            .collect(),
        form: draft.form,
        medium: row.map_or(Medium::Speech, |row| row.medium),
        act: draft.act.or(row.map(|row| row.act)).unwrap_or(Act::Assert),
        is_neutral: is_neutral && draft.act.is_none(),
        factuality: draft.factuality,
        by: rule.by.clone(),
        parent: None,
        frame: "quote".to_owned(),
        words: 0,
        is_quoted: false,
        is_relay: false,
    }
}

fn of_report(report: &Report, sentences: &[Sentence], quoted: &[Range<u32>]) -> Finding {
    let words = &sentences[report.sentence].words;
    let bytes =
        |range: &Range<usize>| words[range.start].span.start()..words[range.end - 1].span.end();
    let content: Vec<Range<u32>> = report.content.iter().map(bytes).collect();
    let cue = bytes(&report.cue);
    // The first quotation that ends behind where a stretch begins; they are in order and apart.
    let near =
        |bytes: &Range<u32>| quoted.get(quoted.partition_point(|quote| quote.end <= bytes.start));
    let holds = |bytes: &Range<u32>| {
        near(bytes).is_some_and(|quote| quote.start <= bytes.start && bytes.end <= quote.end)
    };
    let is_quoted = holds(&cue);
    let in_quotes =
        content.iter().any(|piece| near(piece).is_some_and(|quote| touch(piece, quote)));
    let is_direct = content.iter().all(holds);
    Finding {
        content,
        cue: Some((report.lemma.to_string(), cue)),
        source: report.source.as_ref().map(|(range, _)| bytes(range)),
        addressee: report.addressee.as_ref().map(|(range, _)| bytes(range)),
        via: Vec::new(),
        form: match (is_direct, in_quotes) {
            (true, _) => Form::Direct,
            (false, true) => Form::Mixed,
            (false, false) => Form::Indirect,
        },
        medium: report.medium,
        act: report.act,
        is_neutral: report.is_neutral,
        factuality: report.factuality,
        by: format!("report@1+{}:{}", report.row.0, report.row.1),
        parent: None,
        frame: report.frame.clone(),
        words: report.content.iter().map(Range::len).sum(),
        is_quoted,
        is_relay: report.is_relay,
    }
}
