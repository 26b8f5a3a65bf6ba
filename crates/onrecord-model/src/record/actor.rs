//! Actors as lines of the record.

use serde::{Deserialize, Serialize};

use crate::id::Id;

/// An actor as a line: made by `actors` and `show` from mentions of the ledger and facts of the
/// base.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename = "actor")]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct ActorLine {
    pub schema: u32,
    pub run: Option<Id>,
    pub id: String,
    pub name: String,
    pub names: Vec<NameLine>,
    /// `person`, `armed-group`…; `kind` is that of the line.
    pub actor_kind: String,
    pub codes: Vec<String>,
    pub country: Option<String>,
    pub wikidata: Option<String>,
    pub known: bool,
    pub parents: Vec<ParentLine>,
    pub offices: Vec<OfficeLine>,
    pub joined: Vec<JoinedLine>,
    pub mentions: u64,
    pub documents: u64,
    pub first: Option<String>,
    pub last: Option<String>,
}

/// A name of an actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct NameLine {
    pub text: String,
    pub language: Option<String>,
    pub kind: String,
    pub count: u64,
}

/// A body that an actor belongs to or leads, for a time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct ParentLine {
    pub actor: String,
    pub relation: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub basis: String,
}

/// An office that an actor holds or held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct OfficeLine {
    pub office: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub basis: String,
}

/// Another id that means the same actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct JoinedLine {
    pub actor: String,
    pub name: String,
    /// `name` or `merge`.
    pub by: String,
}
