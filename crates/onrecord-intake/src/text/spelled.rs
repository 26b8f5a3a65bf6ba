//! Dates written out in words: “the third of April, two thousand and nineteen”.

const ONES: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: [&str; 10] =
    ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const ORDINALS: [&str; 20] = [
    "",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
];

/// The same line with figures for its numbers: `3 April 2019`. `None` if it spells no year.
pub(super) fn in_figures(line: &str) -> Option<String> {
    let words: Vec<String> = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let year_at = (0..words.len()).find(|&at| year(&words[at..]).is_some())?;
    let year = year(&words[year_at..])?;
    let mut figures: Vec<String> = Vec::new();
    let mut at = 0;
    while at < year_at {
        let tens = TENS
            .iter()
            .position(|tens| !tens.is_empty() && *tens == words[at])
            .filter(|&tens| tens <= 3);
        let next = words.get(at + 1).and_then(|word| ordinal(word)).filter(|&day| day < 10);
        match (tens, next, ordinal(&words[at])) {
            (Some(tens), Some(day), _) => {
                figures.push((tens * 10 + day).to_string());
                at += 1;
            }
            (_, _, Some(day)) => figures.push(day.to_string()),
            _ if matches!(words[at].as_str(), "the" | "of" | "day" | "and") => {}
            _ => figures.push(words[at].clone()),
        }
        at += 1;
    }
    Some(format!("{} {year}", figures.join(" ")))
}

fn ordinal(word: &str) -> Option<usize> {
    let round = match word {
        "twentieth" => Some(20),
        "thirtieth" => Some(30),
        _ => None,
    };
    round.or_else(|| ORDINALS.iter().position(|ordinal| !ordinal.is_empty() && *ordinal == word))
}

/// `two thousand and nineteen`, `nineteen ninety-eight`, `twenty twenty`.
fn year(words: &[String]) -> Option<usize> {
    let below_hundred = |words: &[String]| {
        let first = words.first()?.as_str();
        let small = |word: &str| ONES.iter().position(|one| *one == word);
        let Some(tens) = TENS.iter().position(|tens| !tens.is_empty() && *tens == first) else {
            return small(first);
        };
        let ones =
            words.get(1).and_then(|word| small(word)).filter(|&ones| (1..10).contains(&ones));
        Some(tens * 10 + ones.unwrap_or(0))
    };
    match words {
        [two, thousand, rest @ ..] if two == "two" && thousand == "thousand" => {
            let rest = rest.strip_prefix(&["and".to_owned()]).unwrap_or(rest);
            Some(2000 + below_hundred(rest).unwrap_or(0))
        }
        [century, rest @ ..] if matches!(century.as_str(), "eighteen" | "nineteen" | "twenty") => {
            let hundreds = if century == "twenty" {
                20
            } else {
                ONES.iter().position(|one| one == century)?
            };
            below_hundred(rest).filter(|&years| years >= 10).map(|years| hundreds * 100 + years)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::in_figures;

    #[test]
    fn spelled_dates_become_figures() {
        let check = |line: &str, figures: Option<&str>| {
            assert_eq!(in_figures(line).as_deref(), figures, "{line}");
        };
        check(
            "Wednesday, the third of April, two thousand and nineteen",
            Some("wednesday 3 april 2019"),
        );
        check("the twenty-first day of May, nineteen ninety-eight", Some("21 may 1998"));
        check("January thirtieth, twenty twenty", Some("january 30 2020"));
        check("the thirty-first of May", None);
        check("two hundred and nineteen goats", None);
    }
}
