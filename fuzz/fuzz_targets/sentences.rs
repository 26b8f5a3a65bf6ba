#![no_main]

use std::sync::LazyLock;

use onrecord_engine::{Engine, testing};

static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::new);

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    testing::check_sentences(&text, &ENGINE.analyse(&text));
});
