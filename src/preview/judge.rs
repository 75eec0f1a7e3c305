//! Judges what is shown, beside the thread that builds it: no page waits for the check, and no
//! build. While changes come quicker than they can be judged, only the newest state is.

use std::sync::Arc;
use std::sync::mpsc::{self, Sender};

use rayon::ThreadPoolBuilder;
use tokio::sync::watch as channel;

use super::snapshot::Snapshot;
use crate::check::{Memo, Seen};
use crate::pipeline;
use crate::source::Sources;

/// A state that is to be judged.
pub(super) struct Task {
    pub(super) snapshot: Arc<Snapshot>,
    /// The files as they are.
    pub(super) sources: Sources,
}

/// Takes tasks, for as long as somebody gives them. A state that has been judged takes the place
/// of the same one without its judgement, and of no newer one.
pub(super) fn start(shown: channel::Sender<Arc<Snapshot>>) -> Sender<Task> {
    let (sender, tasks) = mpsc::channel::<Task>();
    std::thread::spawn(move || {
        // A thread of its own, so that the builds keep theirs.
        let pool = ThreadPoolBuilder::new().num_threads(1).build();
        let mut memo = Memo::default();
        while let Ok(first) = tasks.recv() {
            let Task { snapshot, sources } = tasks.try_iter().last().unwrap_or(first);
            let mut judge =
                || pipeline::judge(&sources, &snapshot.current, &Seen::default(), &mut memo);
            let judgement = match &pool {
                Ok(pool) => pool.install(judge),
                Err(_) => judge(),
            };
            let judged = Arc::new(snapshot.judged(judgement, &sources));
            shown.send_if_modified(|now| {
                let is_same = Arc::ptr_eq(now, &snapshot);
                if is_same {
                    *now = judged;
                }
                is_same
            });
        }
    });
    sender
}
