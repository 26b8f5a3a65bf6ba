//! Walks the tables: every cue's examples hold, broken tables are named with their line.

#[expect(dead_code, reason = "each test takes what it needs")]
mod common;

use onrecord_engine::{Engine, TableTexts};

fn attributes(engine: &Engine, passage: &str, lemma: &str) -> bool {
    let reading = common::read(engine, passage);
    let is = |statement: &onrecord_model::Statement| {
        statement.parts().cue.as_ref().is_some_and(|cue| cue.lemma == lemma)
    };
    reading.statements.iter().any(is)
}

#[test]
fn every_cue_attributes_in_its_example() {
    let engine = Engine::new();
    let fails = |(lemma, [yes, _]): &(&str, [&str; 2])| !attributes(&engine, yes, lemma);
    let failed: Vec<_> =
        engine.cue_examples().filter(fails).map(|(lemma, [yes, _])| (lemma, yes)).collect();
    assert!(failed.is_empty(), "no statement by the cue: {failed:#?}");
}

#[test]
fn no_cue_attributes_in_its_near_miss() {
    let engine = Engine::new();
    // `tests/reports.rs` walks what other tables make of words outside quotation marks.
    let fails = |(_, [_, no]): &(&str, [&str; 2])| {
        let statements = common::read(&engine, no).statements;
        statements.iter().any(|one| !one.parts().by.starts_with("report@"))
    };
    let failed: Vec<_> =
        engine.cue_examples().filter(fails).map(|(lemma, [_, no])| (lemma, no)).collect();
    assert!(failed.is_empty(), "a statement in a near miss: {failed:#?}");
}

#[test]
fn there_are_enough_cues() {
    assert!(Engine::new().cue_examples().count() >= 120);
}

fn error(change: impl FnOnce(&mut TableTexts<'static>)) -> String {
    let mut texts = TableTexts::compiled_in();
    change(&mut texts);
    Engine::from_tables(&texts).err().map(|error| error.to_string()).unwrap_or_default()
}

const CUES: &str = "lemma\tforms\tact\tmedium\tframes\tyes\tno\tbasis\n";

#[test]
fn compiled_in_tables_hold() {
    assert!(Engine::from_tables(&TableTexts::compiled_in()).is_ok());
}

#[test]
fn errors_name_table_and_line() {
    let with = |row: &str| Box::leak(format!("{CUES}{row}\n").into_boxed_str());
    let say = "say\tsays/said/saying\tassert\tspeech\tafter\ty\tn\tauthored";
    assert_eq!(error(|texts| texts.cues = ""), "cues.tsv:1: the table is empty");
    assert_eq!(
        error(|texts| texts.cues = with("say\tregular")),
        "cues.tsv:2: 2 cells instead of 8"
    );
    assert_eq!(
        error(|texts| texts.cues = with(&say.replace("assert", "shout"))),
        "cues.tsv:2: `shout` is no act"
    );
    assert_eq!(
        error(|texts| texts.cues = with(&say.replace("speech", "song"))),
        "cues.tsv:2: `song` is no medium"
    );
    assert_eq!(
        error(|texts| texts.cues = with(&say.replace("after", "under"))),
        "cues.tsv:2: `under` is no frame"
    );
    assert_eq!(
        error(|texts| texts.cues = with(&format!("{say}\n{say}"))),
        "cues.tsv:3: `say` stands twice"
    );
    let unsorted = format!("{say}\n{}", say.replacen("say", "add", 1));
    assert_eq!(
        error(|texts| texts.cues = with(&unsorted)),
        "cues.tsv:3: `add` stands after `say`: sort the rows"
    );
    let forms = say.replace("says/said/saying", "says");
    assert_eq!(
        error(|texts| texts.cues = with(&forms)),
        "cues.tsv:2: `says` is neither `regular`, `fixed` nor third/past/ing"
    );
    assert_eq!(
        error(|texts| texts.words = "word\tclasses\nfoo\tbar"),
        "words.tsv:2: `bar` is no class of words"
    );
    assert_eq!(
        error(|texts| texts.kinds = "word\tkind\tbasis\nfoo\tbar\tx"),
        "kinds.tsv:2: `bar` is no kind of party"
    );
    assert_eq!(
        error(|texts| texts.abbreviations = "abbreviation\tends_sentence\nmr\tnever"),
        "abbreviations.tsv:2: an abbreviation ends with a full stop"
    );
    let rules = "rule\tversion\tbasis\tmatches\nquote-label\tone\tx\ty";
    assert_eq!(error(|texts| texts.rules = rules), "rules.tsv:2: the version is no number");
}

#[test]
fn the_hash_depends_on_every_table() {
    let hash = Engine::new().tables_hash().to_owned();
    assert_eq!(hash.len(), 64);
    let mut texts = TableTexts::compiled_in();
    let more = format!("{}zzz\tnoun\n", texts.words);
    texts.words = &more;
    assert_ne!(Engine::from_tables(&texts).unwrap().tables_hash(), hash);
}
