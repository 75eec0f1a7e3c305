//! The live preview: watches a project, builds it in memory, and shows it in a browser.
//!
//! The build does not know that it is watched: it is lent a memo, and gives what `build` would
//! give to the authors. What is served is what was built; the server alone adds a script.

mod editor;
mod events;
mod hosts;
mod judge;
mod moves;
mod open;
mod pages;
mod poll;
mod server;
mod snapshot;
mod watch;
mod workshop;

use std::fmt;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::watch as channel;

use crate::diagnostic::Diagnostic;
use crate::disk::{self, Project};
use crate::source::{Date, SourceFile, Sources};

pub use editor::Editor;
pub use server::USUAL_PORT;
pub use watch::{Because, Watching};

use judge::Task;
use snapshot::Snapshot;
use watch::Watcher;
use workshop::Workshop;

/// How long to wait for a change before looking whether another day has come.
const DAY_CHECK: Duration = Duration::from_secs(30);

/// What a preview shows, and where.
pub struct Options {
    /// The folder of the project.
    pub project: PathBuf,
    /// What stands in for files that the project has not.
    pub defaults: Vec<SourceFile>,
    /// Tells today's date.
    pub today: Box<dyn Fn() -> Date + Send>,
    /// The address of this computer to listen at.
    pub host: IpAddr,
    /// The port to listen at; where none is asked for, the usual one or the next that is free.
    pub port: Option<u16>,
    /// Whether to look at all files again and again, whatever the system tells.
    pub poll: bool,
    /// The author's editor.
    pub editor: Editor,
}

/// A preview that is ready.
pub struct Preview {
    /// Where it listens.
    pub address: SocketAddr,
    /// How changes are noticed.
    pub watching: Watching,
    listener: TcpListener,
    editor: Editor,
    today: Box<dyn Fn() -> Date + Send>,
    workshop: Workshop,
    watcher: Watcher,
    first: Arc<Snapshot>,
    took: Duration,
}

/// What came of a change.
pub struct News<'a> {
    /// The files that have changed, from the project's root; none where another day has come, or
    /// where the preview has just begun.
    pub changed: &'a [Arc<str>],
    /// What is wrong with the files as they are. What the check says is told in the browser, beside
    /// the page that it concerns.
    pub diagnostics: &'a [Diagnostic],
    /// The files of which there is something to say.
    pub sources: &'a Sources,
    /// How many pages had to be made.
    pub made: usize,
    /// Whether some of what is shown is older than the files, because these have errors.
    pub is_held: bool,
    /// How long it took, from the end of the waiting to the new pages.
    pub took: Duration,
}

/// Why there can be no preview, in a sentence.
#[derive(Debug)]
pub struct Trouble(String);

impl fmt::Display for Trouble {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<disk::Trouble> for Trouble {
    fn from(trouble: disk::Trouble) -> Self {
        Self(trouble.to_string())
    }
}

/// Reads and builds a project, and listens; whatever is wrong with the content, there is a
/// preview.
///
/// # Errors
///
/// When there is no such folder, or no port to listen at.
pub fn prepare(options: Options) -> Result<Preview, Trouble> {
    let began = now();
    let listener = server::listen(options.host, options.port)?;
    let project = Project::open(&options.project)?;
    // First watched and then read, so that no change falls between.
    let mut watcher = Watcher::new(&project, options.poll);
    let (mut workshop, links) = Workshop::new(project, options.defaults, (options.today)());
    watcher.follow(links);
    let first = Arc::new(workshop.build(watcher.watching));
    Ok(Preview {
        address: listener
            .local_addr()
            .map_err(|cause| Trouble(format!("the preview has no address: {cause}")))?,
        watching: watcher.watching,
        listener,
        editor: options.editor,
        today: options.today,
        workshop,
        watcher,
        first,
        took: began.elapsed(),
    })
}

impl Preview {
    /// Shows the project for as long as the program runs. `tell` hears what came of the beginning
    /// and of every change.
    ///
    /// # Errors
    ///
    /// When the system no longer lets it listen.
    pub fn run(self, tell: impl Fn(&News<'_>) + Send + 'static) -> Result<(), Trouble> {
        let Self {
            mut workshop,
            mut watcher,
            today,
            first,
            ..
        } = self;
        tell(&news(&first, &[], self.took));
        let open = workshop.open.clone();
        let (sender, snapshots) = channel::channel(first.clone());
        std::thread::spawn(move || {
            let tasks = judge::start(sender.clone());
            let judge = |snapshot: Arc<Snapshot>, workshop: &Workshop| {
                let sources = workshop.sources.clone();
                // It ends with this thread, and not before.
                let _ = tasks.send(Task { snapshot, sources });
            };
            judge(first, &workshop);
            loop {
                let batch = watcher.next(DAY_CHECK);
                let began = now();
                let (changed, links) = workshop.look_again(&batch);
                watcher.follow(links);
                for path in workshop.unread(&changed) {
                    watcher.again(path);
                }
                let is_new_day = workshop.set_today(today());
                if changed.is_empty() && !is_new_day {
                    continue;
                }
                let snapshot = Arc::new(workshop.build(watcher.watching));
                // What was shown before is let go here, after the new is seen.
                let before = sender.send_replace(snapshot.clone());
                tell(&news(&snapshot, &changed, began.elapsed()));
                judge(snapshot, &workshop);
                drop(before);
            }
        });
        server::run(self.listener, self.editor, snapshots, open)
    }
}

fn news<'a>(snapshot: &'a Snapshot, changed: &'a [Arc<str>], took: Duration) -> News<'a> {
    News {
        changed,
        diagnostics: &snapshot.current.diagnostics,
        sources: &snapshot.sources,
        made: snapshot.current.made,
        is_held: !snapshot.held.is_empty(),
        took,
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long it took is told to people and put into no file"
)]
fn now() -> Instant {
    Instant::now()
}
