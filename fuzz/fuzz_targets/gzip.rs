#![no_main]

use std::io::Read;

/// As `crates/onrecord/src/capture.rs` unpacks: several members, up to a limit, what can be had.
fn unpacked(data: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = flate2::read::MultiGzDecoder::new(data).take(1 << 18).read_to_end(&mut bytes);
    bytes
}

libfuzzer_sys::fuzz_target!(|data: &[u8]| onrecord_intake::testing::fuzz_any(&unpacked(data)));
