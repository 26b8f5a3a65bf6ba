//! A page as a list of blocks: the paragraphs, headings, items and cells that a reader sees.

use onrecord_model::{InCapture, Span, TextBuilder};

use super::entity;
use super::page::{Data, NodeId, Page, TextId, is_block};

/// A part of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A stretch of text, and whether it is part of a link.
    Text(TextId, bool),
    /// A line break inside the block.
    Break,
}

/// Text between two block bounds.
#[derive(Clone, Debug)]
pub(crate) struct Block {
    /// The element that the text stands in directly or through inline elements.
    pub(crate) node: NodeId,
    /// Its text.
    pub(crate) pieces: Vec<Piece>,
}

impl Block {
    /// The stretches of text.
    pub(crate) fn texts(&self) -> impl Iterator<Item = TextId> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(id, _) => Some(*id),
            Piece::Break => None,
        })
    }
}

impl Block {
    /// Its text on one line, blanks folded.
    pub(crate) fn line(&self, page: &Page<'_>) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(id, _) => text.push_str(&page.text(*id)),
                Piece::Break => text.push(' '),
            }
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// The blocks of a page, in document order.
pub(crate) fn blocks(page: &Page<'_>, top: NodeId) -> Vec<Block> {
    let mut walk = Walk { page, blocks: Vec::new(), pieces: Vec::new(), broken: false, owner: top };
    walk.run(top);
    walk.blocks
}

struct Walk<'p, 's> {
    page: &'p Page<'s>,
    blocks: Vec<Block>,
    pieces: Vec<Piece>,
    /// Whether a line break is among the pieces.
    broken: bool,
    owner: NodeId,
}

impl Walk<'_, '_> {
    /// Goes through the tree without recursion: pages may be deep.
    fn run(&mut self, top: NodeId) {
        let mut links = 0u32;
        let mut next = Some((top, true));
        while let Some((id, entering)) = next {
            let name = self.page.name(id);
            match (&self.page.node(id).data, entering) {
                (Data::Text(texts), true) => {
                    for &text in texts {
                        if self.page.starts_block(text) {
                            self.flush();
                        }
                        self.pieces.push(Piece::Text(text, links > 0));
                    }
                }
                (Data::Text(_), false) => {}
                (_, true) => {
                    links += u32::from(name == "a");
                    if is_block(name) {
                        self.flush();
                        self.owner = id;
                    } else if name == "br" {
                        self.line_break();
                    }
                }
                (_, false) => {
                    links -= u32::from(name == "a");
                    if is_block(name) {
                        self.flush();
                        self.owner = self
                            .page
                            .ancestors(id)
                            .find(|&id| is_block(self.page.name(id)))
                            .unwrap_or(top);
                    }
                }
            }
            next = if entering {
                Some(self.page.children(id).next().map_or((id, false), |child| (child, true)))
            } else if id == top {
                None
            } else if let Some(sibling) = self.page.next_sibling(id) {
                Some((sibling, true))
            } else {
                self.page.parent(id).map(|parent| (parent, false))
            };
        }
        self.flush();
    }

    /// One break stays in the block, a second one with nothing but blanks between ends it.
    fn line_break(&mut self) {
        let mut since =
            self.pieces.iter().rev().take_while(|piece| matches!(piece, Piece::Text(..)));
        let blank = since.all(|&piece| self.is_blank(piece));
        if blank && self.broken {
            self.flush();
        } else if !self.pieces.is_empty() {
            self.pieces.push(Piece::Break);
            self.broken = true;
        }
    }

    fn is_blank(&self, piece: Piece) -> bool {
        match piece {
            Piece::Text(id, _) => is_blank(&self.page.source()[self.page.text_span(id).range()]),
            Piece::Break => true,
        }
    }

    fn flush(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        self.broken = false;
        if pieces.iter().any(|&piece| !self.is_blank(piece)) {
            self.blocks.push(Block { node: self.owner, pieces });
        }
    }
}

/// Whether source text shows nothing (blanks and non-breaking spaces).
fn is_blank(source: &str) -> bool {
    source.replace("&nbsp;", " ").chars().all(|c| c.is_whitespace() || c == '\u{200b}')
}

/// Writes text with its map: blanks become one space, blocks are parted by an empty line.
pub(crate) struct Writer<'p, 's> {
    page: &'p Page<'s>,
    builder: TextBuilder,
    /// What to put before the next character.
    pending: Pending,
}

/// Blanks that wait for the next character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Pending {
    Nothing,
    /// This stands for these bytes.
    Gap(&'static str, u32, u32),
    /// This stands for the markup that makes it.
    Break(&'static str),
}

impl Pending {
    /// The wider one wins.
    fn rank(self) -> u8 {
        match self {
            Self::Nothing => 0,
            Self::Gap(" ", ..) => 1,
            Self::Gap(..) | Self::Break("\n") => 2,
            Self::Break(_) => 3,
        }
    }
}

impl<'p, 's> Writer<'p, 's> {
    /// Nothing written yet.
    pub(crate) fn new(page: &'p Page<'s>) -> Self {
        Self { page, builder: TextBuilder::default(), pending: Pending::Nothing }
    }

    /// Bytes written.
    pub(crate) fn len(&self) -> u32 {
        self.builder.len()
    }

    /// Adds a block; only those of its texts that `keep` wants.
    pub(crate) fn block(&mut self, block: &Block, keep: impl Fn(TextId) -> bool) {
        self.pending =
            if self.builder.is_empty() { Pending::Nothing } else { Pending::Break("\n\n") };
        for piece in &block.pieces {
            match *piece {
                Piece::Text(id, _) if keep(id) => self.text(id),
                Piece::Text(..) => {}
                Piece::Break => self.wait(Pending::Break("\n")),
            }
        }
    }

    /// Adds a title from where it stands in a part of the source, if it stands there word for word.
    pub(crate) fn title(&mut self, title: &str, part: Span<InCapture>) {
        let source = self.page.source();
        let Some(found) = source.get(part.range()).and_then(|text| find_words(text, title)) else {
            self.builder.insert(title);
            return;
        };
        let at = part.range().start + found.start;
        let len = found.len();
        self.kept(
            &source[at..at + len],
            part.start() + Span::<InCapture>::from_range(found).start(),
            false,
        );
    }

    /// The text and its map.
    pub(crate) fn finish(self) -> (String, onrecord_model::OffsetMap) {
        self.builder.finish()
    }

    fn wait(&mut self, pending: Pending) {
        if !self.builder.is_empty() && self.pending.rank() < pending.rank() {
            self.pending = pending;
        }
    }

    fn text(&mut self, id: TextId) {
        let page = self.page;
        entity::pieces(page.source(), page.text_span(id), |text, span, kept| {
            if kept {
                self.kept(text, span.start(), page.is_preformatted(id));
            } else {
                self.replaced(text, span.start(), span.end());
            }
        });
    }

    fn replaced(&mut self, text: &str, start: u32, end: u32) {
        if text.chars().all(is_space) {
            self.wait(Pending::Gap(" ", start, end));
        } else {
            self.flush(start);
            self.builder.replace(text, Span::new(start, end));
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "the source is at most u32::MAX bytes long"
    )]
    fn kept(&mut self, text: &str, at: u32, preformatted: bool) {
        let mut from = 0;
        let mut chars = text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            // One plain space between words stands as it is.
            let after = chars.peek().map(|&(_, next)| next);
            let plain = c == ' ' && from < start && after.is_some_and(|next| !is_space(next));
            if !is_space(c) || plain {
                continue;
            }
            self.keep(&text[from..start], at + from as u32);
            while chars.next_if(|&(_, next)| is_space(next)).is_some() {}
            from = chars.peek().map_or(text.len(), |&(next, _)| next);
            let line = preformatted && text[start..from].contains('\n');
            self.wait(Pending::Gap(
                if line { "\n" } else { " " },
                at + start as u32,
                at + from as u32,
            ));
        }
        self.keep(&text[from..], at + from as u32);
    }

    fn keep(&mut self, text: &str, at: u32) {
        if !text.is_empty() {
            self.flush(at);
            self.builder.keep(text, at);
        }
    }

    /// Writes what waits, now that a character follows at `next`. A break stands for the markup
    /// that makes it: at most as much as follows the text before.
    fn flush(&mut self, next: u32) {
        let end = self.builder.capture_end();
        let markup = |from: u32| {
            let rest = &self.page.source()[from.min(next) as usize..next as usize];
            let len = rest.find('>').map_or(0, |at| at + 1);
            Span::new(from, from + u32::try_from(len).unwrap_or(0))
        };
        match std::mem::replace(&mut self.pending, Pending::Nothing) {
            Pending::Nothing => {}
            Pending::Gap(gap, from, to) => self.builder.replace(gap, Span::new(from, to)),
            Pending::Break(gap) if end < next => self.builder.replace(gap, markup(end)),
            Pending::Break(gap) => self.builder.insert(gap),
        }
    }
}

/// Where the words of a text first stand, with any blanks between them.
fn find_words(text: &str, words: &str) -> Option<std::ops::Range<usize>> {
    let first = words.split_whitespace().next()?;
    text.match_indices(first).find_map(|(start, _)| {
        let mut at = start;
        for word in words.split_whitespace() {
            at = text.len() - text[at..].trim_start().len();
            at += text[at..].strip_prefix(word).map(|_| word.len())?;
        }
        Some(start..at)
    })
}

/// Blanks as a browser folds them, and those that no reader sees.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{ad}')
}
