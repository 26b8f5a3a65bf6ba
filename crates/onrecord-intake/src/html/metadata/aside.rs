//! Parts of a page that are not about its article.

use super::super::page::{NodeId, Page};
use super::words;

/// Words in class or id of comments and lists of other articles.
pub(super) const OTHERS: [&str; 12] = [
    "comment",
    "comments",
    "commentlist",
    "disqus",
    "respond",
    "related",
    "recommended",
    "recommendations",
    "popular",
    "trending",
    "similar",
    "latest",
];
/// Words in class or id of other parts that do not tell of the article.
const PARTS: [&str; 24] = [
    "sidebar",
    "footer",
    "nav",
    "navigation",
    "navbar",
    "menu",
    "newsletter",
    "promo",
    "bio",
    "biography",
    "reply",
    "contentinfo",
    "carousel",
    "recent",
    "teaser",
    "teasers",
    "cards",
    "card",
    "breadcrumb",
    "breadcrumbs",
    "upnext",
    "readmore",
    "modal",
    "masthead",
];

/// Whether an element is itself such a part.
pub(super) fn is_aside(page: &Page<'_>, id: NodeId) -> bool {
    match page.name(id) {
        "nav" | "footer" => return true,
        // Some sites set date and author of the article in a small `aside`.
        "aside" if page.subtree(id).nth(20).is_some() => return true,
        "" => return false,
        _ => {}
    }
    has_word(page, id, &OTHERS) || has_word(page, id, &PARTS)
}

/// Whether class, id or role of an element has one of these words.
pub(super) fn has_word(page: &Page<'_>, id: NodeId, wanted: &[&str]) -> bool {
    if matches!(page.name(id), "body" | "html") {
        return false;
    }
    let mut found = false;
    for (name, value) in page.attributes(id) {
        if matches!(name, "class" | "id" | "role" | "data-testid") {
            words::each_in_class(value, |word| found |= wanted.contains(&word));
        }
    }
    found
}
