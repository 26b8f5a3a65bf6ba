//! Listings, filters, search and ids.

use onrecord_ledger::{
    ActorFilter, Error, EventFilter, FigureFilter, Filter, Judgement, Ledger, Verdict,
};
use onrecord_model::record::{ConditionLine, DeadlineLine, Line, PartyLine, ViaLine};
use onrecord_model::{Act, Id, IdKind, Role};

use crate::common::{Page, Reading, STRELSAU, add, raid, run, strelsau};

fn filled() -> Ledger {
    let mut ledger = Ledger::in_memory().unwrap();
    let run = run("1");
    let mut comment = Page::new("ΟΔΥΣΣΕΑΣ wrote: the ferry never came").says(
        "ΟΔΥΣΣΕΑΣ",
        "the ferry never came",
        Act::Deny,
    );
    comment.parts.role = Some(Role::Comment);
    let pages = [
        strelsau(),
        Page::new("Mr Élan said ferries will run. 100% sure_ly")
            .outlet("Zendan\u{130} Post", "post.example")
            .published(2019, Some(6), None)
            .says("Élan", "ferries will run", Act::Promise),
        Page::new("Some year a trust said nothing")
            .outlet("Hentzau Echo", "hentzau.example")
            .published(2018, None, None),
        comment,
    ];
    let readings: Vec<Reading> =
        pages.iter().enumerate().map(|(n, page)| page.read(&n.to_string(), &run)).collect();
    add(&mut ledger, &run, &readings);
    ledger
}

/// The first word of each text or content.
fn words(lines: &[Line]) -> Vec<String> {
    let text = |line: &Line| match line {
        Line::Document(line) => line.text.clone(),
        Line::Statement(line) => line.content[0].quote.clone(),
        Line::Event(line) => line.trigger.quote.clone(),
        Line::Figure(line) => line.span.quote.clone(),
    };
    lines.iter().map(|line| text(line).split_whitespace().next().unwrap().to_owned()).collect()
}

#[track_caller]
fn check(filter: &Filter, documents: &[&str], statements: &[&str]) {
    let ledger = filled();
    assert_eq!(words(&ledger.documents(filter).unwrap()), documents, "documents");
    assert_eq!(words(&ledger.statements(filter).unwrap()), statements, "statements");
}

#[expect(clippy::unnecessary_wraps, reason = "filters hold options")]
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn all_by_date_and_place() {
    check(
        &Filter::default(),
        &["Some", "Mr", "Bridge", "ΟΔΥΣΣΕΑΣ"],
        &["ferries", "The", "they", "the"],
    );
    check(&Filter { limit: Some(2), ..Filter::default() }, &["Some", "Mr"], &["ferries", "The"]);
    check(&Filter { limit: Some(0), ..Filter::default() }, &[], &[]);
}

#[test]
fn by_source_in_any_case() {
    check(&Filter { source: some("MAYOR"), ..Filter::default() }, &["Bridge"], &["The"]);
    check(&Filter { source: some("éLAN"), ..Filter::default() }, &["Mr"], &["ferries"]);
    check(&Filter { source: some("οδυσσεασ"), ..Filter::default() }, &["ΟΔΥΣΣΕΑΣ"], &["the"]);
    check(&Filter { source: some("%"), ..Filter::default() }, &[], &[]);
}

#[test]
fn by_outlet_in_any_case() {
    check(
        &Filter { outlet: some("ECHO"), ..Filter::default() },
        &["Some", "Bridge"],
        &["The", "they"],
    );
    check(&Filter { outlet: some("post.Example"), ..Filter::default() }, &["Mr"], &["ferries"]);
    check(&Filter { outlet: some("_"), ..Filter::default() }, &[], &[]);
}

#[test]
fn by_date_with_what_may_be_meant() {
    check(
        &Filter { from: some("2019-06-30"), ..Filter::default() },
        &["Mr", "Bridge"],
        &["ferries", "The", "they"],
    );
    check(&Filter { from: some("2019-07"), ..Filter::default() }, &["Bridge"], &["The", "they"]);
    check(&Filter { to: some("2019-06-01"), ..Filter::default() }, &["Some", "Mr"], &["ferries"]);
    check(&Filter { from: some("2018"), to: some("2018"), ..Filter::default() }, &["Some"], &[]);
    check(
        &Filter { from: some("2019-07-01"), to: some("2019-07-01"), ..Filter::default() },
        &["Bridge"],
        &["The", "they"],
    );
    check(&Filter { from: some("2019-07-02"), ..Filter::default() }, &[], &[]);
    for value in ["", "19", "2019-13", "2019-1", "2019-01-32", "2019-01-01T00:00", "x", "２０１９"]
    {
        let filter = Filter { from: some(value), ..Filter::default() };
        assert!(matches!(filled().documents(&filter), Err(Error::BadDate { .. })), "{value:?}");
    }
}

#[test]
fn by_words_act_and_role() {
    check(&Filter { text: some("cafe OWNERS"), ..Filter::default() }, &["Bridge"], &[]);
    check(&Filter { text: some("money"), ..Filter::default() }, &["Bridge"], &["they"]);
    check(&Filter { text: some("\"be closed\""), ..Filter::default() }, &["Bridge"], &["The"]);
    check(&Filter { text: some("\"closed be\""), ..Filter::default() }, &[], &[]);
    check(&Filter { act: some("predict"), ..Filter::default() }, &["Bridge"], &["they"]);
    check(&Filter { role: some("comment"), ..Filter::default() }, &["ΟΔΥΣΣΕΑΣ"], &["the"]);
    let both = Filter { source: some("mayor"), act: some("predict"), ..Filter::default() };
    check(&both, &[], &[]);
    let all = Filter {
        source: some("mayor"),
        outlet: some("echo"),
        from: some("2019"),
        to: some("2020"),
        text: some("bridge"),
        act: some("announce"),
        role: some("article"),
        limit: Some(9),
        ..Filter::default()
    };
    check(&all, &["Bridge"], &["The"]);
    assert!(matches!(
        filled().statements(&Filter { text: some("?"), ..Filter::default() }),
        Err(Error::NoWords { .. })
    ));
}

/// Two statements, the first with all that a statement can have.
fn told() -> Ledger {
    let (run, mut ledger) = (run("1"), Ledger::in_memory().unwrap());
    let mut reading = strelsau().read("a", &run);
    let [_, Line::Statement(full), Line::Statement(plain)] = &mut reading.lines[..] else {
        panic!()
    };
    let span = full.content[0].clone();
    let party = |name: Option<&str>, description: Option<&str>| PartyLine {
        name: name.map(str::to_owned),
        actor: None,
        span: span.clone(),
        description: description.map(str::to_owned),
        party_kind: None,
    };
    full.source.as_mut().unwrap().actor = some("rur.mayor");
    full.medium = "writing".into();
    full.factuality = "threatened".into();
    full.addressee = Some(party(None, Some("The \"Zenda\" Élite")));
    full.via = vec![
        ViaLine { party: party(Some("Hentzau Echo"), None), cue: None },
        ViaLine { party: party(None, Some("two sources")), cue: None },
    ];
    full.condition = Some(ConditionLine { span: span.clone(), conjunction: "unless".into() });
    full.deadline = Some(DeadlineLine { span: span.clone(), value: None });
    full.parent = Some(plain.id);
    full.confidence = 0.9;
    plain.via.push(ViaLine { party: party(Some("Post"), None), cue: None });
    add(&mut ledger, &run, &[reading]);
    ledger
}

#[test]
fn by_every_field_of_a_statement() {
    let (ledger, none) = (told(), Filter::default);
    let check = |filter: &Filter, expected: &[&str]| {
        assert_eq!(words(&ledger.statements(filter).unwrap()), expected, "{filter:?}");
        let documents: &[&str] = if expected.is_empty() { &[] } else { &["Bridge"] };
        assert_eq!(words(&ledger.documents(filter).unwrap()), documents, "{filter:?}");
    };
    check(&Filter { medium: some("writing"), ..none() }, &["The"]);
    check(&Filter { medium: some("speech"), ..none() }, &["they"]);
    check(&Filter { form: some("indirect"), ..none() }, &["The", "they"]);
    check(&Filter { form: some("direct"), ..none() }, &[]);
    check(&Filter { factuality: some("threatened"), ..none() }, &["The"]);
    check(&Filter { actor: some("rur.mayor"), ..none() }, &["The"]);
    check(&Filter { actor: some("rur"), ..none() }, &[]);
    for addressee in ["\"zenda\"", "Élite", "éLITE", "BRIDGE IN"] {
        check(&Filter { addressee: some(addressee), ..none() }, &["The"]);
    }
    check(&Filter { addressee: some("hentzau"), ..none() }, &[]);
    check(&Filter { via: some("ECHO"), ..none() }, &["The"]);
    check(&Filter { via: some("Sources"), ..none() }, &["The"]);
    check(&Filter { via: some("strelsau"), ..none() }, &["The", "they"]);
    check(&Filter { via: some("zenda"), ..none() }, &[]);
    check(&Filter { condition: some(""), ..none() }, &["The"]);
    check(&Filter { condition: some("unless"), ..none() }, &["The"]);
    check(&Filter { condition: some("if"), ..none() }, &[]);
    check(&Filter { deadline: true, ..none() }, &["The"]);
    check(&Filter { nested: true, ..none() }, &["The"]);
    check(&Filter { confidence: Some(0.8), ..none() }, &["The", "they"]);
    check(&Filter { confidence: Some(0.9), ..none() }, &["The"]);
    check(&Filter { confidence: Some(0.91), ..none() }, &[]);
    check(&Filter { via: some("post"), deadline: true, ..none() }, &[]);
    let all = Filter { condition: some("unless"), deadline: true, nested: true, ..none() };
    check(&Filter { via: some("echo"), addressee: some("zenda"), ..all }, &["The"]);
}

#[test]
fn the_actor_of_a_source_may_be_named() {
    let (run, mut ledger) = (run("1"), Ledger::in_memory().unwrap());
    let page = strelsau().names("the mayor", "rur.mayor").names("Strelsau", "rur.strelsau");
    let mut reading = page.read("a", &run);
    let [_, Line::Statement(first), ..] = &mut reading.lines[..] else { panic!() };
    first.source.as_mut().unwrap().actor = some("rur.mayor");
    add(&mut ledger, &run, &[reading]);
    let by = |ledger: &Ledger, actor: &str| {
        words(&ledger.statements(&Filter { actor: some(actor), ..Filter::default() }).unwrap())
    };
    for actor in ["rur.mayor", "FULL RUR.M", "The Mayor"] {
        assert_eq!(by(&ledger, actor), ["The"], "{actor}");
    }
    assert_eq!(by(&ledger, "rur.strelsau"), [""; 0], "an id means itself");
    assert_eq!(by(&ledger, "strelsau"), [""; 0]);
    let judgement = Judgement {
        verdict: Verdict::Merge,
        first: "rur.strelsau".into(),
        second: "rur.mayor".into(),
        who: "user".into(),
        at: "2020-01-01T00:00:00Z".into(),
        because: None,
    };
    ledger.judge(&judgement, &[]).unwrap();
    assert_eq!(ledger.actors(&ActorFilter::default()).unwrap().len(), 1);
    assert_eq!(by(&ledger, "rur.strelsau"), ["The"], "joined with the mayor");
}

/// A threat, its deed and a killing, and others' documents around them.
fn deeds() -> Ledger {
    let mut ledger = filled();
    let reading = raid().names("Ülkü Aslan", "rur.aslan").read("raid", &run("1"));
    add(&mut ledger, &run("1"), &[reading]);
    ledger
}

#[test]
fn by_every_field_of_an_event() {
    let (ledger, none) = (deeds(), EventFilter::default);
    let check = |filter: &EventFilter, expected: &[&str]| {
        assert_eq!(words(&ledger.events(filter).unwrap()), expected, "{filter:?}");
    };
    check(&none(), &["threatened", "raid", "killed"]);
    let within = |filter| EventFilter { within: filter, ..none() };
    check(&within(Filter { limit: Some(1), ..Filter::default() }), &["threatened"]);
    check(
        &within(Filter { outlet: some("strelsau echo"), ..Filter::default() }),
        &["threatened", "raid", "killed"],
    );
    check(&within(Filter { outlet: some("hentzau"), ..Filter::default() }), &[]);
    check(&within(Filter { from: some("2019-07-03"), ..Filter::default() }), &[]);
    check(
        &within(Filter { text: some("guards KILLED"), ..Filter::default() }),
        &["threatened", "raid", "killed"],
    );
    check(&within(Filter { text: some("bridge"), ..Filter::default() }), &[]);
    check(
        &within(Filter { confidence: Some(0.7), ..Filter::default() }),
        &["threatened", "raid", "killed"],
    );
    check(&within(Filter { confidence: Some(0.71), ..Filter::default() }), &[]);
    check(&EventFilter { types: vec!["ASSAULT".into()], ..none() }, &["raid", "killed"]);
    let both = vec!["THREATEN".into(), "AID".into()];
    check(&EventFilter { types: both, ..none() }, &["threatened"]);
    check(&EventFilter { mode: some("mode"), ..none() }, &["threatened", "raid", "killed"]);
    check(&EventFilter { mode: some("mod"), ..none() }, &[]);
    check(&EventFilter { context: some("legal"), ..none() }, &["threatened", "raid", "killed"]);
    check(&EventFilter { context: some("leg"), ..none() }, &[]);
    check(&EventFilter { factualities: vec!["threatened".into()], ..none() }, &["raid"]);
    check(&EventFilter { actor: some("rur.aslan"), ..none() }, &["raid"]);
    check(&EventFilter { actor: some("FULL rur"), ..none() }, &["raid"]);
    check(&EventFilter { actor: some("ülkü"), ..none() }, &["threatened", "raid"]);
    check(&EventFilter { recipient: some("HENTZ"), ..none() }, &["raid"]);
    check(&EventFilter { recipient: some("aslan"), ..none() }, &[]);
    check(&EventFilter { party: some("hentzau"), ..none() }, &["raid", "killed"]);
    check(&EventFilter { since: some("2019-07"), ..none() }, &["killed"]);
    check(&EventFilter { since: some("2019-07-02"), ..none() }, &[]);
    check(&EventFilter { until: some("2019-07-01"), ..none() }, &["killed"]);
    check(&EventFilter { until: some("2019-06"), ..none() }, &[]);
    check(&EventFilter { place: some("HENTZAU"), ..none() }, &["raid"]);
    check(&EventFilter { place: some("geonames:7"), ..none() }, &["raid"]);
    check(&EventFilter { place: some("geonames:"), ..none() }, &[]);
    check(&EventFilter { country: some("rur"), ..none() }, &["raid"]);
    check(&EventFilter { country: some("r"), ..none() }, &[]);
    check(&EventFilter { asserted_by: some("statement"), ..none() }, &["raid"]);
    check(&EventFilter { asserted_by: some("author"), ..none() }, &["threatened", "killed"]);
    check(&EventFilter { about: some(""), ..none() }, &["threatened"]);
    let deed = ledger.events(&none()).unwrap()[1].id().to_string();
    check(&EventFilter { about: Some(deed), ..none() }, &["threatened"]);
    for bad in
        [EventFilter { since: some("x"), ..none() }, EventFilter { until: some(""), ..none() }]
    {
        assert!(matches!(ledger.events(&bad), Err(Error::BadDate { .. })));
    }
}

#[test]
fn by_every_field_of_a_figure() {
    let (ledger, none) = (deeds(), FigureFilter::default);
    let check = |filter: &FigureFilter, expected: &[&str]| {
        assert_eq!(words(&ledger.figures(filter).unwrap()), expected, "{filter:?}");
    };
    // At least 12 persons; at most 47.3 km.
    check(&none(), &["at", "12"]);
    check(&FigureFilter { unit: some("km"), ..none() }, &["12"]);
    check(&FigureFilter { of: some("GUARD palace"), ..none() }, &["at"]);
    check(&FigureFilter { of: some("guard bridge"), ..none() }, &[]);
    check(&FigureFilter { of: some("guar"), ..none() }, &[]);
    check(&FigureFilter { at_least: Some(1000.0), ..none() }, &["at"]);
    check(&FigureFilter { at_least: Some(47.0), ..none() }, &["at", "12"]);
    check(&FigureFilter { at_most: Some(11.0), ..none() }, &["12"]);
    check(&FigureFilter { at_least: Some(1.0), at_most: Some(12.0), ..none() }, &["at", "12"]);
    check(&FigureFilter { asserted_by: some("statement"), ..none() }, &[]);
    check(&FigureFilter { place: some("STREL"), country: some("rur"), ..none() }, &["at", "12"]);
    let sure = Filter { confidence: Some(0.9), ..Filter::default() };
    check(&FigureFilter { within: sure, ..none() }, &["at", "12"]);
    let surer = Filter { confidence: Some(0.95), ..Filter::default() };
    check(&FigureFilter { within: surer, ..none() }, &[]);
}

#[test]
fn by_document() {
    let ledger = deeds();
    let of = |id| Filter { document: Some(id), ..Filter::default() };
    for line in ledger.documents(&Filter::default()).unwrap() {
        let (own, filter) = (line.document(), of(line.document()));
        assert_eq!(ledger.documents(&filter).unwrap(), [line]);
        let (events, figures) = (EventFilter::default(), FigureFilter::default());
        let lists = [
            (ledger.statements(&Filter::default()), ledger.statements(&filter)),
            (ledger.events(&events), ledger.events(&EventFilter { within: of(own), ..events })),
            (
                ledger.figures(&figures),
                ledger.figures(&FigureFilter { within: of(own), ..figures }),
            ),
        ];
        for (all, listed) in lists {
            let mut all = all.unwrap();
            all.retain(|line| line.document() == own);
            assert_eq!(listed.unwrap(), all);
        }
    }
    let raid = ledger.events(&EventFilter::default()).unwrap()[0].document();
    let within = EventFilter { within: of(raid), ..EventFilter::default() };
    assert_eq!(words(&ledger.events(&within).unwrap()), ["threatened", "raid", "killed"]);
    assert_eq!(ledger.statements(&of(Id::of(IdKind::Document, &[b"none"]))).unwrap(), []);
}

#[test]
fn events_and_figures_of_the_newest_run_are_listed() {
    let mut ledger = deeds();
    let bare = Page { events: Vec::new(), figures: Vec::new(), ..raid() };
    add(&mut ledger, &run("2"), &[bare.read("raid", &run("2"))]);
    assert_eq!(ledger.events(&EventFilter::default()).unwrap(), []);
    assert_eq!(ledger.figures(&FigureFilter::default()).unwrap(), []);
    let old = raid().read("raid", &run("1")).lines;
    assert_eq!(ledger.line(&old[2].id().to_string()).unwrap().as_ref(), Some(&old[2]));
    crate::common::assert_whole(&ledger);
}

#[test]
fn search_gives_the_best_with_a_snippet() {
    let ledger = filled();
    let found = ledger.search("bridge strelsau", 10).unwrap();
    let lines: Vec<Line> = found.iter().map(|(line, _)| line.clone()).collect();
    assert_eq!(words(&lines), ["The", "Bridge"]);
    assert_eq!(found[0].1, "The “old” \u{2}bridge\u{3} in \u{2}Strelsau\u{3} will be closed");
    assert!(
        found[1].1.starts_with("\u{2}Bridge\u{3} closed\n\nThe “old” \u{2}bridge\u{3}"),
        "{:?}",
        found[1].1
    );
    assert_eq!(ledger.search("bridge", 1).unwrap().len(), 1);
    assert_eq!(ledger.search("bridge zenda", 10).unwrap(), []);
    // Nothing is an operator.
    for query in [
        "bridge OR zenda",
        "NOT bridge",
        "bridge*",
        "text:bridge",
        "a AND (b",
        "^bridge",
        "\"",
        "'",
        "{bridge}",
    ] {
        let _ = ledger
            .search(query, 10)
            .map_err(|error| assert!(matches!(error, Error::NoWords { .. }), "{error}"));
    }
    assert_eq!(ledger.search("bridge OR zenda", 10).unwrap(), []);
}

#[test]
fn what_a_cue_interrupts_is_searched_as_one() {
    let run = run("1");
    let mut ledger = Ledger::in_memory().unwrap();
    let page = Page::new("“The bridge,” the mayor said, “is closed,” and: “For good.”");
    let page = page.says("the mayor", "The bridge,|is closed,|For good.", Act::Announce);
    add(&mut ledger, &run, &[page.read("a", &run)]);
    let (line, snippet) = ledger.search("\"bridge is closed for\"", 1).unwrap().remove(0);
    assert!(matches!(line, Line::Statement(_)));
    assert_eq!(snippet, "The \u{2}bridge, … is closed, … For\u{3} good.");
    crate::common::assert_whole(&ledger);
}

#[test]
fn search_shows_the_newest_run_only() {
    let mut ledger = filled();
    let newer =
        Page::new(STRELSAU).says("the mayor", "on Monday", Act::Assert).read("0", &run("2"));
    add(&mut ledger, &run("2"), &[newer]);
    let found = ledger.search("bridge", 10).unwrap();
    assert_eq!(found.len(), 1, "the newer run has the document, but not the statement");
    assert_eq!(
        ledger.statements(&Filter { source: some("mayor"), ..Filter::default() }).unwrap().len(),
        1
    );
    assert_eq!(
        ledger.documents(&Filter { outlet: some("strelsau"), ..Filter::default() }).unwrap(),
        []
    );
}

#[test]
fn an_id_may_be_given_in_part() {
    let ledger = filled();
    let line = ledger.statements(&Filter::default()).unwrap().remove(0);
    let id = line.id().to_string();
    for given in
        [&id[..], &id[..8], &id[..35], &format!(" {}\n", id.to_uppercase().replace("STA", "sta"))]
    {
        assert_eq!(ledger.line(given).unwrap().as_ref(), Some(&line), "{given}");
    }
    let other = if id.ends_with('0') { '1' } else { '0' };
    assert_eq!(ledger.line(&format!("{}{other}", &id[..35])).unwrap(), None);
    assert_eq!(ledger.line("doc-00000").unwrap(), None);
    for bad in [
        "",
        "sta",
        "sta-",
        "sta-123",
        "run-12345",
        "sta-12%4",
        "sta-ß234",
        "event",
        &format!("{id}0"),
    ] {
        assert!(matches!(ledger.line(bad), Err(Error::BadId { .. })), "{bad:?}");
    }
}

#[test]
fn a_part_of_several_ids_names_them() {
    let (run, mut ledger) = (run("1"), Ledger::in_memory().unwrap());
    // With 4 digits there are 65536 beginnings: among 600 documents two share one, surely.
    let readings: Vec<Reading> =
        (0..600).map(|n| Page::new(&format!("page {n}")).read("-", &run)).collect();
    add(&mut ledger, &run, &readings);
    let mut ids: Vec<String> =
        readings.iter().map(|reading| reading.lines[0].id().to_string()).collect();
    ids.sort();
    let pair = ids
        .windows(2)
        .find(|pair| pair[0][..8] == pair[1][..8])
        .expect("hashes are fixed, and two do");
    let Err(Error::Ambiguous { prefix, ids }) = ledger.line(&pair[0][..8]) else { panic!() };
    assert_eq!((prefix.as_str(), &ids[..]), (&pair[0][..8], pair));
    assert_eq!(ledger.line(&pair[0]).unwrap().unwrap().id().to_string(), pair[0]);
}

#[test]
fn duplicates_are_found_in_the_same_run() {
    let (one, mut ledger) = (run("1"), Ledger::in_memory().unwrap());
    let text = |more: &str| {
        format!("{STRELSAU} Trams will stop at the river and buses will run instead. {more}")
    };
    let first = Page::new(&text("")).read("1", &one);
    let again = Page::new(&text("By our staff.")).read("2", &one);
    let other = Page::new(&STRELSAU.split(' ').rev().collect::<Vec<_>>().join(" ")).read("3", &one);
    add(&mut ledger, &one, &[first.clone(), other.clone()]);
    let find = |reading: &Reading, run| {
        let capture = reading.capture.as_ref().unwrap().id().as_str();
        ledger.duplicate_of(&reading.sketches[0].1, capture, run).unwrap()
    };
    let id = first.lines[0].id();
    assert_eq!(find(&again, one.id()), Some(id));
    assert_eq!(find(&first, one.id()), None, "not of itself");
    assert_eq!(find(&other, one.id()), None);
    assert_eq!(find(&again, run("2").id()), None);
    let copies: Vec<Reading> =
        (0..40).map(|n| Page::new(&text(&format!("{n}"))).read("c", &one)).collect();
    add(&mut ledger, &one, &copies);
    let capture = again.capture.as_ref().unwrap().id().as_str();
    assert_eq!(
        ledger.duplicate_of(&again.sketches[0].1, capture, one.id()).unwrap(),
        Some(id),
        "the earliest"
    );
}
