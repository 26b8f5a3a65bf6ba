//! The ledger from outside: what goes in, what comes out, and what may happen to the file.
#![expect(clippy::unwrap_used, reason = "what helps tests may fail as a test does")]

mod actors;
mod add;
mod common;
mod files;
mod laws;
mod query;
mod stories;
mod successor;
mod verify;
