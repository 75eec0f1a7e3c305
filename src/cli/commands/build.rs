//! `sevenfold build`

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::cli::{Format, Outcome, Place, Stop, terminal};
use crate::model::briefing::KeptBack;
use crate::pipeline::{self, Build, Memo};
use crate::site::Site;
use crate::{disk, report};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// The folder to write the site into; `public` in the project where nothing is said
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// How to print what is wrong
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

pub(in crate::cli) fn run(place: &Place, arguments: &Arguments) -> Result<Outcome, Stop> {
    let started = now();
    let project = place.project()?;
    let sources = terminal::patiently("Reading the project", || place.sources())?;
    let build = terminal::patiently("Building the site", || {
        pipeline::build(&sources, &mut Memo::default())
    });
    terminal::print(&build.diagnostics, &sources, arguments.format);
    let counts = report::counts(&build.diagnostics);
    if build.has_errors() {
        terminal::tell(&format!("Nothing was written: {counts}."));
        return Ok(Outcome::Errors);
    }
    if counts.warnings + counts.remarks > 0 {
        terminal::tell(&format!("There is something to look at: {counts}."));
    }
    let out = arguments
        .out
        .clone()
        .unwrap_or_else(|| project.join("public"));
    let written = terminal::patiently("Writing the site", || {
        disk::write(&out, &project, &build.output)
    })?;
    let seconds = started.elapsed().as_secs_f64();
    let public = build
        .library
        .briefings
        .iter()
        .filter(|briefing| briefing.is_public(build.library.today))
        .count();
    let summary = format!(
        "Built {} files from {public} briefing{} in {seconds:.2} s: {} written, {} unchanged, {} removed.",
        build.output.iter().len(),
        if public == 1 { "" } else { "s" },
        written.written,
        written.unchanged,
        written.removed,
    );
    let lines: Vec<String> = [summary]
        .into_iter()
        .chain(kept_back(&build))
        .chain(first_pages(&build, &out))
        .collect();
    match arguments.format {
        Format::Text => terminal::say(&lines.join("\n").clone()),
        Format::Json => terminal::tell(&lines.join("\n").clone()),
    }
    Ok(Outcome::Clean)
}

/// How many of the briefings that are kept back are named.
const NAMED: usize = 10;

/// Which briefings are not shown to everybody, and why.
fn kept_back(build: &Build) -> Option<String> {
    let today = build.library.today;
    let hidden = build
        .library
        .briefings
        .iter()
        .filter_map(|briefing| Some((briefing, briefing.kept_back(today)?)));
    let kept: Vec<String> = hidden
        .map(|(briefing, reason)| {
            let reason = match reason {
                KeptBack::Draft => "draft".to_owned(),
                KeptBack::InReview => "in review".to_owned(),
                KeptBack::Withdrawn => "withdrawn".to_owned(),
                KeptBack::Until(day) => format!("until {day}"),
            };
            format!("{} ({reason})", briefing.slug)
        })
        .collect();
    let more = if kept.len() > NAMED {
        format!(" and {} more", kept.len() - NAMED)
    } else {
        String::new()
    };
    let named = kept
        .iter()
        .take(NAMED)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    (!kept.is_empty()).then(|| format!("Kept back: {named}{more}."))
}

/// The pages to open: the home page of each site.
fn first_pages(build: &Build, out: &Path) -> Vec<String> {
    let home = |site: &Site| disk::shown(&out.join(&site.settings.name).join("index.html"));
    build
        .sites
        .iter()
        .map(|site| format!("Open {} in a browser.", home(site)))
        .collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long it took is told to people and put into no file"
)]
fn now() -> Instant {
    Instant::now()
}
