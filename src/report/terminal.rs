//! For people at a terminal: the place, the source line with the fault underlined, and what to do.

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use super::text_at;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Sources, Span};

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

/// A diagnostic as lines of text.
pub fn terminal(diagnostic: &Diagnostic, sources: &Sources, look: Look) -> String {
    let renderer = match look {
        Look::Coloured => Renderer::styled(),
        Look::Plain => Renderer::plain(),
    };
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Remark => Level::NOTE.with_name("remark"),
    };
    let mut group = level
        .primary_title(diagnostic.message.as_str())
        .id(diagnostic.code)
        .elements(Vec::<Origin<'_>>::new());
    let excerpts: Vec<Excerpt> = diagnostic
        .span
        .iter()
        .map(|span| Excerpt::new(sources, span, AnnotationKind::Primary, None))
        .chain(diagnostic.labels.iter().map(|label| {
            Excerpt::new(
                sources,
                &label.span,
                AnnotationKind::Context,
                Some(&label.text),
            )
        }))
        .collect();
    for excerpt in &excerpts {
        group = if excerpt.text.trim().is_empty() {
            group.element(
                Origin::path(excerpt.path.as_str())
                    .line(excerpt.first_line)
                    .char_column(excerpt.column),
            )
        } else {
            group.element(
                Snippet::source(excerpt.text.as_str())
                    .line_start(excerpt.first_line)
                    .path(excerpt.path.as_str())
                    .annotation(
                        excerpt
                            .kind
                            .span(excerpt.range.clone())
                            .label(excerpt.label.as_deref()),
                    ),
            )
        };
    }
    if let Some(help) = &diagnostic.help {
        group = group.element(Level::HELP.message(help.as_str()));
    }
    renderer.render(&[group])
}

/// The lines of a file that a place is in.
struct Excerpt {
    path: String,
    text: String,
    first_line: usize,
    column: usize,
    range: std::ops::Range<usize>,
    kind: AnnotationKind,
    label: Option<String>,
}

impl Excerpt {
    fn new(sources: &Sources, span: &Span, kind: AnnotationKind, label: Option<&str>) -> Self {
        let whole = text_at(sources, span).unwrap_or_default();
        let start = whole.floor_char_boundary(span.start as usize);
        let end = whole
            .ceil_char_boundary((span.end as usize).min(whole.len()))
            .max(start);
        let (first_line, column) = crate::source::line_and_column(&whole, start);
        let text_start = whole[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let lines = whole[text_start..].split_inclusive('\n');
        let shown: usize = lines
            .take(LINES)
            .take_while_inclusive_until(end - text_start)
            .sum();
        let text = whole[text_start..text_start + shown]
            .trim_end_matches(['\n', '\r'])
            .to_owned();
        let from = (start - text_start).min(text.len());
        let to = (end - text_start).clamp(from, text.len());
        Self {
            path: span.file.to_string(),
            range: from..to,
            text,
            first_line,
            column,
            kind,
            label: label.map(str::to_owned),
        }
    }
}

/// The lengths of lines up to the one that reaches a place.
trait UntilPlace<'a>: Iterator<Item = &'a str> + Sized {
    fn take_while_inclusive_until(self, place: usize) -> impl Iterator<Item = usize> {
        self.scan(0, move |before, line| {
            let is_behind = *before > 0 && *before >= place;
            *before += line.len();
            (!is_behind).then_some(line.len())
        })
    }
}

impl<'a, I: Iterator<Item = &'a str>> UntilPlace<'a> for I {}
