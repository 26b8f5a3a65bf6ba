//! Dictionaries of actors and agents in the format of TABARI and PETRARCH.
//!
//! An actor is one or more lines of names (`NAME_OF_ACTOR_`, aliases with or without `+`), with
//! codes behind the last name or on the lines below it: `[IRQGOV]`, `[IRQGOV >20030501]`,
//! `[IRQELI <030409]`, `[IRQGOV 20050507-20060520]`. `_` is a blank; `;` and `#` begin comments.
//! An agent is `NAME {PLURAL} [~GOV]`, where `!SET!` stands for each word of a set.
//! After the PETRARCH manual (Schrodt, Beieler, Idris 2014) and the files in use. Everything that
//! is not so is a problem with its line; nothing is guessed.

use rustc_hash::FxHashMap;

use crate::layer::{Ids, Made};
use crate::{FactDate, Period, Problem, Property};

/// More forms than this no agent has: sets of sets would grow without end.
const FORMS: usize = 256;

/// How a dictionary is read.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Years of two digits up to this one are of this century, the others of the last.
    pub pivot: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { pivot: 30 }
    }
}

/// An actor of a dictionary.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DictionaryActor {
    /// Its names, blanks for underscores, the first one first.
    pub names: Vec<OnLine<String>>,
    /// Its codes with the time in which they hold.
    pub codes: Vec<OnLine<(String, Period)>>,
}

/// A part of an entry, and the line it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnLine<T> {
    /// The part.
    pub value: T,
    /// Counted from 1.
    pub line: u32,
}

/// An agent of a dictionary: a noun that says what part of somebody acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// The noun, and its plural where the dictionary gives one.
    pub names: Vec<String>,
    /// What is added to the code of whoever it belongs to.
    pub code: String,
    /// Whether the code goes before that of whoever it belongs to (`[NGO~]`).
    pub before: bool,
    /// The line it stands on.
    pub line: u32,
}

/// Text of a file that mixes UTF-8 and Latin-1: lines that are not UTF-8 are Latin-1.
pub fn decode(bytes: &[u8]) -> String {
    let line = |line: &[u8]| match std::str::from_utf8(line) {
        Ok(line) => line.to_owned(),
        Err(_) => line.iter().map(|&byte| char::from(byte)).collect(),
    };
    bytes.split(|&byte| byte == b'\n').map(line).collect::<Vec<_>>().join("\n")
}

/// Reads a dictionary of actors.
///
/// ```
/// use onrecord_knowledge::petrarch::{Options, actors};
/// let (found, problems) = actors("IRON_GUARD_\n+HARAS_\n\t[RURREB 140601-161104]\n", Options::default());
/// assert!(problems.is_empty());
/// assert_eq!(found[0].names[1].value, "HARAS");
/// let (code, period) = &found[0].codes[0].value;
/// assert_eq!((code.as_str(), period.from.to_string().as_str()), ("RURREB", "2014-06-01"));
/// ```
pub fn actors(text: &str, options: Options) -> (Vec<DictionaryActor>, Vec<Problem>) {
    let mut reader = Reader::default();
    for (line, row) in rows(text) {
        let (name, codes) = row.split_at(row.find('[').unwrap_or(row.len()));
        if !name.trim().is_empty() {
            reader.name(name, line);
        }
        if !codes.is_empty() {
            reader.codes(codes, line, options);
        }
    }
    reader.finish();
    (reader.actors, reader.problems)
}

/// Reads a dictionary of agents.
///
/// ```
/// use onrecord_knowledge::petrarch::agents;
/// let (found, problems) = agents("!PERSON! = MAN, MEN\nPOLICE!PERSON! [~COP]\nWOLF {WOLVES} [~CRM]\n");
/// assert!(problems.is_empty());
/// assert_eq!(found[0].names, ["POLICEMAN"]);
/// assert_eq!(found[2].names, ["WOLF", "WOLVES"]);
/// ```
pub fn agents(text: &str) -> (Vec<Agent>, Vec<Problem>) {
    let (mut agents, mut problems, mut sets) = (Vec::new(), Vec::new(), Sets::default());
    for (line, row) in rows(text) {
        if let Some((set, words)) = row.split_once('=').filter(|_| row.starts_with('!')) {
            sets.insert(set.trim().trim_matches('!'), words.split(',').map(str::trim).collect());
            continue;
        }
        match agents_of(row, line, &sets) {
            Ok(found) => agents.extend(found),
            Err(what) => problems.push(Problem { line, what }),
        }
    }
    (agents, problems)
}

/// Sets of words by name.
type Sets<'t> = FxHashMap<&'t str, Vec<&'t str>>;

/// The agents of a line: one for each word of the sets it names.
fn agents_of(row: &str, line: u32, sets: &Sets<'_>) -> Result<Vec<Agent>, String> {
    let (name, code) = row.split_once('[').ok_or_else(|| format!("no code: {}", row.trim()))?;
    let wrong = || format!("not a code of an agent: [{code}");
    let code = code.split_once(']').ok_or_else(wrong)?.0.trim();
    let bare = code.trim_matches(['~', ' ']);
    if !code.contains('~') || !is_code(bare) {
        return Err(wrong());
    }
    let (name, plural) = name.split_once('{').unwrap_or((name, ""));
    let plural = plain(plural.trim_end_matches(['}', ' ', '\t']));
    let agent = |form: String| {
        if form.contains('!') {
            return Err(format!("a set within a set: {}", form.trim()));
        }
        let mut names = vec![plain(&form)];
        damage(&names[0]).map_or(Ok(()), Err)?;
        names.extend((!plural.is_empty()).then(|| plural.clone()));
        Ok(Agent { names, code: bare.to_owned(), before: code.ends_with('~'), line })
    };
    forms(name, sets)?.into_iter().map(agent).collect()
}

/// The name with each word of the sets that it names between exclamation marks.
fn forms(name: &str, sets: &Sets<'_>) -> Result<Vec<String>, String> {
    let mut forms = vec![String::new()];
    for (number, part) in name.split('!').enumerate() {
        let words = match number % 2 {
            0 => &vec![part],
            _ => sets.get(part).ok_or_else(|| format!("no such set: {}", name.trim()))?,
        };
        if forms.len() * words.len() > FORMS {
            return Err(format!("more than {FORMS} forms: {}", name.trim()));
        }
        forms = forms
            .iter()
            .flat_map(|form| words.iter().map(move |word| format!("{form}{word}")))
            .collect();
    }
    Ok(forms)
}

/// Actors as facts: names and codes, with what stands in `basis` as their source.
pub(crate) fn facts(actors: &[DictionaryActor], basis: &str, ids: &mut Ids) -> Made {
    let mut made = Made::new();
    for actor in actors {
        let Some(first) = actor.names.first() else { continue };
        let id = ids.give("petrarch", &first.value);
        let mut property = Property::Name;
        for OnLine { value: name, line } in &actor.names {
            made.row(*line, [&id, name, basis], property, Period::default());
            property = Property::Alias;
        }
        for OnLine { value: (code, period), line } in &actor.codes {
            made.row(*line, [&id, code, basis], Property::Code, *period);
        }
    }
    made
}

/// Lines with their numbers, without comments; an empty one where there was nothing else.
fn rows(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let mut in_comment = false;
    (1..).zip(text.lines()).filter_map(move |(line, row)| {
        if in_comment || row.trim_start().starts_with("<!--") {
            in_comment = !row.contains("-->");
            return None;
        }
        let row = row.split([';', '#']).next().unwrap_or_default().trim_end();
        (!row.is_empty()).then_some((line, row))
    })
}

#[derive(Default)]
struct Reader {
    actors: Vec<DictionaryActor>,
    problems: Vec<Problem>,
    open: DictionaryActor,
    /// Whether a line of codes was seen: the next name is somebody else.
    coded: bool,
}

impl Reader {
    fn name(&mut self, name: &str, line: u32) {
        if self.coded {
            self.finish();
        }
        let alias = name.trim().trim_start_matches('+');
        let plain = plain(alias);
        if let Some(what) = damage(&plain) {
            self.problems.push(Problem { line, what });
            return;
        }
        self.open.names.push(OnLine { value: plain, line });
    }

    fn codes(&mut self, mut rest: &str, line: u32, options: Options) {
        self.coded = true;
        while let Some(inner) = rest.trim_start().strip_prefix('[') {
            let Some((code, after)) = inner.split_once(']') else {
                self.problems
                    .push(Problem { line, what: format!("a bracket is not closed: [{inner}") });
                return;
            };
            rest = after;
            match read_code(code, options) {
                Ok(Some(code)) => self.open.codes.push(OnLine { value: code, line }),
                Ok(None) => {}
                Err(what) => self.problems.push(Problem { line, what }),
            }
        }
        if !rest.trim().is_empty() {
            self.problems.push(Problem { line, what: format!("after the code: {}", rest.trim()) });
        }
    }

    fn finish(&mut self) {
        let open = std::mem::take(&mut self.open);
        let coded = std::mem::take(&mut self.coded);
        let Some(first) = open.names.first() else { return };
        if !coded {
            let what = format!("no code: {}", first.value);
            self.problems.push(Problem { line: first.line, what });
        }
        self.actors.push(open);
    }
}

/// A code with its time; none for `---`, which says that nobody is meant.
fn read_code(text: &str, options: Options) -> Result<Option<(String, Period)>, String> {
    let text = text.trim();
    let (code, time) = text.split_at(text.find([' ', '<', '>']).unwrap_or(text.len()));
    if code == "---" {
        return Ok(None);
    }
    if !is_code(code) {
        return Err(format!("not a code: [{text}]"));
    }
    let time = time.trim();
    let date = |text: &str| date(text.trim(), options);
    let period = if time.is_empty() {
        Period::default()
    } else if let Some(from) = time.strip_prefix('>') {
        Period { from: date(from)?, to: FactDate::OPEN }
    } else if let Some(to) = time.strip_prefix('<') {
        Period { from: FactDate::UNKNOWN, to: date(to)? }
    } else if let Some((from, to)) = time.split_once('-') {
        Period { from: date(from)?, to: date(to)? }
    } else {
        return Err(format!("neither <, > nor a range: [{text}]"));
    };
    if let (Some(from), Some(to)) = (period.from.first(), period.to.last())
        && to < from
    {
        return Err(format!("ends before it begins: [{text}]"));
    }
    Ok(Some((code.to_owned(), period)))
}

fn is_code(code: &str) -> bool {
    code.len() >= 2 && code.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// `yymmdd` or `yyyymmdd`.
fn date(text: &str, options: Options) -> Result<FactDate, String> {
    let wrong = || format!("not a date: {text:?}");
    let digits = text.bytes().all(|b| b.is_ascii_digit());
    let (year, rest) = match text.len() {
        6 if digits => text.split_at(2),
        8 if digits => text.split_at(4),
        _ => return Err(wrong()),
    };
    let mut number: u32 = year.parse().map_err(|_| wrong())?;
    if year.len() == 2 {
        number += if number <= options.pivot { 2000 } else { 1900 };
    }
    FactDate::parse(&format!("{number:04}-{}-{}", &rest[..2], &rest[2..])).ok_or_else(wrong)
}

fn plain(name: &str) -> String {
    let words = name.split(|c: char| c == '_' || c.is_whitespace());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// What is wrong with a name, if anything.
fn damage(name: &str) -> Option<String> {
    let lost = |c: char| c.is_control() || c == '\u{fffd}' || "{}[]¿½".contains(c);
    if name.is_empty() {
        Some("no name".to_owned())
    } else if name.contains(lost) {
        Some(format!("characters were lost: {name:?}"))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn aliases_need_no_plus() {
        let text = "THE_LEAGUE_\nLEAGUE_OF_RIVERS_\n\t[IGO]\n\nOTHER [RUR] ; note\nNOBODY\n";
        let (found, problems) = actors(text, Options::default());
        let names = |actor: &DictionaryActor| {
            let names: Vec<&str> = actor.names.iter().map(|name| name.value.as_str()).collect();
            names.join("|")
        };
        let names: Vec<_> = found.iter().map(names).collect();
        assert_eq!(names, ["THE LEAGUE|LEAGUE OF RIVERS", "OTHER", "NOBODY"]);
        assert_eq!(problems[0].to_string(), "line 6: no code: NOBODY");
    }

    #[test]
    fn dates_are_read_or_refused() {
        let code = |text| read_code(text, Options::default());
        let period = |text| {
            let (_, period) = code(text).unwrap().unwrap();
            format!("{}/{}", period.from, period.to)
        };
        assert_eq!(period("RUR"), "/");
        assert_eq!(period("RUR > 140608"), "2014-06-08/..");
        assert_eq!(period("RUR <900823"), "/1990-08-23");
        assert_eq!(period("RUR 19790706-20110909"), "1979-07-06/2011-09-09");
        assert_eq!(code("---"), Ok(None));
        for wrong in [
            "RUR 2004017-20061201",
            "RUR 20121204",
            "RUR <17041975",
            "RUR 20110101-20100101",
            "Rur",
            "RU~",
        ] {
            assert!(code(wrong).is_err(), "{wrong}");
        }
        let late = read_code("RUR >400101", Options { pivot: 50 }).unwrap().unwrap();
        assert_eq!(late.1.from.to_string(), "2040-01-01");
    }

    #[test]
    fn sets_are_put_in_and_do_not_run_away() {
        let text = "!M! = MAN, MEN\n!N! = !N!!N!\nFIRE!M!_OF_!M! [~CVL]\n!N!S [~CVL]\n!X! [~CVL]\n";
        let (found, problems) = agents(text);
        let names: Vec<&str> = found.iter().map(|agent| agent.names[0].as_str()).collect();
        assert_eq!(names, ["FIREMAN OF MAN", "FIREMAN OF MEN", "FIREMEN OF MAN", "FIREMEN OF MEN"]);
        assert_eq!(problems[0].to_string(), "line 4: a set within a set: !N!!N!S");
        assert_eq!(problems[1].to_string(), "line 5: no such set: !X!");
        let many = format!("!A! = {}1\n!A!!A! [~CVL]\n", "1,".repeat(200));
        assert!(agents(&many).1[0].what.starts_with("more than 256 forms"));
    }

    #[test]
    fn bytes_of_two_charsets_are_read() {
        assert_eq!(decode(b"A\xc3\x89\nB\xe9"), "AÉ\nBé");
    }
}
