//! For people at a terminal: the place, the source line with the fault underlined, and what to do.

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::{Lined, Reporter};
use crate::diagnostic::{Diagnostic, Severity};
use crate::names::Names;
use crate::source::Span;

/// Whether there may be colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// For a terminal.
    Coloured,
    /// For a file or another program.
    Plain,
}

/// How many lines of a long fault are shown.
const LINES: usize = 4;

/// How long a line is shown at all, in bytes; of a longer one only the place is told.
const LONGEST_LINE: usize = 20_000;

impl Reporter<'_> {
    /// A diagnostic as lines of text.
    pub fn terminal(&mut self, diagnostic: &Diagnostic, look: Look) -> String {
        let renderer = match look {
            Look::Coloured => Renderer::styled(),
            Look::Plain => Renderer::plain(),
        };
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Remark => Level::NOTE.with_name("remark"),
        };
        let message = self.shown(&diagnostic.message).into_owned();
        let help = diagnostic
            .help
            .as_ref()
            .map(|help| self.shown(help).into_owned());
        let mut group = level
            .primary_title(message.as_str())
            .id(diagnostic.code)
            .elements(Vec::<Origin<'_>>::new());
        let mut excerpts = Vec::new();
        for label in &diagnostic.labels {
            excerpts.push(Excerpt::new(
                self.file(&label.span),
                &label.span,
                AnnotationKind::Context,
                Some(&label.text),
            ));
        }
        // The place itself comes last here, so that its file is the one that is remembered.
        if let Some(span) = &diagnostic.span {
            excerpts.insert(
                0,
                Excerpt::new(self.file(span), span, AnnotationKind::Primary, None),
            );
        }
        for excerpt in &mut excerpts {
            excerpt.hide(&self.names);
        }
        for excerpt in &excerpts {
            let origin = || {
                Origin::path(excerpt.path.as_str())
                    .line(excerpt.line)
                    .char_column(excerpt.column)
            };
            group = if excerpt.text.trim().is_empty() {
                group.element(origin())
            } else {
                let annotation = excerpt
                    .kind
                    .span(excerpt.range.clone())
                    .label(excerpt.label.as_deref());
                let snippet = Snippet::source(excerpt.text.as_str())
                    .line_start(excerpt.line)
                    .path(excerpt.path.as_str());
                group.element(snippet.annotation(annotation))
            };
        }
        if let Some(help) = &help {
            group = group.element(Level::HELP.message(help.as_str()));
        }
        renderer.render(&[group])
    }
}

/// The lines of a file that a place is in.
struct Excerpt {
    path: String,
    /// The lines, or nothing where there are none worth showing.
    text: String,
    line: usize,
    column: usize,
    range: std::ops::Range<usize>,
    kind: AnnotationKind,
    label: Option<String>,
}

impl Excerpt {
    fn new(file: &Lined<'_>, span: &Span, kind: AnnotationKind, label: Option<&str>) -> Self {
        let start = file.text.floor_char_boundary(span.start as usize);
        let end = file
            .text
            .ceil_char_boundary((span.end as usize).min(file.text.len()))
            .max(start);
        let (line, column) = file.position(start);
        let last = file
            .line(end.saturating_sub(1).max(start))
            .min(line - 1 + LINES - 1);
        let lines = file.range_of(line - 1).start..file.range_of(last).end;
        let text = if lines.len() > LONGEST_LINE {
            ""
        } else {
            file.text[lines.clone()].trim_end_matches('\r')
        };
        let from = (start - lines.start).min(text.len());
        let to = (end - lines.start).clamp(from, text.len());
        Self {
            path: span.file.to_string(),
            range: from..to,
            text: text.to_owned(),
            line,
            column,
            kind,
            label: label.map(str::to_owned),
        }
    }

    /// Writes words of the list of names as hashes.
    fn hide(&mut self, names: &Names) {
        self.path = names.hidden(&self.path).into_owned();
        (self.text, self.range) = names.hidden_with(&self.text, self.range.clone());
        self.label = self
            .label
            .take()
            .map(|label| names.hidden(&label).into_owned());
    }
}
