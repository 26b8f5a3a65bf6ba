//! The form in which a reading is explained.

use expect_test::expect;
use onrecord_engine::Engine;

mod common;

#[test]
#[expect(clippy::needless_raw_string_hashes, reason = "the form that expect-test writes")]
fn a_reading_explains_itself() {
    let text = "“The bridge,” Ada Okoye told reporters, “was never safe.” It was built in 1911.\n\n“It is safe,” Okoye added. “The owner promised to mend it,” she said.";
    let found = Engine::new().explain(&common::document(text));
    expect![[r#"
        sentence 1, paragraph 1
          tokens: “ · The · bridge · , · ” · Ada · Okoye · told · reporters · , · “ · was · never · safe · . · ”
          quotation (both marks): The bridge,
          quotation (both marks): was never safe.
          statement by quote-cue-after@1 (confidence 0.95)
            content 3..14: The bridge,
            content 47..62: was never safe.
            cue “told”: row `tell` (cues.tsv:157), assert, speech
            source “Ada Okoye” (person): the name “Ada Okoye”
            addressee “reporters” (unnamed): a description without a name
        sentence 2, paragraph 1
          tokens: It · was · built · in · 1911 · .
        sentence 3, paragraph 2
          tokens: “ · It · is · safe · , · ” · Okoye · added · .
          quotation (both marks): It is safe,
          statement by quote-cue-after@1 (confidence 0.95)
            content 92..103: It is safe,
            cue “added”: row `add` (cues.tsv:6), assert, speech
            source “Okoye” (unknown): the name “Okoye”, which stands for “Ada Okoye” used before
        sentence 4, paragraph 2
          tokens: “ · The · owner · promised · to · mend · it · , · ” · she · said · .
          quotation (both marks): The owner promised to mend it,
          statement by quote-cue-after@1+same-speaker@1 (confidence 0.90)
            content 123..153: The owner promised to mend it,
            cue “said”: row `say` (cues.tsv:142), assert, speech
            source “she” (person): a pronoun, which stands for the speaker before it, “Ada Okoye”
          statement by nested-infinitive@1 (confidence 0.8)
            content 142..152: to mend it
            cue “promised”: row `promise` (cues.tsv:113), promise, speech
            source “The owner” (unnamed): a description without a name
            via “she” (person): a pronoun, which stands for the speaker before it, “Ada Okoye”
    "#]].assert_eq(&found);
    assert_eq!(common::read(&Engine::new(), text).statements.len(), 4);
    assert!(
        common::read(&Engine::new(), text)
            .statements
            .iter()
            .all(|one| !common::line(one).is_empty())
    );
}
