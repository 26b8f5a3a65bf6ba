//! Which blocks are the article.
//!
//! `dom_smoothie` (Mozilla's Readability) proposes; then three patterns of its errors are mended.
//! Where it took a small part of the page's prose for the whole, the prose decides. Headings,
//! paragraphs and items that stand between chosen ones are taken in. Captions, boxes and links
//! inside are left out. DESIGN.md has the figures.

use dom_smoothie::{CandidateSelectMode, Config, Readability, TextMode};
use rustc_hash::{FxHashMap, FxHashSet};

use super::block::{Block, Piece};
use super::container;
use super::page::{Data, NodeId, Page, TextId};
use crate::text::is_furniture;

/// Elements beyond this are too many for the library: the prose alone decides.
const LIBRARY_LIMIT: usize = 60_000;
/// Work beyond this is too much for it: it goes through the text below every element again.
const LIBRARY_WORK: u64 = 40_000_000;
/// A paragraph of fewer words says nothing about where the article is.
const PROSE_WORDS: u32 = 12;
/// Text that follows the last chosen block must be longer than this to be taken in.
const EDGE_WORDS: u32 = 15;
/// A box that a furniture line heads has at most so many words and blocks.
const BOX_WORDS: u32 = 60;
const BOX_BLOCKS: usize = 12;
/// Elements above a furniture line that may be its box.
const BOX_LEVELS: usize = 4;
/// Longest note in small letters.
const SMALL_PRINT_WORDS: u32 = 60;
/// Lines of so many words are too long for furniture that stands in no container.
const FURNITURE_WORDS: u32 = 25;

/// What is known of a block.
struct Info {
    /// Words.
    words: u32,
    /// Share of its characters that are part of links.
    links: f32,
    /// Whether it is chosen so far.
    chosen: bool,
}

/// The blocks of the article, as one flag a block. `skip` names nodes that are out of question
/// (comments, hidden elements) with all below them; `comments` is the first block of a comment.
pub(crate) fn article(
    page: &Page<'_>,
    blocks: &[Block],
    comments: Option<usize>,
    skip: &dyn Fn(NodeId) -> bool,
) -> Vec<bool> {
    let small = page.capped.is_none() && page.len() <= LIBRARY_LIMIT && work(page) <= LIBRARY_WORK;
    let proposed = if small { library(page, skip) } else { FxHashSet::default() };
    let infos = blocks.iter().map(|block| Info::new(page, block, &proposed)).collect();
    let mut choice = Choice { page, blocks, infos, small: Small::of(page), skip };
    let from_prose = choice.take_prose();
    choice.refine(!from_prose);
    choice.leave_out_boxes();
    choice.end_at(comments);
    choice.infos.iter().map(|info| info.chosen).collect()
}

impl Info {
    #[expect(clippy::cast_precision_loss, reason = "a share")]
    fn new(page: &Page<'_>, block: &Block, proposed: &FxHashSet<TextId>) -> Self {
        let (mut words, mut linked, mut all) = (0, 0usize, 0usize);
        for piece in &block.pieces {
            if let Piece::Text(id, link) = *piece {
                let part = page.text(id);
                let len = part.trim().len();
                all += len;
                linked += if link { len } else { 0 };
                words += part
                    .split(|c: char| !c.is_alphanumeric())
                    .filter(|word| !word.is_empty())
                    .count();
            }
        }
        Self {
            words: u32::try_from(words).unwrap_or(u32::MAX),
            links: linked as f32 / all.max(1) as f32,
            chosen: block.texts().any(|id| proposed.contains(&id)),
        }
    }
}

struct Choice<'a, 's> {
    page: &'a Page<'s>,
    blocks: &'a [Block],
    infos: Vec<Info>,
    small: Small,
    skip: &'a dyn Fn(NodeId) -> bool,
}

/// Where small letters stand.
#[derive(Default)]
struct Small {
    /// Parents of `<small>`.
    parents: FxHashSet<NodeId>,
    /// The nodes of texts after the first of them, by their first stretch.
    texts: FxHashMap<TextId, NodeId>,
}

impl Small {
    fn of(page: &Page<'_>) -> Self {
        let mut found = Self::default();
        for id in page.subtree(page.root()) {
            if page.name(id) == "small" {
                found.parents.extend(page.parent(id));
            } else if let Data::Text(texts) = &page.node(id).data
                && !found.parents.is_empty()
            {
                found.texts.extend(texts.first().map(|&text| (text, id)));
            }
        }
        found
    }
}

impl Choice<'_, '_> {
    fn path(&self, block: usize) -> impl Iterator<Item = NodeId> {
        std::iter::once(self.blocks[block].node).chain(self.page.ancestors(self.blocks[block].node))
    }

    /// Words of the given blocks below each node.
    fn weigh(&self, blocks: impl Iterator<Item = usize>) -> Weights {
        let mut weights = Weights { below: vec![0; self.page.len()], total: 0 };
        for block in blocks {
            weights.total += self.infos[block].words;
            for id in self.path(block) {
                weights.below[id as usize] += self.infos[block].words;
            }
        }
        weights
    }

    /// The deepest node that holds at least this share of the words.
    fn hull(&self, weights: &Weights, share: f32) -> NodeId {
        let mut hull = self.page.root();
        while let Some(child) =
            self.page.children(hull).find(|&child| weights.share(child) >= share)
        {
            hull = child;
        }
        hull
    }

    /// If the library found less than .4 of the page's prose, adds the prose that stands together.
    fn take_prose(&mut self) -> bool {
        let prose = self.prose();
        let weights = self.weigh(prose.iter().copied());
        let chosen: u32 =
            prose.iter().filter(|&&at| self.infos[at].chosen).map(|&at| self.infos[at].words).sum();
        let found = if weights.total < 60 { 1. } else { ratio(chosen, weights.total) };
        if found >= 0.4 && self.infos.iter().any(|info| info.chosen) {
            return false;
        }
        let hull = self.hull(&weights, 0.9);
        for at in prose {
            if self.path(at).any(|id| id == hull) {
                self.infos[at].chosen = true;
            }
        }
        true
    }

    /// Paragraphs that stand where an article may.
    fn prose(&self) -> Vec<usize> {
        let long = |&at: &usize| {
            let info = &self.infos[at];
            let name = self.page.name(self.blocks[at].node);
            info.words >= PROSE_WORDS
                && info.links <= 0.4
                && matches!(
                    name,
                    "p" | "li"
                        | "div"
                        | "blockquote"
                        | "section"
                        | "article"
                        | "td"
                        | "dd"
                        | "main"
                        | "pre"
                        | "body"
                        | "center"
                )
                && !self.path(at).any(|id| (self.skip)(id) || is_aside(self.page.name(id)))
        };
        let candidates: Vec<usize> = (0..self.blocks.len()).filter(long).collect();
        let weights = self.weigh(candidates.iter().copied());
        let titled = self.above_headings();
        let most = |id: NodeId| if titled[id as usize] { 0.4 } else { 0.7 };
        let outside = self
            .marks(|id| container::meaning(self.page, id).outside && weights.share(id) <= most(id));
        candidates.into_iter().filter(|&at| !self.path(at).any(|id| outside[id as usize])).collect()
    }

    /// The nodes that hold a headline; all of them where the page has none.
    fn above_headings(&self) -> Vec<bool> {
        let headings: Vec<usize> = (0..self.blocks.len())
            .filter(|&at| self.path(at).any(|id| self.page.name(id) == "h1"))
            .collect();
        let mut above = vec![headings.is_empty(); self.page.len()];
        for at in headings {
            self.path(at).for_each(|id| above[id as usize] = true);
        }
        above
    }

    /// The nodes that a test holds for.
    fn marks(&self, test: impl Fn(NodeId) -> bool) -> Vec<bool> {
        (0..self.page.len())
            .map(|id| u32::try_from(id).is_ok_and(|id| !is_page(self.page.name(id)) && test(id)))
            .collect()
    }

    fn refine(&mut self, edges: bool) {
        let chosen: Vec<usize> =
            (0..self.infos.len()).filter(|&at| self.infos[at].chosen).collect();
        let (Some(&first), Some(&last)) = (chosen.first(), chosen.last()) else { return };
        let weights = self.weigh(chosen.iter().copied());
        let hull = self.hull(&weights, 0.8);
        let left_out = self.marks(|id| {
            weights.share(id) < 0.34
                && (is_furniture_element(self.page.name(id))
                    || container::meaning(self.page, id).inside)
        });
        for at in 0..self.blocks.len() {
            let mut inside = false;
            let mut out = (self.skip)(self.blocks[at].node);
            for id in self.path(at) {
                inside = id == hull;
                if inside {
                    break;
                }
                out |= left_out[id as usize] || (self.skip)(id);
            }
            let between = first < at && at < last;
            self.infos[at].chosen = !out && self.wanted(at, inside, between, edges);
        }
    }

    /// Leaves out lines that are furniture by their wording, and the small boxes that they head.
    fn leave_out_boxes(&mut self) {
        // A line that was left out may head a box that was not.
        let chosen = |at: usize| self.infos.get(at).is_some_and(|info| info.chosen);
        let lines: Vec<usize> =
            (0..self.infos.len()).filter(|&at| chosen(at) || chosen(at + 1)).collect();
        let mut all: u32 =
            self.infos.iter().filter(|info| info.chosen).map(|info| info.words).sum();
        for at in lines {
            if self.infos[at].words >= FURNITURE_WORDS
                || !is_furniture(&self.blocks[at].line(self.page))
            {
                continue;
            }
            let was = std::mem::replace(&mut self.infos[at].chosen, false);
            all -= if was { self.infos[at].words } else { 0 };
            for part in self.box_headed_by(at, all) {
                let was = std::mem::replace(&mut self.infos[part].chosen, false);
                all -= if was { self.infos[part].words } else { 0 };
            }
        }
    }

    /// The blocks of the largest small box that starts with a block, where `all` words are chosen.
    fn box_headed_by(&self, at: usize, all: u32) -> Vec<usize> {
        let before = at.checked_sub(1).map(|before| self.blocks[before].node);
        let mut found = Vec::new();
        for owner in self.path(at).take(BOX_LEVELS) {
            if is_page(self.page.name(owner))
                || before.is_some_and(|before| self.holds(owner, before))
            {
                break;
            }
            let inside = (at..self.blocks.len())
                .take_while(|&next| self.holds(owner, self.blocks[next].node));
            let inside: Vec<usize> = inside.take(BOX_BLOCKS + 1).collect();
            let words: u32 = inside.iter().map(|&at| self.infos[at].words).sum();
            if inside.len() > BOX_BLOCKS || words > BOX_WORDS || words * 3 > all {
                break;
            }
            found = inside;
        }
        found
    }

    /// Whether a short block stands as a whole in small letters.
    fn is_small_print(&self, at: usize) -> bool {
        let node = self.blocks[at].node;
        if self.infos[at].words >= SMALL_PRINT_WORDS || !self.small.parents.contains(&node) {
            return false;
        }
        let text = self.blocks[at].texts().next().and_then(|text| self.small.texts.get(&text));
        text.is_some_and(|&text| {
            self.page
                .ancestors(text)
                .take_while(|&id| id != node)
                .any(|id| self.page.name(id) == "small")
        })
    }

    fn holds(&self, owner: NodeId, node: NodeId) -> bool {
        owner == node || self.page.ancestors(node).any(|id| id == owner)
    }

    /// What follows the comments is not part of the article above them.
    fn end_at(&mut self, comments: Option<usize>) {
        let Some(comments) = comments else { return };
        let words = |infos: &[Info]| -> u32 {
            infos.iter().filter(|info| info.chosen).map(|info| info.words).sum()
        };
        let (above, below) = self.infos.split_at(comments);
        if words(above) > words(below) {
            self.infos[comments..].iter_mut().for_each(|info| info.chosen = false);
        }
    }

    fn wanted(&self, at: usize, inside: bool, between: bool, edges: bool) -> bool {
        let info = &self.infos[at];
        let name = self.page.name(self.blocks[at].node);
        if info.chosen {
            let menu = info.links > 0.5
                && matches!(name, "div" | "section" | "td" | "body" | "center" | "figure");
            if self.is_small_print(at) {
                return false;
            }
            return if inside { !menu } else { info.words >= 10 && info.links < 0.3 };
        }
        inside
            && match name {
                _ if !between => {
                    edges
                        && info.links < 0.3
                        && info.words >= EDGE_WORDS
                        && matches!(name, "p" | "li" | "blockquote" | "pre")
                }
                "h2" | "h3" | "h4" | "h5" | "h6" => true,
                "p" | "li" | "dd" | "dt" | "blockquote" | "pre" | "td" | "th" => info.links < 0.5,
                "div" => info.links < 0.5 && info.words >= PROSE_WORDS,
                _ => false,
            }
    }
}

struct Weights {
    below: Vec<u32>,
    total: u32,
}

impl Weights {
    fn share(&self, id: NodeId) -> f32 {
        ratio(self.below[id as usize], self.total)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a share")]
fn ratio(part: u32, whole: u32) -> f32 {
    part as f32 / whole.max(1) as f32
}

fn is_page(name: &str) -> bool {
    matches!(name, "" | "html" | "body")
}

/// Elements that hold no article.
fn is_aside(name: &str) -> bool {
    matches!(
        name,
        "footer"
            | "nav"
            | "aside"
            | "form"
            | "button"
            | "select"
            | "figcaption"
            | "head"
            | "title"
            | "label"
    ) || name.starts_with("amp-")
}

/// Elements that are no part of the article around them.
fn is_furniture_element(name: &str) -> bool {
    is_aside(name) && name != "nav"
        || matches!(name, "option" | "textarea" | "fieldset" | "legend" | "caption")
}

/// About what it costs to go through all below every element: bytes, and some for each node, by
/// the number of elements around them.
fn work(page: &Page<'_>) -> u64 {
    let cost = |id: NodeId| match &page.node(id).data {
        Data::Text(texts) => texts.iter().map(|&text| u64::from(page.text_span(text).len())).sum(),
        Data::Element(_) | Data::Root => 16,
    };
    page.subtree(page.root()).map(|id| cost(id) * u64::from(page.depth(id))).sum()
}

/// Attributes that the library looks at.
const ATTRIBUTES: &[&str] = &[
    "aria-hidden",
    "aria-modal",
    "class",
    "hidden",
    "href",
    "id",
    "itemprop",
    "rel",
    "role",
    "style",
];

/// The stretches of text that the library takes for the article.
fn library(page: &Page<'_>, skip: &dyn Fn(NodeId) -> bool) -> FxHashSet<TextId> {
    let html = serialise(page, skip);
    let config = Config {
        text_mode: TextMode::Raw,
        candidate_select_mode: CandidateSelectMode::Readability,
        disable_json_ld: true,
        ..Config::default()
    };
    let mut chosen = FxHashSet::default();
    if let Ok(mut readability) = Readability::new(html, None, Some(config))
        && let Ok(article) = readability.parse()
    {
        chosen.extend(super::marker::read(&article.content));
    }
    chosen
}

/// The page for the library: without what is skipped, each text with its number before it.
fn serialise(page: &Page<'_>, skip: &dyn Fn(NodeId) -> bool) -> String {
    let mut out = String::with_capacity(page.source().len() / 2);
    let top = page.root();
    let mut next = Some((top, true));
    while let Some((id, entering)) = next {
        let skipped = skip(id);
        match (&page.node(id).data, entering) {
            _ if skipped => {}
            (Data::Text(texts), true) => {
                texts.iter().for_each(|&text| write_text(page, text, &mut out));
            }
            (Data::Element(_), true) => open(page, id, &mut out),
            (Data::Element(_), false)
                if !matches!(
                    page.name(id),
                    "br" | "hr" | "img" | "input" | "wbr" | "meta" | "link"
                ) =>
            {
                out.extend(["</", page.name(id), ">"]);
            }
            _ => {}
        }
        next = if entering && !skipped {
            Some(page.children(id).next().map_or((id, false), |child| (child, true)))
        } else if id == top {
            None
        } else if let Some(sibling) = page.next_sibling(id) {
            Some((sibling, true))
        } else {
            page.parent(id).map(|parent| (parent, false))
        };
    }
    out
}

fn open(page: &Page<'_>, id: NodeId, out: &mut String) {
    out.extend(["<", page.name(id)]);
    for (name, value) in page.attributes(id) {
        if ATTRIBUTES.contains(&name) {
            out.extend([" ", name, "=\""]);
            escape(value, out);
            out.push('"');
        }
    }
    out.push('>');
}

fn write_text(page: &Page<'_>, id: TextId, out: &mut String) {
    let text = page.text(id);
    if text.chars().any(|c| !c.is_whitespace()) {
        super::marker::write(id, out);
    }
    escape(&text, out);
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if super::marker::is_digit(c) => {}
            c => out.push(c),
        }
    }
}
