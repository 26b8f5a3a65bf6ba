//! Reported speech: who says what, by the tree of the sentence.
//!
//! In: sentences. Out: reports, each with its cue, its source, what is said and who is told, in the
//! order of the cues. A cue is a word of `verbs.tsv`, `nouns.tsv` or `adjectives.tsv` in one of its
//! frames, or a phrase of `phrases.tsv`. Always true: cue, source and content of a report lie in one
//! sentence; its content has a word at least, and the cue is none of it.

mod extent;
mod frame;
mod phrase;
mod sense;
mod subject;
mod tree;

use std::ops::Range;

use onrecord_model::{Act, Factuality, Medium};

use crate::sentence::{Relation, Sentence, Upos, Xpos};
use crate::tables::{CueRow, CueTable, Frame, Part, Reports, Slot};
pub(crate) use frame::is_marked;
use frame::{Filled, fill};
pub(crate) use phrase::Relay;
pub(crate) use sense::{effect, factuality, is_none, turned};
pub(crate) use subject::{antecedent, is_passive, phrase as noun_phrase, source, subject};
pub(crate) use tree::Tree;

/// Something said, asked, thought, as one cue tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Report {
    /// Number of its sentence.
    pub(crate) sentence: usize,
    /// Words of the cue, from the first to the last.
    pub(crate) cue: Range<usize>,
    /// Its dictionary form.
    pub(crate) lemma: Box<str>,
    /// Words of the source, and which of them is its head.
    pub(crate) source: Option<(Range<usize>, usize)>,
    /// The same of who is told.
    pub(crate) addressee: Option<(Range<usize>, usize)>,
    /// Words of what is said, in pieces.
    pub(crate) content: Vec<Range<usize>>,
    pub(crate) act: Act,
    pub(crate) medium: Medium,
    pub(crate) factuality: Factuality,
    /// Whether the content decides the act.
    pub(crate) is_neutral: bool,
    /// Whether the cue hands on what another says.
    pub(crate) is_relay: bool,
    /// Table and line of the row.
    pub(crate) row: (&'static str, usize),
    /// The slots that are filled, with the word class of the cue.
    pub(crate) frame: String,
}

/// The reports of sentences, and who hands on what they tell.
pub(crate) fn reports(
    text: &str,
    sentences: &[Sentence],
    tables: &Reports,
) -> (Vec<Report>, Vec<Relay>) {
    let (mut found, mut relays) = (Vec::new(), Vec::new());
    for (number, sentence) in sentences.iter().enumerate() {
        let tree = Tree::new(text, sentence);
        let before = found.len();
        for at in 0..tree.words.len() {
            let report = verb(&tree, number, at, &tables.verbs)
                .or_else(|| noun(&tree, number, at, &tables.nouns, &tables.verbs))
                .or_else(|| adjective(&tree, number, at, &tables.adjectives, &tables.verbs));
            let factuality = || sense::factuality(&tree, at, &tables.implicatives);
            found.extend(report.map(|report| Report { factuality: factuality(), ..report }));
        }
        found.extend(phrase::phrases(&tree, number, &tables.phrases));
        relays.extend(phrase::relays(&tree, number, &tables.phrases));
        found[before..].sort_by_key(|report: &Report| report.cue.start);
    }
    (found, relays)
}

/// The best frame of a cue's rows, with what fills it.
fn best<'t>(
    tree: &Tree<'_>,
    cue: usize,
    rows: impl Iterator<Item = &'t CueRow>,
    words: impl Fn(&CueRow) -> Option<Range<usize>>,
    fills: impl Fn(&Tree<'_>, usize, &Frame) -> Option<Filled>,
) -> Option<(&'t CueRow, Act, Range<usize>, Filled)> {
    for row in rows {
        let Some(words) = words(row) else { continue };
        let mut best: Option<(Act, Filled)> = None;
        // `made the point that …`: the clause hangs on the noun of the cue.
        let noun = (cue + 1..words.end).find(|&at| tree.words[at].upos == Upos::Noun);
        let of_noun = |frame| noun.and_then(|noun| fill_noun(tree, noun, frame));
        for frame in &row.frames {
            let Some(filled) = fills(tree, cue, frame).or_else(|| of_noun(frame)) else { continue };
            if best.as_ref().is_none_or(|(_, best)| best.slots < filled.slots) {
                best = Some((frame.act.unwrap_or(row.act), filled));
            }
        }
        if let Some((act, filled)) = best {
            return Some((row, act, words, filled));
        }
    }
    None
}

/// The words of a cue of several words: a particle or fixed words beside a verb.
fn words(tree: &Tree<'_>, verb: usize, row: &CueRow) -> Option<Range<usize>> {
    let (mut low, mut high) = (verb, verb);
    for part in row.lemma.split(' ').skip(1) {
        let children = tree.children(verb).iter().copied();
        let mut near = children.chain((verb + 1..tree.words.len()).take(3));
        let at =
            near.find(|&at| tree.lemma(at) == part || tree.form(at).eq_ignore_ascii_case(part))?;
        (low, high) = (low.min(at), high.max(at));
    }
    Some(low..high + 1)
}

fn report(
    tree: &Tree<'_>,
    sentence: usize,
    found: (&'static str, &CueRow, Act, Range<usize>),
    cue: usize,
    source: Option<usize>,
    filled: &Filled,
    verbs: &CueTable,
) -> Option<Report> {
    let (table, row, act, mut words) = found;
    let mut without: Vec<usize> = if filled.is_inside { vec![cue] } else { Vec::new() };
    for &head in &filled.content {
        without.extend(extent::outside(tree, head, cue, verbs));
    }
    // `the treasurer, who is accused of theft`: of whom stands over the cue.
    let (over, under): (Vec<usize>, Vec<usize>) =
        filled.content.iter().partition(|&&head| tree.is_below(cue, head) && !filled.is_inside);
    let mut content = tree.pieces(if under.is_empty() { &over } else { &under }, &without);
    // It stands before the rest, whole.
    if let (Some(&head), Some(rest)) = (over.first().filter(|_| !under.is_empty()), content.first())
    {
        let whom = subject::phrase(tree, head);
        if whom.end <= rest.start {
            content.insert(0, whom);
        }
    }
    // The cue is no part of what is said, nor is its preposition: `called for | talks`.
    content.retain(|piece| !piece.contains(&cue));
    for piece in content.iter_mut().filter(|piece| piece.len() > 1) {
        let first = piece.start;
        if filled.leads.contains(&first) {
            piece.start += 1;
            words.end += usize::from(words.end == first);
        }
    }
    if content.is_empty() {
        return None;
    }
    if act == Act::Demand
        && let Some(last) = content.last_mut()
    {
        last.end = or_else(tree, by_when(tree, cue, last.end));
    }
    if let Some(last) = content.last_mut()
        && let Some(more) = rest(tree, cue, last.end)
    {
        last.end = more;
    }
    let phrase = |head: usize| (subject::phrase(tree, head), head);
    // `asked | both candidates | for a meeting`
    let told = filled.addressee.map(phrase).map(|(mut words, head)| {
        let inside = filled.leads.iter().filter(|&&lead| head < lead && words.contains(&lead));
        words.end = inside.min().map_or(words.end, |&lead| lead);
        (words, head)
    });
    Some(Report {
        sentence,
        cue: words,
        lemma: row.lemma.clone(),
        source: source.map(phrase),
        addressee: told,
        content,
        act,
        medium: row.medium,
        factuality: Factuality::Happened,
        is_neutral: row.is_neutral,
        is_relay: row.is_relay,
        row: (table, row.line),
        frame: format!("{}:{}", table.trim_end_matches(".tsv"), filled.shape),
    })
}

/// Where a content ends with a clause that belongs to it and hangs on the cue: `said the toll is higher,
/// with dozens missing`; `threatens to leave unless it is paid`.
fn rest(tree: &Tree<'_>, cue: usize, end: usize) -> Option<usize> {
    let comma = usize::from(end < tree.words.len() && tree.form(end) == ",");
    let is_one = |&child: &usize| {
        let (first, last) = tree.extent(child);
        let marked = |word: &&str| is_marked(tree, child, word);
        let is_condition = || {
            ["if", "unless", "until"].iter().any(marked)
                || tree.form(end).eq_ignore_ascii_case("should")
        };
        tree.words[child].relation == Relation::Advcl
            && (first == end || first == end + comma)
            && last > first
            && (comma == 1 && marked(&"with") || is_condition())
            && !(first..last).any(|at| tree.is_quote(at))
    };
    let found = tree.children(cue).iter().copied().find(is_one);
    found.map(|child| tree.extent(child).1 + 1)
}

/// Where a demand ends with the time that hangs on its cue: `demanded its repeal within two days`.
fn by_when(tree: &Tree<'_>, cue: usize, end: usize) -> usize {
    let limits = ["by", "before", "within", "until", "till"];
    let next = tree.children(cue).iter().copied().find(|&child| {
        let is_limit = |limit: &&str| is_marked(tree, child, limit);
        tree.extent(child).0 == end && limits.iter().any(is_limit)
    });
    next.map_or(end, |next| tree.extent(next).1 + 1)
}

/// Where a demand ends with what comes otherwise, wherever that hangs: `to leave, or they will be
/// shot`; `its repeal, otherwise there would be a strike`.
fn or_else(tree: &Tree<'_>, end: usize) -> usize {
    let comma = usize::from(end < tree.words.len() && tree.form(end) == ",");
    let or = end + comma;
    let words = ["or", "otherwise"];
    let is_or =
        or < tree.words.len() && words.iter().any(|word| tree.form(or).eq_ignore_ascii_case(word));
    let clause = tree.words.get(or).and_then(|_| tree.head(or)).filter(|_| is_or);
    let comes = clause.filter(|&clause| {
        let has_will = tree.children(clause).iter().any(|&child| {
            tree.words[child].relation == Relation::Aux && tree.words[child].xpos == Xpos::Md
        });
        let hangs = matches!(tree.words[or].relation, Relation::Cc | Relation::Advmod);
        has_will && hangs && tree.extent(clause).0 >= end
    });
    comes.map_or(end, |clause| {
        let mut end = tree.extent(clause).1 + 1;
        while tree.is_punctuation(end - 1) {
            end -= 1;
        }
        end
    })
}

fn verb(tree: &Tree<'_>, sentence: usize, at: usize, verbs: &CueTable) -> Option<Report> {
    if !matches!(tree.words[at].upos, Upos::Verb) {
        return None;
    }
    let table = verbs;
    let lemma = tree.lemma(at);
    let rows = table.of(&lemma).map(|(_, row)| row);
    let (row, act, words, filled) = best(tree, at, rows, |row| words(tree, at, row), fill)?;
    // `He was told`: whoever is told is no content.
    let tells =
        row.frames.iter().any(|frame| frame.slots.contains(&(Slot::Object, Part::Addressee)));
    let is_subject = |&head: &usize| tree.words[head].relation == Relation::NsubjPass;
    if tells && filled.slots == 1 && filled.content.iter().all(is_subject) {
        return None;
    }
    let source = subject::source(tree, at);
    // Without a subject only participles tell of somebody: `a plan announced in May`.
    if source.is_none() && !subject::is_passive(tree, at) {
        return None;
    }
    report(tree, sentence, (table.name, row, act, words), at, source, &filled, verbs)
}

fn adjective(
    tree: &Tree<'_>,
    sentence: usize,
    at: usize,
    table: &CueTable,
    verbs: &CueTable,
) -> Option<Report> {
    let word = &tree.words[at];
    let is_predicate = tree.child(at, &[Relation::Cop]).is_some()
        || matches!(
            word.relation,
            Relation::Xcomp | Relation::Advcl | Relation::Acl | Relation::Conj
        );
    if !(word.upos == Upos::Adj || word.xpos == Xpos::Vbn) || !is_predicate {
        return None;
    }
    let form = tree.form(at).to_lowercase();
    let rows = table.of(&form).map(|(_, row)| row);
    let (row, act, words, filled) = best(tree, at, rows, |_| Some(at..at + 1), fill)?;
    let source = subject::subject(tree, at)?;
    report(tree, sentence, (table.name, row, act, words), at, Some(source), &filled, verbs)
}

fn noun(
    tree: &Tree<'_>,
    sentence: usize,
    at: usize,
    table: &CueTable,
    verbs: &CueTable,
) -> Option<Report> {
    if tree.words[at].upos != Upos::Noun {
        return None;
    }
    let lemma = tree.lemma(at);
    let rows = table.of(&lemma).map(|(_, row)| row);
    let (row, act, words, mut filled) = best(tree, at, rows, |_| Some(at..at + 1), fill_noun)?;
    let is_free = |head: &usize| !filled.content.contains(head);
    let by = |preposition: &str| {
        tree.children(at).iter().copied().find(|&child| {
            tree.words[child].relation == Relation::Nmod && is_marked(tree, child, preposition)
        })
    };
    let light = || {
        let verb = tree.head(at)?;
        let is_carried = matches!(tree.words[at].relation, Relation::NsubjPass | Relation::Obl)
            || is_given(tree, at, verb);
        let carries = row.light.iter().any(|light| **light == *tree.lemma(verb));
        (is_carried && carries).then(|| subject::source(tree, verb)).flatten()
    };
    let owner = tree.child(at, &[Relation::NmodPoss]);
    let source = owner
        .or_else(|| by("by"))
        .or_else(|| by("from"))
        .or_else(|| by("of").filter(is_free))
        .or_else(light)
        .filter(is_free)?;
    // `gave the strikers a warning that …`
    let told = || {
        let verb = tree.head(at).filter(|&verb| is_given(tree, at, verb))?;
        let is_told = |&child: &usize| {
            child < at && matches!(tree.words[child].relation, Relation::Iobj | Relation::Obj)
        };
        tree.children(verb).iter().copied().find(is_told)
    };
    filled.addressee = filled.addressee.or_else(told);
    report(tree, sentence, (table.name, row, act, words), at, Some(source), &filled, verbs)
}

/// Whether a noun is the object of a verb: `gave the junta a week`, tagged as a time or not.
fn is_given(tree: &Tree<'_>, noun: usize, verb: usize) -> bool {
    match tree.words[noun].relation {
        Relation::Obj => true,
        Relation::OblUnmarked => tree.child(verb, &[Relation::Iobj, Relation::Obj]).is_some(),
        _ => false,
    }
}

/// As [`fill`], of a noun.
fn fill_noun(tree: &Tree<'_>, noun: usize, frame: &Frame) -> Option<Filled> {
    let mut filled =
        Filled { slots: frame.slots.len(), shape: frame::shape(frame), ..Filled::default() };
    // What belongs to an object may hang on its verb: `expressed regret over the delay`.
    let verb = tree.head(noun).filter(|&verb| is_given(tree, noun, verb));
    let below_verb = verb.map_or(&[][..], |verb| tree.children(verb));
    let find = |fits: &dyn Fn(usize) -> bool| {
        let mut below = tree.children(noun).iter().chain(below_verb).copied();
        below.find(|&child| child > noun && fits(child))
    };
    let relation = |child: usize| tree.words[child].relation;
    for (slot, part) in &frame.slots {
        let head = match slot {
            Slot::Clause => find(&|child| {
                let is_that = is_marked(tree, child, "that") || is_marked(tree, child, "whether");
                relation(child) == Relation::Ccomp || relation(child) == Relation::Acl && is_that
            }),
            Slot::Infinitive => find(&|child| {
                matches!(relation(child), Relation::Acl | Relation::Xcomp | Relation::Advcl)
                    && tree.is_infinitive(child)
            }),
            Slot::Oblique(preposition) => find(&|child| {
                matches!(
                    relation(child),
                    Relation::Nmod | Relation::Acl | Relation::Obl | Relation::Advcl
                ) && is_marked(tree, child, preposition)
                    && !tree.is_infinitive(child)
            }),
            _ => None,
        }?;
        filled.leads.extend(frame::lead(tree, head, slot));
        match part {
            Part::Addressee => filled.addressee = Some(head),
            Part::Content | Part::Target => filled.content.push(head),
        }
    }
    (!filled.content.is_empty()).then_some(filled)
}
