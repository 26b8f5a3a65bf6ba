//! Readings to put into ledgers, made with the constructors of the model from invented text.

use onrecord_ledger::{Actor, Added, Entry, Filter, Ledger, Sighting};
use onrecord_model::record::{
    self, CandidateLine, DocumentLine, Line, MentionLine, SpanLine, StatementLine,
};
use onrecord_model::{
    Act, Capture, CodePoints, Cue, Document, DocumentParts, Evidence, Evidences, Factuality, Form,
    Id, InText, Medium, Notice, OffsetMap, Outcome, Outlet, Party, Run, Sketch, Span, Statement,
    StatementParts, When,
};

pub(crate) const STRELSAU: &str = "Bridge closed\n\nThe “old” bridge in Strelsau will be closed, the mayor said on Monday. \
                            Café owners said they would lose money until the end of the year.";

/// Everything that an [`Entry`] borrows.
#[derive(Clone)]
pub(crate) struct Reading {
    pub(crate) capture: Option<Capture>,
    pub(crate) sighting: Sighting,
    pub(crate) outcome: Outcome,
    pub(crate) notices: Vec<Notice>,
    pub(crate) lines: Vec<Line>,
    pub(crate) mentions: Vec<MentionLine>,
    pub(crate) actors: Vec<Actor>,
    pub(crate) sketches: Vec<(Id, Sketch)>,
}

impl Reading {
    pub(crate) fn entry(&self) -> Entry<'_> {
        Entry {
            capture: self.capture.as_ref(),
            sighting: &self.sighting,
            outcome: &self.outcome,
            notices: &self.notices,
            lines: &self.lines,
            mentions: &self.mentions,
            actors: &self.actors,
            sketches: &self.sketches,
        }
    }
}

/// A document to be.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    pub(crate) parts: DocumentParts,
    /// Source, what is said (with `|` between pieces), act.
    pub(crate) statements: Vec<(String, String, Act)>,
    /// Words, and the id of the base that they mean; `?` for one that the base does not know.
    pub(crate) mentions: Vec<(String, String)>,
}

impl Page {
    /// A page whose text is its capture.
    pub(crate) fn new(text: &str) -> Self {
        let map = OffsetMap::identity(u32::try_from(text.len()).unwrap(), 0);
        Self {
            parts: DocumentParts { text: text.to_owned(), map, ..Default::default() },
            ..Self::default()
        }
    }

    pub(crate) fn says(mut self, source: &str, content: &str, act: Act) -> Self {
        self.statements.push((source.to_owned(), content.to_owned(), act));
        self
    }

    pub(crate) fn outlet(mut self, name: &str, domain: &str) -> Self {
        self.parts.outlet =
            Some(Outlet { name: Some(name.to_owned()), domain: Some(domain.to_owned()) });
        self
    }

    pub(crate) fn published(mut self, year: i16, month: Option<i8>, day: Option<i8>) -> Self {
        self.parts.published = When::date(year, month, day, "test");
        self
    }

    /// A mention of an actor of the base, of an unknown one (`?`), or of who knows whom (`a|b`).
    pub(crate) fn names(mut self, quote: &str, actor: &str) -> Self {
        self.mentions.push((quote.to_owned(), actor.to_owned()));
        self
    }

    fn mentions(
        &self,
        capture: &Capture,
        run: &Run,
        mentions: &mut Vec<MentionLine>,
        actors: &mut Vec<Actor>,
    ) {
        let document = Document::new(capture.id(), self.parts.clone());
        let points = CodePoints::new(document.text());
        for (quote, id) in &self.mentions {
            let span = find(&document, quote);
            let open = id.split_once('|');
            let actor = match id.as_str() {
                "?" => Actor::own(document.id(), quote, "person", &quote.to_lowercase()),
                id => Actor::of_base(id, &format!("Full {id}"), "country"),
            };
            let candidate =
                |id: &str| CandidateLine { actor: id.into(), score: 0.5, why: "named".into() };
            mentions.push(MentionLine {
                schema: onrecord_model::SCHEMA,
                run: run.id(),
                document: document.id(),
                span: SpanLine {
                    start: points.from_byte(span.start()),
                    end: points.from_byte(span.end()),
                    quote: quote.clone(),
                },
                label: "person".into(),
                name: open.is_none().then(|| actor.name.clone()),
                actor: open.is_none().then(|| actor.id.clone()),
                codes: if id == "?" { Vec::new() } else { vec!["RUR".into(), "ELI".into()] },
                place: None,
                date: None,
                candidates: open.map_or_else(Vec::new, |(a, b)| vec![candidate(a), candidate(b)]),
            });
            if open.is_none() && !actors.contains(&actor) {
                actors.push(actor);
            }
        }
    }

    /// The lines of this page as `run` reads it, and its sketch.
    pub(crate) fn lines(&self, capture: &Capture, run: &Run) -> (Vec<Line>, Vec<(Id, Sketch)>) {
        let document = Document::new(capture.id(), self.parts.clone());
        let points = CodePoints::new(document.text());
        let mut lines = vec![Line::Document(Box::new(DocumentLine::new(
            &document,
            &record::Sighting::default(),
            run,
        )))];
        for (source, content, act) in &self.statements {
            let statement = Statement::new(&document, parts(&document, source, content, *act));
            lines.push(Line::Statement(Box::new(StatementLine::new(&statement, &points, run))));
        }
        let sketches = Sketch::of(document.text()).map(|sketch| (document.id(), sketch));
        (lines, sketches.into_iter().collect())
    }

    /// The reading of a capture that is this page alone.
    pub(crate) fn read(&self, path: &str, run: &Run) -> Reading {
        let capture = Capture::new(self.parts.text.clone().into_bytes()).unwrap();
        read(&capture, std::slice::from_ref(self), path, run)
    }
}

/// The reading of a capture that holds these pages.
pub(crate) fn read(capture: &Capture, pages: &[Page], path: &str, run: &Run) -> Reading {
    let (mut lines, mut sketches) = (Vec::new(), Vec::new());
    let (mut mentions, mut actors) = (Vec::new(), Vec::new());
    for page in pages {
        page.mentions(capture, run, &mut mentions, &mut actors);
        let (more, sketch) = page.lines(capture, run);
        lines.extend(more);
        sketches.extend(sketch);
    }
    Reading {
        capture: Some(capture.clone()),
        sighting: Sighting {
            path: path.to_owned(),
            at: Some("2019-07-01T10:00:00Z".into()),
            ..Default::default()
        },
        outcome: Outcome::Read,
        notices: Vec::new(),
        lines,
        mentions,
        actors,
        sketches,
    }
}

pub(crate) fn find(document: &Document, quote: &str) -> Span<InText> {
    let at = document.text().find(quote).unwrap_or_else(|| panic!("`{quote}` is not in the text"));
    Span::from_range(at..at + quote.len())
}

fn parts(document: &Document, source: &str, content: &str, act: Act) -> StatementParts {
    let evidence = Evidence::cut(document, find(document, source));
    let pieces: Vec<Span<InText>> = content.split('|').map(|piece| find(document, piece)).collect();
    let named = source.chars().next().is_some_and(char::is_uppercase);
    let said =
        document.text().contains("said").then(|| Evidence::cut(document, find(document, "said")));
    StatementParts {
        source: Some(Party {
            name: named.then(|| source.to_owned()),
            actor: None,
            evidence,
            description: (!named).then(|| source.to_owned()),
            kind: None,
        }),
        cue: said.map(|evidence| Cue { lemma: "say".into(), evidence }),
        content: Evidences::cut(document, &pieces).unwrap(),
        form: Form::Indirect,
        medium: Medium::Speech,
        act,
        factuality: Factuality::Happened,
        addressee: None,
        condition: None,
        deadline: None,
        via: Vec::new(),
        said: None,
        parent: None,
        confidence: 0.8,
        by: "test 1".into(),
    }
}

pub(crate) fn run(version: &str) -> Run {
    Run::new(version, "0123", None)
}

/// A page with two statements.
pub(crate) fn strelsau() -> Page {
    Page::new(STRELSAU)
        .outlet("The Strelsau Echo", "echo.example")
        .published(2019, Some(7), Some(1))
        .says("the mayor", "The “old” bridge in Strelsau will be closed", Act::Announce)
        .says("Café owners", "they would lose money", Act::Predict)
}

pub(crate) fn add(ledger: &mut Ledger, run: &Run, readings: &[Reading]) -> Added {
    let entries: Vec<Entry<'_>> = readings.iter().map(Reading::entry).collect();
    ledger.add(run, &entries).unwrap()
}

pub(crate) fn documents(ledger: &Ledger) -> Vec<Line> {
    ledger.documents(&Filter::default()).unwrap()
}

pub(crate) fn statements(ledger: &Ledger) -> Vec<Line> {
    ledger.statements(&Filter::default()).unwrap()
}

pub(crate) fn export(ledger: &Ledger) -> Vec<Line> {
    let mut lines = Vec::new();
    ledger
        .export(&mut |line| {
            lines.push(line.clone());
            Ok(())
        })
        .unwrap();
    lines
}

/// Lines as an export gives them.
pub(crate) fn sorted(readings: &[Reading]) -> Vec<Line> {
    let mut lines: Vec<Line> = readings.iter().flat_map(|reading| reading.lines.clone()).collect();
    lines.sort_by_key(|line| (matches!(line, Line::Statement(_)), line.id().to_string()));
    lines
}

/// That everything in the ledger is as it should be.
pub(crate) fn assert_whole(ledger: &Ledger) {
    assert_eq!(ledger.verify().unwrap().faults, []);
}
