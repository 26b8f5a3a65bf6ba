//! What the words of a sentence look like: their capitals, and what the model says of them.

use std::borrow::Cow;

use super::data::{Head, OrganisationTables};
use crate::sentence::{Name, NameKind, Upos, Word};

/// A sentence as the rules see it.
pub(super) struct View<'t> {
    pub(super) words: &'t [Word],
    forms: Vec<&'t str>,
    /// What the table of heads says of each word.
    heads: Vec<Option<&'t Head>>,
    /// The kind of the model's span over each word, and whether it begins there.
    kinds: Vec<Option<(NameKind, bool)>>,
    /// Whether the sentence is a heading: its capitals tell nothing.
    pub(super) heading: bool,
    /// Whether it has words with small letters beside those that stand inside names, as signatures
    /// have not.
    pub(super) running: bool,
}

impl<'t> View<'t> {
    pub(super) fn new(
        text: &'t str,
        words: &'t [Word],
        names: &[Name],
        tables: &'t OrganisationTables,
    ) -> Self {
        let forms: Vec<&str> =
            words.iter().map(|word| text.get(word.span.range()).unwrap_or_default()).collect();
        let mut kinds = vec![None; words.len()];
        for name in names {
            for word in name.words.clone() {
                kinds[word as usize] = Some((name.kind, word == name.words.start));
            }
        }
        let heads = forms.iter().map(|form| tables.head(form)).collect();
        let (heading, running) = (is_heading(&forms), forms.iter().any(is_small));
        Self { words, forms, heads, kinds, heading, running }
    }

    pub(super) fn len(&self) -> usize {
        self.forms.len()
    }

    /// The characters of a word; none beyond the sentence.
    pub(super) fn form(&self, at: usize) -> &'t str {
        self.forms.get(at).copied().unwrap_or_default()
    }

    /// What the table of heads says of a word.
    pub(super) fn head(&self, at: usize) -> Option<&'t Head> {
        self.heads.get(at).copied().flatten()
    }

    pub(super) fn is(&self, at: usize, test: impl Fn(&Head) -> bool) -> bool {
        self.head(at).is_some_and(test)
    }

    /// What the model says of a word.
    pub(super) fn kind(&self, at: usize) -> Option<NameKind> {
        self.kinds.get(at).copied().flatten().map(|(kind, _)| kind)
    }

    /// Whether a span of the model begins with a word.
    pub(super) fn begins_name(&self, at: usize) -> bool {
        self.kinds.get(at).copied().flatten().is_some_and(|(_, begins)| begins)
    }

    /// Whether a word begins with a capital letter.
    pub(super) fn capital(&self, at: usize) -> bool {
        self.form(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether a word begins a sentence or what somebody says: there capitals tell nothing.
    pub(super) fn opening(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return true };
        match self.form(before) {
            "“" | "\"" | "‘" | "'" | "``" | ":" | "*" | "•" => true,
            "-" | "–" | "—" | "(" | "[" | ">" => before == 0,
            _ => false,
        }
    }

    /// Whether a word may be part of a name of several words: a capital, and neither a title nor a
    /// word that sentences begin with.
    pub(super) fn part(&self, at: usize) -> bool {
        self.capital(at) && !self.is(at, |head| head.stop) && self.may_name(at)
    }

    /// Whether capitals go on at this word and nothing says why: a name before it may be longer.
    pub(super) fn goes_on(&self, at: usize) -> bool {
        self.part(at)
            && self.form(at).chars().count() > 1
            && !self.begins_name(at)
            && !self.is(at, |head| head.beside || head.is_head())
    }

    /// Whether a word follows the one before it without a blank.
    pub(super) fn glued(&self, at: usize) -> bool {
        at > 0 && self.words[at].span.start() == self.words[at - 1].span.end()
    }

    /// Whether this word makes something else of the name before it.
    pub(super) fn trapped(&self, at: usize) -> bool {
        self.capital(at) && self.is(at, |head| head.trap)
    }

    /// Whether the tag of a word does not speak against a name.
    pub(super) fn may_name(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else { return false };
        match word.upos {
            Upos::Propn | Upos::X => true,
            Upos::Adj | Upos::Noun | Upos::Num => !self.opening(at) || self.kind(at).is_some(),
            Upos::Verb => !self.opening(at),
            Upos::Det
            | Upos::Adp
            | Upos::Pron
            | Upos::Aux
            | Upos::Cconj
            | Upos::Sconj
            | Upos::Part
            | Upos::Adv
            | Upos::Intj
            | Upos::Punct => false,
            Upos::Sym => self.form(at) == "&",
        }
    }
}

fn is_small(form: &&str) -> bool {
    let joint = matches!(*form, "of" | "for" | "and" | "the" | "on");
    !joint && form.len() > 1 && form.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether most longer words are capitalised, as in headings: their capitals tell nothing. A full
/// stop ends sentences, be they lists of names.
fn is_heading(forms: &[&str]) -> bool {
    if forms.last() == Some(&".") {
        return false;
    }
    let (mut long, mut capital) = (0, 0);
    for form in forms.iter().skip(1).filter(|form| form.chars().count() > 3) {
        let first = form.chars().next().unwrap_or(' ');
        if first.is_alphabetic() {
            long += 1;
            capital += usize::from(first.is_uppercase());
        }
    }
    long >= 4 && capital * 10 >= long * 8
}

/// A word as forms are compared: without hyphens and apostrophes.
pub(super) fn folded(form: &str) -> Cow<'_, str> {
    let falls = |char: char| matches!(char, '-' | '‐' | '‑' | '–' | '\'' | '’' | '‘' | '`' | '´');
    if form.contains(falls) { Cow::Owned(form.replace(falls, "")) } else { Cow::Borrowed(form) }
}

/// A form in capitals, if it is long enough to be sure of it then.
pub(super) fn shouted(key: &str) -> Option<String> {
    let upper = key.to_uppercase();
    (key.chars().count() > 4 && upper != key).then_some(upper)
}
