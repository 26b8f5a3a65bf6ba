//! The authors: from the head, from marked elements, from lines near the title.

use super::super::page::{NodeId, is_block};
use super::json_ld::{self, Linked};
use super::outlet::Names;
use super::survey::{self, Line, Mark, Survey};
use super::words;
use crate::byline::{self, Byline, Form};

/// Names of meta elements that hold authors, surest first.
const META: [&str; 14] = [
    "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dc.creator.personalname",
    "dcterms.creator", "citation_author", "byl", "article:author_name", "og:article:author", "cxenseparse:author",
    "article.author", "authors",
];
/// Last words of the names of desks: “Gazette Staff”.
const DESKS: [&str; 9] = ["team", "staff", "editors", "editorial", "newsroom", "newsdesk", "desk", "board", "doctors"];

/// What programs write where no author is known.
const PLACEHOLDERS: [&str; 11] =
    ["undefined", "null", "none", "default", "unknown", "anonymous", "author", "user", "guest", "webmaster", "editor"];

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
    let search = Search { survey, linked, near, title, site, namesake: false };
    let sure: [Step; 5] = [
        |search| search.linked(),
        |search| search.meta(),
        |search| search.marked(Mark::RelAuthor),
        |search| search.marked(Mark::ItemAuthor),
        |search| search.lines(),
    ];
    let likely: [Step; 3] =
        [|search| search.marked(Mark::Author), |search| search.links(), |search| search.reporting()];
    let last: [Step; 4] =
        [|search| search.sole_link(), |search| search.as_given(), |search| search.desk(), |search| search.account()];
    let run = |steps: &[Step], search: &Search<'_>| steps.iter().find_map(|step| step(search));
    let namesake = Search { namesake: true, ..search };
    let names = run(&sure, &search)
        .or_else(|| run(&sure, &namesake))
        .or_else(|| run(&likely, &search))
        .or_else(|| run(&likely, &namesake))
        .or_else(|| run(&last, &search))
        .unwrap_or_default();
    Authors { nodes: search.nodes(&names), names }
}

/// One way to find authors.
type Step = for<'a, 'b> fn(&'a Search<'b>) -> Option<Vec<String>>;

#[derive(Clone, Copy)]
struct Search<'a> {
    survey: &'a Survey<'a>,
    linked: &'a Linked,
    near: &'a [Line],
    title: Option<NodeId>,
    site: &'a Names,
    /// Whether a site may bear the name of its author.
    namesake: bool,
}

impl Search<'_> {
    /// Names in a text that consists of little else, without the site's.
    fn clean(&self, text: &str) -> Vec<String> {
        let mut names = byline::clean(text);
        let count = |text: &str| text.split_whitespace().count();
        let named: usize = names.iter().map(|name| count(name)).sum();
        if names.iter().all(|name| count(name) == 1) && named * 2 < count(text) {
            return Vec::new();
        }
        let namesake = |name: &str| self.namesake && byline::is_name(name) && (2..=3).contains(&count(name));
        names.retain(|name| (!self.site.is_named(name) || namesake(name)) && !is_label(name));
        names
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

    /// Names in a marked element: as in a byline, or a name alone.
    fn in_element(&self, id: NodeId) -> Option<Vec<String>> {
        if let Some(content) = self.survey.page.attribute(id, "content") {
            return self.clean_all([json_ld::decoded(content).as_str()].into_iter());
        }
        self.survey.short_text(id, 160)?;
        let lines = survey::lines_in(self.survey, id);
        lines.iter().take(4).find_map(|line| self.in_line(line, |byline| byline.form != Form::From).or_else(|| self.lone(&line.text)))
    }

    /// Names in a line that is a byline, if it is one that `sure` takes.
    fn in_line(&self, line: &Line, sure: fn(&Byline) -> bool) -> Option<Vec<String>> {
        let texts = std::iter::once(&line.text).chain(line.pieces.iter().filter(|_| line.pieces.len() > 1));
        texts.into_iter().find_map(|text| {
            let byline = byline::parse(text).filter(sure)?;
            let names: Vec<String> = byline.names.iter().map(|name| cut_at_piece(name, &line.pieces)).collect();
            self.clean_all(names.iter().map(String::as_str))
        })
    }

    /// A name that is all of a text.
    fn lone(&self, text: &str) -> Option<Vec<String>> {
        let names = self.clean(text);
        let words: usize = names.iter().map(|name| name.split_whitespace().count()).sum();
        (words * 2 > text.split_whitespace().count()).then_some(names)
    }

    fn block(&self, id: NodeId) -> Option<NodeId> {
        self.survey.page.ancestors(id).find(|&up| is_block(self.survey.page.name(up)))
    }

    /// The first marked element that names anybody, and those beside it.
    fn marked(&self, mark: Mark) -> Option<Vec<String>> {
        let survey = self.survey;
        let elements: Vec<NodeId> = survey.marked(mark).filter(|&id| !survey.is_aside(id, self.title)).collect();
        let (first, mut names) = elements.iter().find_map(|&id| Some((id, self.in_element(id)?)))?;
        let rank = survey.rank(first);
        for &id in elements.iter().filter(|&&id| (rank + 1..rank + 12).contains(&survey.rank(id))) {
            for name in self.in_element(id).unwrap_or_default() {
                let beside = mark != Mark::Author || self.block(id) == self.block(first);
                if beside && !names.iter().any(|other| other.contains(&name)) && !survey.page.ancestors(id).any(|up| up == first) {
                    names.push(name);
                }
            }
        }
        Some(names)
    }

    /// Bylines near the title, then a name with its date right beside it.
    fn lines(&self) -> Option<Vec<String>> {
        let led = self.near_lines().find_map(|line| self.in_line(line, |byline| matches!(byline.form, Form::By | Form::Text | Form::Posted)));
        led.or_else(|| self.near_lines().take(6).find_map(|line| self.in_line(line, |byline| byline.dated)))
    }

    fn near_lines(&self) -> impl Iterator<Item = &Line> {
        self.near.iter().filter(|line| line.text.len() <= 250 && !self.survey.is_aside(line.block, self.title))
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
        let links = survey.marked(Mark::RelAuthor).chain(survey.marked(Mark::Author));
        let mut found: Option<Vec<String>> = None;
        for names in links.filter(|&id| !survey.is_among_others(id)).filter_map(|id| self.in_element(id)) {
            if found.as_ref().is_some_and(|found| *found != names) {
                return None;
            }
            found = Some(names);
        }
        found
    }

    /// What the head gives as a person, built like a name though one of its words is none.
    fn as_given(&self) -> Option<Vec<String>> {
        let given = self.linked.persons.iter().cloned().chain(self.given());
        let built = |name: &String| {
            let list: Vec<&str> = name.split_whitespace().collect();
            let word = |word: &&str| word.starts_with(char::is_uppercase) && word.chars().skip(1).all(|c| c.is_lowercase() || c == '-' || c == '’');
            (2..=3).contains(&list.len()) && list.iter().all(word) && !is_desk(name) && !self.site.is_site(name)
        };
        let unread = |name: &String| byline::parse(&format!("By {name}")).is_none();
        given.into_iter().find(|name| built(name) && unread(name)).map(|name| vec![name])
    }

    /// A link near the title to the page of a person.
    fn links(&self) -> Option<Vec<String>> {
        let survey = self.survey;
        let title = survey.rank(self.title?);
        let near = |&id: &NodeId| (title.saturating_sub(60)..title + 150).contains(&survey.rank(id)) && !survey.is_aside(id, self.title);
        let named = |id: NodeId| self.in_element(id).filter(|names| names.iter().all(|name| byline::is_name(name)));
        let links: Vec<NodeId> = survey.marked(Mark::AuthorLink).filter(near).collect();
        let first = links.iter().copied().find(|&id| named(id).is_some())?;
        let beside = links.iter().filter(|&&id| self.block(id) == self.block(first));
        let names: Vec<String> = beside.filter_map(|&id| named(id)).flatten().collect();
        self.clean_all(names.iter().map(String::as_str))
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
            (3..=30).contains(&name.len()) && !PLACEHOLDERS.contains(&name.as_str()) && name.bytes().all(|byte| byte.is_ascii_lowercase() || b"._-".contains(&byte))
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

/// A name cut where a text of its own ends in it: what follows is a job.
fn cut_at_piece(name: &str, pieces: &[String]) -> String {
    let start = |piece: &&String| name.len() > piece.len() && name.starts_with(piece.as_str()) && byline::is_name(piece);
    pieces.iter().find(start).map_or(name, String::as_str).to_owned()
}

/// Whether what looks like a name is the label of one.
fn is_label(name: &str) -> bool {
    matches!(words::compact(name).as_str(), "writtenby" | "postedby" | "author" | "authors" | "by" | "articleby" | "abouttheauthor" | "byline")
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
