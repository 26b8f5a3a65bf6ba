//! One walk over a page that notes everything that may tell title, author or date.

use super::super::page::{Data, NodeId, Page, is_block};
use super::words;

/// Notes of one kind beyond this are left out: pages of that many are lists.
const MAX_NOTES: usize = 300;
/// Lines looked at after the title, and before it.
const LINES_AFTER: usize = 60;
const LINES_BEFORE: usize = 12;

/// Basis of a date that stands in the text.
pub(super) const TEXT_LINE: &str = "text line";

/// Parts of addresses of the pages of persons.
const PEOPLE: [&str; 11] = [
    "/author/", "/authors/", "/team/", "/people/", "/staff/", "/contributor", "/writer", "/profile/", "/by/", "/autor/",
    "/journalist",
];

/// Why an element was noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// `h1`.
    First,
    /// `h2`.
    Second,
    /// Marked as headline by class or `itemprop`.
    Headline,
    /// `time`, or `abbr` with a date as its title.
    Time,
    /// `itemprop="datePublished"`.
    Published,
    /// Class or id speaks of a date.
    Dated,
    /// `rel="author"`.
    RelAuthor,
    /// `itemprop="author"`.
    ItemAuthor,
    /// Class or id speaks of an author.
    Author,
    /// A link to the page of a person.
    AuthorLink,
    /// Text that begins with “Reporting by” or “Written by”.
    Reporting,
    /// `itemprop="dateModified"`.
    Modified,
}

/// What was found in one walk.
pub(super) struct Survey<'p> {
    /// The page.
    pub(super) page: &'p Page<'p>,
    meta: Vec<(String, &'p str)>,
    marks: Vec<(Mark, NodeId)>,
    /// Text of `<title>`.
    pub(super) title_tag: Option<String>,
    /// `<html lang>`.
    pub(super) lang: Option<&'p str>,
    /// `<link rel="canonical">`.
    pub(super) canonical: Option<&'p str>,
    /// `<base href>`.
    pub(super) base: Option<&'p str>,
    /// All nodes in document order.
    order: Vec<NodeId>,
    rank: Vec<u32>,
}

impl<'p> Survey<'p> {
    /// Walks the page.
    pub(super) fn of(page: &'p Page<'p>) -> Self {
        let mut survey = Self {
            page,
            meta: Vec::new(),
            marks: Vec::new(),
            title_tag: None,
            lang: None,
            canonical: None,
            base: None,
            order: Vec::with_capacity(page.len()),
            rank: vec![0; page.len()],
        };
        for id in page.subtree(page.root()) {
            survey.rank[id as usize] = u32::try_from(survey.order.len()).unwrap_or(u32::MAX);
            survey.order.push(id);
            match &page.node(id).data {
                Data::Element(_) => survey.element(id),
                Data::Text(texts) => {
                    if let Some(&text) = texts.first() {
                        let start = page.source()[page.text_span(text).range()].trim_start();
                        let begins = |words: &str| start.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words));
                        if begins("reporting by ") || begins("written by ") {
                            survey.note(Mark::Reporting, id);
                        }
                    }
                }
                Data::Root => {}
            }
        }
        survey
    }

    fn note(&mut self, mark: Mark, id: NodeId) {
        if self.marks.len() < MAX_NOTES * 8 && self.marks.iter().filter(|(other, _)| *other == mark).count() < MAX_NOTES {
            self.marks.push((mark, id));
        }
    }

    fn element(&mut self, id: NodeId) {
        let page = self.page;
        match page.name(id) {
            "html" => self.lang = page.attribute(id, "lang").or_else(|| page.attribute(id, "xml:lang")),
            "title" if self.title_tag.is_none() => {
                let text = page.text_of(id);
                self.title_tag = (!text.is_empty()).then_some(text);
            }
            "base" => self.base = self.base.or_else(|| page.attribute(id, "href")),
            "link" => {
                let rel = page.attribute(id, "rel").unwrap_or_default();
                if rel.eq_ignore_ascii_case("canonical") {
                    self.canonical = self.canonical.or_else(|| page.attribute(id, "href"));
                }
            }
            "meta" => self.meta_element(id),
            "body" => {}
            "script" | "input" | "img" | "option" | "label" | "form" | "textarea" | "button" => {}
            name => self.body_element(id, name),
        }
    }

    fn meta_element(&mut self, id: NodeId) {
        let page = self.page;
        let content = page.attribute(id, "content").unwrap_or_default().trim();
        if content.is_empty() {
            return;
        }
        if let Some(property) = page.attribute(id, "itemprop") {
            self.item_property(id, property);
        }
        for attribute in ["property", "name", "http-equiv"] {
            if let Some(name) = page.attribute(id, attribute)
                && self.meta.len() < MAX_NOTES
            {
                self.meta.push((name.trim().to_ascii_lowercase(), content));
            }
        }
    }

    fn item_property(&mut self, id: NodeId, property: &str) {
        for property in property.split_ascii_whitespace() {
            match property {
                "datePublished" | "dateCreated" => self.note(Mark::Published, id),
                "dateModified" => self.note(Mark::Modified, id),
                "author" | "creator" => self.note(Mark::ItemAuthor, id),
                "headline" => self.note(Mark::Headline, id),
                _ => {}
            }
        }
    }

    fn body_element(&mut self, id: NodeId, name: &str) {
        let page = self.page;
        match name {
            "h1" => self.note(Mark::First, id),
            "h2" => self.note(Mark::Second, id),
            "time" => self.note(Mark::Time, id),
            "abbr" if page.attribute(id, "title").is_some() => self.note(Mark::Time, id),
            _ => {}
        }
        let mut found = Found::default();
        for (attribute, value) in page.attributes(id) {
            match attribute {
                "class" | "id" | "data-testid" | "data-component" => words::each_in_class(value, |word| found.word(word)),
                "itemprop" => found.property = true,
                "rel" => found.rel |= value.split_ascii_whitespace().any(|rel| rel == "author"),
                "href" => found.person |= PEOPLE.iter().any(|part| value.contains(part)),
                _ => {}
            }
        }
        if found.property
            && let Some(property) = page.attribute(id, "itemprop")
        {
            self.item_property(id, property);
        }
        if found.rel {
            self.note(Mark::RelAuthor, id);
        }
        if found.person {
            self.note(Mark::AuthorLink, id);
        }
        if found.headline || (found.post && found.title) {
            self.note(Mark::Headline, id);
        }
        if found.author {
            self.note(Mark::Author, id);
        }
        if found.date {
            self.note(Mark::Dated, id);
        }
    }

    /// Values of the meta elements of a name, in order.
    pub(super) fn metas<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'p str> + 'a {
        self.meta.iter().filter(move |(key, _)| key == name).map(|(_, value)| *value)
    }

    /// The first value of the first of these names that the page has.
    pub(super) fn meta(&self, names: &[&str]) -> Option<&'p str> {
        names.iter().find_map(|name| self.metas(name).next())
    }

    /// All meta elements: name and value.
    pub(super) fn all_metas(&self) -> impl Iterator<Item = (&str, &'p str)> {
        self.meta.iter().map(|(name, value)| (name.as_str(), *value))
    }

    /// Elements noted for one reason, in document order.
    pub(super) fn marked(&self, mark: Mark) -> impl Iterator<Item = NodeId> + '_ {
        self.marks.iter().filter(move |(other, _)| *other == mark).map(|(_, id)| *id)
    }

    /// Place in document order.
    pub(super) fn rank(&self, id: NodeId) -> usize {
        self.rank[id as usize] as usize
    }

    /// Whether an element stands in a part of the page that is not about its article: comments,
    /// other articles, navigation, a note on the author. Parts that hold the title do not count.
    pub(super) fn is_aside(&self, id: NodeId, title: Option<NodeId>) -> bool {
        let inside = std::iter::once(id).chain(self.page.ancestors(id));
        let holds_title = |node: NodeId| title.is_some_and(|title| node == title || self.page.ancestors(title).any(|up| up == node));
        inside
            // What stands in an `address` is about the article around it.
            .take_while(|&node| !matches!(self.page.name(node), "body" | "html" | "address") && !holds_title(node))
            .any(|node| is_aside(self.page, node))
    }

    /// Whether an element stands among comments or in a list of other articles.
    pub(super) fn is_among_others(&self, id: NodeId) -> bool {
        std::iter::once(id).chain(self.page.ancestors(id)).any(|node| has_word(self.page, node, &OTHERS))
    }

    /// The first text in an element.
    pub(super) fn first_text(&self, id: NodeId) -> Option<String> {
        self.page.subtree(id).take(80).find_map(|node| {
            let Data::Text(texts) = &self.page.node(node).data else { return None };
            let text: String = texts.iter().map(|&text| self.page.text(text)).collect();
            (!text.trim().is_empty()).then(|| text.trim().to_owned())
        })
    }

    /// The text of an element if it is short.
    pub(super) fn short_text(&self, id: NodeId, longest: usize) -> Option<String> {
        if self.page.subtree(id).nth(80).is_some() {
            return None;
        }
        let text = spaced_text(self.page, id);
        (!text.is_empty() && text.len() <= longest).then_some(text)
    }
}

/// What class and attributes of an element speak of.
#[derive(Default)]
struct Found {
    property: bool,
    rel: bool,
    person: bool,
    headline: bool,
    post: bool,
    title: bool,
    author: bool,
    date: bool,
}

impl Found {
    fn word(&mut self, word: &str) {
        match word {
            "headline" | "hed" => self.headline = true,
            "post" | "entry" | "article" | "story" | "page" | "news" => self.post = true,
            "title" | "titre" | "titel" => self.title = true,
            "byline" | "bylines" | "author" | "authors" | "authorname" | "autor" | "auteur" | "writer" | "writers"
            | "contributor" | "contributors" | "firma" | "creator" | "postauthor" | "autores" => self.author = true,
            "date" | "dateline" | "published" | "publish" | "pubdate" | "timestamp" | "posted" | "datetime" | "time"
            | "fecha" | "datum" | "postdate" | "publication" => self.date = true,
            _ => {}
        }
    }
}

/// Words in class or id of comments and lists of other articles.
const OTHERS: [&str; 12] = [
    "comment", "comments", "commentlist", "disqus", "respond", "related", "recommended", "recommendations", "popular",
    "trending", "similar", "latest",
];
/// Words in class or id of other parts that do not tell of the article.
const PARTS: [&str; 24] = [
    "sidebar", "footer", "nav", "navigation", "navbar", "menu", "newsletter", "promo", "bio", "biography", "reply",
    "contentinfo", "carousel", "recent", "teaser", "teasers", "cards", "card", "breadcrumb", "breadcrumbs", "upnext",
    "readmore", "modal", "masthead",
];

/// Whether an element is itself such a part.
fn is_aside(page: &Page<'_>, id: NodeId) -> bool {
    match page.name(id) {
        "nav" | "footer" => return true,
        // Some sites set date and author of the article in a small `aside`.
        "aside" if page.subtree(id).nth(20).is_some() => return true,
        "" => return false,
        _ => {}
    }
    has_word(page, id, &OTHERS) || has_word(page, id, &PARTS)
}

fn has_word(page: &Page<'_>, id: NodeId, wanted: &[&str]) -> bool {
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
    /// Whether it is all the text of that block.
    pub(super) whole: bool,
    /// Its place in document order.
    pub(super) first: usize,
    /// Nodes between it and the title; those before the title count twice.
    pub(super) distance: usize,
}

/// The lines around the title: those that follow first.
pub(super) fn near_lines(survey: &Survey<'_>, title: Option<NodeId>) -> Vec<Line> {
    let page = survey.page;
    let (before, after) = match title {
        Some(title) => {
            let next = page.next_outside(title, page.root()).map_or(survey.order.len(), |next| survey.rank(next));
            (survey.rank(title), next)
        }
        None => (0, 0),
    };
    let mut lines = lines(survey, survey.order[after..].iter().copied(), LINES_AFTER);
    lines.iter_mut().for_each(|line| line.distance = line.distance.saturating_sub(after));
    // Backwards by nodes, since the lines of a long page head are not wanted.
    let start = before.saturating_sub(150);
    let mut earlier = self::lines(survey, survey.order[start..before].iter().copied(), 100);
    earlier.reverse();
    earlier.truncate(LINES_BEFORE);
    earlier.iter_mut().for_each(|line| line.distance = 2 * before.saturating_sub(line.distance));
    lines.extend(earlier);
    lines.sort_by_key(|line| line.distance);
    lines
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
                    line.whole &= page.name(id) != "br" && !page.ancestors(id).any(|up| up == line.block);
                    lines.push(line);
                }
            }
            Data::Text(texts) => {
                let mut text = String::new();
                texts.iter().for_each(|&part| text.push_str(&page.text(part)));
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if text.is_empty() {
                    continue;
                }
                let block = page.ancestors(id).find(|&up| is_block(page.name(up))).unwrap_or(page.root());
                if let Some(line) = open.take_if(|line| line.block != block) {
                    lines.push(line);
                }
                if lines.len() >= most {
                    break;
                }
                let again = lines.last().is_some_and(|line| line.block == block);
                let line = open.get_or_insert_with(|| Line { text: String::new(), pieces: Vec::new(), block, whole: !again, first: survey.rank(id), distance: survey.rank(id) });
                if !line.text.is_empty() {
                    line.text.push(' ');
                }
                line.text.push_str(&text);
                line.pieces.push(text);
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
            texts.iter().for_each(|&part| text.push_str(&page.text(part)));
            text.push(' ');
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
