//! Readings to put into ledgers, made with the constructors of the model from invented text.

use onrecord_ledger::{Actor, Added, Entry, EventFilter, FigureFilter, Filter, Ledger, Sighting};
use onrecord_model::record::{
    self, CandidateLine, DateLine, DocumentLine, EventDateLine, EventLine, FigureLine, Line,
    MentionLine, SpanLine, StatementLine,
};
use onrecord_model::{
    Act, Asserter, Capture, CodePoints, Counted, Cue, Document, DocumentParts, Event, EventParts,
    Evidence, Evidences, Factuality, Figure, FigureParts, Form, Id, InText, Medium, MentionedPlace,
    Notice, OffsetMap, Outcome, Outlet, Participant, Party, PloverType, Run, Sketch, Span,
    Statement, StatementParts, When,
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
    /// Who did what to whom, by the words.
    pub(crate) events: Vec<Deed>,
    /// Numbers, and what they count.
    pub(crate) figures: Vec<Count>,
    /// Words, and the id of the base that they mean; `?` for one that the base does not know.
    pub(crate) mentions: Vec<(String, String)>,
}

/// An event to be, by the words that stand for its parts; asserted in statement number `within`.
#[derive(Clone, Debug)]
pub(crate) struct Deed {
    pub(crate) actor: String,
    pub(crate) trigger: String,
    pub(crate) recipient: Option<String>,
    pub(crate) plover: PloverType,
    pub(crate) factuality: Factuality,
    /// Id of the base, name.
    pub(crate) known: Option<(String, String)>,
    /// Name, and id of the country.
    pub(crate) place: Option<(String, String)>,
    /// Day, and the words that tell.
    pub(crate) day: Option<(String, String)>,
    pub(crate) within: Option<usize>,
    /// Number of the event that it is about, which comes before it.
    pub(crate) about: Option<usize>,
    /// Number of the figure of those killed.
    pub(crate) killed: Option<usize>,
}

impl Deed {
    pub(crate) fn new(actor: &str, trigger: &str, plover: PloverType) -> Self {
        Self {
            actor: actor.to_owned(),
            trigger: trigger.to_owned(),
            recipient: None,
            plover,
            factuality: Factuality::Happened,
            known: None,
            place: None,
            day: None,
            within: None,
            about: None,
            killed: None,
        }
    }

    pub(crate) fn to(mut self, recipient: &str) -> Self {
        self.recipient = Some(recipient.to_owned());
        self
    }
}

/// A figure to be: its words, bounds, unit, and what it counts.
#[derive(Clone, Debug)]
pub(crate) struct Count {
    pub(crate) words: String,
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
    pub(crate) unit: Option<String>,
    /// Words, normal form.
    pub(crate) of: Option<(String, String)>,
}

fn place((name, country): &(String, String)) -> MentionedPlace {
    MentionedPlace {
        id: format!("geonames:{}", name.len()),
        name: name.clone(),
        country: Some(country.clone()),
        admin1: None,
        latitude: Some(0.1 + 0.2),
        longitude: Some(-0.1),
    }
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

    pub(crate) fn does(mut self, deed: Deed) -> Self {
        self.events.push(deed);
        self
    }

    pub(crate) fn counts(
        mut self,
        words: &str,
        low: Option<f64>,
        high: Option<f64>,
        unit: &str,
        of: Option<(&str, &str)>,
    ) -> Self {
        self.figures.push(Count {
            words: words.to_owned(),
            low,
            high,
            unit: Some(unit.to_owned()),
            of: of.map(|(words, normal)| (words.to_owned(), normal.to_owned())),
        });
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
        let mut said = Vec::new();
        for (source, content, act) in &self.statements {
            let statement = Statement::new(&document, parts(&document, source, content, *act));
            said.push(statement.id());
            lines.push(Line::Statement(Box::new(StatementLine::new(&statement, &points, run))));
        }
        let figures: Vec<Figure> =
            self.figures.iter().map(|count| figure(&document, count)).collect();
        let mut done: Vec<Id> = Vec::new();
        for deed in &self.events {
            let event = event(&document, deed, &said, &done, &figures);
            done.push(event.id());
            let mut line = EventLine::new(&event, &points, run);
            line.date = deed.day.as_ref().map(|(day, words)| dated(&document, &points, day, words));
            lines.push(Line::Event(Box::new(line)));
        }
        let line = |figure| Line::Figure(Box::new(FigureLine::new(figure, &points, run)));
        lines.extend(figures.iter().map(line));
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

fn event(document: &Document, deed: &Deed, said: &[Id], done: &[Id], figures: &[Figure]) -> Event {
    let cut = |words: &str| Evidence::cut(document, find(document, words));
    let actor = Participant {
        name: deed.known.as_ref().map(|(_, name)| name.clone()),
        actor: deed.known.as_ref().map(|(id, _)| id.clone()),
        codes: vec!["RUR".into(), "ELI".into()],
        evidence: cut(&deed.actor),
    };
    let recipient = |words: &String| Participant {
        name: None,
        actor: None,
        codes: Vec::new(),
        evidence: cut(words),
    };
    let killed = deed.killed.map(|number| figures[number].id());
    let parts = EventParts {
        plover: deed.plover,
        mode: Some("mode".into()),
        contexts: vec!["military".into(), "legal".into()],
        cameo: None,
        actors: vec![actor],
        recipients: deed.recipient.iter().map(recipient).collect(),
        place: deed.place.as_ref().map(place),
        date: None,
        counts: [killed, None, None, None, None],
        trigger: cut(&deed.trigger),
        factuality: deed.factuality,
        asserted_by: deed.within.map_or(Asserter::Author, |at| Asserter::Statement(said[at])),
        about: deed.about.map(|number| done[number]),
        confidence: 0.7,
        by: "test 1".into(),
    };
    Event::new(document, parts)
}

fn dated(document: &Document, points: &CodePoints<'_>, day: &str, words: &str) -> EventDateLine {
    let span = find(document, words);
    EventDateLine {
        date: DateLine {
            start: Some(day.to_owned()),
            end: Some(day.to_owned()),
            precision: "day".into(),
            part: None,
            clock: None,
            approx: false,
            basis: "text".into(),
        },
        span: SpanLine {
            start: points.from_byte(span.start()),
            end: points.from_byte(span.end()),
            quote: words.to_owned(),
        },
    }
}

fn figure(document: &Document, count: &Count) -> Figure {
    let cut = |words: &str| Evidence::cut(document, find(document, words));
    let of = |(words, normal): &(String, String)| Counted {
        evidence: cut(words),
        normal: normal.clone(),
    };
    let parts = FigureParts {
        evidence: cut(&count.words),
        low: count.low,
        high: count.high,
        approx: None,
        unit: count.unit.clone(),
        of: count.of.as_ref().map(of),
        place: Some(place(&("Strelsau".into(), "rur".into()))),
        when: None,
        asserted_by: Asserter::Author,
        change_from: None,
        confidence: 0.9,
        by: "test 1".into(),
    };
    Figure::new(document, parts)
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

pub(crate) fn events(ledger: &Ledger) -> Vec<Line> {
    ledger.events(&EventFilter::default()).unwrap()
}

pub(crate) fn figures(ledger: &Ledger) -> Vec<Line> {
    ledger.figures(&FigureFilter::default()).unwrap()
}

/// A page with a threat, the deed that it is about, and the number of those killed before.
pub(crate) fn raid() -> Page {
    let text = "Ülkü Aslan threatened to raid Hentzau after at least 12 guards were killed on Monday, \
                the mayor said.";
    let deed = Deed {
        factuality: Factuality::Threatened,
        known: Some(("rur.aslan".into(), "Ülkü Aslan".into())),
        place: Some(("Hentzau".into(), "rur".into())),
        within: Some(0),
        ..Deed::new("Ülkü Aslan", "raid", PloverType::Assault).to("Hentzau")
    };
    let threat = Deed {
        about: Some(0),
        ..Deed::new("Ülkü Aslan", "threatened", PloverType::Threaten).to("the mayor")
    };
    let killing = Deed {
        killed: Some(0),
        day: Some(("2019-07-01".into(), "Monday".into())),
        ..Deed::new("Hentzau", "killed", PloverType::Assault)
    };
    Page::new(text)
        .outlet("The Strelsau Echo", "echo.example")
        .published(2019, Some(7), Some(2))
        .says("the mayor", "Ülkü Aslan threatened to raid Hentzau", Act::Assert)
        .does(deed)
        .does(threat)
        .does(killing)
        .counts("at least 12", Some(12.0), None, "person", Some(("guards", "palace guard")))
        .counts("12 guards", None, Some(47.1 + 0.2), "km", None)
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
    let kinds = ["document", "statement", "event", "figure"];
    let place = |line: &Line| kinds.iter().position(|kind| *kind == line.kind());
    lines.sort_by_key(|line| (place(line), line.id().to_string()));
    lines
}

/// That everything in the ledger is as it should be.
pub(crate) fn assert_whole(ledger: &Ledger) {
    assert_eq!(ledger.verify().unwrap().faults, []);
}
