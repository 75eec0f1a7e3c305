//! `sevenfold check`

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;

use crate::check::{self, Found, Seen, Sight, Waived};
use crate::cli::{self, Outcome, Place, Stop, terminal};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::text::slug;
use crate::online::{self, Memory};
use crate::pipeline::{self, Build, Memo};
use crate::report::{self, Described, Reporter};
use crate::source::{SourceFile, Sources};
use crate::{disk, theme};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Files or folders to hear about; a folder of texts that is no project can be checked too
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How to print what was found
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// End with 1 where anything of this weight was found
    #[arg(long, value_enum, value_name = "WEIGHT")]
    deny: Option<Weight>,
    /// Ask the servers of all web addresses whether the pages are still there
    #[arg(long)]
    online: bool,
    /// Print the page of the manual on a rule
    #[arg(long, value_name = "CODE", conflicts_with_all = ["list", "paths"])]
    explain: Option<String>,
    /// Name all rules
    #[arg(long, conflicts_with = "paths")]
    list: bool,
}

/// How to print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One object a line
    Json,
    /// SARIF 2.1.0, for code platforms
    Sarif,
    /// Marks on the lines of a change in GitHub Actions
    Github,
}

/// From which weight on a thing found counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Weight {
    /// Warnings and errors
    Warnings,
    /// Remarks too
    Remarks,
}

pub(in crate::cli) fn run(place: &Place, arguments: &Arguments) -> Result<Outcome, Stop> {
    if let Some(code) = &arguments.explain {
        return explain(code);
    }
    if arguments.list {
        terminal::say(&list());
        return Ok(Outcome::Clean);
    }
    let subject = match place.project() {
        Ok(project) => Subject::project(place, &project, arguments)?,
        Err(_) if !arguments.paths.is_empty() && place.project.is_none() => {
            Subject::loose(place, &arguments.paths)?
        }
        Err(stop) => return Err(stop),
    };
    // Who waits for servers is told how far it is.
    let checked = if arguments.online {
        subject.check(true)?
    } else {
        terminal::patiently("Checking", || subject.check(false))?
    };
    print(&checked, arguments.format);
    let counts = report::counts(&checked.diagnostics);
    let denied = match arguments.deny {
        None => 0,
        Some(Weight::Warnings) => counts.warnings,
        Some(Weight::Remarks) => counts.warnings + counts.remarks,
    };
    Ok(if counts.errors + denied > 0 {
        Outcome::Errors
    } else {
        Outcome::Clean
    })
}

/// What is to be checked.
struct Subject {
    sources: Sources,
    /// The project's folder; loose texts have none.
    project: Option<PathBuf>,
    /// The paths that are asked about; all where there are none.
    only: Vec<String>,
    /// Where loose texts stand, by the places that they are given in a project.
    real: BTreeMap<Arc<str>, Arc<str>>,
}

/// What came of it.
struct Checked {
    diagnostics: Vec<Diagnostic>,
    waived: Vec<Waived>,
    sources: Sources,
    texts: usize,
}

impl Subject {
    fn project(place: &Place, project: &Path, arguments: &Arguments) -> Result<Self, Stop> {
        let sources = place.sources()?;
        let root = disk::whole(project)?;
        let mut only = Vec::new();
        for path in &arguments.paths {
            let path = disk::whole(path)?;
            let inside = path.strip_prefix(&root).map_err(|_| {
                Stop(format!(
                    "{} does not lie in the project {}",
                    disk::shown(&path),
                    disk::shown(&root)
                ))
            })?;
            let inside = inside.to_string_lossy();
            only.push(inside.replace(std::path::MAIN_SEPARATOR, "/"));
        }
        only.retain(|path| !path.is_empty());
        Ok(Self {
            sources,
            project: Some(project.to_owned()),
            only,
            real: BTreeMap::new(),
        })
    }

    /// Texts that lie in no project are looked at as if each were a briefing of one.
    fn loose(place: &Place, paths: &[PathBuf]) -> Result<Self, Stop> {
        let mut files = theme::built_in_files();
        files.push(SourceFile::new(
            "site.toml",
            b"title = \"Texts\"\nlanguage = \"en-GB\"\n".to_vec(),
        ));
        let mut real = BTreeMap::new();
        for path in paths {
            for (path, bytes) in disk::texts_at(path)? {
                let stem = path.with_extension("").to_string_lossy().into_owned();
                let in_project = format!("content/briefings/{}.md", slug(&stem));
                let file = SourceFile::new(in_project, bytes);
                let shown: Arc<str> = disk::shown(&path).into();
                real.insert(file.path.clone(), shown);
                files.push(file);
            }
        }
        if real.is_empty() {
            return Err(Stop(
                "there are no texts here: files that end in .md, .markdown or .txt".to_owned(),
            ));
        }
        Ok(Self {
            sources: Sources::new(files, place.today()),
            project: None,
            only: Vec::new(),
            real,
        })
    }

    fn check(self, online: bool) -> Result<Checked, Stop> {
        let build = pipeline::build(&self.sources, &mut Memo::default());
        let seen = if online {
            look(&build, &self.sources, self.project.as_deref())?
        } else {
            Seen::default()
        };
        let judgement = pipeline::judge(&self.sources, &build, &seen, &mut check::Memo::default());
        let mut diagnostics = build.diagnostics;
        diagnostics.extend(judgement.diagnostics());
        diagnostics.retain(|found| self.is_asked_about(found));
        let waived = judgement
            .waived()
            .filter(|waived| self.is_below(&waived.file));
        let waived = waived.cloned().collect();
        diagnostics.sort_by(Diagnostic::order);
        diagnostics.dedup();
        let texts = build.library.briefings.len() + build.library.pages.len();
        let mut checked = Checked {
            diagnostics,
            waived,
            texts,
            sources: self.sources,
        };
        if !self.real.is_empty() {
            checked.tell_real_places(&self.real);
        }
        Ok(checked)
    }

    fn is_asked_about(&self, found: &Diagnostic) -> bool {
        let span = found.span.as_ref();
        self.only.is_empty() || span.is_some_and(|span| self.is_below(&span.file))
    }

    fn is_below(&self, file: &str) -> bool {
        self.only.is_empty()
            || self.only.iter().any(|path| {
                let rest = file.strip_prefix(path.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            })
    }
}

impl Checked {
    /// Tells of loose texts where they really stand. What only a project asks for is advice here.
    fn tell_real_places(&mut self, real: &BTreeMap<Arc<str>, Arc<str>>) {
        self.diagnostics.retain_mut(|found| {
            if found.code == "missing-title" {
                found.severity = Severity::Remark;
                "this text has no title yet".clone_into(&mut found.message);
                found.help =
                    Some("Begin it with a line such as # Neglect: what we found".to_owned());
            }
            let labels = found.labels.iter_mut().map(|label| &mut label.span);
            for span in found.span.iter_mut().chain(labels) {
                if let Some(place) = real.get(&span.file) {
                    span.file = place.clone();
                }
            }
            let is_settings = found
                .span
                .as_ref()
                .is_some_and(|span| &*span.file == "site.toml");
            !is_settings
        });
        let files = real.iter().filter_map(|(path, place)| {
            let file = self.sources.get(path)?;
            Some(SourceFile {
                path: place.clone(),
                ..file.clone()
            })
        });
        self.sources = Sources::new(files.collect::<Vec<_>>(), self.sources.today);
        self.diagnostics.sort_by(Diagnostic::order);
    }
}

/// Looks at all web addresses, and remembers what was there.
fn look(build: &Build, sources: &Sources, project: Option<&Path>) -> Result<Seen, Stop> {
    let addresses: Vec<String> = check::addresses(&build.library, sources)
        .into_iter()
        .collect();
    let file = project.map(|project| project.join(online::FILE));
    let kept = file.as_deref().map(disk::read_kept).transpose()?.flatten();
    let (mut memory, trouble) = kept.map_or_else(
        || (Memory::default(), None),
        |text| Memory::from_json(&text),
    );
    if let Some(trouble) = trouble {
        terminal::tell(&format!("{}: {trouble}", online::FILE));
    }
    let options = online::Options::new(build.library.today);
    let round = online::visit(&addresses, &mut memory, &options, |done, all| {
        terminal::progress(&format!("Asking for web addresses: {done} of {all}"));
    });
    terminal::progress("");
    if let Some(file) = file {
        disk::keep(&file, &memory.to_json())?;
    }
    let sights = round.visits.into_iter().map(|(address, visit)| {
        let found = match visit.outcome {
            online::Outcome::Alive => Found::Alive,
            online::Outcome::Moved { to } => Found::Moved { to },
            online::Outcome::Refused { why } => Found::Refused { why },
            online::Outcome::Gone { why } => Found::Gone { why },
            online::Outcome::Unreachable { why } => Found::Unreachable { why },
        };
        let sight = Sight {
            found,
            last_alive: visit.last_alive,
        };
        (address, sight)
    });
    Ok(Seen::new(sights.collect()))
}

fn print(checked: &Checked, format: Format) {
    let mut reporter = Reporter::new(&checked.sources);
    match format {
        Format::Text => {
            let (foremost, more) = foremost(&checked.diagnostics);
            terminal::print(&foremost, &checked.sources, cli::Format::Text);
            for ((file, code), count) in more {
                terminal::tell(&format!("{file}: {count} more of `{code}`"));
            }
            terminal::tell(&summary(checked));
        }
        Format::Json => {
            for found in &checked.diagnostics {
                terminal::say(&reporter.json(found));
            }
        }
        Format::Github => {
            for found in &checked.diagnostics {
                terminal::say(&reporter.github(found));
            }
        }
        Format::Sarif => {
            let rules = check::all().map(|rule| Described {
                code: rule.code,
                title: rule.title().to_owned(),
                reason: rule.reason(),
            });
            terminal::say(&reporter.sarif(&checked.diagnostics, &rules.collect::<Vec<_>>()));
        }
    }
}

/// How many remarks of one rule on one file people are told one by one.
const FOREMOST: usize = 5;

/// The first remarks of each rule on each file, and how many more there are. Errors and what
/// concerns people are all told.
fn foremost(all: &[Diagnostic]) -> (Vec<Diagnostic>, BTreeMap<(&str, &str), usize>) {
    let mut counted: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut more = BTreeMap::new();
    let mut foremost = Vec::new();
    for found in all {
        let file = found.span.as_ref().map_or("", |span| &*span.file);
        let count = counted.entry((file, found.code)).or_default();
        *count += 1;
        if *count <= FOREMOST || found.is_error() || check::blocks(found) {
            foremost.push(found.clone());
        } else {
            *more.entry((file, found.code)).or_default() += 1;
        }
    }
    (foremost, more)
}

/// What was found, by rule, and what that means.
fn summary(checked: &Checked) -> String {
    let mut by_code: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for found in &checked.diagnostics {
        *by_code.entry((found.severity, found.code)).or_default() += 1;
    }
    let mut lines: Vec<String> = Vec::new();
    for ((severity, code), count) in &by_code {
        let title = check::rule(code).map_or("", |rule| rule.title());
        lines.push(
            format!("{count:>6}  {:<8} {code:<34} {title}", severity.as_str())
                .trim_end()
                .to_owned(),
        );
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    for waived in &checked.waived {
        lines.push(format!(
            "Waived: {} at “{}” in {}, by {} on {}: {}",
            waived.rule, waived.at, waived.file, waived.by, waived.on, waived.reason
        ));
    }
    let counts = report::counts(&checked.diagnostics);
    let texts = match checked.texts {
        1 => "1 text".to_owned(),
        texts => format!("{texts} texts"),
    };
    lines.push(format!("{texts} checked: {counts}."));
    let blocking = checked
        .diagnostics
        .iter()
        .filter(|found| check::blocks(found));
    let files: BTreeSet<&str> = blocking
        .clone()
        .filter_map(|found| found.span.as_ref().map(|span| &*span.file))
        .collect();
    let people = check::all().filter(|rule| rule.blocks_publication());
    lines.push(match blocking.count() {
        0 => format!(
            "Looked for signs of people who could be recognised, by {} rules, and found none that is not waived. That does not make a text anonymous: somebody who knows the case should read it.",
            people.count()
        ),
        count => format!(
            "{count} of these {} people who could be recognised, in {}: mend the text, or let a named person answer for each with [[waivers]]. Until then it is not to be published.",
            if count == 1 { "concerns" } else { "concern" },
            match files.len() {
                1 => "1 file".to_owned(),
                files => format!("{files} files"),
            }
        ),
    });
    if let Some(((_, code), _)) = by_code
        .iter()
        .find(|((_, code), _)| check::rule(code).is_some())
    {
        lines.push(format!(
            "`sevenfold check --explain {code}` says why a rule matters."
        ));
    }
    lines.join("\n")
}

fn explain(code: &str) -> Result<Outcome, Stop> {
    match check::rule(code) {
        Some(rule) => {
            terminal::say(rule.manual.trim_end());
            Ok(Outcome::Clean)
        }
        None => {
            let codes = check::all().map(|rule| rule.code);
            let meant = crate::diagnostic::did_you_mean(code, codes)
                .map(|meant| format!(" Did you mean `{meant}`?"))
                .unwrap_or_default();
            Err(Stop(format!(
                "the check has no rule called `{code}`.{meant} `sevenfold check --list` names them all; what else is reported says itself what to do"
            )))
        }
    }
}

fn list() -> String {
    let groups = check::GROUPS.iter().map(|group| {
        let rules = group.rules.iter().map(|rule| {
            let severity = rule.severity.as_str();
            format!("  {:<34} {severity:<8} {}\n", rule.code, rule.title())
        });
        format!("{}\n{}", group.title, rules.collect::<String>())
    });
    groups.collect::<Vec<_>>().join("\n").trim_end().to_owned()
}
