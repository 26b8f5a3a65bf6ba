//! Pages: from text with markup to articles and comments.

mod block;
mod comment;
mod container;
mod entity;
mod marker;
pub(crate) mod metadata;
pub(crate) mod page;
mod select;

use onrecord_model::{DocumentParts, InCapture, Notice, Role, Span};
use rustc_hash::FxHashSet;

use self::block::{Block, Writer};
use self::metadata::Metadata;
use self::page::{NodeId, Page};
use crate::byline::Form;
use crate::{language, origin};

/// Short lines tell about the article; longer ones are part of it.
const LINE_WORDS: usize = 30;
/// A heading further down than this share of the article's words is no title of it.
const TITLE_DEPTH: usize = 3;

/// Finds the documents of a page. Spans and maps are in bytes of `source`.
pub(crate) fn documents(
    source: &str,
    url: Option<&str>,
    notices: &mut Vec<Notice>,
) -> Vec<DocumentParts> {
    let page = Page::parse(source);
    if let Some(at) = page.capped {
        let place: Span<InCapture> = Span::new(at, at);
        let limits = format!("{} levels or {} elements", page::MAX_DEPTH, page::MAX_ELEMENTS);
        let message = format!("more than {limits}: the text beyond is kept, its structure is not");
        notices.push(Notice::new("page-limit", message).at(place));
    }
    let mut blocks = block::blocks(&page, page.root());
    blocks.retain(|block| !in_head(&page, block.node));
    let metadata = metadata::read(&page, url);
    if let Some(title) = &metadata.title {
        blocks = split_head(&page, blocks, &fold(title));
    }
    let comments = comment::find(&page, &blocks);
    let first =
        comments.comments.iter().filter_map(|comment| comment.blocks.first().copied()).min();
    let mut article = select::article(&page, &blocks, first, &|id| comments.sections[id as usize]);
    let mut used = vec![false; blocks.len()];
    for &at in comments.comments.iter().flat_map(|comment| &comment.blocks) {
        used[at] = true;
        article[at] = false;
    }
    let mut documents = Vec::new();
    documents.extend(Article::new(&page, &blocks, article, metadata).write(&mut used));
    for comment in &comments.comments {
        let mut parts = plain(&page, comment.blocks.iter().map(|&at| &blocks[at]), Role::Comment);
        parts.bylines.extend(comment.author.clone());
        documents.push(parts);
    }
    let rest = plain(
        &page,
        blocks.iter().zip(&used).filter(|(_, used)| !**used).map(|(block, _)| block),
        Role::Boilerplate,
    );
    documents.push(rest);
    documents.retain(|parts| !parts.text.trim().is_empty());
    documents
}

fn in_head(page: &Page<'_>, id: NodeId) -> bool {
    page.name(id) == "title"
        || page.name(id) == "head"
        || page.ancestors(id).any(|id| page.name(id) == "head")
}

/// Lines that one block may hold above a text: title, byline, date and the like.
const HEAD_LINES: usize = 6;

/// Cuts a block whose lines begin with the title (old pages part them by `<br>`) into its lines.
fn split_head(page: &Page<'_>, blocks: Vec<Block>, title: &str) -> Vec<Block> {
    let mut split = Vec::with_capacity(blocks.len());
    for block in blocks {
        let lines = block
            .pieces
            .split(|piece| *piece == block::Piece::Break)
            .map(|pieces| Block { node: block.node, pieces: pieces.to_vec() });
        let lines: Vec<Block> = lines.take(HEAD_LINES + 1).collect();
        if (2..=HEAD_LINES).contains(&lines.len())
            && lines.iter().any(|line| fold(&line.line(page)) == title)
        {
            split.extend(lines.into_iter().filter(|line| !line.line(page).is_empty()));
        } else {
            split.push(block);
        }
    }
    split
}

/// Blocks as a document without title.
fn plain<'b>(
    page: &Page<'_>,
    blocks: impl Iterator<Item = &'b Block>,
    role: Role,
) -> DocumentParts {
    let mut writer = Writer::new(page);
    for block in blocks {
        writer.block(block, |_| true);
    }
    let (text, map) = writer.finish();
    DocumentParts { role: Some(role), text, map, ..DocumentParts::default() }
}

/// The article of a page under construction.
struct Article<'a, 's> {
    page: &'a Page<'s>,
    blocks: &'a [Block],
    /// Text of each block, on one line.
    lines: Vec<String>,
    chosen: Vec<bool>,
    metadata: Metadata,
}

impl<'a, 's> Article<'a, 's> {
    fn new(page: &'a Page<'s>, blocks: &'a [Block], chosen: Vec<bool>, metadata: Metadata) -> Self {
        Self {
            page,
            blocks,
            lines: blocks.iter().map(|block| block.line(page)).collect(),
            chosen,
            metadata,
        }
    }

    /// The article, if there is one; marks the blocks it used.
    fn write(mut self, used: &mut [bool]) -> Option<DocumentParts> {
        let origin = self.take_origin();
        let title = self.take_title();
        self.leave_out_lines();
        if !self.chosen.contains(&true) {
            return None;
        }
        let mut writer = Writer::new(self.page);
        let first = self.chosen.iter().position(|chosen| *chosen).unwrap_or_default();
        let wanted = self.metadata.title.as_deref();
        let lines = |blocks: &[usize]| {
            blocks.iter().map(|&at| self.lines[at].as_str()).collect::<Vec<_>>().join(" ")
        };
        match (&title, wanted) {
            (Some(visible), wanted)
                if wanted.is_none_or(|wanted| fold(wanted) == fold(&lines(visible))) =>
            {
                visible.iter().for_each(|&at| writer.block(&self.blocks[at], |_| true));
            }
            // A heading may hold more than the title.
            (visible, Some(wanted)) => {
                let from = visible.as_ref().map_or(0, |visible| self.start(visible[0]));
                writer.title(wanted, Span::new(from, self.start(first).max(from)));
            }
            (_, None) => {}
        }
        title.iter().flatten().for_each(|&at| used[at] = true);
        let title_end = writer.len() as usize;
        for at in (0..self.blocks.len()).filter(|&at| self.chosen[at]) {
            writer.block(&self.blocks[at], |_| true);
            used[at] = true;
        }
        let (text, map) = writer.finish();
        let title = (title_end > 0).then(|| text[..title_end].replace('\n', " "));
        let gap = text[title_end..].len() - text[title_end..].trim_start_matches('\n').len();
        let body_start = title_end + gap;
        let language =
            language::detect(&text[body_start..], self.metadata.language_declared.as_deref());
        Some(DocumentParts {
            title,
            bylines: self.metadata.bylines,
            outlet: self.metadata.outlet,
            published: self.metadata.published,
            language,
            origin,
            url: self.metadata.url,
            role: Some(Role::Article),
            body_start: u32::try_from(body_start).expect("within the text"),
            text,
            map,
            source_id: None,
        })
    }

    /// First byte of a block in the source.
    fn start(&self, block: usize) -> u32 {
        self.blocks[block].texts().next().map_or(0, |id| self.page.text_span(id).start())
    }

    fn is_in(&self, block: usize, node: NodeId) -> bool {
        let owner = self.blocks[block].node;
        owner == node || self.page.ancestors(owner).any(|id| id == node)
    }

    /// The note that tells where it first appeared is no part of the text.
    fn take_origin(&mut self) -> Option<onrecord_model::Origin> {
        for at in 0..self.lines.len() {
            let line = &self.lines[at];
            if self.chosen[at]
                && line.split(' ').count() <= LINE_WORDS
                && let Some(note) = origin::find(line)
            {
                self.chosen[at] = false;
                self.metadata.published = self.metadata.published.take().or(note.published);
                return Some(note.origin);
            }
        }
        None
    }

    /// The visible title, if it stands before the text; it is taken out of the body.
    fn take_title(&mut self) -> Option<Vec<usize>> {
        let title = self.metadata.title.as_deref().map(fold);
        let node = self.metadata.title_node;
        let visible: Vec<usize> = node.map_or(Vec::new(), |node| {
            (0..self.blocks.len()).filter(|&at| self.is_in(at, node)).collect()
        });
        visible.iter().for_each(|&at| self.chosen[at] = false);
        for (at, line) in self.lines.iter().enumerate() {
            // The headline again, as heading or pull-quote.
            if title.as_deref().is_some_and(|title| fold(line) == title) {
                self.chosen[at] = false;
            }
        }
        let &last = visible.last()?;
        let words = |range: std::ops::Range<usize>| -> usize {
            range.filter(|&at| self.chosen[at]).map(|at| self.lines[at].split(' ').count()).sum()
        };
        let (before, after) = (words(0..visible[0]), words(last + 1..self.blocks.len()));
        if before * TITLE_DEPTH > after {
            return None;
        }
        self.chosen[..visible[0]].fill(false);
        Some(visible)
    }

    /// Byline, date line and quotes pulled out of the text.
    fn leave_out_lines(&mut self) {
        let nodes: FxHashSet<NodeId> = self.metadata.byline_nodes.iter().copied().collect();
        for at in 0..self.blocks.len() {
            let owner = self.blocks[at].node;
            if self.chosen[at]
                && self.lines[at].split(' ').take(LINE_WORDS + 1).count() <= LINE_WORDS
                && std::iter::once(owner)
                    .chain(self.page.ancestors(owner))
                    .any(|id| nodes.contains(&id))
            {
                self.chosen[at] = false;
            }
        }
        let order = crate::date::order_of(
            self.metadata.language_declared.as_deref(),
            self.metadata.url.as_deref(),
        );
        let top: Vec<usize> =
            (0..self.blocks.len()).filter(|&at| self.chosen[at]).take(4).collect();
        for at in top {
            let line = &self.lines[at];
            let dated = || crate::date::publication(line, order, "text line").is_some();
            let signed =
                || crate::byline::parse(line).is_some_and(|byline| byline.form == Form::By);
            if line.split(' ').count() <= 12 && (dated() || signed()) {
                self.chosen[at] = false;
            }
        }
        self.leave_out_pull_quotes();
    }

    /// A quotation set apart that stands word for word in a paragraph.
    fn leave_out_pull_quotes(&mut self) {
        let set_apart = |at: usize| {
            let node = self.blocks[at].node;
            std::iter::once(node)
                .chain(self.page.ancestors(node))
                .take(3)
                .any(|id| matches!(self.page.name(id), "blockquote" | "aside"))
        };
        let folded: Vec<String> = self.lines.iter().map(|line| fold(line)).collect();
        let quotes: Vec<usize> = (0..self.blocks.len())
            .filter(|&at| self.chosen[at] && set_apart(at))
            .take(20)
            .collect();
        for at in quotes {
            let again = (0..self.blocks.len()).any(|other| {
                other != at
                    && self.chosen[other]
                    && folded[other].len() > folded[at].len()
                    && folded[other].contains(&folded[at])
            });
            if again && !folded[at].is_empty() {
                self.chosen[at] = false;
            }
        }
    }
}

/// Letters and digits of a line, lower case, words parted by one space.
fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

/// Main text of a page, for measuring.
pub(crate) fn main_text(source: &str) -> String {
    let documents = documents(source, None, &mut Vec::new());
    let article = documents.iter().find(|parts| parts.role == Some(Role::Article));
    article.map_or(String::new(), |parts| parts.text[parts.body_start as usize..].to_owned())
}
