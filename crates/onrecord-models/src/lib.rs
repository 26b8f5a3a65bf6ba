//! Weights of the language models, compiled in.
//!
//! `models/english.md` tells what they were trained on and what they get right.

/// Models of English: ends of sentences, tags and trees, names.
pub static ENGLISH: &[u8] = include_bytes!("../models/english.safetensors");
