//! Who wrote it: lines such as “By Jane Doe and John Roe, Staff Writers”.
//!
//! The words are in `tables/bylines.toml`. Names are given as they stand, without “By”, job,
//! paper, place or address.

mod part;
mod words;

use crate::date::{self, Order};
use part::Part;
use words::WORDS;

/// How a byline says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Form {
    /// A name alone, or with its place (“Jane Doe in Paris”): sure only beside a date or a job.
    Bare,
    /// `Posted on … by`: may be whoever runs the site.
    Posted,
    /// `— Jane Doe` under the text.
    Signed,
    /// `From our reporter in Holm`: names nobody.
    From,
    /// `Jane Doe, Economics Editor`.
    Placed,
    /// `Text: Jane Doe`.
    Text,
    /// `By Jane Doe`.
    By,
}

/// What a byline tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Byline {
    /// Authors; empty where it names only a paper, or nobody.
    pub(crate) names: Vec<String>,
    /// Paper or agency named with them.
    pub(crate) outlet: Option<String>,
    /// Whether the same line gives a date.
    pub(crate) dated: bool,
    /// How it is put.
    pub(crate) form: Form,
}

/// Longest line that can be a byline, in bytes.
const LONGEST: usize = 220;

/// Reads a line as a byline; `None` if it is anything else.
pub(crate) fn parse(line: &str) -> Option<Byline> {
    let line = unwrap(line.trim());
    if line.is_empty() || line.len() > LONGEST {
        return None;
    }
    if let Some((form, rest)) = words::lead(line) {
        return led(form, line, rest);
    }
    if let Some(rest) = words::after_date(line) {
        return led(Form::By, line, rest);
    }
    bare(line).or_else(|| among_others(line))
}

/// Reads a list of authors, as metadata has it: “Jane Doe, BBC News”, “admin”.
pub(crate) fn clean(names: &str) -> Vec<String> {
    let names = unwrap(names.trim());
    if names.len() > LONGEST || names.contains("://") {
        return Vec::new();
    }
    let rest =
        words::lead(names).filter(|(form, _)| *form != Form::From).map_or(names, |(_, rest)| rest);
    let parts = part::split(rest);
    let mut people = people(&parts);
    people.retain(|name| !WORDS.is_nobody(name) && !WORDS.is_generic(name));
    people
}

/// Whether a line is a job and nothing else: “Economics Editor”.
pub(crate) fn is_role(line: &str) -> bool {
    line.len() <= 80 && part::is_role(line)
}

/// Whether a line is a name as persons have it, of two words or more.
pub(crate) fn is_name(line: &str) -> bool {
    line.split_whitespace().count() >= 2 && part::is_name(line)
}

fn led(form: Form, line: &str, rest: &str) -> Option<Byline> {
    if form == Form::From {
        let generic = WORDS.is_generic(line);
        let short = line.split_whitespace().count() <= 7 && !line.ends_with('.');
        return short.then(|| Byline {
            names: if generic { vec![line.to_owned()] } else { Vec::new() },
            outlet: None,
            dated: false,
            form,
        });
    }
    let parts = part::split(rest);
    let first = parts.first()?;
    let strange = parts.iter().any(|part| matches!(part, Part::Other(text) if is_running(text)));
    if strange || matches!(first, Part::Other(_) | Part::Role(_) | Part::Place(_)) {
        return None;
    }
    let names = if form == Form::Posted && matches!(first, Part::Account(_)) {
        Vec::new()
    } else {
        people(&parts)
    };
    let one_word = names.iter().all(|name| !name.contains(' ')) && names.len() == 1;
    if form == Form::Signed && (names.is_empty() || (one_word && parts.len() == 1)) {
        return None;
    }
    let dated = date::find(line, Order::Unknown, "byline").is_some();
    let outlet = outlet(&parts);
    (!names.is_empty() || outlet.is_some() || form == Form::Posted).then_some(Byline {
        names,
        outlet,
        dated,
        form,
    })
}

/// A byline among other things told with bars between: `12.03.2018 | Text: Jane Doe | 8,401 views`.
fn among_others(line: &str) -> Option<Byline> {
    let bar = [" | ", " • ", " · ", " — ", " / "].into_iter().find(|bar| line.contains(bar))?;
    let pieces = || line.split(bar).map(str::trim);
    if pieces().count() > 5 || pieces().any(is_running) {
        return None;
    }
    pieces().find_map(|piece| {
        let (form, rest) = words::lead(piece)
            .filter(|(form, _)| matches!(form, Form::By | Form::Posted | Form::Text))?;
        let dated = date::find(line, Order::Unknown, "byline").is_some();
        led(form, piece, rest).map(|byline| Byline { dated, ..byline })
    })
}

/// A line that begins with the name itself.
fn bare(line: &str) -> Option<Byline> {
    if WORDS.is_generic(line) {
        return Some(Byline {
            names: vec![line.to_owned()],
            outlet: None,
            dated: false,
            form: Form::Bare,
        });
    }
    if line.len() > 120 || line.ends_with(['.', '?', '!', ':']) && !ends_in_initial(line) {
        return None;
    }
    let parts = part::split(line);
    let name = |part: &Part| matches!(part, Part::Name(name) if name.contains(' '));
    let dated = parts.iter().any(|part| matches!(part, Part::Date));
    let cited = dated && parts.len() == 2 && matches!(parts.first(), Some(Part::Outlet(_)));
    let strange = parts.iter().any(|part| matches!(part, Part::Other(_)));
    if strange || !(cited || parts.first().is_some_and(name)) {
        return None;
    }
    // Titles in capitals look like names, but are longer.
    let long = |part: &Part| matches!(part, Part::Name(name) if name.split(' ').count() > 4 || name.contains("’s ") || name.contains("'s "));
    if parts.iter().any(long) {
        return None;
    }
    let told = parts.iter().any(|part| matches!(part, Part::Role(_) | Part::Handle)) || cited;
    let form = if told || dated { Form::Placed } else { Form::Bare };
    Some(Byline { names: people(&parts), outlet: outlet(&parts), dated, form })
}

/// The persons of a list; where there are none, whoever stands for them.
fn people(parts: &[Part]) -> Vec<String> {
    let several = parts.iter().any(|part| matches!(part, Part::Name(name) if name.contains(' ')));
    let mut names: Vec<String> = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        match part {
            // “Jane Doe, Paris”: a single word after a full name is a place.
            Part::Name(name) if index > 0 && several && !name.contains(' ') => {}
            Part::Name(name) if !names.contains(name) => names.push(name.clone()),
            _ => {}
        }
    }
    if names.is_empty() {
        names.extend(parts.iter().filter_map(|part| match part {
            Part::Generic(name) => Some(name.clone()),
            _ => None,
        }));
    }
    names
}

fn outlet(parts: &[Part]) -> Option<String> {
    parts.iter().find_map(|part| match part {
        Part::Outlet(name) => Some(name.clone()),
        _ => None,
    })
}

/// Takes off brackets and a colon around the whole line.
fn unwrap(line: &str) -> &str {
    let inner = [('(', ')'), ('[', ']'), ('*', '*'), ('_', '_'), ('/', '/')]
        .into_iter()
        .find_map(|(open, close)| line.strip_prefix(open)?.strip_suffix(close));
    inner.unwrap_or(line).trim()
}

fn ends_in_initial(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or_default();
    last.chars().count() <= 3 && last.starts_with(char::is_uppercase)
}

/// Whether a part is running text and no label: three or more words in lower case.
fn is_running(text: &str) -> bool {
    text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase)).count() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Option<Vec<String>> {
        parse(line).map(|byline| byline.names)
    }

    #[test]
    fn bylines_give_names() {
        for (line, expected) in [
            ("By Jane Doe and John Roe", vec!["Jane Doe", "John Roe"]),
            ("by JANE DOE, Staff Writer", vec!["JANE DOE"]),
            ("By ALAN PRUITT and DANA OKONJO, Staff Writers", vec!["ALAN PRUITT", "DANA OKONJO"]),
            ("Written by Jane Doe; Originally appeared at her blog", vec!["Jane Doe"]),
            ("Posted on March 3, 2019 by Lena Hartwig", vec!["Lena Hartwig"]),
            ("Posted on  by Lena J Hartwig", vec!["Lena J Hartwig"]),
            ("Posted on 15 September 2020 by quietobserver", vec![]),
            ("by Ilse Brandt for River Notes", vec!["Ilse Brandt"]),
            ("By Ruben Castellane: @rcastellane", vec!["Ruben Castellane"]),
            ("By Ruben J. Castellane:", vec!["Ruben J. Castellane"]),
            ("By Staff, Agencies", vec!["Staff", "Agencies"]),
            ("By Staff", vec!["Staff"]),
            ("By Reuters", vec![]),
            ("Jane Doe in Paris", vec!["Jane Doe"]),
            ("Jane Maddox in Paris and a reporter in Tarsk", vec!["Jane Maddox"]),
            (
                "Nora Whitcombe (now) and Idris Vaughan (earlier)",
                vec!["Nora Whitcombe", "Idris Vaughan"],
            ),
            ("Text: Paula Ferrant   Photos: Igor Malek", vec!["Paula Ferrant"]),
            ("— Tomas Ferenc, The Ossian Observer, 7 June 2014", vec!["Tomas Ferenc"]),
            ("— Our Correspondent, Valley Dispatch, 3 June 2014", vec!["Our Correspondent"]),
            ("March 2, 2019 • by Corinna Abel", vec!["Corinna Abel"]),
            ("by Philippa Grange | 1 August 2014", vec!["Philippa Grange"]),
            ("By Hanne Solberg | The Weekly Compass", vec!["Hanne Solberg"]),
            ("By Marian Oakes, Local Government Correspondent", vec!["Marian Oakes"]),
            ("By Mira Soltan, The Valdorra Telegraph, 8 November 2013", vec!["Mira Soltan"]),
            ("From our reporter in Holm", vec![]),
            ("By Dr. Jane van der Doe", vec!["Dr. Jane van der Doe"]),
            (
                "By Jane Doe in Paris, John Roe in Rome and Ann Poe",
                vec!["Jane Doe", "John Roe", "Ann Poe"],
            ),
            ("BY JANE DOE", vec!["JANE DOE"]),
            ("By Jane Doe, jane@gazette.example", vec!["Jane Doe"]),
            ("By Our Correspondent", vec!["Our Correspondent"]),
            ("12.03.2018 | Text: Orla Benz | 8,401 views", vec!["Orla Benz"]),
            ("Submitted by Lotte Varga on Thu, 02/21/2013 - 07:45", vec!["Lotte Varga"]),
            (
                "Reporting by Ansa Kell in Tamar City and Rupert Vane; editing by Molly Threlfall",
                vec!["Ansa Kell", "Rupert Vane"],
            ),
            (
                "Written by Dario Milsen; Originally appeared on his website Powder and Paper",
                vec!["Dario Milsen"],
            ),
            ("The Evening Post of Aldenburg, 9 November 2013", vec![]),
        ] {
            assert_eq!(
                names(line),
                Some(expected.into_iter().map(str::to_owned).collect()),
                "{line}"
            );
        }
    }

    #[test]
    fn running_text_is_no_byline() {
        for line in [
            "By the time the first minister was woken on Monday morning, the barriers had been down.",
            "By Easter, then, one of us will have been forgotten.",
            "Posted near the border, a company had received a telex.",
            "Written by hand on the back of a menu",
            "The minister in Paris",
            "Council scraps plan for riverside toll",
            "Read by everyone",
            "By land and sea",
        ] {
            assert_eq!(parse(line), None, "{line}");
        }
    }

    #[test]
    fn lists_of_metadata_give_persons_only() {
        for (list, expected) in [
            ("Jane Doe, BBC News", vec!["Jane Doe"]),
            ("admin", vec![]),
            ("https://gazette.example/jane", vec![]),
            ("The Gazette", vec![]),
            ("Jane Doe | The Gazette", vec!["Jane Doe"]),
            ("By Jane Doe, Staff Writer", vec!["Jane Doe"]),
            ("Jane Doe and John Roe", vec!["Jane Doe", "John Roe"]),
            ("Jane Doe, John Roe", vec!["Jane Doe", "John Roe"]),
            ("Halden Kilns Inc.", vec![]),
            ("jane@gazette.example (Jane Doe)", vec!["Jane Doe"]),
            ("Reuters", vec![]),
            ("Staff", vec![]),
        ] {
            assert_eq!(clean(list), expected, "{list}");
        }
    }

    #[test]
    fn papers_are_told_from_persons() {
        let outlet = |line: &str| parse(line).and_then(|byline| byline.outlet);
        assert_eq!(outlet("by Ilse Brandt for River Notes").as_deref(), Some("River Notes"));
        assert_eq!(
            outlet("By Hanne Solberg | The Weekly Compass").as_deref(),
            Some("The Weekly Compass")
        );
        assert_eq!(outlet("By Jane Doe"), None);
    }
}
