//! The lines of one story.

use onrecord_model::record::{AcrossLine, CarryLine, MemberLine, SharedLine, StoryLine};
use onrecord_model::{Id, IdKind, Run, SCHEMA};

use crate::carry::{How, carries};
use crate::text::Text;
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
    let carried = |at: usize| carries.iter().any(|carry| carry.from == at && carry.how <= How::Near);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
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
    lines.extend(members.iter().map(|member| AcrossLine::Member(MemberLine { schema, run, story, item: member.id() })));
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
    lines
}

/// The title of the document that is most like all others, or the head of its text.
fn title(members: &[&Telling]) -> String {
    let nearness = |one: &Telling| -> f64 {
        members.iter().map(|other| one.profile().features.dot(&other.profile().features)).sum()
    };
    let best = members.iter().map(|&member| (nearness(member), member)).fold(None, |best, next| match best {
        Some((most, _)) if most >= next.0 => best,
        _ => Some(next),
    });
    let Some((_, member)) = best else { return String::new() };
    if let Some(title) = &member.document().title {
        return title.clone();
    }
    let text = member.document().text.trim_start();
    let line = text.lines().next().unwrap_or_default();
    let end = words::tokens(line).map(|word| word.end).take_while(|&end| end <= TITLE).last().unwrap_or(0);
    let mark = if end < line.trim_end().len() { "…" } else { "" };
    format!("{}{mark}", &line[..end])
}
