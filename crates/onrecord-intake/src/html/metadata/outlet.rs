//! The site: its name, its domain, the address and language of the page.

use super::json_ld::{self, Linked};
use super::survey::Survey;
use super::title;
use super::words;

/// What is known of the site before the title is.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// The site as the page's head names it, best first.
    pub(super) named: Vec<String>,
    /// Letters and digits of the names.
    compact: Vec<String>,
    /// The part of the domain that names the site: `selwickcourier`.
    label: Option<String>,
}

impl Names {
    /// Whether a text is the site's name.
    pub(super) fn is_named(&self, text: &str) -> bool {
        let key = words::compact(text);
        let bare = key.strip_prefix("the").unwrap_or(&key);
        key.len() >= 2
            && (self.compact.iter().any(|name| *name == key || *name == bare)
                || self.label.as_ref().is_some_and(|label| *label == key || *label == bare))
    }

    /// Whether a text is the site's name, or much like its domain.
    pub(super) fn is_site(&self, text: &str) -> bool {
        let key = words::compact(text);
        let bare = key.strip_prefix("the").unwrap_or(&key);
        let Some(label) = &self.label else { return self.is_named(text) };
        self.is_named(text)
            || (bare.len() >= 5 && label.starts_with(bare))
            || (label.len() >= 5 && key.contains(label.as_str()) && words::of(text).len() <= 4)
    }
}

/// Collects the names that the head gives.
pub(super) fn known_names(survey: &Survey<'_>, linked: &Linked, domain: Option<&str>) -> Names {
    let mut named: Vec<String> = Vec::new();
    let metas = survey.meta(&["og:site_name"]).map(json_ld::decoded);
    let application = survey.meta(&[
        "application-name",
        "apple-mobile-web-app-title",
        "dc.publisher",
        "citation_publisher",
    ]);
    for name in
        [metas, linked.publisher.clone(), application.map(json_ld::decoded)].into_iter().flatten()
    {
        if !name.is_empty() && name.len() <= 100 && !named.contains(&name) {
            named.push(name);
        }
    }
    let compact = named
        .iter()
        .flat_map(|name| {
            let key = words::compact(name);
            let bare = key.strip_prefix("the").map(str::to_owned);
            std::iter::once(key).chain(bare)
        })
        .filter(|key| key.len() >= 2)
        .collect();
    let label = domain.and_then(|domain| {
        let parts: Vec<&str> = domain.split('.').collect();
        let second = parts.len().checked_sub(2).map(|at| parts[at])?;
        // `example.co.uk` is named by its third part from the end.
        let label =
            if second.len() <= 3 && parts.len() > 2 { parts[parts.len() - 3] } else { second };
        Some(words::compact(label))
    });
    Names { named, compact, label }
}

/// The name of the site; where the head has none, what `<title>` adds to the headline.
pub(super) fn name(names: &Names, survey: &Survey<'_>, headline: Option<&str>) -> Option<String> {
    if let Some(name) = names.named.first() {
        return Some(name.clone());
    }
    let home = || {
        survey.home.clone().filter(|name| {
            !matches!(words::compact(name).as_str(), "home" | "homepage" | "frontpage" | "start")
        })
    };
    in_tag(names, survey, headline).or_else(home)
}

fn in_tag(names: &Names, survey: &Survey<'_>, headline: Option<&str>) -> Option<String> {
    let tag = survey.title_tag.as_deref()?;
    let headline = words::of(headline.unwrap_or_default());
    let parts = title::parts(tag);
    if parts.len() < 2 {
        return None;
    }
    let other = |part: &&str| {
        let part = words::of(part);
        !part.is_empty()
            && part.len() <= 7
            && !headline.windows(part.len()).any(|window| window == part)
    };
    let said = words::of(tag).windows(headline.len().max(1)).any(|window| window == headline);
    let ends = if said { [parts.last(), parts.first()] } else { [parts.first(), parts.last()] };
    let name = parts
        .iter()
        .find(|part| names.is_site(part))
        .or_else(|| ends.into_iter().flatten().find(|part| other(part)));
    name.filter(|part| !part.to_lowercase().starts_with("by ")).map(|part| (*part).to_owned())
}

/// The canonical address if it is absolute or its base is known.
pub(super) fn url(survey: &Survey<'_>, hint: Option<&str>) -> Option<String> {
    let given =
        [survey.canonical, survey.meta(&["og:url"]), survey.meta(&["parsely-link", "twitter:url"])];
    given.into_iter().flatten().find_map(|url| absolute(url.trim(), survey.base, hint))
}

fn absolute(url: &str, base: Option<&str>, hint: Option<&str>) -> Option<String> {
    if is_absolute(url) {
        return Some(url.to_owned());
    }
    let base = base.filter(|base| is_absolute(base)).or(hint.filter(|hint| is_absolute(hint)))?;
    let (scheme, rest) = base.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    if let Some(rest) = url.strip_prefix("//") {
        return Some(format!("{scheme}://{rest}"));
    }
    url.starts_with('/').then(|| format!("{scheme}://{host}{url}"))
}

/// Whether an address names its host.
pub(super) fn is_absolute(url: &str) -> bool {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()))
        && !url.contains(char::is_whitespace)
}

/// Host of an address without `www.`.
pub(super) fn domain(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    host.contains('.').then(|| host.to_owned())
}

/// The language that the page declares.
pub(super) fn language(survey: &Survey<'_>, linked: &Linked) -> Option<String> {
    let locale = survey.meta(&["content-language", "og:locale", "dc.language", "language"]);
    let given = [survey.lang, locale, linked.language.as_deref()];
    let code = |text: &&str| {
        let primary = text.split(['-', '_', ',']).next().unwrap_or_default();
        (2..=3).contains(&primary.len()) && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    given.into_iter().flatten().map(str::trim).find(code).map(|text| text.replace('_', "-"))
}
