//! What an answer means, and how it is said.

use std::io::{ErrorKind, Read as _};
use std::time::Duration;

use ureq::http::{HeaderMap, Response};
use ureq::{Body, Error};
use url::Url;

use super::Outcome;

/// How much of a page is read, in bytes: its head tells whether it is a test for people.
const READ: u64 = 8 * 1024;

/// Titles and scripts of pages that shields show to programs in place of the page.
const TESTS: [&str; 5] = [
    "<title>Just a moment...",
    "<title>Attention Required! | Cloudflare",
    "_Incapsula_Resource",
    "/.well-known/captcha/",
    "window.awsWafCookieDomainList",
];

/// What is kept of an answer.
pub(super) struct Answer {
    pub(super) status: u16,
    /// The wish for a pause.
    pub(super) later: Option<Duration>,
    location: Option<String>,
    is_test: bool,
}

impl Answer {
    pub(super) fn new(mut response: Response<Body>) -> Self {
        let mut head = Vec::new();
        // A page that breaks off has begun, and so is there.
        _ = response
            .body_mut()
            .as_reader()
            .take(READ)
            .read_to_end(&mut head);
        let head = String::from_utf8_lossy(&head);
        let headers = response.headers();
        let is_test = text(headers, "cf-mitigated").is_some_and(|value| value == "challenge")
            || headers.contains_key("x-amzn-waf-action")
            || TESTS.iter().any(|trace| head.contains(trace));
        Self {
            status: response.status().as_u16(),
            later: text(headers, "retry-after").and_then(|value| wish(&value)),
            location: text(headers, "location"),
            is_test,
        }
    }

    /// Where the server sends us, and whether for good.
    pub(super) fn redirect(&self, from: &Url) -> Option<(Result<Url, url::ParseError>, bool)> {
        let is_lasting = match self.status {
            301 | 308 => true,
            302 | 303 | 307 => false,
            _ => return None,
        };
        let location = self.location.as_deref()?;
        Some((from.join(location), is_lasting))
    }

    /// Why the page is not there to be seen; none, where it is.
    pub(super) fn fault(&self) -> Option<Outcome> {
        let status = self.status;
        if self.is_test {
            let why = "shows programs a test that only people pass";
            return Some(Outcome::refused(why));
        }
        Some(match status {
            200..=299 => return None,
            404 => Outcome::gone("is not there (404)"),
            410 => Outcome::gone("has been taken away for good (410)"),
            401 => Outcome::refused("asks for a password (401)"),
            429 => Outcome::refused("is asked too often and wants to be left in peace (429)"),
            451 => Outcome::refused("is kept back for legal reasons (451)"),
            503 if self.later.is_some() => Outcome::refused("asks us to come back later (503)"),
            403 | 405 | 406 | 999 => {
                Outcome::refused(format!("does not let programs look ({status})"))
            }
            400..=499 => Outcome::refused(format!("does not accept our request ({status})")),
            503 => Outcome::unreachable("has a server that is overloaded or being mended (503)"),
            502 | 504 => Outcome::unreachable(format!(
                "has a server that gets no answer itself ({status})"
            )),
            500..=599 => {
                Outcome::unreachable(format!("has a server that is out of order ({status})"))
            }
            300..=399 => {
                Outcome::unreachable(format!("sends us on without saying where to ({status})"))
            }
            _ => Outcome::unreachable(format!(
                "answers with a number that nobody knows ({status})"
            )),
        })
    }
}

fn text(headers: &HeaderMap, name: &str) -> Option<String> {
    let value = headers.get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).trim().to_owned())
}

/// `Retry-After`: seconds, or a moment (RFC 9110, 10.2.3).
fn wish(value: &str) -> Option<Duration> {
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = jiff::fmt::rfc2822::DateTimeParser::new()
        .parse_timestamp(value)
        .ok()?;
    Some(Duration::try_from(moment.duration_since(now())).unwrap_or_default())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a host may say the moment from which it may be asked again"
)]
fn now() -> jiff::Timestamp {
    jiff::Timestamp::now()
}

/// Why no answer came.
pub(super) enum Silence {
    /// Not in time, though a connection came about.
    Late,
    /// Not even a connection, in time.
    Deaf,
    /// The server broke off or spoke nonsense, as some do when asked for the head alone.
    Broken(String),
    /// There is no use in asking in another way.
    Sure(String),
}

pub(super) fn silence(error: &Error) -> Silence {
    match error {
        Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => Silence::Deaf,
        Error::Timeout(_) => Silence::Late,
        Error::Rustls(_) | Error::Tls(_) => Silence::Sure(insecure(&error.to_string())),
        Error::HostNotFound => Silence::Sure("is on a host without an address".to_owned()),
        Error::ConnectProxyFailed(_) => {
            Silence::Sure("cannot be reached through this network's proxy".to_owned())
        }
        Error::Io(cause) => match cause.kind() {
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Silence::Late,
            ErrorKind::ConnectionRefused => {
                Silence::Sure("has a server that takes no connections".to_owned())
            }
            ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => {
                Silence::Sure("has a server to which no way leads from here".to_owned())
            }
            // The library of secure connections wraps its own errors so.
            ErrorKind::InvalidData => Silence::Sure(insecure(&cause.to_string())),
            ErrorKind::UnexpectedEof
            | ErrorKind::ConnectionReset
            | ErrorKind::ConnectionAborted
            | ErrorKind::BrokenPipe => {
                Silence::Broken("has a server that broke off without an answer".to_owned())
            }
            _ => Silence::Broken(format!("could not be asked: {cause}")),
        },
        _ => Silence::Broken(format!(
            "has a server whose answer is not understood: {error}"
        )),
    }
}

/// What is wrong with a secure connection, from the library's words.
fn insecure(words: &str) -> String {
    let knows = |traces: &[&str]| traces.iter().any(|trace| words.contains(trace));
    if knows(&["xpired"]) {
        "has a security certificate that has run out".to_owned()
    } else if knows(&["not valid for name", "NotValidForName"]) {
        "has a security certificate that was made out to another name".to_owned()
    } else if knows(&["UnknownIssuer"]) {
        "has a security certificate whose issuer this computer does not trust".to_owned()
    } else if knows(&["No CA certificates"]) {
        "cannot be trusted, for this computer has no list of trusted certificates".to_owned()
    } else {
        format!("has a secure connection that does not come about: {words}")
    }
}
