//! What readers wrote under an article.
//!
//! Sites mark comments in three ways, and often in all: a section named so, elements for single
//! comments named or numbered so, and schema.org's `Comment`.

use rustc_hash::{FxHashMap, FxHashSet};

use super::block::Block;
use super::container::{split, words_of};
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
    /// Is one comment if it stands in a section.
    Post,
    /// Tells who or when, or is a button or form.
    Meta,
}

/// Words for a section of comments, in the languages of the press.
const SECTION: &[&str] = &[
    "comments",
    "commentlist",
    "commentslist",
    "disqus",
    "discussion",
    "discuss",
    "responses",
    "reactions",
    "comentarios",
    "commentaires",
    "kommentare",
    "kommentarer",
    "commenti",
    "reacties",
    "komentarze",
    "vuukle",
    "phpbb",
];
/// A section whose name has one of these tells of comments but holds none.
const NO_SECTION: &[&str] = &[
    "count",
    "counter",
    "link",
    "links",
    "no",
    "recent",
    "latest",
    "popular",
    "policy",
    "announcement",
    "badge",
    "button",
];
/// Elements of a comment that may name its author: each is looked through.
const AUTHOR_TRIES: usize = 20;
/// Words for one comment.
const ITEM: &[&str] =
    &["comment", "comentario", "commentaire", "kommentar", "commento", "reactie", "komentarz"];
/// Words for one comment inside a section of comments.
const ITEM_INSIDE: &[&str] = &["post", "posting", "reply", "response"];
/// A name that ends so is that of a part of a comment, or of something around it.
const PART: &[&str] = &[
    "actions",
    "add",
    "area",
    "arrow",
    "author",
    "avatar",
    "badge",
    "bar",
    "body",
    "bookmark",
    "bottom",
    "box",
    "btn",
    "button",
    "buttons",
    "container",
    "content",
    "count",
    "counter",
    "date",
    "depth",
    "edit",
    "editor",
    "footer",
    "forbidden",
    "form",
    "group",
    "head",
    "header",
    "holder",
    "icon",
    "info",
    "input",
    "left",
    "level",
    "link",
    "links",
    "list",
    "login",
    "message",
    "meta",
    "metadata",
    "name",
    "nav",
    "new",
    "notice",
    "num",
    "number",
    "options",
    "page",
    "permalink",
    "policy",
    "reply",
    "respond",
    "rest",
    "right",
    "rules",
    "section",
    "sort",
    "status",
    "submit",
    "table",
    "text",
    "thread",
    "time",
    "title",
    "toggle",
    "top",
    "txt",
    "wrap",
    "wrapper",
];
/// A name inside a comment that ends so tells who or when, or is a button.
const META: &[&str] = &[
    "actions",
    "author",
    "avatar",
    "badge",
    "buttons",
    "byline",
    "date",
    "edit",
    "footer",
    "form",
    "head",
    "header",
    "meta",
    "metadata",
    "permalink",
    "reply",
    "respond",
    "time",
    "timestamp",
    "username",
    "vcard",
    "vote",
    "votes",
    "poster",
    "commentmetadata",
    "commenter",
];

/// Finds the comments of a page.
pub(crate) fn find(page: &Page<'_>, blocks: &[Block]) -> Comments {
    let parts = parts(page);
    let places: Vec<Option<Place>> =
        blocks.iter().map(|block| place(page, &parts, block.node)).collect();
    let holds_items: FxHashSet<NodeId> = places
        .iter()
        .flatten()
        .filter(|place| place.item.is_some())
        .map(|place| place.top)
        .collect();
    let has_entries: FxHashSet<NodeId> = places
        .iter()
        .flatten()
        .filter(|place| place.entry != place.top)
        .map(|place| place.top)
        .collect();
    let bytes = |block: &Block| -> u64 {
        block.texts().map(|id| u64::from(page.text_span(id).len())).sum()
    };
    let all: u64 = blocks.iter().map(bytes).sum();
    let mut weights: FxHashMap<NodeId, u64> = FxHashMap::default();
    for (place, block) in places.iter().zip(blocks) {
        if let Some(place) = place {
            *weights.entry(place.top).or_default() += bytes(block);
        }
    }
    let mut found = Comments { comments: Vec::new(), sections: vec![false; page.len()] };
    let mut numbers: FxHashMap<NodeId, usize> = FxHashMap::default();
    for (at, place) in places.iter().enumerate() {
        let Some(place) = place else { continue };
        // A section without a comment that is marked as one is one piece, if it is not the article.
        let alone = !holds_items.contains(&place.top);
        if alone && weights[&place.top] * 3 >= all {
            continue;
        }
        found.sections[place.top as usize] = true;
        let outside_list = place.entry == place.top && has_entries.contains(&place.top);
        let entry = (alone && !outside_list).then_some(place.entry);
        let Some(item) = place.item.or(entry) else { continue };
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
    /// The entry of the outermost list it is in, or else `top`.
    entry: NodeId,
    /// Whether it only tells who or when.
    meta: bool,
}

fn place(page: &Page<'_>, parts: &[Part], node: NodeId) -> Option<Place> {
    let (mut top, mut item, mut post, mut meta) = (None, None, None, false);
    let (mut entry, mut last) = (None, None);
    for id in std::iter::once(node).chain(page.ancestors(node)) {
        match parts[id as usize] {
            Part::Nothing => {}
            Part::Meta => meta |= item.is_none() && post.is_none(),
            Part::Post => post = post.or(Some(id)),
            Part::Section => {
                top = Some(id);
                item = item.or(post);
                entry = last;
            }
            Part::Item => {
                item = item.or(Some(id));
                top = Some(id);
            }
        }
        if page.name(id) == "li" {
            last = Some(id);
        }
    }
    let top = top?;
    Some(Place { top, item, entry: entry.unwrap_or(top), meta })
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
    if matches!(
        name,
        "" | "html" | "body" | "main" | "head" | "a" | "h1" | "button" | "input" | "link" | "meta"
    ) {
        return Part::Nothing;
    }
    if matches!(name, "form" | "time" | "h2" | "h3" | "h4") {
        return Part::Meta;
    }
    if page
        .attribute(id, "itemtype")
        .is_some_and(|kind| kind.trim_end_matches('/').ends_with("/Comment"))
        || page.attribute(id, "data-comment-id").is_some()
    {
        return Part::Item;
    }
    let inline =
        matches!(name, "span" | "b" | "i" | "em" | "strong" | "small" | "p" | "label" | "cite");
    let names = ["id", "class", "data-testid", "data-component", "data-role"];
    let values = names.iter().filter_map(|name| page.attribute(id, name));
    let kinds: Vec<Part> =
        values.flat_map(str::split_whitespace).take(20).map(|name| named(name, inline)).collect();
    [Part::Item, Part::Section, Part::Post, Part::Meta]
        .into_iter()
        .find(|part| kinds.contains(part))
        .unwrap_or(Part::Nothing)
}

/// What one name of an element says.
fn named(name: &str, inline: bool) -> Part {
    let mut words = Vec::new();
    split(name, &mut words);
    while words.last().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit())) {
        words.pop();
    }
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let ends = |list: &[&str]| words.last().is_some_and(|word| list.contains(&word.as_str()));
    if has(ITEM) && !inline && !ends(PART) {
        Part::Item
    } else if has(SECTION) && !inline && !has(NO_SECTION) {
        Part::Section
    } else if ends(META) {
        Part::Meta
    } else if !inline && words.len() == 1 && has(ITEM_INSIDE) {
        Part::Post
    } else {
        Part::Nothing
    }
}

/// Who wrote a comment: the shortest text in it that is marked so.
fn author(page: &Page<'_>, item: NodeId, parts: &[Part]) -> Option<String> {
    let mut next = page.children(item).next();
    let mut tries = 0;
    while let Some(id) = next.filter(|_| tries < AUTHOR_TRIES) {
        if parts[id as usize] == Part::Item {
            next = page.next_outside(id, item);
            continue;
        }
        let words = words_of(page, id);
        let marked = words.iter().any(|word| {
            matches!(word.as_str(), "author" | "fn" | "username" | "commenter" | "user" | "name")
        }) || page
            .attribute(id, "itemprop")
            .is_some_and(|value| matches!(value, "author" | "name" | "creator"));
        if marked {
            tries += 1;
            let inner = page
                .subtree(id)
                .skip(1)
                .find(|&id| words_of(page, id).iter().any(|word| word == "fn"));
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
