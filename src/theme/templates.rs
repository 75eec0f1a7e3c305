//! The templates of a theme, compiled all at once: a name that nothing answers to is found at
//! load, not by a reader.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use tera::{Context, Error, ErrorKind, Kwargs, State, Tera, TeraResult, Value};

use super::Layer;
use super::phrases::fill_with;
use crate::diagnostic::Diagnostic;
use crate::source::{SourceFile, Span};

/// Compiled templates and components.
#[derive(Clone)]
pub struct Templates {
    tera: Arc<Tera>,
    /// Template names and the paths of their files.
    paths: Arc<BTreeMap<String, Arc<str>>>,
}

impl std::fmt::Debug for Templates {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_tuple("Templates")
            .field(&self.paths.keys())
            .finish()
    }
}

impl Templates {
    /// Renders a template to bytes.
    ///
    /// # Errors
    ///
    /// Gives the diagnostic for a template that asks for what its view does not hold; `page` is
    /// the address that was being made.
    pub fn render(
        &self,
        name: &str,
        context: &Context,
        page: &str,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut bytes = Vec::with_capacity(16 * 1024);
        match self.tera.render_to(name, context, &mut bytes) {
            Ok(()) => Ok(bytes),
            Err(error) => Err(Box::new(rendering_diagnostic(
                &self.paths,
                name,
                &error,
                page,
            ))),
        }
    }

    /// Whether a component takes an argument of this name.
    pub fn takes(&self, component: &str, argument: &str) -> bool {
        let definition = self.tera.get_component_definition(component);
        definition.is_some_and(|definition| {
            definition
                .args()
                .iter()
                .any(|known| known.name() == argument)
        })
    }

    /// Renders a component alone, for the gallery.
    ///
    /// # Errors
    ///
    /// As [`Templates::render`].
    pub fn render_component(
        &self,
        name: &str,
        context: &Context,
    ) -> Result<String, Box<Diagnostic>> {
        self.tera
            .render_component(name, context, None, true)
            .map_err(|error| Box::new(rendering_diagnostic(&self.paths, name, &error, name)))
    }
}

/// Compiles the templates of all layers. A template of a lower layer that a higher one replaces
/// can still be extended, under its theme's name: `plain/pages/briefing.html`.
pub(super) fn load(
    files: &BTreeMap<&str, &SourceFile>,
    layers: &[Layer<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Templates> {
    let mut tera = Tera::new();
    tera.register_filter("fill", fill_filter);
    let mut texts: Vec<(String, Arc<str>)> = Vec::new();
    let mut paths = BTreeMap::new();
    for (path, file) in files.iter().filter(|(path, _)| is_template(path)) {
        let Some(text) = file.text() else { continue };
        texts.push(((*path).to_owned(), text.clone()));
        paths.insert((*path).to_owned(), file.path.clone());
    }
    for layer in layers {
        for (path, file) in layer
            .files
            .iter()
            .filter(|(path, _)| is_template(path) && !path.starts_with("components/"))
        {
            let is_replaced = files
                .get(path)
                .is_some_and(|winner| winner.path != file.path);
            if let Some(text) = file.text().filter(|_| is_replaced) {
                let name = format!("{}/{path}", layer.name);
                texts.push((name.clone(), text.clone()));
                paths.insert(name, file.path.clone());
            }
        }
    }
    match tera.add_raw_templates(texts.iter().map(|(name, text)| (name.as_str(), &**text))) {
        Ok(()) => Some(Templates {
            tera: Arc::new(tera),
            paths: Arc::new(paths),
        }),
        Err(error) => {
            diagnostics.push(loading_diagnostic(&paths, &texts, &error));
            None
        }
    }
}

fn is_template(path: &str) -> bool {
    path.ends_with(".html") || path.ends_with(".xml") || path == "styles/brand.css"
}

fn loading_diagnostic(
    paths: &BTreeMap<String, Arc<str>>,
    texts: &[(String, Arc<str>)],
    error: &Error,
) -> Diagnostic {
    let help = "The theme's README says what a template may use.";
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let file = path_of(paths, report.filename());
            Diagnostic::error(
                "template-error",
                Span::new(&file, report.span().range.clone()),
                report.message().to_owned(),
            )
            .help(help)
        }
        ErrorKind::MissingParent { current, parent } => {
            let file = path_of(paths, current);
            Diagnostic::error(
                "template-error",
                Span::start_of(&file),
                format!("this template extends `{parent}`, which is not there"),
            )
            .help(help)
        }
        _ => {
            // Names that are unknown come as one text, each with its place: `--> name:line:column`.
            let message = error.to_string();
            let place = message
                .split("--> ")
                .nth(1)
                .and_then(|rest| rest.split_whitespace().next());
            let span = place.and_then(|place| span_of(place, paths, texts));
            let said = message
                .lines()
                .find(|line| !line.trim().is_empty())
                .unwrap_or_default();
            Diagnostic::error(
                "template-error",
                span.unwrap_or_else(|| Span::start_of(&Arc::from("themes"))),
                said.trim().to_owned(),
            )
            .help(help)
        }
    }
}

/// The place that `name:line:column` names, line and column from 1.
fn span_of(
    place: &str,
    paths: &BTreeMap<String, Arc<str>>,
    texts: &[(String, Arc<str>)],
) -> Option<Span> {
    let mut parts = place.rsplitn(3, ':');
    let (column, line, name) = (
        parts.next()?.parse::<usize>().ok()?,
        parts.next()?.parse::<usize>().ok()?,
        parts.next()?,
    );
    let (_, text) = texts.iter().find(|(known, _)| known == name)?;
    let start: usize = text
        .split_inclusive('\n')
        .take(line.checked_sub(1)?)
        .map(str::len)
        .sum();
    let at = text[start..]
        .char_indices()
        .nth(column.checked_sub(1)?)
        .map_or(text.len(), |(at, _)| start + at);
    Some(Span::new(
        paths.get(name)?,
        at..text.ceil_char_boundary(at + 1),
    ))
}

/// What is wrong with a template that could not be rendered, and on which page.
fn rendering_diagnostic(
    paths: &BTreeMap<String, Arc<str>>,
    template: &str,
    error: &Error,
    page: &str,
) -> Diagnostic {
    let (file, range, message) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => (
            path_of(paths, report.filename()),
            report.span().range.clone(),
            report.message().to_owned(),
        ),
        _ => (path_of(paths, template), 0..0, error.to_string()),
    };
    Diagnostic::error("template-error", Span::new(&file, range), message)
        .help(format!("It happened while the page {page} was made. The theme's README says what a template may use."))
}

fn path_of(paths: &BTreeMap<String, Arc<str>>, name: &str) -> Arc<str> {
    paths.get(name).cloned().unwrap_or_else(|| Arc::from(name))
}

/// `{{ words.card.minutes | fill(n=card.minutes) }}`: puts values into the `{places}` of a
/// phrase; where the phrase is a table with `one` and `other`, `n` chooses.
#[expect(
    clippy::needless_pass_by_value,
    reason = "Tera hands a filter its arguments so"
)]
fn fill_filter(phrase: &Value, places: Kwargs, _: &State<'_>) -> TeraResult<String> {
    let text = match phrase.as_map() {
        None => phrase.as_str(),
        Some(_) => {
            let is_one = places.get::<i64>("n")? == Some(1);
            phrase
                .get_from_path(if is_one { "one" } else { "other" })
                .and_then(Value::as_str)
        }
    };
    let text = text.ok_or_else(|| {
        Error::message("`fill` wants a phrase, or a table with `one` and `other`")
    })?;
    let mut wrong = None;
    let filled = fill_with(text, |filled, name| match places.get::<Value>(name) {
        Ok(Some(value)) => {
            write!(filled, "{value}").expect("invariant: a string takes every write");
            true
        }
        Ok(None) => false,
        Err(error) => {
            wrong = Some(error);
            false
        }
    });
    wrong.map_or(Ok(filled), Err)
}
