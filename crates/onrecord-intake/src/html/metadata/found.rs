//! What the attributes of an element say that it is.

use super::super::page::{NodeId, Page};
use super::words;

/// Parts of addresses of the pages of persons.
const PEOPLE: [&str; 11] = [
    "/author/",
    "/authors/",
    "/team/",
    "/people/",
    "/staff/",
    "/contributor",
    "/writer",
    "/profile/",
    "/by/",
    "/autor/",
    "/journalist",
];

/// What class and attributes of an element speak of.
#[derive(Default)]
pub(super) struct Found {
    /// Has an `itemprop`.
    pub(super) property: bool,
    /// `rel="author"`.
    pub(super) rel: bool,
    /// Leads to the page of a person.
    pub(super) person: bool,
    /// The headline.
    pub(super) headline: bool,
    /// An article.
    pub(super) post: bool,
    /// A title.
    pub(super) title: bool,
    /// An author.
    pub(super) author: bool,
    /// A date.
    pub(super) date: bool,
}

impl Found {
    /// Reads the attributes of an element.
    pub(super) fn of(page: &Page<'_>, id: NodeId) -> Self {
        let mut found = Self::default();
        for (attribute, value) in page.attributes(id) {
            match attribute {
                "class" | "id" | "data-testid" | "data-component" => {
                    words::each_in_class(value, |word| found.word(word));
                }
                "itemprop" => found.property = true,
                "rel" => found.rel |= value.split_ascii_whitespace().any(|rel| rel == "author"),
                "href" => found.person |= PEOPLE.iter().any(|part| value.contains(part)),
                _ => {}
            }
        }
        found
    }

    fn word(&mut self, word: &str) {
        match word {
            "headline" | "hed" => self.headline = true,
            "post" | "entry" | "article" | "story" | "page" | "news" => self.post = true,
            "title" | "titre" | "titel" => self.title = true,
            "byline" | "bylines" | "author" | "authors" | "authorname" | "autor" | "auteur"
            | "writer" | "writers" | "contributor" | "contributors" | "firma" | "creator"
            | "postauthor" | "autores" => self.author = true,
            "date" | "dateline" | "published" | "publish" | "pubdate" | "timestamp" | "posted"
            | "datetime" | "time" | "fecha" | "datum" | "postdate" | "publication" => {
                self.date = true;
            }
            _ => {}
        }
    }
}
