//! What is found by looking across documents: stories, who carries whom, acts told in several places, and where
//! tellings agree.

use serde::{Deserialize, Serialize};

use super::SpanLine;
use crate::id::Id;

/// A line that tells of several documents.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AcrossLine {
    /// An affair that documents tell.
    Story(StoryLine),
    /// A document that tells it.
    Member(MemberLine),
    /// Whose words a document carries.
    Carry(CarryLine),
    /// Events of documents that tell one act.
    SameAs(SameAsLine),
    /// Where tellings agree, or do not.
    Agreement(AgreementLine),
}

impl AcrossLine {
    /// The story, if it is one.
    pub fn story(&self) -> Option<&StoryLine> {
        if let Self::Story(line) = self { Some(line) } else { None }
    }

    /// The document that tells a story, if it names one.
    pub fn member(&self) -> Option<Id> {
        if let Self::Member(line) = self { Some(line.item) } else { None }
    }

    /// Who carries whom, if it tells that.
    pub fn carry(&self) -> Option<&CarryLine> {
        if let Self::Carry(line) = self { Some(line) } else { None }
    }

    /// Events of one act, if it tells these.
    pub fn same_as(&self) -> Option<&SameAsLine> {
        if let Self::SameAs(line) = self { Some(line) } else { None }
    }

    /// The agreement, if it is one.
    pub fn agreement(&self) -> Option<&AgreementLine> {
        if let Self::Agreement(line) = self { Some(line) } else { None }
    }
}

/// A story as a line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct StoryLine {
    pub schema: u32,
    pub run: Id,
    pub id: Id,
    pub title: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub documents: u32,
    pub independent: u32,
}

/// A document of a story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct MemberLine {
    pub schema: u32,
    pub run: Id,
    pub story: Id,
    pub item: Id,
}

/// A document that has words, or what it tells, from another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct CarryLine {
    pub schema: u32,
    pub run: Id,
    pub story: Id,
    /// `exact`, `near`, `partial` or `cites`.
    pub how: String,
    pub from: Id,
    pub to: Option<Id>,
    /// Whom it names as its source, for `cites`.
    pub outlet: Option<String>,
    pub shared: Vec<SharedLine>,
}

/// Words that two documents share; for `cites`, the words that name the source, in the first alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct SharedLine {
    pub from: SpanLine,
    pub to: Option<SpanLine>,
}

/// Events that tell one act.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct SameAsLine {
    pub schema: u32,
    pub run: Id,
    pub story: Id,
    pub id: Id,
    pub plover: String,
    pub items: Vec<Id>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub killed: Option<RangeOfLine>,
    pub injured: Option<RangeOfLine>,
    pub documents: u32,
    pub independent: u32,
}

/// Least and most that is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct RangeOfLine {
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// Where tellings agree or do not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct AgreementLine {
    pub schema: u32,
    pub run: Id,
    pub story: Id,
    pub id: Id,
    /// `figure`, `event` or `statement`.
    pub on: String,
    pub topic: String,
    /// `corroborated`, `conflict`, `denied` or `repeated`.
    pub relation: String,
    pub detail: String,
    pub sides: Vec<SideLine>,
    pub why: String,
    pub confidence: f32,
}

/// One side of an agreement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "docs/record.md defines every field")]
pub struct SideLine {
    pub value: String,
    pub items: Vec<Id>,
    pub sources: Vec<String>,
    pub outlets: Vec<String>,
    /// When it was published first.
    pub first: Option<String>,
    pub independent: u32,
}
