//! A small random model against what `training/reference.py` found with it.

use serde_json::Value;

use super::lemma::Script;
use super::name::NameScratch;
use super::parse::{ParseScratch, Parsed};
use super::segment::SegmentScratch;
use super::{Models, NameKind};
use crate::network::{ModelError, Path};

const TINY: &[u8] = include_bytes!("../../tests/network/tiny.safetensors");
const EXPECTED: &str = include_str!("../../tests/network/tiny.json");

fn expected() -> Vec<Value> {
    serde_json::from_str(EXPECTED).unwrap()
}

fn texts(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|text| text.as_str().unwrap()).collect()
}

fn assert_near(found: &[f32], expected: &Value, what: &str) {
    for (found, expected) in found.iter().zip(expected.as_array().unwrap()) {
        let expected = expected.as_f64().unwrap();
        assert!((f64::from(*found) - expected).abs() < 1e-3, "{what}: {found} is not {expected}");
    }
}

fn assert_parsed(parsed: &[Parsed], expected: &Value) {
    let found = |of: &dyn Fn(&Parsed) -> String| parsed.iter().map(of).collect::<Vec<_>>();
    assert_eq!(found(&|word| word.upos.name().to_owned()), texts(&expected["upos"]));
    assert_eq!(found(&|word| word.xpos.name().to_owned()), texts(&expected["xpos"]));
    assert_eq!(found(&|word| word.features.to_string()), texts(&expected["features"]));
    assert_eq!(found(&|word| word.lemma.to_string()), texts(&expected["lemmas"]));
    assert_eq!(found(&|word| word.relation.name().to_owned()), texts(&expected["relations"]));
    let heads: Vec<_> =
        parsed.iter().map(|word| word.head.map_or(0, |head| u64::from(head) + 1)).collect();
    let expected: Vec<_> =
        expected["heads"].as_array().unwrap().iter().map(|head| head.as_u64().unwrap()).collect();
    assert_eq!(heads, expected);
}

/// Names as BILOU classes.
fn bilou(names: &[super::Name], length: usize) -> Vec<String> {
    let mut classes = vec!["O".to_owned(); length];
    for name in names {
        let kind = match name.kind {
            NameKind::Person => "PER",
            NameKind::Organisation => "ORG",
            _ => "LOC",
        };
        let (first, last) = (name.words.start, name.words.end - 1);
        for word in name.words.clone() {
            let mark = match (word == first, word == last) {
                (true, true) => "U",
                (true, false) => "B",
                (false, true) => "L",
                (false, false) => "I",
            };
            classes[word as usize] = format!("{mark}-{kind}");
        }
    }
    classes
}

#[test]
fn scores_and_classes_are_those_of_the_reference() {
    for path in Path::available() {
        let models = Models::load_for(TINY, path).unwrap();
        let (mut parse, mut names) = (ParseScratch::default(), NameScratch::default());
        for expected in expected() {
            let forms = vec![texts(&expected["forms"])];
            let n = forms[0].len();
            let parsed = models.parser.parse(&forms, &mut parse);
            assert_near(&parse.encoded.state(0, 24)[..24], &expected["states"][0], "state");
            let stride = (n + 1).next_multiple_of(16);
            for word in 0..n {
                let mut scores = parse.arcs.scores[word * stride..][..=n].to_vec();
                // Overwritten: a word is not its own head.
                scores[word + 1] = expected["arcs"][word][word + 1].to_string().parse().unwrap();
                assert_near(&scores, &expected["arcs"][word], "arc");
                let state = parse.encoded.state(word, 24);
                assert_near(state, &expected["states"][word], "state");
            }
            assert_parsed(&parsed[0], &expected);
            let found = models.names.tag(&forms, &mut names);
            assert_near(&names.scores[..13], &expected["name_scores"][0], "name");
            assert_near(&names.scores[13 * (n - 1)..], &expected["name_scores"][n - 1], "name");
            assert_eq!(bilou(&found[0], n), texts(&expected["names"]));
            let ends = models.segmenter.ends(&forms, &mut SegmentScratch::default());
            assert_eq!(ends[0].len(), n);
            assert_near(&ends[0], &expected["end_scores"], "end");
        }
    }
}

#[test]
fn a_sentence_is_read_alike_alone_and_among_others() {
    let models = Models::load(TINY).unwrap();
    let expected = expected();
    let alone: Vec<Vec<&str>> = expected.iter().map(|value| texts(&value["forms"])).collect();
    // More words than a batch, sentences of all lengths, some of them cut, some empty.
    let words: Vec<&str> = alone.concat();
    let long: Vec<&str> = words.iter().copied().cycle().take(700).collect();
    let mut many: Vec<Vec<&str>> = (0..90).map(|n| words[n % 40..][..n % 20].to_vec()).collect();
    many.push(long);
    many.extend(alone);
    // Memory that has been used before changes nothing.
    let (mut used_parse, mut used_names) = (ParseScratch::default(), NameScratch::default());
    let parsed = models.parser.parse(&many, &mut used_parse);
    let names = models.names.tag(&many, &mut used_names);
    let ends = models.segmenter.ends(&many, &mut SegmentScratch::default());
    for (i, sentence) in many.iter().enumerate() {
        let one = std::slice::from_ref(sentence);
        assert_eq!(parsed[i].len(), sentence.len());
        assert_eq!(models.parser.parse(one, &mut ParseScratch::default())[0], parsed[i]);
        assert_eq!(models.names.tag(one, &mut NameScratch::default())[0], names[i]);
        assert_eq!(models.parser.parse(one, &mut used_parse)[0], parsed[i]);
        assert_eq!(models.names.tag(one, &mut used_names)[0], names[i]);
        let bits = |ends: &[f32]| ends.iter().map(|end| end.to_bits()).collect::<Vec<_>>();
        let found = models.segmenter.ends(one, &mut SegmentScratch::default());
        assert_eq!(bits(&found[0]), bits(&ends[i]));
        let roots = parsed[i].iter().filter(|word| word.head.is_none()).count();
        assert_eq!(roots, usize::from(!sentence.is_empty()), "one root");
        assert!(names[i].windows(2).all(|pair| pair[0].words.end <= pair[1].words.start));
    }
}

/// The same bits on all paths, and, as the sum tells, on all machines: x86 and ARM were tried.
#[test]
fn values_are_the_same_bits_everywhere() {
    let expected = expected();
    let forms: Vec<Vec<&str>> = expected.iter().map(|value| texts(&value["forms"])).collect();
    for path in Path::available() {
        let models = Models::load_for(TINY, path).unwrap();
        let (mut parse, mut names) = (ParseScratch::default(), NameScratch::default());
        models.parser.parse(&forms, &mut parse);
        models.names.tag(&forms, &mut names);
        let values = parse.encoded.states.iter().chain(&*parse.arcs.scores).chain(&*names.scores);
        let sum = values.fold(0_u32, |sum, value| sum.rotate_left(5) ^ value.to_bits());
        assert_eq!(sum, 1_085_696_557, "{path:?}");
    }
}

#[test]
fn keys_are_those_of_the_training() {
    let mut reader = crate::network::Reader::default();
    for expected in expected() {
        for (i, form) in texts(&expected["forms"]).into_iter().enumerate() {
            let keys = reader.keys(form);
            let both =
                [(&expected["keys"], &keys.features[..]), (&expected["vector_keys"], &keys.vector)];
            for (expected, found) in both {
                let expected: Vec<_> = expected[i]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|key| key.as_u64().unwrap())
                    .collect();
                let found: Vec<_> = found.iter().map(|key| u64::from(*key)).collect();
                assert_eq!(found, expected, "{form}");
            }
        }
    }
}

/// Loads the file with one text in its header changed to another of the same length.
fn changed(from: &str, to: &str) -> ModelError {
    assert_eq!(from.len(), to.len());
    let at = TINY.windows(from.len()).position(|window| window == from.as_bytes()).unwrap();
    let mut bytes = TINY.to_vec();
    bytes[at..at + to.len()].copy_from_slice(to.as_bytes());
    Models::load(bytes.leak()).unwrap_err()
}

#[test]
fn files_that_do_not_fit_are_refused_by_name() {
    let cases = [
        ("onrecord-english-1", "onrecord-english-9", "metadata `format`"),
        (r#"\"NOUN\""#, r#"\"NUON\""#, "metadata `upos`: unknown class `NUON`"),
        (r#"\"root\""#, r#"\"dep2\""#, "metadata `relations`"),
        (r#"\"U-LOC\""#, r#"\"X-LOC\""#, "metadata `names`"),
        ("parser.dilations", "parser.dilationz", "metadata `parser.dilations`: absent"),
        (r#""names.tag.bias""#, r#""names.tag.bios""#, "tensor `names.tag.bias`: absent"),
        (r#""shape":[12,12]"#, r#""shape":[18,08]"#, "not a file of weights"),
        (r#""shape":[12,12]"#, r#""shape":[16,9] "#, "tensor `parser.arc.weight`"),
    ];
    for (from, to, problem) in cases {
        let error = changed(from, to).to_string();
        assert!(error.starts_with(problem), "{error}");
    }
    assert!(Models::load(b"").is_err());
    assert!(Models::load(&TINY[..TINY.len() - 1]).is_err());
}

#[test]
fn scripts_of_lemmas_are_classes() {
    assert_eq!(&*Script::parse("l;0;1;").unwrap().apply("Crews"), "crew");
}
