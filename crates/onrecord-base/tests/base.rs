//! What is compiled in opens, and knows whom it should.

use onrecord_knowledge::{Base, Kind, Knowledge, Places, fold};

fn knowledge() -> Knowledge {
    let base = Base::open(onrecord_base::FACTS).expect("it was compiled by this version");
    let places = Places::open(onrecord_base::PLACES).expect("it was compiled by this version");
    Knowledge::new(base, places)
}

#[test]
fn there_is_enough_of_everything() {
    let knowledge = knowledge();
    let base = knowledge.base();
    let count = |kinds: &[Kind]| {
        let is = |subject: &_| base.kind(*subject).is_some_and(|kind| kinds.contains(&kind));
        base.subjects().filter(is).count()
    };
    assert!(count(&[Kind::Country]) >= 196);
    assert!(count(&[Kind::Igo, Kind::Ingo, Kind::Court]) >= 150);
    let authored: usize = count(&[Kind::ArmedGroup]);
    assert!(authored >= 250, "{authored} armed groups");
    assert!(count(&[Kind::Outlet, Kind::Agency]) >= 300);
    assert!(base.subjects().filter(|&s| base.kind(s).is_some_and(Kind::is_site)).count() >= 400);
    assert!(knowledge.places().len() > 190_000);
    assert_eq!(knowledge.country("IQ").map(|country| base.id(country)), Some("irq"));
}

#[test]
fn every_institution_does_what_its_row_says() {
    let knowledge = knowledge();
    let base = knowledge.base();
    let table = include_str!("../facts/institutions.tsv");
    let rows = table.lines().filter(|row| !row.starts_with('#')).skip(1);
    for row in rows {
        let columns: Vec<&str> = row.split('\t').collect();
        let [slug, _, _, _, _, yes, no] = columns[..] else { panic!("{row}: seven columns") };
        if slug == "article" {
            continue;
        }
        // The rows speak of Ruritania; Iceland has no body of its own name for most of them.
        let here =
            |form: &str| form.replace("Ruritanian", "Icelandic").replace("Ruritania", "Iceland");
        let id = format!("isl.{slug}");
        let is_it =
            |form: &str| base.named(&fold(&here(form))).any(|named| base.id(named.subject) == id);
        assert!(is_it(yes), "{slug}: {}", here(yes));
        assert!(!is_it(no), "{slug}: {}", here(no));
    }
}
