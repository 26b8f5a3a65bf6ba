//! What readers wrote under an article.
//!
//! Sites mark comments in three ways, and often in all: a section named so, elements for single
//! comments named or numbered so, and schema.org's `Comment`.

use rustc_hash::FxHashMap;

use super::block::Block;
use super::container::words_of;
use super::page::{NodeId, Page};

/// One comment.
pub(crate) struct Comment {
    /// Who wrote it, as it stands.
    pub(crate) author: Option<String>,
    /// Its blocks, as indexes.
    pub(crate) blocks: Vec<usize>,
}

/// The comments of a page.
pub(crate) struct Comments {
    /// In document order.
    pub(crate) comments: Vec<Comment>,
    /// One flag a node: the element and all below it are no part of an article.
    pub(crate) sections: Vec<bool>,
}

/// What an element is to comments.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Nothing,
    /// Holds comments.
    Section,
    /// Is one comment.
    Item,
    /// Tells who or when, or is a button or form.
    Meta,
}

/// Words for a section of comments, in the languages of the press.
const SECTION: &[&str] = &[
    "comments", "commentlist", "commentslist", "disqus", "discussion", "responses", "reactions", "comentarios",
    "commentaires", "kommentare", "kommentarer", "commenti", "reacties", "komentarze", "vuukle",
];
/// Words for one comment.
const ITEM: &[&str] = &["comment", "comentario", "commentaire", "kommentar", "commento", "reactie", "komentarz"];
/// Next to a word for a comment, these say that the element is a part of it or stands around it.
const PART: &[&str] = &[
    "actions", "area", "arrow", "author", "avatar", "badge", "bar", "bookmark", "bottom", "box", "btn", "button", "buttons",
    "content", "count", "counter", "date", "editor", "footer", "form", "head", "header", "holder", "icon", "info",
    "input", "is", "left", "link", "links", "list", "login", "message", "meta", "metadata", "name", "nav", "new",
    "notice", "num", "number", "open", "options", "page", "permalink", "policy", "post", "respond", "rest", "right",
    "rules", "section", "sort", "status", "table", "text", "thread", "time", "title", "toggle", "top", "txt",
    "wrap", "wrapper",
];
/// Inside a comment, these say that an element tells who or when, or is a button.
const META: &[&str] = &[
    "actions", "author", "avatar", "badge", "buttons", "byline", "date", "edit", "footer", "form", "head", "header",
    "meta", "metadata", "name", "permalink", "reply", "respond", "time", "timestamp", "username", "vcard", "vote",
    "votes", "poster", "commentmetadata", "commenter",
];

/// Finds the comments of a page.
pub(crate) fn find(page: &Page<'_>, blocks: &[Block]) -> Comments {
    let parts = parts(page);
    let mut found = Comments { comments: Vec::new(), sections: vec![false; page.len()] };
    let mut numbers: FxHashMap<NodeId, usize> = FxHashMap::default();
    for (at, block) in blocks.iter().enumerate() {
        let Some(place) = place(page, &parts, block.node) else { continue };
        found.sections[place.top as usize] = true;
        let Some(item) = place.item else { continue };
        let number = *numbers.entry(item).or_insert_with(|| {
            found.comments.push(Comment { author: author(page, item, &parts), blocks: Vec::new() });
            found.comments.len() - 1
        });
        if !place.meta {
            found.comments[number].blocks.push(at);
        }
    }
    found.comments.retain(|comment| !comment.blocks.is_empty());
    found
}

/// Where a block stands among comments.
struct Place {
    /// The outermost element that belongs to comments.
    top: NodeId,
    /// The comment it is in.
    item: Option<NodeId>,
    /// Whether it only tells who or when.
    meta: bool,
}

fn place(page: &Page<'_>, parts: &[Part], node: NodeId) -> Option<Place> {
    let (mut top, mut item, mut meta) = (None, None, false);
    for id in std::iter::once(node).chain(page.ancestors(node)) {
        match parts[id as usize] {
            Part::Nothing => {}
            Part::Meta if item.is_none() => meta = true,
            Part::Meta => {}
            Part::Section => top = Some(id),
            Part::Item => {
                item = item.or(Some(id));
                top = Some(id);
            }
        }
    }
    Some(Place { top: top?, item, meta })
}

/// What each element is.
fn parts(page: &Page<'_>) -> Vec<Part> {
    let mut parts = vec![Part::Nothing; page.len()];
    for id in page.subtree(page.root()) {
        parts[id as usize] = part(page, id);
    }
    // What holds the headline is the page or the article, whatever it is called.
    for heading in page.subtree(page.root()).filter(|&id| page.name(id) == "h1") {
        for id in std::iter::once(heading).chain(page.ancestors(heading)) {
            parts[id as usize] = Part::Nothing;
        }
    }
    parts
}

fn part(page: &Page<'_>, id: NodeId) -> Part {
    let name = page.name(id);
    if matches!(name, "" | "html" | "body" | "main" | "head" | "a" | "h1" | "button" | "input" | "link" | "meta") {
        return Part::Nothing;
    }
    if matches!(name, "form" | "time" | "h2" | "h3" | "h4") {
        return Part::Meta;
    }
    let mut words = words_of(page, id);
    if page.attribute(id, "itemtype").is_some_and(|kind| kind.trim_end_matches('/').ends_with("/Comment"))
        || page.attribute(id, "data-comment-id").is_some()
    {
        return Part::Item;
    }
    for name in ["data-testid", "data-component", "data-role"] {
        if let Some(value) = page.attribute(id, name) {
            words.extend(value.to_lowercase().split(['-', '_', ' ']).map(str::to_owned));
        }
    }
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let inline = matches!(name, "span" | "b" | "i" | "em" | "strong" | "small" | "p" | "label" | "cite");
    if has(ITEM) && !inline && (!has(PART) || numbered(page, id)) && !has(META) {
        return Part::Item;
    }
    if has(SECTION) && !inline && !has(&["count", "link", "counter", "no"]) {
        return Part::Section;
    }
    if has(META) { Part::Meta } else { Part::Nothing }
}

/// Whether the id is that of one comment (`comment-41`).
fn numbered(page: &Page<'_>, id: NodeId) -> bool {
    page.attribute(id, "id").is_some_and(|value| {
        let value = value.to_lowercase();
        value.contains("comment-") && value.ends_with(|c: char| c.is_ascii_digit()) && !value.contains("list")
    })
}

/// Who wrote a comment: the shortest text in it that is marked so.
fn author(page: &Page<'_>, item: NodeId, parts: &[Part]) -> Option<String> {
    let mut next = page.children(item).next();
    while let Some(id) = next {
        if parts[id as usize] == Part::Item {
            next = page.next_outside(id, item);
            continue;
        }
        let words = words_of(page, id);
        let marked = words.iter().any(|word| matches!(word.as_str(), "author" | "fn" | "username" | "commenter" | "user" | "name"))
            || page.attribute(id, "itemprop").is_some_and(|value| matches!(value, "author" | "name" | "creator"));
        if marked {
            let inner = page.subtree(id).skip(1).find(|&id| words_of(page, id).iter().any(|word| word == "fn"));
            let text = page.text_of(inner.unwrap_or(id));
            let text = text.trim_end_matches([':', ',']).trim_end_matches(" says").trim();
            if (1..=6).contains(&text.split(' ').count()) && !text.is_empty() {
                return Some(text.to_owned());
            }
        }
        next = page.children(id).next().or_else(|| page.next_outside(id, item));
    }
    None
}
