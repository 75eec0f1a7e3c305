//! Tells which paths of a project may have changed.
//!
//! An event means “look again at this path”, whatever it says happened. So atomic saves, renames
//! and double events need no cases; only how long to wait for more depends on what was told.

#![expect(
    clippy::disallowed_methods,
    reason = "how long to wait is measured, and put into no file"
)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::poll;
use crate::disk::{self, FOLDERS, Interest, Link, Project};

/// How long to wait for what follows, where a file is being written. Linux tells when it is closed,
/// so that nobody waits who has saved.
const UNSETTLED: Duration = Duration::from_millis(if cfg!(target_os = "linux") { 100 } else { 10 });
/// How long to wait where a file has gone: editors that save by renaming take it away for a moment.
const GONE: Duration = Duration::from_millis(100);
/// How long to wait for more where many paths have changed: what changes them is still at it.
const BURST: Duration = Duration::from_millis(100);
/// How many changed paths are more than one save makes.
const MANY: usize = 3;
/// How long changes are gathered at the most, while more keep coming.
const LONGEST: Duration = Duration::from_secs(2);
/// When to look again at a new folder: what was put into it before it was watched sent no event.
const AGAIN: [Duration; 2] = [Duration::from_millis(50), Duration::from_millis(500)];
/// How long the self-test waits for the event of its trial.
const SELF_TEST: Duration = Duration::from_secs(1);

/// How changes are noticed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watching {
    /// The system tells of them.
    Events,
    /// By looking at the stamps of all files again and again.
    Polling(Because),
}

/// Why all files are looked at again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Because {
    /// It was asked for.
    Asked,
    /// The disk is of a kind that tells only of what is changed on this computer.
    Disk,
    /// A trial change sent no event.
    NoEvent,
    /// The system refused to watch.
    Refused,
}

/// Watches a project.
pub(super) struct Watcher {
    project: Project,
    told: Receiver<Told>,
    sender: Sender<Told>,
    /// Nothing while polling.
    system: Option<RecommendedWatcher>,
    links: Vec<Link>,
    /// Paths to look at again, and when.
    later: Vec<(Instant, PathBuf)>,
    /// How changes are noticed.
    pub(super) watching: Watching,
}

/// What the system or the poll told.
enum Told {
    /// An event.
    Event(Event),
    /// The stamps of these files have changed.
    Changed(Vec<PathBuf>),
    /// Events were lost.
    Lost,
    /// The system watches no more folders.
    Full,
}

/// The paths to look at again, from the project's root.
#[derive(Debug, Default)]
pub(super) struct Batch {
    paths: BTreeMap<String, State>,
    /// Events were lost, so everything is to be looked at.
    pub(super) everything: bool,
}

/// How far a path is, after the last that was told of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Nothing more is to be expected.
    Settled,
    /// Something that has changed in its place, and may still be being written.
    Written,
    /// Something that has come, and may still be being written.
    Open,
    /// A file that has gone, perhaps for a moment.
    Gone,
    /// A folder that has come.
    Folder,
}

impl Batch {
    pub(super) fn is_empty(&self) -> bool {
        self.paths.is_empty() && !self.everything
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.keys().map(String::as_str)
    }

    /// How long to wait for more.
    fn patience(&self) -> Duration {
        if self.everything || self.paths.len() > MANY {
            BURST
        } else {
            let patience = self.paths.values().map(|state| match state {
                State::Settled => Duration::ZERO,
                State::Written | State::Open | State::Folder => UNSETTLED,
                State::Gone => GONE,
            });
            patience.max().unwrap_or_default()
        }
    }
}

impl Watcher {
    /// Watches a project from now on.
    pub(super) fn new(project: &Project, poll: bool) -> Self {
        let (sender, told) = mpsc::channel();
        let mut watcher = Self {
            project: project.clone(),
            told,
            sender,
            system: None,
            links: Vec::new(),
            later: Vec::new(),
            watching: Watching::Events,
        };
        let trouble = if poll {
            Some(Because::Asked)
        } else if disk::is_shared(project.root()) {
            Some(Because::Disk)
        } else {
            watcher.listen().err()
        };
        if let Some(because) = trouble {
            watcher.poll(because);
        }
        watcher
    }

    /// Looks for changes from now on.
    fn poll(&mut self, because: Because) {
        self.system = None;
        self.watching = Watching::Polling(because);
        let sender = self.sender.clone();
        poll::start(self.project.clone(), move |changed| {
            sender.send(Told::Changed(changed)).is_ok()
        });
    }

    /// Looks again at a path in a while.
    pub(super) fn again(&mut self, name: &str) {
        let path = self.project.root().join(name);
        self.later.push((Instant::now() + AGAIN[1], path));
    }

    /// Takes note of links within the project: a file is changed under either of its names.
    pub(super) fn follow(&mut self, links: Vec<Link>) {
        for link in links {
            if self.links.contains(&link) {
                continue;
            }
            // The folder it leads to, and the one in which that may go and come back.
            if link.to.is_dir() {
                self.watch_beside(&link.to, RecursiveMode::Recursive);
            }
            if let Some(parent) = link.to.parent() {
                self.watch_beside(parent, RecursiveMode::NonRecursive);
            }
            // It may have changed since it was read and before it was watched.
            self.later.push((Instant::now(), link.at.clone()));
            self.links.push(link);
        }
    }

    /// Waits for changes, at most this long, and gathers them while they keep coming.
    pub(super) fn next(&mut self, at_most: Duration) -> Batch {
        let mut batch = Batch::default();
        self.wait(at_most, &mut batch);
        let end = Instant::now() + LONGEST;
        while !batch.is_empty() && Instant::now() < end {
            match self.told.recv_timeout(batch.patience()) {
                Ok(told) => self.add(told, &mut batch),
                Err(_) => break,
            }
        }
        batch
    }

    fn wait(&mut self, at_most: Duration, batch: &mut Batch) {
        let end = Instant::now() + at_most;
        while batch.is_empty() {
            let due = self.later.iter().map(|(when, _)| *when).min();
            let until = due.map_or(end, |due| due.min(end));
            match self
                .told
                .recv_timeout(until.saturating_duration_since(Instant::now()))
            {
                Ok(told) => self.add(told, batch),
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    self.add_what_is_due(batch);
                    if Instant::now() >= end {
                        return;
                    }
                }
            }
        }
    }

    fn add_what_is_due(&mut self, batch: &mut Batch) {
        let now = Instant::now();
        let due: Vec<PathBuf> = self
            .later
            .extract_if(.., |(when, _)| *when <= now)
            .map(|(_, path)| path)
            .collect();
        let names = due.iter().filter_map(|path| self.project.name(path));
        batch.paths.extend(names.map(|name| (name, State::Settled)));
    }

    fn add(&mut self, told: Told, batch: &mut Batch) {
        match told {
            Told::Lost => batch.everything = true,
            Told::Full => {
                if self.watching == Watching::Events {
                    self.poll(Because::Refused);
                }
                batch.everything = true;
            }
            Told::Changed(paths) => {
                for path in paths {
                    self.add_path(&path, State::Settled, batch);
                }
            }
            Told::Event(event) => {
                batch.everything |= event.need_rescan();
                let states = states_of(event.kind);
                for (at, path) in event.paths.iter().enumerate() {
                    // A rename is told with both of its paths.
                    if let Some(state) = states.get(at).or(states.last()) {
                        self.add_path(path, *state, batch);
                    }
                }
            }
        }
    }

    /// Adds a path under each of its names, if it may matter.
    fn add_path(&mut self, path: &Path, state: State, batch: &mut Batch) {
        if self.links.iter().any(|link| link.to == path) && path.is_dir() {
            // It may be another folder than before.
            self.watch_beside(path, RecursiveMode::Recursive);
        }
        let others = self.links.iter().filter_map(|link| link.other_path(path));
        let paths: Vec<PathBuf> = std::iter::once(path.to_owned()).chain(others).collect();
        for path in paths {
            let Some(name) = self.project.name(&path) else {
                continue;
            };
            let state = match (self.project.interest(&name), state) {
                // That something in a folder has changed is told of the thing itself.
                (Interest::None, _) | (Interest::Folder, State::Written) => continue,
                (Interest::File, State::Written) => State::Open,
                (Interest::File, state) => state,
                (Interest::Folder, State::Gone) => State::Settled,
                (Interest::Folder, _) => {
                    self.expect(&path, &name);
                    State::Folder
                }
            };
            batch.paths.insert(name, state);
        }
    }

    /// Prepares for what may be in a new folder.
    fn expect(&mut self, folder: &Path, name: &str) {
        if FOLDERS.contains(&name) {
            self.watch(folder, RecursiveMode::Recursive);
        }
        if !self.later.iter().any(|(_, path)| path == folder) {
            let now = Instant::now();
            self.later
                .extend(AGAIN.map(|after| (now + after, folder.to_owned())));
        }
    }

    /// Listens to the system, and tries whether it really tells.
    fn listen(&mut self) -> Result<(), Because> {
        let sender = self.sender.clone();
        let tell = move |event: notify::Result<Event>| {
            let told = match event {
                // That somebody reads a file is no news, and it is told thousands of times.
                Ok(event) if states_of(event.kind).is_empty() && !event.need_rescan() => return,
                Ok(event) => Told::Event(event),
                Err(error) if matches!(error.kind, notify::ErrorKind::MaxFilesWatch) => Told::Full,
                Err(_) => Told::Lost,
            };
            // Nobody listens any more where the preview has ended.
            let _ = sender.send(told);
        };
        // Links are followed by ourselves: one may lead out of the project, and far.
        let settings = notify::Config::default().with_follow_symlinks(false);
        let system = RecommendedWatcher::new(tell, settings);
        self.system = Some(system.map_err(|_| Because::Refused)?);
        let root = self.project.root().to_owned();
        let mut is_watched = self.watch(&root, RecursiveMode::NonRecursive);
        for folder in FOLDERS.map(|folder| root.join(folder)) {
            is_watched &= !folder.is_dir() || self.watch(&folder, RecursiveMode::Recursive);
        }
        if !is_watched {
            return Err(Because::Refused);
        }
        self.try_out()
    }

    /// Whether a folder is among those that are watched from the beginning.
    fn is_watched(&self, folder: &Path) -> bool {
        let name = self.project.name(folder);
        name.is_some_and(|name| {
            let first = name.split('/').next().unwrap_or_default();
            name.is_empty() || FOLDERS.contains(&first)
        })
    }

    /// Watches a folder that a link leads to, unless it is watched already: it would be watched
    /// differently from then on.
    fn watch_beside(&mut self, folder: &Path, mode: RecursiveMode) {
        if !self.is_watched(folder) {
            self.watch(folder, mode);
        }
    }

    fn watch(&mut self, folder: &Path, mode: RecursiveMode) -> bool {
        self.system
            .as_mut()
            .is_none_or(|system| system.watch(folder, mode).is_ok())
    }

    /// Makes a change, and waits for the event.
    fn try_out(&self) -> Result<(), Because> {
        let content = self.project.root().join(FOLDERS[0]);
        let folder = if content.is_dir() {
            &content
        } else {
            self.project.root()
        };
        let Some(trial) = disk::Trial::make(folder) else {
            // Where nothing can be written, the author cannot write either.
            return Ok(());
        };
        let end = Instant::now() + SELF_TEST;
        loop {
            match self
                .told
                .recv_timeout(end.saturating_duration_since(Instant::now()))
            {
                Ok(Told::Event(event)) if event.paths.iter().any(|path| trial.is_at(path)) => {
                    return Ok(());
                }
                Ok(_) => {}
                Err(_) => return Err(Because::NoEvent),
            }
        }
    }
}

/// What an event says of its paths, in their order; nothing where nothing has changed.
fn states_of(kind: EventKind) -> &'static [State] {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write))
        | EventKind::Modify(ModifyKind::Name(RenameMode::To)) => &[State::Settled],
        EventKind::Modify(ModifyKind::Name(RenameMode::From)) | EventKind::Remove(_) => {
            &[State::Gone]
        }
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) => &[State::Gone, State::Settled],
        EventKind::Access(_) => &[],
        EventKind::Modify(
            ModifyKind::Any | ModifyKind::Data(_) | ModifyKind::Metadata(_) | ModifyKind::Other,
        ) => &[State::Written],
        EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Other => {
            &[State::Open]
        }
    }
}
