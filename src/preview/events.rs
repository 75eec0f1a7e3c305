//! What is sent to an open page as it changes: server-sent events (HTML Living Standard, 9.2).

use std::collections::VecDeque;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::response::sse::Event;
use futures_util::stream::{self, Stream};
use serde_json::json;
use tokio::sync::{broadcast, watch};

use super::open::{Early, Open};
use super::server::Server;
use super::snapshot::{Answer, Snapshot, page_path};
use crate::report::counts;

/// How soon a browser asks again when the server was away, which is when it was started anew.
const RETRY: Duration = Duration::from_millis(300);

/// One open page.
struct Reader {
    server: Arc<Server>,
    snapshots: watch::Receiver<Arc<Snapshot>>,
    early: broadcast::Receiver<Early>,
    /// The address that it shows.
    wanted: String,
    /// That it is open there.
    open: Open,
    /// The number of the snapshot that was looked at last.
    number: u64,
    /// The page that was sent last; nothing where there is none.
    page: Option<Arc<[u8]>>,
    /// The report that was sent last.
    report: String,
    /// How many errors of the build it told of.
    errors: Option<usize>,
    waiting: VecDeque<Event>,
    is_new: bool,
}

/// The events of an open page, for as long as it is open.
pub(super) fn of_page(
    server: Arc<Server>,
    wanted: String,
) -> impl Stream<Item = Result<Event, Infallible>> {
    let reader = Reader {
        snapshots: server.snapshots.clone(),
        early: server.open.early(),
        open: server.open.open(page_path(&wanted)),
        server,
        wanted,
        number: 0,
        page: None,
        report: String::new(),
        errors: None,
        waiting: VecDeque::from([Event::default().retry(RETRY)]),
        is_new: true,
    };
    stream::unfold(reader, |mut reader| async move {
        loop {
            if let Some(event) = reader.waiting.pop_front() {
                return Some((Ok(event), reader));
            }
            if reader.is_new {
                reader.look();
                reader.is_new = false;
                continue;
            }
            tokio::select! {
                biased;
                // Who has fallen behind takes the snapshot.
                early = reader.early.recv() => if let Ok(early) = early {
                    reader.take(early);
                },
                // Nothing more comes where the preview ends.
                changed = reader.snapshots.changed() => {
                    changed.ok()?;
                    reader.look();
                }
            }
        }
    })
}

impl Reader {
    /// Looks at the newest snapshot, and puts what has changed for this page among the events.
    fn look(&mut self) {
        let snapshot = self.snapshots.borrow_and_update().clone();
        self.number = snapshot.number;
        if let Some(address) = snapshot.new_address(&self.wanted) {
            address.trim_start_matches('/').clone_into(&mut self.wanted);
            self.open = self.server.open.open(page_path(&self.wanted));
            self.page = self.now(&snapshot);
            let html = self.page.as_deref().map(String::from_utf8_lossy);
            self.send("moved", &json!({ "address": address, "html": html }));
        } else {
            self.look_at_page(&snapshot);
        }
        // Errors of the build are told at once; what the check says comes with the next snapshot,
        // and what it said before stays until then.
        let errors = counts(&snapshot.current.diagnostics).errors;
        if snapshot.judgement.is_none() && self.errors == Some(errors) {
            return;
        }
        self.errors = Some(errors);
        let report = snapshot.report(&self.wanted, self.server.editor);
        let report = json!(report);
        let text = report.to_string();
        if text != self.report {
            self.send("report", &report);
            self.report = text;
        }
    }

    /// Takes a page that is ready before its snapshot, unless the snapshot was there first.
    fn take(&mut self, early: Early) {
        if early.number > self.number && *early.path == *self.open.path {
            self.send_page(early.bytes);
        }
    }

    fn look_at_page(&mut self, snapshot: &Snapshot) {
        let now = self.now(snapshot);
        let is_same = match (&self.page, &now) {
            (Some(before), Some(now)) => Arc::ptr_eq(before, now) || before == now,
            (None, None) => true,
            (Some(_), None) | (None, Some(_)) => false,
        };
        // A page that was hidden for a while may not know yet that it is gone.
        if is_same && !self.is_new {
            return;
        }
        match now {
            Some(page) => self.send_page(page),
            None => {
                let home = snapshot.home_of(&self.wanted);
                self.send("gone", &json!({ "home": home }));
                self.page = None;
            }
        }
    }

    fn send_page(&mut self, page: Arc<[u8]>) {
        let html = String::from_utf8_lossy(&page).into_owned();
        self.send("page", &json!({ "html": html }));
        self.page = Some(page);
    }

    /// The page at the address now.
    fn now(&self, snapshot: &Snapshot) -> Option<Arc<[u8]>> {
        match snapshot.answer(&self.wanted) {
            Answer::File { bytes, .. } => Some(bytes.clone()),
            Answer::Sites => Some(self.server.pages.sites(snapshot).into_bytes().into()),
            Answer::Elsewhere(_) | Answer::Nothing(_) => None,
        }
    }

    fn send(&mut self, name: &str, data: &serde_json::Value) {
        self.waiting
            .push_back(Event::default().event(name).data(data.to_string()));
    }
}
