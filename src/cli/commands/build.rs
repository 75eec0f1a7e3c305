//! `sevenfold build`

use std::path::PathBuf;
use std::time::Instant;

use crate::cli::{Format, Outcome, Place, Stop, terminal};
use crate::pipeline::{self, Build, Memo};
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
        eprintln!("Nothing was written: {counts}.");
        return Ok(Outcome::Errors);
    }
    let out = arguments
        .out
        .clone()
        .unwrap_or_else(|| project.join("public"));
    let written = terminal::patiently("Writing the site", || {
        disk::write(&out, &project, &build.output)
    })?;
    let summary = summary(&build, &written, started.elapsed().as_secs_f64());
    let first = first_page(&build, &out);
    match arguments.format {
        Format::Text => println!("{summary}\nOpen {} in a browser.", first.display()),
        Format::Json => eprintln!("{summary}"),
    }
    if counts.warnings + counts.remarks > 0 {
        eprintln!("There is something to look at: {counts}.");
    }
    Ok(Outcome::Clean)
}

fn summary(build: &Build, written: &disk::Written, seconds: f64) -> String {
    let briefings: usize = build.sites.iter().map(|site| site.briefings.len()).sum();
    let kept_back = build
        .library
        .briefings
        .iter()
        .filter(|briefing| !briefing.is_public(build.library.today))
        .count();
    let kept_back = if kept_back > 0 {
        format!(", {kept_back} kept back")
    } else {
        String::new()
    };
    format!(
        "Built {} files from {briefings} briefing{}{kept_back} in {seconds:.2} s: {} written, {} unchanged, {} removed.",
        build.output.iter().len(),
        if briefings == 1 { "" } else { "s" },
        written.written,
        written.unchanged,
        written.removed,
    )
}

/// The page to open: the home page, or the folder where there are several sites.
fn first_page(build: &Build, out: &std::path::Path) -> PathBuf {
    match build.sites.as_slice() {
        [site] if site.settings.name.is_empty() => out.join("index.html"),
        [site, ..] => out.join(&site.settings.name).join("index.html"),
        [] => out.to_owned(),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long it took is told to people and put into no file"
)]
fn now() -> Instant {
    Instant::now()
}
