//! Dictionaries of actors and agents in the format of TABARI and PETRARCH.
//!
//! An actor is one or more lines of names (`NAME_OF_ACTOR_`, aliases with or without `+`), with
//! codes behind the last name or on the lines below it: `[IRQGOV]`, `[IRQGOV >20030501]`,
//! `[IRQELI <030409]`, `[IRQGOV 20050507-20060520]`. `_` is a blank; `;` and `#` begin comments.
//! An agent is `NAME {PLURAL} [~GOV]`, where `!SET!` stands for each word of a set.
//! After the PETRARCH manual (Schrodt, Beieler, Idris 2014) and the files in use. Everything that
//! is not so is a problem with its line; nothing is guessed.

use crate::{FactDate, Period, Problem};

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
    pub names: Vec<String>,
    /// Its codes with the time in which they hold.
    pub codes: Vec<(String, Period)>,
    /// Line of its first name.
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
/// assert_eq!(found[0].names, ["IRON GUARD", "HARAS"]);
/// assert_eq!(found[0].codes[0].1.from.to_string(), "2014-06-01");
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
    let (mut agents, mut problems, mut sets) = (Vec::new(), Vec::new(), Vec::new());
    for (line, row) in rows(text) {
        let mut problem = |what: String| problems.push(Problem { line, what });
        if let Some((set, words)) = row.split_once('=').filter(|_| row.starts_with('!')) {
            let words: Vec<String> = words.split(',').map(|word| word.trim().to_owned()).collect();
            sets.push((set.trim().to_owned(), words));
            continue;
        }
        let Some((name, code)) = row.split_once('[') else {
            problem(format!("no code: {}", row.trim()));
            continue;
        };
        let code = code.split(']').next().unwrap_or_default().trim();
        let bare = code.trim_matches(['~', ' ']);
        if !code.contains('~') || !row.contains(']') || !is_code(bare) {
            problem(format!("not a code of an agent: [{code}"));
            continue;
        }
        let (name, plural) = name.split_once('{').unwrap_or((name, ""));
        let plural = plain(plural.trim_end_matches(['}', ' ', '\t']));
        for name in expand(name, &sets) {
            let mut names = vec![plain(&name)];
            names.extend((!plural.is_empty()).then(|| plural.clone()));
            if name.contains('!') {
                problem(format!("no such set: {}", name.trim()));
            } else if let Some(what) = damage(&names[0]) {
                problem(what);
            } else {
                let (code, before) = (bare.to_owned(), code.ends_with('~'));
                agents.push(Agent { names, code, before, line });
            }
        }
    }
    (agents, problems)
}

/// The name with each word of the set that it names.
fn expand(name: &str, sets: &[(String, Vec<String>)]) -> Vec<String> {
    let set = sets.iter().find(|(set, _)| name.contains(set.as_str()));
    let Some((set, words)) = set else { return vec![name.to_owned()] };
    words.iter().flat_map(|word| expand(&name.replacen(set.as_str(), word, 1), sets)).collect()
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
        if self.open.names.is_empty() {
            self.open.line = line;
        }
        self.open.names.push(plain);
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
                Ok(Some(code)) => self.open.codes.push(code),
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
        if open.names.is_empty() {
            return;
        }
        if !coded {
            let what = format!("no code: {}", open.names[0]);
            self.problems.push(Problem { line: open.line, what });
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
    name.split(['_', ' ', '\t']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
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
        let names: Vec<_> = found.iter().map(|actor| actor.names.join("|")).collect();
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
    fn bytes_of_two_charsets_are_read() {
        assert_eq!(decode(b"A\xc3\x89\nB\xe9"), "AÉ\nBé");
    }
}
