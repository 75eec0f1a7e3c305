//! `sevenfold serve`

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Mutex};

use crate::cli::{Format, Outcome, Place, Stop, clock, terminal};
use crate::diagnostic::Diagnostic;
use crate::preview::{self, Because, Editor, News, Options, USUAL_PORT, Watching};
use crate::{disk, report, theme};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The port to listen at; 7007 or the next that is free, where nothing is said
    #[arg(long, value_name = "NUMBER")]
    port: Option<u16>,
    /// The address of this computer to listen at. Others on the network see the preview, drafts
    /// included, if it is not 127.0.0.1
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1", value_parser = host)]
    host: IpAddr,
    /// Open the preview in the browser
    #[arg(long)]
    open: bool,
    /// Look for changes every half second, and do not rely on the system to tell of them
    #[arg(long)]
    poll: bool,
}

pub(in crate::cli) fn run(place: &Place, arguments: &Arguments) -> Result<Outcome, Stop> {
    let project = place.project()?;
    let set = place.today;
    let options = Options {
        project: project.clone(),
        defaults: theme::built_in_files(),
        today: Box::new(move || set.unwrap_or_else(clock)),
        host: arguments.host,
        port: arguments.port,
        poll: arguments.poll,
        editor: editor(),
    };
    let preview = terminal::patiently("Building the site", || preview::prepare(options))?;
    let home = address(preview.address);
    for line in introduction(
        &project,
        arguments,
        &home,
        preview.address,
        preview.watching,
    ) {
        terminal::say(&line);
    }
    if arguments.open && open::that_detached(&home).is_err() {
        terminal::tell("No browser could be opened; open the address yourself.");
    }
    let before: Mutex<Vec<Diagnostic>> = Mutex::default();
    preview.run(move |news| {
        let mut before = before.lock().expect("invariant: telling does not panic");
        tell(news, &before);
        before.clear();
        before.extend_from_slice(news.diagnostics);
    })?;
    Ok(Outcome::Clean)
}

/// Reads an address of the command line.
fn host(text: &str) -> Result<IpAddr, String> {
    match text {
        "localhost" => Ok(Ipv4Addr::LOCALHOST.into()),
        text => text
            .parse()
            .map_err(|_| "an address is written in figures, as in 0.0.0.0".to_owned()),
    }
}

fn introduction(
    project: &Path,
    arguments: &Arguments,
    home: &str,
    listens: SocketAddr,
    watching: Watching,
) -> Vec<String> {
    let mut lines = vec![format!("Preview of {}", disk::shown(project))];
    if arguments.port.is_none() && listens.port() != USUAL_PORT {
        lines.push(format!(
            "The usual port {USUAL_PORT} is taken, so this is {}.",
            listens.port()
        ));
    }
    if !listens.ip().is_loopback() {
        lines.push(format!(
            "Warning: others on the network can see this preview, with drafts and all that is kept back, at this computer's address and port {}.",
            listens.port()
        ));
    }
    let polling = |why: &str| format!("{why}, so changes are looked for every half second.");
    lines.extend(match watching {
        Watching::Events => None,
        Watching::Polling(Because::Asked) => {
            Some("Changes are looked for every half second.".to_owned())
        }
        Watching::Polling(Because::Disk) => Some(polling(
            "This folder lies on a disk that does not tell of all changes, such as a network drive",
        )),
        Watching::Polling(Because::NoEvent) => Some(polling("This disk does not tell of changes")),
        Watching::Polling(Because::Refused) => {
            Some(polling("The system cannot watch so many folders"))
        }
    });
    lines.push(format!("  {home}"));
    lines.push(
        "Drafts and all that is kept back are shown here, and marked. Ctrl-C ends the preview."
            .to_owned(),
    );
    lines
}

/// The address at which a browser on this computer finds the preview.
fn address(listens: SocketAddr) -> String {
    let mut address = listens;
    if address.ip().is_unspecified() {
        address.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    format!("http://{address}/")
}

/// How many changed files are named.
const NAMED: usize = 3;

/// Says what came of a change; what was said before is not said again.
fn tell(news: &News<'_>, before: &[Diagnostic]) {
    let new: Vec<Diagnostic> = news
        .diagnostics
        .iter()
        .filter(|it| before.binary_search_by(|known| known.order(it)).is_err())
        .cloned()
        .collect();
    terminal::print(&new, news.sources, Format::Text);
    let milliseconds = news.took.as_secs_f64() * 1000.0;
    let made = match news.made {
        1 => "1 page".to_owned(),
        made => format!("{made} pages"),
    };
    let counts = report::counts(news.diagnostics);
    let held = if news.is_held {
        " The last version without errors stays."
    } else {
        ""
    };
    let wrong = if !news.diagnostics.is_empty() {
        format!(" {counts}.{held}")
    } else if before.iter().any(Diagnostic::is_error) {
        " No errors any more.".to_owned()
    } else {
        String::new()
    };
    terminal::say(&format!(
        "{}: {made} in {milliseconds:.0} ms.{wrong}",
        named(news.changed)
    ));
}

fn named(changed: &[Arc<str>]) -> String {
    let names: Vec<&str> = changed.iter().take(NAMED).map(|path| &**path).collect();
    match changed.len() {
        0 => "Built".to_owned(),
        few if few <= NAMED => names.join(", "),
        many => format!("{} and {} more files", names.join(", "), many - NAMED),
    }
}

fn editor() -> Editor {
    let named = |name: &str| std::env::var(name).ok();
    Editor::new(named("VISUAL").as_deref(), named("EDITOR").as_deref())
}
