//! The built-in base of facts and places, compiled in.
//!
//! `facts/README.md` tells what each table holds, where it came from and under which licence.

/// Facts, in the form of [`onrecord_knowledge::Base`].
pub const FACTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/facts.bin"));

/// Places, in the form of [`onrecord_knowledge::Places`].
pub const PLACES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.bin"));

/// Hash of both, BLAKE3 in hexadecimal.
pub const HASH: &str = include_str!(concat!(env!("OUT_DIR"), "/hash.txt"));
