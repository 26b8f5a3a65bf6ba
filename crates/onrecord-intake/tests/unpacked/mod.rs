//! The body of the fuzz target `gzip`, which `laws.rs` calls as well.

use std::io::Read;

/// As the command line unpacks: several members, up to a limit, what can be had.
pub(crate) fn fuzz_gzip(data: &[u8]) {
    let mut bytes = Vec::new();
    let _ = flate2::read::MultiGzDecoder::new(data).take(1 << 18).read_to_end(&mut bytes);
    onrecord_intake::testing::fuzz_any(&bytes);
}
