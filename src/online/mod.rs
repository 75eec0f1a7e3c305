//! Looks whether web addresses are still alive.
//!
//! This room knows no briefing: it is given addresses, and tells of each whether it answers, has
//! moved or is gone. It is a guest on other people's servers: it asks each host one thing at a
//! time, with a pause, says who it is, and does not ask again what it has seen lately. What a
//! server keeps from programs, though people may well read it, is never called gone.

mod address;
mod host;
mod judge;
mod memory;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use url::Url;

pub use host::Name;
pub use memory::{FILE, Memory};

use crate::source::Date;

/// The most hosts that are asked at the same time.
const THREADS: usize = 16;

/// What came of looking at an address. A `why` goes on a sentence that begins with the address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "kebab-case")]
pub enum Outcome {
    /// It answers.
    Alive,
    /// It answers, and its server says that it has another address for good.
    Moved {
        /// The address that the server proposes.
        to: String,
    },
    /// It is there, but not for a program; people may see it all the same.
    Refused {
        /// What the server said.
        why: String,
    },
    /// It is not there any more.
    Gone {
        /// What the server said, or where it leads instead.
        why: String,
    },
    /// It could not be found out.
    Unreachable {
        /// What went wrong.
        why: String,
    },
}

impl Outcome {
    fn refused(why: impl Into<String>) -> Self {
        Self::Refused { why: why.into() }
    }

    fn gone(why: impl Into<String>) -> Self {
        Self::Gone { why: why.into() }
    }

    fn unreachable(why: impl Into<String>) -> Self {
        Self::Unreachable { why: why.into() }
    }
}

/// One look at an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visit {
    /// What came of it.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// The day of the look; before today, where it is remembered.
    pub on: Date,
    /// The last day on which the address was seen to answer, if ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_alive: Option<Date>,
}

/// Why an address is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skipped {
    /// It begins with something else than `http:` or `https:`.
    NotWeb,
    /// It cannot be read as an address.
    Malformed,
    /// Only this computer or its own network can see it.
    Local,
}

/// How to look.
#[derive(Clone, Debug)]
pub struct Options {
    /// The day of the look.
    pub today: Date,
    /// For how many days an address that was alive is not asked again. One that is gone is asked
    /// again on the next day; with 0, every address is asked now.
    pub fresh_for: u16,
    /// How long a host is left in peace between two requests.
    pub pause: Duration,
    /// How long to wait for an answer; a connection must come about in half of it.
    pub timeout: Duration,
    /// Whether this computer and private networks are asked too. If so, no proxy is used.
    pub allow_local: bool,
    /// Looks up the name of a host before it is asked.
    pub names: fn(&str) -> Name,
}

impl Options {
    /// As is good manners: a second between two requests, and a week's rest for what is alive.
    pub fn new(today: Date) -> Self {
        Self {
            today,
            fresh_for: 7,
            pause: Duration::from_secs(1),
            timeout: Duration::from_secs(20),
            allow_local: false,
            names: host::look_up,
        }
    }
}

/// What is known of addresses after looking at them.
#[derive(Debug, Default)]
pub struct Round {
    /// The addresses as they were given, and what was seen now or is remembered.
    pub visits: BTreeMap<String, Visit>,
    /// The addresses as they were given that are never asked.
    pub skipped: BTreeMap<String, Skipped>,
    /// How many different pages were asked in this round.
    pub asked: usize,
    /// How many more were to be asked, and were not, because their host wanted to be left in peace.
    pub unasked: usize,
}

/// Looks at addresses, each page once, and remembers what was seen. `progress` is told how many
/// pages have been looked at, and how many there are to look at.
pub fn visit(
    addresses: &[String],
    memory: &mut Memory,
    options: &Options,
    progress: impl Fn(usize, usize) + Sync,
) -> Round {
    let mut round = Round::default();
    let mut pages = BTreeMap::new();
    for address in addresses {
        match address::page(address, options.allow_local) {
            Ok(page) => _ = pages.insert(address, page),
            Err(why) => _ = round.skipped.insert(address.clone(), why),
        }
    }
    let due: BTreeSet<Url> = pages
        .values()
        .filter(|page| !memory.is_fresh(page, options))
        .cloned()
        .collect();
    let wanted = due.len();
    let looks = look_at(due, options, progress);
    round.asked = looks.len();
    round.unasked = wanted - looks.len();
    for (page, outcome) in looks {
        memory.remember(&page, outcome, options.today);
    }
    let seen = pages.into_iter().filter_map(|(address, page)| {
        let visit = memory.visit(&page)?.clone();
        Some((address.clone(), with_fragment_of(address, visit)))
    });
    round.visits = seen.collect();
    round
}

/// Looks at all these pages, the hosts beside each other.
fn look_at(
    due: BTreeSet<Url>,
    options: &Options,
    progress: impl Fn(usize, usize) + Sync,
) -> Vec<(Url, Outcome)> {
    let total = due.len();
    let mut by_host: BTreeMap<String, Vec<Url>> = BTreeMap::new();
    for page in due {
        by_host.entry(address::host(&page)).or_default().push(page);
    }
    // A host with many pages takes the longest and is begun first: it is taken from the end.
    let mut queue: Vec<Vec<Url>> = by_host.into_values().collect();
    queue.sort_by_key(Vec::len);
    let threads = queue.len().min(THREADS);
    let (queue, walker) = (Mutex::new(queue), walk::Walker::new(options));
    let (looks, done) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
    let next = || queue.lock().expect("invariant: taking cannot fail").pop();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                for page in std::iter::from_fn(next).flatten() {
                    if let Some(outcome) = walker.look(&page) {
                        looks
                            .lock()
                            .expect("invariant: adding cannot fail")
                            .push((page, outcome));
                    }
                    progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
                }
            });
        }
    });
    let looks = looks.into_inner().expect("invariant: adding cannot fail");
    if walker.was_answered() {
        return looks;
    }
    let doubted = looks.into_iter();
    doubted
        .map(|(page, outcome)| (page, doubted_offline(outcome)))
        .collect()
}

/// A host that cannot be found where nobody answers says nothing of the host: without a network,
/// no name is found.
fn doubted_offline(outcome: Outcome) -> Outcome {
    match outcome {
        Outcome::Gone { why } => Outcome::unreachable(format!(
            "{why}, but nobody else answered either: this computer may be offline"
        )),
        Outcome::Alive
        | Outcome::Moved { .. }
        | Outcome::Refused { .. }
        | Outcome::Unreachable { .. } => outcome,
    }
}

/// A proposed address keeps the place in the page that was written, as browsers keep it.
fn with_fragment_of(address: &str, mut visit: Visit) -> Visit {
    if let Outcome::Moved { to } = &mut visit.outcome
        && !to.contains('#')
        && let Some((_, fragment)) = address.split_once('#')
    {
        *to += &format!("#{fragment}");
    }
    visit
}

impl fmt::Display for Skipped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotWeb => "is not the address of a web page",
            Self::Malformed => "cannot be read as a web address",
            Self::Local => "can be seen only on this computer or its own network",
        })
    }
}
