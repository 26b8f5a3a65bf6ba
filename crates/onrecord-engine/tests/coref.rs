//! Who is meant: passages with their answers, and what is always true.

use std::sync::LazyLock;

use onrecord_engine::Engine;
use onrecord_engine::coref::Cluster;
use onrecord_engine::sentence::Sentence;
use proptest::prelude::*;

fn read(engine: &Engine, text: &str) -> (Vec<Sentence>, Vec<Cluster>) {
    let sentences = engine.analyse(text);
    let clusters = engine.coreference(text, &sentences, None);
    (sentences, clusters)
}

/// A text without its marks, and the marked words: their bytes and their number. `[1 Ilsa]` marks
/// `Ilsa` with 1.
fn marked(passage: &str) -> (String, Vec<(std::ops::Range<usize>, u32)>) {
    let (mut text, mut marks) = (String::new(), Vec::new());
    let mut rest = passage;
    while let Some(open) = rest.find('[') {
        text.push_str(&rest[..open]);
        let close = open + rest[open..].find(']').expect("a closing bracket");
        let (number, words) = rest[open + 1..close].split_once(' ').expect("a number and words");
        let start = text.len();
        text.push_str(words);
        marks.push((start..text.len(), number.parse().expect("a number")));
        rest = &rest[close + 1..];
    }
    text.push_str(rest);
    (text, marks)
}

/// The cluster of the mention whose head is the last of these words.
fn cluster_of(
    sentences: &[Sentence],
    clusters: &[Cluster],
    words: &std::ops::Range<usize>,
) -> Option<usize> {
    clusters.iter().position(|cluster| {
        cluster.iter().any(|mention| {
            let head = sentences[mention.sentence].words[mention.head].span.range();
            words.start <= head.start && head.end <= words.end
        })
    })
}

/// Passages written for this test. Words with the same number mean the same, those with different
/// numbers do not.
const PASSAGES: &[&str] = &[
    "[1 Ilsa Brandt] met [2 Karl Moor] on Monday. [1 She] gave [2 him] the keys.",
    "[1 The minister] resigned after [1 he] lost the vote.",
    "[1 Anna Reyes] told reporters that [1 she] would not run again.",
    "[1 The company] said [1 it] would close [1 its] plant in Hagwick.",
    "[1 The rebels] left the town. [1 They] had held it for a month.",
    "“[1 I] will not resign,” [1 Brandt] said.",
    "[1 President Omar Haddad] arrived in Wick. [1 Haddad] will meet farmers there.",
    "[1 John Smith] said [1 he] hurt [1 himself] in the fall.",
    "[1 Maria] cut [1 herself], but [1 she] did not complain.",
    "[1 Mr Holm] thanked [2 Mrs Dahl] for [2 her] help. [1 He] left early.",
    "[1 The Wick Border Guard] said [1 the guard] had stopped two boats.",
    "[1 The United Harbour Workers] met on Friday. [1 The UHW] wants higher pay.",
    "[1 The ship] sank near Wick. Divers found [1 the ship] a week later.",
    "[1 Peter Lind] praised [2 Sara Voss]. [2 Voss], who leads the party, thanked [1 him].",
    "After [1 he] left the army, [1 Tom Hale] opened a shop.",
    "[1 The soldiers] said [1 they] were told to wait for [1 their] commander.",
    "[1 My] sister called. “[2 We] lost [2 our] house,” she told [1 me].",
    "[1 The court] ruled on Tuesday. [1 The court] said the law was void.",
    "[1 Laura Kent] and [2 Paul Kent] moved to Hagwick. [2 He] works for the railway.",
    "[1 Fatima Noor] won the seat. Supporters cheered [1 her] outside [1 her] home.",
];

#[test]
fn passages_are_understood() {
    let engine = Engine::new();
    let mut failed = Vec::new();
    for passage in PASSAGES {
        let (text, marks) = marked(passage);
        let (sentences, clusters) = read(&engine, &text);
        let found: Vec<_> = marks
            .iter()
            .map(|(words, number)| (cluster_of(&sentences, &clusters, words), *number, words))
            .collect();
        for (at, (one, number, words)) in found.iter().enumerate() {
            for (other, another, others) in &found[at + 1..] {
                let same = one.is_some() && one == other;
                if same != (number == another) {
                    failed.push(format!(
                        "{passage}: {} and {}",
                        &text[(*words).clone()],
                        &text[(*others).clone()]
                    ));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn a_pronoun_that_means_nothing_joins_nothing() {
    let engine = Engine::new();
    for text in [
        "It rained all night. It is clear that the talks have failed.",
        "It seems that nobody came. It is hard to say why.",
    ] {
        let (_, clusters) = read(&engine, text);
        assert!(clusters.is_empty(), "{text}: {clusters:#?}");
    }
}

#[test]
fn a_title_says_whom_a_text_is_about() {
    let engine = Engine::new();
    let text = "In the final Ruth Kane beat Jane Moss. A year later she moved to Wick.";
    let sentences = engine.analyse(text);
    let who = |title: &str| {
        let clusters = engine.coreference(text, &sentences, Some(title));
        let she = text.find("she").expect("she");
        let cluster = clusters
            .iter()
            .find(|cluster| cluster.iter().any(|mention| mention.span.range().start == she));
        cluster.map(|cluster| text[cluster[0].span.range()].to_owned())
    };
    assert!(who("Jane Moss").is_some_and(|who| who.ends_with("Jane Moss")));
    assert!(who("Ruth Kane").is_some_and(|who| who.ends_with("Ruth Kane")));
}

/// What is always true of clusters.
fn check(sentences: &[Sentence], clusters: &[Cluster]) {
    let mut seen = std::collections::BTreeSet::new();
    for cluster in clusters {
        assert!(cluster.len() > 1, "a cluster of one mention");
        let mut before = (0, 0);
        for (at, mention) in cluster.iter().enumerate() {
            let words = &sentences[mention.sentence].words[mention.words.clone()];
            assert!(mention.words.contains(&mention.head), "the head is inside");
            assert_eq!(words[0].span.start(), mention.span.start());
            assert_eq!(words[words.len() - 1].span.end(), mention.span.end());
            assert!(
                seen.insert((
                    mention.sentence,
                    mention.words.clone().count(),
                    mention.words.start,
                    mention.head
                )),
                "in two clusters"
            );
            assert!(before <= (mention.sentence, mention.words.start), "in order");
            before = (mention.sentence, mention.words.start);
            if let Some(link) = &mention.link {
                assert!(link.to < cluster.len() && link.to != at, "joined to another one");
                assert!(link.margin >= 0.0, "better than the next");
            }
        }
    }
}

#[test]
fn what_follows_changes_nothing() {
    let engine = Engine::new();
    let texts: Vec<String> = PASSAGES.iter().map(|passage| marked(passage).0).collect();
    let mut text = String::new();
    let mut before: Vec<Vec<std::ops::Range<usize>>> = Vec::new();
    for part in &texts {
        let end = text.len();
        text = if text.is_empty() { part.clone() } else { format!("{text}\n\n{part}") };
        let (sentences, clusters) = read(&engine, &text);
        check(&sentences, &clusters);
        let spans = |cluster: &Cluster| -> Vec<_> {
            cluster.iter().map(|mention| mention.span.range()).collect()
        };
        let now: Vec<Vec<_>> = clusters.iter().map(spans).collect();
        let mut kept: Vec<Vec<_>> = now
            .iter()
            .map(|cluster| cluster.iter().filter(|span| span.end <= end).cloned().collect())
            .collect();
        kept.retain(|cluster: &Vec<_>| cluster.len() > 1);
        assert_eq!(kept, before, "after {part}");
        before = now;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_has_clusters(text in "(\\PC|[\\n\"“”. ]|he |She |it |the man |Ilsa |their |this |I |\\(){0,120}", title in proptest::option::of("\\PC{0,20}")) {
        static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::new);
        let engine = &*ENGINE;
        let sentences = engine.analyse(&text);
        check(&sentences, &engine.coreference(&text, &sentences, title.as_deref()));
    }
}
