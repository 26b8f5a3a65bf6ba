//! The laws of spans, maps, code points and evidence, on generated input.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use onrecord_model::{
    Capture, CodePoints, Document, DocumentParts, Edit, Evidence, Id, InText, OffsetMap, Span,
    TextBuilder,
};
use proptest::prelude::*;

/// One step of a cleaner, over a capture that is made along with the text.
#[derive(Clone, Debug)]
enum Step {
    Keep(String),
    Replace(String, String),
    Insert(String),
    Drop(String),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let text = "[a-c é“日😀]{0,5}";
    let step = prop_oneof![
        text.prop_map(Step::Keep),
        (text, text).prop_map(|(a, b)| Step::Replace(a, b)),
        text.prop_map(Step::Insert),
        text.prop_map(Step::Drop),
    ];
    prop::collection::vec(step, 0..20)
}

fn build(steps: &[Step]) -> (String, OffsetMap, String) {
    let (mut builder, mut capture) = (TextBuilder::default(), String::new());
    for step in steps {
        let at = u32::try_from(capture.len()).unwrap();
        match step {
            Step::Keep(text) => {
                capture.push_str(text);
                builder.keep(text, at);
            }
            Step::Replace(text, source) => {
                capture.push_str(source);
                builder.replace(text, Span::new(at, u32::try_from(capture.len()).unwrap()));
            }
            Step::Insert(text) => builder.insert(text),
            Step::Drop(source) => capture.push_str(source),
        }
    }
    let (text, map) = builder.finish();
    (text, map, capture)
}

fn bounds(text: &str) -> Vec<u32> {
    (0..=text.len())
        .filter(|&at| text.is_char_boundary(at))
        .map(|at| u32::try_from(at).unwrap())
        .collect()
}

fn any_span(text: &str, a: prop::sample::Index, b: prop::sample::Index) -> Span<InText> {
    let bounds = bounds(text);
    let (a, b) = (bounds[a.index(bounds.len())], bounds[b.index(bounds.len())]);
    Span::new(a.min(b), a.max(b))
}

proptest! {
    #[test]
    fn built_maps_hold_their_invariants(steps in steps()) {
        let (text, map, capture) = build(&steps);
        prop_assert_eq!(map.check(&text, capture.as_bytes()), Ok(()));
    }

    #[test]
    fn mapped_spans_can_be_quoted(steps in steps(), a: prop::sample::Index, b: prop::sample::Index) {
        let (text, map, capture) = build(&steps);
        let span = any_span(&text, a, b);
        let only_inserted = map.runs().iter().all(|run| run.edit == Edit::Inserted || run.text.intersect(span).is_none());
        let image = map.to_capture(span);
        prop_assert_eq!(image.is_none(), only_inserted);
        if let Some(image) = image {
            prop_assert!(capture.get(image.range()).is_some());
            if map.runs().iter().any(|run| run.edit == Edit::Kept && run.text.contains(span)) {
                prop_assert_eq!(&capture[image.range()], &text[span.range()]);
            }
        }
    }

    #[test]
    fn neighbours_map_to_the_cover(steps in steps(), a: prop::sample::Index, b: prop::sample::Index, c: prop::sample::Index) {
        let (text, map, _) = build(&steps);
        let whole = any_span(&text, a, b);
        let middle = any_span(&text, c, c).start().clamp(whole.start(), whole.end());
        let left = map.to_capture(Span::new(whole.start(), middle));
        let right = map.to_capture(Span::new(middle, whole.end()));
        let cover = match (left, right) {
            (Some(left), Some(right)) => Some(left.cover(right)),
            (one, other) => one.or(other),
        };
        prop_assert_eq!(map.to_capture(whole), cover);
    }

    #[test]
    fn two_steps_are_one(outer in steps(), wrap in "[a-z]{0,4}") {
        // The middle form is the capture of `outer`; it stands in a larger capture after `wrap`.
        let (text, map, middle) = build(&outer);
        let capture = format!("{wrap}{middle}");
        let len = u32::try_from(middle.len()).unwrap();
        let inner = OffsetMap::identity(len, u32::try_from(wrap.len()).unwrap());
        prop_assert_eq!(map.through(&inner).check(&text, capture.as_bytes()), Ok(()));
        prop_assert_eq!(map.through(&OffsetMap::identity(len, 0)), map);
    }

    #[test]
    fn going_back_becomes_inserted(text in "[a-c]{1,9}", at in 0u32..5) {
        let mut builder = TextBuilder::default();
        builder.keep(&text, 5);
        builder.keep("x", at);
        let (_, map) = builder.finish();
        prop_assert_eq!(map.runs().last().unwrap().edit, Edit::Inserted);
    }

    #[test]
    fn code_points_go_both_ways(text in "[a-c é“日😀]{0,400}") {
        let points = CodePoints::new(&text);
        for (point, (byte, _)) in text.char_indices().enumerate() {
            let (point, byte) = (u32::try_from(point).unwrap(), u32::try_from(byte).unwrap());
            prop_assert_eq!(points.from_byte(byte), point);
            prop_assert_eq!(points.to_byte(point), Some(byte));
        }
        let (len, count) = (u32::try_from(text.len()).unwrap(), u32::try_from(text.chars().count()).unwrap());
        prop_assert_eq!(points.from_byte(len), count);
        prop_assert_eq!(points.to_byte(count), Some(len));
        prop_assert_eq!(points.to_byte(count + 1), None);
    }

    #[test]
    fn evidence_quotes_its_document(text in "[a-c é“日😀]{1,40}", a: prop::sample::Index, b: prop::sample::Index) {
        let capture = Capture::new(text.clone().into_bytes()).unwrap();
        let map = OffsetMap::identity(u32::try_from(text.len()).unwrap(), 0);
        let span = any_span(&text, a, b);
        let document = Document::new(capture.id(), DocumentParts { text, map, ..DocumentParts::default() });
        if !span.is_empty() {
            let evidence = Evidence::cut(&document, span);
            prop_assert_eq!(evidence.quote(), &document.text()[span.range()]);
            let bytes = document.map().to_capture(span).unwrap();
            prop_assert_eq!(&capture.bytes()[bytes.range()], evidence.quote().as_bytes());
        }
    }

    #[test]
    fn ids_survive_printing(fields in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..9), 0..4)) {
        let fields: Vec<&[u8]> = fields.iter().map(Vec::as_slice).collect();
        let id = Id::of(onrecord_model::IdKind::Statement, &fields);
        prop_assert_eq!(id.to_string().parse::<Id>(), Ok(id));
    }
}
