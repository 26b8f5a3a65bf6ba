use onrecord_knowledge::Knowledge;
use serde_json::{Value, json};

use super::check::check;
use super::*;
use crate::kb::load;

const SHAPES: [Shape; 5] =
    [Shape::Polecat, Shape::Icews, Shape::Gdelt, Shape::GdeltMentions, Shape::Acled];

fn id(kind: &str, digit: u8) -> String {
    format!("{kind}-{}", format!("{digit:02x}").repeat(16))
}

fn span(start: u32, quote: &str) -> Value {
    json!({ "start": start, "end": start as usize + quote.chars().count(), "quote": quote })
}

fn party(name: Option<&str>, codes: &[&str], (start, quote): (u32, &str)) -> Value {
    json!({ "name": name, "actor": null, "codes": codes, "span": span(start, quote) })
}

/// “Chadian rebels and the army of Niger shelled Faya.”, with what is invented around it.
fn document() -> Value {
    json!({
        "kind": "document", "schema": 1, "run": id("run", 1), "id": id("doc", 2), "capture": "ab",
        "path": "faya.txt", "url": "https://courier.example/faya", "title": null, "bylines": [],
        "outlet": { "name": "The Alder Courier", "actor": null, "domain": "courier.example" },
        "published": {
            "value": "2021-03-04", "start": "2021-03-04", "end": "2021-03-04", "precision": "day", "basis": "text line",
        },
        "captured": "2021-03-05T07:12:44Z", "language": "en", "origin": null, "role": "article",
        "text": "Chadian rebels shelled Faya on Tuesday, killing 12 villagers.\n\nNobody answered.",
        "body": { "start": 0, "end": 80 }, "map": [], "duplicate_of": null, "source_id": null,
    })
}

fn figure() -> Value {
    json!({
        "kind": "figure", "schema": 1, "run": id("run", 1), "id": id("fig", 3), "document": id("doc", 2),
        "span": span(48, "12"), "low": 12.0, "high": 12.0, "approx": null, "unit": "person", "of": null, "place": null,
        "when": null, "asserted_by": { "kind": "author", "id": null }, "change_from": null, "confidence": 0.9,
        "by": "figure@1",
    })
}

fn event() -> Value {
    json!({
        "kind": "event", "schema": 1, "run": id("run", 1), "id": id("eve", 4), "document": id("doc", 2),
        "plover": { "type": "ASSAULT", "mode": "heavy-weapons" }, "contexts": ["military"], "cameo": "194",
        "actors": [party(Some("Front of the North"), &["TCDREB"], (0, "Chadian rebels"))],
        "recipients": [party(None, &["TCD"], (48, "12 villagers"))],
        "place": {
            "id": "geonames:2433055", "name": "Faya-Largeau", "country": "tcd", "admin1": "Borkou", "lat": 17.9, "lon": 19.1,
        },
        "date": {
            "start": "2021-03-02", "end": "2021-03-02", "precision": "day", "part": null, "clock": null, "approx": false,
            "basis": "text and published", "span": span(31, "Tuesday"),
        },
        "killed": id("fig", 3), "injured": null, "arrested": null, "displaced": null, "size": null,
        "trigger": span(15, "shelled"), "quad": 4, "score": -9.0, "factuality": "happened",
        "asserted_by": { "kind": "author", "id": null }, "about": null, "confidence": 0.7, "by": "event@1",
    })
}

/// The event with other values of fields: paths with dots, and what to put there.
fn with(changes: &[(&str, Value)]) -> Value {
    let mut event = event();
    for (path, value) in changes {
        let path = format!("/{}", path.replace('.', "/"));
        *event.pointer_mut(&path).unwrap() = value.clone();
    }
    event
}

/// The table of these lines, or nothing if they are none of the record.
fn try_table(shape: Shape, knowledge: &Knowledge, lines: [&Value; 3]) -> Option<(String, LeftOut)> {
    let [document, figure, event] = lines;
    let mut table = Table::new(shape, knowledge);
    let mut out = Vec::new();
    table.header(&mut out).unwrap();
    table.document(&serde_json::from_value(document.clone()).ok()?);
    table.figure(&serde_json::from_value(figure.clone()).ok()?);
    table.event(&serde_json::from_value(event.clone()).ok()?, &mut out).unwrap();
    Some((String::from_utf8(out).unwrap(), table.left_out()))
}

/// The rows of an event: what is known, as `column=cell`.
fn rows(shape: Shape, event: &Value) -> Vec<Vec<String>> {
    let knowledge = load::only_built_in();
    let (text, _) = try_table(shape, &knowledge, [&document(), &figure(), event]).unwrap();
    assert_eq!(check(shape, &text).1, [], "{text}");
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(shape.has_header()).delimiter(shape.delimiter());
    let records = reader.quoting(shape == Shape::Acled).from_reader(text.as_bytes()).into_records();
    let known = |record: csv::StringRecord| {
        let cells = shape.columns().iter().zip(record.iter());
        let known = cells.filter(|(_, cell)| !cell.is_empty() && *cell != shape.unknown());
        known.map(|(column, cell)| format!("{}={cell}", column.name)).collect()
    };
    records.map(|record| known(record.unwrap())).collect()
}

/// The cell of a column in the first row.
fn cell(shape: Shape, event: &Value, column: &str) -> String {
    let rows = rows(shape, event);
    let row = rows.first().unwrap_or_else(|| panic!("no row of {shape:?}"));
    let cell = row.iter().find_map(|cell| cell.strip_prefix(column)?.strip_prefix('='));
    cell.unwrap_or("").to_owned()
}

#[test]
fn shapes_have_their_columns() {
    let counts = SHAPES.map(|shape| shape.columns().len());
    assert_eq!(counts, [40, 20, 61, 16, 31]);
    for shape in SHAPES {
        let named = shape.to_possible_value().unwrap().get_name() == shape.name();
        assert!(named, "{shape:?}");
        let mut names: Vec<&str> = shape.columns().iter().map(|column| column.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), shape.columns().len(), "{shape:?}");
    }
}

#[test]
fn a_row_of_polecat() {
    let [row] = &rows(Shape::Polecat, &event())[..] else { panic!() };
    let (document, event, run) = (id("doc", 2), id("eve", 4), id("run", 1));
    assert_eq!(
        row.join(" | "),
        format!(
            "Event ID={document}_ASSAULT_heavy-weapons_{event} | Event Date=2021-03-02 | Event Type=ASSAULT | \
             Event Mode=heavy-weapons | Intensity=-9.5 | Quad Code=MATERIAL CONFLICT | Contexts=military | \
             Actor Name=Front of the North | Actor Country=TCD | Actor COW=483 | Primary Actor Sector=REB | \
             Actor Sectors=REB | Actor Name Raw=Chadian rebels | Recipient Country=TCD | Recipient COW=483 | \
             Primary Recipient Sector=CVL | Recipient Sectors=CVL | Recipient Name Raw=12 villagers | \
             Placename=Faya-Largeau | City=Faya-Largeau | Province=Borkou | Country=TCD | Latitude=17.9 | \
             Longitude=19.1 | GeoNames ID=2433055 | Feature Type=PPL | Source=The Alder Courier | \
             Publication Date=2021-03-04 | Language=en | Version={run}"
        )
    );
}

#[test]
fn a_row_of_icews() {
    let [row] = &rows(Shape::Icews, &event())[..] else { panic!() };
    assert_eq!(
        row.join(" | "),
        "Event ID=33686018 | Event Date=2021-03-02 | Source Name=Front of the North | Source Sectors=Rebel | \
         Source Country=Chad | Event Text=Fight with artillery and tanks | CAMEO Code=194 | Intensity=-10.0 | \
         Target Name=12 villagers | Target Sectors=General Population / Civilian / Social | Target Country=Chad | \
         Story ID=16843009 | Publisher=The Alder Courier | City=Faya-Largeau | Province=Borkou | Country=Chad | \
         Latitude=17.9 | Longitude=19.1"
    );
}

#[test]
fn a_row_of_gdelt() {
    let [row] = &rows(Shape::Gdelt, &event())[..] else { panic!() };
    assert_eq!(
        row.join(" | "),
        "GLOBALEVENTID=144680345676153346 | SQLDATE=20210302 | MonthYear=202103 | Year=2021 | FractionDate=2021.1699 | \
         Actor1Code=TCDREB | Actor1Name=FRONT OF THE NORTH | Actor1CountryCode=TCD | Actor1Type1Code=REB | \
         Actor2Code=TCDCVL | Actor2Name=12 VILLAGERS | Actor2CountryCode=TCD | Actor2Type1Code=CVL | IsRootEvent=1 | \
         EventCode=194 | EventBaseCode=194 | EventRootCode=19 | QuadClass=4 | GoldsteinScale=-10.0 | NumMentions=1 | \
         NumSources=1 | NumArticles=1 | Actor1Geo_Type=0 | Actor2Geo_Type=0 | ActionGeo_Type=4 | \
         ActionGeo_FullName=Faya-Largeau, Borkou, Chad | ActionGeo_CountryCode=CD | ActionGeo_Lat=17.9 | \
         ActionGeo_Long=19.1 | DATEADDED=20210305071244 | SOURCEURL=https://courier.example/faya"
    );
    let [row] = &rows(Shape::GdeltMentions, &event())[..] else { panic!() };
    assert_eq!(
        row.join(" | "),
        "GLOBALEVENTID=144680345676153346 | EventTimeDate=20210305071244 | MentionTimeDate=20210305071244 | \
         MentionType=1 | MentionSourceName=courier.example | MentionIdentifier=https://courier.example/faya | \
         Actor1CharOffset=0 | Actor2CharOffset=48 | ActionCharOffset=15 | InRawText=1 | Confidence=70 | MentionDocLen=79"
    );
}

#[test]
fn a_row_of_acled() {
    let [row] = &rows(Shape::Acled, &event())[..] else { panic!() };
    assert_eq!(
        row.join(" | "),
        "event_id_cnty=TCD144680345676153346 | event_date=2021-03-02 | year=2021 | time_precision=1 | \
         disorder_type=Political violence | event_type=Explosions/Remote violence | \
         sub_event_type=Shelling/artillery/missile attack | actor1=Front of the North | inter1=2 | actor2=12 villagers | \
         inter2=7 | interaction=27 | civilian_targeting=Civilian targeting | iso=148 | country=Chad | admin1=Borkou | \
         location=Faya-Largeau | latitude=17.9 | longitude=19.1 | geo_precision=1 | source=The Alder Courier | \
         notes=Chadian rebels shelled Faya on Tuesday, killing 12 villagers. | fatalities=12 | timestamp=1614928364"
    );
}

#[test]
fn only_what_happened_becomes_a_row() {
    let knowledge = load::only_built_in();
    for factuality in Factuality::ALL {
        let is_told = matches!(factuality, Factuality::Happened | Factuality::Ongoing);
        let event = with(&[("factuality", json!(factuality.name()))]);
        for shape in SHAPES {
            let lines = [&document(), &figure(), &event];
            let (text, left_out) = try_table(shape, &knowledge, lines).unwrap();
            assert_eq!(check(shape, &text).0, u64::from(is_told), "{shape:?} {factuality:?}");
            assert_eq!(left_out.factuality, u64::from(!is_told));
        }
    }
}

#[test]
fn what_acts_are_about_is_no_row_and_the_act_has_a_code() {
    let threat = with(&[
        ("plover", json!({ "type": "THREATEN", "mode": "violence" })),
        ("cameo", Value::Null),
        ("contexts", json!([])),
        ("about", json!(id("eve", 9))),
    ]);
    assert_eq!(cell(Shape::Gdelt, &threat, "EventCode"), "138");
    assert_eq!(cell(Shape::Gdelt, &threat, "QuadClass"), "3");
    assert_eq!(cell(Shape::Icews, &threat, "Event Text"), "Threaten with military force");
    assert_eq!(cell(Shape::Polecat, &threat, "Intensity"), "-3.5");
    assert!(rows(Shape::Acled, &threat).is_empty());
}

#[test]
fn dates_keep_what_is_known() {
    let dated = |precision: &str| {
        with(&[("date.start", json!("2020-01-01")), ("date.precision", json!(precision))])
    };
    for (event, day, year, precision) in [
        (dated("minute"), "2020-01-01", "2020", "1"),
        (dated("week"), "2020-01-01", "2020", "2"),
        (dated("month"), "2020-01-01", "2020", "3"),
        (dated("year"), "", "2020", "3"),
        (with(&[("date.start", Value::Null)]), "2021-03-04", "2021", "1"),
        (with(&[("date", Value::Null)]), "2021-03-04", "2021", "1"),
    ] {
        assert_eq!(cell(Shape::Polecat, &event, "Event Date"), day);
        assert_eq!(cell(Shape::Gdelt, &event, "SQLDATE"), day.replace('-', ""));
        assert_eq!(cell(Shape::Gdelt, &event, "Year"), year);
        assert_eq!(cell(Shape::Acled, &event, "time_precision"), precision);
    }
}

#[test]
fn pairs_are_rows_of_their_own() {
    let two = |codes: [&str; 2]| json!(codes.map(|code| party(Some(code), &[code], (0, "They"))));
    let ids = |rows: &[Vec<String>]| -> HashSet<String> {
        rows.iter().map(|row| row[0].clone()).collect()
    };
    let parties = |rows: &[Vec<String>]| -> Vec<String> {
        let named = |row: &Vec<String>| {
            let names = row
                .iter()
                .filter(|cell| cell.starts_with("Actor1Name=") || cell.starts_with("Actor2Name="));
            names.map(|cell| cell.rsplit('=').next().unwrap()).collect::<Vec<_>>().join("-")
        };
        rows.iter().map(named).collect()
    };
    let both = with(&[("actors", two(["FRA", "DEU"])), ("recipients", two(["TCD", "NER"]))]);
    let found = rows(Shape::Gdelt, &both);
    assert_eq!(parties(&found), ["FRA-TCD", "FRA-NER", "DEU-TCD", "DEU-NER"]);
    assert_eq!((ids(&found).len(), ids(&rows(Shape::Icews, &both)).len()), (4, 4));
    assert_eq!(cell(Shape::Polecat, &both, "Actor Country"), "FRA; DEU");
    let alone = |plover: &str| {
        with(&[
            ("plover", json!({ "type": plover, "mode": null })),
            ("actors", two(["FRA", "DEU"])),
            ("recipients", json!([])),
        ])
    };
    // They met each other, and they attacked somebody who is not told.
    assert_eq!(parties(&rows(Shape::Gdelt, &alone("CONSULT"))), ["FRA-DEU"]);
    assert_eq!(parties(&rows(Shape::Gdelt, &alone("ASSAULT"))), ["FRA", "DEU"]);
    let nobody = with(&[("actors", json!([])), ("recipients", json!([]))]);
    assert_eq!(rows(Shape::Icews, &nobody).len(), 1);
}

/// Numbers of 31 bits may meet; then the next one is taken.
#[test]
fn ids_of_icews_are_unique_in_a_file() {
    let knowledge = load::only_built_in();
    let mut table = Table::new(Shape::Icews, &knowledge);
    let mut out = Vec::new();
    table.header(&mut out).unwrap();
    for _ in 0..3 {
        table.event(&serde_json::from_value(event()).unwrap(), &mut out).unwrap();
    }
    let text = String::from_utf8(out).unwrap();
    assert_eq!(check(Shape::Icews, &text), (3, vec![]));
}

#[test]
fn codes_of_other_lists() {
    let event = with(&[
        ("actors", json!([party(Some("UN"), &["UNO"], (0, "The UN"))])),
        ("recipients", json!([party(Some("Prishtina Daily"), &["KOSJRN"], (0, "a paper"))])),
        (
            "place",
            json!({ "id": "xkx", "name": "Kosovo", "country": "xkx", "admin1": null, "lat": null, "lon": null }),
        ),
    ]);
    for (column, expected) in [
        ("Actor1Code", "IGOUNO"),
        ("Actor1KnownGroupCode", "UNO"),
        ("Actor1Type1Code", "IGO"),
        ("Actor1CountryCode", ""),
        ("Actor2Code", "KSVMED"),
        ("ActionGeo_Type", "1"),
        ("ActionGeo_FullName", "Kosovo"),
        ("ActionGeo_CountryCode", "KV"),
    ] {
        assert_eq!(cell(Shape::Gdelt, &event, column), expected, "{column}");
    }
    assert_eq!(cell(Shape::Polecat, &event, "Country"), "KOS");
    assert_eq!(cell(Shape::Polecat, &event, "Recipient COW"), "347");
    assert_eq!(cell(Shape::Icews, &event, "Target Sectors"), "News");
}

#[test]
fn acled_takes_its_kinds() {
    let kind = |mode: &str, actor: &str, recipient: &str, recipient_codes: &[&str]| {
        let event = with(&[
            ("plover", json!({ "type": "ASSAULT", "mode": mode })),
            ("actors", json!([party(None, &[actor], (0, "they"))])),
            ("recipients", json!([party(None, recipient_codes, (0, recipient))])),
        ]);
        let rows = rows(Shape::Acled, &event);
        let row = rows.first().map(|row| row.join("|"));
        row.map(|row| {
            let part = |name: &str| {
                let cell = row.split('|').find_map(|cell| cell.strip_prefix(name));
                cell.unwrap_or("?").to_owned()
            };
            format!("{} {}", part("sub_event_type="), part("interaction="))
        })
    };
    let known = |text: &str| Some(text.to_owned());
    assert_eq!(kind("firearms", "TCDMIL", "rebels", &[]), known("Armed clash 12"));
    assert_eq!(kind("firearms", "FRAMIL", "rebels", &[]), known("Armed clash 28"));
    assert_eq!(kind("firearms", "TCD", "villagers", &[]), known("Attack 17"));
    assert_eq!(
        kind("firearms", "TCDCOP", "protesters", &[]),
        known("Excessive force against protesters 16")
    );
    assert_eq!(
        kind("crowd-control", "TCDCOP", "protesters", &[]),
        known("Protest with intervention 16")
    );
    // On whom is not told, or a country: no kind of attack is known.
    assert_eq!(kind("firearms", "TCDMIL", "Niger", &["NER"]), None);
    assert_eq!(kind("drone", "TCDMIL", "Niger", &["NER"]), known("Air/drone strike ?"));
    let protest = with(&[
        ("plover", json!({ "type": "PROTEST", "mode": "riot" })),
        ("recipients", json!([party(None, &[], (0, "the government"))])),
        ("killed", Value::Null),
    ]);
    assert_eq!(cell(Shape::Acled, &protest, "actor1"), "Rioters (Chad)");
    assert_eq!(cell(Shape::Acled, &protest, "assoc_actor_1"), "Front of the North");
    assert_eq!(cell(Shape::Acled, &protest, "interaction"), "50");
    assert_eq!(cell(Shape::Acled, &protest, "fatalities"), "");
}

/// Texts that break rows where they are written as they are.
const HOSTILE: [&str; 14] = [
    "",
    "a\tb",
    "a\nb",
    "a\r\nb",
    "\"",
    "\"a\",b\n\"",
    "a,b",
    "\u{2028}",
    "\u{85}",
    "\0",
    "=1+1",
    "None",
    "\u{1F600}é",
    "\u{202E}x",
];

/// Any text in any field: as many rows as before, each with all of its cells, to readers with and without quoting.
#[test]
fn no_text_breaks_a_row() {
    let knowledge = load::only_built_in();
    let lines = [document(), figure(), event()];
    let mut tried = 0;
    for (at, line) in lines.iter().enumerate() {
        let mut paths = Vec::new();
        strings(line, String::new(), &mut paths);
        for (path, text) in paths.iter().flat_map(|path| HOSTILE.map(|text| (path, text))) {
            let mut lines = lines.clone();
            *lines[at].pointer_mut(path).unwrap() = json!(text);
            for shape in SHAPES {
                let [document, figure, event] = &lines;
                // Ids and the like cannot hold it.
                let Some((table, _)) = try_table(shape, &knowledge, [document, figure, event])
                else {
                    continue;
                };
                tried += 1;
                for quoting in [shape == Shape::Acled, true] {
                    let mut reader = csv::ReaderBuilder::new();
                    reader.has_headers(false).flexible(true).quoting(quoting);
                    let reader = reader.delimiter(shape.delimiter()).from_reader(table.as_bytes());
                    let widths: Vec<usize> =
                        reader.into_records().map(|record| record.unwrap().len()).collect();
                    let width = shape.columns().len();
                    assert!(
                        widths.iter().all(|&found| found == width),
                        "{shape:?} {path} {text:?}"
                    );
                    let is_same =
                        path != "/factuality" && path != "/plover/type" && path != "/plover/mode";
                    let expected = usize::from(shape.has_header()) + usize::from(is_same);
                    assert!(widths.len() == expected || !is_same, "{shape:?} {path} {text:?}");
                }
            }
        }
    }
    assert!(tried > 1000, "{tried}");
}

/// The places of all texts in a value.
fn strings(value: &Value, path: String, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(path),
        Value::Array(values) => {
            values
                .iter()
                .enumerate()
                .for_each(|(at, value)| strings(value, format!("{path}/{at}"), found));
        }
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| strings(value, format!("{path}/{name}"), found));
        }
        _ => {}
    }
}

#[test]
fn events_without_their_document_are_rows_too() {
    let knowledge = load::only_built_in();
    for shape in SHAPES {
        let mut table = Table::new(shape, &knowledge);
        let mut out = Vec::new();
        table.document(&serde_json::from_value(document()).unwrap());
        table.forget();
        let rows = table.event(&serde_json::from_value(event()).unwrap(), &mut out).unwrap();
        assert_eq!(rows, 1, "{shape:?}");
    }
}

#[test]
fn faults_are_named_with_line_and_column() {
    let knowledge = load::only_built_in();
    let good = |shape| try_table(shape, &knowledge, [&document(), &figure(), &event()]).unwrap().0;
    let faults = |shape: Shape, change: &dyn Fn(&str) -> String| -> Vec<String> {
        check(shape, &change(&good(shape))).1.iter().map(ToString::to_string).collect()
    };
    let replaced = |shape, from: &str, to: &str| {
        assert!(good(shape).contains(from), "{from}");
        faults(shape, &|text| text.replacen(from, to, 1)).join("; ")
    };
    for (shape, from, to, fault) in [
        (
            Shape::Polecat,
            "2021-03-02",
            "2021-02-30",
            "2: Event Date: “2021-02-30” is not a day such as 2019-07-01",
        ),
        (
            Shape::Polecat,
            "\tASSAULT\t",
            "\tFIGHT\t",
            "2: Event Type: “FIGHT” is not a type of PLOVER",
        ),
        (
            Shape::Polecat,
            "\tmilitary\t",
            "\twar\t",
            "2: Contexts: “war” are not contexts of PLOVER",
        ),
        (
            Shape::Polecat,
            "\tTCD\t483",
            "\tCHD\t483",
            "2: Actor Country: “CHD” are not codes of countries or international codes",
        ),
        (Shape::Polecat, "Event Type", "Type", "1: Event Type: the header has “Type”"),
        (Shape::Polecat, "\ten\t", "\t", "2: 39 columns, not 40"),
        (Shape::Icews, "\t194\t", "\t999\t", "2: CAMEO Code: “999” is not a code of CAMEO"),
        (Shape::Icews, "-10.0", "-11", "2: Intensity: “-11” is not a number from -10 to 10"),
        (Shape::Icews, "33686018\t", "\t", "2: Event ID: there must be one"),
        (
            Shape::Gdelt,
            "20210302\t",
            "2021-03-02\t",
            "1: SQLDATE: “2021-03-02” is not a day such as 20190701",
        ),
        (
            Shape::Gdelt,
            "\tCD\t",
            "\tChad\t",
            "1: ActionGeo_CountryCode: “Chad” is not a code of FIPS 10-4",
        ),
        (Shape::Gdelt, "17.9", "97.9", "1: ActionGeo_Lat: “97.9” is not a number from -90 to 90"),
        (
            Shape::Gdelt,
            "20210305071244",
            "20210305241244",
            "1: DATEADDED: “20210305241244” is not a time such as 20190701182000",
        ),
        (Shape::GdeltMentions, "\t48\t", "\tx\t", "1: Actor2CharOffset: “x” is not a whole number"),
        (
            Shape::Acled,
            ",Explosions/Remote violence,",
            ",Explosions,",
            "2: event_type: “Explosions” is not an event type of ACLED",
        ),
        (
            Shape::Acled,
            ",1,Political",
            ",4,Political",
            "2: time_precision: “4” is not a number from 1 to 3",
        ),
        (Shape::Acled, "event_date", "data_id", "1: event_date: the header has “data_id”"),
    ] {
        assert_eq!(replaced(shape, from, to), fault);
    }
    for shape in SHAPES {
        assert_eq!(faults(shape, &str::to_owned), Vec::<String>::new(), "{shape:?}");
        // The rows once more: no id is unique, but for mentions, which have none of their own.
        let first = usize::from(shape.has_header());
        let twice = |text: &str| {
            let rows: Vec<&str> = text.lines().skip(first).collect();
            format!("{text}{}\n", rows.join("\n"))
        };
        let found = faults(shape, &twice);
        assert_eq!(found.len(), usize::from(shape != Shape::GdeltMentions), "{shape:?}: {found:?}");
        assert!(
            found.iter().all(|fault| fault.contains(&format!("stands in line {} too", first + 1)))
        );
    }
    assert_eq!(check(Shape::Icews, "").1[0].to_string(), "1: there is no header");
    assert_eq!(check(Shape::Gdelt, ""), (0, vec![]));
    let header =
        Shape::Gdelt.columns().iter().map(|column| column.name).collect::<Vec<_>>().join("\t");
    let fault = check(Shape::Gdelt, &header).1[0].to_string();
    assert_eq!(fault, "1: a header, where files of this shape have none");
    // The other name of a column of POLECAT.
    assert_eq!(
        faults(Shape::Polecat, &|text| text.replacen("\tIntensity", "\tEvent Intensity", 1)).len(),
        0
    );
}

/// `docs/formats.md` has a section for each shape, which names every column.
#[test]
fn the_documentation_names_every_column() {
    let text = include_str!("../../../../docs/formats.md");
    let titles = ["POLECAT", "ICEWS", "GDELT events", "GDELT mentions", "ACLED"];
    for (shape, title) in SHAPES.into_iter().zip(titles) {
        let section = text.split("\n## ").find(|section| section.lines().next() == Some(title));
        let section = section.unwrap_or_else(|| panic!("no section {title}"));
        for column in shape.columns() {
            assert!(section.contains(&format!("`{}`", column.name)), "{title}: {}", column.name);
        }
    }
}
