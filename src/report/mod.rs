//! Diagnostics for people and for machines.

mod json;
mod terminal;

use std::borrow::Cow;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{Content, Sources, Span, line_and_column};

pub use json::json;
pub use terminal::{Look, terminal};

/// How many diagnostics there are of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Remarks.
    pub remarks: usize,
}

/// Counts diagnostics.
pub fn counts(diagnostics: &[Diagnostic]) -> Counts {
    let of = |severity| {
        diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity == severity)
            .count()
    };
    Counts {
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        remarks: of(Severity::Remark),
    }
}

impl std::fmt::Display for Counts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let part = |number: usize, one: &str| {
            (number > 0).then(|| format!("{number} {one}{}", if number == 1 { "" } else { "s" }))
        };
        let parts: Vec<String> = [
            part(self.errors, "error"),
            part(self.warnings, "warning"),
            part(self.remarks, "remark"),
        ]
        .into_iter()
        .flatten()
        .collect();
        formatter.write_str(&if parts.is_empty() {
            "nothing to remark".to_owned()
        } else {
            parts.join(", ")
        })
    }
}

/// The text of the file that a place is in; what is no UTF-8 is shown as well as can be.
fn text_at<'a>(sources: &'a Sources, span: &Span) -> Option<Cow<'a, str>> {
    match &sources.get(&span.file)?.content {
        Content::Text(text) => Some(Cow::Borrowed(text)),
        Content::Bytes(bytes) => Some(String::from_utf8_lossy(bytes)),
        Content::TooLarge { .. } => None,
    }
}

/// A place as lines and columns from 1, columns in characters.
struct Position {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

fn position(text: Option<&str>, range: Range<usize>) -> Position {
    let Some(text) = text else {
        return Position {
            line: 1,
            column: 1,
            end_line: 1,
            end_column: 1,
        };
    };
    let (line, column) = line_and_column(text, range.start);
    let (end_line, end_column) = line_and_column(text, range.end.max(range.start));
    Position {
        line,
        column,
        end_line,
        end_column,
    }
}
