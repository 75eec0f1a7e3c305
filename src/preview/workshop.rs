//! Keeps a project as it stands on the disk, and builds it again when something has changed.
//!
//! What is shown is the last version without errors: a file that has got one is shown as it was
//! before, beside all others as they are. What is told is what is wrong with the files as they are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::moves::Moves;
use super::open::OpenPages;
use super::snapshot::{Snapshot, spoken_of};
use super::watch::{Batch, Watching};
use crate::diagnostic::Diagnostic;
use crate::disk::{Link, Project};
use crate::pipeline::{self, Build, Memo};
use crate::report;
use crate::source::{Content, Date, SourceFile, Sources};

/// A project that is looked after.
pub(super) struct Workshop {
    project: Project,
    /// What stands in for files that the project has not.
    defaults: BTreeMap<Arc<str>, SourceFile>,
    /// The files as they are.
    pub(super) sources: Sources,
    /// The files that have changed since what is shown was made, as they are shown.
    pending: Before,
    /// Those of them with which nothing new could be shown.
    stuck: BTreeSet<Arc<str>>,
    shown: Option<Shown>,
    moves: Moves,
    memo: Memo,
    /// The pages that somebody looks at.
    pub(super) open: Arc<OpenPages>,
    /// How many snapshots were made.
    made: u64,
}

/// Files as they were, by their paths; `None` for one that was not there.
type Before = BTreeMap<Arc<str>, Option<SourceFile>>;

/// What is shown.
struct Shown {
    build: Arc<Build>,
    /// The files that have errors in it.
    faulty: BTreeSet<Arc<str>>,
}

impl Workshop {
    /// Reads a project.
    pub(super) fn new(
        project: Project,
        defaults: Vec<SourceFile>,
        today: Date,
    ) -> (Self, Vec<Link>) {
        let found = project.read();
        let sources =
            Sources::new(defaults.iter().cloned().chain(found.files), today).for_authors();
        let workshop = Self {
            project,
            defaults: defaults
                .into_iter()
                .map(|file| (file.path.clone(), file))
                .collect(),
            sources,
            pending: BTreeMap::new(),
            stuck: BTreeSet::new(),
            shown: None,
            moves: Moves::default(),
            memo: Memo::default(),
            open: OpenPages::new(),
            made: 0,
        };
        (workshop, found.links)
    }

    /// Looks again at what may have changed. Gives the files that have, and the links that were
    /// met.
    pub(super) fn look_again(&mut self, batch: &Batch) -> (Vec<Arc<str>>, Vec<Link>) {
        let mut changed = Vec::new();
        let mut links = Vec::new();
        if batch.everything {
            let found = self.project.read();
            links.extend(found.links);
            self.take_in("", found.files, &mut changed);
        }
        for path in batch.paths() {
            let found = self.project.look(path);
            links.extend(found.links);
            self.take_in(path, found.files, &mut changed);
        }
        (changed, links)
    }

    /// Those of these files that could not be read: an editor may still hold one to itself.
    pub(super) fn unread<'a>(&self, changed: &'a [Arc<str>]) -> impl Iterator<Item = &'a Arc<str>> {
        changed.iter().filter(|path| {
            let file = self.sources.get(path);
            file.is_some_and(|file| matches!(file.content, Content::Unread(_)))
        })
    }

    /// Another day has come.
    pub(super) fn set_today(&mut self, today: Date) -> bool {
        let is_new = self.sources.today != today;
        self.sources.today = today;
        is_new
    }

    /// Takes in what was found at a path: a file, or all that stands below a folder.
    fn take_in(&mut self, path: &str, found: Vec<SourceFile>, changed: &mut Vec<Arc<str>>) {
        let below = if path.is_empty() {
            String::new()
        } else {
            format!("{path}/")
        };
        let paths: BTreeSet<&str> = found.iter().map(|file| &*file.path).collect();
        // What lies in a folder that cannot be read is not known to have gone.
        let unread: Vec<String> = found
            .iter()
            .filter(|file| matches!(file.content, Content::Unread(_)))
            .map(|file| format!("{}/", file.path))
            .collect();
        let is_found = |known: &SourceFile| {
            let path = &*known.path;
            paths.contains(path) || unread.iter().any(|folder| path.starts_with(folder))
        };
        let gone: Vec<Arc<str>> = self
            .sources
            .get(path)
            .into_iter()
            .chain(self.sources.under(&below))
            .filter(|known| !is_found(known))
            .map(|known| known.path.clone())
            .collect();
        for path in gone {
            let now = self.defaults.get(&path).cloned();
            self.change(path, now, changed);
        }
        for file in found {
            self.change(file.path.clone(), Some(file), changed);
        }
    }

    fn change(&mut self, path: Arc<str>, now: Option<SourceFile>, changed: &mut Vec<Arc<str>>) {
        let before = self.sources.get(&path);
        if before.map(|file| file.key) == now.as_ref().map(|file| file.key) {
            return;
        }
        let before = before.cloned();
        self.moves.note(&path, before.as_ref(), now.as_ref());
        // What was shown is what is remembered, however often the file changes meanwhile.
        self.pending.entry(path.clone()).or_insert(before);
        set(&mut self.sources, &path, now);
        changed.push(path);
    }

    /// Builds the project as it is, and decides what to show of it.
    pub(super) fn build(&mut self, watching: Watching) -> Snapshot {
        self.made += 1;
        let current = pipeline::build_for(
            &self.open.waiting_for(self.made),
            &self.sources,
            &mut self.memo,
        );
        let current = Arc::new(current);
        let is_held = match self.settle(current.clone()) {
            Some((shown, still_pending)) => {
                self.pending = still_pending;
                self.stuck.retain(|path| self.pending.contains_key(path));
                self.shown = Some(shown);
                !self.pending.is_empty()
            }
            None => {
                self.stuck.extend(self.pending.keys().cloned());
                true
            }
        };
        let shown = self.shown.as_ref();
        let shown = shown.expect("invariant: the first build is shown, whatever is wrong");
        Snapshot {
            number: self.made,
            sources: spoken_of(&self.sources, &current.diagnostics),
            counts: report::counts(&current.diagnostics),
            shown: shown.build.clone(),
            current,
            judgement: None,
            moved: self.moves.addresses(),
            held: if is_held {
                self.pending.keys().cloned().collect()
            } else {
                BTreeSet::new()
            },
            watching,
            root: self.project.root().to_owned(),
        }
    }

    /// The newest version that has no errors but those of files which had some before: with all
    /// files as they are, or else with those that have got an error as they were, or else with
    /// those that all texts share as they were, or else with both, or else with what could not be
    /// shown before either: a text that has gone can make an error in one that leads to it. Where
    /// none will do, nothing new is shown.
    fn settle(&mut self, build: Arc<Build>) -> Option<(Shown, Before)> {
        let shown = Shown::new(build);
        let Some(before) = &self.shown else {
            return Some((shown, BTreeMap::new()));
        };
        if self.is_acceptable(&shown, before) {
            return Some((shown, BTreeMap::new()));
        }
        let is_faulty = |path: &Arc<str>| shown.faulty.contains(path);
        let faulty = self.pending_where(is_faulty);
        let shared = self.pending_where(|path| is_shared(path));
        let both = self.pending_where(|path| is_faulty(path) || is_shared(path));
        let stuck = self.pending_where(|path| is_faulty(path) || self.stuck.contains(path));
        for held in [faulty, shared, both, stuck] {
            if held.is_empty() || held.len() == self.pending.len() {
                continue;
            }
            let mut sources = self.sources.clone();
            for (path, before) in &held {
                set(&mut sources, path, before.clone());
            }
            let candidate = Shown::new(Arc::new(pipeline::build(&sources, &mut self.memo)));
            let before = self.shown.as_ref()?;
            if self.is_acceptable(&candidate, before) {
                return Some((candidate, held));
            }
        }
        None
    }

    fn pending_where(&self, is_held: impl Fn(&Arc<str>) -> bool) -> Before {
        let held = self.pending.iter().filter(|(path, _)| is_held(path));
        held.map(|(path, before)| (path.clone(), before.clone()))
            .collect()
    }

    /// A file that is new has no version without errors; it is shown as it is.
    fn is_acceptable(&self, new: &Shown, before: &Shown) -> bool {
        new.faulty.iter().all(|path| {
            before.faulty.contains(path) || matches!(self.pending.get(path), Some(None))
        })
    }
}

impl Shown {
    fn new(build: Arc<Build>) -> Self {
        let errors = build.diagnostics.iter().filter(|it| it.is_error());
        let faulty = errors
            .filter_map(|error: &Diagnostic| error.span.as_ref())
            .map(|span| span.file.clone())
            .collect();
        Self { build, faulty }
    }
}

/// Whether a file is no text of its own, but settings, vocabulary or theme, which all texts share.
pub(super) fn is_shared(path: &str) -> bool {
    !path.starts_with("content/briefings/") && !path.starts_with("content/pages/")
}

fn set(sources: &mut Sources, path: &str, file: Option<SourceFile>) {
    match file {
        Some(file) => sources.insert(file),
        None => {
            sources.remove(path);
        }
    }
}
