//! Templates, styles, scripts and phrases, loaded and validated.
//!
//! A theme knows nothing of briefings: what its templates may see is decided in `render::view`.

mod built_in;
mod phrases;
mod templates;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Reported, did_you_mean};
use crate::document::shape::{self, Field, Kind, Record, Shape};
use crate::document::toml;
use crate::source::{Content, Key, KeyBuilder, SourceFile, Sources, Span, Spanned};

pub use built_in::files as built_in_files;
pub use phrases::{Phrases, fill};
pub use templates::Templates;

/// The theme that the program carries.
pub const BUILT_IN: &str = "plain";

/// A look, ready for use.
#[derive(Debug)]
pub struct Theme {
    /// The templates and components.
    pub templates: Templates,
    /// Every word that the theme itself says.
    pub phrases: Phrases,
    /// The style files, in the order of the cascade.
    pub styles: Vec<Arc<str>>,
    /// The style file that is a template of the brand's colours, by its template name.
    pub brand_style: Option<&'static str>,
    /// The scripts of the components, in the order of their names.
    pub scripts: Vec<Arc<str>>,
    /// The scripts that only some pages load, by the names of their components: `search.own.js`.
    pub own_scripts: BTreeMap<String, Arc<str>>,
    /// The icon, an SVG.
    pub icon: Option<Arc<str>>,
    /// What the brand's colours stand on.
    pub grounds: Grounds,
    /// The components' examples, by the components' names.
    pub examples: BTreeMap<String, Arc<str>>,
    /// The fingerprint of its files.
    pub key: Key,
}

/// The colours of the paper that text stands on, as `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grounds {
    /// In light mode.
    pub light: String,
    /// In dark mode.
    pub dark: String,
    /// The theme's own colour, for sites that choose none.
    pub brand: String,
}

const GROUND: Shape = Shape {
    title: "a ground",
    fields: &[
        Field {
            key: "paper",
            kind: Kind::Colour,
            required: true,
            doc: "The colour behind the text.",
        },
        Field {
            key: "ink",
            kind: Kind::Colour,
            required: false,
            doc: "The colour of the text.",
        },
        Field {
            key: "band",
            kind: Kind::Colour,
            required: false,
            doc: "The colour of bands and boxes.",
        },
    ],
    others: None,
};

/// The shape of a theme's `theme.toml`.
pub const THEME: Shape = Shape {
    title: "theme.toml",
    fields: &[
        Field {
            key: "name",
            kind: Kind::Text,
            required: false,
            doc: "The name of the theme's folder.",
        },
        Field {
            key: "title",
            kind: Kind::Text,
            required: false,
            doc: "What people call it.",
        },
        Field {
            key: "extends",
            kind: Kind::Id("a theme"),
            required: false,
            doc: "The theme whose files it uses where it has none of its own; plain where nothing is said.",
        },
        Field {
            key: "colours",
            kind: Kind::Table(&Shape {
                title: "[colours]",
                fields: &[
                    Field {
                        key: "light",
                        kind: Kind::Table(&GROUND),
                        required: false,
                        doc: "In light mode.",
                    },
                    Field {
                        key: "dark",
                        kind: Kind::Table(&GROUND),
                        required: false,
                        doc: "In dark mode.",
                    },
                    Field {
                        key: "brand",
                        kind: Kind::Colour,
                        required: false,
                        doc: "The colour of links and bands for sites that choose none.",
                    },
                ],
                others: None,
            }),
            required: false,
            doc: "What brand colours stand on; their contrast is computed against it.",
        },
    ],
    others: None,
};

/// Loads the theme that a site asks for, laid over those it extends, with the phrases of a
/// language (a BCP 47 tag).
pub fn load(
    sources: &Sources,
    wanted: &Spanned<String>,
    language: &str,
) -> Reported<Option<Theme>> {
    let mut diagnostics = Vec::new();
    let Some(layers) = layers(sources, wanted, &mut diagnostics) else {
        return Reported::new(None, diagnostics);
    };
    let mut files: BTreeMap<&str, &SourceFile> = BTreeMap::new();
    let mut key = KeyBuilder::new("theme");
    for layer in &layers {
        for (path, file) in &layer.files {
            key = key.key(file.key);
            diagnostics.extend(not_a_text(file));
            files.insert(path, file);
        }
    }
    let Some(templates) = templates::load(&files, &layers, &mut diagnostics) else {
        return Reported::new(None, diagnostics);
    };
    let text = |path: &str| files.get(path).and_then(|file| file.text().cloned());
    let theme = Theme {
        templates,
        phrases: phrases::load(&layers, language, &mut diagnostics),
        styles: styles(&files),
        brand_style: files
            .contains_key("styles/brand.css")
            .then_some("styles/brand.css"),
        scripts: component_files(&files, ".js"),
        own_scripts: named(&files, OWN_SCRIPT),
        icon: text("assets/icon.svg"),
        grounds: grounds(&layers, &mut diagnostics),
        examples: named(&files, "/examples.toml"),
        key: key.finish(),
    };
    Reported::new(Some(theme), diagnostics)
}

/// What is wrong with a file of a theme that is no text.
fn not_a_text(file: &SourceFile) -> Option<Diagnostic> {
    let (code, message) = match &file.content {
        Content::Text(_) => return None,
        Content::Bytes(_) | Content::TooLarge { .. } => (
            "not-utf-8",
            "this file of the theme is not UTF-8, or too large".to_owned(),
        ),
        Content::Unread(reason) => (
            "unreadable-file",
            format!("this could not be read: {reason}"),
        ),
    };
    let help = "Save it as UTF-8 in your editor, and see that you may read it.";
    Some(Diagnostic::error(code, Span::start_of(&file.path), message).help(help))
}

/// The fingerprint of every theme file, by which a loaded theme is recognised.
pub fn key(sources: &Sources, wanted: &str, language: &str) -> Key {
    KeyBuilder::new(wanted)
        .text(language)
        .keys(sources.under("themes/").map(|file| file.key))
        .finish()
}

/// The files of one theme, by their paths within it.
struct Layer<'a> {
    name: String,
    files: BTreeMap<&'a str, &'a SourceFile>,
    settings: Record,
}

/// The theme and those it extends, the lowest first.
fn layers<'a>(
    sources: &'a Sources,
    wanted: &Spanned<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<Layer<'a>>> {
    let mut layers: Vec<Layer<'a>> = Vec::new();
    let mut next = Some(wanted.clone());
    while let Some(name) = next {
        let known = || {
            let names = sources.under("themes/").filter_map(|file| {
                file.path
                    .strip_prefix("themes/")?
                    .split_once('/')
                    .map(|(name, _)| name)
            });
            names.collect::<std::collections::BTreeSet<_>>()
        };
        let prefix = format!("themes/{}/", name.value);
        let files: BTreeMap<&str, &SourceFile> = sources
            .iter()
            .filter_map(|file| Some((file.path.strip_prefix(prefix.as_str())?, file)))
            .collect();
        if files.is_empty() || layers.iter().any(|layer| layer.name == name.value) {
            let meant = did_you_mean(&name.value, known());
            let help = meant.map_or_else(
                || {
                    format!(
                        "There are: {}.",
                        known().into_iter().collect::<Vec<_>>().join(", ")
                    )
                },
                |meant| format!("Did you mean `{meant}`?"),
            );
            let message = if files.is_empty() {
                format!("there is no theme called `{}`", name.value)
            } else {
                format!("the theme `{}` extends itself", name.value)
            };
            diagnostics.push(Diagnostic::error("unknown-theme", name.span, message).help(help));
            return None;
        }
        let settings = settings(files.get("theme.toml").copied(), diagnostics);
        let extends = settings.spanned_text("extends");
        next = extends.or_else(|| {
            (name.value != BUILT_IN).then(|| Spanned {
                value: BUILT_IN.to_owned(),
                span: name.span.clone(),
            })
        });
        layers.push(Layer {
            name: name.value,
            files,
            settings,
        });
    }
    layers.reverse();
    Some(layers)
}

fn settings(file: Option<&SourceFile>, diagnostics: &mut Vec<Diagnostic>) -> Record {
    match file.and_then(|file| Some((file, file.text()?))) {
        Some((file, text)) => {
            let tree = toml::parse(&file.path, text, 0..text.len(), diagnostics);
            shape::read(&tree, &THEME).into_value(diagnostics)
        }
        None => Record::empty(&Arc::from("theme.toml")),
    }
}

fn grounds(layers: &[Layer<'_>], diagnostics: &mut Vec<Diagnostic>) -> Grounds {
    let paper = |mode: &str| {
        layers.iter().rev().find_map(|layer| {
            layer
                .settings
                .record("colours")?
                .record(mode)?
                .text("paper")
        })
    };
    let (light, dark) = (paper("light"), paper("dark"));
    if light.is_none() || dark.is_none() {
        let path = layers
            .last()
            .and_then(|layer| layer.files.get("theme.toml"))
            .map_or_else(|| Arc::from("theme.toml"), |file| file.path.clone());
        diagnostics.push(
            Diagnostic::error("theme-without-grounds", Span::start_of(&path), "the theme does not say what its text stands on")
                .help("Write [colours] with light = { paper = \"#ffffff\" } and dark = { paper = \"#000000\" }."),
        );
    }
    let brand = layers
        .iter()
        .rev()
        .find_map(|layer| layer.settings.record("colours")?.text("brand"));
    Grounds {
        light: light.unwrap_or_else(|| "#ffffff".to_owned()),
        dark: dark.unwrap_or_else(|| "#000000".to_owned()),
        brand: brand.unwrap_or_else(|| "#0b5a5e".to_owned()),
    }
}

/// The style files in the order of the cascade: the layers' order first, print last.
fn styles(files: &BTreeMap<&str, &SourceFile>) -> Vec<Arc<str>> {
    const FIRST: [&str; 4] = [
        "styles/layers.css",
        "styles/tokens.css",
        "styles/base.css",
        "styles/layout.css",
    ];
    let named = |path: &str| files.get(path).and_then(|file| file.text().cloned());
    let mut styles: Vec<Arc<str>> = FIRST.into_iter().filter_map(named).collect();
    styles.extend(component_files(files, ".css"));
    styles.extend(named("styles/print.css"));
    styles
}

fn component_files(files: &BTreeMap<&str, &SourceFile>, ending: &str) -> Vec<Arc<str>> {
    let components = files.iter().filter(|(path, _)| {
        path.starts_with("components/") && path.ends_with(ending) && !path.ends_with(OWN_SCRIPT)
    });
    components
        .filter_map(|(_, file)| file.text().cloned())
        .collect()
}

/// The end of the name of a script that only some pages load.
const OWN_SCRIPT: &str = ".own.js";

/// The files of the components with this ending, by the names of the components.
fn named(files: &BTreeMap<&str, &SourceFile>, ending: &str) -> BTreeMap<String, Arc<str>> {
    files
        .iter()
        .filter_map(|(path, file)| {
            let name = path.strip_prefix("components/")?.strip_suffix(ending)?;
            let name = name.split('/').next()?;
            Some((name.to_owned(), file.text()?.clone()))
        })
        .collect()
}
