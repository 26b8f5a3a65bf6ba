//! The lines of one story.

use std::collections::BTreeSet;

use onrecord_model::record::{
    AcrossLine, AgreementLine, CarryLine, EventLine, MemberLine, RangeOfLine, SameAsLine,
    SharedLine, SideLine, StoryLine,
};
use onrecord_model::{Id, IdKind, Run, SCHEMA};

use crate::act::{Mention, acts};
use crate::agree::{self, Agreement, Side, agreements};
use crate::carry::{Carry, How, carries};
use crate::pair::{ACT, Pair};
use crate::text::Text;
use crate::witness::{self, Place, Witness};
use crate::{Telling, words};

/// Letters of a title that is made from a text.
const TITLE: usize = 100;

/// The lines of a story that these documents tell, in an order that depends on the documents alone: the story, its
/// members, who carries whom, acts that are told more than once, and where tellings agree.
pub fn tell(members: &[&Telling], run: &Run) -> Vec<AcrossLine> {
    let mut members = members.to_vec();
    members.sort_by_key(|member| member.appeared());
    let Some(first) = members.first() else { return Vec::new() };
    let (schema, run) = (SCHEMA, run.id());
    let story = Id::of(IdKind::Story, &[first.id().to_string().as_bytes()]);
    let texts: Vec<Text<'_>> = members.iter().map(|member| Text::new(member)).collect();
    let carries = carries(&texts);
    let published = || members.iter().filter_map(|member| member.document().published.as_ref());
    let carried =
        |at: usize| carries.iter().any(|carry| carry.from == at && carry.how <= How::Near);
    let mut lines = vec![AcrossLine::Story(StoryLine {
        schema,
        run,
        id: story,
        title: title(&members),
        from: published().map(|when| when.start.clone()).min(),
        to: published().map(|when| when.end.clone()).max(),
        documents: count(members.len()),
        independent: count((0..members.len()).filter(|&at| !carried(at)).count()),
    })];
    lines.extend(
        members
            .iter()
            .map(|member| AcrossLine::Member(MemberLine { schema, run, story, item: member.id() })),
    );
    lines.extend(carries.iter().map(|carry| {
        let from = &texts[carry.from];
        let shared = carry.shared.iter().map(|(words, theirs)| SharedLine {
            from: from.span(words.clone()),
            to: carry.to.filter(|_| !theirs.is_empty()).map(|to| texts[to].span(theirs.clone())),
        });
        AcrossLine::Carry(CarryLine {
            schema,
            run,
            story,
            how: carry.how.name().to_owned(),
            from: members[carry.from].id(),
            to: carry.to.map(|to| members[to].id()),
            outlet: carry.outlet.clone(),
            shared: shared.collect(),
        })
    }));
    let (mentions, acts) = acts(&texts, &carries);
    for act in acts.iter().filter(|act| act.len() > 1) {
        lines.push(AcrossLine::SameAs(same_as(run, story, &texts, &carries, &mentions, act)));
    }
    let agreements = agreements(&texts, &carries, &mentions, &acts);
    let line = |one| AcrossLine::Agreement(agreement(run, story, &members, one));
    lines.extend(agreements.into_iter().map(line));
    lines
}

/// An agreement as a line.
fn agreement(run: Id, story: Id, members: &[&Telling], one: Agreement) -> AgreementLine {
    let ids = one.sides.iter().flat_map(|side| &side.items).map(|(_, id)| id.to_string());
    let ids: Vec<String> = ids.chain([one.relation.to_owned(), one.detail.to_owned()]).collect();
    let fields: Vec<&[u8]> = ids.iter().map(String::as_bytes).collect();
    let side = |side: Side| {
        let tellings = || side.items.iter().map(|&(text, _)| members[text]);
        let outlets: BTreeSet<&str> = tellings().filter_map(Telling::outlet).collect();
        let published = tellings().filter_map(|member| member.document().published.as_ref());
        SideLine {
            outlets: outlets.into_iter().map(str::to_owned).collect(),
            first: published.map(|when| when.start.clone()).min(),
            items: side.items.iter().map(|&(_, id)| id).collect(),
            sources: side.sources.into_iter().collect(),
            independent: count(side.independent),
            value: side.value,
        }
    };
    AgreementLine {
        schema: SCHEMA,
        run,
        story,
        id: Id::of(IdKind::Agreement, &fields),
        on: one.on.to_owned(),
        relation: one.relation.to_owned(),
        detail: one.detail.to_owned(),
        sides: one.sides.into_iter().map(side).collect(),
        topic: one.topic,
        why: one.why,
        confidence: one.confidence,
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// All pairs of a story that are compared, with their features: what `tables/pairs.tsv` is fitted on.
#[doc(hidden)]
pub fn pairs(members: &[&Telling]) -> Vec<Pair> {
    let mut members = members.to_vec();
    members.sort_by_key(|member| member.appeared());
    let texts: Vec<Text<'_>> = members.iter().map(|member| Text::new(member)).collect();
    let carries = carries(&texts);
    let (mentions, acts) = acts(&texts, &carries);
    let both = mentions
        .iter()
        .enumerate()
        .flat_map(|(at, left)| mentions[at + 1..].iter().map(move |right| (left, right)));
    let of_one = both.filter(|(left, right)| left.event.plover.plover == right.event.plover.plover);
    let pair = |(left, right): (&Mention<'_>, &Mention<'_>)| Pair {
        of: "act",
        items: (left.event.id, right.event.id),
        features: ACT.into_iter().zip(left.features(right)).collect(),
    };
    let mut pairs: Vec<Pair> = of_one.map(pair).collect();
    pairs.extend(agree::pairs(&texts, &carries, &mentions, &acts));
    pairs
}

/// An act that several events tell.
fn same_as(
    run: Id,
    story: Id,
    texts: &[Text<'_>],
    carries: &[Carry],
    mentions: &[Mention<'_>],
    act: &[usize],
) -> SameAsLine {
    let own = || act.iter().map(|&at| &mentions[at]);
    let range = |of: fn(&EventLine) -> Option<Id>| {
        let figures = own().filter_map(|one| {
            let id = of(one.event)?;
            texts[one.text].telling.figures().iter().find(|figure| figure.id == id)
        });
        let found: Vec<_> = figures.collect();
        let low =
            found.iter().map(|figure| figure.low).reduce(|a, b| a.zip(b).map(|(a, b)| a.min(b)));
        let high =
            found.iter().map(|figure| figure.high).reduce(|a, b| a.zip(b).map(|(a, b)| a.max(b)));
        low.zip(high).map(|(low, high)| RangeOfLine { low, high })
    };
    let dates = || own().filter_map(|one| one.event.date.as_ref()).map(|date| &date.date);
    let witnesses: Vec<Witness> = own()
        .map(|one| {
            witness::of(
                texts,
                carries,
                Place { text: one.text, word: one.word, by: &one.event.asserted_by },
            )
        })
        .collect();
    let documents: BTreeSet<usize> = own().map(|one| one.text).collect();
    let ids: Vec<String> = own().map(|one| one.event.id.to_string()).collect();
    let fields: Vec<&[u8]> = ids.iter().map(String::as_bytes).collect();
    SameAsLine {
        schema: SCHEMA,
        run,
        story,
        id: Id::of(IdKind::SameAs, &fields),
        plover: mentions[act[0]].event.plover.plover.clone(),
        items: own().map(|one| one.event.id).collect(),
        from: dates().filter_map(|date| date.start.clone()).min(),
        to: dates().filter_map(|date| date.end.clone()).max(),
        killed: range(|event| event.killed),
        injured: range(|event| event.injured),
        documents: count(documents.len()),
        independent: count(witness::count(&witnesses.iter().collect::<Vec<_>>())),
    }
}

/// The title of the document that is most like all others, or the head of its text.
fn title(members: &[&Telling]) -> String {
    let nearness = |one: &Telling| -> f64 {
        members.iter().map(|other| one.profile().features.dot(&other.profile().features)).sum()
    };
    let best =
        members.iter().map(|&member| (nearness(member), member)).fold(
            None,
            |best, next| match best {
                Some((most, _)) if most >= next.0 => best,
                _ => Some(next),
            },
        );
    let Some((_, member)) = best else { return String::new() };
    if let Some(title) = &member.document().title {
        return title.clone();
    }
    let text = member.document().text.trim_start();
    let line = text.lines().next().unwrap_or_default();
    let end = words::tokens(line)
        .map(|word| word.end)
        .take_while(|&end| end <= TITLE)
        .last()
        .unwrap_or(0);
    let mark = if end < line.trim_end().len() { "…" } else { "" };
    format!("{}{mark}", &line[..end])
}
