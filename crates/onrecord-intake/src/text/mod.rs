//! Articles, comments and furniture of a capture without markup.
//!
//! In goes the decoded text of a page as it is when everything on it is selected and copied; out
//! come documents made of its pieces. Always true: nothing is inserted, every visible line of the
//! capture is in exactly one document, and the documents stand in the order of the capture.
//! Which lines are furniture is told by `tables/furniture.toml`.

mod about;
mod body;
mod comment;
mod furniture;
mod head;
mod mark;
mod shape;
mod spelled;
mod unit;

use std::ops::Range;

use onrecord_model::{DocumentParts, Notice, Origin, Outlet, Role, TextBuilder, When};

pub(crate) use furniture::is_furniture;
use head::{Head, Page};
use unit::Unit;

/// Words up to which text before the first byline of a page is taken for its banner.
const BANNER: usize = 45;

/// Lines beyond this are not read: no capture of news has so many, and each takes memory.
const MAX_LINES: usize = 250_000;

/// The text up to the limit of lines, with a notice where more follow.
pub(crate) fn within_limit<'t>(text: &'t str, notices: &mut Vec<Notice>) -> &'t str {
    let mut ends = memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()).skip(MAX_LINES - 1);
    match ends.next() {
        Some(end) if !text[end..].trim().is_empty() => {
            let message = format!("more than {MAX_LINES} lines: what follows these is not read");
            notices.push(Notice::new("line-limit", message));
            &text[..end]
        }
        _ => text,
    }
}

/// A document of a plain text.
#[derive(Clone, Debug)]
pub(crate) struct TextDocument {
    /// What it is to its page.
    pub(crate) role: Role,
    /// The title's bytes.
    pub(crate) title: Option<Range<usize>>,
    /// Authors, without “By”.
    pub(crate) bylines: Vec<String>,
    /// When it was published.
    pub(crate) published: Option<When>,
    /// Where it first appeared.
    pub(crate) origin: Option<Origin>,
    /// A paper that the byline names.
    pub(crate) outlet: Option<String>,
    /// The bytes that make up its text, in order: the title first, each paragraph with the line
    /// breaks that follow it, the last one without.
    pub(crate) pieces: Vec<Range<usize>>,
}

impl TextDocument {
    fn new(role: Role, pieces: Vec<Range<usize>>) -> Self {
        Self {
            role,
            title: None,
            bylines: Vec::new(),
            published: None,
            origin: None,
            outlet: None,
            pieces,
        }
    }
}

/// Finds the documents of a text, in its order.
pub(crate) fn documents(text: &str) -> Vec<TextDocument> {
    let units = unit::split(text);
    if units.is_empty() {
        return Vec::new();
    }
    let marks = mark::all(text, &units);
    let page = Page { text, units: &units, marks: &marks };
    let heads = head::find(page);
    let regions = comment::regions(page, &heads);
    let mut layout = Layout { page, owner: vec![None; units.len()], documents: Vec::new() };
    for region in &regions {
        layout.comments(region);
    }
    let bounds: Vec<Range<usize>> = regions.iter().map(|region| region.units.clone()).collect();
    layout.articles(&heads, &bounds);
    layout.rest();
    let mut documents: Vec<TextDocument> =
        layout.documents.into_iter().map(|(_, document)| document).collect();
    documents.sort_by_key(|document| document.pieces.first().map_or(0, |piece| piece.start));
    documents
}

/// Makes text and map of a document; the map leads to bytes of `decoded`.
pub(crate) fn build(decoded: &str, document: &TextDocument) -> DocumentParts {
    let mut builder = TextBuilder::default();
    let mut body_start = 0;
    for (index, piece) in document.pieces.iter().enumerate() {
        let at = u32::try_from(piece.start).expect("texts are at most u32::MAX bytes long");
        let first = index == 0;
        if let Some(title) =
            document.title.as_ref().filter(|title| first && title.start == piece.start)
        {
            // The title's line ends before the body's first visible character.
            let end = title.end + blanks(&decoded[title.end..piece.end]);
            builder.keep(&decoded[piece.start..end], at);
            body_start = builder.len();
            builder.keep(&decoded[end..piece.end], at + body_start);
        } else {
            builder.keep(&decoded[piece.clone()], at);
        }
    }
    let (text, map) = builder.finish();
    let title = document
        .title
        .clone()
        .map(|title| decoded[title].split_whitespace().collect::<Vec<_>>().join(" "));
    DocumentParts {
        title,
        bylines: document.bylines.clone(),
        outlet: document.outlet.clone().map(|name| Outlet { name: Some(name), domain: None }),
        published: document.published.clone(),
        origin: document.origin.clone(),
        role: Some(document.role),
        text,
        body_start,
        map,
        ..DocumentParts::default()
    }
}

/// Bytes of white space that a text begins with.
fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Units on their way into documents.
struct Layout<'p> {
    page: Page<'p>,
    /// The stretch that holds each unit that is in no document yet is found by its neighbours;
    /// here is whether a unit is taken.
    owner: Vec<Option<usize>>,
    documents: Vec<(usize, TextDocument)>,
}

impl Layout<'_> {
    fn push(&mut self, units: &[usize], mut document: TextDocument) {
        let number = self.documents.len();
        for &unit in units {
            self.owner[unit] = Some(number);
        }
        document.pieces = pieces(self.page.units, units);
        self.documents.push((number, document));
    }

    fn comments(&mut self, region: &comment::Region) {
        for comment in &region.comments {
            let mut document = TextDocument::new(Role::Comment, Vec::new());
            document.bylines.extend(comment.name.clone());
            self.push(&comment.units, document);
        }
        let free: Vec<usize> =
            region.units.clone().filter(|&unit| self.owner[unit].is_none()).collect();
        self.furniture(&free);
    }

    fn furniture(&mut self, units: &[usize]) {
        if !units.is_empty() {
            self.push(units, TextDocument::new(Role::Boilerplate, Vec::new()));
        }
    }

    fn articles(&mut self, heads: &[Head], regions: &[Range<usize>]) {
        let rule_ends = body::rules_part(self.page, heads);
        let outside = |head: &&Head| !regions.iter().any(|region| region.contains(&head.start()));
        let heads: Vec<&Head> = heads.iter().filter(outside).collect();
        let mut found = Vec::new();
        for (index, head) in heads.iter().enumerate() {
            let next = heads.get(index + 1).map_or(self.page.units.len(), |next| next.start());
            let end = regions
                .iter()
                .map(|region| region.start)
                .find(|&start| start >= head.start())
                .map_or(next, |start| start.min(next));
            found.push((*head, body::read(self.page, head, end, rule_ends), end));
        }
        if found.is_empty() {
            return;
        }
        let first = self.first_article(&found);
        let masthead = self.masthead(found[first].0.start());
        for (head, body, end) in &found[first..] {
            self.article(head, body, *end, masthead.as_ref());
        }
    }

    /// Skips a few words of greeting above the first article with a byline.
    fn first_article(&self, found: &[(&Head, body::Body, usize)]) -> usize {
        let words = |body: &body::Body| {
            body.kept.iter().map(|&unit| self.page.marks[unit].words).sum::<usize>()
        };
        let [(head, body, _), (_, next, _), ..] = found else { return 0 };
        let own = words(body);
        usize::from(own < BANNER && own * 3 < words(next) && head.named < 2.0)
    }

    /// The date above the first article, for those that have none of their own.
    fn masthead(&self, end: usize) -> Option<When> {
        (0..end).rev().find_map(|index| about::masthead(self.page, index))
    }

    fn article(&mut self, head: &Head, body: &body::Body, end: usize, masthead: Option<&When>) {
        let about = about::read(self.page, head, body, end, masthead);
        let units: Vec<usize> = head.title.into_iter().chain(body.kept.iter().copied()).collect();
        let Some(&last) = units.last() else { return };
        let title = head.title.map(|title| title_range(self.page.text, &self.page.units[title]));
        let document = TextDocument {
            role: Role::Article,
            title: title.clone(),
            bylines: about.bylines,
            published: about.published,
            origin: about.origin,
            outlet: about.outlet,
            pieces: Vec::new(),
        };
        self.push(&units, document);
        if let Some((title, piece)) = title
            .zip(self.documents.last_mut().and_then(|(_, document)| document.pieces.first_mut()))
        {
            piece.start = title.start;
        }
        let inside: Vec<usize> =
            (units[0]..last).filter(|&unit| self.owner[unit].is_none()).collect();
        self.furniture(&inside);
    }

    /// What is in no document yet, a stretch each.
    fn rest(&mut self) {
        let mut stretch = Vec::new();
        for unit in 0..self.owner.len() {
            if self.owner[unit].is_none() {
                stretch.push(unit);
            } else {
                self.furniture(&std::mem::take(&mut stretch));
            }
        }
        self.furniture(&stretch);
    }
}

/// The bytes of units, neighbours joined; line breaks go with the unit before them.
fn pieces(units: &[Unit], chosen: &[usize]) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut before: Option<usize> = None;
    for &index in chosen {
        let unit = &units[index];
        match pieces.last_mut() {
            Some(piece) if before == index.checked_sub(1) => piece.end = unit.next,
            _ => pieces.push(unit.range.start..unit.next),
        }
        before = Some(index);
    }
    if let Some((last, piece)) = chosen.last().zip(pieces.last_mut()) {
        piece.end = units[*last].range.end;
    }
    pieces
}

/// The title without the number of a digest's item.
fn title_range(text: &str, unit: &Unit) -> Range<usize> {
    let line = &text[unit.range.clone()];
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = line.len() - rest.len();
    let title = rest.strip_prefix(['.', ')']).filter(|_| (1..=2).contains(&number));
    let title = title.filter(|title| title.starts_with(' ')).map_or(line, str::trim_start);
    unit.range.end - title.len()..unit.range.end
}
