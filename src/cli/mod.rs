//! The command line: arguments in, an exit code out. Each command is one file.

mod commands;
mod terminal;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use crate::disk::{self, Trouble};
use crate::preview;
use crate::source::{Date, Sources};
use crate::theme;

/// Compiles audit findings in Markdown into a site of seven-minute briefings.
#[derive(Debug, Parser)]
#[command(name = "sevenfold", version, about, max_term_width = 100)]
struct Arguments {
    /// The folder of the project: the current one, or the nearest above it with a site.toml
    #[arg(long, global = true, value_name = "DIR")]
    project: Option<PathBuf>,
    /// The day to build for, as in 2026-04-19: it decides what is overdue or due for review
    #[arg(long, global = true, value_name = "DATE", value_parser = day)]
    today: Option<Date>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Begin a new project in a folder
    New(commands::new::Arguments),
    /// Add a text to the project
    #[command(subcommand)]
    Add(commands::add::Command),
    /// Build the site
    Build(commands::build::Arguments),
    /// Show the site in a browser, and every change as you save it
    Serve(commands::serve::Arguments),
    /// Say what a careful colleague would say before anything is published
    Check(commands::check::Arguments),
    /// Show how each briefing was read
    Inspect(commands::inspect::Arguments),
    /// Write JSON Schemas, with which editors help to fill in the TOML files
    Schema(commands::schema::Arguments),
    /// Write the register of recommendations, or a report on a year, into one file
    Report(commands::report::Arguments),
}

/// How a command prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// All is well.
    Clean,
    /// The content has errors.
    Errors,
}

/// Runs the program: 0 where all is well, 1 where the content has errors, 2 where it could not run.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let place = Place {
        project: arguments.project,
        today: arguments.today,
    };
    let outcome = match arguments.command {
        Command::New(arguments) => commands::new::run(&arguments),
        Command::Add(command) => commands::add::run(&place, &command),
        Command::Build(arguments) => commands::build::run(&place, &arguments),
        Command::Serve(arguments) => commands::serve::run(&place, &arguments),
        Command::Check(arguments) => commands::check::run(&place, &arguments),
        Command::Inspect(arguments) => commands::inspect::run(&place, &arguments),
        Command::Schema(arguments) => commands::schema::run(&place, &arguments),
        Command::Report(arguments) => commands::report::run(&place, &arguments),
    };
    match outcome {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Errors) => ExitCode::from(1),
        Err(trouble) => {
            terminal::tell(&terminal::trouble(&trouble.to_string()));
            ExitCode::from(2)
        }
    }
}

/// Where and when the program runs.
struct Place {
    project: Option<PathBuf>,
    today: Option<Date>,
}

impl Place {
    /// The folder of the project.
    fn project(&self) -> Result<PathBuf, Stop> {
        if let Some(project) = &self.project {
            return if project.is_dir() {
                Ok(project.clone())
            } else {
                Err(Stop(format!("there is no folder {}", project.display())))
            };
        }
        let here = std::env::current_dir()
            .map_err(|cause| Stop(format!("the current folder cannot be found: {cause}")))?;
        disk::find_project(&here).ok_or_else(|| {
            Stop("there is no site.toml here or in a folder above. Go to your project's folder, or begin one with: sevenfold new my-briefings".to_owned())
        })
    }

    /// The project's files, over those that the program carries.
    fn sources(&self) -> Result<Sources, Stop> {
        Ok(disk::read(
            &self.project()?,
            self.today(),
            theme::built_in_files(),
        )?)
    }

    fn today(&self) -> Date {
        self.today.unwrap_or_else(clock)
    }
}

/// Reads a day of the command line.
fn day(text: &str) -> Result<Date, String> {
    text.parse()
        .map_err(|_| "a day is written year-month-day, as in 2026-04-19".to_owned())
}

#[expect(
    clippy::disallowed_methods,
    reason = "the edge at which the day is told; --today sets another"
)]
fn clock() -> Date {
    jiff::Zoned::now().date()
}

/// Why the program could not run, in a sentence.
#[derive(Debug)]
struct Stop(String);

impl std::fmt::Display for Stop {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl From<preview::Trouble> for Stop {
    fn from(trouble: preview::Trouble) -> Self {
        Self(trouble.to_string())
    }
}

impl From<Trouble> for Stop {
    fn from(trouble: Trouble) -> Self {
        Self(trouble.to_string())
    }
}
