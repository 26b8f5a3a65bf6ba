//! How likely a finding is right: features with weights of their own.
//!
//! The probability is logistic in the sum of the weights (`confidence.tsv`, made by
//! `training/statements` from our own gold). Findings that are more likely wrong than a limit tells
//! are left out.

use onrecord_model::{Factuality, Form, Party, PartyKind};
use rustc_hash::FxHashMap;

use super::collect::Finding;
use crate::coref::Class;
use crate::tables::{TableError, rows};

/// Weights of features.
#[derive(Debug)]
pub(crate) struct Confidence {
    weights: FxHashMap<Box<str>, f32>,
}

impl Confidence {
    pub(crate) fn parse(name: &'static str, text: &str) -> Result<Self, TableError> {
        let mut weights = FxHashMap::default();
        for row in rows(name, text, &["feature", "weight"])? {
            let weight = row.cell(1).parse().map_err(|_| row.error("the weight is no number"))?;
            weights.insert(row.filled(0, "feature")?.into(), weight);
        }
        Ok(Self { weights })
    }

    /// The probability of features, 0 to 1.
    pub(crate) fn of(&self, features: &[String]) -> f32 {
        let weight = |feature: &String| self.weights.get(feature.as_str()).copied().unwrap_or(0.0);
        let sum: f32 = features.iter().map(weight).sum();
        1.0 / (1.0 + libm::expf(-sum))
    }
}

/// What is known of a finding besides itself.
pub(crate) struct Around<'a> {
    pub(crate) source: Option<&'a Party>,
    /// What the noun stands for that the source is.
    pub(crate) class: Option<Class>,
    /// Whether it stands in another finding, and in a quoted one.
    pub(crate) is_nested: bool,
    pub(crate) is_quoted: bool,
}

/// The features of a finding.
pub(crate) fn features(finding: &Finding, around: &Around<'_>) -> Vec<String> {
    let mut found = vec!["any".to_owned()];
    let how = finding.by.split(['@', '+']).next().unwrap_or_default();
    let mut add = |name: &str, value: &str| found.push(format!("{name}={value}"));
    add("rule", how);
    add("frame", &finding.frame);
    add("medium", finding.medium.name());
    add("act", finding.act.name());
    add("form", finding.form.name());
    let lemma = finding.cue.as_ref().map_or("", |(lemma, _)| lemma);
    add("lemma", lemma);
    add("neutral", if finding.is_neutral { "yes" } else { "no" });
    add("sense", if finding.factuality == Factuality::Happened { "happened" } else { "other" });
    let source = match around.source {
        None => "none",
        Some(party) => match &*party.evidence.quote().to_lowercase() {
            "i" | "we" | "you" | "me" | "us" | "my" | "our" => "speaker",
            "he" | "she" | "they" | "him" | "her" | "them" | "his" | "their" => "person",
            "it" | "its" | "this" | "that" | "which" | "who" | "one" | "these" | "those" => "it",
            _ if party.actor.is_some() => "known",
            _ => match (party.kind, around.class) {
                (Some(PartyKind::Person), _) => "name",
                (Some(PartyKind::Unnamed), _) => "unnamed",
                (Some(PartyKind::Document), _) => "document",
                (Some(_), _) => "body",
                (None, Some(class)) => class.name(),
                (None, None) => "other",
            },
        },
    };
    add("source", source);
    let place = match (around.is_nested, around.is_quoted) {
        (_, true) => "quoted",
        (true, _) => "nested",
        _ => "free",
    };
    add("place", place);
    let words = finding.words;
    let length = match words {
        0..=1 => "1",
        2 => "2",
        3..=5 => "5",
        6..=12 => "12",
        _ => "more",
    };
    add("length", length);
    let frame = finding.frame.clone();
    add("frame-source", &format!("{frame}/{source}"));
    add("frame-place", &format!("{frame}/{place}"));
    add("source-place", &format!("{source}/{place}"));
    add("medium-place", &format!("{}/{place}", finding.medium.name()));
    add("frame-length", &format!("{frame}/{length}"));
    if finding.form != Form::Indirect {
        add("quote-rule", how);
    }
    found
}
