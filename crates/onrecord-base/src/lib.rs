//! The built-in base of facts and places, compiled in.
//!
//! `facts/README.md` tells what each table holds, where it came from and under which licence.

/// Facts (a static: a constant would be copied to where it is used), in the form of [`onrecord_knowledge::Base`].
pub static FACTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/facts.bin"));

/// Places, in the form of [`onrecord_knowledge::Places`].
pub static PLACES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/places.bin"));

/// Hash of both, BLAKE3 in hexadecimal.
pub static HASH: &str = include_str!(concat!(env!("OUT_DIR"), "/hash.txt"));
