#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| onrecord_intake::testing::fuzz_html(data));
