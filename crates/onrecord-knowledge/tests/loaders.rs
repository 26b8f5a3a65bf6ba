//! Loaders take any bytes: they make facts or name what is wrong, and they come to an end.

use onrecord_knowledge::petrarch::Options;
use onrecord_knowledge::{Base, Fact, Form, Ids, Source, check_layer, join};
use proptest::prelude::*;

const FORMS: [Form; 4] = [Form::Facts, Form::Short, Form::Actors, Form::Agents];

/// Reads, checks, joins and compiles; every problem and every fact stands on a line of the bytes.
fn read(bytes: &[u8]) {
    let lines = bytes.split(|&byte| byte == b'\n').count();
    for form in FORMS {
        let source = Source::read(form, "own\t.x", bytes, Options::default(), &mut Ids::default());
        let (facts, problems) = source.facts();
        let checked = check_layer(std::slice::from_ref(&facts), &[]).concat();
        let stands = facts.iter().map(|fact: &Fact<'_>| fact.line);
        let stands = stands.chain(problems.iter().chain(&checked).map(|problem| problem.line));
        for line in stands.chain(source.agents.iter().map(|agent| agent.line)) {
            assert!((1..=lines).contains(&(line as usize)), "{form:?}: line {line} of {lines}");
        }
        let base = Base::new(&join(&[facts]));
        assert!(base.subjects().all(|subject| base.facts(subject).next().is_some()));
    }
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read(&bytes);
    }

    #[test]
    fn what_looks_like_a_layer_is_read(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "subject\tproperty\tobject\tfrom\tto\tbasis\tchecked\n", "a\tname\tA\t\t\tx\t\n", "a", "-",
                "\t", "\n", "\r\n", "id,name,code,aliases,from,to\n", ",", ";", "\"", "IRON_GUARD_", "+HARAS_",
                " [RURREB >140601]", "[RUR", "]", "<!--", "-->", "!M! = A, B\n", "!M!", "{S}", " [~CVL]", "2014-06",
                "..", "é", "\u{feff}", "\u{a0}",
            ]),
            0..60,
        ),
    ) {
        read(parts.concat().as_bytes());
    }
}

/// Rows that all say the same, or that hold on to each other, take no longer than others.
#[test]
fn many_rows_of_one_actor_are_read() {
    let rows = "IRON_GUARD_\n+HARAS_\n[RURREB]\n".repeat(20_000);
    let csv = format!("id,name,aliases\n{}", "a,A,B;C\n".repeat(20_000));
    for (form, text) in [(Form::Actors, &rows), (Form::Short, &csv)] {
        let source =
            Source::read(form, "own", text.as_bytes(), Options::default(), &mut Ids::default());
        let (facts, problems) = source.facts();
        assert!(problems.is_empty());
        assert!(check_layer(std::slice::from_ref(&facts), &[]).concat().is_empty());
        assert!(!Base::new(&facts).is_empty());
    }
}
