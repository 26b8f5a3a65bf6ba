//! The authors: from the head, from marked elements, from lines near the title.

use super::super::page::NodeId;
use super::json_ld::{self, Linked};
use super::outlet::Names;
use super::survey::{Line, Mark, Survey};
use super::words;
use crate::byline::{self, Form};

/// Names of meta elements that hold authors, surest first.
const META: [&str; 14] = [
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dc.creator.personalname",
    "dcterms.creator", "citation_author", "byl", "article:author_name", "og:article:author", "cxenseparse:author",
    "article.author", "authors",
];
/// Last words of the names of desks: “Gazette Staff”.
const DESKS: [&str; 9] = ["team", "staff", "editors", "editorial", "newsroom", "newsdesk", "desk", "board", "doctors"];

/// The authors found.
#[derive(Debug, Default)]
pub(super) struct Authors {
    /// Their names.
    pub(super) names: Vec<String>,
    /// The blocks that name them and nothing else.
    pub(super) nodes: Vec<NodeId>,
}

/// Finds the authors.
pub(super) fn find(survey: &Survey<'_>, linked: &Linked, near: &[Line], title: Option<NodeId>, site: &Names) -> Authors {
    let search = Search { survey, linked, near, title, site };
    let steps: [(&str, Step); 13] = [
        ("linked", |search| search.linked()),
        ("meta", |search| search.meta()),
        ("rel", |search| search.marked(Mark::RelAuthor)),
        ("item", |search| search.marked(Mark::ItemAuthor)),
        ("lines", |search| search.lines()),
        ("namesake", |search| search.namesake()),
        ("class", |search| search.marked(Mark::Author)),
        ("lone", |search| search.lone_name()),
        ("reporting", |search| search.reporting()),
        ("sole", |search| search.sole_link()),
        ("desk", |search| search.desk()),
        ("account", |search| search.account()),
        ("", |_| None),
    ];
    let (step, names) = steps.iter().find_map(|(step, run)| Some((*step, run(&search)?))).unwrap_or_default();
    if std::env::var("DBG").is_ok() { eprintln!("STEP {step} {names:?}"); }
    Authors { nodes: search.nodes(&names), names }
}

/// One way to find authors.
type Step = for<'a, 'b> fn(&'a Search<'b>) -> Option<Vec<String>>;

struct Search<'a> {
    survey: &'a Survey<'a>,
    linked: &'a Linked,
    near: &'a [Line],
    title: Option<NodeId>,
    site: &'a Names,
}

impl Search<'_> {
    fn clean(&self, text: &str) -> Vec<String> {
        byline::clean(text).into_iter().filter(|name| !self.site.is_named(name)).collect()
    }

    fn clean_all<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Option<Vec<String>> {
        let mut names: Vec<String> = Vec::new();
        for text in texts {
            for name in self.clean(text) {
                if !names.iter().any(|other| words::compact(other) == words::compact(&name)) {
                    names.push(name);
                }
            }
        }
        (!names.is_empty()).then_some(names)
    }

    /// Authors of the meta elements, as they stand.
    fn given(&self) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        for name in META {
            values.extend(self.survey.metas(name).take(30).map(json_ld::decoded));
        }
        if self.survey.metas("twitter:label1").next().is_some_and(|label| label.eq_ignore_ascii_case("written by")) {
            values.extend(self.survey.metas("twitter:data1").take(1).map(json_ld::decoded));
        }
        values
    }

    fn linked(&self) -> Option<Vec<String>> {
        self.clean_all(self.linked.persons.iter().map(String::as_str))
    }

    fn meta(&self) -> Option<Vec<String>> {
        for name in META {
            let values: Vec<String> = self.survey.metas(name).take(30).map(json_ld::decoded).collect();
            if let Some(names) = self.clean_all(values.iter().map(String::as_str)) {
                return Some(names);
            }
        }
        self.clean_all(self.given().iter().map(String::as_str))
    }

    /// Names in a marked element: as in a byline, or the name alone.
    fn in_element(&self, id: NodeId) -> Option<Vec<String>> {
        let text = match self.survey.page.attribute(id, "content") {
            Some(content) => json_ld::decoded(content),
            None => self.survey.short_text(id, 160)?,
        };
        let parsed = byline::parse(&text).map(|byline| byline.names).filter(|names| !names.is_empty());
        let names = parsed.unwrap_or_else(|| byline::clean(&text));
        self.clean_all(names.iter().map(String::as_str))
    }

    /// The first marked element that names anybody, and those beside it.
    fn marked(&self, mark: Mark) -> Option<Vec<String>> {
        let survey = self.survey;
        let elements: Vec<NodeId> = survey.marked(mark).filter(|&id| !survey.is_aside(id, self.title)).collect();
        let (first, mut names) = elements.iter().find_map(|&id| Some((id, self.in_element(id)?)))?;
        let rank = survey.rank(first);
        for &id in elements.iter().filter(|&&id| (rank + 1..rank + 12).contains(&survey.rank(id))) {
            for name in self.in_element(id).unwrap_or_default() {
                if !names.iter().any(|other| other.contains(&name)) && !survey.page.ancestors(id).any(|up| up == first) {
                    names.push(name);
                }
            }
        }
        Some(names)
    }

    fn lines(&self) -> Option<Vec<String>> {
        self.near_lines().find_map(|line| {
            let texts = std::iter::once(&line.text).chain(line.pieces.iter().filter(|_| line.pieces.len() > 1));
            texts.into_iter().find_map(|text| {
                let byline = byline::parse(text).filter(|byline| !matches!(byline.form, Form::Bare | Form::From))?;
                self.clean_all(byline.names.iter().map(String::as_str))
            })
        })
    }

    fn near_lines(&self) -> impl Iterator<Item = &Line> {
        self.near.iter().filter(|line| line.text.len() <= 250 && !self.survey.is_aside(line.block, self.title))
    }

    /// A name alone in the first lines after the title.
    fn lone_name(&self) -> Option<Vec<String>> {
        self.near_lines().take(5).find_map(|line| {
            let byline = byline::parse(&line.text).filter(|byline| byline.dated)?;
            self.clean_all(byline.names.iter().map(String::as_str))
        })
    }

    /// “Reporting by A and B; editing by C” at the end of an agency's report, “Written by A”.
    fn reporting(&self) -> Option<Vec<String>> {
        let survey = self.survey;
        survey.marked(Mark::Reporting).filter(|&id| !survey.is_among_others(id)).find_map(|id| {
            let text = survey.short_text(id, 300)?;
            let rest = text.split_once(" by ")?.1;
            let end = rest.find([';', '.', '(']).unwrap_or(rest.len());
            let names = self.clean_all(rest.get(..end).into_iter());
            names.or_else(|| self.clean_all(survey.short_text(survey.page.parent(id)?, 80)?.split(" by ").skip(1)))
        })
    }

    /// The author that all links to authors on the page lead to.
    fn sole_link(&self) -> Option<Vec<String>> {
        let survey = self.survey;
        let links = survey.marked(Mark::RelAuthor).chain(survey.marked(Mark::ItemAuthor)).chain(survey.marked(Mark::Author));
        let mut found: Option<Vec<String>> = None;
        for names in links.filter(|&id| !survey.is_among_others(id)).filter_map(|id| self.in_element(id)) {
            if found.as_ref().is_some_and(|found| *found != names) {
                return None;
            }
            found = Some(names);
        }
        found
    }

    /// A person whose site bears their name.
    fn namesake(&self) -> Option<Vec<String>> {
        let given = self.linked.persons.iter().cloned().chain(self.given());
        let name = given.into_iter().find_map(|text| byline::clean(&text).into_iter().find(|name| byline::is_name(name)))?;
        (!words::of(&name).iter().any(|word| word == "the") && name.split_whitespace().count() <= 4).then(|| vec![name])
    }

    /// A desk with the name of its own, where nobody else is named.
    fn desk(&self) -> Option<Vec<String>> {
        let given = self.linked.persons.iter().cloned().chain(self.given()).chain(self.linked.organisations.iter().cloned());
        let lines = self.near_lines().filter_map(|line| Some(line.text.strip_prefix("By ").or(line.text.strip_prefix("by "))?.to_owned()));
        given.chain(lines).find(|name| is_desk(name) && !self.site.is_named(name)).map(|name| vec![name])
    }

    /// A login, where the head gives nothing else.
    fn account(&self) -> Option<Vec<String>> {
        let given = self.linked.persons.iter().cloned().chain(self.given());
        let plain = |name: &String| {
            (3..=30).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_lowercase() || b"._-".contains(&byte))
        };
        let known = |name: &String| byline::parse(&format!("By {name}")).is_none_or(|byline| byline.names.is_empty());
        given.into_iter().find(|name| plain(name) && known(name) && !self.site.is_site(name) && !name.contains("admin")).map(|name| vec![name])
    }

    /// Short blocks near the title that consist of the names.
    fn nodes(&self, names: &[String]) -> Vec<NodeId> {
        let mut nodes = Vec::new();
        for line in self.near.iter().filter(|line| line.whole && line.text.len() <= 200 && Some(line.block) != self.title) {
            let has_name = names.iter().any(|name| line.text.contains(name.as_str()));
            let form = byline::parse(&line.text).map(|byline| byline.form);
            if (has_name && form.is_some() || form.is_some_and(|form| form > Form::Bare)) && !nodes.contains(&line.block) {
                nodes.push(line.block);
            }
        }
        nodes
    }
}

fn is_desk(name: &str) -> bool {
    let list = words::of(name);
    let edge = |word: Option<&String>| word.is_some_and(|word| DESKS.contains(&word.as_str()));
    (2..=5).contains(&list.len()) && (edge(list.last()) || edge(list.first())) && name.starts_with(char::is_uppercase)
        && byline::clean(name).is_empty()
}

/// Whether a line begins like a byline.
pub(super) fn is_by_line(line: &str) -> bool {
    byline::parse(line).is_some_and(|byline| byline.form == Form::By && !byline.names.is_empty())
}
