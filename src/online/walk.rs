//! Asks for one page, and follows where it leads.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig};
use url::Url;

use super::host::{Hosts, Name, Turn};
use super::judge::{self, Answer, Silence};
use super::{Options, Outcome, address};

/// The most redirects that are followed; browsers follow 20, and nobody means more than a few.
const REDIRECTS: usize = 10;

const USER_AGENT: &str = concat!(
    "Sevenfold/",
    env!("CARGO_PKG_VERSION_MAJOR"),
    ".",
    env!("CARGO_PKG_VERSION_MINOR"),
    " link check"
);

/// All that is needed for asking, shared by the threads of a round.
pub(super) struct Walker<'a> {
    options: &'a Options,
    agent: Agent,
    hosts: Hosts,
    was_answered: AtomicBool,
}

/// How a page is asked for.
#[derive(Clone, Copy)]
enum Method {
    /// Its head alone, which costs the server little; some do not answer it truly.
    Head,
    /// The page, of which the beginning is read.
    Get,
}

/// What was found, and whether asking in another way could not change it.
struct Finding {
    outcome: Outcome,
    is_sure: bool,
}

impl<'a> Walker<'a> {
    pub(super) fn new(options: &'a Options) -> Self {
        // The system's own list of certificates is used, because the networks of councils and
        // hospitals add one with which they look into what passes.
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let mut config = Agent::config_builder()
            .tls_config(tls)
            .user_agent(USER_AGENT)
            .max_redirects(0)
            .http_status_as_error(false)
            .timeout_global(Some(options.timeout))
            .timeout_connect(Some(options.timeout / 2));
        if options.allow_local {
            config = config.proxy(None);
        }
        Self {
            options,
            agent: config.build().new_agent(),
            hosts: Hosts::default(),
            was_answered: AtomicBool::new(false),
        }
    }

    /// Whether anybody has answered, so that there is a network.
    pub(super) fn was_answered(&self) -> bool {
        self.was_answered.load(Ordering::Relaxed)
    }

    /// Looks at a page. Whatever is bad news is asked again in the way of browsers, before it is
    /// believed.
    ///
    /// Nothing is said of a page whose host has asked to be left in peace before its turn came.
    pub(super) fn look(&self, page: &Url) -> Option<Outcome> {
        let host = self.hosts.get(&address::host(page));
        if host.turn().is_busy {
            return None;
        }
        let finding = self.walk(page, Method::Head);
        if finding.is_sure {
            return Some(finding.outcome);
        }
        Some(self.walk(page, Method::Get).outcome)
    }

    /// Goes from a page to where it leads.
    fn walk(&self, page: &Url, method: Method) -> Finding {
        let mut seen = BTreeSet::new();
        let mut at = page.clone();
        // The last address that was reached by lasting redirects alone: the next browser may be
        // sent elsewhere from there.
        let mut lasting = page.clone();
        for _ in 0..=REDIRECTS {
            if !seen.insert(without_fragment(&at)) {
                return doubted("is sent round in a circle");
            }
            let answer = match self.ask(&at, method) {
                Ok(answer) => answer,
                Err(finding) => return led(page, &at, finding),
            };
            let Some((next, is_lasting)) = answer.redirect(&at) else {
                return match answer.fault() {
                    Some(outcome) => led(page, &at, told(&answer, outcome)),
                    None => arrived(page, &at, lasting),
                };
            };
            let next = match next {
                Ok(next) if address::is_web(&next) => next,
                Ok(_) | Err(_) => return doubted("leads to something that is not a web page"),
            };
            if !self.options.allow_local && address::is_local(&next) {
                return doubted("leads to an address that only its own network can see");
            }
            if is_lasting && lasting == at {
                lasting = next.clone();
            }
            at = next;
        }
        doubted("is sent on more than ten times")
    }

    /// Asks for one page when it is its host's turn.
    fn ask(&self, page: &Url, method: Method) -> Result<Answer, Finding> {
        let name = address::host(page);
        let host = self.hosts.get(&name);
        // A proxy looks names up itself, and often nobody else on its network can.
        if self.agent.config().proxy().is_none() {
            match host.name(&name, self.options) {
                Name::Known => {}
                Name::Unknown => {
                    let why = format!("is on a host that does not exist any more ({name})");
                    return Err(sure(Outcome::gone(why)));
                }
                Name::Undecided => {
                    let why = format!("is on a host whose name cannot be looked up now ({name})");
                    return Err(sure(Outcome::unreachable(why)));
                }
            }
        }
        let mut turn = host.turn();
        if let Some(outcome) = &turn.closed {
            return Err(sure(outcome.clone()));
        }
        let mut answer = self.request(page, method, &mut turn)?;
        if let (429 | 503, Some(wish)) = (answer.status, answer.later)
            && turn.grants(wish, self.options.pause)
        {
            answer = self.request(page, method, &mut turn)?;
        }
        if answer.status == 429 {
            turn.closed = answer.fault();
            turn.is_busy = true;
        }
        Ok(answer)
    }

    fn request(&self, page: &Url, method: Method, turn: &mut Turn) -> Result<Answer, Finding> {
        let address = without_fragment(page);
        let request = match method {
            Method::Head => self.agent.head(address.as_str()),
            Method::Get => self.agent.get(address.as_str()),
        };
        turn.wait();
        let answer = request.call().map(Answer::new);
        turn.rest(self.options.pause);
        match answer {
            Ok(answer) => {
                self.was_answered.store(true, Ordering::Relaxed);
                turn.heard();
                Ok(answer)
            }
            Err(error) => Err(self.unanswered(&error, turn)),
        }
    }

    fn unanswered(&self, error: &ureq::Error, turn: &mut Turn) -> Finding {
        let timeout = self.options.timeout;
        let silence = judge::silence(error);
        match silence {
            Silence::Late | Silence::Deaf => turn.missed(),
            Silence::Broken(_) | Silence::Sure(_) => turn.heard(),
        }
        let (why, is_sure) = match silence {
            Silence::Late => (format!("has not answered within {}", said(timeout)), false),
            Silence::Deaf => {
                let wait = said(timeout / 2);
                (
                    format!("has a server that takes no connection within {wait}"),
                    true,
                )
            }
            Silence::Broken(why) => (why, false),
            Silence::Sure(why) => (why, true),
        };
        let outcome = Outcome::unreachable(why);
        Finding { outcome, is_sure }
    }
}

/// The walk ends at a page that is there.
fn arrived(page: &Url, end: &Url, lasting: Url) -> Finding {
    if end == page {
        return sure(Outcome::Alive);
    }
    if let Some(why) = address::instead(page, end) {
        let outcome = Outcome::gone(why);
        return Finding {
            outcome,
            is_sure: false,
        };
    }
    if lasting == *page {
        return sure(Outcome::Alive);
    }
    sure(Outcome::Moved { to: lasting.into() })
}

/// An answer that is bad news. That a host is asked too often is not asked again.
fn told(answer: &Answer, outcome: Outcome) -> Finding {
    let is_sure = answer.status == 429;
    Finding { outcome, is_sure }
}

/// Where bad news came from another address than the one that was written, it is named.
fn led(page: &Url, at: &Url, finding: Finding) -> Finding {
    if at == page {
        return finding;
    }
    let named = |why: String| format!("leads to {at}, which {why}");
    let outcome = match finding.outcome {
        Outcome::Refused { why } => Outcome::Refused { why: named(why) },
        Outcome::Gone { why } => Outcome::Gone { why: named(why) },
        Outcome::Unreachable { why } => Outcome::Unreachable { why: named(why) },
        Outcome::Alive | Outcome::Moved { .. } => finding.outcome,
    };
    Finding { outcome, ..finding }
}

fn sure(outcome: Outcome) -> Finding {
    Finding {
        outcome,
        is_sure: true,
    }
}

fn doubted(why: &str) -> Finding {
    let outcome = Outcome::unreachable(why);
    Finding {
        outcome,
        is_sure: false,
    }
}

fn without_fragment(address: &Url) -> Url {
    let mut address = address.clone();
    address.set_fragment(None);
    address
}

fn said(wait: Duration) -> String {
    match wait.as_secs() {
        0 => format!("{} milliseconds", wait.as_millis()),
        1 => "a second".to_owned(),
        seconds => format!("{seconds} seconds"),
    }
}
