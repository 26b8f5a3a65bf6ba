//! What a line looks like, whatever it says.

/// Shape of a line or paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Running text.
    Prose,
    /// A short line that ends as a sentence does.
    Sentence,
    /// A short line that could be a title, a name, a label.
    Short,
    /// Dashes, stars: a line drawn between parts.
    Rule,
    /// A number and nothing else.
    Number,
}

/// Words without a full stop from which on a line is running text.
const LONG: usize = 30;
/// Words with a full stop from which on a line is running text.
const SENTENCE: usize = 8;

/// Looks at a trimmed line.
pub(super) fn of(line: &str) -> Shape {
    if is_rule(line) {
        return Shape::Rule;
    }
    if line.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ' ')) {
        return Shape::Number;
    }
    let words = words(line);
    let end = last_mark(line);
    let stop = matches!(end, Some('.' | '…' | '。' | '।'));
    if words >= LONG && !(is_capitals(line) && words < 2 * LONG) {
        Shape::Prose
    } else if stop && is_capitals(line) {
        Shape::Short
    } else if stop && words >= SENTENCE {
        Shape::Prose
    } else if matches!(end, Some('?' | '!' | ',' | ';' | ':' | '？' | '！'))
        && words >= LONG / 2
        && !is_capitals(line)
    {
        // Long questions are asked in the text; short ones may be headlines.
        Shape::Prose
    } else if stop && words >= 2 {
        Shape::Sentence
    } else {
        Shape::Short
    }
}

/// Words; for scripts without blanks, two characters count as one.
pub(super) fn words(line: &str) -> usize {
    let unspaced = line.chars().filter(|&c| ('\u{3040}'..='\u{9fff}').contains(&c)).count();
    line.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count()
        + unspaced / 2
}

/// The mark that closes a line, within closing quotation marks and brackets.
fn last_mark(line: &str) -> Option<char> {
    let inner = line.trim_end_matches(['"', '”', '’', '\'', '»', '“', ')', ']']);
    let mark = inner.chars().next_back()?;
    // A stop before a bracket or a quotation mark is the line's own; a bracket alone is not.
    (!mark.is_alphanumeric()).then_some(mark)
}

/// Whether nearly all its letters are capitals.
pub(super) fn is_capitals(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic());
    let (all, upper) =
        letters.fold((0, 0), |(all, upper), c| (all + 1, upper + usize::from(c.is_uppercase())));
    all >= 4 && upper * 10 >= all * 8
}

/// Whether it is drawn and not written.
fn is_rule(line: &str) -> bool {
    let drawn = |c: char| {
        matches!(
            c,
            '-' | '–'
                | '—'
                | '―'
                | '─'
                | '━'
                | '═'
                | '='
                | '*'
                | '~'
                | '#'
                | '+'
                | '•'
                | '·'
                | '⁂'
                | '◊'
                | '∗'
                | '_'
                | '.'
        )
    };
    let marks = line.chars().filter(|c| !c.is_whitespace()).count();
    let dots = line.chars().all(|c| c == '.');
    (marks >= 3 || line == "⁂") && !dots && line.chars().all(|c| c.is_whitespace() || drawn(c))
}

/// Whether a short line could be the title of an article.
pub(super) fn may_be_title(line: &str, shape: Shape) -> bool {
    if shape != Shape::Short || line.len() > 400 {
        return false;
    }
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let first = line.chars().find(|c| c.is_alphanumeric());
    letters >= 4
        && words(line) >= 2
        && first.is_some_and(|c| !c.is_lowercase())
        && !line.ends_with([':', ';', ','])
        && !line.contains("://")
        && !line.starts_with(['•', '←', '→', '►', '#', '@', '|', '«', '‹', '['])
}

/// Whether it is a row of a menu: parts with bars, arrows or wide blanks between.
pub(super) fn is_menu(line: &str) -> bool {
    let parts = |mark: &str| line.matches(mark).count();
    line.contains(['›', '»', '«', '←', '→'])
        || parts(" > ") + parts(" | ") + parts(" / ") + parts("   ") > 0
}

/// Whether it names an issue of a periodical: `WEEKEND READER no. 214`.
pub(super) fn has_issue_number(line: &str) -> bool {
    let lower = line.to_lowercase();
    let word = |mark: &str| {
        lower.split_once(mark).is_some_and(|(before, after)| {
            !before.ends_with(char::is_alphanumeric)
                && after.trim_start().starts_with(|c: char| c.is_ascii_digit())
        })
    };
    lower.len() <= 60
        && ["no.", "nr.", "vol.", "issue", "volume", "bulletin no", "edition"]
            .iter()
            .any(|mark| word(mark))
}

/// Whether text begins as agency reports do: place, date, agency, dash.
pub(super) fn has_dateline(line: &str) -> bool {
    let mut end = line.len().min(90);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    let head = &line[..end];
    let Some(dash) = [" - ", " -- ", " – ", " — ", " —", "—", "– ", "-- "]
        .iter()
        .filter_map(|dash| head.find(dash))
        .min()
    else {
        return false;
    };
    let place = head[..dash].trim();
    let first = place.split([',', '(', '/']).next().unwrap_or_default().trim();
    let bracket = place.ends_with(')') && place.contains('(');
    let dated = place.contains(',') && place.chars().any(|c| c.is_ascii_digit());
    !first.is_empty()
        && words(place) <= 10
        && place.chars().next().is_some_and(char::is_uppercase)
        && ((is_capitals(first) && (bracket || dated || words(first) <= 3)) || (bracket && dated))
}

/// Lower-case words with single blanks, to compare lines with.
pub(super) fn normal(line: &str) -> String {
    let mut normal = String::with_capacity(line.len());
    for word in line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !normal.is_empty() {
            normal.push(' ');
        }
        normal.extend(word.chars().flat_map(char::to_lowercase));
    }
    normal
}
