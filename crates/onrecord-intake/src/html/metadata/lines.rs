//! Lines of text near the title.

use super::super::page::{Data, NodeId, Page, is_block};
use super::survey::Survey;

/// Lines looked at after the title, and before it.
const LINES_AFTER: usize = 60;
const LINES_BEFORE: usize = 12;
/// Nodes looked at before the title.
const NODES_BEFORE: usize = 150;

/// Text below an element; elements part words, so that fields which only style parts do not join.
pub(super) fn spaced_text(page: &Page<'_>, top: NodeId) -> String {
    let mut all = String::new();
    for id in page.subtree(top) {
        match &page.node(id).data {
            Data::Text(texts) => texts.iter().for_each(|&text| all.push_str(&page.text(text))),
            Data::Element(_) => all.push(' '),
            Data::Root => {}
        }
    }
    all.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A line of text near the title.
#[derive(Debug)]
pub(super) struct Line {
    /// The text, blanks as one space.
    pub(super) text: String,
    /// The texts that it is made of, in order.
    pub(super) pieces: Vec<String>,
    /// The block that it stands in.
    pub(super) block: NodeId,
    /// The text that it begins with.
    pub(super) node: NodeId,
    /// Whether it is all the text of that block.
    pub(super) whole: bool,
    /// Whether it stands in a part that is not about the article.
    pub(super) aside: bool,
    /// Its place in document order.
    pub(super) first: usize,
    /// Nodes between it and the title; those before the title count twice.
    pub(super) distance: usize,
}

/// The lines around the title: those that follow first.
pub(super) fn near_lines(survey: &Survey<'_>, title: Option<NodeId>) -> Vec<Line> {
    let page = survey.page;
    let (before, after) = if let Some(title) = title {
        let next = page
            .next_outside(title, page.root())
            .map_or(survey.order.len(), |next| survey.rank(next));
        (survey.rank(title), next)
    } else {
        let body = survey
            .order
            .iter()
            .find(|&&id| page.name(id) == "body")
            .map_or(0, |&body| survey.rank(body));
        (0, body)
    };
    let mut lines = lines(survey, survey.order[after..].iter().copied(), LINES_AFTER);
    for line in &mut lines {
        line.distance = line.distance.saturating_sub(after);
    }
    // Backwards by nodes, since the lines of a long page head are not wanted.
    let start = before.saturating_sub(NODES_BEFORE);
    let mut earlier = self::lines(survey, survey.order[start..before].iter().copied(), 100);
    earlier.reverse();
    earlier.truncate(LINES_BEFORE);
    for line in &mut earlier {
        line.distance = 2 * before.saturating_sub(line.distance);
    }
    lines.extend(earlier);
    lines.sort_by_key(|line| line.distance);
    lines
}

/// A line cut at the signs that part its fields.
pub(super) fn fields(text: &str) -> impl Iterator<Item = &str> {
    let fields = text.split(['|', '·', '•']).map(str::trim).filter(|field| !field.is_empty());
    fields.filter(move |field| field.len() < text.len())
}

/// The lines of an element.
pub(super) fn lines_in(survey: &Survey<'_>, id: NodeId) -> Vec<Line> {
    lines(survey, survey.page.subtree(id), 20)
}

fn lines(survey: &Survey<'_>, nodes: impl Iterator<Item = NodeId>, most: usize) -> Vec<Line> {
    let page = survey.page;
    let mut lines: Vec<Line> = Vec::new();
    let mut open: Option<Line> = None;
    for id in nodes {
        match &page.node(id).data {
            Data::Element(_) if is_block(page.name(id)) || page.name(id) == "br" => {
                if let Some(mut line) = open.take() {
                    line.whole &=
                        page.name(id) != "br" && !page.ancestors(id).any(|up| up == line.block);
                    lines.push(line);
                }
            }
            Data::Text(texts) => {
                let all: String = texts.iter().map(|&part| page.text(part)).collect();
                if all.trim().is_empty()
                    || page.parent(id).is_some_and(|up| page.name(up) == "title")
                {
                    continue;
                }
                let block =
                    page.ancestors(id).find(|&up| is_block(page.name(up))).unwrap_or(page.root());
                if let Some(line) = open.take_if(|line| line.block != block) {
                    lines.push(line);
                }
                let cut = if page.name(block) == "pre" { "\n" } else { "\0" };
                for (nth, text) in all.split(cut).enumerate() {
                    if nth > 0 {
                        lines.extend(open.take());
                    }
                    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                    if text.is_empty() || lines.len() >= most {
                        continue;
                    }
                    let again = lines.last().is_some_and(|line| line.block == block);
                    let place = survey.rank(id);
                    let line = open.get_or_insert_with(|| Line {
                        text: String::new(),
                        pieces: Vec::new(),
                        block,
                        node: id,
                        whole: !again,
                        aside: survey.is_aside(block),
                        first: place,
                        distance: place + nth,
                    });
                    if !line.text.is_empty() {
                        line.text.push(' ');
                    }
                    line.text.push_str(&text);
                    line.pieces.push(text);
                }
                if lines.len() >= most {
                    break;
                }
            }
            Data::Element(_) | Data::Root => {}
        }
    }
    lines.extend(open);
    lines.truncate(most);
    lines
}

/// The text of the few nodes before an element: its label.
pub(super) fn text_before(survey: &Survey<'_>, id: NodeId) -> String {
    let page = survey.page;
    let mut text = String::new();
    let rank = survey.rank(id);
    for &before in &survey.order[rank.saturating_sub(6)..rank] {
        if let Data::Text(texts) = &page.node(before).data {
            text.extend(texts.iter().map(|&part| page.text(part)));
            text.push(' ');
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
