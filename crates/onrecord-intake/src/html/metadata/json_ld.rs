//! JSON-LD: the object that describes the page's article.

use onrecord_model::Span;
use serde_json::{Map, Value};

use super::super::entity;
use super::survey::Survey;
use super::words;

type Object = Map<String, Value>;

/// Objects looked at; pages with more are lists.
const MAX_OBJECTS: usize = 400;

/// What JSON-LD says about the article of the page.
#[derive(Debug, Default)]
pub(super) struct Linked {
    /// `headline`, else `name`.
    pub(super) headline: Option<String>,
    /// Names of persons; strings.
    pub(super) persons: Vec<String>,
    /// Names of organisations given as authors.
    pub(super) organisations: Vec<String>,
    /// `datePublished`.
    pub(super) published: Option<String>,
    /// `dateModified`.
    pub(super) modified: Option<String>,
    /// Name of the publisher or of the site.
    pub(super) publisher: Option<String>,
    /// `mainEntityOfPage` or `url`.
    pub(super) url: Option<String>,
    /// `inLanguage`.
    pub(super) language: Option<String>,
}

impl Linked {
    /// Finds the object of the article among all.
    pub(super) fn of(blocks: &[Value], survey: &Survey<'_>, url: Option<&str>) -> Self {
        let mut objects = Vec::new();
        for block in blocks {
            collect(block, &mut objects, 0);
        }
        let references: Vec<Vec<String>> =
            [survey.meta(&["og:title"]), survey.title_tag.as_deref()]
                .into_iter()
                .flatten()
                .map(words::of)
                .collect();
        let ranked: Vec<(u32, &Object)> =
            objects.iter().map(|object| (weight(object, &references, url), *object)).collect();
        let best = ranked.iter().map(|(weight, _)| *weight).max().unwrap_or(0);
        let chosen: Vec<&Object> = ranked
            .iter()
            .filter(|(weight, _)| *weight == best && best >= 10)
            .map(|(_, object)| *object)
            .collect();
        let mut linked = Self::default();
        // Several that fit equally well and none by its title: a list.
        if best >= 100 || chosen.len() <= 2 {
            for object in &chosen {
                linked.article(object, &objects);
            }
        }
        let pages = objects.iter().filter(|object| is(object, |kind| kind.ends_with("WebPage")));
        for page in pages {
            linked.page(page);
        }
        linked.publisher = linked.publisher.or_else(|| {
            let site = objects.iter().find(|object| is(object, |kind| kind == "WebSite"))?;
            text(site.get("name")?)
        });
        linked
    }

    fn article(&mut self, object: &Object, all: &[&Object]) {
        let field = |name: &str| object.get(name).and_then(text);
        self.headline =
            self.headline.take().or_else(|| field("headline")).or_else(|| field("name"));
        self.published = self.published.take().or_else(|| field("datePublished"));
        self.modified = self.modified.take().or_else(|| field("dateModified"));
        self.language = self.language.take().or_else(|| field("inLanguage"));
        let url = || {
            ["mainEntityOfPage", "url"]
                .iter()
                .find_map(|name| address(object, name))
                .map(str::to_owned)
        };
        self.url = self.url.take().or_else(url);
        self.publisher = self.publisher.take().or_else(|| name_of(object.get("publisher")?, all));
        if self.persons.is_empty() && self.organisations.is_empty() {
            for author in ["author", "creator"].iter().filter_map(|name| object.get(*name)).take(1)
            {
                self.author(author, all, 0);
            }
        }
    }

    /// The page that holds the article: its date counts where the article has none.
    fn page(&mut self, object: &Object) {
        let field = |name: &str| object.get(name).and_then(text);
        self.published = self.published.take().or_else(|| field("datePublished"));
        self.modified = self.modified.take().or_else(|| field("dateModified"));
        self.language = self.language.take().or_else(|| field("inLanguage"));
    }

    fn author(&mut self, value: &Value, all: &[&Object], depth: usize) {
        match value {
            Value::String(name) => self.persons.push(decoded(name)),
            Value::Array(list) if depth < 3 => {
                list.iter().take(30).for_each(|value| self.author(value, all, depth + 1));
            }
            Value::Object(object) => {
                let object = resolve(object, all);
                let Some(name) = object.get("name") else { return };
                let names: Vec<String> = match name {
                    Value::Array(list) => list.iter().filter_map(text).collect(),
                    name => text(name).into_iter().collect(),
                };
                if is(object, |kind| kind.ends_with("Organization")) {
                    self.organisations.extend(names);
                } else {
                    self.persons.extend(names);
                }
            }
            _ => {}
        }
    }
}

/// Objects that may describe the article, not those that it mentions.
fn collect<'v>(value: &'v Value, out: &mut Vec<&'v Object>, depth: usize) {
    if out.len() >= MAX_OBJECTS || depth > 8 {
        return;
    }
    match value {
        Value::Array(list) => list.iter().for_each(|value| collect(value, out, depth + 1)),
        Value::Object(object) => {
            out.push(object);
            for name in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = object.get(name) {
                    collect(inner, out, depth + 1);
                }
            }
        }
        _ => {}
    }
}

/// How surely an object describes the article of the page: 10 and more by its kind, 100 and more
/// by its title or address too.
fn weight(object: &Object, references: &[Vec<String>], url: Option<&str>) -> u32 {
    let kind = if is(object, |kind| {
        kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report"
    }) {
        30
    } else if is(object, |kind| {
        matches!(
            kind,
            "Review"
                | "Recipe"
                | "HowTo"
                | "CreativeWork"
                | "Blog"
                | "TechArticle"
                | "MedicalWebPage"
        )
    }) {
        20
    } else {
        return 0;
    };
    let headline = object
        .get("headline")
        .or_else(|| object.get("name"))
        .and_then(text)
        .map(|text| words::of(&text));
    let titled = headline.is_some_and(|headline| {
        references.iter().any(|reference| words::likeness(&headline, reference) >= 0.6)
    });
    let placed = url.is_some_and(|url| {
        ["url", "@id", "mainEntityOfPage"]
            .iter()
            .filter_map(|name| address(object, name))
            .any(|other| same_address(url, other))
    });
    kind + if titled || placed { 100 } else { 0 }
}

/// An address given as text or as the `@id` of an object.
fn address<'v>(object: &'v Object, name: &str) -> Option<&'v str> {
    match object.get(name)? {
        Value::String(text) => Some(text.as_str()),
        Value::Object(inner) => inner.get("@id").and_then(Value::as_str),
        _ => None,
    }
}

fn same_address(a: &str, b: &str) -> bool {
    let key = |url: &str| {
        let url = url.split(['#', '?']).next().unwrap_or_default();
        let url = url.split_once("://").map_or(url, |(_, rest)| rest);
        url.trim_start_matches("www.").trim_end_matches('/').to_ascii_lowercase()
    };
    key(a) == key(b)
}

fn is(object: &Object, test: impl Fn(&str) -> bool) -> bool {
    let short = |kind: &str| test(kind.rsplit(['/', ':']).next().unwrap_or(kind));
    match object.get("@type") {
        Some(Value::String(kind)) => short(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(short),
        _ => false,
    }
}

/// The object that an `@id` alone refers to.
fn resolve<'v>(object: &'v Object, all: &[&'v Object]) -> &'v Object {
    if object.contains_key("name") {
        return object;
    }
    let id = object.get("@id").and_then(Value::as_str);
    let named = |other: &&&Object| {
        id.is_some() && other.get("@id").and_then(Value::as_str) == id && other.contains_key("name")
    };
    all.iter().find(named).copied().unwrap_or(object)
}

fn name_of(value: &Value, all: &[&Object]) -> Option<String> {
    match value {
        Value::Object(object) => text(resolve(object, all).get("name")?),
        Value::Array(list) => list.iter().take(5).find_map(|value| name_of(value, all)),
        other => text(other),
    }
}

/// A string, entities resolved; the first of an array.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(decoded(text)).filter(|text| !text.is_empty()),
        Value::Array(list) => list.first().and_then(text),
        Value::Object(object) => object.get("@value").and_then(Value::as_str).map(decoded),
        _ => None,
    }
}

/// A text from an attribute or a script, where entities often stand twice.
pub(super) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    entity::pieces(text, Span::from_range(0..text.len()), |piece, _, _| out.push_str(piece));
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}
