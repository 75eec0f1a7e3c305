//! What can be told of an address without asking.

use std::net::{IpAddr, Ipv4Addr};

use url::{Host, Url};

use super::Skipped;

/// Last parts of a path that mean the front of a site.
const HOME: [&str; 9] = [
    "home", "homepage", "index", "default", "welcome", "en", "en-gb", "en-us", "cy",
];

/// Parts of a path that ask people to sign in.
const SIGN_IN: [&str; 14] = [
    "login", "log-in", "log_in", "signin", "sign-in", "sign_in", "logon", "wp-login", "auth",
    "oauth", "oauth2", "sso", "saml", "saml2",
];

/// Parts of a path that tell of a page that is missing.
const MISSING: [&str; 8] = [
    "404",
    "error404",
    "error-404",
    "404-error",
    "not-found",
    "notfound",
    "page-not-found",
    "pagenotfound",
];

/// The page that an address names, without the place in it. A password in an address is not
/// sent, nor kept in a file.
pub(super) fn page(address: &str, allow_local: bool) -> Result<Url, Skipped> {
    let scheme = address
        .split_once(':')
        .map_or("", |(scheme, _)| scheme.trim());
    if !["http", "https"]
        .iter()
        .any(|web| web.eq_ignore_ascii_case(scheme))
    {
        return Err(Skipped::NotWeb);
    }
    let mut page = Url::parse(address).map_err(|_| Skipped::Malformed)?;
    page.set_fragment(None);
    if page
        .set_username("")
        .and_then(|()| page.set_password(None))
        .is_err()
    {
        return Err(Skipped::Malformed);
    }
    if !allow_local && is_local(&page) {
        return Err(Skipped::Local);
    }
    Ok(page)
}

/// Whether an address is one of the web.
pub(super) fn is_web(address: &Url) -> bool {
    matches!(address.scheme(), "http" | "https")
}

/// The host of a page, without its port.
pub(super) fn host(page: &Url) -> String {
    page.host_str().unwrap_or_default().to_owned()
}

/// Whether an address is written so that only this computer or its own network can see it: as
/// figures that are kept for that (RFC 6890), or under a name that the web does not have.
pub(super) fn is_local(address: &Url) -> bool {
    match address.host() {
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.');
            let ends = [".localhost", ".local", ".internal", ".home.arpa"];
            !name.contains('.') || ends.iter().any(|end| name.ends_with(end))
        }
        Some(Host::Ipv4(figures)) => is_local_v4(figures),
        Some(Host::Ipv6(figures)) => match figures.to_canonical() {
            IpAddr::V4(figures) => is_local_v4(figures),
            IpAddr::V6(figures) => {
                figures.is_loopback()
                    || figures.is_unspecified()
                    || figures.is_unique_local()
                    || figures.is_unicast_link_local()
                    || figures.is_multicast()
            }
        },
        None => true,
    }
}

fn is_local_v4(figures: Ipv4Addr) -> bool {
    // 100.64.0.0/10 is shared by the customers of a provider (RFC 6598).
    let [first, second, ..] = figures.octets();
    first == 0
        || (first == 100 && (64..128).contains(&second))
        || figures.is_loopback()
        || figures.is_private()
        || figures.is_link_local()
        || figures.is_multicast()
        || figures.is_broadcast()
}

/// What stands now where a page was, if a redirect ends at something else than the page: the
/// server says that all is well, and the reader is lost all the same.
pub(super) fn instead(page: &Url, end: &Url) -> Option<&'static str> {
    let (deep, before) = (depth(page), parts(page));
    // A short name of another site for its home page (`council.example/children`) is a signpost
    // that does what it was made for.
    let is_deep = deep > 1 || (deep == 1 && site(page) == site(end));
    if is_deep && depth(end) == 0 {
        return Some("leads to the home page now");
    }
    let signs_in = |address: &Url| {
        let host = host(address);
        let first = host.split('.').next().unwrap_or_default();
        SIGN_IN.contains(&first) || parts(address).iter().any(|part| is_one_of(part, &SIGN_IN))
    };
    if deep > 0 && signs_in(end) && !signs_in(page) {
        return Some("leads to a page for signing in now");
    }
    let is_new = |part: &&String| !before.contains(*part);
    if parts(end)
        .iter()
        .filter(is_new)
        .any(|part| is_one_of(part, &MISSING))
    {
        return Some("leads to a page that says it is not there");
    }
    None
}

/// How many parts of its path lie below the home page. What a page is asked with counts as one.
fn depth(address: &Url) -> usize {
    let parts = parts(address);
    let below = parts
        .iter()
        .skip_while(|part| is_one_of(part, &HOME))
        .count();
    if below == 0 && !parts.is_empty() && address.query().is_some() {
        return 1;
    }
    below
}

fn parts(address: &Url) -> Vec<String> {
    let path = address.path().to_lowercase();
    let parts = path.split('/').filter(|part| !part.is_empty());
    parts.map(str::to_owned).collect()
}

/// Whether a part of a path is one of these words, with or without the ending of a file.
fn is_one_of(part: &str, words: &[&str]) -> bool {
    words.contains(&part.split_once('.').map_or(part, |(name, _)| name))
}

fn site(address: &Url) -> String {
    let host = host(address);
    host.strip_prefix("www.").unwrap_or(&host).to_owned()
}
