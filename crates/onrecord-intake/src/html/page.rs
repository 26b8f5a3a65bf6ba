//! A page as a tree whose texts know their place in the source.
//!
//! `html5gum` cuts the source into tokens with byte spans; `html5ever`'s tree builder decides what
//! they mean. The tree builder is never shown the text itself, only a number for each stretch of
//! it, so that every text node leads back to its bytes whatever the tree builder does with it.

use std::cell::{Cell, Ref, RefCell};

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{Tag, TagKind, Token, TokenSink};
use html5ever::tree_builder::{
    ElementFlags, NodeOrText, QuirksMode, Tracer, TreeBuilder, TreeBuilderOpts, TreeSink,
};
use html5ever::{Attribute, LocalName, QualName, ns};
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token as GumToken};
use onrecord_model::{InCapture, Span};

use super::{entity, marker};

/// Open elements beyond this are not opened: the tree builder's work grows with their number.
pub(crate) const MAX_DEPTH: usize = 512;
/// Elements beyond this are not made; their text goes to the last one.
pub(crate) const MAX_ELEMENTS: usize = 150_000;
/// Preformatted text is not cut into paragraphs on a page of more stretches of text.
const MAX_PARTS: usize = 150_000;
/// Attributes of an element beyond this are left out: they are searched one by one.
const MAX_ATTRIBUTES: usize = 256;

/// Index of a node of a [`Page`].
pub(crate) type NodeId = u32;
/// Index of a stretch of text of a [`Page`].
pub(crate) type TextId = u32;

/// What a node is.
pub(crate) enum Data {
    /// The root, or the contents of a template.
    Root,
    /// An element.
    Element(Element),
    /// Stretches of text that follow each other.
    Text(Vec<TextId>),
}

/// An element with its attributes.
pub(crate) struct Element {
    name: QualName,
    attributes: Vec<Attribute>,
}

/// A node and its neighbours.
pub(crate) struct Node {
    /// What it is.
    pub(crate) data: Data,
    parent: Option<NodeId>,
    first_child: Option<NodeId>,
    last_child: Option<NodeId>,
    prev: Option<NodeId>,
    next: Option<NodeId>,
    depth: u16,
}

/// A stretch of text between two tags, or a paragraph of preformatted text.
#[derive(Clone, Copy)]
struct Text {
    span: Span<InCapture>,
    /// Line breaks in it are seen.
    preformatted: bool,
    /// It follows an empty line.
    starts_block: bool,
}

/// A parsed page.
pub(crate) struct Page<'s> {
    source: &'s str,
    nodes: Vec<Node>,
    texts: Vec<Text>,
    json_ld: Vec<&'s str>,
    /// Where [`MAX_DEPTH`] or [`MAX_ELEMENTS`] was first exceeded.
    pub(crate) capped: Option<u32>,
}

impl<'s> Page<'s> {
    /// Parses a page. Total; linear in the length of the source.
    pub(crate) fn parse(source: &'s str) -> Self {
        Parser::new(source).run()
    }

    /// The source.
    pub(crate) fn source(&self) -> &'s str {
        self.source
    }

    /// The root.
    #[expect(clippy::unused_self, reason = "every page has one")]
    pub(crate) fn root(&self) -> NodeId {
        0
    }

    /// Number of nodes.
    pub(crate) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// A node.
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id as usize]
    }

    /// Local name of an element, lower case; empty for other nodes.
    pub(crate) fn name(&self, id: NodeId) -> &str {
        match &self.node(id).data {
            Data::Element(element) => &element.name.local,
            Data::Root | Data::Text(_) => "",
        }
    }

    /// Value of an attribute.
    pub(crate) fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let Data::Element(element) = &self.node(id).data else { return None };
        element
            .attributes
            .iter()
            .find(|attribute| &*attribute.name.local == name)
            .map(|a| &*a.value)
    }

    /// All attributes of an element, sorted by name.
    pub(crate) fn attributes(&self, id: NodeId) -> impl Iterator<Item = (&str, &str)> {
        let attributes = match &self.node(id).data {
            Data::Element(element) => element.attributes.as_slice(),
            Data::Root | Data::Text(_) => &[],
        };
        attributes.iter().map(|attribute| (&*attribute.name.local, &*attribute.value))
    }

    /// Parent.
    pub(crate) fn parent(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).parent
    }

    /// Parent, its parent and so on.
    pub(crate) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.parent(id), |&id| self.parent(id))
    }

    /// About how many nodes stand around a node.
    pub(crate) fn depth(&self, id: NodeId) -> u16 {
        self.node(id).depth
    }

    /// Children in order.
    pub(crate) fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(self.node(id).first_child, |&id| self.node(id).next)
    }

    /// Next sibling.
    pub(crate) fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        self.node(id).next
    }

    /// The node and all below it, in document order.
    pub(crate) fn subtree(&self, top: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors(Some(top), move |&id| {
            self.node(id).first_child.or_else(|| self.next_outside(id, top))
        })
    }

    /// The node that follows `id` and all below it, in document order, inside `top`.
    pub(crate) fn next_outside(&self, mut id: NodeId, top: NodeId) -> Option<NodeId> {
        while id != top {
            if let Some(next) = self.node(id).next {
                return Some(next);
            }
            id = self.node(id).parent?;
        }
        None
    }

    /// Bytes of the source that a stretch of text stands on.
    pub(crate) fn text_span(&self, id: TextId) -> Span<InCapture> {
        self.texts[id as usize].span
    }

    /// Whether line breaks in a stretch of text are seen.
    pub(crate) fn is_preformatted(&self, id: TextId) -> bool {
        self.texts[id as usize].preformatted
    }

    /// Whether a stretch of text starts a block though no tag stands before it.
    pub(crate) fn starts_block(&self, id: TextId) -> bool {
        self.texts[id as usize].starts_block
    }

    /// A stretch of text, entities resolved.
    pub(crate) fn text(&self, id: TextId) -> String {
        let mut text = String::new();
        entity::pieces(self.source, self.text_span(id), |piece, _, _| text.push_str(piece));
        text
    }

    /// All text below a node, entities resolved, blanks as one space, without those at the ends.
    pub(crate) fn text_of(&self, top: NodeId) -> String {
        let mut all = String::new();
        for id in self.subtree(top) {
            match &self.node(id).data {
                Data::Text(texts) => texts.iter().for_each(|&text| all.push_str(&self.text(text))),
                Data::Element(_) if is_block(self.name(id)) || self.name(id) == "br" => {
                    all.push(' ');
                }
                Data::Element(_) | Data::Root => {}
            }
        }
        let mut text = String::with_capacity(all.len());
        for word in all.split_whitespace() {
            if !text.is_empty() {
                text.push(' ');
            }
            text.push_str(word);
        }
        text
    }

    /// Contents of `<script type="application/ld+json">`, in order.
    pub(crate) fn json_ld(&self) -> &[&'s str] {
        &self.json_ld
    }
}

/// Whether an element starts and ends a block of text.
pub(crate) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "title"
            | "tr"
            | "ul"
            | "option"
            | "select"
            | "button"
            | "textarea"
            | "label"
            | "amp-carousel"
            | "amp-ad"
            | "amp-sidebar"
    )
}

/// Elements whose contents are never text of the page.
fn is_skipped(name: &[u8]) -> bool {
    matches!(
        name,
        b"script"
            | b"style"
            | b"noscript"
            | b"svg"
            | b"template"
            | b"iframe"
            | b"object"
            | b"canvas"
            | b"math"
            | b"audio"
            | b"video"
            | b"noembed"
            | b"noframes"
    )
}

fn is_void(name: &[u8]) -> bool {
    matches!(
        name,
        b"area"
            | b"base"
            | b"br"
            | b"col"
            | b"embed"
            | b"hr"
            | b"img"
            | b"input"
            | b"link"
            | b"meta"
            | b"param"
            | b"source"
            | b"track"
            | b"wbr"
    )
}

/// Elements that the tree builder opens again in every later block while they are not closed.
/// Without attributes it opens at most three of each (HTML standard, “Noah's Ark clause”).
fn is_formatting(name: &[u8]) -> bool {
    matches!(
        name,
        b"b" | b"big"
            | b"code"
            | b"em"
            | b"font"
            | b"i"
            | b"nobr"
            | b"s"
            | b"small"
            | b"strike"
            | b"strong"
            | b"tt"
            | b"u"
    )
}

/// What the tree builder builds.
#[derive(Default)]
struct Sink {
    nodes: RefCell<Vec<Node>>,
    elements: Cell<usize>,
    /// Depth of the node that was attached last.
    depth: Cell<usize>,
}

/// Counts the elements that the tree builder holds open.
#[derive(Default)]
struct Open {
    count: Cell<usize>,
    deepest: Cell<NodeId>,
}

impl Tracer for Open {
    type Handle = NodeId;

    fn trace_handle(&self, node: &NodeId) {
        self.count.set(self.count.get() + 1);
        self.deepest.set(self.deepest.get().max(*node));
    }
}

impl Sink {
    fn add(&self, data: Data) -> NodeId {
        let mut nodes = self.nodes.borrow_mut();
        let id = NodeId::try_from(nodes.len()).expect("fewer nodes than bytes");
        nodes.push(Node {
            data,
            parent: None,
            first_child: None,
            last_child: None,
            prev: None,
            next: None,
            depth: 0,
        });
        id
    }

    fn detach(&self, id: NodeId) {
        let mut nodes = self.nodes.borrow_mut();
        let node = &mut nodes[id as usize];
        let (parent, prev, next) = (node.parent.take(), node.prev.take(), node.next.take());
        if let Some(prev) = prev {
            nodes[prev as usize].next = next;
        } else if let Some(parent) = parent {
            nodes[parent as usize].first_child = next;
        }
        if let Some(next) = next {
            nodes[next as usize].prev = prev;
        } else if let Some(parent) = parent {
            nodes[parent as usize].last_child = prev;
        }
    }

    /// Puts a node below `parent`, before `next` or at the end.
    fn attach(&self, parent: NodeId, next: Option<NodeId>, id: NodeId) {
        self.detach(id);
        let mut nodes = self.nodes.borrow_mut();
        let prev = match next {
            Some(next) => nodes[next as usize].prev.replace(id),
            None => nodes[parent as usize].last_child.replace(id),
        };
        match prev {
            Some(prev) => nodes[prev as usize].next = Some(id),
            None => nodes[parent as usize].first_child = Some(id),
        }
        let depth = nodes[parent as usize].depth.saturating_add(1);
        let node = &mut nodes[id as usize];
        (node.parent, node.prev, node.next, node.depth) = (Some(parent), prev, next, depth);
        self.depth.set(usize::from(depth));
    }

    /// Adds text before `next` or at the end, joined to text that stands there.
    fn attach_text(&self, parent: NodeId, next: Option<NodeId>, text: &str) {
        let before = {
            let nodes = self.nodes.borrow();
            next.map_or(nodes[parent as usize].last_child, |next| nodes[next as usize].prev)
        };
        if let Some(before) = before
            && let Data::Text(texts) = &mut self.nodes.borrow_mut()[before as usize].data
        {
            texts.extend(marker::read(text));
            return;
        }
        let texts: Vec<TextId> = marker::read(text).collect();
        if !texts.is_empty() {
            let id = self.add(Data::Text(texts));
            self.attach(parent, next, id);
        }
    }
}

impl TreeSink for Sink {
    type Handle = NodeId;
    type Output = Vec<Node>;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Vec<Node> {
        self.nodes.into_inner()
    }

    fn parse_error(&self, _: std::borrow::Cow<'static, str>) {}

    fn get_document(&self) -> NodeId {
        0
    }

    fn elem_name<'a>(&'a self, target: &'a NodeId) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| match &nodes[*target as usize].data {
            Data::Element(element) => &element.name,
            Data::Root | Data::Text(_) => unreachable!("the tree builder asks elements only"),
        })
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> NodeId {
        self.elements.set(self.elements.get() + 1);
        self.add(Data::Element(Element { name, attributes }))
    }

    fn create_comment(&self, _: StrTendril) -> NodeId {
        self.add(Data::Text(Vec::new()))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> NodeId {
        self.add(Data::Text(Vec::new()))
    }

    fn append(&self, parent: &NodeId, child: NodeOrText<NodeId>) {
        match child {
            NodeOrText::AppendNode(id) => self.attach(*parent, None, id),
            NodeOrText::AppendText(text) => self.attach_text(*parent, None, &text),
        }
    }

    fn append_based_on_parent_node(
        &self,
        element: &NodeId,
        prev: &NodeId,
        child: NodeOrText<NodeId>,
    ) {
        let has_parent = self.nodes.borrow()[*element as usize].parent.is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(prev, child);
        }
    }

    fn append_before_sibling(&self, sibling: &NodeId, child: NodeOrText<NodeId>) {
        let Some(parent) = self.nodes.borrow()[*sibling as usize].parent else { return };
        match child {
            NodeOrText::AppendNode(id) => self.attach(parent, Some(*sibling), id),
            NodeOrText::AppendText(text) => self.attach_text(parent, Some(*sibling), &text),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &NodeId) -> NodeId {
        *target
    }

    fn same_node(&self, x: &NodeId, y: &NodeId) -> bool {
        x == y
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn add_attrs_if_missing(&self, target: &NodeId, attributes: Vec<Attribute>) {
        if let Data::Element(element) = &mut self.nodes.borrow_mut()[*target as usize].data {
            for attribute in attributes {
                let room = element.attributes.len() < MAX_ATTRIBUTES;
                if room && element.attributes.iter().all(|there| there.name != attribute.name) {
                    element.attributes.push(attribute);
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &NodeId) {
        self.detach(*target);
    }

    fn reparent_children(&self, node: &NodeId, new_parent: &NodeId) {
        loop {
            let Some(child) = self.nodes.borrow()[*node as usize].first_child else { return };
            self.attach(*new_parent, None, child);
        }
    }
}

/// Feeds tokens to the tree builder, within the limits.
struct Parser<'s> {
    source: &'s str,
    builder: TreeBuilder<NodeId, Sink>,
    texts: Vec<Text>,
    json_ld: Vec<&'s str>,
    /// Open `<pre>` tags.
    preformatted: u32,
    /// The skipped element that is open, with how many of its name are.
    skipping: Option<(Vec<u8>, usize, bool)>,
    /// Start tags left out because of a limit whose end tags are still to come.
    left_out: usize,
    /// At most so deep is the next element: tags since the depth was last counted, and that depth.
    depth: usize,
    capped: Option<u32>,
    scratch: String,
}

impl<'s> Parser<'s> {
    fn new(source: &'s str) -> Self {
        let sink = Sink::default();
        sink.add(Data::Root);
        let options = TreeBuilderOpts { scripting_enabled: false, ..TreeBuilderOpts::default() };
        Self {
            source,
            builder: TreeBuilder::new(sink, options),
            texts: Vec::new(),
            json_ld: Vec::new(),
            preformatted: 0,
            skipping: None,
            left_out: 0,
            depth: 0,
            capped: None,
            scratch: String::new(),
        }
    }

    fn run(mut self) -> Page<'s> {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        emitter.naively_switch_states(true);
        let tokens = html5gum::Tokenizer::new_with_emitter(self.source, emitter);
        for token in tokens {
            let Ok(token) = token;
            match token {
                GumToken::StartTag(tag) => self.start(&tag),
                GumToken::EndTag(tag) => self.end(&tag.name),
                GumToken::String(text) => {
                    self.text(Span::from_range(text.span.start..text.span.end));
                }
                GumToken::Comment(_) | GumToken::Doctype(_) | GumToken::Error(_) => {}
            }
        }
        self.feed(Token::EOFToken);
        TokenSink::end(&self.builder);
        Page {
            source: self.source,
            nodes: self.builder.sink.finish(),
            texts: self.texts,
            json_ld: self.json_ld,
            capped: self.capped,
        }
    }

    fn feed(&mut self, token: Token) {
        // What the tree builder asks of a tokenizer (raw text states) html5gum does by itself.
        let _ = self.builder.process_token(token, 1);
    }

    fn start(&mut self, tag: &StartTag<usize>) {
        let name: &[u8] = &tag.name;
        if let Some((skipped, open, _)) = &mut self.skipping {
            let ends_svg = matches!(skipped.as_slice(), b"svg" | b"math")
                && matches!(
                    name,
                    b"p" | b"div" | b"body" | b"h1" | b"h2" | b"h3" | b"ul" | b"table" | b"span"
                );
            if !ends_svg {
                *open += usize::from(skipped == name && !tag.self_closing);
                return;
            }
            self.skipping = None;
        }
        if is_skipped(name) {
            let json_ld = name == b"script"
                && tag.attributes.get(b"type".as_slice()).is_some_and(|kind| {
                    kind.to_ascii_lowercase().windows(7).any(|part| part == b"ld+json")
                });
            if !(tag.self_closing && matches!(name, b"svg" | b"math")) {
                self.skipping = Some((name.to_vec(), 1, json_ld));
            }
            return;
        }
        if self.left_out > 0
            || self.is_too_deep()
            || self.builder.sink.elements.get() >= MAX_ELEMENTS
        {
            self.capped.get_or_insert(u32::try_from(tag.span.start).unwrap_or(u32::MAX));
            self.left_out += usize::from(!is_void(name));
            return;
        }
        self.preformatted += u32::from(name == b"pre");
        self.feed(Token::TagToken(open_tag(tag)));
        if !is_void(name) {
            self.depth = (self.depth + 1).max(self.builder.sink.depth.get());
        }
    }

    /// Whether another element would be too deep. End tags may close many elements or none, so
    /// that the depth is counted anew where the bound is reached.
    fn is_too_deep(&mut self) -> bool {
        if self.depth >= MAX_DEPTH {
            self.depth = self.count_depth();
        }
        self.depth >= MAX_DEPTH
    }

    /// Open elements, or the elements around the newest of them if these are more.
    fn count_depth(&self) -> usize {
        let open = Open::default();
        self.builder.trace_handles(&open);
        let nodes = self.builder.sink.nodes.borrow();
        let parent = |id: &NodeId| nodes[*id as usize].parent;
        let around = std::iter::successors(Some(open.deepest.get()), parent).count();
        open.count.get().max(around)
    }

    fn end(&mut self, name: &[u8]) {
        if let Some((skipped, open, _)) = &mut self.skipping {
            if skipped == name {
                *open -= 1;
                if *open == 0 {
                    self.skipping = None;
                }
            }
            return;
        }
        if is_skipped(name) {
            return;
        }
        if self.left_out > 0 {
            self.left_out -= 1;
            return;
        }
        self.preformatted = self.preformatted.saturating_sub(u32::from(name == b"pre"));
        self.feed(Token::TagToken(Tag {
            kind: TagKind::EndTag,
            name: local_name(name),
            self_closing: false,
            attrs: Vec::new(),
            had_duplicate_attributes: false,
        }));
    }

    fn text(&mut self, span: Span<InCapture>) {
        if let Some((_, _, json_ld)) = &self.skipping {
            if *json_ld {
                self.json_ld.push(&self.source[span.range()]);
            }
            return;
        }
        if self.preformatted == 0 {
            self.add_text(Text { span, preformatted: false, starts_block: false });
            return;
        }
        let mut starts_block = false;
        for part in paragraphs(&self.source[span.range()]) {
            if self.texts.len() >= MAX_PARTS {
                let rest =
                    Span::new(span.start() + u32::try_from(part.start).unwrap_or(0), span.end());
                self.add_text(Text { span: rest, preformatted: true, starts_block });
                return;
            }
            let at = span.start() as usize;
            let span = Span::from_range(at + part.start..at + part.end);
            self.add_text(Text { span, preformatted: true, starts_block });
            starts_block = true;
        }
    }

    fn add_text(&mut self, text: Text) {
        let blank = self.source[text.span.range()].bytes().all(|byte| byte.is_ascii_whitespace());
        let id = TextId::try_from(self.texts.len()).expect("fewer texts than bytes");
        self.texts.push(text);
        // White space alone is not worth a place where no text may stand (between table rows).
        if blank && !self.inside_text() {
            self.feed(Token::CharacterTokens(StrTendril::from_slice(" ")));
            return;
        }
        let mut text = std::mem::take(&mut self.scratch);
        text.clear();
        text.extend(blank.then_some(' '));
        marker::write(id, &mut text);
        self.feed(Token::CharacterTokens(StrTendril::from_slice(&text)));
        self.scratch = text;
    }

    /// Whether blanks here may part words: after something was put into the body.
    fn inside_text(&self) -> bool {
        self.builder.sink.depth.get() > 2
    }
}

/// The stretches of a preformatted text between empty lines, which go with what stands before.
fn paragraphs(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let (start, mut at, mut empty) = (from, from, false);
        if start == text.len() {
            return None;
        }
        for line in text[start..].split_inclusive('\n') {
            let blank = line.trim().is_empty();
            if empty && !blank && at > start {
                break;
            }
            empty |= blank && at > start;
            at += line.len();
        }
        from = at;
        Some(start..at)
    })
}

fn open_tag(tag: &StartTag<usize>) -> Tag {
    let keep = !is_formatting(&tag.name);
    let attribute = |(name, value): (
        &html5gum::HtmlString,
        &html5gum::Spanned<html5gum::HtmlString, usize>,
    )| Attribute {
        name: QualName::new(None, ns!(), local_name(name)),
        value: StrTendril::from_slice(&String::from_utf8_lossy(value)),
    };
    Tag {
        kind: TagKind::StartTag,
        name: local_name(&tag.name),
        self_closing: tag.self_closing,
        attrs: tag
            .attributes
            .iter()
            .take(if keep { MAX_ATTRIBUTES } else { 0 })
            .map(attribute)
            .collect(),
        had_duplicate_attributes: false,
    }
}

fn local_name(name: &[u8]) -> LocalName {
    LocalName::from(&*String::from_utf8_lossy(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline(html: &str) -> String {
        let page = Page::parse(html);
        let mut out = String::new();
        for id in page.subtree(page.root()) {
            match &page.node(id).data {
                Data::Text(texts) => texts.iter().for_each(|&text| out.push_str(&page.text(text))),
                Data::Element(_) => out.extend(["<", page.name(id), ">"]),
                Data::Root => {}
            }
        }
        out
    }

    #[test]
    fn trees_are_those_of_a_browser() {
        assert_eq!(
            outline("<p>a<p>b &amp; c<ul><li>d<li>e"),
            "<html><head><body><p>a<p>b & c<ul><li>d<li>e"
        );
        assert_eq!(
            outline("<table><tr><td>x</table>y"),
            "<html><head><body><table><tbody><tr><td>xy"
        );
        assert_eq!(
            outline("<table>x<tr><td>y</table>"),
            "<html><head><body>x<table><tbody><tr><td>y"
        );
        assert_eq!(outline("<b>a<p>b</b>c"), "<html><head><body><b>a<p><b>bc");
    }

    #[test]
    fn scripts_are_not_text() {
        assert_eq!(
            outline("<body>a<script>if (a < b) x('</p>')</script><svg><text>s</text></svg>b"),
            "<html><head><body>ab"
        );
        let page = Page::parse("<script type='application/ld+json'>{\"a\": 1}</script>x");
        assert_eq!(page.json_ld(), ["{\"a\": 1}"]);
    }

    #[test]
    fn depth_is_capped_and_text_kept() {
        let html = format!("{}deep{}<p>after", "<div>".repeat(3000), "</div>".repeat(3000));
        let page = Page::parse(&html);
        assert!(page.capped.is_some());
        let text = page.text_of(page.root());
        assert_eq!(text, "deep after");
        let deepest = page.subtree(page.root()).map(|id| page.ancestors(id).count()).max();
        assert!(deepest.is_some_and(|depth| depth <= MAX_DEPTH + 1), "{deepest:?}");
    }

    #[test]
    fn no_end_tag_deceives_the_count_of_levels() {
        let depth = |html: &str| {
            let page = Page::parse(html);
            page.subtree(page.root()).map(|id| page.ancestors(id).count()).max()
        };
        for part in [
            "<div></x></x>",
            "<div><b></x></b></b></p>",
            "<table><td><a></x>",
            "<b><div></b></i>",
            "<font><p></font></x><div>",
        ] {
            let deepest = depth(&part.repeat(3000));
            assert!(deepest.is_some_and(|depth| depth <= MAX_DEPTH + 50), "{part}: {deepest:?}");
        }
        // Many elements one after the other are not deep.
        let flat = "<div><ul><li><p>a</ul></div>".repeat(3000);
        assert_eq!(Page::parse(&flat).capped, None);
    }

    #[test]
    fn attributes_are_capped() {
        let many = |tag: &str| {
            (0..1000).fold(String::new(), |all, n| all + &tag.replace('#', &n.to_string()))
        };
        let html = format!("{}<p {}>text", many("<body a#=1>"), many("a#=1 "));
        let page = Page::parse(&html);
        for id in page.subtree(page.root()) {
            assert!(page.attributes(id).count() <= MAX_ATTRIBUTES);
        }
        assert_eq!(page.text_of(page.root()), "text");
    }
}
