//! `sevenfold check`

use std::collections::{BTreeMap, BTreeSet};
use std::mem;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::ValueEnum;
use rayon::prelude::*;

use crate::check::{self, Found, Seen, Sight, Waived};
use crate::cli::{Outcome, Place, Stop, terminal};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::text::slug;
use crate::names::Names;
use crate::online::{self, Memory};
use crate::pipeline::{self, Build, Memo};
use crate::report::{self, Described, Reporter, Suppressed};
use crate::source::{Date, NAMES, SourceFile, Sources, Span};
use crate::{disk, theme};

#[derive(Debug, clap::Args)]
pub(in crate::cli) struct Arguments {
    /// Files or folders to hear about; texts that are no part of a project can be checked too
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
    #[value(alias = "warning")]
    Warnings,
    /// Remarks too
    #[value(alias = "remark")]
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
    let subjects = subjects(place, arguments)?;
    // Who waits for servers is told how far it is.
    let checked = if arguments.online {
        check(subjects, true)?
    } else {
        terminal::patiently("Checking", || check(subjects, false))?
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

/// What is to be checked: a project, texts that lie in none, or both.
struct Subject {
    sources: Sources,
    build: Build,
    kind: SubjectKind,
}

enum SubjectKind {
    Project {
        folder: PathBuf,
        /// The paths that are asked about; all where there are none.
        only: Vec<String>,
    },
    /// Texts that are looked at as if each were a briefing of a project.
    Loose {
        /// Where they really stand, by the places that they are given.
        real: BTreeMap<Arc<str>, Arc<str>>,
    },
}

/// What came of it.
#[derive(Default)]
struct Checked {
    diagnostics: Vec<Diagnostic>,
    waived: Vec<Waived>,
    sources: Vec<SourceFile>,
    /// How many texts of a project were looked at.
    texts: usize,
    /// How many the project has.
    all: usize,
    /// How many texts were looked at that lie in no project.
    loose: usize,
    /// Files that should be texts and could not be read as one.
    unread: BTreeSet<Arc<str>>,
    /// The rules on people that are switched off.
    off: BTreeSet<&'static str>,
    /// How many entries of the list of names were looked for.
    names: usize,
}

/// Finds what the paths mean. What is no part of the project is looked at too, and never passed
/// over: as a text that lies in none.
fn subjects(place: &Place, arguments: &Arguments) -> Result<Vec<Subject>, Stop> {
    let project = match place.project() {
        Ok(project) => project,
        Err(stop) if place.project.is_some() => return Err(stop),
        Err(stop) => {
            let here = [PathBuf::from(".")];
            let paths = if arguments.paths.is_empty() {
                &here[..]
            } else {
                &arguments.paths
            };
            let texts = loose_texts(paths)?;
            return match (texts.is_empty(), arguments.paths.is_empty()) {
                (false, _) => Ok(vec![Subject::loose(place, texts, shared_here()?)]),
                (true, true) => Err(stop),
                (true, false) => Err(no_texts()),
            };
        }
    };
    let sources = place.sources()?;
    let root = disk::whole(&project)?;
    let build = pipeline::build(&sources, &mut Memo::default());
    let mut only = Vec::new();
    let mut loose = Vec::new();
    let mut is_whole = arguments.paths.is_empty();
    for path in &arguments.paths {
        let whole = disk::whole(path)?;
        if root.starts_with(&whole) && root != whole {
            return Err(Stop(format!(
                "{} does not lie in the project {}, but around it: name a folder or a file of texts, or nothing for all of the project",
                disk::shown(&whole),
                disk::shown(&root)
            )));
        }
        let inside = whole.strip_prefix(&root).ok().map(|inside| {
            let inside = inside.to_string_lossy();
            inside.replace(std::path::MAIN_SEPARATOR, "/")
        });
        if inside.as_deref() == Some("") {
            is_whole = true;
            continue;
        }
        let mut is_known = false;
        if let Some(inside) = inside {
            is_known = sources
                .iter()
                .any(|file| is_at_or_below(&file.path, &inside));
            if is_known {
                only.push(inside);
            }
        }
        let texts = if is_known && is_at_text(&build, &root, &whole) {
            Vec::new()
        } else {
            loose_texts(std::slice::from_ref(path))?
        };
        let others = texts.into_iter().filter(|(path, _)| {
            let whole = disk::whole(path).unwrap_or_else(|_| path.clone());
            let is_binary = is_known && path.extension().is_none_or(|it| !is_text_ending(it));
            !is_binary && !is_at_text(&build, &root, &whole)
        });
        let known = loose.len();
        loose.extend(others);
        if loose.len() == known && !is_known {
            return Err(no_texts());
        }
    }
    let shared: Vec<SourceFile> = sources
        .iter()
        .filter(|file| file.path.ends_with(".toml") || &*file.path == NAMES)
        .filter(|file| !file.path.starts_with("themes/"))
        .cloned()
        .collect();
    let mut subjects = Vec::new();
    if is_whole || !only.is_empty() || loose.is_empty() {
        subjects.push(Subject {
            sources,
            build,
            kind: SubjectKind::Project {
                folder: project,
                only: if is_whole { Vec::new() } else { only },
            },
        });
    }
    if !loose.is_empty() {
        subjects.push(Subject::loose(place, loose, shared));
    }
    Ok(subjects)
}

fn no_texts() -> Stop {
    Stop("there are no texts here: files that end in .md, .markdown or .txt".to_owned())
}

fn is_text_ending(ending: &std::ffi::OsStr) -> bool {
    ["md", "markdown", "txt"]
        .iter()
        .any(|text| ending.eq_ignore_ascii_case(text))
}

/// The texts at these paths, with their bytes. A picture or a document of a word processor is none.
fn loose_texts(paths: &[PathBuf]) -> Result<Vec<(PathBuf, Vec<u8>)>, Stop> {
    let mut texts = Vec::new();
    for path in paths {
        for (path, bytes) in disk::texts_at(path)? {
            let is_text = path.extension().is_some_and(is_text_ending);
            if !is_text && std::str::from_utf8(&bytes).is_err() {
                return Err(Stop(format!(
                    "{} is no text. Open it in its own program, save it as plain text (.txt, UTF-8), and check that",
                    disk::shown(&path)
                )));
            }
            texts.push((path, bytes));
        }
    }
    Ok(texts)
}

/// The list of names that lies beside texts which lie in no project.
fn shared_here() -> Result<Vec<SourceFile>, Stop> {
    let path = Path::new(NAMES);
    if disk::whole(path).is_err() {
        return Ok(Vec::new());
    }
    let found = disk::texts_at(path)?.into_iter();
    Ok(found
        .map(|(_, bytes)| SourceFile::new(NAMES, bytes))
        .collect())
}

/// Whether a place on the disk is a briefing or a page of the project.
fn is_at_text(build: &Build, root: &Path, place: &Path) -> bool {
    let mut texts = texts_of(build);
    texts.any(|file| root.join(&**file) == place)
}

/// The files of the briefings and pages.
fn texts_of(build: &Build) -> impl Iterator<Item = &Arc<str>> {
    let library = &build.library;
    let briefings = library.briefings.iter().map(|text| &text.file);
    briefings.chain(library.pages.iter().map(|text| &text.file))
}

fn is_at_or_below(file: &str, path: &str) -> bool {
    let rest = file.strip_prefix(path);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn check(subjects: Vec<Subject>, online: bool) -> Result<Checked, Stop> {
    let mut all = Checked::default();
    for subject in subjects {
        let checked = subject.check(online)?;
        all.diagnostics.extend(checked.diagnostics);
        all.waived.extend(checked.waived);
        all.sources.extend(checked.sources);
        all.texts += checked.texts;
        all.all += checked.all;
        all.loose += checked.loose;
        all.unread.extend(checked.unread);
        all.off.extend(checked.off);
        all.names = all.names.max(checked.names);
    }
    all.diagnostics.sort_by(Diagnostic::order);
    all.diagnostics.dedup();
    Ok(all)
}

impl Subject {
    /// Texts that lie in no project, each as if it were a briefing of one, with what texts share.
    fn loose(place: &Place, texts: Vec<(PathBuf, Vec<u8>)>, shared: Vec<SourceFile>) -> Self {
        let mut files = theme::built_in_files();
        files.push(SourceFile::new(
            "site.toml",
            b"title = \"Texts\"\nlanguage = \"en-GB\"\n".to_vec(),
        ));
        files.extend(shared);
        let mut real: BTreeMap<Arc<str>, Arc<str>> = BTreeMap::new();
        for (path, bytes) in texts {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy();
            let slug = Some(slug(&stem)).filter(|slug| !slug.is_empty());
            let slug = slug.unwrap_or_else(|| "text".to_owned());
            // Two texts of one name in two folders are two texts.
            let numbered = (2..).map(|number| format!("content/briefings/{slug}-no-{number}.md"));
            let mut places =
                std::iter::once(format!("content/briefings/{slug}.md")).chain(numbered);
            let in_project = places
                .find(|place| !real.contains_key(&**place))
                .expect("invariant: the numbers do not end");
            let file = SourceFile::new(in_project, bytes);
            real.insert(file.path.clone(), disk::shown(&path).into());
            files.push(file);
        }
        let sources = Sources::new(files, place.today());
        Self {
            build: pipeline::build(&sources, &mut Memo::default()),
            sources,
            kind: SubjectKind::Loose { real },
        }
    }

    fn check(self, online: bool) -> Result<Checked, Stop> {
        let seen = if online {
            look(&self.build, &self.sources, self.kind.folder())?
        } else {
            Seen::default()
        };
        let mut memo = check::Memo::default();
        let judgement = pipeline::judge(&self.sources, &self.build, &seen, &mut memo);
        let texts: BTreeSet<&Arc<str>> = texts_of(&self.build).collect();
        let is_asked = |file: &str| self.kind.asks_about(file);
        let unread = self.sources.under("content/").map(|file| &file.path);
        let unread =
            unread.filter(|file| file.ends_with(".md") && is_asked(file) && !texts.contains(file));
        let names = Names::new(&self.sources).count();
        let mut checked = Checked {
            unread: unread.cloned().collect(),
            off: check::switched_off(&self.build.library)
                .map(|rule| rule.code)
                .collect(),
            names,
            ..Checked::default()
        };
        let count = texts.iter().filter(|file| is_asked(file)).count();
        let waived = judgement.waived().filter(|waived| is_asked(&waived.file));
        checked.waived = waived.cloned().collect();
        checked.diagnostics.clone_from(&self.build.diagnostics);
        checked.diagnostics.extend(judgement.diagnostics());
        checked.diagnostics.retain(|found| self.kind.tells(found));
        match &self.kind {
            SubjectKind::Project { .. } => {
                checked.texts = count;
                checked.all = texts.len();
                checked.sources = self.sources.iter().cloned().collect();
            }
            SubjectKind::Loose { real } => {
                checked.loose = count;
                checked.tell_real_places(real, &self.sources);
            }
        }
        // The program ends soon: to give back the memory of thousands of pages piece by piece
        // would only keep people waiting.
        mem::forget((self.build, judgement, memo));
        Ok(checked)
    }
}

impl SubjectKind {
    fn folder(&self) -> Option<&Path> {
        match self {
            Self::Project { folder, .. } => Some(folder),
            Self::Loose { .. } => None,
        }
    }

    /// Whether something found is told: what is wrong with the settings concerns every text, and
    /// so does a list of names that cannot be read.
    fn tells(&self, found: &Diagnostic) -> bool {
        let Some(span) = &found.span else {
            return true;
        };
        let is_of_settings = &*span.file == NAMES
            || found.is_error() && (&*span.file == "site.toml" || span.file.starts_with("sites/"));
        match self {
            Self::Project { .. } => is_of_settings || self.asks_about(&span.file),
            Self::Loose { .. } => &*span.file == NAMES || self.asks_about(&span.file),
        }
    }

    fn asks_about(&self, file: &str) -> bool {
        match self {
            Self::Project { only, .. } => {
                only.is_empty() || only.iter().any(|path| is_at_or_below(file, path))
            }
            Self::Loose { real } => real.contains_key(file),
        }
    }
}

impl Checked {
    /// Of a text that was only pasted, what it has not got yet is one remark, and so are all its
    /// abbreviations.
    fn tell_together(&mut self) {
        let mut lacking: BTreeMap<Arc<str>, Vec<Diagnostic>> = BTreeMap::new();
        let mut short: BTreeMap<Arc<str>, Vec<Diagnostic>> = BTreeMap::new();
        self.diagnostics.retain(|found| {
            let Some(span) = &found.span else {
                return true;
            };
            let group = match found.code {
                "missing-title"
                | "without-findings"
                | "without-questions"
                | "without-recommendations"
                | "section-missing"
                | "unknown-heading" => &mut lacking,
                "unknown-abbreviation" => &mut short,
                _ => return true,
            };
            group
                .entry(span.file.clone())
                .or_default()
                .push(found.clone());
            false
        });
        for (_, found) in lacking {
            let has = |code: &str| found.iter().any(|it| it.code == code);
            let parts = [
                ("without-findings", "findings"),
                ("without-recommendations", "recommendations"),
                ("without-questions", "questions"),
            ];
            let parts = parts.iter().filter(|(code, _)| has(code));
            let parts: Vec<&str> = parts.map(|(_, part)| *part).collect();
            let parts = parts.join(", ");
            let message = match (has("missing-title"), parts.is_empty()) {
                (true, true) => "this text has no title yet".to_owned(),
                (true, false) => {
                    format!("this text has no title yet, and no headings for its {parts}")
                }
                (false, false) => format!("this text has no headings for its {parts}"),
                (false, true) => continue,
            };
            let first = found
                .into_iter()
                .min_by(|one, other| one.span.cmp(&other.span));
            if let Some(first) = first {
                self.diagnostics.push(Diagnostic {
                    severity: Severity::Remark,
                    message,
                    help: Some("Begin it with a line such as # Neglect: what we found, and write headings such as ## What we found, ## Recommendations and ## Questions over what belongs there. `sevenfold add briefing` writes such a text to be filled in.".to_owned()),
                    ..first
                });
            }
        }
        for (_, found) in short {
            let words = found.iter().filter_map(|it| it.message.split('`').nth(1));
            let words: Vec<String> = words.map(|word| format!("`{word}`")).collect();
            let Some(first) = found.first() else {
                continue;
            };
            self.diagnostics.push(Diagnostic {
                message: format!("spelt out nowhere in this text: {}", words.join(", ")),
                help: Some("Write the long form where each stands first, as in “multi-agency safeguarding hub (MASH)”.".to_owned()),
                ..first.clone()
            });
        }
    }

    /// Tells of loose texts where they really stand. What only a project asks for is advice here.
    fn tell_real_places(&mut self, real: &BTreeMap<Arc<str>, Arc<str>>, sources: &Sources) {
        for found in &mut self.diagnostics {
            if found.code == "missing-title" {
                found.severity = Severity::Remark;
                "this text has no title yet".clone_into(&mut found.message);
                found.help =
                    Some("Begin it with a line such as # Neglect: what we found".to_owned());
            }
            if found.part.is_some() {
                found.severity = Severity::Remark;
                found.help = Some("Say who does it, and by when. Once the text is a briefing, owners and due stand in its front matter, where the site counts them.".to_owned());
            }
            if found.code == "person-file-name"
                && let Some(place) = found.span.as_ref().and_then(|span| real.get(&span.file))
                && let Some((_, fault)) = found
                    .message
                    .strip_prefix("the address `")
                    .and_then(|rest| rest.split_once("` "))
            {
                let name = place.rsplit(['/', '\\']).next().unwrap_or(place);
                found.message = format!("the name of the file `{name}` {fault}");
                found.help = Some("Name the file by what the text is about: names of files are kept in lists, mails and histories.".to_owned());
            }
            let labels = found.labels.iter_mut().map(|label| &mut label.span);
            for span in found.span.iter_mut().chain(labels) {
                if let Some(place) = real.get(&span.file) {
                    span.file = place.clone();
                }
            }
        }
        self.tell_together();
        for waived in &mut self.waived {
            if let Some(place) = real.get(&waived.file) {
                waived.file = place.clone();
            }
        }
        self.unread = self
            .unread
            .iter()
            .map(|file| real.get(file).unwrap_or(file).clone())
            .collect();
        let texts = real.iter().filter_map(|(path, place)| {
            let file = sources.get(path)?;
            Some(SourceFile {
                path: place.clone(),
                ..file.clone()
            })
        });
        self.sources = texts.chain(sources.get(NAMES).cloned()).collect();
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
    if round.unasked > 0 {
        terminal::tell(&format!(
            "{} of the web addresses were not asked: their servers wanted to be left in peace. Look again on another day.",
            round.unasked
        ));
    }
    if !round.skipped.is_empty() {
        terminal::tell(&format!(
            "{} of the web addresses are never asked: no pages of the web, or seen on their own network alone.",
            round.skipped.len()
        ));
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

/// How many lines are written together.
const STRETCH: usize = 4096;

fn print(checked: &Checked, format: Format) {
    let sources = Sources::new(checked.sources.iter().cloned(), Date::default());
    let mut reporter = Reporter::new(&sources);
    match format {
        Format::Text => {
            let look = terminal::look_of_output();
            let (foremost, more) = foremost(&checked.diagnostics);
            for found in &foremost {
                terminal::say(&(reporter.terminal(found, look) + "\n"));
            }
            for ((file, code), found) in more {
                let places = found.iter().map(|found| match &found.part {
                    Some(part) => part.to_string(),
                    None => reporter.line(found).to_string(),
                });
                let places: Vec<String> = places.collect();
                let lines = match (&found[0].part, places.len()) {
                    (Some(_), _) => "",
                    (None, 1) => "line ",
                    (None, _) => "lines ",
                };
                let line = format!(
                    "{file}: {} more of `{code}`: {lines}{}",
                    places.len(),
                    places.join(", ")
                );
                terminal::say(&reporter.shown(&line));
            }
            terminal::say(&reporter.shown(&summary(checked)));
        }
        Format::Json => {
            // Many texts have very many remarks: stretches of them are written side by side.
            let stretches = checked.diagnostics.par_chunks(STRETCH).map(|stretch| {
                let mut reporter = Reporter::new(&sources);
                let lines: Vec<String> = stretch.iter().map(|it| reporter.json(it)).collect();
                lines.join("\n")
            });
            for lines in stretches.collect::<Vec<String>>() {
                terminal::say(&lines);
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
                severity: rule.severity,
            });
            let waived = checked.waived.iter().map(|waived| Suppressed {
                found: &waived.found,
                why: format!("{} ({}, {})", waived.reason, waived.by, waived.on),
            });
            terminal::say(&reporter.sarif(
                &checked.diagnostics,
                &waived.collect::<Vec<_>>(),
                &rules.collect::<Vec<_>>(),
            ));
        }
    }
}

/// How many remarks of one rule on one file people are told one by one.
const FOREMOST: usize = 5;

/// By file and rule: what is told in a line of its own.
type More<'a> = BTreeMap<(&'a str, &'a str), Vec<&'a Diagnostic>>;

/// The first remarks of each rule on each file, what concerns people before all others, and those
/// that are told in a line. Errors and what concerns people are all told; of what is lacking in
/// one recommendation after the other, the first.
fn foremost(all: &[Diagnostic]) -> (Vec<&Diagnostic>, More<'_>) {
    let mut counted: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut more = More::new();
    let mut foremost = Vec::new();
    for found in all {
        let file = found.span.as_ref().map_or("", |span| &*span.file);
        let count = counted.entry((file, found.code)).or_default();
        *count += 1;
        let most = if found.part.is_some() { 1 } else { FOREMOST };
        if *count <= most || found.is_error() || check::blocks(found) {
            foremost.push(found);
        } else {
            more.entry((file, found.code)).or_default().push(found);
        }
    }
    foremost.sort_by_key(|found| !check::blocks(found));
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
    let mut waivers: BTreeSet<&Span> = BTreeSet::new();
    for waived in &checked.waived {
        if waivers.insert(&waived.span) {
            lines.push(format!(
                "Waived: {} at “{}” in {}, by {} on {}: {}",
                waived.rule, waived.at, waived.file, waived.by, waived.on, waived.reason
            ));
        }
    }
    let counts = report::counts(&checked.diagnostics);
    lines.push(format!("{}: {counts}.", looked_at(checked)));
    for file in &checked.unread {
        lines.push(format!(
            "{file} was not looked at: it could not be read as a text."
        ));
    }
    lines.push(people(checked));
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

/// Which texts were looked at.
fn looked_at(checked: &Checked) -> String {
    let of_project = match (checked.texts, checked.all) {
        (0, 0) if checked.loose > 0 => None,
        (texts, all) if texts == all => Some(format!("{} checked", some_texts(texts))),
        (0, _) => None,
        (texts, all) => Some(format!("{} of {all} checked", some_texts(texts))),
    };
    let loose = (checked.loose > 0).then(|| {
        format!(
            "{} checked that {} in no project",
            some_texts(checked.loose),
            if checked.loose == 1 { "lies" } else { "lie" }
        )
    });
    let parts: Vec<String> = of_project.into_iter().chain(loose).collect();
    if parts.is_empty() {
        "No text checked, only settings and what texts share".to_owned()
    } else {
        parts.join(", and ")
    }
}

fn some_texts(count: usize) -> String {
    match count {
        1 => "1 text".to_owned(),
        count => format!("{count} texts"),
    }
}

/// What was looked for to protect people, where, and what was found.
fn people(checked: &Checked) -> String {
    let blocking = checked
        .diagnostics
        .iter()
        .filter(|found| check::blocks(found));
    let files: BTreeSet<&str> = blocking
        .clone()
        .filter_map(|found| found.span.as_ref().map(|span| &*span.file))
        .collect();
    let rules = check::all().filter(|rule| rule.blocks_publication());
    let rules = rules
        .filter(|rule| !checked.off.contains(rule.code))
        .count();
    let off: Vec<&str> = checked.off.iter().copied().collect();
    let off = if off.is_empty() {
        String::new()
    } else {
        format!(" (switched off: {})", off.join(", "))
    };
    let names = match checked.names {
        0 => String::new(),
        1 => format!(" and for the one entry of {NAMES}"),
        names => format!(" and for the {names} entries of {NAMES}"),
    };
    match (blocking.count(), checked.texts + checked.loose) {
        (0, 0) => {
            "No text was looked at, so this says nothing about people who could be recognised."
                .to_owned()
        }
        (0, texts) => format!(
            "Looked in {} for signs of people who could be recognised, by {rules} rules{off}{names}, and found none that is not waived. That does not make a text anonymous: somebody who knows the case should read it.",
            match texts {
                1 => "this 1 text".to_owned(),
                texts => format!("these {texts} texts"),
            }
        ),
        (count, _) => format!(
            "{count} of these {} people who could be recognised, in {}: mend the text, or let a named person answer for each with [[waivers]]. Until then it is not to be published.{}",
            if count == 1 { "concerns" } else { "concern" },
            match files.len() {
                1 => "1 file".to_owned(),
                files => format!("{files} files"),
            },
            if off.is_empty() {
                String::new()
            } else {
                format!(" Looked by {rules} rules{off}.")
            }
        ),
    }
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
                "the check has no rule called `{code}`.{meant} `sevenfold check --list` names them all. If the code stands in a report, it is the build that speaks: something in the files cannot be as it is written. Its message says what, its help what to do, and it can be neither waived nor switched off"
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
