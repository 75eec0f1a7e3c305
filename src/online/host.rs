//! Manners towards one host: one request at a time, a pause after each, and peace when it asks
//! for it.

use std::collections::BTreeMap;
use std::io;
use std::net::ToSocketAddrs;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{Duration, Instant};

use super::{Options, Outcome};

/// The longest that a host's wish for a pause (`Retry-After`) is waited for, once in a round.
const PATIENCE: Duration = Duration::from_mins(1);

/// After so many requests in a row without an answer in time, a host is not asked any more: each
/// of its pages would cost the same wait.
const SILENCES: u8 = 3;

/// What the name of a host leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    /// An address on the network.
    Known,
    /// Nothing: nobody has this name any more.
    Unknown,
    /// It could not be found out.
    Undecided,
}

/// Asks the system.
pub(super) fn look_up(host: &str) -> Name {
    match (host, 0).to_socket_addrs() {
        Ok(mut found) => found.next().map_or(Name::Unknown, |_| Name::Known),
        Err(error) if says_unknown(&error) => Name::Unknown,
        Err(_) => Name::Undecided,
    }
}

/// The standard library gives the system's words (glibc, musl, macOS) or number (Windows), and no
/// kind of its own. Words that are not among these only make a lost name "undecided".
fn says_unknown(error: &io::Error) -> bool {
    const WORDS: [&str; 4] = [
        "Name or service not known",
        "No address associated with hostname",
        "Name does not resolve",
        "nodename nor servname provided",
    ];
    const WSAHOST_NOT_FOUND: i32 = 11001;
    const WSANO_DATA: i32 = 11004;
    let text = error.to_string();
    WORDS.iter().any(|words| text.contains(words))
        || (cfg!(windows) && matches!(error.raw_os_error(), Some(WSAHOST_NOT_FOUND | WSANO_DATA)))
}

/// All hosts of a round.
#[derive(Default)]
pub(super) struct Hosts(Mutex<BTreeMap<String, Arc<Host>>>);

impl Hosts {
    pub(super) fn get(&self, name: &str) -> Arc<Host> {
        let mut hosts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        hosts.entry(name.to_owned()).or_default().clone()
    }
}

#[derive(Default)]
pub(super) struct Host {
    name: OnceLock<Name>,
    turn: Mutex<Turn>,
}

impl Host {
    /// What its name leads to, looked up once in a round.
    pub(super) fn name(&self, host: &str, options: &Options) -> Name {
        *self.name.get_or_init(|| (options.names)(host))
    }

    /// The right to ask, as long as it is held.
    pub(super) fn turn(&self) -> MutexGuard<'_, Turn> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Default)]
pub(super) struct Turn {
    free_at: Option<Instant>,
    has_waited: bool,
    silences: u8,
    /// What is said of all further pages, where the host is not asked any more.
    pub(super) closed: Option<Outcome>,
    /// Whether the host wants to be left in peace: of pages that were not asked yet, nothing is
    /// known.
    pub(super) is_busy: bool,
}

impl Turn {
    /// Waits until the host may be asked.
    pub(super) fn wait(&self) {
        let left = self.free_at.map(|at| at.saturating_duration_since(now()));
        std::thread::sleep(left.unwrap_or_default());
    }

    /// A request is over: the pause begins.
    pub(super) fn rest(&mut self, pause: Duration) {
        self.free_at = Some(now() + pause);
    }

    /// Whether the host's wish for a pause is granted. If so, the next [`Turn::wait`] is so long.
    pub(super) fn grants(&mut self, wish: Duration, pause: Duration) -> bool {
        if self.has_waited || wish > PATIENCE {
            return false;
        }
        self.has_waited = true;
        self.rest(wish.max(pause));
        true
    }

    /// The host has answered.
    pub(super) fn heard(&mut self) {
        self.silences = 0;
    }

    /// The host has not answered in time.
    pub(super) fn missed(&mut self) {
        self.silences += 1;
        if self.silences >= SILENCES {
            let why = format!("has a server that left {SILENCES} requests in a row unanswered");
            self.closed = Some(Outcome::unreachable(why));
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the edge at which pauses are kept; no file holds what it tells"
)]
fn now() -> Instant {
    Instant::now()
}
