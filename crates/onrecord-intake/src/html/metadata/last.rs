//! Authors that stand in less sure places.

use super::super::page::NodeId;
use super::author::{MOST, Search};
use super::survey::Mark;
use super::words;
use crate::byline;

/// Last words of the names of desks: “Gazette Staff”.
const DESKS: [&str; 9] =
    ["team", "staff", "editors", "editorial", "newsroom", "newsdesk", "desk", "board", "doctors"];
/// What programs write where no author is known.
const PLACEHOLDERS: [&str; 11] = [
    "undefined",
    "null",
    "none",
    "default",
    "unknown",
    "anonymous",
    "author",
    "user",
    "guest",
    "webmaster",
    "editor",
];

impl Search<'_> {
    /// A link near the title to the page of a person.
    pub(super) fn links(&self) -> Option<Vec<String>> {
        let survey = self.survey;
        let title = survey.rank(self.title?);
        let near = |&id: &NodeId| {
            (title.saturating_sub(60)..title + 150).contains(&survey.rank(id))
                && !survey.is_aside(id)
        };
        let named = |id: NodeId| {
            self.in_element(id).filter(|names| names.iter().all(|name| byline::is_name(name)))
        };
        let links: Vec<NodeId> = survey.marked(Mark::AuthorLink).filter(near).collect();
        let first = links.iter().copied().find(|&id| named(id).is_some())?;
        let beside = links.iter().filter(|&&id| self.block(id) == self.block(first));
        let names: Vec<String> = beside.filter_map(|&id| named(id)).flatten().collect();
        self.clean_all(names.iter().map(String::as_str))
    }

    /// “Reporting by A and B; editing by C” at the end of an agency's report, “Written by A”.
    pub(super) fn reporting(&self) -> Option<Vec<String>> {
        let survey = self.survey;
        survey.marked(Mark::Reporting).filter(|&id| !survey.is_among_others(id)).find_map(|id| {
            let text = survey.short_text(id, 300)?;
            let rest = text.split_once(" by ")?.1;
            let end = rest.find([';', '.', '(']).unwrap_or(rest.len());
            let names = byline::parse(&format!("By {}", &rest[..end]))
                .map(|byline| byline.names)
                .unwrap_or_default();
            let names = self.clean_all(names.iter().map(String::as_str));
            names.or_else(|| {
                self.clean_all(
                    survey.short_text(survey.page.parent(id)?, 80)?.split(" by ").skip(1),
                )
            })
        })
    }

    /// The author that all links to authors on the page lead to.
    pub(super) fn sole_link(&self) -> Option<Vec<String>> {
        let survey = self.survey;
        let links = survey.marked(Mark::RelAuthor).chain(survey.marked(Mark::Author));
        let mut found: Option<Vec<String>> = None;
        for names in links
            .filter(|&id| !survey.is_among_others(id))
            .take(MOST)
            .filter_map(|id| self.in_element(id))
        {
            if found.as_ref().is_some_and(|found| *found != names) {
                return None;
            }
            found = Some(names);
        }
        found
    }

    /// What the head gives as a person, built like a name though one of its words is none.
    pub(super) fn as_given(&self) -> Option<Vec<String>> {
        let given = self.linked.persons.iter().cloned().chain(self.given());
        let built = |name: &String| {
            let list: Vec<&str> = name.split_whitespace().collect();
            let word = |word: &&str| {
                word.starts_with(char::is_uppercase)
                    && word.chars().skip(1).all(|c| c.is_lowercase() || c == '-' || c == '’')
            };
            (2..=3).contains(&list.len())
                && list.iter().all(word)
                && !is_desk(name)
                && !self.site.is_site(name)
        };
        let unread = |name: &String| byline::parse(&format!("By {name}")).is_none();
        given.into_iter().find(|name| built(name) && unread(name)).map(|name| vec![name])
    }

    /// A desk with the name of its own, where nobody else is named.
    pub(super) fn desk(&self) -> Option<Vec<String>> {
        let given = self
            .linked
            .persons
            .iter()
            .cloned()
            .chain(self.given())
            .chain(self.linked.organisations.iter().cloned());
        let lines = self.near_lines().filter_map(|line| {
            Some(line.text.strip_prefix("By ").or(line.text.strip_prefix("by "))?.to_owned())
        });
        given
            .chain(lines)
            .find(|name| is_desk(name) && !self.site.is_named(name))
            .map(|name| vec![name])
    }

    /// A login, where the head gives nothing else.
    pub(super) fn account(&self) -> Option<Vec<String>> {
        let given = self.linked.persons.iter().cloned().chain(self.given());
        let plain = |name: &String| {
            (3..=30).contains(&name.len())
                && !PLACEHOLDERS.contains(&name.as_str())
                && name.bytes().all(|byte| byte.is_ascii_lowercase() || b"._-".contains(&byte))
        };
        let known = |name: &String| {
            byline::parse(&format!("By {name}")).is_none_or(|byline| byline.names.is_empty())
        };
        given
            .into_iter()
            .find(|name| {
                plain(name) && known(name) && !self.site.is_site(name) && !name.contains("admin")
            })
            .map(|name| vec![name])
    }
}

/// Whether a name is that of a desk or a team.
fn is_desk(name: &str) -> bool {
    let list = words::of(name);
    let edge = |word: Option<&String>| word.is_some_and(|word| DESKS.contains(&word.as_str()));
    (2..=5).contains(&list.len())
        && (edge(list.last()) || edge(list.first()))
        && name.starts_with(char::is_uppercase)
        && byline::clean(name).is_empty()
}
