//! `sevenfold report`

use std::path::PathBuf;

use clap::ValueEnum;

use crate::cli::{self, Outcome, Place, Stop, terminal};
use crate::diagnostic::did_you_mean;
use crate::pipeline::{self, Build, Memo};
use crate::render::{self, ReportForm};
use crate::site::Site;
use crate::site::annual::{self, Period};
use crate::site::register::Form;
use crate::source::{Date, Sources};
use crate::{disk, theme};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// What to write; where nothing is said, what the ending of the file asks for, or markdown
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The first day of the period: a year before the last, where only that is given. Where neither
    /// is, a report is on the last year from April to March, and csv and json hold everything
    #[arg(long, value_name = "DATE", value_parser = cli::day)]
    from: Option<Date>,
    /// The last day of the period: a year after the first, or today if that is sooner, where only
    /// the first is given
    #[arg(long, value_name = "DATE", value_parser = cli::day)]
    to: Option<Date>,
    /// The file to write; the terminal where nothing is said
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Only what this agency, or a part of it, was asked to do
    #[arg(long, value_name = "ID")]
    agency: Option<String>,
    /// Which site, where the project has several
    #[arg(long, value_name = "NAME")]
    site: Option<String>,
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The register as a table for Excel and its like
    Csv,
    /// The register for programs
    Json,
    /// A report on the period, to put into a longer one
    Markdown,
    /// A report on the period, to print or to save as PDF
    Html,
}

pub(in crate::cli) fn run(place: &Place, arguments: &Arguments) -> Result<Outcome, Stop> {
    let format = format(arguments)?;
    let sources = place.sources()?;
    let build = terminal::patiently("Reading the briefings", || {
        pipeline::build(&sources, &mut Memo::default())
    });
    if build.has_errors() {
        terminal::print(&build.diagnostics, &sources, cli::Format::Text);
        terminal::tell("No report was written: the content has errors.");
        return Ok(Outcome::Errors);
    }
    let site = site(&build, arguments.site.as_deref())?;
    if let Some(agency) = &arguments.agency {
        check_agency(site, agency)?;
    }
    let period = period(arguments, site.today)?;
    let Some(text) = write(&sources, site, arguments, format, period) else {
        return Ok(Outcome::Errors);
    };
    match &arguments.out {
        None => terminal::give(&text),
        Some(file) => {
            disk::keep_beside(file, &place.project()?, &text)?;
            terminal::say(&format!("Wrote {}.", disk::shown(file)));
        }
    }
    Ok(Outcome::Clean)
}

/// The report, or nothing where the theme cannot write it, which is said.
fn write(
    sources: &Sources,
    site: &Site,
    arguments: &Arguments,
    format: Format,
    period: Option<Period>,
) -> Option<String> {
    let settings = &site.settings;
    let loaded = theme::load(sources, &settings.theme, &settings.language);
    let theme = loaded.value.expect("invariant: the site was built with it");
    let agency = arguments.agency.as_deref();
    let register = |form: Form| {
        let mut entries = annual::entries(site, agency);
        entries.retain(|entry| period.is_none_or(|period| entry.is_of(period)));
        render::register_file(site, &theme, form, &entries)
    };
    let report = |form: ReportForm| {
        let period = period.unwrap_or_else(|| Period::last_financial_year(site.today));
        let annual = annual::report(site, period, agency);
        let report = render::report(site, &theme, &annual, agency, form);
        let is_whole = report.diagnostics.iter().all(|it| !it.is_error());
        terminal::print(&report.diagnostics, sources, cli::Format::Text);
        is_whole.then_some(report.value)
    };
    match format {
        Format::Csv => Some(register(Form::Csv)),
        Format::Json => Some(register(Form::Json)),
        Format::Markdown => report(ReportForm::Markdown),
        Format::Html => report(ReportForm::Html),
    }
}

/// What is asked for, or else what the ending of the file says.
fn format(arguments: &Arguments) -> Result<Format, Stop> {
    if let Some(format) = arguments.format {
        return Ok(format);
    }
    let Some(file) = &arguments.out else {
        return Ok(Format::Markdown);
    };
    let ending = file.extension().and_then(|ending| ending.to_str());
    match ending.unwrap_or_default().to_ascii_lowercase().as_str() {
        "csv" => Ok(Format::Csv),
        "json" => Ok(Format::Json),
        "html" | "htm" => Ok(Format::Html),
        "md" | "markdown" | "txt" => Ok(Format::Markdown),
        _ => Err(Stop(format!(
            "{} does not end in .csv, .json, .md or .html; say what to write with --format",
            disk::shown(file)
        ))),
    }
}

fn period(arguments: &Arguments, today: Date) -> Result<Option<Period>, Stop> {
    let period = match (arguments.from, arguments.to) {
        (None, None) => return Ok(None),
        (Some(from), Some(to)) => Period { from, to },
        (Some(from), None) => Period {
            from,
            to: Period::year_from(from).to.min(today),
        },
        (None, Some(to)) => Period::year_to(to),
    };
    if period.from > period.to {
        return Err(Stop(format!(
            "the period ends on {}, before it begins on {}",
            period.to, period.from
        )));
    }
    Ok(Some(period))
}

fn site<'a>(build: &'a Build, wanted: Option<&str>) -> Result<&'a Site, Stop> {
    let names = || build.sites.iter().map(|site| site.settings.name.as_str());
    match (wanted, build.sites.as_slice()) {
        (None, [site]) => Ok(site),
        (None, _) => Err(Stop(format!(
            "this project has several sites. Say which with --site: {}",
            names().collect::<Vec<_>>().join(", ")
        ))),
        (Some(wanted), sites) => sites
            .iter()
            .find(|site| site.settings.name == wanted)
            .ok_or_else(|| unknown("site", wanted, names())),
    }
}

fn check_agency(site: &Site, wanted: &str) -> Result<(), Stop> {
    let agencies = &site.vocabulary.agencies;
    if agencies.contains_key(wanted) {
        return Ok(());
    }
    Err(unknown(
        "agency",
        wanted,
        agencies.keys().map(String::as_str),
    ))
}

fn unknown<'a>(kind: &str, wanted: &str, known: impl Iterator<Item = &'a str>) -> Stop {
    let meant = did_you_mean(wanted, known).map(|meant| format!(" Did you mean {meant}?"));
    Stop(format!(
        "there is no {kind} called `{wanted}`.{}",
        meant.unwrap_or_default()
    ))
}
