//! Goes through a text paragraph by paragraph and keeps track of who speaks.

use std::ops::Range;

use onrecord_model::{Factuality, Medium};

use super::attribution::View;
use super::draft::{Draft, DraftCue};
use super::headline;
use super::sentence::Sentence;
use super::skeleton::Skeleton;
use crate::mention::Mention;
use crate::passage::Text;
use crate::quotation::{Quotation, begins_with_mark, quotations};
use crate::tables::{Frames, Inflection, Rule, Tables};

/// The last speaker.
#[derive(Clone, Debug)]
struct Speaker {
    source: Mention,
    row: Option<u16>,
    /// Whether quoted, not only reported.
    quoted: bool,
    /// The cue, where a colon at the end of its paragraph announces what is said.
    announced: Option<DraftCue>,
}

/// What was found in a text.
#[derive(Default)]
pub(crate) struct Walk {
    pub(crate) drafts: Vec<Draft>,
    /// Quotations with their paragraph's number, for `explain`.
    pub(crate) quotations: Vec<(usize, Quotation)>,
    speaker: Option<Speaker>,
    /// Whether the last paragraph ended within a quotation.
    opened: bool,
    /// Quotations that ran on into the next paragraph before anybody was named.
    waiting: Vec<Draft>,
}

/// Finds the quotations of a text and who said them.
pub(crate) fn walk(text: &Text<'_>, tables: &Tables) -> Walk {
    let mut walk = Walk::default();
    for (number, tokens) in text.paragraphs.iter().enumerate() {
        let next = text.paragraphs.get(number + 1).cloned().unwrap_or(0..0);
        let opens_next = begins_with_mark(text, next);
        let found = quotations(text, tokens.clone(), walk.opened, opens_next);
        if number < text.headlines {
            let skeleton = Skeleton::new(text, tokens.clone(), &found, tables);
            walk.drafts.extend(headline::read(text, &skeleton, &found, tables));
        } else if found.is_empty() && !opens_next {
            walk.silence();
        } else {
            walk.paragraph(text, tokens.clone(), &found, tables);
        }
        walk.quotations.extend(found.into_iter().map(|quotation| (number, quotation)));
    }
    walk.drafts.sort_by_key(|draft| (draft.pieces[0].start, draft.pieces[0].end));
    walk
}

impl Walk {
    fn silence(&mut self) {
        self.speaker = None;
        self.opened = false;
        self.waiting.clear();
    }

    fn paragraph(
        &mut self,
        text: &Text<'_>,
        tokens: Range<usize>,
        found: &[Quotation],
        tables: &Tables,
    ) {
        let skeleton = Skeleton::new(text, tokens, found, tables);
        let before = self.speaker.take();
        let opened =
            std::mem::replace(&mut self.opened, found.last().is_some_and(|last| last.runs_on));
        let waiting = std::mem::take(&mut self.waiting);
        let mut inherits =
            before.filter(|before| before.quoted || before.announced.is_some() || opened);
        for (number, range) in sentences(&skeleton, text, found, tables).into_iter().enumerate() {
            let view = View { skeleton: &skeleton, tables, from: range.start, to: range.end };
            let sentence = Sentence { view, text, quotations: found };
            let reading = sentence.read();
            if number == 0
                && let Some(first) = reading.drafts.first()
            {
                self.adopt(&waiting, first);
            }
            if reading.drafts.is_empty() && reading.open.is_empty() {
                self.speaker = reported(&view);
                let colon = skeleton.items[range.end - 1].is_point(":");
                if let Some(speaker) = self.speaker.as_mut()
                    && !(colon && range.end == skeleton.items.len())
                {
                    speaker.announced = None;
                }
                inherits = None;
                continue;
            }
            let (rule, speaker) = match (&self.speaker, &inherits) {
                (Some(speaker), _) => (
                    if speaker.quoted { Rule::Continued } else { Rule::AfterReport },
                    Some(speaker),
                ),
                (None, Some(speaker)) => {
                    let rule = match &speaker.announced {
                        _ if opened => Rule::OpenParagraph,
                        Some(_) => Rule::AfterColon,
                        None => Rule::NextParagraph,
                    };
                    (rule, Some(speaker))
                }
                (None, None) => (Rule::Continued, None),
            };
            let speaker = speaker.cloned();
            self.go_on(&sentence, &reading.open, rule, speaker.as_ref(), reading.drafts.is_empty());
            inherits = None;
            if let Some(last) = reading.drafts.last() {
                self.speaker = Some(Speaker {
                    source: last.source.clone(),
                    row: last.row,
                    quoted: !matches!(last.rule, Rule::Signed | Rule::Label),
                    announced: None,
                });
            }
            self.drafts.extend(reading.drafts);
        }
    }

    /// Gives quotations without a cue to the last speaker.
    fn go_on(
        &mut self,
        sentence: &Sentence<'_>,
        open: &[usize],
        rule: Rule,
        speaker: Option<&Speaker>,
        alone: bool,
    ) {
        for &at in open {
            let whole = sentence.stands_alone(at)
                || rule == Rule::OpenParagraph
                || sentence.is_interrupted(at);
            if !(sentence.is_speech(at) && alone && whole) {
                continue;
            }
            let number = sentence.view.skeleton.items[at]
                .quotation()
                .map(|number| &sentence.quotations[number]);
            let runs_on = number.is_some_and(|quotation| quotation.runs_on);
            match speaker {
                Some(speaker) => {
                    let mut draft =
                        sentence.going_on(rule, at, speaker.source.clone(), speaker.row);
                    if rule == Rule::AfterColon {
                        draft.cue.clone_from(&speaker.announced);
                    }
                    if sentence.is_interrupted(at) {
                        draft.pieces.extend(
                            open.iter()
                                .filter(|&&next| next > at)
                                .map(|&next| sentence.inner(next)),
                        );
                    }
                    self.drafts.push(draft);
                    self.speaker =
                        Some(Speaker { quoted: true, announced: None, ..speaker.clone() });
                }
                None if runs_on => {
                    let nobody =
                        Mention { start: 0, end: 0, name: None, description: None, kind: None };
                    self.waiting.push(sentence.going_on(Rule::OpenParagraph, at, nobody, None));
                }
                None => {}
            }
        }
    }

    /// The first attribution of a paragraph names who spoke in those that ran into it.
    fn adopt(&mut self, waiting: &[Draft], first: &Draft) {
        for draft in waiting {
            self.drafts.push(Draft {
                source: first.source.clone(),
                row: first.row,
                ..draft.clone()
            });
        }
    }
}

/// Who is reported in a sentence without quotation: the last finite cue with a subject.
fn reported(view: &View<'_>) -> Option<Speaker> {
    let limit = view.to.min(view.from + super::attribution::REACH * 2);
    (view.from..limit).find_map(|at| {
        let cue = view.skeleton.items[at].cue?;
        let frames = view.tables.cues.row(cue.row).frames;
        let says = frames.any(Frames::AFTER.or(Frames::CLAUSE).or(Frames::ADPOSITION))
            && cue.inflection != Inflection::Ing;
        let thought = view.tables.cues.row(cue.row).medium == Medium::Thought;
        let found = (says && !thought).then(|| view.with_subject(view.from, at, None))??;
        if found.factuality != Factuality::Happened {
            return None;
        }
        Some(Speaker {
            row: Some(found.cue.row),
            source: found.source,
            quoted: false,
            announced: Some(found.cue),
        })
    })
}

/// The sentences of a skeleton. A quotation that ends as a sentence ends the author's too, unless
/// its attribution follows.
pub(super) fn sentences(
    skeleton: &Skeleton<'_>,
    text: &Text<'_>,
    found: &[Quotation],
    tables: &Tables,
) -> Vec<Range<usize>> {
    let (mut ranges, mut start) = (Vec::new(), 0);
    for at in 0..skeleton.items.len() {
        let ends = match skeleton.items[at].quotation() {
            None => skeleton.items[at].ends,
            Some(number) => ends_with(skeleton, text, at, &found[number], tables),
        };
        if ends {
            ranges.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < skeleton.items.len() {
        ranges.push(start..skeleton.items.len());
    }
    ranges
}

fn ends_with(
    skeleton: &Skeleton<'_>,
    text: &Text<'_>,
    at: usize,
    quotation: &Quotation,
    tables: &Tables,
) -> bool {
    let Some(next) = skeleton.items.get(at + 1) else { return false };
    let last = quotation
        .str(text)
        .trim_end_matches(['’', '\'', '”', '"'])
        .chars()
        .next_back()
        .unwrap_or(' ');
    if !matches!(last, '.' | '!' | '?' | '…') {
        return false;
    }
    if next.quotation().is_some() {
        return true;
    }
    if !next.capital {
        return false;
    }
    let view = View {
        skeleton,
        tables,
        from: at,
        to: skeleton.items.len().min(at + super::attribution::REACH),
    };
    view.after_quotation(at, true).is_none()
}
