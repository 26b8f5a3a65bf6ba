//! Bodies that every country has: a table of patterns, expanded to facts.
//!
//! Columns: `slug kind sector name forms example near_miss`; the row of slug `article` has in
//! `forms` the beginnings of the names of countries that take “the”. The table stands in
//! onrecord-base (`facts/institutions.tsv`).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rustc_hash::FxHashSet;

use crate::{Fact, HEADER, Kind, Problem, Property, fold};

#[derive(Debug, Default)]
struct Country<'f> {
    name: &'f str,
    code: &'f str,
    is_land: bool,
    /// What is put before a noun: `Iraqi`, `US`.
    adjectives: Vec<&'f str>,
}

struct Row<'t> {
    slug: &'t str,
    kind: &'t str,
    sector: &'t str,
    name: &'t str,
    forms: Vec<&'t str>,
}

/// Makes a table of facts: for each country of `facts` each institution of `table`. What `facts`
/// say already of an id, and the names that they give to others, are left out.
///
/// # Errors
/// The first row of the table that does not hold.
pub fn expand(table: &str, facts: &[Fact<'_>]) -> Result<String, Problem> {
    let mut rows = rows(table)?;
    let articles =
        rows.iter().position(|row| row.slug == "article").map(|at| rows.remove(at).forms);
    let articles = articles.unwrap_or_default();
    let (mut said, mut names) = (FxHashSet::default(), FxHashSet::default());
    for fact in facts {
        said.insert((fact.subject, fact.property));
        if matches!(fact.property, Property::Name | Property::Alias) {
            names.insert(fold(fact.object));
        }
    }
    let mut made = format!("{HEADER}\n");
    for (id, country) in countries(facts) {
        let takes_the = articles.iter().any(|article| country.name.starts_with(article));
        let in_text = format!("{}{}", if takes_the { "the " } else { "" }, country.name);
        for row in &rows {
            let form = |pattern: &str, adjective: &str| {
                let adjectived = pattern.replace("{adj}", adjective);
                adjectived.replace("{name}", country.name).replace("{in}", &in_text)
            };
            let name = form(row.name, country.adjectives[0]);
            let mut forms: Vec<String> = Vec::new();
            for pattern in row.forms.iter().chain([&row.name]) {
                for adjective in &country.adjectives {
                    let made = form(pattern, adjective);
                    let is_new = made != name && !forms.contains(&made);
                    if is_new && !names.contains(&fold(&made)) {
                        forms.push(made);
                    }
                }
            }
            let code = format!("{}{}", country.code, row.sector);
            let single = [
                (Property::Kind, row.kind.to_owned()),
                (Property::Name, name),
                (Property::Country, id.to_owned()),
                (Property::Code, code),
            ];
            let subject = format!("{id}.{}", row.slug);
            let single =
                single.into_iter().filter(|(property, _)| !said.contains(&(&*subject, *property)));
            for (property, object) in
                single.chain(forms.into_iter().map(|form| (Property::Alias, form)))
            {
                let _ =
                    writeln!(made, "{subject}\t{}\t{object}\t\t\tinstitutions\t", property.name());
            }
        }
    }
    Ok(made)
}

fn rows(table: &str) -> Result<Vec<Row<'_>>, Problem> {
    let lines = (1..).zip(table.lines());
    let lines = lines.filter(|(_, row)| !row.starts_with('#') && !row.is_empty()).skip(1);
    let mut rows = Vec::new();
    for (line, row) in lines {
        let columns: Vec<&str> = row.split('\t').collect();
        let [slug, kind, sector, name, forms, ..] = columns[..] else {
            return Err(Problem { line, what: "fewer than five columns".to_owned() });
        };
        rows.push(Row { slug, kind, sector, name, forms: forms.split('|').collect() });
    }
    Ok(rows)
}

/// Countries and territories that have a name, a code and an adjective.
fn countries<'f>(facts: &[Fact<'f>]) -> BTreeMap<&'f str, Country<'f>> {
    let mut countries: BTreeMap<&str, Country<'_>> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| !fact.subject.contains('.')) {
        let country = countries.entry(fact.subject).or_default();
        let object = fact.object;
        match fact.property {
            Property::Kind => {
                country.is_land = Kind::from_name(object).is_some_and(Kind::is_land);
            }
            Property::Name => country.name = object,
            Property::Code if country.code.is_empty() => country.code = object,
            Property::Acronym => country.adjectives.push(object),
            // Only what can stand before a noun: neither `Iraqis` nor `Britons`.
            Property::Demonym if !object.ends_with('s') => country.adjectives.push(object),
            _ => {}
        }
    }
    countries.retain(|_, country| {
        country.is_land && !country.name.is_empty() && !country.adjectives.is_empty()
    });
    countries
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    #[test]
    fn every_country_gets_its_bodies() {
        let facts = format!(
            "{HEADER}\nrur\tkind\tcountry\t\t\tx\t\nrur\tname\tUnited Ruritania\t\t\tx\t\n\
             rur\tcode\tRUR\t\t\tx\t\nrur\tdemonym\tRuritanian\t\t\tx\t\n\
             rur.army\tname\tHome Guard\t\t\tx\t\n"
        );
        let facts = parse(&facts).0;
        let table = "slug\tkind\tsector\tname\tforms\narticle\t\t\t\tUnited\n\
             army\tmilitary\tMIL\t{adj} Army\tarmy of {in}|{adj} troops\n";
        let made = expand(table, &facts).unwrap();
        let (made, problems) = parse(&made);
        assert!(problems.is_empty());
        let made: Vec<_> = made.iter().map(|fact| (fact.property, fact.object)).collect();
        assert_eq!(
            made,
            [
                (Property::Kind, "military"),
                (Property::Country, "rur"),
                (Property::Code, "RURMIL"),
                (Property::Alias, "army of the United Ruritania"),
                (Property::Alias, "Ruritanian troops"),
            ]
        );
        assert!(expand("head\nx\ty\n", &facts).is_err());
    }
}
