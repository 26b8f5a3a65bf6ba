//! The authors: from the head, from marked elements, from lines near the title.

use super::super::page::{NodeId, is_block};
use super::json_ld::{self, Linked};
use super::lines::{self, Line};
use super::outlet::Names;
use super::survey::{Mark, Survey};
use super::words;
use crate::byline::{self, Byline, Form};
use crate::date::{self, Order};

/// Names of meta elements that hold authors, surest first.
const META: [&str; 14] = [
    "author",
    "article:author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dc.creator.personalname",
    "dcterms.creator",
    "citation_author",
    "byl",
    "article:author_name",
    "og:article:author",
    "cxenseparse:author",
    "article.author",
    "authors",
];

/// Nodes from the title within which a byline is the article's whoever it names.
const BESIDE: usize = 80;
/// Elements of one kind that are read.
pub(super) const MOST: usize = 20;

/// The authors found.
#[derive(Debug, Default)]
pub(super) struct Authors {
    /// Their names.
    pub(super) names: Vec<String>,
    /// The blocks that name them and nothing else.
    pub(super) nodes: Vec<NodeId>,
}

/// Finds the authors.
pub(super) fn find(
    survey: &Survey<'_>,
    linked: &Linked,
    near: &[Line],
    title: Option<NodeId>,
    site: &Names,
) -> Authors {
    let search = Search { survey, linked, near, title, site, namesake: false };
    let sure: [Step; 5] = [
        |search| search.linked(),
        |search| search.meta(),
        |search| search.marked(Mark::RelAuthor),
        |search| search.marked(Mark::ItemAuthor),
        |search| search.lines(),
    ];
    let likely: [Step; 3] = [
        |search| search.marked(Mark::Author),
        |search| search.links(),
        |search| search.reporting(),
    ];
    let last: [Step; 4] = [
        |search| search.sole_link(),
        |search| search.as_given(),
        |search| search.desk(),
        |search| search.account(),
    ];
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

/// Where authors are looked for.
#[derive(Clone, Copy)]
pub(super) struct Search<'a> {
    /// The page.
    pub(super) survey: &'a Survey<'a>,
    /// Its JSON-LD.
    pub(super) linked: &'a Linked,
    /// Lines near the title.
    pub(super) near: &'a [Line],
    /// The title.
    pub(super) title: Option<NodeId>,
    /// The site.
    pub(super) site: &'a Names,
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
        let namesake =
            |name: &str| self.namesake && byline::is_name(name) && (2..=3).contains(&count(name));
        names.retain(|name| (!self.site.is_named(name) || namesake(name)) && !is_label(name));
        names
    }

    pub(super) fn clean_all<'t>(
        &self,
        texts: impl Iterator<Item = &'t str>,
    ) -> Option<Vec<String>> {
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
    pub(super) fn given(&self) -> Vec<String> {
        let mut values: Vec<String> = Vec::new();
        for name in META {
            values.extend(self.survey.metas(name).take(30).map(json_ld::decoded));
        }
        if self
            .survey
            .metas("twitter:label1")
            .next()
            .is_some_and(|label| label.eq_ignore_ascii_case("written by"))
        {
            values.extend(self.survey.metas("twitter:data1").take(1).map(json_ld::decoded));
        }
        values
    }

    fn linked(&self) -> Option<Vec<String>> {
        self.clean_all(self.linked.persons.iter().map(String::as_str))
    }

    fn meta(&self) -> Option<Vec<String>> {
        for name in META {
            let values: Vec<String> =
                self.survey.metas(name).take(30).map(json_ld::decoded).collect();
            if let Some(names) = self.clean_all(values.iter().map(String::as_str)) {
                return Some(names);
            }
        }
        self.clean_all(self.given().iter().map(String::as_str))
    }

    /// Names in a marked element: as in a byline, or a name alone.
    pub(super) fn in_element(&self, id: NodeId) -> Option<Vec<String>> {
        if let Some(content) = self.survey.page.attribute(id, "content") {
            return self.clean_all([json_ld::decoded(content).as_str()].into_iter());
        }
        self.survey.short_text(id, 160)?;
        let lines = lines::lines_in(self.survey, id);
        lines.iter().take(4).find_map(|line| {
            self.in_line(line, |byline| byline.form != Form::From).or_else(|| self.lone(&line.text))
        })
    }

    /// Names in a line that is a byline, if it is one that `sure` takes.
    fn in_line(&self, line: &Line, sure: fn(&Byline) -> bool) -> Option<Vec<String>> {
        let pieces = line.pieces.iter().filter(|_| line.pieces.len() > 1).map(String::as_str);
        let texts =
            std::iter::once(line.text.as_str()).chain(lines::fields(&line.text)).chain(pieces);
        texts.into_iter().find_map(|text| {
            let byline = byline::parse(text)
                .filter(|byline| !byline.names.is_empty())
                .or_else(|| parse_undated(text));
            let byline = byline.filter(sure)?;
            let names: Vec<String> =
                byline.names.iter().map(|name| cut_at_piece(name, &line.pieces)).collect();
            self.clean_all(names.iter().map(String::as_str))
        })
    }

    /// A name that is all of a text.
    fn lone(&self, text: &str) -> Option<Vec<String>> {
        let names = self.clean(text);
        let words: usize = names.iter().map(|name| name.split_whitespace().count()).sum();
        (words * 2 > text.split_whitespace().count()).then_some(names)
    }

    pub(super) fn block(&self, id: NodeId) -> Option<NodeId> {
        self.survey.page.ancestors(id).find(|&up| is_block(self.survey.page.name(up)))
    }

    /// The first marked element that names anybody, and those beside it.
    fn marked(&self, mark: Mark) -> Option<Vec<String>> {
        let survey = self.survey;
        let elements: Vec<NodeId> =
            survey.marked(mark).filter(|&id| !survey.is_aside(id)).take(MOST).collect();
        let (first, mut names) =
            elements.iter().find_map(|&id| Some((id, self.in_element(id)?)))?;
        let rank = survey.rank(first);
        for &id in elements.iter().filter(|&&id| (rank + 1..rank + 12).contains(&survey.rank(id))) {
            for name in self.in_element(id).unwrap_or_default() {
                let beside = mark != Mark::Author || self.block(id) == self.block(first);
                if beside
                    && !names.iter().any(|other| other.contains(&name))
                    && !survey.page.ancestors(id).any(|up| up == first)
                {
                    names.push(name);
                }
            }
        }
        Some(names)
    }

    /// Bylines near the title, then a name with its date right beside it.
    fn lines(&self) -> Option<Vec<String>> {
        let led = self.near_lines().find_map(|line| {
            self.in_line(line, |byline| matches!(byline.form, Form::By | Form::Text | Form::Posted))
        });
        led.or_else(|| {
            self.near_lines().take(6).find_map(|line| self.in_line(line, |byline| byline.dated))
        })
    }

    pub(super) fn near_lines(&self) -> impl Iterator<Item = &Line> {
        self.near.iter().filter(|line| line.text.len() <= 250 && !line.aside)
    }

    /// Short blocks that consist of the names, and bylines right by the title.
    fn nodes(&self, names: &[String]) -> Vec<NodeId> {
        let mut nodes = Vec::new();
        let whole =
            |line: &&Line| line.whole && line.text.len() <= 200 && Some(line.block) != self.title;
        for line in self.near.iter().filter(whole) {
            let Some(form) = byline::parse(&line.text).map(|byline| byline.form) else { continue };
            let named = names.iter().any(|name| line.text.contains(name.as_str()));
            let led =
                matches!(form, Form::By | Form::Text | Form::Posted) && line.distance <= BESIDE;
            if (named && plain_words(&line.text) <= 3 || led) && !nodes.contains(&line.block) {
                nodes.push(line.block);
            }
        }
        nodes
    }
}

/// A byline that its date hides: “Submitted by Jane Doe on Thu, 02/21/2013”.
fn parse_undated(text: &str) -> Option<Byline> {
    let found = date::find(text, Order::Unknown, "")?;
    let mut head = text.get(..found.range.start)?;
    // Weekdays and labels between the names and the date.
    for _ in 0..4 {
        head = head.trim_end_matches(|c: char| !c.is_alphanumeric());
        let last = head.rsplit(' ').next()?;
        let joint = matches!(
            last,
            "on" | "at"
                | "On"
                | "Published"
                | "published"
                | "Posted"
                | "posted"
                | "Updated"
                | "updated"
                | "Last"
        );
        let weekday = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
            .iter()
            .any(|day| last.starts_with(day))
            && head.ends_with(&format!(" on {last}"));
        if !joint && !weekday {
            break;
        }
        head = head.get(..head.len() - last.len())?;
    }
    byline::parse(head).filter(|byline| byline.form > Form::Bare && !byline.names.is_empty())
}

/// A name cut where a text of its own ends in it: what follows is a job.
fn cut_at_piece(name: &str, pieces: &[String]) -> String {
    let start = |piece: &&String| {
        name.len() > piece.len() && name.starts_with(piece.as_str()) && byline::is_name(piece)
    };
    pieces.iter().find(start).map_or(name, String::as_str).to_owned()
}

/// Whether what looks like a name is the label of one.
fn is_label(name: &str) -> bool {
    matches!(
        words::compact(name).as_str(),
        "writtenby"
            | "postedby"
            | "author"
            | "authors"
            | "by"
            | "articleby"
            | "abouttheauthor"
            | "byline"
    )
}

/// Whether a line begins like a byline.
pub(super) fn is_by_line(line: &str) -> bool {
    byline::parse(line).is_some_and(|byline| byline.form == Form::By && !byline.names.is_empty())
}

/// Words in lower case: a sentence has many, a byline few.
fn plain_words(text: &str) -> usize {
    let plain = |word: &&str| {
        word.starts_with(char::is_lowercase)
            && !matches!(*word, "by" | "and" | "for" | "in" | "of" | "on" | "at")
    };
    text.split_whitespace().filter(plain).count()
}
