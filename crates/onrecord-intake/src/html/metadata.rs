//! Title, authors, date, outlet, language and address of a page, from its head and from what
//! stands near its title.

mod aside;
mod author;
mod blocks;
mod date;
mod found;
mod json_ld;
mod last;
mod lines;
mod outlet;
mod seen;
mod survey;
mod title;
mod words;

use onrecord_model::{Outlet, When};

use super::page::{NodeId, Page};
use json_ld::Linked;
use survey::Survey;

/// What a page says about its article.
#[derive(Clone, Debug, Default)]
pub(crate) struct Metadata {
    /// The headline without the name of the site, spelled as the visible heading where one is.
    pub(crate) title: Option<String>,
    /// The visible heading whose text begins with the title.
    pub(crate) title_node: Option<NodeId>,
    /// Authors, cleaned.
    pub(crate) bylines: Vec<String>,
    /// Visible blocks that name the authors and nothing else.
    pub(crate) byline_nodes: Vec<NodeId>,
    /// Day of first publication.
    pub(crate) published: Option<When>,
    /// The site.
    pub(crate) outlet: Option<Outlet>,
    /// Language as the page declares it, unchecked (`en-GB`).
    pub(crate) language_declared: Option<String>,
    /// Canonical address, absolute.
    pub(crate) url: Option<String>,
}

/// Reads what a page says about its article. Total; linear in the size of the page.
pub(crate) fn read(page: &Page<'_>, url_hint: Option<&str>) -> Metadata {
    let mut survey = Survey::of(page);
    let blocks = blocks::parse(page.json_ld());
    let url = outlet::url(&survey, url_hint);
    let linked = Linked::of(&blocks, &survey, url.as_deref());
    let url = url.or_else(|| linked.url.clone().filter(|url| outlet::is_absolute(url)));
    let domain = url.as_deref().or(url_hint).and_then(outlet::domain);
    let names = outlet::known_names(&survey, &linked, domain.as_deref());
    let title = title::find(&survey, &linked, &names);
    if let Some(node) = title.node {
        survey.set_title(node);
    }
    let near = lines::near_lines(&survey, title.node);
    let language = outlet::language(&survey, &linked);
    let order = crate::date::order_of(language.as_deref(), url.as_deref().or(url_hint));
    let context =
        date::Context { survey: &survey, linked: &linked, near: &near, title: title.node, order };
    let published = date::find(&context, url.as_deref().or(url_hint));
    let authors = author::find(&survey, &linked, &near, title.node, &names);
    let outlet_name = outlet::name(&names, &survey, title.text.as_deref());
    Metadata {
        title: title.text,
        title_node: title.node,
        bylines: authors.names,
        byline_nodes: authors.nodes,
        published,
        outlet: (outlet_name.is_some() || domain.is_some())
            .then_some(Outlet { name: outlet_name, domain }),
        language_declared: language,
        url,
    }
}
