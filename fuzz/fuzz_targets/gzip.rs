#![no_main]

#[path = "../../crates/onrecord-intake/tests/unpacked/mod.rs"]
mod unpacked;

libfuzzer_sys::fuzz_target!(|data: &[u8]| unpacked::fuzz_gzip(data));
