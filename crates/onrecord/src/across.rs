//! From readings to stories.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;
use onrecord_ledger::{Article, ArticleKey, Ledger, Story};
use onrecord_model::record::{AcrossLine, DocumentLine, Line, MentionLine};
use onrecord_model::{Id, Run};
use onrecord_stories::{Profile, Telling, group, tables_hash, tell};

use crate::failure::hinted;
use crate::list::{must_exist, open};
use crate::reading::Reading;

/// The run that makes stories: this program with its tables for them.
pub(crate) fn run() -> Run {
    Run::new(env!("CARGO_PKG_VERSION"), &tables_hash(), None)
}

/// Whether a document takes part in stories: articles that were read, but not the same bytes again.
fn is_told(document: &DocumentLine) -> bool {
    let readable = document.language.as_deref().is_none_or(|language| language == "en");
    document.role == "article" && readable && document.duplicate_of != Some(document.id)
}

/// What was read from one document, sorted.
fn telling<'l>(
    document: DocumentLine,
    lines: impl Iterator<Item = &'l Line>,
    mentions: &[MentionLine],
) -> Telling {
    let (mut statements, mut events, mut figures) = (Vec::new(), Vec::new(), Vec::new());
    for line in lines {
        match line {
            Line::Document(_) => {}
            Line::Statement(line) => statements.push(line.as_ref().clone()),
            Line::Event(line) => events.push(line.as_ref().clone()),
            Line::Figure(line) => figures.push(line.as_ref().clone()),
        }
    }
    Telling::new(document, statements, events, figures, mentions)
}

/// Articles with what was read from them, until all are there.
#[derive(Default)]
pub(crate) struct Tellings(BTreeMap<Id, Telling>);

impl Tellings {
    /// Keeps the articles of a reading that were read, each once.
    pub(crate) fn take(&mut self, reading: &Reading) {
        for line in &reading.lines {
            let Line::Document(document) = line else { continue };
            if is_told(document) {
                let own = reading.lines.iter().filter(|line| line.document() == document.id);
                let mentions =
                    reading.mentions.iter().filter(|mention| mention.document == document.id);
                let mentions: Vec<MentionLine> = mentions.cloned().collect();
                self.0
                    .entry(document.id)
                    .or_insert_with(|| telling(document.as_ref().clone(), own, &mentions));
            }
        }
    }

    /// Hands each story to `take`: its articles and its lines.
    ///
    /// # Errors
    /// The first of `take`.
    pub(crate) fn each(
        self,
        mut take: impl FnMut(&[&Telling], &[AcrossLine]) -> Result<()>,
    ) -> Result<()> {
        let tellings: Vec<Telling> = self.0.into_values().collect();
        let profiles: Vec<Profile> =
            tellings.iter().map(|telling| telling.profile().clone()).collect();
        let run = run();
        group(&profiles).into_iter().try_for_each(|members| {
            let members: Vec<&Telling> = members.into_iter().map(|at| &tellings[at]).collect();
            take(&members, &tell(&members, &run))
        })
    }
}

/// Opens a ledger whose stories take in all that it holds; makes them anew where they do not.
///
/// # Errors
/// Those of the ledger; where it cannot be written, stories that are kept must be good enough, or there are none.
pub(crate) fn open_with_stories(path: &Path) -> Result<Ledger> {
    let ledger = open(path)?;
    if ledger.are_stories_current(run().id())? {
        return Ok(ledger);
    }
    drop(ledger);
    regroup(path).map_err(|error| {
        let hint = "stories are made from what was added, and kept in the ledger: it must be possible to write to it";
        hinted(format!("the stories of {} are out of date: {error:#}", path.display()), hint)
    })?;
    open(path)
}

/// Makes the stories of a ledger anew: those whose documents did not change stay as they are.
fn regroup(path: &Path) -> Result<()> {
    must_exist(path)?;
    let mut ledger = Ledger::open(path)?;
    let run = run();
    let mut regroup = ledger.regroup(&run)?;
    let mut kept = regroup.profiles()?;
    let (mut keys, mut profiles): (Vec<ArticleKey>, Vec<Profile>) = (Vec::new(), Vec::new());
    for key in regroup.articles()? {
        let stored = kept.remove(&key).and_then(|bytes| Profile::from_bytes(key.document, &bytes));
        let profile = if let Some(profile) = stored {
            profile
        } else {
            let article = regroup.article(key)?;
            if !is_told(&article.document) {
                continue;
            }
            let profile = Profile::of(&article.document, &article.mentions);
            regroup.keep_profile(key, &profile.to_bytes())?;
            profile
        };
        keys.push(key);
        profiles.push(profile);
    }
    let mut changed = Vec::new();
    for story in group(&profiles) {
        let members: Vec<ArticleKey> = story.iter().map(|&at| keys[at]).collect();
        if let Some(story) = told_again(&mut regroup, members, &run)? {
            changed.push(story);
        }
    }
    Ok(regroup.finish(&changed)?)
}

/// The lines of a story, unless they are kept already.
fn told_again(
    regroup: &mut onrecord_ledger::Regroup<'_>,
    members: Vec<ArticleKey>,
    run: &Run,
) -> Result<Option<Story>> {
    if regroup.is_kept(&members) {
        return Ok(None);
    }
    let articles: Vec<Article> =
        members.iter().map(|&key| regroup.article(key)).collect::<onrecord_ledger::Result<_>>()?;
    let tellings: Vec<Telling> = articles
        .into_iter()
        .map(|article| telling(*article.document, article.lines.iter(), &article.mentions))
        .collect();
    let lines = tell(&tellings.iter().collect::<Vec<_>>(), run);
    Ok(Some(Story { members, lines }))
}
