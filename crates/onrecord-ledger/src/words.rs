//! Words to search for, as a query of SQLite's full-text index.

use crate::error::{Error, Result};

/// Every word, and every phrase in double quotes, must be there. Nothing a person types is taken
/// for an operator.
///
/// # Errors
/// [`Error::NoWords`] if there is nothing to search for.
pub(crate) fn safe(query: &str) -> Result<String> {
    // Between an odd and an even quotation mark stands a phrase; the index wants no control
    // characters, least of all one that ends a string in C.
    let plain: String = query.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let mut terms = Vec::new();
    for (number, part) in plain.split(['"', '“', '”', '„']).enumerate() {
        if number % 2 == 1 {
            terms.push(part);
        } else {
            terms.extend(part.split_whitespace());
        }
    }
    // The index holds letters and digits only: a term without any would match nothing.
    let terms: Vec<String> = terms
        .into_iter()
        .filter(|term| term.chars().any(char::is_alphanumeric))
        .map(|term| format!("\"{}\"", term.trim()))
        .collect();
    if terms.is_empty() {
        return Err(Error::NoWords { query: query.to_owned() });
    }
    Ok(terms.join(" "))
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn words_and_phrases_are_quoted() {
        assert_eq!(safe("he's  NEAR(x) OR -no*").unwrap(), r#""he's" "NEAR(x)" "OR" "-no*""#);
        assert_eq!(safe(r#"a "b  c" d"#).unwrap(), r#""a" "b  c" "d""#);
        assert_eq!(safe("“b c” d").unwrap(), r#""b c" "d""#);
        assert_eq!(safe(r#"open "phrase x"#).unwrap(), r#""open" "phrase x""#);
        assert_eq!(safe("a\0b").unwrap(), r#""a" "b""#);
    }

    #[test]
    fn nothing_to_search_for_is_an_error() {
        for query in ["", "  ", "\"\"", "* - !", "\u{301}"] {
            assert!(safe(query).is_err(), "{query:?}");
        }
    }
}
