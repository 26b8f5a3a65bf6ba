//! The form in which a reading is explained.

use expect_test::expect;
use onrecord_engine::Engine;

mod common;

/// Whether a line is of a sentence, its tree or its names: what the weights decide, and the next ones may decide
/// otherwise.
fn is_of_tree(line: &str) -> bool {
    line.starts_with("sentence ")
        || line.contains("─ ")
        || line.contains(" root")
        || line.starts_with("  name ")
}

#[test]
#[expect(clippy::needless_raw_string_hashes, reason = "the form that expect-test writes")]
fn a_reading_explains_itself() {
    let text = "“The bridge,” Ada Okoye told reporters, “was never safe.” It was built in 1911.\n\n“It is safe,” Okoye added. “The owner promised to mend it,” she said.";
    let found = Engine::new().explain(&common::document(text));
    let (trees, rest): (Vec<_>, Vec<_>) = found.lines().partition(|line| is_of_tree(line));
    let count = |what| trees.iter().filter(|line| line.contains(what)).count();
    assert_eq!(count(" root"), count(", paragraph "), "{found}");
    for word in ["(build) VERB", "bridge NOUN", "Okoye PROPN"] {
        assert!(trees.iter().any(|line| line.contains(word)), "{found}");
    }
    let rest: String = rest.iter().flat_map(|line| [&line[2..], "\n"]).collect();
    expect![[r#"
        quotation (both marks): The bridge,
        quotation (both marks): was never safe.
        statement by quote-cue-after@1 (confidence 0.98)
          content 3..14: The bridge,
          content 47..62: was never safe.
          cue “told”: `tell`, assert, speech
          source “Ada Okoye” (person): Ada Okoye
          addressee “reporters” (unnamed): nobody by name
        quotation (both marks): It is safe,
        quotation (both marks): The owner promised to mend it,
        statement by quote-cue-after@1 (confidence 0.97)
          content 92..103: It is safe,
          cue “added”: `add`, assert, speech
          source “Okoye” (person): Ada Okoye
        statement by quote-cue-after@1 (confidence 0.96)
          content 123..153: The owner promised to mend it,
          cue “said”: `say`, assert, speech
          source “she” (person): Ada Okoye
        statement by report@1+verbs.tsv:727 (confidence 0.86)
          content 142..152: to mend it
          cue “promised”: `promise`, promise, speech
          source “The owner” (unnamed): nobody by name
          within the statement at 123..153
    "#]]
    .assert_eq(&rest);
    assert_eq!(common::read(&Engine::new(), text).statements.len(), 4);
    assert!(
        common::read(&Engine::new(), text)
            .statements
            .iter()
            .all(|one| !common::line(one).is_empty())
    );
}
