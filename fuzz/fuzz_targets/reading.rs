#![no_main]

use std::sync::LazyLock;

use onrecord_engine::Engine;
use onrecord_intake::{Hints, intake};
use onrecord_model::Capture;

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::new);

/// Intake and engine together: every piece of evidence is what stands in the text.
fn read(data: &[u8]) {
    let capture = Capture::new(data.to_vec()).expect("small data");
    for document in intake(&capture, &Hints::default()).documents {
        for statement in ENGINE.read(&document).statements {
            let parts = statement.parts();
            let pieces = parts.content.iter().chain(parts.cue.iter().map(|cue| &cue.evidence));
            for piece in pieces.chain(parts.source.iter().map(|party| &party.evidence)) {
                assert_eq!(piece.quote(), &document.text()[piece.span().range()]);
            }
        }
    }
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| read(data));
