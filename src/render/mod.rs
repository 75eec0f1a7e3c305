//! Pages as bytes: a site and a theme become an output.
//!
//! A page's bytes are a function of its template and its view. Each page is known by the
//! fingerprint of what its view is made from and of the theme; only those that the memo does not
//! hold are made.

mod annual;
mod body;
mod brand;
mod calendar;
mod exchange;
mod export;
mod glossary;
mod pieces;
mod plain;
mod view;

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use tera::{Context, Value};

use crate::diagnostic::{Diagnostic, Reported};
use crate::memo::{Shelf, Wanted};
use crate::output::{Made, Output, Waiting};
use crate::site::annual::{Annual, Entry};
use crate::site::exchange::File;
use crate::site::register::Form;
use crate::site::{Page, PageKind, Site, address};
use crate::source::{Key, KeyBuilder, Span};
use crate::theme::Theme;

use glossary::Terms;
use pieces::Pieces;
use view::{Assets, Viewer};

/// What has been rendered before.
#[derive(Debug, Default)]
pub struct Memo {
    pages: Shelf<Whole>,
    frames: KeptFrames,
    pieces: pieces::Kept,
    records: exchange::Kept,
}

impl Memo {
    /// How many pages the last build had to make.
    pub fn made(&self) -> usize {
        self.pages.made()
    }
}

/// A page's bytes, or what is wrong with its template.
type Rendered = Result<Arc<[u8]>, Box<Diagnostic>>;

/// The same with what is made beside it.
type Whole = Result<Arc<Made>, Arc<Diagnostic>>;

impl Wanted for Page {
    /// What is named by what stands in it keeps another name, or it would never be found again.
    fn name(&self) -> &Arc<str> {
        match &self.kind {
            PageKind::SearchShard(.., name) | PageKind::SearchCard(.., name) => name,
            PageKind::Home
            | PageKind::Briefing(_)
            | PageKind::Briefings(_)
            | PageKind::Facet(_)
            | PageKind::Value(..)
            | PageKind::Meeting(_)
            | PageKind::Review(_)
            | PageKind::ReviewDates
            | PageKind::Leaving
            | PageKind::Accessibility
            | PageKind::Register(..)
            | PageKind::RegisterBriefings(_)
            | PageKind::RegisterFile(..)
            | PageKind::Resources(_)
            | PageKind::Learning
            | PageKind::LearningTheme(..)
            | PageKind::Glossary
            | PageKind::Letters(..)
            | PageKind::SearchManifest
            | PageKind::Filters
            | PageKind::Text(_)
            | PageKind::NotFound
            | PageKind::Exchange(_)
            | PageKind::Picture(_) => &self.address,
        }
    }

    fn key(&self) -> Key {
        self.key
    }
}

/// Renders a site. A page that somebody waits for is handed over at once, as long as the theme is
/// the one of before: a new one may fail on the next page.
pub fn render(
    site: &Site,
    theme: &Theme,
    memo: &mut Memo,
    waiting: &dyn Waiting,
) -> Reported<Output> {
    let mut diagnostics = Vec::new();
    let mut files = Vec::with_capacity(site.pages.len());
    let assets = assets(site, theme, &mut files, &mut diagnostics);
    let look = KeyBuilder::new("look")
        .key(theme.key)
        .text(&assets.styles)
        .text(&site.settings.language)
        .finish();
    let terms = Terms::new(&site.vocabulary);
    let viewer = Viewer {
        site,
        phrases: &theme.phrases,
        terms: &terms,
    };
    let frame = KeyBuilder::new("frames").key(look).key(site.frame_key());
    let frame = frame.finish();
    if memo.frames.key != frame {
        memo.frames = KeptFrames {
            key: frame,
            made: Mutex::default(),
        };
    }
    let making = Making {
        viewer,
        theme,
        frames: Frames {
            viewer,
            assets: &assets,
            made: &memo.frames.made,
        },
        pieces: Pieces::new(viewer, theme, look, &mut memo.pieces),
        records: &memo.records,
        look: frame,
    };
    let folder = site.settings.folder();
    let path = |page: &Page| format!("{folder}{}", page.address);
    let rendered = memo.pages.renew_first(
        look,
        &site.pages,
        |page| making.whole(page),
        |page| waiting.wants(&path(page)),
        |page, rendered| {
            if let Ok(made) = rendered {
                waiting.take(&path(page), &made.bytes);
            }
        },
    );
    for (page, rendered) in site.pages.iter().zip(rendered) {
        match rendered {
            Ok(made) => files.push((page.address.clone(), made)),
            Err(diagnostic) => diagnostics.push((*diagnostic).clone()),
        }
    }
    Reported::new(Output::new(files), one_for_each_place(diagnostics))
}

/// A template that fails on a thousand pages is one mistake.
fn one_for_each_place(mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut seen = std::collections::BTreeSet::new();
    diagnostics.retain(|diagnostic| {
        diagnostic.code != "template-error"
            || seen.insert((diagnostic.span.clone(), diagnostic.message.clone()))
    });
    diagnostics
}

/// The part of a context that pages of one kind share, by the current entry of the menu and the
/// way up to the site's root; each is made when the first page asks for it.
struct Frames<'a> {
    viewer: Viewer<'a>,
    assets: &'a Assets,
    made: &'a Mutex<FramesByPlace>,
}

/// By the current entry of the menu and the way up.
type FramesByPlace = HashMap<(Option<String>, String), Value>;

/// The frames that were made before, with the fingerprint of what they show.
#[derive(Debug, Default)]
struct KeptFrames {
    key: Key,
    made: Mutex<FramesByPlace>,
}

impl Frames<'_> {
    fn get(&self, kind: &PageKind, root: &str) -> Value {
        let entry = self.viewer.menu_entry(kind);
        let mut made = self
            .made
            .lock()
            .expect("invariant: nothing panics while a frame is made");
        made.entry((entry, root.to_owned()))
            .or_insert_with_key(|(entry, root)| {
                let frame = self.viewer.frame(self.assets, entry.as_deref(), root);
                Value::from_serializable(&frame)
            })
            .clone()
    }
}

/// The way up from a page. The page for wrong addresses is served at any depth, so its links
/// begin at the root of the server, as far as that is known.
fn root(site: &Site, page: &Page) -> String {
    match (&page.kind, &site.settings.base_url) {
        (PageKind::NotFound, Some(base)) => {
            let after_host = base
                .split_once("://")
                .map_or(base.as_str(), |(_, rest)| rest);
            after_host
                .find('/')
                .map_or_else(|| "/".to_owned(), |slash| after_host[slash..].to_owned())
        }
        _ => address::root_of(&page.address),
    }
}

/// What pages are made with.
struct Making<'a> {
    viewer: Viewer<'a>,
    theme: &'a Theme,
    frames: Frames<'a>,
    pieces: Pieces<'a>,
    /// The parts of large files that were made before.
    records: &'a exchange::Kept,
    /// The fingerprint of what everything is made with.
    look: Key,
}

impl Making<'_> {
    fn whole(&self, page: &Page) -> Whole {
        let bytes = self.page(page).map_err(Arc::from)?;
        let mut beside = Vec::new();
        for other in self.viewer.site.beside(page) {
            let bytes = self.page(&other).map_err(Arc::from)?;
            beside.push((other.address, bytes));
        }
        Ok(Arc::new(Made { bytes, beside }))
    }

    fn page(&self, page: &Page) -> Rendered {
        if let Some(file) = self.file(page) {
            return file;
        }
        let (viewer, theme) = (self.viewer, self.theme);
        let root = root(viewer.site, page);
        let mut context = Context::new();
        context.insert_value("site", self.frames.get(&page.kind, &root));
        context.insert_value("words", theme.phrases.value());
        context.insert("page", &viewer.page(&page.address, &page.kind, &root));
        let template = self.show(page, &root, &mut context)?;
        theme
            .templates
            .render(template, &context, &page.address)
            .map(Into::into)
    }

    /// What stands in no layout.
    fn file(&self, page: &Page) -> Option<Rendered> {
        let viewer = self.viewer;
        if let PageKind::Picture(path) = &page.kind {
            let picture = viewer
                .site
                .book
                .picture_at(path)
                .expect("invariant: only pictures that are there are planned");
            return Some(Ok(picture.bytes.clone()));
        }
        if let Some(made) = self.exchange(page) {
            return Some(made);
        }
        if let Some(json) = viewer.search_file(&page.kind) {
            return Some(Ok(json.into()));
        }
        if let PageKind::RegisterFile(form, part) = &page.kind {
            let file = self.pieces.register_file(*form, *part);
            return Some(Ok(file.into_bytes().into()));
        }
        if page.kind == PageKind::ReviewDates {
            let (name, dates) = viewer.review_dates();
            let calendar = calendar::calendar(&name, &dates);
            return Some(Ok(calendar.into_bytes().into()));
        }
        None
    }

    /// Puts what a page shows into its context, and names its template.
    fn show(
        &self,
        page: &Page,
        root: &str,
        context: &mut Context,
    ) -> Result<&'static str, Box<Diagnostic>> {
        let viewer = self.viewer;
        Ok(match &page.kind {
            PageKind::Home => {
                let latest = self.pieces.cards(viewer.latest(), root)?;
                context.insert("home", &viewer.home(root, latest));
                "pages/home.html"
            }
            PageKind::Briefing(index) => {
                context.insert("briefing", &viewer.briefing(*index, root));
                "pages/briefing.html"
            }
            PageKind::Meeting(index) => {
                context.insert("meeting", &viewer.meeting(*index));
                "pages/meeting.html"
            }
            PageKind::Review(part) => {
                context.insert("review", &viewer.review(*part));
                "pages/review.html"
            }
            PageKind::Leaving => "pages/leaving.html",
            PageKind::Accessibility => {
                context.insert("statement", &viewer.statement());
                "pages/accessibility.html"
            }
            PageKind::Briefings(part) => {
                let cards = self.pieces.cards(part.entries(), root)?;
                context.insert("list", &viewer.briefings(*part, cards));
                "pages/briefings.html"
            }
            PageKind::Value(facet, value, part) => {
                let briefings = &viewer.site.values(*facet)[*value as usize].1[part.from..part.to];
                let cards = self.pieces.cards(briefings.iter().copied(), root)?;
                context.insert("list", &viewer.value(*facet, *value, *part, cards));
                "pages/briefings.html"
            }
            PageKind::Facet(facet) => {
                context.insert("terms", &viewer.values(*facet));
                "pages/terms.html"
            }
            PageKind::Register(view, part) => {
                let rows = self.pieces.rows(viewer.rows(view, *part), root)?;
                context.insert("register", &viewer.register(view, *part, rows));
                "pages/register.html"
            }
            PageKind::RegisterBriefings(part) => {
                context.insert("briefings", &viewer.register_briefings(*part));
                "pages/register-briefings.html"
            }
            PageKind::Resources(part) => {
                let html =
                    |entries: &mut dyn Iterator<Item = usize>| self.pieces.entries(entries, root);
                let resources = viewer.resources(*part, html)?;
                context.insert("groups", &resources.groups);
                context.insert("pager", &resources.pager);
                "pages/resources.html"
            }
            PageKind::Learning => {
                context.insert("matrix", &viewer.matrix());
                "pages/learning.html"
            }
            PageKind::LearningTheme(number, part) => {
                let html = |entries: &[_]| self.pieces.findings(*number, entries, root);
                context.insert("theme", &viewer.learning_theme(*number, *part, html)?);
                "pages/learning-theme.html"
            }
            PageKind::Glossary => {
                context.insert("glossary", &viewer.glossary());
                "pages/glossary.html"
            }
            PageKind::Letters(letter, part) => {
                context.insert("search", &viewer.letters(*letter, *part));
                "pages/search.html"
            }
            PageKind::Text(index) => {
                context.insert(
                    "text",
                    &viewer.text(&viewer.site.texts[*index as usize], root),
                );
                "pages/page.html"
            }
            PageKind::NotFound => "pages/not-found.html",
            PageKind::Exchange(File::Of(index, _)) => {
                context.insert("card", &viewer.embed(*index));
                "pages/embed.html"
            }
            PageKind::Exchange(_) => {
                context.insert("guide", &viewer.guide());
                "pages/api.html"
            }
            PageKind::Picture(_)
            | PageKind::RegisterFile(..)
            | PageKind::ReviewDates
            | PageKind::SearchManifest
            | PageKind::Filters
            | PageKind::SearchShard(..)
            | PageKind::SearchCard(..) => unreachable!("invariant: these were given above"),
        })
    }
}

/// Puts the theme's files into the output, each named by what stands in it.
fn assets(
    site: &Site,
    theme: &Theme,
    files: &mut Vec<(Arc<str>, Arc<Made>)>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Assets {
    let styles = style_sheet(site, theme, diagnostics);
    let mut add = |text: &str, ending: &str| {
        let path = address::asset(Key::of(text.as_bytes()), ending);
        let bytes: Arc<[u8]> = text.as_bytes().into();
        files.push((path.as_str().into(), Arc::new(bytes.into())));
        path
    };
    Assets {
        styles: add(&styles, "css"),
        script: (!theme.scripts.is_empty()).then(|| add(&theme.scripts.join("\n"), "js")),
        own_scripts: theme
            .own_scripts
            .iter()
            .map(|(name, script)| (name.replace('-', "_"), add(script, "js")))
            .collect(),
        icon: theme.icon.as_ref().map(|icon| add(icon, "svg")),
    }
}

/// The theme's style sheet in the site's colours.
fn style_sheet(site: &Site, theme: &Theme, diagnostics: &mut Vec<Diagnostic>) -> String {
    let brand = brand::brand(&site.settings.brand, &theme.grounds, diagnostics);
    let mut styles: Vec<Arc<str>> = theme.styles.clone();
    if let Some(template) = theme.brand_style {
        let mut context = Context::new();
        context.insert("brand", &brand);
        match theme
            .templates
            .render(template, &context, "the style sheet")
        {
            // After the order of the layers and the tokens, which it completes.
            Ok(bytes) => styles.insert(2.min(styles.len()), String::from_utf8_lossy(&bytes).into()),
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    without_comments(&styles.join("\n"))
}

/// The form of a report on a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportForm {
    /// For those who put it into a longer one.
    Markdown,
    /// A page to print that needs no other file.
    Html,
}

/// A report on a period; `agency` is the one that it is about, where it is about one.
pub fn report(
    site: &Site,
    theme: &Theme,
    annual: &Annual<'_>,
    agency: Option<&str>,
    form: ReportForm,
) -> Reported<String> {
    let mut diagnostics = Vec::new();
    let terms = Terms::new(&site.vocabulary);
    let viewer = Viewer {
        site,
        phrases: &theme.phrases,
        terms: &terms,
    };
    let text = match form {
        ReportForm::Markdown => {
            annual::markdown(viewer, &viewer.annual(annual, agency, String::new()))
        }
        ReportForm::Html => {
            let styles = style_sheet(site, theme, &mut diagnostics);
            let report = viewer.annual(annual, agency, styles);
            let page = annual::html(viewer, &theme.templates, &report);
            page.unwrap_or_else(|diagnostic| {
                diagnostics.push(*diagnostic);
                String::new()
            })
        }
    };
    Reported::new(text, diagnostics)
}

/// These recommendations of the register as a file for other programs.
pub fn register_file(site: &Site, theme: &Theme, form: Form, entries: &[Entry<'_>]) -> String {
    let terms = Terms::new(&site.vocabulary);
    let viewer = Viewer {
        site,
        phrases: &theme.phrases,
        terms: &terms,
    };
    let lines = export::Lines::new(viewer, entries.iter().copied());
    export::file(viewer, form, std::iter::once(&lines))
}

/// A component rendered with one of the examples that its folder gives.
#[derive(Clone, Debug)]
pub struct Example {
    /// The name of the component's folder.
    pub component: String,
    /// What the example shows.
    pub name: String,
    /// The component with the example's arguments.
    pub html: String,
}

/// Renders every component of a theme with each of its examples.
pub fn gallery(theme: &Theme) -> Reported<Vec<Example>> {
    let mut diagnostics = Vec::new();
    let mut gallery = Vec::new();
    for (component, text) in &theme.examples {
        let path: Arc<str> = format!("components/{component}/examples.toml").into();
        let examples: Examples = match toml::from_str(text) {
            Ok(examples) => examples,
            Err(error) => {
                let span = Span::new(&path, error.span().unwrap_or(0..0));
                diagnostics.push(Diagnostic::error(
                    "toml-syntax",
                    span,
                    error.message().to_owned(),
                ));
                continue;
            }
        };
        for example in examples.example {
            let mut context = Context::new();
            for (name, value) in &example.arguments {
                context.insert(name.clone(), value);
            }
            // Tera's names have no hyphens, and folders have.
            let name = component.replace('-', "_");
            if theme.templates.takes(&name, "words") {
                context.insert_value("words", theme.phrases.value());
            }
            match theme.templates.render_component(&name, &context) {
                Ok(html) => gallery.push(Example {
                    component: component.clone(),
                    name: example.name,
                    html,
                }),
                Err(diagnostic) => diagnostics.push(*diagnostic),
            }
        }
    }
    Reported::new(gallery, diagnostics)
}

/// A component's `examples.toml`.
#[derive(serde::Deserialize)]
struct Examples {
    example: Vec<ExampleArguments>,
}

#[derive(serde::Deserialize)]
struct ExampleArguments {
    name: String,
    #[serde(default)]
    arguments: toml::Table,
}

/// A style sheet without its comments and indentation. The comments are for those who read the
/// theme; readers of a briefing need not load them.
fn without_comments(css: &str) -> String {
    let mut plain = String::with_capacity(css.len());
    let mut rest = css;
    while let Some(start) = rest.find("/*") {
        plain.push_str(&rest[..start]);
        rest = rest[start + 2..]
            .split_once("*/")
            .map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    let lines = plain.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.fold(String::with_capacity(plain.len()), |css, line| {
        css + line + "\n"
    })
}
