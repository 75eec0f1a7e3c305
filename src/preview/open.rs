//! The pages that somebody looks at: they are the first to be made, and are sent before the others
//! are.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use tokio::sync::broadcast;

use crate::output::Waiting;

/// How many pages may wait to be sent; a reader who is further behind takes the snapshot instead.
const QUEUE: usize = 64;
/// How long the build pauses once a page is sent early, so that the browser gets the processors that
/// it needs to show it, and not after all the others are made.
const COURTESY: Duration = Duration::from_millis(6);

/// A page that is ready before the snapshot to which it belongs.
#[derive(Clone, Debug)]
pub(super) struct Early {
    /// The number of that snapshot.
    pub(super) number: u64,
    /// Its path among all that is built.
    pub(super) path: Arc<str>,
    pub(super) bytes: Arc<[u8]>,
}

/// The pages that are open in a browser.
#[derive(Debug)]
pub(super) struct OpenPages {
    /// How often each is open, by their paths among all that is built.
    open: Mutex<BTreeMap<String, usize>>,
    early: broadcast::Sender<Early>,
}

impl OpenPages {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            open: Mutex::default(),
            early: broadcast::channel(QUEUE).0,
        })
    }

    /// Takes note that a page is open, for as long as what is given is kept.
    pub(super) fn open(self: &Arc<Self>, path: String) -> Open {
        *self.paths().entry(path.clone()).or_default() += 1;
        Open {
            pages: self.clone(),
            path,
        }
    }

    /// All pages that are ready early, from now on.
    pub(super) fn early(&self) -> broadcast::Receiver<Early> {
        self.early.subscribe()
    }

    /// Those who look on, as they wait for the pages of one snapshot.
    pub(super) fn waiting_for(&self, number: u64) -> impl Waiting {
        ForSnapshot {
            pages: self,
            number,
            has_paused: AtomicBool::new(false),
        }
    }

    fn paths(&self) -> MutexGuard<'_, BTreeMap<String, usize>> {
        self.open
            .lock()
            .expect("invariant: nothing panics while a page is counted")
    }
}

/// A page that is open.
#[derive(Debug)]
pub(super) struct Open {
    pages: Arc<OpenPages>,
    /// Its path among all that is built.
    pub(super) path: String,
}

impl Drop for Open {
    fn drop(&mut self) {
        let mut paths = self.pages.paths();
        if let Some(count) = paths.get_mut(&self.path) {
            *count -= 1;
            if *count == 0 {
                paths.remove(&self.path);
            }
        }
    }
}

struct ForSnapshot<'a> {
    pages: &'a OpenPages,
    number: u64,
    has_paused: AtomicBool,
}

impl Waiting for ForSnapshot<'_> {
    fn wants(&self, path: &str) -> bool {
        self.pages.paths().contains_key(path)
    }

    fn take(&self, path: &str, bytes: &Arc<[u8]>) {
        // Whoever looked on may have gone meanwhile.
        let _ = self.pages.early.send(Early {
            number: self.number,
            path: path.into(),
            bytes: bytes.clone(),
        });
        if !self.has_paused.swap(true, Ordering::Relaxed) {
            std::thread::sleep(COURTESY);
        }
    }
}
