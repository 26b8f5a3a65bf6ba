//! One article with what was read from it.

use onrecord_model::Id;
use onrecord_model::record::{
    DocumentLine, EventLine, FigureLine, MentionLine, SpanLine, StatementLine,
};

use crate::Profile;

/// An article with what was read from it, and its profile.
#[derive(Clone, Debug)]
pub struct Telling {
    document: DocumentLine,
    statements: Vec<StatementLine>,
    events: Vec<EventLine>,
    figures: Vec<FigureLine>,
    /// Where places are named, and their names in lower case.
    places: Vec<(SpanLine, String)>,
    profile: Profile,
}

impl Telling {
    /// An article, its lines, and the mentions that were found in it.
    pub fn new(
        document: DocumentLine,
        statements: Vec<StatementLine>,
        events: Vec<EventLine>,
        figures: Vec<FigureLine>,
        mentions: &[MentionLine],
    ) -> Self {
        let profile = Profile::of(&document, mentions);
        let places = mentions.iter().filter(|mention| mention.label == "location");
        let place = |mention: &MentionLine| {
            let name = mention.place.as_ref().map(|place| &place.name).or(mention.name.as_ref())?;
            Some((mention.span.clone(), name.to_lowercase()))
        };
        let places = places.filter_map(place).collect();
        Self { document, statements, events, figures, places, profile }
    }

    /// The article.
    pub fn document(&self) -> &DocumentLine {
        &self.document
    }

    /// What it is about.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    pub(crate) fn id(&self) -> Id {
        self.document.id
    }

    pub(crate) fn statements(&self) -> &[StatementLine] {
        &self.statements
    }

    pub(crate) fn events(&self) -> &[EventLine] {
        &self.events
    }

    pub(crate) fn places(&self) -> &[(SpanLine, String)] {
        &self.places
    }

    pub(crate) fn figures(&self) -> &[FigureLine] {
        &self.figures
    }

    /// First time at which it may have appeared, or else at which it was captured; what tells neither comes last.
    pub(crate) fn appeared(&self) -> (&str, Id) {
        let published = self.document.published.as_ref().map(|when| when.start.as_str());
        (published.or(self.document.captured.as_deref()).unwrap_or("~"), self.id())
    }

    /// Name of the outlet, or its domain.
    pub(crate) fn outlet(&self) -> Option<&str> {
        let outlet = self.document.outlet.as_ref()?;
        outlet.name.as_deref().or(outlet.domain.as_deref())
    }
}
