//! Pages as bytes: a site and a theme become an output.
//!
//! A page's bytes are a function of its template and its view. Each page is known by the
//! fingerprint of what its view is made from and of the theme; only those that the memo does not
//! hold are made.

mod body;
mod brand;
mod glossary;
mod view;

use std::collections::HashMap;
use std::sync::Arc;

use tera::{Context, Value};

use crate::diagnostic::{Diagnostic, Reported};
use crate::memo::{Shelf, Wanted};
use crate::output::Output;
use crate::site::{Page, PageKind, Site, address};
use crate::source::{Key, KeyBuilder, Span};
use crate::theme::Theme;

use glossary::Terms;
use view::{Assets, Viewer};

/// What has been rendered before.
#[derive(Debug, Default)]
pub struct Memo {
    pages: Shelf<Arc<Rendered>>,
}

impl Memo {
    /// How many pages the last build had to make.
    pub fn made(&self) -> usize {
        self.pages.made()
    }
}

/// A page's bytes, or what is wrong with its template.
type Rendered = Result<Arc<[u8]>, Box<Diagnostic>>;

struct WantedPage<'a> {
    page: &'a Page,
    key: Key,
}

impl Wanted for WantedPage<'_> {
    fn name(&self) -> Arc<str> {
        self.page.address.clone()
    }

    fn key(&self) -> Key {
        self.key
    }
}

/// Renders a site.
pub fn render(site: &Site, theme: &Theme, memo: &mut Memo) -> Reported<Output> {
    let mut diagnostics = Vec::new();
    let mut output = Output::default();
    let assets = assets(site, theme, &mut output, &mut diagnostics);
    let look = KeyBuilder::new("look")
        .key(theme.key)
        .text(&assets.styles)
        .finish();
    let terms = Terms::new(&site.vocabulary);
    let viewer = Viewer {
        site,
        phrases: &theme.phrases,
        terms: &terms,
    };
    let frames = Frames::new(viewer, &assets);
    let wanted: Vec<WantedPage<'_>> = site
        .pages
        .iter()
        .map(|page| WantedPage {
            page,
            key: KeyBuilder::new(&page.address)
                .key(page.key)
                .key(look)
                .finish(),
        })
        .collect();
    let rendered = memo.pages.renew(&wanted, |wanted| {
        Arc::new(page(viewer, theme, &frames, wanted.page))
    });
    for (wanted, rendered) in wanted.iter().zip(rendered) {
        match &*rendered {
            Ok(bytes) => output.insert(wanted.page.address.to_string(), bytes.clone()),
            Err(diagnostic) => diagnostics.push((**diagnostic).clone()),
        }
    }
    Reported::new(output, one_for_each_place(diagnostics))
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
/// way up to the site's root.
struct Frames {
    kept: HashMap<(Option<String>, String), Value>,
}

impl Frames {
    fn new(viewer: Viewer<'_>, assets: &Assets) -> Self {
        let mut kept = HashMap::new();
        for page in viewer
            .site
            .pages
            .iter()
            .filter(|page| !matches!(page.kind, PageKind::Picture(_)))
        {
            let entry = viewer.menu_entry(&page.kind);
            let root = root(viewer.site, page);
            let place = (entry, root);
            kept.entry(place).or_insert_with_key(|(entry, root)| {
                Value::from_serializable(&viewer.frame(assets, entry.as_deref(), root))
            });
        }
        Self { kept }
    }

    fn get(&self, entry: Option<String>, root: &str) -> Value {
        let frame = self.kept.get(&(entry, root.to_owned()));
        frame
            .cloned()
            .expect("invariant: a frame was made for every page")
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

fn page(viewer: Viewer<'_>, theme: &Theme, frames: &Frames, page: &Page) -> Rendered {
    let site = viewer.site;
    if let PageKind::Picture(path) = &page.kind {
        let picture = site
            .book
            .picture_at(path)
            .expect("invariant: only pictures that are there are planned");
        return Ok(picture.bytes.clone());
    }
    let root = root(site, page);
    let mut context = Context::new();
    context.insert_value("site", frames.get(viewer.menu_entry(&page.kind), &root));
    context.insert_value("words", theme.phrases.value());
    context.insert("page", &viewer.page(&page.address, &page.kind, &root));
    let template = match &page.kind {
        PageKind::Home => {
            context.insert("home", &viewer.home(&root));
            "pages/home.html"
        }
        PageKind::Briefing(index) => {
            context.insert("briefing", &viewer.briefing(*index, &root));
            "pages/briefing.html"
        }
        PageKind::Briefings(part) => {
            context.insert("list", &viewer.briefings(*part));
            "pages/briefings.html"
        }
        PageKind::Value(facet, value, part) => {
            context.insert("list", &viewer.value(*facet, *value, *part));
            "pages/briefings.html"
        }
        PageKind::Facet(facet) => {
            context.insert("terms", &viewer.values(*facet));
            "pages/terms.html"
        }
        PageKind::Register(view, part) => {
            context.insert("register", &viewer.register(view, *part));
            "pages/register.html"
        }
        PageKind::Resources(part) => {
            let resources = viewer.resources(*part);
            context.insert("groups", &resources.groups);
            context.insert("pager", &resources.pager);
            "pages/resources.html"
        }
        PageKind::Glossary => {
            context.insert("glossary", &viewer.glossary());
            "pages/glossary.html"
        }
        PageKind::Text(index) => {
            context.insert("text", &viewer.text(&site.texts[*index as usize], &root));
            "pages/page.html"
        }
        PageKind::NotFound => "pages/not-found.html",
        PageKind::Picture(_) => unreachable!("invariant: pictures were given above"),
    };
    theme
        .templates
        .render(template, &context, &page.address)
        .map(Into::into)
}

/// Puts the theme's files into the output, each named by what stands in it.
fn assets(
    site: &Site,
    theme: &Theme,
    output: &mut Output,
    diagnostics: &mut Vec<Diagnostic>,
) -> Assets {
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
    let mut add = |text: &str, ending: &str| {
        let path = address::asset(Key::of(text.as_bytes()), ending);
        output.insert(path.clone(), text.as_bytes().into());
        path
    };
    Assets {
        styles: add(&without_comments(&styles.join("\n")), "css"),
        script: (!theme.scripts.is_empty()).then(|| add(&theme.scripts.join("\n"), "js")),
        icon: theme.icon.as_ref().map(|icon| add(icon, "svg")),
    }
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
