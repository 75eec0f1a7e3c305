//! The line from files to files, as code.

use std::collections::HashMap;
use std::sync::Arc;

use crate::check::{self, Judgement, Seen};
use crate::diagnostic::{Diagnostic, Reported};
use crate::document::{self, Document};
use crate::memo::{Shelf, Wanted};
use crate::model::{self, Library, Parsed, Settings};
use crate::output::{Output, Waiting};
use crate::render;
use crate::site::{self, Site};
use crate::source::{Key, KeyBuilder, SourceFile, Sources};
use crate::theme::{self, Theme};

/// What has been made before; an empty one makes everything.
#[derive(Debug, Default)]
pub struct Memo {
    documents: Shelf<Arc<Reported<Arc<Document>>>>,
    model: model::Memo,
    site: site::Memo,
    themes: Shelf<Arc<Reported<Option<Arc<Theme>>>>>,
    pages: HashMap<String, render::Memo>,
}

/// What came of the sources.
#[derive(Debug)]
pub struct Build {
    /// Everything that the content holds.
    pub library: Library,
    /// The sites, in the order of their names.
    pub sites: Vec<Site>,
    /// The files of all sites; each of several sites stands in a folder of its name.
    pub output: Output,
    /// What there is to say, in [order](Diagnostic::order); nothing is said twice.
    pub diagnostics: Vec<Diagnostic>,
    /// How many pages had to be made.
    pub made: usize,
}

/// Builds every site of a project.
pub fn build(sources: &Sources, memo: &mut Memo) -> Build {
    build_for(&(), sources, memo)
}

/// Builds every site of a project, for somebody who waits for some of its files: they are handed
/// over early, unless something is wrong with the project.
pub fn build_for(waiting: &dyn Waiting, sources: &Sources, memo: &mut Memo) -> Build {
    // As one of the threads that share the work: from another, each of the many small shares of an
    // edit would have to be handed over and waited for.
    rayon::scope(|_| build_here(waiting, sources, memo))
}

/// Judges what was built of these sources, and what was seen at the addresses that they name.
pub fn judge(sources: &Sources, build: &Build, seen: &Seen, memo: &mut check::Memo) -> Judgement {
    let inputs = check::Inputs {
        library: &build.library,
        sources,
        seen,
    };
    check::judge(&inputs, memo)
}

fn build_here(waiting: &dyn Waiting, sources: &Sources, memo: &mut Memo) -> Build {
    let mut diagnostics = Vec::new();
    let files = parse(sources, memo, &mut diagnostics);
    let library = model::resolve(&files, sources.today, sources.readers, &mut memo.model)
        .into_value(&mut diagnostics);
    let themes = load_themes(sources, &library.sites, memo, &mut diagnostics);
    let mut build = Build {
        sites: Vec::new(),
        output: Output::default(),
        diagnostics: Vec::new(),
        made: 0,
        library,
    };
    for settings in &build.library.sites {
        let site = site::plan(&build.library, settings, &mut memo.site);
        build.sites.push(site.into_value(&mut diagnostics));
    }
    diagnostics.extend(site::without_address(&build.library.sites));
    let is_sound = !diagnostics.iter().any(Diagnostic::is_error);
    let waiting: &dyn Waiting = if is_sound { waiting } else { &() };
    let mut outputs = Vec::new();
    for (site, theme) in build.sites.iter().zip(themes) {
        if let Some(theme) = theme {
            let pages = memo.pages.entry(site.settings.name.clone()).or_default();
            let output = render::render(site, &theme, pages, waiting).into_value(&mut diagnostics);
            outputs.push((site.settings.folder(), output));
            build.made += pages.made();
        }
    }
    build.output = Output::joined(outputs);
    memo.pages.retain(|name, _| {
        build
            .library
            .sites
            .iter()
            .any(|settings| settings.name == *name)
    });
    memo.site.keep(&build.library.sites);
    build.diagnostics = in_order(diagnostics);
    build
}

impl Build {
    /// Whether anything is wrong that must not be written.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

fn parse(sources: &Sources, memo: &mut Memo, diagnostics: &mut Vec<Diagnostic>) -> Vec<Parsed> {
    // A theme's own settings and phrases are read with the theme.
    let files: Vec<&SourceFile> = sources
        .iter()
        .filter(|file| !file.path.starts_with("themes/"))
        .collect();
    let documents = memo.documents.renew(Key::default(), &files, |file| {
        let parsed = document::parse(file);
        Arc::new(Reported::new(Arc::new(parsed.value), parsed.diagnostics))
    });
    let parsed = files.iter().zip(documents).map(|(file, read)| {
        diagnostics.extend(read.diagnostics.iter().cloned());
        Parsed {
            path: file.path.clone(),
            key: file.key,
            document: read.value.clone(),
        }
    });
    parsed.collect()
}

struct WantedTheme<'a> {
    /// The site that asks for it.
    site: Arc<str>,
    settings: &'a Settings,
    key: Key,
}

impl Wanted for WantedTheme<'_> {
    fn name(&self) -> &Arc<str> {
        &self.site
    }

    fn key(&self) -> Key {
        self.key
    }
}

fn load_themes(
    sources: &Sources,
    sites: &[Settings],
    memo: &mut Memo,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Option<Arc<Theme>>> {
    let wanted: Vec<WantedTheme<'_>> = sites
        .iter()
        .map(|settings| WantedTheme {
            site: settings.name.as_str().into(),
            settings,
            key: theme_key(sources, settings),
        })
        .collect();
    let themes = memo.themes.renew(Key::default(), &wanted, |wanted| {
        let loaded = theme::load(sources, &wanted.settings.theme, &wanted.settings.language);
        Arc::new(Reported::new(
            loaded.value.map(Arc::new),
            loaded.diagnostics,
        ))
    });
    themes
        .into_iter()
        .map(|theme| {
            diagnostics.extend(theme.diagnostics.iter().cloned());
            theme.value.clone()
        })
        .collect()
}

/// A theme's files, and the place that asks for it, to which its diagnostics point.
fn theme_key(sources: &Sources, settings: &Settings) -> Key {
    let span = &settings.theme.span;
    KeyBuilder::new(&span.file)
        .number(span.start.into())
        .key(theme::key(
            sources,
            &settings.theme.value,
            &settings.language,
        ))
        .finish()
}

/// The errors of one place stand together, and what two sites share is said once.
fn in_order(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    diagnostics.sort_by(Diagnostic::order);
    diagnostics.dedup();
    diagnostics
}
