//! Facts go in, and come out when asked for.

use onrecord_knowledge::{
    Base, FactDate, HEADER, Holds, Kind, Property, check, fold, parse, sound,
};

const TABLE: &str = "\
person.ana-krol\tkind\tperson\t\t\tauthored\t
person.ana-krol\tname\tAna Król\t\t\tauthored\t
person.ana-krol\tholds\trur.premier\t2012-03\t2016-11-04\tauthored\t
person.ivo-brod\tkind\tperson\t\t\tauthored\t
person.ivo-brod\tname\tIvo Brod\t\t\tauthored\t
person.ivo-brod\tholds\trur.premier\t2016-11-04\t..\tauthored\t
rur\tkind\tcountry\t\t\tauthored\t
rur\tname\tRuritania\t\t\tauthored\t
rur\tdemonym\tRuritanian\t\t\tauthored\t
rur.guard\tkind\tarmed-group\t\t\tauthored\t
rur.guard\tname\tal-Haras al-Hadidi\t\t\tauthored\t
rur.guard\talias\tIron Guard\t\t\tauthored\t
rur.guard\tshort\tthe Guard\t\t\tauthored\t
rur.premier\tkind\toffice\t\t\tauthored\t
rur.premier\tname\tPremier of Ruritania\t\t\tauthored\t
";

fn base() -> Base {
    let table = format!("{HEADER}\n{TABLE}");
    let (facts, problems) = parse(&table);
    assert_eq!((problems, check(&facts)), (vec![], vec![]));
    Base::new(&facts)
}

#[test]
fn names_lead_to_subjects() {
    let base = base();
    let ids = |name: &str| {
        let found = base.named(&fold(name));
        found.map(|named| (base.id(named.subject), named.by)).collect::<Vec<_>>()
    };
    assert_eq!(ids("ANA KROL"), [("person.ana-krol", Property::Name)]);
    assert_eq!(ids("The Guard"), [("rur.guard", Property::Short)]);
    assert_eq!(ids("Ruritanian"), [("rur", Property::Demonym)]);
    assert_eq!(ids("Ana"), []);
    let heard: Vec<_> =
        base.sounding(&sound("Hadedi")[0]).map(|subject| base.id(subject)).collect();
    assert_eq!(heard, ["rur.guard"]);
    assert_eq!(base.prefixes("iron guard of ruritania"), [10]);
    assert!(base.prefixes("iron guards").is_empty());
}

#[test]
fn subjects_keep_their_facts() {
    let base = base();
    assert_eq!(base.len(), 5);
    let ana = base.subject("person.ana-krol").unwrap();
    assert_eq!((base.name(ana), base.kind(ana)), ("Ana Król", Some(Kind::Person)));
    assert_eq!(base.subject("person.nobody"), None);
    let premier = |day: &str| {
        let day = FactDate::parse(day).unwrap().first().unwrap();
        let held = base.whose(Property::Holds, "rur.premier", (day, day));
        held.into_iter().map(|(who, sure)| (base.name(who), sure)).collect::<Vec<_>>()
    };
    assert_eq!(premier("2015-01-01"), [("Ana Król", Holds::Yes)]);
    assert_eq!(premier("2024-01-01"), [("Ivo Brod", Holds::Yes)]);
    assert_eq!(premier("2012-03-10"), [("Ana Król", Holds::Maybe)]);
}

#[test]
fn facts_that_do_not_agree_are_named() {
    let table = format!(
        "{HEADER}\na\tkind\tperson\t\t\tx\t\na\tcountry\trur\t\t\tx\t\na\tcountry\trur\t\t\tx\t\n"
    );
    let problems = check(&parse(&table).0);
    let found: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "line 2: a: no name",
            "line 3: a: country leads to nobody: rur",
            "line 4: a: country \"rur\" twice",
            "line 4: a: country leads to nobody: rur",
        ]
    );
}

#[test]
fn other_bytes_are_no_base() {
    assert!(Base::open(b"").is_err());
    assert!(Base::open(b"orkb\0\0\0\x01 and then nothing of use").is_err());
}
