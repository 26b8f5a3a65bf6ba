//! Classes of lemmas: how a dictionary form is made of a form.

/// An edit script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// The lemma itself.
    Whole(Box<str>),
    /// Change the case, drop characters at both ends, append.
    Edit {
        /// Case before the rest.
        case: Case,
        /// Characters to drop at the start.
        start: usize,
        /// Characters to drop at the end.
        end: usize,
        /// What is appended.
        suffix: Box<str>,
    },
}

/// What is done to the case of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Case {
    /// Nothing.
    Keep,
    /// Lower case.
    Lower,
    /// Lower case but for the first letter, which becomes upper case.
    Title,
}

impl Script {
    /// Reads a class: `a;WORD` for the lemma itself, or case (`c`, `l`, `t`), characters to drop at
    /// the start and at the end, and what to append, as `l;0;3;y` for `studies`.
    pub(crate) fn parse(class: &str) -> Option<Self> {
        if let Some(word) = class.strip_prefix("a;") {
            return Some(Self::Whole(word.into()));
        }
        let mut fields = class.splitn(4, ';');
        let case = match fields.next()? {
            "c" => Case::Keep,
            "l" => Case::Lower,
            "t" => Case::Title,
            _ => return None,
        };
        let (start, end) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
        Some(Self::Edit { case, start, end, suffix: fields.next()?.into() })
    }

    /// The lemma of a form; the form in lower case if the script does not fit it.
    pub(crate) fn apply(&self, form: &str) -> Box<str> {
        let lemma = match self {
            Self::Whole(word) => Some(word.clone()),
            Self::Edit { case, start, end, suffix } => edit(form, *case, *start, *end, suffix),
        };
        match lemma {
            Some(lemma) if !lemma.is_empty() => lemma,
            _ => lower(form).into(),
        }
    }
}

fn edit(form: &str, case: Case, start: usize, end: usize, suffix: &str) -> Option<Box<str>> {
    if !form.is_ascii() {
        return cut(&recase(form, case), start, end, suffix);
    }
    // Case changes no length, so it can wait until the characters are dropped.
    let mut lemma = cut(form, start, end, suffix)?;
    let kept = form.len() - start - end;
    match case {
        Case::Keep => {}
        Case::Lower => lemma[..kept].make_ascii_lowercase(),
        Case::Title => {
            let rest = usize::from(start == 0).min(kept);
            lemma[..rest].make_ascii_uppercase();
            lemma[rest..kept].make_ascii_lowercase();
        }
    }
    Some(lemma)
}

fn cut(base: &str, start: usize, end: usize, suffix: &str) -> Option<Box<str>> {
    let mut chars = base.chars();
    for _ in 0..start {
        chars.next()?;
    }
    for _ in 0..end {
        chars.next_back()?;
    }
    Some([chars.as_str(), suffix].concat().into())
}

fn recase(form: &str, case: Case) -> String {
    match case {
        Case::Keep => form.to_owned(),
        Case::Lower => lower(form),
        Case::Title => {
            let first = form.chars().next().map_or(0, char::len_utf8);
            form[..first].to_uppercase() + &lower(&form[first..])
        }
    }
}

fn lower(form: &str) -> String {
    if form.is_ascii() { form.to_ascii_lowercase() } else { form.to_lowercase() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_make_lemmas() {
        let expected = [
            ("l;0;3;y", "Studies", "study"),
            ("c;0;0;", "Kabul", "Kabul"),
            ("t;0;1;", "TAXES", "Taxe"),
            ("a;be", "were", "be"),
            ("l;1;0;;", "Nine", "ine;"),
            ("l;0;5;be", "is", "is"),
            ("l;0;2;", "IS", "is"),
            ("c;0;1;", "Élan", "Éla"),
            ("a;", "Left", "left"),
        ];
        for (class, form, lemma) in expected {
            assert_eq!(&*Script::parse(class).unwrap().apply(form), lemma, "{class} on {form}");
        }
    }

    #[test]
    fn other_classes_are_refused() {
        for class in ["", "l;0;0", "x;0;0;", "l;-1;0;", "l;0;a;b"] {
            assert_eq!(Script::parse(class), None, "{class}");
        }
    }
}
