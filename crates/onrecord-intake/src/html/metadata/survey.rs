//! One walk over a page that notes everything that may tell title, author or date.

use std::cell::RefCell;

use super::super::page::{Data, NodeId, Page};
use super::aside::{self, OTHERS};
use super::found::Found;
use super::lines;

/// Notes of one kind beyond this are left out: pages of that many are lists.
const MAX_NOTES: usize = 300;

/// Basis of a date that stands in the text.
pub(super) const TEXT_LINE: &str = "text line";

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

impl Mark {
    /// Number of kinds.
    const COUNT: usize = Self::Modified as usize + 1;
}

/// What was found in one walk.
pub(super) struct Survey<'p> {
    /// The page.
    pub(super) page: &'p Page<'p>,
    meta: Vec<(String, &'p str)>,
    marks: Vec<(Mark, NodeId)>,
    /// Notes made of each kind.
    counts: [usize; Mark::COUNT],
    /// Text of `<title>`.
    pub(super) title_tag: Option<String>,
    /// `<html lang>`.
    pub(super) lang: Option<&'p str>,
    /// `<link rel="canonical">`.
    pub(super) canonical: Option<&'p str>,
    /// `<base href>`.
    pub(super) base: Option<&'p str>,
    /// Text of the first link to the site's root: often its name.
    pub(super) home: Option<String>,
    /// Nodes that hold the title, and the title.
    holds_title: Vec<bool>,
    /// What is known of nodes: whether they stand aside.
    asides: RefCell<Vec<Option<bool>>>,
    /// All nodes in document order.
    pub(super) order: Vec<NodeId>,
    rank: Vec<u32>,
}

impl<'p> Survey<'p> {
    /// Walks the page.
    pub(super) fn of(page: &'p Page<'p>) -> Self {
        let mut survey = Self {
            page,
            meta: Vec::new(),
            marks: Vec::new(),
            counts: [0; Mark::COUNT],
            title_tag: None,
            lang: None,
            canonical: None,
            base: None,
            home: None,
            holds_title: vec![false; page.len()],
            asides: RefCell::new(vec![None; page.len()]),
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
                        let begins = |words: &str| {
                            start
                                .get(..words.len())
                                .is_some_and(|start| start.eq_ignore_ascii_case(words))
                        };
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
        let count = &mut self.counts[mark as usize];
        if *count < MAX_NOTES {
            *count += 1;
            self.marks.push((mark, id));
        }
    }

    fn element(&mut self, id: NodeId) {
        let page = self.page;
        match page.name(id) {
            "html" => {
                self.lang = page.attribute(id, "lang").or_else(|| page.attribute(id, "xml:lang"));
            }
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
            "body" | "script" | "input" | "img" | "option" | "label" | "form" | "textarea"
            | "button" => {}
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
            "a" if self.home.is_none() && page.attribute(id, "href") == Some("/") => {
                // In a row of links it is one of many.
                let alone = |text: &String| {
                    page.parent(id).is_some_and(|up| self.short_text(up, 60).as_ref() == Some(text))
                };
                self.home = self.short_text(id, 60).filter(alone);
            }
            "h1" => self.note(Mark::First, id),
            "h2" => self.note(Mark::Second, id),
            "time" => self.note(Mark::Time, id),
            "abbr" if page.attribute(id, "title").is_some() => self.note(Mark::Time, id),
            _ => {}
        }
        let found = Found::of(page, id);
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

    /// Tells which heading is the title: what holds it is about the article.
    pub(super) fn set_title(&mut self, title: NodeId) {
        for node in std::iter::once(title).chain(self.page.ancestors(title)) {
            self.holds_title[node as usize] = true;
        }
        self.asides.borrow_mut().fill(None);
    }

    /// Whether an element stands in a part of the page that is not about its article: comments,
    /// other articles, navigation, a note on the author. Parts that hold the title do not count.
    pub(super) fn is_aside(&self, id: NodeId) -> bool {
        let mut asides = self.asides.borrow_mut();
        let mut known = None;
        let mut path = Vec::new();
        for node in std::iter::once(id).chain(self.page.ancestors(id)) {
            known = asides[node as usize];
            if known.is_some() {
                break;
            }
            path.push(node);
            // What stands in an `address` is about the article around it.
            if matches!(self.page.name(node), "body" | "html" | "address")
                || self.holds_title[node as usize]
            {
                known = Some(false);
                break;
            }
        }
        let mut aside = known.unwrap_or(false);
        for node in path.into_iter().rev() {
            let open = matches!(self.page.name(node), "body" | "html" | "address")
                || self.holds_title[node as usize];
            aside = !open && (aside || aside::is_aside(self.page, node));
            asides[node as usize] = Some(aside);
        }
        aside
    }

    /// Whether an element stands among comments or in a list of other articles.
    pub(super) fn is_among_others(&self, id: NodeId) -> bool {
        std::iter::once(id)
            .chain(self.page.ancestors(id))
            .any(|node| aside::has_word(self.page, node, &OTHERS))
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
        let text = lines::spaced_text(self.page, id);
        (!text.is_empty() && text.len() <= longest).then_some(text)
    }
}
